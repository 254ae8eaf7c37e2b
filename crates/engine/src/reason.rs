//! One minimal reason why some given formulas cannot hold together.

use std::{collections::BTreeSet, fmt};

use crate::{
    budget::Budget,
    limit::TooLarge,
    problem::{Member, Problem},
    solver::{Feasibility, Selector, Solver},
};

/// Why a question has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halted {
    /// A formula needs too many clauses.
    TooLarge(TooLarge),
    /// The budget ended first.
    BudgetEnded,
}

/// Returns a minimal set of the given formulas that cannot hold together, or nothing if they can.
///
/// Formulas that are not given play no part, hard ones included, and indices that the problem does
/// not have are ignored. Where there are several minimal sets, the answer is always the same one of
/// them.
///
/// *Shape*: ascending.
///
/// *Errors*: a formula needs too many clauses, or the budget ended.
///
/// *Cost*: at most one solver call for each given formula, usually one for each in the answer.
pub fn minimal_core(
    problem: &Problem,
    hard: &[usize],
    soft: &[usize],
    budget: &mut Budget,
) -> Result<Option<Vec<Member>>, Halted> {
    let hard = hard.iter().copied().map(Member::Hard);
    let soft = soft.iter().copied().map(Member::Soft);
    minimal(problem, &[], hard.chain(soft).collect(), budget)
}

/// Returns a minimal set of hard formulas that the given soft formulas cannot hold together with,
/// or nothing if those can hold together with all hard formulas.
///
/// The soft formulas stay fixed; indices that the problem does not have are ignored. The answer is
/// empty if the soft formulas already exclude each other.
///
/// *Shape*: ascending.
///
/// *Errors*: a formula needs too many clauses, or the budget ended.
///
/// *Cost*: at most one solver call for each hard formula, usually one for each in the answer.
pub fn hard_needed(problem: &Problem, soft: &[usize], budget: &mut Budget) -> Result<Option<Vec<usize>>, Halted> {
    let soft: Vec<Member> = soft.iter().copied().map(Member::Soft).collect();
    let hard = (0..problem.hard().len()).map(Member::Hard).collect();
    let needed = minimal(problem, &soft, hard, budget)?;
    let index = |member| match member {
        Member::Hard(index) | Member::Soft(index) => index,
    };
    Ok(needed.map(|members| members.into_iter().map(index).collect()))
}

/// Returns a minimal part of the candidates that cannot hold together with the fixed members, or
/// nothing if all of them can.
fn minimal(
    problem: &Problem,
    fixed: &[Member],
    candidates: BTreeSet<Member>,
    budget: &mut Budget,
) -> Result<Option<Vec<Member>>, Halted> {
    let mut solver = Solver::new(problem.space());
    let fixed = add(&mut solver, problem, fixed.iter().copied())?;
    let fixed: Vec<Selector> = fixed.into_iter().map(|(selector, _)| selector).collect();
    let candidates = add(&mut solver, problem, candidates)?;
    let Some(mut rest) = refused(&mut solver, &fixed, &candidates, budget)? else {
        return Ok(None);
    };
    // `rest[..n_needed]` is needed; the others have not been tried yet.
    let mut n_needed = 0;
    while n_needed < rest.len() {
        let mut less = rest.clone();
        less.remove(n_needed);
        match refused(&mut solver, &fixed, &less, budget)? {
            Some(core) => rest = core,
            None => n_needed += 1,
        }
    }
    let mut members: Vec<Member> = rest.into_iter().map(|(_, member)| member).collect();
    members.sort_unstable();
    Ok(Some(members))
}

type Candidate = (Selector, Member);

/// Encodes those of the members that the problem has.
fn add(
    solver: &mut Solver,
    problem: &Problem,
    members: impl IntoIterator<Item = Member>,
) -> Result<Vec<Candidate>, Halted> {
    let known = members.into_iter().filter_map(|member| Some((member, problem.formula(member)?)));
    known.map(|(member, formula)| Ok((solver.add(formula).map_err(Halted::TooLarge)?, member))).collect()
}

/// Returns those of the candidates that are to blame if they cannot hold together with the fixed
/// members, in the same order, or nothing if they can.
fn refused(
    solver: &mut Solver,
    fixed: &[Selector],
    candidates: &[Candidate],
    budget: &mut Budget,
) -> Result<Option<Vec<Candidate>>, Halted> {
    let selectors = candidates.iter().map(|(selector, _)| *selector);
    let active: Vec<Selector> = fixed.iter().copied().chain(selectors).collect();
    match solver.find(&active, budget) {
        Feasibility::Possible(_) => Ok(None),
        Feasibility::Impossible(core) => {
            let blamed = |candidate: &&Candidate| core.contains(&candidate.0);
            Ok(Some(candidates.iter().filter(blamed).copied().collect()))
        }
        Feasibility::Unknown => Err(Halted::BudgetEnded),
    }
}

impl fmt::Display for Halted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Halted::TooLarge(error) => error.fmt(f),
            Halted::BudgetEnded => write!(f, "the budget of steps has ended"),
        }
    }
}

impl std::error::Error for Halted {}
