//! Large and odd texts: nothing overflows, and work grows with length alone. Were it quadratic, these would not end.

use crate::property;
use zopa_text::bracket::{FINDINGS_MAX, clean, read};

const SIZE: usize = 1 << 17;

#[test]
fn repeated_signs_are_read_in_one_go() {
    for unit in [
        "[",
        "]",
        "[]",
        "][",
        "[a",
        "a]",
        "](",
        "](http://a",
        "{",
        "{a",
        "{++",
        "{--",
        "{~~",
        "{>>",
        "++}",
        "`",
        "` ``",
        "<!--",
        "[^a",
        "[^a]",
        "[^a]: ",
        "\\",
        "\\[",
        "*",
        "**a",
        "_",
        "~~",
        ";",
        "[US propose: ",
        "; US oppose",
        "［",
        "】",
        "\n",
        "\n[",
        "1. [\n\n",
        "Option 1: ",
        "Option 1:\n",
        "| a ",
        "[a](b",
        "~>",
        "US/",
        "[US/",
        "[A and ",
        "```\n",
        "~~~\n",
        "- [ ] ",
        "\u{200f}",
        "ﷺ",
        "[T]h",
        "{~~a~>b",
        "{++{--",
        "[^1]: US reserves. ",
        "a\n",
        "<u>",
        "(((",
    ] {
        let text = unit.repeat(SIZE / 4 / unit.len());
        let fault = property::reading_fault(&text).or_else(|| property::cleaning_fault(&text));
        assert_eq!(fault, None, "{unit:?}");
        assert_eq!(property::writing_fault(&text), None, "{unit:?}");
    }
}

#[test]
fn findings_are_bounded_and_the_rest_is_counted() {
    let text = "]".repeat(SIZE);
    let read = read(&text);
    assert_eq!((read.findings.len(), read.findings_more), (FINDINGS_MAX, SIZE - FINDINGS_MAX));
}

#[test]
fn more_brackets_than_are_read_give_no_clean_text() {
    let text = "[a]".repeat(200_001);
    let read = read(&text);
    assert!(!read.complete && clean(&read).is_err());
    assert_eq!(read.findings[0].rule.name, "too-many-brackets");
}
