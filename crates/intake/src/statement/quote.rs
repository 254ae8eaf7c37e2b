//! Quotations: which marks open, which close, and what lies between.
//!
//! Marks are paired within a paragraph. A quotation that is open at the end of a paragraph goes on in the next one if
//! that begins with a mark of the same kind. A stroke or a high comma is an apostrophe unless it can be paired.

use crate::text::{Text, TokenKind};

/// How deep quotations are followed into each other; marks further in are text.
const DEPTH_MAX: usize = 8;

/// An outermost quotation: from its opening mark to behind its closing one, as tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quotation {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether the closing mark is there.
    pub(super) closed: bool,
    /// Whether the next paragraph goes on with it.
    pub(super) goes_on: bool,
    /// How many words it has.
    pub(super) words: usize,
}

impl Quotation {
    /// Returns the last token that is no quotation mark.
    pub(super) fn last(&self, text: &Text<'_>) -> Option<usize> {
        (self.from..self.to).rev().take(6).find(|&at| text.tokens()[at].kind != TokenKind::Quote)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    Open,
    Close,
    Nothing,
}

/// Returns the outermost quotations of a text in order.
pub(super) fn quotations(text: &Text<'_>) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut open = None;
    for paragraph in text.paragraphs() {
        let tokens = paragraph.tokens.range();
        let mut paired = Paired::of(text, tokens.clone(), true, open);
        if paired.single_left {
            paired = Paired::of(text, tokens.clone(), false, open);
        }
        if let (Some(mark), Some(last)) = (open, found.last_mut()) {
            last.goes_on = paired.first_mark == Some(mark) || paired.closes_first;
        }
        open = paired.left;
        found.extend(paired.found);
    }
    found
}

/// The quotations of one paragraph.
struct Paired {
    found: Vec<Quotation>,
    /// The opening mark of a quotation that the paragraph leaves open.
    left: Option<char>,
    /// Whether a single mark was left open: then it was an apostrophe.
    single_left: bool,
    /// The mark with which the paragraph begins.
    first_mark: Option<char>,
    /// Whether the paragraph ends a quotation of the one before.
    closes_first: bool,
}

impl Paired {
    fn of(text: &Text<'_>, tokens: std::ops::Range<usize>, singles: bool, before: Option<char>) -> Paired {
        let mut paired =
            Paired { found: Vec::new(), left: None, single_left: false, first_mark: None, closes_first: false };
        let mut stack: Vec<(char, usize)> = Vec::new();
        let last_single = if singles { last_closing_single(text, tokens.clone()) } else { 0 };
        let mut first = true;
        for at in tokens.clone() {
            if text.tokens()[at].kind != TokenKind::Quote {
                continue;
            }
            let mark = mark(text, at);
            if at == tokens.start {
                paired.first_mark = Some(mark);
            }
            let top = stack.last().map(|&(mark, _)| mark);
            match role(text, at, mark, top, if singles { last_single } else { 0 }) {
                Role::Open if stack.len() < DEPTH_MAX => stack.push((mark, at)),
                Role::Close => match stack.iter().rposition(|&(open, _)| pairs(open, mark)) {
                    Some(depth) => {
                        let (_, from) = stack[depth];
                        stack.truncate(depth);
                        if depth == 0 {
                            paired.push(text, from, at + 1, true);
                        }
                    }
                    None if first && before.is_some_and(|open| pairs(open, mark)) => {
                        paired.closes_first = true;
                        paired.push(text, tokens.start, at + 1, true);
                    }
                    None => {}
                },
                Role::Open | Role::Nothing => {}
            }
            first = false;
        }
        if let Some(&(mark, from)) = stack.first() {
            if single(mark) {
                paired.single_left = singles;
            } else {
                paired.left = Some(mark);
                paired.push(text, from, tokens.end, false);
            }
        }
        paired
    }

    fn push(&mut self, text: &Text<'_>, from: usize, to: usize, closed: bool) {
        let counted = |kind| matches!(kind, TokenKind::Word | TokenKind::Number);
        let words = text.tokens()[from..to].iter().filter(|token| counted(token.kind)).count();
        if words > 0 {
            self.found.push(Quotation { from, to, closed, goes_on: false, words });
        }
    }
}

/// Returns the mark of a token; two strokes count as the double mark that they stand for.
fn mark(text: &Text<'_>, at: usize) -> char {
    let printed = text.at(text.tokens()[at].span());
    let first = printed.chars().next().unwrap_or('"');
    if printed.len() == 2 && first.is_ascii() { '"' } else { first }
}

fn single(mark: char) -> bool {
    matches!(mark, '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›')
}

/// Returns whether a closing mark ends what the opening mark began.
fn pairs(open: char, close: char) -> bool {
    match open {
        '“' | '‟' => matches!(close, '”' | '"' | '“'),
        '„' => matches!(close, '“' | '”' | '"'),
        '«' => close == '»',
        '»' => matches!(close, '«' | '»'),
        '‘' | '‚' | '‛' => matches!(close, '’' | '‘' | '\''),
        '‹' => close == '›',
        '›' => matches!(close, '‹' | '›'),
        '「' => close == '」',
        '『' => close == '』',
        '”' => matches!(close, '”' | '"'),
        '"' => matches!(close, '"' | '”'),
        mark => close == mark,
    }
}

/// Returns whether the next token follows without a space and is a word or a number.
fn leads_word(text: &Text<'_>, at: usize) -> bool {
    text.tokens()
        .get(at + 1)
        .is_some_and(|next| !next.spaced && matches!(next.kind, TokenKind::Word | TokenKind::Number))
}

/// Returns whether what stands before lets a quotation begin.
fn free_before(text: &Text<'_>, at: usize) -> bool {
    let here = text.tokens()[at];
    let before = at.checked_sub(1).map(|before| text.at(text.tokens()[before].span()));
    here.spaced
        || before.is_none_or(|before| {
            matches!(before, "(" | "[" | "—" | "–" | "-" | "/" | ":" | "“" | "\"" | "‘" | "''" | "«" | "„")
        })
}

/// Returns the last token of the paragraph that could close a single quotation.
fn last_closing_single(text: &Text<'_>, tokens: std::ops::Range<usize>) -> usize {
    tokens
        .rev()
        .find(|&at| {
            text.tokens()[at].kind == TokenKind::Quote
                && matches!(mark(text, at), '\'' | '’')
                && !leads_word(text, at)
                && !text.tokens()[at].spaced
        })
        .unwrap_or(0)
}

fn role(text: &Text<'_>, at: usize, mark: char, top: Option<char>, last_single: usize) -> Role {
    let closes = top.is_some_and(|top| pairs(top, mark));
    match mark {
        '„' | '‟' | '「' | '『' | '‚' if !leads_or_quotes(text, at) && mark == '‚' => Role::Nothing,
        '„' | '‟' | '「' | '『' | '‚' => Role::Open,
        '‘' if closes => Role::Close,
        '“' if closes && (top == Some('„') || !leads_word(text, at) && !text.tokens()[at].spaced) => Role::Close,
        '“' => Role::Open,
        '‘' | '‛' | '‹' => {
            if last_single > at || mark == '‹' {
                Role::Open
            } else {
                Role::Nothing
            }
        }
        '”' if closes || top.is_some() || !leads_word(text, at) || !free_before(text, at) => Role::Close,
        '”' => Role::Open,
        '«' => {
            if closes {
                Role::Close
            } else {
                Role::Open
            }
        }
        '»' => {
            if closes || top == Some('«') || !leads_or_quotes(text, at) {
                Role::Close
            } else {
                Role::Open
            }
        }
        '"' => {
            if closes {
                Role::Close
            } else {
                Role::Open
            }
        }
        '’' | '\'' => stroke(text, at, mark, top, last_single),
        _ => Role::Close,
    }
}

fn leads_or_quotes(text: &Text<'_>, at: usize) -> bool {
    text.tokens().get(at + 1).is_some_and(|next| !next.spaced)
}

/// Tells a single quotation mark from an apostrophe.
fn stroke(text: &Text<'_>, at: usize, mark: char, top: Option<char>, last_single: usize) -> Role {
    if last_single == 0 {
        return Role::Nothing;
    }
    let open = top.is_some_and(|top| single(top) && pairs(top, mark));
    if open && !leads_word(text, at) && !text.tokens()[at].spaced {
        let before = text.at(text.tokens()[at - 1].span());
        let possessive = before.ends_with(['s', 'S'])
            && last_single > at
            && text
                .tokens()
                .get(at + 1)
                .is_some_and(|next| next.spaced && text.at(next.span()).starts_with(char::is_lowercase));
        return if possessive { Role::Nothing } else { Role::Close };
    }
    if mark == '\''
        && !open
        && leads_or_quotes(text, at)
        && free_before(text, at)
        && last_single > at
        && !year(text, at)
    {
        return Role::Open;
    }
    Role::Nothing
}

/// Returns whether the stroke stands for the century of a year or for swallowed letters: `'90s`, `'em`.
fn year(text: &Text<'_>, at: usize) -> bool {
    text.tokens().get(at + 1).is_some_and(|next| {
        let printed = text.at(next.span());
        next.kind == TokenKind::Number && printed.len() <= 3
            || matches!(printed, "em" | "til" | "cause" | "tis" | "twas" | "n")
    })
}
