//! Workbooks to bytes.

use super::finish::finished;
use super::height::height;
use super::look::Looks;
use super::{Refused, limits};
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, Note, Workbook as Book, Worksheet, XlsxError,
};
use zopa_text::sheet::{Cell, Face, Piece, Sheet, Value, Workbook};

/// A page takes so many characters across before it is set on larger paper, and on that before it is cut in two.
const ACROSS_A4: u32 = 190;
const ACROSS_A3: u32 = 300;

const A3: u8 = 8;
const A4: u8 = 9;

/// The most characters of words that are offered together; a spreadsheet takes no more.
const OFFERED_MAX: usize = 255;

/// The most characters of a title in the head of a page, beside the handling mark.
const TITLE_MAX: usize = 100;

/// Returns a workbook as the bytes of a file. The same workbook gives the same bytes.
///
/// # Errors
/// When it holds more than a spreadsheet can; the message says where.
pub fn write(workbook: &Workbook) -> Result<Vec<u8>, Refused> {
    limits::check(workbook)?;
    let made = made(workbook).map_err(|error| Refused::new(format!("the workbook cannot be written: {error}")))?;
    finished(&made)
}

fn made(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut book = Book::new();
    // A fixed day: the file says nothing of when or by whom it was made.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(clean(&workbook.title)).set_creation_datetime(&made));
    let mut looks = Looks::new(workbook.rtl);
    for sheet in &workbook.sheets {
        let page = book.add_worksheet();
        page.set_name(&sheet.name)?;
        page.set_right_to_left(workbook.rtl);
        page.set_default_note_author("zopa");
        cells(page, sheet, &mut looks)?;
        arrange(page, sheet, workbook)?;
    }
    book.save_to_buffer()
}

fn cells(page: &mut Worksheet, sheet: &Sheet, looks: &mut Looks) -> Result<(), XlsxError> {
    for (column, &width) in sheet.widths.iter().enumerate() {
        page.set_column_width(column as u16, width)?;
    }
    for (row, cells) in sheet.rows.iter().enumerate() {
        page.set_row_height(row as u32, height(sheet, cells))?;
        for (column, cell) in cells.iter().enumerate() {
            put(page, (row as u32, column as u16), cell, looks.of(cell.look, is_formula(cell)))?;
            if let Some(note) = &cell.note {
                page.insert_note(row as u32, column as u16, &behind(note))?;
            }
        }
    }
    offers(page, sheet)
}

fn put(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    (format, [plain, strong, faint]): (&Format, [&Format; 3]),
) -> Result<(), XlsxError> {
    match &cell.value {
        Value::Empty => page.write_blank(row, column, format)?,
        Value::Whole(number) => page.write_number_with_format(row, column, *number as f64, format)?,
        Value::Text(pieces) => match pieces.as_slice() {
            [Piece { text, face: Face::Plain }] => page.write_string_with_format(row, column, clean(text), format)?,
            pieces => {
                let texts: Vec<String> = pieces.iter().map(|piece| unescaped(&piece.text)).collect();
                let faces = pieces.iter().map(|piece| match piece.face {
                    Face::Plain => plain,
                    Face::Strong => strong,
                    Face::Faint => faint,
                });
                let set: Vec<(&Format, &str)> = faces.zip(texts.iter().map(String::as_str)).collect();
                page.write_rich_string_with_format(row, column, &set, format)?
            }
        },
    };
    Ok(())
}

/// Returns whether a spreadsheet might take a text for a formula when somebody edits it.
fn is_formula(cell: &Cell) -> bool {
    match &cell.value {
        Value::Text(pieces) => {
            pieces.first().is_some_and(|piece| piece.text.trim_start().starts_with(['=', '+', '-', '@']))
        }
        Value::Empty | Value::Whole(_) => false,
    }
}

fn behind(text: &str) -> Note {
    let text = clean(text);
    let lines: usize = text.lines().map(|line| 1 + line.chars().count() / 52).sum();
    Note::new(text).add_author_prefix(false).set_width(340).set_height((lines.clamp(2, 30) * 17 + 8) as u32)
}

/// Offers words in the cells that have some; neighbours below each other that offer the same are put together.
fn offers(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let columns = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    for column in 0..columns {
        let mut row = 0;
        while row < sheet.rows.len() {
            let offered = |row: usize| {
                sheet.rows.get(row).and_then(|cells| cells.get(column)).map_or(&[][..], |cell| &cell.offered[..])
            };
            let words = offered(row);
            let last = (row..sheet.rows.len()).take_while(|&next| offered(next) == words).last().unwrap_or(row);
            let length: usize = words.iter().map(|word| word.encode_utf16().count() + 1).sum();
            if !words.is_empty() && length <= OFFERED_MAX {
                let choice = DataValidation::new().allow_list_strings(words)?.show_error_message(false);
                page.add_data_validation(row as u32, column as u16, last as u32, column as u16, &choice)?;
            }
            row = last + 1;
        }
    }
    Ok(())
}

/// Sets what stays in sight, and how the sheet prints.
fn arrange(page: &mut Worksheet, sheet: &Sheet, workbook: &Workbook) -> Result<(), XlsxError> {
    let columns = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    let heads = sheet.above + usize::from(sheet.head);
    page.set_freeze_panes(heads as u32, sheet.beside as u16)?;
    if sheet.head && columns > 0 {
        let last = sheet.rows.len().saturating_sub(1).max(sheet.above);
        page.autofilter(sheet.above as u32, 0, last as u32, columns as u16 - 1)?;
        page.set_repeat_rows(sheet.above as u32, sheet.above as u32)?;
    }
    if sheet.beside > 0 {
        page.set_repeat_columns(0, sheet.beside as u16 - 1)?;
    }
    let width: u32 = sheet.widths.iter().map(|&width| u32::from(width)).sum();
    let beside: u32 = sheet.widths.iter().take(sheet.beside).map(|&width| u32::from(width)).sum();
    let across =
        if width <= ACROSS_A3 { 1 } else { (width - beside).div_ceil(ACROSS_A3.saturating_sub(beside).max(60)) };
    page.set_landscape().set_paper_size(if width <= ACROSS_A4 { A4 } else { A3 });
    page.set_print_fit_to_pages(across as u16, 0).set_margins(0.4, 0.4, 0.75, 0.75, 0.3, 0.3);
    let mark = workbook.mark.as_deref().map(coded).unwrap_or_default();
    // A title too long for the head of a page still stands on the first sheet, whole.
    let title = if workbook.title.encode_utf16().count() <= TITLE_MAX { coded(&workbook.title) } else { String::new() };
    page.set_header(format!("&L&8{title}&C&\"-,Bold\"&10{mark}&R&8&A"));
    page.set_footer(format!("&C&\"-,Bold\"&10{mark}&R&8&P / &N"));
    Ok(())
}

/// Takes the power from the sign that starts a code in the head of a page.
fn coded(text: &str) -> String {
    // A digit right after a font size would be read as part of it.
    format!(" {}", clean(text).replace('&', "&&").replace('\n', " "))
}

/// Takes out control characters, which no cell can hold.
fn clean(text: &str) -> String {
    let fit = |c: char| match c {
        '\n' => c,
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c if c.is_control() => ' ',
        c => c,
    };
    text.chars().map(fit).collect()
}

/// Returns words of a rich text so that none of them is read as an escape, such as `_x0041_` for an A. The writer sees to
/// that itself for texts that are set alike.
fn unescaped(text: &str) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let escape = text.as_bytes()[at..].get(..7).is_some_and(|bytes| {
            bytes.starts_with(b"_x") && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
        });
        out.push_str(if escape { "_x005F" } else { "" });
        out.push(c);
    }
    out
}
