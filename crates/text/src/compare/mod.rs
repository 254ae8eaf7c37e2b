//! What changed between two texts, word by word, and what the changes mean.
//!
//! [`compare`] says which words are equal, deleted and inserted. [`findings`] says what such a change does: another
//! number or date, a weaker verb, a negation, a qualifier, a bracket. [`lint`] looks at one draft: references that lead
//! nowhere, terms without a definition. Numbers, dates and brackets are read in any language that uses digits; words for
//! numbers, verbs, negations and qualifiers in English.

mod clean;
mod finding;
pub mod lint;
mod mark;
mod number;
mod phrase;
pub mod reference;
pub mod token;

pub use finding::{Finding, FindingKind, findings};

use clean::Hunk;
use imara_diff::{Algorithm, Diff};
use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};
use std::ops::Range;
use token::Token;

/// The most tokens of a text that are compared by their rarest words first, which reads best. Longer texts are compared
/// by the fewest changes, with the bounds of that method: its cost grows little faster than the texts.
const RARE_FIRST_MAX: usize = 8_192;

/// What became of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The same words in both.
    Equal,
    /// Words of the earlier text only.
    Deleted,
    /// Words of the later text only.
    Inserted,
}

/// A stretch of text. The runs of a comparison, joined, are both texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What became of it.
    pub kind: Kind,
    /// Where it stands in the earlier text, in bytes; empty where it was inserted.
    pub before: Range<usize>,
    /// Where it stands in the later text, in bytes; empty where it was deleted.
    pub after: Range<usize>,
}

/// Compares two texts word by word. How words are spaced and which form a quotation mark has is no difference; equal
/// runs may differ in these. Words that a reader would not take for the same passage, because more was changed around
/// them than they are long, are shown as changed with what stands around them.
pub fn compare(before: &str, after: &str) -> Vec<Run> {
    let old = token::tokens(before);
    let new = token::tokens(after);
    let hunks = clean::clean(hunks(&old, &new), &old, &new);
    runs(&hunks, &Side::new(before, &old), &Side::new(after, &new))
}

/// Returns whether no word was changed.
pub fn is_same(runs: &[Run]) -> bool {
    runs.iter().all(|run| run.kind == Kind::Equal)
}

/// Returns which share of the words of both texts is equal, from 0 to 1; 1 for two empty texts.
pub fn kept(before: &str, runs: &[Run], after: &str) -> f64 {
    let all = token::words(before) + token::words(after);
    if all == 0 {
        return 1.0;
    }
    let equal: usize = runs
        .iter()
        .filter(|run| run.kind == Kind::Equal)
        .map(|run| token::words(&before[run.before.clone()]) + token::words(&after[run.after.clone()]))
        .sum();
    equal as f64 / all as f64
}

/// Cuts a comparison where the later text is cut: one comparison for each part, whose runs count from the start of
/// the part in both texts. Deleted words go with the part that they stand before or in.
pub fn cut(before: &str, runs: &[Run], after: &str, ends: &[usize]) -> Vec<Part> {
    let mut parts = Vec::with_capacity(ends.len());
    let mut left: VecDeque<Run> = runs.iter().cloned().collect();
    let (mut from, mut start) = (0, 0);
    for (index, &end) in ends.iter().enumerate() {
        let last = index + 1 == ends.len();
        let mut taken = Vec::new();
        while let Some(run) = left.pop_front() {
            if last || run.after.end <= end {
                taken.push(run);
                continue;
            }
            let (first, rest) = split(before, run, after, end);
            taken.extend(first);
            left.push_front(rest);
            break;
        }
        let to = taken.last().map_or(from, |run| run.before.end);
        let until = if last { after.len() } else { end.min(after.len()).max(start) };
        for run in &mut taken {
            run.before = run.before.start - from..run.before.end - from;
            run.after = run.after.start - start..run.after.end - start;
        }
        parts.push(Part { before: from..to, after: start..until, runs: taken });
        (from, start) = (to, until);
    }
    parts
}

/// A part of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where it stands in the earlier text.
    pub before: Range<usize>,
    /// Where it stands in the later text.
    pub after: Range<usize>,
    /// Its runs, counted from its start.
    pub runs: Vec<Run>,
}

/// Splits a run at a place of the later text; what is before the place may be empty.
fn split(before: &str, run: Run, after: &str, end: usize) -> (Option<Run>, Run) {
    if run.after.start >= end {
        return (None, run);
    }
    let middle = match run.kind {
        Kind::Inserted | Kind::Deleted => run.before.start,
        Kind::Equal => {
            let words = token::tokens(&after[run.after.start..end]).len();
            let there = token::tokens(&before[run.before.clone()]);
            there.get(words).map_or(run.before.end, |token| run.before.start + token.at)
        }
    };
    let first = Run { kind: run.kind, before: run.before.start..middle, after: run.after.start..end };
    (Some(first), Run { kind: run.kind, before: middle..run.before.end, after: end..run.after.end })
}

fn hunks<'a>(old: &[Token<'a>], new: &[Token<'a>]) -> Vec<Hunk> {
    let mut known: HashMap<Cow<'a, str>, u32> = HashMap::new();
    let mut number = |tokens: &[Token<'a>]| -> Vec<imara_diff::Token> {
        let mut numbers = Vec::with_capacity(tokens.len());
        for token in tokens {
            let next = known.len() as u32;
            numbers.push(imara_diff::Token(*known.entry(token.key()).or_insert(next)));
        }
        numbers
    };
    let (before, after) = (number(old), number(new));
    let algorithm =
        if before.len().max(after.len()) <= RARE_FIRST_MAX { Algorithm::Histogram } else { Algorithm::Myers };
    let mut diff = Diff::default();
    diff.compute_with(algorithm, &before, &after, known.len() as u32);
    let range = |range: Range<u32>| range.start as usize..range.end as usize;
    diff.hunks().map(|hunk| Hunk { before: range(hunk.before), after: range(hunk.after) }).collect()
}

/// A text and where its tokens start; what stands before the first token counts as equal.
struct Side<'a> {
    tokens: &'a [Token<'a>],
    len: usize,
}

impl<'a> Side<'a> {
    fn new(text: &str, tokens: &'a [Token<'a>]) -> Side<'a> {
        Side { tokens, len: text.len() }
    }

    /// Returns where a token starts; one token has the space up to the next.
    fn start(&self, token: usize) -> usize {
        self.tokens.get(token).map_or(self.len, |token| token.at)
    }
}

fn runs(hunks: &[Hunk], old: &Side<'_>, new: &Side<'_>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut add = |kind: Kind, before: Range<usize>, after: Range<usize>| {
        if !before.is_empty() || !after.is_empty() {
            runs.push(Run { kind, before, after });
        }
    };
    let (mut before, mut after) = (0, 0);
    for hunk in hunks {
        let (from, to) = (old.start(hunk.before.start), old.start(hunk.before.end));
        let (start, end) = (new.start(hunk.after.start), new.start(hunk.after.end));
        add(Kind::Equal, before..from, after..start);
        add(Kind::Deleted, from..to, start..start);
        add(Kind::Inserted, to..to, start..end);
        (before, after) = (to, end);
    }
    add(Kind::Equal, before..old.len, after..new.len);
    runs
}
