//! Expressions: an object with one key that says what it is, or `true` or `false`.

use super::reader::{Place, Reader};
use super::schema::{list, object, reference};
use super::value;
use serde_json::{Map, Value as Json, json};
use zopa_syntax::expr::{Bound, Comparison, Expr, Sum, Term};
use zopa_syntax::limits::EXPRESSION_DEPTH_MAX;
use zopa_syntax::span::Span;

const KEYS: &[&str] = &[
    "name", "compare", "in", "within", "signs", "not", "and", "or", "implies", "iff", "at_least", "at_most", "exactly",
];

/// Returns an expression as JSON.
pub(super) fn write(expr: &Expr) -> Json {
    let all = |parts: &[Expr]| Json::Array(parts.iter().map(write).collect());
    match expr {
        Expr::Constant(value, _) => json!(value),
        Expr::Name(name) => json!({"name": name.text}),
        Expr::Compare(left, comparison, right) => {
            json!({"compare": {"left": write_sum(left), "op": comparison.mark(), "right": write_sum(right)}})
        }
        Expr::In(point, choices, _) => {
            let choices: Vec<Json> = choices.iter().map(value::write_choice).collect();
            json!({"in": {"point": point.text, "choices": choices}})
        }
        Expr::Within(point, low, high, _) => {
            let (low, high) = (value::write_scalar(*low), value::write_scalar(*high));
            json!({"within": {"point": point.text, "low": low, "high": high}})
        }
        Expr::Signs(party, fact) => json!({"signs": {"party": party.text, "fact": fact.text}}),
        Expr::Not(inner, _) => json!({"not": write(inner)}),
        Expr::And(parts) => json!({"and": all(parts)}),
        Expr::Or(parts) => json!({"or": all(parts)}),
        Expr::Implies(left, right) => json!({"implies": [write(left), write(right)]}),
        Expr::Iff(left, right) => json!({"iff": [write(left), write(right)]}),
        Expr::Count(bound, count, parts, _) => json!({key(*bound): {"count": count, "of": all(parts)}}),
    }
}

fn key(bound: Bound) -> &'static str {
    match bound {
        Bound::AtLeast => "at_least",
        Bound::AtMost => "at_most",
        Bound::Exactly => "exactly",
    }
}

fn write_sum(sum: &Sum) -> Json {
    match sum.single() {
        Some(choice) => value::write_choice(choice),
        None => json!({"sum": sum.terms.iter().map(write_term).collect::<Vec<Json>>()}),
    }
}

fn write_term(term: &Term) -> Json {
    let atom = value::write_choice(&term.atom);
    if !term.negative && term.factor.is_none() {
        return atom;
    }
    let mut map = Map::new();
    if term.negative {
        map.insert("minus".to_string(), json!(true));
    }
    if let Some(factor) = term.factor {
        map.insert("times".to_string(), json!(factor.to_string()));
    }
    map.insert("of".to_string(), atom);
    Json::Object(map)
}

/// Returns an expression.
pub(super) fn read(reader: &mut Reader, place: &Place<'_>, json: &Json, depth: u32) -> Option<Expr> {
    let span = Span::default();
    if depth > EXPRESSION_DEPTH_MAX {
        reader.report(place, format!("the expression is nested more than {EXPRESSION_DEPTH_MAX} deep"));
        return None;
    }
    if let Json::Bool(value) = json {
        return Some(Expr::Constant(*value, span));
    }
    let map = reader.object(place, json, &[], KEYS)?;
    let mut keys = KEYS.iter().filter_map(|&key| map.get_key_value(key));
    let (Some((key, inner)), None) = (keys.next(), keys.next()) else {
        // A key that is not known has been reported.
        if map.keys().all(|key| KEYS.contains(&key.as_str())) {
            reader.report(place, format!("expected exactly one of `{}`", KEYS.join("`, `")));
        }
        return None;
    };
    let place = place.key(key);
    let parts = |reader: &mut Reader, place: &Place<'_>, json: &Json, least: usize| {
        reader.list(place, json, least, |reader, place, part| read(reader, place, part, depth + 1))
    };
    match key.as_str() {
        "name" => value::name(reader, &place, inner).map(Expr::Name),
        "compare" => compare(reader, &place, inner),
        "in" => member(reader, &place, inner),
        "within" => within(reader, &place, inner),
        "signs" => signs(reader, &place, inner),
        "not" => read(reader, &place, inner, depth + 1).map(|inner| Expr::Not(Box::new(inner), span)),
        "and" => parts(reader, &place, inner, 2).map(Expr::And),
        "or" => parts(reader, &place, inner, 2).map(Expr::Or),
        "implies" | "iff" => {
            let sides = parts(reader, &place, inner, 2)?;
            let Ok([left, right]) = <[Expr; 2]>::try_from(sides) else {
                reader.report(&place, "expected exactly 2");
                return None;
            };
            let (left, right) = (Box::new(left), Box::new(right));
            Some(if key == "iff" { Expr::Iff(left, right) } else { Expr::Implies(left, right) })
        }
        word => {
            let bound = Bound::parse(&word.replace('_', "-"))?;
            let map = reader.object(&place, inner, &["count", "of"], &[])?;
            let number = map.get("count").and_then(|json| count(reader, &place.key("count"), json));
            let of = map.get("of").and_then(|json| parts(reader, &place.key("of"), json, 1));
            Some(Expr::Count(bound, number?, of?, span))
        }
    }
}

fn count(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<u32> {
    let count = json.as_u64().and_then(|count| u32::try_from(count).ok());
    if count.is_none() {
        reader.expected(place, "a whole number", json);
    }
    count
}

fn compare(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Expr> {
    let map = reader.object(place, json, &["left", "op", "right"], &[])?;
    let left = map.get("left").and_then(|json| sum(reader, &place.key("left"), json));
    let op = map.get("op").and_then(|json| {
        reader.meaning(&place.key("op"), json, "one of `=`, `!=`, `<`, `<=`, `>`, `>=`", Comparison::parse)
    });
    let right = map.get("right").and_then(|json| sum(reader, &place.key("right"), json));
    Some(Expr::Compare(left?, op?, right?))
}

fn member(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Expr> {
    let map = reader.object(place, json, &["point", "choices"], &[])?;
    let point = map.get("point").and_then(|json| value::name(reader, &place.key("point"), json));
    let choices = map.get("choices").and_then(|json| reader.list(&place.key("choices"), json, 1, value::choice));
    Some(Expr::In(point?, choices?, Span::default()))
}

fn within(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Expr> {
    let map = reader.object(place, json, &["point", "low", "high"], &[])?;
    let point = map.get("point").and_then(|json| value::name(reader, &place.key("point"), json));
    let low = map.get("low").and_then(|json| value::scalar(reader, &place.key("low"), json));
    let high = map.get("high").and_then(|json| value::scalar(reader, &place.key("high"), json));
    Some(Expr::Within(point?, low?, high?, Span::default()))
}

fn signs(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Expr> {
    let map = reader.object(place, json, &["party", "fact"], &[])?;
    let party = map.get("party").and_then(|json| value::name(reader, &place.key("party"), json));
    let fact = map.get("fact").and_then(|json| value::name(reader, &place.key("fact"), json));
    Some(Expr::Signs(party?, fact?))
}

fn sum(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Sum> {
    if !json.is_object() {
        let atom = value::choice(reader, place, json)?;
        return Some(Sum { terms: vec![Term { negative: false, factor: None, atom }] });
    }
    let map = reader.object(place, json, &["sum"], &[])?;
    let place = place.key("sum");
    let terms = reader.list(&place, map.get("sum")?, 1, term)?;
    if terms.first().is_some_and(|term| term.negative) {
        reader.report(&place.index(0), "there is nothing to take the first term from; give it a negative factor");
        return None;
    }
    Some(Sum { terms })
}

fn term(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Term> {
    if !json.is_object() {
        return value::choice(reader, place, json).map(|atom| Term { negative: false, factor: None, atom });
    }
    let map = reader.object(place, json, &["of"], &["minus", "times"])?;
    let negative = match map.get("minus") {
        None => Some(false),
        Some(Json::Bool(negative)) => Some(*negative),
        Some(other) => {
            reader.expected(&place.key("minus"), "true or false", other);
            None
        }
    };
    let factor = match map.get("times") {
        None => Some(None),
        Some(json) => value::number(reader, &place.key("times"), json).map(Some),
    };
    let atom = map.get("of").and_then(|json| value::choice(reader, &place.key("of"), json));
    Some(Term { negative: negative?, factor: factor?, atom: atom? })
}

/// Returns the definitions of expressions for the schema.
pub(super) fn definitions() -> Vec<(&'static str, Json)> {
    let only = |key: &str, value: Json| object(json!({key: value}), &[key]);
    let name = || reference("name");
    let parts = |least: usize| list(reference("expression"), least);
    let mut two = parts(2);
    two["maxItems"] = json!(2);
    let counted = object(
        json!({"count": {"type": "integer", "minimum": 0, "maximum": u32::MAX}, "of": parts(1)}),
        &["count", "of"],
    );
    let compare = object(
        json!({"left": reference("sum"), "op": {"enum": ["=", "!=", "<", "<=", ">", ">="]}, "right": reference("sum")}),
        &["left", "op", "right"],
    );
    let choices = list(reference("choice"), 1);
    let within = json!({"point": name(), "low": reference("scalar"), "high": reference("scalar")});
    let expression = json!({
        "description": "over points, options and facts; a bare name is a fact, in some places a point or a draft",
        "oneOf": [
            {"type": "boolean"},
            only("name", name()),
            only("compare", compare),
            only("in", object(json!({"point": name(), "choices": choices}), &["point", "choices"])),
            only("within", object(within, &["point", "low", "high"])),
            only("signs", object(json!({"party": name(), "fact": name()}), &["party", "fact"])),
            only("not", reference("expression")),
            only("and", parts(2)),
            only("or", parts(2)),
            only("implies", two.clone()),
            only("iff", two),
            only("at_least", counted.clone()),
            only("at_most", counted.clone()),
            only("exactly", counted),
        ],
    });
    let term =
        object(json!({"minus": {"type": "boolean"}, "times": reference("number"), "of": reference("choice")}), &["of"]);
    let term = json!({"anyOf": [reference("choice"), term]});
    let subtracted = json!({"type": "object", "properties": {"minus": {"const": true}}, "required": ["minus"]});
    let mut terms = list(term.clone(), 1);
    // There is nothing to take the first term from.
    terms["prefixItems"] = json!([{"allOf": [term, {"not": subtracted}]}]);
    let sum = json!({
        "description": "a point, an option, a number or a date; or several added up",
        "anyOf": [reference("choice"), only("sum", terms)],
    });
    vec![("expression", expression), ("sum", sum)]
}
