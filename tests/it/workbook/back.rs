//! Edited grids.

use super::{back, back_with, case, entries, found, grid_of, place, put, text};
use zopa::edited::{Edited, Options, appended, open, resolve};
use zopa::session;
use zopa_case::case::Case;
use zopa_syntax::value::Date;
use zopa_text::sheet::{Found, Table};

const RECORD: &str = r#"case "Toll talks"
party north "Norrland" principal
party south "Sudmark" principal
fact watched "The strait is watched"
point toll "Toll" number 0..500 step 50 unit EUR
point start "Start" date 2026-01..2028-01 step 6 months
point patrols "Patrols" scale
  option none "None"
  option joint "Joint patrols" gives watched
  option full "Full patrols" gives watched
2025-03-01 report gazette
2025-03-02 stance north red-line ceiling "No toll above 200" : toll <= 200
  basis mandate mandator "parliament" cost 3
  fallback : toll <= 300
  share mediator
  evidence gazette "not above two hundred"
2025-03-03 stance south demand floor : toll >= 400
2025-03-03 stance south reserves : start
2025-03-04 stance south red-line seen : watched
2025-03-06 agrees north : patrols = joint ad-referendum
2025-03-09 report last
"#;

fn edited(point: &str, party: &str, words: &str) -> (Case, Edited) {
    let case = case(RECORD);
    let mut table = grid_of(&case);
    let at = place(&table, point, party);
    put(&mut table, at, words);
    let answer = back(&case, &table);
    (case, answer)
}

/// Returns the only entry proposed after a change of one cell.
fn proposed(point: &str, party: &str, words: &str) -> String {
    let (_, answer) = edited(point, party, words);
    assert!(answer.findings.is_empty(), "{words}\n{answer:#?}");
    let [entry] = entries(&answer)[..] else { panic!("{words}\n{answer:#?}") };
    // The remark says which cell it was.
    let (entry, note) = entry.rsplit_once("note ").expect("a remark");
    assert!(note.starts_with("\"Position grid as of 2025-03-09, cell Positions!"), "{note}");
    entry.trim().to_string()
}

fn wrong(point: &str, party: &str, words: &str) -> String {
    let (_, answer) = edited(point, party, words);
    let [finding] = &answer.findings[..] else { panic!("{words}\n{answer:#?}") };
    assert!(answer.proposals.is_empty() && finding.error, "{words}\n{answer:#?}");
    finding.to_string()
}

#[test]
fn one_cell_changed_is_one_entry() {
    assert_eq!(
        proposed("toll", "north", "red line ceiling: ≤ 250 EUR\n2025-03-02 · gazette"),
        "2025-03-09 stance north red-line ceiling : toll <= 250 basis mandate mandator \"parliament\" cost 3\n  \
         fallback : toll <= 300\n  share mediator"
    );
    // What it stands on is kept, its evidence is not; the name may be left out where there is only one.
    for words in ["red line: at most 250", "Red line: <= 250 eur", "red-line ceiling: toll ≤ 250"] {
        assert!(
            proposed("toll", "north", words).starts_with("2025-03-09 stance north red-line ceiling : toll <= 250 ")
        );
    }
    assert_eq!(
        proposed("toll", "south", "demand floor: ≥ 400 EUR\naccepts: 300 if “Patrols” ≥ “Joint patrols”"),
        "2025-03-09 stance south accepts south-toll-accepts : toll = 300 if patrols >= joint"
    );
    assert_eq!(proposed("toll", "south", ""), "2025-03-09 stance south drops floor");
    assert_eq!(proposed("toll", "south", "no position recorded"), "2025-03-09 stance south drops floor");
    assert_eq!(proposed("patrols", "north", "agrees: “Full patrols”"), "2025-03-09 agrees north : patrols = full");
    assert_eq!(proposed("patrols", "north", "–"), "2025-03-09 reopens north : patrols");
    assert_eq!(
        proposed("patrols", "north", "agrees: Joint patrols, ad referendum\nopposes: Full patrols"),
        "2025-03-09 stance north opposes north-patrols-opposes : patrols = full"
    );
    assert_eq!(
        proposed("start", "north", "demand sooner: in 2026-01..2027-01"),
        "2025-03-09 stance north demand sooner : start in 2026-01..2027-01"
    );
    assert_eq!(
        proposed("start", "north", "considers"),
        "2025-03-09 stance north considers north-start-considers : start"
    );
    assert_eq!(
        proposed("toll", "north", "red line ceiling: ≤ 200 EUR\naccepts: 2 * toll + 50 <= 500 relaxes ceiling"),
        "2025-03-09 stance north accepts north-toll-accepts : 2 * toll + 50 <= 500 relaxes ceiling"
    );
}

#[test]
fn a_date_and_an_author_can_be_given() {
    let case = case(RECORD);
    let mut table = grid_of(&case);
    let at = place(&table, "toll", "south");
    put(&mut table, at, "demand floor: ≥ 300");
    let options = Options { date: Date::parse("2025-04-02"), by: Some("the \"desk\"".to_string()) };
    let answer = back_with(&case, &table, &options);
    assert_eq!(
        entries(&answer),
        ["2025-04-02 stance south demand floor : toll >= 300\n  \
          note \"Position grid as of 2025-03-09, cell Positions!E5; by the \\\"desk\\\"\""]
    );
    let early = Options { date: Date::parse("2025-03-08"), by: None };
    assert!(back_with(&case, &table, &early).findings[0].message.contains("before 2025-03-09"));
}

#[test]
fn what_does_not_resolve_is_told_with_its_cell_and_a_way_out() {
    for (point, party, words, said) in [
        ("toll", "north", "200", "Positions!D5: error: expected what the party does, found `200`"),
        ("toll", "north", "red line ceiling ≤ 250", "expected a colon after `ceiling`, found `<=`"),
        ("patrols", "north", "demand: “Joint patrol”", "did you mean “Joint patrols”?"),
        ("patrols", "north", "demand: join", "did you mean “joint”?"),
        ("patrols", "north", "demand: “Patrol” ≥ joint", "no settlement of `patrols`"),
        ("toll", "north", "demand: 225", "`toll`"),
        ("toll", "north", "demand", "`demand` without saying what"),
        ("toll", "north", "demand: “open", "a quote that is not closed"),
        ("toll", "north", "demand: ≤ 200 and", "expected what is stated, found the end of the line"),
        ("toll", "north", "demand: (≤ 200", "expected `)`"),
        ("toll", "north", "demand floor: ≤ 200", "`floor` is the name of something else"),
        ("toll", "north", "=1+1", "expected what the party does"),
        ("toll", "north", "demand: ≤ 200 # note", "means nothing here"),
        ("patrols", "north", "agrees: 5", "`patrols` is settled by an option"),
        ("patrols", "north", "agrees: Nobody", "“Nobody” is no settlement of `patrols`"),
        (
            "start",
            "south",
            "",
            "has no name in the record, so nothing can take its place (give it a name at case.zopa:18)",
        ),
        ("start", "south", "opposes", "has no name in the record"),
        (
            "toll",
            "north",
            "red line ceiling: ≤ 200 EUR relaxes",
            "expected the name of a red line, found the end of the line",
        ),
        ("toll", "south", "offers: 100 relaxes ceiling", "`ceiling`"),
    ] {
        let answer = edited(point, party, words).1;
        let found = answer.findings.first().unwrap_or_else(|| panic!("{words}: {answer:#?}")).to_string();
        assert!(found.contains(said), "{words}: {found}");
    }
}

#[test]
fn many_brackets_are_refused_and_do_not_overflow() {
    let deep = format!("demand: {}200{}", "(".repeat(5_000), ")".repeat(4_000));
    assert!(wrong("toll", "north", &deep).contains("nested more than 64 deep"));
    let nots = format!("demand: {}200", "not ".repeat(2_000));
    assert!(wrong("toll", "north", &nots).contains("too many `not`"));
    let long = format!("demand: {}", "x".repeat(20_000));
    assert!(wrong("toll", "north", &long).contains("more than 10000 characters"));
}

#[test]
fn rows_and_columns_may_be_moved_left_out_and_added() {
    let case = case(RECORD);
    let plain = grid_of(&case);
    let at = place(&plain, "toll", "south");
    // Rows and columns in the opposite order, from row 20 and column 7 on.
    let (rows, columns) = (30, 20);
    let mut turned = Table { name: "My copy".to_string(), ..Table::default() };
    for (&(row, column), cell) in &plain.cells {
        let below = if row <= 3 { row } else { rows - row };
        turned.cells.insert((below, columns - column), cell.clone());
    }
    assert!(back(&case, &turned).proposals.is_empty());
    turned.cells.insert((rows - at.0, columns - at.1), Found::Text("demand floor: ≥ 300".to_string()));
    let answer = back(&case, &turned);
    assert_eq!(answer.proposals.len(), 1, "{answer:#?}");
    assert_eq!(answer.proposals[0].place, format!("My copy!Q{}", rows - at.0 + 1));
    // Without a row and a column, and with some of somebody's own.
    let mut some = plain.clone();
    let start = place(&plain, "start", "south");
    some.cells.retain(|&(row, column), _| row != start.0 && (column != place(&plain, "toll", "north").1 || row < 3));
    some.cells.insert((3, 12), Found::Text("My remarks".to_string()));
    some.cells.insert((5, 12), Found::Text("whatever".to_string()));
    some.cells.insert((40, 0), Found::Text("Total".to_string()));
    let answer = back(&case, &some);
    assert!(answer.proposals.is_empty() && answer.is_sound(), "{answer:#?}");
    let [finding] = &answer.findings[..] else { panic!("{answer:#?}") };
    assert_eq!(finding.to_string(), "Positions!M4: warning: the column is not read: no party is called “My remarks”");
}

#[test]
fn positions_that_belong_nowhere_are_found() {
    let case = case(RECORD);
    let plain = grid_of(&case);
    let (row, column) = place(&plain, "toll", "north");
    let told = |change: &dyn Fn(&mut Table)| {
        let mut table = plain.clone();
        change(&mut table);
        let answer = back(&case, &table);
        assert!(!answer.is_sound(), "{answer:#?}");
        answer.findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    assert!(
        told(&|table| put(table, (row, 1), "Tolls\ntolls"))
            .contains("Positions!B5: error: no point is called “tolls” (did you mean “toll”?)")
    );
    assert!(
        told(&|table| put(table, (50, column), "demand: 200"))
            .contains("Positions!D51: error: a position in a row without a point in B51")
    );
    assert!(told(&|table| put(table, (row + 1, 1), "Toll\ntoll")).contains("a second row of `toll`"));
    assert!(told(&|table| put(table, (3, column + 1), "Norrland\nnorth")).contains("a second column of `north`"));
    assert!(told(&|table| table.cells.retain(|at, _| at.0 != 3)).contains("no head row"));
    assert!(
        told(&|table| table.merged.push(((row, column), (row, column + 1))))
            .contains("Positions!D5:E5: error: merged cells")
    );
    let cell = |found: Found| move |table: &mut Table| drop(table.cells.insert((row, column), found.clone()));
    assert!(
        told(&cell(Found::Formula("A1".to_string())))
            .contains("Positions!D5: error: a formula without its outcome: `=A1`")
    );
    assert!(told(&cell(Found::Fault("#REF!".to_string()))).contains("#REF!"));
    assert!(told(&cell(Found::Number("200".to_string()))).contains("expected what the party does, found `200`"));
    assert!(told(&cell(Found::Day("2026-01-31".to_string()))).contains("expected what the party does"));
    assert!(told(&cell(Found::Truth(true))).contains("expected what the party does"));
}

#[test]
fn a_stance_in_several_rows_is_changed_once() {
    let record = format!("{RECORD}2025-03-08 stance south demand both : toll >= 100 and start <= 2027-01\n");
    let case = case(&record);
    let plain = grid_of(&case);
    let (toll, start) = (place(&plain, "toll", "south"), place(&plain, "start", "south"));
    let change = |table: &mut Table, at, from: &str, to: &str| {
        let was = text(table, at);
        assert!(was.contains(from), "{was}");
        put(table, at, &was.replace(from, to));
    };
    let mut one = plain.clone();
    change(&mut one, toll, "both: ≥ 100 EUR", "both: ≥ 150 EUR");
    assert_eq!(back(&case, &one).proposals.len(), 1);
    let mut alike = one.clone();
    change(&mut alike, start, "both: “Toll” ≥ 100 EUR", "both: “Toll” ≥ 150 EUR");
    assert_eq!(back(&case, &alike).proposals.len(), 1);
    let mut differing = one;
    change(&mut differing, start, "both: “Toll” ≥ 100 EUR", "both: “Toll” ≥ 50 EUR");
    assert!(back(&case, &differing).findings[0].message.contains("changed in another way in Positions!E5"));
    let mut gone = plain.clone();
    let lines: Vec<String> = text(&plain, toll).lines().map(str::to_string).collect();
    let kept: Vec<&String> = lines.iter().filter(|line| !line.starts_with("demand both")).collect();
    put(&mut gone, toll, &kept.iter().map(|line| line.as_str()).collect::<Vec<_>>().join("\n"));
    let answer = back(&case, &gone);
    assert_eq!(answer.proposals.len(), 1);
    assert!(answer.findings[0].to_string().contains("still stands in Positions!E6"), "{answer:#?}");
}

#[test]
fn a_record_that_has_changed_since_is_found() {
    let before = case(RECORD);
    let table = grid_of(&before);
    let after = case(&RECORD.replace("toll <= 200", "toll <= 250"));
    let answer = back(&after, &table);
    assert!(!answer.is_sound());
    assert!(answer.findings[0].message.starts_with("the record has changed"), "{answer:#?}");
    // What was added later is no change of the record as it was.
    let later = case(&format!("{RECORD}2025-05-01 stance south demand floor : toll >= 300\n"));
    let answer = back(&later, &table);
    assert!(answer.proposals.is_empty() && answer.findings.is_empty(), "{answer:#?}");
    let mut touched = table.clone();
    let at = place(&table, "toll", "south");
    put(&mut touched, at, "demand floor: ≥ 350");
    let answer = back(&later, &touched);
    assert_eq!(answer.proposals.len(), 1);
    assert!(
        answer.findings[0].to_string().contains("warning: the record goes on after the day of the grid"),
        "{answer:#?}"
    );
}

#[test]
fn entries_are_added_at_the_end_and_nothing_else_is_touched() {
    let (case, mut answer) = edited("toll", "south", "demand floor: ≥ 300 # no");
    assert!(!answer.is_sound() && answer.proposals.is_empty());
    answer = edited("toll", "south", "demand floor: ≥ 300").1;
    resolve(&case, &mut answer, Some("case.zopa"));
    assert!(answer.is_sound(), "{answer:#?}");
    let source = case.sources.iter().next().expect("a file");
    for before in
        [source.text.clone(), source.text.trim_end().to_string(), source.text.replace('\n', "\r\n"), String::new()]
    {
        let after = appended(&before, &answer).expect("a text");
        assert!(after.starts_with(&before));
        assert_eq!(after.contains('\r'), before.contains('\r'));
        assert!(after.trim_end().ends_with("cell Positions!E5\""), "{after}");
    }
    let read = Case::read(vec![("case.zopa".to_string(), appended(&source.text, &answer).expect("a text"))]);
    assert!(read.is_sound());
}

#[test]
fn on_the_day_of_the_grid_the_place_of_an_entry_matters() {
    let record = format!("{RECORD}2025-03-09 stance south demand floor : toll >= 350\n");
    let case = case(&record);
    let mut table = grid_of(&case);
    let at = place(&table, "toll", "south");
    put(&mut table, at, "demand floor: ≥ 300");
    let told = |file: Option<&str>| {
        let opened = open(std::slice::from_ref(&table)).unwrap();
        let view = session::view(&case, &opened.asked()).unwrap();
        let mut answer = opened.compare(&view, &Options::default());
        resolve(&case, &mut answer, file);
        answer
    };
    assert!(told(Some("case.zopa")).findings.is_empty(), "further down in the same file it is the later");
    let elsewhere = told(Some("other.zopa"));
    assert!(!elsewhere.is_sound());
    assert!(elsewhere.findings[0].hint.as_deref().unwrap().contains("--date"), "{elsewhere:#?}");
    let nowhere = told(None);
    assert!(nowhere.is_sound() && nowhere.findings.len() == 1, "a warning until it is known where it goes");
}

#[test]
fn what_is_only_assumed_is_not_changed_here() {
    let record = format!("{RECORD}assume calm \"A calm year\" : stance south demand floor : toll >= 100\n");
    let case = case(&record);
    let asked = session::Asked { as_of: None, assume: vec!["calm".to_string()] };
    let view = session::view(&case, &asked).unwrap();
    let answer = zopa::question::grid::ask(&view, &Default::default()).unwrap();
    let mut table = found(&zopa::workbook::workbook(&case, answer.sheets(&case)));
    assert!(back(&case, &table).findings.is_empty());
    let at = place(&table, "toll", "south");
    assert!(text(&table, at).contains("assumed · no source on record"));
    put(&mut table, at, "demand floor: ≥ 150");
    assert!(back(&case, &table).findings[0].message.contains("only assumed"));
}

#[test]
fn a_sheet_that_is_no_grid_or_of_another_version_is_refused() {
    let case = case(RECORD);
    assert!(open(&[]).unwrap_err().to_string().contains("no sheet in the workbook is a position grid"));
    let table = grid_of(&case);
    assert!(open(&[table.clone(), table.clone()]).unwrap_err().message.contains("both position grids"));
    for (marker, said) in [
        ("zopa grid 2 · as of 2025-03-09 · record 0", "another version"),
        ("zopa grid 1 · as of yesterday", "has been changed"),
        ("zopa grid 1", "has been changed"),
    ] {
        let mut table = table.clone();
        put(&mut table, (2, 0), marker);
        assert!(open(&[table]).unwrap_err().to_string().contains(said), "{marker}");
    }
}
