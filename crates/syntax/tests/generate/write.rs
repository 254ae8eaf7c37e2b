//! Values as text, with lines broken where the language lets them go on.

use super::Source;
use super::line::Lines;
use zopa_syntax::expr::{Expr, Sum};
use zopa_syntax::value::{Amount, Attribution, Choice, Number, Order, Rating, Scalar, Settled, Text, Value, Worth};

/// Writes a value. `text` says whether a text may be cut into several, and from which column on the next lines.
pub(super) fn value(source: &mut Source<'_>, lines: &mut Lines, value: &Value, text: Option<Option<usize>>) {
    match value {
        Value::Name(name) | Value::Word(name) => lines.word(source, &name.text),
        Value::Text(words) => self::text(source, lines, &words.text, text),
        Value::Date(date, _) => lines.word(source, &date.to_string()),
        Value::Number(number, _) => self::number(source, lines, *number),
        Value::Duration(time, _) => {
            for word in time.to_string().split(' ') {
                lines.word(source, word);
            }
        }
        Value::Range(range, _) => {
            scalar(source, lines, range.low);
            lines.glyph(source, "..");
            scalar(source, lines, range.high);
        }
        Value::Expr(expr) => self::expr(source, lines, expr, 0),
        Value::Settlements(list) => separated(source, lines, list, ",", |source, lines, each| {
            lines.word(source, &each.point.text);
            lines.glyph(source, "=");
            settled(source, lines, &each.at);
        }),
        Value::Values(list) => separated(source, lines, list, ",", worth),
        Value::Orders(list) => separated(source, lines, list, ";", order),
        Value::Label(label) => self::label(source, lines, label),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

fn text(source: &mut Source<'_>, lines: &mut Lines, text: &str, cut: Option<Option<usize>>) {
    let mut rest = text;
    while let (Some(below), Some((first, others))) = (cut, rest.split_once(' ')) {
        if !source.one_in(3) {
            break;
        }
        lines.piece(source, &quoted(first));
        if let Some(column) = below
            && source.one_in(2)
        {
            let column = column + source.below(6);
            lines.break_line(source, column);
        }
        rest = others;
    }
    lines.piece(source, &quoted(rest));
}

fn label(source: &mut Source<'_>, lines: &mut Lines, label: &Text) {
    let mut words = label.text.split(' ');
    let first = words.next().unwrap_or_default();
    let plain = !first.is_empty()
        && first.chars().all(|c| c.is_ascii_digit() || c.is_uppercase() || matches!(c, '.' | '-'))
        && words.all(|word| matches!(word, "bis" | "alt"));
    if !plain || source.one_in(6) {
        lines.piece(source, &quoted(&label.text));
        return;
    }
    for word in label.text.split(' ') {
        lines.word(source, word);
    }
}

fn number(source: &mut Source<'_>, lines: &mut Lines, number: Number) {
    let mut word = number.value.to_string();
    if word.len() == 6 && !word.contains(['.', '-']) && !number.percent && source.one_in(2) {
        word.insert(3, '_');
    }
    if word.contains('.') && source.one_in(4) {
        word.push_str("00");
    }
    lines.word(source, &format!("{word}{}", if number.percent { "%" } else { "" }));
}

fn scalar(source: &mut Source<'_>, lines: &mut Lines, scalar: Scalar) {
    match scalar {
        Scalar::Number(number) => self::number(source, lines, number),
        Scalar::Date(date) => lines.word(source, &date.to_string()),
    }
}

fn choice(source: &mut Source<'_>, lines: &mut Lines, choice: &Choice) {
    match choice {
        Choice::Option(name) => lines.word(source, &name.text),
        Choice::Scalar(scalar, _) => self::scalar(source, lines, *scalar),
    }
}

/// Breaks the line now and then; what goes on may stand anywhere but in the first column.
fn may_break(source: &mut Source<'_>, lines: &mut Lines) {
    if source.one_in(12) {
        let column = 1 + source.below(8);
        lines.break_line(source, column);
    }
}

fn separated<T>(
    source: &mut Source<'_>,
    lines: &mut Lines,
    list: &[T],
    separator: &str,
    each: impl Fn(&mut Source<'_>, &mut Lines, &T),
) {
    for (index, item) in list.iter().enumerate() {
        if index > 0 {
            lines.glyph(source, separator);
            may_break(source, lines);
        }
        each(source, lines, item);
    }
}

fn settled(source: &mut Source<'_>, lines: &mut Lines, at: &Settled) {
    match at {
        Settled::Clean(choice) => self::choice(source, lines, choice),
        Settled::Bracket(alternatives) => {
            lines.glyph(source, "[");
            may_break(source, lines);
            separated(source, lines, alternatives, "|", |source, lines, alternative| {
                settled(source, lines, &alternative.at);
                if !alternative.attributions.is_empty() {
                    lines.glyph(source, "(");
                    may_break(source, lines);
                    separated(source, lines, &alternative.attributions, ";", attribution);
                    lines.glyph(source, ")");
                }
            });
            lines.glyph(source, "]");
        }
    }
}

fn attribution(source: &mut Source<'_>, lines: &mut Lines, attribution: &Attribution) {
    for (index, party) in attribution.parties.iter().enumerate() {
        if index > 0 && source.one_in(2) {
            lines.glyph(source, ",");
            may_break(source, lines);
        }
        lines.word(source, &party.text);
    }
    if let Some(verb) = &attribution.verb {
        lines.word(source, &verb.text);
    }
}

fn amount(source: &mut Source<'_>, lines: &mut Lines, amount: Amount) {
    match amount {
        Amount::Exact(exact) => number(source, lines, exact),
        Amount::Between(low, high) => {
            number(source, lines, low);
            lines.glyph(source, "..");
            number(source, lines, high);
        }
    }
}

fn worth(source: &mut Source<'_>, lines: &mut Lines, worth: &Worth) {
    lines.word(source, &worth.point.text);
    if let Some(weight) = worth.weight {
        amount(source, lines, weight);
    }
    match &worth.rating {
        Rating::Unknown => {}
        Rating::Direction(word) => lines.word(source, &word.text),
        Rating::Table(rows) => {
            lines.glyph(source, "[");
            separated(source, lines, rows, ",", |source, lines, (at, rated)| {
                choice(source, lines, at);
                amount(source, lines, *rated);
            });
            lines.glyph(source, "]");
        }
    }
}

fn order(source: &mut Source<'_>, lines: &mut Lines, order: &Order) {
    match order {
        Order::Toward(point, word) => {
            lines.word(source, &point.text);
            lines.word(source, &word.text);
        }
        Order::Within(point, groups) => {
            lines.word(source, &point.text);
            lines.glyph(source, "[");
            separated(source, lines, groups, ">", |source, lines, group| {
                separated(source, lines, group, "=", choice);
            });
            lines.glyph(source, "]");
        }
        Order::Among(groups) => separated(source, lines, groups, ">", |source, lines, group| {
            separated(source, lines, group, "=", |source, lines, name| lines.word(source, &name.text));
        }),
    }
}

/// How tightly an expression binds: what stands at a tighter place than its own needs parentheses.
fn tightness(expr: &Expr) -> usize {
    match expr {
        Expr::Iff(..) => 0,
        Expr::Implies(..) => 1,
        Expr::Or(_) => 2,
        Expr::And(_) => 3,
        Expr::Not(..) => 4,
        _ => 5,
    }
}

/// Writes an expression at a place that takes what binds at least so tightly.
fn expr(source: &mut Source<'_>, lines: &mut Lines, expr: &Expr, least: usize) {
    let parentheses = tightness(expr) < least || source.one_in(10);
    if parentheses {
        lines.glyph(source, "(");
        may_break(source, lines);
    }
    inner(source, lines, expr);
    if parentheses {
        may_break(source, lines);
        lines.glyph(source, ")");
    }
}

fn inner(source: &mut Source<'_>, lines: &mut Lines, whole: &Expr) {
    match whole {
        Expr::Constant(value, _) => lines.word(source, if *value { "true" } else { "false" }),
        Expr::Name(name) => lines.word(source, &name.text),
        Expr::Compare(left, comparison, right) => {
            sum(source, lines, left);
            may_break(source, lines);
            lines.glyph(source, comparison.mark());
            may_break(source, lines);
            sum(source, lines, right);
        }
        Expr::In(point, choices, _) => {
            operator(source, lines, &point.text, "in");
            lines.glyph(source, "{");
            separated(source, lines, choices, ",", choice);
            lines.glyph(source, "}");
        }
        Expr::Within(point, low, high, _) => {
            operator(source, lines, &point.text, "in");
            scalar(source, lines, *low);
            lines.glyph(source, "..");
            scalar(source, lines, *high);
        }
        Expr::Signs(party, fact) => {
            operator(source, lines, &party.text, "signs");
            lines.word(source, &fact.text);
        }
        Expr::Not(part, _) => {
            lines.word(source, "not");
            may_break(source, lines);
            expr(source, lines, part, 4);
        }
        Expr::And(parts) => chain(source, lines, parts, "and", 4),
        Expr::Or(parts) => chain(source, lines, parts, "or", 3),
        Expr::Implies(left, right) => {
            expr(source, lines, left, 2);
            between(source, lines, "implies");
            expr(source, lines, right, 1);
        }
        Expr::Iff(left, right) => {
            expr(source, lines, left, 0);
            between(source, lines, "iff");
            expr(source, lines, right, 1);
        }
        Expr::Count(bound, number, parts, _) => {
            lines.word(source, bound.word());
            lines.word(source, &number.to_string());
            between(source, lines, "of");
            lines.glyph(source, "{");
            separated(source, lines, parts, ",", |source, lines, part| expr(source, lines, part, 0));
            lines.glyph(source, "}");
        }
    }
}

fn operator(source: &mut Source<'_>, lines: &mut Lines, left: &str, word: &str) {
    lines.word(source, left);
    between(source, lines, word);
}

fn between(source: &mut Source<'_>, lines: &mut Lines, word: &str) {
    may_break(source, lines);
    lines.word(source, word);
    may_break(source, lines);
}

fn chain(source: &mut Source<'_>, lines: &mut Lines, parts: &[Expr], word: &str, least: usize) {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            between(source, lines, word);
        }
        expr(source, lines, part, least);
    }
}

fn sum(source: &mut Source<'_>, lines: &mut Lines, sum: &Sum) {
    for (index, term) in sum.terms.iter().enumerate() {
        if index > 0 {
            may_break(source, lines);
            lines.glyph(source, if term.negative { "-" } else { "+" });
            may_break(source, lines);
        }
        if let Some(factor) = term.factor {
            number(source, lines, factor);
            lines.glyph(source, "*");
        }
        choice(source, lines, &term.atom);
    }
}
