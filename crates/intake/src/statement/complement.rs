//! What a cue takes: the quotation, clause or noun behind it.

use super::chunk::{Chunks, Kind};
use super::extent::{Context, Tense, clause_end, noun_end, phrase_end};
use super::lexicon::{CueWord, Takes};
use super::subject::is_paper;

/// How many groups may stand between a cue and what it takes.
const ASIDE_MAX: usize = 14;

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
            Manner::Quotation | Manner::That | Manner::Clause | Manner::Colon | Manner::Whether => {
                clause_end(self.chunks, from, self.context())
            }
            _ => noun_end(self.chunks, from, matches!(manner, Manner::As)),
        };
        (to > from).then_some(Complement { from, to, cue_to: self.cue_to, manner, addressee })
    }

    /// Returns what the cue's own clause tells about where another begins.
    fn context(&self) -> Context {
        let before = (self.at.saturating_sub(12)..self.at).rev().map_while(|at| {
            self.kind(at).filter(|kind| !matches!(kind, Kind::Stop | Kind::Comma | Kind::Conjunction | Kind::Semicolon))
        });
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
            if let Some(manner) = self.manner(at, aside, addressee.is_some()) {
                return self.found(at, manner, addressee);
            }
            match self.kind(at)? {
                Kind::Adverb | Kind::Time => at += 1,
                Kind::Dash => at = self.closing(at).filter(|close| close - at <= 6)? + 1,
                Kind::Colon if self.takes(Takes::QUOTE.or(Takes::THAT).or(Takes::NOUN)) => {
                    return self.after_colon(at, addressee);
                }
                Kind::Comma => {
                    let quote = matches!(self.kind(at + 1), Some(Kind::Quotation(_)));
                    if quote && self.takes(Takes::QUOTE.or(Takes::THAT)) {
                        return self.found(at + 1, Manner::Quotation, addressee);
                    }
                    at = self.parenthesis(at)?;
                }
                Kind::Subordinator if addressee.is_none() => return self.described_as(at),
                Kind::Preposition => {
                    if let Some(found) = self.preposition(at, addressee) {
                        return Some(found);
                    }
                    at = self.after_phrase(at)?;
                    aside = true;
                }
                Kind::Relative if addressee.is_some() => at = self.quotation_behind(at)?,
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

    /// Returns how the group is taken if that can be told from the group alone.
    fn manner(&self, at: usize, aside: bool, addressed: bool) -> Option<Manner> {
        let any = Takes::INFINITIVE
            .or(Takes::QUOTE)
            .or(Takes::THAT)
            .or(Takes::CLAUSE)
            .or(Takes::NOUN)
            .or(Takes::QUOTED_NOUN)
            .or(Takes::NAMING);
        match self.kind(at)? {
            Kind::That if self.takes(Takes::THAT.or(Takes::CLAUSE)) => Some(Manner::That),
            Kind::Wh if self.takes(Takes::WHETHER) => Some(Manner::Whether),
            Kind::Relative if self.takes(Takes::WHETHER) && !addressed => Some(Manner::Whether),
            Kind::Wh | Kind::Relative if self.takes(Takes::NOUN) && self.chunks.is_word(at, "what") => {
                Some(Manner::Noun)
            }
            Kind::Infinitive if self.takes(Takes::INFINITIVE) && (!aside || addressed) => Some(Manner::Infinitive),
            Kind::Quotation(_) if self.takes(any) => Some(Manner::Quotation),
            Kind::Ing if self.takes(Takes::GERUND) && !aside => Some(Manner::Gerund),
            Kind::Preposition if self.takes(Takes::INFINITIVE) && self.chunks.is_word(at, "to") => {
                matches!(self.kind(at + 1), Some(Kind::Quotation(_))).then_some(Manner::Infinitive)
            }
            _ => None,
        }
    }

    /// `which he described as`: what is described stands before.
    fn described_as(&self, at: usize) -> Option<Complement> {
        if !self.takes(Takes::AS) || !self.chunks.is_word(at, "as") || self.kind(at + 1) == Some(Kind::Ing) {
            return None;
        }
        let mut found = self.found(at + 1, Manner::As, None)?;
        found.cue_to = self.chunks.all[at].to;
        Some(found)
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
        let close = (comma + 1..comma + ASIDE_MAX)
            .take_while(|&at| !matches!(self.kind(at), None | Some(Kind::Stop)))
            .find(|&at| self.kind(at) == Some(Kind::Comma))?;
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
    fn noun(
        &self,
        at: usize,
        addressee: Option<(usize, usize)>,
        aside: bool,
    ) -> (Option<Complement>, Option<(usize, usize)>) {
        let end = phrase_end(self.chunks, at);
        let next = self.kind(end);
        let clause = self.takes(Takes::CLAUSE)
            && (addressee.is_some() || !self.takes(Takes::ADDRESSEE))
            && self.begins_clause(at);
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
        if let Some(found) = self.paper(at) {
            return (Some(found), None);
        }
        if self.takes(Takes::QUOTED_NOUN) && !aside && addressee.is_none() {
            let found = self.found(at, Manner::Noun, addressee);
            let quotes =
                |found: &Complement| (found.from..found.to).any(|at| matches!(self.kind(at), Some(Kind::Quotation(_))));
            return (found.filter(quotes), None);
        }
        if self.takes(Takes::NOUN) && !aside && (addressee.is_none() || quoted) && !self.reflexive(at) {
            return (self.found(at, Manner::Noun, addressee), None);
        }
        (None, None)
    }

    fn reflexive(&self, at: usize) -> bool {
        self.chunks.small(self.chunks.all[at].from).ends_with("sel")
    }

    /// `issued a statement, “…”`: what the paper says is what its author says.
    fn paper(&self, at: usize) -> Option<Complement> {
        let made =
            self.takes(Takes::NOUN.or(Takes::QUOTED_NOUN)) && is_paper(&self.chunks.small(self.chunks.all[at].head));
        let quoted = matches!(self.kind(at + 1), Some(Kind::Comma | Kind::Colon))
            && matches!(self.kind(at + 2), Some(Kind::Quotation(_)));
        let found = (made && quoted).then(|| self.found(at + 2, Manner::Quotation, None)).flatten()?;
        Some(Complement { cue_to: self.chunks.all[at].to, ..found })
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
        let within =
            (open + 1..open + 2 * ASIDE_MAX).take_while(|&at| !matches!(self.kind(at), None | Some(Kind::Stop)));
        within.into_iter().find(|&at| self.kind(at) == self.kind(open))
    }

    /// Returns whether two clauses follow before the sentence ends, so that the outer one has its verb.
    fn clause_after_relative(&self, at: usize) -> bool {
        let verbs = (at..at + 2 * ASIDE_MAX)
            .map_while(|at| self.kind(at).filter(|kind| !matches!(kind, Kind::Stop | Kind::Comma)))
            .filter(|kind| *kind == Kind::Finite);
        verbs.count() >= 2
    }

    /// Returns the comma before a quotation that ends a relative clause: `told the mayors who had come, “…”`.
    fn quotation_behind(&self, relative: usize) -> Option<usize> {
        let within =
            (relative..relative + ASIDE_MAX).take_while(|&at| !matches!(self.kind(at), None | Some(Kind::Stop)));
        within
            .into_iter()
            .find(|&at| self.kind(at) == Some(Kind::Comma) && matches!(self.kind(at + 1), Some(Kind::Quotation(_))))
    }

    /// Returns the last group of the one to whom it is said, if what is said follows.
    fn told(&self, at: usize) -> Option<usize> {
        self.addressee(at, false).or_else(|| self.addressee(at, true))
    }

    fn addressee(&self, at: usize, prepositions: bool) -> Option<usize> {
        for last in at..at + ASIDE_MAX {
            if !matches!(
                self.kind(last)?,
                Kind::Noun | Kind::Preposition | Kind::Conjunction | Kind::Time | Kind::Adverb | Kind::Adjective
            ) {
                return None;
            }
            let behind = (last + 1..last + 4).find(|&at| !matches!(self.kind(at), Some(Kind::Adverb | Kind::Time)))?;
            if matches!(self.kind(last), Some(Kind::Noun | Kind::Time))
                && last > 0
                && self.follows(last, behind, prepositions)
            {
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
            Some(Kind::Noun) => {
                self.takes(Takes::CLAUSE) && self.kind(last) == Some(Kind::Noun) && self.begins_clause(behind)
            }
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
