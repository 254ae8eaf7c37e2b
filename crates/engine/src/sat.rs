//! The one place that talks to the SAT solver.

use std::fmt;

use batsat::{Callbacks, ClauseKind, SolverInterface, SolverOpts, lbool};

pub(crate) use batsat::Lit;

use crate::{
    budget::Budget,
    limit::{ENCODING_LITERALS_MAX, Limit, TooLarge},
};

/// An incremental SAT solver with assumptions, metered in steps.
pub(crate) struct Sat {
    solver: batsat::Solver<Meter>,
    truth: Lit,
    n_literals: usize,
}

/// Stops the solver after a number of conflicts.
struct Meter {
    conflicts_left: u64,
}

impl Callbacks for Meter {
    fn on_new_clause(&mut self, _clause: &[Lit], _kind: ClauseKind) {
        self.conflicts_left = self.conflicts_left.saturating_sub(1);
    }

    fn stop(&self) -> bool {
        self.conflicts_left == 0
    }
}

const PROPAGATIONS_PER_STEP: u64 = 1_024;

impl Sat {
    pub(crate) fn new() -> Sat {
        let meter = Meter { conflicts_left: 0 };
        let mut solver = batsat::Solver::new(SolverOpts::default(), meter);
        let truth = Lit::new(solver.new_var_default(), true);
        solver.add_clause_reuse(&mut vec![truth]);
        Sat { solver, truth, n_literals: 0 }
    }

    /// Returns the literal that is always true; its negation is always false.
    pub(crate) fn truth(&self) -> Lit {
        self.truth
    }

    /// Returns a new literal.
    pub(crate) fn fresh(&mut self) -> Lit {
        Lit::new(self.solver.new_var_default(), true)
    }

    /// Requires that one of the literals is true.
    pub(crate) fn clause(&mut self, literals: impl IntoIterator<Item = Lit>) {
        let mut clause: Vec<Lit> = literals.into_iter().collect();
        self.n_literals += clause.len();
        // The answer says whether the clauses still allow anything; every later call repeats it.
        self.solver.add_clause_reuse(&mut clause);
    }

    /// Returns whether a literal belongs to this solver.
    pub(crate) fn knows(&self, literal: Lit) -> bool {
        literal.var().idx() < self.solver.num_vars()
    }

    /// Takes the room of so many literals, for work that may leave no clause behind.
    ///
    /// *Errors*: there is no room left; encodings ask before each larger piece.
    pub(crate) fn take_room(&mut self, n_literals: usize) -> Result<(), TooLarge> {
        self.n_literals += n_literals;
        if self.n_literals > ENCODING_LITERALS_MAX {
            let limit = Limit::EncodingLiterals;
            return Err(TooLarge { limit });
        }
        Ok(())
    }

    /// Returns whether the clauses allow all assumptions, or nothing when the budget has ended.
    ///
    /// After `true`, [`Sat::is_true`] reads the model; after `false`, [`Sat::is_in_core`] tells
    /// which assumptions were used.
    pub(crate) fn solve(&mut self, assumptions: &[Lit], budget: &mut Budget) -> Option<bool> {
        if budget.is_exhausted() {
            return None;
        }
        self.solver.cb_mut().conflicts_left = budget.remaining();
        let before = self.work();
        let answer = self.solver.solve_limited(assumptions);
        budget.take(1 + self.work() - before);
        (answer != lbool::UNDEF).then_some(answer == lbool::TRUE)
    }

    /// Returns whether a literal is true in the last model.
    pub(crate) fn is_true(&self, literal: Lit) -> bool {
        self.solver.value_lit(literal) == lbool::TRUE
    }

    /// Returns whether the last refusal used an assumption.
    pub(crate) fn is_in_core(&self, assumption: Lit) -> bool {
        self.solver.unsat_core_contains_lit(!assumption)
    }

    fn work(&self) -> u64 {
        self.solver.num_conflicts() + self.solver.num_propagations() / PROPAGATIONS_PER_STEP
    }
}

impl fmt::Debug for Sat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sat").field("variables", &self.solver.num_vars()).field("literals", &self.n_literals).finish()
    }
}
