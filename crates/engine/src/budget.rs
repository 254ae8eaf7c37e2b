//! How much work a question may cost.

/// The steps that are left for a question.
///
/// A step is a call of the SAT solver, a conflict in it, 1,024 of its propagations, a branch of
/// the search for hitting sets, a longest path in a diagram and every 1,024 arcs of it, an option
/// that is tried on the way through a diagram, a sum that is told apart while deals or ties are
/// counted, 1,024 value vectors looked at or compared for a frontier, or a node of the search for values
/// and every 64 regions open there. Steps are the same on every machine, so a question that runs
/// out of budget does so everywhere at the same place.
#[derive(Clone, Debug)]
pub struct Budget {
    remaining: u64,
}

impl Budget {
    /// Returns a budget of so many steps.
    pub fn new(steps: u64) -> Budget {
        Budget { remaining: steps }
    }

    /// Returns the steps that are left.
    pub fn remaining(&self) -> u64 {
        self.remaining
    }

    /// Returns whether no step is left.
    pub fn is_exhausted(&self) -> bool {
        self.remaining == 0
    }

    /// Takes steps that were used, as far as there are any.
    pub(crate) fn take(&mut self, steps: u64) {
        self.remaining = self.remaining.saturating_sub(steps);
    }
}
