//! Which soft formulas cannot hold together, and what could give way.

use std::collections::BTreeSet;

use crate::{
    bit_set::BitSet,
    budget::Budget,
    enumeration::Enumeration,
    hitting::{HittingSets, minimal_hitting_sets},
    limit::TooLarge,
    problem::Problem,
};

/// The minimal clashes and minimal moves of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflicts {
    /// The minimal sets of soft formulas that cannot hold together, given the hard ones.
    ///
    /// *Shape*: indices ascending; sets by size, then lexicographically. Exactly the empty set if
    /// the hard formulas alone cannot hold; none if everything can hold together.
    pub clashes: Vec<Vec<usize>>,
    /// The minimal sets of soft formulas without which all others can hold, as in [`Moves`].
    pub moves: Vec<Move>,
    /// Whether the two lists hold every such set.
    pub complete: bool,
}

/// The minimal moves of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moves {
    /// The minimal sets of soft formulas without which all others can hold, given the hard ones.
    ///
    /// *Shape*: by cost, then size, then lexicographically. None if the hard formulas alone cannot
    /// hold, and none (not the empty set) if everything can hold together.
    pub moves: Vec<Move>,
    /// Whether the list holds every such set.
    pub complete: bool,
}

/// A set of soft formulas that could give way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Move {
    /// The indices of the soft formulas, ascending.
    pub soft: Vec<usize>,
    /// The sum of their costs.
    pub cost: u64,
}

/// Returns all minimal clashes and all minimal moves.
///
/// The moves come from a search with a SAT solver; a clash is then exactly a minimal set that
/// meets every move, which needs no further solving. When the budget ends, the result holds what
/// was found by then, every set of it minimal.
///
/// *Errors*: a formula needs too many clauses.
///
/// *Cost*: a few solver calls for each move and about one for each clash. There can be
/// exponentially many of both.
///
/// *Source*: Reiter, A theory of diagnosis from first principles, Artificial Intelligence 32, 1987
/// (the duality); Liffiton and Sakallah, Algorithms for computing minimal unsatisfiable subsets of
/// constraints, Journal of Automated Reasoning 40, 2008.
pub fn conflicts(problem: &Problem, budget: &mut Budget) -> Result<Conflicts, TooLarge> {
    let mut enumeration = Enumeration::new(problem)?;
    let mut complete = enumeration.run(budget).is_ok();
    let Enumeration { mut clashes, moves, .. } = enumeration;
    if complete && !moves.is_empty() {
        let n_soft = problem.soft().len();
        let HittingSets { sets, complete: all } = minimal_hitting_sets(&moves, n_soft, budget);
        clashes.extend(sets);
        complete = all;
    }
    let clashes: BTreeSet<(usize, Vec<usize>)> =
        clashes.iter().map(|clash| (clash.len(), clash.iter().collect())).collect();
    Ok(Conflicts {
        clashes: clashes.into_iter().map(|(_, clash)| clash).collect(),
        moves: by_cost(problem, &moves),
        complete,
    })
}

/// Returns all minimal moves, for less than [`conflicts`] costs.
///
/// *Errors*: a formula needs too many clauses.
///
/// *Cost*: a few solver calls for each move, of which there can be exponentially many.
pub fn moves_only(problem: &Problem, budget: &mut Budget) -> Result<Moves, TooLarge> {
    let mut enumeration = Enumeration::new(problem)?;
    let complete = enumeration.run(budget).is_ok();
    let moves = by_cost(problem, &enumeration.moves);
    Ok(Moves { moves, complete })
}

fn by_cost(problem: &Problem, moves: &[BitSet]) -> Vec<Move> {
    let cost = |set: &BitSet| set.iter().map(|index| problem.soft()[index].cost).sum();
    let moves = moves.iter().map(|set| Move { soft: set.iter().collect(), cost: cost(set) });
    let mut moves: Vec<Move> = moves.collect();
    moves.sort_by(|a, b| {
        let key = |of: &Move| (of.cost, of.soft.len());
        key(a).cmp(&key(b)).then_with(|| a.soft.cmp(&b.soft))
    });
    moves
}
