//! When the steps of ratification can be taken at the earliest.

use crate::id::StepId;
use crate::ratification::{Needed, Step};
use crate::view::View;
use jiff::civil;
use std::collections::VecDeque;

/// The earliest days of all steps.
#[derive(Debug)]
pub struct Schedule {
    /// For each step its earliest day; none for a step that is not on record yet, that waits for itself, or that lies
    /// past the year 9999.
    pub earliest: Vec<Option<Earliest>>,
    /// Steps that wait for each other, each for the one after it and the last for the first.
    pub circles: Vec<Vec<StepId>>,
}

/// The earliest day on which a step can be finished.
#[derive(Debug, Clone, Copy)]
pub struct Earliest {
    /// The day.
    pub day: civil::Date,
    /// The step that holds it up, where one does.
    pub after: Option<StepId>,
}

impl Schedule {
    /// Returns the schedule of steps none of which is taken yet. Cost: linear in the steps and what they need.
    pub fn of(view: &View<'_>) -> Schedule {
        let steps: Vec<Option<&Step>> = view
            .case
            .steps
            .iter()
            .map(|step| step.as_ref().filter(|step| step.date.is_none_or(|date| view.sees(date))))
            .collect();
        let needs: Vec<Vec<usize>> = steps.iter().map(|step| needed(step.as_ref(), &steps)).collect();
        let mut earliest = vec![None; steps.len()];
        let (order, waiting) = sorted(&needs);
        for at in order {
            earliest[at] = steps[at].and_then(|step| earliest_of(step, &earliest, &steps, view.as_of));
        }
        Schedule { earliest, circles: circles(&needs, &waiting) }
    }

    /// Returns the steps that hold up a step, from the latest.
    pub fn held_up_by(&self, step: StepId) -> impl Iterator<Item = StepId> {
        std::iter::successors(Some(step), |step| self.earliest[step.0].and_then(|earliest| earliest.after)).skip(1)
    }
}

/// Returns the steps on record that a step needs.
fn needed(step: Option<&&Step>, steps: &[Option<&Step>]) -> Vec<usize> {
    let needs = step.into_iter().flat_map(|step| &step.needs);
    needs.filter_map(|need| on_record(&need.what, steps)).map(|step| step.0).collect()
}

fn on_record(what: &Needed, steps: &[Option<&Step>]) -> Option<StepId> {
    match what {
        Needed::Step(step) if steps[step.0].is_some() => Some(*step),
        Needed::Step(_) | Needed::Fact(_) | Needed::Milestone(_) => None,
    }
}

/// Returns the steps so that each comes after what it needs, and which of them cannot be put so.
fn sorted(needs: &[Vec<usize>]) -> (Vec<usize>, Vec<bool>) {
    let mut dependents: Vec<Vec<usize>> = vec![Vec::new(); needs.len()];
    for (at, needs) in needs.iter().enumerate() {
        needs.iter().for_each(|&need| dependents[need].push(at));
    }
    let mut open_needs: Vec<usize> = needs.iter().map(Vec::len).collect();
    let mut ready: VecDeque<usize> = (0..needs.len()).filter(|&at| open_needs[at] == 0).collect();
    let mut order = Vec::new();
    let mut waiting = vec![true; needs.len()];
    while let Some(at) = ready.pop_front() {
        order.push(at);
        waiting[at] = false;
        for &next in &dependents[at] {
            open_needs[next] -= 1;
            if open_needs[next] == 0 {
                ready.push_back(next);
            }
        }
    }
    (order, waiting)
}

fn earliest_of(
    step: &Step,
    earliest: &[Option<Earliest>],
    steps: &[Option<&Step>],
    as_of: civil::Date,
) -> Option<Earliest> {
    let mut start = Earliest { day: as_of, after: None };
    for need in &step.needs {
        // A fact or milestone may come about today.
        let after = on_record(&need.what, steps);
        let met = after.map_or(Some(as_of), |step| earliest[step.0].map(|earliest| earliest.day))?;
        let day = need.time.map_or(Some(met), |time| time.after(met))?;
        if day > start.day {
            start = Earliest { day, after };
        }
    }
    let day = step.lead.map_or(Some(start.day), |lead| lead.after(start.day))?;
    let first_day = step.not_before.map(zopa_syntax::value::Date::first);
    Some(match first_day.filter(|&first_day| first_day > day) {
        Some(first_day) => Earliest { day: first_day, after: None },
        None => Earliest { day, ..start },
    })
}

/// Returns the circles among the steps that wait for ever. Each of these waits for another of them, so that whoever
/// follows what they wait for comes to a circle in the end.
fn circles(needs: &[Vec<usize>], waiting: &[bool]) -> Vec<Vec<StepId>> {
    let mut seen = vec![false; needs.len()];
    let mut found = Vec::new();
    for start in (0..needs.len()).filter(|&at| waiting[at]) {
        let mut path = Vec::new();
        let mut at = start;
        while !seen[at] {
            seen[at] = true;
            path.push(StepId(at));
            at = needs[at].iter().copied().find(|&need| waiting[need]).unwrap_or(at);
        }
        if let Some(first) = path.iter().position(|step| step.0 == at) {
            found.push(path.split_off(first));
        }
    }
    found
}
