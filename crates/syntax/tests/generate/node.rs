//! Random entries.

use super::Source;
use super::value;
use zopa_syntax::form::{Count, Dated, Form, Start, Take, Times};
use zopa_syntax::grammar::ENTRIES;
use zopa_syntax::node::Node;
use zopa_syntax::span::Span;
use zopa_syntax::value::{Name, Value};

/// Returns up to `max` entries.
pub(crate) fn entries(source: &mut Source<'_>, max: usize) -> Vec<Node> {
    let count = 1 + source.below(max);
    (0..count).map(|_| entry(source)).collect()
}

fn entry(source: &mut Source<'_>) -> Node {
    let form = source.pick(ENTRIES);
    let mut node = filled(source, form, 0);
    let dated = match form.dated {
        Dated::Never => false,
        Dated::Always => true,
        Dated::Maybe => source.one_in(2),
    };
    node.date = dated.then(|| (value::date(source), Span::default()));
    node
}

fn filled(source: &mut Source<'_>, form: &'static Form, depth: usize) -> Node {
    let mut node = Node::new(form, Span::default());
    if let Start::Word(words) = form.start {
        node.args.push((0, Value::Word(Name { text: source.pick(words).to_string(), span: Span::default() })));
        return node;
    }
    for (index, slot) in form.slots.iter().enumerate() {
        let count = match slot.count {
            Count::One => 1,
            Count::Maybe => source.below(2),
            Count::Many => 1 + source.below(3),
            Count::Any => source.below(3),
        };
        // Texts in a row are one text, so none can follow a text that stands in the place of a name or word.
        let after_text = matches!(node.args.last(), Some((_, Value::Text(_)))) && slot.take == Take::Text;
        for _ in 0..if after_text { 0 } else { count } {
            node.args.push((index as u8, value::of(source, slot.take)));
        }
    }
    clauses(source, &mut node, depth);
    node
}

fn clauses(source: &mut Source<'_>, node: &mut Node, depth: usize) {
    let form = node.form;
    if form.clauses.is_empty() {
        return;
    }
    let wanted = source.below(if depth == 0 { 6 } else { 3 });
    for _ in 0..wanted {
        let clause = source.pick(form.clauses);
        if clause.times == Times::Once && node.clause(clause.keyword).is_some() {
            continue;
        }
        node.clauses.push(filled(source, clause, depth + 1));
    }
}
