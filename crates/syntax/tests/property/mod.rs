//! What must hold for any text whatever. Each property returns a complaint where it does not.

pub(crate) mod same;

use same::same;
use zopa_syntax::edit::{Change, apply};
use zopa_syntax::format::format;
use zopa_syntax::lex::{Kind, lex};
use zopa_syntax::node::Node;
use zopa_syntax::parse::{Entry, Parse, parse};
use zopa_syntax::print;
use zopa_syntax::span::{FileId, Span};

pub(crate) fn read(text: &str) -> Parse {
    parse(FileId(0), text)
}

/// Returns whether tokens follow each other without gap or overlap from the start of a text to its end.
pub(crate) fn tokens_cover(text: &str) -> bool {
    let mut end = 0;
    let joined = lex(text).iter().all(|token| {
        let starts = token.start == end && token.end > token.start && text.is_char_boundary(token.end as usize);
        end = token.end;
        starts
    });
    joined && end as usize == text.len()
}

/// Returns the comments of a text, in order.
pub(crate) fn comments(text: &str) -> Vec<&str> {
    let tokens = lex(text).into_iter().filter(|token| token.kind == Kind::Comment);
    tokens.map(|token| text[token.start as usize..token.end as usize].trim_end()).collect()
}

/// Reading: every span lies in the text, every finding says something, and nothing is passed over in silence.
pub(crate) fn reading_fault(text: &str) -> Option<String> {
    if !tokens_cover(text) {
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
    None
}

fn spans_are(node: &Node, inside: &dyn Fn(Span) -> bool) -> bool {
    inside(node.span) && inside(node.keyword) && node.clauses.iter().all(|clause| spans_are(clause, inside))
}

/// Printing: an entry that can be read reads back as it is printed.
pub(crate) fn printing_fault(text: &str) -> Option<String> {
    let parse = read(text);
    parse.entries.iter().filter(|entry| !entry.broken).find_map(|entry| {
        let node = entry.node.as_ref()?;
        let printed = print::entry(node);
        let back = read(&printed);
        let kept = back.findings.is_empty() && back.nodes().count() == 1 && back.nodes().all(|back| same(back, node));
        (!kept).then(|| format!("{}\nis printed as\n{printed}", &text[entry.span.range()]))
    })
}

/// Formatting: it changes neither what is said nor a comment, and once is enough.
pub(crate) fn formatting_fault(text: &str) -> Option<String> {
    let parse = read(text);
    let once = format(text, &parse);
    let again = read(&once);
    let twice = format(&once, &again);
    if twice != once {
        return Some(format!("formatted once:\n{once}\ntwice:\n{twice}"));
    }
    if comments(&once) != comments(text) {
        return Some(format!("the comments have changed:\n{once}"));
    }
    let kept = parse.entries.len() == again.entries.len()
        && parse.entries.iter().zip(&again.entries).all(|(before, after)| says_the_same(before, after));
    (!kept).then(|| format!("it says something else:\n{once}"))
}

fn says_the_same(before: &Entry, after: &Entry) -> bool {
    before.broken == after.broken
        && match (&before.node, &after.node) {
            (Some(before), Some(after)) => same(before, after),
            (None, None) => true,
            _ => false,
        }
}

/// Editing: a change that is made changes one entry and leaves all others, and all bytes around them.
pub(crate) fn editing_fault(text: &str, change: Change<'_>) -> Option<String> {
    let Ok(changed) = apply(text, change) else { return None };
    let before = read(text).entries;
    let after = read(&changed).entries;
    let (at, taken, added) = match change {
        Change::Add { after, .. } => (after.min(before.len()), 0, 1),
        Change::Replace { at, .. } => (at, 1, 1),
        Change::Remove { at } => (at, 1, 0),
    };
    let head_kept = before.iter().take(at).zip(&after).all(|(before, after)| says_the_same(before, after));
    let tail = before.iter().skip(at + taken);
    let tail_kept = tail.clone().zip(after.iter().skip(at + added)).all(|(before, after)| says_the_same(before, after));
    if !head_kept || !tail_kept || before.len() - taken + added != after.len() {
        return Some(format!("other entries have changed:\n{changed}"));
    }
    if after.iter().skip(at).take(added).any(|entry| entry.broken) {
        return Some(format!("the new entry cannot be read:\n{changed}"));
    }
    let kept = |part: &str| changed.starts_with(part);
    let head = before.get(at).map_or(text.len(), |entry| entry.span.start as usize);
    let head =
        if added > taken { before.get(at.wrapping_sub(1)).map_or(0, |entry| entry.span.end as usize) } else { head };
    let tail =
        before.get(at).map_or(text.len(), |entry| if taken > 0 { entry.span.end } else { entry.span.start } as usize);
    let tail = text[tail..].trim_start_matches([' ', '\t', '\r', '\n', '\u{feff}']);
    let spaces = text[..head].trim_end_matches([' ', '\t', '\r', '\u{feff}']);
    (!kept(spaces) || !changed.ends_with(tail)).then(|| format!("other bytes have changed:\n{changed}"))
}
