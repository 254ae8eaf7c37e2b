//! What a spreadsheet cannot hold.

use super::book;
use zopa_exchange::xlsx::{Refused, write};
use zopa_text::sheet::Cell;

fn refusal(rows: Vec<Vec<Cell>>) -> Refused {
    write(&book(rows)).expect_err("a refusal")
}

#[test]
fn too_long_a_cell_or_note_is_refused_with_its_place() {
    let longest = "x".repeat(32_767);
    assert!(write(&book(vec![vec![Cell::text(longest.clone())]])).is_ok());
    let refused = refusal(vec![vec![], vec![Cell::default(), Cell::text(format!("{longest}y"))]]);
    assert_eq!(
        refused.to_string(),
        "sheet Sheet, cell B2: a cell of 32768 characters, more than the 32767 that it can hold"
    );
    let refused = refusal(vec![vec![Cell::text("a").note(longest)]]);
    assert!(refused.to_string().starts_with("sheet Sheet, cell A1: a note of 32767 characters"), "{refused}");
    // Excel counts what lies beyond the first plane of Unicode twice.
    assert!(write(&book(vec![vec![Cell::text("𐍈".repeat(16_384))]])).is_err());
}

#[test]
fn too_many_rows_or_columns_are_refused() {
    let refused = refusal(vec![Vec::new(); 1_048_577]);
    assert!(refused.message.contains("1048577 rows"), "{refused}");
    let refused = refusal(vec![vec![Cell::default(); 16_385]]);
    assert!(refused.message.contains("16385 columns"), "{refused}");
}

#[test]
fn names_and_marks_that_no_spreadsheet_takes_are_refused() {
    for name in ["", "a/b", "a:b", "[a]", "what?", "'a", "a'", &"n".repeat(32)] {
        let mut workbook = book(vec![vec![Cell::text("a")]]);
        workbook.sheets[0].name = name.to_string();
        assert!(write(&workbook).is_err(), "{name}");
    }
    let mut workbook = book(vec![vec![Cell::text("a")]]);
    workbook.sheets.push(workbook.sheets[0].clone());
    workbook.sheets[1].name = "SHEET".to_string();
    assert!(write(&workbook).is_err(), "two sheets of one name");
    workbook.sheets.clear();
    assert!(write(&workbook).is_err(), "no sheet");
    let mut workbook = book(vec![vec![Cell::text("a")]]);
    workbook.mark = Some("m".repeat(101));
    assert!(write(&workbook).expect_err("a refusal").message.contains("handling mark"));
}

#[test]
fn a_long_title_is_left_out_of_the_head_of_the_page_and_nowhere_else() {
    let mut workbook = book(vec![vec![Cell::text("a")]]);
    workbook.title = "t".repeat(400);
    workbook.mark = Some("&".repeat(100));
    let bytes = write(&workbook).expect("a workbook");
    assert!(super::part(&bytes, "docProps/core.xml").contains(&workbook.title));
}
