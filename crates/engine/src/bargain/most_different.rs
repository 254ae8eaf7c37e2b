//! Deals that differ as much as possible.

use super::{
    goal::Aim,
    network::Choices,
    setting::{Beside, Setting},
};
use crate::{
    budget::Budget,
    space::Package,
    verdict::{Deal, Verdict},
    zone::Zone,
};

/// Returns a list of deals in which each differs from the nearest of those before it, and of some packages given, on as
/// many points as any deal can.
///
/// The deals are worth at least the floors to each party. The list ends with `k` deals, or when every deal is on it or
/// given. Without packages given, the first deal is any.
///
/// *Shape*: in the order found. A floor for every party; missing ones are none. *Units*: the gap is that of the last
/// step, as a share of the least number of points.
///
/// *Cost*: a search for each deal, with a row for each deal before it.
///
/// *Source*: the greedy method for dispersion; Gonzalez, Clustering to minimize the maximum intercluster distance,
/// Theoretical Computer Science 38, 1985, by which the least distance is at least half of what `k` deals can have.
pub fn most_different(
    zone: &Zone,
    given: &[Package],
    k: usize,
    floors: &[Option<i128>],
    budget: &mut Budget,
) -> Verdict<Vec<Deal>> {
    let mut from = given.to_vec();
    let mut deals: Vec<Deal> = Vec::new();
    while deals.len() < k {
        let Some(mut setting) = Setting::beside(zone, Choices::Undominated, Beside::Different(&from)) else {
            return Verdict::Impossible;
        };
        let n_rows = setting.search.network.n_rows;
        let mut ranges = vec![0; n_rows];
        ranges[setting.first_beside()..].fill(1);
        let mut goal = setting.goal(Aim::Least(ranges));
        setting.raise(&mut goal, floors);
        match setting.best(&goal, budget) {
            Verdict::Proven(found) => {
                if !from.is_empty() && found.score.value == num_bigint::BigInt::ZERO {
                    break;
                }
                deals.push(setting.deal(&found));
            }
            Verdict::BestFound { found, gap } => {
                deals.push(setting.deal(&found));
                return Verdict::BestFound { found: deals, gap };
            }
            Verdict::Impossible => return Verdict::Impossible,
            Verdict::Unknown if deals.is_empty() => return Verdict::Unknown,
            Verdict::Unknown => return Verdict::BestFound { found: deals, gap: f64::INFINITY },
        }
        from.extend(deals.last().map(|deal| deal.package.clone()));
    }
    Verdict::Proven(deals)
}
