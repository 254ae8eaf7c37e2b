//! Which mark of a bracket goes with which.
//!
//! Brackets are paired over the whole text. Where that leaves marks without their other half, they are paired again clause
//! by clause: a bracket that is opened in the middle of a clause and not closed in it lacks its closing mark, and does not
//! take that of the bracket around the clauses. The reading with fewer odd marks counts; of two alike, the second, since
//! it says where.

use super::lex::{Token, is_address};
use super::{BRACKETS_MAX, DEPTH_MAX, LeafKind};
use std::collections::BTreeSet;

/// What a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// No mark of a bracket.
    None,
    /// It goes with the token at this position.
    Pair(usize),
    /// It opens or closes the words of a link; the other half, and where the address ends.
    Link(usize, usize),
    /// Its other half is missing.
    Stray,
    /// It is nested too deep.
    Flat,
    /// It stands inside the address of a link.
    Inside,
}

#[derive(Debug)]
pub(super) struct Pairs {
    pub(super) roles: Vec<Role>,
    pub(super) complete: bool,
    strays: usize,
}

/// Pairs the marks among tokens. `boundaries` are the places where clauses and headings start.
pub(super) fn pairs(text: &str, tokens: &[Token], boundaries: &[usize], targets: &[String]) -> Pairs {
    let whole = Pairing::new(text, tokens, &[], targets).run();
    if whole.strays == 0 {
        return whole;
    }
    let parted = Pairing::new(text, tokens, boundaries, targets).run();
    if parted.strays <= whole.strays { parted } else { whole }
}

struct Opened {
    token: usize,
    /// How many boundaries stand before it.
    clause: usize,
    /// Whether words stand before it on its line.
    inner: bool,
}

struct Pairing<'a> {
    text: &'a str,
    tokens: &'a [Token],
    boundaries: &'a [usize],
    targets: BTreeSet<&'a str>,
    pairs: Pairs,
    stack: Vec<Opened>,
    /// How many marks are open that are nested too deep.
    flat: usize,
    clause: usize,
    seen: usize,
    /// Whether words have stood on the line so far.
    inner: bool,
}

impl<'a> Pairing<'a> {
    fn new(text: &'a str, tokens: &'a [Token], boundaries: &'a [usize], targets: &'a [String]) -> Pairing<'a> {
        Pairing {
            text,
            tokens,
            boundaries,
            targets: targets.iter().map(String::as_str).collect(),
            pairs: Pairs { roles: vec![Role::None; tokens.len()], complete: true, strays: 0 },
            stack: Vec::new(),
            flat: 0,
            clause: 0,
            seen: 0,
            inner: false,
        }
    }

    fn run(mut self) -> Pairs {
        let mut at = 0;
        while at < self.tokens.len() {
            let token = &self.tokens[at];
            while self.boundaries.get(self.clause).is_some_and(|&boundary| boundary <= token.span.start) {
                self.clause += 1;
                self.close_clause();
            }
            match token.kind {
                LeafKind::Open => self.open(at),
                LeafKind::Close => at = self.close(at),
                LeafKind::Words => self.words(at),
                _ => self.inner = true,
            }
            at += 1;
        }
        let left = std::mem::take(&mut self.stack);
        left.iter().for_each(|opened| self.stray(opened.token));
        self.pairs
    }

    /// Takes words into account; a boundary may stand among them.
    fn words(&mut self, at: usize) {
        let span = self.tokens[at].span.clone();
        let words = &self.text[span.clone()];
        let last = match words.rfind('\n') {
            Some(line) => {
                self.inner = false;
                &words[line + 1..]
            }
            None => words,
        };
        let passed = self.boundaries.get(self.clause).is_some_and(|&boundary| boundary < span.end);
        if passed {
            while self.boundaries.get(self.clause).is_some_and(|&boundary| boundary < span.end) {
                self.clause += 1;
            }
            self.close_clause();
        }
        self.inner |= last.chars().any(|sign| !sign.is_whitespace() && !"#>*_-(".contains(sign));
    }

    fn open(&mut self, at: usize) {
        self.seen += 1;
        if self.seen > BRACKETS_MAX {
            self.pairs.complete = false;
            self.pairs.roles[at] = Role::Flat;
        } else if self.stack.len() >= DEPTH_MAX {
            self.flat += 1;
            self.pairs.roles[at] = Role::Flat;
        } else {
            self.stack.push(Opened { token: at, clause: self.clause, inner: self.inner });
        }
    }

    /// Pairs a closing mark and returns the last token that it covers: the address of a link goes with it.
    fn close(&mut self, at: usize) -> usize {
        if self.flat > 0 || self.seen > BRACKETS_MAX {
            self.flat = self.flat.saturating_sub(1);
            self.pairs.roles[at] = Role::Flat;
            return at;
        }
        let early = self.stack.last().is_some_and(|opened| opened.clause < self.clause);
        if self.stack.is_empty() || (early && !self.boundaries.is_empty() && !self.ends_paragraph(at)) {
            self.stray(at);
            return at;
        }
        let Some(opened) = self.stack.pop() else { return at };
        let end = self.tokens[at].span.end;
        let label = self.tokens[opened.token].span.end..self.tokens[at].span.start;
        let targets = !self.targets.is_empty();
        let tail = link_tail(self.text, end).or_else(|| targets.then(|| self.reference(label, end))?);
        let Some(tail) = tail else {
            self.pairs.roles[opened.token] = Role::Pair(at);
            self.pairs.roles[at] = Role::Pair(opened.token);
            return at;
        };
        self.pairs.roles[opened.token] = Role::Link(at, tail);
        self.pairs.roles[at] = Role::Link(opened.token, tail);
        let mut last = at;
        while self.tokens.get(last + 1).is_some_and(|next| next.span.end <= tail) {
            last += 1;
            self.pairs.roles[last] = Role::Inside;
        }
        last
    }

    /// Returns where a link ends whose address stands elsewhere: `[words][label]`, or `[label]` alone.
    fn reference(&self, words: std::ops::Range<usize>, end: usize) -> Option<usize> {
        let known = |label: &str| label.len() <= 999 && self.targets.contains(label.trim().to_lowercase().as_str());
        if let Some(rest) = self.text[end..].strip_prefix('[') {
            let close = rest.find(['[', ']']).filter(|&close| rest[close..].starts_with(']'))?;
            let label = if close == 0 { &self.text[words] } else { &rest[..close] };
            return known(label).then_some(end + 1 + close + 1);
        }
        known(&self.text[words]).then_some(end)
    }

    /// Returns whether no words follow in the paragraph.
    fn ends_paragraph(&self, at: usize) -> bool {
        for token in self.tokens[at + 1..].iter().take(DEPTH_MAX) {
            match token.kind {
                LeafKind::Words => {
                    let words = &self.text[token.span.clone()];
                    let line = words.split('\n').next().unwrap_or_default();
                    if line.chars().any(char::is_alphanumeric) {
                        return false;
                    }
                    if words.contains('\n') {
                        return true;
                    }
                }
                LeafKind::Close | LeafKind::NoteMark | LeafKind::Comment | LeafKind::ChangeMark => {}
                _ => return false,
            }
        }
        true
    }

    /// At the start of a clause, what was opened in the middle of an earlier one is given up.
    fn close_clause(&mut self) {
        self.flat = 0;
        if self.boundaries.is_empty() {
            return;
        }
        let stack = std::mem::take(&mut self.stack);
        for opened in stack {
            if opened.inner {
                self.stray(opened.token);
            } else {
                self.stack.push(opened);
            }
        }
    }

    fn stray(&mut self, at: usize) {
        self.pairs.roles[at] = Role::Stray;
        self.pairs.strays += 1;
    }
}

/// How long the address of a link may be, in bytes.
const ADDRESS_BYTES_MAX: usize = 2_000;

/// Returns where the address ends that follows the words of a link: `(https://…)`.
pub(super) fn link_tail(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].strip_prefix('(')?;
    let mut depth = 0_usize;
    let end = rest.char_indices().take(ADDRESS_BYTES_MAX).find_map(|(at, sign)| match sign {
        '\n' | '[' | ']' => Some(None),
        '(' => {
            depth += 1;
            None
        }
        ')' if depth == 0 => Some(Some(at)),
        ')' => {
            depth -= 1;
            None
        }
        _ => None,
    })??;
    let inside = rest[..end].trim();
    let mut words = inside.splitn(2, char::is_whitespace);
    let address = words.next().is_some_and(is_address);
    let title = words.next().is_none_or(|title| title.trim_start().starts_with(['"', '\'', '(']));
    (address && title).then_some(at + 1 + end + 1)
}
