//! Whether proposed entries hold up in the record.

use super::{Edited, Finding};
use zopa_case::case::Case;
use zopa_case::rule::AMBIGUOUS_ORDER;
use zopa_syntax::diagnostic::Severity;
use zopa_syntax::parse::parse;
use zopa_syntax::span::FileId;

/// The file in which entries are tried that are not to be written anywhere yet. Its name cannot be that of a file.
const NOWHERE: &str = "\u{0}proposed";

/// Reads the record with the proposed entries at the end of a file, or nowhere in particular, and finds what does not
/// hold up. Cost: that of reading the record.
pub fn resolve(case: &Case, edited: &mut Edited, file: Option<&str>) {
    if edited.proposals.is_empty() {
        return;
    }
    let target = file.unwrap_or(NOWHERE);
    let before = case.sources.iter().find(|source| source.path == target).map_or("", |source| source.text.as_str());
    let Some(after) = appended(before, edited) else {
        let message = format!("the entries cannot be added to {target} without changing others in it");
        return edited.findings.push(Finding::error(None, message));
    };
    let mut files: Vec<(String, String)> = case
        .sources
        .iter()
        .filter(|source| source.path != target)
        .map(|source| (source.path.clone(), source.text.clone()))
        .collect();
    files.push((target.to_string(), after.clone()));
    let read = Case::read(files);
    let starts = starts(before, &after, edited.proposals.len());
    for error in read.errors.iter().filter(|error| error.rule.severity == Severity::Error) {
        let labels = std::iter::once(&error.primary).chain(&error.others);
        let own = labels.filter(|label| read.sources.file(label.span.file).path == target);
        let at =
            own.filter_map(|label| starts.partition_point(|&start| start <= label.span.start).checked_sub(1)).next();
        let place = at.map(|at| edited.proposals[at].place.clone());
        let finding = Finding::error(place, error.message.clone());
        let mut finding = Finding { hint: error.hint.clone(), ..finding };
        if error.rule.name == AMBIGUOUS_ORDER.name {
            finding.hint = Some("give a later --date, or write to the file with the earlier entry".to_string());
            // Where the entries will stand is not known yet.
            finding.error = file.is_some();
        }
        edited.findings.push(finding);
    }
}

/// Returns a file with the proposed entries at its end; nothing where that would change what is in it.
pub fn appended(before: &str, edited: &Edited) -> Option<String> {
    let mut added = String::new();
    for proposal in &edited.proposals {
        added.push_str(&proposal.entry);
        added.push('\n');
    }
    let gap = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    let mut added = format!("{gap}{added}");
    if before.contains("\r\n") {
        added = added.replace('\n', "\r\n");
    }
    let after = format!("{before}{added}");
    let (old, new) = (parse(FileId(0), before), parse(FileId(0), &after));
    let kept = old.entries.iter().zip(&new.entries).all(|(old, new)| old.span == new.span && old.broken == new.broken);
    let whole = new.entries.len() == old.entries.len() + edited.proposals.len();
    (kept && whole && new.findings.len() == old.findings.len()).then_some(after)
}

/// Returns where the last entries of a file start.
fn starts(before: &str, after: &str, count: usize) -> Vec<u32> {
    let entries = parse(FileId(0), after).entries;
    let added = entries.iter().skip(entries.len().saturating_sub(count)).map(|entry| entry.span.start);
    debug_assert!(before.len() <= after.len());
    added.collect()
}
