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
    space::{Package, Space},
    values::Values,
    verdict::{Deal, Verdict},
};
use model::{Model, Row};
use region::{Aim, Regions, Scale};
use tree::Tree;

/// What no value may reach.
const SIZE_MAX: i128 = 1 << 110;

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
    let question = Question { space, must, values };
    let Some(rows) = question.rows(floors) else { return Verdict::Unknown };
    let Some(mut tree) = question.tree(rows, Aim::Frontier) else { return Verdict::Impossible };
    match question.any_package(budget) {
        Feasibility::Impossible(_) => return Verdict::Impossible,
        Feasibility::Possible(package) => tree.offer(package),
        Feasibility::Unknown => {}
    }
    let gap = tree.run(budget);
    let (mut found, _) = tree.into_found();
    found.sort_by(|a, b| b.cmp(a));
    match (gap, found.is_empty()) {
        (None, true) => Verdict::Impossible,
        (None, false) => Verdict::Proven(found),
        (Some(_), true) => Verdict::Unknown,
        (Some(gap), false) => Verdict::BestFound { found, gap },
    }
}

/// Returns the packages that are worth exactly so much to each party, `most` at most, and whether they are all.
///
/// *Shape*: in lexicographic order; `known` is one of them. Values that no others dominate are sought best.
///
/// *Cost*: as for [`search_frontier`], and some steps for each package.
pub fn search_tied(
    space: &Space,
    must: &[Formula],
    values: &Values,
    known: &Package,
    most: usize,
    budget: &mut Budget,
) -> (Vec<Package>, bool) {
    let question = Question { space, must, values };
    let wanted: Vec<Option<i128>> = values.of(known).into_iter().map(Some).collect();
    let tree = question.rows(&wanted).and_then(|rows| question.tree(rows, Aim::Tied(most)));
    let Some(mut tree) = tree else { return (vec![known.clone()], false) };
    tree.offer(known.clone());
    let is_done = tree.run(budget).is_none();
    let (found, is_cut) = tree.into_found();
    let mut packages: Vec<Package> = found.into_iter().map(|deal| deal.package).collect();
    packages.sort_unstable();
    (packages, is_done && !is_cut)
}

/// What is common to both questions.
struct Question<'q> {
    space: &'q Space,
    must: &'q [Formula],
    values: &'q Values,
}

/// The values of the parties, as the search counts them, and the least that is wanted.
struct Counted {
    rows: Vec<Row>,
    scales: Vec<Scale>,
    corner: Vec<i128>,
}

impl<'q> Question<'q> {
    /// Returns the rows of the parties, unless their values are too large.
    fn rows(&self, floors: &[Option<i128>]) -> Option<Counted> {
        let (mut rows, mut scales, mut corner) = (Vec::new(), Vec::new(), Vec::new());
        for (at, party) in self.values.parties().iter().enumerate() {
            let row = Row::new(self.space, party);
            let size = row.size();
            let cap = party.cap.unwrap_or(size);
            if size + cap.abs() >= SIZE_MAX {
                return None;
            }
            let lowest = cap.min(-size - 1);
            let floor = floors.get(at).copied().flatten();
            corner.push(floor.map_or(lowest, |floor| floor.clamp(lowest, size + 1)));
            scales.push(Scale { shift: row.shift(), bottom: -size - 1, top: size.min(cap) });
            rows.push(row);
        }
        Some(Counted { rows, scales, corner })
    }

    /// Returns the search before its first step, or nothing if no package meets the formulas.
    fn tree(&self, Counted { rows, scales, corner }: Counted, aim: Aim) -> Option<Tree<'q>> {
        let shifts = scales.iter().map(|scale| scale.shift).collect();
        // An option that another replaces may still be worth the same.
        let all_options = aim != Aim::Frontier;
        let regions = Regions::new(aim, scales, corner);
        let model = Model::new(self.space, self.must, &rows, shifts, all_options)?;
        Some(Tree::new(model, self.must, self.values, regions))
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
