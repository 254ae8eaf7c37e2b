//! Random values, of whatever a slot takes.

use super::Source;
use zopa_syntax::expr::{Bound, Comparison, Expr, Sum, Term};
use zopa_syntax::form::Take;
use zopa_syntax::span::Span;
use zopa_syntax::value::{
    ATTRIBUTION_VERBS, Alternative, Amount, Attribution, Choice, DIRECTIONS, Date, Duration, Name, Number, Order,
    Range, Rating, Scalar, Settled, Settlement, Text, TimeUnit, Value, Worth,
};

const NAMES: &[&str] =
    &["a", "norrland", "aldia-1", "lac-d'or", "x_9", "v2.1", "IV", "Ünion", "β-δοκιμή", "पक्ष", "тест", "_z"];
const CODES: &[&str] = &["EUR", "XN-01", "en-GB", "B2", "1992", "StXbor", "-7"];
const WORDS: &[&str] = &[
    "",
    "a",
    "the talks",
    "two  spaces",
    "say \"no\"",
    "back\\slash",
    "line\nbreak",
    "# no comment",
    "note",
    "Østby – ¿qué?",
    "a b c d",
    "] } ) | :",
    "\t",
    " ",
    "\\n",
    "50%",
];
const LABELS: &[&str] =
    &["1", "5 bis", "II.3", "IV", "Annex A", "", "5 bis alt", "no. \"1\"", "2025-01", "0.5", "bis", "5 a"];
const NUMBERS: &[&str] =
    &["1", "0", "50", "2.5", "600000", "-5", "0.001", "-0.5", "9999999999999999999999999999", "2025", "50%", "-2.5%"];
const DATES: &[&str] = &["2025-11-24", "2025-11", "2024-02-29", "0001-01", "9999-12-31"];

/// Returns a value for a slot.
pub(super) fn of(source: &mut Source<'_>, take: Take) -> Value {
    match take {
        Take::New(_) | Take::Name(_) => Value::Name(name(source)),
        Take::NameOrText(_) if source.one_in(3) => Value::Text(text(source, WORDS)),
        Take::NameOrText(_) => Value::Name(name(source)),
        Take::Text => Value::Text(text(source, WORDS)),
        Take::WordOrText(_) if source.one_in(3) => Value::Text(text(source, WORDS)),
        Take::Word(words) | Take::WordOrText(words) => Value::Word(one_of(source, words)),
        Take::Code => {
            let words = if source.one_in(2) { CODES } else { NAMES };
            Value::Word(one_of(source, words))
        }
        Take::Date => Value::Date(date(source), Span::default()),
        Take::Number => Value::Number(number(source), Span::default()),
        Take::Step if source.one_in(2) => Value::Number(number(source), Span::default()),
        Take::Duration | Take::Step => Value::Duration(duration(source), Span::default()),
        Take::Range => Value::Range(Range { low: scalar(source), high: scalar(source) }, Span::default()),
        Take::Expr => Value::Expr(expr(source, 4)),
        Take::Settlements => {
            Value::Settlements(some(source, |source| Settlement { point: name(source), at: settled(source, 3) }))
        }
        Take::Values => Value::Values(some(source, worth)),
        Take::Orders => Value::Orders(some(source, order)),
        Take::Label => Value::Label(text(source, LABELS)),
    }
}

/// Returns a date.
pub(super) fn date(source: &mut Source<'_>) -> Date {
    Date::parse(if source.one_in(4) { "2025" } else { source.pick(DATES) }).expect("it is a date")
}

fn some<T>(source: &mut Source<'_>, each: impl Fn(&mut Source<'_>) -> T) -> Vec<T> {
    let count = 1 + source.below(3);
    (0..count).map(|_| each(source)).collect()
}

fn one_of(source: &mut Source<'_>, words: &[&'static str]) -> Name {
    Name { text: source.pick(words).to_string(), span: Span::default() }
}

fn name(source: &mut Source<'_>) -> Name {
    one_of(source, NAMES)
}

fn text(source: &mut Source<'_>, words: &[&'static str]) -> Text {
    Text { text: source.pick(words).to_string(), span: Span::default() }
}

fn number(source: &mut Source<'_>) -> Number {
    Number::parse(source.pick(NUMBERS)).expect("it is a number")
}

fn duration(source: &mut Source<'_>) -> Duration {
    let (_, unit) = TimeUnit::WORDS[source.below(TimeUnit::WORDS.len())];
    Duration { count: [1, 0, 6, 90, 9_999][source.below(5)], unit }
}

fn scalar(source: &mut Source<'_>) -> Scalar {
    if source.one_in(3) {
        Scalar::Date(Date::parse(source.pick(DATES)).expect("it is a date"))
    } else {
        Scalar::Number(number(source))
    }
}

fn choice(source: &mut Source<'_>) -> Choice {
    if source.one_in(3) { Choice::Scalar(scalar(source), Span::default()) } else { Choice::Option(name(source)) }
}

fn expr(source: &mut Source<'_>, depth: usize) -> Expr {
    let span = Span::default();
    let inner = |source: &mut Source<'_>| expr(source, depth - 1);
    let two = |source: &mut Source<'_>| {
        let mut parts = vec![expr(source, depth - 1)];
        parts.extend(some(source, |source| expr(source, depth - 1)));
        parts
    };
    match source.below(if depth == 0 { 6 } else { 12 }) {
        0 => Expr::Name(name(source)),
        1 => Expr::Constant(source.one_in(2), span),
        2 => Expr::Signs(name(source), name(source)),
        3 => Expr::In(name(source), some(source, choice), span),
        4 => Expr::Within(name(source), scalar(source), scalar(source), span),
        5 | 6 => {
            let marks =
                [Comparison::Eq, Comparison::Ne, Comparison::Lt, Comparison::Le, Comparison::Gt, Comparison::Ge];
            Expr::Compare(sum(source), marks[source.below(6)], sum(source))
        }
        7 => Expr::Not(Box::new(inner(source)), span),
        8 => Expr::And(two(source)),
        9 => Expr::Or(two(source)),
        10 if source.one_in(2) => Expr::Implies(Box::new(inner(source)), Box::new(inner(source))),
        10 => Expr::Iff(Box::new(inner(source)), Box::new(inner(source))),
        _ => {
            let bound = [Bound::AtLeast, Bound::AtMost, Bound::Exactly][source.below(3)];
            let parts = some(source, inner);
            Expr::Count(bound, source.below(5) as u32, parts, span)
        }
    }
}

fn sum(source: &mut Source<'_>) -> Sum {
    let count = 1 + source.below(3).saturating_sub(source.below(2));
    let terms = (0..count).map(|index| Term {
        negative: index > 0 && source.one_in(2),
        factor: source.one_in(3).then(|| number(source)),
        atom: choice(source),
    });
    Sum { terms: terms.collect() }
}

fn settled(source: &mut Source<'_>, depth: usize) -> Settled {
    if depth == 0 || !source.one_in(3) {
        return Settled::Clean(choice(source));
    }
    Settled::Bracket(some(source, |source| {
        let said = source.below(3);
        Alternative { at: settled(source, depth - 1), attributions: (0..said).map(|_| attribution(source)).collect() }
    }))
}

fn attribution(source: &mut Source<'_>) -> Attribution {
    Attribution { parties: some(source, name), verb: source.one_in(2).then(|| one_of(source, ATTRIBUTION_VERBS)) }
}

fn amount(source: &mut Source<'_>) -> Amount {
    if source.one_in(4) { Amount::Between(number(source), number(source)) } else { Amount::Exact(number(source)) }
}

fn worth(source: &mut Source<'_>) -> Worth {
    Worth {
        point: name(source),
        weight: source.one_in(2).then(|| amount(source)),
        rating: match source.below(3) {
            0 => Rating::Unknown,
            1 => Rating::Direction(one_of(source, DIRECTIONS)),
            _ => Rating::Table(some(source, |source| (choice(source), amount(source)))),
        },
    }
}

fn order(source: &mut Source<'_>) -> Order {
    match source.below(3) {
        0 => Order::Toward(name(source), one_of(source, DIRECTIONS)),
        1 => Order::Within(name(source), some(source, |source| some(source, choice))),
        _ => {
            // One point alone is no order.
            let mut groups = some(source, |source| some(source, name));
            groups.push(some(source, name));
            Order::Among(groups)
        }
    }
}
