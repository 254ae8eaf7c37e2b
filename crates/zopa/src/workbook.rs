//! Answers as a workbook.

use crate::page::State;
use zopa_case::case::Case;
use zopa_text::document::Tone;
use zopa_text::sheet::{Cell, Face, Look, Piece, Sheet, Workbook, is_rtl};

/// Returns a workbook of a case with these sheets.
pub fn workbook(case: &Case, sheets: Vec<Sheet>) -> Workbook {
    Workbook {
        title: case.title.clone(),
        mark: case.handling.clone(),
        rtl: case.language.as_deref().is_some_and(is_rtl),
        sheets,
    }
}

/// Returns the cell with the title of a sheet.
pub(crate) fn title(text: impl Into<String>) -> Cell {
    Cell::text(text).look(Look::Title)
}

/// Returns a cell about a sheet as a whole.
pub(crate) fn outside(text: impl Into<String>) -> Cell {
    Cell::text(text).look(Look::Outside)
}

/// Returns the ground that goes with a state.
pub(crate) fn tone(state: State) -> Tone {
    match state {
        State::Agreed => Tone::Agreed,
        State::Close => Tone::Close,
        State::Open => Tone::Open,
        State::Blocked => Tone::Blocked,
    }
}

/// Returns the head of a column.
pub(crate) fn headed(word: &str) -> Cell {
    Cell::text(word).look(Look::Head)
}

/// Returns a cell with a title and under it the name by which it is known again.
pub(crate) fn named(title: &str, name: &str) -> Cell {
    Cell::pieces(vec![
        Piece { text: title.to_string(), face: Face::Strong },
        Piece { text: format!("\n{name}"), face: Face::Faint },
    ])
}
