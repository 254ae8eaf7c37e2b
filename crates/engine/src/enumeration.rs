//! The search for minimal moves, which meets minimal clashes on its way.

use crate::{
    bit_set::BitSet,
    budget::Budget,
    limit::TooLarge,
    problem::Problem,
    solver::{Feasibility, Selector, Solver},
};

/// A search for all minimal moves. Sets of soft formulas are named by their indices.
///
/// A package is found that is unlike all before it, and the set of soft formulas it meets is grown
/// until nothing can be added; the rest is a minimal move. Growing fails only on clashes. Each is
/// shrunk to a minimal one and remembered, so that no later set is asked to cross it.
///
/// *Source*: Liffiton and Sakallah, Algorithms for computing minimal unsatisfiable subsets of
/// constraints, Journal of Automated Reasoning 40, 2008 (blocking); Liffiton, Previti, Malik and
/// Marques-Silva, Fast, flexible MUS enumeration, Constraints 21, 2016 (growing and shrinking).
#[derive(Debug)]
pub(crate) struct Enumeration<'p> {
    problem: &'p Problem,
    solver: Solver,
    /// One selector for each soft formula, ascending.
    soft: Vec<Selector>,
    /// Switches on the clauses that keep known moves from being found again.
    unlike: Selector,
    /// The soft formulas that no set found so far has, and that were not asked for either.
    unseen: BitSet,
    /// The minimal clashes that were met, none twice.
    pub(crate) clashes: Vec<BitSet>,
    /// For every soft formula, the clashes it takes part in.
    clashes_with: Vec<Vec<usize>>,
    /// The minimal moves that were found, none twice.
    pub(crate) moves: Vec<BitSet>,
}

/// What became of a set of soft formulas.
enum Answer {
    /// They can hold together, along with all others in this set.
    Met(BitSet),
    /// These of them cannot hold together.
    Refused(BitSet),
}

/// The budget has ended.
pub(crate) struct Ended;

impl<'p> Enumeration<'p> {
    /// Returns a search at its beginning.
    ///
    /// *Errors*: a formula needs too many clauses.
    pub(crate) fn new(problem: &'p Problem) -> Result<Enumeration<'p>, TooLarge> {
        let mut solver = Solver::new(problem.space());
        for formula in problem.hard() {
            solver.enforce(formula)?;
        }
        let soft = problem.soft().iter().map(|soft| solver.add(&soft.formula));
        let soft: Vec<Selector> = soft.collect::<Result<_, _>>()?;
        let unlike = solver.new_gate();
        let n_soft = soft.len();
        Ok(Enumeration {
            problem,
            solver,
            soft,
            unlike,
            unseen: BitSet::below(n_soft),
            clashes: Vec::new(),
            clashes_with: vec![Vec::new(); n_soft],
            moves: Vec::new(),
        })
    }

    /// Finds all minimal moves and some minimal clashes.
    ///
    /// If the hard formulas cannot hold, the empty set is the only clash and there is no move; if
    /// everything can hold together, there is neither.
    ///
    /// *Errors*: the budget ended; the sets found so far are minimal.
    pub(crate) fn run(&mut self, budget: &mut Budget) -> Result<(), Ended> {
        while let Some(met) = self.seek(budget)? {
            let met = self.grow(met, budget)?;
            self.unseen.subtract(&met);
            let rest = met.complement(self.soft.len());
            if rest.is_empty() {
                return Ok(());
            }
            self.solver.require_any(self.unlike, rest.iter().map(|index| self.soft[index]));
            self.moves.push(rest);
        }
        if self.moves.is_empty() {
            self.clashes.push(BitSet::default());
        }
        Ok(())
    }

    /// Returns a set of soft formulas that can hold together and is part of none found before, or
    /// nothing if there is none.
    ///
    /// Every formula is asked for once. The first sets then differ, so that most clashes are met
    /// long before all moves are listed.
    fn seek(&mut self, budget: &mut Budget) -> Result<Option<BitSet>, Ended> {
        loop {
            let wanted = self.unseen.first();
            let selector = wanted.map(|index| self.soft[index]);
            let active: Vec<Selector> = selector.into_iter().chain([self.unlike]).collect();
            match (self.solver.find(&active, budget), wanted) {
                (Feasibility::Possible(package), _) => return Ok(Some(self.met_by(&package))),
                (Feasibility::Impossible(_), Some(index)) => self.unseen.remove(index),
                (Feasibility::Impossible(_), None) => return Ok(None),
                (Feasibility::Unknown, _) => return Err(Ended),
            }
        }
    }

    /// Returns a largest set of soft formulas around one that can hold together.
    fn grow(&mut self, mut met: BitSet, budget: &mut Budget) -> Result<BitSet, Ended> {
        for index in met.complement(self.soft.len()).iter() {
            if met.contains(index) {
                continue;
            }
            let mut wider = met.clone();
            wider.insert(index);
            let mut known = self.clashes_with[index].iter();
            if known.any(|&clash| self.clashes[clash].is_subset(&wider)) {
                continue;
            }
            match self.ask(&wider, budget)? {
                Answer::Met(wider) => met = wider,
                Answer::Refused(core) => {
                    let clash = self.shrink(&core, budget)?;
                    for member in clash.iter() {
                        self.clashes_with[member].push(self.clashes.len());
                    }
                    self.clashes.push(clash);
                }
            }
        }
        Ok(met)
    }

    /// Returns a minimal clash within a set that cannot hold together.
    fn shrink(&mut self, refused: &BitSet, budget: &mut Budget) -> Result<BitSet, Ended> {
        let mut clash = refused.clone();
        let mut needed = self.needed_in(&clash);
        for index in refused.iter() {
            if !clash.contains(index) || needed.contains(index) {
                continue;
            }
            let mut less = clash.clone();
            less.remove(index);
            match self.ask(&less, budget)? {
                Answer::Met(_) => needed.insert(index),
                Answer::Refused(core) => {
                    clash = core;
                    needed.unite(&self.needed_in(&clash));
                }
            }
        }
        Ok(clash)
    }

    /// Returns the members of a clash without which it is known to be none.
    ///
    /// A member that alone hits some move is one: without it the clash would lie outside that move,
    /// where everything can hold together.
    fn needed_in(&self, clash: &BitSet) -> BitSet {
        let moves = self.moves.iter();
        moves.filter_map(|known| known.sole_common(clash)).collect()
    }

    /// Returns whether a set of soft formulas can hold together.
    fn ask(&mut self, set: &BitSet, budget: &mut Budget) -> Result<Answer, Ended> {
        let active: Vec<Selector> = set.iter().map(|index| self.soft[index]).collect();
        match self.solver.find(&active, budget) {
            Feasibility::Possible(package) => Ok(Answer::Met(self.met_by(&package))),
            Feasibility::Impossible(core) => {
                let index = |selector| self.soft.binary_search(selector).ok();
                Ok(Answer::Refused(core.iter().filter_map(index).collect()))
            }
            Feasibility::Unknown => Err(Ended),
        }
    }

    /// Returns the soft formulas that a package meets.
    fn met_by(&self, package: &[usize]) -> BitSet {
        let soft = self.problem.soft().iter().enumerate();
        soft.filter(|(_, soft)| soft.formula.holds(package)).map(|(index, _)| index).collect()
    }
}
