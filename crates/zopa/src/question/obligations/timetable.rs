//! What instruments need at home before they bind, and the dates that bind.

use super::fact_title;
use crate::cite::Cite;
use schemars::JsonSchema;
use serde::Serialize;
use zopa_case::case::Case;
use zopa_case::id::InstrumentId;
use zopa_case::ratification::{Needed, Step};
use zopa_case::schedule::Schedule;
use zopa_case::view::View;

/// A step that an instrument needs at home.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StepRow {
    /// The instrument, by title.
    pub instrument: String,
    /// The party, by title.
    pub party: String,
    /// What the step is called.
    pub step: String,
    /// Who decides.
    pub body: Option<String>,
    /// The share of votes needed.
    pub threshold: Option<String>,
    /// The turnout needed.
    pub quorum: Option<String>,
    /// The time it takes to prepare and hold.
    pub lead: Option<String>,
    /// What must be the case before.
    pub needs: Vec<String>,
    /// The earliest day on which it may be taken.
    pub not_before: Option<String>,
    /// The earliest day on which it can be done, by all that is on record.
    pub earliest: Option<String>,
    /// When the mandate for it lapses.
    pub expires: Option<String>,
    /// What follows if it fails.
    pub on_failure: Option<String>,
    /// Where it is on record.
    pub cite: Cite,
}

/// A date that binds.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Due {
    /// The date.
    pub date: String,
    /// Whether it is an estimate.
    pub about: bool,
    /// Whom it binds, by title; nothing for everybody.
    pub party: Option<String>,
    /// What it is.
    pub title: String,
    /// The reason given.
    pub because: Option<String>,
    /// Where it is on record.
    pub cite: Cite,
}

/// The steps of all instruments.
#[derive(Debug)]
pub(super) struct Timetable {
    pub(super) steps: Vec<StepRow>,
    /// The instrument of each step and the earliest day on which it can be done.
    of: Vec<(InstrumentId, Option<jiff::civil::Date>)>,
    needs: Vec<Vec<String>>,
}

/// Returns the steps on record.
pub(super) fn of(view: &View<'_>) -> Timetable {
    let case = view.case;
    let schedule = Schedule::of(view);
    let mut timetable = Timetable { steps: Vec::new(), of: Vec::new(), needs: Vec::new() };
    for (at, step) in case.steps.iter().enumerate() {
        let Some(step) = step.as_ref().filter(|step| step.date.is_none_or(|date| view.sees(date))) else { continue };
        let earliest = schedule.earliest[at].map(|earliest| earliest.day);
        timetable.of.push((step.instrument, earliest));
        let outside = step.needs.iter().filter(|need| !matches!(need.what, Needed::Step(_)));
        timetable.needs.push(outside.map(|need| needed(case, need)).collect());
        timetable.steps.push(row(case, step, earliest));
    }
    timetable
}

fn row(case: &Case, step: &Step, earliest: Option<jiff::civil::Date>) -> StepRow {
    StepRow {
        instrument: case.instruments[step.instrument.0].title.clone(),
        party: case.party(step.party).title.clone(),
        step: name(step),
        body: step.body.as_ref().map(|body| body.replace('-', " ")),
        threshold: step.threshold.map(|share| share.to_string()),
        quorum: step.quorum.map(|share| share.to_string()),
        lead: step.lead.map(|lead| lead.to_string()),
        needs: step.needs.iter().map(|need| needed(case, need)).collect(),
        not_before: step.not_before.map(|date| date.to_string()),
        earliest: earliest.map(|day| day.to_string()),
        expires: step.expires.map(|date| date.to_string()),
        on_failure: step.on_failure.clone(),
        cite: Cite::of(case, step.site),
    }
}

fn name(step: &Step) -> String {
    let body = step.body.as_ref().map(|body| body.replace('-', " "));
    step.title.clone().or(body).or_else(|| step.name.clone()).unwrap_or_else(|| "ratification".to_string())
}

fn needed(case: &Case, need: &zopa_case::ratification::Need) -> String {
    let what = match &need.what {
        Needed::Step(id) => match &case.steps[id.0] {
            Some(step) => format!("{} ({})", name(step), case.party(step.party).title),
            None => "a step".to_string(),
        },
        Needed::Fact(fact) => format!("“{}”", fact_title(case, *fact)),
        Needed::Milestone(milestone) => milestone.clone(),
    };
    match need.time {
        Some(time) => format!("{what} for {time}"),
        None => what,
    }
}

impl Timetable {
    /// Returns what must happen before these instruments bind.
    pub(super) fn triggers(&self, instruments: &[InstrumentId]) -> Vec<String> {
        let mut found = Vec::new();
        for (at, step) in self.steps.iter().enumerate().filter(|(at, _)| instruments.contains(&self.of[*at].0)) {
            found.push(format!("{}: {}", step.party, step.step));
            found.extend(self.needs[at].iter().cloned());
        }
        let mut seen = std::collections::BTreeSet::new();
        found.retain(|each| seen.insert(each.clone()));
        found
    }

    /// Returns the earliest day on which each of these instruments can bind, where it needs a step and all of its steps
    /// can be taken.
    pub(super) fn earliest(&self, case: &Case, instruments: &[InstrumentId]) -> Vec<String> {
        let mut found = Vec::new();
        for &instrument in instruments {
            let own: Vec<_> = self.of.iter().filter(|(of, _)| *of == instrument).map(|(_, day)| *day).collect();
            let last = own.iter().copied().collect::<Option<Vec<_>>>().and_then(|days| days.into_iter().max());
            found.extend(last.map(|day| format!("{}: not before {day}", case.instruments[instrument.0].title)));
        }
        found
    }
}

/// Returns the deadlines, by date.
pub(super) fn deadlines(view: &View<'_>) -> Vec<Due> {
    let case = view.case;
    let mut deadlines: Vec<_> = case.deadlines.iter().collect();
    deadlines.sort_by_key(|deadline| (deadline.date.last(), deadline.site));
    deadlines
        .into_iter()
        .map(|deadline| Due {
            date: deadline.date.to_string(),
            about: deadline.about,
            party: deadline.party.map(|party| case.party(party).title.clone()),
            title: deadline.title.clone(),
            because: deadline.because.clone(),
            cite: Cite::of(case, deadline.site),
        })
        .collect()
}
