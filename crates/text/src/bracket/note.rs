//! Footnotes, and the reservations in them.

use super::head::{self, Claim};
use super::{BracketKind, LeafKind, Note, Parties, Position, Reservation, Stance, Text, small};
use crate::line::{Lines, Sort, note_head};
use std::collections::BTreeMap;
use std::ops::Range;

/// Reads the footnotes of a text and the reservations in them and in brackets.
pub(super) fn read(text: &mut Text<'_>) {
    text.notes = notes(text.source);
    let marks = text.leaves.iter().filter(|leaf| leaf.kind == LeafKind::NoteMark);
    let mut hung: BTreeMap<&str, Vec<Range<usize>>> = BTreeMap::new();
    for mark in marks {
        hung.entry(text.source[mark.span.start + 2..mark.span.end].trim_end_matches([']', '］', '】']))
            .or_default()
            .push(mark.span.clone());
    }
    for note in &mut text.notes {
        note.marks = hung.remove(note.label.as_str()).unwrap_or_default();
    }
    let mut reservations = Vec::new();
    for (at, note) in text.notes.iter().enumerate() {
        for stance in sentences(text.source, note.body.clone(), &text.parties) {
            reservations.push(Reservation { note: Some(at), place: note.marks.first().cloned(), stance });
        }
    }
    for bracket in text.brackets.iter().filter(|bracket| bracket.kind == BracketKind::Stance) {
        let reserved = |stance: &&Stance| matches!(stance.position, Position::Reserve | Position::Consider);
        for stance in bracket.stances.iter().filter(reserved) {
            reservations.push(Reservation { note: None, place: Some(bracket.span.clone()), stance: stance.clone() });
        }
    }
    reservations.sort_by_key(|reservation| reservation.stance.span.start);
    text.reservations = reservations;
}

fn notes(source: &str) -> Vec<Note> {
    let mut found: Vec<Note> = Vec::new();
    let mut open = false;
    for (line, sort) in Lines::new(source) {
        match sort {
            Sort::Note => {
                let words = &source[line.clone()];
                if let Some((label, length)) = note_head(words) {
                    let start = line.start + length;
                    let body = start..start;
                    found.push(Note { label: label.to_string(), marks: Vec::new(), span: line.clone(), body });
                    open = true;
                }
                if let Some(note) = found.last_mut().filter(|_| open) {
                    note.span.end = line.end;
                }
            }
            // Blank lines may stand between the paragraphs of a note.
            Sort::Blank => {}
            Sort::Heading | Sort::Code | Sort::Comment | Sort::Plain => open = false,
        }
    }
    for note in &mut found {
        let words = &source[note.body.start..note.span.end];
        let start = note.body.start + (words.len() - words.trim_start().len());
        note.body = start..(note.body.start + words.trim_end().len()).max(start);
    }
    found
}

/// How many sentences of a footnote are looked at, and how long each may be.
const SENTENCES_MAX: usize = 200;

/// Reads the positions in a footnote: `Sudmark reserves its position on pilots.`, `US/JP: considering drafting.`
fn sentences(source: &str, body: Range<usize>, parties: &Parties) -> Vec<Stance> {
    let mut found = Vec::new();
    let mut start = body.start;
    // *Negotiators' note: …*
    if small::is_remark(&source[body.clone()]) {
        let words = &source[body.clone()];
        start = body.end - words.split_once([':', '：']).map_or(words, |(_, rest)| rest).len();
    }
    for _ in 0..SENTENCES_MAX {
        let rest = &source[start..body.end];
        let lead = rest.len() - rest.trim_start().len();
        start += lead;
        let rest = &source[start..body.end];
        if rest.is_empty() {
            break;
        }
        let end = start + sentence_end(rest);
        found.extend(sentence(source, start..end, parties));
        start = end;
    }
    found
}

/// Returns the length of the first sentence: up to a full stop with a space after it, a semicolon or a blank line.
fn sentence_end(text: &str) -> usize {
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let end = at + sign.len_utf8();
        let last = signs.peek().is_none_or(|(_, next)| next.is_whitespace());
        if matches!(sign, ';' | '；' | '؛' | '。') || (matches!(sign, '.' | '!') && last && !is_short(&text[..at])) {
            return end;
        }
    }
    text.len()
}

/// Returns whether a text ends in a word that is cut short with a full stop: *Art.*
fn is_short(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    matches!(word, "Art" | "art" | "para" | "paras" | "No" | "no" | "cf" | "St" | "e.g" | "i.e")
}

fn sentence(source: &str, span: Range<usize>, parties: &Parties) -> Vec<Stance> {
    let mut reach = span.end.min(span.start + head::BYTES_MAX);
    while !source.is_char_boundary(reach) {
        reach -= 1;
    }
    let words =
        source[span.start..reach].trim_end_matches(|sign: char| sign.is_whitespace() || ".;；؛。!".contains(sign));
    let made = |claims: Vec<Claim>| -> Vec<Stance> {
        let stance = |claim: Claim| Stance {
            parties: claim.parties,
            position: claim.position,
            stated: claim.stated,
            span: claim.span,
            words: span.clone(),
        };
        claims.into_iter().map(stance).collect()
    };
    if let Some((list, after)) = words.split_once([':', '：'])
        && let Some(position) = head::position_in(after)
        && let Some(names) = parties.list(list, span.start)
    {
        let stated = true;
        return made(vec![Claim { parties: names, position, stated, span: span.clone() }]);
    }
    // The verb and what stands before it; what follows it is free.
    let mut end = 0;
    for word in words.split_whitespace().take(24) {
        end += words[end..].find(word).unwrap_or(0) + word.len();
        if let Some(claims) = head::stances(&words[..end], span.start, parties, true) {
            let position = head::position_in(words).filter(|_| claims.len() == 1);
            return made(claims)
                .into_iter()
                .map(|stance| Stance { position: position.unwrap_or(stance.position), ..stance })
                .collect();
        }
    }
    // Names that are known, and then a phrase: *Norrland has no objection in principle.*
    let mut end = 0;
    for word in words.split_whitespace().take(8) {
        end += words[end..].find(word).unwrap_or(0) + word.len();
        let names = parties.list(&words[..end], span.start);
        let Some(names) = names.filter(|names| names.iter().all(|named| named.party.is_some())) else { continue };
        let Some(position) = head::position_in(&words[end..]) else { continue };
        return made(vec![Claim { parties: names, position, stated: true, span: span.clone() }]);
    }
    Vec::new()
}
