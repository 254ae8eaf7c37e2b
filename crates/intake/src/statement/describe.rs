//! From tokens to statements: places, speech, anonymity, hedges, channels, antecedents.

use super::find::{Found, Tokens};
use super::{Anonymity, Cue, Passage, Source, SourceForm, SourceNumber, Speech, Statement};
use crate::anchor::Anchor;
use crate::text::{Span, Text};

pub(super) fn described(text: &Text<'_>, found: Vec<Found>) -> Vec<Statement> {
    found.into_iter().filter(|found| !found.content.is_empty()).map(|found| statement(text, &found)).collect()
}

fn span(text: &Text<'_>, tokens: Tokens) -> Span {
    text.span_of(tokens.0..tokens.1)
}

pub(super) fn passage(text: &Text<'_>, span: Span) -> Passage {
    let points = text.code_points();
    let range = span.range();
    Passage { exact: text.at(span).to_string(), start: points.before(text.source(), range.start), end: points.before(text.source(), range.end) }
}

fn statement(text: &Text<'_>, found: &Found) -> Statement {
    let content: Vec<Anchor> = found.content.iter().map(|&tokens| Anchor::of(text, span(text, tokens))).collect();
    Statement {
        source: found.source.map(|tokens| Source {
            printed: passage(text, span(text, tokens)),
            form: SourceForm::Name,
            anonymity: Anonymity::Named,
            number: SourceNumber::Singular,
            antecedent: None,
        }),
        cue: found.cue.map(|tokens| Cue { printed: passage(text, span(text, tokens)), lemma: found.lemma.to_string(), class: found.class }),
        content,
        speech: Speech::Mixed,
        via: Vec::new(),
        hedges: Vec::new(),
        negated: false,
    }
}
