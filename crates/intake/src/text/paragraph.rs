//! Paragraphs: blank lines end them; a single line break does unless the text is wrapped by hand.

use super::{Part, Run, Span, Token};

/// The least share of single line breaks that stand within a sentence in a text wrapped by hand.
const WRAPPED: usize = 4;

/// What stands between two tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Same,
    Line,
    Blank,
}

fn gap(between: &str) -> Gap {
    let mut lines = 0;
    let mut last = ' ';
    for c in between.chars() {
        match c {
            '\n' if last != '\r' => lines += 1,
            '\r' | '\u{2028}' | '\u{85}' => lines += 1,
            '\u{2029}' => lines += 2,
            _ => {}
        }
        last = c;
    }
    match lines {
        0 => Gap::Same,
        1 => Gap::Line,
        _ => Gap::Blank,
    }
}

pub(super) fn paragraphs(text: &str, tokens: &[Token]) -> Vec<Part> {
    let wrapped = wrapped(text, tokens);
    let mut found = Vec::new();
    let mut start = 0;
    for at in 1..=tokens.len() {
        let ends = at == tokens.len()
            || tokens[at].spaced
                && match gap(&text[tokens[at - 1].span().range().end..tokens[at].span().range().start]) {
                    Gap::Same => false,
                    Gap::Line => !wrapped,
                    Gap::Blank => true,
                };
        if ends && !tokens.is_empty() {
            let span = Span { start: tokens[start].span().start, end: tokens[at - 1].span().end };
            found.push(Part { span, tokens: Run::new(start, at) });
            start = at;
        }
    }
    found
}

fn wrapped(text: &str, tokens: &[Token]) -> bool {
    let (mut single, mut within) = (0, 0);
    for pair in tokens.windows(2).filter(|pair| pair[1].spaced) {
        let (before, after) = (pair[0].span().range(), pair[1].span().range());
        if gap(&text[before.end..after.start]) == Gap::Line {
            single += 1;
            let begins_small = text[after.start..].starts_with(char::is_lowercase);
            within += usize::from(begins_small && !text[before].ends_with(['.', '!', '?', ':']));
        }
    }
    within > 0 && within * WRAPPED >= single
}
