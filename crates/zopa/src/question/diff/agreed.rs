//! What was agreed before the later draft, and has other words in it.

use super::{Change, Pair, Warning, WarningKind, WordsKind};
use crate::cite::Cite;
use std::collections::BTreeSet;
use zopa_case::case::Case;
use zopa_case::draft::Draft;
use zopa_case::id::{PartyId, PointId};
use zopa_case::view::View;

/// Returns the pairs of which every point was confirmed by every principal, or by an author of the later draft, before
/// that draft, and whose words or settlements are others now.
pub(super) fn agreed(view: &View<'_>, from: &Draft, to: &Draft, pairs: &[Pair]) -> Vec<Warning> {
    let case = view.case;
    let Ok(day) = to.date.first().yesterday() else { return Vec::new() };
    let before = View::new(case, Some(day), &[]);
    let confirmed = before.confirmed();
    let by = |point: PointId, party: PartyId| confirmed.get(&(point, party));
    let authors: BTreeSet<PartyId> = to.authors.iter().filter_map(|author| case.side(author)).collect();
    let principals: BTreeSet<PartyId> = case.principals().collect();
    let mut found = Vec::new();
    for pair in pairs.iter().filter(|pair| is_changed(pair)) {
        for clause in from.clauses.iter().filter(|clause| pair.from.contains(&clause.label)) {
            if clause.settles.is_empty() {
                continue;
            }
            // Whoever confirmed a point otherwise did not agree to this clause.
            let agrees = |party: &PartyId| {
                clause.settles.iter().all(|settlement| {
                    by(settlement.point, *party).is_some_and(|confirmed| confirmed.settlement.at == settlement.at)
                })
            };
            let all = !principals.is_empty() && principals.iter().all(agrees);
            let owners: BTreeSet<PartyId> = authors.iter().copied().filter(agrees).collect();
            let who = match (all, owners.is_empty()) {
                (true, _) => "every principal".to_string(),
                (false, false) => titles(case, &owners),
                (false, true) => continue,
            };
            let points: BTreeSet<PointId> = clause.settles.iter().map(|settlement| settlement.point).collect();
            let parties = if all { &principals } else { &owners };
            let mut cites: Vec<Cite> = points
                .iter()
                .flat_map(|point| parties.iter().filter_map(|party| by(*point, *party)))
                .map(|confirmed| Cite::of(case, confirmed.agreement.site))
                .collect();
            cites.sort();
            cites.dedup();
            let names: Vec<String> = points.iter().map(|point| case.point(*point).title.clone()).collect();
            let what = match pair.change {
                Change::Dropped => "is gone",
                _ if pair.details.is_empty() => "has other words",
                _ => "is settled otherwise",
            };
            let message = format!("clause {} {what}; {who} had confirmed {}", clause.label, names.join(", "));
            found.push(Warning {
                kind: WarningKind::AgreedChanged,
                clause: pair.to.clone().unwrap_or_default(),
                message,
                cites,
            });
        }
    }
    found
}

fn is_changed(pair: &Pair) -> bool {
    pair.change == Change::Dropped
        || !pair.details.is_empty() && pair.change != Change::Added
        || !pair.from.is_empty() && pair.words.iter().any(|words| words.kind != WordsKind::Equal)
}

fn titles(case: &Case, parties: &BTreeSet<PartyId>) -> String {
    let titles: Vec<&str> = parties.iter().map(|party| case.party(*party).title.as_str()).collect();
    titles.join(" and ")
}
