//! Options that no acceptable package uses.

use crate::{
    bit_set::BitSet,
    budget::Budget,
    limit::TooLarge,
    problem::Problem,
    solver::{Feasibility, Solver},
};

/// The options of each point that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadOptions {
    /// For every point, the options that occur in no package which meets the formulas.
    ///
    /// *Shape*: as many lists as points, ascending.
    pub dead: Vec<Vec<usize>>,
    /// For every point, the options that were undecided when the budget ended; all lists are empty
    /// if it did not.
    ///
    /// *Shape*: as many lists as points, ascending.
    pub unknown: Vec<Vec<usize>>,
}

/// Returns the options that occur in no package which meets all hard and the given soft formulas.
///
/// If no package does, all options are dead. Indices that the problem does not have are ignored.
///
/// *Errors*: a formula needs too many clauses.
///
/// *Cost*: one solver call for each dead option, and one for each of the others that no package
/// found before happened to use.
pub fn dead_options(problem: &Problem, soft: &[usize], budget: &mut Budget) -> Result<DeadOptions, TooLarge> {
    let mut solver = Solver::new(problem.space());
    for formula in problem.hard() {
        solver.enforce(formula)?;
    }
    for soft in soft.iter().filter_map(|&index| problem.soft().get(index)) {
        solver.enforce(&soft.formula)?;
    }
    let mut undecided: Vec<BitSet> = problem.space().sizes().iter().map(|&n| BitSet::below(n)).collect();
    let mut dead = vec![BitSet::default(); undecided.len()];
    match solver.find(&[], budget) {
        Feasibility::Possible(package) => rule_out(&mut undecided, &package),
        Feasibility::Impossible(_) => std::mem::swap(&mut dead, &mut undecided),
        Feasibility::Unknown => {}
    }
    for point in 0..undecided.len() {
        while let Some(option) = undecided[point].first() {
            match solver.find_with_option(&[], (point, option), budget) {
                Feasibility::Possible(package) => rule_out(&mut undecided, &package),
                Feasibility::Impossible(_) => {
                    undecided[point].remove(option);
                    dead[point].insert(option);
                }
                Feasibility::Unknown => break,
            }
        }
    }
    let lists = |sets: Vec<BitSet>| sets.iter().map(|set| set.iter().collect()).collect();
    Ok(DeadOptions { dead: lists(dead), unknown: lists(undecided) })
}

/// Removes the options that a package uses.
fn rule_out(undecided: &mut [BitSet], package: &[usize]) {
    for (options, &option) in undecided.iter_mut().zip(package) {
        options.remove(option);
    }
}
