//! Which clause of one draft became which of another, also where they are numbered and ordered differently.
//!
//! The method, in order:
//!
//! 0. Clauses of the very same words are pairs.
//! 1. `profile` turns every clause into weighted terms: stems, pairs of stems, pieces of words, what the words mean in
//!    negotiations, numbers and names. What stands in few clauses weighs more.
//! 2. `score` compares every clause of one draft with every clause of the other, with the points that both settle and
//!    where both stand.
//! 3. `assign` chooses the pairs whose scores add up to the most, each clause in one pair at most.
//! 4. `join` adds clauses that were left over to pairs whose text they cover: two clauses became one, or one two.
//!
//! What a person has confirmed is fixed before any of it. The same drafts in the other order give the same map, turned
//! round.

mod assign;
mod concept;
mod join;
mod profile;
mod reason;
mod score;

use profile::Profiles;
use score::Scores;
use std::collections::BTreeMap;

/// The most clauses of a draft that are mapped.
pub const CLAUSES_MAX: usize = 5_000;

/// A clause as the map sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// Its number, as printed.
    pub label: String,
    /// Its title; empty where it has none.
    pub title: String,
    /// Its words.
    pub text: String,
    /// The points that it settles or concerns, each with how it is settled; empty where it is not.
    pub points: Vec<(String, String)>,
}

/// Clauses of the same words are paired at once from so many words on.
const SAME_WORDS_MIN: usize = 4;

/// What a person has confirmed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Confirmed {
    /// Pairs, by position in the earlier and the later draft. A later clause that is named here has no other origin.
    pub pairs: Vec<(usize, usize)>,
    /// Clauses of the earlier draft that are gone.
    pub dropped: Vec<usize>,
    /// Clauses of the later draft that are new.
    pub added: Vec<usize>,
}

/// A clause of the earlier draft and one of the later that came from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The position of the earlier clause.
    pub from: usize,
    /// The position of the later clause.
    pub to: usize,
    /// How much speaks for it, from 0 to 1; 1 where a person has confirmed it.
    pub score: f64,
    /// Whether a person has confirmed it.
    pub confirmed: bool,
    /// What speaks for it, in words, the strongest first.
    pub reasons: Vec<String>,
}

/// A map between two drafts. Clauses in no link are dropped, or added.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Map {
    /// The links, by later and then by earlier clause.
    pub links: Vec<Link>,
}

/// A draft has more than [`CLAUSES_MAX`] clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany;

impl std::fmt::Display for TooMany {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a draft has more than {CLAUSES_MAX} clauses")
    }
}

impl std::error::Error for TooMany {}

/// Proposes a map between two drafts around what is confirmed.
///
/// # Errors
/// When a draft has more than [`CLAUSES_MAX`] clauses.
pub fn map(before: &[Item], after: &[Item], confirmed: &Confirmed) -> Result<Map, TooMany> {
    if before.len().max(after.len()) > CLAUSES_MAX {
        return Err(TooMany);
    }
    let profiles = Profiles::new(before, after);
    let same = same_words(before, after, confirmed);
    let fixed = Confirmed { pairs: confirmed.pairs.iter().chain(&same).copied().collect(), ..confirmed.clone() };
    let scores = Scores::new(before, after, &profiles, &fixed);
    let scores = scores.beside(&assign::assign(&scores));
    let pairs = assign::assign(&scores);
    let pairs = join::join(&pairs, &scores, &profiles);
    let mut links: Vec<Link> = confirmed
        .pairs
        .iter()
        .filter(|(from, to)| *from < before.len() && *to < after.len())
        .map(|&(from, to)| (from, to, 1.0, true))
        .chain(same.into_iter().map(|(from, to)| (from, to, 1.0, false)))
        .chain(pairs.into_iter().map(|(from, to, score)| (from, to, score, false)))
        .map(|(from, to, score, confirmed)| Link {
            from,
            to,
            score,
            confirmed,
            reasons: reason::reasons(&before[from], &after[to], &profiles, from, to),
        })
        .collect();
    links.sort_by_key(|link| (link.to, link.from));
    links.dedup_by_key(|link| (link.to, link.from));
    Ok(Map { links })
}

/// Returns the pairs of clauses with the very same words, as often in one draft as in the other, in order. Nothing needs
/// to be weighed for these. Very short clauses say too little, and are left to their neighbours.
fn same_words(before: &[Item], after: &[Item], confirmed: &Confirmed) -> Vec<(usize, usize)> {
    let words = |item: &Item| item.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut places: BTreeMap<String, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (at, item) in before.iter().enumerate() {
        let told = confirmed.dropped.contains(&at) || confirmed.pairs.iter().any(|&(from, _)| from == at);
        if !told {
            places.entry(words(item)).or_default().0.push(at);
        }
    }
    for (at, item) in after.iter().enumerate() {
        let told = confirmed.added.contains(&at) || confirmed.pairs.iter().any(|&(_, to)| to == at);
        if !told {
            places.entry(words(item)).or_default().1.push(at);
        }
    }
    let long = |text: &str| text.split(' ').count() >= SAME_WORDS_MIN;
    let same = places.into_iter().filter(|(text, (old, new))| long(text) && old.len() == new.len());
    let mut pairs: Vec<(usize, usize)> = same.flat_map(|(_, (old, new))| old.into_iter().zip(new)).collect();
    pairs.sort_unstable();
    pairs
}
