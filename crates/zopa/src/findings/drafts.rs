//! What is odd in the texts of drafts, and where they differ from the record.

use crate::reading;
use crate::rule;
use crate::texts::Texts;
use std::collections::BTreeSet;
use std::ops::Range;
use zopa_case::draft::{Draft, Settled};
use zopa_case::id::DraftId;
use zopa_case::source::Sources;
use zopa_case::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Label};
use zopa_syntax::span::{FileId, Span};
use zopa_text::bracket::{self, Finding, Text, Unit};
use zopa_text::clause::{Clause, clauses};

/// Returns the findings on the texts of the drafts that count. The texts are added to the files, so that the findings can
/// be shown.
pub fn of_drafts(view: &View<'_>, texts: &Texts, sources: &mut Sources) -> Vec<Diagnostic> {
    let case = view.case;
    let parties = reading::parties(case);
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for (at, draft) in case.drafts.iter().enumerate().filter(|(_, draft)| view.sees(draft.date)) {
        let Some(path) = draft.text.as_deref() else { continue };
        let source = match texts.of(DraftId(at)) {
            Ok(Some(source)) => source,
            Ok(None) => continue,
            Err(message) => {
                let place = text_clause(sources, draft.site);
                let finding =
                    Diagnostic::new(&rule::UNREADABLE_TEXT, place, format!("its text cannot be read: {message}"));
                found.push(finding.hint("put the file there, correct the path, or leave `text` out"));
                continue;
            }
        };
        let text = bracket::read_with(source, &parties);
        let numbered = clauses(source);
        let counted = bracket::measure(&text, &numbered);
        let file = if seen.insert(path) {
            let file = sources.attach(path, source);
            found.extend(odd(&text, file));
            file
        } else {
            let known = sources.iter().position(|each| each.path == path);
            FileId(known.unwrap_or_default() as u32)
        };
        against_record(draft, &numbered, &counted.clauses, file, &mut found);
    }
    found
}

/// Returns where an entry names its text.
fn text_clause(sources: &Sources, site: Span) -> Span {
    let node =
        sources.file(site.file).parse.nodes().find(|node| node.span == site).and_then(|node| node.clause("text"));
    node.map_or(site, |node| node.span)
}

fn odd(text: &Text<'_>, file: FileId) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = text.findings.iter().map(|finding| placed(finding, file)).collect();
    if let Some(last) = found.last_mut().filter(|_| text.findings_more > 0) {
        let more = format!("{} more findings in this file are not listed", text.findings_more);
        last.hint = Some(last.hint.take().map_or(more.clone(), |hint| format!("{hint}; {more}")));
    }
    found
}

fn span(range: &Range<usize>, file: FileId) -> Span {
    Span { file, start: range.start as u32, end: range.end as u32 }
}

fn placed(finding: &Finding, file: FileId) -> Diagnostic {
    let mut made = Diagnostic::new(finding.rule, span(&finding.span, file), finding.message.clone());
    made.others =
        finding.others.iter().map(|(range, text)| Label { span: span(range, file), text: text.clone() }).collect();
    made.hint.clone_from(&finding.hint);
    made
}

/// Finds clauses that the record tells otherwise than the text.
fn against_record(draft: &Draft, numbered: &[Clause], units: &[Unit], file: FileId, found: &mut Vec<Diagnostic>) {
    if numbered.is_empty() {
        return;
    }
    for clause in draft.clauses.iter().filter(|clause| !clause.settles.is_empty()) {
        let wanted = reading::number(&clause.label);
        let Some(at) = numbered.iter().position(|each| reading::number(&each.label) == wanted) else {
            let message = format!("the text of the draft has no clause {}", clause.label);
            let finding = Diagnostic::new(&rule::TEXT_AGAINST_RECORD, clause.site, message);
            found.push(finding.hint("number the clause here as the text does"));
            continue;
        };
        let place = span(&numbered[at].body, file);
        let unit = &units[at];
        let bracketed = clause.settles.iter().any(|settlement| matches!(settlement.at, Settled::Bracket(_)));
        let open = unit.measure.words > 0 && unit.measure.open_words == unit.measure.words;
        let (message, label) = if bracketed && unit.clean {
            ("the record has the clause in brackets, and its text is clean", "nothing in brackets here")
        } else if !bracketed && open {
            ("the record has the clause clean, and its text is all in brackets", "nothing outside brackets here")
        } else {
            continue;
        };
        let finding = Diagnostic::new(&rule::TEXT_AGAINST_RECORD, clause.site, message).also(place, label);
        found.push(finding.hint("enter the clause as it stands in the text, or correct the text"));
    }
}
