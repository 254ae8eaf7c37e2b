//! How many packages are worth exactly what the deals that are told are worth, and more of them.

use super::solve::{COUNT_STEPS_MAX, Solve};
use super::{Deal, Deals, Solutions};
use num_bigint::BigUint;
use zopa_engine as engine;
use zopa_engine::{Budget, Package, Tied, Ties, Zone, search_tied};

/// So many deals are counted at a time, since they share much of the work.
pub(super) const TOGETHER: usize = 1 << 14;

/// So many are where all together are too many for the budget.
const FEW: usize = 64;

/// The most steps for counting: once for the solutions, and once for the frontier.
const STEPS_MAX: u64 = 1 << 20;

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

/// The packages that are worth what a deal is worth, as far as they are known.
struct Same {
    at_least: BigUint,
    is_exact: bool,
    packages: Vec<Package>,
}

impl<'q, 'a> Solve<'q, 'a> {
    pub(super) fn counter<'s>(&'s self, zone: Option<&'s Zone>) -> Counter<'s, 'q, 'a> {
        let steps = match zone {
            // As the count of deals, it takes what it may from the first try on.
            Some(_) if self.options.steps_max >= COUNT_STEPS_MAX => STEPS_MAX,
            Some(_) => self.options.steps_max,
            None => SEARCH_STEPS_MAX.min(self.options.steps_max),
        };
        let budget = Budget::new(steps);
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
        let tied = if self.ties.is_some() { self.counted(deals, list_max) } else { self.sought(deals, list_max) };
        let told = deals.iter().zip(tied).map(|(deal, same)| {
            let mut told = self.solve.deal(deal);
            // The deal itself is one of them, whatever else is known.
            let at_least = same.at_least.max(1_u32.into()).to_string();
            (told.packages, told.packages_at_least) =
                if same.is_exact { (Some(at_least), None) } else { (None, Some(at_least)) };
            let others = same.packages.iter().filter(|package| **package != deal.package);
            told.others = others.take(list_max.saturating_sub(1)).map(|package| self.solve.package(package)).collect();
            told
        });
        told.collect()
    }

    /// Counts in the diagram: many deals at a time with half of the budget, then few where those were too many.
    fn counted(&mut self, deals: &[engine::Deal], list_max: usize) -> Vec<Same> {
        let Some(ties) = &self.ties else { return Vec::new() };
        let list_max = if list_max > 1 { list_max } else { 0 };
        let values: Vec<Vec<i128>> = deals.iter().map(|deal| deal.values.clone()).collect();
        let mut tied: Vec<Tied> = Vec::with_capacity(deals.len());
        for values in values.chunks(TOGETHER) {
            let steps = self.budget.remaining();
            let share = if values.len() > FEW { steps / 2 } else { steps };
            let mut part = Budget::new(share);
            tied.extend(ties.of(values, list_max, &mut part));
            self.budget = Budget::new(steps - share + part.remaining());
        }
        for (values, tied) in values.chunks(FEW).zip(tied.chunks_mut(FEW)) {
            let is_open = tied.iter().any(|tied| tied.count.exact().is_none());
            if is_open && deals.len() > FEW && !self.budget.is_exhausted() {
                let again = ties.of(values, list_max, &mut self.budget);
                let better = tied.iter_mut().zip(again).filter(|(_, again)| again.count.exact().is_some());
                better.for_each(|(tied, again)| *tied = again);
            }
        }
        tied.into_iter().map(Same::of).collect()
    }

    /// Seeks packages where there is no diagram, with the same share of the budget for each deal.
    fn sought(&mut self, deals: &[engine::Deal], list_max: usize) -> Vec<Same> {
        let Solve { model, must, values, .. } = self.solve;
        let (space, most) = (model.problem.space(), SOUGHT_MAX.max(list_max));
        let found = deals.iter().enumerate().map(|(at, deal)| {
            let steps = self.budget.remaining();
            let share = steps / (deals.len() - at) as u64;
            let mut part = Budget::new(share);
            let (packages, is_all) = search_tied(space, must, values, &deal.package, most, &mut part);
            self.budget = Budget::new(steps - share + part.remaining());
            Same { at_least: packages.len().into(), is_exact: is_all, packages }
        });
        found.collect()
    }
}

impl Same {
    fn of(tied: Tied) -> Same {
        Same { is_exact: tied.count.exact().is_some(), at_least: tied.count.at_least, packages: tied.packages }
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
