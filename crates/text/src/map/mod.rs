//! Which clause of one draft became which of another, also where they are numbered and ordered differently.
//!
//! The method, in order:
//!
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
    let scores = Scores::new(before, after, &profiles, confirmed);
    let scores = scores.beside(&assign::assign(&scores));
    let pairs = assign::assign(&scores);
    let pairs = join::join(&pairs, &scores, &profiles);
    let mut links: Vec<Link> = confirmed
        .pairs
        .iter()
        .filter(|(from, to)| *from < before.len() && *to < after.len())
        .map(|&(from, to)| (from, to, 1.0, true))
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
