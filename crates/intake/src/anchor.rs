//! Anchors: how a passage is pointed at so that it can be found again in a text that has changed a little.
//!
//! *Source.* W3C Web Annotation Data Model, sections 4.2.4 (Text Quote Selector) and 4.2.5 (Text Position Selector).

use crate::text::{CodePoints, Span, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many code points of context an anchor carries on each side.
const CONTEXT: usize = 32;

/// How many occurrences of a passage are weighed by their context.
const OCCURRENCES_MAX: usize = 10_000;

/// A passage of a text, by its words with what stands around them, and by its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Anchor {
    /// The passage, exactly.
    pub exact: String,
    /// What stands before it.
    pub prefix: String,
    /// What stands behind it.
    pub suffix: String,
    /// Its first code point, counted from 0.
    pub start: usize,
    /// The code point behind its last one.
    pub end: usize,
}

/// Where an anchor's passage is in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "found")]
pub enum Resolved {
    /// At the place the anchor says, word for word.
    Exact {
        /// Its first code point.
        start: usize,
        /// The code point behind its last one.
        end: usize,
    },
    /// Word for word, but at another place.
    Moved {
        /// Its first code point.
        start: usize,
        /// The code point behind its last one.
        end: usize,
    },
    /// Nowhere.
    Lost,
}

impl Anchor {
    /// Returns the anchor of a place in a text.
    pub fn of(text: &Text<'_>, span: Span) -> Anchor {
        let source = text.source();
        let range = span.range();
        let before = source[..range.start].char_indices().rev().take(CONTEXT).last().map_or(range.start, |(at, _)| at);
        let behind = source[range.end..].char_indices().nth(CONTEXT).map_or(source.len(), |(at, _)| range.end + at);
        Anchor {
            exact: source[range.clone()].to_string(),
            prefix: source[before..range.start].to_string(),
            suffix: source[range.end..behind].to_string(),
            start: text.code_points().before(source, range.start),
            end: text.code_points().before(source, range.end),
        }
    }

    /// Finds the passage in a text: where the anchor says; else where the same words stand with the most of the same
    /// context, the nearest of several that are equally good.
    pub fn resolve(&self, text: &str) -> Resolved {
        let points = CodePoints::of(text);
        let (from, to) = (points.byte(text, self.start), points.byte(text, self.end));
        if from <= to && text[from..to] == *self.exact && to - from == self.exact.len() {
            return Resolved::Exact { start: self.start, end: self.end };
        }
        if self.exact.is_empty() {
            return Resolved::Lost;
        }
        let best = text
            .match_indices(self.exact.as_str())
            .take(OCCURRENCES_MAX)
            .map(|(at, _)| (self.context(text, at), std::cmp::Reverse(at.abs_diff(from)), at))
            .max();
        let Some((_, _, at)) = best else { return Resolved::Lost };
        let start = points.before(text, at);
        Resolved::Moved { start, end: start + self.exact.chars().count() }
    }

    /// Returns how many code points around the place are those of the anchor.
    fn context(&self, text: &str, at: usize) -> usize {
        let before = text[..at].chars().rev().zip(self.prefix.chars().rev()).take_while(|(a, b)| a == b).count();
        let behind = &text[at + self.exact.len()..];
        before + behind.chars().zip(self.suffix.chars()).take_while(|(a, b)| a == b).count()
    }
}
