//! The reading position inside one entry.

use crate::diagnostic::{Diagnostic, Rule};
use crate::lex::{Kind, Mark};
use crate::limits::FINDINGS_PER_FILE_MAX;
use crate::rule;
use crate::span::Span;
use crate::value::Name;

/// A token that carries meaning.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tok {
    pub(super) kind: Kind,
    pub(super) span: Span,
    /// The width of the space before it, when it is the first on its line.
    pub(super) indent: Option<u32>,
}

/// The reading position.
pub(super) struct Cursor<'a> {
    text: &'a str,
    toks: &'a [Tok],
    at: usize,
    whole: Span,
    findings: &'a mut Vec<Diagnostic>,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, toks: &'a [Tok], whole: Span, findings: &'a mut Vec<Diagnostic>) -> Cursor<'a> {
        Cursor { text, toks, at: 0, whole, findings }
    }

    pub(super) fn peek(&self) -> Option<Tok> {
        self.toks.get(self.at).copied()
    }

    pub(super) fn peek_at(&self, ahead: usize) -> Option<Tok> {
        self.toks.get(self.at + ahead).copied()
    }

    /// Returns the next token if it is on the line being read.
    pub(super) fn peek_inline(&self) -> Option<Tok> {
        self.peek().filter(|tok| tok.indent.is_none() || self.at == 0)
    }

    pub(super) fn bump(&mut self) -> Option<Tok> {
        let tok = self.peek();
        self.at += usize::from(tok.is_some());
        tok
    }

    /// Passes over a token that nothing knows what to do with.
    pub(super) fn skip_token(&mut self) {
        debug_assert!(false, "no clause was read at {:?}", self.here());
        self.at += 1;
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    pub(super) fn slice(&self, tok: Tok) -> &'a str {
        &self.text[tok.span.range()]
    }

    /// Returns the next token as a word, wherever it stands.
    pub(super) fn peek_word(&self) -> Option<&'a str> {
        self.peek().filter(|tok| tok.kind == Kind::Word).map(|tok| self.slice(tok))
    }

    pub(super) fn is_mark(&self, mark: Mark) -> bool {
        self.peek().is_some_and(|tok| tok.kind == Kind::Mark(mark))
    }

    pub(super) fn eat_mark(&mut self, mark: Mark) -> Option<Span> {
        self.is_mark(mark).then(|| self.bump().map(|tok| tok.span))?
    }

    pub(super) fn eat_word(&mut self, word: &str) -> Option<Span> {
        (self.peek_word() == Some(word)).then(|| self.bump().map(|tok| tok.span))?
    }

    /// Returns the place of the next token, or the end of the entry.
    pub(super) fn here(&self) -> Span {
        match self.peek() {
            Some(tok) => tok.span,
            None => Span { start: self.whole.end, ..self.whole },
        }
    }

    /// Returns where the last token read stands.
    pub(super) fn last(&self) -> Span {
        self.at.checked_sub(1).and_then(|at| self.toks.get(at)).map_or(self.whole, |tok| tok.span)
    }

    /// Reports a finding. One entry may have any number of them; more than can be told are not kept.
    pub(super) fn report(&mut self, finding: Diagnostic) {
        if self.findings.len() < 2 * FINDINGS_PER_FILE_MAX {
            self.findings.push(finding);
        }
    }

    /// Reports that something else stands where `expected` should.
    pub(super) fn expected(&mut self, expected: &str) {
        let finding = self.unexpected(&rule::SYNTAX, expected);
        self.report(finding);
    }

    /// Returns the finding that something else stands where `expected` should.
    pub(super) fn unexpected(&self, rule: &'static Rule, expected: &str) -> Diagnostic {
        let found = match self.peek_inline() {
            None => {
                let last = self.last();
                let end = Span { start: last.end, ..last };
                return Diagnostic::new(rule, end, format!("expected {expected}, found the end of the line"))
                    .here(format!("{expected} is missing here"));
            }
            Some(tok) => tok,
        };
        match found.kind {
            Kind::OpenText => Diagnostic::new(&rule::UNCLOSED_TEXT, found.span, "the closing quote is missing")
                .here("this text starts here")
                .hint("put a `\"` at its end; inside a text a quote is written `\\\"`"),
            Kind::Unknown => {
                let character = self.slice(found);
                let finding =
                    Diagnostic::new(&rule::UNKNOWN_CHARACTER, found.span, format!("`{character}` means nothing here"));
                match character {
                    "“" | "”" | "„" | "«" | "»" => {
                        finding.hint("texts stand in straight quotes: `\"…\"`").fix(found.span, "\"")
                    }
                    "–" | "—" | "−" => finding.hint("a minus or hyphen is `-`").fix(found.span, "-"),
                    "≤" => finding.hint("write `<=`").fix(found.span, "<="),
                    "≥" => finding.hint("write `>=`").fix(found.span, ">="),
                    "≠" => finding.hint("write `!=`").fix(found.span, "!="),
                    _ => finding.hint(format!("expected {expected}")),
                }
            }
            _ => Diagnostic::new(rule, found.span, format!("expected {expected}, found `{}`", self.shown(found))),
        }
    }

    fn shown(&self, tok: Tok) -> String {
        let slice = self.slice(tok);
        match slice.char_indices().nth(40) {
            Some((at, _)) => format!("{}…", &slice[..at]),
            None => slice.to_string(),
        }
    }

    /// Reads a name on this line: a word that starts with a letter.
    pub(super) fn name(&mut self, expected: &str) -> Option<Name> {
        let tok = self.peek_inline();
        self.name_at(tok, expected)
    }

    /// Reads a name where an operand is still to come, so that it may stand on the next line.
    pub(super) fn operand(&mut self, expected: &str) -> Option<Name> {
        let tok = self.peek();
        self.name_at(tok, expected)
    }

    fn name_at(&mut self, tok: Option<Tok>, expected: &str) -> Option<Name> {
        match tok {
            Some(tok) if tok.kind == Kind::Word => {
                let text = self.slice(tok);
                if text.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
                    let finding = self.unexpected(&rule::SYNTAX, expected).hint("names start with a letter");
                    self.report(finding);
                    return None;
                }
                self.bump();
                Some(Name { text: text.to_string(), span: tok.span })
            }
            _ => {
                self.expected(expected);
                None
            }
        }
    }

    /// Skips what is left of the line.
    pub(super) fn skip_line(&mut self) {
        while self.peek().is_some_and(|tok| tok.indent.is_none()) {
            self.bump();
        }
    }
}
