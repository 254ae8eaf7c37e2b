//! The whole text: paragraph by paragraph, and quotations that go on without a cue.

use super::CueClass;
use super::chunk::{Chunks, Kind};
use super::find::{Found, Tokens, find};
use super::lexicon::lexicon;
use super::quote::Quotation;
use super::subject::Subject;
use super::tag::{self, Tagged};
use crate::text::Text;

/// How many words are grouped at once; a longer run without the end of a sentence is cut.
const SENTENCE_MAX: usize = 500;

/// How many contents of a statement and statements are looked through for one that holds a quotation.
const CONTENTS_MAX: usize = 8;

/// How many statements back a speaker is looked for.
const BACK_MAX: usize = 64;

/// How many tokens are read at once; a longer paragraph is read in pieces.
const PIECE_MAX: usize = 4_000;

/// Finds the attributions of a text.
pub(super) fn all(text: &Text<'_>, quotations: &[Quotation]) -> Vec<Found> {
    let mut reader = Reader {
        text,
        quotations,
        quotation: 0,
        sentence: 0,
        found: Vec::new(),
        open: None,
        speaker: None,
        waiting: Vec::new(),
        unsigned: None,
    };
    for paragraph in text.paragraphs() {
        let tokens = paragraph.tokens.range();
        let mut from = tokens.start;
        while from < tokens.end {
            from = reader.piece(from, tokens.end);
        }
    }
    if let Some(index) = reader.speaker {
        reader.claim(index);
    }
    reader.found
}

/// The subjects of the groups of a piece, where they are verbs.
type Subjects = [Option<Subject>];

struct Reader<'r, 't> {
    text: &'r Text<'t>,
    quotations: &'r [Quotation],
    quotation: usize,
    sentence: usize,
    found: Vec<Found>,
    /// The statement whose quotation begins the next paragraph: it ended with a colon.
    open: Option<usize>,
    /// The statement whose speaker is still speaking.
    speaker: Option<usize>,
    /// Quotations that go on in the next paragraph and wait for its cue.
    waiting: Vec<Tokens>,
    /// The statement and quotation of the last paragraph, if it had nothing else: a name below it is its speaker's.
    unsigned: Option<(Option<usize>, Tokens)>,
}

impl Reader<'_, '_> {
    /// Reads a paragraph, or as much of it as is read at once; returns the token behind.
    fn piece(&mut self, from: usize, end: usize) -> usize {
        let mut chunks = Chunks { text: self.text, lexicon: lexicon(), quotations: self.quotations, all: Vec::new() };
        let mut items: Vec<Tagged> = Vec::new();
        let mut at = from;
        while at < end && (at < from + PIECE_MAX || !items.is_empty()) {
            at = self.item(at, end, &mut items);
            if self.sentence_ends(at) || items.len() >= SENTENCE_MAX {
                flush(&mut chunks, &mut items);
            }
        }
        flush(&mut chunks, &mut items);
        let before = self.found.len();
        let (found, subjects) = find(&chunks);
        self.found.extend(found);
        self.carry(&chunks, &subjects, before);
        at
    }

    fn item(&mut self, at: usize, end: usize, items: &mut Vec<Tagged>) -> usize {
        while self.quotations.get(self.quotation).is_some_and(|quotation| quotation.from < at) {
            self.quotation += 1;
        }
        if let Some(quotation) = self.quotations.get(self.quotation).filter(|quotation| quotation.from == at) {
            let index = u32::try_from(self.quotation).expect("fewer quotations than bytes");
            items.push(Tagged::quotation(index, at, quotation.to));
            self.quotation += 1;
            return quotation.to.min(end);
        }
        items.push(Tagged::token(self.text, lexicon(), at));
        at + 1
    }

    /// Returns whether a sentence ends right before the token.
    fn sentence_ends(&mut self, at: usize) -> bool {
        let sentences = self.text.sentences();
        while sentences.get(self.sentence).is_some_and(|sentence| (sentence.tokens.end as usize) < at) {
            self.sentence += 1;
        }
        sentences.get(self.sentence).is_some_and(|sentence| sentence.tokens.end as usize == at)
    }

    /// Gives quotations that no cue claims to whoever is speaking.
    fn carry(&mut self, chunks: &Chunks<'_, '_>, subjects: &Subjects, before: usize) {
        if self.signed(chunks) {
            return;
        }
        self.unsigned = None;
        let mut speaker = None;
        let begins = chunks.all.iter().position(|chunk| !matches!(chunk.kind, Kind::Stop));
        let only = chunks.all.iter().filter(|chunk| !matches!(chunk.kind, Kind::Stop)).count() == 1;
        for at in 0..chunks.all.len() {
            let Some(quotation) = chunks.quotation(at).copied() else { continue };
            let place = (quotation.from, quotation.to);
            let overlaps = |content: &Tokens| content.0 < place.1 && place.0 < content.1;
            let told = (before..self.found.len())
                .rev()
                .take(BACK_MAX)
                .find(|&index| self.found[index].content.iter().rev().take(CONTENTS_MAX).any(overlaps));
            let opens = Some(at) == begins;
            if let Some(index) = told {
                if opens {
                    self.claim(index);
                }
                if self.found[index].speaks {
                    speaker = Some(index);
                    self.speaker = Some(index);
                }
                continue;
            }
            if let Some(index) = self.transcript(place) {
                self.waiting.clear();
                self.speaker = Some(index);
                speaker = Some(index);
                continue;
            }
            let after_stop = at > 0 && matches!(chunks.all[at - 1].kind, Kind::Stop);
            if quotation.goes_on && (opens || after_stop && speaker.is_none()) && self.open.is_none() {
                self.waiting.push(place);
                continue;
            }
            let last = (before..self.found.len())
                .rev()
                .take(BACK_MAX)
                .find(|&index| self.found[index].speaks && self.found[index].around.0 < place.0);
            let carried = if opens {
                self.open.or_else(|| self.goes_on(chunks, at).then_some(self.speaker).flatten())
            } else if after_stop {
                speaker.or(last).or_else(|| self.spoke(chunks, subjects, at))
            } else {
                None
            };
            if let Some(index) = carried {
                if opens {
                    self.claim(index);
                }
                self.found[index].content.push(place);
                speaker = Some(index);
                self.speaker = Some(index);
            }
            if only && self.open.is_none() {
                self.unsigned = Some((carried, place));
            }
        }
        let waits = chunks
            .all
            .iter()
            .rev()
            .find(|chunk| chunk.kind != Kind::Stop)
            .is_some_and(|last| self.waiting.last().is_some_and(|waiting| waiting.1 == last.to));
        if !waits && !self.waiting.is_empty() {
            match self.speaker {
                Some(index) => self.claim(index),
                None => self.waiting.clear(),
            }
        }
        let colon =
            chunks.all.iter().rev().find(|chunk| chunk.kind != Kind::Stop).filter(|chunk| chunk.kind == Kind::Colon);
        self.open = None;
        if let Some(colon) = colon {
            self.open = self.opening(chunks, subjects, before, colon.from);
        }
    }

    /// `“BRANDT: The dam holds.`: a transcript names the speaker inside the quotation.
    fn transcript(&mut self, place: Tokens) -> Option<usize> {
        let tokens = self.text.tokens();
        let printed = |at: usize| tokens.get(at).map_or("", |token| self.text.at(token.span()));
        let capitals =
            |at: &usize| printed(*at).len() > 1 && printed(*at).chars().all(|c| c.is_uppercase() || c == '.');
        let end = (place.0 + 1..place.1.min(place.0 + 5)).find(|at| !capitals(at))?;
        if end == place.0 + 1 || printed(end) != ":" || end + 1 >= place.1 {
            return None;
        }
        self.found.push(Found {
            source: Some((place.0 + 1, end)),
            relative: None,
            cue: Some((end, end + 1)),
            lemma: ":",
            class: CueClass::According,
            content: vec![(end + 1, place.1)],
            addressee: None,
            around: place,
            through: Vec::new(),
            speaks: true,
        });
        Some(self.found.len() - 1)
    }

    /// Gives the quotations that wait for a cue to a statement.
    fn claim(&mut self, index: usize) {
        let waiting = std::mem::take(&mut self.waiting);
        self.found[index].content.extend(waiting);
    }

    /// Returns a new statement of whoever spoke in the sentence before, where no content follows: `The envoy agreed. “…”`.
    fn spoke(&mut self, chunks: &Chunks<'_, '_>, subjects: &Subjects, quotation: usize) -> Option<usize> {
        let stop = quotation - 1;
        let start = chunks.all[..stop].iter().rposition(|chunk| chunk.kind == Kind::Stop).map_or(0, |at| at + 1);
        let speaks = |at: &usize| {
            chunks.all[*at].kind == Kind::Finite
                && chunks.verb_cue(*at).is_some_and(|(cue, _)| cue.takes.any(super::lexicon::Takes::QUOTE))
        };
        let verb =
            (start..stop).rev().find(speaks).filter(|&verb| subjects[verb].is_some_and(|subject| !subject.relative))?;
        let (cue, cue_to) = chunks.verb_cue(verb)?;
        let subject = subjects[verb]?;
        self.found.push(Found {
            source: Some((chunks.all[subject.from].from, chunks.all[subject.to].to)),
            relative: None,
            cue: Some((chunks.all[verb].from, cue_to)),
            lemma: cue.lemma,
            class: cue.class,
            content: Vec::new(),
            addressee: None,
            around: (chunks.all[start].from, chunks.all[stop].to),
            through: Vec::new(),
            speaks: true,
        });
        Some(self.found.len() - 1)
    }

    /// Takes a name below a quotation for its speaker: `— Ada Brandt`.
    fn signed(&mut self, chunks: &Chunks<'_, '_>) -> bool {
        let Some((index, place)) = self.unsigned.take() else { return false };
        let kinds: Vec<Kind> = chunks.all.iter().map(|chunk| chunk.kind).take(8).collect();
        let end = kinds.iter().position(|kind| matches!(kind, Kind::Stop | Kind::Comma)).unwrap_or(kinds.len());
        if end != 2 || kinds[0] != Kind::Dash || kinds[1] != Kind::Noun || chunks.all.len() > 8 {
            return false;
        }
        if let Some(index) = index {
            self.found[index].content.retain(|content| *content != place);
        }
        let (dash, name) = (chunks.all[0], chunks.all[1]);
        self.found.push(Found {
            source: Some((name.from, name.to)),
            relative: None,
            cue: Some((dash.from, dash.to)),
            lemma: "—",
            class: CueClass::According,
            content: vec![place],
            addressee: None,
            around: (dash.from, name.to),
            through: Vec::new(),
            speaks: true,
        });
        true
    }

    /// Returns the statement that a colon at the end of a paragraph leaves open, making one of the last clause if need be.
    fn opening(&mut self, chunks: &Chunks<'_, '_>, subjects: &Subjects, before: usize, colon: usize) -> Option<usize> {
        let verb = (0..chunks.all.len())
            .rev()
            .take(16)
            .find(|&at| chunks.all[at].verbal() && subjects[at].is_some() && chunks.verb_cue(at).is_some())?;
        let chunk = chunks.all[verb];
        let known = (before..self.found.len())
            .rev()
            .find(|&index| self.found[index].cue.is_some_and(|cue| cue.0 <= chunk.from && chunk.to <= cue.1));
        let last = (before..self.found.len()).next_back();
        if let Some(known) = known.or(last) {
            return Some(known);
        }
        let (cue, cue_to) = chunks.verb_cue(verb)?;
        let subject = subjects[verb]?;
        let source = (chunks.all[subject.from].from, chunks.all[subject.to].to);
        self.found.push(Found {
            source: Some(source),
            relative: None,
            cue: Some((chunk.from, cue_to)),
            lemma: cue.lemma,
            class: cue.class,
            content: Vec::new(),
            addressee: None,
            around: (chunks.all[0].from, colon + 1),
            through: Vec::new(),
            speaks: true,
        });
        Some(self.found.len() - 1)
    }

    /// Returns whether the quotation at the start of a paragraph goes on with that of the one before.
    fn goes_on(&self, chunks: &Chunks<'_, '_>, at: usize) -> bool {
        let Some(quotation) = chunks.quotation(at) else { return false };
        let index = self.quotations.partition_point(|other| other.from < quotation.from);
        let continued = index > 0 && self.quotations[index - 1].goes_on;
        let alone = chunks.all.iter().all(|chunk| matches!(chunk.kind, Kind::Quotation(_) | Kind::Stop));
        continued || alone
    }
}

fn flush(chunks: &mut Chunks<'_, '_>, items: &mut Vec<Tagged>) {
    let Some(last) = items.last() else { return };
    let behind = last.to;
    tag::tag(chunks.text, items);
    chunks.add(items);
    if chunks.all.last().is_some_and(|chunk| chunk.kind != Kind::Stop) {
        chunks.mark(Kind::Stop, behind, behind);
    }
    items.clear();
}
