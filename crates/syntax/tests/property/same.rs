//! Whether two entries say the same, wherever they stand.

use zopa_syntax::expr::{Expr, Sum, Term};
use zopa_syntax::node::Node;
use zopa_syntax::span::Span;
use zopa_syntax::value::{
    Alternative, Attribution, Choice, Name, Order, Rating, Settled, Settlement, Text, Value, Worth,
};

/// Returns whether two entries say the same.
pub(crate) fn same(left: &Node, right: &Node) -> bool {
    std::ptr::eq(left.form, right.form)
        && left.date.map(|(date, _)| date) == right.date.map(|(date, _)| date)
        && left.args.len() == right.args.len()
        && left.args.iter().zip(&right.args).all(|(a, b)| a.0 == b.0 && value(&a.1) == value(&b.1))
        && left.clauses.len() == right.clauses.len()
        && left.clauses.iter().zip(&right.clauses).all(|(a, b)| same(a, b))
}

const NOWHERE: Span = Span { file: zopa_syntax::span::FileId(0), start: 0, end: 0 };

/// Returns a value without its place.
fn value(value: &Value) -> Value {
    match value {
        Value::Name(word) => Value::Name(name(word)),
        Value::Word(word) => Value::Word(name(word)),
        Value::Text(words) => Value::Text(text(words)),
        Value::Label(label) => Value::Label(text(label)),
        Value::Date(date, _) => Value::Date(*date, NOWHERE),
        Value::Number(number, _) => Value::Number(*number, NOWHERE),
        Value::Duration(time, _) => Value::Duration(*time, NOWHERE),
        Value::Range(range, _) => Value::Range(*range, NOWHERE),
        Value::Expr(inner) => Value::Expr(expr(inner)),
        Value::Settlements(list) => Value::Settlements(
            list.iter().map(|each| Settlement { point: name(&each.point), at: settled(&each.at) }).collect(),
        ),
        Value::Values(list) => Value::Values(list.iter().map(worth).collect()),
        Value::Orders(list) => Value::Orders(list.iter().map(order).collect()),
    }
}

fn name(name: &Name) -> Name {
    Name { text: name.text.clone(), span: NOWHERE }
}

fn text(text: &Text) -> Text {
    Text { text: text.text.clone(), span: NOWHERE }
}

fn choice(at: &Choice) -> Choice {
    match at {
        Choice::Option(option) => Choice::Option(name(option)),
        Choice::Scalar(scalar, _) => Choice::Scalar(*scalar, NOWHERE),
    }
}

fn expr(whole: &Expr) -> Expr {
    let all = |parts: &[Expr]| parts.iter().map(expr).collect();
    let boxed = |part: &Expr| Box::new(expr(part));
    match whole {
        Expr::Constant(value, _) => Expr::Constant(*value, NOWHERE),
        Expr::Name(word) => Expr::Name(name(word)),
        Expr::Compare(left, comparison, right) => Expr::Compare(sum(left), *comparison, sum(right)),
        Expr::In(point, choices, _) => Expr::In(name(point), choices.iter().map(choice).collect(), NOWHERE),
        Expr::Within(point, low, high, _) => Expr::Within(name(point), *low, *high, NOWHERE),
        Expr::Signs(party, fact) => Expr::Signs(name(party), name(fact)),
        Expr::Not(part, _) => Expr::Not(boxed(part), NOWHERE),
        Expr::And(parts) => Expr::And(all(parts)),
        Expr::Or(parts) => Expr::Or(all(parts)),
        Expr::Implies(left, right) => Expr::Implies(boxed(left), boxed(right)),
        Expr::Iff(left, right) => Expr::Iff(boxed(left), boxed(right)),
        Expr::Count(bound, number, parts, _) => Expr::Count(*bound, *number, all(parts), NOWHERE),
    }
}

fn sum(sum: &Sum) -> Sum {
    Sum { terms: sum.terms.iter().map(|term| Term { atom: choice(&term.atom), ..term.clone() }).collect() }
}

fn settled(at: &Settled) -> Settled {
    match at {
        Settled::Clean(inner) => Settled::Clean(choice(inner)),
        Settled::Bracket(alternatives) => Settled::Bracket(
            alternatives
                .iter()
                .map(|each| Alternative {
                    at: settled(&each.at),
                    attributions: each.attributions.iter().map(attribution).collect(),
                })
                .collect(),
        ),
    }
}

fn attribution(attribution: &Attribution) -> Attribution {
    Attribution { parties: attribution.parties.iter().map(name).collect(), verb: attribution.verb.as_ref().map(name) }
}

fn worth(worth: &Worth) -> Worth {
    let rating = match &worth.rating {
        Rating::Unknown => Rating::Unknown,
        Rating::Direction(word) => Rating::Direction(name(word)),
        Rating::Table(rows) => Rating::Table(rows.iter().map(|(at, rated)| (choice(at), *rated)).collect()),
    };
    Worth { point: name(&worth.point), weight: worth.weight, rating }
}

fn order(order: &Order) -> Order {
    match order {
        Order::Within(point, groups) => {
            Order::Within(name(point), groups.iter().map(|group| group.iter().map(choice).collect()).collect())
        }
        Order::Toward(point, word) => Order::Toward(name(point), name(word)),
        Order::Among(groups) => Order::Among(groups.iter().map(|group| group.iter().map(name).collect()).collect()),
    }
}
