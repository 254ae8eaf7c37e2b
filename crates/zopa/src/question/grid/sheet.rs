//! The grid as sheets: the positions, what they rest on, and how to edit them.

use super::page::reported;
use super::{Grid, GridCell, GridRow, Held, Source, settlements};
use crate::cell::{Holding, NOTHING, Titles};
use crate::page::State;
use crate::standing::Standing;
use crate::workbook::{headed, named, outside, title, tone};
use std::collections::BTreeSet;
use zopa_case::case::Case;
use zopa_case::id::PointId;
use zopa_text::sheet::{Cell, Face, Look, Piece, Sheet, Value};

/// The name of the sheet that can be edited.
const POSITIONS: &str = "Positions";

/// The start of the line that says what a sheet was made of.
pub(crate) const MARKER: &str = "zopa grid 1";

/// The heads of the columns beside those of the parties.
pub(crate) const HEADS: &[&str] = &["Chapter", "Point", "State", "Drafts"];

/// The most characters of a note behind a cell; what is longer stands on the sheet of sources alone.
const NOTE_MAX: usize = 4_000;

/// The most cells that have notes behind them. With more, spreadsheet programs become slow, and the sources stand on
/// their own sheet alone.
const NOTED_MAX: usize = 2_000;

impl Grid {
    /// Returns the line that says what the sheet was made of, by which it is known again.
    pub fn marker(&self) -> String {
        let mut parts =
            vec![MARKER.to_string(), format!("as of {}", self.as_of), format!("record {}", self.fingerprint)];
        if !self.assumptions.is_empty() {
            parts.push(format!("assuming {}", self.assumptions.join(" ")));
        }
        parts.join(" · ")
    }

    /// Returns the answer as sheets.
    pub fn sheets(&self, case: &Case) -> Vec<Sheet> {
        vec![self.positions(), self.sources(), how_to_edit(case)]
    }

    /// Returns whether every cell has its sources in a note too.
    fn is_noted(&self) -> bool {
        self.rows.iter().map(|row| row.cells.len()).sum::<usize>() <= NOTED_MAX
    }

    fn positions(&self) -> Sheet {
        let noted = self.is_noted();
        let sources = if noted { "notes and the sheet “Sources” hold" } else { "the sheet “Sources” holds" };
        let mut rows = vec![
            vec![title(format!("Positions: {}", self.title))],
            vec![outside(format!(
                "As of {}. Change what stands under the parties; the sheet “{HOW}” tells how; {sources} what it rests on.",
                crate::page::day(&self.as_of)
            ))],
            vec![outside(self.marker())],
        ];
        if !self.complete {
            rows.insert(2, vec![outside("The search for clashes ended early: a point shown as open may be blocked.")]);
        }
        let above = rows.len();
        let mut head: Vec<Cell> = HEADS[..3].iter().map(|&word| headed(word)).collect();
        head.extend(self.parties.iter().map(|party| named(&party.title, &party.name).look(Look::Head)));
        head.extend(HEADS[3..].iter().map(|&word| headed(word)));
        rows.push(head);
        let mut chapter = None;
        for row in &self.rows {
            rows.push(self.position_row(row, &mut chapter, noted));
        }
        let mut widths = vec![14, 26, 18];
        widths.extend(self.parties.iter().map(|party| self.width(&party.name)));
        widths.push(34);
        Sheet { name: POSITIONS.to_string(), widths, above, head: true, beside: 2, rows }
    }

    fn position_row<'g>(&self, row: &'g GridRow, chapter: &mut Option<&'g str>, noted: bool) -> Vec<Cell> {
        let own = row.standing.chapter.as_deref().unwrap_or_default();
        // The heading stands in every row, so that rows can be sorted and chosen by it, and is seen in the first.
        let look = if chapter.replace(own) == Some(own) { Look::Faint } else { Look::Strong };
        let point = named(&row.standing.title, &row.standing.point);
        let mut cells = vec![
            Cell::text(own).look(look),
            point.note(format!("It can be settled by: {}", row.settlements)),
            state(&row.standing),
        ];
        for party in &self.parties {
            cells.push(match row.cells.iter().find(|cell| cell.party == party.name) {
                Some(cell) => position(cell, noted),
                None => Cell {
                    value: Value::Text(vec![Piece { text: NOTHING.to_string(), face: Face::Faint }]),
                    offered: Holding::ALL.iter().map(|holding| format!("{}:", holding.words())).collect(),
                    ..Cell::default()
                },
            });
        }
        cells.push(drafts(row));
        cells
    }

    /// Returns how wide the column of a party is, by what stands in it.
    fn width(&self, party: &str) -> u16 {
        let cells = self.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.party == party);
        let longest = cells.flat_map(|cell| &cell.held).map(|held| held.text.chars().count()).max();
        longest.map_or(13, |longest| longest.div_ceil(3).clamp(24, 42) as u16)
    }

    fn sources(&self) -> Sheet {
        const COLUMNS: &[(&str, u16)] = &[
            ("Party", 18),
            ("Position", 12),
            ("What", 40),
            ("Points", 20),
            ("Since", 11),
            ("Until", 11),
            ("Report", 16),
            ("Title of the report", 28),
            ("Of", 11),
            ("Grade", 7),
            ("Speaker", 18),
            ("Words as printed", 40),
            ("On record", 20),
        ];
        let mut rows = vec![
            vec![title(format!("Sources: {}", self.title))],
            vec![outside(
                "What each position rests on. Grades are Admiralty grades: the source A to F, the content 1 to 6.",
            )],
            COLUMNS.iter().map(|(word, _)| headed(word)).collect(),
        ];
        for party in &self.parties {
            let held = || {
                let cells = self.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell)));
                let own = cells.filter(|(_, cell)| cell.party == party.name);
                own.flat_map(|(row, cell)| cell.held.iter().map(move |held| (row, held)))
            };
            let mut points: std::collections::BTreeMap<&crate::cite::Cite, Vec<&str>> = Default::default();
            held().for_each(|(row, held)| points.entry(&held.cite).or_default().push(&row.standing.title));
            let mut seen = BTreeSet::new();
            for (_, held) in held().filter(|(_, held)| seen.insert(&held.cite)) {
                let points = points.get(&held.cite).map(|points| points.join("; ")).unwrap_or_default();
                let sources: Vec<Option<&Source>> = match held.sources.as_slice() {
                    [] => vec![None],
                    several => several.iter().map(Some).collect(),
                };
                rows.extend(sources.into_iter().map(|source| source_row(&party.title, &points, held, source)));
            }
        }
        let widths = COLUMNS.iter().map(|(_, width)| *width).collect();
        Sheet { name: "Sources".to_string(), widths, above: 2, head: true, beside: 1, rows }
    }
}

/// Returns the cell with the state of a point, and why. Why it is open is what stands beside it.
pub(crate) fn state(standing: &Standing) -> Cell {
    let state = standing.state;
    let word = Piece { text: format!("{} {}", state.sign(), state.word()), face: Face::Strong };
    let because = match state {
        State::Open => String::new(),
        State::Agreed | State::Close | State::Blocked => format!("\n{}", standing.because),
    };
    Cell::pieces(vec![word, Piece { text: because, face: Face::Faint }]).look(Look::State(tone(state)))
}

fn position(cell: &GridCell, noted: bool) -> Cell {
    let mut pieces = Vec::new();
    for (at, held) in cell.held.iter().enumerate() {
        let gap = if at > 0 { "\n" } else { "" };
        let (head, rest) = match held.text.find(':') {
            Some(colon) => held.text.split_at(colon),
            None => (held.text.as_str(), ""),
        };
        pieces.push(Piece { text: format!("{gap}{head}"), face: Face::Strong });
        pieces.push(Piece { text: rest.to_string(), face: Face::Plain });
        pieces.push(Piece { text: format!("\n{}", reported(held)), face: Face::Faint });
    }
    let whole = Cell::pieces(pieces);
    if !noted {
        return whole;
    }
    let note = cell.held.iter().map(behind).collect::<Vec<String>>().join("\n\n");
    let long = note.chars().count() > NOTE_MAX;
    whole.note(if long { "The sources stand on the sheet “Sources”.".to_string() } else { note })
}

/// Returns what stands behind a position: its words, and each passage on which it rests.
fn behind(held: &Held) -> String {
    let mut lines = vec![held.words.clone()];
    for source in &held.sources {
        let grade = source.grade.as_ref().map(|grade| format!(", grade {grade}")).unwrap_or_default();
        let said =
            source.speaker.as_ref().map(|speaker| format!(", {}", speaker_of(source, speaker))).unwrap_or_default();
        let extract = source.extract.as_ref().map(|words| format!(": “{words}”")).unwrap_or_default();
        lines.push(format!("{} ({}){grade}{said}{extract}", source.report, source.date));
    }
    if held.sources.is_empty() {
        lines.push("no source on record".to_string());
    }
    lines.push(format!("on record: {}", held.cite));
    lines.join("\n")
}

fn speaker_of(source: &Source, speaker: &str) -> String {
    let unnamed = if source.anonymous { " (not named)" } else { "" };
    let unsure = if source.hedged { ", the report is unsure" } else { "" };
    format!("{speaker}{unnamed}{unsure}")
}

fn drafts(row: &GridRow) -> Cell {
    let mut pieces = Vec::new();
    for (at, tabled) in row.drafts.iter().enumerate() {
        let gap = if at > 0 { "\n" } else { "" };
        let face = if tabled.standing { Face::Plain } else { Face::Faint };
        let text = format!("{gap}{} ({}), {}: {}", tabled.title, tabled.date, tabled.clause, tabled.settlement);
        pieces.push(Piece { text, face });
    }
    let cites: Vec<String> = row.drafts.iter().map(|tabled| format!("{}: {}", tabled.title, tabled.cite)).collect();
    let note = if cites.is_empty() { String::new() } else { format!("on record:\n{}", cites.join("\n")) };
    Cell::pieces(pieces).note(note)
}

fn source_row(party: &str, points: &str, held: &Held, source: Option<&Source>) -> Vec<Cell> {
    let text = |words: Option<&String>| Cell::text(words.cloned().unwrap_or_default());
    vec![
        Cell::text(party).look(Look::Strong),
        Cell::text(held.holding.words()),
        Cell::text(held.words.clone()),
        Cell::text(points).look(Look::Faint),
        text(held.since.as_ref()),
        text(held.until.as_ref()),
        Cell::text(source.map_or("no source on record", |source| source.report.as_str())),
        text(source.map(|source| &source.title)),
        text(source.map(|source| &source.date)),
        text(source.and_then(|source| source.grade.as_ref())),
        Cell::text(source.map_or(String::new(), |source| match &source.speaker {
            Some(speaker) => speaker_of(source, speaker),
            None if source.anonymous => "not named".to_string(),
            None => String::new(),
        })),
        text(source.and_then(|source| source.extract.as_ref())),
        Cell::text(source.map_or(&held.cite, |source| &source.cite).to_string()).look(Look::Faint),
    ]
}

const HOW: &str = "How to edit";

/// What may be written in a cell, and what it means.
const GRAMMAR: &[(&str, &str)] = &[
    (
        "Which cells",
        "Change the cells under the parties on the sheet “Positions”. All else is for reading and is not taken back. \
         Rows and columns may be moved, sorted, hidden, left out or added; merged cells are refused.",
    ),
    ("Lines", "A cell has one line for each thing that the party holds. A new line within a cell: Alt+Enter."),
    ("red line NAME: WHAT", "It will not consent to a deal without it."),
    ("demand NAME: WHAT", "It asks for it."),
    (
        "offers NAME: WHAT if WHAT relaxes NAME",
        "It would give it, if a condition is met; the red lines named give way. So with accepts.",
    ),
    ("accepts NAME: WHAT", "It would take it."),
    (
        "reserves, considers, opposes",
        "It has not decided, is thinking about it, is against it. Without WHAT: on the point as a whole.",
    ),
    ("agrees: SETTLEMENT", "It has confirmed it. With “, ad referendum” at the end: subject to whoever may bind it."),
    (
        "NAME",
        "The name by which a later line takes the place of an earlier one. Keep it when you change a line; leave it out \
         for something new, and one is made. A line that is deleted is recorded as given up.",
    ),
    (
        "WHAT",
        "A settlement of the point of the row: “Free passage”, 200, 2026-07. Several: “One” or “Another”. \
         With = ≠ < ≤ > ≥ (or != <= >=, at most, at least) and in 100..300. Joined by and, or, not, implies, iff and ( ).",
    ),
    (
        "Another point, a fact",
        "“Patrols” ≥ “Joint patrols” is about another point; a fact stands alone; “Norrland” signs “a fact” is true if \
         an instrument that the party signs brings it about.",
    ),
    ("Titles and names", "Titles stand in quotes; the names of the record, listed below, need none."),
    (
        "Small grey lines",
        "A line that starts with a date tells when and where something was reported. It is not read back.",
    ),
    (NOTHING, "Nothing is on record; an empty cell says the same. Choose a word from the list, or write over it."),
    (
        "Taking it back",
        "zopa import xlsx FILE --case FOLDER shows the changes as entries; --write FILE.zopa adds them.",
    ),
];

fn how_to_edit(case: &Case) -> Sheet {
    let pair = |left: Cell, right: String| vec![left, Cell::text(right)];
    let head = |words: [&str; 2]| words.iter().map(|&word| headed(word)).collect::<Vec<Cell>>();
    let strong = |words: &str| Cell::text(words).look(Look::Strong);
    let mut rows =
        vec![vec![title(HOW)], vec![outside("Changes come back as proposed entries; nothing is overwritten.")]];
    rows.push(head(["In a cell", "Meaning"]));
    rows.extend(GRAMMAR.iter().map(|(left, right)| pair(strong(left), right.to_string())));
    rows.push(head(["Point", "How it can be settled"]));
    let titles = Titles::of(case);
    for (at, point) in case.points.iter().enumerate() {
        rows.push(pair(named(&point.title, &point.name), settlements(&titles, PointId(at))));
    }
    rows.push(head(["Party", "Name"]));
    rows.extend(case.parties.iter().map(|party| pair(strong(&party.title), party.name.clone())));
    if !case.facts.is_empty() {
        rows.push(head(["Fact", "Name"]));
        rows.extend(case.facts.iter().map(|fact| pair(strong(&fact.title), fact.name.clone())));
    }
    Sheet { name: HOW.to_string(), widths: vec![38, 92], above: 2, head: false, beside: 0, rows }
}
