//! The command as a user runs it: exit codes, formats, errors with a way out.
#![allow(missing_docs, reason = "a test binary has no readers of its documentation")]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
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

fn json(args: &[&str]) -> Value {
    let output = zopa(args);
    assert_eq!(code(&output), 0, "{}", err(&output));
    serde_json::from_str(&out(&output)).expect("a JSON document")
}

fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    path.to_string_lossy().into_owned()
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn path(folder: &tempfile::TempDir) -> String {
    folder.path().to_string_lossy().into_owned()
}

const SOUND: &str = r#"case "Toll talks"
party norrland "Norrland" principal
party sudmark "Sudmark" principal
point toll "Toll" number 0..500 step 100 unit EUR
2025-03-01 report gazette publisher "Kell Gazette" on-record
2025-03-01 draft first by sudmark
  1 toll = 300
2025-03-02 stance norrland red-line ceiling "No toll above 200" : toll <= 200
  basis mandate
  evidence gazette "two hundred" by norrland
2025-03-02 stance sudmark red-line floor "A toll of at least 300" : toll >= 300
  basis mandate
  evidence gazette "three hundred" by sudmark
"#;

#[test]
fn check_is_silent_and_clean_on_a_sound_record() {
    let case = folder(&[("case.zopa", SOUND)]);
    let output = zopa(&["check", &path(&case), "--strict"]);
    assert_eq!((code(&output), out(&output), err(&output)), (0, String::new(), String::new()));
}

#[test]
fn check_reports_all_errors_of_all_files_with_their_places() {
    let case = folder(&[("a.zopa", "party ann principl\n"), ("b.zopa", "2025-13-01 event \"x\"\n\nstanc bob\n")]);
    let output = zopa(&["check", &path(&case)]);
    assert_eq!(code(&output), 1);
    let text = out(&output);
    for part in ["a.zopa:1:11", "did you mean `principal`?", "b.zopa:1:1", "impossible-date", "b.zopa:3:1", "3 errors"]
    {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
}

#[test]
fn warnings_fail_only_when_strict() {
    let case = folder(&[("case.zopa", &SOUND.replace("  basis mandate\n", ""))]);
    assert_eq!(code(&zopa(&["check", &path(&case)])), 0);
    assert_eq!(code(&zopa(&["check", &path(&case), "--strict"])), 1);
    assert_eq!(code(&zopa(&["check", &path(&case), "--strict", "--allow", "red-line-without-source"])), 0);
    let only = zopa(&["check", &path(&case), "--only", "red-line-without-sorce"]);
    assert_eq!(code(&only), 2);
    assert!(err(&only).contains("did you mean `red-line-without-source`?"));
}

#[test]
fn findings_come_as_json_and_sarif() {
    let case = folder(&[("case.zopa", "party ann principl\n")]);
    let output = zopa(&["check", &path(&case), "--format", "json"]);
    let found: Value = serde_json::from_str(&out(&output)).expect("a JSON document");
    assert_eq!(found["errors"], 1);
    assert_eq!(found["findings"][0]["place"]["line"], 1);
    assert_eq!(found["findings"][0]["fix"]["text"], "principal");
    let output = zopa(&["check", &path(&case), "--format", "sarif"]);
    let log: Value = serde_json::from_str(&out(&output)).expect("a SARIF log");
    assert_eq!(log["version"], "2.1.0");
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 1);
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
}

#[test]
fn clash_answers_with_names_and_moves() {
    let case = folder(&[("case.zopa", SOUND)]);
    let found = json(&["clash", &path(&case), "--format", "json"]);
    assert_eq!(found["clashes"], serde_json::json!([["ceiling", "floor"]]));
    assert_eq!(found["zone"], "empty");
    assert_eq!(found["moves"][0]["red_lines"], serde_json::json!(["ceiling"]));
    assert_eq!(found["moves"][0]["how_far"][0]["to"], "toll = 300");
    let before = json(&["clash", &path(&case), "--as-of", "2025-03-01", "--format", "json"]);
    assert_eq!(before["zone"], "open");
    let draft = json(&["clash", &path(&case), "--draft", "first", "--format", "json"]);
    assert_eq!(draft["clashes"], serde_json::json!([["ceiling"]]));
    let package = json(&["clash", &path(&case), "--package", "toll = 200", "--format", "json"]);
    assert_eq!(package["clashes"], serde_json::json!([["floor"]]));
}

#[test]
fn a_small_budget_is_told() {
    let case = folder(&[("case.zopa", SOUND)]);
    let found = json(&["clash", &path(&case), "--budget", "1", "--format", "json"]);
    assert_eq!(found["complete"], false);
}

#[test]
fn every_question_comes_in_every_format() {
    let case = example("strait-of-kell");
    for question in [
        &["brief"][..],
        &["clash"],
        &["moves"],
        &["evidence"],
        &["diff", "aldia-1", "norrland-1"],
        &["brackets"],
        &["draft", "aldia-2"],
    ] {
        for format in ["text", "json", "md", "html"] {
            let mut args = question.to_vec();
            args.extend([case.as_str(), "--format", format]);
            let output = zopa(&args);
            assert_eq!(code(&output), 0, "{args:?}: {}", err(&output));
            assert!(out(&output).len() > 40, "{args:?}");
            if format == "html" {
                assert!(!out(&output).contains("<script"), "{args:?}");
            }
        }
    }
}

#[test]
fn texts_of_a_case_cannot_script_or_recolour() {
    let text = SOUND.replace("Toll talks", "<script>alert(1)</script> \u{1b}[31mred");
    let case = folder(&[("case.zopa", &text)]);
    let html = out(&zopa(&["brief", &path(&case), "--format", "html"]));
    assert!(!html.contains("<script") && html.contains("&lt;script&gt;"));
    let text = out(&zopa(&["brief", &path(&case)]));
    assert!(!text.contains('\u{1b}'), "{text}");
}

#[test]
fn wrong_questions_get_a_way_out() {
    let case = folder(&[("case.zopa", SOUND)]);
    for (args, part) in [
        (vec!["clash", "--draft", "frist"], "did you mean `first`?"),
        (vec!["clash", "--package", "tol = 200"], "did you mean `toll`?"),
        (vec!["brief", "--assume", "storm"], "the case has no assumption"),
        (vec!["brief", "--as-of", "2025-02-30"], "there is no date"),
        (vec!["explain", "sintax"], "did you mean `syntax`?"),
    ] {
        let mut args = args;
        let place = path(&case);
        if args[0] != "explain" {
            args.insert(1, &place);
        }
        let output = zopa(&args);
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(err(&output).contains(part), "{args:?}: {}", err(&output));
    }
}

#[test]
fn no_question_is_answered_on_a_broken_record() {
    let case = folder(&[("case.zopa", &SOUND.replace("toll <= 200", "tol <= 200"))]);
    let output = zopa(&["brief", &path(&case)]);
    assert_eq!((code(&output), out(&output)), (1, String::new()));
    assert!(err(&output).contains("did you mean `toll`?"));
}

#[test]
fn unreadable_cases_are_io_errors() {
    let missing = zopa(&["check", "no-such-folder"]);
    assert_eq!(code(&missing), 3);
    assert!(err(&missing).contains("no-such-folder"));
    let empty = folder(&[]);
    assert_eq!(code(&zopa(&["check", &path(&empty)])), 3);
    let latin = tempfile::tempdir().expect("a folder");
    fs::write(latin.path().join("case.zopa"), b"case \"x\"\nnote \"caf\xe9\"\n").expect("a file");
    let output = zopa(&["check", &latin.path().to_string_lossy()]);
    assert_eq!(code(&output), 3);
    assert!(err(&output).contains("case.zopa:2: not UTF-8"), "{}", err(&output));
}

#[test]
fn usage_errors_and_help() {
    assert_eq!(code(&zopa(&[])), 2);
    assert_eq!(code(&zopa(&["clsh"])), 2);
    let help = zopa(&["--help"]);
    assert_eq!(code(&help), 0);
    assert!(out(&help).contains("Exit codes"));
    assert_eq!(out(&zopa(&["--version"])).trim(), format!("zopa {}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn fmt_changes_only_what_is_out_of_form() {
    let case =
        folder(&[("case.zopa", "case   \"x\"   # kept\n\n\n\nparty a   principal\n"), ("broken.zopa", "stanc  x\n")]);
    let check = zopa(&["fmt", &path(&case), "--check"]);
    assert_eq!((code(&check), out(&check)), (1, "case.zopa\n".to_string()));
    assert_eq!(code(&zopa(&["fmt", &path(&case)])), 0);
    let read = |name: &str| fs::read_to_string(case.path().join(name)).expect("a file");
    assert_eq!(read("case.zopa"), "case \"x\"  # kept\n\nparty a principal\n");
    assert_eq!(read("broken.zopa"), "stanc  x\n");
    assert_eq!(code(&zopa(&["fmt", &path(&case), "--check"])), 0);
}

#[test]
fn new_makes_examples_and_never_overwrites() {
    let home = tempfile::tempdir().expect("a folder");
    let target = home.path().join("talks");
    let target = target.to_string_lossy();
    assert_eq!(code(&zopa(&["new", &target, "--example", "strait-of-kell"])), 0);
    assert_eq!(code(&zopa(&["check", &target, "--strict"])), 0);
    assert_eq!(code(&zopa(&["new", &target, "--example", "strait-of-kell"])), 3);
    let wrong = zopa(&["new", "--example", "strait-of-kel"]);
    assert_eq!(code(&wrong), 2);
    assert!(err(&wrong).contains("did you mean `strait-of-kell`?"));
    let empty = home.path().join("empty");
    assert_eq!(code(&zopa(&["new", &empty.to_string_lossy()])), 0);
    assert_eq!(code(&zopa(&["check", &empty.to_string_lossy()])), 0);
}

#[test]
fn a_case_goes_to_json_and_comes_back() {
    let case = example("strait-of-kell");
    let exported = zopa(&["export", "json", &case]);
    assert_eq!(code(&exported), 0, "{}", err(&exported));
    let home = tempfile::tempdir().expect("a folder");
    let document = home.path().join("case.json");
    fs::write(&document, &exported.stdout).expect("a file");
    let target = home.path().join("back");
    let (document, target) = (document.to_string_lossy(), target.to_string_lossy());
    let imported = zopa(&["import", "json", &document, &target]);
    assert_eq!(code(&imported), 0, "{}", err(&imported));
    // The texts of the drafts are not part of the document.
    assert_eq!(code(&zopa(&["check", &target])), 0);
    // The texts of drafts are files of their own, and no part of the document.
    assert_eq!(code(&zopa(&["check", &target, "--strict", "--allow", "unreadable-text"])), 0);
    assert_eq!(out(&zopa(&["export", "json", &target])), out(&exported));
    let answer = |case: &str| json(&["clash", case, "--format", "json", "--as-of", "2025-03-10"])["clashes"].clone();
    assert_eq!(answer(&target), answer(&case));
    fs::write(home.path().join("bad.json"), "{\"zopa\": 1, \"files\": [{\"path\": \"../x.zopa\", \"entries\": []}]}")
        .expect("a file");
    let bad = zopa(&[
        "import",
        "json",
        &home.path().join("bad.json").to_string_lossy(),
        &home.path().join("bad").to_string_lossy(),
    ]);
    assert_eq!(code(&bad), 1);
    assert!(err(&bad).contains("/files/0/path"), "{}", err(&bad));
}

#[test]
fn published_schemas_are_up_to_date() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema");
    let names = out(&zopa(&["schema"]));
    assert_eq!(names.lines().count(), fs::read_dir(&folder).expect("the schemas").count());
    for name in names.lines() {
        let published = fs::read_to_string(folder.join(format!("{name}.json"))).unwrap_or_default();
        assert!(out(&zopa(&["schema", name])) == published, "run: cargo run -- schema --write docs/schema");
    }
}

#[test]
fn same_question_same_bytes() {
    let case = example("ukraine-2025");
    for args in [&["brief", &case, "--format", "json"][..], &["clash", &case, "--format", "json"]] {
        assert_eq!(zopa(args).stdout, zopa(args).stdout);
    }
}
