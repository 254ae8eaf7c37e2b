//! A name that nothing refers to.

use crate::view::View;
use std::collections::BTreeSet;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};
use zopa_syntax::expr::{Expr, Sum};
use zopa_syntax::form::{Space, Take};
use zopa_syntax::node::Node;
use zopa_syntax::value::{Choice, Settled, Value};

pub(super) static RULE: Rule =
    Rule { name: "unused-name", severity: Severity::Warning, page: include_str!("unused_name.md") };

type Used<'a> = BTreeSet<(Space, &'a str)>;

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    let mut used = Used::new();
    for node in case.sources.iter().flat_map(|source| source.parse.nodes()) {
        note_node(node, &mut used);
    }
    let facts = case.facts.iter().map(|fact| (Space::Matter, "fact", &fact.name));
    let instruments = case.instruments.iter().map(|instrument| (Space::Instrument, "instrument", &instrument.name));
    let persons = case.persons.iter().map(|person| (Space::Actor, "person", &person.name));
    let groups = case.groups.iter().map(|group| (Space::Actor, "group", &group.name));
    let channels = case.channels.iter().map(|channel| (Space::Channel, "channel", &channel.name));
    // A report that retells another says something even where no entry cites it.
    let reports = case
        .reports
        .iter()
        .filter(|report| report.retells.is_empty())
        .map(|report| (Space::Report, "report", &report.name));
    let declared = facts.chain(instruments).chain(persons).chain(groups).chain(channels).chain(reports);
    for (space, noun, name) in declared.filter(|(space, _, name)| !used.contains(&(*space, name.as_str()))) {
        let Some(declared) = case.names.get(space, name) else { continue };
        findings.push(
            Diagnostic::new(&RULE, declared.span, format!("nothing refers to the {noun} `{name}`"))
                .hint("refer to it where it matters, or take the entry out"),
        );
    }
}

/// Notes the names to which an entry refers. The entry as read is asked, since it has every clause.
fn note_node<'a>(node: &'a Node, used: &mut Used<'a>) {
    for (slot, value) in &node.args {
        let take = node.form.slots.get(usize::from(*slot)).map(|slot| slot.take);
        match (value, take) {
            (Value::Name(name), Some(Take::Name(space) | Take::NameOrText(space))) => {
                used.insert((space, &name.text));
                // What a step waits for may be a fact.
                if space == Space::Step {
                    used.insert((Space::Matter, &name.text));
                }
            }
            (Value::Expr(expr), _) => note_expr(expr, used),
            (Value::Settlements(settlements), _) => {
                settlements.iter().for_each(|settlement| note_settled(&settlement.at, used));
            }
            _ => {}
        }
    }
    node.clauses.iter().for_each(|clause| note_node(clause, used));
}

fn note_settled<'a>(settled: &'a Settled, used: &mut Used<'a>) {
    let Settled::Bracket(alternatives) = settled else { return };
    for alternative in alternatives {
        let parties = alternative.attributions.iter().flat_map(|attribution| &attribution.parties);
        used.extend(parties.map(|party| (Space::Actor, party.text.as_str())));
        note_settled(&alternative.at, used);
    }
}

fn note_expr<'a>(expr: &'a Expr, used: &mut Used<'a>) {
    match expr {
        Expr::Constant(..) | Expr::In(..) | Expr::Within(..) => {}
        Expr::Name(name) => _ = used.insert((Space::Matter, &name.text)),
        Expr::Signs(party, fact) => used.extend([(Space::Actor, party.text.as_str()), (Space::Matter, &fact.text)]),
        Expr::Compare(left, _, right) => [left, right].into_iter().for_each(|sum| note_sum(sum, used)),
        Expr::Not(inner, _) => note_expr(inner, used),
        Expr::And(parts) | Expr::Or(parts) | Expr::Count(_, _, parts, _) => {
            parts.iter().for_each(|part| note_expr(part, used));
        }
        Expr::Implies(left, right) | Expr::Iff(left, right) => {
            note_expr(left, used);
            note_expr(right, used);
        }
    }
}

fn note_sum<'a>(sum: &'a Sum, used: &mut Used<'a>) {
    let names = sum.terms.iter().filter_map(|term| match &term.atom {
        Choice::Option(name) => Some((Space::Matter, name.text.as_str())),
        Choice::Scalar(..) => None,
    });
    used.extend(names);
}
