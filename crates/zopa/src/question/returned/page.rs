//! The answer as a page.

use super::{Marked, MarkedKind, Nature, Piece, PieceKind, Returned, Unmarked};
use crate::page::{Line, Page};
use std::collections::BTreeMap;

/// So many words stay around a change, to find it by.
const AROUND: usize = 60;

impl Returned {
    /// Returns the answer as a page.
    pub fn page(&self) -> Page {
        let mut page = Page::new(format!("{} against {} as sent", self.returned, self.sent));
        page.mark.clone_from(&self.mark);
        page.paragraph(self.summary());
        if !self.unmarked.is_empty() {
            page.heading("Changed without a mark");
            let rows = self.unmarked.iter().map(row);
            page.table(&["Where", "What", "Sent", "Came back"], rows.collect());
        }
        for author in &self.authors {
            let name = if author.author.is_empty() { "an unnamed author" } else { &author.author };
            let party = author.party.as_ref().filter(|party| *party != name);
            let party = party.map(|party| format!(" ({party})")).unwrap_or_default();
            page.heading(format!("Marked by {name}{party}"));
            page.paragraph(Line::plain(counted(&author.changes)));
            let rows = author.changes.iter().map(marked);
            page.table(&["Where", "What", "Words"], rows.collect());
        }
        if !self.warnings.is_empty() {
            page.heading("About the files");
            page.list(self.warnings.iter().map(|warning| Line::plain(warning.clone())));
        }
        page
    }

    fn summary(&self) -> Line {
        let paragraphs = self.paragraphs;
        let grave = self.unmarked.iter().filter(|each| each.nature <= Nature::Invisible).count();
        let slight = self.unmarked.len() - grave;
        let line = match (grave, slight) {
            (0, 0) => Line::strong("Nothing was changed without a mark. "),
            (0, _) => Line::strong("No words were changed without a mark. "),
            (1, _) => Line::strong("One change of the text is not marked. "),
            _ => Line::strong(format!("{grave} changes of the text are not marked. ")),
        };
        let line = match slight {
            0 => line,
            1 => line.then("One more touches only number, place, comment or form. "),
            _ => line.then(format!("{slight} more touch only number, place, comment or form. ")),
        };
        let marked: usize = self.authors.iter().map(|author| author.changes.len()).sum();
        let line = match marked {
            0 => line.then("Nobody marked anything. "),
            _ => line.then(format!("Marked: {marked}, by {}. ", people(self.authors.len()))),
        };
        let line = line.then(format!("{paragraphs} paragraphs compared."));
        if self.exact {
            line
        } else {
            line.faint(" Only the text was at hand: space, form and comments are not compared.")
        }
    }
}

fn people(number: usize) -> String {
    if number == 1 { "one author".to_string() } else { format!("{number} authors") }
}

fn counted(changes: &[Marked]) -> String {
    let mut counts: BTreeMap<MarkedKind, usize> = BTreeMap::new();
    for change in changes {
        *counts.entry(change.kind).or_default() += 1;
    }
    let all: Vec<String> = counts.into_iter().map(|(kind, count)| format!("{count} {}", kind.words())).collect();
    format!("{}.", all.join(", "))
}

fn row(each: &Unmarked) -> Vec<Line> {
    let mut what = Line::strong(each.nature.words());
    for detail in &each.details {
        what = what.faint(format!(" {detail}"));
    }
    let (before, after) = match each.nature {
        Nature::Moved => (shortened(&each.before), "the same words".to_string()),
        Nature::Form | Nature::Hidden => (shortened(&each.before), shortened(&each.after)),
        Nature::Number | Nature::CommentLost | Nature::Removed | Nature::Added => {
            (each.before.clone(), each.after.clone())
        }
        _ => {
            return vec![
                Line::plain(each.place.clone()),
                what,
                side(&each.pieces, PieceKind::Removed),
                side(&each.pieces, PieceKind::Added),
            ];
        }
    };
    let dash = |text: String| if text.is_empty() { "–".to_string() } else { text };
    vec![Line::plain(each.place.clone()), what, Line::plain(dash(before)), Line::plain(dash(after))]
}

fn marked(each: &Marked) -> Vec<Line> {
    let what = Line::strong(each.kind.words());
    let what = if each.in_move { what.faint(" inside moved words") } else { what };
    let text = if each.text.trim().is_empty() { "–".to_string() } else { each.text.clone() };
    vec![Line::plain(each.place.clone()), what, Line::plain(text)]
}

/// Returns one side of a change: what stayed, shortened, and what is only there.
fn side(pieces: &[Piece], kind: PieceKind) -> Line {
    let mut line = Line::default();
    let last = pieces.len().saturating_sub(1);
    for (at, piece) in pieces.iter().enumerate() {
        if piece.kind == PieceKind::Kept {
            line = line.then(around(&piece.text, at == 0, at == last));
        } else if piece.kind == kind {
            line = line.bold(piece.text.clone());
        }
    }
    line
}

/// Returns the ends of what stayed that lie next to a change.
fn around(text: &str, first: bool, last: bool) -> String {
    let length = text.chars().count();
    let most = if first || last { AROUND } else { 2 * AROUND };
    if length <= most {
        return text.to_string();
    }
    // Cut between words where there are any.
    let start: String = text.chars().take(AROUND).collect();
    let start = start.rfind(' ').map_or(start.as_str(), |at| &start[..at]);
    let end: String = text.chars().skip(length - AROUND).collect();
    let end = end.find(' ').map_or(end.as_str(), |at| &end[at + 1..]);
    match (first, last) {
        (true, _) => format!("… {}", end.trim_start()),
        (_, true) => format!("{} …", start.trim_end()),
        _ => format!("{} … {}", start.trim_end(), end.trim_start()),
    }
}

fn shortened(text: &str) -> String {
    around(text, false, true)
}
