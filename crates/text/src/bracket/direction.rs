//! Which way a text runs.

use std::ops::Range;

/// Returns whether the first letter of a text belongs to a script that runs from right to left.
pub fn is_rtl(text: &str) -> bool {
    text.chars().find_map(strong).unwrap_or(false)
}

/// Returns whether a sign runs from right to left; nothing where that depends on its neighbours.
fn strong(sign: char) -> Option<bool> {
    match sign {
        '\u{590}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}'
        | '\u{200f}' => (sign.is_alphabetic() || sign == '\u{200f}').then_some(true),
        _ if sign.is_alphabetic() => Some(false),
        _ => None,
    }
}

/// Cuts a text into stretches of one direction. Space, figures and punctuation between two stretches go with the text
/// around: with `rtl`, where both sides differ.
pub(super) fn stretches(text: &str, rtl: bool) -> Vec<(Range<usize>, bool)> {
    let mut found: Vec<(Range<usize>, bool)> = Vec::new();
    // What follows the last letter, of which it is not known yet where it belongs.
    let mut open = 0;
    for (at, sign) in text.char_indices() {
        let Some(direction) = strong(sign) else { continue };
        let end = at + sign.len_utf8();
        match found.last_mut() {
            Some((span, last)) if *last == direction => span.end = end,
            Some((span, last)) => {
                let start = if *last == rtl { at } else { open };
                span.end = start;
                found.push((start..end, direction));
            }
            None if direction == rtl => found.push((0..end, direction)),
            None => {
                if at > 0 {
                    found.push((0..at, rtl));
                }
                found.push((at..end, direction));
            }
        }
        open = end;
    }
    match found.last_mut() {
        None if text.is_empty() => {}
        None => found.push((0..text.len(), rtl)),
        Some((span, last)) if *last == rtl => span.end = text.len(),
        Some((span, _)) => {
            span.end = open;
            if open < text.len() {
                found.push((open..text.len(), rtl));
            }
        }
    }
    found
}
