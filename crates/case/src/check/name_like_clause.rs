//! A detail that has the name of something that could be listed before it.

use crate::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};
use zopa_syntax::form::{Count, Space, Take};
use zopa_syntax::node::Node;

pub(super) static RULE: Rule =
    Rule { name: "name-like-clause", severity: Severity::Warning, page: include_str!("name_like_clause.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    for source in view.case.sources.iter() {
        source.parse.nodes().for_each(|node| look(view, node, findings));
    }
}

fn look(view: &View<'_>, node: &Node, findings: &mut Vec<Diagnostic>) {
    let mut listed: Vec<Space> = lists(node).collect();
    for clause in &node.clauses {
        let word = view.case.sources.text(clause.keyword);
        let found = listed.iter().find_map(|&space| Some((space, view.case.names.get(space, word)?)));
        if let Some((space, declared)) = found {
            let message = format!("`{word}` is read as a detail here, not as the {} of that name", space.noun());
            findings.push(
                Diagnostic::new(&RULE, clause.keyword, message)
                    .also(declared.span, "this is called so too")
                    .hint(format!("if it belongs to the list before it, put a comma there: `…, {word}`; or rename it")),
            );
        }
        listed.extend(lists(clause));
        look(view, clause, findings);
    }
}

/// Returns the kinds of things that a node lists by name.
fn lists(node: &Node) -> impl Iterator<Item = Space> {
    node.args.iter().filter_map(|(at, _)| node.form.slots.get(usize::from(*at))).filter_map(|slot| match slot.take {
        Take::Name(space) | Take::NameOrText(space) if matches!(slot.count, Count::Many | Count::Any) => Some(space),
        _ => None,
    })
}
