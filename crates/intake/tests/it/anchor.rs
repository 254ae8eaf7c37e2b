//! Anchors: found where they say, found elsewhere, lost.

use proptest::prelude::*;
use zopa_intake::anchor::{Anchor, Resolved};
use zopa_intake::text::{Span, Text};

fn anchor(source: &str, passage: &str) -> Anchor {
    let at = source.find(passage).expect("the passage is there");
    let span = Span { start: at as u32, end: (at + passage.len()) as u32 };
    Anchor::of(&Text::read(source), span)
}

#[test]
fn a_passage_is_found_where_it_was() {
    let source = "Ä “no” means no.";
    let anchor = anchor(source, "no");
    assert_eq!((anchor.start, anchor.end), (3, 5));
    assert_eq!(anchor.resolve(source), Resolved::Exact { start: 3, end: 5 });
}

#[test]
fn a_moved_passage_is_found_by_its_context() {
    let anchor = anchor("The toll is five. The levy is five.", "is five");
    assert_eq!(
        anchor.resolve("Corrected. The levy is five. The toll is five."),
        Resolved::Moved { start: 38, end: 45 }
    );
    assert_eq!(anchor.resolve("Nothing of the kind."), Resolved::Lost);
}

proptest! {
    #[test]
    fn every_anchor_resolves_to_its_text(source in "\\PC{1,120}", from in 0_usize..120, len in 0_usize..40, added in "\\PC{0,10}") {
        let bounds: Vec<usize> = source.char_indices().map(|(at, _)| at).chain([source.len()]).collect();
        let (from, to) = (from.min(bounds.len() - 1), (from + len).min(bounds.len() - 1));
        let span = Span { start: bounds[from.min(to)] as u32, end: bounds[to] as u32 };
        let text = Text::read(&source);
        let anchor = Anchor::of(&text, span);
        prop_assert_eq!(anchor.resolve(&source), Resolved::Exact { start: anchor.start, end: anchor.end });
        let changed = format!("{added}{source}");
        match anchor.resolve(&changed) {
            Resolved::Exact { start, end } | Resolved::Moved { start, end } => {
                let found: String = changed.chars().skip(start).take(end - start).collect();
                prop_assert_eq!(found, anchor.exact);
            }
            Resolved::Lost => prop_assert!(anchor.exact.is_empty()),
        }
    }
}
