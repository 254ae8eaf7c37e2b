//! The schema: it accepts what is written, and refuses what has another shape.

use crate::{cases, json_of, tries};
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use std::sync::OnceLock;
use zopa_exchange::json::{from_json, schema};

fn validator() -> &'static Validator {
    static VALIDATOR: OnceLock<Validator> = OnceLock::new();
    VALIDATOR.get_or_init(|| jsonschema::draft202012::new(&schema()).expect("the schema is a schema"))
}

/// Returns the places of all values in a document.
fn pointers(json: &Json, here: &str, out: &mut Vec<String>) {
    out.push(here.to_string());
    match json {
        Json::Object(map) => map.iter().for_each(|(key, value)| pointers(value, &format!("{here}/{key}"), out)),
        Json::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| pointers(item, &format!("{here}/{index}"), out));
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

/// Changes the value at a place to one of another shape.
fn damage(document: &mut Json, pointer: &str, how: usize) {
    let value = document.pointer_mut(pointer).expect("the place is there");
    match (how, &mut *value) {
        (0, Json::Object(map)) => {
            map.insert("no_such_key".to_string(), json!("x"));
        }
        (1, Json::Object(map)) => {
            let key = map.keys().next().cloned();
            key.and_then(|key| map.shift_remove(&key));
        }
        (1, Json::Array(items)) => items.clear(),
        (2, Json::String(text)) => text.push_str(" ]"),
        (3, _) => *value = json!(5),
        (4, _) => *value = json!({}),
        (5, _) => *value = json!([[]]),
        _ => *value = Json::Null,
    }
}

#[test]
fn the_schema_is_a_schema() {
    assert!(jsonschema::meta::is_valid(&schema()));
    assert!(schema().pointer("/$defs/entry-stance/properties/holds").is_some());
    assert_eq!(
        schema().pointer("/$defs/entry-party/description"),
        Some(&json!("who negotiates, mediates, guarantees or must be asked"))
    );
}

proptest! {
    #![proptest_config(tries(600))]

    #[test]
    fn what_is_written_is_valid(text in cases()) {
        let document = json_of(&text);
        let complaint = validator().iter_errors(&document).next().map(|error| error.to_string());
        prop_assert_eq!(complaint, None);
    }

    #[test]
    fn schema_and_reader_agree(text in cases(), place in any::<prop::sample::Index>(), how in 0usize..7) {
        let mut document = json_of(&text);
        let mut places = Vec::new();
        pointers(&document, "", &mut places);
        let pointer = place.get(&places);
        damage(&mut document, pointer, how);
        let valid = validator().is_valid(&document);
        let read = from_json(&document);
        if valid != read.is_ok() {
            let reasons: Vec<String> = read.err().into_iter().flatten().map(|error| error.message).collect();
            // What no schema can say: the entry as a whole does not come back from text.
            let beyond = valid && reasons.iter().all(|reason| reason.contains("cannot be written"));
            prop_assert!(beyond, "at {pointer}, {how}: valid {valid}, {reasons:?}\n{document:#}");
        }
    }
}

/// Returns a document with a word where one of a kind is wanted.
fn an_entry_with(kind: usize, word: &str) -> Json {
    let entry = match kind {
        0 => json!({"entry": "fact", "name": word}),
        1 => json!({"entry": "case", "title": "t", "language": word}),
        2 => json!({"entry": "ratify", "instrument": "t", "party": "p", "quorum": word}),
        3 => json!({"entry": "event", "date": word, "title": "t"}),
        4 => json!({"entry": "ratify", "instrument": "t", "party": "p", "lead": word}),
        5 => json!({"entry": "point", "name": "p", "step": word}),
        6 => json!({"entry": "point", "name": "p", "number": {"low": word, "high": "5"}}),
        7 => json!({"entry": "fact", "name": "f", "when": {"in": {"point": "p", "choices": [word]}}}),
        _ => return json!({"zopa": 1, "files": [{"path": word, "entries": []}]}),
    };
    json!({"zopa": 1, "files": [{"path": "case.zopa", "entries": [entry]}]})
}

/// Words that are nearly, or quite, what is wanted somewhere.
const WORD: &str = concat!(
    "[a-cA-Z0-9_.'’%-]{0,6}",
    "|[0-9]{1,5}[._0-9%-]{0,4}",
    "|-?[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?",
    "|[0-9]{1,5} (day|months?|x)",
    "|\\PC{0,3}",
    "|(\\.{0,2}/?[a-c:\\\\]{0,2}/?){0,3}(\\.zopa)?",
    "|[a-zñ\u{94d}\u{301}٣½—]{1,3}",
);

proptest! {
    #![proptest_config(tries(8_000))]

    #[test]
    fn schema_and_reader_know_the_same_words(kind in 0usize..9, word in WORD) {
        let document = an_entry_with(kind, &word);
        let valid = validator().is_valid(&document);
        let read = from_json(&document);
        if valid != read.is_ok() {
            // A pattern knows the shape of a day, not the calendar.
            let calendar = valid && zopa_syntax::value::Date::parse(&word).is_none() && word.matches('-').count() == 2;
            prop_assert!(calendar, "{word:?}: valid {valid}, {read:?}");
        }
    }
}
