//! The tokens of a draft text: marks of brackets, what only looks like one, and words.

use super::{LeafKind, small};
use crate::critic::{self, Finder, PieceKind};
use crate::line::{fences, note_head};
use std::ops::Range;

/// A token. The tokens of a text, put together, are the text.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: LeafKind,
    pub(super) span: Range<usize>,
}

/// What is read of a text at first.
#[derive(Debug)]
pub(super) struct Lexed {
    pub(super) tokens: Vec<Token>,
    /// Marks of comments and changes that have no other half.
    pub(super) unclosed: Vec<Range<usize>>,
    /// Labels of links whose address stands elsewhere, in small letters.
    pub(super) targets: Vec<String>,
}

pub(super) fn lex(text: &str) -> Lexed {
    let (pieces, unclosed) = critic::pieces(text);
    let mut lexer = Lexer {
        text,
        at: 0,
        done: 0,
        end: 0,
        found: Lexed { tokens: Vec::new(), unclosed, targets: Vec::new() },
        comment: Finder::new("-->"),
        blanks: Cursor::new(blank_lines(text)),
        fences: fences(text),
        next_fence: 0,
        ticks: ticks(text),
    };
    for piece in pieces {
        let kind = match piece.kind {
            PieceKind::Text => {
                (lexer.at, lexer.done, lexer.end) = (piece.span.start, piece.span.start, piece.span.end);
                lexer.segment();
                continue;
            }
            PieceKind::Open(_) | PieceKind::Close(_) => LeafKind::ChangeMark,
            PieceKind::Gone(_) => LeafKind::Gone,
            PieceKind::Remark => LeafKind::Comment,
        };
        lexer.found.tokens.push(Token { kind, span: piece.span });
    }
    lexer.found.targets.sort_unstable();
    lexer.found.unclosed.sort_unstable_by_key(|span| span.start);
    lexer.found
}

/// Places in order, asked for from places that only go forward.
struct Cursor {
    places: Vec<usize>,
    next: usize,
}

impl Cursor {
    fn new(places: Vec<usize>) -> Cursor {
        Cursor { places, next: 0 }
    }

    fn from(&mut self, at: usize) -> Option<usize> {
        while self.places.get(self.next).is_some_and(|&place| place < at) {
            self.next += 1;
        }
        self.places.get(self.next).copied()
    }
}

fn blank_lines(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            found.push(at);
        }
        at += line.len();
    }
    found
}

/// The longest run of backticks that makes code.
const TICKS_MAX: usize = 8;

/// Returns where runs of backticks start, by their length.
fn ticks(text: &str) -> Vec<Cursor> {
    let mut found = vec![Vec::new(); TICKS_MAX + 1];
    let mut at = 0;
    while let Some(next) = text[at..].find('`') {
        let start = at + next;
        let length = text[start..].bytes().take_while(|&byte| byte == b'`').count();
        if length <= TICKS_MAX {
            found[length].push(start);
        }
        at = start + length;
    }
    found.into_iter().map(Cursor::new).collect()
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    done: usize,
    /// Where the segment ends: at the next mark of a change, or at the end of the text.
    end: usize,
    found: Lexed,
    comment: Finder,
    blanks: Cursor,
    fences: Vec<Range<usize>>,
    next_fence: usize,
    ticks: Vec<Cursor>,
}

impl Lexer<'_> {
    fn segment(&mut self) {
        if self.at == 0
            && let Some(end) = front_matter(self.text).filter(|&end| end <= self.end)
        {
            self.put(0..end, LeafKind::Comment);
        }
        while self.at < self.end {
            if self.starts_line() && self.line() {
                continue;
            }
            match self.text.as_bytes()[self.at] {
                b'\\' => self.escape(),
                b'`' => self.code(),
                b'<' if self.rest().starts_with("<!--") => self.comment(),
                b'[' => self.open(),
                b']' => self.put(self.at..self.at + 1, LeafKind::Close),
                b'{' => self.brace(),
                // The first byte of the wide brackets.
                0xef | 0xe3 => match self.rest().chars().next() {
                    Some('［' | '【') => self.open(),
                    Some('］' | '】') => self.put(self.at..self.at + 3, LeafKind::Close),
                    _ => self.at += 3,
                },
                _ => self.at += 1,
            }
        }
        self.words(self.end);
    }

    fn rest(&self) -> &str {
        &self.text[self.at..self.end]
    }

    fn starts_line(&self) -> bool {
        self.at == 0 || self.text.as_bytes()[self.at - 1] == b'\n'
    }

    /// Reads what takes a whole line, or stands at its start.
    fn line(&mut self) -> bool {
        while self.fences.get(self.next_fence).is_some_and(|fence| fence.start < self.at) {
            self.next_fence += 1;
        }
        if let Some(fence) = self.fences.get(self.next_fence).filter(|fence| fence.start == self.at) {
            self.put(fence.start..fence.end.min(self.end), LeafKind::Code);
            return true;
        }
        let line = &self.text[self.at..self.end];
        if let Some((_, length)) = note_head(line) {
            self.put(self.at..self.at + length, LeafKind::NoteHead);
            return true;
        }
        if let Some((label, length)) = link_target(line) {
            self.found.targets.push(label.to_lowercase());
            self.put(self.at..self.at + length, LeafKind::LinkTarget);
            return true;
        }
        false
    }

    fn escape(&mut self) {
        match self.rest()[1..].chars().next().filter(char::is_ascii_punctuation) {
            Some(_) => self.put(self.at..self.at + 2, LeafKind::Escape),
            None => self.at += 1,
        }
    }

    fn code(&mut self) {
        let length = self.rest().bytes().take_while(|&byte| byte == b'`').count();
        let after = self.at + length;
        let paragraph = self.blanks.from(self.at).unwrap_or(self.end).min(self.end);
        let close = self.ticks.get_mut(length).and_then(|ticks| ticks.from(after)).filter(|&close| close < paragraph);
        match close.filter(|close| close + length <= self.end) {
            Some(close) => self.put(self.at..close + length, LeafKind::Code),
            None => self.at = after,
        }
    }

    /// Reads a comment. One that is never closed ends with its paragraph, so that it neither hides the rest nor comes
    /// to light.
    fn comment(&mut self) {
        let end = match self.comment.at(self.text, self.at + 4).filter(|close| close + 3 <= self.end) {
            Some(close) => close + 3,
            None => {
                self.found.unclosed.push(self.at..self.at + 4);
                self.blanks.from(self.at).unwrap_or(self.end).min(self.end)
            }
        };
        self.put(self.at..end, LeafKind::Comment);
    }

    fn brace(&mut self) {
        let rest = self.rest();
        let end = rest[1..].find(['{', '}', '[', ']', '［', '］', '【', '】', '\n']).map(|end| end + 1);
        match end.filter(|&end| end > 1 && rest.as_bytes()[end] == b'}') {
            Some(end) => self.put(self.at..self.at + end + 1, LeafKind::Brace),
            // What stands up to there holds nothing else that opens, but code and escapes may.
            None => self.at += 1,
        }
    }

    fn open(&mut self) {
        let rest = self.rest();
        let mark = rest.chars().next().map_or(1, char::len_utf8);
        let small = self.small(rest, mark);
        match small {
            Some((kind, length)) => self.put(self.at..self.at + length, kind),
            None => self.put(self.at..self.at + mark, LeafKind::Open),
        }
    }

    /// Reads something short that is no bracket.
    fn small(&self, rest: &str, mark: usize) -> Option<(LeafKind, usize)> {
        let mut reach = rest.len().min(mark + small::BYTES_MAX);
        while !rest.is_char_boundary(reach) {
            reach -= 1;
        }
        let near = &rest[..reach];
        let close = mark + near[mark..].find(['[', ']', '［', '］', '【', '】', '\n'])?;
        let sign = near[close..].chars().next().filter(|sign| matches!(sign, ']' | '］' | '】'))?;
        let (inside, length) = (&near[mark..close], close + sign.len_utf8());
        let after = self.text[self.at + length..].chars().next();
        if let Some(label) = inside.strip_prefix('^').filter(|_| mark == 1 && sign == ']') {
            let sound = !label.is_empty() && !label.contains(' ');
            return sound.then_some((LeafKind::NoteMark, length));
        }
        if matches!(inside, " " | "x" | "X") && after.is_none_or(char::is_whitespace) && self.follows_bullet() {
            return Some((LeafKind::Task, length));
        }
        if after == Some('(') && super::pair::link_tail(self.text, self.at + length).is_some() {
            return None;
        }
        let before = self.text[..self.at].chars().next_back();
        small::kind(inside, before, after).map(|kind| (kind, length))
    }

    /// Returns whether nothing but the mark of a list stands before on the line.
    fn follows_bullet(&self) -> bool {
        let mut reach = self.at.saturating_sub(24);
        while !self.text.is_char_boundary(reach) {
            reach += 1;
        }
        let before = &self.text[reach..self.at];
        let line = match before.rfind('\n') {
            Some(at) => &before[at + 1..],
            None if reach == 0 => before,
            None => return false,
        };
        let mark = line.trim();
        let number =
            mark.strip_suffix(['.', ')']).is_some_and(|digits| digits.chars().all(|sign| sign.is_ascii_digit()));
        line.ends_with(' ') && (matches!(mark, "-" | "*" | "+") || number)
    }

    fn put(&mut self, span: Range<usize>, kind: LeafKind) {
        self.words(span.start);
        self.at = span.end;
        self.done = span.end;
        self.found.tokens.push(Token { kind, span });
    }

    fn words(&mut self, end: usize) {
        if self.done < end {
            self.found.tokens.push(Token { kind: LeafKind::Words, span: self.done..end });
        }
        self.done = end;
    }
}

/// Returns where a block of properties at the start of a text ends: lines of the form `key: value` between two lines
/// `---`.
fn front_matter(text: &str) -> Option<usize> {
    let mut at = 0;
    for (count, line) in text.split_inclusive('\n').enumerate().take(200) {
        at += line.len();
        let bare = line.trim_end();
        match count {
            0 if bare != "---" => return None,
            0 => {}
            _ if bare == "---" || bare == "..." => return (count > 1).then_some(at),
            _ => {
                let key = bare.split_once(':').is_some_and(|(key, _)| {
                    !key.is_empty() && key.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_ ".contains(sign))
                });
                if !key && !bare.starts_with([' ', '-', '#']) {
                    return None;
                }
            }
        }
    }
    None
}

/// Returns the label of a line that says where a link leads, and the length of the line without its break.
fn link_target(line: &str) -> Option<(&str, usize)> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let rest = line[indent..].strip_prefix('[').filter(|_| indent <= 3)?;
    let end = rest.find([']', '[', '\n'])?;
    let after = rest[end..].strip_prefix("]:").filter(|_| end > 0)?;
    let whole = after.split(['\n', '\r']).next().unwrap_or_default();
    let mut words = whole.split_whitespace();
    let address = words.next().is_some_and(is_address);
    let title = words.next().is_none_or(|word| word.starts_with(['"', '\'', '(']));
    (address && title).then_some((&rest[..end], indent + 1 + end + 2 + whole.len()))
}

/// Returns whether words are the address of a link: a path or a URL, not the name of a party.
pub(super) fn is_address(words: &str) -> bool {
    let inside = words.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    let dotted = || {
        words.char_indices().any(|(at, sign)| {
            sign == '.'
                && words[..at].ends_with(|before: char| before.is_ascii_alphanumeric())
                && words[at + 1..].starts_with(|after: char| after.is_ascii_alphabetic())
        })
    };
    inside.is_some()
        || words.contains("://")
        || words.starts_with(['#', '/'])
        || words.starts_with("./")
        || words.starts_with("../")
        || words.starts_with("mailto:")
        || dotted()
}
