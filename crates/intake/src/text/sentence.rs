//! Sentences: a full stop, question mark or exclamation mark ends one unless it belongs to an abbreviation.

use super::{Part, Run, Span, Token, TokenKind};

/// Words whose point does not end a sentence before a name or a number.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "rep", "sen", "gov", "gen", "lt", "col", "capt", "sgt", "maj", "cmdr", "adm",
    "st", "rev", "hon", "pres", "no", "vs", "etc", "fig", "al", "approx", "dept", "est", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "ca", "calif", "fla", "mass", "conn", "ariz", "wash",
    "pa", "va", "tenn", "ill", "ind", "mich", "minn", "mo", "okla", "ore", "tex", "wis", "ky", "la", "md", "ga", "ala",
    "ark", "colo", "del", "kan", "miss", "mont", "neb", "nev", "dem", "bzw", "nr", "z", "d", "hr", "fr", "amb", "sec",
    "supt", "det", "ave", "blvd", "rd", "jr", "sr",
];

/// Those after which a sentence may well end: the next word decides.
const OFTEN_LAST: &[&str] = &["etc", "jr", "sr", "no"];

pub(super) fn sentences(text: &str, tokens: &[Token], paragraphs: &[Part]) -> Vec<Part> {
    let mut found = Vec::new();
    for paragraph in paragraphs {
        let Run { start, end } = paragraph.tokens;
        let (start, end) = (start as usize, end as usize);
        let mut from = start;
        let mut at = start;
        while at < end {
            let behind = if ends(text, tokens, at, start) { closers(text, tokens, at + 1, end) } else { 0 };
            if behind > 0 && (behind == end || begins(text, tokens[behind])) {
                push(&mut found, tokens, from, behind);
                (from, at) = (behind, behind);
            } else {
                at += 1;
            }
        }
        if from < end {
            push(&mut found, tokens, from, end);
        }
    }
    found
}

fn push(found: &mut Vec<Part>, tokens: &[Token], from: usize, behind: usize) {
    let span = Span { start: tokens[from].span().start, end: tokens[behind - 1].span().end };
    found.push(Part { span, tokens: Run::new(from, behind) });
}

/// Returns whether the token at `at` can be the last of a sentence, closing marks aside.
fn ends(text: &str, tokens: &[Token], at: usize, first: usize) -> bool {
    let here = &text[tokens[at].span().range()];
    if tokens[at].kind == TokenKind::Word {
        return here.ends_with('.') && here.len() > 2;
    }
    match here {
        "!" | "?" | "…" => true,
        "." => at == first || !abbreviated(text, tokens, at),
        _ => false,
    }
}

fn abbreviated(text: &str, tokens: &[Token], at: usize) -> bool {
    let before = tokens[at - 1];
    if before.kind != TokenKind::Word || tokens[at].spaced {
        return false;
    }
    let word = &text[before.span().range()];
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase) && word != "I";
    if initial {
        return true;
    }
    if word.len() > 8 {
        return false;
    }
    let small = word.to_lowercase();
    let next = tokens.get(at + 1);
    let known = ABBREVIATIONS.contains(&small.as_str())
        && (word.starts_with(char::is_uppercase) || small.len() > 3 || small == "vs");
    known && !(OFTEN_LAST.contains(&small.as_str()) && next.is_some_and(|next| begins(text, *next)))
}

/// Returns the token behind closing marks that follow the end of a sentence without a space.
fn closers(text: &str, tokens: &[Token], mut at: usize, end: usize) -> usize {
    while at < end && !tokens[at].spaced {
        let here = &text[tokens[at].span().range()];
        if tokens[at].kind == TokenKind::Quote || matches!(here, ")" | "]" | "." | "!" | "?" | "…") {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// Returns whether a sentence can begin with the token.
fn begins(text: &str, token: Token) -> bool {
    token.spaced
        && text[token.span().range()].chars().next().is_some_and(|first| {
            !first.is_lowercase() && !matches!(first, ',' | ';' | ':' | ')' | ']' | '-' | '–' | '—' | '/' | '%')
        })
}
