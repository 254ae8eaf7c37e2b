//! A stance that is a year old and still counted on.

use crate::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};
use zopa_syntax::value::{Duration, TimeUnit};

pub(super) static RULE: Rule =
    Rule { name: "stale-stance", severity: Severity::Warning, page: include_str!("stale_stance.md") };

/// How long a stance is taken to hold without being heard again.
const FRESH: Duration = Duration { count: 365, unit: TimeUnit::Day };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    for stance in view.stances() {
        let Some(date) = stance.date else { continue };
        if FRESH.after(date.last()).is_some_and(|day| day < view.as_of) {
            let party = &view.case.party(stance.party).name;
            let message = format!("{party} last said so on {date}, more than {FRESH} before {}", view.as_of);
            findings.push(Diagnostic::new(&RULE, stance.site, message).hint(
                "ask whether it still holds: enter it again with its new date, or end it with `drops` or `until`",
            ));
        }
    }
}
