//! XML step by step.

use super::{Refused, damaged};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// One step.
pub(super) enum Step<'x> {
    /// An element opens.
    Open(BytesStart<'x>),
    /// An element closes; its name without the prefix.
    Close(String),
    /// Words between elements.
    Words(String),
    /// The end.
    End,
}

/// XML step by step. References to characters are resolved, others are refused, and no document type is read.
pub(super) struct Steps<'x>(Reader<&'x [u8]>);

impl<'x> Steps<'x> {
    pub(super) fn of(text: &'x str) -> Steps<'x> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Steps(reader)
    }

    pub(super) fn next(&mut self) -> Result<Step<'x>, Refused> {
        loop {
            return Ok(match self.0.read_event().map_err(|fault| damaged(fault.to_string()))? {
                Event::Start(tag) => Step::Open(tag),
                Event::End(tag) => Step::Close(tag.local_name().as_ref().to_string()),
                Event::Text(words) => Step::Words(words.xml10_content().into_owned()),
                Event::CData(words) => Step::Words(words.xml10_content().into_owned()),
                Event::GeneralRef(reference) => Step::Words(character(reference.as_ref())?.to_string()),
                Event::Eof => Step::End,
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            });
        }
    }

    /// Returns the words inside the element that was just opened, without those inside elements of this name.
    pub(super) fn words_of(&mut self, name: &str, without: &str) -> Result<String, Refused> {
        let (mut words, mut inside, mut depth) = (String::new(), 0_usize, 0_usize);
        loop {
            match self.next()? {
                Step::Open(tag) => {
                    depth += 1;
                    inside += usize::from(tag.local_name().as_ref() == without);
                }
                Step::Close(closed) if depth == 0 => {
                    debug_assert_eq!(closed, name, "the reader checks that elements are closed in order");
                    return Ok(words);
                }
                Step::Close(closed) => {
                    depth -= 1;
                    inside -= usize::from(closed == without);
                }
                Step::Words(more) if inside == 0 => words.push_str(&more),
                Step::Words(_) => {}
                Step::End => return Err(damaged("it ends in the middle of an element")),
            }
        }
    }
}

/// Returns an attribute of an element, by its name without the prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Refused> {
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|fault| damaged(fault.to_string()))?;
        if attribute.key.local_name().as_ref() == name {
            return resolved(&attribute.value).map(Some);
        }
    }
    Ok(None)
}

fn resolved(raw: &str) -> Result<String, Refused> {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        let (name, after) = after.split_once(';').ok_or_else(|| damaged("a bare `&`"))?;
        out.push_str(before);
        out.push(character(name)?);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

fn character(name: &str) -> Result<char, Refused> {
    let code = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let found = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix("#x").or_else(|| name.strip_prefix("#X")) {
            Some(digits) => code(digits, 16),
            None => name.strip_prefix('#').and_then(|digits| code(digits, 10)),
        },
    };
    found.ok_or_else(|| damaged("an entity of its own, which is not opened"))
}
