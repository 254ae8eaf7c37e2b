//! What comes next: planned rounds, deadlines, and what ratification waits for.

use crate::cite::Cite;
use jiff::civil;
use schemars::JsonSchema;
use serde::Serialize;
use zopa_case::case::Case;
use zopa_case::evidence::Evidence;
use zopa_case::ratification::{Needed, Step};
use zopa_case::schedule::{Earliest, Schedule};
use zopa_case::view::View;
use zopa_syntax::value::Date;

/// What comes next.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Next {
    /// Planned rounds and deadlines, by date.
    pub dates: Vec<NextStep>,
    /// Ratification steps, each with what it waits for.
    pub ratification: Vec<NextStep>,
}

/// Something to come.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NextStep {
    /// When; for a ratification step the earliest day, were all that it waits for to begin at once.
    pub date: Option<String>,
    /// Whether the date is an estimate.
    pub about: bool,
    /// What, in words.
    pub what: String,
    /// Where it is on record.
    pub cite: Cite,
}

/// Returns what comes after the day of the view.
pub(super) fn next(view: &View<'_>) -> Next {
    let case = view.case;
    let mut dates: Vec<(civil::Date, NextStep)> = Vec::new();
    // A date known to the month or year only is still to come while part of it is.
    let ahead = |date: Date| date.last() >= view.as_of;
    // A round to come is dated ahead; it is known once a report that tells of it is.
    let known = |evidence: &[Evidence]| {
        evidence.is_empty() || evidence.iter().any(|passage| view.sees(case.reports[passage.report.0].date))
    };
    for round in case.rounds.iter().filter(|round| round.planned && ahead(round.date) && known(&round.evidence)) {
        let parties = crate::standing::titles(case, &round.parties);
        let what = format!("Round planned: {} ({parties})", round.place);
        dates.push((round.date.last(), step(case, Some(round.date), round.about, what, round.site)));
    }
    for deadline in case.deadlines.iter().filter(|deadline| ahead(deadline.date)) {
        let whom = deadline.party.map(|party| format!(" ({})", case.party(party).title)).unwrap_or_default();
        let what = format!("Deadline{whom}: {}", deadline.title);
        dates.push((deadline.date.last(), step(case, Some(deadline.date), deadline.about, what, deadline.site)));
    }
    dates.sort_by_key(|(date, _)| *date);
    let schedule = Schedule::of(view);
    let steps = case.steps.iter().zip(&schedule.earliest);
    let ratification =
        steps.filter_map(|(step, earliest)| Some(ratification(view, step.as_ref()?, earliest.as_ref()))).collect();
    Next { dates: dates.into_iter().map(|(_, step)| step).collect(), ratification }
}

fn step(case: &Case, date: Option<Date>, about: bool, what: String, site: zopa_syntax::span::Span) -> NextStep {
    NextStep { date: date.map(|date| date.to_string()), about, what, cite: Cite::of(case, site) }
}

fn ratification(view: &View<'_>, step: &Step, earliest: Option<&Earliest>) -> NextStep {
    let case = view.case;
    let body = step.title.as_deref().or(step.body.as_deref()).unwrap_or("a decision");
    let mut what = format!(
        "{} needs {} in {}",
        case.instruments[step.instrument.0].title,
        body.replace('-', " "),
        case.party(step.party).title
    );
    if let Some(threshold) = step.threshold {
        what.push_str(&format!(", threshold {threshold}"));
    }
    let needs: Vec<String> = step
        .needs
        .iter()
        .map(|need| {
            let name = match &need.what {
                Needed::Step(id) => case.steps[id.0].as_ref().map(step_name).unwrap_or_default(),
                Needed::Fact(id) => case.facts[id.0].title.clone(),
                Needed::Milestone(name) => name.replace('-', " "),
            };
            match need.time {
                Some(time) => format!("“{name}” for {time}"),
                None => format!("“{name}”"),
            }
        })
        .collect();
    if !needs.is_empty() {
        what.push_str(&format!("; first {}", needs.join(" and ")));
    }
    if let Some(lead) = step.lead {
        what.push_str(&format!("; {lead} to prepare"));
    }
    let delayed = earliest.map(|earliest| earliest.day).filter(|day| *day > view.as_of);
    NextStep { date: delayed.map(|day| day.to_string()), about: false, what, cite: Cite::of(case, step.site) }
}

fn step_name(step: &Step) -> String {
    step.title.clone().or_else(|| step.name.clone()).or_else(|| step.body.clone()).unwrap_or_default()
}
