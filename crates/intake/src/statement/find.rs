//! Attributions within a paragraph: each cue with its source and content.

use super::CueClass;
use super::chunk::{Chunks, Kind};
use super::complement::{Complement, Manner, Search};
use super::lexicon::{CueWord, MODAL, Takes};
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

/// Finds the attributions of one paragraph, and the subjects of its verbs.
pub(super) fn find(chunks: &Chunks<'_, '_>) -> (Vec<Found>, Vec<Option<Subject>>) {
    let subjects = subjects(chunks);
    let mut finder =
        Finder { chunks, subjects, found: Vec::new(), covered: 0, start: 0, end: 0, kept: Vec::new(), last: None };
    let mut at = 0;
    while at < chunks.all.len() {
        finder.start = at;
        finder.end = (at..chunks.all.len()).find(|&at| chunks.all[at].kind == Kind::Stop).unwrap_or(chunks.all.len());
        finder.sentence();
        at = finder.end + 1;
    }
    (finder.found, finder.subjects)
}

pub(super) struct Finder<'f, 'a, 't> {
    pub(super) chunks: &'f Chunks<'a, 't>,
    pub(super) subjects: Vec<Option<Subject>>,
    pub(super) found: Vec<Found>,
    /// The group up to which content has been told.
    pub(super) covered: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Statements inside the one that is being told.
    pub(super) kept: Vec<Found>,
    /// The last subject that told something, and the group behind its content.
    pub(super) last: Option<(Subject, usize)>,
}

impl Finder<'_, '_, '_> {
    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.chunks.kind(at)
    }

    pub(super) fn tokens(&self, from: usize, to: usize) -> Tokens {
        (self.chunks.all[from].from, self.chunks.all[to - 1].to)
    }

    pub(super) fn sentence(&mut self) {
        if self.speaker_colon() || self.signature() {
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
                Kind::Other | Kind::Adverb | Kind::Preposition if self.chunks.is_word(at, "according") => {
                    self.according(at)
                }
                _ => {}
            }
        }
    }

    pub(super) fn push(&mut self, found: Found, covered: Option<usize>) {
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

    pub(super) fn attribution(&self, cue: &'static CueWord, printed: Tokens, content: Vec<Tokens>) -> Found {
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

    pub(super) fn with(&self, mut found: Found, subject: Subject) -> Found {
        if subject.relative {
            found.source = Some(self.tokens(subject.from, subject.to + 1));
            let marked = matches!(self.kind(subject.to - 1), Some(Kind::Comma | Kind::Dash));
            found.relative = Some(self.tokens(subject.from, if marked { subject.to - 1 } else { subject.to }));
        } else {
            found.source = Some(self.tokens(subject.from, subject.to + 1));
        }
        found
    }

    pub(super) fn verb(&mut self, at: usize) {
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
        let clause = complement
            .is_some_and(|complement| matches!(complement.manner, Manner::That | Manner::Clause | Manner::Whether));
        if self.behind_quotation(at, cue, cue_to, clause) {
            return;
        }
        let strong = complement.is_some_and(|complement| complement.manner.strong());
        if !strong && self.behind_clause(at, cue, cue_to) {
            return;
        }
        if complement.is_none_or(|complement| complement.manner == Manner::Noun)
            && at == self.start
            && self.begins(at, cue, cue_to)
        {
            return;
        }
        if complement.is_none() && self.as_said(at, cue, cue_to) {
            return;
        }
        let Some(complement) = complement else { return };
        let Some(complement) = self.paper(complement) else { return };
        let Some(subject) = self.joined(at).or(self.subjects[at]) else { return };
        if self.unlikely(at, &complement, subject) {
            return;
        }
        self.told(at, cue, complement, subject);
    }

    /// Leaves a paper to the verb that says what it says: `issued a statement saying`.
    pub(super) fn paper(&self, complement: Complement) -> Option<Complement> {
        if complement.manner != Manner::Noun || !is_paper(&self.chunks.small(self.chunks.all[complement.from].head)) {
            return Some(complement);
        }
        let next = complement.from + 1;
        match self.kind(next) {
            Some(Kind::Ing) if self.chunks.verb_cue(next).is_some() => None,
            _ => Some(complement),
        }
    }

    /// Returns the subject of the statement before, where its content ends and `and`, `but` or a comma joins this verb.
    pub(super) fn joined(&self, at: usize) -> Option<Subject> {
        let (subject, covered) = self.last.filter(|(_, covered)| *covered > self.start && *covered <= at)?;
        let aside = |at: usize| {
            matches!(self.kind(at), Some(Kind::Comma | Kind::Conjunction | Kind::Adverb | Kind::Time | Kind::Dash))
        };
        let ing = self.kind(at) == Some(Kind::Ing);
        let marked =
            (covered..at).any(|at| matches!(self.kind(at), Some(Kind::Comma | Kind::Conjunction | Kind::Dash)));
        let quoted = covered > 0 && matches!(self.kind(covered - 1), Some(Kind::Quotation(_)));
        let near = at - covered <= 4 && (covered..at).all(aside) && (marked || ing || quoted);
        // `“…,” said the envoy at the time, adding that`: the envoy stands behind the verb.
        let behind =
            subject.behind && ing && at > 0 && (at.saturating_sub(2)..at).any(|at| self.kind(at) == Some(Kind::Comma));
        (near || behind).then_some(subject)
    }

    /// Returns whether a noun behind the verb is rather something done than something said: `to close the talks`,
    /// `might question the levy`.
    fn unlikely(&self, at: usize, complement: &Complement, subject: Subject) -> bool {
        let chunk = self.chunks.all[at];
        let quoted = (complement.from..complement.to).any(|at| matches!(self.kind(at), Some(Kind::Quotation(_))));
        let auxiliary = |token| {
            let word = self.chunks.lexicon.word(self.chunks.printed(token));
            word.is_some_and(|word| word.classes & MODAL != 0)
        };
        let modal = (chunk.from..chunk.head).any(auxiliary);
        let noun = complement.manner == Manner::Noun;
        let weak = noun || complement.manner == Manner::Preposition;
        noun && subject.behind || weak && !quoted && (chunk.kind == Kind::Infinitive || modal)
    }

    pub(super) fn told(&mut self, at: usize, cue: &'static CueWord, complement: Complement, subject: Subject) {
        let printed = (self.chunks.all[at].from, complement.cue_to.max(self.chunks.all[at].to));
        let content = self.tokens(complement.from, complement.to);
        let mut found = self.with(self.attribution(cue, printed, vec![content]), subject);
        found.addressee = complement.addressee.map(|(from, to)| self.tokens(from, to + 1));
        self.push(found, Some(complement.to));
        self.last = Some((subject, complement.to));
    }

    /// Returns the group before, adverbs, times and insertions aside.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        let mut at = at;
        while at > self.start {
            at -= 1;
            if !matches!(self.kind(at), Some(Kind::Adverb | Kind::Time)) {
                return Some(at);
            }
        }
        None
    }
}
