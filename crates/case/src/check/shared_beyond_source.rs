//! An entry that may travel farther than the report on which it rests.

use super::cited::Cited;
use super::entry::{Entry, entries};
use crate::actor::Role;
use crate::case::Case;
use crate::share::{Permission, Share};
use crate::view::View;
use std::collections::BTreeSet;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};
use zopa_syntax::span::Span;

pub(super) static RULE: Rule = Rule {
    name: "shared-beyond-source",
    severity: Severity::Warning,
    page: include_str!("shared_beyond_source.md"),
};

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    for entry in entries(case) {
        let beyond: Vec<(&Cited<'_>, &Share)> =
            entry.cites.iter().filter_map(|cited| Some((cited, exceeded(case, &entry, cited)?))).collect();
        let Some((first, narrowest)) = beyond.iter().min_by_key(|(_, share)| share.permission) else { continue };
        let permission = entry.permission().word();
        let limit = narrowest.permission.word();
        let message = format!("this may travel as `{permission}`, the report it rests on only as `{limit}`");
        let mut finding = Diagnostic::new(&RULE, first.site, message);
        if let Some(share) = entry.shared() {
            finding = finding.also(share.site, "the permission of the entry");
        }
        let limits: BTreeSet<Span> = beyond.iter().map(|(_, share)| share.site).collect();
        for site in limits {
            finding = finding.also(site, "the permission of the report");
        }
        findings.push(finding.hint(format!("write `share {limit}` on the entry, or rest it on a report that may be told")));
    }
}

/// Returns the permission of the report, where the entry goes beyond it. What a report says of itself is its own.
fn exceeded<'a>(case: &'a Case, entry: &Entry<'_>, cited: &Cited<'_>) -> Option<&'a Share> {
    let limit = case.reports[cited.report.0].share.as_ref()?;
    let told_to_more = |share: &Share| {
        share.with.iter().any(|party| {
            let mediator = limit.permission == Permission::Mediator && case.party(*party).is(Role::Mediator);
            !limit.with.contains(party) && !mediator
        })
    };
    let wider = entry.permission() > limit.permission;
    let other = limit.permission <= Permission::Mediator && entry.shared().is_some_and(told_to_more);
    (wider || other).then_some(limit)
}
