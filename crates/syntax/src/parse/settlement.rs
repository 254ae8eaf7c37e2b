//! How points are settled: `passage = [barred (sudmark) | notice (norrland)], toll = 300`.

use super::cursor::Cursor;
use super::expr;
use crate::lex::Mark;
use crate::value::{ATTRIBUTION_VERBS, Alternative, Attribution, Settled, Settlement};

/// Reads settlements, separated by commas.
pub(super) fn read_all(cursor: &mut Cursor<'_>) -> Option<Vec<Settlement>> {
    let mut list = vec![read(cursor)?];
    while cursor.eat_mark(Mark::Comma).is_some() {
        list.push(read(cursor)?);
    }
    Some(list)
}

fn read(cursor: &mut Cursor<'_>) -> Option<Settlement> {
    let point = cursor.operand("a point and how it is settled, such as `toll = 300`")?;
    if cursor.eat_mark(Mark::Eq).is_none() {
        cursor.expected("`=` and how the point is settled");
        return None;
    }
    let at = settled(cursor, 0)?;
    Some(Settlement { point, at })
}

fn settled(cursor: &mut Cursor<'_>, depth: u32) -> Option<Settled> {
    expr::check_depth(cursor, depth)?;
    if cursor.eat_mark(Mark::OpenBracket).is_none() {
        return expr::choice(cursor).map(Settled::Clean);
    }
    let mut alternatives = Vec::new();
    loop {
        let at = settled(cursor, depth + 1)?;
        alternatives.push(Alternative { at, attributions: attributions(cursor)? });
        if cursor.eat_mark(Mark::Bar).is_none() {
            break;
        }
    }
    if cursor.eat_mark(Mark::CloseBracket).is_none() {
        cursor.expected("`|` and another alternative, or `]`");
        return None;
    }
    Some(Settled::Bracket(alternatives))
}

fn attributions(cursor: &mut Cursor<'_>) -> Option<Vec<Attribution>> {
    let mut list = Vec::new();
    if cursor.eat_mark(Mark::Open).is_none() {
        return Some(list);
    }
    loop {
        let mut parties = Vec::new();
        let mut verb = None;
        while let Some(word) = cursor.peek_word() {
            let name = cursor.operand("a party")?;
            if ATTRIBUTION_VERBS.contains(&word) && !parties.is_empty() {
                verb = Some(name);
                break;
            }
            parties.push(name);
            cursor.eat_mark(Mark::Comma);
        }
        if parties.is_empty() {
            cursor.expected("a party");
            return None;
        }
        list.push(Attribution { parties, verb });
        if cursor.eat_mark(Mark::Semicolon).is_none() {
            break;
        }
    }
    if cursor.eat_mark(Mark::Close).is_none() {
        cursor.expected("a party or `)`");
        return None;
    }
    Some(list)
}
