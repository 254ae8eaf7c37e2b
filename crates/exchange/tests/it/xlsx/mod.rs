//! Workbooks: what is written is read back by another library, what cannot be is refused with its place.

mod hostile;
mod limits;

use crate::tries;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};
use zopa_exchange::xlsx::{read, write};
use zopa_text::document::Tone;
use zopa_text::sheet::{Cell, Face, Found, Look, Piece, Sheet, Value, Workbook};

/// Returns a workbook with one sheet.
fn book(rows: Vec<Vec<Cell>>) -> Workbook {
    let sheet = Sheet { name: "Sheet".to_string(), widths: vec![10, 30], above: 0, head: true, beside: 1, rows };
    Workbook { title: "A title".to_string(), mark: None, rtl: false, sheets: vec![sheet] }
}

/// Returns the parts of a workbook by path.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("bytes");
        parts.insert(name, bytes);
    }
    parts
}

/// Returns the cells of the first sheet as another library reads them.
fn elsewhere(bytes: &[u8]) -> BTreeMap<(u32, u32), Found> {
    use calamine::{DataRef, Reader as _, Xlsx};
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let mut reader = book.worksheet_cells_reader("Sheet").expect("a sheet");
    let mut found = BTreeMap::new();
    while let Some(cell) = reader.next_cell().expect("a cell") {
        let value = match cell.get_value() {
            DataRef::SharedString(text) => Found::Text(text.to_string()),
            DataRef::Float(number) => Found::Number(number.to_string()),
            _ => continue,
        };
        found.insert(cell.get_position(), value);
    }
    found
}

/// Packs parts as a workbook.
fn packed(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        out.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
        out.write_all(bytes).expect("bytes");
    }
    out.finish().expect("an archive").into_inner()
}

fn part(bytes: &[u8], path: &str) -> String {
    String::from_utf8(parts(bytes).remove(path).unwrap_or_else(|| panic!("{path}"))).expect("UTF-8")
}

/// Texts with what spreadsheets and XML make something of.
fn text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "=HYPERLINK(\"x\")",
        "\t=1",
        "<b>&amp;",
        "_x0041_",
        "_x000D_",
        "a\nb",
        " lead",
        "trail ",
        "“quoted”",
        "שלום",
        "مرحبا [200]",
        "1E5",
        "2026-01",
        "TRUE",
        "'",
        "]]>",
        "\u{10ffff}",
        "'=1",
    ]);
    prop::collection::vec(prop_oneof![odd.prop_map(str::to_string), "[ -~]{0,12}"], 0..4)
        .prop_map(|parts| parts.concat())
}

fn cell() -> impl Strategy<Value = Cell> {
    let face = prop::sample::select(vec![Face::Plain, Face::Strong, Face::Faint]);
    let look = prop::sample::select(vec![
        Look::Plain,
        Look::Head,
        Look::Faint,
        Look::Strong,
        Look::Blank,
        Look::Title,
        Look::Outside,
        Look::State(Tone::Blocked),
    ]);
    let pieces = prop::collection::vec((text(), face), 0..4)
        .prop_map(|pieces| Cell::pieces(pieces.into_iter().map(|(text, face)| Piece { text, face }).collect()));
    let whole = any::<i32>().prop_map(|number| Cell::whole(Some(i64::from(number))));
    (prop_oneof![4 => pieces, 1 => whole], look, text()).prop_map(|(cell, look, note)| cell.look(look).note(note))
}

/// Returns what a cell is found to hold again.
fn expected(cell: &Cell) -> Option<Found> {
    match &cell.value {
        Value::Empty => None,
        Value::Whole(number) => Some(Found::Number(number.to_string())),
        Value::Text(_) => {
            let text: String =
                cell.plain().chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
            Some(Found::Text(text))
        }
    }
}

proptest! {
    #![proptest_config(tries(200))]

    #[test]
    fn what_is_written_is_found_again(rows in prop::collection::vec(prop::collection::vec(cell(), 0..5), 1..6)) {
        let workbook = book(rows.clone());
        let bytes = write(&workbook).expect("a workbook");
        prop_assert_eq!(&bytes, &write(&workbook).expect("a workbook"), "the same workbook gives the same bytes");
        let found = read(&bytes).expect("a workbook");
        prop_assert_eq!(found.sheets.len(), 1);
        let mut wanted = BTreeMap::new();
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                wanted.extend(expected(cell).map(|found| ((row as u32, column as u32), found)));
            }
        }
        prop_assert_eq!(&found.sheets[0].cells, &wanted);
        prop_assert_eq!(elsewhere(&bytes), wanted, "another library reads the same");
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        prop_assert!(!sheet.contains("<f"), "a text became a formula");
    }
}

#[test]
fn a_workbook_says_nothing_of_when_or_by_whom_it_was_made() {
    let bytes = write(&book(vec![vec![Cell::text("a").note("b".to_string())]])).expect("a workbook");
    let all: Vec<u8> = parts(&bytes).into_values().flatten().collect();
    let all = String::from_utf8_lossy(&all);
    for word in ["Microsoft Excel", "Author", "lastModifiedBy>z"] {
        assert!(!all.contains(word), "{word}");
    }
    assert_eq!(all.matches("2000-01-01T00:00:00Z").count(), 2, "made and changed on the same fixed day");
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
    for at in 0..archive.len() {
        let time = archive.by_index(at).expect("a part").last_modified().expect("a time");
        assert_eq!((time.year(), time.month(), time.day()), (1980, 1, 1));
    }
}

#[test]
fn a_sheet_stays_in_sight_repeats_its_head_and_prints_its_mark() {
    let mut workbook =
        book(vec![vec![Cell::text("Head"), Cell::text("Other")], vec![Cell::text("a"), Cell::text("b")]]);
    workbook.mark = Some("SECRET & \"CLOSED\"".to_string());
    workbook.rtl = true;
    let bytes = write(&workbook).expect("a workbook");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for wanted in [
        "rightToLeft=\"1\"",
        "state=\"frozen\"",
        "<autoFilter ref=\"A1:B2\"",
        "orientation=\"landscape\"",
        "fitToHeight=\"0\"",
        "SECRET &amp;&amp; \"CLOSED\"&amp;R",
    ] {
        assert!(sheet.contains(wanted), "{wanted}\n{sheet}");
    }
    assert_eq!(sheet.matches("SECRET").count(), 2, "at the top and the bottom");
    assert!(part(&bytes, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
    assert!(!sheet.contains("customHeight"), "rows grow with what is written in them");
}

#[test]
fn words_are_offered_where_a_cell_has_some() {
    let mut offered = Cell::text("nothing yet");
    offered.offered = vec!["demand:".to_string(), "red line:".to_string()];
    let bytes = write(&book(vec![vec![Cell::text("Head")], vec![offered.clone()], vec![offered]])).expect("a workbook");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("sqref=\"A2:A3\""), "{sheet}");
    assert!(sheet.contains("demand:,red line:"), "{sheet}");
}

#[test]
fn a_wide_sheet_goes_over_several_pages() {
    let row: Vec<Cell> = (0..31).map(|at| Cell::text(format!("column {at}"))).collect();
    let mut workbook = book(vec![row]);
    workbook.sheets[0].widths = vec![30; 31];
    let sheet = part(&write(&workbook).expect("a workbook"), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("fitToWidth=\"4\""), "{}", &sheet[sheet.find("<pageSetup").unwrap()..]);
}
