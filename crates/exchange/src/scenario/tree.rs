//! JSON and YAML as a tree of values with their places. JSON is read as the YAML that it is.

use super::finding::{Place, Report};
use super::limits::{DEPTH_MAX, NODES_MAX};
use super::source::Source;
use granit_parser::{Event, Parser, ScalarStyle};
use std::collections::BTreeSet;
use zopa_syntax::span::Position;

/// A value and where it stands.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) at: Position,
    pub(super) value: Value,
}

/// A value.
#[derive(Debug)]
pub(super) enum Value {
    /// A text, a number, a word: as written, with whether it stood in quotes.
    Scalar(String, bool),
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in order.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// Returns the value under a key.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.entries().find(|(name, _)| *name == key).map(|(_, node)| node)
    }

    /// Returns the keys and values of a map; none where it is no map.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, &Node)> {
        let entries = if let Value::Map(entries) = &self.value { entries.as_slice() } else { &[] };
        entries.iter().filter_map(|(key, node)| key.scalar().map(|key| (key, node)))
    }

    /// Returns the places of the keys of a map, in order.
    pub(super) fn key_places(&self) -> impl Iterator<Item = Position> {
        let entries = if let Value::Map(entries) = &self.value { entries.as_slice() } else { &[] };
        entries.iter().map(|(key, _)| key.at)
    }

    /// Returns the items of a list.
    pub(super) fn items(&self) -> Option<&[Node]> {
        if let Value::List(items) = &self.value { Some(items) } else { None }
    }

    /// Returns whether it is a map.
    pub(super) fn is_map(&self) -> bool {
        matches!(self.value, Value::Map(_))
    }

    /// Returns a scalar as written.
    pub(super) fn scalar(&self) -> Option<&str> {
        if let Value::Scalar(text, _) = &self.value { Some(text) } else { None }
    }

    /// Returns a scalar that stands without quotes.
    pub(super) fn plain(&self) -> Option<&str> {
        if let Value::Scalar(text, false) = &self.value { Some(text) } else { None }
    }

    /// Returns whether it says that there is nothing.
    pub(super) fn is_null(&self) -> bool {
        matches!(self.plain(), Some("" | "~" | "null" | "Null" | "NULL"))
    }

    /// Returns what it is, for a message.
    pub(super) fn described(&self) -> String {
        match &self.value {
            Value::Scalar(text, _) => super::finding::shown(text),
            Value::List(_) => "a list".to_string(),
            Value::Map(_) => "keys and values".to_string(),
        }
    }
}

/// Reads a file; `None` where it cannot be read or a limit is passed.
pub(super) fn read(source: &Source, report: &mut Report) -> Option<Node> {
    let json = is_json(source);
    let text = &source.text;
    if json && let Err(fault) = serde_json::from_str::<serde::de::IgnoredAny>(text) {
        let at = Position { line: fault.line().max(1) as u32, column: fault.column().max(1) as u32 };
        report.deviation(Place::at(&source.path, at), "not-json", format!("this is no JSON: {fault}"));
    }
    let options = granit_parser::options! { simple_key_max_lookahead: 65_536 };
    let mut builder = Builder { source, report, stack: Vec::new(), root: None, nodes: 0 };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => {
                let start = span.start;
                let at = Position { line: start.line() as u32, column: start.col() as u32 + 1 };
                builder.take(event, at)?;
            }
            Err(fault) => {
                let mark = fault.marker();
                let at = Position { line: mark.line() as u32, column: mark.col() as u32 + 1 };
                let form = if json { "JSON" } else { "YAML" };
                let message = format!("this is no {form}: {}", fault.kind());
                builder.report.error(Place::at(&source.path, at), "not-yaml", message);
                return None;
            }
        }
    }
    let (root, nodes) = (builder.root, builder.nodes);
    if nodes > NODES_MAX {
        let message = format!("{nodes} values; a file may have at most {NODES_MAX}");
        report.error(Place::file(&source.path), "too-large", message);
        return None;
    }
    if root.is_none() {
        report.error(Place::file(&source.path), "empty-file", "the file is empty");
    }
    root
}

fn is_json(source: &Source) -> bool {
    source.path.to_ascii_lowercase().ends_with(".json") || source.text.trim_start().starts_with('{')
}

/// A list or map that is being read.
struct Frame {
    at: Position,
    map: bool,
    items: Vec<Node>,
}

struct Builder<'s, 'r> {
    source: &'s Source,
    report: &'r mut Report,
    stack: Vec<Frame>,
    root: Option<Node>,
    nodes: usize,
}

impl Builder<'_, '_> {
    fn fail(&mut self, at: Position, rule: &'static str, message: impl Into<String>) -> Option<()> {
        self.report.error(Place::at(&self.source.path, at), rule, message);
        None
    }

    fn take(&mut self, event: Event<'_>, at: Position) -> Option<()> {
        match event {
            Event::Scalar(text, style, _, tag) => {
                let core = tag.as_ref().is_none_or(|tag| tag.is_yaml_core_schema());
                if !core {
                    return self.fail(at, "foreign-tag", "a tag that names a type of some program");
                }
                let quoted = style != ScalarStyle::Plain || tag.is_some_and(|tag| tag.suffix() == "str");
                self.place(Node { at, value: Value::Scalar(text.into_owned(), quoted) });
                Some(())
            }
            Event::SequenceStart(_, _, tag) => self.open(at, false, tag.is_some_and(|tag| !tag.is_yaml_core_schema())),
            Event::MappingStart(_, _, tag) => self.open(at, true, tag.is_some_and(|tag| !tag.is_yaml_core_schema())),
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.fail(at, "alias", "a reference to another part of the file; write the part out")
            }
            _ => Some(()),
        }
    }

    fn open(&mut self, at: Position, map: bool, tagged: bool) -> Option<()> {
        if tagged {
            return self.fail(at, "foreign-tag", "a tag that names a type of some program");
        }
        if self.stack.len() >= DEPTH_MAX {
            return self.fail(at, "too-large", format!("lists and keys are nested more than {DEPTH_MAX} deep"));
        }
        self.stack.push(Frame { at, map, items: Vec::new() });
        Some(())
    }

    fn close(&mut self) -> Option<()> {
        let frame = self.stack.pop()?;
        if !frame.map {
            self.place(Node { at: frame.at, value: Value::List(frame.items) });
            return Some(());
        }
        let mut entries = Vec::with_capacity(frame.items.len() / 2);
        let mut keys = BTreeSet::new();
        let mut items = frame.items.into_iter();
        while let (Some(key), Some(value)) = (items.next(), items.next()) {
            let Some(name) = key.scalar() else {
                return self.fail(key.at, "bad-key", "a key that is a list or has keys itself");
            };
            if !keys.insert(name.to_string()) {
                let message = format!("the key {} stands twice", super::finding::shown(name));
                return self.fail(key.at, "bad-key", message);
            }
            entries.push((key, value));
        }
        self.place(Node { at: frame.at, value: Value::Map(entries) });
        Some(())
    }

    fn place(&mut self, node: Node) {
        self.nodes += 1;
        if self.nodes > NODES_MAX {
            // Counted on, for the message, but not kept.
            return;
        }
        match self.stack.last_mut() {
            Some(frame) => frame.items.push(node),
            None if self.root.is_some() => {
                let place = Place::at(&self.source.path, node.at);
                let message = "a second document in the file; only the first is read";
                self.report.deviation(place, "second-document", message);
            }
            None => self.root = Some(node),
        }
    }
}
