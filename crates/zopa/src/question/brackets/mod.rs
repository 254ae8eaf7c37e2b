//! How much of a text is in brackets? The count that people expect, the measures beside it that say more, and what
//! became of them since another draft.

mod page;
mod since;

use crate::reading;
use crate::session::Unaskable;
use crate::texts::Texts;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use zopa_case::draft::{Draft, Settled};
use zopa_case::id::DraftId;
use zopa_case::view::View;
use zopa_syntax::span::LineIndex;
use zopa_text::bracket::{self, LeafKind, Measure, Parties, Text, Units};
use zopa_text::clause::{Clause, clauses};

/// What the question takes.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The draft; nothing for the latest that has a text.
    pub draft: Option<String>,
    /// The draft to compare it with; nothing for the one that it revises.
    pub since: Option<String>,
}

/// How much of a text is in brackets.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Brackets {
    /// The draft, by name; nothing for a file without a case.
    pub draft: Option<String>,
    /// Its title.
    pub title: String,
    /// The file of the text.
    pub file: String,
    /// The handling mark.
    pub mark: Option<String>,
    /// What is counted in all of it.
    pub all: Counts,
    /// How many clauses are clean: nothing in them is in brackets, an option, reserved or blank, and no bracket goes
    /// around them. A bracket around the whole text does not count here.
    pub clean_clauses: usize,
    /// Whether one bracket goes around the whole text.
    pub whole: bool,
    /// Clause by clause.
    pub clauses: Vec<ClauseCounts>,
    /// What is counted outside the clauses.
    pub outside: Counts,
    /// How the draft settles the points of the case, by the record; nothing for a file without a case.
    pub points: Option<Points>,
    /// Reservations.
    pub reservations: Vec<Reserved>,
    /// What changed since another draft.
    pub since: Option<since::Since>,
    /// The drafts of the case that have a text, by date; empty for a file without a case.
    pub drafts: Vec<Row>,
    /// What reading the text found odd, by place; at most 1,000.
    pub odd: Vec<Odd>,
    /// How many odd places are left out.
    pub odd_more: usize,
}

/// Something odd in a text: its counts may be out.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Odd {
    /// The kind of finding; `zopa explain NAME` tells more.
    pub name: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, in characters from 1.
    pub column: u32,
    /// What was expected and what was found.
    pub message: String,
}

/// What is counted in a stretch of text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// Brackets: the count that people expect. Links, footnotes, blanks and editors' marks are none.
    pub brackets: usize,
    /// Places where alternatives stand side by side.
    pub alternates: usize,
    /// The alternatives at these places.
    pub alternatives: usize,
    /// Option blocks.
    pub option_blocks: usize,
    /// The options in them.
    pub options: usize,
    /// Brackets and options that ask for no text.
    pub no_text: usize,
    /// How deep brackets are nested.
    pub depth: usize,
    /// Reservations.
    pub reservations: usize,
    /// Blanks to be filled in, such as `[TBD]`.
    pub blanks: usize,
    /// Placeholders in braces.
    pub placeholders: usize,
    /// Words.
    pub words: usize,
    /// The words among them that stand in brackets or options.
    pub open_words: usize,
}

impl From<Measure> for Counts {
    fn from(measure: Measure) -> Counts {
        Counts {
            brackets: measure.brackets,
            alternates: measure.alternates,
            alternatives: measure.alternatives,
            option_blocks: measure.blocks,
            options: measure.options,
            no_text: measure.no_text,
            depth: measure.depth,
            reservations: measure.reservations,
            blanks: measure.blanks,
            placeholders: measure.placeholders,
            words: measure.words,
            open_words: measure.open_words,
        }
    }
}

/// What is counted in a clause.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ClauseCounts {
    /// Its number, as printed.
    pub number: String,
    /// Its title in the record, or the start of its words.
    pub title: String,
    /// The line on which it starts, from 1.
    pub line: u32,
    /// Whether it is clean.
    pub clean: bool,
    /// What is counted in it.
    pub counts: Counts,
}

/// How a draft settles the points of the case.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Points {
    /// Points that it settles cleanly, in clauses whose text is clean too, by name.
    pub clean: Vec<String>,
    /// Points that it settles cleanly, in clauses whose text has something open, by name.
    pub clean_in_open_text: Vec<String>,
    /// Points that it settles in brackets, by name.
    pub bracketed: Vec<String>,
    /// Points of the case that it does not settle, by name.
    pub unsettled: Vec<String>,
}

/// A party's reservation.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Reserved {
    /// The parties, by title where the case knows them.
    pub parties: Vec<String>,
    /// What they do: `reserve`, `consider`, `oppose`, `support` or `propose`.
    pub position: String,
    /// The words.
    pub words: String,
    /// The clause on which it is, by its number.
    pub clause: Option<String>,
    /// The line on which the words stand, from 1.
    pub line: u32,
}

/// A draft with a text, in short.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Row {
    /// The draft, by name.
    pub draft: String,
    /// Its title.
    pub title: String,
    /// When it was tabled.
    pub date: String,
    /// What is counted in its text.
    pub all: Counts,
    /// How many clauses its text has.
    pub clauses: usize,
    /// How many of them are clean.
    pub clean_clauses: usize,
}

/// A text as counted.
struct Counted<'a> {
    text: Text<'a>,
    clauses: Vec<Clause>,
    units: Units,
}

impl<'a> Counted<'a> {
    fn of(source: &'a str, parties: &Parties) -> Counted<'a> {
        let text = bracket::read_with(source, parties);
        let clauses = clauses(source);
        let units = bracket::measure(&text, &clauses);
        Counted { text, clauses, units }
    }

    fn clean_clauses(&self) -> usize {
        self.units.clauses.iter().filter(|unit| unit.clean).count()
    }

    /// Returns the title of a clause: that of the record, or else the start of its words.
    fn title(&self, at: usize, titles: &BTreeMap<String, String>) -> String {
        let clause = &self.clauses[at];
        if let Some(title) = titles.get(&reading::number(&clause.label)) {
            return title.clone();
        }
        let from = self.text.leaves.partition_point(|leaf| leaf.span.end <= clause.body.start);
        let mut words = String::new();
        for leaf in self.text.leaves[from..].iter().filter(|leaf| leaf.kind == LeafKind::Words) {
            let span = leaf.span.start.max(clause.body.start)..leaf.span.end.min(clause.body.end);
            if words.len() > 8 * TITLE_SIGNS_MAX || span.is_empty() {
                break;
            }
            words.push_str(&self.text.source[span]);
            words.push(' ');
        }
        let words = words.replace(['*', '_', '#'], "").split_whitespace().collect::<Vec<_>>().join(" ");
        let words = words.trim_start_matches([':', '.', ',', ';', ' ']);
        let short: String = words.chars().take(TITLE_SIGNS_MAX).collect();
        if short.len() < words.len() { format!("{}…", short.trim_end()) } else { short }
    }
}

/// How many signs of its words stand for the title of a clause.
const TITLE_SIGNS_MAX: usize = 40;

/// Answers the question for a case.
///
/// # Errors
/// When a draft does not exist, has no text or its text cannot be read.
pub fn ask(view: &View<'_>, texts: &Texts, options: &Options) -> Result<Brackets, Unaskable> {
    let parties = reading::parties(view.case);
    let (draft, source) = chosen(view, texts, options.draft.as_deref())?;
    let file = draft.text.as_deref().unwrap_or_default();
    let counted = Counted::of(source, &parties);
    let titles = titles(draft);
    let mut answer = answer(file, &counted, &titles);
    answer.draft = Some(draft.name.clone());
    answer.title.clone_from(&draft.title);
    answer.mark = draft.handling.clone().or_else(|| view.case.handling.clone());
    answer.points = Some(points(view, draft, &counted));
    answer.since = since::of_draft(view, texts, &parties, draft, &counted, options.since.as_deref())?;
    answer.drafts = rows(view, texts, &parties);
    Ok(answer)
}

/// Answers the question for a text without a case, and perhaps an earlier one, each with its file.
pub fn of_text(text: (&str, &str), since: Option<(&str, &str)>) -> Brackets {
    let parties = Parties::default();
    let counted = Counted::of(text.1, &parties);
    let mut answer = answer(text.0, &counted, &BTreeMap::new());
    answer.since = since.map(|(file, source)| {
        let earlier = Counted::of(source, &parties);
        since::of_texts(file, &earlier, &counted)
    });
    answer
}

/// Returns the draft asked for, or the latest one with a text, and its text.
fn chosen<'a>(view: &View<'a>, texts: &'a Texts, name: Option<&str>) -> Result<(&'a Draft, &'a str), Unaskable> {
    if let Some(name) = name {
        let draft = draft_of(view, name)?;
        return Ok((draft, super::draft::text_of(view, texts, draft)?.1));
    }
    let seen = view.case.drafts.iter().filter(|draft| view.sees(draft.date) && draft.text.is_some());
    let latest = seen.max_by_key(|draft| (draft.date.last(), draft.site)).ok_or_else(|| Unaskable {
        message: "no draft on record has a text".to_string(),
        hint: Some("give a draft a `text \"PATH\"`, or name a text file instead of the case".to_string()),
    })?;
    Ok((latest, super::draft::text_of(view, texts, latest)?.1))
}

fn draft_of<'a>(view: &View<'a>, name: &str) -> Result<&'a Draft, Unaskable> {
    Ok(super::diff::draft(view, name)?.1)
}

fn titles(draft: &Draft) -> BTreeMap<String, String> {
    let titled =
        draft.clauses.iter().filter_map(|clause| Some((reading::number(&clause.label), clause.title.clone()?)));
    titled.collect()
}

fn answer(file: &str, counted: &Counted<'_>, titles: &BTreeMap<String, String>) -> Brackets {
    let lines = LineIndex::new(counted.text.source);
    let units = counted.clauses.iter().zip(&counted.units.clauses).enumerate();
    let clauses = units.map(|(at, (clause, unit))| ClauseCounts {
        number: clause.label.clone(),
        title: counted.title(at, titles),
        line: lines.line(clause.span.start as u32),
        clean: unit.clean,
        counts: unit.measure.into(),
    });
    Brackets {
        draft: None,
        title: file.to_string(),
        file: file.to_string(),
        mark: None,
        all: counted.units.all.into(),
        clean_clauses: counted.clean_clauses(),
        whole: counted.units.whole.is_some(),
        clauses: clauses.collect(),
        outside: counted.units.outside.into(),
        points: None,
        reservations: reserved(counted, &lines),
        since: None,
        drafts: Vec::new(),
        odd: odd(counted, &lines),
        odd_more: counted.text.findings_more,
    }
}

fn odd(counted: &Counted<'_>, lines: &LineIndex) -> Vec<Odd> {
    // Findings come in order: of those on one line, the columns are counted on from each other.
    let (mut line, mut column, mut before) = (0, 1, 0);
    let all = counted.text.findings.iter().map(|finding| {
        let at = finding.span.start;
        if lines.line(at as u32) == line {
            column += counted.text.source[before..at].chars().count() as u32;
        } else {
            let place = lines.position(counted.text.source, at as u32);
            (line, column) = (place.line, place.column);
        }
        before = at;
        Odd { name: finding.rule.name.to_string(), line, column, message: finding.message.clone() }
    });
    all.collect()
}

fn reserved(counted: &Counted<'_>, lines: &LineIndex) -> Vec<Reserved> {
    let text = &counted.text;
    let all = text.reservations.iter().map(|reservation| {
        let stance = &reservation.stance;
        let place = reservation.place.as_ref().map(|place| place.start);
        let clause = place.and_then(|place| counted.clauses.iter().find(|clause| clause.span.contains(&place)));
        let parties = stance.parties.iter().map(|named| match named.party {
            Some(party) => text.parties.title(party).to_string(),
            None => text.source[named.span.clone()].to_string(),
        });
        let words = if reservation.note.is_some() { stance.words.clone() } else { stance.span.clone() };
        Reserved {
            parties: parties.collect(),
            position: stance.position.word().to_string(),
            words: text.source[words].split_whitespace().collect::<Vec<_>>().join(" "),
            clause: clause.map(|clause| clause.label.clone()),
            line: lines.line(stance.span.start as u32),
        }
    });
    all.collect()
}

fn points(view: &View<'_>, draft: &Draft, counted: &Counted<'_>) -> Points {
    let case = view.case;
    let clean: BTreeMap<String, bool> = counted
        .clauses
        .iter()
        .zip(&counted.units.clauses)
        .map(|(clause, unit)| (reading::number(&clause.label), unit.clean))
        .collect();
    let mut points = Points { clean: vec![], clean_in_open_text: vec![], bracketed: vec![], unsettled: vec![] };
    for (at, point) in case.points.iter().enumerate() {
        let settled = draft.clauses.iter().find_map(|clause| {
            let settlement = clause.settles.iter().find(|settlement| settlement.point.0 == at)?;
            Some((clause, settlement))
        });
        let list = match settled {
            None => &mut points.unsettled,
            Some((_, settlement)) if matches!(settlement.at, Settled::Bracket(_)) => &mut points.bracketed,
            Some((clause, _)) if clean.get(&reading::number(&clause.label)) == Some(&false) => {
                &mut points.clean_in_open_text
            }
            Some(_) => &mut points.clean,
        };
        list.push(point.name.clone());
    }
    points
}

/// Returns the drafts with a text that can be read, by date.
fn rows(view: &View<'_>, texts: &Texts, parties: &Parties) -> Vec<Row> {
    let mut drafts: Vec<(usize, &Draft)> =
        view.case.drafts.iter().enumerate().filter(|(_, draft)| view.sees(draft.date)).collect();
    drafts.sort_by_key(|(_, draft)| (draft.date.last(), draft.site));
    let rows = drafts.into_iter().filter_map(|(at, draft)| {
        let source = texts.of(DraftId(at)).ok()??;
        let counted = Counted::of(source, parties);
        Some(Row {
            draft: draft.name.clone(),
            title: draft.title.clone(),
            date: draft.date.to_string(),
            all: counted.units.all.into(),
            clauses: counted.clauses.len(),
            clean_clauses: counted.clean_clauses(),
        })
    });
    rows.collect()
}
