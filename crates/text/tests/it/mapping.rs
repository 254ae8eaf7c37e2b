//! The clause map, against maps made by hand.

use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use zopa_text::clause::clauses;
use zopa_text::map::{CLAUSES_MAX, Confirmed, Item, Map, map};

/// What a map says of a clause: a pair, an earlier clause that is gone, a later one that is new.
type Fate = (Option<String>, Option<String>);

struct Case {
    before: Vec<Item>,
    after: Vec<Item>,
    gold: BTreeSet<Fate>,
}

fn items(text: &str) -> Vec<Item> {
    clauses(text)
        .into_iter()
        .map(|clause| Item { text: text[clause.body].to_string(), label: clause.label, ..Item::default() })
        .collect()
}

fn read(name: &str) -> Case {
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

fn fates(map: &Map, before: &[Item], after: &[Item]) -> BTreeSet<Fate> {
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
fn right(found: &BTreeSet<Fate>, gold: &BTreeSet<Fate>) -> (f64, f64) {
    let both = found.intersection(gold).count() as f64;
    (both / gold.len() as f64, 2.0 * both / (found.len() + gold.len()) as f64)
}

/// The share of fates right and the balance, in whole hundredths, of each case. The first eight were in view while the
/// matcher was made (of them `autonomy` and `lease` as tests of a first version, which reached 73 and 94); `valley` and
/// `spectrum` were written after it was finished, and nothing was changed for them.
const FIGURES: &[(&str, u32, u32)] = &[
    ("peace", 90, 90),
    ("trade", 100, 100),
    ("labour", 100, 100),
    ("climate", 100, 100),
    ("supply", 92, 92),
    ("rio", 100, 100),
    ("autonomy", 83, 84),
    ("lease", 100, 100),
    ("valley", 96, 96),
    ("spectrum", 75, 75),
];

#[test]
fn drafts_are_mapped_as_by_hand() {
    for (name, share, balance) in FIGURES {
        let case = read(name);
        let map = map(&case.before, &case.after, &Confirmed::default()).expect("small drafts");
        let found = fates(&map, &case.before, &case.after);
        let right = right(&found, &case.gold);
        let missing: Vec<&Fate> = case.gold.difference(&found).collect();
        let wrong: Vec<&Fate> = found.difference(&case.gold).collect();
        let reached = right.0 * 100.0 >= f64::from(*share) && right.1 * 100.0 >= f64::from(*balance);
        assert!(reached, "{name}: {right:?}, missing {missing:?}, wrong {wrong:?}");
    }
}

/// What must hold: 28 clauses against 20, nine of ten right, also where the matcher has never seen them.
#[test]
fn twenty_eight_clauses_against_twenty() {
    for name in ["peace", "valley"] {
        let case = read(name);
        assert_eq!((case.before.len(), case.after.len()), (28, 20));
        let map = map(&case.before, &case.after, &Confirmed::default()).expect("small drafts");
        let (share, balance) = right(&fates(&map, &case.before, &case.after), &case.gold);
        assert!(share >= 0.9 && balance >= 0.9, "{name}: {share} {balance}");
    }
}

#[test]
fn what_is_confirmed_stands() {
    let case = read("peace");
    let at = |items: &[Item], label: &str| items.iter().position(|item| item.label == label).expect("a clause");
    let confirmed = Confirmed {
        pairs: vec![(at(&case.before, "2"), at(&case.after, "11"))],
        dropped: vec![at(&case.before, "13")],
        added: vec![at(&case.after, "15")],
    };
    let map = map(&case.before, &case.after, &confirmed).expect("small drafts");
    let found = fates(&map, &case.before, &case.after);
    let fate = |from: &str, to: &str| {
        (
            Some(from).filter(|f| !f.is_empty()).map(str::to_string),
            Some(to).filter(|t| !t.is_empty()).map(str::to_string),
        )
    };
    assert!(found.contains(&fate("2", "11")) && found.contains(&fate("13", "")) && found.contains(&fate("", "15")));
    assert!(
        map.links
            .iter()
            .all(|link| link.confirmed == (link.from == confirmed.pairs[0].0 && link.to == confirmed.pairs[0].1))
    );
    assert!(map.links.iter().all(|link| (0.0..=1.0).contains(&link.score)));
}

#[test]
fn points_and_titles_speak_before_words() {
    let item = |label: &str, title: &str, text: &str, point: &str| Item {
        label: label.to_string(),
        title: title.to_string(),
        text: text.to_string(),
        points: vec![(point.to_string(), "x".to_string())],
    };
    let before = [item("1", "Toll", "Ships pay.", "toll"), item("2", "Dues", "Ships pay dues.", "dues")];
    let after = [item("1", "Dues", "", "dues"), item("2", "", "Boats give money.", "toll")];
    let map = map(&before, &after, &Confirmed::default()).expect("small drafts");
    let links: Vec<(usize, usize)> = map.links.iter().map(|link| (link.from, link.to)).collect();
    assert_eq!(links, [(1, 0), (0, 1)]);
    assert!(map.links.iter().all(|link| link.reasons[0].starts_with("same point ")));
}

fn clause() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "toll",
        "ships",
        "strait",
        "patrol",
        "quota",
        "fish",
        "treaty",
        "guarantor",
        "river",
        "border",
        "prisoners",
        "Kell",
        "Veld",
        "300",
        "45",
        "monitors",
        "school",
        "the",
        "shall",
        "not",
        ".",
        "السفن",
    ]);
    prop::collection::vec(word, 0..14).prop_map(|words| words.join(" "))
}

fn draft() -> impl Strategy<Value = Vec<Item>> {
    prop::collection::vec(clause(), 0..14).prop_map(|texts| {
        let item = |(at, text): (usize, String)| Item { label: (at + 1).to_string(), text, ..Item::default() };
        texts.into_iter().enumerate().map(item).collect()
    })
}

proptest! {
    #[test]
    fn maps_are_sound(before in draft(), after in draft()) {
        let found = map(&before, &after, &Confirmed::default()).expect("small drafts");
        let pairs: BTreeSet<(usize, usize)> = found.links.iter().map(|link| (link.from, link.to)).collect();
        prop_assert_eq!(pairs.len(), found.links.len(), "no link twice");
        for link in &found.links {
            prop_assert!(link.from < before.len() && link.to < after.len());
            prop_assert!((0.0..=1.0).contains(&link.score) && !link.confirmed);
        }
        prop_assert_eq!(&found, &map(&before, &after, &Confirmed::default()).expect("small drafts"), "the same again");
    }

    #[test]
    fn the_other_way_round_is_the_same_map(name in prop::sample::select(vec!["peace", "trade", "labour", "climate", "supply", "valley"])) {
        let case = read(name);
        let there = map(&case.before, &case.after, &Confirmed::default()).expect("small drafts");
        let back = map(&case.after, &case.before, &Confirmed::default()).expect("small drafts");
        let there: BTreeSet<(usize, usize)> = there.links.iter().map(|link| (link.from, link.to)).collect();
        let back: BTreeSet<(usize, usize)> = back.links.iter().map(|link| (link.to, link.from)).collect();
        prop_assert_eq!(there, back);
    }

    #[test]
    fn a_draft_is_mapped_to_itself(draft in draft()) {
        let found = map(&draft, &draft, &Confirmed::default()).expect("small drafts");
        let twice = |text: &str| draft.iter().filter(|item| item.text == text).count() > 1;
        for (at, item) in draft.iter().enumerate() {
            // A clause of common words alone, or that stands there twice, may as well be another.
            let telling = item.text.split(' ').collect::<BTreeSet<_>>().len() > 6 && !twice(&item.text);
            let own = found.links.iter().any(|link| link.from == at && link.to == at);
            prop_assert!(own || !telling, "{} is lost", item.text);
        }
    }
}

#[test]
fn hostile_drafts_are_mapped() {
    let item = |at: usize, text: String| Item { label: at.to_string(), text, ..Item::default() };
    let alike: Vec<Item> = (0..800).map(|at| item(at, "The Parties shall meet in Vael.".to_string())).collect();
    let blank: Vec<Item> = (0..800).map(|at| item(at, String::new())).collect();
    let short: Vec<Item> = (0..800).map(|at| item(at, format!("w{at}"))).collect();
    let long: Vec<Item> = (0..2).map(|at| item(at, "Ships pay a toll of 5 euros. ".repeat(15_000))).collect();
    for (before, after) in [(&alike, &alike), (&alike, &blank), (&blank, &blank), (&short, &short), (&long, &short)] {
        map(before, after, &Confirmed::default()).expect("not too many");
    }
    let same = map(&short, &short, &Confirmed::default()).expect("not too many");
    assert!(same.links.iter().all(|link| link.from == link.to) && same.links.len() == 800);
    assert_eq!(map(&[], &alike, &Confirmed::default()).map(|map| map.links.len()), Ok(0));
    let many: Vec<Item> = (0..=CLAUSES_MAX).map(|at| item(at, String::new())).collect();
    assert!(map(&many, &[], &Confirmed::default()).is_err());
}
