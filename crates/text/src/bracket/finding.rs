//! What is odd in a draft text.

use super::{BRACKETS_MAX, BracketKind, DEPTH_MAX, FINDINGS_MAX, Finding, LeafKind, Named, Text, party};
use crate::rule;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use zopa_syntax::diagnostic::closest;

/// For how many names a similar one is looked for.
const SUGGESTIONS_MAX: usize = 20;

/// How many other places of the same name a finding points at.
const OTHERS_MAX: usize = 8;

/// Findings of one kind, which come in order: what is beyond the limit is only counted.
#[derive(Default)]
struct Found {
    list: Vec<Finding>,
    count: usize,
    more: usize,
}

impl Found {
    fn put(&mut self, finding: impl FnOnce() -> Finding) {
        if self.count < FINDINGS_MAX {
            self.list.push(finding());
            self.count += 1;
        } else {
            self.more += 1;
        }
    }

    /// Starts another kind.
    fn next(&mut self) {
        self.count = 0;
    }
}

pub(super) fn all(text: &mut Text<'_>, unclosed: &[Range<usize>]) {
    let mut found = Found::default();
    brackets(text, &mut found);
    found.next();
    parties(text, &mut found);
    found.next();
    notes(text, &mut found);
    found.next();
    for span in unclosed {
        let mark = &text.source[span.clone()];
        found.put(|| {
            let finding = Finding::new(&rule::UNCLOSED_MARK, span.clone(), format!("`{mark}` is never closed"));
            finding.hint(format!("close it, or write `\\{mark}` if it is meant as text"))
        });
    }
    found.list.sort_by_key(|finding| (finding.span.start, finding.rule.name));
    text.findings_more = found.more + found.list.len().saturating_sub(FINDINGS_MAX);
    found.list.truncate(FINDINGS_MAX);
    text.findings = found.list;
}

fn brackets(text: &Text<'_>, found: &mut Found) {
    for leaf in text.leaves.iter().filter(|leaf| leaf.kind == LeafKind::Stray) {
        found.put(|| stray(&text.source[leaf.span.clone()], leaf.span.clone()));
    }
    found.next();
    for bracket in text.brackets.iter().filter(|bracket| bracket.closed) {
        let words = &text.source[bracket.span.clone()];
        let (Some(open), Some(close)) = (words.chars().next(), words.chars().next_back()) else { continue };
        if !matches!((open, close), ('[', ']') | ('［', '］') | ('【', '】')) {
            let end = bracket.span.end;
            let message = format!("a bracket is opened with `{open}` and closed with `{close}`");
            let mut finding = Finding::new(&rule::UNBALANCED_BRACKET, end - close.len_utf8()..end, message);
            finding.others.push((bracket.span.start..bracket.span.start + open.len_utf8(), "opened here".to_string()));
            found
                .put(|| finding.hint("use the same sort of bracket, or look whether one of them lacks its other half"));
        }
    }
    let flat = text.leaves.iter().find(|leaf| leaf.kind == LeafKind::Flat);
    if let Some(flat) = flat {
        let span =
            flat.span.start..flat.span.start + text.source[flat.span.start..].chars().next().map_or(1, char::len_utf8);
        let finding = if text.complete {
            let message = format!("brackets are nested more than {DEPTH_MAX} deep; from here they are read as text");
            Finding::new(&rule::BRACKETS_TOO_DEEP, span, message).hint("close brackets that are no longer needed")
        } else {
            let message = format!("the text has more than {BRACKETS_MAX} brackets; some are read as text");
            Finding::new(&rule::TOO_MANY_BRACKETS, span, message).hint("split the text into several files")
        };
        found.next();
        found.put(|| finding);
    }
}

/// A mark of a bracket without its other half.
fn stray(mark: &str, span: Range<usize>) -> Finding {
    let opens = matches!(mark, "[" | "［" | "【");
    let message =
        if opens { "a bracket is opened and never closed" } else { "a bracket is closed that was not opened" };
    let hint = if opens {
        format!("close it where the words in question end, or write `\\{mark}` if it is no bracket")
    } else {
        format!("open it where the words in question start, or write `\\{mark}` if it is no bracket")
    };
    Finding::new(&rule::UNBALANCED_BRACKET, span, message).hint(hint)
}

/// Names that stand for no party of the case.
fn parties(text: &Text<'_>, found: &mut Found) {
    if text.parties.is_empty() {
        return;
    }
    let brackets = text.brackets.iter().flat_map(|bracket| &bracket.stances);
    let options = text.options.iter().flat_map(|option| &option.stances);
    let notes = text.reservations.iter().map(|reservation| &reservation.stance);
    let named = brackets.chain(options).chain(notes).flat_map(|stance| &stance.parties);
    let mut unknown: BTreeMap<&str, Vec<Range<usize>>> = BTreeMap::new();
    for Named { span, .. } in named.filter(|named| named.party.is_none()) {
        let places = unknown.entry(&text.source[span.clone()]).or_default();
        if !places.contains(span) && places.len() <= OTHERS_MAX {
            places.push(span.clone());
        }
    }
    for (name, place) in likely(text) {
        let places = unknown.entry(name).or_default();
        if places.len() <= OTHERS_MAX {
            places.push(place);
        }
    }
    for (at, (name, mut places)) in unknown.into_iter().enumerate() {
        places.sort_by_key(|place| place.start);
        let mut places = places.into_iter();
        let Some(first) = places.next() else { continue };
        let mut finding = Finding::new(&rule::UNKNOWN_PARTY_CODE, first, format!("no party is called `{name}`"));
        finding.others = places.map(|place| (place, "named here too".to_string())).collect();
        let meant = if at < SUGGESTIONS_MAX { closest(name, text.parties.names()) } else { None };
        found.put(|| match meant {
            Some(word) => finding.hint(format!("did you mean `{word}`?")),
            None => finding.hint(format!("declare the party, or give it `alias \"{name}\"`")),
        });
    }
}

/// Returns codes before a colon at the start of brackets, which read like a party's though nobody is called so.
fn likely<'a>(text: &Text<'a>) -> Vec<(&'a str, Range<usize>)> {
    let mut found = Vec::new();
    for pair in text.leaves.windows(2) {
        if !matches!(pair[0].kind, LeafKind::Open) || pair[1].kind != LeafKind::Words {
            continue;
        }
        let bracket = pair[0].bracket.map(|at| &text.brackets[at]);
        if bracket.is_none_or(|bracket| bracket.kind == BracketKind::Remark) {
            continue;
        }
        let words = &text.source[pair[1].span.clone()];
        let Some(colon) = words.find(':').filter(|&colon| colon <= 12) else { continue };
        let name = party::bare(&words[..colon]);
        if party::is_code(name) {
            let start = pair[1].span.start + words.find(name).unwrap_or(0);
            found.push((name, start..start + name.len()));
        }
    }
    found
}

fn notes(text: &Text<'_>, found: &mut Found) {
    let known: BTreeSet<&str> = text.notes.iter().map(|note| note.label.as_str()).collect();
    for leaf in text.leaves.iter().filter(|leaf| leaf.kind == LeafKind::NoteMark) {
        let label = &text.source[leaf.span.start + 2..leaf.span.end - 1];
        if !known.contains(label) {
            found.put(|| {
                let message = format!("there is no footnote `{label}`");
                let finding = Finding::new(&rule::UNMATCHED_NOTE, leaf.span.clone(), message);
                finding.hint(format!("write it on a line of its own: `[^{label}]: …`"))
            });
        }
    }
    found.next();
    for note in text.notes.iter().filter(|note| note.marks.is_empty()) {
        let head = &text.source[note.span.start..note.body.start];
        let end = note.span.start + head.trim_end().len();
        found.put(|| {
            let message = format!("footnote `{}` hangs on nothing", note.label);
            let finding = Finding::new(&rule::UNMATCHED_NOTE, note.span.start..end, message);
            finding.hint(format!("put its mark `[^{}]` where it belongs", note.label))
        });
    }
}
