//! Through whom or what a statement came, and with which hedges.

use super::describe::passage;
use super::find::{Found, Tokens};
use super::role::{HEDGE, INTERVIEW, MESSAGE, PRESS, STATEMENT, UNNAMED, roles};
use super::{Passage, Via, ViaKind};
use crate::text::{Text, TokenKind};

/// How many tokens around a cue are searched.
const NEAR: usize = 40;

fn small(text: &Text<'_>, at: usize) -> String {
    text.at(text.tokens()[at].span()).to_lowercase()
}

fn printed(text: &Text<'_>, tokens: Tokens) -> Passage {
    passage(text, text.span_of(tokens.0..tokens.1))
}

/// Returns the channels that a statement names itself.
pub(super) fn channels(text: &Text<'_>, found: &Found) -> Vec<Via> {
    let mut via = Vec::new();
    let mut push = |kind, tokens| via.push(Via { kind, printed: printed(text, tokens), inferred: false });
    if let Some(addressee) = found.addressee.filter(|&addressee| heard(text, addressee)) {
        push(ViaKind::Told, addressee);
    }
    if let Some(source) = found.source {
        if let Some(outlet) = outlet_of(text, source) {
            push(ViaKind::Reported, outlet);
        }
        if let Some(outlet) = spoke_to(text, source) {
            push(ViaKind::Told, outlet);
        }
    }
    for outer in &found.through {
        push(ViaKind::Reported, *outer);
    }
    if let Some((kind, tokens)) = named_channel(text, found) {
        push(kind, tokens);
    }
    via
}

/// Returns whether whom it was told to is the press, or somebody with a name.
fn heard(text: &Text<'_>, addressee: Tokens) -> bool {
    (addressee.0..addressee.1).any(|at| {
        text.at(text.tokens()[at].span()).starts_with(char::is_uppercase) || roles(&small(text, at)) & PRESS != 0
    })
}

/// `CNN sources`: the outlet before the word.
fn outlet_of(text: &Text<'_>, source: Tokens) -> Option<Tokens> {
    let head = (source.0..source.1.min(source.0 + 8))
        .find(|&at| matches!(small(text, at).as_str(), "source" | "sources" | "correspondent"))?;
    let name = head.checked_sub(1).filter(|&name| name >= source.0)?;
    let word = text.at(text.tokens()[name].span());
    let acronym = word.len() > 1 && word.chars().all(|c| c.is_uppercase() || c == '.');
    acronym.then_some((name, name + 1))
}

/// `a source who spoke to the Herald`.
fn spoke_to(text: &Text<'_>, source: Tokens) -> Option<Tokens> {
    let verb = (source.0..source.1)
        .find(|&at| matches!(small(text, at).as_str(), "spoke" | "speaking" | "talked" | "talking" | "speaks"))?;
    let to = (verb + 1 < source.1 && matches!(small(text, verb + 1).as_str(), "to" | "with")).then_some(verb + 2)?;
    let end = (to..source.1).find(|&at| text.tokens()[at].kind == TokenKind::Mark).unwrap_or(source.1).min(to + 5);
    (to < end).then_some((to, end))
}

/// `in a statement`, `via audio messages`, `in an interview with the Herald`.
fn named_channel(text: &Text<'_>, found: &Found) -> Option<(ViaKind, Tokens)> {
    let cue = found.cue?;
    let from = found.around.0.max(cue.0.saturating_sub(NEAR));
    let to = found.around.1.min(cue.1 + NEAR);
    let told = |at: usize| {
        found.content.iter().any(|content| content.0 <= at && at < content.1)
            || found.source.is_some_and(|source| source.0 <= at && at < source.1)
    };
    for preposition in from..to {
        if told(preposition)
            || !matches!(
                small(text, preposition).as_str(),
                "in" | "on" | "via" | "through" | "at" | "by" | "during" | "from"
            )
        {
            continue;
        }
        for at in preposition + 1..to.min(preposition + 7) {
            if told(at) || text.tokens()[at].kind == TokenKind::Mark {
                break;
            }
            let classes = roles(&small(text, at));
            let kind = match classes {
                classes if classes & INTERVIEW != 0 => ViaKind::Interview,
                classes if classes & STATEMENT != 0 => ViaKind::Statement,
                classes if classes & MESSAGE != 0 => ViaKind::Message,
                _ => continue,
            };
            let more = (at + 1..to.min(at + 3))
                .take_while(|&at| !told(at) && roles(&small(text, at)) & (MESSAGE | STATEMENT) != 0)
                .last();
            return Some((kind, (preposition, more.unwrap_or(at) + 1)));
        }
    }
    None
}

/// Returns the words that hold the report back: `reportedly`, `appears to`.
pub(super) fn hedges(text: &Text<'_>, found: &Found) -> Vec<Passage> {
    let Some(cue) = found.cue else { return Vec::new() };
    let from = found
        .source
        .map_or(cue.0, |source| if source.1 <= cue.0 && cue.0 - source.1 < 12 { source.1 } else { cue.0 })
        .min(cue.0)
        .max(cue.0.saturating_sub(12));
    let to = (cue.1 + 1).min(text.tokens().len());
    let mut hedges = Vec::new();
    for at in from..to {
        if found.content.iter().any(|content| content.0 <= at && at < content.1) {
            continue;
        }
        let word = small(text, at);
        let seems = matches!(word.as_str(), "appears" | "appeared" | "appear" | "seems" | "seemed" | "seem")
            && at + 1 < to
            && small(text, at + 1) == "to";
        let said = matches!(word.as_str(), "said" | "believed" | "understood" | "thought" | "rumoured" | "rumored")
            && at > from
            && at + 1 < to
            && matches!(small(text, at - 1).as_str(), "is" | "are" | "was" | "were")
            && small(text, at + 1) == "to";
        if roles(&word) & HEDGE != 0 {
            hedges.push(printed(text, (at, at + 1)));
        } else if seems || said {
            hedges.push(printed(text, (at, at + 2)));
        }
    }
    hedges
}

/// Returns whether the words of a source are an anonymous one's.
pub(super) fn anonymous(head: &str) -> bool {
    roles(head) & UNNAMED != 0
}
