//! Why two clauses are taken for the same, in words.

use super::Item;
use super::profile::{Kind, Profiles};
use crate::compare::token::tokens;
use std::collections::{BTreeMap, BTreeSet};

/// The most names and numbers that are listed.
const LISTED_MAX: usize = 4;

pub(super) fn reasons(before: &Item, after: &Item, profiles: &Profiles, from: usize, to: usize) -> Vec<String> {
    let mut found = Vec::new();
    let points: BTreeSet<&str> = before.points.iter().map(|(point, _)| point.as_str()).collect();
    let shared: Vec<String> = {
        let both: BTreeSet<&str> = after.points.iter().map(|(point, _)| point.as_str()).collect();
        points.intersection(&both).map(|point| format!("`{point}`")).collect()
    };
    match shared.len() {
        0 => {}
        1 => found.push(format!("same point {}", shared[0])),
        _ => found.push(format!("same points {}", shared.join(", "))),
    }
    if !before.text.is_empty() && !after.text.is_empty() {
        match shared_words(&before.text, &after.text) {
            100 => found.push("the same words".to_string()),
            percent => found.push(format!("{percent} % of the words")),
        }
    }
    let (old, new) = (&profiles.before[from], &profiles.after[to]);
    let names: Vec<&str> = old.names.intersection(&new.names).map(String::as_str).take(LISTED_MAX).collect();
    if !names.is_empty() {
        found.push(format!("both name {}", names.join(", ")));
    }
    let meanings: Vec<&str> = old.meanings.intersection(&new.meanings).map(String::as_str).take(LISTED_MAX).collect();
    if !meanings.is_empty() {
        found.push(format!("both about {}", meanings.join(", ")));
    }
    if !before.title.is_empty() && before.title == after.title {
        found.push("same title".to_string());
    } else {
        let stems = |terms: &[(u32, f64)]| -> BTreeSet<u32> { terms.iter().map(|(term, _)| *term).collect() };
        let (one, other) = (stems(old.terms(Kind::Title)), stems(new.terms(Kind::Title)));
        if one.intersection(&other).next().is_some() {
            found.push("like titles".to_string());
        }
    }
    if before.label == after.label {
        found.push("same number".to_string());
    }
    found
}

/// Returns how many of a hundred words of both texts stand in both, wherever; 100 only where all do.
fn shared_words(before: &str, after: &str) -> usize {
    let counted = |text: &str| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for token in tokens(text).iter().filter(|token| token.is_word()) {
            *counts.entry(token.key().to_lowercase()).or_default() += 1;
        }
        counts
    };
    let (old, new) = (counted(before), counted(after));
    let all: usize = old.values().chain(new.values()).sum();
    let shared: usize = old.iter().map(|(word, count)| (*count).min(new.get(word).copied().unwrap_or(0))).sum();
    (200 * shared).checked_div(all).unwrap_or(100)
}
