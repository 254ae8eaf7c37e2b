//! The best that each party can have.

use super::{goal::Aim, network::Choices, setting::Setting};
use crate::{budget::Budget, verdict::Verdict, zone::Zone};

/// Returns for every party the highest value of a deal.
///
/// *Units*: the gap is the largest of all parties, as a share of the gain.
///
/// *Cost*: a search for every party, most of which end with one longest path.
pub fn ideal(zone: &Zone, budget: &mut Budget) -> Verdict<Vec<i128>> {
    let Some(mut setting) = Setting::new(zone, Choices::Undominated) else { return Verdict::Impossible };
    let walk_away = zone.values().parties().iter().map(|party| party.walk_away.unwrap_or(0));
    let values = |gains: Vec<i128>| gains.iter().zip(walk_away).map(|(gain, least)| gain + least).collect();
    match setting.ideal_gains(budget) {
        Verdict::Proven(gains) => Verdict::Proven(values(gains)),
        Verdict::BestFound { found, gap } => Verdict::BestFound { found: values(found), gap },
        Verdict::Impossible => Verdict::Impossible,
        Verdict::Unknown => Verdict::Unknown,
    }
}

impl Setting {
    /// Returns for every party the highest gain of a deal.
    pub(super) fn ideal_gains(&mut self, budget: &mut Budget) -> Verdict<Vec<i128>> {
        let mut gains = Vec::new();
        let mut gap_max: Option<f64> = None;
        for row in 0..self.first_beside() {
            let mut weights = vec![0; self.search.network.n_rows];
            weights[row] = 1;
            let goal = self.goal(Aim::Sum(weights));
            match self.best(&goal, budget) {
                Verdict::Proven(found) => gains.push(found.rows[row]),
                Verdict::BestFound { found, gap } => {
                    gains.push(found.rows[row]);
                    gap_max = Some(gap_max.unwrap_or(0.0).max(gap));
                }
                Verdict::Impossible => return Verdict::Impossible,
                Verdict::Unknown => return Verdict::Unknown,
            }
        }
        gains.truncate(self.n_parties());
        match gap_max {
            None => Verdict::Proven(gains),
            Some(gap) => Verdict::BestFound { found: gains, gap },
        }
    }
}
