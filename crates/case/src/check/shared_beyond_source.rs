//! An entry that may travel farther than the report on which it rests.

use super::entry::{Entry, entries};
use crate::actor::Role;
use crate::case::Case;
use crate::cited::Cited;
use crate::id::PartyId;
use crate::share::{Permission, Share};
use crate::view::View;
use std::collections::BTreeSet;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};
use zopa_syntax::span::Span;

pub(super) static RULE: Rule =
    Rule { name: "shared-beyond-source", severity: Severity::Warning, page: include_str!("shared_beyond_source.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    for entry in entries(case) {
        let beyond: Vec<Beyond<'_>> = entry.cites.iter().filter_map(|cited| beyond(case, &entry, cited)).collect();
        let Some(worst) = beyond.iter().min_by_key(|each| each.limit.permission) else { continue };
        let (permission, limit) = (entry.permission().word(), worst.limit.permission.word());
        let message = if worst.let_in.is_empty() {
            format!("this may travel as `{permission}`, the report it rests on only as `{limit}`")
        } else {
            format!("{} may see this, and not the report it rests on", worst.let_in.join(", "))
        };
        let mut finding = Diagnostic::new(&RULE, worst.site, message);
        if let Some(share) = entry.shared() {
            finding = finding.also(share.site, "the permission of the entry");
        }
        let limits: BTreeSet<Span> = beyond.iter().map(|each| each.limit.site).collect();
        for site in limits {
            finding = finding.also(site, "the permission of the report");
        }
        let hint = format!("give the entry the permission of the report, `share {limit}`, or another source");
        findings.push(finding.hint(hint));
    }
}

/// A report, and how an entry goes beyond the permission to tell of it.
struct Beyond<'a> {
    site: Span,
    limit: &'a Share,
    /// The parties that may see the entry and not the report, where that alone goes beyond it.
    let_in: Vec<&'a str>,
}

fn beyond<'a>(case: &'a Case, entry: &Entry<'_>, cited: &Cited<'_>) -> Option<Beyond<'a>> {
    // A report without a permission is public.
    let limit = case.reports[cited.report.0].share.as_ref()?;
    if entry.permission() > limit.permission {
        return Some(Beyond { site: cited.site, limit, let_in: Vec::new() });
    }
    if limit.permission > Permission::Mediator {
        return None;
    }
    let is_told = |party: &PartyId| {
        let as_mediator = limit.permission == Permission::Mediator && case.party(*party).is(Role::Mediator);
        as_mediator || limit.with.contains(party)
    };
    let with = entry.shared().map_or(&[][..], |share| &share.with);
    let let_in: Vec<&str> =
        with.iter().filter(|party| !is_told(party)).map(|party| case.party(*party).name.as_str()).collect();
    (!let_in.is_empty()).then_some(Beyond { site: cited.site, limit, let_in })
}
