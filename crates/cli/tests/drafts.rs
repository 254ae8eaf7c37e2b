//! Draft texts on the command line: brackets, the two renderings, findings in them.
#![allow(missing_docs, reason = "a test binary has no readers of its documentation")]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn zopa(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zopa"));
    command
        .args(args)
        .current_dir(folder)
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
  handling "IN CONFIDENCE"
party norrland "Norrland" principal alias "NL"
party sudmark "Sudmark" principal
point toll "Toll" number 0..500 step 100 unit EUR
2025-03-01 draft first "First text" by sudmark mediators-text text "first.md"
  1 toll = [300 (sudmark) | 0 (norrland)]
2025-03-02 draft second by sudmark revises first
  1 toll = 300 was 1
"#;

const FIRST: &str = "# Treaty\n\n1. Ships pay [Sudmark propose: 300 euros][NL propose: nothing].<!-- NL is tired -->\n\n\
    2. It {--never --}{++always++}{>>author=NL: no<<} ends.\n";

fn case(first: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("case.zopa"), RECORD).expect("a file");
    fs::write(folder.path().join("first.md"), first).expect("a file");
    folder
}

#[test]
fn brackets_of_a_case_and_of_a_file() {
    let folder = case(FIRST);
    let told = zopa(folder.path(), &["brackets"]);
    assert_eq!((code(&told), err(&told)), (0, String::new()));
    assert!(
        out(&told).contains("2 brackets; alternatives side by side in 1 place") && out(&told).contains("IN CONFIDENCE")
    );
    for format in ["md", "html"] {
        assert_eq!(code(&zopa(folder.path(), &["brackets", ".", "--draft", "first", "--format", format])), 0);
    }
    fs::write(folder.path().join("later.md"), "1. Ships pay 300 euros.\n").expect("a file");
    let told = zopa(folder.path(), &["brackets", "later.md", "--since", "first.md", "--format", "json"]);
    let json: Value = serde_json::from_str(&out(&told)).expect("a document");
    assert_eq!((&json["since"]["brackets"], &json["all"]["brackets"]), (&Value::from(-2), &Value::from(0)));
}

#[test]
fn what_cannot_be_counted_says_why() {
    let folder = case(FIRST);
    for (args, exit, words) in [
        (vec!["brackets", ".", "--draft", "second"], 2, "names no text of `second`"),
        (vec!["brackets", ".", "--draft", "thrid"], 2, "no draft is called `thrid`"),
        (vec!["brackets", "first.md", "--since", "none.md"], 3, "none.md"),
        (vec!["brackets", "nowhere"], 3, "nowhere"),
        (vec!["draft", "first", "--clean", "--changes", "shown"], 2, "a clean text shows no changes"),
        (vec!["draft", "first", "--clean", "--attributed"], 2, "cannot be used with"),
    ] {
        let told = zopa(folder.path(), &args);
        assert_eq!(code(&told), exit, "{args:?}: {}", err(&told));
        assert!(err(&told).contains(words) && out(&told).is_empty(), "{args:?}: {}", err(&told));
    }
    fs::write(folder.path().join("first.md"), b"1. \xff\n").expect("a file");
    let told = zopa(folder.path(), &["draft", "first"]);
    assert_eq!(code(&told), 2);
    assert!(err(&told).contains("first.md: not UTF-8 on line 1"), "{}", err(&told));
}

#[test]
fn a_draft_with_and_without_names() {
    let folder = case(FIRST);
    let attributed = out(&zopa(folder.path(), &["draft", "first", "--width", "200"]));
    for words in [
        "[Sudmark propose: 300 euros][Norrland propose: nothing]",
        "(c1) NL is tired",
        "{++always++}",
        "mediator's text",
    ] {
        assert!(attributed.contains(words), "{words}: {attributed}");
    }
    assert!(out(&zopa(folder.path(), &["draft", "first", "--format", "md"])).contains(FIRST));
    for format in ["text", "md", "html", "json"] {
        let clean = zopa(folder.path(), &["draft", "first", "--clean", "--format", format]);
        assert_eq!((code(&clean), err(&clean)), (0, String::new()));
        let clean = out(&clean);
        assert!(!clean.contains("NL") && !clean.contains("Sudmark") && !clean.contains("tired"), "{clean}");
        assert!(clean.contains("IN CONFIDENCE") && clean.contains("always"), "{clean}");
    }
    let rejected = out(&zopa(folder.path(), &["draft", "first.md", "--changes", "rejected", "--format", "md"]));
    assert!(rejected.contains("2. It never  ends."), "{rejected}");
}

#[test]
fn names_in_the_words_of_a_clean_text_are_told() {
    let folder = case("1. Sudmark pays [Norrland propose: NL].\n");
    let told = zopa(folder.path(), &["draft", "first", "--clean", "--format", "md"]);
    assert!(out(&told).contains("1. Sudmark pays [NL]."));
    assert!(
        err(&told).contains("the words themselves name parties: `Sudmark` on line 1, `NL` on line 1"),
        "{}",
        err(&told)
    );
}

#[test]
fn check_shows_the_place_in_the_text() {
    let folder = case("1. Ships pay [Nordland propose: 300 euros.\n");
    let told = zopa(folder.path(), &["check", "--only", "unbalanced-bracket", "--only", "unknown-party-code"]);
    assert_eq!(code(&told), 0);
    for words in ["--> first.md:1:14", "--> first.md:1:15", "did you mean `Norrland`?", "0 errors, 2 warnings"] {
        assert!(out(&told).contains(words), "{words}: {}", out(&told));
    }
    assert_eq!(code(&zopa(folder.path(), &["check", "--strict"])), 1);
    let json: Value =
        serde_json::from_str(&out(&zopa(folder.path(), &["check", "--format", "json"]))).expect("a document");
    let places: Vec<&Value> =
        json["findings"].as_array().expect("a list").iter().map(|finding| &finding["place"]["file"]).collect();
    assert!(places.contains(&&Value::from("first.md")), "{json}");
    let sarif = out(&zopa(folder.path(), &["check", "--format", "sarif"]));
    assert!(sarif.contains("\"uri\": \"first.md\"") && sarif.contains("unreadable-text"));
    assert!(out(&zopa(folder.path(), &["explain", "unbalanced-bracket"])).starts_with("# unbalanced-bracket"));
    assert!(out(&zopa(folder.path(), &["explain"])).contains("text-against-record"));
}
