//! How points are settled: `{"point": "passage", "at": "notice"}`; alternatives in brackets are
//! `{"bracket": [{"at": …, "by": [{"parties": […], "verb": "oppose"}]}]}`.

use super::reader::{Place, Reader};
use super::schema::{described, list, object, reference};
use super::value;
use serde_json::{Map, Value as Json, json};
use zopa_syntax::limits::EXPRESSION_DEPTH_MAX;
use zopa_syntax::value::{ATTRIBUTION_VERBS, Alternative, Attribution, Settled, Settlement};

/// Returns a settlement as JSON.
pub(super) fn write(settlement: &Settlement) -> Json {
    json!({"point": settlement.point.text, "at": write_settled(&settlement.at)})
}

fn write_settled(at: &Settled) -> Json {
    match at {
        Settled::Clean(choice) => value::write_choice(choice),
        Settled::Bracket(alternatives) => {
            json!({"bracket": alternatives.iter().map(write_alternative).collect::<Vec<Json>>()})
        }
    }
}

fn write_alternative(alternative: &Alternative) -> Json {
    let mut map = Map::new();
    map.insert("at".to_string(), write_settled(&alternative.at));
    if !alternative.attributions.is_empty() {
        let by = alternative.attributions.iter().map(write_attribution).collect();
        map.insert("by".to_string(), Json::Array(by));
    }
    Json::Object(map)
}

fn write_attribution(attribution: &Attribution) -> Json {
    let parties: Vec<&str> = attribution.parties.iter().map(|party| party.text.as_str()).collect();
    match &attribution.verb {
        Some(verb) => json!({"parties": parties, "verb": verb.text}),
        None => json!({"parties": parties}),
    }
}

/// Returns a settlement.
pub(super) fn read(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Settlement> {
    let map = reader.object(place, json, &["point", "at"], &[])?;
    let point = map.get("point").and_then(|json| value::name(reader, &place.key("point"), json));
    let at = map.get("at").and_then(|json| settled(reader, &place.key("at"), json, 0));
    Some(Settlement { point: point?, at: at? })
}

fn settled(reader: &mut Reader, place: &Place<'_>, json: &Json, depth: u32) -> Option<Settled> {
    if depth > EXPRESSION_DEPTH_MAX {
        reader.report(place, format!("brackets are nested more than {EXPRESSION_DEPTH_MAX} deep"));
        return None;
    }
    if !json.is_object() {
        return value::choice(reader, place, json).map(Settled::Clean);
    }
    let map = reader.object(place, json, &["bracket"], &[])?;
    let place = place.key("bracket");
    let alternatives = reader.list(&place, map.get("bracket")?, 1, |reader, place, json| {
        let map = reader.object(place, json, &["at"], &["by"])?;
        let at = map.get("at").and_then(|json| settled(reader, &place.key("at"), json, depth + 1));
        let attributions = match map.get("by") {
            None => Some(Vec::new()),
            Some(json) => reader.list(&place.key("by"), json, 0, attribution),
        };
        Some(Alternative { at: at?, attributions: attributions? })
    });
    alternatives.map(Settled::Bracket)
}

fn attribution(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Attribution> {
    let map = reader.object(place, json, &["parties"], &["verb"])?;
    let parties = map.get("parties").and_then(|json| reader.list(&place.key("parties"), json, 1, value::name));
    let verb = match map.get("verb") {
        None => Some(None),
        Some(json) => value::word(reader, &place.key("verb"), json, ATTRIBUTION_VERBS).map(Some),
    };
    Some(Attribution { parties: parties?, verb: verb? })
}

/// Returns the definitions of settlements for the schema.
pub(super) fn definitions() -> Vec<(&'static str, Json)> {
    let settlement = described(
        "a point and how it is settled",
        object(json!({"point": reference("name"), "at": reference("settled")}), &["point", "at"]),
    );
    let attribution =
        object(json!({"parties": list(reference("name"), 1), "verb": {"enum": ATTRIBUTION_VERBS}}), &["parties"]);
    let alternative = object(json!({"at": reference("settled"), "by": list(attribution, 0)}), &["at"]);
    let bracket = object(json!({"bracket": list(alternative, 1)}), &["bracket"]);
    let settled = described(
        "cleanly, or in brackets: nothing is agreed, the alternatives stand side by side",
        json!({"anyOf": [reference("choice"), bracket]}),
    );
    vec![("settlement", settlement), ("settled", settled)]
}
