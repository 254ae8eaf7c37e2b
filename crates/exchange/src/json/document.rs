//! Whole documents: the files of a case.

use super::node::{read_entry, write_entry};
use super::reader::{JsonError, Place, Reader, escaped};
use super::{Unreadable, VERSION};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use zopa_syntax::limits::FILE_BYTES_MAX;
use zopa_syntax::node::Node;
use zopa_syntax::parse::{Parse, parse};
use zopa_syntax::print;
use zopa_syntax::span::{FileId, Span};

/// Returns the files of a case, each with its path, as JSON.
///
/// # Errors
/// All entries in which something could not be read: to leave them out would be to lose them.
pub fn to_json(files: &[(&str, &Parse)]) -> Result<Json, Vec<Unreadable>> {
    let broken: Vec<Unreadable> = files.iter().flat_map(|(path, parse)| unreadable(path, parse)).collect();
    if !broken.is_empty() {
        return Err(broken);
    }
    let file = |(path, parse): &(&str, &Parse)| {
        let entries: Vec<Json> = parse.nodes().map(write_entry).collect();
        json!({"path": path, "entries": entries})
    };
    Ok(json!({"zopa": VERSION, "files": files.iter().map(file).collect::<Vec<Json>>()}))
}

fn unreadable(path: &str, parse: &Parse) -> Vec<Unreadable> {
    let unreadable = |span: Span| {
        let inside = |at: Span| span.start <= at.start && at.start <= span.end;
        let finding = parse.findings.iter().find(|finding| inside(finding.primary.span));
        let message = finding.map_or("something in the entry could not be read", |finding| finding.message.as_str());
        Unreadable { path: path.to_string(), span, message: message.to_string() }
    };
    if parse.entries.is_empty() {
        // A file that is too large has no entries, and says so.
        return parse.findings.iter().map(|finding| unreadable(finding.primary.span)).collect();
    }
    let broken = parse.entries.iter().filter(|entry| entry.broken || entry.node.is_none());
    broken.map(|entry| unreadable(entry.span)).collect()
}

/// Returns the files, each as its path and its text, that a JSON document holds.
///
/// Every entry is printed and read again, so that the text is known to say what the document says.
///
/// # Errors
/// Everything that is wrong, each with its place.
pub fn from_json(document: &Json) -> Result<Vec<(String, String)>, Vec<JsonError>> {
    let mut reader = Reader { errors: Vec::new() };
    let root = Place::ROOT;
    let mut files = Vec::new();
    if let Some(map) = reader.object(&root, document, &["zopa", "files"], &[]) {
        if let Some(version) = map.get("zopa").filter(|version| **version != json!(VERSION)) {
            reader.expected(&root.key("zopa"), &format!("version {VERSION}"), version);
        }
        let mut paths = BTreeSet::new();
        let read = |reader: &mut Reader, place: &Place<'_>, json: &Json| file(reader, place, json, &mut paths);
        files = map.get("files").and_then(|json| reader.list(&root.key("files"), json, 0, read)).unwrap_or_default();
    }
    if reader.errors.is_empty() { Ok(files) } else { Err(reader.errors) }
}

fn file(reader: &mut Reader, place: &Place<'_>, json: &Json, paths: &mut BTreeSet<String>) -> Option<(String, String)> {
    let map = reader.object(place, json, &["path", "entries"], &[])?;
    let path = map.get("path").and_then(|json| {
        let place = place.key("path");
        let path = reader.meaning(&place, json, "a path below the case folder, ending in `.zopa`", relative)?;
        if !paths.insert(path.clone()) {
            reader.report(&place, "two files have this path");
            return None;
        }
        Some(path)
    });
    let entries = map.get("entries").and_then(|json| reader.list(&place.key("entries"), json, 0, entry));
    let text = entries?.join("\n");
    if text.len() > FILE_BYTES_MAX {
        reader.report(place, format!("the file would have more than {FILE_BYTES_MAX} bytes; split it"));
        return None;
    }
    Some((path?, text))
}

/// Returns a path if it leads nowhere but below the folder, on every system.
fn relative(path: &str) -> Option<String> {
    // Hidden files and folders are not read back, so nothing is written there.
    let plain = path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'));
    let portable = !path.contains(['\\', ':']) && !path.chars().any(char::is_control);
    let named = path.strip_suffix(".zopa").is_some_and(|stem| !stem.is_empty() && !stem.ends_with('/'));
    (plain && portable && named).then(|| path.to_string())
}

fn entry(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<String> {
    let before = reader.errors.len();
    let node = read_entry(reader, place, json)?;
    if reader.errors.len() > before {
        return None;
    }
    let text = print::entry(&node);
    match difference(&node, &text) {
        None => Some(text + "\n"),
        Some((below, message)) => {
            reader.report_below(place, &below, message);
            None
        }
    }
}

/// Returns where and how the text of an entry says something else than the entry; `None` if it says the same.
fn difference(node: &Node, text: &str) -> Option<(String, String)> {
    let parse = parse(FileId(0), text);
    if let Some(finding) = parse.findings.first() {
        return Some((String::new(), format!("the entry cannot be written: {}", finding.message)));
    }
    let meant = write_entry(node);
    let found = parse.nodes().map(write_entry).next().unwrap_or_default();
    let place = first_difference(&meant, &found)?;
    Some((place, "this cannot be written, as it would be read as something else".to_string()))
}

fn first_difference(meant: &Json, found: &Json) -> Option<String> {
    match (meant, found) {
        (Json::Object(left), Json::Object(right)) => {
            let keys = left.keys().chain(right.keys().filter(|key| !left.contains_key(*key)));
            keys.into_iter().find_map(|key| match (left.get(key), right.get(key)) {
                (Some(left), Some(right)) => {
                    first_difference(left, right).map(|below| format!("/{}{below}", escaped(key)))
                }
                (Some(_), None) => Some(format!("/{}", escaped(key))),
                (None, _) => Some(String::new()),
            })
        }
        (Json::Array(left), Json::Array(right)) if left.len() == right.len() => {
            let pairs = left.iter().zip(right).enumerate();
            pairs.into_iter().find_map(|(index, (left, right))| {
                first_difference(left, right).map(|below| format!("/{index}{below}"))
            })
        }
        (left, right) => (left != right).then(String::new),
    }
}
