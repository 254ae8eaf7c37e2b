//! A report that retells one that came after it.

use crate::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "retells-later", severity: Severity::Warning, page: include_str!("retells_later.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    for report in &case.reports {
        for retold in report.retells.iter().map(|id| &case.reports[id.0]) {
            if report.date.last() < retold.date.first() {
                let message =
                    format!("`{}` of {} retells `{}` of {}", report.name, report.date, retold.name, retold.date);
                findings.push(
                    Diagnostic::new(&RULE, report.site, message)
                        .also(retold.site, "published later")
                        .hint("correct one of the dates, or turn `retells` round"),
                );
            }
        }
    }
}
