//! A report as its sentences of numbered words.

use super::word::Words;
use crate::text::{Part, Span, Text, TokenKind};
use rustc_hash::FxHashSet;

/// A sentence.
#[derive(Debug)]
pub(super) struct Sentence {
    /// Where it stands.
    pub(super) span: Span,
    /// Its words, each once, ascending.
    pub(super) words: Vec<u32>,
    /// The sum of their weights.
    pub(super) weight: u32,
    /// How much of the weight of its words stands in quotation marks, in parts of 100.
    pub(super) quoted: u32,
    /// A number for its words in their order; sentences of the same words have the same.
    pub(super) print: u64,
    /// Its words in their order.
    order: Vec<u32>,
    /// Its pairs of telling words that follow each other.
    pairs: Vec<u64>,
}

/// A report ready to be compared.
#[derive(Debug)]
pub(super) struct Prepared {
    /// Its sentences with at least one word, in order.
    pub(super) sentences: Vec<Sentence>,
    /// Word and sentence, ascending: where each word occurs.
    pub(super) occurrences: Vec<(u32, u16)>,
    /// Its pairs of telling words that follow each other within a sentence, each once, ascending.
    pub(super) pairs: Vec<u64>,
    /// Its runs of five words, each once, ascending.
    pub(super) runs: Vec<u64>,
}

/// Sentences beyond this are not compared; the text of a report has a few dozen.
pub(super) const SENTENCES_MAX: usize = 2_000;

const RUN: usize = 5;

impl Prepared {
    pub(super) fn of(text: &Text<'_>, words: &mut Words) -> Prepared {
        let quotes = quoted(text);
        let parts = text.sentences().iter().take(SENTENCES_MAX);
        let sentences: Vec<Sentence> = parts.filter_map(|part| Sentence::of(text, *part, &quotes, words)).collect();
        Prepared::from_sentences(sentences, &FxHashSet::default())
    }

    /// Returns the report without sentences of these prints.
    #[must_use]
    pub(super) fn without(self, dropped: &FxHashSet<u64>) -> Prepared {
        if !self.sentences.iter().any(|sentence| dropped.contains(&sentence.print)) {
            return self;
        }
        Prepared::from_sentences(self.sentences, dropped)
    }

    /// Returns the pairs of telling words outside sentences of these prints. Costs are those of a pass over the report.
    pub(super) fn pairs_without(&self, prints: &FxHashSet<u64>) -> FxHashSet<u64> {
        let kept = self.sentences.iter().filter(|sentence| !prints.contains(&sentence.print));
        kept.flat_map(|sentence| sentence.pairs.iter().copied()).collect()
    }

    fn from_sentences(sentences: Vec<Sentence>, dropped: &FxHashSet<u64>) -> Prepared {
        let sentences: Vec<Sentence> = sentences.into_iter().filter(|one| !dropped.contains(&one.print)).collect();
        let mut occurrences = Vec::new();
        let (mut pairs, mut runs) = (Vec::new(), Vec::new());
        let mut all: Vec<u32> = Vec::new();
        for (at, sentence) in sentences.iter().enumerate() {
            let at = u16::try_from(at).expect("at most SENTENCES_MAX");
            occurrences.extend(sentence.words.iter().map(|&word| (word, at)));
            pairs.extend(&sentence.pairs);
            all.extend(&sentence.order);
        }
        runs.extend(all.windows(RUN).map(print));
        occurrences.sort_unstable();
        for list in [&mut pairs, &mut runs] {
            list.sort_unstable();
            list.dedup();
        }
        Prepared { sentences, occurrences, pairs, runs }
    }
}

impl Sentence {
    fn of(text: &Text<'_>, part: Part, quotes: &[Span], words: &mut Words) -> Option<Sentence> {
        let tokens = &text.tokens()[part.tokens.range()];
        let mut order = Vec::with_capacity(tokens.len());
        let (mut all, mut inside) = (0, 0);
        for token in tokens.iter().filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number)) {
            let word = words.number(text.at(token.span()));
            let weight = words.weight(word);
            all += weight;
            let next = quotes.partition_point(|quote| quote.end <= token.span().start);
            inside += quotes.get(next).filter(|quote| quote.covers(token.span())).map_or(0, |_| weight);
            order.push(word);
        }
        if order.is_empty() {
            return None;
        }
        let mut distinct = order.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let weight = distinct.iter().map(|&word| words.weight(word)).sum();
        let telling: Vec<u32> = order.iter().copied().filter(|&word| !words.is_common(word)).collect();
        let pairs = telling.windows(2).map(|two| u64::from(two[0]) << 32 | u64::from(two[1])).collect();
        let (quoted, print) = (inside * 100 / all, print(&order));
        Some(Sentence { span: part.span, words: distinct, weight, quoted, print, order, pairs })
    }
}

/// Returns a number for a run of words.
fn print(run: &[u32]) -> u64 {
    run.iter().fold(0xCBF2_9CE4_8422_2325, |hash: u64, &word| {
        let mixed = (hash ^ u64::from(word)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed ^ (mixed >> 29)
    })
}

/// Returns the stretches between double quotation marks, paragraph by paragraph; one that is not closed ends with its
/// paragraph.
fn quoted(text: &Text<'_>) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for paragraph in text.paragraphs() {
        let mut open: Option<u32> = None;
        for token in &text.tokens()[paragraph.tokens.range()] {
            let mark = text.at(token.span());
            if token.kind != TokenKind::Quote || matches!(mark, "'" | "‘" | "’" | "‚" | "‛" | "‹" | "›") {
                continue;
            }
            match (open, mark) {
                (None, _) => open = Some(token.span().end),
                (Some(_), "“" | "«" | "„") => {}
                (Some(start), _) => {
                    found.push(Span { start, end: token.span().start });
                    open = None;
                }
            }
        }
        found.extend(open.map(|start| Span { start, end: paragraph.span.end.max(start) }));
    }
    found
}
