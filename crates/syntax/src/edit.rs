//! Changes to one entry of a file that leave every other byte as it was.

use crate::parse::{Entry, parse};
use crate::span::FileId;

/// A change to one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change<'a> {
    /// Put a new entry after the first `after` entries; a larger number means at the end of the file.
    Add {
        /// How many entries stay before it.
        after: usize,
        /// Its text.
        entry: &'a str,
    },
    /// Put another entry in the place of entry `at`, counted from 0.
    Replace {
        /// Which.
        at: usize,
        /// The new text.
        entry: &'a str,
    },
    /// Take entry `at` out, with the comments inside it; those above it stay.
    Remove {
        /// Which.
        at: usize,
    },
}

/// Why a change was not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The file has no such entry.
    NoSuchEntry,
    /// The new text is not exactly one readable entry.
    NotOneEntry,
    /// The change would have altered another entry. This guards against faults of the program itself.
    TouchesOthers,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Refused::NoSuchEntry => "the file has no such entry",
            Refused::NotOneEntry => "the new text is not exactly one readable entry",
            Refused::TouchesOthers => "the change would alter other entries",
        })
    }
}

impl std::error::Error for Refused {}

/// Returns the text after a change.
///
/// # Errors
/// When there is no such entry, or the new text is not one readable entry.
pub fn apply(text: &str, change: Change<'_>) -> Result<String, Refused> {
    let before = parse(FileId(0), text).entries;
    let (start, end, new) = match change {
        Change::Add { after, entry } => {
            let at = insertion_point(text, &before, after);
            let gap = if at == line_start(text, at) { "" } else { "\n" };
            (at, at, format!("{gap}{}\n", one_entry(entry)?))
        }
        Change::Replace { at, entry } => {
            let old = before.get(at).ok_or(Refused::NoSuchEntry)?;
            (first_line_start(text, old), old.span.end as usize, one_entry(entry)?.to_string())
        }
        Change::Remove { at } => {
            let old = before.get(at).ok_or(Refused::NoSuchEntry)?;
            (first_line_start(text, old), removal_end(text, old.span.end as usize), String::new())
        }
    };
    let new = new.replace("\r\n", "\n");
    let new = if text.contains("\r\n") { new.replace('\n', "\r\n") } else { new };
    let changed = format!("{}{new}{}", &text[..start], &text[end..]);
    if others_kept(text, &before, &changed, change) { Ok(changed) } else { Err(Refused::TouchesOthers) }
}

fn one_entry(entry: &str) -> Result<&str, Refused> {
    let entry = entry.trim_end();
    let read = parse(FileId(0), entry);
    let whole = read.entries.len() == 1 && read.findings.is_empty() && read.entries[0].span.start == 0;
    // A comment after the last word would end up on the line of whatever follows.
    let ends = read.entries.first().is_some_and(|only| only.span.end as usize == entry.len());
    if whole && ends { Ok(entry) } else { Err(Refused::NotOneEntry) }
}

fn insertion_point(text: &str, entries: &[Entry], after: usize) -> usize {
    if after >= entries.len() {
        return text.len();
    }
    match after.checked_sub(1).and_then(|last| entries.get(last)) {
        Some(last) => line_end(text, last.span.end as usize),
        // Before the first entry: below the comments at the head of the file, above those that belong to the entry.
        None => entries.first().map_or(0, |first| first_line_start(text, first)),
    }
}

/// Returns where the line of an entry starts; only an entry that is indented by mistake stands further in.
fn first_line_start(text: &str, entry: &Entry) -> usize {
    line_start(text, entry.span.start as usize)
}

/// Returns where a line starts, after the byte order mark.
fn line_start(text: &str, from: usize) -> usize {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    text[..from].rfind('\n').map_or(mark.min(from), |at| at + 1)
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at + 1)
}

/// Returns where a removal ends: after the line end, unless a comment follows on the line.
fn removal_end(text: &str, end: usize) -> usize {
    let rest = &text[end..line_end(text, end)];
    let between = if rest.trim().is_empty() { rest } else { &rest[..rest.len() - rest.trim_start().len()] };
    end + between.len()
}

fn others_kept(text: &str, before: &[Entry], changed: &str, change: Change<'_>) -> bool {
    let after = parse(FileId(0), changed).entries;
    let mut kept: Vec<(&str, bool)> = before.iter().map(|entry| (&text[entry.span.range()], entry.broken)).collect();
    let mut found: Vec<(&str, bool)> = after.iter().map(|entry| (&changed[entry.span.range()], entry.broken)).collect();
    match change {
        Change::Add { after, .. } => {
            let at = after.min(kept.len());
            if at >= found.len() {
                return false;
            }
            found.remove(at);
        }
        Change::Replace { at, .. } => {
            if at >= found.len() {
                return false;
            }
            found.remove(at);
            kept.remove(at);
        }
        Change::Remove { at } => {
            kept.remove(at);
        }
    }
    kept == found
}
