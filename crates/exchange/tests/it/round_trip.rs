//! From text to JSON and back: nothing is lost.

use crate::generate::{Source, entries, laid_out};
use crate::same::same;
use crate::{cases, json_of, read, tries};
use proptest::prelude::*;
use serde_json::json;
use zopa_exchange::json::{from_json, parse, to_json};
use zopa_syntax::node::Node;

/// Returns an entry with its clauses in the order of its form; those of one kind stay as they stand.
fn in_order(node: &Node) -> Node {
    let mut node = node.clone();
    let form = node.form;
    node.clauses.sort_by_key(|clause| form.clauses.iter().position(|each| std::ptr::eq(*each, clause.form)));
    node.clauses = node.clauses.iter().map(in_order).collect();
    node
}

proptest! {
    #![proptest_config(tries(2_500))]

    #[test]
    fn nothing_is_lost(text in cases()) {
        let document = json_of(&text);
        let carried = parse(&document.to_string()).expect("what is written can be read");
        prop_assert_eq!(&carried, &document);
        let files = from_json(&carried);
        prop_assert!(files.is_ok(), "{files:#?}\n{document:#}");
        let (path, back) = files.expect("just checked").remove(0);
        prop_assert_eq!(path, "case.zopa");
        prop_assert_eq!(json_of(&back), document);
        let (before, after) = (read(&text), read(&back));
        prop_assert_eq!(before.entries.len(), after.entries.len());
        for (before, after) in before.nodes().zip(after.nodes()) {
            prop_assert!(same(&in_order(before), &in_order(after)), "{back}");
        }
    }
}

#[test]
fn a_case_reads_well_as_json() {
    let text = r#"
2025-03-01 stance norrland red-line no-signature "Never" : not (norrland signs no-warships) or 2 * toll - fee <= 300
  basis constitutional
  mandator "parliament"
  evidence gazette "never in writing" by iversen grade B2
  note "first"
  note "second"
2025-03-05 draft aldia-1 by aldia "the Friends" non-paper
  1 passage = [barred (sudmark) | notice (norrland; aldia oppose)]
  1 bis silent
point toll number 0..500 step 50 unit EUR
"#;
    let expected = json!({"zopa": 1, "files": [{"path": "case.zopa", "entries": [
        {
            "entry": "stance", "date": "2025-03-01", "party": "norrland", "verb": "red-line", "name": "no-signature",
            "title": "Never",
            "holds": {"or": [
                {"not": {"signs": {"party": "norrland", "fact": "no-warships"}}},
                {"compare": {
                    "left": {"sum": [{"times": "2", "of": "toll"}, {"minus": true, "of": "fee"}]},
                    "op": "<=",
                    "right": "300",
                }},
            ]},
            "basis": "constitutional",
            "mandator": {"text": "parliament"},
            "evidence": [{"report": "gazette", "extract": "never in writing", "by": "iversen", "grade": "B2"}],
            "note": ["first", "second"],
        },
        {
            "entry": "draft", "date": "2025-03-05", "name": "aldia-1", "by": ["aldia", {"text": "the Friends"}],
            "status": "non-paper",
            "clause": [
                {"label": "1", "settles": [{"point": "passage", "at": {"bracket": [
                    {"at": "barred", "by": [{"parties": ["sudmark"]}]},
                    {"at": "notice", "by": [{"parties": ["norrland"]}, {"parties": ["aldia"], "verb": "oppose"}]},
                ]}}]},
                {"label": "1 bis", "silence": "silent"},
            ],
        },
        {
            "entry": "point", "name": "toll", "number": {"low": "0", "high": "500"}, "step": "50", "unit": "EUR",
        },
    ]}]});
    assert_eq!(json_of(text), expected);
    let files = from_json(&expected).expect("the document is right");
    let (_, back) = &files[0];
    assert_eq!(back.matches("\n\n").count(), 2, "one blank line between entries:\n{back}");
    assert!(back.ends_with("EUR\n"));
}

#[test]
fn the_deepest_expressions_survive() {
    for (open, close) in
        [("not (a and ", ")"), ("at-least 1 of {a, ", "}"), ("a iff b implies c or d and (", ")"), ("not ", "")]
    {
        let text = |depth: usize| format!("fact f : {}a{}", open.repeat(depth), close.repeat(depth));
        let deepest = (1..=64).rev().find(|&depth| read(&text(depth)).findings.is_empty()).expect("one is read");
        let document = json_of(&text(deepest));
        let carried = parse(&document.to_string()).expect("it is not too deep to be read");
        let (_, back) = &from_json(&carried).expect("it can be written")[0];
        assert_eq!(json_of(back), document);
    }
    let brackets = format!("2025 agrees a : p = {}x{}", "[".repeat(64), "]".repeat(64));
    let document = json_of(&brackets);
    let carried = parse(&document.to_string()).expect("it is not too deep to be read");
    assert!(from_json(&carried).is_ok());
}

#[test]
fn several_files_keep_their_paths() {
    let (one, two) = (read("fact a\n"), read("# nothing yet\n"));
    let document = to_json(&[("one.zopa", &one), ("talks/two.zopa", &two)]).expect("both can be read");
    let files = from_json(&document).expect("both can be written");
    assert_eq!(
        files,
        [("one.zopa".to_string(), "fact a\n".to_string()), ("talks/two.zopa".to_string(), String::new())]
    );
}

#[test]
fn the_examples_survive() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut seen = 0;
    for case in std::fs::read_dir(folder).expect("the examples are there") {
        for file in std::fs::read_dir(case.expect("it can be read").path()).expect("each case is a folder") {
            let path = file.expect("it can be read").path();
            if path.extension().is_none_or(|extension| extension != "zopa") {
                continue;
            }
            let document = json_of(&std::fs::read_to_string(&path).expect("it is a text"));
            let (_, back) = &from_json(&document).expect("it can be written")[0];
            assert_eq!(json_of(back), document, "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 0, "there are examples");
}

#[test]
fn a_large_case_survives() {
    let mut state = 1_u32;
    let mut source = Source::new(std::iter::from_fn(move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Some((state >> 16) as u16)
    }));
    let nodes: Vec<Node> = (0..200).flat_map(|_| entries(&mut source, 4)).collect();
    let document = json_of(&laid_out(&mut source, &nodes).0);
    let (_, back) = &from_json(&document).expect("it can be written")[0];
    assert_eq!(json_of(back), document);
}
