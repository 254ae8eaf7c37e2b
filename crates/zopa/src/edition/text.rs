//! The texts beside the record: what of them an audience may read.

/// The longest text that goes along, in bytes.
const BYTES_MAX: usize = 16 << 20;

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

/// Returns a text as it may be told, with or without the names of those who want what stands in brackets.
///
/// # Errors
/// When it cannot be told so; the message says why.
pub(super) fn told(bytes: Vec<u8>, attributed: bool) -> Result<String, &'static str> {
    if bytes.len() > BYTES_MAX {
        return Err("the text is larger than 16 MiB");
    }
    let text = String::from_utf8(bytes).map_err(|_| "the text is not UTF-8")?;
    if text.contains("<!--") || text.contains("{>>") {
        return Err("the text has comments in it");
    }
    if attributed {
        return Ok(text);
    }
    clean(text).ok_or("the text says who wants what stands in brackets, and its names may not be told")
}

/// Returns a text for circulation, without the names of those who want what stands in brackets; nothing where it has
/// such names.
fn clean(text: String) -> Option<String> {
    (!names_sides(&text)).then_some(text)
}

/// Returns whether a text may say who wants what: an attribution in brackets, a footnoted reservation, an option with
/// the names of those behind it. When in doubt it does.
fn names_sides(text: &str) -> bool {
    let verbs = ["propose", "support", "reserve", "consider", "oppose"];
    let bracketed = text.split('[').skip(1).any(|rest| {
        let inside = rest.split(']').next().unwrap_or_default();
        rest.starts_with('^') || inside.contains(':') || verbs.iter().any(|verb| inside.contains(verb))
    });
    let option = |line: &str| line.trim_start().starts_with("Option ") && line.contains('(');
    bracketed || text.lines().any(option)
}

#[cfg(test)]
mod tests {
    use super::{ending, told};

    #[test]
    fn texts_that_name_sides_need_the_names() {
        for text in ["[Norrland propose: no][Sudmark: yes]", "passage[^1]\n\n[^1]: reserved", "Option 1 (A): x"] {
            assert!(told(text.into(), true).is_ok() && told(text.into(), false).is_err(), "{text}");
        }
        for text in ["1. The toll is [100][200].", "Option 1: a seat\n\nOption 2: *no text*", "{names}"] {
            assert_eq!(told(text.into(), false).as_deref(), Ok(text));
        }
    }

    #[test]
    fn comments_and_foreign_bytes_stay() {
        assert!(told("a <!-- b --> c".into(), true).is_err() && told("a {>>b<<} c".into(), true).is_err());
        assert!(told(vec![0xff], true).is_err());
        assert_eq!((ending("x/y.MD"), ending("a.docx"), ending("md")), (Some("md"), None, None));
    }
}
