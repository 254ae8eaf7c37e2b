//! Editions as a user makes them: the list for the record-keeper, the folder for the audience, `--for` everywhere.
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

fn kell() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/strait-of-kell").to_string_lossy().into_owned()
}

/// What Norrland must not come to know as of 12 May.
const SECRETS: &[&str] = &[
    "guarded-strait",
    "cable-0402",
    "if Vestria answers for it",
    "notice-idea",
    "side-note",
    "Exchange of notes",
    "aldia-2",
    "Ships out of dock",
    "Ask Sudmark again",
    "the present arrangement\"",
    "fleet cannot patrol",
    "Only if the fleet agrees",
];

#[test]
fn no_question_and_no_export_tells_an_audience_what_it_may_not_know() {
    let case = kell();
    let commands: &[&[&str]] = &[
        &["brief"],
        &["clash"],
        &["deals", "--all-outcomes"],
        &["robust", "--samples", "20"],
        &["lean"],
        &["moves"],
        &["evidence"],
        &["check"],
        &["diff", "aldia-1", "norrland-1"],
        &["export", "json"],
    ];
    for command in commands {
        for format in ["text", "json", "md", "html"] {
            let asked = ["--for", "norrland", "--as-of", "2025-05-12", "--format", format];
            let args: Vec<&str> = command.iter().copied().chain([case.as_str()]).chain(asked).collect();
            let output = zopa(&args);
            let said = out(&output) + &err(&output);
            assert!(matches!(output.status.code(), Some(0..=2)), "{command:?}: {said}");
            for secret in SECRETS {
                assert!(!said.contains(secret), "{command:?} as {format} tells `{secret}`");
            }
            let is_page = format == "md" || format == "html" || (format == "text" && command[0] != "check");
            if is_page && command[0] != "export" && output.status.success() {
                assert!(said.contains("Edition for Norrland"), "{command:?} as {format} does not say for whom it is");
            }
        }
    }
}

#[test]
fn the_edition_is_a_case_and_the_list_is_not_part_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("for-norrland");
    let target = target.to_string_lossy();
    let args = ["edition", &kell(), "--for", "norrland", "--as-of", "2025-05-12", "--write", &target];
    let output = zopa(&[&args[..], &["--mark", "FOR YOUR EYES", "--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let list: Value = serde_json::from_str(&out(&output)).expect("a JSON document");
    let withheld = list["withheld"].as_array().expect("a list");
    let of = |rule: &str| withheld.iter().filter(|each| each["rule"] == rule).count();
    assert!(of("permission") > 5 && of("own") > 50 && of("off-record") == 1 && of("comment") == 8);
    assert!(withheld.iter().all(|each| each["cite"]["line"].as_u64().is_some_and(|line| line > 0)));
    assert_eq!(list["mark"], "FOR YOUR EYES · Edition for Norrland");
    let record = fs::read_to_string(Path::new(&*target).join("case.zopa")).expect("the record");
    assert!(record.contains("FOR YOUR EYES") && SECRETS.iter().all(|secret| !record.contains(secret)));
    let texts = fs::read_dir(Path::new(&*target).join("drafts")).expect("the texts").count();
    assert_eq!(texts, list["texts"].as_array().map_or(0, Vec::len));
    assert_eq!(fs::read_dir(&*target).expect("the edition").count(), 2);
    let told = zopa(&["brief", &target]);
    let asked = zopa(&["brief", &kell(), "--for", "norrland", "--as-of", "2025-05-12", "--mark", "FOR YOUR EYES"]);
    assert_eq!(out(&told), out(&asked));
    let again = zopa(&args);
    assert_eq!(again.status.code(), Some(3), "a folder with something in it is not written into");
}

#[test]
fn a_permission_that_ends_needs_a_day() {
    let offer = |more: &[&str]| {
        let output = zopa(&[&["export", "json", &kell(), "--for", "aldia"], more].concat());
        out(&output).contains("guarded-strait")
    };
    assert!(offer(&["--as-of", "2025-06-30"]) && !offer(&["--as-of", "2025-07-01"]) && !offer(&[]));
    let list = out(&zopa(&["edition", &kell(), "--for", "aldia", "--width", "200"]));
    assert!(list.contains("say the day, `--as-of DATE`") && list.contains("FOR THE RECORD-KEEPER ONLY"), "{list}");
}

#[test]
fn audiences_that_are_none() {
    for (audience, hint) in [("norland", "did you mean `norrland`"), ("iversen", "--for norrland"), ("", "there are")] {
        let output = zopa(&["brief", &kell(), "--for", audience]);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), ""));
        assert!(err(&output).contains(hint), "{}", err(&output));
    }
    assert_eq!(zopa(&["brief", &kell(), "--mark", "X"]).status.code(), Some(2));
    assert_eq!(zopa(&["edition", &kell()]).status.code(), Some(2));
}

#[test]
fn a_record_with_errors_has_no_edition() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "case \"x\"\nparty a principal\n2025-01-01 stance a demand d : nothing = known\n";
    fs::write(folder.path().join("case.zopa"), text).expect("a file");
    let path = folder.path().to_string_lossy();
    let target = folder.path().join("edition");
    let output = zopa(&["edition", &path, "--for", "public", "--write", &target.to_string_lossy()]);
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""));
    assert!(!target.exists());
}
