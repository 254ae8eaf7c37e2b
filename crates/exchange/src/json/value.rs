//! Values, by what a slot takes.

use super::reader::{Place, Reader};
use super::schema::{list, object, reference};
use super::{expr, pattern, preference, settlement};
use serde_json::{Value as Json, json};
use zopa_syntax::form::Take;
use zopa_syntax::grammar::RESERVED;
use zopa_syntax::lex::{Kind, lex};
use zopa_syntax::limits::DURATION_COUNT_MAX;
use zopa_syntax::print;
use zopa_syntax::span::Span;
use zopa_syntax::value::{Choice, Date, Duration, Name, Number, Range, Scalar, Text, TimeUnit, Value};

/// Returns a value as JSON.
pub(super) fn write(value: &Value, take: Take) -> Json {
    match value {
        Value::Name(name) | Value::Word(name) => json!(name.text),
        Value::Text(text) if is_either(take) => json!({"text": text.text}),
        Value::Text(text) | Value::Label(text) => json!(text.text),
        Value::Date(date, _) => json!(date.to_string()),
        Value::Number(number, _) => json!(number.to_string()),
        Value::Duration(time, _) => json!(time.to_string()),
        Value::Range(range, _) => json!({"low": write_scalar(range.low), "high": write_scalar(range.high)}),
        Value::Expr(inner) => expr::write(inner),
        Value::Settlements(list) => Json::Array(list.iter().map(settlement::write).collect()),
        Value::Values(list) => Json::Array(list.iter().map(preference::write_worth).collect()),
        Value::Orders(list) => Json::Array(list.iter().map(preference::write_order).collect()),
    }
}

/// Returns whether a slot takes a name or word, or else a text.
fn is_either(take: Take) -> bool {
    matches!(take, Take::NameOrText(_) | Take::WordOrText(_))
}

/// Returns the value that stands for a slot.
pub(super) fn read(reader: &mut Reader, place: &Place<'_>, json: &Json, take: Take) -> Option<Value> {
    let nowhere = Span::default();
    if is_either(take) && json.is_object() {
        let map = reader.object(place, json, &["text"], &[])?;
        return text(reader, &place.key("text"), map.get("text")?).map(Value::Text);
    }
    match take {
        Take::New(_) => new_name(reader, place, json).map(Value::Name),
        Take::Name(_) | Take::NameOrText(_) => name(reader, place, json).map(Value::Name),
        Take::Text => text(reader, place, json).map(Value::Text),
        Take::Label => text(reader, place, json).map(Value::Label),
        Take::Word(words) | Take::WordOrText(words) => word(reader, place, json, words).map(Value::Word),
        Take::Code => reader.meaning(place, json, "a single word", code).map(Value::Word),
        Take::Date => reader.meaning(place, json, "a date", Date::parse).map(|date| Value::Date(date, nowhere)),
        Take::Number => number(reader, place, json).map(|number| Value::Number(number, nowhere)),
        Take::Duration => reader.meaning(place, json, DURATION, duration).map(|time| Value::Duration(time, nowhere)),
        Take::Step => reader.meaning(place, json, "a number or a length of time", |text| {
            let number = as_number(text).map(|number| Value::Number(number, nowhere));
            number.or_else(|| duration(text).map(|time| Value::Duration(time, nowhere)))
        }),
        Take::Range => range(reader, place, json).map(|range| Value::Range(range, nowhere)),
        Take::Expr => expr::read(reader, place, json, 0).map(Value::Expr),
        Take::Settlements => reader.list(place, json, 1, settlement::read).map(Value::Settlements),
        Take::Values => reader.list(place, json, 1, preference::read_worth).map(Value::Values),
        Take::Orders => reader.list(place, json, 1, preference::read_order).map(Value::Orders),
    }
}

const DURATION: &str = "a length of time such as `90 days`";

/// Returns the schema of what stands for a slot.
pub(super) fn schema(take: Take) -> Json {
    let or_text = |plain: Json| json!({"anyOf": [plain, object(json!({"text": {"type": "string"}}), &["text"])]});
    match take {
        Take::New(_) => json!({"$ref": "#/$defs/name", "not": {"enum": RESERVED}}),
        Take::Name(_) => reference("name"),
        Take::NameOrText(_) => or_text(reference("name")),
        Take::Text | Take::Label => json!({"type": "string"}),
        Take::Word(words) => json!({"enum": words}),
        Take::WordOrText(words) => or_text(json!({"enum": words})),
        Take::Code => json!({"type": "string", "pattern": pattern::code()}),
        Take::Date => reference("date"),
        Take::Number => reference("number"),
        Take::Duration => reference("duration"),
        Take::Step => json!({"anyOf": [reference("number"), reference("duration")]}),
        Take::Range => object(json!({"low": reference("scalar"), "high": reference("scalar")}), &["low", "high"]),
        Take::Expr => reference("expression"),
        Take::Settlements => list(reference("settlement"), 1),
        Take::Values => list(reference("worth"), 1),
        Take::Orders => list(reference("order"), 1),
    }
}

fn text(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Text> {
    reader.string(place, json, "a text").map(|text| Text { text: text.to_string(), span: Span::default() })
}

fn new_name(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Name> {
    let name = name(reader, place, json)?;
    if RESERVED.contains(&name.text.as_str()) {
        reader.report(place, format!("`{}` is a word of the expression language; choose another name", name.text));
        return None;
    }
    Some(name)
}

/// Returns a name.
pub(super) fn name(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Name> {
    reader.meaning(place, json, "a name", as_name)
}

/// Returns one of the words, as a name.
pub(super) fn word(reader: &mut Reader, place: &Place<'_>, json: &Json, words: &[&'static str]) -> Option<Name> {
    reader.word(place, json, words).map(named)
}

fn named(text: &str) -> Name {
    Name { text: text.to_string(), span: Span::default() }
}

fn as_name(text: &str) -> Option<Name> {
    code(text).filter(|name| !is_numeric(&name.text))
}

fn code(text: &str) -> Option<Name> {
    // No word is longer than its text, so the tokens of a long one need not be made.
    let single = matches!(lex(text).as_slice(), [token] if token.kind == Kind::Word);
    single.then(|| named(text))
}

fn is_numeric(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
}

/// Returns a number.
pub(super) fn number(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Number> {
    reader.meaning(place, json, "a number", as_number)
}

/// Returns the number in a text that the language would read as one.
fn as_number(text: &str) -> Option<Number> {
    code(text).and_then(|word| Number::parse(&word.text))
}

fn duration(text: &str) -> Option<Duration> {
    let (count, unit) = text.split_once(' ')?;
    let plain = !count.is_empty() && count.len() <= 4 && count.bytes().all(|byte| byte.is_ascii_digit());
    let count = plain.then(|| count.parse().ok())?.filter(|&count| count <= DURATION_COUNT_MAX)?;
    Some(Duration { count, unit: TimeUnit::parse(unit)? })
}

/// Returns a number or a date as JSON.
pub(super) fn write_scalar(scalar: Scalar) -> Json {
    json!(print::scalar(scalar))
}

/// Returns a number or a date.
pub(super) fn scalar(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Scalar> {
    reader.meaning(place, json, "a number or a date", as_scalar)
}

fn as_scalar(text: &str) -> Option<Scalar> {
    if Date::looks_like(text) { Date::parse(text).map(Scalar::Date) } else { as_number(text).map(Scalar::Number) }
}

fn range(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Range> {
    let map = reader.object(place, json, &["low", "high"], &[])?;
    let low = map.get("low").and_then(|json| scalar(reader, &place.key("low"), json));
    let high = map.get("high").and_then(|json| scalar(reader, &place.key("high"), json));
    Some(Range { low: low?, high: high? })
}

/// Returns an option, a number or a date as JSON.
pub(super) fn write_choice(choice: &Choice) -> Json {
    json!(print::choice(choice))
}

/// Returns an option, a number or a date.
pub(super) fn choice(reader: &mut Reader, place: &Place<'_>, json: &Json) -> Option<Choice> {
    reader.meaning(place, json, "a name, a number or a date", |text| {
        if is_numeric(text) {
            as_scalar(text).map(|scalar| Choice::Scalar(scalar, Span::default()))
        } else {
            as_name(text).map(Choice::Option)
        }
    })
}
