//! A workbook as plain values: what a spreadsheet shows, and what is found in one.
//!
//! Questions build a [`Workbook`], writers print it; readers of foreign files make [`Table`]s. Texts are in the order in
//! which they are read aloud, whatever their direction.

use crate::document::Tone;
use std::collections::BTreeMap;

/// A workbook to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Workbook {
    /// Its title.
    pub title: String,
    /// The handling mark, printed at the top and the bottom of every page.
    pub mark: Option<String>,
    /// Whether its sheets run from right to left.
    pub rtl: bool,
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
}

/// A sheet to be written. It prints on the long side of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The name on its tab.
    pub name: String,
    /// The widths of its columns, in characters.
    pub widths: Vec<u16>,
    /// How many rows above the head tell what the sheet is.
    pub above: usize,
    /// Whether the row below them is a head: it stays in sight, is repeated on every page, and rows can be chosen by it.
    pub head: bool,
    /// How many columns at the side stay in sight and are repeated on every page.
    pub beside: usize,
    /// Its rows, each with its cells in order.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it says.
    pub value: Value,
    /// How it looks.
    pub look: Look,
    /// What stands behind it.
    pub note: Option<String>,
    /// Words that are offered when it is edited; others may be written.
    pub offered: Vec<String>,
}

/// What a cell says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// A text; never a formula, whatever it starts with.
    Text(Vec<Piece>),
    /// A number.
    Whole(i64),
}

/// Words of a cell that are set alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// How they are set.
    pub face: Face,
}

/// How words are set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// As the cell is.
    #[default]
    Plain,
    /// Bold.
    Strong,
    /// Small and set back in colour.
    Faint,
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    /// As any other.
    #[default]
    Plain,
    /// The title of the sheet.
    Title,
    /// Outside the table: about the sheet as a whole.
    Outside,
    /// A head.
    Head,
    /// In the background.
    Faint,
    /// What matters in its row.
    Strong,
    /// To be filled in.
    Blank,
    /// The state of a point; the words say it too.
    State(Tone),
}

impl Cell {
    /// Returns a cell with a text.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::pieces(vec![Piece { text: text.into(), face: Face::Plain }])
    }

    /// Returns a cell with words that are not all set alike; pieces without words are left out.
    pub fn pieces(mut pieces: Vec<Piece>) -> Cell {
        pieces.retain(|piece| !piece.text.is_empty());
        let value = if pieces.is_empty() { Value::Empty } else { Value::Text(pieces) };
        Cell { value, ..Cell::default() }
    }

    /// Returns a cell with a number, or an empty one.
    pub fn whole(number: Option<i64>) -> Cell {
        Cell { value: number.map_or(Value::Empty, Value::Whole), ..Cell::default() }
    }

    /// Gives it a look.
    #[must_use]
    pub fn look(mut self, look: Look) -> Cell {
        self.look = look;
        self
    }

    /// Puts a note behind it; nothing where the note is empty.
    #[must_use]
    pub fn note(mut self, note: String) -> Cell {
        self.note = (!note.is_empty()).then_some(note);
        self
    }

    /// Returns what it says, without how it is set.
    pub fn plain(&self) -> String {
        match &self.value {
            Value::Empty => String::new(),
            Value::Text(pieces) => pieces.iter().map(|piece| piece.text.as_str()).collect(),
            Value::Whole(number) => number.to_string(),
        }
    }
}

/// The first and the last row and column of several cells.
pub type Region = ((u32, u32), (u32, u32));

/// A sheet as found in a foreign workbook.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The name on its tab.
    pub name: String,
    /// What its cells hold, by row and column from 0; cells that hold nothing are left out.
    pub cells: BTreeMap<(u32, u32), Found>,
    /// Its merged regions.
    pub merged: Vec<Region>,
}

/// What a cell was found to hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// A text.
    Text(String),
    /// A number, as a reader would write it.
    Number(String),
    /// A day, in the form `2026-01-31`.
    Day(String),
    /// True or false.
    Truth(bool),
    /// An error, such as `#REF!`.
    Fault(String),
    /// A formula whose outcome is not in the file.
    Formula(String),
}

impl Found {
    /// Returns what the cell shows; nothing for an error or a formula without its outcome.
    pub fn shown(&self) -> Option<String> {
        match self {
            Found::Text(text) | Found::Number(text) | Found::Day(text) => Some(text.clone()),
            Found::Truth(truth) => Some(truth.to_string()),
            Found::Fault(_) | Found::Formula(_) => None,
        }
    }
}

/// Returns where a cell stands, as spreadsheets have it: `B7` for row 6 and column 1.
pub fn place(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &(u64::from(row) + 1).to_string()
}

/// Returns whether a language, given as in BCP 47, is written from right to left.
pub fn is_rtl(language: &str) -> bool {
    let mut parts = language.split(['-', '_']).map(str::to_ascii_lowercase);
    let first = parts.next().unwrap_or_default();
    match parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        Some(script) => matches!(script.as_str(), "arab" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm" | "rohg"),
        None => matches!(
            first.as_str(),
            "ar" | "he" | "iw" | "fa" | "ur" | "ps" | "sd" | "ug" | "yi" | "dv" | "ckb" | "syr"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_rtl, place};

    #[test]
    fn places_are_written_as_spreadsheets_have_them() {
        let pairs = [
            ((0, 0), "A1"),
            ((6, 1), "B7"),
            ((0, 25), "Z1"),
            ((9, 26), "AA10"),
            ((0, 701), "ZZ1"),
            ((1_048_575, 16_383), "XFD1048576"),
        ];
        for ((row, column), shown) in pairs {
            assert_eq!(place(row, column), shown);
        }
        assert_eq!(place(u32::MAX, u32::MAX), "MWLQKWV4294967296");
    }

    #[test]
    fn the_script_decides_over_the_language() {
        for (language, rtl) in
            [("ar", true), ("he-IL", true), ("az-Arab", true), ("ar-Latn", false), ("en-GB", false), ("", false)]
        {
            assert_eq!(is_rtl(language), rtl, "{language}");
        }
    }
}
