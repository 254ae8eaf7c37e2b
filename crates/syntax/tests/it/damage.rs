//! Damaged files: anything may be wrong with a text, and it is still read, and formatted, without a slip.

use crate::generate::Source;
use crate::read::cover;
use crate::same::same;
use crate::{cases, format, read, tries};
use proptest::prelude::*;
use zopa_syntax::node::Node;
use zopa_syntax::print;
use zopa_syntax::span::Span;

/// Returns a complaint if reading a text goes wrong in any way.
pub(crate) fn fault(text: &str) -> Option<String> {
    if !cover(text) {
        return Some("the tokens do not cover the text".to_string());
    }
    let parse = read(text);
    let inside = |span: Span| span.start <= span.end && text.get(span.range()).is_some();
    for finding in &parse.findings {
        let mut spans = vec![finding.primary.span];
        spans.extend(finding.others.iter().map(|label| label.span));
        spans.extend(finding.fix.iter().map(|fix| fix.span));
        if finding.message.is_empty() || !spans.into_iter().all(inside) {
            return Some(format!("a bad finding: {finding:?}"));
        }
    }
    for entry in &parse.entries {
        if !inside(entry.span) || !entry.node.as_ref().is_none_or(|node| spans_are(node, &inside)) {
            return Some(format!("a bad span in {:?}", text.get(entry.span.range())));
        }
        if entry.node.is_none() && !entry.broken {
            return Some("an entry is passed over in silence".to_string());
        }
    }
    format::fault(text)
}

fn spans_are(node: &Node, inside: &dyn Fn(Span) -> bool) -> bool {
    inside(node.span) && inside(node.keyword) && node.clauses.iter().all(|clause| spans_are(clause, inside))
}

/// Returns a complaint if an entry that can be read does not read back as it is printed.
fn misprint(text: &str) -> Option<String> {
    let parse = read(text);
    parse.entries.iter().filter(|entry| !entry.broken).find_map(|entry| {
        let node = entry.node.as_ref()?;
        let printed = print::entry(node);
        let back = read(&printed);
        let kept = back.findings.is_empty() && back.nodes().count() == 1 && back.nodes().all(|back| same(back, node));
        (!kept).then(|| format!("{}\nis printed as\n{printed}", &text[entry.span.range()]))
    })
}

/// Returns the boundaries of the characters of a text.
fn boundaries(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

const INSERTS: &[&str] = &[
    "\"", "\\", "#", "\n", "\r", "\t", " ", "-", ".", "%", "(", "[", "{", "}", "]", ")", ":", ",", "=", "é", "\u{feff}", "0",
    "\u{301}", "\0",
];

fn damaged(source: &mut Source<'_>, text: &str, other: &str) -> String {
    let places = boundaries(text);
    let at = places[source.below(places.len())];
    let next = places.iter().copied().find(|&place| place > at).unwrap_or(at);
    match source.below(5) {
        0 => text[..at].to_string(),
        1 => format!("{}{}", &text[..at], &text[next..]),
        2 => format!("{}{}{}", &text[..at], source.pick(INSERTS), &text[at..]),
        3 => format!("{}{}{}", &text[..at], source.pick(INSERTS), &text[next..]),
        _ => spliced(source, text, other),
    }
}

/// Puts a stretch of the tokens of one text into another.
fn spliced(source: &mut Source<'_>, text: &str, other: &str) -> String {
    let mut stretch = |text: &str| {
        let tokens = zopa_syntax::lex::lex(text);
        let from = source.below(tokens.len() + 1);
        let to = from + source.below(6).min(tokens.len() - from);
        let offset = |index: usize| tokens.get(index).map_or(text.len(), |token| token.start as usize);
        offset(from)..offset(to)
    };
    let (out, in_) = (stretch(text), stretch(other));
    format!("{}{}{}", &text[..out.start], &other[in_], &text[out.end..])
}

proptest! {
    #![proptest_config(tries(6_000))]

    #[test]
    fn damaged_files_are_read(case in cases(), other in cases(), how in prop::collection::vec(any::<u16>(), 1..20)) {
        let mut source = Source::new(how.iter().copied());
        let mut text = case.written.text;
        for _ in 0..1 + source.below(3) {
            text = damaged(&mut source, &text, &other.written.text);
        }
        prop_assert_eq!(fault(&text), None, "{:?}", text);
        prop_assert_eq!(misprint(&text), None, "{:?}", text);
    }
}
