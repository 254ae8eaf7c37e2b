//! Texts cut into words and marks.

use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation as _;

/// A word or a punctuation mark. Spaces are no tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// Where it starts, in bytes.
    pub at: usize,
    /// As it stands in the text.
    pub text: &'a str,
    /// Whether it starts a line.
    pub leads: bool,
}

impl<'a> Token<'a> {
    /// Returns where it ends, in bytes.
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// Returns what it is compared by: the forms of quotation marks, apostrophes and hyphens are one, and marks of
    /// direction are nothing.
    pub fn key(&self) -> Cow<'a, str> {
        if self.text.is_ascii() || !self.text.contains(|letter| plain(letter) != Some(letter)) {
            return Cow::Borrowed(self.text);
        }
        Cow::Owned(self.text.chars().filter_map(plain).collect())
    }

    /// Returns whether it is a word or a number.
    pub fn is_word(&self) -> bool {
        self.text.chars().any(char::is_alphanumeric)
    }
}

/// Returns the plain form of a character; nothing for one that only steers how a text is set.
fn plain(letter: char) -> Option<char> {
    match letter {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => Some('"'),
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' => Some('\''),
        '‑' | '‐' => Some('-'),
        letter if steers(letter) => None,
        letter => Some(letter),
    }
}

/// Returns whether a character only says in which direction, or where to break.
fn steers(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Cuts a text into tokens, by the rules of Unicode for words in all scripts.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut leads = true;
    for (at, piece) in text.split_word_bound_indices() {
        if piece.chars().all(|letter| letter.is_whitespace() || steers(letter)) {
            leads |= piece.contains(['\n', '\r']);
        } else {
            found.push(Token { at, text: piece, leads });
            leads = false;
        }
    }
    found
}

/// Returns the word with which a text starts; nothing where it starts with a mark.
pub(super) fn first_word(text: &str) -> Option<&str> {
    text.split_word_bounds().next().filter(|word| word.chars().any(char::is_alphanumeric))
}

/// Returns how many words a text has.
pub fn words(text: &str) -> usize {
    text.unicode_words().count()
}
