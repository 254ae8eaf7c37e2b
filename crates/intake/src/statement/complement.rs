//! What a cue takes: the quotation, clause or noun behind it, and where that ends.

use super::chunk::{Chunks, Kind};
use super::lexicon::{self, CueWord, Takes};

/// How many words a clause that is told may have; it ends there if nothing ends it before.
const WORDS_MAX: usize = 150;

/// How many groups may stand between a cue and what it takes.
const ASIDE_MAX: usize = 14;

/// A quotation with more words is a statement of its own, not a part of a clause.
const QUOTATION_MAX: usize = 150;

/// What a cue takes, found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Complement {
    /// The first group.
    pub(super) from: usize,
    /// The group behind the last one.
    pub(super) to: usize,
    /// The token behind the cue: a preposition belongs to it.
    pub(super) cue_to: usize,
    pub(super) manner: Manner,
    /// To whom it was said, as groups.
    pub(super) addressee: Option<(usize, usize)>,
}

/// How it follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    Quotation,
    That,
    Clause,
    Colon,
    Whether,
    Infinitive,
    Gerund,
    Noun,
    Preposition,
    As,
    Naming,
}

impl Manner {
    /// Returns whether it is sure enough to outweigh a clause before the cue.
    pub(super) fn strong(self) -> bool {
        !matches!(self, Manner::Noun | Manner::Preposition | Manner::Gerund)
    }
}

/// What to look for behind a cue.
pub(super) struct Search<'s, 'a, 't> {
    pub(super) chunks: &'s Chunks<'a, 't>,
    pub(super) cue: &'static CueWord,
    /// The group of the cue.
    pub(super) at: usize,
    /// The token behind the cue.
    pub(super) cue_to: usize,
}

impl Search<'_, '_, '_> {
    fn kind(&self, at: usize) -> Option<Kind> {
        self.chunks.kind(at)
    }

    fn takes(&self, what: Takes) -> bool {
        self.cue.takes.any(what)
    }

    fn found(&self, from: usize, manner: Manner, addressee: Option<(usize, usize)>) -> Option<Complement> {
        let to = match manner {
            Manner::Quotation | Manner::That | Manner::Clause | Manner::Colon | Manner::Whether => clause_end(self.chunks, from, self.context()),
            _ => noun_end(self.chunks, from, matches!(manner, Manner::As)),
        };
        (to > from).then_some(Complement { from, to, cue_to: self.cue_to, manner, addressee })
    }

    /// Returns what the cue's own clause tells about where another begins.
    fn context(&self) -> Context {
        let before = (self.at.saturating_sub(12)..self.at).rev().map_while(|at| self.kind(at).filter(|kind| !matches!(kind, Kind::Stop | Kind::Comma | Kind::Conjunction | Kind::Semicolon)));
        let subordinate = before.into_iter().any(|kind| matches!(kind, Kind::Subordinator | Kind::Wh));
        Context { tense: Tense::of(self.chunks, self.at), subordinate }
    }

    /// Returns what the cue takes, if it stands where it can be found.
    pub(super) fn complement(&self) -> Option<Complement> {
        let mut at = self.at + 1;
        while self.kind(at).is_some() && self.chunks.all[at].to <= self.cue_to {
            at += 1;
        }
        let mut addressee = None;
        let mut aside = false;
        for _ in 0..ASIDE_MAX {
            let kind = self.kind(at)?;
            match kind {
                Kind::Adverb | Kind::Time => at += 1,
                Kind::That if self.takes(Takes::THAT.or(Takes::CLAUSE)) => return self.found(at, Manner::That, addressee),
                Kind::Relative if self.takes(Takes::WHETHER) && addressee.is_none() => return self.found(at, Manner::Whether, addressee),
                Kind::Dash => at = self.closing(at).filter(|close| close - at <= 6)? + 1,
                Kind::Wh if self.takes(Takes::WHETHER) => return self.found(at, Manner::Whether, addressee),
                Kind::Infinitive if self.takes(Takes::INFINITIVE) && (!aside || addressee.is_some()) => return self.found(at, Manner::Infinitive, addressee),
                Kind::Quotation(_) => {
                    let any = Takes::INFINITIVE.or(Takes::QUOTE).or(Takes::THAT).or(Takes::CLAUSE).or(Takes::NOUN).or(Takes::NAMING);
                    return if self.takes(any) { self.found(at, Manner::Quotation, addressee) } else { None };
                }
                Kind::Colon if self.takes(Takes::QUOTE.or(Takes::THAT).or(Takes::NOUN)) => return self.after_colon(at, addressee),
                Kind::Comma => {
                    let quote = matches!(self.kind(at + 1), Some(Kind::Quotation(_)));
                    if quote && self.takes(Takes::QUOTE.or(Takes::THAT)) {
                        return self.found(at + 1, Manner::Quotation, addressee);
                    }
                    at = self.parenthesis(at)?;
                }
                // `which he described as`: what is described stands before.
                Kind::Subordinator if self.takes(Takes::AS) && addressee.is_none() && self.chunks.is_word(at, "as") && self.kind(at + 1) != Some(Kind::Ing) => {
                    let end = self.chunks.all[at].to;
                    let mut found = self.found(at + 1, Manner::As, addressee)?;
                    found.cue_to = end;
                    return Some(found);
                }
                Kind::Ing if self.takes(Takes::GERUND) && !aside => return self.found(at, Manner::Gerund, addressee),
                Kind::Preposition if self.takes(Takes::INFINITIVE) && self.chunks.is_word(at, "to") && matches!(self.kind(at + 1), Some(Kind::Quotation(_))) => {
                    return self.found(at, Manner::Infinitive, addressee);
                }
                Kind::Preposition => {
                    if let Some(found) = self.preposition(at, addressee) {
                        return Some(found);
                    }
                    at = self.after_phrase(at)?;
                    aside = true;
                }
                Kind::Relative if addressee.is_some() && self.quotation_behind(at).is_some() => at = self.quotation_behind(at)?,
                Kind::Wh | Kind::Relative if self.takes(Takes::NOUN) && self.chunks.is_word(at, "what") => return self.found(at, Manner::Noun, addressee),
                Kind::Noun | Kind::Adjective => {
                    let (found, next) = self.noun(at, addressee, aside);
                    if found.is_some() {
                        return found;
                    }
                    addressee = Some(next?);
                    at = next?.1 + 1;
                    aside = false;
                }
                _ => return None,
            }
        }
        None
    }

    fn after_colon(&self, colon: usize, addressee: Option<(usize, usize)>) -> Option<Complement> {
        self.kind(colon + 1).filter(|kind| *kind != Kind::Stop)?;
        self.found(colon + 1, Manner::Colon, addressee)
    }

    /// Returns the group behind an insertion between commas: `said, after a pause, that`.
    fn parenthesis(&self, comma: usize) -> Option<usize> {
        let first = self.kind(comma + 1)?;
        if !matches!(first, Kind::Preposition | Kind::Adverb | Kind::Time | Kind::Subordinator | Kind::Ing) {
            return None;
        }
        if first == Kind::Ing && self.chunks.verb_cue(comma + 1).is_some() {
            return None;
        }
        let close = (comma + 1..comma + ASIDE_MAX).take_while(|&at| !matches!(self.kind(at), None | Some(Kind::Stop))).find(|&at| self.kind(at) == Some(Kind::Comma))?;
        let told = matches!(self.kind(close + 1)?, Kind::That | Kind::Quotation(_) | Kind::Wh);
        told.then_some(if self.kind(close + 1) == Some(Kind::That) { close + 1 } else { close })
    }

    fn preposition(&self, at: usize, addressee: Option<(usize, usize)>) -> Option<Complement> {
        let small = self.chunks.small(self.chunks.all[at].from);
        if !self.cue.prepositions.contains(&small.as_str()) {
            return None;
        }
        let mut found = self.found(at + 1, Manner::Preposition, addressee)?;
        found.cue_to = self.chunks.all[at].to;
        // `spoke of the dam, saying that`: the clause says more.
        Some(found)
    }

    /// Returns the group behind a preposition and its noun.
    fn after_phrase(&self, preposition: usize) -> Option<usize> {
        let mut at = match self.kind(preposition + 1)? {
            Kind::Noun => phrase_end(self.chunks, preposition + 1),
            Kind::Time | Kind::Adjective => preposition + 2,
            _ => return None,
        };
        while let Some(Kind::Time) = self.kind(at) {
            at += 1;
        }
        Some(at)
    }

    /// Reads a noun behind the cue: what is said, to whom it is said, or the subject of what is said.
    fn noun(&self, at: usize, addressee: Option<(usize, usize)>, aside: bool) -> (Option<Complement>, Option<(usize, usize)>) {
        let end = phrase_end(self.chunks, at);
        let next = self.kind(end);
        let clause = self.takes(Takes::CLAUSE) && (addressee.is_some() || !self.takes(Takes::ADDRESSEE)) && self.begins_clause(at);
        if clause {
            return (self.found(at, Manner::Clause, addressee), None);
        }
        if self.takes(Takes::ADDRESSEE) && addressee.is_none() && !aside {
            let told = self.told(at);
            if let Some(last) = told {
                return (None, Some((at, last)));
            }
        }
        if self.takes(Takes::AS) && !aside {
            let end = noun_end(self.chunks, at, false);
            if self.chunks.is_word(end, "as") || (at..end).any(|at| self.chunks.is_word(at, "as")) {
                return (self.found(at, Manner::As, addressee), None);
            }
        }
        if self.takes(Takes::NAMING) && !aside {
            return (self.found(at, Manner::Naming, addressee), None);
        }
        let quoted = matches!(next, Some(Kind::Quotation(_)));
        if self.takes(Takes::NOUN) && !aside && (addressee.is_none() || quoted) && !self.reflexive(at) {
            return (self.found(at, Manner::Noun, addressee), None);
        }
        (None, None)
    }

    fn reflexive(&self, at: usize) -> bool {
        self.chunks.small(self.chunks.all[at].from).ends_with("sel") 
    }

    /// Returns whether a noun group here is the subject of a clause.
    fn begins_clause(&self, at: usize) -> bool {
        let mut at = at;
        let mut noun = false;
        for _ in 0..ASIDE_MAX {
            match self.kind(at) {
                Some(Kind::Noun) => {
                    noun = true;
                    at += 1;
                }
                Some(Kind::Preposition | Kind::Adverb | Kind::Time | Kind::Adjective | Kind::Quotation(_)) => at += 1,
                Some(Kind::Conjunction) if self.kind(at + 1) == Some(Kind::Noun) => at += 1,
                Some(Kind::Finite) => return noun || matches!(self.kind(at - 1), Some(Kind::Quotation(_))),
                Some(Kind::Infinitive) if noun => at += 1,
                Some(Kind::Relative | Kind::That) if noun => return self.clause_after_relative(at),
                Some(Kind::Comma | Kind::Dash) if noun => match self.closing(at) {
                    Some(close) => at = close + 1,
                    None => return false,
                },
                Some(Kind::Participle | Kind::Ing) => at += 1,
                _ => return false,
            }
        }
        false
    }

    /// Returns the mark that ends an insertion which a comma or dash begins.
    fn closing(&self, open: usize) -> Option<usize> {
        let within = (open + 1..open + 2 * ASIDE_MAX).take_while(|&at| !matches!(self.kind(at), None | Some(Kind::Stop)));
        within.into_iter().find(|&at| self.kind(at) == self.kind(open))
    }

    /// Returns whether two clauses follow before the sentence ends, so that the outer one has its verb.
    fn clause_after_relative(&self, at: usize) -> bool {
        let verbs = (at..at + 2 * ASIDE_MAX).map_while(|at| self.kind(at).filter(|kind| !matches!(kind, Kind::Stop | Kind::Comma))).filter(|kind| *kind == Kind::Finite);
        verbs.count() >= 2
    }

    /// Returns the comma before a quotation that ends a relative clause: `told the mayors who had come, “…”`.
    fn quotation_behind(&self, relative: usize) -> Option<usize> {
        let within = (relative..relative + ASIDE_MAX).take_while(|&at| !matches!(self.kind(at), None | Some(Kind::Stop)));
        within.into_iter().find(|&at| self.kind(at) == Some(Kind::Comma) && matches!(self.kind(at + 1), Some(Kind::Quotation(_))))
    }

    /// Returns the last group of the one to whom it is said, if what is said follows.
    fn told(&self, at: usize) -> Option<usize> {
        self.addressee(at, false).or_else(|| self.addressee(at, true))
    }

    fn addressee(&self, at: usize, prepositions: bool) -> Option<usize> {
        for last in at..at + ASIDE_MAX {
            if !matches!(self.kind(last)?, Kind::Noun | Kind::Preposition | Kind::Conjunction | Kind::Time | Kind::Adverb | Kind::Adjective) {
                return None;
            }
            let behind = (last + 1..last + 4).find(|&at| !matches!(self.kind(at), Some(Kind::Adverb | Kind::Time)))?;
            if matches!(self.kind(last), Some(Kind::Noun | Kind::Time)) && last > 0 && self.follows(last, behind, prepositions) {
                return Some(last);
            }
        }
        None
    }

    /// Returns whether what is said stands at `behind`.
    fn follows(&self, last: usize, behind: usize, prepositions: bool) -> bool {
        let after_preposition = last > 0 && self.kind(last - 1) == Some(Kind::Preposition);
        match self.kind(behind) {
            Some(Kind::That | Kind::Colon) => self.takes(Takes::THAT.or(Takes::QUOTE)),
            Some(Kind::Quotation(_)) => self.takes(Takes::QUOTE.or(Takes::THAT).or(Takes::INFINITIVE)),
            Some(Kind::Comma) => matches!(self.kind(behind + 1), Some(Kind::Quotation(_))) && self.takes(Takes::QUOTE),
            Some(Kind::Wh) => self.takes(Takes::WHETHER),
            Some(Kind::Infinitive) => self.takes(Takes::INFINITIVE),
            Some(Kind::Noun) => self.takes(Takes::CLAUSE) && self.kind(last) == Some(Kind::Noun) && self.begins_clause(behind),
            Some(Kind::Preposition) if self.takes(Takes::INFINITIVE) && self.chunks.is_word(behind, "to") => {
                matches!(self.kind(behind + 1), Some(Kind::Quotation(_)))
            }
            Some(Kind::Relative) => self.quotation_behind(behind).is_some(),
            Some(Kind::Preposition) => {
                let small = self.chunks.small(self.chunks.all[behind].from);
                prepositions && !after_preposition && self.cue.prepositions.contains(&small.as_str())
            }
            _ => false,
        }
    }
}

/// Returns the group behind a noun group with its prepositions.
pub(super) fn phrase_end(chunks: &Chunks<'_, '_>, from: usize) -> usize {
    let mut at = from + 1;
    while at < from + 30 {
        match (chunks.kind(at), chunks.kind(at + 1)) {
            (Some(Kind::Preposition), Some(Kind::Noun | Kind::Quotation(_))) => at += 2,
            (Some(Kind::Open), _) => match (at..at + 8).find(|&at| chunks.kind(at) == Some(Kind::Close)) {
                Some(close) => at = close + 1,
                None => break,
            },
            (Some(Kind::Conjunction), Some(Kind::Noun)) if !matches!(chunks.kind(at + 2), Some(Kind::Finite)) => at += 2,
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
    chunks.all.get(at).is_some_and(|chunk| chunk.verbal()) && chunks.verb_cue(at).is_some_and(|(cue, _)| cue.takes.any(Takes::QUOTE.or(Takes::THAT).or(Takes::CLAUSE)))
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
            chunks.kind(next) == Some(Kind::Finite) && attributes(chunks, next) && !chunks.all[next].passive && same(chunks, next, context.tense)
        }
        // The comma stands inside the quotation: `“…,” adding that`.
        Kind::Ing | Kind::Noun | Kind::Finite if at > 0 && matches!(chunks.all[at - 1].kind, Kind::Quotation(_)) && ends_with_comma(chunks, at - 1) => {
            after_comma(chunks, at, context)
        }
        _ => at > from + 1 && chunks.is_word(at, "according"),
    }
}

fn ends_with_comma(chunks: &Chunks<'_, '_>, at: usize) -> bool {
    chunks.quotation(at).is_some_and(|quotation| {
        quotation.last(chunks.text).is_some_and(|last| chunks.printed(last) == ",")
    })
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
        Some(Kind::Subordinator) => ["while", "although", "though", "as", "after", "when"].iter().any(|word| chunks.is_word(next, word)),
        Some(Kind::Finite) => attributes(chunks, next) && same(chunks, next, context.tense),
        Some(Kind::Noun) => rests_on(chunks, next) || context.subordinate && chunks.kind(skip_adverbs(chunks, phrase_end(chunks, next))) == Some(Kind::Finite),
        _ => chunks.is_word(next, "according"),
    }
}

/// Returns whether a noun and a verb of saying end the sentence: `…, the envoy said`.
fn rests_on(chunks: &Chunks<'_, '_>, noun: usize) -> bool {
    let verb = skip_adverbs(chunks, phrase_end(chunks, noun));
    if chunks.kind(verb) != Some(Kind::Finite) || !attributes(chunks, verb) {
        return false;
    }
    let mut at = skip_adverbs(chunks, verb + 1);
    if chunks.verb_cue(verb).is_some_and(|(cue, _)| cue.takes.any(Takes::ADDRESSEE)) && chunks.kind(at) == Some(Kind::Noun) {
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
            chunks.kind(verb) == Some(Kind::Finite) && attributes(chunks, verb)
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
                    let inside = chunks.is_word(at, "as") && (as_inside || as_preposition(chunks, at)) || chunks.is_word(at, "than");
                    !inside && !chunks.is_word(at, "before") && !chunks.is_word(at, "after")
                }
                Kind::Conjunction => matches!(chunks.kind(skip_adverbs(chunks, at + 1)), Some(Kind::Finite)) || joined_cue(chunks, at, None),
                Kind::Finite => !relative,
                Kind::Relative | Kind::That | Kind::Wh => {
                    relative = true;
                    false
                }
                Kind::Ing if at > 0 && matches!(chunks.all[at - 1].kind, Kind::Quotation(_)) => ends_with_comma(chunks, at - 1),
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
        Some(Kind::Noun | Kind::Adjective) => chunks.kind(skip_adverbs(chunks, phrase_end(chunks, at + 1))) != Some(Kind::Finite),
        _ => false,
    }
}

/// Returns whether a comma stands within a list of nouns.
fn list_goes_on(chunks: &Chunks<'_, '_>, comma: usize) -> bool {
    for at in comma + 1..comma + 10 {
        match chunks.kind(at) {
            Some(Kind::Noun | Kind::Preposition | Kind::Comma | Kind::Adjective | Kind::Ing) => {}
            Some(Kind::Conjunction) => return at > comma + 1 || chunks.kind(at + 1) == Some(Kind::Noun) && chunks.kind(at + 2) != Some(Kind::Finite),
            _ => return false,
        }
    }
    false
}
