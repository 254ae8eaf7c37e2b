//! Several reports that are one source.

use super::entry::entries;
use crate::cited::Cited;
use crate::id::ReportId;
use crate::origin::Origins;
use crate::view::View;
use std::collections::BTreeSet;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "single-origin", severity: Severity::Warning, page: include_str!("single_origin.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    let origins = Origins::of(case);
    for entry in entries(case) {
        let cited: BTreeSet<ReportId> = entry.cites.iter().map(|cited| cited.report).collect();
        let found = origins.behind_all(cited.iter().copied());
        let (2.., Some(origin), 1) = (cited.len(), found.first(), found.len()) else { continue };
        let message = format!("the {} reports cited go back to one, `{}`", cited.len(), case.reports[origin.0].name);
        let mut finding =
            Diagnostic::new(&RULE, entry.site, message).also(case.reports[origin.0].site, "the one origin");
        for Cited { site, report, .. } in entry.cites.iter().filter(|cited| cited.report != *origin) {
            finding = finding.also(*site, format!("`{}` goes back to it", case.reports[report.0].name));
        }
        findings.push(finding.hint("count them as one source: cite the origin alone, or find an independent report"));
    }
}
