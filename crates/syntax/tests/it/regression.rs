//! Faults that were found once, each in its smallest form.

use crate::property::{editing_fault, formatting_fault, printing_fault, read, reading_fault};
use zopa_syntax::edit::{Change, apply};
use zopa_syntax::format::format;
use zopa_syntax::limits::FINDINGS_PER_FILE_MAX;
use zopa_syntax::parse::Parse;

/// Reads a text in which everything must be right.
fn sound(text: &str) -> Parse {
    let parse = read(text);
    assert!(parse.findings.is_empty(), "{:?} in\n{text}", parse.findings[0].message);
    for fault in [reading_fault(text), formatting_fault(text), printing_fault(text)] {
        assert_eq!(fault, None, "{text:?}");
    }
    parse
}

#[test]
fn a_clause_number_in_quotes_is_no_part_of_the_title_above() {
    let parse = sound("2025 draft d \"Title\"\n  \"Annex A\" \"Maps\" silent\n  \"Annex B\" silent\n");
    let draft = parse.nodes().next().expect("there is a draft");
    let labels: Vec<&str> = draft.all("clause").filter_map(|clause| clause.words("label")).collect();
    assert_eq!(labels, ["Annex A", "Annex B"]);
    assert_eq!(draft.words("title"), Some("Title"));
}

#[test]
fn a_text_in_a_draft_goes_on_below_its_own_clause() {
    let parse = sound("2025 draft d\n  note \"one\"\n       \"two\"\n  1 text \"three\"\n    \"four\"\n");
    let draft = parse.nodes().next().expect("there is a draft");
    assert_eq!(draft.clause("note").and_then(|note| note.words("text")), Some("one two"));
    let clause = draft.clause("clause").expect("there is a clause");
    assert_eq!(clause.clause("text").and_then(|text| text.words("text")), Some("three four"));
}

#[test]
fn operands_may_stand_on_the_next_line() {
    sound("fact f : norrland signs\n  no-warships\n");
    sound("2025 agrees a : p = [x (norrland,\n  sudmark oppose)]\n");
}

#[test]
fn an_expression_without_a_colon_may_start_with_a_number() {
    sound("2025 claim r : says 2 * toll <= 300 \"words\"\n");
    sound("2025 claim r : says -5 < toll\n");
}

#[test]
fn a_value_on_the_next_line_belongs_to_no_slot() {
    for text in
        ["2025 draft d\n  1 was\n  2 silent\n", "deadline\n  2025 \"end\"\n", "2025 event \"e\"\n  until\n  2026\n"]
    {
        assert!(!read(text).findings.is_empty(), "{text}");
    }
    assert!(!read("ratify t p lead 90\n  days\n").findings.is_empty());
}

#[test]
fn three_spaces_are_no_byte_order_mark() {
    let text = "   fact a\n";
    assert_eq!(read(text).findings[0].rule.name, "stray-indent");
    assert_eq!(formatting_fault(text), None);
}

#[test]
fn a_byte_order_mark_further_down_stays_there() {
    for text in ["\n\u{feff}\t", "\n\u{feff}fact a\n", "\u{feff}\n\u{feff}fact a\n", "\u{feff}\u{feff}fact a\n"] {
        assert_eq!(formatting_fault(text), None, "{text:?}");
    }
}

#[test]
fn a_comment_ends_with_its_line() {
    for text in ["#\r#", "# one\rfact a\n", "fact a # one\r# two\r\n", "# one\r\r\nfact a\n"] {
        assert_eq!(reading_fault(text), None, "{text:?}");
        assert_eq!(formatting_fault(text), None, "{text:?}");
    }
}

#[test]
fn a_line_that_goes_on_does_not_open_a_level() {
    let text = "assume a\n    stance a red-line a : f\n and g\n  link : f\n";
    assert_eq!(format(text, &sound(text)), "assume a\n  stance a red-line a : f\n    and g\n  link : f\n",);
}

#[test]
fn a_tree_is_no_deeper_than_the_limit() {
    let text =
        |depth: usize| format!("fact f : {}a{}\n", "a iff b implies c or d and (".repeat(depth), ")".repeat(depth));
    sound(&text(16));
    assert_eq!(read(&text(17)).findings[0].rule.name, "too-deep");
    let chain = |links: usize| format!("fact f : a{}\n", " iff a".repeat(links));
    sound(&chain(64));
    assert_eq!(read(&chain(65)).findings[0].rule.name, "too-deep");
}

#[test]
fn edits_keep_to_the_line_ends_of_the_file() {
    let entry = "fact b\r\n  note \"n\"";
    assert_eq!(
        apply("fact a\r\n", Change::Add { after: 1, entry }).as_deref(),
        Ok("fact a\r\nfact b\r\n  note \"n\"\r\n")
    );
    assert_eq!(apply("fact a\n", Change::Add { after: 1, entry }).as_deref(), Ok("fact a\nfact b\n  note \"n\"\n"));
}

#[test]
fn edits_around_an_indented_first_line_keep_it_whole() {
    for text in ["  stray\nfact a\n", "\u{feff}fact a\n", "\u{feff}  stray\nfact a\n"] {
        for change in [
            Change::Add { after: 0, entry: "fact b" },
            Change::Replace { at: 0, entry: "fact b" },
            Change::Remove { at: 0 },
        ] {
            assert_eq!(editing_fault(text, change), None, "{text:?} {change:?}");
        }
    }
    assert_eq!(apply("  stray\nfact a\n", Change::Remove { at: 0 }).as_deref(), Ok("fact a\n"));
    assert_eq!(
        apply("\u{feff}fact a\n", Change::Add { after: 0, entry: "fact b" }).as_deref(),
        Ok("\u{feff}fact b\nfact a\n")
    );
}

#[test]
fn a_clause_said_twice_is_found_among_many() {
    let text = format!("2025 draft d\n  by a\n{}  by b\n", "  1 silent\n".repeat(1_000));
    let parse = read(&text);
    assert_eq!(parse.findings.len(), 1);
    assert_eq!(parse.findings[0].others[0].span.range(), 15..17);
}

#[test]
fn only_so_many_findings_are_kept_and_every_broken_entry_is_marked() {
    let parse = read(&"x\n".repeat(5_000));
    assert_eq!(parse.findings.len(), FINDINGS_PER_FILE_MAX);
    assert!(parse.entries.len() == 5_000 && parse.entries.iter().all(|entry| entry.broken));
    let one = read(&format!("fact a\n{}fact b c\n", " x\n".repeat(5_000)));
    assert_eq!(one.findings.len(), FINDINGS_PER_FILE_MAX);
    assert!(one.findings.windows(2).all(|pair| pair[0].primary.span <= pair[1].primary.span));
    assert!(one.entries[1].broken);
}

#[test]
fn a_number_starts_with_a_digit() {
    for text in ["2025 stance a demand : f cost _0\n", "ratify t p quorum __5\n"] {
        assert!(!read(text).findings.is_empty(), "{text}");
    }
    sound("2025 stance a demand : f cost 1_000\n");
}

#[test]
fn a_point_that_is_settled_has_a_name() {
    for text in ["2025 agrees a : 5 = x\n", "2025 agrees a : p = x, -0flow = 151\n"] {
        assert!(!read(text).findings.is_empty(), "{text}");
    }
}
