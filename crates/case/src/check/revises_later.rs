//! A draft that revises one that came after it.

use crate::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "revises-later", severity: Severity::Warning, page: include_str!("revises_later.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    for draft in &case.drafts {
        for revised in draft.revises.iter().map(|id| &case.drafts[id.0]) {
            if draft.date.last() < revised.date.first() {
                let message =
                    format!("`{}` of {} revises `{}` of {}", draft.name, draft.date, revised.name, revised.date);
                findings.push(
                    Diagnostic::new(&RULE, draft.site, message)
                        .also(revised.site, "tabled later")
                        .hint("correct one of the dates, or let the later draft revise the earlier"),
                );
            }
        }
    }
}
