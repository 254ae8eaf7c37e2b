//! Damaged files: anything may be wrong with a text, and it is still read, and formatted, without a slip.

use crate::generate::Source;
use crate::property::{editing_fault, formatting_fault, printing_fault, reading_fault};
use crate::{cases, tries};
use proptest::prelude::*;
use zopa_syntax::edit::Change;

/// Returns the boundaries of the characters of a text.
fn boundaries(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

const INSERTS: &[&str] = &[
    "\"", "\\", "#", "\n", "\r", "\t", " ", "-", ".", "%", "(", "[", "{", "}", "]", ")", ":", ",", "=", "é",
    "\u{feff}", "0", "\u{301}", "\0",
];

fn damaged(source: &mut Source<'_>, text: &str, other: &str) -> String {
    let places = boundaries(text);
    let at = places[source.below(places.len())];
    let next = places.iter().copied().find(|&place| place > at).unwrap_or(at);
    match source.below(5) {
        0 => text[..at].to_string(),
        1 => format!("{}{}", &text[..at], &text[next..]),
        2 => format!("{}{}{}", &text[..at], source.pick(INSERTS), &text[at..]),
        3 => format!("{}{}{}", &text[..at], source.pick(INSERTS), &text[next..]),
        _ => spliced(source, text, other),
    }
}

/// Puts a stretch of the tokens of one text into another.
fn spliced(source: &mut Source<'_>, text: &str, other: &str) -> String {
    let mut stretch = |text: &str| {
        let tokens = zopa_syntax::lex::lex(text);
        let from = source.below(tokens.len() + 1);
        let to = from + source.below(6).min(tokens.len() - from);
        let offset = |index: usize| tokens.get(index).map_or(text.len(), |token| token.start as usize);
        offset(from)..offset(to)
    };
    let (out, in_) = (stretch(text), stretch(other));
    format!("{}{}{}", &text[..out.start], &other[in_], &text[out.end..])
}

proptest! {
    #![proptest_config(tries(6_000))]

    #[test]
    fn damaged_files_are_read(case in cases(), other in cases(), how in prop::collection::vec(any::<u16>(), 1..20)) {
        let mut source = Source::new(how.iter().copied());
        let mut text = case.text;
        for _ in 0..1 + source.below(3) {
            text = damaged(&mut source, &text, &other.text);
        }
        prop_assert_eq!(reading_fault(&text), None, "{:?}", text);
        prop_assert_eq!(formatting_fault(&text), None, "{:?}", text);
        prop_assert_eq!(printing_fault(&text), None, "{:?}", text);
        let at = source.below(4);
        let entry = "fact a\n  note \"n\"";
        for change in [Change::Add { after: at, entry }, Change::Replace { at, entry }, Change::Remove { at }] {
            prop_assert_eq!(editing_fault(&text, change), None, "{:?}", text);
        }
    }
}
