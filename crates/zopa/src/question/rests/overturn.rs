//! The minimal sets of sources whose loss overturns a conclusion.

use super::record::{Constraint, Record};
use crate::session::Unaskable;
use zopa_engine::{Budget, Feasibility, Formula, Problem, Selector, Soft, Solver, moves_only};

/// What was found.
pub(super) struct Found {
    /// Whether the conclusion holds with nothing lost; nothing where the budget ended first.
    pub(super) holds: Option<bool>,
    /// The minimal sets, each of sources ascending.
    pub(super) sets: Vec<Vec<usize>>,
    /// Whether these are all.
    pub(super) complete: bool,
}

impl Found {
    fn undone(holds: Option<bool>) -> Found {
        Found { holds, sets: Vec::new(), complete: holds.is_some() }
    }
}

/// Finds the minimal losses with which all these formulas over sources and packages can hold together. The sets are
/// the minimal moves of the engine, every source held being a wish that may give way.
pub(super) fn by_possibility(
    record: &Record<'_, '_>,
    hard: Vec<Formula>,
    budget: &mut Budget,
) -> Result<Found, Unaskable> {
    let soft = (0..record.sources.len()).map(|source| Soft { formula: record.held(source), cost: 1 }).collect();
    let problem = Problem::new(record.space.clone(), hard, soft).map_err(too_large)?;
    let mut solver = Solver::new(problem.space());
    let soft = problem.soft().iter().map(|soft| &soft.formula);
    let mut active = Vec::new();
    for formula in problem.hard().iter().chain(soft) {
        active.push(solver.add(formula).map_err(too_large)?);
    }
    match solver.find(&active, budget) {
        Feasibility::Possible(_) => return Ok(Found::undone(Some(false))),
        Feasibility::Unknown => return Ok(Found::undone(None)),
        Feasibility::Impossible(_) => {}
    }
    let moves = moves_only(&problem, budget).map_err(too_large)?;
    let sets = moves.moves.into_iter().map(|each| each.soft).collect();
    Ok(Found { holds: Some(true), sets, complete: moves.complete })
}

/// Finds the minimal losses with which no package meets all constraints and fixed formulas.
///
/// That is a question with two quantifiers. One solver proposes losses, another looks for a package that is a deal all
/// the same; each one found rules out every loss under which it stays a deal.
///
/// *Source*: Clarke, Grumberg, Jha, Lu and Veith, Counterexample-guided abstraction refinement, Journal of the ACM 50,
/// 2003 (the scheme).
pub(super) fn by_impossibility(
    record: &Record<'_, '_>,
    constraints: &[Constraint],
    fixed: &[Formula],
    budget: &mut Budget,
) -> Result<Found, Unaskable> {
    let mut search = Search::new(record, constraints, fixed)?;
    match search.deal(&[], budget) {
        Some(Some(_)) => {}
        Some(None) => return Ok(Found::undone(Some(false))),
        None => return Ok(Found::undone(None)),
    }
    let mut found = Found { holds: Some(true), sets: Vec::new(), complete: false };
    loop {
        let Some(proposed) = search.overturning(&[], budget)? else { return Ok(found) };
        let Some(mut lost) = proposed else {
            found.complete = true;
            return Ok(found);
        };
        while !lost.is_empty() {
            let fewer = search.fewer_than(&lost)?;
            let Some(smaller) = search.overturning(&fewer, budget)? else { return Ok(found) };
            let Some(smaller) = smaller else { break };
            lost = smaller;
        }
        search.propose_no_more(&lost)?;
        found.sets.push(lost);
    }
}

struct Search<'s, 'q, 'a> {
    record: &'s Record<'q, 'a>,
    constraints: &'s [Constraint],
    /// Proposes losses.
    losses: Solver,
    required: Vec<Selector>,
    /// Finds deals.
    deals: Solver,
    meets: Vec<Selector>,
    held: Vec<Selector>,
    lost: Vec<Selector>,
}

impl<'s, 'q, 'a> Search<'s, 'q, 'a> {
    fn new(
        record: &'s Record<'q, 'a>,
        constraints: &'s [Constraint],
        fixed: &[Formula],
    ) -> Result<Search<'s, 'q, 'a>, Unaskable> {
        let mut deals = Solver::new(&record.space);
        let mut add = |formula: &Formula| deals.add(formula).map_err(too_large);
        let mut meets = Vec::new();
        for constraint in constraints {
            meets.push(add(&constraint.formula())?);
        }
        for formula in fixed {
            meets.push(add(formula)?);
        }
        let sources = 0..record.sources.len();
        let held = sources.clone().map(|source| add(&record.held(source))).collect::<Result<_, _>>()?;
        let lost = sources.map(|source| add(&record.lost(source))).collect::<Result<_, _>>()?;
        let losses = Solver::new(&record.space);
        Ok(Search { record, constraints, losses, required: Vec::new(), deals, meets, held, lost })
    }

    /// Returns a deal that stays one without these sources; inside, nothing where there is none.
    fn deal(&mut self, lost: &[usize], budget: &mut Budget) -> Option<Option<Vec<usize>>> {
        let mut active = self.meets.clone();
        active.extend((0..self.held.len()).map(|at| if lost.contains(&at) { self.lost[at] } else { self.held[at] }));
        match self.deals.find(&active, budget) {
            Feasibility::Possible(package) => Some(Some(package)),
            Feasibility::Impossible(_) => Some(None),
            Feasibility::Unknown => None,
        }
    }

    /// Returns a loss within further demands that leaves no deal; inside, nothing where there is none, and nothing at
    /// all where the budget ends.
    fn overturning(
        &mut self,
        further: &[Selector],
        budget: &mut Budget,
    ) -> Result<Option<Option<Vec<usize>>>, Unaskable> {
        loop {
            let active: Vec<Selector> = self.required.iter().chain(further).copied().collect();
            let lost = match self.losses.find(&active, budget) {
                Feasibility::Possible(package) => self.record.lost_in(&package),
                Feasibility::Impossible(_) => return Ok(Some(None)),
                Feasibility::Unknown => return Ok(None),
            };
            match self.deal(&lost, budget) {
                Some(Some(package)) => {
                    let failed = self.constraints.iter().map(|constraint| constraint.failed_by(&package)).collect();
                    self.require(&Formula::Or(failed))?;
                }
                Some(None) => return Ok(Some(Some(lost))),
                None => return Ok(None),
            }
        }
    }

    /// Returns the demands that only sources of this set be lost, and not all of them.
    fn fewer_than(&mut self, lost: &[usize]) -> Result<Vec<Selector>, Unaskable> {
        let others = (0..self.record.sources.len()).filter(|source| !lost.contains(source));
        let kept = others.map(|source| self.record.held(source)).collect();
        let one_held = Formula::Or(lost.iter().map(|&source| self.record.held(source)).collect());
        Ok(vec![self.losses.add(&Formula::And(vec![Formula::And(kept), one_held])).map_err(too_large)?])
    }

    fn propose_no_more(&mut self, lost: &[usize]) -> Result<(), Unaskable> {
        let one_held = Formula::Or(lost.iter().map(|&source| self.record.held(source)).collect());
        self.require(&one_held)
    }

    fn require(&mut self, formula: &Formula) -> Result<(), Unaskable> {
        self.required.push(self.losses.add(formula).map_err(too_large)?);
        Ok(())
    }
}

fn too_large(error: impl std::fmt::Display) -> Unaskable {
    Unaskable::new(format!("the case is too large: {error}"))
}
