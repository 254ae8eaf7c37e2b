//! Text to entries. Parsing never fails: whatever cannot be read becomes a finding, and reading goes on at the next
//! clause or entry.

mod cursor;
mod entry;
mod expr;
mod preference;
mod settlement;
mod slot;

use crate::diagnostic::Diagnostic;
use crate::lex::{Kind, Token, lex};
use crate::limits::{FILE_BYTES_MAX, FINDINGS_PER_FILE_MAX};
use crate::node::Node;
use crate::rule;
use crate::span::{FileId, Span};
use cursor::{Cursor, Tok};

/// A file as read. The tokens cover the text without gap or overlap, so the text can be had back from them.
#[derive(Debug, Clone)]
pub struct Parse {
    /// All tokens, also those that carry no meaning.
    pub tokens: Vec<Token>,
    /// The entries, in order.
    pub entries: Vec<Entry>,
    /// What is wrong, by position.
    pub findings: Vec<Diagnostic>,
}

/// One entry of a file.
#[derive(Debug, Clone)]
pub struct Entry {
    /// From the start of its first line to the end of its last word; the comments above it and the line end after it
    /// are outside.
    pub span: Span,
    /// What it says; `None` where not even its keyword is known.
    pub node: Option<Node>,
    /// Whether something in it could not be read.
    pub broken: bool,
}

impl Parse {
    /// Returns the entries that could be read, whole or in part.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.entries.iter().filter_map(|entry| entry.node.as_ref())
    }
}

/// Reads a file. Cost: linear in its length.
pub fn parse(file: FileId, text: &str) -> Parse {
    if text.len() > FILE_BYTES_MAX {
        let found = Diagnostic::new(
            &rule::FILE_TOO_LARGE,
            Span { file, start: 0, end: 0 },
            format!("the file has {} bytes, more than the {FILE_BYTES_MAX} that are read", text.len()),
        )
        .hint("split the case into several files");
        return Parse { tokens: Vec::new(), entries: Vec::new(), findings: vec![found] };
    }
    let tokens = lex(text);
    let mut findings = Vec::new();
    let mut entries = Vec::new();
    for range in split(text, &tokens) {
        entries.push(read_entry(file, text, &tokens[range], &mut findings));
        // What later entries add lies further down, so no more need be kept.
        if findings.len() > FINDINGS_PER_FILE_MAX {
            keep_first(&mut findings);
        }
    }
    keep_first(&mut findings);
    Parse { tokens, entries, findings }
}

fn keep_first(findings: &mut Vec<Diagnostic>) {
    findings.sort_by_key(|finding: &Diagnostic| finding.primary.span);
    findings.truncate(FINDINGS_PER_FILE_MAX);
}

/// Returns the ranges of tokens that make up entries: each starts with a token in the first column that is neither
/// space nor comment (indented text before any entry makes one of its own, to be reported).
fn split(text: &str, tokens: &[Token]) -> Vec<std::ops::Range<usize>> {
    let mut starts = Vec::new();
    let marked = text.starts_with('\u{feff}');
    let mut at_line_start = true;
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Newline => at_line_start = true,
            // A byte order mark at the start of the file does not indent the first line.
            Kind::Space if token.start == 0 && marked => {}
            Kind::Comment => at_line_start = false,
            Kind::Space => {
                if starts.is_empty() && !is_blank_after(tokens, index) {
                    starts.push(index);
                }
                at_line_start = false;
            }
            _ => {
                if at_line_start {
                    starts.push(index);
                }
                at_line_start = false;
            }
        }
    }
    let ends = starts.iter().skip(1).copied().chain([tokens.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn is_blank_after(tokens: &[Token], index: usize) -> bool {
    tokens.get(index + 1).is_none_or(|next| matches!(next.kind, Kind::Newline | Kind::Comment | Kind::Space))
}

fn read_entry(file: FileId, text: &str, tokens: &[Token], findings: &mut Vec<Diagnostic>) -> Entry {
    let toks = significant(file, text, tokens);
    let span = match (toks.first(), toks.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => Span { file, ..Span::default() },
    };
    let before = findings.len();
    let mut cursor = Cursor::new(text, &toks, span, findings);
    let node = entry::read(&mut cursor);
    Entry { span, node, broken: findings.len() > before }
}

fn significant(file: FileId, text: &str, tokens: &[Token]) -> Vec<Tok> {
    let mut toks = Vec::with_capacity(tokens.len() / 2);
    let mut line_start = Some(0);
    for token in tokens {
        match token.kind {
            Kind::Newline => line_start = Some(0),
            Kind::Space => {
                if line_start.is_some() {
                    let width =
                        text[token.start as usize..token.end as usize].chars().filter(|&c| c != '\u{feff}').count();
                    line_start = Some(width as u32);
                }
            }
            Kind::Comment => {}
            kind => {
                toks.push(Tok {
                    kind,
                    span: Span { file, start: token.start, end: token.end },
                    indent: line_start.take(),
                });
            }
        }
    }
    toks
}
