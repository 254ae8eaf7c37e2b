//! Entries and clauses, by their forms.

use super::reader::{Place, Reader};
use super::shape::{self, Shape, is_list, is_required};
use super::value;
use serde_json::{Map, Value as Json, json};
use zopa_syntax::diagnostic::closest;
use zopa_syntax::form::{Count, Dated, Form, Slot, Times};
use zopa_syntax::grammar::{self, ENTRIES};
use zopa_syntax::node::Node;
use zopa_syntax::span::Span;
use zopa_syntax::value::{Date, Value};

/// Returns an entry as JSON.
pub(super) fn write_entry(node: &Node) -> Json {
    let mut map = Map::new();
    map.insert("entry".to_string(), json!(node.form.keyword));
    if let Some((date, _)) = node.date {
        map.insert("date".to_string(), json!(date.to_string()));
    }
    write_parts(node, &mut map);
    Json::Object(map)
}

fn write_parts(node: &Node, map: &mut Map<String, Json>) {
    for slot in node.form.slots {
        let mut values = node.values(slot.name).map(|value| value::write(value, slot.take)).peekable();
        if values.peek().is_none() {
            continue;
        }
        let json = if is_list(slot) { Json::Array(values.collect()) } else { values.next().unwrap_or_default() };
        map.insert(slot.name.to_string(), json);
    }
    for form in node.form.clauses {
        let mut clauses = node.all(form.keyword).map(write_clause).peekable();
        if clauses.peek().is_none() {
            continue;
        }
        let json = match form.times {
            Times::Many => Json::Array(clauses.collect()),
            Times::Once => clauses.next().unwrap_or_default(),
        };
        map.insert(form.key(), json);
    }
}

fn write_clause(node: &Node) -> Json {
    match shape::of(node.form) {
        Shape::Word(_) => node.args.first().map_or(Json::Null, |(_, value)| match value {
            Value::Word(word) => json!(word.text),
            _ => Json::Null,
        }),
        Shape::Value(slot) => node.value(slot.name).map_or(json!(true), |value| value::write(value, slot.take)),
        Shape::List(slot) => node.values(slot.name).map(|value| value::write(value, slot.take)).collect(),
        Shape::Object => {
            let mut map = Map::new();
            write_parts(node, &mut map);
            Json::Object(map)
        }
    }
}

/// Returns an entry.
pub(super) fn read_entry(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Node> {
    let Json::Object(map) = json else {
        reader.expected(place, "an object", json);
        return None;
    };
    let Some(keyword) = map.get("entry") else {
        reader.report(place, "`entry` is missing: the keyword of the entry");
        return None;
    };
    let here = place.key("entry");
    let keyword = reader.string(&here, keyword, "the keyword of an entry")?;
    let Some(form) = grammar::entry(keyword) else {
        let message = match closest(keyword, ENTRIES.iter().map(|form| form.keyword)) {
            Some(word) => format!("no entry is called `{keyword}`; did you mean `{word}`?"),
            None => "no entry is called so".to_string(),
        };
        reader.report(&here, message);
        return None;
    };
    let (required, optional): (&[&str], &[&str]) = match form.dated {
        Dated::Never => (&["entry"], &[]),
        Dated::Always => (&["entry", "date"], &[]),
        Dated::Maybe => (&["entry"], &["date"]),
    };
    let mut node = read_parts(reader, place, json, form, (required, optional))?;
    if form.dated != Dated::Never
        && let Some(date) = map.get("date")
    {
        let date = reader.meaning(&place.key("date"), date, "a date", Date::parse)?;
        node.date = Some((date, Span::default()));
    }
    Some(node)
}

/// Reads the slots and clauses of a form; `beside` are the keys that stand there too, required and optional.
fn read_parts(
    reader: &mut Reader,
    place: &Place<'_>,
    json: &Json,
    form: &'static Form,
    beside: (&[&str], &[&str]),
) -> Option<Node> {
    let keys: Vec<String> = form.clauses.iter().map(|clause| clause.key()).collect();
    let slots = |wanted: bool| form.slots.iter().filter(move |slot| is_required(slot) == wanted).map(|slot| slot.name);
    let required: Vec<&str> = beside.0.iter().copied().chain(slots(true)).collect();
    let optional: Vec<&str> =
        beside.1.iter().copied().chain(slots(false)).chain(keys.iter().map(String::as_str)).collect();
    let map = reader.object(place, json, &required, &optional)?;
    let mut node = Node::new(form, Span::default());
    for (index, slot) in form.slots.iter().enumerate() {
        if let Some(json) = map.get(slot.name) {
            read_slot(reader, &place.key(slot.name), json, (index, slot), &mut node);
        }
    }
    for (clause, key) in form.clauses.iter().copied().zip(&keys) {
        let Some(json) = map.get(key) else { continue };
        let place = place.key(key);
        match clause.times {
            Times::Once => node.clauses.extend(read_clause(reader, &place, json, clause)),
            Times::Many => {
                let read =
                    |reader: &mut Reader, place: &Place<'_>, json: &Json| read_clause(reader, place, json, clause);
                node.clauses.extend(reader.list(&place, json, 0, read).unwrap_or_default());
            }
        }
    }
    Some(node)
}

fn read_slot(reader: &mut Reader, place: &Place<'_>, json: &Json, slot: (usize, &Slot), node: &mut Node) {
    let (index, slot) = slot;
    let values = if is_list(slot) {
        let least = usize::from(slot.count == Count::Many);
        reader.list(place, json, least, |reader, place, json| value::read(reader, place, json, slot.take))
    } else {
        value::read(reader, place, json, slot.take).map(|value| vec![value])
    };
    node.args.extend(values.unwrap_or_default().into_iter().map(|value| (index as u8, value)));
}

fn read_clause(reader: &mut Reader, place: &Place<'_>, json: &Json, form: &'static Form) -> Option<Node> {
    let mut node = Node::new(form, Span::default());
    match shape::of(form) {
        Shape::Word(words) => node.args.push((0, Value::Word(value::word(reader, place, json, words)?))),
        Shape::Value(slot) if slot.count == Count::Maybe && *json == Json::Bool(true) => {}
        Shape::Value(slot) | Shape::List(slot) => read_slot(reader, place, json, (0, slot), &mut node),
        Shape::Object => return read_parts(reader, place, json, form, (&[], &[])),
    }
    Some(node)
}
