//! Which paragraphs of two texts belong together.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

/// A paragraph of one text, or one of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pair {
    /// In both, and the same.
    Same(usize, usize),
    /// In both, and not the same.
    Changed(usize, usize),
    /// Only in the earlier one.
    Removed(usize),
    /// Only in the later one.
    Added(usize),
}

/// Two paragraphs belong together if they share so large a part of their words.
const ALIKE: f64 = 0.5;

/// The most pairs of paragraphs that are weighed against each other in one gap.
const WEIGHED_MAX: usize = 250_000;

/// Returns the pairs of two texts in the order in which both are read. What was removed stands before what was added.
///
/// Paragraphs that stand once in either text hold the two together; in the gaps between them those are paired that
/// share most words. Cost: close to linear in the texts, and in the squares of the gaps, which are bounded.
pub fn align(before: &[String], after: &[String]) -> Vec<Pair> {
    let mut work = Work {
        before,
        after,
        bags: [before.iter().map(|text| bag(text)).collect(), after.iter().map(|text| bag(text)).collect()],
        pairs: Vec::new(),
    };
    let mut open = vec![(0..before.len(), 0..after.len())];
    while let Some((b, a)) = open.pop() {
        work.gap(b, a, &mut open);
    }
    work.pairs.sort_by_key(|&(key, _)| key);
    ordered(work.pairs.into_iter().map(|(_, pair)| pair).collect())
}

/// Returns how much of their words two texts share, from 0 to 1.
pub fn likeness(one: &str, other: &str) -> f64 {
    shared(&bag(one), &bag(other))
}

struct Work<'t> {
    before: &'t [String],
    after: &'t [String],
    bags: [Vec<Vec<u64>>; 2],
    /// The pairs found, each with its place.
    pairs: Vec<((usize, usize), Pair)>,
}

impl Work<'_> {
    fn push(&mut self, b: usize, a: usize, pair: Pair) {
        self.pairs.push(((b, a), pair));
    }

    fn both(&mut self, b: usize, a: usize) {
        let same = self.before[b] == self.after[a];
        self.push(b, a, if same { Pair::Same(b, a) } else { Pair::Changed(b, a) });
    }

    fn gap(&mut self, mut b: Range<usize>, mut a: Range<usize>, open: &mut Vec<(Range<usize>, Range<usize>)>) {
        while !b.is_empty() && !a.is_empty() && self.before[b.start] == self.after[a.start] {
            self.both(b.start, a.start);
            (b.start, a.start) = (b.start + 1, a.start + 1);
        }
        while !b.is_empty() && !a.is_empty() && self.before[b.end - 1] == self.after[a.end - 1] {
            self.both(b.end - 1, a.end - 1);
            (b.end, a.end) = (b.end - 1, a.end - 1);
        }
        if b.is_empty() || a.is_empty() {
            let place = a.start;
            b.clone().for_each(|at| self.push(at, place, Pair::Removed(at)));
            let place = b.start;
            a.for_each(|at| self.push(place, at, Pair::Added(at)));
            return;
        }
        let anchors = rising(&self.unique(&b, &a));
        if anchors.is_empty() {
            self.weigh(b, a);
            return;
        }
        let (mut from_b, mut from_a) = (b.start, a.start);
        for (at_b, at_a) in anchors {
            self.both(at_b, at_a);
            open.push((from_b..at_b, from_a..at_a));
            (from_b, from_a) = (at_b + 1, at_a + 1);
        }
        open.push((from_b..b.end, from_a..a.end));
    }

    /// Returns the paragraphs that stand once on either side, in the order of the earlier text.
    fn unique(&self, b: &Range<usize>, a: &Range<usize>) -> Vec<(usize, usize)> {
        let mut counts: HashMap<&str, (usize, usize, usize)> = HashMap::new();
        for at in a.clone() {
            let found = counts.entry(self.after[at].as_str()).or_insert((0, 0, at));
            found.1 += 1;
        }
        for at in b.clone() {
            if let Some(found) = counts.get_mut(self.before[at].as_str()) {
                found.0 += 1;
            }
        }
        let pair = |at: usize| match counts.get(self.before[at].as_str()) {
            Some(&(1, 1, other)) => Some((at, other)),
            _ => None,
        };
        b.clone().filter_map(pair).collect()
    }

    /// Pairs what shares most words in all.
    fn weigh(&mut self, b: Range<usize>, a: Range<usize>) {
        let (rows, columns) = (b.len(), a.len());
        if rows.saturating_mul(columns) > WEIGHED_MAX {
            self.in_order(b, a);
            return;
        }
        let like = |row: usize, column: usize| {
            let weight = shared(&self.bags[0][b.start + row], &self.bags[1][a.start + column]);
            if weight >= ALIKE { weight } else { 0.0 }
        };
        let mut best = vec![0.0_f64; (rows + 1) * (columns + 1)];
        let at = |row: usize, column: usize| row * (columns + 1) + column;
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                let weight = like(row, column);
                let paired = if weight > 0.0 { weight + best[at(row + 1, column + 1)] } else { 0.0 };
                best[at(row, column)] = paired.max(best[at(row + 1, column)]).max(best[at(row, column + 1)]);
            }
        }
        let (mut row, mut column) = (0, 0);
        let mut found = Vec::new();
        while row < rows && column < columns {
            let weight = like(row, column);
            let here = best[at(row, column)];
            if weight > 0.0 && weight + best[at(row + 1, column + 1)] >= here {
                found.push((row, column));
                (row, column) = (row + 1, column + 1);
            } else if best[at(row + 1, column)] >= here {
                row += 1;
            } else {
                column += 1;
            }
        }
        self.take(
            &b,
            &a,
            &found.into_iter().map(|(row, column)| (b.start + row, a.start + column)).collect::<Vec<_>>(),
        );
    }

    /// Pairs the first with the first and so on, where there is too much to weigh.
    fn in_order(&mut self, b: Range<usize>, a: Range<usize>) {
        let pairs: Vec<(usize, usize)> =
            b.clone().zip(a.clone()).filter(|&(b, a)| shared(&self.bags[0][b], &self.bags[1][a]) >= ALIKE).collect();
        self.take(&b, &a, &pairs);
    }

    fn take(&mut self, b: &Range<usize>, a: &Range<usize>, pairs: &[(usize, usize)]) {
        let (mut from_b, mut from_a) = (b.start, a.start);
        for &(at_b, at_a) in pairs.iter().chain(&[(b.end, a.end)]) {
            (from_b..at_b).for_each(|at| self.push(at, from_a, Pair::Removed(at)));
            (from_a..at_a).for_each(|at| self.push(at_b, at, Pair::Added(at)));
            if at_b < b.end && at_a < a.end {
                self.both(at_b, at_a);
            }
            (from_b, from_a) = (at_b + 1, at_a + 1);
        }
    }
}

/// Returns the pairs in reading order: by both texts at once.
fn ordered(pairs: Vec<Pair>) -> Vec<Pair> {
    let (mut removed, mut added, mut both) = (Vec::new(), Vec::new(), Vec::new());
    for pair in pairs {
        match pair {
            Pair::Removed(_) => removed.push(pair),
            Pair::Added(_) => added.push(pair),
            Pair::Same(..) | Pair::Changed(..) => both.push(pair),
        }
    }
    let ends = |pair: &Pair| match *pair {
        Pair::Same(b, a) | Pair::Changed(b, a) => (b, a),
        Pair::Removed(b) => (b, 0),
        Pair::Added(a) => (0, a),
    };
    removed.sort_by_key(|pair| ends(pair).0);
    added.sort_by_key(|pair| ends(pair).1);
    both.sort_by_key(ends);
    let (mut removed, mut added) = (removed.into_iter().peekable(), added.into_iter().peekable());
    let mut done = Vec::new();
    for pair in both {
        let (b, a) = ends(&pair);
        while let Some(each) = removed.next_if(|each| ends(each).0 < b) {
            done.push(each);
        }
        while let Some(each) = added.next_if(|each| ends(each).1 < a) {
            done.push(each);
        }
        done.push(pair);
    }
    done.extend(removed);
    done.extend(added);
    done
}

/// Returns the longest run of pairs in which both sides rise.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the pair with the smallest end, and for each pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut back: Vec<Option<usize>> = vec![None; pairs.len()];
    for (at, &(_, a)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].1 < a);
        back[at] = length.checked_sub(1).map(|before| ends[before]);
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut found = Vec::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        found.push(pairs[at]);
        next = back[at];
    }
    found.reverse();
    found
}

/// Returns the words of a text, sorted, as numbers.
fn bag(text: &str) -> Vec<u64> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut found: Vec<u64> = words
        .map(|word| {
            let mut hasher = DefaultHasher::new();
            word.to_lowercase().hash(&mut hasher);
            hasher.finish()
        })
        .collect();
    found.sort_unstable();
    found
}

fn shared(one: &[u64], other: &[u64]) -> f64 {
    let (mut at, mut to, mut both) = (0, 0, 0_usize);
    while at < one.len() && to < other.len() {
        match one[at].cmp(&other[to]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => to += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                (at, to) = (at + 1, to + 1);
            }
        }
    }
    let all = one.len() + other.len();
    if all == 0 { 1.0 } else { 2.0 * both as f64 / all as f64 }
}
