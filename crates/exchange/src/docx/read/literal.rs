//! Numbers that are written as words in front of a paragraph.

use super::inline::Piece;
use zopa_text::document::{Change, ChangeKind, Paragraph, Renumbered};

/// A longer text before a tab is no number.
const NUMBER_MAX: usize = 24;

/// Takes the number of a paragraph out of its words: what this program has set as one, or else what looks like one
/// and is followed by a tab.
pub(super) fn take_number(pieces: &mut Vec<Piece>, paragraph: &mut Paragraph) {
    let ours = pieces.iter().take_while(|piece| piece.number).count();
    let length = if ours > 0 { ours } else { split_off(pieces, paragraph) };
    if length == 0 {
        return;
    }
    let (mut whole, mut now, mut then) = (String::new(), String::new(), String::new());
    let mut by: Option<Change> = None;
    for piece in pieces.drain(..length) {
        let changes = &piece.run.changes;
        let text = piece.run.text.trim_end_matches('\t');
        whole.push_str(text);
        if !changes.iter().any(|change| change.kind.removes()) {
            now.push_str(text);
        }
        if !changes.iter().any(|change| change.kind.adds()) {
            then.push_str(text);
        }
        by = by.or_else(|| changes.iter().find(|change| change.kind != ChangeKind::Formatted).cloned());
    }
    let does = |test: fn(ChangeKind) -> bool| paragraph.changes.iter().any(|change| test(change.kind));
    let is_gone = now.is_empty() && does(ChangeKind::removes);
    let is_new = then.is_empty() && does(ChangeKind::adds);
    // What was inserted and deleted again has the number that it had in between.
    let shown = match (is_gone, is_new) {
        (true, true) => &whole,
        (true, false) => &then,
        _ => &now,
    };
    paragraph.number = (!shown.is_empty()).then(|| shown.clone());
    paragraph.renumbered = None;
    if now != then && !is_gone && !is_new {
        let (author, date) = by.map_or((None, None), |change| (Some(change.author), change.date));
        paragraph.renumbered = Some(Renumbered { from: then, author, date });
    }
}

/// Parts a number from the words behind it, so that it ends with a piece. Returns how many pieces it takes.
fn split_off(pieces: &mut Vec<Piece>, paragraph: &Paragraph) -> usize {
    if paragraph.number.is_some() || paragraph.renumbered.is_some() {
        return 0;
    }
    // The number as it was and as it is may stand one behind the other, each with its tab.
    let mut taken = 0;
    while let Some(length) = one(&pieces[taken..]) {
        let at = taken + length;
        let piece = &mut pieces[at - 1];
        let end = piece.run.text.find('\t').map_or(piece.run.text.len(), |end| end + 1);
        let rest = piece.run.text.split_off(end);
        if !rest.is_empty() || piece.run.note.is_some() {
            let mut behind = piece.clone();
            behind.run.text = rest;
            piece.run.note = None;
            piece.run.comments.clear();
            pieces.insert(at, behind);
        }
        let changed = |at: usize| pieces[at].run.changes.iter().any(|change| change.kind != ChangeKind::Formatted);
        let is_changed = changed(at - 1);
        taken = at;
        if !is_changed {
            break;
        }
    }
    taken
}

/// Returns how many pieces a number and its tab take at the start.
fn one(pieces: &[Piece]) -> Option<usize> {
    let mut text = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        if piece.run.note.is_some() && !piece.run.text.contains('\t') {
            return None;
        }
        match piece.run.text.split_once('\t') {
            Some((before, _)) => {
                text.push_str(before);
                return is_number(&text).then_some(at + 1);
            }
            None => text.push_str(&piece.run.text),
        }
        if text.len() > NUMBER_MAX {
            return None;
        }
    }
    None
}

/// Returns whether a text looks like the number of a clause: `1.`, `2 bis.`, `(a)`, `4.2.1`, `IV)`, `Article 3`.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let known = |word: &str| {
        let lower = word.to_lowercase();
        let is_word = matches!(
            lower.as_str(),
            "bis" | "ter" | "quater" | "quinquies" | "alt" | "article" | "section" | "clause" | "annex" | "part"
        );
        let is_roman = word.len() <= 8 && lower.chars().all(|c| "ivxlcdm".contains(c));
        let is_digits = word.len() <= 5 && word.chars().all(char::is_numeric);
        is_word || is_roman || is_digits || word.chars().count() <= 2
    };
    let marks =
        text.chars().filter(|c| !c.is_alphanumeric()).all(|c| matches!(c, '.' | '(' | ')' | '-' | ' ' | '§' | ':'));
    let has_digit = text.chars().any(char::is_numeric);
    !words.is_empty()
        && words.len() <= 6
        && marks
        && (has_digit || text.ends_with(['.', ')']))
        && words.into_iter().all(known)
}
