//! A line of a cell in pieces.

use super::Wrong;
use zopa_syntax::lex::{Kind, Mark, lex};

/// The most characters of a line that is read.
const LINE_MAX: usize = 10_000;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A name, a number, a date or a word of the language.
    Word(String),
    /// A title in quotes, without them.
    Title(String),
    /// A mark of the language.
    Mark(Mark, String),
}

/// Cuts a line into its pieces. Quotes of any sort count as quotes, signs as a word processor sets them as the marks.
pub(super) fn pieces(line: &str) -> Result<Vec<Piece>, Wrong> {
    if line.chars().count() > LINE_MAX {
        return Err(Wrong::new(format!("a line of more than {LINE_MAX} characters")));
    }
    let mut found = Vec::new();
    let mut plain = String::new();
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        let Some(closing) = closing(c) else {
            match c {
                '≤' => plain.push_str("<="),
                '≥' => plain.push_str(">="),
                '≠' => plain.push_str("!="),
                '\u{2212}' => plain.push('-'),
                c if c.is_whitespace() => plain.push(' '),
                c => plain.push(c),
            }
            continue;
        };
        words(&std::mem::take(&mut plain), &mut found)?;
        let title: String = rest.by_ref().take_while(|c| !closing.contains(c)).collect();
        // What was taken ends with the closing quote, or with the line.
        if rest.as_str().is_empty() && !line.trim_end().ends_with(|c| closing.contains(&c)) {
            return Err(Wrong::new(format!("a quote that is not closed: {c}{title}")));
        }
        found.push(Piece::Title(title));
    }
    words(&plain, &mut found)?;
    Ok(found)
}

/// Returns the characters that close a quote; nothing for a character that opens none.
fn closing(c: char) -> Option<&'static [char]> {
    match c {
        '"' | '“' | '”' => Some(&['"', '”', '“']),
        '„' => Some(&['"', '”', '“']),
        '«' => Some(&['»']),
        _ => None,
    }
}

fn words(plain: &str, found: &mut Vec<Piece>) -> Result<(), Wrong> {
    for token in lex(plain) {
        let text = &plain[token.start as usize..token.end as usize];
        match token.kind {
            Kind::Space | Kind::Newline => {}
            Kind::Word => found.push(Piece::Word(text.to_string())),
            Kind::Mark(mark) => found.push(Piece::Mark(mark, text.to_string())),
            Kind::Comment | Kind::Text | Kind::OpenText | Kind::Unknown => {
                return Err(Wrong::new(format!("`{text}` means nothing here")).hint("put titles in quotes"));
            }
        }
    }
    Ok(())
}
