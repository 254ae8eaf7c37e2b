//! Who moved, when, towards whom? Stances over time, and the clashes at every date on which anything changed.

pub mod page;
mod toward;

use crate::cite::Cite;
use crate::question::clash::{self, Zone};
use crate::session::Unaskable;
use crate::standing::points;
use crate::words;
use jiff::civil;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use zopa_case::case::Case;
use zopa_case::id::{LineId, PointId};
use zopa_case::stance::{Stance, Verb};
use zopa_case::view::{View, order};

/// How many steps the solver may take for one date; a zone not known by then is said to be unknown.
const STEPS_PER_DATE_MAX: u64 = 300_000;

/// The most dates at which the clashes are worked out; the earliest are left out beyond it.
const DATES_MAX: usize = 400;

/// What to ask.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Only what happened after this day.
    pub since: Option<civil::Date>,
}

/// Who moved.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Moves {
    /// The day.
    pub as_of: String,
    /// Only what happened after this day is told.
    pub since: Option<String>,
    /// The movements, by date.
    pub movements: Vec<Movement>,
    /// The zone and the clashes at every date on which they changed.
    pub timeline: Vec<Moment>,
    /// How many early dates were left out of the timeline because there were too many.
    pub dates_left_out: usize,
}

/// A change in what a party holds.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Movement {
    /// When.
    pub date: String,
    /// Who.
    pub party: String,
    /// How.
    pub kind: Movements,
    /// The name of the stance, where it has one.
    pub name: Option<String>,
    /// The points concerned.
    pub points: Vec<String>,
    /// What the party held before, in words.
    pub from: Option<String>,
    /// What it holds now, in words.
    pub to: Option<String>,
    /// The red lines that give way, by name.
    pub relaxes: Vec<String>,
    /// The parties with a demand or red line that what is offered would meet.
    pub towards: Vec<String>,
    /// Where it is on record.
    pub cite: Cite,
}

/// The kinds of movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Movements {
    /// A stance on record for the first time.
    New,
    /// A red line or demand in the place of an earlier one of the same name, that allows all which that one did and more.
    Softened,
    /// The same, that allows less.
    Hardened,
    /// A stance in the place of an earlier one of the same name, otherwise.
    Restated,
    /// An offer under which a red line gives way.
    Relaxed,
    /// A stance given up.
    Dropped,
    /// A stance that ran out.
    Expired,
    /// A confirmation.
    Confirmed,
    /// A confirmation taken back.
    Reopened,
}

/// The zone and the clashes from a date on.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Moment {
    /// The date.
    pub date: String,
    /// Whether there is a deal.
    pub zone: Zone,
    /// The clashes, by the names of their red lines.
    pub clashes: Vec<Vec<String>>,
}

/// Answers the question.
///
/// # Errors
/// When the case is larger than the engine takes.
pub fn ask(view: &View<'_>, options: &Options) -> Result<Moves, Unaskable> {
    let movements = movements(view, options.since)?;
    let (timeline, dates_left_out) = timeline(view, options.since)?;
    Ok(Moves {
        as_of: view.as_of.to_string(),
        since: options.since.map(|since| since.to_string()),
        movements,
        timeline,
        dates_left_out,
    })
}

/// Returns the movements after a day up to the day of the view, by date.
///
/// # Errors
/// When the case is larger than the engine takes.
pub fn movements(view: &View<'_>, since: Option<civil::Date>) -> Result<Vec<Movement>, Unaskable> {
    let case = view.case;
    let mut toward = toward::Toward::new(view)?;
    let mut entered: Vec<&Stance> =
        case.stances.iter().filter(|stance| stance.date.is_some_and(|date| view.sees(date))).collect();
    entered.sort_by_key(|stance| order(stance.date, stance.site));
    let mut latest: BTreeMap<LineId, &Stance> = BTreeMap::new();
    let mut found: Vec<(civil::Date, Movement)> = Vec::new();
    for stance in entered {
        let Some(date) = stance.date else { continue };
        let before = stance.line.and_then(|line| latest.insert(line, stance));
        let told = since.is_none_or(|since| date.last() > since);
        if told && let Some(movement) = movement(case, stance, before, &mut toward)? {
            found.push((date.last(), movement));
        }
        if let Some(ends) = stance.until.and_then(|until| until.last().tomorrow().ok())
            && ends <= view.as_of
        {
            found.push((ends, expiry(case, stance, ends)));
        }
    }
    found.extend(confirmations(view));
    found.retain(|(date, _)| since.is_none_or(|since| *date > since));
    found.sort_by_key(|(date, _)| *date);
    Ok(found.into_iter().map(|(_, movement)| movement).collect())
}

fn movement(
    case: &Case,
    stance: &Stance,
    before: Option<&Stance>,
    toward: &mut toward::Toward<'_, '_>,
) -> Result<Option<Movement>, Unaskable> {
    let mut towards = Vec::new();
    let relaxed: Vec<&Stance> = stance.relaxes.iter().filter_map(|line| drawn_by(case, *line, stance)).collect();
    let kind = match (stance.verb, before) {
        (Verb::Drops, None) => return Ok(None),
        (Verb::Drops, Some(_)) => Movements::Dropped,
        (Verb::Accepts | Verb::Offers, _) if !relaxed.is_empty() => Movements::Relaxed,
        (_, Some(before)) => {
            let (kind, parties) = toward.restated(before, stance)?;
            towards = parties;
            kind
        }
        (_, None) => Movements::New,
    };
    let from = match kind {
        Movements::Relaxed => relaxed.iter().map(|line| said(case, line)).reduce(|all, next| format!("{all}; {next}")),
        _ => before.map(|before| said(case, before)),
    };
    let mut to = (kind != Movements::Dropped).then(|| said(case, stance));
    let mut from = from;
    if let (Some(before), true) = (before, from.is_some() && from == to) {
        // The same title for another demand: the expressions tell them apart.
        (from, to) = (Some(in_full(case, before)), Some(in_full(case, stance)));
    }
    if matches!(stance.verb, Verb::Accepts | Verb::Offers) {
        towards = toward.of(stance, &relaxed)?;
    }
    Ok(Some(Movement {
        date: stance.date.map(|date| date.to_string()).unwrap_or_default(),
        party: case.party(stance.party).name.clone(),
        kind,
        name: stance.line.map(|line| &case.lines[line.0]).filter(|line| !line.derived).map(|line| line.name.clone()),
        points: concerned(case, stance, &relaxed),
        from,
        to,
        relaxes: stance.relaxes.iter().map(|line| case.lines[line.0].name.clone()).collect(),
        towards: towards.into_iter().map(|party| case.party(party).name.clone()).collect(),
        cite: Cite::of(case, stance.site),
    }))
}

/// Returns the red line of this name as it stood when an offer was made.
fn drawn_by<'a>(case: &'a Case, line: LineId, offer: &Stance) -> Option<&'a Stance> {
    drawn(case, line, offer).max_by_key(|other| order(other.date, other.site))
}

/// Returns the red lines of this name that were drawn by the day of an offer.
pub(crate) fn drawn<'a>(case: &'a Case, line: LineId, offer: &Stance) -> impl Iterator<Item = &'a Stance> {
    let date = offer.date;
    case.stances
        .iter()
        .filter(move |other| other.line == Some(line) && other.verb == Verb::RedLine && other.date <= date)
}

fn concerned(case: &Case, stance: &Stance, relaxed: &[&Stance]) -> Vec<String> {
    let mut found: BTreeSet<PointId> = stance.on.iter().copied().collect();
    let relaxed = relaxed.iter().flat_map(|line| &line.holds);
    for stated in stance.holds.iter().chain(&stance.condition).chain(relaxed) {
        found.extend(points(case, &stated.condition));
    }
    found.into_iter().map(|point| case.point(point).name.clone()).collect()
}

fn expiry(case: &Case, stance: &Stance, date: civil::Date) -> Movement {
    Movement {
        date: date.to_string(),
        party: case.party(stance.party).name.clone(),
        kind: Movements::Expired,
        name: stance.line.map(|line| case.lines[line.0].name.clone()),
        points: concerned(case, stance, &[]),
        from: Some(said(case, stance)),
        to: None,
        relaxes: Vec::new(),
        towards: Vec::new(),
        cite: Cite::of(case, stance.site),
    }
}

/// Returns what a stance says, in words made from its expression.
fn in_full(case: &Case, stance: &Stance) -> String {
    said(case, &Stance { title: None, ..stance.clone() })
}

/// Returns what a stance says, in words: its verb, its title or what is stated, and the condition.
pub fn said(case: &Case, stance: &Stance) -> String {
    let stated = match (&stance.holds, stance.on.as_slice()) {
        (Some(_), _) if stance.title.is_some() && stance.condition.is_none() => {
            stance.title.clone().unwrap_or_default()
        }
        (Some(stated), _) => words::expr(case, &stated.expr),
        (None, points) => {
            let titles: Vec<&str> = points.iter().map(|point| case.point(*point).title.as_str()).collect();
            titles.join(", ")
        }
    };
    let verb = match stance.verb {
        Verb::RedLine => "red line",
        other => other.word(),
    };
    let condition = stance.condition.as_ref().map(|stated| words::expr(case, &stated.expr));
    match condition {
        Some(condition) => format!("{verb} “{stated}” if “{condition}”"),
        None => format!("{verb} “{stated}”"),
    }
}

fn confirmations(view: &View<'_>) -> Vec<(civil::Date, Movement)> {
    let case = view.case;
    let movement = |date: zopa_syntax::value::Date, party, kind, points: Vec<String>, to, site| {
        let movement = Movement {
            date: date.to_string(),
            party: case.party(party).name.clone(),
            kind,
            name: None,
            points,
            from: None,
            to,
            relaxes: Vec::new(),
            towards: Vec::new(),
            cite: Cite::of(case, site),
        };
        (date.last(), movement)
    };
    let mut found = Vec::new();
    for entry in case.agreements.iter().filter(|entry| view.sees(entry.date)) {
        let points = entry.settles.iter().map(|each| case.point(each.point).name.clone()).collect();
        let each: Vec<String> = entry
            .settles
            .iter()
            .map(|each| {
                let point = case.point(each.point);
                let choices: Vec<String> = each.at.choices().iter().map(|&choice| point.choice_title(choice)).collect();
                format!("{}: {}", point.title, choices.join(" or "))
            })
            .collect();
        let reserve = if entry.ad_referendum { " (ad referendum)" } else { "" };
        let to = Some(format!("confirms {}{reserve}", each.join("; ")));
        found.push(movement(entry.date, entry.party, Movements::Confirmed, points, to, entry.site));
    }
    for entry in case.reopenings.iter().filter(|entry| view.sees(entry.date)) {
        let points = entry.points.iter().map(|point| case.point(*point).name.clone()).collect();
        found.push(movement(entry.date, entry.party, Movements::Reopened, points, None, entry.site));
    }
    found
}

/// Returns the zone and the clashes at every date on which they changed, and how many dates were left out.
fn timeline(view: &View<'_>, since: Option<civil::Date>) -> Result<(Vec<Moment>, usize), Unaskable> {
    let mut dates: BTreeSet<civil::Date> = BTreeSet::new();
    for stance in &view.case.stances {
        dates.extend(stance.date.map(|date| date.last()));
        dates.extend(stance.until.and_then(|until| until.last().tomorrow().ok()));
    }
    dates.retain(|date| *date <= view.as_of);
    let dates: Vec<civil::Date> = dates.into_iter().collect();
    let left_out = dates.len().saturating_sub(DATES_MAX);
    let mut timeline: Vec<Moment> = Vec::new();
    for date in dates.into_iter().skip(left_out) {
        let then = View::new(view.case, Some(date), &[]);
        let answer =
            clash::ask(&then, &clash::Options { steps_max: Some(STEPS_PER_DATE_MAX), ..clash::Options::default() })?;
        let changed = timeline.last().is_none_or(|last| last.clashes != answer.clashes || last.zone != answer.zone);
        if changed {
            timeline.push(Moment { date: date.to_string(), zone: answer.zone, clashes: answer.clashes });
        }
    }
    let shown = since.map(|since| since.to_string());
    timeline.retain(|moment| shown.as_ref().is_none_or(|since| moment.date > *since));
    Ok((timeline, left_out))
}
