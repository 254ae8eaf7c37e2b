//! A name that is also the word of a clause.

use crate::names::Declared;
use crate::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};
use zopa_syntax::form::Space;
use zopa_syntax::grammar::is_clause_in_lists;

pub(super) static RULE: Rule =
    Rule { name: "name-like-clause", severity: Severity::Warning, page: include_str!("name_like_clause.md") };

const LISTED: &[Space] = &[Space::Actor, Space::Instrument, Space::Matter, Space::Report, Space::Draft, Space::Line];

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    for &space in LISTED {
        let mut names: Vec<(&str, Declared)> =
            view.case.names.declared(space).filter(|(name, _)| is_clause_in_lists(space, name)).collect();
        names.sort_by_key(|(_, declared)| declared.span);
        for (name, declared) in names {
            let message = format!("in a list `{name}` is read as a detail, not as {}", declared.meaning.noun());
            findings.push(
                Diagnostic::new(&RULE, declared.span, message)
                    .hint(format!("choose another name, or put a comma before it wherever it is listed: `…, {name}`")),
            );
        }
    }
}
