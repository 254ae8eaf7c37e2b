//! What in a text carries weight: numbers, dates, verbs of obligation, negations, qualifiers, references.

use super::token::{Token, tokens};
use super::{number, phrase, reference};
use std::ops::Range;

/// A passage that carries weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where it stands, in bytes.
    pub(super) range: Range<usize>,
    /// What it is.
    pub(super) sense: Sense,
}

/// What a passage is, so that two ways to write the same are equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sense {
    /// A number and what it counts.
    Number { value: String, unit: String },
    /// A date; a month or day that is not given is 0.
    Date { year: u32, month: u32, day: u32 },
    /// A verb of obligation.
    Verb { force: phrase::Force, word: &'static str },
    /// A negation.
    Negation(&'static str),
    /// A qualifier.
    Qualifier { words: &'static str, effect: phrase::Effect },
    /// A reference to another clause, by its number.
    Reference(String),
}

impl Sense {
    /// Returns the number of the kind: only marks of one kind are compared.
    pub(super) fn kind(&self) -> u8 {
        match self {
            Sense::Number { .. } => 0,
            Sense::Date { .. } => 1,
            Sense::Verb { .. } => 2,
            Sense::Negation(_) => 3,
            Sense::Qualifier { .. } => 4,
            Sense::Reference(_) => 5,
        }
    }
}

/// Returns the marks of a text in the order in which they stand. No two overlap.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let tokens = tokens(text);
    let lower: Vec<String> = tokens.iter().map(|token| token.key().to_lowercase()).collect();
    let words = Words { tokens: &tokens, lower: &lower };
    let references = reference::scan(words);
    let mut found = Vec::new();
    let (mut at, mut next) = (0, 0);
    while at < tokens.len() {
        if let Some(reference) = references.get(next)
            && reference.tokens.start == at
        {
            let label = Sense::Reference(reference.label.clone());
            found.push(Mark { range: words.range(&reference.tokens), sense: label });
            at = reference.tokens.end.max(at + 1);
            next += 1;
            continue;
        }
        match number::at(words, at).or_else(|| phrase::at(words, at)) {
            Some((length, sense)) => {
                found.extend(sense.map(|sense| Mark { range: words.range(&(at..at + length)), sense }));
                at += length.max(1);
            }
            None => at += 1,
        }
    }
    found
}

/// The tokens of a text, with their lower-case forms.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) tokens: &'a [Token<'a>],
    pub(super) lower: &'a [String],
}

impl<'a> Words<'a> {
    /// Returns a token in lower case; nothing beyond the end.
    pub(super) fn lower(self, at: usize) -> &'a str {
        self.lower.get(at).map_or("", String::as_str)
    }

    /// Returns a token as it stands; nothing beyond the end.
    pub(super) fn text(self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.text)
    }

    /// Returns where tokens stand in the text.
    pub(super) fn range(self, tokens: &Range<usize>) -> Range<usize> {
        let start = self.tokens.get(tokens.start).map_or(0, |token| token.at);
        start..tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, Token::end)
    }
}
