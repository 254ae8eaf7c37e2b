//! All the trade-offs of a zone: what packages are worth that no other package is at least as good as for everyone.
//!
//! The diagram is stepped through from the end to the root. Every node keeps the losses of the paths from it to the end
//! that no other such path is better than; nothing else can be part of a package on the frontier. A vector of losses is
//! [one number](packed), an arc [costs](plan) one addition, a floor is a field that must not overflow, and a
//! [filter](filter) keeps what no other is better than.
//!
//! *Source*: Bergman and Cire, Multiobjective optimization by decision diagrams, CP 2016.

mod filter;
mod packed;
mod plan;
mod sets;

use std::fmt;

use crate::{budget::Budget, diagram::Level, space::Package, values::VALUED_PARTIES_MAX, verdict::Deal, zone::Zone};
use filter::Work;
use packed::{Layout, Packed, Words};
use plan::Sense;
use sets::Sets;

/// How large a frontier may become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrontierOptions {
    /// The most value vectors to keep, over all levels of the diagram.
    ///
    /// One takes 8 bytes where the ranges of values fit 64 bits together, with a bit more for every party, 16 where
    /// they fit 128, and else 32, 64 or 192. At most twice as many are held for a moment besides.
    pub points_max: usize,
}

/// The values that packages have and no other package beats: whatever is worth as much to all parties has the same.
/// For each there is one package.
#[derive(Debug)]
pub struct Frontier {
    /// None if there is no package.
    points: Option<Box<dyn Points>>,
    /// What losses are counted from, by party.
    best: Vec<i128>,
    caps: Vec<i128>,
    /// Where the points are among the uncapped ones, if caps make a difference.
    picked: Option<Vec<u32>>,
}

/// A frontier is not given: it is too large, or takes too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrontierTooLarge {
    /// How many value vectors were kept when the end came, over all levels.
    pub points: usize,
    /// How many levels of the diagram were done.
    pub levels_done: usize,
    /// Whether it was the budget that ended; otherwise there were too many value vectors.
    pub is_out_of_budget: bool,
}

/// The points at the root in any width, in ascending lexicographic order of their losses.
trait Points: fmt::Debug + Send + Sync {
    /// Returns the number of points.
    fn len(&self) -> usize;

    /// Returns what a point is worth less than the best to each party.
    fn losses(&self, at: usize) -> Vec<u128>;

    /// Returns a package with these losses.
    fn package(&self, at: usize) -> Package;

    /// Returns which points no other is better than if no loss counts less than these, in the order of what they then
    /// count. Of points that count the same the first stands for all.
    fn picked(&self, least: &[u128], work: &mut Work) -> Vec<u32>;
}

/// Returns all values on the frontier of the packages that are worth at least a floor to each party.
///
/// A party beyond the end of `floors` has none. Walk-away values are no floors by themselves.
///
/// *Errors*: more points than the options allow, or a budget that ended. A step is 1,024 value vectors looked at or
/// pairs of them compared.
///
/// *Cost*: for two parties, over all arcs of the diagram, the frontiers of their ends times the options that differ in
/// values; for every further party about a logarithm more, and the frontiers themselves grow fast.
pub fn frontier(
    zone: &Zone,
    floors: &[Option<i128>],
    options: &FrontierOptions,
    budget: &mut Budget,
) -> Result<Frontier, FrontierTooLarge> {
    let caps: Vec<i128> = zone.values().parties().iter().map(|party| party.cap.unwrap_or(i128::MAX)).collect();
    let order = plan::order(zone);
    let best = plan::extreme(zone, &order, Sense::Most);
    let least = plan::extreme(zone, &order, Sense::Least);
    let floors: Vec<i128> =
        (0..best.len()).map(|party| floors.get(party).copied().flatten().unwrap_or(i128::MIN)).collect();
    let is_reachable = (0..best.len()).all(|party| floors[party] <= best[party].min(caps[party]));
    if !zone.diagram().is_possible() || !is_reachable {
        return Ok(Frontier { points: None, best, caps, picked: None });
    }
    let limits = (0..best.len()).map(|party| best[party].abs_diff(floors[party].max(least[party])));
    let question = Question { zone, order, limits: limits.collect(), points_max: options.points_max };
    let mut work = Work::new(budget.remaining());
    let points = question.points(&mut work);
    // What a party cannot lose of its best, since the cap has taken it already.
    let beyond = (0..best.len()).map(|party| best[party].saturating_sub(caps[party]).max(0).unsigned_abs());
    let beyond: Vec<u128> = beyond.zip(&question.limits).map(|(beyond, limit)| beyond.min(*limit)).collect();
    let frontier = points.and_then(|points| {
        let is_capped = beyond.iter().any(|beyond| *beyond > 0);
        let picked = is_capped.then(|| points.picked(&beyond, &mut work));
        let (points_kept, levels_done) = (points.len(), question.order.len());
        if work.is_spent() {
            return Err(FrontierTooLarge { points: points_kept, levels_done, is_out_of_budget: true });
        }
        Ok(Frontier { points: Some(points), best, caps, picked })
    });
    budget.take(work.steps());
    frontier
}

/// What is asked, whatever the width of the answer.
struct Question<'z> {
    zone: &'z Zone,
    order: Vec<&'z Level>,
    /// The largest loss of each party.
    limits: Vec<u128>,
    points_max: usize,
}

impl Question<'_> {
    /// Returns the points in the least width that has room for the limits.
    fn points(&self, work: &mut Work) -> Result<Box<dyn Points>, FrontierTooLarge> {
        let narrow = self.points_in::<u64>(work).or_else(|| self.points_in::<u128>(work));
        let wide = narrow.or_else(|| self.points_in::<Words<2>>(work)).or_else(|| self.points_in::<Words<4>>(work));
        // Twelve parties have a word each, and no loss takes more than 102 bits.
        let widest = wide.or_else(|| self.points_in::<Words<VALUED_PARTIES_MAX>>(work));
        widest.unwrap_or(Err(FrontierTooLarge { points: 0, levels_done: 0, is_out_of_budget: false }))
    }

    fn points_in<V: Packed>(&self, work: &mut Work) -> Option<Result<Box<dyn Points>, FrontierTooLarge>> {
        let layout = Layout::<V>::new(&self.limits)?;
        let steps = plan::steps(self.zone, &self.order, &layout, work);
        let sets = Sets::new(steps, layout, &self.limits, self.points_max, work);
        Some(sets.map(|sets| Box::new(sets) as Box<dyn Points>))
    }
}

impl Frontier {
    /// Returns the number of points.
    pub fn len(&self) -> usize {
        let all = self.points.as_ref().map_or(0, |points| points.len());
        self.picked.as_ref().map_or(all, Vec::len)
    }

    /// Returns whether there is no point, for there is no package that reaches the floors.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns what a point is worth to each party, or nothing beyond the last point.
    ///
    /// Points descend lexicographically by their values. If caps count, so do the capped values.
    pub fn values(&self, at: usize) -> Option<Vec<i128>> {
        let losses = self.points.as_ref()?.losses(self.place(at)?);
        let values = self.best.iter().zip(&losses).map(|(best, loss)| best.saturating_sub_unsigned(*loss));
        Some(values.zip(&self.caps).map(|(value, cap)| value.min(*cap)).collect())
    }

    /// Returns a point and a package that is worth it, or nothing beyond the last point. Always the same package.
    ///
    /// *Cost*: a search in the points of each level for every option of the point, as far as it has been useful.
    pub fn deal(&self, at: usize) -> Option<Deal> {
        let package = self.points.as_ref()?.package(self.place(at)?);
        Some(Deal { values: self.values(at)?, package })
    }

    /// Returns all points with a package each, one after the other, in the order of [`values`](Frontier::values).
    pub fn deals(&self) -> impl Iterator<Item = Deal> + '_ {
        (0..self.len()).map_while(|at| self.deal(at))
    }

    /// Returns where a point is among the uncapped ones.
    fn place(&self, at: usize) -> Option<usize> {
        match &self.picked {
            Some(picked) => picked.get(at).map(|&place| place as usize),
            None => (at < self.len()).then_some(at),
        }
    }
}

impl Default for FrontierOptions {
    fn default() -> FrontierOptions {
        FrontierOptions { points_max: 1 << 25 }
    }
}

impl fmt::Display for FrontierTooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FrontierTooLarge { points, levels_done, is_out_of_budget } = self;
        let cause = if *is_out_of_budget { "the frontier takes too long" } else { "the frontier is too large" };
        write!(f, "{cause}: {points} value vectors after {levels_done} points of the case")
    }
}

impl std::error::Error for FrontierTooLarge {}
