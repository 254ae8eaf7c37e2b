//! Which reports retell which, on the evidence of their words.
//!
//! Four relations, from the closest: a *duplicate* has most of its runs of words in common with another; a *derived*
//! report tells stretches of it sentence by sentence in the same order, be it in another translation; reports that
//! *share an utterance* quote the same words and nothing more; reports of the *same story* are about the same events in
//! words of their own. Both reports of a link may come from a third one that is not at hand: a link has no direction.
//!
//! Everything is computed exactly for all pairs, with weights that are fixed here.

mod align;
mod boilerplate;
mod candidate;
mod prepared;
mod story;
mod word;

use crate::text::{Span, Text};
use align::{Aligned, Room, align};
use prepared::{Prepared, Sentence};
use schemars::JsonSchema;
use serde::Serialize;
use word::Words;

/// How two reports are related, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Most of one is in the other, word for word.
    Duplicate,
    /// A part of one tells a part of the other, in order.
    Derived,
    /// Both quote the same words.
    SharesUtterance,
    /// Both are about the same events.
    SameStory,
}

/// Two related reports and why they are held to be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The first report, by its place in the list.
    pub a: usize,
    /// The second, behind the first in the list.
    pub b: usize,
    /// How they are related.
    pub kind: Kind,
    /// What the best alignment of their sentences gains, in parts of a thousand.
    pub aligned: u32,
    /// The share of the runs of five words of the shorter one that the other has too, in parts of a thousand.
    pub contained: u32,
    /// How alike their telling words are, in parts of a thousand; only for reports of the same story.
    pub alike: u32,
    /// The passages that say the same, in order.
    pub passages: Vec<Passages>,
}

/// A sentence of each report that says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passages {
    /// In the first report.
    pub a: Span,
    /// In the second.
    pub b: Span,
    /// The share of their words that they have in common, in parts of a thousand.
    pub shared: u32,
    /// Whether both stand mostly in quotation marks.
    pub quoted: bool,
}

/// Containment from which a report is a duplicate, in parts of a thousand.
const DUPLICATE_MIN: u32 = 500;
/// Containment from which a report is derived.
const CONTAINED_MIN: u32 = 100;
/// Runs of words that a derived report has in common at least, where nothing else speaks for it.
const RUNS_MIN: usize = 15;
/// Gain of the alignment from which a report is derived. Of 5,000 pairs of unrelated articles one reaches it.
const ALIGNED_MIN: i32 = 620;
/// What sentences outside quotation marks must gain at least, for quotes alone make no derivation.
const UNQUOTED_MIN: i32 = 200;
/// A sentence stands in quotation marks if so much of its weight does, in parts of a hundred.
const QUOTED_MIN: u32 = 50;
/// Quoted sentences are one utterance from this share of their words on, in parts of a thousand.
const UTTERANCE_MIN: i32 = 500;
/// A quoted sentence of less weight is too short to tell an utterance by.
const UTTERANCE_WEIGHT_MIN: u32 = 4 * word::TELLING;

/// Returns the links between reports, by their places in the list.
///
/// *Cost.* The reports are read once; pairs that share telling words are compared sentence by sentence.
pub fn links(reports: &[Text<'_>]) -> Vec<Link> {
    let mut words = Words::new();
    let prepared: Vec<Prepared> = reports.iter().map(|text| Prepared::of(text, &mut words)).collect();
    let dropped = boilerplate::boilerplate(&prepared);
    let prepared: Vec<Prepared> = prepared.into_iter().map(|report| report.without(&dropped)).collect();
    let mut room = Room::default();
    let mut found = Vec::new();
    for (a, b) in candidate::candidates(&prepared) {
        let (one, other) = (&prepared[a as usize], &prepared[b as usize]);
        found.extend(compare(one, other, &words, &mut room).map(|link| Link { a: a as usize, b: b as usize, ..link }));
    }
    for (a, b, alike) in story::same_story(&prepared, &words) {
        match found.binary_search_by_key(&(a, b), |link: &Link| (link.a, link.b)) {
            Ok(at) => found[at].alike = alike,
            Err(at) => {
                let link = Link { a, b, kind: Kind::SameStory, aligned: 0, contained: 0, alike, passages: Vec::new() };
                found.insert(at, link);
            }
        }
    }
    found
}

fn compare(a: &Prepared, b: &Prepared, words: &Words, room: &mut Room) -> Option<Link> {
    let (contained, runs) = contained(&a.runs, &b.runs);
    let alignment = align(a, b, |word| words.weight(word), room);
    let unquoted: i32 = alignment
        .pairs
        .iter()
        .filter(|pair| !quoted(&a.sentences[pair.a], &b.sentences[pair.b]))
        .map(|pair| align::gain_of(a, b, pair))
        .sum();
    let utterances = align::shared_pairs(a, b, room, UTTERANCE_MIN, |one, other| {
        quoted(one, other) && one.weight.min(other.weight) >= UTTERANCE_WEIGHT_MIN
    });
    let derived = alignment.score >= ALIGNED_MIN && unquoted >= UNQUOTED_MIN;
    let (kind, pairs) = if contained >= DUPLICATE_MIN {
        (Kind::Duplicate, alignment.pairs)
    } else if derived || contained >= CONTAINED_MIN && runs >= RUNS_MIN {
        (Kind::Derived, alignment.pairs)
    } else if !utterances.is_empty() {
        (Kind::SharesUtterance, utterances)
    } else {
        return None;
    };
    let passages = |pair: &Aligned| {
        let (one, other) = (&a.sentences[pair.a], &b.sentences[pair.b]);
        Passages { a: one.span, b: other.span, shared: pair.shared as u32, quoted: quoted(one, other) }
    };
    let passages = pairs.iter().map(passages).collect();
    Some(Link { a: 0, b: 0, kind, aligned: alignment.score as u32, contained, alike: 0, passages })
}

fn quoted(a: &Sentence, b: &Sentence) -> bool {
    a.quoted >= QUOTED_MIN && b.quoted >= QUOTED_MIN
}

/// Returns the share of the shorter list that the other has too, in parts of a thousand, and the number.
fn contained(a: &[u64], b: &[u64]) -> (u32, usize) {
    let shorter = a.len().min(b.len());
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let (one, other) = (a[i], b[j]);
        i += usize::from(one <= other);
        j += usize::from(other <= one);
        both += usize::from(one == other);
    }
    ((both * 1_000).checked_div(shorter).unwrap_or(0) as u32, both)
}
