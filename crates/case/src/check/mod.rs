//! Checks on the record: what would embarrass if it went out so.
//!
//! Each check is one file with its rule and its function, one page beside it for `zopa explain`, and one line in
//! [`CHECKS`].
//!
//! A check of how things are entered looks at every entry; one of how things stand asks the view.

mod agreed_then_changed;
mod attribution_broken;
mod attribution_contradicts_stance;
mod beyond_authority;
mod claimed_not_confirmed;
mod claims_in_conflict;
mod condition_missing;
mod entry;
mod idle_guarantor;
mod idle_red_line;
mod impossible_calendar;
mod malformed_region;
mod missing_title;
mod name_like_clause;
mod outcome;
mod ratify_incomplete;
mod red_line_without_source;
mod retells_later;
mod revises_later;
mod share_expired;
mod shared_beyond_source;
mod single_origin;
mod stale_stance;
mod stance_by_hearsay;
mod stance_without_evidence;
mod unknown_milestone;
mod unknown_topic;
mod unnamed_red_line;
mod unsettled_point;
mod unused_name;

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
    Check { rule: &agreed_then_changed::RULE, run: agreed_then_changed::run },
    Check { rule: &attribution_broken::RULE, run: attribution_broken::run },
    Check { rule: &attribution_contradicts_stance::RULE, run: attribution_contradicts_stance::run },
    Check { rule: &beyond_authority::RULE, run: beyond_authority::run },
    Check { rule: &claimed_not_confirmed::RULE, run: claimed_not_confirmed::run },
    Check { rule: &claims_in_conflict::RULE, run: claims_in_conflict::run },
    Check { rule: &condition_missing::RULE, run: condition_missing::run },
    Check { rule: &idle_guarantor::RULE, run: idle_guarantor::run },
    Check { rule: &idle_red_line::RULE, run: idle_red_line::run },
    Check { rule: &impossible_calendar::RULE, run: impossible_calendar::run },
    Check { rule: &malformed_region::RULE, run: malformed_region::run },
    Check { rule: &missing_title::RULE, run: missing_title::run },
    Check { rule: &name_like_clause::RULE, run: name_like_clause::run },
    Check { rule: &ratify_incomplete::RULE, run: ratify_incomplete::run },
    Check { rule: &red_line_without_source::RULE, run: red_line_without_source::run },
    Check { rule: &retells_later::RULE, run: retells_later::run },
    Check { rule: &revises_later::RULE, run: revises_later::run },
    Check { rule: &share_expired::RULE, run: share_expired::run },
    Check { rule: &shared_beyond_source::RULE, run: shared_beyond_source::run },
    Check { rule: &single_origin::RULE, run: single_origin::run },
    Check { rule: &stale_stance::RULE, run: stale_stance::run },
    Check { rule: &stance_by_hearsay::RULE, run: stance_by_hearsay::run },
    Check { rule: &stance_without_evidence::RULE, run: stance_without_evidence::run },
    Check { rule: &unknown_milestone::RULE, run: unknown_milestone::run },
    Check { rule: &unknown_topic::RULE, run: unknown_topic::run },
    Check { rule: &unnamed_red_line::RULE, run: unnamed_red_line::run },
    Check { rule: &unsettled_point::RULE, run: unsettled_point::run },
    Check { rule: &unused_name::RULE, run: unused_name::run },
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
