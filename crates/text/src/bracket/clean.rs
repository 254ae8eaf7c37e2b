//! A text for circulation: brackets stay, and who wants what goes.

use super::{BRACKETS_MAX, BracketKind, LeafKind, Parties, Text, party, read_with};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What stands in place of a reservation.
pub(super) const RESERVED: &str = "A position is reserved here.";

/// What stands in place of what could not be read.
const WITHHELD: &str = "[…]";

/// How often a text is read until nothing more is found in it.
const ROUNDS_MAX: usize = 64;

/// The text has more brackets than are read, so that nobody can say that it names no party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

impl std::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the text has more than {BRACKETS_MAX} brackets, too many to make a clean text of it")
    }
}

impl std::error::Error for TooLarge {}

/// Returns a text for circulation. Brackets, alternatives, options, blanks and placeholders stay; attributions go, and so
/// do comments, remarks, editors' notes and footnotes. A footnote with a reservation says only that there is one. Changes
/// in CriticMarkup are accepted. What is nested too deep to be read is left out.
///
/// Reading the result again finds no attribution in it.
///
/// # Errors
/// When the text has more brackets than are read.
pub fn clean(text: &Text<'_>) -> Result<String, TooLarge> {
    let mut source = once(text)?;
    for _ in 0..ROUNDS_MAX {
        let again = once(&read_with(&source, &text.parties))?;
        if again == source {
            return Ok(source);
        }
        source = again;
    }
    Err(TooLarge)
}

fn once(text: &Text<'_>) -> Result<String, TooLarge> {
    if !text.complete {
        return Err(TooLarge);
    }
    let mut out = Out { text: String::with_capacity(text.source.len()), gap: false };
    let (reserved, numbers) = reserved(text);
    let mut skipped = 0;
    let mut note = 0;
    for leaf in &text.leaves {
        let span = leaf.span.start.max(skipped)..leaf.span.end;
        if span.is_empty() {
            continue;
        }
        while text.notes.get(note).is_some_and(|note| note.span.end <= span.start) {
            note += 1;
        }
        match leaf.kind {
            LeafKind::Attribution | LeafKind::Comment | LeafKind::Gone | LeafKind::ChangeMark => out.gap = true,
            // A label may name somebody: footnotes that stay are numbered.
            LeafKind::NoteMark => match numbers.get(&text.source[span.start + 2..span.end - 1]) {
                Some(number) => out.push(&format!("[^{number}]")),
                None => out.gap = true,
            },
            LeafKind::NoteHead => match text.notes.get(note).filter(|note| note.span.contains(&span.start)) {
                Some(found) => {
                    // Of several with the same label, the marks hang on the first.
                    let number = numbers.get(found.label.as_str()).filter(|_| reserved.contains(&note));
                    if let Some(number) = number {
                        out.push(&format!("[^{number}]: {RESERVED}\n"));
                    }
                    out.gap = true;
                    skipped = found.span.end;
                }
                None => out.gap = true,
            },
            LeafKind::Flat => {
                out.push(WITHHELD);
                // What is too deep lies in the innermost bracket that was read.
                let end = leaf.bracket.map_or(text.source.len(), |at| text.brackets[at].span.end);
                skipped = end - text.source[..end].chars().next_back().map_or(0, char::len_utf8);
            }
            LeafKind::Open if is_remark(text, leaf.bracket) => {
                out.gap = true;
                skipped = leaf.bracket.map_or(span.end, |at| text.brackets[at].span.end);
            }
            _ => out.push(&text.source[span]),
        }
    }
    Ok(out.text)
}

fn is_remark(text: &Text<'_>, bracket: Option<usize>) -> bool {
    bracket.is_some_and(|at| matches!(text.brackets[at].kind, BracketKind::Remark | BracketKind::Stance))
}

/// Returns the footnotes that hold a reservation, and the numbers that they get in place of their labels.
fn reserved<'a>(text: &'a Text<'_>) -> (BTreeSet<usize>, BTreeMap<&'a str, usize>) {
    let mut notes: BTreeSet<usize> = text.reservations.iter().filter_map(|reservation| reservation.note).collect();
    let standing = text.notes.iter().enumerate().filter(|(_, note)| &text.source[note.body.clone()] == RESERVED);
    notes.extend(standing.map(|(at, _)| at));
    let mut numbers = BTreeMap::new();
    for &at in &notes {
        let next = numbers.len() + 1;
        numbers.entry(text.notes[at].label.as_str()).or_insert(next);
    }
    (notes, numbers)
}

struct Out {
    text: String,
    /// Whether something was left out since the last words.
    gap: bool,
}

impl Out {
    /// Adds words. Where something was left out before them, no doubled space or blank line stays behind.
    fn push(&mut self, words: &str) {
        let mut words = words;
        if std::mem::take(&mut self.gap) {
            let fresh = self.text.is_empty() || self.text.ends_with([' ', '\n']);
            if fresh {
                words = words.trim_start_matches(' ');
            }
            if self.text.is_empty() || self.text.ends_with("\n\n") {
                words = words.trim_start_matches(['\n', '\r']);
            } else if self.text.ends_with('\n') {
                words = words.strip_prefix("\r\n").or_else(|| words.strip_prefix('\n')).unwrap_or(words);
            }
        }
        self.text.push_str(words);
    }
}

/// Returns where names of parties stand in the words of a text, with the party. In a clean text they are part of what
/// was agreed or proposed, or a slip.
pub fn names_left(text: &str, parties: &Parties) -> Vec<(usize, Range<usize>)> {
    let mut by_word: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    // A name all in small letters is a word of the record, and of everyday language too.
    let small = |name: &&str| name.chars().any(char::is_lowercase) && !name.chars().any(char::is_uppercase);
    for name in parties.names().filter(|name| !small(name)) {
        let first = name.split(|sign: char| !sign.is_alphanumeric()).find(|word| !word.is_empty());
        if let Some(first) = first {
            by_word.entry(first.to_lowercase()).or_default().push(name);
        }
    }
    by_word.values_mut().for_each(|names| names.sort_by_key(|name| std::cmp::Reverse(name.len())));
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let lead = rest.len() - rest.trim_start_matches(|sign: char| !sign.is_alphanumeric()).len();
        let start = at + lead;
        let length = text[start..].find(|sign: char| !sign.is_alphanumeric()).unwrap_or(text.len() - start);
        at = start + length;
        let Some(names) = by_word.get(&text[start..at].to_lowercase()) else { continue };
        let whole = |end: usize| !text[end..].starts_with(char::is_alphanumeric);
        let hit = names.iter().find_map(|name| {
            let end = start + name.len();
            let party = parties.find(party::bare(text.get(start..end)?))?;
            whole(end).then_some((party, start..end))
        });
        if let Some((party, span)) = hit {
            at = span.end;
            found.push((party, span));
        }
    }
    found
}
