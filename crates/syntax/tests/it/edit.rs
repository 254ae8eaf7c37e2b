//! Edits: one entry changes, and every other byte stays.

use crate::generate::{Source, entries};
use crate::property::read;
use crate::property::same::same;
use crate::{cases, tries};
use proptest::prelude::*;
use zopa_syntax::edit::{Change, Refused, apply};
use zopa_syntax::node::Node;
use zopa_syntax::print;

/// Returns another random entry.
fn another(decisions: &[u16]) -> Node {
    let mut source = Source::new(decisions.iter().copied());
    entries(&mut source, 1).remove(0)
}

/// Returns what an entry looks like in a file with such line ends.
fn with_line_ends(entry: &str, text: &str) -> String {
    if text.contains("\r\n") { entry.replace('\n', "\r\n") } else { entry.to_string() }
}

proptest! {
    #![proptest_config(tries(1_500))]

    #[test]
    fn adding_only_adds(case in cases(), after in 0usize..6, decisions in prop::collection::vec(any::<u16>(), 0..80)) {
        let text = &case.text;
        let added = another(&decisions);
        let entry = print::entry(&added);
        let changed = apply(text, Change::Add { after, entry: &entry }).expect("a readable entry can be added");
        let printed = with_line_ends(&entry, text);
        let at = changed
            .match_indices(&printed)
            .map(|(at, _)| at)
            .find(|&at| {
                let rest = changed[at + printed.len()..].trim_start_matches('\r').strip_prefix('\n');
                rest.is_some_and(|rest| text.ends_with(rest) && {
                    let head = &text[..text.len() - rest.len()];
                    changed[..at] == *head || changed[..at].trim_end_matches(['\r', '\n']) == head
                })
            });
        prop_assert!(at.is_some(), "{changed}");
        let parse = read(&changed);
        prop_assert!(parse.findings.is_empty());
        let place = after.min(case.nodes.len());
        let mut meant: Vec<&Node> = case.nodes.iter().collect();
        meant.insert(place, &added);
        prop_assert!(parse.nodes().zip(&meant).all(|(found, meant)| same(found, meant)));
        prop_assert_eq!(parse.entries.len(), meant.len());
    }

    #[test]
    fn replacing_leaves_the_rest(case in cases(), decisions in prop::collection::vec(any::<u16>(), 0..80)) {
        let text = &case.text;
        let new = another(&decisions);
        let entry = print::entry(&new);
        for (at, old) in read(text).entries.iter().enumerate() {
            let change = Change::Replace { at, entry: &entry };
            let changed = apply(text, change).expect("a readable entry can replace another");
            let (head, tail) = (&text[..old.span.range().start], &text[old.span.range().end..]);
            prop_assert_eq!(&changed, &format!("{head}{}{tail}", with_line_ends(&entry, text)));
            let parse = read(&changed);
            prop_assert!(parse.findings.is_empty());
            let meant = |each: usize| if each == at { &new } else { &case.nodes[each] };
            prop_assert!(parse.nodes().enumerate().all(|(each, node)| same(node, meant(each))));
        }
    }

    #[test]
    fn removing_leaves_the_rest(case in cases()) {
        let text = &case.text;
        for (at, old) in read(text).entries.iter().enumerate() {
            let changed = apply(text, Change::Remove { at }).expect("an entry can be removed");
            let (head, tail) = (&text[..old.span.range().start], &text[old.span.range().end..]);
            let rest = changed.strip_prefix(head);
            let gone = rest.and_then(|rest| tail.strip_suffix(rest));
            prop_assert!(gone.is_some_and(|gone| gone.trim().is_empty()));
            let parse = read(&changed);
            prop_assert!(parse.findings.is_empty());
            let left = case.nodes.iter().enumerate().filter(|&(each, _)| each != at).map(|(_, node)| node);
            prop_assert!(parse.nodes().zip(left).all(|(found, left)| same(found, left)));
            prop_assert_eq!(parse.entries.len() + 1, case.nodes.len());
        }
    }
}

#[test]
fn an_entry_that_is_not_there_is_refused() {
    assert_eq!(apply("fact a\n", Change::Remove { at: 1 }), Err(Refused::NoSuchEntry));
    assert_eq!(apply("fact a\n", Change::Replace { at: 1, entry: "fact b" }), Err(Refused::NoSuchEntry));
}

#[test]
fn what_is_not_one_readable_entry_is_refused() {
    for entry in ["", "# only a remark", "fact", "fact a\nfact b", " fact a", "fact a # remark", "\u{feff}fact a"] {
        assert_eq!(apply("fact x\n", Change::Add { after: 0, entry }), Err(Refused::NotOneEntry), "{entry:?}");
    }
}
