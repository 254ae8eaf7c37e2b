//! Option blocks: `Option 1: …`, `Option 2 (US/EU): *no text*`, `Alt 2`.

use super::head::{self, Claim};
use super::{Parties, Stance, Text, TextOption, small};
use std::ops::Range;

/// The head of an option.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// `Option 2`
    pub(super) span: Range<usize>,
    pub(super) label: String,
    /// ` (US/EU)`, where it says who wants it.
    pub(super) claimed: Option<Range<usize>>,
    pub(super) claims: Vec<Claim>,
    /// Where its words start.
    pub(super) after: usize,
    pub(super) bracket: Option<usize>,
}

const WORDS: &[&str] = &["option", "alternative", "variant", "alt.", "alt", "sub-option", "suboption"];

/// Reads the head of an option at the start of a stretch, which is that of a line, of a clause or of a bracket.
pub(super) fn head(source: &str, range: Range<usize>, parties: &Parties) -> Option<Found> {
    let mut reach = range.end.min(range.start + head::BYTES_MAX);
    while !source.is_char_boundary(reach) {
        reach -= 1;
    }
    let text = &source[range.start..reach];
    let line = text.split('\n').next().unwrap_or_default();
    let start = text.len() - text.trim_start_matches([' ', '\t', '>', '#', '*', '_', '-', '+']).len();
    let rest = line.get(start..)?;
    let word =
        WORDS.iter().find(|word| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))?;
    let first = rest.chars().next()?;
    let after_word = &rest[word.len()..];
    let gap = after_word.len() - after_word.trim_start_matches([' ', '\u{a0}']).len();
    if gap == 0 || first.is_lowercase() {
        return None;
    }
    let (label, short) = label(&after_word[gap..])?;
    let head = start + word.len() + gap + label;
    let mut at = head;
    let tail = &line[at..];
    let space = tail.len() - tail.trim_start_matches([' ', '\u{a0}', '*', '_']).len();
    let mut claims = Vec::new();
    let mut claimed = None;
    if let Some(inside) = tail[space..].strip_prefix('(')
        && let Some(close) = inside.find(')')
    {
        let from = at + space + 1;
        if let Some(found) = claim(&inside[..close], range.start + from, parties) {
            claims = found;
            claimed = Some(range.start + at..range.start + from + close + 1);
            at = from + close + 1;
        } else if inside[close + 1..].trim_start_matches(['*', '_', ' ']).starts_with([':', '：', '.', '–', '—', '-'])
        {
            at = from + close + 1;
        }
    }
    let tail = &line[at..];
    let bare = tail.trim_start_matches([' ', '\u{a0}', '*', '_']);
    let signs = bare.len() - bare.trim_start_matches([':', '：', '.', ')', '–', '—', '-']).len();
    let is_alt = word.starts_with("alt") && word.len() < 5;
    let sound = bare.trim().is_empty() || signs > 0 || (is_alt && short && bare.starts_with(char::is_uppercase));
    if !sound {
        return None;
    }
    let end = at + (tail.len() - bare.len()) + signs;
    let end = line.len() - line[end..].trim_start_matches(['*', '_', ' ', '\u{a0}']).len();
    // The emphasis of words that are all in emphasis is theirs.
    let end = if line[..end].ends_with(['*', '_']) && signs > 0 { at + (tail.len() - bare.len()) + signs } else { end };
    Some(Found {
        span: range.start + start..range.start + head,
        label: line[start + word.len() + gap..head].to_string(),
        claimed,
        claims,
        after: range.start + end,
        bracket: None,
    })
}

/// Returns the length of a label, and whether it is plain: `2`, `2 bis`, `1.1`, `A`, `IV`, `1(a)`.
fn label(text: &str) -> Option<(usize, bool)> {
    let length = text.len() - text.trim_start_matches(|sign: char| sign.is_alphanumeric() || sign == '.').len();
    let word = text[..length].trim_end_matches('.');
    let signs = word.chars().count();
    let figures = word.starts_with(char::is_numeric) && signs <= 6;
    let letter = signs == 1 && word.chars().all(char::is_uppercase);
    let roman = signs <= 5 && !word.is_empty() && word.chars().all(|sign| "IVX".contains(sign));
    if !(figures || letter || roman) {
        return None;
    }
    let after = &text[word.len()..];
    let suffix = ["bis", "ter", "quater", "alt"].iter().find_map(|suffix| {
        let rest = after.trim_start_matches([' ', '\u{a0}', '*', '_']).strip_prefix(suffix)?;
        (!rest.starts_with(char::is_alphanumeric)).then_some(text.len() - rest.len())
    });
    let sub = || {
        let inside = after.strip_prefix('(')?;
        let close = inside.find(')').filter(|&close| (1..=2).contains(&close))?;
        inside[..close].chars().all(char::is_lowercase).then_some(word.len() + close + 2)
    };
    Some((suffix.or_else(sub).unwrap_or(word.len()), true))
}

/// Reads who wants an option, in round brackets: parties that are known, codes, or parties with a verb.
fn claim(inside: &str, at: usize, parties: &Parties) -> Option<Vec<Claim>> {
    if let Some(found) = head::stances(inside, at, parties, false) {
        return Some(found);
    }
    let names = parties.list(inside, at)?;
    let sure = |name: &str| parties.knows(name) || super::party::is_code(name);
    let all = names.iter().all(|named| sure(&inside[named.span.start - at..named.span.end - at]));
    let span = at..at + inside.len();
    let position = super::Position::Propose;
    all.then(|| vec![Claim { parties: names, position, stated: false, span }])
}

/// Puts the options of a text in their blocks: the options of one block follow each other in one clause and one bracket.
pub(super) fn place(text: &mut Text<'_>, found: &[Found]) {
    let clause = |at: usize| text.boundaries.partition_point(|&boundary| boundary <= at);
    let mut options: Vec<TextOption> = Vec::new();
    let mut block = 0;
    for (at, each) in found.iter().enumerate() {
        let place = (clause(each.span.start), each.bracket);
        let last = at.checked_sub(1).map(|last| &found[last]);
        let first = matches!(each.label.as_str(), "1" | "A" | "I");
        let goes_on = last.is_some_and(|last| (clause(last.span.start), last.bracket) == place) && !first;
        if at > 0 && !goes_on {
            block += 1;
        }
        let mut end = found.get(at + 1).map_or(text.source.len(), |next| next.span.start);
        if let Some(&boundary) = text.boundaries.get(place.0) {
            end = end.min(boundary);
        }
        if let Some(bracket) = each.bracket.map(|bracket| &text.brackets[bracket]) {
            end = end
                .min(bracket.span.end - text.source[..bracket.span.end].chars().next_back().map_or(0, char::len_utf8));
        }
        let words = &text.source[each.after..end.max(each.after)];
        let start = each.after + (words.len() - words.trim_start().len());
        let trimmed = words.trim_end_matches(|sign: char| sign.is_whitespace() || "*_#>-[［【".contains(sign));
        let body = start.min(each.after + trimmed.len())..each.after + trimmed.len();
        let stance = |claim: &Claim| Stance {
            parties: claim.parties.clone(),
            position: claim.position,
            stated: claim.stated,
            span: claim.span.clone(),
            words: body.clone(),
        };
        let stances = each.claims.iter().map(stance).collect();
        options.push(TextOption {
            block,
            label: each.label.clone(),
            span: each.span.clone(),
            no_text: small::is_no_text(&text.source[body.clone()]),
            body: body.clone(),
            bracket: each.bracket,
            stances,
        });
    }
    text.options = options;
}
