//! Formatting: once is enough, and neither what is said nor a comment is lost.

use crate::same::same;
use crate::{cases, read, tries};
use proptest::prelude::*;
use zopa_syntax::format::format;
use zopa_syntax::lex::{Kind, lex};

/// Returns the comments of a text, in order.
pub(crate) fn comments(text: &str) -> Vec<&str> {
    let tokens = lex(text).into_iter().filter(|token| token.kind == Kind::Comment);
    tokens.map(|token| text[token.start as usize..token.end as usize].trim_end()).collect()
}

/// Returns a complaint if formatting changes what a text says, or changes something again when done twice.
pub(crate) fn fault(text: &str) -> Option<String> {
    let parse = read(text);
    let once = format(text, &parse);
    let again = read(&once);
    let twice = format(&once, &again);
    if twice != once {
        return Some(format!("formatted once:\n{once}\ntwice:\n{twice}"));
    }
    if comments(&once) != comments(text) {
        return Some(format!("the comments have changed:\n{once}"));
    }
    let kept = parse.entries.len() == again.entries.len()
        && parse.entries.iter().zip(&again.entries).all(|(before, after)| {
            before.broken == after.broken
                && match (&before.node, &after.node) {
                    (Some(before), Some(after)) => same(before, after),
                    (None, None) => true,
                    _ => false,
                }
        });
    (!kept).then(|| format!("it says something else:\n{once}"))
}

proptest! {
    #![proptest_config(tries(4_000))]

    #[test]
    fn formatting_keeps_what_is_said(case in cases()) {
        prop_assert_eq!(fault(&case.written.text), None);
        prop_assert_eq!(comments(&case.written.text), case.written.comments);
    }

    #[test]
    fn any_text_can_be_formatted(text in "\\PC{0,40}|[ -~\\r\\n\\t\u{feff}]{0,80}|([ \\n\\r\t]|[a-c\"#:,=-]|party|a ){0,30}") {
        prop_assert_eq!(fault(&text), None);
    }
}
