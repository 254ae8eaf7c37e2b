//! The table of texts, to which cells refer.

use super::super::Refused;
use super::xml::{Step, Steps};
use super::{ENTRIES_MAX, damaged};

/// Returns the texts, in order. How they sound, which Japanese workbooks note, is left out.
pub(super) fn read(text: &str) -> Result<Vec<String>, Refused> {
    let mut found = Vec::new();
    let mut steps = Steps::of(text);
    loop {
        match steps.next()? {
            Step::Open(tag) if tag.local_name().as_ref() == "si" => {
                found.push(entry(&mut steps, "si")?);
                if found.len() > ENTRIES_MAX {
                    return Err(damaged(format!("more than {ENTRIES_MAX} texts")));
                }
            }
            Step::End => return Ok(found),
            Step::Open(_) | Step::Close(_) | Step::Words(_) => {}
        }
    }
}

/// Returns the text of an entry that was just opened: that of its `t` elements.
pub(super) fn entry(steps: &mut Steps<'_>, name: &str) -> Result<String, Refused> {
    let (mut text, mut sounds, mut depth) = (String::new(), 0_usize, 0_usize);
    loop {
        match steps.next()? {
            Step::Open(tag) => match tag.local_name().as_ref() {
                "t" => {
                    let words = steps.words_of("t", "")?;
                    if sounds == 0 {
                        text.push_str(&unescaped(&words));
                    }
                }
                other => {
                    depth += 1;
                    sounds += usize::from(other == "rPh");
                }
            },
            Step::Close(closed) if depth == 0 => {
                debug_assert_eq!(closed, name, "the reader checks that elements are closed in order");
                return Ok(text);
            }
            Step::Close(closed) => {
                depth -= 1;
                sounds -= usize::from(closed == "rPh");
            }
            Step::Words(_) => {}
            Step::End => return Err(damaged("it ends in the middle of a text")),
        }
    }
}

/// Returns a text without the escapes for what XML cannot hold: `_x000D_` is a carriage return.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let digits = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let c = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        match c {
            Some(c) => {
                out.push_str(&rest[..at]);
                out.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{read, unescaped};

    #[test]
    fn escapes_are_resolved_once() {
        assert_eq!(unescaped("a_x000D_b_x005F_x0041_ _xZZZZ_ _x12 _x_x0042_"), "a\rb_x0041_ _xZZZZ_ _x12 _xB");
    }

    #[test]
    fn rich_texts_are_joined_and_sounds_left_out() {
        let table = "<sst><si><t>a</t></si><si><r><rPr><b/></rPr><t xml:space=\"preserve\"> b</t></r><r><t>&amp;c</t></r>\
                     <rPh sb=\"0\"><t>sound</t></rPh></si><si/></sst>";
        assert_eq!(read(table).unwrap(), ["a", " b&c", ""]);
        assert!(read("<sst><si><t>a").is_err());
        assert!(read("<sst><si>&other;</si></sst>").is_err());
    }
}
