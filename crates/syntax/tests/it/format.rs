//! Formatting: once is enough, and neither what is said nor a comment is lost.

use crate::property::{comments, formatting_fault};
use crate::{cases, tries};
use proptest::prelude::*;

const ANY_TEXT: &str = "\\PC{0,40}|[ -~\\r\\n\\t\u{feff}]{0,80}|([ \\n\\r\t]|[a-c\"#:,=-]|party|a ){0,30}";

proptest! {
    #![proptest_config(tries(4_000))]

    #[test]
    fn formatting_keeps_what_is_said(case in cases()) {
        prop_assert_eq!(formatting_fault(&case.text), None);
        prop_assert_eq!(comments(&case.text), case.comments);
    }

    #[test]
    fn any_text_can_be_formatted(text in ANY_TEXT) {
        prop_assert_eq!(formatting_fault(&text), None);
    }
}
