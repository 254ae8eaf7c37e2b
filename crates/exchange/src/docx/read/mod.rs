//! Reading a Word document.

mod block;
mod inline;
mod literal;
mod margin;
mod part;
mod table;

use super::finding::{Oddity, Refusal, Report, Warning};
use super::limits::Limits;
use super::number::{Counters, Lists};
use super::package::Package;
use super::relation::Parts;
use super::style::Styles;
use super::xml::At;
use std::collections::BTreeSet;
use zopa_text::document::{Change, ChangeKind, Document};

/// A Word document as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The document.
    pub document: Document,
    /// What to know about it.
    pub warnings: Vec<Warning>,
    /// What stands in its headers and footers, each text once.
    pub margins: Vec<String>,
    /// Whether the file asks word processors to track changes.
    pub tracks: bool,
}

/// Reads a Word document.
///
/// # Errors
/// When the bytes are no Word document, are damaged, protected, or more than the limits allow.
///
/// # Cost
/// In the size of the unpacked parts.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, Refusal> {
    let mut report = Report::default();
    let mut package = Package::open(bytes, limits)?;
    let parts = Parts::read(&mut package, limits, &mut report)?;
    let reading = whole(&parts, limits, report, Fields::Followed)?;
    match reading {
        Some(reading) => Ok(reading),
        // What a field without an end would hide is shown instead.
        None => {
            let mut report = Report::default();
            report.note(Oddity::OpenField);
            let parts = Parts::read(&mut Package::open(bytes, limits)?, limits, &mut report)?;
            Ok(whole(&parts, limits, report, Fields::Shown)?.unwrap_or_else(|| Reading {
                document: Document::default(),
                warnings: Vec::new(),
                margins: Vec::new(),
                tracks: false,
            }))
        }
    }
}

/// What is done with the instructions of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fields {
    /// Only results are text.
    Followed,
    /// Everything is text.
    Shown,
}

fn whole(parts: &Parts, limits: &Limits, report: Report, fields: Fields) -> Result<Option<Reading>, Refusal> {
    let styles = Styles::read(parts.styles.as_ref());
    let lists = Lists::read(parts.numbering.as_ref());
    let mut reader = Reader {
        styles: &styles,
        lists: &lists,
        limits,
        report,
        fields: Vec::new(),
        follow: fields,
        ids: part::Ids::of(parts),
        accepted: Counters::default(),
        rejected: Counters::default(),
        changes: Vec::new(),
        moves: Vec::new(),
        open: BTreeSet::new(),
        used: Vec::new(),
        gone: false,
        new: false,
        spent: 0,
    };
    reader.used = vec![false; reader.ids.comments()];
    let mut document = Document::default();
    if let Some(body) = parts.body.root().first("body") {
        reader.blocks(body, &mut document.blocks)?;
    }
    if !reader.fields.is_empty() {
        return Ok(None);
    }
    reader.finish(parts, &mut document)?;
    let margins = reader.margins(parts, &mut document)?;
    let settings = parts.settings.as_ref().map(super::xml::Tree::root);
    let tracks = settings.and_then(|settings| settings.flag("trackRevisions")).unwrap_or(false);
    Ok(Some(Reading { document, warnings: reader.report.warnings(), margins, tracks }))
}

struct Reader<'p> {
    styles: &'p Styles,
    lists: &'p Lists,
    limits: &'p Limits,
    report: Report,
    /// The fields that are open, each with whether its result has begun.
    fields: Vec<bool>,
    follow: Fields,
    ids: part::Ids,
    accepted: Counters,
    rejected: Counters,
    /// The changes that hold where the reader is, the earliest first.
    changes: Vec<Change>,
    /// The moves that are open: the ids of their ranges, and their names.
    moves: Vec<(String, ChangeKind, String)>,
    /// The comments that are open.
    open: BTreeSet<usize>,
    /// The comments that are anchored on words.
    used: Vec<bool>,
    /// Whether the row is gone with the changes accepted, and whether it is new.
    gone: bool,
    new: bool,
    spent: usize,
}

/// So many changes may stand inside each other.
const NESTED_MAX: usize = 6;

/// So many moves may be open at one place.
const OPEN_MOVES_MAX: usize = 64;

/// The longest name of an author.
const NAME_MAX: usize = 255;

impl<'p> Reader<'p> {
    /// Counts what the document has grown by, so that a small file cannot fill the memory.
    fn spend(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.spent = self.spent.saturating_add(bytes);
        if self.spent > self.limits.document_bytes_max {
            let message = format!("the document has more than {} MiB of words", self.limits.document_bytes_max >> 20);
            return Err(Refusal::new("too-large", message));
        }
        Ok(())
    }

    /// Returns the change that an element records.
    fn change(&mut self, at: At<'_>, kind: ChangeKind) -> Change {
        let mut cut = |value: Option<&str>| -> Option<String> {
            let value = value?;
            if value.chars().count() > NAME_MAX {
                self.report.note(Oddity::LongNames);
            }
            Some(value.chars().take(NAME_MAX).collect())
        };
        let author = cut(at.get("author")).unwrap_or_default();
        let date = cut(at.get("date")).filter(|date| !date.is_empty());
        let open = self.moves.iter().rev().find(|(_, of, _)| *of == kind);
        let pair = open.map(|(.., name)| name.clone());
        Change { date, pair, ..Change::new(kind, author) }
    }

    /// Reads something inside a change.
    fn within<T>(
        &mut self,
        at: At<'_>,
        kind: ChangeKind,
        read: impl FnOnce(&mut Reader<'p>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let change = self.change(at, kind);
        let known = self.changes.iter().any(|known| known.kind == kind && known.author == change.author);
        if known {
            return read(self);
        }
        if self.changes.len() >= NESTED_MAX {
            self.report.note(Oddity::DeepChanges);
            return read(self);
        }
        self.changes.push(change);
        let done = read(self);
        self.changes.pop();
        done
    }

    /// Reads the marks that stand between words or paragraphs: where moves and comments begin and end.
    fn mark(&mut self, at: At<'_>) {
        let id = || at.get("id").unwrap_or_default();
        let range = match at.word() {
            "moveFromRangeStart" => Some(ChangeKind::MovedFrom),
            "moveToRangeStart" => Some(ChangeKind::MovedTo),
            _ => None,
        };
        if let Some(kind) = range {
            let name: String = at.get("name").unwrap_or_default().chars().take(NAME_MAX).collect();
            // Ranges that are never closed must not make every later one dear.
            if !name.is_empty() && self.moves.len() < OPEN_MOVES_MAX {
                self.moves.push((id().to_string(), kind, name));
            }
            return;
        }
        match at.word() {
            "moveFromRangeEnd" | "moveToRangeEnd" => {
                self.moves.retain(|(known, ..)| known != id());
            }
            "commentRangeStart" => {
                self.open.extend(self.ids.comment(id()));
            }
            "commentRangeEnd" => {
                if let Some(comment) = self.ids.comment(id()) {
                    self.open.remove(&comment);
                }
            }
            _ => {}
        }
    }
}
