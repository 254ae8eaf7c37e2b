//! What is refused, where, and with which words.

use crate::{json_of, read};
use serde_json::{Value as Json, json};
use zopa_exchange::json::{DEPTH_MAX, from_json, parse, to_json};

/// Returns a document with these entries.
fn document(entries: &Json) -> Json {
    json!({"zopa": 1, "files": [{"path": "case.zopa", "entries": entries}]})
}

/// Returns what is wrong with an entry, each as pointer below the entry and message.
fn errors(entry: &Json) -> Vec<(String, String)> {
    let errors = from_json(&document(&json!([entry]))).expect_err("the entry is wrong");
    let below = |pointer: &str| pointer.strip_prefix("/files/0/entries/0").unwrap_or(pointer).to_string();
    errors.into_iter().map(|error| (below(&error.pointer), error.message)).collect()
}

fn check(entry: &Json, pointer: &str, words: &str) {
    let errors = errors(entry);
    let found = errors.iter().any(|(at, message)| at == pointer && message.contains(words));
    assert!(found, "no `{words}` at `{pointer}` in {errors:#?}");
    assert_eq!(errors.len(), 1, "{errors:#?}");
}

#[test]
fn all_errors_come_at_once() {
    let entry = json!({"entry": "party", "nmae": "a", "title": 5, "roles": ["principle"], "note": "one"});
    let found = errors(&entry);
    let pointers: Vec<&str> = found.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(pointers, ["", "/nmae", "/title", "/roles/0", "/note"], "{found:#?}");
    assert!(found[0].1.contains("`name` is missing"));
    assert!(found[1].1.contains("did you mean `name`?"));
    assert!(found[2].1.contains("write `\"5\"`"));
    assert!(found[3].1.contains("did you mean `principal`?"));
    assert!(found[4].1.contains("expected an array"));
}

#[test]
fn wrong_values_are_named() {
    let fact = |when: Json| json!({"entry": "fact", "name": "f", "when": when});
    check(&json!({"entry": "fackt", "name": "f"}), "/entry", "did you mean `fact`?");
    check(&json!({"name": "f"}), "", "`entry` is missing");
    check(&json!("fact f"), "", "expected an object");
    check(&json!({"entry": "fact", "name": "two words"}), "/name", "expected a name");
    check(&json!({"entry": "fact", "name": "5th"}), "/name", "expected a name");
    check(&json!({"entry": "fact", "name": "not"}), "/name", "word of the expression language");
    check(&json!({"entry": "event", "title": "x"}), "", "`date` is missing");
    check(&json!({"entry": "event", "title": "x", "date": "2025-02-30"}), "/date", "expected a date");
    check(&json!({"entry": "fact", "name": "f", "date": "2025"}), "/date", "no `date`");
    check(&json!({"entry": "ratify", "instrument": "t", "party": "p", "lead": "90"}), "/lead", "length of time");
    check(&json!({"entry": "ratify", "instrument": "t", "party": "p", "quorum": 40}), "/quorum", "write `\"40\"`");
    check(&fact(json!({"nam": "a"})), "/when/nam", "did you mean `name`?");
    check(&fact(json!({"and": [{"name": "a"}]})), "/when/and", "expected 2 or more");
    check(&fact(json!({"iff": [true, false, true]})), "/when/iff", "exactly 2");
    check(&fact(json!({"not": true, "name": "a"})), "/when", "exactly one of");
    check(&fact(json!({"at_least": {"count": "2", "of": [true]}})), "/when/at_least/count", "whole number");
    check(&fact(json!({"compare": {"left": "a", "op": "==", "right": "b"}})), "/when/compare/op", "found `==`");
    let minus = json!({"compare": {"left": {"sum": [{"minus": true, "of": "a"}]}, "op": "=", "right": "b"}});
    check(&fact(minus), "/when/compare/left/sum/0", "first term");
}

#[test]
fn pointers_are_escaped() {
    check(&json!({"entry": "fact", "name": "f", "a/b~c": 1}), "/a~1b~0c", "no `a/b~c`");
}

#[test]
fn names_like_keywords_are_written_where_they_can_be() {
    for entry in [
        json!({"entry": "instrument", "name": "t", "signed_by": ["a", "note", "form"]}),
        json!({"entry": "draft", "date": "2025", "name": "d", "by": ["a", "leaked", {"text": "b"}]}),
    ] {
        let (_, text) = &from_json(&document(&json!([entry]))).expect("the list has commas")[0];
        assert_eq!(json_of(text)["files"][0]["entries"][0], entry);
    }
    // As text this is `deadline 2025 because "end"`.
    let entry = json!({"entry": "deadline", "date": "2025", "party": "because", "title": "end"});
    check(&entry, "", "cannot be written");
}

#[test]
fn a_text_after_a_text_is_refused_where_they_would_be_joined() {
    let by = json!({"body": {"text": "the Senate"}, "title": "Vote"});
    check(&json!({"entry": "ratify", "instrument": "t", "party": "p", "by": by}), "/by/body/text", "something else");
}

#[test]
fn bad_paths_are_refused() {
    for path in [
        "",
        ".zopa",
        "a.txt",
        "/a.zopa",
        "../a.zopa",
        "a/../b.zopa",
        "./a.zopa",
        "a//b.zopa",
        "C:/a.zopa",
        "a\\b.zopa",
        "a/.zopa",
        "a\n.zopa",
    ] {
        let document = json!({"zopa": 1, "files": [{"path": path, "entries": []}]});
        let errors = from_json(&document).expect_err(path);
        assert_eq!(errors[0].pointer, "/files/0/path", "{path:?}");
    }
    let twice = json!({"zopa": 1, "files": [{"path": "a.zopa", "entries": []}, {"path": "a.zopa", "entries": []}]});
    assert_eq!(from_json(&twice).expect_err("twice")[0].pointer, "/files/1/path");
}

#[test]
fn a_document_of_another_kind_is_refused() {
    for document in [json!(null), json!([]), json!({"zopa": 2, "files": []}), json!({"files": []}), json!({"zopa": 1})]
    {
        assert_eq!(from_json(&document).expect_err("it is of another kind").len(), 1, "{document}");
    }
}

#[test]
fn bottomless_documents_are_refused() {
    let deep =
        parse(&format!("{}true{}", "{\"not\":".repeat(200), "}".repeat(200))).expect("it is not too deep for JSON");
    let errors = errors(&json!({"entry": "fact", "name": "f", "when": deep}));
    assert!(errors[0].1.contains("nested more than"), "{}", errors[0].1);
    let text = "[".repeat(DEPTH_MAX + 1) + &"]".repeat(DEPTH_MAX + 1);
    assert!(parse(&text).expect_err("it is too deep").message.contains("nested"));
    assert!(parse("{} {}").is_err());
    assert!(parse("\"[[[[\"").is_ok());
}

#[test]
fn a_broken_entry_is_never_left_out() {
    let text = "fact a\nfact b c\nparty\n  stray\nfact d\n";
    let broken = to_json(&[("case.zopa", &read(text))]).expect_err("two entries are broken");
    let places: Vec<&str> = broken.iter().map(|each| &text[each.span.range()]).collect();
    assert_eq!(places, ["fact b c", "party\n  stray"]);
    assert!(broken.iter().all(|each| each.path == "case.zopa" && !each.message.is_empty()));
    assert_eq!(json_of("fact a\n")["files"][0]["entries"][0], json!({"entry": "fact", "name": "a"}));
}
