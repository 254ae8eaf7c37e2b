//! What must I know this morning? Two pages: the state of every point, who moved, what clashes and who must move,
//! rival read-outs, what rests on thin evidence, what comes next.

mod forms;
mod next;
mod page;

pub use forms::OtherForm;
pub use next::{Next, NextStep};

use crate::cite::Cite;
use crate::page::State;
use crate::question::clash::{Clash, ClashDetail, Move, Zone};
use crate::question::diff;
use crate::question::evidence::{self, Resting, Rivals};
use crate::question::lean::{self, DraftLean};
use crate::question::moves::{Movement, movements};
use crate::question::rests::{self, Conclusion};
use crate::session::Unaskable;
use crate::standing::{Standing, standings, stuck};
use crate::texts::Texts;
use jiff::civil;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use zopa_case::id::ReportId;
use zopa_case::origin::Origins;
use zopa_case::view::View;
use zopa_syntax::value::Date;

/// What changed in the last so many days is told, unless a day is given.
pub const DAYS_DEFAULT: i32 = 14;

/// So many clashes, from the smallest, are asked what they rest on, each with so many steps of the solver.
const CLASHES_SUPPORTED_MAX: usize = 8;
const STEPS_PER_SUPPORT_MAX: u64 = 50_000;

/// What to ask.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Tell what changed after this day.
    pub since: Option<civil::Date>,
    /// How many steps the solver may take.
    pub steps_max: Option<u64>,
}

/// What must be known.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Brief {
    /// The title of the case.
    pub title: String,
    /// The day.
    pub as_of: String,
    /// What changed after this day is told.
    pub since: String,
    /// The assumptions made.
    pub assumptions: Vec<String>,
    /// Whether there is a deal that crosses no red line.
    pub zone: Zone,
    /// The state of every point.
    pub points: Vec<Standing>,
    /// Who moved.
    pub movements: Vec<Movement>,
    /// What else happened: rounds, drafts, events.
    pub happened: Vec<Happened>,
    /// The clashes.
    pub clashes: Vec<ClashDetail>,
    /// What would open a deal, cheapest first.
    pub moves: Vec<Move>,
    /// Whether clashes and moves are complete.
    pub complete: bool,
    /// Options on the table that cross a red line, and forms with the same effect that do not.
    pub other_forms: Vec<OtherForm>,
    /// The drafts that no later one revises, each against each party.
    pub texts: Vec<DraftLean>,
    /// What the latest answer to a draft left as it was, without a word.
    pub silently_kept: Vec<SilentlyKept>,
    /// Rival read-outs.
    pub rivals: Vec<Rivals>,
    /// How many reports were seen.
    pub reports: usize,
    /// The independent origins behind them.
    pub origins: usize,
    /// Reports that go back to one report, in groups of two and more.
    pub retellings: Vec<Retelling>,
    /// Stances in force that rest on one origin whose speakers are unnamed, or on nothing.
    pub thin: Vec<Resting>,
    /// What the emptiness of the zone and the clashes rest on: origins whose loss alone overturns them. Of clashes only
    /// those that one loss dissolves.
    pub resting: Vec<Support>,
    /// What cannot be done in time, or waits for itself.
    pub impossible: Vec<Happened>,
    /// What comes next.
    pub next: Next,
}

/// Something that happened.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Happened {
    /// When.
    pub date: String,
    /// What, in words.
    pub what: String,
    /// Where it is on record.
    pub cite: Cite,
}

/// Clauses that an answer left as they were.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SilentlyKept {
    /// The earlier draft.
    pub from: String,
    /// The answer to it.
    pub to: String,
    /// The clauses, by title or number.
    pub clauses: Vec<String>,
    /// Those of them on points where a red line of the answer's author stands against it.
    pub against_own_red_line: Vec<String>,
    /// Where the answer is on record.
    pub cite: Cite,
}

/// Reports that go back to one report.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Retelling {
    /// The report at the bottom.
    pub origin: String,
    /// Whether it is known only through the others.
    pub unseen: bool,
    /// The reports that retell it.
    pub reports: Vec<String>,
}

/// What a conclusion rests on.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Support {
    /// The conclusion, in words.
    pub conclusion: String,
    /// The red lines of the clash that it is about; none for the zone as a whole.
    pub red_lines: Vec<String>,
    /// The smallest sets of origins whose loss overturns it, by name, each with its grade of anonymity in words.
    pub origins: Vec<String>,
    /// How many origins must be lost together at the least.
    pub fewest: usize,
}

/// Answers the question.
///
/// # Errors
/// When the case is larger than the engine takes.
pub fn ask(view: &View<'_>, options: &Options) -> Result<Brief, Unaskable> {
    let case = view.case;
    let default = view.as_of.checked_sub(jiff::Span::new().days(DAYS_DEFAULT)).unwrap_or(civil::Date::MIN);
    let since = options.since.unwrap_or(default);
    let stuck = stuck(view, options.steps_max)?;
    let points = standings(view, &stuck);
    let seen: Vec<_> =
        view.case.reports.iter().enumerate().filter(|(_, report)| view.sees(report.date) && !report.unseen).collect();
    let origins = Origins::of(case).behind_all(seen.iter().map(|&(at, _)| ReportId(at)));
    Ok(Brief {
        title: case.title.clone(),
        as_of: view.as_of.to_string(),
        since: since.to_string(),
        assumptions: view.assumptions.iter().map(|assumption| assumption.title.clone()).collect(),
        zone: stuck.zone,
        movements: movements(view, Some(since))?,
        happened: happened(view, since),
        other_forms: forms::other_forms(view, &stuck)?,
        texts: lean::ask(view, &lean::Options::default())?.drafts.into_iter().filter(|draft| draft.standing).collect(),
        silently_kept: silently_kept(view, &stuck)?,
        rivals: evidence::rivals(view),
        reports: seen.len(),
        origins: origins.len(),
        retellings: retellings(view),
        thin: thin(view),
        resting: resting(view, &stuck)?,
        impossible: impossible(view),
        next: next::next(view),
        points,
        clashes: stuck.clash_details,
        moves: stuck.moves,
        complete: stuck.complete,
    })
}

/// Returns how many points are in a state.
pub(crate) fn count(points: &[Standing], state: State) -> usize {
    points.iter().filter(|standing| standing.state == state).count()
}

fn happened(view: &View<'_>, since: civil::Date) -> Vec<Happened> {
    let case = view.case;
    let recent = |date: Date| view.sees(date) && date.last() > since;
    let mut found: Vec<(civil::Date, Happened)> = Vec::new();
    let mut add = |date: Date, what: String, site| {
        found.push((date.last(), Happened { date: date.to_string(), what, cite: Cite::of(case, site) }));
    };
    for round in case.rounds.iter().filter(|round| recent(round.date) && !round.planned && !round.cancelled) {
        let parties = crate::standing::titles(case, &round.parties);
        let outcome = round.outcome.as_ref().map(|outcome| format!(": {outcome}")).unwrap_or_default();
        add(round.date, format!("Round: {} ({parties}){outcome}", round.place), round.site);
    }
    for draft in case.drafts.iter().filter(|draft| recent(draft.date)) {
        let authors: Vec<&str> = draft.authors.iter().map(|author| case.speaker_title(author)).collect();
        let by = if authors.is_empty() { String::new() } else { format!(" by {}", crate::standing::listed(&authors)) };
        let status = draft.status.as_ref().map(|status| format!(", {status}")).unwrap_or_default();
        add(draft.date, format!("Draft “{}”{by}{status}", draft.title), draft.site);
    }
    for event in case.events.iter().filter(|event| recent(event.date)) {
        add(event.date, event.title.clone(), event.site);
    }
    found.sort_by_key(|(date, _)| *date);
    found.into_iter().map(|(_, happened)| happened).collect()
}

/// Returns what the check of the calendar finds.
fn impossible(view: &View<'_>) -> Vec<Happened> {
    let found = zopa_case::check::check(view).into_iter().filter(|finding| finding.rule.name == "impossible-calendar");
    found
        .map(|finding| Happened {
            date: view.as_of.to_string(),
            what: finding.message,
            cite: Cite::of(view.case, finding.primary.span),
        })
        .collect()
}

/// Returns what the standing answers to other sides' drafts left as it was.
fn silently_kept(view: &View<'_>, stuck: &Clash) -> Result<Vec<SilentlyKept>, Unaskable> {
    let case = view.case;
    let mut found = Vec::new();
    for (_, to) in view.standing_drafts() {
        for from in to.revises.iter().map(|id| &case.drafts[id.0]) {
            let authors: Vec<_> = to.authors.iter().filter_map(|author| case.side(author)).collect();
            if from.authors.iter().filter_map(|author| case.side(author)).any(|side| authors.contains(&side)) {
                continue;
            }
            let pairs = diff::ask(view, &Texts::default(), &from.name, &to.name)?.clauses;
            let kept: Vec<_> = pairs.iter().filter(|pair| pair.change == diff::Change::SilentlyKept).collect();
            if kept.is_empty() {
                continue;
            }
            let name = |pair: &&diff::Pair| pair.title.clone().or_else(|| pair.to.clone()).unwrap_or_default();
            let names: Vec<&str> = authors.iter().map(|party| case.party(*party).name.as_str()).collect();
            let crossing = |pair: &&&diff::Pair| {
                let clause = to.clauses.iter().find(|clause| Some(&clause.label) == pair.to.as_ref());
                clause.is_some_and(|clause| clause.settles.iter().any(|settled| crosses(case, settled, stuck, &names)))
            };
            found.push(SilentlyKept {
                from: from.title.clone(),
                to: to.title.clone(),
                clauses: kept.iter().map(name).collect(),
                against_own_red_line: kept.iter().filter(crossing).map(name).collect(),
                cite: Cite::of(case, to.site),
            });
        }
    }
    Ok(found)
}

/// Returns whether every choice of a settlement is ruled out by a red line of one of these parties alone.
fn crosses(
    case: &zopa_case::case::Case,
    settled: &zopa_case::draft::Settlement,
    stuck: &Clash,
    parties: &[&str],
) -> bool {
    let point = case.point(settled.point);
    let ruled_out = |choice: usize| {
        let name = point.choice_name(choice);
        stuck.dead_options.iter().any(|dead| {
            dead.point == point.name
                && dead.options.contains(&name)
                && dead.parties.iter().any(|party| parties.contains(&party.as_str()))
        })
    };
    settled.at.choices().into_iter().all(ruled_out)
}

fn retellings(view: &View<'_>) -> Vec<Retelling> {
    let case = view.case;
    let origins = Origins::of(case);
    let mut by_origin: BTreeMap<ReportId, Vec<usize>> = BTreeMap::new();
    for at in (0..case.reports.len()).filter(|&at| view.sees(case.reports[at].date)) {
        for &origin in origins.behind(ReportId(at)).iter().filter(|origin| origin.0 != at) {
            by_origin.entry(origin).or_default().push(at);
        }
    }
    let told = by_origin
        .into_iter()
        .filter(|(origin, reports)| reports.len() + usize::from(!case.reports[origin.0].unseen) > 1);
    told.map(|(origin, reports)| Retelling {
        origin: case.reports[origin.0].title.clone(),
        unseen: case.reports[origin.0].unseen,
        reports: reports.iter().map(|&at| case.reports[at].title.clone()).collect(),
    })
    .collect()
}

/// Returns what the emptiness of the zone rests on, and which clashes one loss dissolves.
fn resting(view: &View<'_>, stuck: &Clash) -> Result<Vec<Support>, Unaskable> {
    if stuck.zone != Zone::Empty {
        return Ok(Vec::new());
    }
    let clashes = stuck.clashes.iter().filter(|clash| !clash.is_empty()).take(CLASHES_SUPPORTED_MAX);
    let conclusions = std::iter::once((Conclusion::NoDeal, Vec::new()))
        .chain(clashes.map(|clash| (Conclusion::Clash(clash.clone()), clash.clone())));
    let mut found = Vec::new();
    for (conclusion, red_lines) in conclusions {
        let rests = rests::ask(view, &conclusion, Some(STEPS_PER_SUPPORT_MAX))?;
        let fewest = rests.origins.sets.iter().map(Vec::len).min().unwrap_or(0);
        let told = fewest > 0 && (red_lines.is_empty() || fewest == 1);
        if told {
            let smallest = rests.origins.sets.iter().filter(|set| set.len() == fewest);
            let origins = smallest.map(|set| rests.told(set)).collect();
            found.push(Support { conclusion: rests.conclusion, red_lines, origins, fewest });
        }
    }
    Ok(found)
}

fn thin(view: &View<'_>) -> Vec<Resting> {
    evidence::resting(view)
        .into_iter()
        .filter(|entry| entry.passages == 0 || (entry.origins.len() == 1 && entry.anonymous))
        .collect()
}
