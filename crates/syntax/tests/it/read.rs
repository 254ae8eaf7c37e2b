//! Reading: the tokens are the text, and valid text says what it was written from.

use crate::property::same::same;
use crate::property::{read, tokens_cover};
use crate::{case, cases, tries};
use proptest::prelude::*;
use zopa_syntax::print;

proptest! {
    #![proptest_config(tries(4_000))]

    #[test]
    fn valid_text_says_what_it_was_written_from(case in cases()) {
        let parse = read(&case.text);
        let messages: Vec<&str> = parse.findings.iter().map(|finding| finding.message.as_str()).collect();
        prop_assert!(messages.is_empty(), "{messages:?}");
        prop_assert_eq!(parse.entries.len(), case.nodes.len());
        for (found, meant) in parse.nodes().zip(&case.nodes) {
            prop_assert!(same(found, meant), "read as\n{}", print::entry(found));
        }
    }

    #[test]
    fn tokens_are_the_text(text in "\\PC{0,40}|[ -~\\r\\n\\t]{0,80}") {
        prop_assert!(tokens_cover(&text));
    }
}

#[test]
fn the_simplest_case_is_small() {
    assert_eq!(case(&[]).text, "case \"\"\n");
}
