//! A report's text and its parts: paragraphs, sentences, tokens, all as places in the text as it was given.
//!
//! Inside the program places are bytes; outside they are counted in Unicode code points, as the Web Annotation model
//! does. `CodePoints` converts between the two.

mod paragraph;
mod sentence;
mod token;

pub use token::{Token, TokenKind};

/// The longest text that is read, in bytes; what lies beyond is told by [`Text::unread`].
pub const TEXT_MAX: usize = 16 << 20;

/// The longest token, in bytes; a longer run of letters is several tokens.
pub const TOKEN_MAX: usize = 255;

/// A stretch of the text in bytes, end exclusive; both ends lie on character bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last one.
    pub end: u32,
}

impl Span {
    /// Returns the bytes as a range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns whether the two have a byte in common.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns whether all of `other` lies inside.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns the shortest stretch that covers both.
    #[must_use]
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    pub(crate) fn new(start: usize, end: usize) -> Span {
        let bound = |at: usize| u32::try_from(at).expect("a text has at most TEXT_MAX bytes");
        Span { start: bound(start), end: bound(end) }
    }
}

/// A run of neighbours in one of a text's lists: tokens of a sentence, sentences of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The first.
    pub start: u32,
    /// The one behind the last.
    pub end: u32,
}

impl Run {
    /// Returns the indices as a range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(crate) fn new(start: usize, end: usize) -> Run {
        let span = Span::new(start, end);
        Run { start: span.start, end: span.end }
    }
}

/// A paragraph or a sentence: its place without surrounding space, and its tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Where it stands.
    pub span: Span,
    /// Its tokens, as indices into [`Text::tokens`].
    pub tokens: Run,
}

/// A text with its parts.
///
/// *Shape.* Tokens, sentences and paragraphs are in order and do not overlap. Every token lies in exactly one sentence, and
/// every sentence in exactly one paragraph.
/// *Cost.* Linear in the text; about 12 bytes a token.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    source: &'a str,
    read: usize,
    tokens: Vec<Token>,
    sentences: Vec<Part>,
    paragraphs: Vec<Part>,
    points: CodePoints,
}

impl<'a> Text<'a> {
    /// Reads a text; at most [`TEXT_MAX`] bytes of it.
    pub fn read(source: &'a str) -> Text<'a> {
        let mut read = source.len().min(TEXT_MAX);
        while !source.is_char_boundary(read) {
            read -= 1;
        }
        let kept = &source[..read];
        let tokens = token::tokens(kept);
        let paragraphs = paragraph::paragraphs(kept, &tokens);
        let sentences = sentence::sentences(kept, &tokens, &paragraphs);
        Text { source: kept, read, tokens, sentences, paragraphs, points: CodePoints::of(kept) }.told(source)
    }

    fn told(mut self, source: &'a str) -> Text<'a> {
        self.source = source;
        self
    }

    /// Returns the text as it was given, all of it.
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// Returns how many bytes at the end were not read because the text is longer than [`TEXT_MAX`].
    pub fn unread(&self) -> usize {
        self.source.len() - self.read
    }

    /// Returns what stands at a place.
    ///
    /// # Panics
    ///
    /// If the place is not one of this text.
    pub fn at(&self, span: Span) -> &'a str {
        &self.source[span.range()]
    }

    /// Returns all tokens in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Returns all sentences in order.
    pub fn sentences(&self) -> &[Part] {
        &self.sentences
    }

    /// Returns all paragraphs in order.
    pub fn paragraphs(&self) -> &[Part] {
        &self.paragraphs
    }

    /// Returns the table that converts bytes to code points and back.
    pub fn code_points(&self) -> &CodePoints {
        &self.points
    }

    /// Returns the place from the first to the last of these tokens; the empty place at the start for none.
    pub fn span_of(&self, tokens: std::ops::Range<usize>) -> Span {
        match self.tokens.get(tokens) {
            Some([first, .., last]) => first.span().join(last.span()),
            Some([only]) => only.span(),
            Some([]) | None => Span { start: 0, end: 0 },
        }
    }
}

/// How many code points stand before each 64th byte: the way from bytes to code points and back.
#[derive(Debug, Clone)]
pub struct CodePoints {
    before: Vec<u32>,
    bytes: usize,
}

const STEP: usize = 64;

fn leads(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

impl CodePoints {
    /// Counts the code points of a text of at most 4 GiB.
    pub fn of(text: &str) -> CodePoints {
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0_u32;
        for block in text.as_bytes().chunks(STEP) {
            before.push(count);
            count += block.iter().map(|&byte| u32::from(leads(byte))).sum::<u32>();
        }
        before.push(count);
        CodePoints { before, bytes: text.len() }
    }

    /// Returns how many code points of `text` stand before the byte; all of them for a byte behind the end.
    pub fn before(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(self.bytes).min(text.len());
        let block = byte / STEP;
        let rest = text.as_bytes()[block * STEP..byte].iter().filter(|&&byte| leads(byte)).count();
        self.before.get(block).copied().unwrap_or_default() as usize + rest
    }

    /// Returns the byte at which the code point of that number starts; the text's length for one behind the end.
    pub fn byte(&self, text: &str, point: usize) -> usize {
        let block = self.before.partition_point(|&before| before as usize <= point).saturating_sub(1);
        let start = (block * STEP).min(text.len());
        let mut left = point - self.before.get(block).map_or(0, |&before| before as usize);
        for (at, &byte) in text.as_bytes()[start..].iter().enumerate() {
            if leads(byte) {
                if left == 0 {
                    return start + at;
                }
                left -= 1;
            }
        }
        text.len()
    }
}
