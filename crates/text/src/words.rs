//! What changed between two runs of words, word by word.

use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::ops::Range;

/// Where so many pairs of words would have to be looked at, texts are compared only from their ends.
const PAIRS_MAX: usize = 4_000_000;

/// What became of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// They stayed.
    Kept,
    /// They are gone.
    Removed,
    /// They are new.
    Added,
}

/// Returns what became of the items of two lists: ranges of the earlier one for what stayed or went, of the later one
/// for what came. What went stands before what came.
pub fn changes(before: &[&str], after: &[&str]) -> Vec<(Fate, Range<usize>, Range<usize>)> {
    let front = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let room = before.len().min(after.len()) - front;
    let back = before.iter().rev().zip(after.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    let (b, a) = (front..before.len() - back, front..after.len() - back);
    let mut found = vec![(Fate::Kept, 0..front, 0..front)];
    if b.len().saturating_mul(a.len()) > PAIRS_MAX {
        found.push((Fate::Removed, b.clone(), a.start..a.start));
        found.push((Fate::Added, b.end..b.end, a.clone()));
    } else {
        for op in capture_diff_slices(Algorithm::Myers, &before[b.clone()], &after[a.clone()]) {
            let (tag, old, new) = op.as_tag_tuple();
            let old = b.start + old.start..b.start + old.end;
            let new = a.start + new.start..a.start + new.end;
            match tag {
                DiffTag::Equal => found.push((Fate::Kept, old, new)),
                DiffTag::Delete => found.push((Fate::Removed, old, new)),
                DiffTag::Insert => found.push((Fate::Added, old, new)),
                DiffTag::Replace => {
                    found.push((Fate::Removed, old.clone(), new.start..new.start));
                    found.push((Fate::Added, old.end..old.end, new));
                }
            }
        }
    }
    found.push((Fate::Kept, b.end..before.len(), a.end..after.len()));
    found.retain(|(_, old, new)| !old.is_empty() || !new.is_empty());
    gathered(before, &found)
}

/// Gathers what changed around a few words that stayed by chance into one change, so that a clause that was written anew
/// reads as one.
fn gathered(before: &[&str], found: &[(Fate, Range<usize>, Range<usize>)]) -> Vec<(Fate, Range<usize>, Range<usize>)> {
    let is_word = |at: &usize| before[*at].chars().any(char::is_alphanumeric);
    let changed = |at: usize| {
        let of = |step: &dyn Fn(usize) -> Option<usize>| {
            let (mut next, mut count) = (step(at), 0);
            while let Some((fate, old, new)) = next.and_then(|next| found.get(next))
                && *fate != Fate::Kept
            {
                count += old.len() + new.len();
                next = next.and_then(step);
            }
            count
        };
        (of(&|at| at.checked_sub(1)), of(&|at| Some(at + 1)))
    };
    let mut done: Vec<(Fate, Range<usize>, Range<usize>)> = Vec::new();
    // The change that is being gathered: its words in either text.
    let mut open: Option<(Range<usize>, Range<usize>)> = None;
    let close = |open: &mut Option<(Range<usize>, Range<usize>)>, done: &mut Vec<_>| {
        if let Some((old, new)) = open.take() {
            if !old.is_empty() {
                done.push((Fate::Removed, old.clone(), new.start..new.start));
            }
            if !new.is_empty() {
                done.push((Fate::Added, old.end..old.end, new));
            }
        }
    };
    for (at, (fate, old, new)) in found.iter().enumerate() {
        let (left, right) = changed(at);
        let words = old.clone().filter(is_word).count();
        let joins = match words {
            0 => left > 0 && right > 0,
            1 | 2 => left.min(right) > 3 * old.len(),
            _ => false,
        };
        if *fate == Fate::Kept && !joins {
            close(&mut open, &mut done);
            done.push((Fate::Kept, old.clone(), new.clone()));
        } else {
            match &mut open {
                Some((was, is)) => (was.end, is.end) = (old.end, new.end),
                None => open = Some((old.clone(), new.clone())),
            }
        }
    }
    close(&mut open, &mut done);
    done
}

/// Cuts a text into words and the signs between them.
pub fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut open = false;
    for (at, letter) in text.char_indices() {
        let ideograph = matches!(u32::from(letter), 0x2e80..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff);
        let inside = letter.is_alphanumeric() && !ideograph;
        if !(inside && open) && at > start {
            found.push(&text[start..at]);
            start = at;
        }
        open = inside;
    }
    if start < text.len() {
        found.push(&text[start..]);
    }
    found
}
