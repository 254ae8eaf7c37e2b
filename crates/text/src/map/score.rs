//! How much two clauses have in common.

use super::profile::{KINDS, Kind, Profile, Profiles};
use super::{Confirmed, Item};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// From how many clauses of both drafts on words that stand in a fifth of them are left out: they tell nothing, and cost
/// the most.
const MANY: usize = 600;

/// The most candidates of a clause that are kept.
const CANDIDATES_MAX: usize = 48;

/// A name or number of at most this rarity stands in too many clauses to tell them apart.
const COMMON: f64 = 2.5;

/// What the rarities of shared names add up to where there is nothing more to gain.
const RARE: f64 = 4.0;

/// From which score on a pair speaks for its neighbours.
const SURE: f64 = 0.3;

/// From which score on a pair can be helped by its neighbours.
const FAINT: f64 = 0.1;

/// How much a sure pair adds to the pairs beside it.
const NEIGHBOUR: f64 = 0.1;

/// The least score that is kept.
const LEAST: f64 = 0.02;

/// The scores of all pairs of clauses that have anything in common.
#[derive(Debug, Clone, Default)]
pub(super) struct Scores {
    /// For each earlier clause the later ones, by position, with the score.
    pub(super) rows: Vec<BTreeMap<usize, f64>>,
    /// How many later clauses there are.
    pub(super) columns: usize,
}

impl Scores {
    pub(super) fn new(before: &[Item], after: &[Item], profiles: &Profiles, confirmed: &Confirmed) -> Scores {
        let dots = Dots::new(profiles);
        let fixed_rows: BTreeSet<usize> = confirmed.dropped.iter().copied().collect();
        let fixed_columns: BTreeSet<usize> =
            confirmed.added.iter().copied().chain(confirmed.pairs.iter().map(|(_, to)| *to)).collect();
        let settled: BTreeMap<&str, Vec<usize>> = {
            let mut settled: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for (at, item) in after.iter().enumerate() {
                for (point, _) in &item.points {
                    settled.entry(point).or_default().push(at);
                }
            }
            settled
        };
        let mut rows: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); before.len()];
        for (from, item) in before.iter().enumerate().filter(|(from, _)| !fixed_rows.contains(from)) {
            let mut found = dots.row(&profiles.before[from], after.len());
            for (point, _) in &item.points {
                for to in settled.get(point.as_str()).into_iter().flatten() {
                    found.entry(*to).or_default();
                }
            }
            for (to, dot) in found.into_iter().filter(|(to, _)| !fixed_columns.contains(to)) {
                let words = words(&dot, &profiles.before[from], &profiles.after[to]);
                let place = Place { from, to, rows: before.len(), columns: after.len() };
                let score = whole(words, item, &after[to], &place);
                if score >= LEAST {
                    rows[from].insert(to, score);
                }
            }
            keep_best(&mut rows[from]);
        }
        Scores { rows, columns: after.len() }
    }

    /// Raises the scores of pairs that stand beside sure ones: what stood together mostly stays together.
    pub(super) fn beside(&self, sure: &[(usize, usize, f64)]) -> Scores {
        let mut raised = self.clone();
        for &(from, to, score) in sure.iter().filter(|(_, _, score)| *score >= SURE) {
            for by in [-1_isize, 1] {
                let neighbour = from.checked_add_signed(by).zip(to.checked_add_signed(by));
                let known = neighbour.and_then(|(from, to)| raised.rows.get_mut(from)?.get_mut(&to));
                if let Some(known) = known.filter(|known| **known >= FAINT) {
                    *known = (*known + NEIGHBOUR * score).min(1.0);
                }
            }
        }
        raised
    }

    /// Returns the score of a pair.
    pub(super) fn of(&self, from: usize, to: usize) -> f64 {
        self.rows[from].get(&to).copied().unwrap_or(0.0)
    }
}

fn keep_best(row: &mut BTreeMap<usize, f64>) {
    if row.len() > CANDIDATES_MAX {
        let mut best: Vec<(usize, f64)> = row.iter().map(|(to, score)| (*to, *score)).collect();
        best.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        *row = best.into_iter().take(CANDIDATES_MAX).collect();
    }
}

/// The products of a pair, kind by kind, and the masses that each side shares with the other.
#[derive(Debug, Clone, Copy, Default)]
struct Dot {
    products: [f64; 5],
    /// Of each kind, the weight of the earlier clause that stands in the later one.
    shared_before: [f64; 5],
    /// Of each kind, the weight of the later clause that stands in the earlier one.
    shared_after: [f64; 5],
    /// How rare the names and numbers are that both have, above what is common.
    rare_names: f64,
}

impl Dot {
    fn add(&mut self, kind: Kind, weight: f64, other: f64) {
        let at = kind as usize;
        self.products[at] += weight * other;
        self.shared_before[at] += weight;
        self.shared_after[at] += other;
        if kind == Kind::Name {
            self.rare_names += (weight.min(other) - COMMON).max(0.0);
        }
    }
}

/// Returns how much the words of two passages have in common.
pub(super) fn alike(one: &Profile, other: &Profile) -> f64 {
    let mut dot = Dot::default();
    for kind in KINDS {
        let (mut left, mut right) = (one.terms(kind).iter().peekable(), other.terms(kind).iter().peekable());
        while let (Some(&&(term, weight)), Some(&&(counter, against))) = (left.peek(), right.peek()) {
            if term == counter {
                dot.add(kind, weight, against);
            }
            if term <= counter {
                left.next();
            }
            if counter <= term {
                right.next();
            }
        }
    }
    words(&dot, one, other)
}

/// The terms of the later draft, each with the clauses in which it stands.
struct Dots {
    postings: [FxHashMap<u32, Vec<(usize, f64)>>; 5],
}

impl Dots {
    fn new(profiles: &Profiles) -> Dots {
        let mut postings: [FxHashMap<u32, Vec<(usize, f64)>>; 5] = Default::default();
        for (to, profile) in profiles.after.iter().enumerate() {
            for kind in KINDS {
                for &(term, weight) in profile.terms(kind) {
                    postings[kind as usize].entry(term).or_default().push((to, weight));
                }
            }
        }
        let all = profiles.before.len() + profiles.after.len();
        if all > MANY {
            let limit = profiles.after.len() / 5;
            postings.iter_mut().for_each(|kind| kind.retain(|_, clauses| clauses.len() <= limit));
        }
        Dots { postings }
    }

    fn row(&self, profile: &Profile, columns: usize) -> BTreeMap<usize, Dot> {
        let mut dots = vec![Dot::default(); columns];
        let mut touched = vec![false; columns];
        for kind in KINDS {
            for &(term, weight) in profile.terms(kind) {
                for &(to, other) in self.postings[kind as usize].get(&term).into_iter().flatten() {
                    touched[to] = true;
                    dots[to].add(kind, weight, other);
                }
            }
        }
        dots.into_iter().enumerate().filter(|(to, _)| touched[*to]).collect()
    }
}

/// Returns how much the words of two clauses have in common.
fn words(dot: &Dot, before: &Profile, after: &Profile) -> f64 {
    let cosine = |kind: Kind| {
        let lengths = before.length(kind) * after.length(kind);
        if lengths > 0.0 { dot.products[kind as usize] / lengths } else { 0.0 }
    };
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let covered = |kind: Kind| {
        let of_before = share(dot.shared_before[kind as usize], before.mass(kind));
        of_before.max(share(dot.shared_after[kind as usize], after.mass(kind)))
    };
    let text =
        0.45 * cosine(Kind::Word) + 0.10 * cosine(Kind::Pair) + 0.25 * cosine(Kind::Piece) + 0.20 * covered(Kind::Word);
    let names = 0.10 * (dot.rare_names / RARE).min(1.0);
    let titled = before.length(Kind::Title) > 0.0 && after.length(Kind::Title) > 0.0;
    let title = if titled { cosine(Kind::Title) } else { 0.0 };
    let text = (text + names).min(1.0);
    if titled && title > text { 0.6 * text + 0.4 * title } else { text }
}

struct Place {
    from: usize,
    to: usize,
    rows: usize,
    columns: usize,
}

/// Returns the score of a pair: its words, raised or lowered by the points, and a little by its place.
fn whole(words: f64, before: &Item, after: &Item, place: &Place) -> f64 {
    let mut score = words;
    let names = |item: &Item| -> BTreeSet<String> { item.points.iter().map(|(point, _)| point.clone()).collect() };
    let (old, new) = (names(before), names(after));
    if !old.is_empty() && !new.is_empty() {
        let shared = old.intersection(&new).count() as f64;
        let all = old.union(&new).count() as f64;
        let same = before.points.iter().filter(|point| after.points.contains(point)).count() as f64;
        if shared > 0.0 {
            let strength = 0.55 + 0.25 * shared / all + 0.10 * same / all;
            score = 1.0 - (1.0 - score) * (1.0 - strength);
        } else {
            score *= 0.5;
        }
    }
    let middle = |at: usize, all: usize| (at as f64 + 0.5) / all.max(1) as f64;
    let apart = middle(place.from, place.rows) - middle(place.to, place.columns);
    let near = 0.02 * (1.0 - apart * apart);
    let label = if before.label == after.label { 0.01 } else { 0.0 };
    if score >= 0.1 { (score + near + label).min(1.0) } else { score }
}
