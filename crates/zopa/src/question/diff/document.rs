//! The comparison as a document: a table on landscape pages, earlier, later, what changed.

use super::page::{named, notes, warned};
use super::{Diff, Pair, Words, WordsKind};
use crate::page::{Inline, Line};
use zopa_text::document::{Block, Cell, Document, Face, Paragraph, Row, Run, Style, Table, Tone};

/// The widths of the three columns, in parts of the whole.
const WIDTHS: [u32; 3] = [40, 40, 20];

impl Diff {
    /// Returns the answer as a document. Deleted words are struck through and inserted ones underlined: they are set so,
    /// and not tracked, for to accept the changes of a comparison would empty its left column.
    pub fn document(&self) -> Document {
        let title = Paragraph {
            style: Style::Title,
            runs: vec![plain(&format!("{} against {}", self.to_title, self.from_title))],
            ..Paragraph::default()
        };
        let mut blocks = vec![Block::Paragraph(title)];
        blocks
            .extend(self.warnings.iter().map(|warning| Block::Paragraph(paragraph(&warned(warning), Style::Item(1)))));
        let mut rows = vec![head(&[&self.from_title, &self.to_title, "What changed"])];
        rows.extend(self.clauses.iter().map(row));
        blocks.push(Block::Table(Table { head: 1, widths: WIDTHS.to_vec(), rows }));
        Document {
            title: Some(format!("{} against {}", self.to_title, self.from_title)),
            mark: self.handling.clone(),
            landscape: true,
            blocks,
            ..Document::default()
        }
    }
}

fn head(titles: &[&str]) -> Row {
    let cell = |title: &&str| Cell {
        blocks: vec![Block::Paragraph(Paragraph { runs: vec![bold(title)], ..Paragraph::default() })],
        tone: Some(Tone::Head),
        ..Cell::default()
    };
    Row { cells: titles.iter().map(cell).collect(), ..Row::default() }
}

fn row(pair: &Pair) -> Row {
    let side = |own: WordsKind, there: bool| {
        if !there {
            return Cell { blocks: vec![Block::Paragraph(Paragraph::default())], ..Cell::default() };
        }
        let heading = Paragraph { runs: vec![bold(&named(pair))], ..Paragraph::default() };
        let words = pair.words.iter().filter(|words| words.kind == WordsKind::Equal || words.kind == own);
        let text =
            Paragraph { runs: words.map(|words| run(words, own)).collect(), rtl: is_rtl(pair), ..Paragraph::default() };
        Cell { blocks: vec![Block::Paragraph(heading), Block::Paragraph(text)], ..Cell::default() }
    };
    let notes = notes(pair).iter().map(|note| Block::Paragraph(paragraph(note, Style::Body))).collect();
    let cells = vec![
        side(WordsKind::Deleted, !pair.from.is_empty()),
        side(WordsKind::Inserted, pair.to.is_some()),
        Cell { blocks: notes, ..Cell::default() },
    ];
    Row { cells, ..Row::default() }
}

fn run(words: &Words, side: WordsKind) -> Run {
    let text = if side == WordsKind::Deleted { words.before() } else { &words.text };
    set(text, words.kind)
}

fn set(text: &str, kind: WordsKind) -> Run {
    let face = match kind {
        WordsKind::Equal => Face::default(),
        WordsKind::Deleted => Face { strike: true, ..Face::default() },
        WordsKind::Inserted => Face { underline: true, bold: true, ..Face::default() },
    };
    Run { text: text.to_string(), face: Face { rtl: rtl(text), ..face }, ..Run::default() }
}

fn paragraph(line: &Line, style: Style) -> Paragraph {
    let run = |inline: &Inline| match inline {
        Inline::Plain(text) => plain(text),
        Inline::Strong(text) => bold(text),
        Inline::Faint(text) => faint(text.clone()),
        Inline::State(state) => bold(state.word()),
        Inline::Cite(cite) => faint(format!(" [{cite}]")),
        Inline::Inserted(text) => set(text, WordsKind::Inserted),
        Inline::Deleted(text) => set(text, WordsKind::Deleted),
    };
    Paragraph {
        style,
        runs: line.0.iter().map(run).filter(|run| !run.text.is_empty()).collect(),
        ..Paragraph::default()
    }
}

fn plain(text: &str) -> Run {
    Run { text: text.to_string(), face: Face { rtl: rtl(text), ..Face::default() }, ..Run::default() }
}

fn bold(text: &str) -> Run {
    Run { text: text.to_string(), face: Face { bold: true, rtl: rtl(text), ..Face::default() }, ..Run::default() }
}

fn faint(text: String) -> Run {
    Run { text, face: Face { faint: true, ..Face::default() }, ..Run::default() }
}

fn is_rtl(pair: &Pair) -> bool {
    pair.words.iter().find_map(|words| direction(&words.text)).unwrap_or(false)
}

fn rtl(text: &str) -> bool {
    direction(text).unwrap_or(false)
}

/// Returns whether the first letter of a text with a direction runs from right to left.
fn direction(text: &str) -> Option<bool> {
    text.chars().find(|letter| letter.is_alphabetic()).map(|letter| {
        matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}
