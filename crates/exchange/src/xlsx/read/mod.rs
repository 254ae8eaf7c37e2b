//! Bytes to sheets.
//!
//! Spreadsheets come from anywhere, so nothing in them is believed: parts are unpacked no further than there is room,
//! places are checked, and sheets are read cell by cell, so that one value in the last cell of a sheet costs no more than
//! one in the first.

mod package;
mod sheet;
mod strings;
mod style;
mod xml;

use super::Refused;
use package::Package;
use style::Styles;
use zopa_text::sheet::Table;

/// The most cells that hold something.
const CELLS_MAX: usize = 1_000_000;

/// The most bytes of all texts together. A table of texts may be short and still fill many cells.
const TEXT_BYTES_MAX: usize = 128 << 20;

/// The most merged regions of a sheet.
const MERGED_MAX: usize = 100_000;

/// The most texts in the table of texts, and forms in that of forms.
const ENTRIES_MAX: usize = 2_000_000;

/// The most sheets.
const SHEETS_MAX: usize = 1_000;

/// What was found in a workbook.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Workbook {
    /// Its sheets, in order; charts and the like are left out.
    pub sheets: Vec<Table>,
    /// What was left out of account: macros, links to other files.
    pub ignored: Vec<&'static str>,
}

/// What there still is room for.
struct Room {
    cells: usize,
    bytes: usize,
}

/// Returns the sheets of a workbook. Formulas count as what they came to when the workbook was saved.
///
/// # Errors
/// When it is no workbook of Excel, is damaged, or is larger than what is read.
pub fn read(bytes: &[u8]) -> Result<Workbook, Refused> {
    let mut package = Package::open(bytes)?;
    let book = package.book()?;
    let strings = match package.text(&book.beside("sharedStrings.xml"))? {
        Some(text) => strings::read(&text)?,
        None => Vec::new(),
    };
    let styles = match package.text(&book.beside("styles.xml"))? {
        Some(text) => style::read(&text)?,
        None => Styles::default(),
    };
    let mut room = Room { cells: CELLS_MAX, bytes: TEXT_BYTES_MAX };
    let mut sheets = Vec::new();
    for (name, path) in &book.sheets {
        let placed = |refused: Refused| refused.at(format!("sheet {name}"));
        let text = package.text(path).map_err(placed)?;
        let text = text.ok_or_else(|| damaged("a sheet is missing")).map_err(placed)?;
        let context = sheet::Context { strings: &strings, styles: &styles, from_1904: book.from_1904 };
        sheets.push(sheet::read(name, &text, &context, &mut room).map_err(placed)?);
    }
    Ok(Workbook { sheets, ignored: package.ignored() })
}

/// Refuses a workbook that is not as it should be.
fn damaged(message: impl Into<String>) -> Refused {
    Refused::new(format!("the workbook cannot be read: {}", message.into()))
        .hint("open it in a spreadsheet program and save it again as .xlsx")
}
