//! What a spreadsheet can hold.

use super::Refused;
use zopa_text::sheet::{Sheet, Value, Workbook, place};

/// The most rows of a sheet.
pub(super) const ROWS_MAX: usize = 1_048_576;

/// The most columns of a sheet.
pub(super) const COLUMNS_MAX: usize = 16_384;

/// The most characters of a cell, counted as Excel counts them: those beyond the first 65,536 of Unicode twice.
const CELL_MAX: usize = 32_767;

/// The same for a note, less what Excel may put before it.
const NOTE_MAX: usize = CELL_MAX - 54;

/// The most characters of the name of a sheet.
const NAME_MAX: usize = 31;

/// The most characters of a handling mark: it stands in the head and the foot of a page, which hold 255 with their codes.
const MARK_MAX: usize = 100;

/// Refuses what a spreadsheet cannot hold.
pub(super) fn check(workbook: &Workbook) -> Result<(), Refused> {
    if workbook.sheets.is_empty() {
        return Err(Refused::new("a workbook without sheets"));
    }
    if workbook.mark.as_ref().is_some_and(|mark| length(mark) > MARK_MAX) {
        let message = format!("the handling mark has more than the {MARK_MAX} characters that a page head can hold");
        return Err(Refused::new(message).hint("shorten it: handling \"MARK\" in the entry `case`"));
    }
    let mut names: Vec<String> = Vec::new();
    for sheet in &workbook.sheets {
        let name = sheet.name.to_lowercase();
        if length(&sheet.name) > NAME_MAX || !is_name(&sheet.name) || names.contains(&name) {
            return Err(Refused::new(format!("`{}` cannot be the name of a sheet", sheet.name)));
        }
        names.push(name);
        cells(sheet)?;
    }
    Ok(())
}

fn is_name(name: &str) -> bool {
    let forbidden = |c: char| matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || c.is_control();
    !name.trim().is_empty() && !name.contains(forbidden) && !name.starts_with('\'') && !name.ends_with('\'')
}

fn cells(sheet: &Sheet) -> Result<(), Refused> {
    if sheet.rows.len() > ROWS_MAX {
        let message = format!("{} rows, more than the {ROWS_MAX} that a sheet can hold", sheet.rows.len());
        return Err(Refused::new(message)
            .at(format!("sheet {}", sheet.name))
            .hint("choose chapters, points or parties"));
    }
    for (row, cells) in sheet.rows.iter().enumerate() {
        if cells.len() > COLUMNS_MAX {
            let message = format!("{} columns, more than the {COLUMNS_MAX} that a sheet can hold", cells.len());
            return Err(Refused::new(message).at(format!("sheet {}", sheet.name)).hint("choose some of the parties"));
        }
        for (column, cell) in cells.iter().enumerate() {
            let over = |found: usize, most: usize, of: &str| {
                if found <= most {
                    return Ok(());
                }
                let message = format!("{of} of {found} characters, more than the {most} that it can hold");
                let at = format!("sheet {}, cell {}", sheet.name, place(row as u32, column as u32));
                Err(Refused::new(message).at(at))
            };
            over(said(&cell.value), CELL_MAX, "a cell")?;
            over(cell.note.as_deref().map_or(0, length), NOTE_MAX, "a note")?;
        }
    }
    Ok(())
}

fn said(value: &Value) -> usize {
    match value {
        Value::Text(pieces) => pieces.iter().map(|piece| length(&piece.text)).sum(),
        Value::Empty | Value::Whole(_) => 0,
    }
}

fn length(text: &str) -> usize {
    text.encode_utf16().count()
}
