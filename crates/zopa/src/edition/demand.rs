//! Parties, persons, groups, instruments and facts: told where something that is told refers to them.

use super::level::ON_DEMAND;
use super::record::Record;
use std::collections::HashSet;
use zopa_syntax::expr::{Expr, Sum};
use zopa_syntax::form::{Space, Take};
use zopa_syntax::node::Node;
use zopa_syntax::value::{Choice, Settled, Value};

/// Returns which entries of the frame are needed, by place, given all entries as they may be told.
pub(super) fn needed(record: &Record<'_>, told: &[Option<&Node>], notes: &[Node]) -> HashSet<usize> {
    let mut needed = HashSet::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, node) in record.nodes.iter().enumerate() {
        let principal = node.form.keyword == "party" && node.names("roles").any(|role| role.text == "principal");
        let asked = node.word("name") == Some(record.audience.name.as_str());
        if principal || (asked && matches!(node.form.keyword, "party" | "group")) {
            open.push(at);
        }
    }
    let mut found: Vec<(Space, &str)> = Vec::new();
    for (at, node) in told.iter().enumerate() {
        if let Some(node) = node.filter(|_| !ON_DEMAND.contains(&record.nodes[at].form.keyword)) {
            mentioned(node, &mut found);
        }
    }
    notes.iter().for_each(|note| mentioned(note, &mut found));
    loop {
        for (space, name) in found.drain(..) {
            open.extend(record.at(space, name).filter(|&at| ON_DEMAND.contains(&record.nodes[at].form.keyword)));
        }
        while let Some(at) = open.pop() {
            if let Some(node) = told[at]
                && needed.insert(at)
            {
                mentioned(node, &mut found);
            }
        }
        if found.is_empty() {
            return needed;
        }
    }
}

/// Adds the names to which an entry refers.
fn mentioned<'a>(node: &'a Node, found: &mut Vec<(Space, &'a str)>) {
    for (slot, value) in &node.args {
        match (value, node.form.slots.get(usize::from(*slot)).map(|slot| slot.take)) {
            (Value::Name(name), Some(Take::Name(space) | Take::NameOrText(space))) => {
                // What a step waits for may be a fact.
                found.push((if space == Space::Step { Space::Matter } else { space }, &name.text));
            }
            (Value::Expr(expr), _) => in_expr(expr, found),
            (Value::Settlements(list), _) => list.iter().for_each(|settlement| in_settled(&settlement.at, found)),
            _ => {}
        }
    }
    node.clauses.iter().for_each(|clause| mentioned(clause, found));
}

fn in_settled<'a>(settled: &'a Settled, found: &mut Vec<(Space, &'a str)>) {
    let Settled::Bracket(alternatives) = settled else { return };
    for alternative in alternatives {
        let parties = alternative.attributions.iter().flat_map(|attribution| &attribution.parties);
        found.extend(parties.map(|party| (Space::Actor, party.text.as_str())));
        in_settled(&alternative.at, found);
    }
}

fn in_expr<'a>(expr: &'a Expr, found: &mut Vec<(Space, &'a str)>) {
    match expr {
        Expr::Constant(..) | Expr::In(..) | Expr::Within(..) => {}
        Expr::Name(name) => found.push((Space::Matter, &name.text)),
        Expr::Signs(party, fact) => found.extend([(Space::Actor, party.text.as_str()), (Space::Matter, &fact.text)]),
        Expr::Compare(left, _, right) => [left, right].into_iter().for_each(|sum| in_sum(sum, found)),
        Expr::Not(inner, _) => in_expr(inner, found),
        Expr::And(parts) | Expr::Or(parts) | Expr::Count(_, _, parts, _) => {
            parts.iter().for_each(|part| in_expr(part, found));
        }
        Expr::Implies(left, right) | Expr::Iff(left, right) => {
            in_expr(left, found);
            in_expr(right, found);
        }
    }
}

fn in_sum<'a>(sum: &'a Sum, found: &mut Vec<(Space, &'a str)>) {
    let names = sum.terms.iter().filter_map(|term| match &term.atom {
        Choice::Option(name) => Some((Space::Matter, name.text.as_str())),
        Choice::Scalar(..) => None,
    });
    found.extend(names);
}
