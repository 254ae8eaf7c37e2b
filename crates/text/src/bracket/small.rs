//! Short things in square brackets that are no brackets: blanks, editors' marks.

use super::LeafKind;

/// How long such a thing may be, in bytes.
pub(super) const BYTES_MAX: usize = 64;

const BLANKS: &[&str] = &[
    "tbd",
    "tbc",
    "tba",
    "to be determined",
    "to be decided",
    "to be defined",
    "to be completed",
    "to be confirmed",
    "to be added",
    "to be inserted",
    "placeholder",
];

const EDITORIALS: &[&str] = &[
    "sic",
    "sic!",
    "sic.",
    "emphasis added",
    "emphasis ours",
    "our emphasis",
    "emphasis in original",
    "emphasis in the original",
    "original emphasis",
    "footnote omitted",
    "footnotes omitted",
    "citation omitted",
    "illegible",
];

/// What starts a remark for the drafters, before its colon.
const REMARKS: &[&str] = &[
    "note",
    "nb",
    "n.b.",
    "drafting note",
    "drafter's note",
    "drafters' note",
    "negotiator's note",
    "negotiators' note",
    "editor's note",
    "editorial note",
    "chair's note",
    "facilitator's note",
    "facilitators' note",
    "mediator's note",
    "secretariat note",
    "secretariat's note",
    "note by the secretariat",
    "note to draft",
    "note to drafters",
    "comment",
];

/// Returns what stands between two brackets without a bracket inside, where that is no text; `before` and `after` are
/// the signs around the brackets.
pub(super) fn kind(inside: &str, before: Option<char>, after: Option<char>) -> Option<LeafKind> {
    let words = inside.trim();
    // The backslashes are those of `\_\_`.
    if words.chars().all(|sign| matches!(sign, '_' | '\\' | '•' | '●' | '○' | ' ' | '\u{a0}' | '\u{3000}')) {
        return Some(LeafKind::Blank);
    }
    if matches!(words, "…" | "..." | ". . ." | "……" | "⋯" | "…." | "....") {
        return Some(LeafKind::Editorial);
    }
    let lower = words.trim_matches(['*', '_']).to_lowercase();
    let lower = lower.as_str();
    if matches!(words, "X" | "XX" | "XXX" | "x" | "xx" | "N" | "?") && !after.is_some_and(char::is_alphanumeric) {
        return Some(LeafKind::Blank);
    }
    if BLANKS.contains(&lower) || lower.strip_prefix("insert ").is_some_and(|what| !what.contains(':')) {
        return Some(LeafKind::Blank);
    }
    if EDITORIALS.contains(&lower) {
        return Some(LeafKind::Editorial);
    }
    // [T]he: a capital put in by whoever quotes.
    let mut signs = words.chars();
    let capital = signs.next().is_some_and(char::is_uppercase) && signs.next().is_none();
    let starts_word = !before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_lowercase);
    (capital && starts_word && words == inside).then_some(LeafKind::Editorial)
}

/// Returns whether the words of a bracket are a remark for the drafters.
pub(super) fn is_remark(words: &str) -> bool {
    let words = words.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '*' || sign == '_');
    let head: String = words.chars().take(40).collect::<String>().to_lowercase().replace('’', "'");
    let Some((before, _)) = head.split_once([':', '：']) else { return false };
    REMARKS.contains(&before.trim_matches(|sign: char| sign.is_whitespace() || sign == '*' || sign == '_'))
}

/// Returns whether words say that there is to be no text.
pub(super) fn is_no_text(words: &str) -> bool {
    if words.len() > 80 {
        return false;
    }
    let letters: String = words.chars().map(|sign| if sign.is_alphanumeric() { sign } else { ' ' }).collect();
    let lower = letters.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    match words.as_slice() {
        [] | ["none" | "nothing" | "omit" | "delete" | "deleted"] => true,
        ["no", what] => matches!(*what, "text" | "provision" | "provisions" | "paragraph" | "article" | "clause"),
        ["delete" | "omit", rest @ ..] => {
            const WHOLE: &[&str] =
                &["all", "the", "this", "whole", "entire", "paragraph", "para", "article", "clause", "section", "text"];
            rest.len() <= 4
                && rest.iter().all(|word| WHOLE.contains(word) || word.chars().all(|sign| sign.is_numeric()))
        }
        _ => false,
    }
}
