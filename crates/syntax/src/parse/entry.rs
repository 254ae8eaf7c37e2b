//! One entry: its head, then its clauses on the same line or indented below.
//!
//! A clause on the line of another belongs to the innermost one that knows its keyword. A clause at the start of a
//! line belongs to the clause or entry that starts the nearest line above with less indentation; if that does not know
//! the keyword, to the innermost clause on that line that does.

use super::cursor::Cursor;
use super::slot;
use crate::diagnostic::{Diagnostic, closest};
use crate::form::{Dated, Form, Start, Times};
use crate::grammar::{self, ENTRIES};
use crate::lex::{Kind, Mark};
use crate::node::Node;
use crate::rule;
use crate::span::Span;
use crate::value::{Date, Name, Value};

/// A clause that is still open.
pub(super) struct Frame {
    pub(super) node: Node,
    /// The indentation of the line on which it started.
    pub(super) indent: u32,
    /// Whether it is the first on that line.
    pub(super) leads: bool,
    /// Those of its clauses that may stand once, with the place of their first word.
    said: Vec<(&'static Form, Span)>,
}

impl Frame {
    fn new(node: Node, indent: u32, leads: bool) -> Frame {
        Frame { node, indent, leads, said: Vec::new() }
    }
}

/// Reads an entry; `None` when its keyword is unknown.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Node> {
    let first = cursor.peek()?;
    if first.indent.is_some_and(|indent| indent > 0) {
        let finding = Diagnostic::new(&rule::STRAY_INDENT, first.span, "an indented line belongs to no entry")
            .hint("entries start in the first column; only their details are indented");
        cursor.report(finding);
        return None;
    }
    let date = read_date(cursor);
    let form = read_keyword(cursor, date.is_some())?;
    check_dated(cursor, form, date, first.span);
    let mut node = Node::new(form, first.span);
    node.keyword = cursor.last();
    node.date = date;
    let mut frames = vec![Frame::new(node, 0, true)];
    slot::read_all(cursor, &mut frames);
    while cursor.peek().is_some() {
        let before = cursor.position();
        read_clause(cursor, &mut frames);
        if cursor.position() == before {
            // Every clause reads at least its keyword; a slip here must not become an endless loop.
            cursor.skip_token();
        }
    }
    while frames.len() > 1 {
        close(&mut frames);
    }
    let mut node = frames.pop()?.node;
    node.span = node.span.to(cursor.last());
    Some(node)
}

fn read_date(cursor: &mut Cursor<'_>) -> Option<(Date, Span)> {
    let tok = cursor.peek().filter(|tok| tok.kind == Kind::Word)?;
    let word = cursor.slice(tok);
    if let Some(date) = Date::parse(word) {
        cursor.bump();
        return Some((date, tok.span));
    }
    if Date::looks_like(word) {
        cursor.bump();
        let finding = Diagnostic::new(&rule::IMPOSSIBLE_DATE, tok.span, format!("there is no date `{word}`"))
            .hint("dates are written year-month-day: `2025-03-01`, or `2025-03` where the day is not known");
        cursor.report(finding);
        return read_date_after(cursor, tok.span);
    }
    None
}

// A date that does not exist is reported once; the entry is then read as if it had one.
fn read_date_after(cursor: &Cursor<'_>, span: Span) -> Option<(Date, Span)> {
    cursor.peek().map(|_| (Date { year: 9999, month: None, day: None }, span))
}

fn read_keyword(cursor: &mut Cursor<'_>, dated: bool) -> Option<&'static Form> {
    let Some(word) = cursor.peek_inline().filter(|tok| tok.kind == Kind::Word).map(|tok| cursor.slice(tok)) else {
        cursor.expected(if dated { "a keyword after the date" } else { "an entry" });
        return None;
    };
    let form = grammar::entry(word);
    if form.is_none() {
        let finding = Diagnostic::new(&rule::UNKNOWN_ENTRY, cursor.here(), format!("no entry is called `{word}`"));
        let finding = match owner_of(word) {
            Some(owner) => finding.hint(format!("`{word}` is a detail of `{owner}`; indent it under its entry")),
            None => finding.did_you_mean(word, ENTRIES.iter().map(|form| form.keyword)),
        };
        cursor.report(finding);
    }
    cursor.bump();
    form
}

fn owner_of(word: &str) -> Option<&'static str> {
    ENTRIES.iter().find(|form| form.clause(word).is_some()).map(|form| form.keyword)
}

fn check_dated(cursor: &mut Cursor<'_>, form: &'static Form, date: Option<(Date, Span)>, first: Span) {
    match (form.dated, date) {
        (Dated::Always, None) => {
            let finding =
                Diagnostic::new(&rule::MISSING_DATE, first, format!("`{}` needs a date before it", form.keyword))
                    .hint(format!("write `2025-03-01 {} …`, or `2025-03` where the day is not known", form.keyword));
            cursor.report(finding);
        }
        (Dated::Never, Some((_, span))) => {
            let finding =
                Diagnostic::new(&rule::UNEXPECTED_DATE, span, format!("`{}` takes no date before it", form.keyword))
                    .here("it holds at all times")
                    .hint("leave the date out");
            cursor.report(finding);
        }
        (Dated::Always | Dated::Maybe, Some(_)) | (Dated::Never | Dated::Maybe, None) => {}
    }
}

fn read_clause(cursor: &mut Cursor<'_>, frames: &mut Vec<Frame>) {
    let Some(tok) = cursor.peek() else { return };
    let lowest = match tok.indent {
        Some(indent) => {
            while frames.len() > 1 && frames.last().is_some_and(|frame| frame.indent >= indent) {
                close(frames);
            }
            frames.iter().rposition(|frame| frame.leads).unwrap_or(0)
        }
        None => 0,
    };
    if tok.kind == Kind::Mark(Mark::Colon) && opens_clauses(cursor, frames) {
        cursor.bump();
        return;
    }
    let word = if tok.kind == Kind::Word { cursor.slice(tok) } else { "" };
    let owner = match tok.indent {
        // At the start of a line the owner of the line comes first, then the clauses on it from the innermost out.
        Some(_) if knows(&frames[lowest], word) => Some(lowest),
        _ => (lowest..frames.len()).rev().find(|&at| knows(&frames[at], word)),
    };
    if let Some(owner) = owner {
        while frames.len() > owner + 1 {
            close(frames);
        }
        open(cursor, frames, word);
        return;
    }
    let labels = tok.indent.is_some() && (slot::is_label(word) || tok.kind == Kind::Text);
    if let Some(form) = frames[lowest].node.form.labelled().filter(|_| labels) {
        while frames.len() > lowest + 1 {
            close(frames);
        }
        let indent = tok.indent.unwrap_or(0);
        frames.push(Frame::new(Node::new(form, tok.span), indent, true));
        slot::read_all(cursor, frames);
        return;
    }
    report_unknown(cursor, frames, word, lowest);
    cursor.bump();
    cursor.skip_line();
}

/// Returns whether a colon may stand before the clauses, as in `assume storm "…" : walk-away sudmark 60`.
fn opens_clauses(cursor: &Cursor<'_>, frames: &[Frame]) -> bool {
    let next = cursor.peek_at(1).filter(|tok| tok.kind == Kind::Word).map(|tok| cursor.slice(tok));
    frames.len() == 1 && frames[0].node.form.keyword == "assume" && next.is_some_and(|word| knows(&frames[0], word))
}

fn knows(frame: &Frame, word: &str) -> bool {
    frame.node.form.clause(word).is_some()
}

fn open(cursor: &mut Cursor<'_>, frames: &mut Vec<Frame>, word: &str) {
    let Some(tok) = cursor.bump() else { return };
    let Some(owner) = frames.last_mut() else { return };
    let Some(form) = owner.node.form.clause(word) else { return };
    if form.times == Times::Once {
        match owner.said.iter().find(|(said, _)| std::ptr::eq(*said, form)) {
            Some(&(_, earlier)) => {
                let finding = Diagnostic::new(&rule::REPEATED_CLAUSE, tok.span, format!("`{word}` is said twice"))
                    .also(earlier, "first here")
                    .hint("keep one of them");
                cursor.report(finding);
            }
            None => owner.said.push((form, tok.span)),
        }
    }
    let mut node = Node::new(form, tok.span);
    if matches!(form.start, Start::Word(_)) {
        node.args.push((0, Value::Word(Name { text: word.to_string(), span: tok.span })));
    }
    let indent = tok.indent.unwrap_or(owner.indent);
    frames.push(Frame::new(node, indent, tok.indent.is_some()));
    slot::read_all(cursor, frames);
}

fn close(frames: &mut Vec<Frame>) {
    let Some(mut done) = frames.pop() else { return };
    done.node.clauses.shrink_to_fit();
    if let Some(owner) = frames.last_mut() {
        owner.node.span = owner.node.span.to(done.node.span);
        owner.node.clauses.push(done.node);
    }
}

fn report_unknown(cursor: &mut Cursor<'_>, frames: &[Frame], word: &str, lowest: usize) {
    let form = frames[lowest].node.form;
    if word.is_empty() {
        let expected = format!("a detail of `{}`", form.keyword);
        cursor.expected(&expected);
        return;
    }
    let known: Vec<&str> = frames[lowest..].iter().flat_map(|frame| frame.node.form.words()).collect();
    let finding =
        Diagnostic::new(&rule::UNKNOWN_CLAUSE, cursor.here(), format!("`{word}` is no detail of `{}`", form.keyword));
    let outer = frames[..lowest].iter().rev().find(|frame| knows(frame, word));
    let finding = if let Some(outer) = outer {
        finding.hint(format!("it is a detail of `{}`; indent it less", outer.node.form.keyword))
    } else if grammar::entry(word).is_some() {
        finding.hint(format!("`{word}` is an entry of its own; start it in the first column"))
    } else if closest(word, known.iter().copied()).is_some() {
        finding.did_you_mean(word, known.iter().copied())
    } else {
        finding.hint(format!("`{}` takes {}", form.keyword, listed(form)))
    };
    cursor.report(finding);
}

fn listed(form: &'static Form) -> String {
    let words: Vec<String> = form.words().map(|word| format!("`{word}`")).collect();
    if words.is_empty() { "no details".to_string() } else { words.join(", ") }
}
