//! Which paragraphs belong together.

use proptest::prelude::*;
use zopa_text::align::{Pair, align};
use zopa_text::words::{Fate, changes, words};

fn texts(of: &[&str]) -> Vec<String> {
    of.iter().map(|text| text.to_string()).collect()
}

#[test]
fn altered_paragraphs_find_their_own() {
    let before = texts(&["Title", "Each ship shall pay a toll of 300 euros.", "The quota shall be shared.", "End"]);
    let after = texts(&["Title", "A new clause.", "Each ship shall pay a toll of 200 euros.", "End"]);
    let found = align(&before, &after);
    let wanted = [Pair::Same(0, 0), Pair::Added(1), Pair::Changed(1, 2), Pair::Removed(2), Pair::Same(3, 3)];
    assert_eq!(found, wanted);
}

#[test]
fn a_hundred_thousand_paragraphs_turned_round_end() {
    let before: Vec<String> = (0..100_000).map(|at| format!("paragraph {at}")).collect();
    let after: Vec<String> = before.iter().rev().cloned().collect();
    let found = align(&before, &after);
    assert!(found.len() >= 100_000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every paragraph stands in exactly one pair, and both texts are read in order.
    #[test]
    fn both_texts_are_whole(before in prop::collection::vec("[ab ]{0,5}", 0..12), after in prop::collection::vec("[ab ]{0,5}", 0..12)) {
        let (mut b, mut a) = (Vec::new(), Vec::new());
        for pair in align(&before, &after) {
            match pair {
                Pair::Same(x, y) => {
                    prop_assert_eq!(&before[x], &after[y]);
                    b.push(x);
                    a.push(y);
                }
                Pair::Changed(x, y) => {
                    b.push(x);
                    a.push(y);
                }
                Pair::Removed(x) => b.push(x),
                Pair::Added(y) => a.push(y),
            }
        }
        prop_assert_eq!(b, (0..before.len()).collect::<Vec<_>>());
        prop_assert_eq!(a, (0..after.len()).collect::<Vec<_>>());
    }

    #[test]
    fn words_are_the_text_and_changes_lead_from_one_to_the_other(before in "[ab .\\[]{0,30}", after in "\\PC{0,30}") {
        let (old, new) = (words(&before), words(&after));
        prop_assert_eq!(old.concat(), before.clone());
        prop_assert_eq!(new.concat(), after.clone());
        let (mut left, mut right) = (String::new(), String::new());
        for (fate, b, a) in changes(&old, &new) {
            if fate != Fate::Added {
                left.push_str(&old[b].concat());
            }
            if fate != Fate::Removed {
                right.push_str(&new[a].concat());
            }
        }
        prop_assert_eq!((left, right), (before, after));
    }
}
