//! Reading JSON: places, errors, and the steps that every reader takes.

use super::DEPTH_MAX;
use serde::Deserialize as _;
use serde_json::{Map, Value as Json};
use zopa_syntax::diagnostic::closest;
use zopa_syntax::limits::FINDINGS_PER_FILE_MAX;

/// What is wrong with a JSON document, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    /// The place, as a JSON pointer (RFC 6901); empty for the whole document.
    pub pointer: String,
    /// One clause in lower case without a full stop: what was expected, what was found.
    pub message: String,
}

impl std::fmt::Display for JsonError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = if self.pointer.is_empty() { "the document" } else { &self.pointer };
        write!(f, "{place}: {}", self.message)
    }
}

impl std::error::Error for JsonError {}

/// Returns the JSON value in a text. Unlike the usual readers it takes documents as deep as a case can be.
///
/// # Errors
/// When the text is no JSON, or nested deeper than [`DEPTH_MAX`].
pub fn parse(text: &str) -> Result<Json, JsonError> {
    let error = |message: String| JsonError { pointer: String::new(), message };
    if depth(text) > DEPTH_MAX {
        return Err(error(format!("it is nested more than {DEPTH_MAX} deep")));
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    // The depth is known to be small, so the stack is safe without the limit of the library.
    deserializer.disable_recursion_limit();
    let value = Json::deserialize(&mut deserializer).map_err(|fault| error(format!("it is no JSON: {fault}")))?;
    deserializer.end().map_err(|fault| error(format!("it is no JSON: {fault}")))?;
    Ok(value)
}

fn depth(text: &str) -> usize {
    let (mut now, mut deepest) = (0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' => now += 1,
            b']' | b'}' => now = now.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(now);
    }
    deepest
}

/// A place in a document, by the way that leads there.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    above: Option<&'a Place<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Place<'a> {
    pub(super) const ROOT: Place<'static> = Place { above: None, step: Step::Root };

    pub(super) fn key(&'a self, key: &'a str) -> Place<'a> {
        Place { above: Some(self), step: Step::Key(key) }
    }

    pub(super) fn index(&'a self, index: usize) -> Place<'a> {
        Place { above: Some(self), step: Step::Index(index) }
    }

    pub(super) fn pointer(&self) -> String {
        let mut out = self.above.map(Place::pointer).unwrap_or_default();
        match self.step {
            Step::Root => {}
            Step::Key(key) => out.push_str(&format!("/{}", escaped(key))),
            Step::Index(index) => out.push_str(&format!("/{index}")),
        }
        out
    }
}

/// Returns a key as it stands in a pointer.
pub(super) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Collects what is wrong.
pub(super) struct Reader {
    pub(super) errors: Vec<JsonError>,
}

impl Reader {
    pub(super) fn report(&mut self, place: &Place<'_>, message: impl Into<String>) {
        self.report_below(place, "", message);
    }

    /// Reports something below a place.
    pub(super) fn report_below(&mut self, place: &Place<'_>, below: &str, message: impl Into<String>) {
        if self.errors.len() < FINDINGS_PER_FILE_MAX {
            self.errors.push(JsonError { pointer: place.pointer() + below, message: message.into() });
        }
    }

    pub(super) fn expected(&mut self, place: &Place<'_>, expected: &str, found: &Json) {
        self.report(place, format!("expected {expected}, found {}", described(found)));
    }

    /// Returns an object that has all keys of `required` and none beside those and `optional`. What it has is returned
    /// all the same, so that one run shows everything that is wrong.
    pub(super) fn object<'j>(
        &mut self,
        place: &Place<'_>,
        value: &'j Json,
        required: &[&str],
        optional: &[&str],
    ) -> Option<&'j Map<String, Json>> {
        let Json::Object(map) = value else {
            self.expected(place, "an object", value);
            return None;
        };
        for key in required.iter().filter(|&&key| !map.contains_key(key)) {
            self.report(place, format!("`{key}` is missing"));
        }
        let known = || required.iter().chain(optional).copied();
        for key in map.keys().filter(|key| !known().any(|each| each == key.as_str())) {
            let message = match closest(key, known()) {
                Some(word) => format!("there is no `{}` here; did you mean `{word}`?", shortened(key)),
                None => format!("there is no `{}` here", shortened(key)),
            };
            self.report(&place.key(key), message);
        }
        Some(map)
    }

    /// Returns the elements of an array of at least so many, each as `read`.
    pub(super) fn list<T>(
        &mut self,
        place: &Place<'_>,
        value: &Json,
        least: usize,
        mut read: impl FnMut(&mut Reader, &Place<'_>, &Json) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Json::Array(items) = value else {
            self.expected(place, "an array", value);
            return None;
        };
        if items.len() < least {
            self.report(place, format!("expected {least} or more, found {}", items.len()));
            return None;
        }
        let read: Vec<Option<T>> =
            items.iter().enumerate().map(|(index, item)| read(self, &place.index(index), item)).collect();
        read.into_iter().collect()
    }

    pub(super) fn string<'j>(&mut self, place: &Place<'_>, value: &'j Json, what: &str) -> Option<&'j str> {
        match value {
            Json::String(text) => Some(text),
            Json::Number(number) => {
                self.report(place, format!("expected {what} as a string, found a number; write `\"{number}\"`"));
                None
            }
            Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => {
                self.expected(place, &format!("{what} as a string"), value);
                None
            }
        }
    }

    /// Returns what a string means, or says that it is not `what` it should be.
    pub(super) fn meaning<T>(
        &mut self,
        place: &Place<'_>,
        value: &Json,
        what: &str,
        meaning: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.string(place, value, what)?;
        let found = meaning(text);
        if found.is_none() {
            self.report(place, format!("expected {what}, found `{}`", shortened(text)));
        }
        found
    }

    /// Returns one of the words.
    pub(super) fn word(&mut self, place: &Place<'_>, value: &Json, words: &[&'static str]) -> Option<&'static str> {
        let text = self.string(place, value, "a word")?;
        if let Some(word) = words.iter().copied().find(|&word| word == text) {
            return Some(word);
        }
        let message = match closest(text, words.iter().copied()) {
            Some(word) => format!("`{}` is no word for this; did you mean `{word}`?", shortened(text)),
            None => format!("expected one of `{}`, found `{}`", words.join("`, `"), shortened(text)),
        };
        self.report(place, message);
        None
    }
}

fn described(value: &Json) -> String {
    match value {
        Json::Null => "null".to_string(),
        Json::Bool(value) => value.to_string(),
        Json::Number(number) => format!("the number {number}"),
        Json::String(text) => format!("the string `{}`", shortened(text)),
        Json::Array(_) => "an array".to_string(),
        Json::Object(_) => "an object".to_string(),
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_string(),
    }
}
