//! Whose demands would an offer meet?

use super::Movements;
use crate::lower::{Lower, Model, model};
use crate::session::Unaskable;
use std::collections::BTreeSet;
use zopa_case::id::PartyId;
use zopa_case::stance::{Stance, Verb};
use zopa_case::view::View;
use zopa_engine::{Budget, Feasibility, Formula, Selector, Solver};
use zopa_syntax::value::Date;

/// How many steps the solver may take for one offer.
const STEPS_MAX: u64 = 200_000;

/// Compares offers with the demands of others.
pub(super) struct Toward<'q, 'a> {
    view: &'q View<'a>,
    solver: Solver,
    hard: Vec<Selector>,
    /// How many more stances are compared.
    left: usize,
}

/// So many stances are compared with the demands of others; of any further it is only told that they changed.
const COMPARED_MAX: usize = 400;

impl<'q, 'a> Toward<'q, 'a> {
    pub(super) fn new(view: &'q View<'a>) -> Result<Toward<'q, 'a>, Unaskable> {
        let Model { problem, .. } = model(view)?;
        let mut solver = Solver::new(problem.space());
        let mut hard = Vec::new();
        for formula in problem.hard() {
            hard.push(solver.add(formula).map_err(|error| Unaskable::new(error.to_string()))?);
        }
        Ok(Toward { view, solver, hard, left: COMPARED_MAX })
    }

    /// Returns the other parties towards which an offer goes: those with a demand or red line that every package as
    /// offered meets and not every package anyway, and those with a red line that clashed with one that gives way and
    /// no longer does. An offer that nothing can meet is towards nobody.
    pub(super) fn of(&mut self, offer: &Stance, relaxed: &[&Stance]) -> Result<Vec<PartyId>, Unaskable> {
        if !self.may_compare() {
            return Ok(Vec::new());
        }
        let mut lower = Lower::new(self.view.case);
        let mut way = Vec::new();
        for stated in offer.holds.iter().chain(&offer.condition) {
            way.push(lower.condition(&stated.condition)?);
        }
        let way = Formula::And(way);
        let mut offered = self.hard.clone();
        offered.push(self.add(&way)?);
        if !self.possible(&offered) {
            return Ok(Vec::new());
        }
        let mut found = BTreeSet::new();
        for (party, demand, _) in self.demands(offer, &mut lower)? {
            if found.contains(&party) {
                continue;
            }
            let refused = self.add(&Formula::Not(Box::new(demand)))?;
            if !self.possible_with(&offered, refused) && self.possible_with(&self.hard.clone(), refused) {
                found.insert(party);
            }
        }
        for line in relaxed.iter().filter_map(|line| line.holds.as_ref()) {
            let before = lower.condition(&line.condition)?;
            let after = Formula::Or(vec![before.clone(), way.clone()]);
            found.extend(self.opened(offer, &before, &after)?);
        }
        Ok(found.into_iter().collect())
    }

    /// Returns how a red line or demand compares with the one in whose place it stands, and the parties with a red
    /// line that clashed with the earlier and does not with the later.
    pub(super) fn restated(&mut self, before: &Stance, after: &Stance) -> Result<(Movements, Vec<PartyId>), Unaskable> {
        let firm = |stance: &Stance| matches!(stance.verb, Verb::RedLine | Verb::Demand) && stance.condition.is_none();
        let (Some(old), Some(new)) = (&before.holds, &after.holds) else {
            return Ok((Movements::Restated, Vec::new()));
        };
        if before.verb != after.verb || !firm(before) || !firm(after) || !self.may_compare() {
            return Ok((Movements::Restated, Vec::new()));
        }
        let mut lower = Lower::new(self.view.case);
        let (old, new) = (lower.condition(&old.condition)?, lower.condition(&new.condition)?);
        let kind = match (self.allows_more(&old, &new)?, self.allows_more(&new, &old)?) {
            (true, false) => Movements::Hardened,
            (false, true) => Movements::Softened,
            (true, true) | (false, false) => Movements::Restated,
        };
        Ok((kind, self.opened(after, &old, &new)?.into_iter().collect()))
    }

    fn may_compare(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        self.left > 0
    }

    /// Returns whether some package meets the first and not the second.
    fn allows_more(&mut self, first: &Formula, second: &Formula) -> Result<bool, Unaskable> {
        let (first, refused) = (self.add(first)?, self.add(&Formula::Not(Box::new(second.clone())))?);
        let mut active = self.hard.clone();
        active.push(first);
        Ok(self.possible_with(&active, refused))
    }

    /// Returns the other parties with a red line that cannot hold with `before` and can with `after`.
    fn opened(&mut self, stance: &Stance, before: &Formula, after: &Formula) -> Result<BTreeSet<PartyId>, Unaskable> {
        let mut lower = Lower::new(self.view.case);
        let (before, after) = (self.add(before)?, self.add(after)?);
        let mut found = BTreeSet::new();
        for (party, demand, verb) in self.demands(stance, &mut lower)? {
            if verb == Verb::RedLine && !found.contains(&party) {
                let mut active = self.hard.clone();
                active.push(self.add(&demand)?);
                if !self.possible_with(&active, before) && self.possible_with(&active, after) {
                    found.insert(party);
                }
            }
        }
        Ok(found)
    }

    /// Returns the red lines and demands that other parties had entered by the day of a stance, the latest of each name.
    fn demands(&self, stance: &Stance, lower: &mut Lower<'_>) -> Result<Vec<(PartyId, Formula, Verb)>, Unaskable> {
        let day = stance.date.map(Date::last);
        let then = View::new(self.view.case, day, &[]);
        let mut found = Vec::new();
        for other in then.stances().iter().filter(|other| other.party != stance.party) {
            if let (Verb::RedLine | Verb::Demand, Some(stated)) = (other.verb, &other.holds) {
                found.push((other.party, lower.condition(&stated.condition)?, other.verb));
            }
        }
        Ok(found)
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
        !matches!(self.solver.find(active, &mut Budget::new(STEPS_MAX)), Feasibility::Impossible(_))
    }
}
