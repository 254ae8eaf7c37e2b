//! Attributions within a paragraph: each cue with its source and content.

use super::CueClass;
use super::chunk::{Chunks, Kind};
use super::complement::{Complement, Context, Manner, Search, clause_end, noun_end, phrase_end};
use super::lexicon::{CueWord, Takes};
use super::subject::{Subject, is_paper, subjects};

/// A stretch of tokens, end exclusive.
pub(super) type Tokens = (usize, usize);

/// An attribution as tokens.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) source: Option<Tokens>,
    /// The noun that a relative pronoun stands for.
    pub(super) relative: Option<Tokens>,
    pub(super) cue: Option<Tokens>,
    pub(super) lemma: &'static str,
    pub(super) class: CueClass,
    pub(super) content: Vec<Tokens>,
    pub(super) addressee: Option<Tokens>,
    /// The sentence it stands in.
    pub(super) around: Tokens,
    /// Who reported the statement as a whole: `…, the Herald reported`.
    pub(super) through: Vec<Tokens>,
    /// Whether the cue is one of saying, so that a quotation may go on after it.
    pub(super) speaks: bool,
}

/// Finds the attributions of one paragraph.
pub(super) fn find(chunks: &Chunks<'_, '_>) -> Vec<Found> {
    let subjects = subjects(chunks);
    let mut finder = Finder { chunks, subjects, found: Vec::new(), covered: 0, start: 0, end: 0, kept: Vec::new(), last: None };
    let mut at = 0;
    while at < chunks.all.len() {
        finder.start = at;
        finder.end = (at..chunks.all.len()).find(|&at| chunks.all[at].kind == Kind::Stop).unwrap_or(chunks.all.len());
        finder.sentence();
        at = finder.end + 1;
    }
    finder.found
}

struct Finder<'f, 'a, 't> {
    chunks: &'f Chunks<'a, 't>,
    subjects: Vec<Option<Subject>>,
    found: Vec<Found>,
    /// The group up to which content has been told.
    covered: usize,
    start: usize,
    end: usize,
    /// Statements inside the one that is being told.
    kept: Vec<Found>,
    /// The last subject that told something, and the group behind its content.
    last: Option<(Subject, usize)>,
}

impl Finder<'_, '_, '_> {
    fn kind(&self, at: usize) -> Option<Kind> {
        self.chunks.kind(at)
    }

    fn tokens(&self, from: usize, to: usize) -> Tokens {
        (self.chunks.all[from].from, self.chunks.all[to - 1].to)
    }

    fn sentence(&mut self) {
        if self.speaker_colon() {
            return;
        }
        for at in self.start..self.end {
            if at < self.covered {
                continue;
            }
            match self.chunks.all[at].kind {
                Kind::Finite | Kind::Ing | Kind::Infinitive | Kind::Participle => self.verb(at),
                Kind::Noun => self.noun(at),
                Kind::Colon => self.colon(at),
                Kind::Other | Kind::Adverb | Kind::Preposition if self.chunks.is_word(at, "according") => self.according(at),
                _ => {}
            }
        }
    }

    fn push(&mut self, found: Found, covered: Option<usize>) {
        // What lies inside the content of an outer statement is not told again.
        let inside = |inner: &Found| {
            inner.cue.is_some_and(|cue| found.content.iter().any(|content| content.0 <= cue.0 && cue.1 <= content.1))
        };
        // But who said it to the outlet that reports it stays.
        let reports = found.lemma == "report" || found.lemma == "according to";
        while let Some(inner) = self.found.pop_if(|inner| inside(inner)) {
            if reports && inner.speaks && inner.class == CueClass::Said && found.source.is_some() {
                self.kept.push(Found { through: found.source.into_iter().collect(), ..inner });
            }
        }
        self.found.append(&mut self.kept);
        self.found.push(found);
        if let Some(covered) = covered {
            self.covered = self.covered.max(covered);
        }
    }

    fn attribution(&self, cue: &'static CueWord, printed: Tokens, content: Vec<Tokens>) -> Found {
        Found {
            source: None,
            relative: None,
            cue: Some(printed),
            lemma: cue.lemma,
            class: cue.class,
            content,
            addressee: None,
            around: (self.chunks.all[self.start].from, self.chunks.all[self.end.max(self.start + 1) - 1].to),
            through: Vec::new(),
            speaks: cue.takes.any(Takes::QUOTE),
        }
    }

    fn with(&self, mut found: Found, subject: Subject) -> Found {
        if subject.relative {
            found.source = Some(self.tokens(subject.from, subject.to + 1));
            found.relative = Some(self.tokens(subject.from, subject.to));
        } else {
            found.source = Some(self.tokens(subject.from, subject.to + 1));
        }
        found
    }

    /// `Brandt: the dam holds` at the start of a sentence.
    fn speaker_colon(&mut self) -> bool {
        let colon = self.start + 1;
        let speaker = self.kind(self.start) == Some(Kind::Noun) && self.kind(colon) == Some(Kind::Colon);
        let first = self.chunks.all.get(self.start).map(|chunk| chunk.from);
        let named = first.is_some_and(|first| self.chunks.printed(first).starts_with(char::is_uppercase)) && self.chunks.all[self.start].to - self.chunks.all[self.start].from <= 6;
        if !speaker || !named || colon + 1 >= self.end {
            return false;
        }
        let quoted = matches!(self.kind(colon + 1), Some(Kind::Quotation(_)));
        let clause = (colon + 1..self.end).any(|at| self.kind(at) == Some(Kind::Finite));
        let first = self.chunks.all[self.start].from == 0;
        if !quoted && !clause && !first {
            return false;
        }
        let mark = self.chunks.all[colon];
        let content = self.tokens(colon + 1, self.end);
        let around = self.tokens(self.start, self.end);
        let found = Found {
            source: Some(self.tokens(self.start, colon)),
            relative: None,
            cue: Some((mark.from, mark.to)),
            lemma: ":",
            class: CueClass::According,
            content: vec![content],
            addressee: None,
            around,
            through: Vec::new(),
            speaks: true,
        };
        let end = self.end;
        self.push(found, Some(end));
        true
    }

    /// A quotation behind a colon that no cue claims: by whom the sentence is about, or whose name stands there.
    fn colon(&mut self, at: usize) {
        if !matches!(self.kind(at + 1), Some(Kind::Quotation(_))) || at == self.start {
            return;
        }
        let mut verbs = (self.start..at).rev().filter(|&at| self.kind(at) == Some(Kind::Finite));
        let name = self.kind(at - 1) == Some(Kind::Noun) && (at - 1 == self.start || matches!(self.kind(at - 2), Some(Kind::Dash | Kind::Stop)) || self.chunks.is_word(at - 2, "from"));
        let subject = if name { Some(Subject { from: at - 1, to: at - 1, relative: false, behind: false }) } else { verbs.find_map(|at| self.subjects[at].filter(|subject| !subject.relative)) };
        let Some(subject) = subject else { return };
        let to = clause_end(self.chunks, at + 1, Context::default());
        let mark = self.chunks.all[at];
        let found = Found {
            source: None,
            relative: None,
            cue: Some((mark.from, mark.to)),
            lemma: ":",
            class: CueClass::According,
            content: vec![self.tokens(at + 1, to)],
            addressee: None,
            around: self.tokens(self.start, self.end.max(self.start + 1)),
            through: Vec::new(),
            speaks: true,
        };
        let found = self.with(found, subject);
        self.push(found, Some(to));
    }

    fn verb(&mut self, at: usize) {
        let chunk = self.chunks.all[at];
        if chunk.be {
            self.adjective(at);
            return;
        }
        let Some((cue, cue_to)) = self.chunks.verb_cue(at) else { return };
        if chunk.passive || chunk.kind == Kind::Participle {
            self.passive(at, cue);
            return;
        }
        let complement = Search { chunks: self.chunks, cue, at, cue_to }.complement();
        let clause = complement.is_some_and(|complement| matches!(complement.manner, Manner::That | Manner::Clause | Manner::Whether));
        if self.behind_quotation(at, cue, cue_to, clause) {
            return;
        }
        let strong = complement.is_some_and(|complement| complement.manner.strong());
        if !strong && self.behind_clause(at, cue, cue_to) {
            return;
        }
        if complement.is_none_or(|complement| complement.manner == Manner::Noun) && at == self.start && self.begins(at, cue, cue_to) {
            return;
        }
        if complement.is_none() && self.as_said(at, cue, cue_to) {
            return;
        }
        let Some(complement) = complement else { return };
        let Some(complement) = self.paper(at, complement) else { return };
        let Some(subject) = self.joined(at).or(self.subjects[at]) else { return };
        if !self.plausible(at, cue, &complement, subject) {
            return;
        }
        self.told(at, cue, complement, subject);
    }

    /// Looks behind a paper that is made: `issued a statement, “…”` says what the paper says, and of
    /// `issued a statement saying` the second verb is the cue.
    fn paper(&self, at: usize, complement: Complement) -> Option<Complement> {
        if complement.manner != Manner::Noun || !is_paper(&self.chunks.small(self.chunks.all[complement.from].head)) {
            return Some(complement);
        }
        let next = complement.from + 1;
        match self.kind(next) {
            Some(Kind::Ing) if self.chunks.verb_cue(next).is_some() => None,
            Some(Kind::Comma | Kind::Colon) if matches!(self.kind(next + 1), Some(Kind::Quotation(_))) => {
                let to = clause_end(self.chunks, next + 1, Context::default());
                let _ = at;
                Some(Complement { from: next + 1, to, cue_to: self.chunks.all[complement.from].to, manner: Manner::Quotation, addressee: None })
            }
            _ => Some(complement),
        }
    }

    /// `Said the envoy, “…”`.
    fn begins(&mut self, at: usize, cue: &'static CueWord, cue_to: usize) -> bool {
        if !cue.takes.any(Takes::QUOTE) || self.kind(at + 1) != Some(Kind::Noun) || self.chunks.all[at].kind != Kind::Finite {
            return false;
        }
        let behind = phrase_end(self.chunks, at + 1);
        let quoted = matches!(self.kind(behind), Some(Kind::Comma | Kind::Colon)) && matches!(self.kind(behind + 1), Some(Kind::Quotation(_)));
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

    /// `As the envoy told the council, the dam holds`; `The dam holds, as the envoy put it`.
    fn as_said(&mut self, at: usize, cue: &'static CueWord, cue_to: usize) -> bool {
        let Some(subject) = self.subjects[at].filter(|subject| subject.from > self.start && !subject.relative) else { return false };
        if !cue.takes.any(Takes::QUOTE) || !self.chunks.is_word(subject.from - 1, "as") {
            return false;
        }
        let Some(behind) = self.rests(at + 1, cue) else { return false };
        let leads = subject.from - 1 == self.start || matches!(self.kind(subject.from - 2), Some(Kind::Conjunction | Kind::Adverb | Kind::Time));
        let content = if self.kind(behind) == Some(Kind::Comma) && behind + 1 < self.end && (leads || matches!(self.kind(behind + 1), Some(Kind::Quotation(_)))) {
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

    /// Returns the subject of the statement before, where its content ends and `and`, `but` or a comma joins this verb.
    fn joined(&self, at: usize) -> Option<Subject> {
        let (subject, covered) = self.last.filter(|(_, covered)| *covered > self.start && *covered <= at)?;
        let aside = |at: usize| matches!(self.kind(at), Some(Kind::Comma | Kind::Conjunction | Kind::Adverb | Kind::Time | Kind::Dash));
        let ing = self.kind(at) == Some(Kind::Ing);
        let marked = (covered..at).any(|at| matches!(self.kind(at), Some(Kind::Comma | Kind::Conjunction | Kind::Dash)));
        let quoted = covered > 0 && matches!(self.kind(covered - 1), Some(Kind::Quotation(_)));
        let near = at - covered <= 4 && (covered..at).all(aside) && (marked || ing || quoted);
        // `“…,” said the envoy at the time, adding that`: the envoy stands behind the verb.
        let behind = subject.behind && ing && at > 0 && (at.saturating_sub(2)..at).any(|at| self.kind(at) == Some(Kind::Comma));
        (near || behind).then_some(subject)
    }

    fn told(&mut self, at: usize, cue: &'static CueWord, complement: Complement, subject: Subject) {
        let printed = (self.chunks.all[at].from, complement.cue_to.max(self.chunks.all[at].to));
        let content = self.tokens(complement.from, complement.to);
        let mut found = self.with(self.attribution(cue, printed, vec![content]), subject);
        found.addressee = complement.addressee.map(|(from, to)| self.tokens(from, to + 1));
        self.push(found, Some(complement.to));
        self.last = Some((subject, complement.to));
    }

    /// Returns whether a weak match is worth telling.
    fn plausible(&self, at: usize, cue: &CueWord, complement: &Complement, subject: Subject) -> bool {
        let _ = (at, cue, complement);
        !subject.behind || complement.manner != Manner::Noun
    }

    /// Returns the group before, adverbs, times and insertions aside.
    fn before(&self, at: usize) -> Option<usize> {
        let mut at = at;
        while at > self.start {
            at -= 1;
            if !matches!(self.kind(at), Some(Kind::Adverb | Kind::Time)) {
                return Some(at);
            }
        }
        None
    }

    /// A quotation or clause before the cue ends with a comma, a question mark or the like, so that the cue may follow.
    fn quotation_leads(&self, at: usize) -> bool {
        let Some(quotation) = self.chunks.quotation(at) else { return false };
        const BARE_MIN: usize = 5;
        if quotation.words >= BARE_MIN && at.checked_sub(1).is_none_or(|before| self.kind(before) == Some(Kind::Stop)) {
            return true;
        }
        let last = quotation.last(self.chunks.text);
        last.is_some_and(|last| matches!(self.chunks.printed(last), "," | "?" | "!" | "—" | "–" | "-" | "…" | "."))
    }

    /// Returns the quotation that ends right before a group, over a comma and the end of its sentence.
    fn quotation_before(&self, at: usize) -> Option<usize> {
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
    fn behind_quotation(&mut self, at: usize, cue: &'static CueWord, cue_to: usize, clause: bool) -> bool {
        let quoted_as = self.chunks.all[at].kind == Kind::Ing && at > 0 && self.chunks.is_word(at - 1, "as");
        if !cue.takes.any(Takes::QUOTE) || self.chunks.all[at].kind != Kind::Finite && !quoted_as {
            return false;
        }
        let inverted = self.quotation_before(at).filter(|_| self.inverted(at));
        let (quotation, subject) = if let Some(quotation) = inverted {
            (quotation, self.subject_behind(at))
        } else {
            let Some(subject) = self.subjects[at].filter(|subject| !subject.relative && !subject.behind) else { return false };
            let Some((quotation, from)) = self.quotation_before(subject.from).map(|quotation| (quotation, subject.from)).or_else(|| {
                let outer = subject.from.checked_sub(2).filter(|&outer| self.kind(outer) == Some(Kind::Noun) && self.kind(outer + 1) == Some(Kind::Comma))?;
                Some((self.quotation_before(outer)?, outer))
            }) else {
                return false;
            };
            (quotation, Some(Subject { from, ..subject }))
        };
        let Some(subject) = subject else { return false };
        // `On “This Week,” the envoy said that`: the quotation is a name.
        const NAME_MAX: usize = 4;
        if clause && self.chunks.quotation(quotation).is_some_and(|quotation| quotation.words <= NAME_MAX) {
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

    /// Returns the content that ends with the quotation: with the clause around it if it begins in mid-sentence.
    fn before_quotation(&self, quotation: usize) -> Tokens {
        let start = (0..quotation).rev().take(60).find(|&at| matches!(self.kind(at), Some(Kind::Stop | Kind::Semicolon))).map_or(0, |at| at + 1);
        let from = if start >= self.start { self.clause_start(quotation).max(start) } else { start };
        let from = if matches!(self.kind(from), Some(Kind::Conjunction | Kind::Comma)) && from + 1 < quotation { from + 1 } else { from };
        self.tokens(from.min(quotation), quotation + 1)
    }

    fn addressee_behind(&self, at: usize, cue: &CueWord) -> Option<(usize, usize)> {
        let next = at + 1;
        let noun = cue.takes.any(Takes::ADDRESSEE) && self.kind(next) == Some(Kind::Noun);
        noun.then(|| (next, phrase_end(self.chunks, next) - 1))
    }

    /// Returns whether the verb is followed by its subject: `said the envoy`.
    fn inverted(&self, at: usize) -> bool {
        if self.kind(at + 1) != Some(Kind::Noun) {
            return false;
        }
        let behind = phrase_end(self.chunks, at + 1);
        !matches!(self.kind(behind), Some(Kind::Finite))
    }

    fn subject_behind(&self, at: usize) -> Option<Subject> {
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

    /// Returns what goes on behind `…, he said,`.
    fn goes_on(&self, from: usize) -> Option<(usize, usize)> {
        let mut at = from;
        for _ in 0..12 {
            match self.kind(at)? {
                Kind::Comma => {
                    let next = at + 1;
                    return match self.kind(next)? {
                        Kind::Quotation(_) => Some((next, clause_end(self.chunks, next, Context::default()))),
                        _ => None,
                    };
                }
                Kind::Colon => {
                    return matches!(self.kind(at + 1)?, Kind::Quotation(_)).then(|| (at + 1, clause_end(self.chunks, at + 1, Context::default())));
                }
                Kind::Adverb | Kind::Time | Kind::Preposition | Kind::Noun | Kind::Adjective => at += 1,
                _ => return None,
            }
        }
        None
    }

    /// `The dam holds, the envoy said`; `The dam, the envoy said, holds`.
    fn behind_clause(&mut self, at: usize, cue: &'static CueWord, cue_to: usize) -> bool {
        if !cue.takes.any(Takes::QUOTE.or(Takes::CLAUSE)) || self.chunks.all[at].kind != Kind::Finite {
            return false;
        }
        let comma_before = at.checked_sub(1).filter(|&comma| comma > self.start && self.kind(comma) == Some(Kind::Comma));
        let inverted = comma_before.filter(|_| cue.takes.any(Takes::QUOTE) && self.inverted(at) && !cue.takes.any(Takes::ADDRESSEE));
        let (comma, subject, behind) = if let Some(comma) = inverted {
            let Some(subject) = self.subject_behind(at) else { return false };
            (comma, subject, subject.to + 1)
        } else {
            let Some(subject) = self.subjects[at].filter(|subject| !subject.behind && !subject.relative) else { return false };
            let Some(comma) = subject.from.checked_sub(1).filter(|&comma| comma > self.start) else { return false };
            let dash = matches!(self.kind(comma), Some(Kind::Dash));
            if self.kind(comma) != Some(Kind::Comma) && !dash {
                return false;
            }
            let behind = at + 1;
            (comma, subject, behind.max(self.chunks.all.iter().skip(behind).take_while(|chunk| chunk.to <= cue_to).count() + behind))
        };
        let Some(behind) = self.rests(behind, cue) else { return false };
        let from = self.clause_start(comma);
        let clause = (from..comma).any(|at| self.kind(at) == Some(Kind::Finite) || self.chunks.quotation(at).is_some_and(|quotation| quotation.words >= 3));
        let goes_on = self.kind(behind) == Some(Kind::Comma) && behind + 1 < self.end;
        let told_on = goes_on && !matches!(self.kind(behind + 1), Some(Kind::Ing | Kind::Conjunction | Kind::Subordinator | Kind::Relative));
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
    fn rests(&self, from: usize, cue: &CueWord) -> Option<usize> {
        let mut at = from;
        if cue.takes.any(Takes::ADDRESSEE) && self.kind(at) == Some(Kind::Noun) {
            at = phrase_end(self.chunks, at);
        }
        for _ in 0..16 {
            match self.kind(at) {
                None | Some(Kind::Stop | Kind::Comma | Kind::Semicolon | Kind::Subordinator | Kind::Dash) => return Some(at),
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
    fn clause_start(&self, comma: usize) -> usize {
        let begins = (self.start..comma).rev().find(|&at| matches!(self.kind(at), Some(Kind::Semicolon))).map_or(self.start, |at| at + 1);
        let joined = self.covered > begins && self.covered < comma && (self.covered..comma).take(2).any(|at| self.kind(at) == Some(Kind::Conjunction));
        if !joined {
            return begins;
        }
        let mut at = self.covered;
        while matches!(self.kind(at), Some(Kind::Comma | Kind::Conjunction)) {
            at += 1;
        }
        at
    }

    /// `described by Tarn as`, `was accused by the envoy of`.
    fn passive(&mut self, at: usize, cue: &'static CueWord) {
        let by = (at + 1..at + 12).take_while(|&at| matches!(self.kind(at), Some(Kind::Adverb | Kind::Time | Kind::Preposition | Kind::Noun | Kind::Adjective))).find(|&at| self.chunks.is_word(at, "by"));
        let Some(by) = by.filter(|&by| self.kind(by + 1) == Some(Kind::Noun)) else { return };
        let source_end = phrase_end(self.chunks, by + 1);
        if !cue.takes.any(Takes::NOUN.or(Takes::AS).or(Takes::NAMING).or(Takes::ADDRESSEE)) {
            return;
        }
        let subject = self.subjects[at].or_else(|| {
            let before = self.before(at)?;
            let before = if self.kind(before) == Some(Kind::Comma) { before.checked_sub(1)? } else { before };
            (self.kind(before) == Some(Kind::Noun)).then(|| Subject { from: before, to: before, relative: false, behind: false })
        });
        let Some(subject) = subject.filter(|subject| !subject.behind) else { return };
        let mut content = vec![self.tokens(subject.from, subject.to + 1)];
        let mut covered = source_end;
        let prepositions = &cue.prepositions;
        let more = self.kind(source_end).is_some_and(|kind| match kind {
            Kind::Subordinator => self.chunks.is_word(source_end, "as"),
            Kind::Preposition => prepositions.contains(&self.chunks.small(self.chunks.all[source_end].from).as_str()),
            _ => false,
        });
        if more {
            covered = noun_end(self.chunks, source_end, true);
            content.push(self.tokens(source_end, covered));
        }
        let mut found = self.attribution(cue, (self.chunks.all[at].from, self.chunks.all[by].to), content);
        found.source = Some(self.tokens(by + 1, source_end));
        self.push(found, Some(covered));
    }

    /// `is sure that`, `was concerned about`.
    fn adjective(&mut self, at: usize) {
        let Some(subject) = self.subjects[at] else { return };
        let mut word = at + 1;
        while matches!(self.kind(word), Some(Kind::Adverb | Kind::Time)) {
            word += 1;
        }
        if !matches!(self.kind(word), Some(Kind::Adjective | Kind::Noun | Kind::Participle)) {
            return;
        }
        let head = self.chunks.all[word].head;
        let Some(cue) = self.chunks.lexicon.word(self.chunks.printed(head)).and_then(|word| word.adjective) else { return };
        let cue = &self.chunks.lexicon.cues[usize::from(cue)];
        let cue_to = self.chunks.all[word].to;
        let Some(complement) = (Search { chunks: self.chunks, cue, at: word, cue_to }.complement()) else { return };
        let printed = (self.chunks.all[at].from, complement.cue_to);
        let content = self.tokens(complement.from, complement.to);
        let found = self.with(self.attribution(cue, printed, vec![content]), subject);
        self.push(found, Some(complement.to));
    }

    /// `his claim that`, `the envoy’s promise to`.
    fn noun(&mut self, at: usize) {
        let chunk = self.chunks.all[at];
        if chunk.pronoun {
            return;
        }
        let Some(cue) = self.chunks.lexicon.word(self.chunks.printed(chunk.head)).and_then(|word| word.noun) else { return };
        let cue = &self.chunks.lexicon.cues[usize::from(cue)];
        let Some(owner) = self.owner(at) else { return };
        let Some(complement) = (Search { chunks: self.chunks, cue, at, cue_to: chunk.to }.complement()) else { return };
        let content = self.tokens(complement.from, complement.to);
        let mut found = self.attribution(cue, (owner.1.min(chunk.head), complement.cue_to), vec![content]);
        found.speaks = false;
        found.source = Some(owner);
        self.push(found, Some(complement.to));
    }

    /// Returns whose a noun is: `his`, `the envoy’s`.
    fn owner(&self, at: usize) -> Option<Tokens> {
        let chunk = self.chunks.all[at];
        let clitic = (chunk.from..chunk.head).rev().find(|&token| {
            let printed = self.chunks.printed(token);
            printed.starts_with(['\'', '’']) && self.chunks.text.tokens()[token].kind == crate::text::TokenKind::Possessive
        });
        if let Some(clitic) = clitic {
            return Some((chunk.from, clitic + 1));
        }
        let first = self.chunks.small(chunk.from);
        matches!(first.as_str(), "my" | "your" | "his" | "her" | "its" | "our" | "their" | "whose").then_some((chunk.from, chunk.from + 1))
    }

    /// `according to the envoy`.
    fn according(&mut self, at: usize) {
        let to = at + 1;
        if !self.chunks.is_word(to, "to") || !matches!(self.kind(to + 1), Some(Kind::Noun | Kind::Quotation(_) | Kind::Adjective)) {
            return;
        }
        let mut end = phrase_end(self.chunks, to + 1);
        if matches!(self.kind(end), Some(Kind::Relative | Kind::Ing | Kind::Participle | Kind::Adjective)) {
            end = noun_end(self.chunks, end, false);
        }
        let source = self.tokens(to + 1, end);
        let leading = (self.start..at).all(|at| matches!(self.kind(at), Some(Kind::Conjunction | Kind::Adverb | Kind::Comma)));
        let mut content = Vec::new();
        let mut covered = end;
        if leading {
            let comma = (end..self.end).find(|&at| self.kind(at) == Some(Kind::Comma));
            let Some(comma) = comma.filter(|&comma| comma + 1 < self.end) else { return };
            covered = clause_end(self.chunks, comma + 1, Context::default()).min(self.end);
            content.push(self.tokens(comma + 1, covered));
        } else {
            let before = if self.kind(at - 1) == Some(Kind::Comma) { at - 1 } else { at };
            let from = self.clause_start(before);
            if from >= before {
                return;
            }
            content.push(self.tokens(from, before));
            if self.kind(end) == Some(Kind::Comma) && end + 1 < self.end && !matches!(self.kind(end + 1), Some(Kind::Relative | Kind::Noun | Kind::Conjunction)) {
                covered = clause_end(self.chunks, end + 1, Context::default()).min(self.end);
                content.push(self.tokens(end + 1, covered));
            }
        }
        let found = Found {
            source: Some(source),
            relative: None,
            cue: Some((self.chunks.all[at].from, self.chunks.all[to].to)),
            lemma: "according to",
            class: CueClass::According,
            content,
            addressee: None,
            around: self.tokens(self.start, self.end.max(self.start + 1)),
            through: Vec::new(),
            speaks: true,
        };
        self.push(found, Some(covered));
    }
}
