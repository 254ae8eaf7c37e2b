//! The texts beside the record: what of them an audience may read.

use crate::texts::TEXT_BYTES_MAX;
use zopa_text::bracket::{Parties, clean, names_left, read_with};

/// Returns the ending under which a text goes along; nothing for what is no plain text. Documents of word processors
/// never go: they hold more than they show.
pub(super) fn ending(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "md" | "markdown" => Some("md"),
        "txt" => Some("txt"),
        _ => None,
    }
}

/// Returns a text as it may be told: as it stands, or clean, without the names of those who want what stands in brackets.
/// Comments and marked changes are working notes, so a text that has them goes clean in any case.
///
/// # Errors
/// When it cannot be told so; the message says why.
pub(super) fn told(bytes: Vec<u8>, attributed: bool, parties: &Parties) -> Result<String, &'static str> {
    if bytes.len() > TEXT_BYTES_MAX {
        return Err("the text is larger than 16 MiB");
    }
    let text = String::from_utf8(bytes).map_err(|_| "the text is not UTF-8")?;
    let worked_on = ["<!--", "{>>", "{++", "{--", "{~~", "{=="].iter().any(|mark| text.contains(mark));
    if attributed && !worked_on {
        return Ok(text);
    }
    let clean =
        clean(&read_with(&text, parties)).map_err(|_| "the text has too many brackets to make a clean one of it")?;
    if names_who_wants_what(&clean, parties) {
        return Err("the words of the text say who wants what, and its names may not be told");
    }
    Ok(clean)
}

/// Starts of words that say what somebody does about a passage.
const DOING: [&str; 9] = ["propos", "support", "reserv", "consider", "oppos", "object", "want", "would", "text"];

/// Returns whether a party is named inside brackets, or beside what it does about a passage. Words outside the grammar
/// of brackets can say so in any way; this catches the common ones and errs on the side of silence.
fn names_who_wants_what(text: &str, parties: &Parties) -> bool {
    let names = names_left(text, parties);
    let mut depth = 0_i32;
    let mut at = 0;
    names.iter().any(|(_, name)| {
        for sign in text.get(at..name.start).unwrap_or_default().chars() {
            depth += i32::from(matches!(sign, '[' | '［' | '【')) - i32::from(matches!(sign, ']' | '］' | '】'));
        }
        at = at.max(name.start);
        let word = |part: &str| part.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
        let after = text[name.end..].split_whitespace().map(word).find(|word| !word.is_empty() && word != "s");
        let before = text[..name.start].split_whitespace().rev().take(3).map(word);
        let doing = |word: &String| DOING.iter().any(|start| word.starts_with(start));
        depth > 0 || after.iter().any(doing) || before.take(2).any(|word| doing(&word))
    })
}

#[cfg(test)]
mod tests {
    use super::{Parties, ending, told};

    fn parties() -> Parties {
        Parties::new([("Norrland".to_string(), Vec::new()), ("Sudmark".to_string(), Vec::new())])
    }

    #[test]
    fn names_of_those_who_want_something_go() {
        let text = "1. [Norrland propose: no][Sudmark: yes] passage[^1]\n\n[^1]: Norrland reserves its position.\n";
        assert_eq!(told(text.into(), true, &parties()).as_deref(), Ok(text));
        let clean = told(text.into(), false, &parties()).expect("a clean text");
        assert!(clean.contains("[no][yes]") && !clean.contains("Norrland") && !clean.contains("Sudmark"), "{clean}");
        let plain = "1. The toll is [100][200].";
        assert_eq!(told(plain.into(), false, &parties()).as_deref(), Ok(plain));
    }

    #[test]
    fn words_that_say_who_wants_what_keep_a_text_back() {
        for text in ["1. x (Sudmark opposes)", "1. [Sudmark wants: x]", "1. [text of Norrland: z]", "Sudmark: objects."]
        {
            assert!(told(text.into(), false, &parties()).is_err(), "{text}");
            assert_eq!(told(text.into(), true, &parties()).as_deref(), Ok(text));
        }
        let plain = "1. Norrland and Sudmark shall share the quota [equally][by need].";
        assert_eq!(told(plain.into(), false, &parties()).as_deref(), Ok(plain));
    }

    #[test]
    fn working_notes_and_foreign_bytes_stay() {
        for text in ["a <!-- b --> c", "a {>>b<<} c", "a {--b--} c"] {
            let clean = told(text.into(), true, &parties()).expect("a clean text");
            assert!(!clean.contains('b'), "{clean}");
        }
        assert!(told(vec![0xff], true, &parties()).is_err());
        assert_eq!((ending("x/y.MD"), ending("a.docx"), ending("md")), (Some("md"), None, None));
    }
}
