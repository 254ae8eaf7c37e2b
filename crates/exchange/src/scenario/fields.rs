//! Steps that the readers of JSON and YAML share.

use super::finding::{Place, Report, shown};
use super::number::{self, NumberFault};
use super::source::Source;
use super::tree::Node;
use rust_decimal::Decimal;
use zopa_syntax::span::Position;

/// A file as a tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Document<'t> {
    pub(super) source: &'t Source,
    pub(super) root: &'t Node,
}

/// Collects findings about one file.
pub(super) struct Fields<'t, 'r> {
    pub(super) path: &'t str,
    pub(super) report: &'r mut Report,
}

impl<'t> Fields<'t, '_> {
    pub(super) fn error(&mut self, at: Position, rule: &'static str, message: impl Into<String>) {
        self.report.error(Place::at(self.path, at), rule, message);
    }

    pub(super) fn deviation(&mut self, at: Position, rule: &'static str, message: impl Into<String>) {
        self.report.deviation(Place::at(self.path, at), rule, message);
    }

    /// Returns a number, in quotes or not; reports one that cannot be kept.
    pub(super) fn number(&mut self, node: &Node, what: &str) -> Option<Decimal> {
        let read = match node.scalar() {
            Some(text) => number::parse(text),
            None => Err(NumberFault::NotANumber),
        };
        match read {
            Ok(value) => Some(value),
            Err(fault) => {
                let rule = if fault == NumberFault::TooLong { "too-many-digits" } else { "bad-number" };
                self.error(node.at, rule, format!("{what} is {}, which {}", node.described(), fault.words()));
                None
            }
        }
    }

    /// Returns a whole number.
    pub(super) fn whole(&mut self, node: &Node, what: &str) -> Option<i64> {
        let read = node.scalar().and_then(|text| number::parse(text).ok()).and_then(whole);
        if read.is_none() {
            let message = format!("{what} is {}, expected a whole number", node.described());
            self.error(node.at, "bad-number", message);
        }
        read
    }

    /// Returns a text that is not empty.
    pub(super) fn text<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n str> {
        let text = node.scalar().filter(|text| !text.trim().is_empty());
        if text.is_none() {
            self.error(node.at, "no-name", format!("{what} is {}, expected a text", node.described()));
        }
        text
    }

    /// Returns the value under a key that must be there.
    pub(super) fn required<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n Node> {
        let found = node.get(key);
        if found.is_none() {
            self.error(node.at, "missing-key", format!("`{key}` is missing"));
        }
        found
    }

    /// Says which keys are not known.
    pub(super) fn known(&mut self, node: &Node, known: &[&str]) {
        let places: Vec<Position> = node.key_places().collect();
        for ((key, _), at) in node.entries().zip(places) {
            if !known.contains(&key) {
                self.deviation(at, "unknown-key", format!("the key {} is not known; it is not read", shown(key)));
            }
        }
    }

    /// Returns the name that a file gives itself, or else that of the file.
    pub(super) fn name_or_stem(&mut self, document: Document<'_>, node: Option<&Node>) -> String {
        let own = node.filter(|node| !node.is_null()).and_then(|node| self.text(node, "the name"));
        own.unwrap_or(document.source.stem()).to_string()
    }
}

/// Returns a number as a whole one, if it is one.
pub(super) fn whole(value: Decimal) -> Option<i64> {
    let value = value.normalize();
    (value.scale() == 0).then(|| i64::try_from(value.mantissa()).ok())?
}
