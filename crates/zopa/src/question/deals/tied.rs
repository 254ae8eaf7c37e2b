//! How many packages are worth exactly what the deals that are told are worth, and more of them.

use super::solve::Solve;
use super::{Deal, Deals, Solutions};
use num_bigint::BigUint;
use zopa_engine as engine;
use zopa_engine::{Budget, Ties, Zone, search_tied};

/// So many deals are counted at a time, since they share much of the work.
pub(super) const TOGETHER: usize = 256;

/// The most steps for counting: once for the solutions, and once for the frontier.
const STEPS_MAX: u64 = 1 << 19;

/// The same where there is no diagram and each package is sought.
const SEARCH_STEPS_MAX: u64 = 1 << 10;

/// So many packages are sought at most.
const SOUGHT_MAX: usize = 1_000;

/// Counts the packages that are worth what deals are worth, until its steps are used up.
pub(super) struct Counter<'s, 'q, 'a> {
    solve: &'s Solve<'q, 'a>,
    ties: Option<Ties<'s>>,
    budget: Budget,
}

impl<'q, 'a> Solve<'q, 'a> {
    pub(super) fn counter<'s>(&'s self, zone: Option<&'s Zone>) -> Counter<'s, 'q, 'a> {
        let steps = if zone.is_some() { STEPS_MAX } else { SEARCH_STEPS_MAX };
        let budget = Budget::new(steps.min(self.options.steps_max));
        Counter { solve: self, ties: zone.map(Ties::new), budget }
    }

    /// Returns the solutions and the points of the frontier in the terms of the record, with how many packages are worth
    /// the same.
    pub(super) fn counted(
        &self,
        zone: Option<&Zone>,
        solutions: &[Vec<engine::Deal>; 4],
        points: &[engine::Deal],
    ) -> (Solutions, Vec<Deal>) {
        if points.is_empty() && solutions.iter().all(Vec::is_empty) {
            return Default::default();
        }
        let mut counter = self.counter(zone);
        let full = counter.budget.clone();
        let [nash, kalai_smorodinsky, egalitarian, utilitarian] =
            solutions.each_ref().map(|deals| counter.told(deals, self.options.ties));
        counter.budget = full;
        let points = counter.told(points, 1);
        (Solutions { nash, kalai_smorodinsky, egalitarian, utilitarian }, points)
    }
}

impl Counter<'_, '_, '_> {
    /// Returns deals in the terms of the record, with how many packages are worth the same and `list_max` of them at
    /// most.
    pub(super) fn told(&mut self, deals: &[engine::Deal], list_max: usize) -> Vec<Deal> {
        deals.chunks(TOGETHER).flat_map(|deals| self.told_together(deals, list_max)).collect()
    }

    fn told_together(&mut self, deals: &[engine::Deal], list_max: usize) -> Vec<Deal> {
        let of = |deal: &engine::Deal, at_least: BigUint, is_exact: bool, packages: Vec<engine::Package>| {
            let mut told = self.solve.deal(deal);
            // The deal itself is one of them, whatever else is known.
            let at_least = at_least.max(1_u32.into()).to_string();
            (told.packages, told.packages_at_least) =
                if is_exact { (Some(at_least), None) } else { (None, Some(at_least)) };
            let others = packages.into_iter().filter(|package| *package != deal.package);
            told.others = others.take(list_max.saturating_sub(1)).map(|package| self.solve.package(&package)).collect();
            told
        };
        if self.budget.is_exhausted() {
            return deals.iter().map(|deal| of(deal, BigUint::ZERO, false, Vec::new())).collect();
        }
        let Some(ties) = &self.ties else {
            let Solve { model, must, values, .. } = self.solve;
            let found = deals.iter().map(|deal| {
                let most = SOUGHT_MAX.max(list_max);
                let space = model.problem.space();
                let (packages, is_all) = search_tied(space, must, values, &deal.package, most, &mut self.budget);
                of(deal, packages.len().into(), is_all, packages)
            });
            return found.collect();
        };
        let values: Vec<Vec<i128>> = deals.iter().map(|deal| deal.values.clone()).collect();
        let listed = if list_max > 1 { list_max } else { 0 };
        let counted = ties.of(&values, listed, &mut self.budget);
        let told = deals.iter().zip(counted).map(|(deal, tied)| {
            let is_exact = tied.count.exact().is_some();
            of(deal, tied.count.at_least, is_exact, tied.packages)
        });
        told.collect()
    }
}

impl Deals {
    /// Returns whether of every deal that is told it is known how many packages are worth the same.
    pub(super) fn are_ties_counted(&self) -> bool {
        let Solutions { nash, kalai_smorodinsky, egalitarian, utilitarian } = &self.solutions;
        let told = [nash, kalai_smorodinsky, egalitarian, utilitarian, &self.frontier.points];
        told.into_iter().flatten().all(|deal| deal.packages.is_some())
    }
}
