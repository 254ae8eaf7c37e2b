//! The words of clauses that belong together, and what their changes do.

use super::sheet::Sheet;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use zopa_text::compare::reference::{normal, references};
use zopa_text::compare::token::tokens;
use zopa_text::compare::{self, FindingKind, Kind, Part, Run};

/// The fewest letters of a word that tells where a text went.
const TELLING_LETTERS_MIN: usize = 4;

/// Words with what became of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Words {
    /// What became of them.
    pub kind: WordsKind,
    /// The words; where they are equal, as the later draft has them.
    pub text: String,
    /// Equal words as the earlier draft has them, where it spaces or quotes them otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<String>,
}

impl Words {
    fn new(kind: WordsKind, text: impl Into<String>) -> Words {
        Words { kind, text: text.into(), earlier: None }
    }

    /// Returns the words as the earlier draft has them.
    pub fn before(&self) -> &str {
        self.earlier.as_deref().unwrap_or(&self.text)
    }
}

/// What became of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WordsKind {
    /// The same in both.
    Equal,
    /// In the earlier draft only.
    Deleted,
    /// In the later draft only.
    Inserted,
}

/// What a change of words does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Finding {
    /// What it is about: `number`, `date`, `verb`, `negation`, `qualifier`, `reference` or `brackets`.
    pub about: String,
    /// What it says.
    pub message: String,
}

/// What became of the words of one clause of the later draft.
#[derive(Debug, Clone, Default)]
pub(super) struct Wording {
    pub(super) words: Vec<Words>,
    pub(super) findings: Vec<Finding>,
}

impl Wording {
    pub(super) fn is_changed(&self) -> bool {
        self.words.iter().any(|words| words.kind != WordsKind::Equal)
    }
}

/// Returns the wording of a clause that has no counterpart.
pub(super) fn alone(text: &str, kind: WordsKind) -> Wording {
    let words = if text.is_empty() { Vec::new() } else { vec![Words::new(kind, text)] };
    Wording { words, findings: Vec::new() }
}

/// Compares clauses that belong together: all earlier ones with all later ones, cut into one wording for each later
/// one. Nothing where the words of one side are not known.
pub(super) fn compared(
    old: &Sheet<'_>,
    new: &Sheet<'_>,
    from: &[usize],
    to: &[usize],
    became: &BTreeMap<String, Vec<String>>,
) -> Vec<Wording> {
    let after: Vec<&str> = to.iter().map(|&at| new.clauses[at].text.as_str()).collect();
    let before = ordered(from.iter().map(|&at| old.clauses[at].text.as_str()).collect(), &after);
    let (whole, later) = (before.join("\n\n"), after.join("\n\n"));
    if whole.trim().is_empty() || later.trim().is_empty() {
        return to.iter().map(|_| Wording::default()).collect();
    }
    let runs = compare::compare(&whole, &later);
    let mut end = 0;
    let ends: Vec<usize> = after
        .iter()
        .map(|text| {
            end += text.len() + "\n\n".len();
            end.min(later.len())
        })
        .collect();
    let parts = compare::cut(&whole, &runs, &later, &ends);
    parts.into_iter().map(|part| wording(&whole, part, &later, became)).collect()
}

/// Puts earlier texts in the order in which the later ones took them over, so that no words seem to have been moved.
fn ordered<'a>(mut before: Vec<&'a str>, after: &[&str]) -> Vec<&'a str> {
    if before.len() > 1 {
        let later = after.join("\n\n");
        let spots: Vec<(usize, String)> = tokens(&later)
            .iter()
            .filter(|token| token.is_word())
            .map(|token| (token.at, token.text.to_lowercase()))
            .collect();
        // Half of the words that a text shares with the later ones stand before this place.
        let place = |text: &&str| {
            let words: BTreeSet<String> = tokens(text).iter().map(|token| token.text.to_lowercase()).collect();
            let shared: Vec<usize> = spots
                .iter()
                .filter(|(_, word)| word.chars().count() >= TELLING_LETTERS_MIN && words.contains(word))
                .map(|(at, _)| *at)
                .collect();
            shared.get(shared.len() / 2).copied().unwrap_or(later.len())
        };
        before.sort_by_cached_key(place);
    }
    before
}

fn wording(whole: &str, part: Part, later: &str, became: &BTreeMap<String, Vec<String>>) -> Wording {
    let (before, after) = (&whole[part.before], later[part.after].trim_end());
    let runs: Vec<Run> = part.runs.into_iter().filter_map(|run| within(run, before.len(), after.len())).collect();
    let findings = compare::findings(before, &runs, after)
        .into_iter()
        .filter(|finding| {
            let quoted = |range: &Option<Range<usize>>, text: &str| range.clone().map(|range| text[range].to_string());
            let pair = quoted(&finding.before, before).zip(quoted(&finding.after, after));
            finding.kind != FindingKind::Reference || !pair.is_some_and(|(old, new)| follows(&old, &new, became))
        })
        .map(|finding| Finding { about: finding.kind.word().to_string(), message: finding.message })
        .collect();
    let words = runs
        .into_iter()
        .map(|run| match run.kind {
            Kind::Equal => {
                let (earlier, later) = (&before[run.before], &after[run.after]);
                let earlier = (earlier != later).then(|| earlier.to_string());
                Words { earlier, ..Words::new(WordsKind::Equal, later) }
            }
            Kind::Deleted => Words::new(WordsKind::Deleted, &before[run.before]),
            Kind::Inserted => Words::new(WordsKind::Inserted, &after[run.after]),
        })
        .filter(|words| !words.text.is_empty() || words.earlier.is_some())
        .collect();
    Wording { words, findings }
}

/// Cuts a run to what is left of the texts; nothing where it was all blank.
fn within(run: Run, before: usize, after: usize) -> Option<Run> {
    let clip = |range: Range<usize>, end: usize| range.start.min(end)..range.end.min(end);
    let run = Run { kind: run.kind, before: clip(run.before, before), after: clip(run.after, after) };
    (!run.before.is_empty() || !run.after.is_empty()).then_some(run)
}

/// Returns whether a changed reference only follows the new number of its clause.
fn follows(old: &str, new: &str, became: &BTreeMap<String, Vec<String>>) -> bool {
    let label = |text: &str| references(text).first().map(|reference| normal(&reference.label));
    let (Some(old), Some(new)) = (label(old), label(new)) else { return false };
    became.iter().any(|(from, to)| normal(from) == old && to.iter().any(|to| normal(to) == new))
}
