//! Where a content ends that begins at a group: clauses, noun groups.

use super::CueClass;
use super::chunk::{Chunks, Kind};
use super::lexicon::{self, Takes};

/// How many words a clause that is told may have; it ends there if nothing ends it before.
const WORDS_MAX: usize = 150;

/// A quotation with more words is a statement of its own, not a part of a clause.
const QUOTATION_MAX: usize = 150;

/// Returns the group behind a noun group with its prepositions.
pub(super) fn phrase_end(chunks: &Chunks<'_, '_>, from: usize) -> usize {
    let mut at = from + 1;
    while at < from + 30 {
        match (chunks.kind(at), chunks.kind(at + 1)) {
            (Some(Kind::Preposition), Some(Kind::Noun | Kind::Quotation(_))) => at += 2,
            (Some(Kind::Adjective), Some(Kind::Preposition)) => at += 1,
            (Some(Kind::Open), _) => match (at..at + 8).find(|&at| chunks.kind(at) == Some(Kind::Close)) {
                Some(close) => at = close + 1,
                None => break,
            },
            (Some(Kind::Conjunction), Some(Kind::Noun)) if !matches!(chunks.kind(at + 2), Some(Kind::Finite)) => {
                at += 2
            }
            _ => break,
        }
    }
    at
}

/// Returns the words that a group has.
fn words(chunks: &Chunks<'_, '_>, at: usize) -> usize {
    chunks.all[at].to - chunks.all[at].from
}

/// Returns whether a group is a verb by which something is said, and not only thought or liked.
fn attributes(chunks: &Chunks<'_, '_>, at: usize) -> bool {
    chunks.all.get(at).is_some_and(|chunk| chunk.verbal())
        && chunks.verb_cue(at).is_some_and(|(cue, _)| cue.takes.any(Takes::QUOTE.or(Takes::THAT).or(Takes::CLAUSE)))
}

fn any_cue(chunks: &Chunks<'_, '_>, at: usize) -> bool {
    chunks.all.get(at).is_some_and(|chunk| chunk.verbal()) && chunks.verb_cue(at).is_some()
}

/// Returns the group behind the clause that begins here.
pub(super) fn clause_end(chunks: &Chunks<'_, '_>, from: usize, context: Context) -> usize {
    let mut count = 0;
    let mut at = from;
    while at < chunks.all.len() {
        if at > from && ends_clause(chunks, from, at, context) {
            return at;
        }
        let long = matches!(chunks.all[at].kind, Kind::Quotation(_)) && words(chunks, at) > QUOTATION_MAX;
        if long && at > from {
            return at;
        }
        count += words(chunks, at);
        at += 1;
        if count > WORDS_MAX {
            return at;
        }
    }
    at
}

fn skip_adverbs(chunks: &Chunks<'_, '_>, mut at: usize) -> usize {
    while matches!(chunks.kind(at), Some(Kind::Adverb | Kind::Time)) {
        at += 1;
    }
    at
}

/// What is known of the clause of a cue when its content's end is looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Context {
    pub(super) tense: Option<Tense>,
    /// Whether it began with `when`, `after`, `if`: then a comma and a noun begin the main clause.
    pub(super) subordinate: bool,
}

/// Present or past, as a verb group shows it: what `and` joins has one tense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Present,
    Past,
}

impl Tense {
    pub(super) fn of(chunks: &Chunks<'_, '_>, at: usize) -> Option<Tense> {
        let chunk = chunks.all.get(at).filter(|chunk| chunk.kind == Kind::Finite)?;
        if chunk.to - chunk.from > 1 && !chunks.small(chunk.from).ends_with("ly") {
            return None;
        }
        let forms = chunks.lexicon.word(chunks.printed(chunk.head))?.forms;
        Some(if forms & (lexicon::BASE | lexicon::THIRD) != 0 { Tense::Present } else { Tense::Past })
    }
}

fn ends_clause(chunks: &Chunks<'_, '_>, from: usize, at: usize, context: Context) -> bool {
    match chunks.all[at].kind {
        Kind::Stop | Kind::Semicolon => true,
        Kind::Comma => after_comma(chunks, skip_adverbs(chunks, at + 1), context),
        Kind::Conjunction => {
            let next = skip_adverbs(chunks, at + 1);
            chunks.kind(next) == Some(Kind::Finite)
                && attributes(chunks, next)
                && !chunks.all[next].passive
                && same(chunks, next, context.tense)
        }
        // The comma stands inside the quotation: `“…,” adding that`.
        Kind::Ing | Kind::Noun | Kind::Finite
            if at > 0 && matches!(chunks.all[at - 1].kind, Kind::Quotation(_)) && ends_with_comma(chunks, at - 1) =>
        {
            after_comma(chunks, at, context)
        }
        Kind::Dash if context.subordinate => rests_on_verb(chunks, at + 1),
        _ => at > from + 1 && chunks.is_word(at, "according"),
    }
}

fn ends_with_comma(chunks: &Chunks<'_, '_>, at: usize) -> bool {
    chunks
        .quotation(at)
        .is_some_and(|quotation| quotation.last(chunks.text).is_some_and(|last| chunks.printed(last) == ","))
}

fn same(chunks: &Chunks<'_, '_>, verb: usize, tense: Option<Tense>) -> bool {
    match (tense, Tense::of(chunks, verb)) {
        (Some(tense), Some(other)) => tense == other,
        _ => true,
    }
}

/// Returns whether another attribution begins with the group behind a comma.
fn after_comma(chunks: &Chunks<'_, '_>, next: usize, context: Context) -> bool {
    match chunks.kind(next) {
        Some(Kind::Ing) => attributes(chunks, next),
        Some(Kind::Conjunction) => joined_cue(chunks, next, context.tense),
        Some(Kind::Subordinator) => {
            ["while", "although", "though", "as", "after", "when"].iter().any(|word| chunks.is_word(next, word))
        }
        Some(Kind::Finite) => {
            !chunks.all[next].passive && attributes(chunks, next) && same(chunks, next, context.tense)
        }
        Some(Kind::Noun) => {
            rests_on(chunks, next)
                || context.subordinate
                    && chunks.kind(skip_adverbs(chunks, phrase_end(chunks, next))) == Some(Kind::Finite)
        }
        _ => chunks.is_word(next, "according"),
    }
}

/// Returns whether a noun and a verb of saying follow.
fn rests_on_verb(chunks: &Chunks<'_, '_>, noun: usize) -> bool {
    let verb = skip_adverbs(chunks, phrase_end(chunks, noun));
    chunks.kind(noun) == Some(Kind::Noun) && chunks.kind(verb) == Some(Kind::Finite) && attributes(chunks, verb)
}

/// Returns whether a noun and a verb of saying end the sentence: `…, the envoy said`.
fn rests_on(chunks: &Chunks<'_, '_>, noun: usize) -> bool {
    let verb = skip_adverbs(chunks, phrase_end(chunks, noun));
    if chunks.kind(verb) != Some(Kind::Finite) || !attributes(chunks, verb) {
        return false;
    }
    let mut at = skip_adverbs(chunks, verb + 1);
    if chunks.verb_cue(verb).is_some_and(|(cue, _)| cue.takes.any(Takes::ADDRESSEE))
        && chunks.kind(at) == Some(Kind::Noun)
    {
        at = skip_adverbs(chunks, phrase_end(chunks, at));
    }
    matches!(chunks.kind(at), None | Some(Kind::Stop | Kind::Colon | Kind::Quotation(_)))
}

/// Returns whether `and`, `but` or the like begins another attribution.
fn joined_cue(chunks: &Chunks<'_, '_>, conjunction: usize, tense: Option<Tense>) -> bool {
    let next = skip_adverbs(chunks, conjunction + 1);
    match chunks.kind(next) {
        Some(Kind::Finite | Kind::Ing) => any_cue(chunks, next) && same(chunks, next, tense),
        Some(Kind::Noun) => {
            let verb = skip_adverbs(chunks, phrase_end(chunks, next));
            // `she says she hopes to win, but she knows that`: what she thinks is part of what she says.
            let thinks = |verb| {
                let class = chunks.verb_cue(verb).map(|(cue, _)| cue.class);
                matches!(class, Some(CueClass::Believes | CueClass::Wants))
            };
            let same_voice = chunks.all[next].pronoun && thinks(verb);
            chunks.kind(verb) == Some(Kind::Finite) && attributes(chunks, verb) && !same_voice
        }
        _ => false,
    }
}

/// Returns the group behind the noun, infinitive or gerund that begins here.
pub(super) fn noun_end(chunks: &Chunks<'_, '_>, from: usize, as_inside: bool) -> usize {
    let mut count = 0;
    let mut at = from;
    let mut relative = false;
    while at < chunks.all.len() {
        if at > from {
            let ends = match chunks.all[at].kind {
                Kind::Stop | Kind::Semicolon | Kind::Colon | Kind::Dash | Kind::Open | Kind::Close => true,
                Kind::Comma => !list_goes_on(chunks, at),
                Kind::Subordinator => {
                    let inside = chunks.is_word(at, "as") && (as_inside || as_preposition(chunks, at))
                        || chunks.is_word(at, "than");
                    !inside && !chunks.is_word(at, "before") && !chunks.is_word(at, "after")
                }
                Kind::Conjunction => {
                    matches!(chunks.kind(skip_adverbs(chunks, at + 1)), Some(Kind::Finite))
                        || joined_cue(chunks, at, None)
                }
                Kind::Finite => !relative,
                Kind::Relative | Kind::That | Kind::Wh => {
                    relative = true;
                    false
                }
                Kind::Ing if at > 0 && matches!(chunks.all[at - 1].kind, Kind::Quotation(_)) => {
                    ends_with_comma(chunks, at - 1)
                }
                _ => chunks.is_word(at, "according"),
            };
            let long = matches!(chunks.all[at].kind, Kind::Quotation(_)) && words(chunks, at) > QUOTATION_MAX;
            if ends || long {
                return at;
            }
        } else if matches!(chunks.all[at].kind, Kind::Relative | Kind::That | Kind::Wh) {
            relative = true;
        }
        count += words(chunks, at);
        at += 1;
        if count > WORDS_MAX {
            return at;
        }
    }
    at
}

/// Returns whether `as` stands before a noun only, not before a clause.
fn as_preposition(chunks: &Chunks<'_, '_>, at: usize) -> bool {
    match chunks.kind(at + 1) {
        Some(Kind::Quotation(_)) => true,
        Some(Kind::Noun | Kind::Adjective) => {
            chunks.kind(skip_adverbs(chunks, phrase_end(chunks, at + 1))) != Some(Kind::Finite)
        }
        _ => false,
    }
}

/// Returns whether a comma stands within a list of nouns.
fn list_goes_on(chunks: &Chunks<'_, '_>, comma: usize) -> bool {
    for at in comma + 1..comma + 10 {
        match chunks.kind(at) {
            Some(Kind::Noun | Kind::Preposition | Kind::Comma | Kind::Adjective | Kind::Ing) => {}
            Some(Kind::Conjunction) => {
                return at > comma + 1
                    || chunks.kind(at + 1) == Some(Kind::Noun) && chunks.kind(at + 2) != Some(Kind::Finite);
            }
            _ => return false,
        }
    }
    false
}
