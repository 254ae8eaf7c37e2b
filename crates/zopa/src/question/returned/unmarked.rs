//! Changes that nobody marked.

use super::line::Line;
use super::nature::{Nature, nature, told};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use zopa_text::align::{Pair, align, likeness};
use zopa_text::document::{ChangeKind, Document, Face};
use zopa_text::words::{Fate, changes, words};

/// A change that nobody marked.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Unmarked {
    /// What sort of change it is.
    pub nature: Nature,
    /// Where it stands, in words.
    pub place: String,
    /// The number of the clause, where there is one.
    pub clause: Option<String>,
    /// What was sent.
    pub before: String,
    /// What came back.
    pub after: String,
    /// The words, one after the other, with what became of them.
    pub pieces: Vec<Piece>,
    /// What else there is to say: codes of letters, how words were set.
    pub details: Vec<String>,
}

/// Words with one fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Piece {
    /// What became of them.
    pub kind: PieceKind,
    /// The words.
    pub text: String,
}

/// What became of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PieceKind {
    /// They stayed.
    Kept,
    /// They are gone.
    Removed,
    /// They are new.
    Added,
}

/// Moved paragraphs share so much of their words.
const MOVED_ALIKE: f64 = 0.6;
/// A shorter paragraph is not looked for elsewhere, unless it is there word for word.
const MOVED_WORDS_MIN: usize = 5;
/// The most pairs that are weighed when looking for what was moved and changed.
const MOVES_WEIGHED_MAX: usize = 40_000;

/// Returns the change of the handling mark, which stands on every page and not in the text.
pub(super) fn of_mark(sent: &Document, returned: &Document) -> Option<Unmarked> {
    let told = |document: &Document| document.mark.clone().unwrap_or_default();
    let (before, after) = (told(sent), told(returned));
    let piece = |kind, text: &String| Piece { kind, text: text.clone() };
    let pieces = vec![piece(PieceKind::Removed, &before), piece(PieceKind::Added, &after)];
    (before != after).then(|| Unmarked {
        nature: Nature::Mark,
        place: "the top or the bottom of the pages".to_string(),
        clause: None,
        pieces: pieces.into_iter().filter(|piece| !piece.text.is_empty()).collect(),
        before,
        after,
        details: Vec::new(),
    })
}

/// Returns the changes between two papers.
pub(super) fn between(old: &[Line], new: &[Line], exact: bool, recounted: bool) -> Vec<Unmarked> {
    let keys = |lines: &[Line]| lines.iter().map(Line::key).collect::<Vec<String>>();
    let mut found = Vec::new();
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    for pair in align(&keys(old), &keys(new)) {
        match pair {
            Pair::Same(b, a) => found.extend(form(&old[b], &new[a], exact)),
            Pair::Changed(b, a) => found.extend(both(&old[b], &new[a], exact, recounted)),
            Pair::Removed(b) => gone.push(b),
            Pair::Added(a) => come.push(a),
        }
    }
    let moved = moves(old, new, &mut gone, &mut come);
    found.extend(moved.into_iter().map(|(b, a)| moved_line(&old[b], &new[a])));
    found.extend(gone.into_iter().map(|at| alone(Nature::Removed, &old[at])));
    found.extend(come.into_iter().map(|at| {
        let hidden = new[at].faces.iter().any(|(_, face)| face.hidden);
        alone(if hidden { Nature::Hidden } else { Nature::Added }, &new[at])
    }));
    found
}

fn alone(nature: Nature, line: &Line) -> Unmarked {
    let text = numbered(line);
    let removed = nature == Nature::Removed;
    let kind = if removed { PieceKind::Removed } else { PieceKind::Added };
    Unmarked {
        nature,
        place: line.place.clone(),
        clause: line.clause.clone(),
        before: if removed { text.clone() } else { String::new() },
        after: if removed { String::new() } else { text.clone() },
        pieces: vec![Piece { kind, text }],
        details: Vec::new(),
    }
}

fn numbered(line: &Line) -> String {
    format!("{} {}", line.number, line.text).trim().to_string()
}

/// Takes what only stands elsewhere out of what is gone and what is new.
fn moves(old: &[Line], new: &[Line], gone: &mut Vec<usize>, come: &mut Vec<usize>) -> Vec<(usize, usize)> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for &at in come.iter().rev() {
        places.entry(new[at].text.as_str()).or_default().push(at);
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    gone.retain(|&at| match places.get_mut(old[at].text.as_str()).and_then(Vec::pop) {
        Some(place) => {
            found.push((at, place));
            false
        }
        None => true,
    });
    let taken: BTreeSet<usize> = found.iter().map(|(_, place)| *place).collect();
    come.retain(|at| !taken.contains(at));
    if gone.len().saturating_mul(come.len()) <= MOVES_WEIGHED_MAX {
        gone.retain(|&at| {
            if words(&old[at].text).len() < 2 * MOVED_WORDS_MIN {
                return true;
            }
            let weighed = come.iter().map(|&place| (likeness(&old[at].text, &new[place].text), place));
            let best = weighed.fold(None, |best: Option<(f64, usize)>, each| match best {
                Some(known) if known.0 >= each.0 => Some(known),
                _ => Some(each),
            });
            match best {
                Some((weight, place)) if weight >= MOVED_ALIKE => {
                    found.push((at, place));
                    come.retain(|known| *known != place);
                    false
                }
                _ => true,
            }
        });
    }
    found.sort_unstable();
    found
}

fn moved_line(old: &Line, new: &Line) -> Unmarked {
    let same = old.text == new.text;
    let mut found = compared(old, new);
    found.nature = if same { Nature::Moved } else { Nature::MovedAndChanged };
    found.place = format!("{} → {}", old.place, new.place);
    found
}

/// Returns what changed in a line that is in both papers.
fn both(old: &Line, new: &Line, exact: bool, recounted: bool) -> Vec<Unmarked> {
    let mut found = Vec::new();
    // Numbers that follow from tracked changes of either side cannot be told apart.
    if old.number != new.number && !(recounted && new.counted) {
        found.push(Unmarked {
            nature: Nature::Number,
            place: new.place.clone(),
            clause: new.clause.clone(),
            before: old.number.clone(),
            after: new.number.clone(),
            pieces: Vec::new(),
            details: vec![new.text.chars().take(80).collect()],
        });
    }
    if old.text == new.text {
        found.extend(form(old, new, exact));
    } else {
        found.push(compared(old, new));
    }
    found
}

fn compared(old: &Line, new: &Line) -> Unmarked {
    let (from, to) = (words(&old.text), words(&new.text));
    let mut pieces: Vec<Piece> = Vec::new();
    for (fate, b, a) in changes(&from, &to) {
        let (kind, text) = match fate {
            Fate::Kept => (PieceKind::Kept, to[a].concat()),
            Fate::Removed => (PieceKind::Removed, from[b].concat()),
            Fate::Added => (PieceKind::Added, to[a].concat()),
        };
        pieces.push(Piece { kind, text });
    }
    let mut gravest = Nature::Form;
    let mut details = Vec::new();
    for (before, after) in replaced(&pieces) {
        let each = nature(&before, &after);
        gravest = gravest.min(each);
        details.extend(told(each, &before, &after));
    }
    if old.bare == new.bare {
        gravest = Nature::Footnote;
    }
    let hides = |line: &Line| line.faces.iter().any(|(_, face)| face.hidden);
    if hides(new) && !hides(old) {
        gravest = Nature::Hidden;
        details.push("part of it is hidden".to_string());
    }
    details.dedup();
    Unmarked {
        nature: gravest,
        place: new.place.clone(),
        clause: new.clause.clone(),
        before: old.text.clone(),
        after: new.text.clone(),
        pieces,
        details,
    }
}

/// Returns what stands for what: words that went and words that came at one place.
fn replaced(pieces: &[Piece]) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut open = false;
    for piece in pieces {
        if piece.kind == PieceKind::Kept {
            open = false;
            continue;
        }
        if !open {
            found.push((String::new(), String::new()));
            open = true;
        }
        if let Some((before, after)) = found.last_mut() {
            if piece.kind == PieceKind::Removed { before } else { after }.push_str(&piece.text);
        }
    }
    found
}

/// Returns how the same words are set otherwise, and what of them is no longer shown.
fn form(old: &Line, new: &Line, exact: bool) -> Vec<Unmarked> {
    let face = |line: &Line, at: usize| {
        let place = line.faces.partition_point(|(end, _)| *end <= at);
        line.faces.get(place).map_or(Face::default(), |(_, face)| *face)
    };
    let mut spans: Vec<(String, Face, Face)> = Vec::new();
    for (at, letter) in new.text.char_indices() {
        let (mut before, after) = (face(old, at), face(new, at));
        if !exact {
            // Of a text alone it is not known how it was set; only what nobody can see matters.
            before = Face { hidden: false, ..after };
        }
        let (before, after) = (Face { rtl: false, ..before }, Face { rtl: false, ..after });
        match spans.last_mut() {
            Some((text, b, a)) if *b == before && *a == after => text.push(letter),
            _ => spans.push((letter.to_string(), before, after)),
        }
    }
    let differ = spans.into_iter().filter(|(text, before, after)| before != after && !text.trim().is_empty());
    differ
        .map(|(text, before, after)| Unmarked {
            nature: match (after.hidden && !before.hidden, after.strike != before.strike) {
                (true, _) => Nature::Hidden,
                (false, true) => Nature::Struck,
                (false, false) => Nature::Form,
            },
            place: new.place.clone(),
            clause: new.clause.clone(),
            before: text.clone(),
            after: text.clone(),
            pieces: vec![Piece { kind: PieceKind::Kept, text }],
            details: vec![format!("{} → {}", set(before), set(after))],
        })
        .collect()
}

/// Returns in words how words are set.
fn set(face: Face) -> String {
    let all = [
        (face.bold, "bold"),
        (face.italic, "italic"),
        (face.underline, "underlined"),
        (face.strike, "struck through"),
        (face.faint, "faint"),
        (face.hidden, "hidden"),
    ];
    let on: Vec<&str> = all.into_iter().filter(|(on, _)| *on).map(|(_, word)| word).collect();
    if on.is_empty() { "plain".to_string() } else { on.join(", ") }
}

/// Returns the moves of a paper whose two halves do not say the same, even without what is marked inside them.
pub(super) fn in_moves(returned: &Document) -> Vec<Unmarked> {
    let mut halves: BTreeMap<String, [(String, Option<String>); 2]> = BTreeMap::new();
    let lines = super::line::all(returned, true);
    for (line, paragraph) in lines.iter().zip(returned.paragraphs()) {
        for run in &paragraph.runs {
            let moved = |kind: ChangeKind| run.changes.iter().find(|change| change.kind == kind);
            let (change, half) = match (moved(ChangeKind::MovedFrom), moved(ChangeKind::MovedTo)) {
                (Some(change), None) => (change, 0),
                (None, Some(change)) => (change, 1),
                _ => continue,
            };
            let is_new = run.changes.iter().any(|change| change.kind == ChangeKind::Inserted);
            let Some(pair) = change.pair.clone().filter(|_| !is_new) else { continue };
            let (text, place) = &mut halves.entry(pair).or_default()[half];
            text.push_str(&run.text);
            place.get_or_insert_with(|| line.place.clone());
        }
    }
    let whole = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    halves
        .into_values()
        .filter(|[from, to]| from.1.is_some() && to.1.is_some() && whole(&from.0) != whole(&to.0))
        .map(|[(old, from), (new, to)]| {
            let line = |text: String| Line { text: text.clone(), bare: text, ..Line::default() };
            let place = format!("{} → {}", from.unwrap_or_default(), to.unwrap_or_default());
            Unmarked { nature: Nature::InsideMove, place, ..compared(&line(old), &line(new)) }
        })
        .collect()
}
