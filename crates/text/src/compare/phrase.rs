//! Verbs of obligation, negations and qualifiers: closed lists of English drafting.

use super::mark::{Sense, Words};

/// How far a verb binds, from least to most. Forbidding stands beside binding, not above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Force {
    /// Somebody may.
    Permits,
    /// Somebody is asked in the politest way.
    Invites,
    /// Somebody is asked.
    Urges,
    /// Somebody should.
    Recommends,
    /// Somebody must.
    Binds,
    /// Somebody must not.
    Forbids,
}

impl Force {
    /// Returns the word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Force::Permits => "permission",
            Force::Invites => "invitation",
            Force::Urges => "request",
            Force::Recommends => "recommendation",
            Force::Binds => "duty",
            Force::Forbids => "prohibition",
        }
    }
}

/// What a qualifier does to what it stands with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effect {
    /// It leaves room not to do it.
    Weakens,
    /// It leaves less room.
    Strengthens,
    /// It makes it depend on something.
    Conditions,
    /// It says on which side of a number or class one must stay.
    Bounds,
}

impl Effect {
    /// Returns what the qualifier does, as a verb.
    pub(super) fn word(self) -> &'static str {
        match self {
            Effect::Weakens => "leaves room",
            Effect::Strengthens => "leaves less room",
            Effect::Conditions => "makes it conditional",
            Effect::Bounds => "sets a bound",
        }
    }
}

const VERBS: &[(&str, Force)] = &[
    ("shall not", Force::Forbids),
    ("must not", Force::Forbids),
    ("will not", Force::Forbids),
    ("may not", Force::Forbids),
    ("can not", Force::Forbids),
    ("cannot", Force::Forbids),
    ("is not to", Force::Forbids),
    ("are not to", Force::Forbids),
    ("shall", Force::Binds),
    ("must", Force::Binds),
    ("will", Force::Binds),
    ("is to", Force::Binds),
    ("are to", Force::Binds),
    ("undertakes to", Force::Binds),
    ("undertake to", Force::Binds),
    ("is obliged to", Force::Binds),
    ("are obliged to", Force::Binds),
    ("is required to", Force::Binds),
    ("are required to", Force::Binds),
    ("decides", Force::Binds),
    ("decide", Force::Binds),
    ("demands", Force::Binds),
    ("should not", Force::Recommends),
    ("should", Force::Recommends),
    ("ought to", Force::Recommends),
    ("recommends", Force::Recommends),
    ("recommend", Force::Recommends),
    ("requests", Force::Urges),
    ("urges", Force::Urges),
    ("calls upon", Force::Urges),
    ("calls on", Force::Urges),
    ("call upon", Force::Urges),
    ("invites", Force::Invites),
    ("encourages", Force::Invites),
    ("may", Force::Permits),
    ("might", Force::Permits),
    ("can", Force::Permits),
    ("could", Force::Permits),
];

const NEGATIONS: &[&str] = &["not", "no", "never", "neither", "nor", "none", "nothing", "nobody"];

const QUALIFIERS: &[(&str, Effect)] = &[
    ("as soon as possible", Effect::Weakens),
    ("as far as possible", Effect::Weakens),
    ("as far as practicable", Effect::Weakens),
    ("to the extent possible", Effect::Weakens),
    ("to the extent feasible", Effect::Weakens),
    ("to the maximum extent possible", Effect::Weakens),
    ("where possible", Effect::Weakens),
    ("wherever possible", Effect::Weakens),
    ("if possible", Effect::Weakens),
    ("where practicable", Effect::Weakens),
    ("where appropriate", Effect::Weakens),
    ("as appropriate", Effect::Weakens),
    ("if appropriate", Effect::Weakens),
    ("where necessary", Effect::Weakens),
    ("as necessary", Effect::Weakens),
    ("if necessary", Effect::Weakens),
    ("as needed", Effect::Weakens),
    ("in principle", Effect::Weakens),
    ("in accordance with national law", Effect::Weakens),
    ("in accordance with its national law", Effect::Weakens),
    ("in accordance with their national law", Effect::Weakens),
    ("in accordance with domestic law", Effect::Weakens),
    ("in accordance with its domestic law", Effect::Weakens),
    ("in accordance with their domestic law", Effect::Weakens),
    ("in the light of national circumstances", Effect::Weakens),
    ("in light of national circumstances", Effect::Weakens),
    ("on a voluntary basis", Effect::Weakens),
    ("voluntarily", Effect::Weakens),
    ("voluntary", Effect::Weakens),
    ("at its discretion", Effect::Weakens),
    ("at their discretion", Effect::Weakens),
    ("best efforts", Effect::Weakens),
    ("best endeavours", Effect::Weakens),
    ("reasonable efforts", Effect::Weakens),
    ("every effort", Effect::Weakens),
    ("endeavour", Effect::Weakens),
    ("endeavours", Effect::Weakens),
    ("endeavor", Effect::Weakens),
    ("strive", Effect::Weakens),
    ("seek to", Effect::Weakens),
    ("seeks to", Effect::Weakens),
    ("aim to", Effect::Weakens),
    ("aims to", Effect::Weakens),
    ("with a view to", Effect::Weakens),
    ("in due course", Effect::Weakens),
    ("reasonable", Effect::Weakens),
    ("generally", Effect::Weakens),
    ("gradually", Effect::Weakens),
    ("progressively", Effect::Weakens),
    ("temporarily", Effect::Weakens),
    ("partially", Effect::Weakens),
    ("partly", Effect::Weakens),
    ("without delay", Effect::Strengthens),
    ("immediately", Effect::Strengthens),
    ("promptly", Effect::Strengthens),
    ("forthwith", Effect::Strengthens),
    ("in all circumstances", Effect::Strengthens),
    ("unconditionally", Effect::Strengthens),
    ("irrevocably", Effect::Strengthens),
    ("permanently", Effect::Strengthens),
    ("fully", Effect::Strengthens),
    ("full", Effect::Strengthens),
    ("strictly", Effect::Strengthens),
    ("legally binding", Effect::Strengthens),
    ("binding", Effect::Strengthens),
    ("verifiable", Effect::Strengthens),
    ("without prejudice to", Effect::Conditions),
    ("subject to", Effect::Conditions),
    ("notwithstanding", Effect::Conditions),
    ("provided that", Effect::Conditions),
    ("on condition that", Effect::Conditions),
    ("unless", Effect::Conditions),
    ("except", Effect::Conditions),
    ("insofar as", Effect::Conditions),
    ("to the extent that", Effect::Conditions),
    ("only if", Effect::Conditions),
    ("only when", Effect::Conditions),
    ("unless otherwise agreed", Effect::Conditions),
    ("if", Effect::Conditions),
    ("upon request", Effect::Conditions),
    ("by mutual agreement", Effect::Conditions),
    ("by mutual consent", Effect::Conditions),
    ("mutually agreed", Effect::Conditions),
    ("at least", Effect::Bounds),
    ("at most", Effect::Bounds),
    ("no more than", Effect::Bounds),
    ("not more than", Effect::Bounds),
    ("no less than", Effect::Bounds),
    ("not less than", Effect::Bounds),
    ("no later than", Effect::Bounds),
    ("not later than", Effect::Bounds),
    ("no earlier than", Effect::Bounds),
    ("not earlier than", Effect::Bounds),
    ("up to", Effect::Bounds),
    ("more than", Effect::Bounds),
    ("less than", Effect::Bounds),
    ("fewer than", Effect::Bounds),
    ("approximately", Effect::Bounds),
    ("only", Effect::Bounds),
    ("solely", Effect::Bounds),
    ("exclusively", Effect::Bounds),
    ("all", Effect::Bounds),
    ("any", Effect::Bounds),
    ("some", Effect::Bounds),
    ("certain", Effect::Bounds),
    ("inter alia", Effect::Bounds),
    ("including", Effect::Bounds),
];

/// Returns how many tokens from here on are a phrase of the lists, and what it means. The longest phrase counts.
pub(super) fn at(words: Words<'_>, at: usize) -> Option<(usize, Option<Sense>)> {
    // An alternative of the trade that says nothing.
    if words.lower(at) == "no" && words.lower(at + 1) == "text" {
        return Some((2, None));
    }
    let verb = longest(words, at, VERBS).map(|(length, (word, force))| (length, Sense::Verb { force: *force, word }));
    let verb = verb.filter(|_| !is_noun(words, at));
    let qualifier = longest(words, at, QUALIFIERS)
        .map(|(length, (phrase, effect))| (length, Sense::Qualifier { words: phrase, effect: *effect }));
    let negation = NEGATIONS.iter().find(|word| **word == words.lower(at)).map(|word| (1, Sense::Negation(word)));
    let longest = [verb, qualifier, negation].into_iter().flatten().max_by_key(|(length, _)| *length)?;
    Some((longest.0, Some(longest.1)))
}

fn longest<T>(
    words: Words<'_>,
    at: usize,
    list: &'static [(&'static str, T)],
) -> Option<(usize, &'static (&'static str, T))> {
    let first = words.lower(at);
    let starts = |phrase: &str| phrase.split(' ').next() == Some(first);
    list.iter()
        .filter(|(phrase, _)| starts(phrase))
        .filter_map(|entry| {
            let length = entry.0.split(' ').count();
            let all = entry.0.split(' ').enumerate().all(|(by, word)| words.lower(at + by) == word);
            all.then_some((length, entry))
        })
        .max_by_key(|(length, _)| *length)
}

/// Returns whether a word of the list is a noun here, or a month: `the will of the people`, `in May`.
fn is_noun(words: Words<'_>, at: usize) -> bool {
    let before = words.lower(at.wrapping_sub(1));
    match words.lower(at) {
        "will" | "can" | "must" | "requests" | "demands" | "decide" => {
            matches!(before, "the" | "a" | "free" | "political" | "their" | "its" | "of" | "good" | "such" | "to")
        }
        "may" => words.text(at) == "May" && (before == "in" || before == "of" || before == "by"),
        _ => false,
    }
}
