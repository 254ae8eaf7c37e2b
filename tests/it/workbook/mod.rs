//! The position grid out to a workbook and back in.

mod back;

mod office;
mod told;

use crate::brute::{Dice, holds, packages, parsed, random_expr};
use std::path::{Path, PathBuf};
use zopa::edited::{self, Edited, Options};
use zopa::question::{gap, grid, obligations};
use zopa::session;
use zopa::workbook::workbook;
use zopa_case::case::Case;
use zopa_case::view::View;
use zopa_case::world::World as _;
use zopa_exchange::xlsx;
use zopa_store::Folder;
use zopa_text::sheet::{Found, Table, Workbook};

/// The points and facts of the random expressions, with titles: some clear, some that several things have, some that
/// need care in quotes.
const FRAME: &str = r#"case "Random"  language en
party ann "The Kingdom of Ann" principal
party bob "Bob" principal
party cal "Cal and others" stakeholder
instrument deal signed-by ann bob
instrument side signed-by bob cal
instrument note signed-by cal
fact f "No warship passes"
fact g "The same for two"
fact h "The same for two" : f and not g or c = c2
point a "Passage of ships"
  option a0 "No warship passes" gives f via deal
  option a1 "Passage on notice, 48 hours' notice" gives f g via side
  option a2
point b "Patrols" scale
  option b0 "None or not" gives g via note
  option b1 "Say \"joint\"" via deal
  option b2 "=SUM(A1)" gives f
point n "Toll" number 0..4 step 2 unit EUR
  option none "No provision" no-provision gives g via side
point c "Patrols"
  option c1 "Same"  via note
  option c2 "same"
point d "Entry into force" date 2026-01..2026-07 step 3 months
"#;

fn case(text: &str) -> Case {
    let case = Case::read(vec![("case.zopa".to_string(), text.to_string())]);
    assert!(case.is_sound(), "{text}\n{:#?}", case.errors);
    case
}

fn example(name: &str) -> (PathBuf, Case) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name);
    let files = Folder::open(&path).expect("the folder").files().expect("the files");
    (path, Case::read(files))
}

const EXAMPLES: &[&str] = &["strait-of-kell", "ukraine-2025", "dockworkers-2026"];

fn whole(case: &Case) -> Workbook {
    let view = View::new(case, None, &[]);
    let mut sheets = grid::ask(&view, &grid::Options::default()).expect("a grid").sheets(case);
    sheets.push(gap::ask(&view, &grid::Options::default()).expect("gaps").sheet(case));
    sheets.extend(obligations::ask(&view, &obligations::Options::default()).expect("obligations").sheets());
    workbook(case, sheets)
}

/// Returns the position grid of a case as it is found in a workbook.
fn grid_of(case: &Case) -> Table {
    let view = View::new(case, None, &[]);
    let answer = grid::ask(&view, &grid::Options::default()).expect("a grid");
    found(&workbook(case, answer.sheets(case)))
}

/// Returns the first sheet of a workbook as it would be found, without going through a file.
fn found(workbook: &Workbook) -> Table {
    let sheet = &workbook.sheets[0];
    let mut table = Table { name: sheet.name.clone(), ..Table::default() };
    for (row, cells) in sheet.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let text = cell.plain();
            if !text.is_empty() {
                table.cells.insert((row as u32, column as u32), Found::Text(text));
            }
        }
    }
    table
}

fn back(case: &Case, table: &Table) -> Edited {
    back_with(case, table, &Options::default())
}

fn back_with(case: &Case, table: &Table, options: &Options) -> Edited {
    let tables = std::slice::from_ref(table);
    let opened = edited::open(tables).unwrap_or_else(|finding| panic!("{finding}"));
    let view = session::view(case, &opened.asked()).expect("a view");
    let mut answer = opened.compare(&view, options);
    edited::resolve(case, &mut answer, None);
    answer
}

/// Returns where the cell of a point and a party stands, both by name.
fn place(table: &Table, point: &str, party: &str) -> (u32, u32) {
    let ends = |name: &str| {
        let line = format!("\n{name}");
        table
            .cells
            .iter()
            .find(|(_, found)| matches!(found, Found::Text(text) if text.ends_with(&line)))
            .map(|(at, _)| *at)
    };
    (ends(point).expect("the point").0, ends(party).expect("the party").1)
}

fn text(table: &Table, at: (u32, u32)) -> String {
    table.cells.get(&at).and_then(Found::shown).unwrap_or_default()
}

fn put(table: &mut Table, at: (u32, u32), text: &str) {
    table.cells.insert(at, Found::Text(text.to_string()));
}

fn entries(answer: &Edited) -> Vec<&str> {
    answer.proposals.iter().map(|proposal| proposal.entry.as_str()).collect()
}

fn random_record(seed: u64) -> String {
    let mut dice = Dice(seed);
    let mut text = FRAME.to_string();
    for at in 0..4 + dice.below(8) {
        let party = dice.pick(&["ann", "bob", "cal"]);
        let verb = dice.pick(&["red-line", "demand", "offers", "accepts", "considers", "opposes", "reserves"]);
        let name = if dice.below(4) == 0 && verb != "red-line" { String::new() } else { format!(" s{at}") };
        let condition = if dice.below(3) == 0 { format!(" if {}", random_expr(&mut dice, 1)) } else { String::new() };
        let day = 1 + dice.below(9);
        let holds = random_expr(&mut dice, 2);
        text.push_str(&format!("2026-01-0{day} stance {party} {verb}{name} : {holds}{condition}\n"));
    }
    for party in ["ann", "bob"] {
        let choice = dice.pick(&["a = a0", "n = 2", "d = 2026-04", "b = [b0 (ann) | [b1 | b2] (bob; cal oppose)]"]);
        text.push_str(&format!("2026-01-09 agrees {party} : {choice}{}\n", dice.pick(&["", " ad-referendum"])));
    }
    text
}

#[test]
fn a_grid_that_nobody_touched_says_nothing_new() {
    for name in EXAMPLES {
        let (_, case) = example(name);
        let bytes = xlsx::write(&whole(&case)).expect("a workbook");
        assert_eq!(bytes, xlsx::write(&whole(&case)).expect("a workbook"), "{name}");
        let sheets = xlsx::read(&bytes).expect("a workbook").sheets;
        let opened = edited::open(&sheets).expect("a grid");
        let view = session::view(&case, &opened.asked()).expect("a view");
        let answer = opened.compare(&view, &Options::default());
        assert!(answer.proposals.is_empty() && answer.findings.is_empty(), "{name}: {answer:#?}");
    }
    for seed in 0..300 {
        let case = case(&random_record(seed));
        let answer = back(&case, &grid_of(&case));
        assert!(answer.proposals.is_empty() && answer.findings.is_empty(), "{seed}: {answer:#?}");
    }
}

/// Every line of every cell, with another verb, comes back as an entry that states the same: over all packages, by an evaluator that knows nothing of cells.
#[test]
fn what_a_cell_says_is_read_back_as_what_it_was_written_from() {
    let all = packages();
    let mut read = 0;
    for seed in 0..120 {
        let mut dice = Dice(seed);
        let expr = random_expr(&mut dice, 2);
        let record = format!("{FRAME}2026-01-02 stance ann accepts s1 : {expr} if {expr}\n2026-01-03 report last\n");
        let case = case(&record);
        let table = grid_of(&case);
        let wanted = parsed(&expr);
        for point in ["a", "b", "n", "c", "d"] {
            let at = place(&table, point, "ann");
            let was = text(&table, at);
            if !was.contains("s1:") {
                continue;
            }
            let mut table = table.clone();
            put(&mut table, at, &was.replacen("accepts", "offers", 1));
            let answer = back(&case, &table);
            assert!(answer.findings.is_empty(), "{expr}\n{was}\n{answer:#?}");
            let [entry] = entries(&answer)[..] else { panic!("{expr}\n{was}\n{answer:#?}") };
            let parse = zopa_syntax::parse::parse(zopa_syntax::span::FileId(0), entry);
            let node = parse.nodes().next().expect("an entry");
            let condition = node.clause("if").and_then(|clause| clause.expr("condition"));
            for found in [node.expr("holds"), condition] {
                let found = found.expect("an expression");
                for package in &all {
                    assert_eq!(holds(package, found), holds(package, &wanted), "{expr}\n{was}\n{entry}\n{package:?}");
                }
            }
            read += 1;
        }
    }
    assert!(read > 150, "{read} cells were read");
}

#[test]
fn a_record_in_arabic_runs_from_right_to_left() {
    let case = case(
        "case \"محادثات\" language ar\nparty a \"الشمال\" principal\npoint p \"المرور\"\n  option x \"حر\"\n  option y \"ممنوع\"\n\
         2026-01-02 stance a demand m : p = x\n",
    );
    assert!(whole(&case).rtl);
    let bytes = xlsx::write(&whole(&case)).expect("a workbook");
    let sheets = xlsx::read(&bytes).expect("a workbook").sheets;
    let mut table = sheets[0].clone();
    let at = place(&table, "p", "a");
    assert!(text(&table, at).starts_with("demand m: “حر”"), "{}", text(&table, at));
    put(&mut table, at, "demand m: “ممنوع”");
    let answer = back(&case, &table);
    assert!(entries(&answer)[0].contains("demand m : p = y"), "{answer:#?}");
}
