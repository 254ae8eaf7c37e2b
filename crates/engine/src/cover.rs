//! What is said of a frontier that is too large to be listed: some of its points, and deals that are near to all.

use crate::{
    bargain::{Objective, k_best},
    budget::Budget,
    frontier::{FrontierOptions, frontier},
    range::value_ranges,
    values::{Bonus, PartyValues, Values},
    verdict::Deal,
    zone::Zone,
};

/// Values are told apart in at most two to the power of so many steps of a party's range.
const FINEST: u32 = 12;

/// Deals that are near to every point of a frontier.
///
/// Every deal that is worth its floor and `epsilon` more to each party is worth to each at most `epsilon` more than one
/// of these deals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The deals, by values, highest first.
    pub deals: Vec<Deal>,
    /// By how much they may be worth less, to each party.
    pub epsilon: Vec<i128>,
}

/// Returns deals that are near to every point of the frontier of a zone, as near as `deals_max` of them and the budget
/// allow; nothing where there is no deal, or not even the roughest cover is found.
///
/// Values are divided into steps, rounded down for every option and bonus, and the frontier of what is left is exact. A
/// package loses by that at most the sum over the points of what is lost at one, which is `epsilon`.
///
/// *Shape*: a floor for every party.
///
/// *Cost*: that of a frontier for each number of steps, from 4 by powers of two.
pub fn cover(zone: &Zone, floors: &[Option<i128>], deals_max: usize, budget: &mut Budget) -> Option<Cover> {
    let ranges = value_ranges(zone)?;
    let options = FrontierOptions { points_max: deals_max.saturating_mul(64) };
    let mut best = None;
    for bits in 2..=FINEST {
        let rough: Vec<Rough> =
            zone.values().parties().iter().zip(&ranges).map(|(party, range)| Rough::new(party, *range, bits)).collect();
        let parties = rough.iter().map(|rough| rough.values.clone()).collect();
        let rough_zone = zone.with_values(Values::trusted(parties));
        let rough_floors: Vec<Option<i128>> =
            rough.iter().zip(floors).map(|(rough, floor)| floor.map(|floor| rough.floor(floor))).collect();
        let mut part = Budget::new(budget.remaining() / 2);
        let before = part.remaining();
        let found = frontier(&rough_zone, &rough_floors, &options, &mut part);
        budget.take(before - part.remaining());
        let Some(found) = found.ok().filter(|found| found.len() <= deals_max) else { break };
        let meets = |deal: &Deal| {
            let values = zone.values().parties().iter().zip(&deal.values).zip(floors);
            values.into_iter().all(|((_, value), floor)| floor.is_none_or(|floor| *value >= floor))
        };
        let deals = found.deals().map(|deal| Deal { values: zone.values().of(&deal.package), package: deal.package });
        let mut deals: Vec<Deal> = deals.filter(meets).collect();
        deals.sort_by(|a, b| b.cmp(a));
        let is_exact = rough.iter().all(|rough| rough.lost == 0);
        best = Some(Cover { deals, epsilon: rough.iter().map(|rough| rough.lost).collect() });
        if is_exact {
            break;
        }
    }
    best
}

/// The values of a party in steps.
struct Rough {
    values: PartyValues,
    step: i128,
    /// What the least options of all points are worth together, which is not counted in steps.
    least: i128,
    /// What a package may be worth beyond its steps.
    lost: i128,
}

impl Rough {
    fn new(party: &PartyValues, (least, most): (i128, i128), bits: u32) -> Rough {
        let step = ((most - least) >> bits).max(1);
        let (mut lost, mut bottom) = (0, 0);
        let tables = party.tables.iter().map(|table| {
            let lowest = table.iter().copied().min().unwrap_or(0);
            bottom += lowest;
            lost += table.iter().map(|value| (value - lowest) % step).max().unwrap_or(0);
            table.iter().map(|value| (value - lowest) / step).collect()
        });
        let tables: Vec<Vec<i128>> = tables.collect();
        let bonuses = party.bonuses.iter().map(|bonus| {
            lost += bonus.amount.rem_euclid(step);
            Bonus { formula: bonus.formula.clone(), amount: bonus.amount.div_euclid(step) }
        });
        let bonuses = bonuses.collect();
        Rough { values: PartyValues { tables, bonuses, cap: None, walk_away: None }, step, least: bottom, lost }
    }

    /// Returns the least number of steps that are sure to be worth a floor.
    fn floor(&self, floor: i128) -> i128 {
        let above = floor - self.least;
        above.div_euclid(self.step) + i128::from(above.rem_euclid(self.step) > 0)
    }
}

/// Returns deals that are the best of all by some weighted sum of values: corners of the frontier. The weights are those
/// of a grid, all above 0, as fine as `weightings_max` allows.
///
/// *Shape*: by values, highest first; fewer where weightings share a deal or the budget ends.
///
/// *Cost*: a longest path, or a bounded search where there are floors, for each weighting.
pub fn supported(zone: &Zone, weightings_max: usize, budget: &mut Budget) -> Vec<Deal> {
    let n = zone.values().n_parties();
    let mut deals: Vec<Deal> = Vec::new();
    let Some(ranges) = value_ranges(zone) else { return deals };
    // A party whose values range widely would drown the others; weights are per range.
    let widest = ranges.iter().map(|(least, most)| (most - least).max(1)).max().unwrap_or(1);
    let scale: Vec<u64> = ranges.iter().map(|(least, most)| per_range(widest, (most - least).max(1))).collect();
    for shares in weightings(n, weightings_max) {
        let weights = shares.iter().zip(&scale).map(|(share, scale)| share * scale).collect();
        let found = k_best(zone, &Objective::Sum(weights), 1, budget);
        deals.extend(found.found().into_iter().filter(|_| found.is_proven()).flatten().cloned());
        if budget.is_exhausted() {
            break;
        }
    }
    deals.sort_by(|a, b| b.cmp(a));
    deals.dedup_by(|a, b| a.values == b.values);
    deals
}

/// Returns the weight that makes a range count as much as the widest.
pub(crate) fn per_range(widest: i128, range: i128) -> u64 {
    u64::try_from((widest / range).clamp(1, 1 << 20)).unwrap_or(1)
}

/// Returns shares of `n` parties that add up to one number, all above 0: those of the finest grid with at most so many.
pub(crate) fn weightings(n: usize, at_most: usize) -> Vec<Vec<u64>> {
    let mut finest = vec![vec![1; n]];
    for whole in n as u64 + 1..=64 {
        let mut listed = Vec::new();
        compose(n, whole, &mut Vec::with_capacity(n), &mut listed, at_most + 1);
        if listed.len() > at_most {
            break;
        }
        finest = listed;
    }
    finest
}

fn compose(n: usize, left: u64, start: &mut Vec<u64>, listed: &mut Vec<Vec<u64>>, at_most: usize) {
    if start.len() + 1 >= n {
        if n > 0 && listed.len() < at_most {
            listed.push(start.iter().copied().chain([left]).collect());
        }
        return;
    }
    let rest = (n - start.len() - 1) as u64;
    for share in 1..=left.saturating_sub(rest) {
        start.push(share);
        compose(n, left - share, start, listed, at_most);
        start.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weightings_are_a_grid_without_zeros() {
        assert_eq!(weightings(2, 3), [[1, 3], [2, 2], [3, 1]]);
        assert_eq!(weightings(3, 10).len(), 10);
        assert!(weightings(5, 40).iter().all(|shares| shares.len() == 5 && shares.iter().all(|share| *share > 0)));
        assert_eq!(weightings(1, 5).len(), 1);
        assert!(weightings(0, 5).is_empty());
    }
}
