//! Excel out and back in, as a user does it.
#![allow(missing_docs, reason = "a test binary has no readers of its documentation")]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn zopa(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_zopa"))
        .args(args)
        .env_remove("COLUMNS")
        .env("NO_COLOR", "1")
        .output()
        .expect("the command runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

const RECORD: &str = r#"case "Toll talks"
party north "Norrland" principal
party south "Sudmark" principal
point toll "Toll" number 0..500 step 50 unit EUR
2025-03-02 stance north red-line ceiling "No toll above 200" : toll <= 200
  basis policy
2025-03-09 note "Ask again." on toll
"#;

/// A folder with the record, a workbook of its grid, and how to change a word of the grid.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().expect("a folder") };
        fs::create_dir(desk.folder.path().join("case")).expect("a folder");
        fs::write(desk.folder.path().join("case/record.zopa"), RECORD).expect("a file");
        let made = zopa(&["export", "xlsx", &desk.path("case"), &desk.path("grid.xlsx")]);
        assert_eq!(code(&made), 0, "{}", err(&made));
        desk
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }

    /// Changes a text in the table of texts of the workbook, as a spreadsheet program would.
    fn change(&self, from: &str, to: &str) {
        let bytes = fs::read(self.path("grid.xlsx")).expect("a file");
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
        let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).expect("a part");
            let name = part.name().expect("a name").into_owned();
            let mut text = Vec::new();
            std::io::Read::read_to_end(&mut part, &mut text).expect("bytes");
            if name == "xl/sharedStrings.xml" {
                let table = String::from_utf8(text).expect("UTF-8");
                assert!(table.contains(from), "{table}");
                text = table.replace(from, to).into_bytes();
            }
            packed.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
            std::io::Write::write_all(&mut packed, &text).expect("bytes");
        }
        fs::write(self.path("grid.xlsx"), packed.finish().expect("an archive").into_inner()).expect("a file");
    }

    fn import(&self, more: &[&str]) -> Output {
        let (file, case) = (self.path("grid.xlsx"), self.path("case"));
        zopa(&[&["import", "xlsx", file.as_str(), "--case", case.as_str()], more].concat())
    }

    fn record(&self) -> String {
        fs::read_to_string(self.path("case/record.zopa")).expect("a file")
    }
}

#[test]
fn an_untouched_grid_says_nothing_and_a_changed_one_proposes() {
    let desk = Desk::new();
    let said = desk.import(&[]);
    assert_eq!((code(&said), out(&said), err(&said)), (0, String::new(), String::new()));
    desk.change("≤ 200 EUR", "≤ 250 EUR");
    let said = desk.import(&["--by", "the desk"]);
    assert_eq!(code(&said), 0, "{}", err(&said));
    assert_eq!(
        out(&said),
        "# Positions!D5: north on toll\n2025-03-09 stance north red-line ceiling : toll <= 250 basis policy\n  \
         note \"Position grid as of 2025-03-09, cell Positions!D5; by the desk\"\n"
    );
    assert_eq!(desk.record(), RECORD, "nothing is written unless it is asked for");
    let answer: Value = serde_json::from_str(&out(&desk.import(&["--format", "json"]))).expect("JSON");
    assert_eq!(answer["proposals"][0]["place"], "Positions!D5");
    for format in ["md", "html"] {
        assert!(out(&desk.import(&["--format", format])).contains("1 proposed entry"));
    }
}

#[test]
fn entries_are_added_to_the_file_that_is_named_and_to_no_other() {
    let desk = Desk::new();
    desk.change("≤ 200 EUR", "≤ 250 EUR");
    let said = desk.import(&["--write", "changes.zopa", "--date", "2025-03-10"]);
    assert_eq!(code(&said), 0, "{}", err(&said));
    assert!(out(&said).starts_with("added 1 entry to "), "{}", out(&said));
    assert_eq!(desk.record(), RECORD);
    let changes = fs::read_to_string(desk.path("case/changes.zopa")).expect("a file");
    assert!(changes.starts_with("2025-03-10 stance north red-line ceiling : toll <= 250 basis policy\n"), "{changes}");
    assert_eq!(code(&zopa(&["grid", &desk.path("case")])), 0);
    // The record of the day of the grid is as it was, so the change is proposed again, for a later day.
    let said = desk.import(&["--write", "record.zopa", "--date", "2025-03-11"]);
    assert!(err(&said).contains("the record goes on after the day of the grid"), "{}", err(&said));
    assert!(desk.record().starts_with(RECORD));
    assert!(!desk.import(&["--write", "../outside.zopa"]).status.success());
    assert!(!desk.import(&["--write", "notes.txt"]).status.success());
}

#[test]
fn nothing_is_written_where_something_does_not_resolve() {
    let desk = Desk::new();
    desk.change("≤ 200 EUR", "≤ “2oo”");
    let said = desk.import(&["--write", "record.zopa"]);
    assert_eq!(code(&said), 1);
    assert!(err(&said).contains("grid.xlsx: Positions!D5: error: “2oo” is no settlement of `toll`"), "{}", err(&said));
    assert!(err(&said).contains("nothing was written"));
    assert_eq!(desk.record(), RECORD);
}

#[test]
fn files_that_are_no_grids_are_refused() {
    let desk = Desk::new();
    fs::write(desk.path("grid.xlsx"), "a,b\n").expect("a file");
    let said = desk.import(&[]);
    assert_eq!(code(&said), 2);
    assert!(err(&said).contains("no Excel workbook") && err(&said).contains("help:"), "{}", err(&said));
    fs::remove_file(desk.path("grid.xlsx")).expect("gone");
    assert_eq!(code(&desk.import(&[])), 3);
    let gaps = zopa(&["export", "xlsx", &desk.path("case"), &desk.path("grid.xlsx"), "--sheet", "gap"]);
    assert_eq!(code(&gaps), 0, "{}", err(&gaps));
    let said = desk.import(&[]);
    assert_eq!(code(&said), 1);
    assert!(err(&said).contains("no sheet in the workbook is a position grid"), "{}", err(&said));
}

#[test]
fn the_questions_come_in_every_format() {
    let kell = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/strait-of-kell");
    let kell = kell.to_string_lossy();
    for question in ["grid", "gap", "obligations"] {
        for format in ["text", "json", "md", "html"] {
            let answer = zopa(&[question, &kell, "--format", format]);
            assert_eq!(code(&answer), 0, "{question} {format}: {}", err(&answer));
            assert!(out(&answer).len() > 500, "{question} {format}");
        }
    }
    let part = zopa(&["grid", &kell, "--chapter", "Economy", "--party", "norrland", "--state", "agreed"]);
    let part = out(&part);
    assert!(
        part.contains("Toll per ship") && !part.contains("Passage of warships") && !part.contains("Sudmark agrees")
    );
    let wrong = zopa(&["grid", &kell, "--chapter", "Econmy"]);
    assert_eq!(code(&wrong), 2);
    assert!(err(&wrong).contains("did you mean `Economy`?"), "{}", err(&wrong));
    let draft = zopa(&["obligations", &kell, "--draft", "aldia-3"]);
    assert!(out(&draft).contains("Patrol mandate: not before"), "{}", out(&draft));
    let early = zopa(&["grid", &kell, "--as-of", "2025-03-10"]);
    assert!(!out(&early).contains("more-toll"));
}
