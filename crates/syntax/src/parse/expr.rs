//! Expressions. From loosest to tightest: `iff`, `implies` (to the right), `or`, `and`, `not`, comparisons.

use super::cursor::Cursor;
use super::slot;
use crate::diagnostic::Diagnostic;
use crate::expr::{Bound, Comparison, Expr, Sum, Term};
use crate::lex::{Kind, Mark};
use crate::limits::EXPRESSION_DEPTH_MAX;
use crate::rule;
use crate::span::Span;
use crate::value::{Choice, Name, Number};

/// An expression and the depth of its tree; a leaf has none.
type Tree = (Expr, u32);

/// Reads an expression. It may go on over lines wherever an operand or an operator is still to come.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Expr> {
    iff(cursor, 0).map(|(expr, _)| expr)
}

/// Reports nesting that is too deep; without a bound, hostile input could exhaust the stack.
pub(super) fn check_depth(cursor: &mut Cursor<'_>, depth: u32) -> Option<()> {
    if depth <= EXPRESSION_DEPTH_MAX {
        return Some(());
    }
    let finding = Diagnostic::new(
        &rule::TOO_DEEP,
        cursor.here(),
        format!("brackets and operators are nested more than {EXPRESSION_DEPTH_MAX} deep"),
    )
    .hint("name a part of it as a fact: `fact NAME : …`");
    cursor.report(finding);
    None
}

/// Returns the depth of a tree from those of its parts, or reports that it is too deep: chains nest without brackets.
fn above(cursor: &mut Cursor<'_>, parts: &[u32]) -> Option<u32> {
    let depth = 1 + parts.iter().copied().max().unwrap_or(0);
    check_depth(cursor, depth)?;
    Some(depth)
}

fn iff(cursor: &mut Cursor<'_>, depth: u32) -> Option<Tree> {
    check_depth(cursor, depth)?;
    let (mut left, mut tall) = implies(cursor, depth)?;
    while cursor.eat_word("iff").is_some() {
        let (right, other) = implies(cursor, depth + 1)?;
        tall = above(cursor, &[tall, other])?;
        left = Expr::Iff(Box::new(left), Box::new(right));
    }
    Some((left, tall))
}

fn implies(cursor: &mut Cursor<'_>, depth: u32) -> Option<Tree> {
    check_depth(cursor, depth)?;
    let (left, tall) = or(cursor, depth)?;
    if cursor.eat_word("implies").is_none() {
        return Some((left, tall));
    }
    let (right, other) = implies(cursor, depth + 1)?;
    let tall = above(cursor, &[tall, other])?;
    Some((Expr::Implies(Box::new(left), Box::new(right)), tall))
}

fn or(cursor: &mut Cursor<'_>, depth: u32) -> Option<Tree> {
    let first = and(cursor, depth)?;
    chain(cursor, first, "or", |cursor| and(cursor, depth), Expr::Or)
}

fn and(cursor: &mut Cursor<'_>, depth: u32) -> Option<Tree> {
    let first = not(cursor, depth)?;
    chain(cursor, first, "and", |cursor| not(cursor, depth), Expr::And)
}

fn chain<'a>(
    cursor: &mut Cursor<'a>,
    first: Tree,
    word: &str,
    next: impl Fn(&mut Cursor<'a>) -> Option<Tree>,
    whole: fn(Vec<Expr>) -> Expr,
) -> Option<Tree> {
    let (first, mut tall) = first;
    if cursor.peek_word() != Some(word) {
        return Some((first, tall));
    }
    let mut parts = vec![first];
    while cursor.eat_word(word).is_some() {
        let (part, other) = next(cursor)?;
        parts.push(part);
        tall = tall.max(other);
    }
    let tall = above(cursor, &[tall])?;
    Some((whole(parts), tall))
}

fn not(cursor: &mut Cursor<'_>, depth: u32) -> Option<Tree> {
    check_depth(cursor, depth)?;
    match cursor.eat_word("not") {
        Some(start) => {
            let (inner, tall) = not(cursor, depth + 1)?;
            let tall = above(cursor, &[tall])?;
            let span = start.to(cursor.last());
            Some((Expr::Not(Box::new(inner), span), tall))
        }
        None => test(cursor, depth),
    }
}

fn test(cursor: &mut Cursor<'_>, depth: u32) -> Option<Tree> {
    if cursor.eat_mark(Mark::Open).is_some() {
        let inner = iff(cursor, depth + 1)?;
        close(cursor, Mark::Close, "`)`")?;
        return Some(inner);
    }
    let leaf = match cursor.peek_word() {
        Some("true") => cursor.bump().map(|tok| Expr::Constant(true, tok.span)),
        Some("false") => cursor.bump().map(|tok| Expr::Constant(false, tok.span)),
        Some(word) if Bound::parse(word).is_some() => return count(cursor, depth),
        Some(_) => comparison(cursor),
        None => {
            cursor.expected("a point, a fact or `(`");
            None
        }
    };
    leaf.map(|expr| (expr, 0))
}

fn close(cursor: &mut Cursor<'_>, mark: Mark, expected: &str) -> Option<Span> {
    let closed = cursor.eat_mark(mark);
    if closed.is_none() {
        cursor.expected(expected);
    }
    closed
}

fn count(cursor: &mut Cursor<'_>, depth: u32) -> Option<Tree> {
    let start = cursor.here();
    let bound = Bound::parse(cursor.peek_word()?)?;
    cursor.bump();
    let (number, place) = slot::number(cursor)?;
    let whole = (!number.percent && number.value.fract().is_zero()).then(|| u32::try_from(number.value).ok()).flatten();
    let Some(whole) = whole else {
        let finding = Diagnostic::new(&rule::SYNTAX, place, format!("expected a whole number, found `{number}`"));
        cursor.report(finding);
        return None;
    };
    if cursor.eat_word("of").is_none() {
        cursor.expected("`of` and a list in braces");
        return None;
    }
    close(cursor, Mark::OpenBrace, "`{`")?;
    let mut parts = Vec::new();
    let mut tall = 0;
    loop {
        let (part, other) = iff(cursor, depth + 1)?;
        parts.push(part);
        tall = tall.max(other);
        if cursor.eat_mark(Mark::Comma).is_none() {
            break;
        }
    }
    let end = close(cursor, Mark::CloseBrace, "`,` or `}`")?;
    let tall = above(cursor, &[tall])?;
    Some((Expr::Count(bound, whole, parts, start.to(end)), tall))
}

fn comparison(cursor: &mut Cursor<'_>) -> Option<Expr> {
    let left = sum(cursor)?;
    if let Some(name) = lone_name(&left) {
        if cursor.eat_word("signs").is_some() {
            let fact = cursor.operand("a fact")?;
            return Some(Expr::Signs(name, fact));
        }
        if cursor.eat_word("in").is_some() {
            return membership(cursor, name);
        }
    }
    let Some(comparison) = comparison_mark(cursor) else {
        if let Some(name) = lone_name(&left) {
            return Some(Expr::Name(name));
        }
        cursor.expected("a comparison such as `<=`");
        return None;
    };
    let right = sum(cursor)?;
    Some(Expr::Compare(left, comparison, right))
}

fn lone_name(sum: &Sum) -> Option<Name> {
    match sum.single() {
        Some(Choice::Option(name)) => Some(name.clone()),
        _ => None,
    }
}

fn comparison_mark(cursor: &mut Cursor<'_>) -> Option<Comparison> {
    let comparison = match cursor.peek()?.kind {
        Kind::Mark(Mark::Eq) => Comparison::Eq,
        Kind::Mark(Mark::Ne) => Comparison::Ne,
        Kind::Mark(Mark::Lt) => Comparison::Lt,
        Kind::Mark(Mark::Le) => Comparison::Le,
        Kind::Mark(Mark::Gt) => Comparison::Gt,
        Kind::Mark(Mark::Ge) => Comparison::Ge,
        _ => return None,
    };
    cursor.bump();
    if cursor.is_mark(Mark::Eq) {
        let finding = Diagnostic::new(&rule::SYNTAX, cursor.here(), "one `=` too many")
            .hint("equality is written `=`")
            .fix(cursor.here(), "");
        cursor.report(finding);
        cursor.bump();
    }
    Some(comparison)
}

fn membership(cursor: &mut Cursor<'_>, point: Name) -> Option<Expr> {
    if cursor.eat_mark(Mark::OpenBrace).is_some() {
        let mut choices = vec![choice(cursor)?];
        while cursor.eat_mark(Mark::Comma).is_some() {
            choices.push(choice(cursor)?);
        }
        let end = close(cursor, Mark::CloseBrace, "`,` or `}`")?;
        let span = point.span.to(end);
        return Some(Expr::In(point, choices, span));
    }
    let (low, _) = slot::scalar(cursor)?;
    close(cursor, Mark::Dots, "`..` and the last value")?;
    let (high, end) = slot::scalar(cursor)?;
    let span = point.span.to(end);
    Some(Expr::Within(point, low, high, span))
}

fn sum(cursor: &mut Cursor<'_>) -> Option<Sum> {
    let mut terms = vec![term(cursor, false)?];
    loop {
        let negative = if cursor.eat_mark(Mark::Plus).is_some() {
            false
        } else if cursor.eat_mark(Mark::Minus).is_some() {
            true
        } else if cursor.peek_inline().is_some_and(|tok| tok.kind == Kind::Word && cursor.slice(tok).starts_with('-')) {
            // `toll -5` is read as `toll - 5`: the number carries its own sign.
            false
        } else {
            return Some(Sum { terms });
        };
        terms.push(term(cursor, negative)?);
    }
}

fn term(cursor: &mut Cursor<'_>, negative: bool) -> Option<Term> {
    let product = cursor.peek_at(1).is_some_and(|tok| tok.kind == Kind::Mark(Mark::Times));
    let factor: Option<Number> = if product {
        let (factor, _) = slot::number(cursor)?;
        cursor.eat_mark(Mark::Times)?;
        Some(factor)
    } else {
        None
    };
    Some(Term { negative, factor, atom: choice(cursor)? })
}

/// Reads an option, a number or a date.
pub(super) fn choice(cursor: &mut Cursor<'_>) -> Option<Choice> {
    let Some(tok) = cursor.peek().filter(|tok| tok.kind == Kind::Word) else {
        cursor.expected("a point, an option, a number or a date");
        return None;
    };
    let word = cursor.slice(tok);
    if word.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        return slot::scalar(cursor).map(|(scalar, span)| Choice::Scalar(scalar, span));
    }
    cursor.bump();
    Some(Choice::Option(Name { text: word.to_string(), span: tok.span }))
}
