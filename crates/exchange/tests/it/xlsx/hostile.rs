//! Workbooks that are none, are damaged, or would not fit into memory.

use super::{book, packed, parts};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Book};
use std::collections::BTreeMap;
use zopa_exchange::xlsx::{FILE_BYTES_MAX, read, write};
use zopa_text::sheet::{Cell, Found};

fn sound() -> Vec<u8> {
    write(&book(vec![vec![Cell::text("a"), Cell::text("b")]])).expect("a workbook")
}

fn refusal(bytes: &[u8]) -> String {
    let refused = read(bytes).expect_err("a refusal");
    format!("{refused} ({})", refused.hint.as_deref().unwrap_or_default())
}

/// Returns a sound workbook with one of its parts changed.
fn changed(path: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut parts = parts(&sound());
    let text = String::from_utf8(parts.remove(path).expect("a part")).expect("UTF-8");
    parts.insert(path.to_string(), change(text).into_bytes());
    packed(&parts)
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn what_is_no_workbook_is_refused_with_a_way_out() {
    for (bytes, word) in [
        (b"".to_vec(), "no Excel workbook"),
        (b"a,b\n1,2\n".to_vec(), "no Excel workbook"),
        (vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1], "old .xls"),
        (b"PK\x03\x04".to_vec(), "damaged"),
        (vec![b'P'; FILE_BYTES_MAX + 1], "more than the 64 MiB"),
    ] {
        let said = refusal(&bytes);
        assert!(said.contains(word), "{said}");
    }
    let named = |path: &str| packed(&BTreeMap::from([(path.to_string(), b"x".to_vec())]));
    for (path, word) in [
        ("content.xml", ".ods"),
        ("xl/workbook.bin", ".xlsb"),
        ("word/document.xml", "Word"),
        ("anything", "cannot be read"),
    ] {
        let said = refusal(&named(path));
        assert!(said.contains(word), "{path}: {said}");
    }
}

#[test]
fn a_workbook_cut_short_anywhere_is_refused() {
    let bytes = sound();
    for end in (0..bytes.len()).step_by(97) {
        assert!(read(&bytes[..end]).is_err(), "{end}");
    }
}

#[test]
fn what_unpacks_to_more_than_fits_is_refused() {
    let said = refusal(&changed(SHEET, |sheet| format!("{sheet}{}", " ".repeat(257 << 20))));
    assert!(said.contains("larger than the 256 MiB"), "{said}");
}

#[test]
fn a_size_that_lies_is_not_believed() {
    let mut bytes = changed(SHEET, |sheet| format!("{sheet}{}", " ".repeat(257 << 20)));
    // The unpacked size stands in the list of parts, 24 bytes after the sign of an entry.
    let signs: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, window)| *window == b"PK\x01\x02").map(|(at, _)| at).collect();
    for at in signs {
        bytes[at + 24..at + 28].copy_from_slice(&64_u32.to_le_bytes());
    }
    assert!(read(&bytes).is_err());
}

#[test]
fn what_a_table_of_texts_announces_is_not_believed() {
    let many = |table: String| table.replacen("uniqueCount=\"2\"", "uniqueCount=\"18446744073709551615\"", 1);
    assert_eq!(read(&changed("xl/sharedStrings.xml", many)).expect("a workbook"), read(&sound()).expect("a workbook"));
}

#[test]
fn places_that_no_sheet_has_are_refused() {
    for cell in [
        "<c r=\"A99999999999\"><v>1</v></c>",
        "<c r=\"ZZZZZZZZZZZZ1\"><v>1</v></c>",
        "<c r=\"A0\"><v>1</v></c>",
        "<c r=\"A\"><v>1</v></c>",
        "<c t=\"s\"><v>99</v></c>",
        "<c><v>&more;</v></c>",
    ] {
        let odd = |sheet: String| sheet.replacen("</sheetData>", &format!("<row>{cell}</row></sheetData>"), 1);
        assert!(read(&changed(SHEET, odd)).is_err(), "{cell}");
    }
    let row = |sheet: String| sheet.replacen("</sheetData>", "<row r=\"99999999999\"/></sheetData>", 1);
    assert!(read(&changed(SHEET, row)).is_err());
    let merged = |sheet: String| {
        sheet.replacen(
            "</sheetData>",
            "</sheetData><mergeCells><mergeCell ref=\"D7:B2\"/><mergeCell ref=\"x\"/></mergeCells>",
            1,
        )
    };
    assert_eq!(read(&changed(SHEET, merged)).expect("a workbook").sheets[0].merged, [((1, 1), (6, 3))]);
}

#[test]
fn one_long_text_in_very_many_cells_is_refused() {
    let table = format!("<sst xmlns=\"x\"><si><t>{}</t></si><si><t>b</t></si></sst>", "long ".repeat(200_000));
    let mut parts = parts(&changed(SHEET, |sheet| {
        let (before, after) = sheet.split_at(sheet.find("</sheetData>").expect("data"));
        let cells = "<c t=\"s\"><v>0</v></c>".repeat(10_000);
        format!("{before}<row r=\"5\">{cells}</row>{after}")
    }));
    parts.insert("xl/sharedStrings.xml".to_string(), table.into_bytes());
    let said = refusal(&packed(&parts));
    assert!(said.contains("128 MiB of text"), "{said}");
}

#[test]
fn entities_are_not_opened() {
    let bomb = |sheet: String| {
        let (first, rest) = sheet.split_once("?>").expect("a declaration");
        let entity = "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
        let rest =
            rest.replacen("</sheetData>", "<row r=\"9\"><c r=\"A9\" t=\"str\"><v>&b;&f;</v></c></row></sheetData>", 1);
        format!("{first}?>{entity}{rest}")
    };
    let found = read(&changed(SHEET, bomb));
    assert!(found.is_err() || !format!("{found:?}").contains("aaaaaaaaaa"), "{found:?}");
}

#[test]
fn a_cell_at_the_far_end_costs_nothing() {
    let far = |sheet: String| {
        sheet.replacen(
            "</sheetData>",
            "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"str\"><v>far</v></c></row></sheetData>",
            1,
        )
    };
    let found = read(&changed(SHEET, far)).expect("a workbook");
    assert_eq!(found.sheets[0].cells[&(1_048_575, 16_383)], Found::Text("far".to_string()));
    let beyond = |sheet: String| sheet.replacen("</sheetData>", "<row><c r=\"XFE1\"><v>1</v></c></row></sheetData>", 1);
    assert!(read(&changed(SHEET, beyond)).is_err());
}

#[test]
fn formulas_dates_and_merged_cells_are_told_apart() {
    let mut book = Book::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_formula(0, 0, Formula::new("1+1").set_result("2")).unwrap();
    sheet.write_datetime_with_format(0, 2, ExcelDateTime::from_ymd(2026, 1, 31).unwrap(), &date).unwrap();
    sheet.write_boolean(0, 3, true).unwrap();
    sheet.write_number(0, 4, 0.5).unwrap();
    sheet.merge_range(2, 0, 3, 1, "both", &Format::new()).unwrap();
    let found = read(&book.save_to_buffer().unwrap()).expect("a workbook");
    let cells = &found.sheets[0].cells;
    assert_eq!(cells[&(0, 0)], Found::Number("2".to_string()));
    assert_eq!(cells[&(0, 2)], Found::Day("2026-01-31".to_string()));
    assert_eq!(cells[&(0, 3)], Found::Truth(true));
    assert_eq!(cells[&(0, 4)], Found::Number("0.5".to_string()));
    assert_eq!(found.sheets[0].merged, vec![((2, 0), (3, 1))]);
}

#[test]
fn a_formula_without_its_outcome_is_no_empty_cell() {
    let formula = |sheet: String| {
        let cells =
            "<row r=\"9\"><c r=\"A9\"><f>B1&amp;\"x\"</f></c><c r=\"B9\" t=\"e\"><v>#REF!</v></c></row></sheetData>";
        sheet.replacen("</sheetData>", cells, 1)
    };
    let found = read(&changed(SHEET, formula)).expect("a workbook");
    assert_eq!(found.sheets[0].cells[&(8, 0)], Found::Formula("B1&\"x\"".to_string()));
    assert_eq!(found.sheets[0].cells[&(8, 1)], Found::Fault("#REF!".to_string()));
}

#[test]
fn macros_and_links_are_named_and_left_alone() {
    let mut parts = parts(&sound());
    parts.insert("xl/vbaProject.bin".to_string(), b"not looked at".to_vec());
    parts.insert("xl/externalLinks/externalLink1.xml".to_string(), b"<x/>".to_vec());
    let found = read(&packed(&parts)).expect("a workbook");
    assert_eq!(found.ignored, ["macros", "links to other files"]);
}
