//! The largest equal gain.

use std::collections::BTreeMap;

use super::{
    TIES_MAX,
    goal::{Aim, Wanted},
    network::Choices,
    setting::Setting,
    task::{Found, Keep},
};
use crate::{
    budget::Budget,
    verdict::{Deal, Verdict},
    zone::Zone,
};

/// Returns the deals in which the least gain is largest, then the second least, and so on (leximin): one for each
/// vector of values.
///
/// *Shape*: by values, highest first; at most [`TIES_MAX`]. *Units*: the gap is a share of the least gain.
///
/// *Cost*: one search for the least gain and one for the list of maximal deals with it. Where that list is too long, a
/// search for every next gain and every party that may have it, so that ties multiply.
///
/// *Source*: Kalai, Proportional solutions to bargaining situations, Econometrica 45, 1977; leximin after Sen; for sets
/// that are not convex, Ogryczak and Śliwiński, On direct methods for lexicographic min-max optimization, 2006.
pub fn egalitarian(zone: &Zone, budget: &mut Budget) -> Verdict<Vec<Deal>> {
    let Some(mut setting) = Setting::new(zone, Choices::Undominated) else { return Verdict::Impossible };
    let n_rows = setting.search.network.n_rows;
    let goal = setting.goal(Aim::Least(vec![1; n_rows]));
    match setting.best(&goal, budget) {
        Verdict::Proven(best) => {
            let wanted = Wanted::AtLeast(best.score.clone());
            let mut trial = Budget::new(LIST_STEPS.min(budget.remaining()));
            let (found, is_done) = setting.list(&goal, wanted, Keep::Maximal(TIES_MAX), &mut trial);
            budget.take(LIST_STEPS.min(budget.remaining()) - trial.remaining());
            if is_done {
                return Verdict::Proven(setting.deals(&fairest(found)));
            }
            setting.by_gains(best, budget)
        }
        other => setting.with_ties(&goal, other, budget),
    }
}

/// The steps of a list that may turn out too long.
const LIST_STEPS: u64 = 100_000;

/// Returns the paths whose rows, least first, are highest.
fn fairest(mut found: Vec<Found>) -> Vec<Found> {
    let best = found.iter().map(|found| ascending(&found.rows)).max();
    found.retain(|found| Some(ascending(&found.rows)) == best);
    found
}

fn ascending(rows: &[i128]) -> Vec<i128> {
    let mut rows = rows.to_vec();
    rows.sort_unstable();
    rows
}

impl Setting {
    /// Settles one gain after the other.
    ///
    /// A state names the parties whose gains are settled and how high. In a fairest deal that keeps to a state, some
    /// other party has the least of the other gains; to settle this party there loses no fairest deal, and gives none
    /// that is less fair. So only states with the highest next gain remain, and at the end each is a vector of gains.
    fn by_gains(&mut self, first: Found, budget: &mut Budget) -> Verdict<Vec<Deal>> {
        let n_rows = self.search.network.n_rows;
        let mut best = first;
        let mut states: Vec<Vec<Option<i128>>> = vec![vec![None; n_rows]];
        for _ in 0..n_rows {
            let mut next: BTreeMap<Vec<Option<i128>>, Found> = BTreeMap::new();
            let mut highest: Option<i128> = None;
            for state in &states {
                let free: Vec<usize> = (0..n_rows).filter(|&row| state[row].is_none()).collect();
                let Some((gain, found)) = self.next_gain(state, &free, budget) else {
                    return Verdict::BestFound { found: vec![self.deal(&best)], gap: 0.0 };
                };
                if highest.is_none_or(|highest| gain > highest) {
                    highest = Some(gain);
                    next.clear();
                    best = found.clone();
                }
                if highest == Some(gain) {
                    for &row in &free {
                        let mut settled = state.clone();
                        settled[row] = Some(gain);
                        next.insert(settled, found.clone());
                    }
                }
            }
            states = next.into_keys().collect();
            if states.len() > TIES_MAX {
                return Verdict::BestFound { found: vec![self.deal(&best)], gap: 0.0 };
            }
        }
        let mut ties = Vec::new();
        for state in &states {
            let mut goal = self.goal(self.any());
            goal.floors.clone_from(state);
            match self.best(&goal, budget) {
                Verdict::Proven(found) => ties.push(found),
                Verdict::Impossible => {}
                Verdict::BestFound { .. } | Verdict::Unknown => {
                    return Verdict::BestFound { found: vec![self.deal(&best)], gap: 0.0 };
                }
            }
        }
        Verdict::Proven(self.deals(&fairest(ties)))
    }

    /// Returns the highest least gain of some parties while the others keep to a state.
    fn next_gain(&mut self, state: &[Option<i128>], free: &[usize], budget: &mut Budget) -> Option<(i128, Found)> {
        let mut ranges = vec![0; state.len()];
        free.iter().for_each(|&row| ranges[row] = 1);
        let mut goal = self.goal(Aim::Least(ranges));
        for (floor, settled) in goal.floors.iter_mut().zip(state) {
            *floor = (*floor).max(*settled);
        }
        match self.best(&goal, budget) {
            Verdict::Proven(found) => {
                let gain = free.iter().map(|&row| found.rows[row]).min()?;
                Some((gain, found))
            }
            Verdict::BestFound { .. } | Verdict::Impossible | Verdict::Unknown => None,
        }
    }
}
