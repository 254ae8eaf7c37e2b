//! Checks on the record: what would embarrass if it went out so.
//!
//! Each check is one file with its rule and its function, one page beside it for `zopa explain`, and one line in
//! [`CHECKS`].

mod stance_without_evidence;

use crate::case::Case;
use crate::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Rule};

/// A check.
#[derive(Debug)]
pub struct Check {
    /// What it finds.
    pub rule: &'static Rule,
    /// Looks for it.
    pub run: fn(&View<'_>, &mut Vec<Diagnostic>),
}

/// All checks, by name.
pub static CHECKS: &[Check] = &[
    Check { rule: &stance_without_evidence::RULE, run: stance_without_evidence::run },
];

/// Returns all kinds of finding that a case can have, by name.
pub fn rules() -> Vec<&'static Rule> {
    let syntax = zopa_syntax::rule::RULES.iter().copied();
    let read = crate::rule::RULES.iter().copied();
    let mut rules: Vec<&Rule> = syntax.chain(read).chain(CHECKS.iter().map(|check| check.rule)).collect();
    rules.sort_by_key(|rule| rule.name);
    rules
}

/// Returns the errors of a case and what the checks find, by place. Where the case has errors, only they are
/// returned: the checks would report their consequences.
pub fn check(view: &View<'_>) -> Vec<Diagnostic> {
    let case: &Case = view.case;
    let mut findings = case.errors.clone();
    if case.is_sound() {
        for check in CHECKS {
            (check.run)(view, &mut findings);
        }
    }
    findings.sort_by_key(|finding| (finding.primary.span, finding.rule.name));
    findings
}
