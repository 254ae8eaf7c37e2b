//! What points are worth, and what a party likes better.

use super::cursor::Cursor;
use super::{expr, slot};
use crate::lex::{Kind, Mark};
use crate::value::{Amount, Choice, DIRECTIONS, Name, Order, Rating, Worth};

/// Reads `passage 40 [open 100, barred 0], toll 20 low`.
pub(super) fn read_values(cursor: &mut Cursor<'_>) -> Option<Vec<Worth>> {
    let mut list = vec![worth(cursor)?];
    while cursor.eat_mark(Mark::Comma).is_some() {
        list.push(worth(cursor)?);
    }
    Some(list)
}

fn worth(cursor: &mut Cursor<'_>) -> Option<Worth> {
    let point = point(cursor)?;
    let numeric = cursor.peek_inline().is_some_and(|tok| {
        tok.kind == Kind::Word && cursor.slice(tok).starts_with(|c: char| c.is_ascii_digit() || c == '-')
    });
    let weight = if numeric { Some(amount(cursor)?) } else { None };
    let rating = if cursor.is_mark(Mark::OpenBracket) {
        Rating::Table(table(cursor)?)
    } else if let Some(direction) = direction(cursor) {
        Rating::Direction(direction)
    } else {
        Rating::Unknown
    };
    Some(Worth { point, weight, rating })
}

fn point(cursor: &mut Cursor<'_>) -> Option<Name> {
    match cursor.peek() {
        Some(tok)
            if tok.kind == Kind::Word && !cursor.slice(tok).starts_with(|c: char| c.is_ascii_digit() || c == '-') =>
        {
            cursor.bump();
            Some(Name { text: cursor.slice(tok).to_string(), span: tok.span })
        }
        _ => {
            cursor.expected("a point");
            None
        }
    }
}

fn direction(cursor: &mut Cursor<'_>) -> Option<Name> {
    let tok = cursor.peek_inline().filter(|tok| tok.kind == Kind::Word && DIRECTIONS.contains(&cursor.slice(*tok)))?;
    cursor.bump();
    Some(Name { text: cursor.slice(tok).to_string(), span: tok.span })
}

fn amount(cursor: &mut Cursor<'_>) -> Option<Amount> {
    let (low, _) = slot::number(cursor)?;
    if cursor.eat_mark(Mark::Dots).is_none() {
        return Some(Amount::Exact(low));
    }
    let (high, _) = slot::number(cursor)?;
    Some(Amount::Between(low, high))
}

fn table(cursor: &mut Cursor<'_>) -> Option<Vec<(Choice, Amount)>> {
    cursor.eat_mark(Mark::OpenBracket)?;
    let mut rows = Vec::new();
    loop {
        let choice = expr::choice(cursor)?;
        rows.push((choice, amount(cursor)?));
        if cursor.eat_mark(Mark::Comma).is_none() {
            break;
        }
    }
    if cursor.eat_mark(Mark::CloseBracket).is_none() {
        cursor.expected("`,` or `]`");
        return None;
    }
    Some(rows)
}

/// Reads `passage [barred = side-note > notice]; toll low; passage > toll`.
pub(super) fn read_orders(cursor: &mut Cursor<'_>) -> Option<Vec<Order>> {
    let mut list = vec![order(cursor)?];
    while cursor.eat_mark(Mark::Semicolon).is_some() {
        list.push(order(cursor)?);
    }
    Some(list)
}

fn order(cursor: &mut Cursor<'_>) -> Option<Order> {
    let first = point(cursor)?;
    if cursor.eat_mark(Mark::OpenBracket).is_some() {
        let groups = ranked(cursor, expr::choice)?;
        if cursor.eat_mark(Mark::CloseBracket).is_none() {
            cursor.expected("`>`, `=` or `]`");
            return None;
        }
        return Some(Order::Within(first, groups));
    }
    if let Some(direction) = direction(cursor) {
        return Some(Order::Toward(first, direction));
    }
    if !cursor.is_mark(Mark::Gt) && !cursor.is_mark(Mark::Eq) {
        cursor.expected("`[` and an order, `>` and another point, or `low`, `high`, `early`, `late`");
        return None;
    }
    let mut groups = vec![vec![first]];
    continue_ranked(cursor, point, &mut groups)?;
    Some(Order::Among(groups))
}

fn ranked<T>(cursor: &mut Cursor<'_>, item: fn(&mut Cursor<'_>) -> Option<T>) -> Option<Vec<Vec<T>>> {
    let mut groups = vec![vec![item(cursor)?]];
    continue_ranked(cursor, item, &mut groups)?;
    Some(groups)
}

fn continue_ranked<T>(
    cursor: &mut Cursor<'_>,
    item: fn(&mut Cursor<'_>) -> Option<T>,
    groups: &mut Vec<Vec<T>>,
) -> Option<()> {
    loop {
        if cursor.eat_mark(Mark::Gt).is_some() {
            groups.push(vec![item(cursor)?]);
        } else if cursor.eat_mark(Mark::Eq).is_some() {
            let next = item(cursor)?;
            if let Some(group) = groups.last_mut() {
                group.push(next);
            }
        } else {
            return Some(());
        }
    }
}
