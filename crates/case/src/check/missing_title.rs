//! A case that nobody has named.

use crate::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};
use zopa_syntax::span::Span;

pub(super) static RULE: Rule =
    Rule { name: "missing-title", severity: Severity::Warning, page: include_str!("missing_title.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    // A case without files has no place at which to report anything.
    if view.case.site.is_none() && view.case.sources.iter().next().is_some() {
        findings.push(
            Diagnostic::new(&RULE, Span::default(), "the case has no title")
                .hint("write `case \"TITLE\"` at the top of one of its files"),
        );
    }
}
