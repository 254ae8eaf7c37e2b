//! Several reports that are one source.

use super::entry::entries;
use crate::case::Case;
use crate::cited::Cited;
use crate::id::ReportId;
use crate::view::View;
use std::collections::BTreeSet;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "single-origin", severity: Severity::Warning, page: include_str!("single_origin.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    let origins = origins(case);
    for entry in entries(case) {
        let cited: BTreeSet<ReportId> = entry.cites.iter().map(|cited| cited.report).collect();
        let found: BTreeSet<Option<ReportId>> = cited.iter().map(|report| origins[report.0]).collect();
        let (2.., Some(Some(origin)), 1) = (cited.len(), found.first(), found.len()) else { continue };
        let message = format!("the {} reports cited go back to one, `{}`", cited.len(), case.reports[origin.0].name);
        let mut finding =
            Diagnostic::new(&RULE, entry.site, message).also(case.reports[origin.0].site, "the one origin");
        for Cited { site, report, .. } in entry.cites.iter().filter(|cited| cited.report != *origin) {
            finding = finding.also(*site, format!("`{}` goes back to it", case.reports[report.0].name));
        }
        findings.push(finding.hint("count them as one source: cite the origin alone, or find an independent report"));
    }
}

/// Returns for each report the one report to which it goes back: itself where it retells none, and none where there
/// are several or where reports retell each other in a circle.
fn origins(case: &Case) -> Vec<Option<ReportId>> {
    let mut retold_by: Vec<Vec<usize>> = vec![Vec::new(); case.reports.len()];
    for (at, report) in case.reports.iter().enumerate() {
        report.retells.iter().for_each(|retold| retold_by[retold.0].push(at));
    }
    let mut waits: Vec<usize> = case.reports.iter().map(|report| report.retells.len()).collect();
    let mut open: Vec<usize> = (0..waits.len()).filter(|&at| waits[at] == 0).collect();
    let mut origins: Vec<Option<ReportId>> = vec![None; waits.len()];
    while let Some(at) = open.pop() {
        let retold = &case.reports[at].retells;
        let found: BTreeSet<Option<ReportId>> = retold.iter().map(|report| origins[report.0]).collect();
        origins[at] = match (retold.len(), found.len()) {
            (0, _) => Some(ReportId(at)),
            (_, 1) => found.first().copied().flatten(),
            _ => None,
        };
        for &next in &retold_by[at] {
            waits[next] -= 1;
            if waits[next] == 0 {
                open.push(next);
            }
        }
    }
    origins
}
