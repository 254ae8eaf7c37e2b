//! The clauses of a draft text.

use std::ops::Range;

/// A numbered clause of a text, as far as it reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its number as printed, without the full stop: `2 bis`.
    pub label: String,
    /// Where it stands in the text, in bytes: from its number to the start of the next clause.
    pub span: Range<usize>,
    /// Where its words stand: without the number and without blank lines at the end.
    pub body: Range<usize>,
}

/// Returns the numbered clauses of a text in the order in which they stand. A clause starts on a line of its own with
/// a number, perhaps with `bis`, `ter` or `alt`, and a full stop.
pub fn clauses(text: &str) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some((label, rest)) = numbered(line) {
            if let Some(last) = found.last_mut() {
                last.span.end = at;
            }
            found.push(Clause {
                label: label.to_string(),
                span: at..text.len(),
                body: at + line.len() - rest.len()..at,
            });
        }
        at += line.len();
    }
    for clause in &mut found {
        let words = text[clause.body.start..clause.span.end].trim_end();
        clause.body.end = clause.body.start + words.len();
    }
    found
}

fn numbered(line: &str) -> Option<(&str, &str)> {
    let digits = line.len() - line.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let (label, rest) = line.split_once('.')?;
    let words = label.get(digits..)?.trim();
    let sound = digits > 0 && words.split_whitespace().all(|word| matches!(word, "bis" | "ter" | "alt"));
    sound.then(|| (label.trim(), rest.trim_start()))
}
