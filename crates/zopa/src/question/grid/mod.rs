//! Who holds what on every point? The position grid: points by parties, each cell with its date and source.

mod page;
mod sheet;

pub(crate) use sheet::{HEADS, MARKER, state};

use crate::cell::{self, Holding, Titles};
use crate::cite::Cite;
use crate::page::State;
use crate::question::clash::Clash;
use crate::question::moves::said;
use crate::session::Unaskable;
use crate::standing::{Standing, about, standings, stuck};
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use zopa_case::cited::Cited;
use zopa_case::evidence::Evidence;
use zopa_case::id::{LineId, PartyId, PointId};
use zopa_case::stance::Stance;
use zopa_case::view::{Confirmed, View};
use zopa_syntax::span::Span;

/// What to ask.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Only points under these headings; all where none is named.
    pub chapters: Vec<String>,
    /// Only these parties, by name; all where none is named.
    pub parties: Vec<String>,
    /// Only points in these states; all where none is named.
    pub states: Vec<State>,
    /// How many steps the solver may take to see which points are blocked.
    pub steps_max: Option<u64>,
}

/// Who holds what.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Grid {
    /// The title of the case.
    pub title: String,
    /// The day.
    pub as_of: String,
    /// The assumptions made, by name.
    pub assumptions: Vec<String>,
    /// A mark that changes with what any party holds on any point, also on those that were not asked for.
    pub fingerprint: String,
    /// Whether every blocked point was found; if not, the budget of solver steps ended first.
    pub complete: bool,
    /// The parties, in the order of the record.
    pub parties: Vec<GridParty>,
    /// The points, in the order of the record.
    pub rows: Vec<GridRow>,
}

/// A party of a grid.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GridParty {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Whether a deal needs its consent.
    pub principal: bool,
}

/// A point of a grid.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GridRow {
    /// The point and how far it is from being settled.
    #[serde(flatten)]
    pub standing: Standing,
    /// How it can be settled.
    pub settlements: String,
    /// What each party holds; a party that is not listed has no position on record.
    pub cells: Vec<GridCell>,
    /// How the drafts settle it, the latest first.
    pub drafts: Vec<Tabled>,
}

/// What a party holds on a point.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GridCell {
    /// The party.
    pub party: String,
    /// What it holds, by date.
    pub held: Vec<Held>,
}

/// One thing that a party holds.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Held {
    /// What the party does.
    pub holding: Holding,
    /// The name of the stance, where it has one.
    pub name: Option<String>,
    /// Its title, where it has one.
    pub title: Option<String>,
    /// It all, as a cell of a spreadsheet says it and as it is read back.
    pub text: String,
    /// It all, in the words of the case.
    pub words: String,
    /// Whether it holds only if a condition is met.
    pub conditional: bool,
    /// Since when; nothing for what is only assumed.
    pub since: Option<String>,
    /// The last day on which it holds.
    pub until: Option<String>,
    /// The offers in force under which a red line gives way, by name or in words.
    pub relaxed_by: Vec<String>,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// Where it is on record.
    pub cite: Cite,
}

/// A passage on which something rests.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Source {
    /// The report, by name.
    pub report: String,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: String,
    /// The Admiralty grade of the passage, or else of the report.
    pub grade: Option<String>,
    /// Who said it.
    pub speaker: Option<String>,
    /// Whether the speaker is not named.
    pub anonymous: bool,
    /// Whether the report itself is unsure.
    pub hedged: bool,
    /// The words, as printed.
    pub extract: Option<String>,
    /// Where it is cited.
    pub cite: Cite,
}

/// How a draft settles a point.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Tabled {
    /// The draft, by name.
    pub draft: String,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: String,
    /// Whether no later draft revises it.
    pub standing: bool,
    /// The number of the clause.
    pub clause: String,
    /// The settlement, in the words of the case.
    pub settlement: String,
    /// Where it is on record.
    pub cite: Cite,
}

/// Answers the question.
///
/// # Errors
/// When there is no such chapter or party, or the case is larger than the engine takes.
pub fn ask(view: &View<'_>, options: &Options) -> Result<Grid, Unaskable> {
    told(view, options, &stuck(view, options.steps_max)?)
}

/// Answers the question where it is known what is stuck.
pub(crate) fn told(view: &View<'_>, options: &Options, stuck: &Clash) -> Result<Grid, Unaskable> {
    let case = view.case;
    let parties = chosen(view, options)?;
    let asking = Asking::new(view);
    let rows: Vec<GridRow> = standings(view, stuck)
        .into_iter()
        .enumerate()
        .map(|(at, standing)| asking.row(PointId(at), standing))
        .collect();
    let lines = rows.iter().map(|row| (row.standing.point.as_str(), row.cells.as_slice()));
    let fingerprint = fingerprint(lines);
    let mut rows: Vec<GridRow> = rows.into_iter().filter(|row| is_asked(row, options)).collect();
    let named = |cell: &GridCell| parties.iter().any(|&party| case.party(party).name == cell.party);
    rows.iter_mut().for_each(|row| row.cells.retain(named));
    Ok(Grid {
        title: case.title.clone(),
        as_of: view.as_of.to_string(),
        assumptions: view.assumptions.iter().map(|assumption| assumption.name.clone()).collect(),
        fingerprint,
        complete: stuck.complete,
        parties: parties.into_iter().map(|party| grid_party(view, party)).collect(),
        rows,
    })
}

fn grid_party(view: &View<'_>, party: PartyId) -> GridParty {
    let declared = view.case.party(party);
    GridParty {
        name: declared.name.clone(),
        title: declared.title.clone(),
        principal: declared.is(zopa_case::actor::Role::Principal),
    }
}

/// Returns the parties asked for, in the order of the record.
fn chosen(view: &View<'_>, options: &Options) -> Result<Vec<PartyId>, Unaskable> {
    let case = view.case;
    let chapters = || case.points.iter().filter_map(|point| point.chapter.as_deref());
    for chapter in &options.chapters {
        if !chapters().any(|known| known == chapter) {
            let mut known: Vec<&str> = Vec::new();
            chapters().for_each(|chapter| {
                if !known.contains(&chapter) {
                    known.push(chapter)
                }
            });
            return Err(Unaskable::unknown("chapter", chapter, known.into_iter()));
        }
    }
    for party in &options.parties {
        if !case.parties.iter().any(|known| known.name == *party) {
            return Err(Unaskable::unknown("party", party, case.parties.iter().map(|known| known.name.as_str())));
        }
    }
    let asked = |party: &PartyId| options.parties.is_empty() || options.parties.contains(&case.party(*party).name);
    Ok((0..case.parties.len()).map(PartyId).filter(asked).collect())
}

fn is_asked(row: &GridRow, options: &Options) -> bool {
    let chapter = row.standing.chapter.as_ref();
    let under = options.chapters.is_empty() || chapter.is_some_and(|chapter| options.chapters.contains(chapter));
    under && (options.states.is_empty() || options.states.contains(&row.standing.state))
}

fn fingerprint<'r>(rows: impl Iterator<Item = (&'r str, impl Borrow<[GridCell]>)>) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |text: &str| {
        for byte in text.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for (point, cells) in rows {
        add(point);
        for cell in cells.borrow() {
            add(&cell.party);
            cell.held.iter().for_each(|held| add(&held.text));
        }
    }
    format!("{hash:016x}")
}

/// Works on one view.
pub(crate) struct Asking<'q, 'a> {
    view: &'q View<'a>,
    titles: Titles<'a>,
    about: BTreeMap<PointId, Vec<&'a Stance>>,
    confirmed: BTreeMap<(PointId, PartyId), Confirmed<'a>>,
    /// For each red line the offers in force that relax it.
    relaxed: BTreeMap<LineId, Vec<&'a Stance>>,
    drafts: BTreeMap<PointId, Vec<Tabled>>,
}

/// Something held, and where its entry stands.
#[derive(Debug, Clone)]
pub(crate) struct Entered {
    /// What is held.
    pub(crate) held: Held,
    /// Where its entry stands.
    pub(crate) site: Span,
    /// The name under which its stances follow each other.
    pub(crate) line: Option<LineId>,
}

impl<'q, 'a> Asking<'q, 'a> {
    /// Returns a view made ready.
    pub(crate) fn new(view: &'q View<'a>) -> Asking<'q, 'a> {
        let titles = Titles::of(view.case);
        let mut relaxed: BTreeMap<LineId, Vec<&'a Stance>> = BTreeMap::new();
        for &stance in view.stances() {
            stance.relaxes.iter().for_each(|&line| relaxed.entry(line).or_default().push(stance));
        }
        let drafts = drafts(view, &titles);
        Asking { about: about(view), confirmed: view.confirmed(), view, titles, relaxed, drafts }
    }

    /// Returns the titles of the case.
    pub(crate) fn titles(&self) -> &Titles<'a> {
        &self.titles
    }

    fn row(&self, id: PointId, standing: Standing) -> GridRow {
        let drafts = self.drafts.get(&id).cloned().unwrap_or_default();
        GridRow { standing, settlements: settlements(&self.titles, id), cells: self.cells(id), drafts }
    }

    fn cells(&self, id: PointId) -> Vec<GridCell> {
        let held = |party| self.entered(id, party).into_iter().map(|entered| entered.held).collect::<Vec<Held>>();
        let cell = |party| GridCell { party: self.view.case.party(party).name.clone(), held: held(party) };
        self.holders(id).into_iter().map(cell).filter(|cell| !cell.held.is_empty()).collect()
    }

    /// Returns a mark that changes with what any party holds on any point: the hash of Fowler, Noll and Vo over the
    /// lines of all cells.
    pub(crate) fn fingerprint(&self) -> String {
        let points = (0..self.view.case.points.len()).map(PointId);
        fingerprint(points.map(|id| (self.view.case.point(id).name.as_str(), self.cells(id))))
    }

    fn holders(&self, id: PointId) -> BTreeSet<PartyId> {
        let confirmed =
            self.confirmed.range((id, PartyId(0))..=(id, PartyId(usize::MAX))).map(|((_, party), _)| *party);
        self.about.get(&id).into_iter().flatten().map(|stance| stance.party).chain(confirmed).collect()
    }

    /// Returns what a party holds on a point, confirmations first, then by date.
    pub(crate) fn entered(&self, id: PointId, party: PartyId) -> Vec<Entered> {
        let confirmed = self.confirmed.get(&(id, party)).map(|confirmed| self.confirmation(id, confirmed));
        let stances = self.about.get(&id).into_iter().flatten().filter(|stance| stance.party == party);
        confirmed.into_iter().chain(stances.filter_map(|stance| self.stance(id, stance))).collect()
    }

    fn confirmation(&self, id: PointId, confirmed: &Confirmed<'a>) -> Entered {
        let case = self.view.case;
        let entry = confirmed.agreement;
        let text = cell::agreement(&self.titles, id, &confirmed.settlement.at, entry.ad_referendum);
        let held = Held {
            holding: Holding::Agrees,
            name: None,
            title: None,
            words: text.clone(),
            text,
            conditional: false,
            since: Some(entry.date.to_string()),
            until: None,
            relaxed_by: Vec::new(),
            sources: self.sources(&entry.evidence),
            cite: Cite::of(case, confirmed.settlement.site),
        };
        Entered { held, site: entry.site, line: None }
    }

    fn stance(&self, id: PointId, stance: &'a Stance) -> Option<Entered> {
        let case = self.view.case;
        let line = stance.line.map(|line| &case.lines[line.0]).filter(|line| !line.derived);
        let offers = stance.line.and_then(|line| self.relaxed.get(&line)).into_iter().flatten();
        let named = |offer: &&'a Stance| match offer.line {
            Some(line) => case.lines[line.0].name.clone(),
            None => said(case, offer),
        };
        let held = Held {
            holding: Holding::of(stance.verb)?,
            name: line.map(|line| line.name.clone()),
            title: stance.title.clone(),
            text: cell::stance(&self.titles, id, stance)?,
            words: said(case, stance),
            conditional: stance.condition.is_some(),
            since: stance.date.map(|date| date.to_string()),
            until: stance.until.map(|until| until.to_string()),
            relaxed_by: offers.map(named).collect(),
            sources: self.sources(&stance.evidence),
            cite: Cite::of(case, stance.site),
        };
        Some(Entered { held, site: stance.site, line: line.and(stance.line) })
    }

    fn sources(&self, evidence: &[Evidence]) -> Vec<Source> {
        let case = self.view.case;
        evidence
            .iter()
            .map(|passage| {
                let report = &case.reports[passage.report.0];
                let cited = Cited::in_evidence(passage);
                let known = passage.speaker.is_some() || passage.side.is_some();
                Source {
                    report: report.name.clone(),
                    title: report.title.clone(),
                    date: report.date.to_string(),
                    grade: passage.grade.or(report.grade).map(|grade| grade.to_string()),
                    speaker: known.then(|| cited.title(case).to_string()),
                    anonymous: passage.anonymous,
                    hedged: passage.hedged,
                    extract: passage.extract.clone(),
                    cite: Cite::of(case, passage.site),
                }
            })
            .collect()
    }
}

/// Returns how the drafts settle each point, the latest first.
fn drafts(view: &View<'_>, titles: &Titles<'_>) -> BTreeMap<PointId, Vec<Tabled>> {
    let standing: BTreeSet<_> = view.standing_drafts().into_iter().map(|(id, _)| id).collect();
    let mut found: BTreeMap<PointId, Vec<Tabled>> = BTreeMap::new();
    for (id, draft) in view.drafts().into_iter().rev() {
        for clause in &draft.clauses {
            for settlement in &clause.settles {
                found.entry(settlement.point).or_default().push(Tabled {
                    draft: draft.name.clone(),
                    title: draft.title.clone(),
                    date: draft.date.to_string(),
                    standing: standing.contains(&id),
                    clause: clause.label.clone(),
                    settlement: cell::settled(titles, settlement.point, &settlement.at),
                    cite: Cite::of(view.case, settlement.site),
                });
            }
        }
    }
    found
}

/// Returns how a point can be settled, in a few words.
pub(crate) fn settlements(titles: &Titles<'_>, id: PointId) -> String {
    use zopa_case::point::At;
    let point = titles.case.point(id);
    let options: Vec<String> = (0..point.choices.len())
        .filter(|&choice| matches!(point.choices[choice].at, At::Option { .. }))
        .map(|choice| titles.shown_choice(id, choice))
        .collect();
    let values: Vec<usize> =
        (0..point.choices.len()).filter(|&choice| !matches!(point.choices[choice].at, At::Option { .. })).collect();
    let range = match values.as_slice() {
        [] => None,
        [only] => Some(point.choice_name(*only)),
        [first, second] => Some(format!("{}, {}", point.choice_name(*first), point.choice_name(*second))),
        [first, second, .., last] => Some(format!(
            "{}, {} … {}",
            point.choice_name(*first),
            point.choice_name(*second),
            point.choice_name(*last)
        )),
    };
    let unit = point.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    range.map(|range| format!("{range}{unit}")).into_iter().chain(options).collect::<Vec<_>>().join(" · ")
}
