//! The clause map, against maps made by hand.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use zopa_text::clause::clauses;
use zopa_text::map::{Confirmed, Item, Map, map};

/// What a map says of a clause: a pair, an earlier clause that is gone, a later one that is new.
type Fate = (Option<String>, Option<String>);

pub(crate) struct Case {
    pub(crate) before: Vec<Item>,
    pub(crate) after: Vec<Item>,
    pub(crate) gold: BTreeSet<Fate>,
}

pub(crate) fn items(text: &str) -> Vec<Item> {
    clauses(text)
        .into_iter()
        .map(|clause| Item { text: text[clause.body].to_string(), label: clause.label, ..Item::default() })
        .collect()
}

pub(crate) fn read(name: &str) -> Case {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/map").join(name);
    let text = |file: &str| fs::read_to_string(folder.join(file)).expect("a file of the case");
    let fate = |line: &str| {
        let (from, to) = line.split_once("->").expect("an arrow");
        let side = |text: &str| Some(text.trim().to_string()).filter(|text| !text.is_empty());
        (side(from), side(to))
    };
    let gold = text("gold.txt").lines().filter(|line| line.contains("->")).map(fate).collect();
    Case { before: items(&text("before.md")), after: items(&text("after.md")), gold }
}

pub(crate) fn fates(map: &Map, before: &[Item], after: &[Item]) -> BTreeSet<Fate> {
    let mut found: BTreeSet<Fate> = BTreeSet::new();
    for link in &map.links {
        found.insert((Some(before[link.from].label.clone()), Some(after[link.to].label.clone())));
    }
    for (at, item) in before.iter().enumerate() {
        if map.links.iter().all(|link| link.from != at) {
            found.insert((Some(item.label.clone()), None));
        }
    }
    for (at, item) in after.iter().enumerate() {
        if map.links.iter().all(|link| link.to != at) {
            found.insert((None, Some(item.label.clone())));
        }
    }
    found
}

/// Returns which share of the map made by hand was found, and the balance of that with what was found besides.
pub(crate) fn right(found: &BTreeSet<Fate>, gold: &BTreeSet<Fate>) -> (f64, f64) {
    let both = found.intersection(gold).count() as f64;
    (both / gold.len() as f64, 2.0 * both / (found.len() + gold.len()) as f64)
}

#[test]
fn the_cases_that_the_matcher_was_made_with_are_mapped() {
    for name in ["peace", "trade", "labour", "climate", "supply", "rio", "autonomy", "lease", "valley", "spectrum"] {
        let case = read(name);
        let map = map(&case.before, &case.after, &Confirmed::default()).expect("small drafts");
        let found = fates(&map, &case.before, &case.after);
        let (share, balance) = right(&found, &case.gold);
        println!("{name}: {share:.3} {balance:.3}");
        for (from, to) in case.gold.difference(&found) {
            println!("  missing {from:?} -> {to:?}");
        }
        for (from, to) in found.difference(&case.gold) {
            let score = map.links.iter().find(|l| {
                Some(&case.before[l.from].label) == from.as_ref() && Some(&case.after[l.to].label) == to.as_ref()
            });
            println!("  wrong   {from:?} -> {to:?} {:?}", score.map(|s| (s.score, s.reasons.clone())));
        }
    }
}
