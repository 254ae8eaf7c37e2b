//! A confirmed point that a later draft settles otherwise.

use crate::actor::{Actor, Speaker};
use crate::case::Case;
use crate::draft::{Draft, Settled, Settlement};
use crate::id::{PartyId, PointId};
use crate::view::{Confirmed, View};
use std::collections::{BTreeMap, BTreeSet};
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "agreed-then-changed", severity: Severity::Warning, page: include_str!("agreed_then_changed.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    let mut confirmed: BTreeMap<PointId, BTreeMap<PartyId, Confirmed<'_>>> = BTreeMap::new();
    for ((point, party), by) in view.confirmed() {
        confirmed.entry(point).or_default().insert(party, by);
    }
    let principals: Vec<PartyId> = case.principals().collect();
    let by_all = |by: &BTreeMap<PartyId, Confirmed<'_>>| principals.iter().all(|party| by.contains_key(party));
    let agreed: BTreeSet<PointId> = confirmed.iter().filter(|(_, by)| by_all(by)).map(|(point, _)| *point).collect();
    for (_, draft) in view.standing_drafts() {
        let authors = authors(case, draft);
        for settlement in draft.clauses.iter().flat_map(|clause| &clause.settles) {
            let Some(by) = confirmed.get(&settlement.point) else { continue };
            let undone: Vec<(PartyId, Confirmed<'_>)> = by
                .iter()
                .map(|(party, confirmed)| (*party, *confirmed))
                // What one side alone has confirmed another may still propose otherwise.
                .filter(|(party, _)| agreed.contains(&settlement.point) || authors.contains(party))
                .filter(|(_, confirmed)| confirmed.agreement.date.last() < draft.date.first())
                .filter(|(_, confirmed)| is_changed(&confirmed.settlement.at, &settlement.at))
                .collect();
            if !undone.is_empty() {
                findings.push(finding(case, draft, settlement, &undone));
            }
        }
    }
}

fn authors(case: &Case, draft: &Draft) -> BTreeSet<PartyId> {
    let in_group = |author: &Speaker| match author {
        Speaker::Actor(Actor::Group(group)) => case.groups[group.0].members.clone(),
        Speaker::Actor(Actor::Party(_) | Actor::Person(_)) | Speaker::Described(_) => Vec::new(),
    };
    draft.authors.iter().flat_map(|author| case.side(author).into_iter().chain(in_group(author))).collect()
}

/// Returns whether a later settlement is not the confirmed one: another value, or brackets where there were none.
fn is_changed(confirmed: &Settled, later: &Settled) -> bool {
    match (confirmed, later) {
        (Settled::Clean(one), Settled::Clean(other)) => one != other,
        (Settled::Clean(_), Settled::Bracket(_)) => true,
        (Settled::Bracket(_), _) => {
            let allowed = confirmed.choices();
            later.choices().iter().any(|choice| !allowed.contains(choice))
        }
    }
}

fn finding(case: &Case, draft: &Draft, settlement: &Settlement, undone: &[(PartyId, Confirmed<'_>)]) -> Diagnostic {
    let point = &case.point(settlement.point).name;
    let how = match settlement.at {
        Settled::Clean(_) => "settles otherwise",
        Settled::Bracket(_) => "puts in brackets again",
    };
    let mut finding =
        Diagnostic::new(&RULE, settlement.site, format!("`{}` {how} what is confirmed of `{point}`", draft.name));
    for (party, confirmed) in undone {
        let party = &case.party(*party).name;
        finding =
            finding.also(confirmed.settlement.site, format!("confirmed by {party} on {}", confirmed.agreement.date));
    }
    let party = undone.first().map_or("PARTY", |(party, _)| case.party(*party).name.as_str());
    finding.hint(format!("ask whether it is meant; if so, enter `DATE reopens {party} : {point}` or the new `agrees`"))
}
