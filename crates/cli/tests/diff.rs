//! `zopa diff` as a user runs it: drafts of a case, two files, side by side, the map entered.
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

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

const BEFORE: &str = "1. Each ship shall pay a toll of 300 euros.\n\n2. Fish quotas in the narrows are shared.\n";
const AFTER: &str = "1. Fish quotas in the narrows are shared.\n\n2. Each ship should pay a toll of 200 euros.\n";
const CASE: &str = "case \"Toll talks\"\nparty norrland principal\nparty sudmark principal\n\
    2025-03-05 draft first by sudmark text \"first.md\"\n  1 \"Toll\"\n  2 \"Fish\"\n\
    2025-03-20 draft second by norrland revises first text \"second.md\"\n  1 \"Fish\"  # theirs\n  2 \"Toll\"\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [("first.md", BEFORE), ("second.md", AFTER), ("case.zopa", CASE)] {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn at(folder: &Path, name: &str) -> String {
    folder.join(name).to_string_lossy().into_owned()
}

#[test]
fn two_files_are_compared() {
    let folder = folder();
    let (before, after) = (at(folder.path(), "first.md"), at(folder.path(), "second.md"));
    let output = zopa(&["diff", &before, &after]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let text = out(&output);
    for part in
        ["1 kept, 1 altered", "{-300-} {+200+} euros", "“shall” → “should” (weaker: duty becomes recommendation)"]
    {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    let json = zopa(&["diff", &before, &after, "--format", "json"]);
    let found: Value = serde_json::from_str(&out(&json)).expect("a JSON document");
    assert_eq!(found["clauses"][0]["from"], serde_json::json!(["2"]));
    assert_eq!(found["clauses"][1]["words"][1]["kind"], "deleted");
    let write = zopa(&["diff", &before, &after, "--write"]);
    assert_eq!(write.status.code(), Some(2));
}

#[test]
fn texts_stand_side_by_side_within_the_width() {
    let folder = folder();
    let (before, after) = (at(folder.path(), "first.md"), at(folder.path(), "second.md"));
    for width in ["40", "60", "120"] {
        let text = out(&zopa(&["diff", &before, &after, "--side-by-side", "--width", width]));
        let width: usize = width.parse().expect("a number");
        let within = |line: &str| line.chars().count() <= width || line.contains('/');
        assert!(text.lines().all(within), "{text}");
        assert!(text.contains('│'));
    }
    let html = out(&zopa(&["diff", &before, &after, "--side-by-side", "--format", "html"]));
    assert!(html.contains("<del>300</del>") && html.contains("<ins>200</ins>") && html.contains("landscape"));
    let markdown = out(&zopa(&["diff", &before, &after, "--side-by-side", "--format", "md"]));
    assert!(markdown.contains("{--300--}") && markdown.contains("{++200++}"));
}

#[test]
fn the_proposed_map_is_entered_into_the_file() {
    let folder = folder();
    let case = folder.path().to_string_lossy().into_owned();
    let before = out(&zopa(&["diff", "first", "second", &case, "--format", "json"]));
    assert!(before.contains("\"inferred\": true"));
    let output = zopa(&["diff", "first", "second", &case, "--write"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(out(&output).contains("case.zopa: entered into the draft `second`, for review"), "{}", out(&output));
    let text = fs::read_to_string(at(folder.path(), "case.zopa")).expect("the case");
    assert_eq!(
        text,
        CASE.replace("1 \"Fish\"  #", "1 \"Fish\" was 2  #").replace("  2 \"Toll\"\n", "  2 \"Toll\" was 1\n")
    );
    let after = out(&zopa(&["diff", "first", "second", &case, "--format", "json"]));
    assert!(!after.contains("\"inferred\": true"));
    assert!(out(&zopa(&["diff", "first", "second", &case, "--write"])).contains("nothing to enter"));
    let refused = zopa(&["diff", "second", "first", &case, "--write"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("add `revises second`"));
}

#[test]
fn files_that_are_no_texts_are_refused() {
    let folder = folder();
    let word = at(folder.path(), "a.docx");
    fs::write(&word, [0x50, 0x4b, 3, 4, 0xff, 0xfe]).expect("a file");
    let output = zopa(&["diff", &word, &at(folder.path(), "first.md")]);
    assert_eq!(output.status.code(), Some(3));
    assert!(err(&output).contains("not UTF-8"));
    // A file and no file: drafts of a case are meant.
    let output = zopa(&["diff", &word, "second", &folder.path().to_string_lossy()]);
    assert_eq!(output.status.code(), Some(2));
    let gone = zopa(&["diff", "first", "second", &at(folder.path(), "nowhere")]);
    assert_eq!(gone.status.code(), Some(3));
}
