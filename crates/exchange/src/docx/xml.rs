//! The XML of one part as a tree.

use super::finding::Refusal;
use super::limits::Limits;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The most attributes of one element, and prefixes in force at one place.
const ATTRIBUTES_MAX: usize = 1_000;

/// The vocabularies that matter, whichever of their names a file uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// Word's own, transitional or strict.
    Word,
    /// References between parts.
    Relation,
    /// Alternatives for older programs.
    Compat,
    /// Formulas.
    Math,
    /// What is none of these.
    Other,
}

fn space(uri: &str) -> Space {
    match uri {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Space::Word,
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        | "http://purl.oclc.org/ooxml/officeDocument/relationships" => Space::Relation,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Space::Compat,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Space::Math,
        _ => Space::Other,
    }
}

#[derive(Debug)]
struct Element {
    space: Space,
    name: Box<str>,
    attributes: Vec<(Space, Box<str>, Box<str>)>,
    children: Vec<Child>,
}

#[derive(Debug)]
enum Child {
    Element(u32),
    Text(String),
}

/// The elements of one part; the first one is its root.
#[derive(Debug)]
pub(super) struct Tree {
    elements: Vec<Element>,
}

/// An element in its tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<'t> {
    tree: &'t Tree,
    element: &'t Element,
}

impl Tree {
    /// Returns the root element.
    pub(super) fn root(&self) -> At<'_> {
        At { tree: self, element: &self.elements[0] }
    }
}

impl<'t> At<'t> {
    /// Returns the name of an element of Word's own, or nothing.
    pub(super) fn word(self) -> &'t str {
        if self.element.space == Space::Word { &self.element.name } else { "" }
    }

    /// Returns the name and the vocabulary.
    pub(super) fn name(self) -> (Space, &'t str) {
        (self.element.space, &self.element.name)
    }

    /// Returns the value of an attribute of Word's own, or of one without a vocabulary.
    pub(super) fn get(self, name: &str) -> Option<&'t str> {
        let of = |wanted: Space| self.attribute(wanted, name);
        of(Space::Word).or_else(|| of(Space::Other))
    }

    /// Returns the value of an attribute that refers to another part.
    pub(super) fn relation(self, name: &str) -> Option<&'t str> {
        self.attribute(Space::Relation, name)
    }

    fn attribute(self, space: Space, name: &str) -> Option<&'t str> {
        let found = self.element.attributes.iter().find(|(of, key, _)| *of == space && **key == *name);
        found.map(|(_, _, value)| value.as_ref())
    }

    /// Returns the elements inside.
    pub(super) fn children(self) -> impl Iterator<Item = At<'t>> {
        let tree = self.tree;
        self.element.children.iter().filter_map(move |child| match child {
            Child::Element(at) => Some(At { tree, element: &tree.elements[*at as usize] }),
            Child::Text(_) => None,
        })
    }

    /// Returns the first element of Word's own inside that has this name.
    pub(super) fn first(self, name: &str) -> Option<At<'t>> {
        self.children().find(|child| child.word() == name)
    }

    /// Returns the value of the element inside that has this name: what its `val` says.
    pub(super) fn value(self, name: &str) -> Option<&'t str> {
        self.first(name).and_then(|child| child.get("val"))
    }

    /// Returns whether a property is on, where it is given.
    pub(super) fn flag(self, name: &str) -> Option<bool> {
        self.first(name).map(|child| !matches!(child.get("val"), Some("0" | "false" | "off" | "none")))
    }

    /// Returns the words that stand directly inside.
    pub(super) fn text(self) -> String {
        let texts = self.element.children.iter().filter_map(|child| match child {
            Child::Text(text) => Some(text.as_str()),
            Child::Element(_) => None,
        });
        texts.collect()
    }

    /// Calls a function for every element inside, at any depth, in order.
    pub(super) fn each(self, visit: &mut dyn FnMut(At<'t>)) {
        for child in self.children() {
            visit(child);
            child.each(visit);
        }
    }
}

/// Reads a part.
pub(super) fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Tree, Refusal> {
    let text = decoded(bytes).ok_or_else(|| {
        Refusal::new("damaged", format!("the part {name} is in an unknown encoding; it is not UTF-8"))
    })?;
    let mut builder =
        Builder { name, limits, elements: Vec::new(), open: Vec::new(), prefixes: Vec::new(), nodes: 0, closed: false };
    builder.run(&text)?;
    if builder.elements.is_empty() {
        return Err(Refusal::new("damaged", format!("the part {name} is empty")));
    }
    Ok(Tree { elements: builder.elements })
}

/// Returns the text of a part in one of the two encodings that the format allows.
fn decoded(bytes: &[u8]) -> Option<String> {
    let wide = |of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_string),
        _ => std::str::from_utf8(bytes).ok().map(str::to_string),
    }
}

struct Builder<'n> {
    name: &'n str,
    limits: &'n Limits,
    elements: Vec<Element>,
    open: Vec<u32>,
    /// What prefixes stand for, with the depth at which each was said.
    prefixes: Vec<(usize, Box<str>, Space)>,
    nodes: usize,
    closed: bool,
}

impl Builder<'_> {
    fn run(&mut self, text: &str) -> Result<(), Refusal> {
        let mut reader = Reader::from_str(text);
        loop {
            let event = reader.read_event().map_err(|fault| {
                let line = 1 + text.as_bytes()[..(reader.error_position() as usize).min(text.len())]
                    .iter()
                    .filter(|&&byte| byte == b'\n')
                    .count();
                Refusal::new("damaged", format!("the part {} is damaged at line {line}: {fault}", self.name))
                    .hint("ask for the file again; a word processor may be able to repair a copy")
            })?;
            match event {
                Event::Start(tag) => self.start(&tag, false)?,
                Event::Empty(tag) => self.start(&tag, true)?,
                Event::End(_) => self.end(),
                Event::Text(words) => self.text(&words.xml10_content())?,
                Event::CData(words) => self.text(&words.xml10_content())?,
                Event::GeneralRef(name) => {
                    let found = match &*name.borrow().into_inner() {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => name.resolve_char_ref().ok().flatten(),
                    };
                    let Some(found) = found else { return Err(self.entity()) };
                    self.text(found.encode_utf8(&mut [0; 4]))?;
                }
                Event::DocType(_) => return Err(self.entity()),
                Event::Eof => break,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            }
        }
        if self.open.is_empty() {
            Ok(())
        } else {
            Err(Refusal::new("damaged", format!("the part {} is cut off", self.name)).hint("ask for the file again"))
        }
    }

    fn entity(&self) -> Refusal {
        let message = format!("the part {} declares or uses entities, which no word processor writes", self.name);
        Refusal::new("entities", message).hint("this is no ordinary document; do not open it")
    }

    fn count(&mut self, more: usize) -> Result<(), Refusal> {
        self.nodes += more;
        if self.nodes > self.limits.nodes_max {
            let message =
                format!("the part {} has more than {} elements and attributes", self.name, self.limits.nodes_max);
            return Err(Refusal::new("too-large", message));
        }
        Ok(())
    }

    fn start(&mut self, tag: &BytesStart<'_>, empty: bool) -> Result<(), Refusal> {
        self.count(1)?;
        if self.open.len() >= self.limits.depth_max {
            let message = format!("elements of {} are nested more than {} deep", self.name, self.limits.depth_max);
            return Err(Refusal::new("too-large", message));
        }
        if self.open.is_empty() && self.closed {
            return Err(Refusal::new("damaged", format!("the part {} goes on after its end", self.name)));
        }
        let depth = self.open.len();
        let mut raw: Vec<(Box<str>, Box<str>)> = Vec::new();
        // Names that stand twice are not looked for, which would take long; the first one counts.
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|fault| {
                Refusal::new("damaged", format!("the part {} has an attribute that cannot be read: {fault}", self.name))
            })?;
            self.count(1)?;
            if raw.len() > ATTRIBUTES_MAX || self.prefixes.len() > ATTRIBUTES_MAX {
                let message = format!("an element of {} has more than {ATTRIBUTES_MAX} attributes", self.name);
                return Err(Refusal::new("too-large", message));
            }
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(|_| self.entity())?;
            let key = attribute.key.as_ref();
            if let Some(prefix) = key.strip_prefix("xmlns:") {
                self.prefixes.push((depth, prefix.into(), space(&value)));
            } else if key == "xmlns" {
                self.prefixes.push((depth, "".into(), space(&value)));
            } else {
                raw.push((key.into(), clean(&value).into()));
            }
        }
        let (space, name) = self.resolve(tag.name().as_ref(), true);
        let attributes = raw
            .into_iter()
            .map(|(key, value)| {
                let (space, name) = self.resolve(&key, false);
                (space, name, value)
            })
            .collect();
        let at = u32::try_from(self.elements.len()).unwrap_or(u32::MAX);
        self.elements.push(Element { space, name, attributes, children: Vec::new() });
        if let Some(&parent) = self.open.last() {
            self.elements[parent as usize].children.push(Child::Element(at));
        }
        if empty {
            self.forget(depth);
            self.closed |= depth == 0;
        } else {
            self.open.push(at);
        }
        Ok(())
    }

    fn end(&mut self) {
        self.open.pop();
        self.forget(self.open.len());
        self.closed |= self.open.is_empty();
    }

    fn forget(&mut self, depth: usize) {
        while self.prefixes.last().is_some_and(|(said, ..)| *said >= depth) {
            self.prefixes.pop();
        }
    }

    fn resolve(&self, name: &str, element: bool) -> (Space, Box<str>) {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        if prefix.is_empty() && !element {
            return (Space::Other, local.into());
        }
        if prefix == "xml" {
            return (Space::Other, name.into());
        }
        let known = self.prefixes.iter().rev().find(|(_, said, _)| **said == *prefix);
        // A prefix that nothing was said about: some programs cut the root element off.
        let space = known.map_or(if prefix == "w" { Space::Word } else { Space::Other }, |(_, _, space)| *space);
        (space, local.into())
    }

    fn text(&mut self, words: &str) -> Result<(), Refusal> {
        let Some(&parent) = self.open.last() else { return Ok(()) };
        self.count(1)?;
        let parent = &mut self.elements[parent as usize];
        let words = clean(words);
        match parent.children.last_mut() {
            Some(Child::Text(before)) => before.push_str(&words),
            _ => parent.children.push(Child::Text(words)),
        }
        Ok(())
    }
}

/// Control characters are no part of XML; what stands for one becomes visible.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && !matches!(c, '\t' | '\n' | '\r') { '\u{fffd}' } else { c }).collect()
}
