//! From files to a scenario: which of them count, what their format is, and what every format checks.

use super::fields::Document;
use super::finding::{Mode, Place, Report, grouped, shown};
use super::limits::{BYTES_MAX, FILES_MAX, VALUES_MAX, VALUES_PER_ISSUE_MAX};
use super::model::{Issue, Scenario, Values};
use super::source::{Source, file_name};
use super::tree::{self, Node};
use super::{FORMATS, Format, Reader, Reading};
use std::collections::BTreeSet;

/// Reads the files of one scenario, given as path and bytes, in any format.
///
/// Which file is the domain does not have to be said. Files that go with a scenario but say nothing of it are passed
/// over: `specs.json`, `specials.json`, `pareto.xml`, `expected.json`, `_info.yaml`, `_stats.yaml` and `README` files.
pub fn read(files: &[(String, Vec<u8>)], mode: Mode) -> Reading {
    let mut report = Report::new(mode);
    let mut format = None;
    let scenario = sources(files, &mut report).and_then(|sources| {
        let sources: Vec<&Source> = sources.iter().collect();
        let scenario = dispatch(&sources, &mut format, &mut report)?;
        check_total(&scenario, &mut report);
        Some(scenario)
    });
    let scenario = scenario.filter(|_| !report.failed());
    let mut findings = report.into_findings();
    // What concerns no file comes last.
    let order = |path: &str| files.iter().position(|(each, _)| each == path).unwrap_or(files.len());
    findings.sort_by_cached_key(|finding| (order(&finding.path), finding.at));
    Reading { scenario, format, findings }
}

fn is_beside(path: &str) -> bool {
    let name = file_name(path).to_ascii_lowercase();
    let known = ["specs.json", "specials.json", "pareto.xml", "expected.json", "_info.yaml", "_info.yml"];
    known.contains(&name.as_str())
        || matches!(name.as_str(), "_stats.yaml" | "_stats.yml")
        || name.starts_with("readme")
}

fn sources(files: &[(String, Vec<u8>)], report: &mut Report) -> Option<Vec<Source>> {
    let counted: Vec<&(String, Vec<u8>)> = files.iter().filter(|(path, _)| !is_beside(path)).collect();
    if counted.is_empty() {
        report.error(Place::WHOLE, "no-files", "there is no file of a scenario");
        return None;
    }
    if counted.len() > FILES_MAX {
        let message = format!("{} files; a scenario may have at most {FILES_MAX}", counted.len());
        report.error(Place::WHOLE, "too-large", message);
        return None;
    }
    let bytes: usize = counted.iter().map(|(_, bytes)| bytes.len()).sum();
    if bytes > BYTES_MAX {
        let message = format!(
            "the files have {} bytes; those of a scenario may have at most {}",
            grouped(bytes as u128),
            grouped(BYTES_MAX as u128)
        );
        report.error(Place::WHOLE, "too-large", message);
        return None;
    }
    Some(counted.into_iter().map(|(path, bytes)| Source::decode(path, bytes, report)).collect())
}

/// Reads the files with the format that knows them.
fn dispatch(sources: &[&Source], format: &mut Option<&'static str>, report: &mut Report) -> Option<Scenario> {
    let (xml, others): (Vec<&Source>, Vec<&Source>) =
        sources.iter().copied().partition(|source| source.text.trim_start().starts_with('<'));
    if let (Some(_), Some(other)) = (xml.first(), others.first()) {
        report.error(Place::file(&other.path), "mixed-formats", "some files are XML and this one is not");
        return None;
    }
    if others.is_empty() {
        let found = FORMATS.iter().find_map(|format| match format.read {
            Reader::Xml(read) => Some((format, read)),
            Reader::Tree { .. } => None,
        })?;
        *format = Some(found.0.name);
        return (found.1)(&xml, report);
    }
    let mut roots: Vec<(&Source, Node)> = Vec::new();
    for source in others {
        roots.push((source, tree::read(source, report)?));
    }
    let documents: Vec<Document<'_>> = roots.iter().map(|(source, root)| Document { source, root }).collect();
    let claimed: Vec<Option<&'static Format>> = documents.iter().map(|document| claiming(document.root)).collect();
    let first = claimed.iter().flatten().next().copied();
    for (document, claim) in documents.iter().zip(&claimed) {
        let message = match (claim, first) {
            (None, _) => "this is no file of a known format of scenarios".to_string(),
            (Some(claim), Some(first)) if claim.name != first.name => {
                format!("the files have different formats: {} here, {} elsewhere", claim.name, first.name)
            }
            _ => continue,
        };
        report.error(Place::file(&document.source.path), "unknown-format", message);
    }
    let first = first.filter(|_| !report.failed())?;
    *format = Some(first.name);
    match first.read {
        Reader::Tree { read, .. } => read(&documents, report),
        Reader::Xml(_) => None,
    }
}

fn claiming(root: &Node) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| match format.read {
        Reader::Tree { claims, .. } => claims(root),
        Reader::Xml(_) => false,
    })
}

/// Returns whether an issue has no more values than a point may have; reports it otherwise.
pub(super) fn check_counts(issue: &str, values: &Values, place: Place<'_>, report: &mut Report) -> bool {
    let count = values.count();
    if count <= VALUES_PER_ISSUE_MAX {
        return true;
    }
    let message = format!(
        "issue {} has {} values; an issue may have at most {}",
        shown(issue),
        grouped(u128::from(count)),
        grouped(u128::from(VALUES_PER_ISSUE_MAX))
    );
    report.error(place, "too-many-values", message);
    false
}

fn check_total(scenario: &Scenario, report: &mut Report) {
    let total: u64 = scenario.issues.iter().map(|issue| issue.values.count()).sum();
    if total > VALUES_MAX {
        let message = format!(
            "the issues have {} values; a scenario may have at most {}",
            grouped(u128::from(total)),
            grouped(u128::from(VALUES_MAX))
        );
        report.error(Place::WHOLE, "too-many-values", message);
    }
}

/// Reports issues of the same name.
pub(super) fn names_are_distinct(issues: &[Issue], place: Place<'_>, report: &mut Report) {
    let mut seen = BTreeSet::new();
    for issue in issues {
        if !seen.insert(&issue.name) {
            report.error(place, "duplicate-issue", format!("two issues are called {}", shown(&issue.name)));
        }
    }
}

/// Returns a name that is not taken yet: the wanted one, or the wanted one with a number.
pub(super) fn distinct(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{wanted} {number}"));
    let mut names = std::iter::once(wanted.to_string()).chain(numbered);
    // There are more numbers than names that can be taken.
    let name = names.find(|name| !taken.contains(name)).unwrap_or_default();
    taken.insert(name.clone());
    name
}
