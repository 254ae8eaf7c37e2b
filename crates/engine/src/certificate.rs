//! Checks of answers by plain search.
//!
//! Nothing here is shared with the solver: points are settled one after the other, and a branch is
//! left when some formula can no longer hold. It is slow on large problems and easy to believe.
//! Every check counts the options it tries and gives up, with nothing, after `steps_max` of them.

mod census;

pub use census::Census;

use crate::{
    formula::{Formula, LinearTerm},
    problem::Problem,
    values::{PartyValues, Values},
};

/// Returns whether a set of soft formulas cannot hold together, but can without any one of them.
///
/// A set with an index that the problem does not have is no clash.
pub fn is_minimal_clash(problem: &Problem, clash: &[usize], steps_max: u64) -> Option<bool> {
    let mut search = Search { problem, steps: steps_max };
    let n_soft = problem.soft().len();
    if clash.iter().any(|&index| index >= n_soft) || search.is_possible(|soft| clash.contains(&soft))? {
        return Some(false);
    }
    for &left_out in clash {
        if !search.is_possible(|soft| soft != left_out && clash.contains(&soft))? {
            return Some(false);
        }
    }
    Some(true)
}

/// Returns whether all other soft formulas can hold without this set, but not together with any
/// one of it.
///
/// The empty set is no move: where it would be enough, nothing has to give way. A set with an index
/// that the problem does not have is none either.
pub fn is_minimal_move(problem: &Problem, soft: &[usize], steps_max: u64) -> Option<bool> {
    let mut search = Search { problem, steps: steps_max };
    let n_soft = problem.soft().len();
    if soft.is_empty() || soft.iter().any(|&index| index >= n_soft) {
        return Some(false);
    }
    if !search.is_possible(|other| !soft.contains(&other))? {
        return Some(false);
    }
    for &kept in soft {
        if search.is_possible(|other| other == kept || !soft.contains(&other))? {
            return Some(false);
        }
    }
    Some(true)
}

/// Returns whether a package is unbeaten: no package that meets the hard formulas is worth as much to every party and more
/// to one.
///
/// Red lines are hard formulas of a problem made for this. A package that does not meet them is beaten by nothing and
/// still no deal: then the answer is no.
pub fn is_unbeaten(problem: &Problem, values: &Values, package: &[usize], steps_max: u64) -> Option<bool> {
    let space = problem.space();
    let fits = package.len() == space.n_points() && (0..package.len()).all(|at| package[at] < space.n_options(at));
    if !fits || !problem.hard().iter().all(|formula| formula.holds(package)) {
        return Some(false);
    }
    let worth = values.of(package);
    // For every point and party the most that the points from it on can bring, and all bonuses that are no loss.
    let mut rest = vec![vec![0; values.n_parties()]; package.len() + 1];
    for (party, of) in values.parties().iter().enumerate() {
        rest[package.len()][party] = of.bonuses.iter().map(|bonus| bonus.amount.max(0)).sum();
        for point in (0..package.len()).rev() {
            let most = of.tables[point].iter().copied().max().unwrap_or(0);
            rest[point][party] = rest[point + 1][party] + most;
        }
    }
    let mut partial: Partial = vec![None; package.len()];
    let (mut depth, mut steps) = (0, steps_max);
    loop {
        if depth == package.len() {
            let settled: Vec<usize> = partial.iter().flatten().copied().collect();
            let other = values.of(&settled);
            if other != worth && other.iter().zip(&worth).all(|(other, own)| other >= own) {
                return Some(false);
            }
        } else {
            let next = partial[depth].map_or(0, |option| option + 1);
            if next < space.n_options(depth) {
                steps = steps.checked_sub(1)?;
                partial[depth] = Some(next);
                let so_far = |of: &PartyValues| -> i128 {
                    (0..=depth).map(|point| partial[point].map_or(0, |option| of.tables[point][option])).sum()
                };
                let mut parties = values.parties().iter().zip(&worth).zip(&rest[depth + 1]);
                let may_match = parties.all(|((of, own), most)| so_far(of) + most >= *own);
                if may_match && problem.hard().iter().all(|formula| value(formula, &partial) != Some(false)) {
                    depth += 1;
                }
                continue;
            }
            partial[depth] = None;
        }
        match depth.checked_sub(1) {
            Some(above) => depth = above,
            None => return Some(true),
        }
    }
}

struct Search<'p> {
    problem: &'p Problem,
    steps: u64,
}

/// For every point, the option that settles it so far.
type Partial = Vec<Option<usize>>;

impl Search<'_> {
    /// Returns whether the hard formulas can hold together with the soft ones that are kept.
    fn is_possible(&mut self, is_kept: impl Fn(usize) -> bool) -> Option<bool> {
        let soft = self.problem.soft().iter().enumerate();
        let kept = soft.filter(|(index, _)| is_kept(*index)).map(|(_, soft)| &soft.formula);
        let formulas: Vec<&Formula> = self.problem.hard().iter().chain(kept).collect();
        let mut points: Vec<usize> = formulas.iter().flat_map(|formula| formula.points()).collect();
        points.sort_unstable();
        points.dedup();
        let mut partial: Partial = vec![None; self.problem.space().n_points()];
        let may_hold = |partial: &Partial| formulas.iter().all(|formula| value(formula, partial) != Some(false));
        if !may_hold(&partial) {
            return Some(false);
        }
        // `points[..depth]` are settled such that every formula may still hold.
        let mut depth = 0;
        loop {
            let Some(&point) = points.get(depth) else {
                return Some(true);
            };
            let next = partial[point].map_or(0, |option| option + 1);
            if next < self.problem.space().n_options(point) {
                self.steps = self.steps.checked_sub(1)?;
                partial[point] = Some(next);
                if may_hold(&partial) {
                    depth += 1;
                }
                continue;
            }
            partial[point] = None;
            match depth.checked_sub(1) {
                Some(above) => depth = above,
                None => return Some(false),
            }
        }
    }
}

/// Returns whether a formula holds however the open points are settled, or fails; nothing if that
/// depends on them, or if seeing it would take more than a look at each part.
fn value(formula: &Formula, partial: &Partial) -> Option<bool> {
    match formula {
        Formula::True => Some(true),
        Formula::False => Some(false),
        Formula::In { point, options } => partial[*point].map(|option| options.contains(option)),
        Formula::Not(inner) => value(inner, partial).map(|holds| !holds),
        Formula::And(of) => number(of, partial, of.len(), of.len()),
        Formula::Or(of) => number(of, partial, 1, of.len()),
        Formula::Iff(left, right) => Some(value(left, partial)? == value(right, partial)?),
        Formula::Count { low, high, of } => number(of, partial, *low, *high),
        Formula::Linear { terms, low, high } => sum(terms, partial, *low, *high),
    }
}

/// Returns whether the number of members that hold is within bounds.
fn number(of: &[Formula], partial: &Partial, low: usize, high: usize) -> Option<bool> {
    let values: Vec<Option<bool>> = of.iter().map(|inner| value(inner, partial)).collect();
    let n_hold = values.iter().filter(|&&value| value == Some(true)).count();
    let n_open = values.iter().filter(|value| value.is_none()).count();
    if n_hold > high || n_hold + n_open < low || low > high {
        Some(false)
    } else if n_hold >= low && n_hold + n_open <= high {
        Some(true)
    } else {
        None
    }
}

/// Returns whether the sum is within bounds; open terms range over all their values.
fn sum(terms: &[LinearTerm], partial: &Partial, low: i64, high: i64) -> Option<bool> {
    let (mut least, mut most) = (0_i128, 0_i128);
    let mut some_missing = false;
    for term in terms {
        let values = match partial[term.point] {
            Some(option) => &term.values[option..=option],
            None => &term.values[..],
        };
        let present = values.iter().copied().flatten().map(i128::from);
        let Some((lowest, highest)) = present.clone().min().zip(present.max()) else {
            return Some(false);
        };
        some_missing |= values.contains(&None);
        least += lowest;
        most += highest;
    }
    if most < i128::from(low) || least > i128::from(high) {
        Some(false)
    } else if !some_missing && least >= i128::from(low) && most <= i128::from(high) {
        Some(true)
    } else {
        None
    }
}
