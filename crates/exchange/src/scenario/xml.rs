//! XML as a tree of elements, read with the tolerance that real scenario files need.

use super::finding::{Place, Report, shown};
use super::limits::{DEPTH_MAX, NODES_MAX};
use super::source::Source;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;
use zopa_syntax::limits::FINDINGS_PER_FILE_MAX;

/// An element; what stands between elements is not kept.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: String,
    offset: usize,
    attributes: Vec<Attribute>,
    children: Vec<usize>,
}

#[derive(Debug)]
struct Attribute {
    key: String,
    value: String,
    offset: usize,
}

/// The elements of one file; the first one is its root.
#[derive(Debug)]
pub(super) struct Tree<'s> {
    pub(super) source: &'s Source,
    elements: Vec<Element>,
}

/// An element in its tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<'t> {
    tree: &'t Tree<'t>,
    element: &'t Element,
}

impl<'s> Tree<'s> {
    /// Returns the root element.
    pub(super) fn root(&self) -> Option<At<'_>> {
        self.elements.first().map(|element| At { tree: self, element })
    }
}

impl<'t> At<'t> {
    /// Returns the name of the element.
    pub(super) fn name(self) -> &'t str {
        &self.element.name
    }

    /// Returns the file in which the element stands.
    pub(super) fn source(self) -> &'t Source {
        self.tree.source
    }

    /// Returns where the element starts.
    pub(super) fn place(self) -> Place<'t> {
        self.tree.source.place(self.element.offset)
    }

    /// Returns the value of an attribute.
    pub(super) fn get(self, key: &str) -> Option<&'t str> {
        self.attribute(key).map(|attribute| attribute.value.as_str())
    }

    /// Returns where the value of an attribute stands, or else the element.
    pub(super) fn place_of(self, key: &str) -> Place<'t> {
        self.tree.source.place(self.attribute(key).map_or(self.element.offset, |attribute| attribute.offset))
    }

    fn attribute(self, key: &str) -> Option<&'t Attribute> {
        self.element.attributes.iter().find(|attribute| attribute.key == key)
    }

    /// Returns the elements inside.
    pub(super) fn children(self) -> impl Iterator<Item = At<'t>> {
        let tree = self.tree;
        self.element.children.iter().map(move |&at| At { tree, element: &tree.elements[at] })
    }

    /// Returns the elements inside that have this name.
    pub(super) fn all(self, name: &str) -> impl Iterator<Item = At<'t>> {
        self.children().filter(move |child| child.name() == name)
    }

    /// Returns the first element inside that has this name.
    pub(super) fn first(self, name: &str) -> Option<At<'t>> {
        self.all(name).next()
    }

    /// Returns whether this element, or any inside it, meets a test.
    pub(super) fn any(self, test: &dyn Fn(At<'t>) -> bool) -> bool {
        test(self) || self.children().any(|child| child.any(test))
    }
}

/// Reads a file; `None` where there is no root element, or where a limit is passed.
pub(super) fn read<'s>(source: &'s Source, report: &mut Report) -> Option<Tree<'s>> {
    let mut builder = Builder { source, report, elements: Vec::new(), open: Vec::new(), roots: 0, nodes: 0, said: 0 };
    let read = builder.run();
    let (nodes, roots) = (builder.nodes, builder.roots);
    let elements = builder.elements;
    read?;
    let place = Place::file(&source.path);
    if nodes > NODES_MAX {
        let message = format!("{nodes} elements and attributes; a file may have at most {NODES_MAX}");
        report.error(place, "too-large", message);
        return None;
    }
    if elements.is_empty() {
        report.error(place, "not-xml", "no element was found");
        return None;
    }
    if roots > 1 {
        report.deviation(place, "not-xml", "more than one element at the top; only the first is read");
    }
    Some(Tree { source, elements })
}

struct Builder<'s, 'r> {
    source: &'s Source,
    report: &'r mut Report,
    elements: Vec<Element>,
    open: Vec<usize>,
    roots: usize,
    nodes: usize,
    said: usize,
}

impl Builder<'_, '_> {
    fn run(&mut self) -> Option<()> {
        let source = self.source;
        let mut reader = Reader::from_str(&source.text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        loop {
            let start = reader.buffer_position() as usize;
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(fault) => {
                    let place = source.place(reader.error_position() as usize);
                    self.report.error(place, "not-xml", format!("this is no XML: {fault}"));
                    return None;
                }
            };
            match event {
                Event::Start(tag) => self.start(&tag, start, false)?,
                Event::Empty(tag) => self.start(&tag, start, true)?,
                Event::End(tag) => self.end(tag.name().as_ref(), start),
                Event::Decl(_) if start > 0 => {
                    self.say(start, "late-declaration", "the declaration is not at the start")
                }
                Event::DocType(_) => self.say(start, "document-type", "a document type is declared; it is not read"),
                Event::Eof => break,
                _ => {}
            }
        }
        if let Some(&last) = self.open.last() {
            let Element { name, offset, .. } = &self.elements[last];
            let (message, offset) = (format!("the element {} is not closed", shown(name)), *offset);
            self.say(offset, "unclosed-element", &message);
        }
        Some(())
    }

    /// Reports a deviation; no more than can be shown, since finding the line of each takes time.
    fn say(&mut self, offset: usize, rule: &'static str, message: &str) {
        self.said += 1;
        if self.said <= FINDINGS_PER_FILE_MAX {
            self.report.deviation(self.source.place(offset), rule, message);
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, offset: usize, empty: bool) -> Option<()> {
        if self.open.len() >= DEPTH_MAX {
            let message = format!("elements are nested more than {DEPTH_MAX} deep");
            self.report.error(self.source.place(offset), "too-large", message);
            return None;
        }
        self.nodes += 1;
        let attributes = self.attributes(tag, offset);
        if self.nodes > NODES_MAX {
            // Counted on, for the message, but not kept.
            return Some(());
        }
        let at = self.elements.len();
        let name = tag.name().as_ref().to_string();
        self.elements.push(Element { name, offset, attributes, children: Vec::new() });
        match self.open.last() {
            Some(&parent) => self.elements[parent].children.push(at),
            None => self.roots += 1,
        }
        if !empty {
            self.open.push(at);
        }
        Some(())
    }

    fn end(&mut self, name: &str, offset: usize) {
        if self.nodes > NODES_MAX {
            return;
        }
        let Some(depth) = self.open.iter().rposition(|&at| self.elements[at].name == name) else {
            self.say(offset, "unclosed-element", &format!("the end of {}, which is not open", shown(name)));
            return;
        };
        if depth + 1 < self.open.len() {
            let inner = self.open.last().map(|&at| self.elements[at].name.clone()).unwrap_or_default();
            let message = format!("{} ends before {}, which stands inside it", shown(name), shown(&inner));
            self.say(offset, "unclosed-element", &message);
        }
        self.open.truncate(depth);
    }

    fn attributes(&mut self, tag: &BytesStart<'_>, offset: usize) -> Vec<Attribute> {
        let mut found: Vec<Attribute> = Vec::new();
        let mut keys = BTreeSet::new();
        let base = tag.as_ptr() as usize;
        for attribute in tag.html_attributes().with_checks(false) {
            self.nodes += 1;
            let Ok(attribute) = attribute else {
                self.say(offset, "bad-attribute", "an attribute that cannot be read");
                continue;
            };
            if self.nodes > NODES_MAX {
                continue;
            }
            let inside = (attribute.value.as_ptr() as usize).checked_sub(base).filter(|&at| at <= tag.len());
            // The tag starts after its `<`.
            let at = inside.map_or(offset, |at| offset + 1 + at);
            let key = attribute.key.as_ref().to_string();
            let value = self.unescaped(&attribute.value, at);
            if keys.insert(key.clone()) {
                found.push(Attribute { key, value, offset: at });
            } else {
                self.say(at, "bad-attribute", &format!("the attribute {} stands twice; the first counts", shown(&key)));
            }
        }
        found
    }

    /// Returns the value of an attribute with its references resolved; a bare `&` stands for itself.
    fn unescaped(&mut self, raw: &str, offset: usize) -> String {
        let mut out = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(at) = rest.find('&') {
            out.push_str(&rest[..at]);
            let after = &rest[at + 1..];
            // References are short, so a semicolon further on belongs to something else.
            let end = after.bytes().take(12).position(|byte| byte == b';');
            match end.and_then(|end| Some((character(&after[..end])?, end))) {
                Some((c, end)) => {
                    out.push(c);
                    rest = &after[end + 1..];
                }
                None => {
                    self.say(offset, "bare-ampersand", "a bare `&`, which XML writes `&amp;`");
                    out.push('&');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out.trim_matches(['\r', '\n']).replace(['\r', '\n', '\t'], " ")
    }
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control())
        }
    }
}

/// Returns a text as it stands in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            plain => out.push(plain),
        }
    }
    out
}
