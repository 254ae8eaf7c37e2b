//! Expressions in the words of the case's own titles.

use zopa_case::case::Case;
use zopa_case::names::Meaning;
use zopa_case::point::{Kind, Point};
use zopa_syntax::expr::{Bound, Comparison, Expr, Sum};
use zopa_syntax::form::Space;
use zopa_syntax::print;
use zopa_syntax::value::{Choice, Name};

/// Returns an expression in words: "Toll per ship at most 200 EUR".
pub fn expr(case: &Case, expression: &Expr) -> String {
    match expression {
        Expr::Constant(true, _) => "always".to_string(),
        Expr::Constant(false, _) => "never".to_string(),
        Expr::Name(name) => matter(case, name),
        Expr::Compare(left, comparison, right) => compare(case, left, *comparison, right),
        Expr::In(name, choices, _) => {
            let list: Vec<String> = choices.iter().map(|each| choice(case, point(case, name), each)).collect();
            format!("{}: {}", matter(case, name), list.join(" or "))
        }
        Expr::Within(name, low, high, _) => {
            format!("{} from {} to {}", matter(case, name), print::scalar(*low), print::scalar(*high))
        }
        Expr::Signs(party, fact) => format!("{} signs: {}", actor(case, party), matter(case, fact)),
        Expr::Not(inner, _) => match inner.as_ref() {
            Expr::Signs(party, fact) => format!("{} does not sign: {}", actor(case, party), matter(case, fact)),
            Expr::Compare(left, Comparison::Eq, right) => compare(case, left, Comparison::Ne, right),
            other => format!("not: {}", inside(case, other)),
        },
        Expr::And(parts) => joined(case, parts, " and "),
        Expr::Or(parts) => joined(case, parts, " or "),
        Expr::Implies(left, right) => format!("if {}, then {}", inside(case, left), inside(case, right)),
        Expr::Iff(left, right) => format!("{} exactly if {}", inside(case, left), inside(case, right)),
        Expr::Count(bound, number, parts, _) => {
            let bound = match bound {
                Bound::AtLeast => "at least",
                Bound::AtMost => "at most",
                Bound::Exactly => "exactly",
            };
            let parts: Vec<String> = parts.iter().map(|part| inside(case, part)).collect();
            format!("{bound} {number} of ({})", parts.join("; "))
        }
    }
}

fn joined(case: &Case, parts: &[Expr], between: &str) -> String {
    parts.iter().map(|part| inside(case, part)).collect::<Vec<_>>().join(between)
}

fn inside(case: &Case, part: &Expr) -> String {
    let words = expr(case, part);
    match part {
        Expr::And(_) | Expr::Or(_) | Expr::Implies(..) | Expr::Iff(..) => format!("({words})"),
        _ => words,
    }
}

fn compare(case: &Case, left: &Sum, comparison: Comparison, right: &Sum) -> String {
    let (Some(Choice::Option(name)), Some(other)) = (left.single(), right.single()) else {
        return print::expr(&Expr::Compare(left.clone(), comparison, right.clone()));
    };
    let Some(point) = point(case, name) else {
        return print::expr(&Expr::Compare(left.clone(), comparison, right.clone()));
    };
    let other = choice(case, Some(point), other);
    let date = point.kind == Kind::Date;
    let title = &point.title;
    match comparison {
        Comparison::Eq => format!("{title}: {other}"),
        Comparison::Ne => format!("{title}: not “{other}”"),
        Comparison::Lt if date => format!("{title} before {other}"),
        Comparison::Le if date => format!("{title} by {other}"),
        Comparison::Gt if date => format!("{title} after {other}"),
        Comparison::Ge if date => format!("{title} not before {other}"),
        Comparison::Lt => format!("{title} below {other}"),
        Comparison::Le => format!("{title} at most {other}"),
        Comparison::Gt => format!("{title} above {other}"),
        Comparison::Ge => format!("{title} at least {other}"),
    }
}

fn point<'a>(case: &'a Case, name: &Name) -> Option<&'a Point> {
    match case.names.get(Space::Matter, &name.text)?.meaning {
        Meaning::Point(point) => Some(case.point(point)),
        _ => None,
    }
}

fn matter(case: &Case, name: &Name) -> String {
    match case.names.get(Space::Matter, &name.text).map(|declared| declared.meaning) {
        Some(Meaning::Point(point)) => case.point(point).title.clone(),
        Some(Meaning::Fact(fact)) => case.facts[fact.0].title.clone(),
        _ => name.text.clone(),
    }
}

fn actor(case: &Case, name: &Name) -> String {
    match case.names.get(Space::Actor, &name.text).map(|declared| declared.meaning) {
        Some(Meaning::Party(party)) => case.party(party).title.clone(),
        Some(Meaning::Person(person)) => case.persons[person.0].title.clone(),
        _ => name.text.clone(),
    }
}

fn choice(case: &Case, point: Option<&Point>, choice: &Choice) -> String {
    match (point, choice) {
        (Some(point), Choice::Option(name)) => match point.option(&name.text) {
            Some(at) => point.choice_title(at),
            None => matter(case, name),
        },
        (Some(point), Choice::Scalar(scalar, _)) => match &point.unit {
            Some(unit) => format!("{} {unit}", print::scalar(*scalar)),
            None => print::scalar(*scalar),
        },
        (None, _) => print::choice(choice),
    }
}

/// Returns what a party of this name is called for a reader.
pub fn party_title<'a>(case: &'a Case, name: &'a str) -> &'a str {
    match case.names.get(Space::Actor, name).map(|declared| declared.meaning) {
        Some(Meaning::Party(party)) => &case.party(party).title,
        _ => name,
    }
}
