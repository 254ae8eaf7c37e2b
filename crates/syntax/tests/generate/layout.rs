//! Entries as text in random layout: on one line or over several, wide or tight, with comments between.

use super::Source;
use super::line::Lines;
use super::write;
use zopa_syntax::form::{Colon, Count, Form, Start};
use zopa_syntax::node::Node;
use zopa_syntax::value::Value;

/// A clause that is still open, as the language reference describes it.
#[derive(Clone, Copy)]
struct Frame {
    form: &'static Form,
    indent: usize,
    leads: bool,
}

/// Returns entries as text, and the comments put into it, in order.
pub(crate) fn laid_out(source: &mut Source<'_>, nodes: &[Node]) -> (String, Vec<String>) {
    let mut lines = Lines::new(source);
    for node in nodes {
        lines.start_entry(source);
        if let Some((date, _)) = node.date {
            lines.word(source, &date.to_string());
        }
        let mut frames = vec![Frame { form: node.form, indent: 0, leads: true }];
        head(source, &mut lines, node, &frames);
        assert!(clauses(source, &mut lines, node, &mut frames), "clauses below an entry always have a place");
    }
    lines.finish(source)
}

/// Writes the clauses of the innermost frame; false where one of them has no place.
fn clauses(source: &mut Source<'_>, lines: &mut Lines, node: &Node, frames: &mut Vec<Frame>) -> bool {
    let owner = frames.len() - 1;
    for (index, clause) in node.clauses.iter().enumerate() {
        let before = lines.mark();
        let open = frames.clone();
        if !source.one_in(3) && stands_inline(frames, owner, clause) {
            if index == 0 && node.form.keyword == "assume" && source.one_in(2) {
                lines.glyph(source, ":");
            }
            let indent = frames[owner].indent;
            frames.truncate(owner + 1);
            frames.push(Frame { form: clause.form, indent, leads: false });
            head(source, lines, clause, frames);
            if clauses(source, lines, clause, frames) {
                continue;
            }
            lines.back_to(before);
            frames.clone_from(&open);
        }
        let nearest = frames[owner].indent + 1;
        let further = nearest + source.below(4);
        let Some(indent) = [further, nearest].into_iter().find(|&indent| stands_below(frames, owner, clause, indent))
        else {
            return false;
        };
        lines.break_line(source, indent);
        frames.truncate(owner + 1);
        frames.push(Frame { form: clause.form, indent, leads: true });
        head(source, lines, clause, frames);
        if !clauses(source, lines, clause, frames) {
            return false;
        }
    }
    true
}

/// The word that introduces a clause; none for a number.
fn first_word(clause: &Node) -> Option<String> {
    match clause.form.start {
        Start::Keyword => Some(clause.form.keyword.to_string()),
        Start::Word(_) => clause.args.first().map(|(_, value)| match value {
            Value::Word(name) => name.text.clone(),
            other => panic!("{other:?} introduces no clause"),
        }),
        Start::Label => None,
    }
}

/// On the line of another clause, a clause belongs to the innermost one that knows its keyword.
fn stands_inline(frames: &[Frame], owner: usize, clause: &Node) -> bool {
    first_word(clause)
        .is_some_and(|word| frames.iter().rposition(|frame| frame.form.clause(&word).is_some()) == Some(owner))
}

/// At the start of a line, it belongs to whatever starts the nearest less indented line above; if that does not know
/// the keyword, to the innermost clause on that line that does.
fn stands_below(frames: &[Frame], owner: usize, clause: &Node, indent: usize) -> bool {
    let left = frames.iter().rposition(|frame| frame.indent < indent).map_or(1, |last| last + 1);
    let frames = &frames[..left];
    let line = frames.iter().rposition(|frame| frame.leads).expect("the entry leads its line");
    match first_word(clause) {
        None => line == owner,
        Some(word) if frames[line].form.clause(&word).is_some() => line == owner,
        Some(word) => {
            line <= owner && frames.iter().rposition(|frame| frame.form.clause(&word).is_some()) == Some(owner)
        }
    }
}

fn head(source: &mut Source<'_>, lines: &mut Lines, node: &Node, frames: &[Frame]) {
    if let Some(word) = first_word(node) {
        lines.word(source, &word);
    }
    if let Start::Word(_) = node.form.start {
        return;
    }
    let line = frames.iter().rfind(|frame| frame.leads).expect("the entry leads its line");
    // Where a line may start with a clause number in quotes, no text goes on.
    let text_below = line.form.labelled().is_none().then_some(line.indent + 1);
    for (index, slot) in node.form.slots.iter().enumerate() {
        let values: Vec<&Value> =
            node.args.iter().filter(|(at, _)| usize::from(*at) == index).map(|(_, value)| value).collect();
        match slot.colon {
            Colon::Yes if !values.is_empty() => lines.glyph(source, ":"),
            Colon::Optional if source.one_in(2) => lines.glyph(source, ":"),
            Colon::No | Colon::Yes | Colon::Optional => {}
        }
        for (at, value) in values.iter().enumerate() {
            if at > 0 && source.one_in(3) {
                lines.glyph(source, ",");
            }
            // In a list each text stands for itself, so none is cut.
            let cut = matches!(slot.count, Count::One | Count::Maybe).then_some(text_below);
            write::value(source, lines, value, cut);
        }
    }
}
