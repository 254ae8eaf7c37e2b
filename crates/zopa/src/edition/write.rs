//! The entries that are told as one file: its order is that of the language reference and of the calendar, so that
//! neither files nor gaps tell of what is not there.

use super::record::Record;
use std::collections::BTreeMap;
use zopa_syntax::node::Node;
use zopa_syntax::print;

/// Where in the file an entry stands, and for dated entries after which day.
type Place = (u8, Option<jiff::civil::Date>);

/// Returns the text of the edition. `told` are the entries by their places in the record, `title` stands for a `case`
/// entry that the record has not, `notes` are what is told without a name, in any order.
pub(super) fn text(record: &Record<'_>, told: &[Option<&Node>], title: Option<&Node>, notes: &[Node]) -> String {
    let mut points: BTreeMap<Option<usize>, Vec<&Node>> = BTreeMap::new();
    for (at, chapter) in chapters(record).into_iter().enumerate() {
        if let (Some(node), "point") = (told[at], record.nodes[at].form.keyword) {
            points.entry(chapter).or_default().push(node);
        }
    }
    // Points without a heading come first: after one they would stand under it.
    let mut placed: Vec<(Place, &Node)> = Vec::new();
    for (chapter, points) in points {
        let heading = chapter.and_then(|at| told[at]);
        placed.extend(heading.into_iter().chain(points).map(|node| ((7, None), node)));
    }
    let others = told.iter().flatten().copied().filter(|node| !matches!(node.form.keyword, "point" | "chapter"));
    placed.extend(others.chain(title).map(|node| (place(node), node)));
    placed.sort_by_key(|(place, _)| *place);
    let mut lines: Vec<(Place, String)> = placed.into_iter().map(|(place, node)| (place, print::entry(node))).collect();
    // What is told without a name stands in the order of its words: the order of the record could tell whose it is.
    let mut nameless: Vec<String> = notes.iter().map(print::entry).collect();
    nameless.sort();
    nameless.dedup();
    lines.extend(nameless.into_iter().map(|line| ((u8::MAX, None), line)));
    let mut out = String::new();
    let mut last = None;
    for ((section, _), line) in lines {
        if last.is_some_and(|last| last != section) {
            out.push('\n');
        }
        last = Some(section);
        out.push_str(&line);
        out.push('\n');
    }
    out
}

fn place(node: &Node) -> Place {
    let section = match node.form.keyword {
        "case" => 0,
        "party" => 1,
        "group" => 2,
        "person" => 3,
        "channel" => 4,
        "instrument" => 5,
        "fact" => 6,
        "link" => 8,
        _ if node.date.is_some() => 9,
        "ratify" => 10,
        "deadline" => 11,
        "assume" => 12,
        _ => u8::MAX,
    };
    (section, node.date.map(|(date, _)| date.last()))
}

/// Returns for each point the heading under which it stands: the nearest above it in its file.
pub(super) fn chapters(record: &Record<'_>) -> Vec<Option<usize>> {
    let mut found = Vec::with_capacity(record.nodes.len());
    let mut nearest: Option<usize> = None;
    for (at, node) in record.nodes.iter().enumerate() {
        if nearest.is_some_and(|heading| record.nodes[heading].span.file != node.span.file) {
            nearest = None;
        }
        if node.form.keyword == "chapter" {
            nearest = Some(at);
        }
        found.push(nearest.filter(|_| node.form.keyword == "point"));
    }
    found
}
