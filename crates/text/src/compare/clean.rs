//! Changes put so that people can read them.

use super::token::Token;
use std::ops::Range;

/// The furthest that a change is shifted to a better place, in tokens.
const SHIFT_MAX: usize = 400;

/// The most words between two changes that may be taken for crumbs.
const CRUMB_WORDS_MAX: usize = 4;

/// A change: these tokens of the earlier text became those of the later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hunk {
    pub(super) before: Range<usize>,
    pub(super) after: Range<usize>,
}

/// Joins changes with nothing but crumbs between them, and shifts insertions and deletions to where sentences begin.
pub(super) fn clean(hunks: Vec<Hunk>, old: &[Token<'_>], new: &[Token<'_>]) -> Vec<Hunk> {
    let mut done: Vec<Weighed> = Vec::with_capacity(hunks.len());
    for hunk in hunks {
        let (before, after) = (weight(&old[hunk.before.clone()]), weight(&new[hunk.after.clone()]));
        done.push(Weighed { hunk, before, after });
        // A joined change is longer, and may now outweigh what separates it from the one before.
        while let [.., left, right] = done.as_slice() {
            let Some(joined) = joined(left, right, new) else { break };
            done.truncate(done.len() - 2);
            done.push(joined);
        }
    }
    let done: Vec<Hunk> = done.into_iter().map(|weighed| weighed.hunk).collect();
    let mut shifted: Vec<Hunk> = Vec::with_capacity(done.len());
    for (at, hunk) in done.iter().enumerate() {
        let floor = shifted.last().map_or((0, 0), |last| (last.before.end, last.after.end));
        let ceiling = done.get(at + 1).map_or((old.len(), new.len()), |next| (next.before.start, next.after.start));
        shifted.push(shift(hunk, floor, ceiling, old, new));
    }
    shifted
}

/// A change, and how much its words weigh on either side.
struct Weighed {
    hunk: Hunk,
    before: usize,
    after: usize,
}

/// Joins two changes where what stands between them is too little to hold on to: no longer than either change. Two
/// insertions, or two deletions, never hide what stands between them.
fn joined(left: &Weighed, right: &Weighed, new: &[Token<'_>]) -> Option<Weighed> {
    let replaces = left.before + right.before > 0 && left.after + right.after > 0;
    let between = &new[left.hunk.after.end..right.hunk.after.start];
    let crumb = between.iter().filter(|token| token.is_word()).take(CRUMB_WORDS_MAX + 1).count() <= CRUMB_WORDS_MAX;
    if !replaces || !crumb {
        return None;
    }
    let between = weight(between);
    let most = |weighed: &Weighed| weighed.before.max(weighed.after);
    (between <= most(left).min(most(right))).then(|| Weighed {
        hunk: Hunk {
            before: left.hunk.before.start..right.hunk.before.end,
            after: left.hunk.after.start..right.hunk.after.end,
        },
        before: left.before + between + right.before,
        after: left.after + between + right.after,
    })
}

/// Returns how much tokens weigh: their letters, and little for marks.
fn weight(tokens: &[Token<'_>]) -> usize {
    tokens.iter().map(|token| if token.is_word() { token.text.chars().count() + 1 } else { 1 }).sum()
}

/// Shifts an insertion or deletion to the best of the places that give the same texts.
fn shift(hunk: &Hunk, floor: (usize, usize), ceiling: (usize, usize), old: &[Token<'_>], new: &[Token<'_>]) -> Hunk {
    let (tokens, range, least, most) = match (hunk.before.is_empty(), hunk.after.is_empty()) {
        (true, false) => (new, hunk.after.clone(), floor.1, ceiling.1),
        (false, true) => (old, hunk.before.clone(), floor.0, ceiling.0),
        _ => return hunk.clone(),
    };
    let same = |a: usize, b: usize| tokens[a].key() == tokens[b].key();
    let (mut up, mut down) = (0, 0);
    while up < SHIFT_MAX && range.start - up > least && same(range.start - up - 1, range.end - up - 1) {
        up += 1;
    }
    while down < SHIFT_MAX && range.end + down < most && same(range.start + down, range.end + down) {
        down += 1;
    }
    let places = -(up as isize)..=down as isize;
    let grade = |by: isize| {
        let at = |index: usize| boundary(tokens, index.saturating_add_signed(by));
        (at(range.start) + at(range.end), -by.abs())
    };
    let by = places.max_by_key(|&by| grade(by)).unwrap_or(0);
    let moved = |range: &Range<usize>| range.start.saturating_add_signed(by)..range.end.saturating_add_signed(by);
    Hunk { before: moved(&hunk.before), after: moved(&hunk.after) }
}

/// Returns how good a place between two tokens is for a change to begin or end.
fn boundary(tokens: &[Token<'_>], at: usize) -> u32 {
    let Some(last) = at.checked_sub(1).map(|last| tokens[last]) else { return 6 };
    let Some(next) = tokens.get(at) else { return 6 };
    match (last.text, next.text) {
        _ if next.leads => 6,
        ("." | ";" | ":" | "؛" | "。", _) => 5,
        (_, "(" | "[" | "{") | (")" | "]" | "}", _) => 4,
        (_, "," | ";" | "." | "،") => 3,
        ("," | "،", _) => 2,
        _ => 0,
    }
}
