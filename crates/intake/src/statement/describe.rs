//! From tokens to statements: places, speech, sources with their antecedents, channels, hedges.

use super::channel::{channels, hedges};
use super::find::{Found, Tokens};
use super::quote::Quotation;
use super::role::{Role, role};
use super::{Anonymity, Antecedent, Cue, Passage, Source, SourceForm, SourceNumber, Speech, Statement, Via};
use crate::anchor::Anchor;
use crate::text::{Span, Text, TokenKind};

/// How many speakers are kept in mind.
const SPEAKERS_MAX: usize = 24;

/// How many paragraphs back a speaker is looked for.
const REACH: usize = 1;

pub(super) fn described(text: &Text<'_>, mut found: Vec<Found>, quotations: &[Quotation]) -> Vec<Statement> {
    found.retain(|found| !found.content.is_empty());
    found.iter_mut().for_each(|found| found.content.sort_unstable());
    found.sort_by_key(|found| (found.cue.or(found.source).unwrap_or(found.content[0]), found.content[0]));
    let mut describer = Describer { text, quotations, speakers: Vec::new(), paragraph: 0, spoken: 0 };
    found.iter().map(|found| describer.statement(found)).collect()
}

pub(super) fn passage(text: &Text<'_>, span: Span) -> Passage {
    let points = text.code_points();
    let range = span.range();
    Passage {
        exact: text.at(span).to_string(),
        start: points.before(text.source(), range.start),
        end: points.before(text.source(), range.end),
    }
}

/// Somebody who has spoken.
struct Speaker {
    printed: Passage,
    paragraph: usize,
    anonymity: Anonymity,
    number: SourceNumber,
    head: String,
    via: Vec<Via>,
}

struct Describer<'d, 't> {
    text: &'d Text<'t>,
    quotations: &'d [Quotation],
    speakers: Vec<Speaker>,
    paragraph: usize,
    /// The paragraph in which the statement's content ends.
    spoken: usize,
}

impl Describer<'_, '_> {
    fn printed(&self, tokens: Tokens) -> Passage {
        passage(self.text, self.text.span_of(tokens.0..tokens.1))
    }

    fn statement(&mut self, found: &Found) -> Statement {
        let paragraphs = self.text.paragraphs();
        while paragraphs.get(self.paragraph).is_some_and(|paragraph| paragraph.tokens.end as usize <= found.around.0) {
            self.paragraph += 1;
        }
        let mut via = channels(self.text, found);
        let last = found.content.iter().map(|content| content.0).max().unwrap_or(0);
        self.spoken = paragraphs.partition_point(|paragraph| paragraph.tokens.end as usize <= last).max(self.paragraph);
        let source = found.source.map(|tokens| self.source(tokens, found.relative, &mut via));
        let anchor = |&(from, to): &Tokens| Anchor::of(self.text, self.text.span_of(from..to));
        Statement {
            source,
            cue: found.cue.map(|tokens| Cue {
                printed: self.printed(tokens),
                lemma: found.lemma.to_string(),
                class: found.class,
            }),
            content: found.content.iter().map(anchor).collect(),
            speech: self.speech(&found.content),
            via,
            hedges: hedges(self.text, found),
            negated: found.cue.is_some_and(|cue| self.negated(cue)),
        }
    }

    fn negated(&self, cue: Tokens) -> bool {
        (cue.0..cue.1).any(|at| {
            let small = self.text.at(self.text.tokens()[at].span()).to_lowercase();
            matches!(small.as_str(), "not" | "never" | "cannot" | "no")
                || small.ends_with("n't")
                || small.ends_with("n’t")
        })
    }

    /// Returns whether the words of a content stand between marks.
    fn speech(&self, content: &[Tokens]) -> Speech {
        let (mut inside, mut outside) = (0, 0);
        for &(from, to) in content {
            let mut quotation = self.quotations.partition_point(|quotation| quotation.to <= from);
            for at in from..to {
                while self.quotations.get(quotation).is_some_and(|quotation| quotation.to <= at) {
                    quotation += 1;
                }
                if matches!(self.text.tokens()[at].kind, TokenKind::Word | TokenKind::Number) {
                    let quoted = self.quotations.get(quotation).is_some_and(|quotation| quotation.from <= at);
                    *(if quoted { &mut inside } else { &mut outside }) += 1;
                }
            }
        }
        match (inside, outside) {
            (0, _) => Speech::Indirect,
            (_, 0) => Speech::Direct,
            _ => Speech::Mixed,
        }
    }

    fn source(&mut self, tokens: Tokens, relative: Option<Tokens>, via: &mut Vec<Via>) -> Source {
        let printed = self.printed(tokens);
        let role = role(self.text, tokens, relative.is_some());
        let inferred = self.earlier(&role);
        if let Some(speaker) = inferred.and_then(|at| self.speakers.get(at)) {
            let unheard =
                speaker.via.iter().filter(|earlier| !via.iter().any(|via| via.printed.exact == earlier.printed.exact));
            let unheard: Vec<Via> = unheard.map(|via| Via { inferred: true, ..via.clone() }).collect();
            via.extend(unheard);
        }
        let antecedent = match (relative, inferred.and_then(|at| self.speakers.get(at))) {
            (Some(noun), _) => Some(Antecedent { printed: self.printed(noun), inferred: false }),
            (None, Some(speaker)) => Some(Antecedent { printed: speaker.printed.clone(), inferred: true }),
            (None, None) => None,
        };
        self.remember(&role, &printed, inferred, via);
        Source { printed, form: role.form, anonymity: role.anonymity, number: role.number, antecedent }
    }

    /// Returns the last speaker within reach whom a pronoun or `the source` can stand for.
    fn earlier(&self, role: &Role) -> Option<usize> {
        let pronoun = role.form == SourceForm::Pronoun
            && !matches!(
                role.head.as_str(),
                "i" | "we" | "you" | "my" | "our" | "your" | "me" | "us" | "it" | "its" | "one"
            );
        let anonymous = |anonymity| matches!(anonymity, Anonymity::Unnamed | Anonymity::Official | Anonymity::Office);
        let description = role.form == SourceForm::Description && anonymous(role.anonymity);
        let matches = |speaker: &Speaker| {
            let within = speaker.paragraph + REACH >= self.paragraph;
            let number = speaker.number == role.number;
            let fits = if pronoun {
                speaker.anonymity != Anonymity::Document
            } else {
                // `the official` after `a source` is the same voice in many reports; both stay anonymous.
                let voice = super::channel::anonymous(&role.head) || role.head == "official";
                let other = super::channel::anonymous(&speaker.head) || speaker.head == "official";
                speaker.head == role.head || voice && other
            };
            within && number && fits
        };
        let looks = pronoun || description && role.definite || description && super::channel::anonymous(&role.head);
        looks.then(|| self.speakers.iter().rposition(matches)).flatten()
    }

    fn remember(&mut self, role: &Role, printed: &Passage, earlier: Option<usize>, via: &[Via]) {
        if let Some(at) = earlier {
            let mut speaker = self.speakers.remove(at);
            speaker.paragraph = self.spoken;
            self.speakers.push(speaker);
            return;
        }
        if role.form == SourceForm::Pronoun {
            return;
        }
        if self.speakers.len() == SPEAKERS_MAX {
            self.speakers.remove(0);
        }
        let lasting = via
            .iter()
            .filter(|via| matches!(via.kind, super::ViaKind::Told | super::ViaKind::Reported))
            .cloned()
            .collect();
        self.speakers.push(Speaker {
            printed: printed.clone(),
            paragraph: self.spoken,
            anonymity: role.anonymity,
            number: role.number,
            head: role.head.clone(),
            via: lasting,
        });
    }
}
