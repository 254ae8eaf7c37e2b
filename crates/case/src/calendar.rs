//! When a ratification step can be done at the earliest.

use crate::id::StepId;
use crate::ratification::{Needed, Step};
use crate::view::View;
use jiff::civil;
use std::collections::BTreeMap;

/// Why there is no earliest day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Never {
    /// The step waits for itself, by way of others.
    Circular,
    /// It lies past the end of the calendar.
    TooFar,
}

/// Returns the earliest day on which a step can be done, were everything that it waits for to begin on the day of the
/// view: other steps first, then what must hold for a time, then the time to prepare; never before `not-before`.
///
/// # Errors
/// When the step waits for itself, or lies past the year 9999.
pub fn earliest(view: &View<'_>, step: &Step) -> Result<civil::Date, Never> {
    let mut known = BTreeMap::new();
    walk(view, step, &mut known)
}

/// `known` holds the steps worked out, and nothing for those still being worked out.
fn walk(
    view: &View<'_>,
    step: &Step,
    known: &mut BTreeMap<StepId, Option<civil::Date>>,
) -> Result<civil::Date, Never> {
    let mut ready = view.as_of;
    for need in &step.needs {
        let mut from = view.as_of;
        if let Needed::Step(id) = need.what
            && let Some(Some(before)) = view.case.steps.get(id.0)
        {
            from = match known.get(&id) {
                Some(Some(date)) => *date,
                Some(None) => return Err(Never::Circular),
                None => {
                    known.insert(id, None);
                    let date = walk(view, before, known)?;
                    known.insert(id, Some(date));
                    date
                }
            };
        }
        let held = match need.time {
            Some(time) => time.after(from).ok_or(Never::TooFar)?,
            None => from,
        };
        ready = ready.max(held);
    }
    let prepared = match step.lead {
        Some(lead) => lead.after(ready).ok_or(Never::TooFar)?,
        None => ready,
    };
    Ok(step.not_before.map_or(prepared, |date| prepared.max(date.first())))
}
