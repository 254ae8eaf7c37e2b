//! One draft by itself, and beside the one before it: references that lead nowhere, terms without a definition.

use super::reference::{Reference, normal, references};
use super::token::{Token, tokens};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The most findings about one draft.
const LINTS_MAX: usize = 500;

/// The most words of a defined term.
const TERM_WORDS_MAX: usize = 8;

/// A part of a draft: a clause, or what stands outside all clauses.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Its number; empty outside of clauses.
    pub label: &'a str,
    /// Its words.
    pub text: &'a str,
}

/// Something odd in the text of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// What it is.
    pub kind: LintKind,
    /// The number of the clause in which it stands; empty outside of clauses.
    pub label: String,
    /// Where it stands in the part, in bytes.
    pub range: Range<usize>,
    /// What is wrong, as one clause.
    pub message: String,
}

/// What is odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LintKind {
    /// A reference to a clause that the draft does not have.
    BrokenReference,
    /// A reference that stayed as it was though its clause has another number now.
    StaleReference,
    /// A term that is used but no longer defined.
    UndefinedTerm,
    /// A term that is defined and never used.
    UnusedTerm,
}

impl LintKind {
    /// Returns the words for it.
    pub fn words(self) -> &'static str {
        match self {
            LintKind::BrokenReference => "broken reference",
            LintKind::StaleReference => "stale reference",
            LintKind::UndefinedTerm => "undefined term",
            LintKind::UnusedTerm => "unused term",
        }
    }
}

/// What became of the clauses of an earlier draft.
#[derive(Debug, Clone, Default)]
pub struct Renumbering {
    /// For each number of the earlier draft the numbers of the later draft; none where the clause is gone.
    pub became: BTreeMap<String, Vec<String>>,
}

/// Returns what is odd in a draft by itself.
pub fn lint(parts: &[Part<'_>]) -> Vec<Lint> {
    let mut found = broken_references(parts);
    let scanned = Scanned::new(parts);
    for term in terms(parts) {
        if scanned.first_use(&term.name).is_none() {
            let message = format!("“{}” is defined and never used", term.name);
            found.push(Lint {
                kind: LintKind::UnusedTerm,
                label: parts[term.part].label.to_string(),
                range: term.range,
                message,
            });
        }
    }
    found.truncate(LINTS_MAX);
    found
}

/// Returns what is odd in a draft beside an earlier one: terms whose definition was dropped, and references that were
/// left as they were though the clause they mean has another number.
pub fn lint_beside(earlier: &[Part<'_>], later: &[Part<'_>], renumbering: &Renumbering) -> Vec<Lint> {
    let mut found = stale_references(earlier, later, renumbering);
    let defined: BTreeSet<String> = terms(later).into_iter().map(|term| term.name).collect();
    let mut before: Vec<String> = terms(earlier).into_iter().map(|term| term.name).collect();
    before.sort();
    before.dedup();
    let scanned = Scanned::new(later);
    for name in before.into_iter().filter(|name| !defined.contains(name)) {
        if let Some((part, range)) = scanned.first_use(&name) {
            let message = format!("“{name}” is used, and its definition is gone");
            found.push(Lint { kind: LintKind::UndefinedTerm, label: later[part].label.to_string(), range, message });
        }
    }
    found.truncate(LINTS_MAX);
    found
}

fn broken_references(parts: &[Part<'_>]) -> Vec<Lint> {
    let known: BTreeSet<String> =
        parts.iter().filter(|part| !part.label.is_empty()).map(|part| normal(part.label)).collect();
    let annexes = annexes(parts);
    let mut found = Vec::new();
    if known.is_empty() {
        return found;
    }
    for part in parts {
        for reference in references(part.text) {
            let is_known = |label: &str| known.contains(&normal(label)) || known.contains(&normal(base(label)));
            let there = match reference.noun.as_str() {
                "annex" | "appendix" | "schedule" => annexes.is_empty() || annexes.contains(&normal(&reference.label)),
                // How chapters and sections are numbered, the clauses do not tell.
                "chapter" | "section" if !is_known(&reference.label) => continue,
                "paragraph" | "point" | "item" => {
                    reference.within || has_item(part.text, &reference.label) || is_known(&reference.label)
                }
                _ => is_known(&reference.label),
            };
            if !reference.outside && !there {
                let message = format!("{} {} does not exist in this draft", reference.noun, reference.label);
                found.push(lint_at(LintKind::BrokenReference, part, &reference, message));
            }
        }
    }
    found
}

fn lint_at(kind: LintKind, part: &Part<'_>, reference: &Reference, message: String) -> Lint {
    Lint { kind, label: part.label.to_string(), range: reference.range.clone(), message }
}

/// Returns the number of the clause in which a part of it stands: `7` of `7(2)`.
fn base(label: &str) -> &str {
    label.split('(').next().unwrap_or(label).trim_end()
}

/// Returns the annexes of a draft: a part of a line that begins with the word.
fn annexes(parts: &[Part<'_>]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in parts.iter().flat_map(|part| part.text.lines()) {
        let line = line.trim_start_matches(['#', '*', ' ']).to_lowercase();
        let label = ["annex ", "appendix ", "schedule "].iter().find_map(|noun| line.strip_prefix(noun));
        if let Some(first) = label.and_then(|rest| rest.split_whitespace().next()) {
            found.insert(normal(first.trim_end_matches(['.', ':', '*', '–', ','])));
        }
    }
    found
}

/// Returns whether a clause has a numbered part of its own: `(2)` or `2.` or `2)` at the start of a line, or `(b)`.
fn has_item(text: &str, label: &str) -> bool {
    let marked = format!("({label})");
    text.contains(&marked)
        || text.lines().any(|line| {
            let line = line.trim_start();
            line.strip_prefix(label).is_some_and(|rest| rest.starts_with(['.', ')']))
        })
}

fn stale_references(earlier: &[Part<'_>], later: &[Part<'_>], renumbering: &Renumbering) -> Vec<Lint> {
    let known: BTreeSet<String> = later.iter().map(|part| normal(part.label)).collect();
    let mut before: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for part in earlier {
        let listed = references(part.text).into_iter().filter(|reference| !reference.outside && !reference.within);
        let listed: BTreeSet<(String, String)> = listed.map(|each| (each.noun, normal(base(&each.label)))).collect();
        for label in renumbering.became.get(part.label).into_iter().flatten() {
            before.entry(label.clone()).or_default().extend(listed.iter().cloned());
        }
    }
    let became: BTreeMap<String, &Vec<String>> =
        renumbering.became.iter().map(|(from, to)| (normal(from), to)).collect();
    let mut found = Vec::new();
    for part in later {
        let Some(same) = before.get(part.label) else { continue };
        for reference in references(part.text).into_iter().filter(|each| !each.outside && !each.within) {
            let target = normal(base(&reference.label));
            let Some(now) = became.get(&target).filter(|_| same.contains(&(reference.noun.clone(), target.clone())))
            else {
                continue;
            };
            let named = format!("{} {}", reference.noun, reference.label);
            let message = match now.as_slice() {
                [] if known.contains(&target) => {
                    format!("{named} is another clause now; the one that it meant is gone")
                }
                // Without any clause of the number, the reference is broken, and told as that.
                [] => continue,
                now if now.iter().any(|label| normal(label) == target) => continue,
                now => {
                    format!("{named} still has its old number; the clause that it meant is {} now", now.join(" and "))
                }
            };
            found.push(lint_at(LintKind::StaleReference, part, &reference, message));
        }
    }
    found
}

/// A term that a draft defines.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    name: String,
    part: usize,
    range: Range<usize>,
}

/// Words that may stand between a bracket and the term that it defines.
const INTRODUCING: &[&str] = &[
    "the",
    "a",
    "an",
    "each",
    "hereinafter",
    "hereafter",
    "herein",
    "referred",
    "to",
    "as",
    "called",
    "collectively",
    "together",
    "jointly",
    "known",
    "and",
    "individually",
    ",",
    "or",
    "below",
];

fn terms(parts: &[Part<'_>]) -> Vec<Term> {
    let mut found = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let tokens = tokens(part.text);
        let mut at = 0;
        while at < tokens.len() {
            match quoted(&tokens, at) {
                Some((words, end)) if defines(&tokens, at, end) => {
                    let range = tokens[words.start].at..tokens[words.end - 1].end();
                    found.push(Term { name: joined(&tokens[words]), part: index, range });
                    at = end;
                }
                _ => at += 1,
            }
        }
    }
    found
}

/// Returns the words between quotation marks from here, and the token after the closing one.
fn quoted(tokens: &[Token<'_>], at: usize) -> Option<(Range<usize>, usize)> {
    let is_mark = |at: usize| tokens.get(at).is_some_and(|token| token.key() == "\"");
    let close = (at + 1..=at + 1 + TERM_WORDS_MAX).find(|&at| is_mark(at))?;
    (is_mark(at) && close > at + 1).then_some((at + 1..close, close + 1))
}

fn defines(tokens: &[Token<'_>], open: usize, end: usize) -> bool {
    let word = |at: usize| tokens.get(at).map_or(String::new(), |token| token.key().to_lowercase());
    let mut before = (0..open).rev().take(10).map(&word).skip_while(|word| INTRODUCING.contains(&word.as_str()));
    let in_bracket = before.next().as_deref() == Some("(");
    let closes = matches!(word(end).as_str(), ")" | "," | "and" | "or");
    let means = matches!(word(end).as_str(), "means" | "mean") || (word(end) == "shall" && word(end + 1) == "mean");
    let refers = matches!(word(end).as_str(), "refers" | "denotes");
    let named = open >= 1 && word(open - 1) == "term";
    // Only terms in capitals can be told from the same words used otherwise.
    let capital = tokens.get(open + 1).is_some_and(|token| token.text.starts_with(char::is_uppercase));
    capital && ((in_bracket && closes) || means || refers || named)
}

fn joined(tokens: &[Token<'_>]) -> String {
    tokens.iter().map(|token| token.text).collect::<Vec<_>>().join(" ")
}

/// The tokens of the parts of a draft, and where each capitalised word stands.
struct Scanned<'a> {
    tokens: Vec<Vec<Token<'a>>>,
    places: BTreeMap<String, Vec<(usize, usize)>>,
}

impl<'a> Scanned<'a> {
    fn new(parts: &[Part<'a>]) -> Scanned<'a> {
        let tokens: Vec<Vec<Token<'_>>> = parts.iter().map(|part| tokens(part.text)).collect();
        let mut places: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        for (part, tokens) in tokens.iter().enumerate() {
            for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.text.starts_with(char::is_uppercase))
            {
                places.entry(start(token.text)).or_default().push((part, at));
            }
        }
        Scanned { tokens, places }
    }

    /// Returns where a term is first used outside of quotation marks: the part, and the place in it.
    fn first_use(&self, name: &str) -> Option<(usize, Range<usize>)> {
        let words: Vec<&str> = name.split(' ').collect();
        let places = self.places.get(&start(words[0]))?;
        places.iter().find_map(|&(part, at)| {
            let tokens = self.tokens[part].get(at..at + words.len())?;
            let same = words.iter().zip(tokens).enumerate().all(|(by, (word, token))| {
                token.text == *word || (by + 1 == words.len() && is_plural(word, token.text))
            });
            let quoted = at > 0 && self.tokens[part][at - 1].key() == "\"";
            let end = tokens.last()?.end();
            (same && !quoted).then(|| (part, tokens[0].at..end))
        })
    }
}

/// Returns the letters that a word shares with its plural.
fn start(word: &str) -> String {
    word.chars().take(3).collect()
}

fn is_plural(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let stem = short.strip_suffix('y').map(|stem| format!("{stem}ies"));
    long.strip_suffix('s') == Some(short) || long.strip_suffix("es") == Some(short) || stem.as_deref() == Some(long)
}
