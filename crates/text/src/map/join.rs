//! Clauses that were left over, added to pairs whose text they cover.

use super::profile::{Kind, Profile, Profiles};
use super::score::{Scores, alike};
use std::collections::{BTreeMap, BTreeSet};

/// The least that must speak for a clause to be joined to a pair.
const JOIN: f64 = 0.33;

/// Below this score a pair may be undone where one of its clauses belongs better to another pair.
const WEAK: f64 = 0.45;

/// How many times better the other place must be.
const BETTER: f64 = 1.25;

/// What the likeness to a single sentence counts beside that to a whole clause.
const SENTENCE: f64 = 0.8;

/// Pairs, by earlier and later clause, with their scores.
type Pairs = Vec<(usize, usize, f64)>;

/// Returns the pairs with those clauses joined that were left over and cover what their pair does not.
pub(super) fn join(pairs: &Pairs, scores: &Scores, profiles: &Profiles) -> Pairs {
    let joiner = Joiner { scores, profiles };
    let kept = joiner.without_weak(pairs);
    let mut all = kept.clone();
    all.extend(joiner.left_over(&kept));
    all.sort_by_key(|pair| (pair.1, pair.0));
    all
}

struct Joiner<'a> {
    scores: &'a Scores,
    profiles: &'a Profiles,
}

/// Which clauses are in a pair, and with which.
struct Partners {
    of_before: BTreeMap<usize, usize>,
    of_after: BTreeMap<usize, usize>,
}

impl Partners {
    fn new(pairs: &Pairs) -> Partners {
        Partners {
            of_before: pairs.iter().map(|(from, to, _)| (*from, *to)).collect(),
            of_after: pairs.iter().map(|(from, to, _)| (*to, *from)).collect(),
        }
    }
}

impl Joiner<'_> {
    /// Takes out weak pairs of which one clause belongs better to another pair.
    fn without_weak(&self, pairs: &Pairs) -> Pairs {
        let partners = Partners::new(pairs);
        let keeps = |&(from, to, score): &(usize, usize, f64)| {
            if score >= WEAK {
                return true;
            }
            let elsewhere =
                |found: Option<(usize, f64)>| found.is_some_and(|(_, other)| other >= JOIN && other > score * BETTER);
            !elsewhere(self.best_for_before(from, &partners, Some(to)))
                && !elsewhere(self.best_for_after(to, &partners, Some(from)))
        };
        pairs.iter().filter(|pair| keeps(pair)).copied().collect()
    }

    fn left_over(&self, pairs: &Pairs) -> Pairs {
        let partners = Partners::new(pairs);
        let mut found: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut joined: Pairs = Vec::new();
        for from in (0..self.scores.rows.len()).filter(|from| !partners.of_before.contains_key(from)) {
            if let Some((to, score)) = self.best_for_before(from, &partners, None).filter(|(_, score)| *score >= JOIN) {
                found.insert((from, to));
                joined.push((from, to, score));
            }
        }
        for to in (0..self.scores.columns).filter(|to| !partners.of_after.contains_key(to)) {
            if let Some((from, score)) = self.best_for_after(to, &partners, None).filter(|(_, score)| *score >= JOIN)
                && found.insert((from, to))
            {
                joined.push((from, to, score));
            }
        }
        joined
    }

    /// Returns the pair to which an earlier clause belongs best: the later clause, and how much speaks for it.
    fn best_for_before(&self, from: usize, partners: &Partners, not: Option<usize>) -> Option<(usize, f64)> {
        let row = self.scores.rows[from].keys().copied().filter(|to| Some(*to) != not);
        let joined = row.filter_map(|to| {
            let partner = *partners.of_after.get(&to)?;
            let part = part(
                &self.profiles.before[from],
                &self.profiles.after[to],
                &self.profiles.before[partner],
                self.scores.of(from, to),
            );
            Some((to, part))
        });
        joined.max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)))
    }

    fn best_for_after(&self, to: usize, partners: &Partners, not: Option<usize>) -> Option<(usize, f64)> {
        let column =
            (0..self.scores.rows.len()).filter(|from| self.scores.rows[*from].contains_key(&to) && Some(*from) != not);
        let joined = column.filter_map(|from| {
            let partner = *partners.of_before.get(&from)?;
            let part = part(
                &self.profiles.after[to],
                &self.profiles.before[from],
                &self.profiles.after[partner],
                self.scores.of(from, to),
            );
            Some((from, part))
        });
        joined.max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)))
    }
}

/// Returns how much speaks for a clause being part of another beside the partner that the other has: what it shares with
/// it and the partner does not explain.
fn part(clause: &Profile, whole: &Profile, partner: &Profile, score: f64) -> f64 {
    let mut gains = 0.0;
    for kind in [Kind::Word, Kind::Piece] {
        let terms = |profile: &Profile| -> BTreeMap<u32, f64> { profile.terms(kind).iter().copied().collect() };
        let (whole, partner) = (terms(whole), terms(partner));
        let explained: f64 = clause
            .terms(kind)
            .iter()
            .filter(|(term, _)| whole.contains_key(term))
            .map(|(term, weight)| if partner.contains_key(term) { weight * 0.25 } else { *weight })
            .sum();
        let mass = clause.mass(kind);
        gains += if mass > 0.0 { 0.5 * explained / mass } else { 0.0 };
    }
    let whole_clause = 0.6 * score + 0.4 * gains;
    // A clause that took over one sentence of a long one has little in common with the whole of it.
    let passages = whole.sentences.iter().map(|sentence| (alike(clause, sentence), alike(partner, sentence)));
    let sentence = passages.filter(|(own, other)| own > other).map(|(own, _)| own).fold(0.0, f64::max);
    whole_clause.max(SENTENCE * sentence)
}
