//! Whose demands would an offer meet?

use crate::lower::{Lower, Model, model};
use crate::session::Unaskable;
use std::collections::BTreeSet;
use zopa_case::id::PartyId;
use zopa_case::stance::{Stance, Verb};
use zopa_case::view::View;
use zopa_engine::{Budget, Formula, Selector, Solver, Verdict};

/// How many steps the solver may take for one offer.
const STEPS_MAX: u64 = 200_000;

/// Compares offers with the demands of others.
pub(super) struct Toward<'q, 'a> {
    view: &'q View<'a>,
    solver: Solver,
    hard: Vec<Selector>,
}

impl<'q, 'a> Toward<'q, 'a> {
    pub(super) fn new(view: &'q View<'a>) -> Result<Toward<'q, 'a>, Unaskable> {
        let Model { problem, .. } = model(view)?;
        let mut solver = Solver::new(problem.space());
        let mut hard = Vec::new();
        for formula in problem.hard() {
            hard.push(solver.add(formula).map_err(|error| Unaskable::new(error.to_string()))?);
        }
        Ok(Toward { view, solver, hard })
    }

    /// Returns the other parties with a demand or red line that every package as offered meets, and that is not met by
    /// every package anyway. An offer that nothing can meet is towards nobody.
    pub(super) fn of(&mut self, offer: &Stance) -> Result<Vec<PartyId>, Unaskable> {
        let mut lower = Lower::new(self.view.case);
        let mut offered = self.hard.clone();
        for stated in offer.holds.iter().chain(&offer.condition) {
            let formula = lower.condition(&stated.condition)?;
            offered.push(self.add(&formula)?);
        }
        if !self.possible(&offered) {
            return Ok(Vec::new());
        }
        let mut found = BTreeSet::new();
        let others = self.view.case.stances.iter().filter(|other| {
            other.party != offer.party && matches!(other.verb, Verb::RedLine | Verb::Demand) && other.date <= offer.date
        });
        for other in others {
            let Some(stated) = &other.holds else { continue };
            if found.contains(&other.party) {
                continue;
            }
            let refused = Formula::Not(Box::new(lower.condition(&stated.condition)?));
            let refused = self.add(&refused)?;
            let met = !self.possible_with(&offered, refused) && self.possible_with(&self.hard.clone(), refused);
            if met {
                found.insert(other.party);
            }
        }
        Ok(found.into_iter().collect())
    }

    fn add(&mut self, formula: &Formula) -> Result<Selector, Unaskable> {
        self.solver.add(formula).map_err(|error| Unaskable::new(error.to_string()))
    }

    fn possible_with(&mut self, active: &[Selector], further: Selector) -> bool {
        let mut active = active.to_vec();
        active.push(further);
        self.possible(&active)
    }

    /// Returns whether a package exists; where the budget ends first, that one may exist.
    fn possible(&mut self, active: &[Selector]) -> bool {
        !matches!(self.solver.find(active, &mut Budget::new(STEPS_MAX)), Verdict::Impossible(_))
    }
}
