//! JSON and YAML as text, with numbers exactly as they are.

use super::number;
use rust_decimal::Decimal;
use std::fmt::Write as _;

/// A value to be written.
#[derive(Debug, Clone)]
pub(super) enum Json {
    /// A number, as written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// Keys and values.
    Map(Vec<(String, Json)>),
}

impl Json {
    pub(super) fn text(text: &str) -> Json {
        Json::Text(text.to_string())
    }

    pub(super) fn number(number: Decimal) -> Json {
        Json::Number(number::text(number))
    }
}

/// Returns an object.
pub(super) fn object<const N: usize>(entries: [(&str, Json); N]) -> Json {
    Json::Map(entries.into_iter().map(|(key, value)| (key.to_string(), value)).collect())
}

/// Returns a text in quotes, for JSON and YAML alike: what YAML does not take as it is, is escaped.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for c in serde_json::Value::from(text).to_string().chars() {
        let hidden = matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
        if c.is_control() || hidden {
            // All of these lie in the basic plane.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// Returns a value as indented JSON.
pub(super) fn pretty(value: &Json) -> String {
    let mut out = String::new();
    write_json(&mut out, value, 0);
    out
}

fn write_json(out: &mut String, value: &Json, indent: usize) {
    let line = |out: &mut String, indent: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', 2 * indent));
    };
    match value {
        Json::Number(number) => out.push_str(number),
        Json::Text(text) => out.push_str(&quoted(text)),
        Json::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                line(out, indent + 1);
                write_json(out, item, indent + 1);
            }
            line(out, indent);
            out.push(']');
        }
        Json::Map(entries) => {
            out.push('{');
            for (at, (key, item)) in entries.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                line(out, indent + 1);
                out.push_str(&quoted(key));
                out.push_str(": ");
                write_json(out, item, indent + 1);
            }
            line(out, indent);
            out.push('}');
        }
    }
}

/// Returns a value as YAML blocks. Keys and texts stand in quotes, so that no word is taken for something else.
pub(super) fn yaml(value: &Json) -> String {
    let mut out = String::new();
    write_yaml(&mut out, value, 0);
    out
}

fn write_yaml(out: &mut String, value: &Json, indent: usize) {
    let pad = |out: &mut String| out.extend(std::iter::repeat_n(' ', indent));
    match value {
        Json::Number(number) => {
            pad(out);
            out.push_str(number);
            out.push('\n');
        }
        Json::Text(text) => {
            pad(out);
            out.push_str(&quoted(text));
            out.push('\n');
        }
        Json::List(items) => {
            for item in items {
                let mut inner = String::new();
                write_yaml(&mut inner, item, indent + 2);
                pad(out);
                out.push_str("- ");
                out.push_str(inner.trim_start_matches(' '));
            }
        }
        Json::Map(entries) => {
            for (key, item) in entries {
                pad(out);
                out.push_str(key);
                match item {
                    Json::Number(_) | Json::Text(_) => {
                        out.push_str(": ");
                        write_yaml(out, item, 0);
                    }
                    Json::List(_) | Json::Map(_) => {
                        out.push_str(":\n");
                        write_yaml(out, item, indent + if matches!(item, Json::Map(_)) { 2 } else { 0 });
                    }
                }
            }
        }
    }
}
