//! Bold, italic and struck words in Markdown.

use std::ops::Range;

/// A mark of emphasis, and what changes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Turn {
    /// How many bytes it takes.
    pub(super) length: usize,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) strike: bool,
}

/// Finds the marks of emphasis in words that stand at these places of a text, in order. Marks without their other half
/// are words.
pub(super) fn turns(source: &str, words: impl Iterator<Item = Range<usize>>) -> Vec<(usize, Turn)> {
    let mut found: Vec<(usize, Turn)> = Vec::new();
    let mut open = Open::default();
    for span in words {
        let mut at = span.start;
        while let Some(next) = source[at..span.end].find(['*', '_', '~']) {
            let start = at + next;
            let sign = source.as_bytes()[start];
            let length = source.as_bytes()[start..span.end].iter().take_while(|&&byte| byte == sign).count();
            at = start + length;
            let before = source[..start].chars().next_back();
            let after = source[at..].chars().next();
            let turn = open.take(sign, length, Sides { before, after }, found.len());
            if turn.bold || turn.italic || turn.strike {
                found.push((start, turn));
            }
        }
    }
    for (unclosed, clear) in [
        (open.bold, (|turn: &mut Turn| turn.bold = false) as fn(&mut Turn)),
        (open.italic, |turn| turn.italic = false),
        (open.strike, |turn| turn.strike = false),
    ] {
        if let Some((at, _)) = unclosed {
            clear(&mut found[at].1);
        }
    }
    // What is left of a mark is words: `**` of which only one sign is paired keeps the other.
    found.retain_mut(|(_, turn)| {
        turn.length = if turn.strike { 2 } else { usize::from(turn.bold) * 2 + usize::from(turn.italic) };
        turn.length > 0
    });
    found
}

/// The signs around a mark.
#[derive(Clone, Copy)]
struct Sides {
    before: Option<char>,
    after: Option<char>,
}

/// Which emphasis is open: since which turn, and with which sign.
#[derive(Default)]
struct Open {
    bold: Option<(usize, u8)>,
    italic: Option<(usize, u8)>,
    strike: Option<(usize, u8)>,
}

impl Open {
    fn take(&mut self, sign: u8, length: usize, sides: Sides, at: usize) -> Turn {
        let mut turn = Turn { length, ..Turn::default() };
        if length > 3 || (sign == b'~' && length != 2) {
            return turn;
        }
        let space = |side: Option<char>| side.is_none_or(char::is_whitespace);
        let letter = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        let inner = sign == b'_' && letter(sides.before) && letter(sides.after);
        let opens = !space(sides.after) && !inner && (sign != b'_' || !letter(sides.before));
        let closes = !space(sides.before) && !inner && (sign != b'_' || !letter(sides.after));
        let flip = |slot: &mut Option<(usize, u8)>| match slot {
            Some((_, with)) if *with == sign && closes => {
                *slot = None;
                true
            }
            None if opens => {
                *slot = Some((at, sign));
                true
            }
            _ => false,
        };
        if sign == b'~' {
            turn.strike = flip(&mut self.strike);
            return turn;
        }
        if length >= 2 {
            turn.bold = flip(&mut self.bold);
        }
        if length != 2 {
            turn.italic = flip(&mut self.italic);
        }
        turn
    }
}
