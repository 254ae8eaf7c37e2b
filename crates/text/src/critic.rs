//! CriticMarkup: changes and remarks written into a Markdown text.
//!
//! | written | meaning |
//! | --- | --- |
//! | `{++words++}` | inserted |
//! | `{--words--}` | deleted |
//! | `{~~old~>new~~}` | replaced |
//! | `{==words==}{>>remark<<}` | a remark on words |
//! | `{>>remark<<}` | a remark at a place |
//!
//! Who made a change, and when, stands in a remark right behind it: `{++words++}{>>author="Ilse Brandt" date=2025-03-20<<}`.
//! What follows a colon is a remark of that person: `{>>author=Tarn date=2025-03-20: too early<<}`. Before the colon may
//! also stand `moved` (the words were moved, not written or struck) or `formatted` (on `{==…==}`: set otherwise).
//!
//! A mark without its other half is text. A backslash takes a mark its power: `\{++`.

mod remark;
mod write;

pub use remark::Remark;
pub use write::write;

use crate::document::Document;
use std::ops::Range;

/// A piece of a text with marks. The pieces of a text, put together, are the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// Text.
    Text,
    /// The mark before inserted or highlighted words.
    Open(Kind),
    /// The mark behind inserted, highlighted or replacing words.
    Close(Kind),
    /// Words that are gone, with their marks: `{--words--}`, or `{~~words~>` of a replacement.
    Gone(Kind),
    /// A remark with its marks.
    Remark,
}

/// What marks say of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Inserted.
    Inserted,
    /// Deleted.
    Deleted,
    /// Replaced.
    Replaced,
    /// Highlighted, so that a remark can be made on them.
    Highlighted,
}

const OPENERS: [&str; 5] = ["{++", "{--", "{~~", "{==", "{>>"];
const CLOSERS: [&str; 5] = ["++}", "--}", "~~}", "==}", "<<}"];
const KINDS: [Option<Kind>; 5] =
    [Some(Kind::Inserted), Some(Kind::Deleted), Some(Kind::Replaced), Some(Kind::Highlighted), None];

/// Returns the pieces of a text, and where marks stand that have no other half. Cost: linear.
pub fn pieces(text: &str) -> (Vec<Piece>, Vec<Range<usize>>) {
    let mut scan = Scan { text, done: 0, at: 0, found: Vec::new(), unclosed: Vec::new(), closes: Vec::new() };
    let mut finders = CLOSERS.map(Finder::new);
    while let Some(next) = scan.next_sign() {
        scan.at = next;
        if let Some((end, kind)) = scan.closes.last().copied().filter(|(end, _)| *end == next) {
            scan.push(next..end + 3, PieceKind::Close(kind));
            scan.closes.pop();
        } else if let Some(which) = OPENERS.iter().position(|mark| text[next..].starts_with(mark)) {
            scan.open(which, &mut finders[which]);
        } else {
            // A backslash takes the power from what follows.
            let escapes = text.as_bytes()[next] == b'\\';
            let after = text[next + 1..].chars().next().filter(|_| escapes);
            scan.at = next + 1 + after.map_or(0, char::len_utf8);
        }
    }
    scan.text_until(text.len());
    (scan.found, scan.unclosed)
}

struct Scan<'a> {
    text: &'a str,
    done: usize,
    at: usize,
    found: Vec<Piece>,
    unclosed: Vec<Range<usize>>,
    /// Where the marks that are open will be closed, the innermost last.
    closes: Vec<(usize, Kind)>,
}

impl Scan<'_> {
    /// Returns the next place where something may stand.
    fn next_sign(&self) -> Option<usize> {
        let sign = self.text[self.at..].find(['{', '\\']).map(|found| self.at + found);
        match (sign, self.closes.last()) {
            (Some(sign), Some((end, _))) => Some(sign.min(*end)),
            (None, Some((end, _))) => Some(*end),
            (sign, None) => sign,
        }
    }

    fn open(&mut self, which: usize, finder: &mut Finder) {
        let start = self.at;
        let inside = start + 3;
        let limit = self.closes.last().map_or(self.text.len(), |(end, _)| *end);
        let close = finder.at(self.text, inside).filter(|close| close + 3 <= limit);
        // Another mark of the same kind before the end: this one was never closed.
        let close = close.filter(|&close| !self.text[inside..close].contains(OPENERS[which]));
        let Some(close) = close else {
            self.unclosed.push(start..inside);
            self.at = inside;
            return;
        };
        match KINDS[which] {
            None => self.push(start..close + 3, PieceKind::Remark),
            Some(Kind::Deleted) => self.push(start..close + 3, PieceKind::Gone(Kind::Deleted)),
            Some(Kind::Replaced) => match self.text[inside..close].find("~>") {
                Some(arrow) => {
                    self.push(start..inside + arrow + 2, PieceKind::Gone(Kind::Replaced));
                    self.closes.push((close, Kind::Replaced));
                }
                None => {
                    self.unclosed.push(start..inside);
                    self.at = inside;
                }
            },
            Some(kind) => {
                self.push(start..inside, PieceKind::Open(kind));
                self.closes.push((close, kind));
            }
        }
    }

    fn push(&mut self, span: Range<usize>, kind: PieceKind) {
        self.text_until(span.start);
        self.at = span.end;
        self.done = span.end;
        self.found.push(Piece { kind, span });
    }

    fn text_until(&mut self, end: usize) {
        if self.done < end {
            self.found.push(Piece { kind: PieceKind::Text, span: self.done..end });
        }
        self.done = end;
    }
}

/// Finds the next place of a mark from places that only go forward, looking at every byte once.
pub(crate) struct Finder {
    mark: &'static str,
    next: Option<Option<usize>>,
}

impl Finder {
    pub(crate) fn new(mark: &'static str) -> Finder {
        Finder { mark, next: None }
    }

    pub(crate) fn at(&mut self, text: &str, from: usize) -> Option<usize> {
        match self.next {
            Some(None) => {}
            Some(Some(at)) if at >= from => {}
            _ => self.next = Some(text[from..].find(self.mark).map(|at| from + at)),
        }
        self.next.flatten()
    }
}

/// Returns a text with all its changes accepted. Remarks go.
pub fn accept(text: &str) -> String {
    let kept = pieces(text).0.into_iter().filter(|piece| piece.kind == PieceKind::Text);
    kept.map(|piece| &text[piece.span]).collect()
}

/// Returns a text with all its changes rejected. Remarks go.
pub fn reject(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inserted = 0;
    for piece in pieces(text).0 {
        match piece.kind {
            PieceKind::Text if inserted == 0 => out.push_str(&text[piece.span]),
            PieceKind::Text | PieceKind::Remark => {}
            PieceKind::Open(Kind::Inserted) => inserted += 1,
            PieceKind::Close(Kind::Inserted) => inserted -= 1,
            PieceKind::Open(_) => {}
            PieceKind::Close(Kind::Replaced) => inserted -= 1,
            PieceKind::Close(_) => {}
            PieceKind::Gone(kind) => {
                if inserted == 0 {
                    // Its inside has no mark of its own kind, so this goes at most as deep as there are kinds.
                    let end = piece.span.end - if kind == Kind::Replaced { 2 } else { 3 };
                    out.push_str(&reject(&text[piece.span.start + 3..end]));
                }
                inserted += usize::from(kind == Kind::Replaced);
            }
        }
    }
    out
}

/// Returns a text as a document with its changes and remarks.
pub fn document(text: &str) -> Document {
    crate::bracket::document(&crate::bracket::read(text), crate::bracket::Rendering::Source)
}
