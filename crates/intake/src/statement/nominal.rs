//! Cues that are no active verbs: a colon, `according to`, passives, adjectives, nouns.

use super::CueClass;
use super::chunk::Kind;
use super::complement::Search;
use super::extent::{Context, clause_end, noun_end, phrase_end};
use super::find::{Finder, Found, Tokens};
use super::lexicon::{CueWord, Takes};
use super::subject::Subject;

impl Finder<'_, '_, '_> {
    /// `Brandt: the dam holds` at the start of a sentence.
    pub(super) fn speaker_colon(&mut self) -> bool {
        let colon = self.start + 1;
        let speaker = self.kind(self.start) == Some(Kind::Noun) && self.kind(colon) == Some(Kind::Colon);
        let first = self.chunks.all.get(self.start).map(|chunk| chunk.from);
        let named = first.is_some_and(|first| self.chunks.printed(first).starts_with(char::is_uppercase))
            && self.chunks.all[self.start].to - self.chunks.all[self.start].from <= 6;
        let labels = ["correction", "update", "note", "clarification", "related", "photo", "video", "source", "editor"];
        let label = first.is_some_and(|first| labels.contains(&self.chunks.small(first).as_str()));
        if !speaker || !named || label || colon + 1 >= self.end {
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

    /// `“The dam holds.” — Ada Brandt`.
    pub(super) fn signature(&mut self) -> bool {
        let (dash, name) = (self.start + 1, self.start + 2);
        let signed = matches!(self.kind(self.start), Some(Kind::Quotation(_)))
            && self.kind(dash) == Some(Kind::Dash)
            && self.kind(name) == Some(Kind::Noun)
            && matches!(self.kind(name + 1), None | Some(Kind::Stop | Kind::Comma | Kind::Quotation(_)));
        if !signed {
            return false;
        }
        let mark = self.chunks.all[dash];
        let found = Found {
            source: Some(self.tokens(name, name + 1)),
            relative: None,
            cue: Some((mark.from, mark.to)),
            lemma: "—",
            class: CueClass::According,
            content: vec![self.tokens(self.start, dash)],
            addressee: None,
            around: self.tokens(self.start, name + 1),
            through: Vec::new(),
            speaks: true,
        };
        self.push(found, Some(name + 1));
        false
    }

    /// A quotation behind a colon that no cue claims: by whom the sentence is about, or whose name stands there.
    pub(super) fn colon(&mut self, at: usize) {
        if !matches!(self.kind(at + 1), Some(Kind::Quotation(_))) || at == self.start {
            return;
        }
        let mut verbs = (self.start..at).rev().filter(|&at| self.kind(at) == Some(Kind::Finite));
        let name = self.kind(at - 1) == Some(Kind::Noun)
            && (at - 1 == self.start
                || matches!(self.kind(at - 2), Some(Kind::Dash | Kind::Stop))
                || self.chunks.is_word(at - 2, "from"));
        let subject = if name {
            Some(Subject { from: at - 1, to: at - 1, relative: false, behind: false })
        } else {
            verbs.find_map(|at| self.subjects[at].filter(|subject| !subject.relative))
        };
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

    /// `described by Tarn as`, `was accused by the envoy of`.
    pub(super) fn passive(&mut self, at: usize, cue: &'static CueWord) {
        let by = (at + 1..at + 12)
            .take_while(|&at| {
                matches!(
                    self.kind(at),
                    Some(Kind::Adverb | Kind::Time | Kind::Preposition | Kind::Noun | Kind::Adjective)
                )
            })
            .find(|&at| self.chunks.is_word(at, "by"));
        let Some(by) = by.filter(|&by| self.kind(by + 1) == Some(Kind::Noun)) else { return };
        let source_end = phrase_end(self.chunks, by + 1);
        if !cue.takes.any(Takes::NOUN.or(Takes::AS).or(Takes::NAMING).or(Takes::ADDRESSEE)) {
            return;
        }
        let subject = self.subjects[at].or_else(|| {
            let before = self.before(at)?;
            let before = if self.kind(before) == Some(Kind::Comma) { before.checked_sub(1)? } else { before };
            (self.kind(before) == Some(Kind::Noun)).then_some(Subject {
                from: before,
                to: before,
                relative: false,
                behind: false,
            })
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
        // `released by`, `hosted by`: an act, unless it is judged or described.
        let quoted = (subject.from..covered).any(|at| matches!(self.kind(at), Some(Kind::Quotation(_))));
        let judged =
            matches!(cue.class, CueClass::Agrees | CueClass::Denies | CueClass::Criticises | CueClass::Proposes);
        if !more && !quoted && !judged {
            return;
        }
        let mut found = self.attribution(cue, (self.chunks.all[at].from, self.chunks.all[by].to), content);
        found.source = Some(self.tokens(by + 1, source_end));
        self.push(found, Some(covered));
    }

    /// `is sure that`, `was concerned about`.
    pub(super) fn adjective(&mut self, at: usize) {
        // `it is clear that` is nobody's word.
        let words = ["it", "this", "that", "there"];
        let nobody = |subject: &Subject| {
            subject.from == subject.to && words.iter().any(|word| self.chunks.is_word(subject.from, word))
        };
        let Some(subject) = self.subjects[at].filter(|subject| !nobody(subject)) else { return };
        let mut word = at + 1;
        while matches!(self.kind(word), Some(Kind::Adverb | Kind::Time)) {
            word += 1;
        }
        if !matches!(self.kind(word), Some(Kind::Adjective | Kind::Noun | Kind::Participle)) {
            return;
        }
        let head = self.chunks.all[word].head;
        let Some(cue) = self.chunks.lexicon.word(self.chunks.printed(head)).and_then(|word| word.adjective) else {
            return;
        };
        let cue = &self.chunks.lexicon.cues[usize::from(cue)];
        let cue_to = self.chunks.all[word].to;
        let complement = Search { chunks: self.chunks, cue, at: word, cue_to }.complement();
        let Some(complement) = complement else { return };
        let printed = (self.chunks.all[at].from, complement.cue_to);
        let content = self.tokens(complement.from, complement.to);
        let found = self.with(self.attribution(cue, printed, vec![content]), subject);
        self.push(found, Some(complement.to));
    }

    /// `his claim that`, `the envoy’s promise to`.
    pub(super) fn noun(&mut self, at: usize) {
        let chunk = self.chunks.all[at];
        if chunk.pronoun {
            return;
        }
        let Some(cue) = self.chunks.lexicon.word(self.chunks.printed(chunk.head)).and_then(|word| word.noun) else {
            return;
        };
        let cue = &self.chunks.lexicon.cues[usize::from(cue)];
        let Some(owner) = self.owner(at) else { return };
        let complement = Search { chunks: self.chunks, cue, at, cue_to: chunk.to }.complement();
        let Some(complement) = complement else { return };
        let content = self.tokens(complement.from, complement.to);
        let mut found = self.attribution(cue, (owner.1.min(chunk.head), complement.cue_to), vec![content]);
        found.speaks = false;
        found.source = Some(owner);
        self.push(found, Some(complement.to));
    }

    /// Returns whose a noun is: `his`, `the envoy’s`.
    pub(super) fn owner(&self, at: usize) -> Option<Tokens> {
        let chunk = self.chunks.all[at];
        let clitic = (chunk.from..chunk.head).rev().find(|&token| {
            let printed = self.chunks.printed(token);
            printed.starts_with(['\'', '’'])
                && self.chunks.text.tokens()[token].kind == crate::text::TokenKind::Possessive
        });
        if let Some(clitic) = clitic {
            return Some((chunk.from, clitic + 1));
        }
        let first = self.chunks.small(chunk.from);
        matches!(first.as_str(), "my" | "your" | "his" | "her" | "its" | "our" | "their" | "whose")
            .then_some((chunk.from, chunk.from + 1))
    }

    /// `according to the envoy`.
    pub(super) fn according(&mut self, at: usize) {
        let to = at + 1;
        if !self.chunks.is_word(to, "to")
            || !matches!(self.kind(to + 1), Some(Kind::Noun | Kind::Quotation(_) | Kind::Adjective))
        {
            return;
        }
        let mut end = phrase_end(self.chunks, to + 1);
        if matches!(self.kind(end), Some(Kind::Relative | Kind::Ing | Kind::Participle | Kind::Adjective)) {
            end = noun_end(self.chunks, end, false);
        }
        let source = self.tokens(to + 1, end);
        let leading =
            (self.start..at).all(|at| matches!(self.kind(at), Some(Kind::Conjunction | Kind::Adverb | Kind::Comma)));
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
            if self.kind(end) == Some(Kind::Comma)
                && end + 1 < self.end
                && !matches!(self.kind(end + 1), Some(Kind::Relative | Kind::Noun | Kind::Conjunction))
            {
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
