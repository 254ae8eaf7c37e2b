//! The values that follow a keyword.

use super::cursor::{Cursor, Tok};
use super::entry::Frame;
use super::{expr, preference, settlement};
use crate::diagnostic::Diagnostic;
use crate::form::{Colon, Count, Form, Slot, Space, Start, Take};
use crate::grammar::RESERVED;
use crate::lex::{Kind, Mark};
use crate::limits::DURATION_COUNT_MAX;
use crate::rule;
use crate::span::Span;
use crate::value::{Date, Duration, Name, Number, Range, Scalar, Text, TimeUnit, Value};

/// What stands around the slots that are being read.
struct Around<'a> {
    outer: &'a [Frame],
    form: &'static Form,
    indent: u32,
    leads: bool,
}

impl Around<'_> {
    /// Returns whether a word introduces a clause here.
    fn is_clause(&self, word: &str) -> bool {
        self.form.clause(word).is_some() || self.outer.iter().any(|frame| frame.node.form.clause(word).is_some())
    }

    /// Returns whether a text at the start of a line is the number of a clause.
    fn takes_label(&self, indent: u32) -> bool {
        let own = (self.form, self.indent, self.leads);
        let outer = self.outer.iter().rev().map(|frame| (frame.node.form, frame.indent, frame.leads));
        let owner = std::iter::once(own).chain(outer).find(|&(_, at, leads)| leads && at < indent);
        owner.is_some_and(|(form, ..)| form.labelled().is_some())
    }
}

/// Fills the slots of the innermost frame.
pub(super) fn read_all(cursor: &mut Cursor<'_>, frames: &mut [Frame]) {
    let (outer, last) = frames.split_at_mut(frames.len() - 1);
    let Some(frame) = last.first_mut() else { return };
    let form = frame.node.form;
    let around = Around { outer, form, indent: frame.indent, leads: frame.leads };
    for (index, slot) in form.slots.iter().enumerate() {
        let mut found = 0;
        let colon = read_colon(cursor, form, index);
        if slot.colon == Colon::Yes && !colon {
            if matches!(slot.count, Count::One | Count::Many) {
                cursor.expected("`:`");
                cursor.skip_line();
                return;
            }
            continue;
        }
        let required = colon || matches!(slot.count, Count::One | Count::Many);
        // After a comma another value must follow, also one that is called like a clause.
        let mut comma = false;
        while (found == 0 && required) || comma || can_start(cursor, slot, found, colon, &around) {
            let before = cursor.position();
            let Some(value) = read(cursor, slot, &around) else {
                skip_to_clause(cursor, &around);
                return;
            };
            frame.node.args.push((index as u8, value));
            found += 1;
            debug_assert!(cursor.position() > before, "a value is never empty");
            if matches!(slot.count, Count::One | Count::Maybe) {
                break;
            }
            comma =
                cursor.peek_inline().is_some_and(|tok| tok.kind == Kind::Mark(Mark::Comma)) && cursor.bump().is_some();
        }
    }
    frame.node.span = frame.node.span.to(cursor.last());
}

/// Reads the colon before a slot. A colon that a later slot asks for is left alone.
fn read_colon(cursor: &mut Cursor<'_>, form: &Form, index: usize) -> bool {
    let slot = &form.slots[index];
    // The word slots before an optional colon, such as the denial in a claim, take the colon for those that follow.
    let wanted = matches!(slot.colon, Colon::Yes | Colon::Optional);
    wanted && cursor.peek_inline().is_some_and(|tok| tok.kind == Kind::Mark(Mark::Colon)) && {
        cursor.bump();
        slot.count != Count::Maybe || slot.colon == Colon::Yes
    }
}

/// Returns whether the next token starts another value of an optional or repeated slot.
fn can_start(cursor: &Cursor<'_>, slot: &Slot, found: usize, colon: bool, around: &Around<'_>) -> bool {
    if found > 0 && !matches!(slot.count, Count::Many | Count::Any) {
        return false;
    }
    let Some(tok) = (if colon && found == 0 { cursor.peek() } else { cursor.peek_inline() }) else { return false };
    let word = match tok.kind {
        Kind::Word => cursor.slice(tok),
        Kind::Text | Kind::OpenText => {
            return matches!(slot.take, Take::Text | Take::NameOrText(_) | Take::WordOrText(_) | Take::Label);
        }
        Kind::Mark(Mark::Open) => return slot.take == Take::Expr,
        _ => return false,
    };
    let numeric = word.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    match slot.take {
        Take::Text => false,
        Take::Word(words) => words.contains(&word),
        Take::WordOrText(words) => words.contains(&word) && !around.is_clause(word),
        Take::Date | Take::Number | Take::Duration | Take::Step | Take::Range => numeric,
        Take::Label => is_label(word),
        Take::Code | Take::Expr => !around.is_clause(word),
        _ => !numeric && !around.is_clause(word),
    }
}

fn read(cursor: &mut Cursor<'_>, slot: &Slot, around: &Around<'_>) -> Option<Value> {
    // In a list of texts each stands for itself.
    let joins = matches!(slot.count, Count::One | Count::Maybe).then_some(around);
    if cursor.peek_inline().is_none()
        && let Some(expected) = stays_on_line(slot.take, around.form)
    {
        cursor.expected(expected);
        return None;
    }
    match slot.take {
        Take::New(space) => new_name(cursor, space).map(Value::Name),
        Take::Name(space) => cursor.name(&a(space)).map(Value::Name),
        Take::NameOrText(space) => match peek_kind(cursor) {
            Some(Kind::Text | Kind::OpenText) => text(cursor, joins).map(Value::Text),
            _ => cursor.name(&format!("{}, or a text in quotes", a(space))).map(Value::Name),
        },
        Take::Text => text(cursor, joins).map(Value::Text),
        Take::Word(words) => word(cursor, words).map(Value::Word),
        Take::WordOrText(words) => match peek_kind(cursor) {
            Some(Kind::Text | Kind::OpenText) => text(cursor, joins).map(Value::Text),
            _ => word(cursor, words).map(Value::Word),
        },
        Take::Code => code(cursor).map(Value::Word),
        Take::Date => date(cursor).map(|(date, span)| Value::Date(date, span)),
        Take::Number => number(cursor).map(|(number, span)| Value::Number(number, span)),
        Take::Duration => duration(cursor).map(|(time, span)| Value::Duration(time, span)),
        Take::Step => step(cursor),
        Take::Range => range(cursor).map(|(range, span)| Value::Range(range, span)),
        Take::Expr => expr::read(cursor).map(Value::Expr),
        Take::Settlements => settlement::read_all(cursor).map(Value::Settlements),
        Take::Values => preference::read_values(cursor).map(Value::Values),
        Take::Orders => preference::read_orders(cursor).map(Value::Orders),
        Take::Label => label(cursor).map(Value::Label),
    }
}

/// Returns what is missing where a line ends before a value that has to stand on it; `None` for what may go on over
/// lines or says so itself.
fn stays_on_line(take: Take, form: &Form) -> Option<&'static str> {
    match take {
        Take::Date => Some("a date such as `2025-03-01`"),
        Take::Number => Some("a number"),
        Take::Duration => Some("a length of time such as `90 days`"),
        Take::Step => Some("a number or a length of time"),
        Take::Range => Some("a range such as `0..500`"),
        // A label may be what the line starts with.
        Take::Label if form.start != Start::Label => Some("a clause number"),
        _ => None,
    }
}

/// Goes on at the next clause of this line, or at the next line.
fn skip_to_clause(cursor: &mut Cursor<'_>, around: &Around<'_>) {
    while let Some(tok) = cursor.peek_inline() {
        if tok.kind == Kind::Word && around.is_clause(cursor.slice(tok)) {
            return;
        }
        cursor.bump();
    }
}

fn peek_kind(cursor: &Cursor<'_>) -> Option<Kind> {
    cursor.peek_inline().map(|tok| tok.kind)
}

fn a(space: Space) -> String {
    let noun = space.noun();
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

fn new_name(cursor: &mut Cursor<'_>, space: Space) -> Option<Name> {
    let name = cursor.name(&format!("a name for the {}", space.noun()))?;
    if RESERVED.contains(&name.text.as_str()) {
        let finding = Diagnostic::new(
            &rule::RESERVED_NAME,
            name.span,
            format!("`{}` is a word of the expression language", name.text),
        )
        .hint("choose another name");
        cursor.report(finding);
    }
    Some(name)
}

/// Reads a text and, where it `joins`, the texts that follow it on this line or at the start of the next ones.
fn text(cursor: &mut Cursor<'_>, joins: Option<&Around<'_>>) -> Option<Text> {
    let tok = cursor.peek_inline().filter(|tok| tok.kind == Kind::Text);
    let Some(first) = tok else {
        cursor.expected("a text in quotes");
        return None;
    };
    let mut text = unescape(cursor, first.span);
    cursor.bump();
    let mut span = first.span;
    let goes_on = |tok: &Tok| {
        let joins = joins.is_some_and(|around| !tok.indent.is_some_and(|indent| around.takes_label(indent)));
        joins && tok.kind == Kind::Text
    };
    while let Some(next) = cursor.peek().filter(goes_on) {
        text.push(' ');
        text.push_str(&unescape(cursor, next.span));
        span = span.to(next.span);
        cursor.bump();
    }
    Some(Text { text, span })
}

fn unescape(cursor: &mut Cursor<'_>, span: Span) -> String {
    let Some(tok) = cursor.peek() else { return String::new() };
    let slice = cursor.slice(tok);
    let inner = slice.get(1..slice.len() - 1).unwrap_or_default();
    if !inner.contains('\\') {
        return inner.to_string();
    }
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('n')) => out.push('\n'),
            ('\\', Some(plain @ ('"' | '\\'))) => out.push(plain),
            ('\\', other) => {
                let shown: String = other.into_iter().collect();
                let finding = Diagnostic::new(&rule::SYNTAX, span, format!("`\\{shown}` means nothing in a text"))
                    .hint("a text knows `\\\"`, `\\\\` and `\\n`");
                cursor.report(finding);
                out.extend(other);
            }
            (plain, _) => out.push(plain),
        }
    }
    out
}

fn word(cursor: &mut Cursor<'_>, words: &[&'static str]) -> Option<Name> {
    let tok = cursor.peek_inline().filter(|tok| tok.kind == Kind::Word);
    if let Some(tok) = tok
        && words.contains(&cursor.slice(tok))
    {
        cursor.bump();
        return Some(Name { text: cursor.slice(tok).to_string(), span: tok.span });
    }
    let listed: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    let finding = cursor.unexpected(&rule::SYNTAX, &format!("one of {}", listed.join(", ")));
    let finding = match tok {
        Some(tok) => finding.did_you_mean(cursor.slice(tok), words.iter().copied()),
        None => finding,
    };
    cursor.report(finding);
    None
}

fn code(cursor: &mut Cursor<'_>) -> Option<Name> {
    match cursor.peek_inline() {
        Some(tok) if tok.kind == Kind::Word => {
            cursor.bump();
            Some(Name { text: cursor.slice(tok).to_string(), span: tok.span })
        }
        _ => {
            cursor.expected("a word");
            None
        }
    }
}

fn date(cursor: &mut Cursor<'_>) -> Option<(Date, Span)> {
    match scalar_word(cursor) {
        Some((word, span)) => match Date::parse(word) {
            Some(date) => {
                cursor.bump();
                Some((date, span))
            }
            None if Date::looks_like(word) => {
                let finding = Diagnostic::new(&rule::IMPOSSIBLE_DATE, span, format!("there is no date `{word}`"))
                    .hint("dates are written year-month-day: `2025-03-01`");
                cursor.report(finding);
                None
            }
            None => {
                cursor.expected("a date such as `2025-03-01`");
                None
            }
        },
        None => {
            cursor.expected("a date such as `2025-03-01`");
            None
        }
    }
}

fn scalar_word<'a>(cursor: &Cursor<'a>) -> Option<(&'a str, Span)> {
    cursor.peek().filter(|tok| tok.kind == Kind::Word).map(|tok| (cursor.slice(tok), tok.span))
}

fn inline_word<'a>(cursor: &Cursor<'a>) -> Option<(&'a str, Span)> {
    cursor.peek_inline().and_then(|_| scalar_word(cursor))
}

/// Reads a number.
pub(super) fn number(cursor: &mut Cursor<'_>) -> Option<(Number, Span)> {
    match scalar_word(cursor).and_then(|(word, span)| Some((Number::parse(word)?, span))) {
        Some(number) => {
            cursor.bump();
            Some(number)
        }
        None => {
            let finding = cursor.unexpected(&rule::SYNTAX, "a number");
            let long =
                scalar_word(cursor).is_some_and(|(word, _)| word.bytes().filter(u8::is_ascii_digit).count() > 28);
            let finding = if long { finding.hint("numbers have at most 28 digits") } else { finding };
            cursor.report(finding);
            None
        }
    }
}

fn duration(cursor: &mut Cursor<'_>) -> Option<(Duration, Span)> {
    let (count, start) = number(cursor)?;
    let whole = (!count.percent && count.value.fract().is_zero())
        .then(|| u32::try_from(count.value).ok())
        .flatten()
        .filter(|&count| count <= DURATION_COUNT_MAX);
    let Some(whole) = whole else {
        let finding = Diagnostic::new(
            &rule::SYNTAX,
            start,
            format!("expected a whole number from 0 to {DURATION_COUNT_MAX}, found `{count}`"),
        );
        cursor.report(finding);
        return None;
    };
    let Some(unit) = inline_word(cursor).and_then(|(word, _)| TimeUnit::parse(word)) else {
        cursor.expected("`days`, `weeks`, `months` or `years`");
        return None;
    };
    cursor.bump();
    Some((Duration { count: whole, unit }, start.to(cursor.last())))
}

fn step(cursor: &mut Cursor<'_>) -> Option<Value> {
    let unit = cursor
        .peek_at(1)
        .filter(|tok| tok.kind == Kind::Word && tok.indent.is_none())
        .is_some_and(|tok| TimeUnit::parse(cursor.slice(tok)).is_some());
    if unit {
        duration(cursor).map(|(time, span)| Value::Duration(time, span))
    } else {
        number(cursor).map(|(number, span)| Value::Number(number, span))
    }
}

/// Reads a number or a date.
pub(super) fn scalar(cursor: &mut Cursor<'_>) -> Option<(Scalar, Span)> {
    match scalar_word(cursor) {
        Some((word, _)) if Date::looks_like(word) => date(cursor).map(|(date, span)| (Scalar::Date(date), span)),
        _ => number(cursor).map(|(number, span)| (Scalar::Number(number), span)),
    }
}

fn range(cursor: &mut Cursor<'_>) -> Option<(Range, Span)> {
    let (low, start) = scalar(cursor)?;
    if cursor.eat_mark(Mark::Dots).is_none() {
        cursor.expected("`..` and the last value");
        return None;
    }
    let (high, end) = scalar(cursor)?;
    Some((Range { low, high }, start.to(end)))
}

/// Words that follow a clause number without renumbering what comes after.
const SUFFIXES: &[&str] =
    &["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies", "alt"];

/// Returns whether a word can be the number of a clause: it has a digit, or is in capitals (`IV`, `A`).
pub(super) fn is_label(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
        || (!word.is_empty() && word.chars().all(|c| c.is_uppercase() || c == '.') && word.chars().count() <= 8)
}

fn label(cursor: &mut Cursor<'_>) -> Option<Text> {
    // A label leads its line, so it is looked for there too.
    match cursor.peek().map(|tok| tok.kind) {
        Some(Kind::Text) => {
            let tok = cursor.peek()?;
            let text = unescape(cursor, tok.span);
            cursor.bump();
            Some(Text { text, span: tok.span })
        }
        Some(Kind::Word) if scalar_word(cursor).is_some_and(|(word, _)| is_label(word)) => {
            let tok = cursor.bump()?;
            let mut text = cursor.slice(tok).to_string();
            let mut span = tok.span;
            while let Some((suffix, place)) = inline_word(cursor).filter(|(word, _)| SUFFIXES.contains(word)) {
                text.push(' ');
                text.push_str(suffix);
                span = span.to(place);
                cursor.bump();
            }
            Some(Text { text, span })
        }
        _ => {
            let finding = cursor
                .unexpected(&rule::SYNTAX, "a clause number")
                .hint("`5`, `5 bis` and `II.3` are clause numbers; any other goes in quotes");
            cursor.report(finding);
            None
        }
    }
}
