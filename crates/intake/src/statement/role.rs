//! What a source's words tell about who it is.

use super::find::Tokens;
use super::{Anonymity, SourceForm, SourceNumber};
use crate::text::{Text, TokenKind};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Classes of `roles.txt`, as bits.
pub(super) type Roles = u16;
pub(super) const UNNAMED: Roles = 1;
pub(super) const OFFICIAL: Roles = 1 << 1;
pub(super) const GROUP: Roles = 1 << 2;
pub(super) const DOCUMENT: Roles = 1 << 3;
pub(super) const OFFICE: Roles = 1 << 4;
pub(super) const PRESS: Roles = 1 << 5;
pub(super) const INTERVIEW: Roles = 1 << 6;
pub(super) const STATEMENT: Roles = 1 << 7;
pub(super) const MESSAGE: Roles = 1 << 8;
pub(super) const HEDGE: Roles = 1 << 9;
const NAMES: [&str; 10] =
    ["unnamed", "official", "group", "document", "office", "press", "interview", "statement", "message", "hedge"];

static ROLES: LazyLock<FxHashMap<&'static str, Roles>> = LazyLock::new(|| {
    let mut found: FxHashMap<&'static str, Roles> = FxHashMap::default();
    for line in include_str!("words/roles.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((name, words)) = line.split_once(':') else { continue };
        let bit = NAMES.iter().position(|known| *known == name).map_or(0, |at| 1 << at);
        for word in words.split_whitespace() {
            *found.entry(word).or_default() |= bit;
        }
    }
    found
});

/// Returns the classes of a word in small letters; of its singular if it is not in the list.
pub(super) fn roles(small: &str) -> Roles {
    let known = |word: &str| ROLES.get(word).copied();
    known(small)
        .or_else(|| known(small.strip_suffix('s')?))
        .or_else(|| known(&format!("{}y", small.strip_suffix("ies")?)))
        .unwrap_or(0)
}

/// What a source is, from its words.
pub(super) struct Role {
    pub(super) form: SourceForm,
    pub(super) anonymity: Anonymity,
    pub(super) number: SourceNumber,
    /// The main word in small letters, in the singular.
    pub(super) head: String,
    /// Whether it begins with `the`, `this` or `that`.
    pub(super) definite: bool,
}

/// Returns what a source is.
pub(super) fn role(text: &Text<'_>, tokens: Tokens, relative: bool) -> Role {
    let group = head_group(text, tokens);
    let small: Vec<String> = group.iter().map(|&at| text.at(text.tokens()[at].span()).to_lowercase()).collect();
    let head_at = group.last().copied().unwrap_or(tokens.0);
    let head = small.last().cloned().unwrap_or_default();
    let first = small.first().map(String::as_str).unwrap_or_default();
    let joined = (tokens.0..tokens.1)
        .take(12)
        .take_while(|&at| text.at(text.tokens()[at].span()) != ",")
        .any(|at| matches!(text.at(text.tokens()[at].span()), "and" | "&"));
    let acronym = group.first().is_some_and(|&at| text.at(text.tokens()[at].span()) == "US");
    let pronoun = pronoun(first)
        .filter(|_| !acronym)
        .filter(|_| group.len() == 1 || !matches!(text.tokens()[head_at].kind, TokenKind::Word));
    let definite = matches!(first, "the" | "this" | "that");
    if let Some(number) = pronoun {
        return Role { form: SourceForm::Pronoun, anonymity: Anonymity::Pronoun, number, head, definite };
    }
    let classes = roles(&head);
    let capital = text.at(text.tokens()[head_at].span()).starts_with(char::is_uppercase);
    let starts = head_at == tokens.0 && classes != 0;
    let named = capital && !starts;
    let number = if joined || plural(&head) && !named { SourceNumber::Plural } else { SourceNumber::Singular };
    let form = match (relative, named) {
        (true, _) => SourceForm::Relative,
        (false, true) => SourceForm::Name,
        (false, false) => SourceForm::Description,
    };
    let anonymity = match classes {
        _ if named => Anonymity::Named,
        classes if classes & UNNAMED != 0 => Anonymity::Unnamed,
        classes if classes & DOCUMENT != 0 => Anonymity::Document,
        classes if classes & OFFICIAL != 0 => {
            if definite && number == SourceNumber::Singular && small.len() > 2 {
                Anonymity::Office
            } else {
                Anonymity::Official
            }
        }
        classes if classes & OFFICE != 0 => {
            if matches!(first, "a" | "an" | "one" | "another") {
                Anonymity::Official
            } else {
                Anonymity::Office
            }
        }
        classes if classes & GROUP != 0 || number == SourceNumber::Plural => Anonymity::Group,
        _ if matches!(first, "a" | "an" | "one" | "another") => Anonymity::Unnamed,
        _ => Anonymity::Office,
    };
    let head = if number == SourceNumber::Plural { head.trim_end_matches('s').to_string() } else { head };
    Role { form, anonymity, number, head, definite }
}

/// Returns the tokens of the first noun group: up to a comma, a preposition or a relative pronoun.
fn head_group(text: &Text<'_>, tokens: Tokens) -> Vec<usize> {
    let ends = [
        "of", "in", "at", "from", "with", "on", "for", "to", "by", "who", "which", "that", "familiar", "close", "and",
        "or", "speaking", "briefed", "involved", "near", "inside", "within", "about", "as",
    ];
    let mut group = Vec::new();
    for at in tokens.0..tokens.1 {
        let printed = text.at(text.tokens()[at].span());
        let kind = text.tokens()[at].kind;
        let capital = |at: usize| at < tokens.1 && text.at(text.tokens()[at].span()).starts_with(char::is_uppercase);
        let titled = printed == "of" && at > tokens.0 && capital(at - 1) && capital(at + 1);
        if titled {
            continue;
        }
        if !group.is_empty() && (matches!(kind, TokenKind::Mark) && printed != "." || ends.contains(&printed)) {
            break;
        }
        if matches!(kind, TokenKind::Word | TokenKind::Number) {
            group.push(at);
        }
    }
    group
}

fn plural(head: &str) -> bool {
    head.len() > 3 && head.ends_with('s') && !head.ends_with("ss")
        || matches!(
            head,
            "people"
                | "police"
                | "men"
                | "women"
                | "many"
                | "some"
                | "others"
                | "most"
                | "few"
                | "several"
                | "both"
                | "media"
        )
}

fn pronoun(small: &str) -> Option<SourceNumber> {
    match small {
        "i" | "he" | "she" | "it" | "you" | "me" | "him" | "her" | "my" | "his" | "its" | "your" | "himself"
        | "herself" | "one" => Some(SourceNumber::Singular),
        "we" | "they" | "us" | "them" | "our" | "their" | "themselves" => Some(SourceNumber::Plural),
        _ => None,
    }
}
