//! Questions about values where the formulas are too entangled for a diagram.

mod bound;
mod domain;
mod flat;
mod model;
mod reduce;
mod region;
mod tree;

use crate::{
    budget::Budget,
    formula::Formula,
    solver::{Feasibility, Solver},
    space::Space,
    values::Values,
    verdict::{Deal, Verdict},
};
use model::{Model, Row};
use region::{Aim, Regions, Scale};
use tree::Tree;

/// What no weighted value may reach.
const WEIGHTED_MAX: i128 = 1 << 110;

/// Returns all values that no others dominate, each with a package, in descending order.
///
/// *Shape*: `floors` has for every party the least value that counts; where it is shorter, all values do. The formulas
/// and values fit the space, as those of a [`Problem`](crate::Problem) do; walk-away values have no effect.
///
/// What is found is proven complete, or comes with a gap: every deal that meets the floors is worth to every party at
/// most `value + gap x |value|`, by the values of a single deal that was found.
///
/// *Cost*: exponential in the worst case; a step of the budget is a node of the search tree, and one more for every 64
/// regions of values that are open there; when the budget has ended, what is open is looked at once more. Formulas that
/// hardly depend on each other are better served by a [`Zone`](crate::Zone).
///
/// *Source*: branch and bound with bounds for all weightings, as in Przybylski and Gandibleux, Multi-objective branch
/// and bound, European Journal of Operational Research 260, 2017.
pub fn search_frontier(
    space: &Space,
    must: &[Formula],
    values: &Values,
    floors: &[Option<i128>],
    budget: &mut Budget,
) -> Verdict<Vec<Deal>> {
    let question = Question { space, must, values, floors };
    question.ask(None, budget)
}

/// Returns a deal with the greatest weighted sum of values.
///
/// *Shape*: a weight for every party, 0 where there is none; `floors` and fit as for [`search_frontier`]. The gap is by
/// how much a greater sum may exceed the one found, as a share of it. If weights and values together exceed 110 bits,
/// the answer is unknown.
///
/// *Cost*: as for [`search_frontier`].
pub fn search_best(
    space: &Space,
    must: &[Formula],
    values: &Values,
    weights: &[u64],
    floors: &[Option<i128>],
    budget: &mut Budget,
) -> Verdict<Deal> {
    let question = Question { space, must, values, floors };
    match question.ask(Some(weights), budget) {
        Verdict::Proven(found) => found.into_iter().next().map_or(Verdict::Unknown, Verdict::Proven),
        Verdict::BestFound { found, gap } => {
            found.into_iter().next().map_or(Verdict::Unknown, |found| Verdict::BestFound { found, gap })
        }
        Verdict::Impossible => Verdict::Impossible,
        Verdict::Unknown => Verdict::Unknown,
    }
}

/// What is common to both questions.
struct Question<'q> {
    space: &'q Space,
    must: &'q [Formula],
    values: &'q Values,
    floors: &'q [Option<i128>],
}

impl Question<'_> {
    /// Answers with the best deal by the weights, or with the frontier.
    fn ask(&self, weights: Option<&[u64]>, budget: &mut Budget) -> Verdict<Vec<Deal>> {
        let (mut rows, mut scales, mut corner) = (Vec::new(), Vec::new(), Vec::new());
        for (at, party) in self.values.parties().iter().enumerate() {
            let weight = weights.map_or(1, |weights| weights.get(at).copied().unwrap_or(0));
            let factor = i128::from(weight.max(1));
            let row = Row::new(self.space, party);
            let size = row.size();
            let cap = party.cap.unwrap_or(size);
            if factor.checked_mul(size + cap.abs()).is_none_or(|most| most >= WEIGHTED_MAX) {
                return Verdict::Unknown;
            }
            let lowest = cap.min(-size - 1);
            let floor = self.floors.get(at).copied().flatten().map_or(lowest, |floor| floor.clamp(lowest, size + 1));
            corner.push(floor * factor);
            let row = row.times(factor);
            let (bottom, top) = ((-size - 1) * factor, size.min(cap) * factor);
            scales.push(Scale { factor, shift: row.shift(), bottom, top, counts: weights.is_some() && weight > 0 });
            rows.push(row);
        }
        // What is added up is counted alike.
        let shift = scales.iter().filter(|scale| scale.counts).map(|scale| scale.shift).min();
        scales.iter_mut().filter(|scale| scale.counts).for_each(|scale| scale.shift = shift.unwrap_or(scale.shift));
        let shifts = scales.iter().map(|scale| scale.shift).collect();
        let aim = if weights.is_some() { Aim::Best } else { Aim::Frontier };
        let regions = Regions::new(aim, scales, corner);
        match Model::new(self.space, self.must, &rows, shifts) {
            Some(model) => self.search(Tree::new(model, self.must, self.values, regions), budget),
            None => Verdict::Impossible,
        }
    }

    fn search(&self, mut tree: Tree<'_>, budget: &mut Budget) -> Verdict<Vec<Deal>> {
        match self.any_package(budget) {
            Feasibility::Impossible(_) => return Verdict::Impossible,
            Feasibility::Possible(package) => tree.offer(package),
            Feasibility::Unknown => {}
        }
        let gap = tree.run(budget);
        let mut found = tree.into_found();
        found.sort_by(|a, b| b.cmp(a));
        match (gap, found.is_empty()) {
            (None, true) => Verdict::Impossible,
            (None, false) => Verdict::Proven(found),
            (Some(_), true) => Verdict::Unknown,
            (Some(gap), false) => Verdict::BestFound { found, gap },
        }
    }

    /// Returns a package that meets the formulas, unless that takes more than half of the budget.
    fn any_package(&self, budget: &mut Budget) -> Feasibility {
        let mut solver = Solver::new(self.space);
        if self.must.is_empty() || self.must.iter().any(|formula| solver.enforce(formula).is_err()) {
            return Feasibility::Unknown;
        }
        let steps = budget.remaining() / 2;
        let mut half = Budget::new(steps);
        let answer = solver.find(&[], &mut half);
        budget.take(steps - half.remaining());
        answer
    }
}
