//! Bytes to sheets.

use super::limits::{COLUMNS_MAX, ROWS_MAX};
use super::{Refused, bounds};
use calamine::{Data, DataRef, Reader as _, SheetType, Xlsx, XlsxError, XlsxFormulaMetadata};
use std::collections::BTreeMap;
use std::io::Cursor;
use zopa_text::sheet::{Found, Region, Table, place};

/// The most cells that hold something.
const CELLS_MAX: usize = 1_000_000;

/// The most bytes of all texts together. A table of texts may be short and still fill many cells.
const TEXT_BYTES_MAX: usize = 128 << 20;

/// The most merged regions of a sheet.
const MERGED_MAX: usize = 100_000;

/// What was found in a workbook.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Workbook {
    /// Its sheets, in order; charts and the like are left out.
    pub sheets: Vec<Table>,
    /// What was left out of account: macros, links to other files.
    pub ignored: Vec<&'static str>,
}

/// Returns the sheets of a workbook. Formulas count as what they came to when the workbook was saved.
///
/// # Errors
/// When it is no workbook of Excel, is damaged, or is larger than what is read.
pub fn read(bytes: &[u8]) -> Result<Workbook, Refused> {
    bounds::check(bytes)?;
    let mut book: Xlsx<Cursor<&[u8]>> = Xlsx::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    let mut room = Room { cells: CELLS_MAX, bytes: TEXT_BYTES_MAX };
    let names: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut sheets = Vec::new();
    for name in names {
        let cells = cells(&mut book, &name, &mut room).map_err(|refused| refused.at(format!("sheet {name}")))?;
        let merged = merged(&mut book, &name).map_err(|refused| refused.at(format!("sheet {name}")))?;
        sheets.push(Table { name, cells, merged });
    }
    Ok(Workbook { sheets, ignored: ignored(bytes) })
}

/// What there still is room for.
struct Room {
    cells: usize,
    bytes: usize,
}

fn cells(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, room: &mut Room) -> Result<BTreeMap<(u32, u32), Found>, Refused> {
    let mut found = BTreeMap::new();
    // Cell by cell: a sheet with one value in its first cell and one in its last is small here.
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(found),
        Err(error) => return Err(unreadable(&error)),
    };
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(|error| unreadable(&error))? {
        let (row, column) = cell.pos;
        if row as usize >= ROWS_MAX || column as usize >= COLUMNS_MAX {
            return Err(Refused::new(format!("a cell at {}, where no sheet has one", place(row, column))));
        }
        let Some(value) = value(cell.value, cell.formula.as_ref()) else { continue };
        let length = match &value {
            Found::Text(text) | Found::Number(text) | Found::Day(text) | Found::Fault(text) | Found::Formula(text) => {
                text.len()
            }
            Found::Truth(_) => 0,
        };
        let (Some(cells), Some(bytes)) = (room.cells.checked_sub(1), room.bytes.checked_sub(length)) else {
            let limit = TEXT_BYTES_MAX >> 20;
            return Err(Refused::new(format!("more than the {CELLS_MAX} cells or {limit} MiB of text that are read")));
        };
        *room = Room { cells, bytes };
        found.insert((row, column), value);
    }
    Ok(found)
}

fn value(value: DataRef<'_>, formula: Option<&XlsxFormulaMetadata>) -> Option<Found> {
    match Data::from(value) {
        Data::Empty => formula.map(|formula| {
            Found::Formula(match formula {
                XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => {
                    formula.clone()
                }
                _ => String::new(),
            })
        }),
        Data::String(text) => (!text.is_empty()).then_some(Found::Text(text)),
        Data::Int(number) => Some(Found::Number(number.to_string())),
        Data::Float(number) => Some(Found::Number(number.to_string())),
        Data::Bool(truth) => Some(Found::Truth(truth)),
        Data::DateTime(day) if day.is_datetime() => {
            let (year, month, date, ..) = day.to_ymd_hms_milli();
            Some(Found::Day(format!("{year:04}-{month:02}-{date:02}")))
        }
        Data::DateTime(time) => Some(Found::Number(time.as_f64().to_string())),
        Data::DateTimeIso(day) => Some(match day.get(..10) {
            Some(day) => Found::Day(day.to_string()),
            None => Found::Text(day),
        }),
        Data::DurationIso(time) => Some(Found::Text(time)),
        Data::Error(error) => Some(Found::Fault(error.to_string())),
    }
}

fn merged(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Region>, Refused> {
    let regions = book.merge_cells_by_sheet_name(name).map_err(|error| unreadable(&error))?;
    if regions.len() > MERGED_MAX {
        return Err(Refused::new(format!("more than the {MERGED_MAX} merged regions that are read")));
    }
    Ok(regions.into_iter().map(|region| (region.start, region.end)).collect())
}

fn unreadable(error: &XlsxError) -> Refused {
    if matches!(error, XlsxError::Password) {
        return Refused::new("the workbook is under a password").hint("save it without one");
    }
    Refused::new(format!("the workbook cannot be read: {error}"))
        .hint("open it in a spreadsheet program and save it again as .xlsx")
}

/// Returns what a workbook holds besides sheets and is left out of account.
fn ignored(bytes: &[u8]) -> Vec<&'static str> {
    let Ok(archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let has = |part: &str| archive.file_names().flatten().any(|name| name.to_ascii_lowercase().contains(part));
    [("vbaproject.bin", "macros"), ("externallinks/", "links to other files"), ("activex/", "controls")]
        .into_iter()
        .filter(|(part, _)| has(part))
        .map(|(_, what)| what)
        .collect()
}
