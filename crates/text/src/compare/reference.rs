//! References to other clauses of a text: `Article 7`, `paragraphs 3 bis and 4`, `clause II.3 above`.

use super::mark::Words;
use super::token::tokens;
use std::ops::Range;

/// A reference to a numbered part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What it is called, in the singular and lower case: `article`, `paragraph`.
    pub noun: String,
    /// The number: `3 bis`, `II.3`, `7(2)`.
    pub label: String,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Whether it leads to another text: `Article 5 of the Charter`.
    pub outside: bool,
    /// Whether it leads to a part of the clause that it stands in, or of another that is named after it.
    pub within: bool,
}

/// A reference by its tokens; of a list (`clauses 3 and 4`), one for each number.
pub(super) struct Found {
    pub(super) tokens: Range<usize>,
    pub(super) noun: &'static str,
    pub(super) label: String,
}

const NOUNS: &[(&str, &str)] = &[
    ("article", "article"),
    ("articles", "article"),
    ("art", "article"),
    ("arts", "article"),
    ("clause", "clause"),
    ("clauses", "clause"),
    ("paragraph", "paragraph"),
    ("paragraphs", "paragraph"),
    ("para", "paragraph"),
    ("paras", "paragraph"),
    ("point", "point"),
    ("points", "point"),
    ("section", "section"),
    ("sections", "section"),
    ("provision", "provision"),
    ("item", "item"),
    ("annex", "annex"),
    ("annexes", "annex"),
    ("appendix", "appendix"),
    ("schedule", "schedule"),
    ("chapter", "chapter"),
];

const SUFFIXES: &[&str] = &["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "alt"];

/// Titles of legal texts: a reference that is followed by one leads there.
const TEXTS: &[&str] = &[
    "treaty",
    "charter",
    "convention",
    "resolution",
    "protocol",
    "constitution",
    "covenant",
    "statute",
    "directive",
    "regulation",
    "act",
    "agreement",
    "accord",
    "accords",
    "code",
    "law",
    "declaration",
    "memorandum",
    "decision",
    "rules",
];

/// Returns the references of a text, in order.
pub fn references(text: &str) -> Vec<Reference> {
    let tokens = tokens(text);
    let lower: Vec<String> = tokens.iter().map(|token| token.key().to_lowercase()).collect();
    let words = Words { tokens: &tokens, lower: &lower };
    scan(words)
        .into_iter()
        .map(|found| Reference {
            outside: leads_outside(words, found.tokens.end),
            within: is_within(words, &found),
            noun: found.noun.to_string(),
            label: found.label,
            range: words.range(&found.tokens),
        })
        .collect()
}

/// Returns a number of a clause in the form in which numbers are compared: `Article 7.` is `7`, `2 BIS` is `2 bis`.
pub fn normal(label: &str) -> String {
    let lower = label.to_lowercase();
    let words = lower.split_whitespace().filter(|word| !NOUNS.iter().any(|(noun, _)| noun == word));
    let joined: Vec<&str> = words.collect();
    joined.join(" ").trim_matches(|letter: char| matches!(letter, '.' | '§' | ' ' | ':')).replace(" (", "(")
}

pub(super) fn scan(words: Words<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < words.tokens.len() {
        let Some((_, noun)) = NOUNS.iter().find(|(word, _)| *word == words.lower(at)) else {
            at += 1;
            continue;
        };
        let mut start = at;
        let mut next = at + 1 + usize::from(words.text(at + 1) == ".");
        while let Some((length, label)) = label(words, next, noun) {
            found.push(Found { tokens: start..next + length, noun, label });
            next += length;
            let link = match (words.lower(next), words.lower(next + 1)) {
                (",", "and" | "or") => 2,
                ("," | "and" | "or" | "to" | "–" | "-", _) => 1,
                _ => break,
            };
            // `Articles 3, 4 and 5`, but not `Article 3 and 4 ships`.
            if self::label(words, next + link, noun).is_none() || is_counted(words, next + link) {
                break;
            }
            start = next + link;
            next += link;
        }
        at = next.max(at + 1);
    }
    found
}

fn is_counted(words: Words<'_>, at: usize) -> bool {
    let next = words.lower(at + 1);
    let unit = matches!(next, "days" | "months" | "years" | "weeks" | "hours" | "%" | "per");
    unit || words.text(at).contains(',')
}

/// Reads the number of a clause: `7`, `3 bis`, `II.3`, `7(2)(a)`, `A` of an annex.
fn label(words: Words<'_>, at: usize, noun: &str) -> Option<(usize, String)> {
    let word = words.text(at);
    let lettered = matches!(noun, "annex" | "appendix" | "schedule" | "chapter" | "section");
    let digits = word.chars().next().is_some_and(|first| first.is_ascii_digit()) && word.len() <= 12;
    let roman = !word.is_empty() && word.chars().all(|letter| "IVXLC".contains(letter));
    let letter = lettered && word.len() == 1 && word.chars().all(|letter| letter.is_ascii_uppercase());
    if !(digits || roman || letter) {
        return None;
    }
    let (mut length, mut label) = (1, word.to_string());
    if words.text(at + 1) == "." && is_joined(words, at + 1) && is_joined(words, at + 2) {
        let part = words.text(at + 2);
        if part.chars().all(char::is_alphanumeric) {
            label = format!("{label}.{part}");
            length += 2;
        }
    }
    if SUFFIXES.contains(&words.lower(at + length)) {
        label = format!("{label} {}", words.lower(at + length));
        length += 1;
    }
    while words.text(at + length) == "(" && words.text(at + length + 2) == ")" && words.text(at + length + 1).len() <= 4
    {
        label = format!("{label}({})", words.text(at + length + 1));
        length += 3;
    }
    Some((length, label))
}

/// Returns whether a token follows the one before it without a space.
fn is_joined(words: Words<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| words.tokens.get(before));
    before.zip(words.tokens.get(at)).is_some_and(|(before, token)| before.end() == token.at)
}

/// Returns whether what follows a reference names another text: `of the Hague Convention of 1907`.
fn leads_outside(words: Words<'_>, at: usize) -> bool {
    if !matches!(words.lower(at), "of" | "in") {
        return false;
    }
    if matches!(words.lower(at + 1), "this" | "the") && matches!(words.lower(at + 2), "present") {
        return false;
    }
    if words.lower(at + 1) == "this" || NOUNS.iter().any(|(noun, _)| *noun == words.lower(at + 1)) {
        return false;
    }
    let end = (at + 1..at + 9).find(|&at| matches!(words.text(at), "." | ";" | "," | "")).unwrap_or(at + 9);
    let named = |at: usize| TEXTS.contains(&words.lower(at)) && words.text(at).starts_with(char::is_uppercase);
    // `of the Treaty` alone is most often this one; a further name, number or year makes it another.
    let capitals = (at + 1..end)
        .filter(|&at| words.text(at).starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit()));
    (at + 1..end).any(named) && capitals.count() > 1
}

/// Returns whether a reference is to a part of a clause: `paragraph 2 of Article 7`, `paragraph 2 of this Article`.
fn is_within(words: Words<'_>, found: &Found) -> bool {
    let at = found.tokens.end;
    let named = |word: &str| NOUNS.iter().any(|(noun, _)| *noun == word);
    let follows = words.lower(at) == "of"
        && (named(words.lower(at + 1)) || (words.lower(at + 1) == "this" && named(words.lower(at + 2))));
    let small = matches!(found.noun, "paragraph" | "point" | "item");
    small && follows
}
