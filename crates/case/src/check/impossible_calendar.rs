//! Steps of ratification that cannot be taken in time.

use crate::case::Case;
use crate::id::{InstrumentId, PartyId, StepId};
use crate::ratification::{Needed, Step};
use crate::schedule::{Earliest, Schedule};
use crate::talks::Deadline;
use crate::view::View;
use jiff::civil;
use std::collections::BTreeMap;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "impossible-calendar", severity: Severity::Warning, page: include_str!("impossible_calendar.md") };

/// So many of the steps that hold up another are shown with it.
const HELD_UP_BY_MAX: usize = 8;

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let schedule = Schedule::of(view);
    findings.extend(schedule.circles.iter().map(|circle| circular(view.case, circle)));
    for (at, step) in view.case.steps.iter().enumerate() {
        let Some((step, earliest)) = step.as_ref().zip(schedule.earliest[at]) else { continue };
        findings.extend(lapsed(view, &schedule, StepId(at), step, earliest));
    }
    findings.extend(late(view, &schedule));
}

fn circular(case: &Case, circle: &[StepId]) -> Diagnostic {
    let steps: Vec<&Step> = circle.iter().filter_map(|step| case.steps[step.0].as_ref()).collect();
    let names: Vec<&str> = steps.iter().map(|step| called(step)).collect();
    let mut places = steps.iter().enumerate().filter_map(|(at, step)| {
        let next = circle[(at + 1) % circle.len()];
        let need = step.needs.iter().find(|need| need.what == Needed::Step(next))?;
        Some((need.site, format!("`{}` waits for `{}`", called(step), names[(at + 1) % names.len()])))
    });
    let (site, text) = places.next().unwrap_or_default();
    let message = match circle {
        [_] => "the step waits for itself, so it can never be taken",
        _ => "these steps wait for each other, so none can be taken",
    };
    let finding = Diagnostic::new(&RULE, site, message).here(text);
    places
        .fold(finding, |finding, (site, text)| finding.also(site, text))
        .hint("take one of the `needs` away, or split a step in two")
}

/// Reports a step whose mandate lapses before it can be taken.
fn lapsed(view: &View<'_>, schedule: &Schedule, id: StepId, step: &Step, earliest: Earliest) -> Option<Diagnostic> {
    let expires = step.expires?;
    let opens = step.not_before.filter(|opens| opens.first() > expires.last());
    if let Some(opens) = opens {
        let message = format!("the step may not be taken before {opens}, and its mandate lapses on {expires}");
        return Some(Diagnostic::new(&RULE, step.site, message).hint("correct `not-before` or `expires`"));
    }
    if expires.last() < view.as_of || earliest.day <= expires.last() {
        return None;
    }
    let message =
        format!("the step can be taken on {} at the earliest, and its mandate lapses on {expires}", earliest.day);
    let finding = with_path(view.case, schedule, id, Diagnostic::new(&RULE, step.site, message));
    Some(finding.hint("renew the mandate, shorten a `lead`, or let the step start without what it `needs`"))
}

/// Reports the parties that cannot be through with an instrument by the first deadline that they cannot meet.
fn late(view: &View<'_>, schedule: &Schedule) -> Vec<Diagnostic> {
    let case = view.case;
    let deadlines = first_deadlines(view);
    let mut found = Vec::new();
    for ((instrument, party), (day, last)) in through(view, schedule) {
        let own = deadlines.get(&Some(party)).into_iter().chain(deadlines.get(&None));
        let missed = own.filter(|deadline| deadline.date.last() < day).min_by_key(|deadline| deadline.date.last());
        let (Some(deadline), Some(step)) = (missed, &case.steps[last.0]) else { continue };
        if step.expires.is_some_and(|expires| expires.last() <= deadline.date.last()) {
            // The mandate lapses first, and that is reported.
            continue;
        }
        let (instrument, party) = (&case.instruments[instrument.0].name, &case.party(party).name);
        let message = format!(
            "{party} can be through with `{instrument}` on {day} at the earliest, after the deadline of {}",
            deadline.date
        );
        let finding = Diagnostic::new(&RULE, step.site, message).also(deadline.site, "the deadline");
        found.push(
            with_path(case, schedule, last, finding)
                .hint("move the deadline, shorten a `lead`, or let a step start without what it `needs`"),
        );
    }
    found
}

/// Returns for each party, and for everybody, the first deadline that is still to come.
fn first_deadlines<'a>(view: &View<'a>) -> BTreeMap<Option<PartyId>, &'a Deadline> {
    let mut found: BTreeMap<Option<PartyId>, &Deadline> = BTreeMap::new();
    for deadline in view.case.deadlines.iter().filter(|deadline| deadline.date.last() >= view.as_of) {
        let first = found.entry(deadline.party).or_insert(deadline);
        if deadline.date.last() < first.date.last() {
            *first = deadline;
        }
    }
    found
}

/// Returns for each instrument and party the last of its steps and the earliest day of that.
fn through(view: &View<'_>, schedule: &Schedule) -> BTreeMap<(InstrumentId, PartyId), (civil::Date, StepId)> {
    let mut found: BTreeMap<(InstrumentId, PartyId), (civil::Date, StepId)> = BTreeMap::new();
    for (at, step) in view.case.steps.iter().enumerate() {
        let Some((step, earliest)) = step.as_ref().zip(schedule.earliest[at]) else { continue };
        let last = found.entry((step.instrument, step.party)).or_insert((earliest.day, StepId(at)));
        if earliest.day > last.0 {
            *last = (earliest.day, StepId(at));
        }
    }
    found
}

fn with_path(case: &Case, schedule: &Schedule, step: StepId, finding: Diagnostic) -> Diagnostic {
    let before = schedule.held_up_by(step).take(HELD_UP_BY_MAX);
    before.fold(finding, |finding, id| match (&case.steps[id.0], schedule.earliest[id.0]) {
        (Some(step), Some(earliest)) => {
            finding.also(step.site, format!("`{}` takes until {}", called(step), earliest.day))
        }
        _ => finding,
    })
}

fn called(step: &Step) -> &str {
    step.name.as_deref().unwrap_or("the step")
}
