//! Tokens: words, numbers, marks.

use super::{Span, TOKEN_MAX};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with apostrophes, hyphens and points of abbreviations inside: `don’t`, `28-point`, `U.S.`.
    Word,
    /// A possessive ending that follows a word: `’s`.
    Possessive,
    /// Digits, with separators inside: `1,500`, `20%`.
    Number,
    /// Any single quotation mark, double or single, of any style.
    Quote,
    /// Any other single character.
    Mark,
}

/// A token and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    start: u32,
    len: u8,
    /// What it is.
    pub kind: TokenKind,
    /// Whether white space stands before it.
    pub spaced: bool,
}

impl Token {
    /// Returns its place.
    pub fn span(self) -> Span {
        Span { start: self.start, end: self.start + u32::from(self.len) }
    }
}

const APOSTROPHES: [char; 3] = ['\'', '\u{2019}', '\u{2BC}'];

fn quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
    )
}

/// Cuts a text into tokens; white space and control characters belong to none.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    let mut spaced = true;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() || c.is_control() || c == '\u{FEFF}' {
            at += c.len_utf8();
            spaced = true;
            continue;
        }
        let (kind, len) = one(&text[at..], c, spaced);
        for token in pieces(text, at, len, kind, spaced) {
            found.push(token);
        }
        at += len;
        spaced = false;
    }
    found
}

fn one(rest: &str, first: char, spaced: bool) -> (TokenKind, usize) {
    if first.is_alphabetic() {
        return (TokenKind::Word, word(rest));
    }
    if first.is_ascii_digit() {
        return number(rest);
    }
    if doubled(rest, spaced) {
        return (TokenKind::Quote, 2);
    }
    let kind = if quote(first) { TokenKind::Quote } else { TokenKind::Mark };
    (kind, first.len_utf8())
}

/// Returns whether two strokes stand for a double quotation mark, as typewriters and some agencies have it; of three, the
/// outer two do.
fn doubled(rest: &str, opens: bool) -> bool {
    (rest.starts_with("''") && (opens || !rest.starts_with("'''"))) || rest.starts_with("``")
}

/// Returns the length of the word at the start, joined over inner apostrophes, hyphens, and points of abbreviations.
fn word(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let inside = next.is_some_and(char::is_alphanumeric);
        let joined = c.is_alphanumeric()
            || ('\u{300}'..='\u{36F}').contains(&c)
            || (inside && (c == '-' || c == '\u{2010}' || c == '\u{2011}' || APOSTROPHES.contains(&c)))
            || (inside && c == '&' && at > 0);
        if joined {
            end = at + c.len_utf8();
        } else if c == '.' && point_inside(&rest[..at], next) {
            end = at + 1;
        } else {
            break;
        }
    }
    end
}

/// Returns whether a point belongs to the word before it: `U.S.`, `a.m.`.
fn point_inside(before: &str, next: Option<char>) -> bool {
    let last = before.rsplit('.').next().unwrap_or_default();
    let single = last.chars().count() == 1;
    let inner = before.contains('.');
    single && (inner || next.is_some_and(char::is_alphabetic))
}

fn number(rest: &str) -> (TokenKind, usize) {
    let mut end = 0;
    let mut letters = false;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        if c.is_alphanumeric() {
            letters |= c.is_alphabetic();
            end = at + c.len_utf8();
        } else if (matches!(c, ',' | '.' | ':') && !letters && next.is_some_and(|next| next.is_ascii_digit()))
            || (matches!(c, '-' | '\u{2011}') && next.is_some_and(char::is_alphanumeric))
        {
            end = at + c.len_utf8();
        } else if c == '%' {
            end = at + 1;
            break;
        } else {
            break;
        }
    }
    (TokenKind::Number, end.max(1))
}

/// Splits off a possessive ending, and cuts what is too long for one token.
fn pieces(text: &str, at: usize, len: usize, kind: TokenKind, spaced: bool) -> impl Iterator<Item = Token> {
    let whole = &text[at..at + len];
    let ending = if matches!(kind, TokenKind::Word | TokenKind::Number) { possessive(whole) } else { 0 };
    let mut from = at;
    let mut end = at + len - ending;
    let mut kind = kind;
    let mut spaced = spaced;
    std::iter::from_fn(move || {
        if from == end && end < at + len {
            (end, kind) = (at + len, TokenKind::Possessive);
        }
        if from == end {
            return None;
        }
        let mut until = end.min(from + TOKEN_MAX);
        while !text.is_char_boundary(until) {
            until -= 1;
        }
        let span = Span::new(from, until);
        let len = u8::try_from(until - from).expect("a token has at most TOKEN_MAX bytes");
        let token = Token { start: span.start, len, kind, spaced };
        (from, spaced) = (until, false);
        Some(token)
    })
}

fn possessive(word: &str) -> usize {
    let Some(stem) = word.strip_suffix(['s', 'S']) else { return 0 };
    let Some(last) = stem.chars().next_back() else { return 0 };
    if APOSTROPHES.contains(&last) && stem.len() > last.len_utf8() { last.len_utf8() + 1 } else { 0 }
}
