//! The JSON Schema of a case, made from the forms.

use super::shape::{self, Shape, is_list, is_required};
use super::{VERSION, expr, pattern, preference, settlement, value};
use serde_json::{Map, Value as Json, json};
use zopa_syntax::form::{Count, Dated, Form, Slot, Times};
use zopa_syntax::grammar::ENTRIES;

/// Returns the schema, in the dialect of draft 2020-12.
///
/// What it accepts may still be refused by [`from_json`](super::from_json), for what a schema cannot say: a day that
/// does not exist, a path that is there twice, a name that is taken for a keyword where it stands.
pub fn schema() -> Json {
    let mut definitions = Definitions { forms: Vec::new(), map: values() };
    let entries: Vec<Json> = ENTRIES
        .iter()
        .map(|form| {
            let name = format!("entry-{}", form.keyword);
            let entry = definitions.object(form, true);
            definitions.map.insert(name.clone(), entry);
            reference(&name)
        })
        .collect();
    definitions.map.insert("entry".to_string(), json!({"oneOf": entries}));
    let path = json!({
        "type": "string", "pattern": pattern::PATH, "description": "where the file lies below the case folder"
    });
    let file = object(json!({"path": path, "entries": list(reference("entry"), 0)}), &["path", "entries"]);
    let version = json!({"const": VERSION, "description": "the version of this form"});
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "zopa case",
        "description": "the record of a negotiation: its files, and the entries in them",
        "type": "object",
        "properties": {"zopa": version, "files": list(file, 0)},
        "required": ["zopa", "files"],
        "additionalProperties": false,
        "$defs": definitions.map,
    })
}

/// Returns the schema that stands for a definition.
pub(super) fn reference(name: &str) -> Json {
    json!({"$ref": format!("#/$defs/{name}")})
}

/// Returns the schema of an object of these properties and no others.
pub(super) fn object(properties: Json, required: &[&str]) -> Json {
    let mut map = Map::new();
    map.insert("type".to_string(), json!("object"));
    map.insert("properties".to_string(), properties);
    map.insert("required".to_string(), json!(required));
    map.insert("additionalProperties".to_string(), json!(false));
    Json::Object(map)
}

/// Returns a schema with its description before all else.
pub(super) fn described(about: &str, schema: Json) -> Json {
    let mut map = Map::new();
    map.insert("description".to_string(), json!(about));
    if let Json::Object(rest) = schema {
        map.extend(rest);
    }
    Json::Object(map)
}

/// Returns the schema of an array of at least so many.
pub(super) fn list(items: Json, least: usize) -> Json {
    let mut map = Map::new();
    map.insert("type".to_string(), json!("array"));
    map.insert("items".to_string(), items);
    map.insert("minItems".to_string(), json!(least));
    Json::Object(map)
}

fn values() -> Map<String, Json> {
    let text = |pattern: &str, about: &str| json!({"type": "string", "pattern": pattern, "description": about});
    let scalar = json!({"anyOf": [reference("number"), {"type": "string", "pattern": pattern::MONTH}]});
    let mut map = Map::new();
    for (name, schema) in [
        (
            "name",
            text(&pattern::name(), "a name: a letter, then letters, digits and `_`, with `-`, `.` and `'` between"),
        ),
        ("number", text(pattern::NUMBER, "a number, exact, or a share: `2.5`, `50%`")),
        ("date", text(pattern::DATE, "a date as precise as it is known: `2025`, `2025-11`, `2025-11-24`")),
        ("duration", text(pattern::DURATION, "a length of time: `90 days`")),
        ("scalar", scalar),
        (
            "choice",
            json!({
                "description": "an option, a number or a date; in expressions also a point",
                "anyOf": [reference("name"), reference("scalar")],
            }),
        ),
    ] {
        map.insert(name.to_string(), schema);
    }
    let more = [expr::definitions(), settlement::definitions(), preference::definitions()];
    map.extend(more.into_iter().flatten().map(|(name, schema)| (name.to_string(), schema)));
    map
}

/// The definitions so far; a clause that many entries share is defined once.
struct Definitions {
    forms: Vec<(&'static Form, String)>,
    map: Map<String, Json>,
}

impl Definitions {
    /// Returns the schema of an object of the slots and clauses of a form.
    fn object(&mut self, form: &'static Form, is_entry: bool) -> Json {
        let mut properties = Map::new();
        let mut required: Vec<&str> = Vec::new();
        if is_entry {
            properties.insert("entry".to_string(), json!({"const": form.keyword}));
            required.push("entry");
            if form.dated != Dated::Never {
                properties.insert("date".to_string(), reference("date"));
            }
            if form.dated == Dated::Always {
                required.push("date");
            }
        }
        for slot in form.slots {
            properties.insert(slot.name.to_string(), of_slot(slot));
            required.extend(is_required(slot).then_some(slot.name));
        }
        for &clause in form.clauses {
            let schema = self.clause(form, clause);
            let schema = match clause.times {
                Times::Once => schema,
                Times::Many => list(schema, 0),
            };
            properties.insert(clause.key(), described(clause.about, schema));
        }
        described(form.about, object(Json::Object(properties), &required))
    }

    fn clause(&mut self, owner: &'static Form, form: &'static Form) -> Json {
        match shape::of(form) {
            Shape::Word(words) => json!({"enum": words}),
            Shape::Value(slot) if slot.count == Count::Maybe => json!({"anyOf": [{"const": true}, of_slot(slot)]}),
            Shape::Value(slot) | Shape::List(slot) => of_slot(slot),
            Shape::Object => reference(&self.defined(owner, form)),
        }
    }

    /// Returns the name under which a form is defined.
    fn defined(&mut self, owner: &'static Form, form: &'static Form) -> String {
        if let Some((_, name)) = self.forms.iter().find(|(known, _)| std::ptr::eq(*known, form)) {
            return name.clone();
        }
        let taken = self.forms.iter().any(|(known, _)| known.keyword == form.keyword);
        let name = if taken { format!("{}-in-{}", form.keyword, owner.keyword) } else { form.keyword.to_string() };
        self.forms.push((form, name.clone()));
        let schema = self.object(form, false);
        let earlier = self.map.insert(name.clone(), schema);
        debug_assert!(earlier.is_none(), "the definition `{name}` is there twice");
        name
    }
}

fn of_slot(slot: &Slot) -> Json {
    let schema = value::schema(slot.take);
    if !is_list(slot) {
        return schema;
    }
    list(schema, usize::from(slot.count == Count::Many))
}
