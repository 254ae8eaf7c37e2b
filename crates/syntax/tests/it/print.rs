//! Printing: what is printed reads back as what it was printed from.

use crate::property::read;
use crate::property::same::same;
use crate::{cases, tries};
use proptest::prelude::*;
use zopa_syntax::print;

proptest! {
    #![proptest_config(tries(4_000))]

    #[test]
    fn printed_entries_read_back(case in cases()) {
        for node in &case.nodes {
            let text = print::entry(node);
            let parse = read(&text);
            let messages: Vec<&str> = parse.findings.iter().map(|finding| finding.message.as_str()).collect();
            prop_assert!(messages.is_empty(), "{messages:?} in\n{text}");
            prop_assert_eq!(parse.entries.len(), 1, "{}", text);
            let back = parse.nodes().next().expect("there is one entry");
            prop_assert!(same(back, node), "{text}\nreads back as\n{}", print::entry(back));
            prop_assert_eq!(print::entry(back), text);
        }
    }
}
