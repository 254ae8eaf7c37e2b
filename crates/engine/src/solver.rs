//! Is there a package? Asked many times, of changing sets of formulas.

use crate::{
    budget::Budget,
    encode::Encoder,
    formula::Formula,
    limit::TooLarge,
    sat::Lit,
    space::{Package, Space},
};

/// An incremental solver: each formula is encoded once and then switched on or off by each call.
#[derive(Debug)]
pub struct Solver {
    encoder: Encoder,
}

/// Switches one formula of one [`Solver`] on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Selector(Lit);

/// Whether some formulas can hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Feasibility {
    /// They can: a package that meets all of them.
    Possible(Package),
    /// They cannot, and neither can these of them, in the order in which they were given. Not
    /// necessarily a smallest such set.
    Impossible(Vec<Selector>),
    /// The budget ended first.
    Unknown,
}

impl Solver {
    /// Returns a solver for a space, without formulas.
    ///
    /// *Cost*: about two clauses for each option.
    pub fn new(space: &Space) -> Solver {
        let encoder = Encoder::new(space);
        Solver { encoder }
    }

    /// Encodes a formula; it has no effect except in calls that its selector is given to.
    ///
    /// A test on a point or option that the space does not have fails, as in [`Formula::holds`].
    ///
    /// *Errors*: the formula nests too deep, or its clauses and those of all formulas before it
    /// need too much room. The solver can still be used without it.
    pub fn add(&mut self, formula: &Formula) -> Result<Selector, TooLarge> {
        let literal = self.encoder.encode(formula)?;
        // Not the literal itself: equal formulas share it, but are named apart in a core.
        let selector = self.encoder.sat.fresh();
        self.encoder.sat.clause([!selector, literal]);
        Ok(Selector(selector))
    }

    /// Makes a formula hold in every later call.
    ///
    /// *Errors*: as for [`Solver::add`].
    pub(crate) fn enforce(&mut self, formula: &Formula) -> Result<(), TooLarge> {
        let literal = self.encoder.encode(formula)?;
        self.encoder.sat.clause([literal]);
        Ok(())
    }

    /// Returns a selector that switches on: one of these selectors' formulas holds.
    pub(crate) fn new_gate(&mut self) -> Selector {
        Selector(self.encoder.sat.fresh())
    }

    /// Requires, where the gate is on, that one of the formulas holds.
    pub(crate) fn require_any(&mut self, gate: Selector, of: impl IntoIterator<Item = Selector>) {
        let members = of.into_iter().map(|selector| selector.0);
        self.encoder.sat.clause(members.chain([!gate.0]));
    }

    /// Returns whether the active formulas can hold together.
    ///
    /// A selector of another solver switches on nothing or some other formula.
    ///
    /// *Cost*: exponential in the worst case, and often some microseconds.
    pub fn find(&mut self, active: &[Selector], budget: &mut Budget) -> Feasibility {
        let known = active.iter().map(|selector| selector.0);
        let assumptions: Vec<Lit> = known.filter(|&literal| self.encoder.sat.knows(literal)).collect();
        match self.encoder.sat.solve(&assumptions, budget) {
            Some(true) => Feasibility::Possible(self.package()),
            Some(false) => Feasibility::Impossible(self.core(active)),
            None => Feasibility::Unknown,
        }
    }

    /// Returns whether the active formulas can hold together in a package with this option.
    /// The core leaves the option out.
    pub(crate) fn find_with_option(
        &mut self,
        active: &[Selector],
        (point, option): (usize, usize),
        budget: &mut Budget,
    ) -> Feasibility {
        let chosen = self.encoder.options()[point][option];
        let with_option: Vec<Selector> = active.iter().copied().chain([Selector(chosen)]).collect();
        match self.find(&with_option, budget) {
            Feasibility::Impossible(_) => Feasibility::Impossible(self.core(active)),
            verdict => verdict,
        }
    }

    /// Returns whether the active formulas can hold together, with the package that comes first in
    /// lexicographic order, so that the witness does not depend on the search.
    ///
    /// *Cost*: for each point, as many calls as halvings of its options.
    pub fn first(&mut self, active: &[Selector], budget: &mut Budget) -> Feasibility {
        let mut package = match self.find(active, budget) {
            Feasibility::Possible(package) => package,
            verdict => return verdict,
        };
        let mut assumed = active.to_vec();
        for point in 0..package.len() {
            let n_options = self.encoder.options()[point].len();
            let mut lowest = 0;
            while lowest < package[point] {
                let middle = lowest.midpoint(package[point]);
                // The ladder literal of rank `k` stands at index `k - 1`.
                let ladder = self.encoder.at_least_rank(point, (0..n_options).collect());
                assumed.push(Selector(!ladder[middle]));
                match self.find(&assumed, budget) {
                    Feasibility::Possible(earlier) => package = earlier,
                    Feasibility::Impossible(_) => lowest = middle + 1,
                    Feasibility::Unknown => return Feasibility::Unknown,
                }
                assumed.pop();
            }
            let settled = self.encoder.options()[point][lowest];
            assumed.push(Selector(settled));
        }
        Feasibility::Possible(package)
    }

    fn package(&self) -> Package {
        let chosen = |literals: &Vec<Lit>| {
            let sat = &self.encoder.sat;
            let chosen = literals.iter().position(|&literal| sat.is_true(literal));
            chosen.expect("every model makes one option of each point true")
        };
        self.encoder.options().iter().map(chosen).collect()
    }

    fn core(&self, active: &[Selector]) -> Vec<Selector> {
        let sat = &self.encoder.sat;
        active.iter().copied().filter(|selector| sat.is_in_core(selector.0)).collect()
    }
}
