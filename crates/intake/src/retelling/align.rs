//! Which stretch of one report retells which stretch of another: the best local alignment of their sentences.
//!
//! Two sentences gain by how much of their words they share beyond what chance and a common topic explain; a stretch may
//! skip sentences on either side at a price. A translation made anew keeps the order of what is said and few of its runs
//! of words, so this finds what runs of words miss.
//!
//! *Source.* Smith and Waterman, Identification of common molecular subsequences, Journal of Molecular Biology 147, 1981.

use super::prepared::{Prepared, Sentence};
use super::word::TELLING;

/// What two sentences must share, in parts of a thousand of their words, to gain anything.
const SHARED_MIN: i32 = 300;
/// The price of a sentence that has no counterpart.
const GAP: i32 = 200;
/// The weight of two full sentences, of eight telling words each; shorter ones gain in proportion.
const FULL_WEIGHT: i32 = 2 * 8 * TELLING as i32;

/// Two sentences that say the same, by their place among the sentences of each report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Aligned {
    pub(super) a: usize,
    pub(super) b: usize,
    /// What they share, in parts of a thousand of their words.
    pub(super) shared: i32,
}

/// The best alignment of two reports.
#[derive(Debug, Default)]
pub(super) struct Alignment {
    /// What it gains; 1000 is about one and a half sentences word for word.
    pub(super) score: i32,
    /// The sentences, in the order of both.
    pub(super) pairs: Vec<Aligned>,
}

/// Room that is used again from one pair of reports to the next.
#[derive(Debug, Default)]
pub(super) struct Room {
    common: Vec<u32>,
    scores: Vec<i32>,
}

/// Returns the best local alignment. Cost: the number of pairs of sentences, and of pairs of places with one word.
pub(super) fn align(a: &Prepared, b: &Prepared, weight: impl Fn(u32) -> u32, room: &mut Room) -> Alignment {
    let (rows, columns) = (a.sentences.len(), b.sentences.len());
    if rows == 0 || columns == 0 {
        return Alignment::default();
    }
    share(a, b, weight, &mut room.common);
    let width = columns + 1;
    room.scores.clear();
    room.scores.resize((rows + 1) * width, 0);
    let (mut best, mut end) = (0, (0, 0));
    for i in 0..rows {
        for j in 0..columns {
            let paired =
                room.scores[i * width + j] + gain(&a.sentences[i], &b.sentences[j], room.common[i * columns + j]);
            let skipped = room.scores[i * width + j + 1].max(room.scores[(i + 1) * width + j]) - GAP;
            let score = paired.max(skipped).max(0);
            room.scores[(i + 1) * width + j + 1] = score;
            if score > best {
                (best, end) = (score, (i + 1, j + 1));
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = end;
    while i > 0 && j > 0 && room.scores[i * width + j] > 0 {
        let score = room.scores[i * width + j];
        let (one, other) = (&a.sentences[i - 1], &b.sentences[j - 1]);
        let common = room.common[(i - 1) * columns + j - 1];
        if score == room.scores[(i - 1) * width + j - 1] + gain(one, other, common) {
            if gain(one, other, common) > 0 {
                pairs.push(Aligned { a: i - 1, b: j - 1, shared: shared(one, other, common) });
            }
            (i, j) = (i - 1, j - 1);
        } else if score == room.scores[(i - 1) * width + j] - GAP {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    pairs.reverse();
    Alignment { score: best, pairs }
}

/// Returns what an aligned pair gains.
pub(super) fn gain_of(a: &Prepared, b: &Prepared, pair: &Aligned) -> i32 {
    let (one, other) = (&a.sentences[pair.a], &b.sentences[pair.b]);
    (pair.shared - SHARED_MIN) * in_full(one, other) / FULL_WEIGHT
}

/// Returns the pairs of sentences that pass a test and share enough, wherever they stand, for the reports that were
/// aligned last.
pub(super) fn shared_pairs(
    a: &Prepared,
    b: &Prepared,
    room: &Room,
    shared_min: i32,
    test: impl Fn(&Sentence, &Sentence) -> bool,
) -> Vec<Aligned> {
    let mut found = Vec::new();
    for (i, one) in a.sentences.iter().enumerate() {
        for (j, other) in b.sentences.iter().enumerate() {
            let shared = shared(one, other, room.common[i * b.sentences.len() + j]);
            if shared >= shared_min && test(one, other) {
                found.push(Aligned { a: i, b: j, shared });
            }
        }
    }
    found
}

/// Adds up the weights of the words that each two sentences share.
fn share(a: &Prepared, b: &Prepared, weight: impl Fn(u32) -> u32, common: &mut Vec<u32>) {
    let columns = b.sentences.len();
    common.clear();
    common.resize(a.sentences.len() * columns, 0);
    let (mut left, mut right) = (a.occurrences.as_slice(), b.occurrences.as_slice());
    while let (Some(&(word, _)), Some(&(other, _))) = (left.first(), right.first()) {
        if word < other {
            left = &left[1..];
            continue;
        }
        if word > other {
            right = &right[1..];
            continue;
        }
        let in_a = left.partition_point(|&(each, _)| each == word);
        let in_b = right.partition_point(|&(each, _)| each == word);
        let weight = weight(word);
        for &(_, i) in &left[..in_a] {
            for &(_, j) in &right[..in_b] {
                common[usize::from(i) * columns + usize::from(j)] += weight;
            }
        }
        (left, right) = (&left[in_a..], &right[in_b..]);
    }
}

/// Returns what two sentences share, in parts of a thousand: the Dice coefficient of their weighed words.
fn shared(a: &Sentence, b: &Sentence, common: u32) -> i32 {
    (u64::from(common) * 2_000 / u64::from(a.weight + b.weight)) as i32
}

fn gain(a: &Sentence, b: &Sentence, common: u32) -> i32 {
    if common == 0 {
        return -SHARED_MIN;
    }
    (shared(a, b, common) - SHARED_MIN) * in_full(a, b) / FULL_WEIGHT
}

/// Returns how much of two full sentences these are, in parts of [`FULL_WEIGHT`].
fn in_full(a: &Sentence, b: &Sentence) -> i32 {
    (a.weight + b.weight).min(FULL_WEIGHT as u32) as i32
}
