//! Texts cut into words and marks.

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

    /// Returns what it is compared by: the forms of quotation marks and apostrophes are one.
    pub fn key(&self) -> &'a str {
        match self.text {
            "“" | "”" | "„" | "‟" | "«" | "»" | "″" => "\"",
            "‘" | "’" | "‚" | "‛" | "′" | "ʼ" => "'",
            "‑" | "‐" => "-",
            text => text,
        }
    }

    /// Returns whether it is a word or a number.
    pub fn is_word(&self) -> bool {
        self.text.chars().any(char::is_alphanumeric)
    }
}

/// Cuts a text into tokens, by the rules of Unicode for words in all scripts.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut leads = true;
    for (at, piece) in text.split_word_bound_indices() {
        if piece.chars().all(char::is_whitespace) {
            leads |= piece.contains(['\n', '\r']);
        } else {
            found.push(Token { at, text: piece, leads });
            leads = false;
        }
    }
    found
}

/// Returns how many words a text has.
pub fn words(text: &str) -> usize {
    text.unicode_words().count()
}
