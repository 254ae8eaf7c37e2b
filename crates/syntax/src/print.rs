//! Entries as text, in the one way the program itself writes them.

use crate::expr::{Expr, Sum, Term};
use crate::form::{Colon, Form, Start, Take};
use crate::grammar;
use crate::node::Node;
use crate::value::{Alternative, Amount, Choice, Order, Rating, Scalar, Settled, Settlement, Value, Worth};
use std::fmt::Write as _;

/// The widest line that clauses are put on together.
const WIDTH: usize = 100;

/// Returns an entry as text, without the line end after it.
pub fn entry(node: &Node) -> String {
    let mut out = String::new();
    if let Some((date, _)) = node.date {
        out.push_str(&date.to_string());
        out.push(' ');
    }
    write_node(&mut out, node, 0);
    out
}

/// Returns an expression as text.
pub fn expr(expr: &Expr) -> String {
    let mut out = String::new();
    write_expr(&mut out, expr, Binding::Loosest);
    out
}

/// Returns settlements as text.
pub fn settlements(list: &[Settlement]) -> String {
    joined(list, ", ", settlement)
}

/// Returns a choice as text.
pub fn choice(choice: &Choice) -> String {
    match choice {
        Choice::Option(name) => name.text.clone(),
        Choice::Scalar(scalar, _) => self::scalar(*scalar),
    }
}

/// Returns a text in quotes.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            plain => out.push(plain),
        }
    }
    out.push('"');
    out
}

fn write_node(out: &mut String, node: &Node, indent: usize) {
    let line_start = out.rfind('\n').map_or(0, |at| at + 1);
    write_head(out, node);
    let mut below = Vec::new();
    for clause in &node.clauses {
        // A clause that has clauses of its own starts a line, so that what follows cannot be taken for one of them.
        if !clause.form.clauses.is_empty() || clause.form.start == Start::Label {
            below.push(clause);
            continue;
        }
        let mut inline = String::from(" ");
        write_head(&mut inline, clause);
        if below.is_empty() && out[line_start..].chars().count() + inline.chars().count() <= WIDTH {
            out.push_str(&inline);
        } else {
            below.push(clause);
        }
    }
    for clause in below {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent + 2));
        write_node(out, clause, indent + 2);
    }
}

fn write_head(out: &mut String, node: &Node) {
    let mut parts: Vec<String> = Vec::new();
    if node.form.start == Start::Keyword {
        parts.push(node.form.keyword.to_string());
    }
    if let Start::Word(_) = node.form.start {
        parts.extend(node.args.iter().map(|(_, arg)| value(arg)));
        out.push_str(&parts.join(" "));
        return;
    }
    for index in 0..node.form.slots.len() {
        let mut here =
            node.args.iter().filter(|(at, _)| usize::from(*at) == index).map(|(_, arg)| value(arg)).peekable();
        if needs_colon(node.form, index, here.peek().is_some()) {
            parts.push(":".to_string());
        }
        // Texts in a row would be read as one, and a name like a clause as that clause, so such lists have commas.
        let list: Vec<String> = here.collect();
        if !list.is_empty() {
            let commas = list.iter().any(|each| each.starts_with('"') || is_clause(node.form, index, each));
            parts.push(list.join(if commas { ", " } else { " " }));
        }
    }
    out.push_str(&parts.join(" "));
}

fn is_clause(form: &Form, slot: usize, word: &str) -> bool {
    match form.slots[slot].take {
        Take::Name(space) | Take::NameOrText(space) => grammar::is_clause_in_lists(space, word),
        _ => false,
    }
}

/// Returns whether a colon goes before a slot. An optional slot that takes an optional colon leaves it in place for the
/// slots after it (`claim r : not agreed …`, `claim r : agreed …`).
fn needs_colon(form: &Form, index: usize, filled: bool) -> bool {
    match form.slots[index].colon {
        Colon::No => false,
        Colon::Yes => filled,
        Colon::Optional => true,
    }
}

fn value(value: &Value) -> String {
    match value {
        Value::Name(name) | Value::Word(name) => name.text.clone(),
        Value::Text(text) => quoted(&text.text),
        Value::Label(label) => self::label(&label.text),
        Value::Date(date, _) => date.to_string(),
        Value::Number(number, _) => number.to_string(),
        Value::Duration(time, _) => time.to_string(),
        Value::Range(range, _) => format!("{}..{}", scalar(range.low), scalar(range.high)),
        Value::Expr(inner) => expr(inner),
        Value::Settlements(list) => settlements(list),
        Value::Values(list) => joined(list, ", ", worth),
        Value::Orders(list) => joined(list, "; ", order),
    }
}

/// Returns the number of a clause as text: as it is where that reads back, and else in quotes.
pub fn label(text: &str) -> String {
    let plain = crate::parse::parse(crate::span::FileId(0), &format!("9999 draft d\n  {text} silent"));
    let reads_back = plain.findings.is_empty()
        && plain.entries.first().and_then(|entry| entry.node.as_ref()).is_some_and(|node| {
            node.clause("clause").is_some_and(|clause| {
                clause.flag("silence").is_some() && clause.text("label").is_some_and(|label| label.text == text)
            })
        });
    if reads_back { text.to_string() } else { quoted(text) }
}

/// Returns a number or a date as text.
pub fn scalar(scalar: Scalar) -> String {
    match scalar {
        Scalar::Number(number) => number.to_string(),
        Scalar::Date(date) => date.to_string(),
    }
}

fn joined<T>(list: &[T], separator: &str, each: impl Fn(&T) -> String) -> String {
    list.iter().map(each).collect::<Vec<_>>().join(separator)
}

fn settlement(settlement: &Settlement) -> String {
    format!("{} = {}", settlement.point.text, settled(&settlement.at))
}

fn settled(at: &Settled) -> String {
    match at {
        Settled::Clean(inner) => choice(inner),
        Settled::Bracket(alternatives) => format!("[{}]", joined(alternatives, " | ", alternative)),
    }
}

fn alternative(alternative: &Alternative) -> String {
    let mut out = settled(&alternative.at);
    if !alternative.attributions.is_empty() {
        let list = joined(&alternative.attributions, "; ", |attribution| {
            let mut words: Vec<&str> = attribution.parties.iter().map(|party| party.text.as_str()).collect();
            words.extend(attribution.verb.as_ref().map(|verb| verb.text.as_str()));
            words.join(" ")
        });
        let _ = write!(out, " ({list})");
    }
    out
}

fn amount(amount: Amount) -> String {
    match amount {
        Amount::Exact(number) => number.to_string(),
        Amount::Between(low, high) => format!("{low}..{high}"),
    }
}

fn worth(worth: &Worth) -> String {
    let mut out = worth.point.text.clone();
    if let Some(weight) = worth.weight {
        let _ = write!(out, " {}", amount(weight));
    }
    match &worth.rating {
        Rating::Unknown => {}
        Rating::Direction(word) => {
            let _ = write!(out, " {}", word.text);
        }
        Rating::Table(rows) => {
            let rows = joined(rows, ", ", |(at, rated)| format!("{} {}", choice(at), amount(*rated)));
            let _ = write!(out, " [{rows}]");
        }
    }
    out
}

fn order(order: &Order) -> String {
    match order {
        Order::Within(point, groups) => format!("{} [{}]", point.text, ranked(groups, choice)),
        Order::Toward(point, word) => format!("{} {}", point.text, word.text),
        Order::Among(groups) => ranked(groups, |name| name.text.clone()),
    }
}

fn ranked<T>(groups: &[Vec<T>], each: impl Fn(&T) -> String) -> String {
    joined(groups, " > ", |group| joined(group, " = ", &each))
}

/// How tightly an expression binds; an operand that binds no tighter than its owner gets parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Loosest,
    Iff,
    Implies,
    Or,
    And,
    Not,
}

fn write_expr(out: &mut String, expr: &Expr, owner: Binding) {
    let own = match expr {
        Expr::Iff(..) => Some(Binding::Iff),
        Expr::Implies(..) => Some(Binding::Implies),
        Expr::Or(_) => Some(Binding::Or),
        Expr::And(_) => Some(Binding::And),
        _ => None,
    };
    let parentheses = own.is_some_and(|own| own <= owner);
    if parentheses {
        out.push('(');
    }
    write_inner(out, expr);
    if parentheses {
        out.push(')');
    }
}

fn write_inner(out: &mut String, expr: &Expr) {
    match expr {
        Expr::Constant(value, _) => out.push_str(if *value { "true" } else { "false" }),
        Expr::Name(name) => out.push_str(&name.text),
        Expr::Compare(left, comparison, right) => {
            let _ = write!(out, "{} {} {}", sum(left), comparison.mark(), sum(right));
        }
        Expr::In(point, choices, _) => {
            let _ = write!(out, "{} in {{{}}}", point.text, joined(choices, ", ", choice));
        }
        Expr::Within(point, low, high, _) => {
            let _ = write!(out, "{} in {}..{}", point.text, scalar(*low), scalar(*high));
        }
        Expr::Signs(party, fact) => {
            let _ = write!(out, "{} signs {}", party.text, fact.text);
        }
        Expr::Not(inner, _) => {
            out.push_str("not ");
            write_expr(out, inner, Binding::Not);
        }
        Expr::And(parts) => write_chain(out, parts, " and ", Binding::And),
        Expr::Or(parts) => write_chain(out, parts, " or ", Binding::Or),
        Expr::Implies(left, right) => {
            write_expr(out, left, Binding::Implies);
            out.push_str(" implies ");
            // It leans to the right, so only what is looser needs parentheses there.
            write_expr(out, right, Binding::Iff);
        }
        Expr::Iff(left, right) => {
            write_expr(out, left, Binding::Loosest);
            out.push_str(" iff ");
            write_expr(out, right, Binding::Iff);
        }
        Expr::Count(bound, number, parts, _) => {
            let parts = joined(parts, ", ", self::expr);
            let _ = write!(out, "{} {number} of {{{parts}}}", bound.word());
        }
    }
}

fn write_chain(out: &mut String, parts: &[Expr], between: &str, own: Binding) {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            out.push_str(between);
        }
        write_expr(out, part, own);
    }
}

fn sum(sum: &Sum) -> String {
    let mut out = String::new();
    for (index, term) in sum.terms.iter().enumerate() {
        if index > 0 {
            out.push_str(if term.negative { " - " } else { " + " });
        }
        write_term(&mut out, term);
    }
    out
}

fn write_term(out: &mut String, term: &Term) {
    if let Some(factor) = term.factor {
        let _ = write!(out, "{factor} * ");
    }
    out.push_str(&choice(&term.atom));
}
