//! Contents that stand before their cue, or on both sides of it: `“…,” said the envoy`, `the dam, she said, holds`.

use super::chunk::Kind;
use super::extent::{Context, clause_end, noun_end, phrase_end};
use super::find::{Finder, Tokens};
use super::lexicon::{CueWord, Takes};
use super::subject::Subject;
use crate::text::{Token, TokenKind};

impl Finder<'_, '_, '_> {
    /// A quotation or clause before the cue ends with a comma, a question mark or the like, so that the cue may follow.
    pub(super) fn quotation_leads(&self, at: usize) -> bool {
        let Some(quotation) = self.chunks.quotation(at) else { return false };
        const BARE_MIN: usize = 5;
        if quotation.words >= BARE_MIN && at.checked_sub(1).is_none_or(|before| self.kind(before) == Some(Kind::Stop)) {
            return true;
        }
        let last = quotation.last(self.chunks.text);
        last.is_some_and(|last| matches!(self.chunks.printed(last), "," | "?" | "!" | "—" | "–" | "-" | "…" | "."))
    }

    /// Returns the quotation that ends right before a group, over a comma and the end of its sentence.
    pub(super) fn quotation_before(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        match self.kind(before)? {
            Kind::Quotation(_) if self.quotation_leads(before) => Some(before),
            Kind::Comma | Kind::Dash => {
                let quotation = before.checked_sub(1)?;
                matches!(self.kind(quotation)?, Kind::Quotation(_)).then_some(quotation)
            }
            Kind::Stop => {
                let quotation = before.checked_sub(1)?;
                let last = self.chunks.quotation(quotation)?.last(self.chunks.text)?;
                let asks = matches!(self.chunks.printed(last), "?" | "!");
                (asks && self.chunks.all[before].from == self.chunks.all[before].to).then_some(quotation)
            }
            _ => None,
        }
    }

    /// `“…,” the envoy said`, `“…,” said the envoy`.
    pub(super) fn behind_quotation(&mut self, at: usize, cue: &'static CueWord, cue_to: usize, clause: bool) -> bool {
        let quoted_as = self.chunks.all[at].kind == Kind::Ing && at > 0 && self.chunks.is_word(at - 1, "as");
        if !cue.takes.any(Takes::QUOTE) || self.chunks.all[at].kind != Kind::Finite && !quoted_as {
            return false;
        }
        let inverted = self.quotation_before(at).filter(|_| self.inverted(at));
        let (quotation, subject) = if let Some(quotation) = inverted {
            (quotation, self.subject_behind(at))
        } else {
            let Some(subject) = self.subjects[at].filter(|subject| !subject.relative && !subject.behind) else {
                return false;
            };
            let Some((quotation, from)) =
                self.quotation_before(subject.from).map(|quotation| (quotation, subject.from)).or_else(|| {
                    let outer = subject.from.checked_sub(2).filter(|&outer| {
                        self.kind(outer) == Some(Kind::Noun) && self.kind(outer + 1) == Some(Kind::Comma)
                    })?;
                    Some((self.quotation_before(outer)?, outer))
                })
            else {
                return false;
            };
            (quotation, Some(Subject { from, ..subject }))
        };
        let Some(subject) = subject else { return false };
        // `On “This Week,” the envoy said that`: the quotation is a name.
        const NAME_MAX: usize = 4;
        if clause && self.is_title(quotation, NAME_MAX) {
            return false;
        }
        let mut content = vec![self.before_quotation(quotation)];
        let mut end = if subject.behind { subject.to + 1 } else { at + 1 };
        let addressee = self.addressee_behind(at, cue);
        if let Some((_, to)) = addressee {
            end = end.max(to + 1);
        }
        let mut covered = end;
        if let Some((from, to)) = self.goes_on(end) {
            content.push(self.tokens(from, to));
            covered = to;
        }
        let printed = (self.chunks.all[at].from, cue_to);
        let mut found = self.with(self.attribution(cue, printed, content), subject);
        found.addressee = addressee.map(|(from, to)| self.tokens(from, to + 1));
        self.push(found, Some(covered));
        self.last = Some((subject, covered));
        true
    }

    /// Returns whether a quotation is short, or all its words are capitalised: the name of a book or a broadcast.
    fn is_title(&self, at: usize, words_max: usize) -> bool {
        let Some(quotation) = self.chunks.quotation(at) else { return false };
        let tokens = &self.chunks.text.tokens()[quotation.from..quotation.to.min(quotation.from + 12)];
        let capital = |token: &Token| self.chunks.text.at(token.span()).starts_with(char::is_uppercase);
        let mut words = tokens.iter().filter(|token| token.kind == TokenKind::Word);
        quotation.words <= words_max || quotation.words <= 8 && words.all(capital)
    }

    /// Returns the content that ends with the quotation: with the clause around it if it begins in mid-sentence.
    pub(super) fn before_quotation(&self, quotation: usize) -> Tokens {
        let start = (0..quotation)
            .rev()
            .take(60)
            .find(|&at| matches!(self.kind(at), Some(Kind::Stop | Kind::Semicolon)))
            .map_or(0, |at| at + 1);
        let from = if start >= self.start { self.clause_start(quotation).max(start) } else { start };
        let from = if matches!(self.kind(from), Some(Kind::Conjunction | Kind::Comma)) && from + 1 < quotation {
            from + 1
        } else {
            from
        };
        self.tokens(from.min(quotation), quotation + 1)
    }

    pub(super) fn addressee_behind(&self, at: usize, cue: &CueWord) -> Option<(usize, usize)> {
        let next = at + 1;
        let noun = cue.takes.any(Takes::ADDRESSEE) && self.kind(next) == Some(Kind::Noun);
        noun.then(|| (next, phrase_end(self.chunks, next) - 1))
    }

    /// Returns whether the verb is followed by its subject: `said the envoy`.
    pub(super) fn inverted(&self, at: usize) -> bool {
        if self.kind(at + 1) != Some(Kind::Noun) {
            return false;
        }
        let behind = phrase_end(self.chunks, at + 1);
        !matches!(self.kind(behind), Some(Kind::Finite))
    }

    pub(super) fn subject_behind(&self, at: usize) -> Option<Subject> {
        let from = at + 1;
        let mut to = phrase_end(self.chunks, from);
        // What is added about the speaker belongs to it: `said Ada Brandt, who leads the delegation`.
        if self.kind(to) == Some(Kind::Comma) && matches!(self.kind(to + 1), Some(Kind::Relative | Kind::Noun)) {
            let relative = self.kind(to + 1) == Some(Kind::Relative);
            let end = if relative { noun_end(self.chunks, to + 1, false) } else { phrase_end(self.chunks, to + 1) };
            if matches!(self.kind(end), Some(Kind::Stop | Kind::Comma) | None) {
                to = end;
            }
        } else if self.kind(to) == Some(Kind::Relative) {
            to = noun_end(self.chunks, to, false);
        }
        Some(Subject { from, to: to - 1, relative: false, behind: true })
    }

    /// Returns what goes on behind `…, he said,` or `…, he said, but`.
    pub(super) fn goes_on(&self, from: usize) -> Option<(usize, usize)> {
        for at in from..from + 16 {
            match self.kind(at)? {
                Kind::Comma | Kind::Colon => {
                    let joins = |at: &usize| matches!(self.kind(*at), Some(Kind::Conjunction | Kind::Adverb));
                    let next = (at + 1..at + 4).find(|at| !joins(at))?;
                    if matches!(self.kind(next), Some(Kind::Quotation(_))) {
                        return Some((next, clause_end(self.chunks, next, Context::default())));
                    }
                }
                Kind::Adverb | Kind::Time | Kind::Preposition | Kind::Noun | Kind::Adjective => {}
                Kind::Ing if self.chunks.verb_cue(at).is_some_and(|(cue, _)| !cue.takes.any(Takes::QUOTE)) => {}
                _ => return None,
            }
        }
        None
    }

    /// `The dam holds, the envoy said`; `The dam, the envoy said, holds`.
    pub(super) fn behind_clause(&mut self, at: usize, cue: &'static CueWord, cue_to: usize) -> bool {
        if !cue.takes.any(Takes::QUOTE.or(Takes::CLAUSE)) || self.chunks.all[at].kind != Kind::Finite {
            return false;
        }
        let comma_before =
            at.checked_sub(1).filter(|&comma| comma > self.start && self.kind(comma) == Some(Kind::Comma));
        let inverted = comma_before
            .filter(|_| cue.takes.any(Takes::QUOTE) && self.inverted(at) && !cue.takes.any(Takes::ADDRESSEE));
        let (comma, subject, behind) = if let Some(comma) = inverted {
            let Some(subject) = self.subject_behind(at) else { return false };
            (comma, subject, subject.to + 1)
        } else {
            let Some(subject) = self.subjects[at].filter(|subject| !subject.behind && !subject.relative) else {
                return false;
            };
            let Some(comma) = subject.from.checked_sub(1).filter(|&comma| comma > self.start) else { return false };
            let dash = matches!(self.kind(comma), Some(Kind::Dash));
            if self.kind(comma) != Some(Kind::Comma) && !dash {
                return false;
            }
            let behind = at + 1;
            (
                comma,
                subject,
                behind.max(self.chunks.all.iter().skip(behind).take_while(|chunk| chunk.to <= cue_to).count() + behind),
            )
        };
        let Some(behind) = self.rests(behind, cue) else { return false };
        let from = self.clause_start(comma);
        let clause = (from..comma).any(|at| {
            self.kind(at) == Some(Kind::Finite)
                || self.chunks.quotation(at).is_some_and(|quotation| quotation.words >= 3)
        });
        let goes_on = self.kind(behind) == Some(Kind::Comma) && behind + 1 < self.end;
        let told_on = goes_on
            && !matches!(
                self.kind(behind + 1),
                Some(Kind::Ing | Kind::Conjunction | Kind::Subordinator | Kind::Relative)
            );
        if !clause && !told_on || from >= comma {
            return false;
        }
        let mut content = vec![self.tokens(from, comma)];
        let mut covered = behind;
        if told_on {
            let to = clause_end(self.chunks, behind + 1, Context::default()).min(self.end);
            if to > behind + 1 {
                content.push(self.tokens(behind + 1, to));
                covered = to;
            }
        }
        let printed = (self.chunks.all[at].from, cue_to);
        let found = self.with(self.attribution(cue, printed, content), subject);
        self.push(found, Some(covered));
        self.last = Some((subject, covered));
        true
    }

    /// Returns the group behind what may follow such a cue, if then the sentence ends or a comma comes.
    pub(super) fn rests(&self, from: usize, cue: &CueWord) -> Option<usize> {
        let mut at = from;
        if cue.takes.any(Takes::ADDRESSEE) && self.kind(at) == Some(Kind::Noun) {
            at = phrase_end(self.chunks, at);
        }
        for _ in 0..16 {
            match self.kind(at) {
                None | Some(Kind::Stop | Kind::Comma | Kind::Semicolon | Kind::Subordinator | Kind::Dash) => {
                    return Some(at);
                }
                Some(Kind::Conjunction) => return Some(at),
                Some(Kind::Adverb | Kind::Time) => at += 1,
                Some(Kind::Preposition) => at = (at + 1).max(phrase_end(self.chunks, at + 1)),
                Some(Kind::Ing | Kind::Wh) => return Some(at),
                _ => return None,
            }
        }
        None
    }

    /// Returns the first group of the clause that ends at the comma: all of the sentence, unless another statement ends in
    /// it before `and` or the like.
    pub(super) fn clause_start(&self, comma: usize) -> usize {
        let begins = (self.start..comma)
            .rev()
            .find(|&at| matches!(self.kind(at), Some(Kind::Semicolon)))
            .map_or(self.start, |at| at + 1);
        let joined = self.covered > begins
            && self.covered < comma
            && (self.covered..comma).take(2).any(|at| self.kind(at) == Some(Kind::Conjunction));
        if !joined {
            return begins;
        }
        let mut at = self.covered;
        while matches!(self.kind(at), Some(Kind::Comma | Kind::Conjunction)) {
            at += 1;
        }
        at
    }

    /// `As the envoy told the council, the dam holds`; `The dam holds, as the envoy put it`.
    pub(super) fn as_said(&mut self, at: usize, cue: &'static CueWord, cue_to: usize) -> bool {
        let Some(subject) = self.subjects[at].filter(|subject| subject.from > self.start && !subject.relative) else {
            return false;
        };
        if !cue.takes.any(Takes::QUOTE) || cue.lemma == "continue" || !self.chunks.is_word(subject.from - 1, "as") {
            return false;
        }
        let Some(behind) = self.rests(at + 1, cue) else { return false };
        let leads = subject.from - 1 == self.start
            || matches!(self.kind(subject.from - 2), Some(Kind::Conjunction | Kind::Adverb | Kind::Time));
        let content = if self.kind(behind) == Some(Kind::Comma)
            && behind + 1 < self.end
            && (leads || matches!(self.kind(behind + 1), Some(Kind::Quotation(_))))
        {
            let to = clause_end(self.chunks, behind + 1, Context::default()).min(self.end);
            (behind + 1, to)
        } else if subject.from >= self.start + 2 && self.kind(subject.from - 2) == Some(Kind::Comma) {
            (self.clause_start(subject.from - 2), subject.from - 2)
        } else {
            return false;
        };
        if content.0 >= content.1 {
            return false;
        }
        let printed = (self.chunks.all[at].from, cue_to);
        let found = self.with(self.attribution(cue, printed, vec![self.tokens(content.0, content.1)]), subject);
        self.push(found, Some(content.1.max(behind)));
        true
    }

    /// `Said the envoy, “…”`.
    pub(super) fn begins(&mut self, at: usize, cue: &'static CueWord, cue_to: usize) -> bool {
        if !cue.takes.any(Takes::QUOTE)
            || self.kind(at + 1) != Some(Kind::Noun)
            || self.chunks.all[at].kind != Kind::Finite
        {
            return false;
        }
        let behind = phrase_end(self.chunks, at + 1);
        let quoted = matches!(self.kind(behind), Some(Kind::Comma | Kind::Colon))
            && matches!(self.kind(behind + 1), Some(Kind::Quotation(_)));
        if !quoted {
            return false;
        }
        let subject = Subject { from: at + 1, to: behind - 1, relative: false, behind: true };
        let to = clause_end(self.chunks, behind + 1, Context::default());
        let content = self.tokens(behind + 1, to);
        let found = self.with(self.attribution(cue, (self.chunks.all[at].from, cue_to), vec![content]), subject);
        self.push(found, Some(to));
        self.last = Some((subject, to));
        true
    }
}
