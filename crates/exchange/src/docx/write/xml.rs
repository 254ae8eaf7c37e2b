//! Text as XML.

use std::fmt::Write as _;

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The vocabularies that parts declare.
pub(super) const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// Returns a text as it stands in XML. What XML cannot say becomes a visible sign.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            plain => out.push(plain),
        }
    }
    out
}

/// Adds the words of a run: text, tabs, breaks, hyphens.
pub(super) fn words(out: &mut String, text: &str, element: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['\t', '\n', '\u{2011}', '\u{ad}']).unwrap_or(rest.len());
        if end > 0 {
            let _ = write!(out, "<w:{element} xml:space=\"preserve\">{}</w:{element}>", escaped(&rest[..end]));
        }
        rest = &rest[end..];
        if let Some(sign) = rest.chars().next() {
            out.push_str(match sign {
                '\t' => "<w:tab/>",
                '\n' => "<w:br/>",
                '\u{2011}' => "<w:noBreakHyphen/>",
                _ => "<w:softHyphen/>",
            });
            rest = &rest[sign.len_utf8()..];
        }
    }
}
