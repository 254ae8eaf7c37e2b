//! How high a row must be to show what stands in it.
//!
//! Excel measures rows itself when it opens a workbook; other programs take the height that they find. So the height is
//! estimated here, rather too high than too low: fonts differ from one machine to the next.

use unicode_width::UnicodeWidthStr as _;
use zopa_text::sheet::{Cell, Face, Look, Piece, Sheet, Value};

/// The height of a line of plain words and of a small one, in points.
const LINE: f64 = 13.2;
const SMALL_LINE: f64 = 10.8;

/// The height of a row with a single line.
const LOWEST: f64 = 15.0;

/// The highest that a row can be.
const HIGHEST: f64 = 409.0;

/// Returns the height of a row, in points.
pub(super) fn height(sheet: &Sheet, cells: &[Cell]) -> f64 {
    let each = cells.iter().enumerate().map(|(column, cell)| match cell.look {
        Look::Title => 24.0,
        Look::Outside => LOWEST,
        _ => wrapped(cell, sheet.widths.get(column).copied().unwrap_or(10)),
    });
    (each.fold(LOWEST, f64::max)).min(HIGHEST)
}

fn wrapped(cell: &Cell, width: u16) -> f64 {
    let Value::Text(pieces) = &cell.value else { return LOWEST };
    // Most cells hold a few words.
    if let [Piece { text, face: Face::Plain }] = pieces.as_slice()
        && text.len() * 10 <= usize::from(width) * 9
        && !text.contains('\n')
    {
        return LOWEST;
    }
    let mut height = 3.0;
    for line in lines(pieces) {
        let small = cell.look == Look::Faint || (!line.is_empty() && line.iter().all(|(face, _)| *face == Face::Faint));
        let room = f64::from(width) * if small { 1.34 } else { 1.05 };
        let count = rows(&line, room.max(4.0) as usize);
        height += count as f64 * if small { SMALL_LINE } else { LINE };
    }
    height
}

/// Returns the lines of a text, each with its pieces.
fn lines(pieces: &[Piece]) -> Vec<Vec<(Face, &str)>> {
    let mut found = vec![Vec::new()];
    for piece in pieces {
        for (at, words) in piece.text.split('\n').enumerate() {
            if at > 0 {
                found.push(Vec::new());
            }
            if let (Some(line), false) = (found.last_mut(), words.is_empty()) {
                line.push((piece.face, words));
            }
        }
    }
    found
}

/// Returns how many rows a line takes when it is broken between words.
fn rows(line: &[(Face, &str)], room: usize) -> usize {
    let (mut rows, mut taken) = (1, 0);
    for (face, words) in line {
        for word in words.split(' ') {
            // Bold words are wider.
            let length = word.width() + usize::from(*face == Face::Strong && word.len() > 6);
            if taken > 0 && taken + 1 + length > room {
                rows += 1;
                taken = 0;
            }
            taken += length + usize::from(taken > 0);
            rows += taken.saturating_sub(1) / room;
            taken = if taken > room { taken % room } else { taken };
        }
    }
    rows
}
