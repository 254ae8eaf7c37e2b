//! What points are worth, and what a party likes better.

use super::reader::{Place, Reader};
use super::schema::{described, list, object, reference};
use super::value;
use serde_json::{Map, Value as Json, json};
use zopa_syntax::value::{Amount, Choice, DIRECTIONS, Name, Order, Rating, Worth};

/// Returns what a point is worth as JSON.
pub(super) fn write_worth(worth: &Worth) -> Json {
    let mut map = Map::new();
    map.insert("point".to_string(), json!(worth.point.text));
    if let Some(weight) = worth.weight {
        map.insert("weight".to_string(), write_amount(weight));
    }
    match &worth.rating {
        Rating::Unknown => {}
        Rating::Direction(word) => {
            map.insert("rating".to_string(), json!(word.text));
        }
        Rating::Table(rows) => {
            let row =
                |(at, rated): &(Choice, Amount)| json!({"at": value::write_choice(at), "rated": write_amount(*rated)});
            map.insert("rating".to_string(), Json::Array(rows.iter().map(row).collect()));
        }
    }
    Json::Object(map)
}

fn write_amount(amount: Amount) -> Json {
    match amount {
        Amount::Exact(number) => json!(number.to_string()),
        Amount::Between(low, high) => json!({"low": low.to_string(), "high": high.to_string()}),
    }
}

/// Returns what a party likes better as JSON: tied ones stand together, the best first.
pub(super) fn write_order(order: &Order) -> Json {
    fn ranked<T>(groups: &[Vec<T>], each: impl Fn(&T) -> Json) -> Json {
        Json::Array(groups.iter().map(|group| Json::Array(group.iter().map(&each).collect())).collect())
    }
    match order {
        Order::Within(point, groups) => json!({"point": point.text, "ranked": ranked(groups, value::write_choice)}),
        Order::Toward(point, word) => json!({"point": point.text, "toward": word.text}),
        Order::Among(groups) => json!({"points": ranked(groups, |name| json!(name.text))}),
    }
}

/// Returns what a point is worth.
pub(super) fn read_worth(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Worth> {
    let map = reader.object(place, json, &["point"], &["weight", "rating"])?;
    let point = map.get("point").and_then(|json| value::name(reader, &place.key("point"), json));
    let weight = match map.get("weight") {
        None => Some(None),
        Some(json) => amount(reader, &place.key("weight"), json).map(Some),
    };
    let rating = match map.get("rating") {
        None => Some(Rating::Unknown),
        Some(json @ Json::Array(_)) => reader.list(&place.key("rating"), json, 1, row).map(Rating::Table),
        Some(json) => value::word(reader, &place.key("rating"), json, DIRECTIONS).map(Rating::Direction),
    };
    Some(Worth { point: point?, weight: weight?, rating: rating? })
}

fn row(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<(Choice, Amount)> {
    let map = reader.object(place, json, &["at", "rated"], &[])?;
    let at = map.get("at").and_then(|json| value::choice(reader, &place.key("at"), json));
    let rated = map.get("rated").and_then(|json| amount(reader, &place.key("rated"), json));
    Some((at?, rated?))
}

fn amount(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Amount> {
    if !json.is_object() {
        return value::number(reader, place, json).map(Amount::Exact);
    }
    let map = reader.object(place, json, &["low", "high"], &[])?;
    let low = map.get("low").and_then(|json| value::number(reader, &place.key("low"), json));
    let high = map.get("high").and_then(|json| value::number(reader, &place.key("high"), json));
    Some(Amount::Between(low?, high?))
}

/// Returns what a party likes better.
pub(super) fn read_order(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Order> {
    let has = |key: &str| json.get(key).is_some();
    if has("points") {
        let map = reader.object(place, json, &["points"], &[])?;
        let place = place.key("points");
        let groups = groups(reader, &place, map.get("points")?, value::name)?;
        if groups.iter().map(Vec::len).sum::<usize>() < 2 {
            reader.report(&place, "one point alone has no order");
            return None;
        }
        return Some(Order::Among(groups));
    }
    let key = if has("toward") { "toward" } else { "ranked" };
    let map = reader.object(place, json, &["point", key], &[])?;
    let point: Option<Name> = map.get("point").and_then(|json| value::name(reader, &place.key("point"), json));
    let place = place.key(key);
    if key == "toward" {
        let word = map.get(key).and_then(|json| value::word(reader, &place, json, DIRECTIONS));
        return Some(Order::Toward(point?, word?));
    }
    let groups = map.get(key).and_then(|json| groups(reader, &place, json, value::choice));
    Some(Order::Within(point?, groups?))
}

fn groups<T>(
    reader: &mut Reader,
    place: &Place<'_>,
    json: &Json,
    each: fn(&mut Reader, &Place<'_>, &Json) -> Option<T>,
) -> Option<Vec<Vec<T>>> {
    reader.list(place, json, 1, |reader, place, group| reader.list(place, group, 1, each))
}

/// Returns the definitions of worths and orders for the schema.
pub(super) fn definitions() -> Vec<(&'static str, Json)> {
    let ranked = |item: &str| list(list(reference(item), 1), 1);
    let bounds = object(json!({"low": reference("number"), "high": reference("number")}), &["low", "high"]);
    let amount = described("a number, or its bounds", json!({"anyOf": [reference("number"), bounds]}));
    let row = object(json!({"at": reference("choice"), "rated": reference("amount")}), &["at", "rated"]);
    let rating = json!({"anyOf": [{"enum": DIRECTIONS}, list(row, 1)]});
    let worth = json!({"point": reference("name"), "weight": reference("amount"), "rating": rating});
    let worth = described(
        "what a point is worth: its weight, and a direction or a table of its settlements",
        object(worth, &["point"]),
    );
    let mut points = ranked("name");
    // Two groups, or one with two points in it.
    points["anyOf"] = json!([{"minItems": 2}, {"items": {"minItems": 2}}]);
    let toward = json!({"point": reference("name"), "toward": {"enum": DIRECTIONS}});
    let order = json!({"oneOf": [
        object(json!({"point": reference("name"), "ranked": ranked("choice")}), &["point", "ranked"]),
        object(toward, &["point", "toward"]),
        object(json!({"points": points}), &["points"]),
    ]});
    let order = described(
        "settlements of a point, a direction, or points among each other: the best first, tied ones together",
        order,
    );
    vec![("amount", amount), ("worth", worth), ("order", order)]
}
