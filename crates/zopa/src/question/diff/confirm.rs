//! The proposed map, entered into the record for review.

use super::{Diff, draft};
use crate::session::Unaskable;
use crate::texts::Texts;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use zopa_case::case::Case;
use zopa_case::view::View;
use zopa_syntax::edit::{Change, apply};
use zopa_syntax::lex::{Kind, lex};
use zopa_syntax::node::Node;
use zopa_syntax::parse::parse;
use zopa_syntax::print;
use zopa_syntax::span::FileId;
use zopa_syntax::value::Value;

/// A file of the case with a map entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Confirmation {
    /// The path of the file below the case folder.
    pub path: String,
    /// The text of the file as it was.
    #[serde(skip)]
    pub seen: String,
    /// The text of the file with the map.
    #[serde(skip)]
    pub text: String,
    /// What was entered: the number of a clause and the words of the record, `2: was 8`.
    pub lines: Vec<String>,
    /// What could not be entered, and why.
    pub left_out: Vec<String>,
}

/// What is to be entered.
#[derive(Debug, Default)]
struct Entered {
    /// For each clause of the later draft what its line gains: `was 8`, `new`.
    clauses: BTreeMap<String, Vec<String>>,
    /// Clauses of the earlier draft that are gone.
    dropped: Vec<String>,
}

/// Returns the file in which the later draft is entered, with what [`Diff`] proposes added to its entry: `was`, `new` and
/// `dropped`. Nothing else in the file changes.
///
/// # Errors
/// When a draft does not exist, the later one does not revise the earlier, or the map cannot be entered.
pub fn confirm(view: &View<'_>, texts: &Texts, from: &str, to: &str) -> Result<Confirmation, Unaskable> {
    let case = view.case;
    let ((from_id, earlier), (_, later)) = (draft(view, from)?, draft(view, to)?);
    if !later.revises.contains(&from_id) {
        return Err(Unaskable {
            message: format!("`{to}` does not revise `{from}`, so that no map between them can be on record"),
            hint: Some(format!("if it does, add `revises {from}` to the draft `{to}`")),
        });
    }
    let diff = super::ask(view, texts, from, to)?;
    let source = case.sources.file(later.site.file);
    let index = source.parse.entries.iter().position(|entry| entry.span == later.site).ok_or_else(unplaced)?;
    let known: Vec<&str> = earlier.clauses.iter().map(|clause| clause.label.as_str()).collect();
    let (entered, left_out) = proposed(&diff, &known, later.revises.len() > 1);
    let seen = source.text.clone();
    if entered.clauses.is_empty() && entered.dropped.is_empty() {
        return Ok(Confirmation { path: source.path.clone(), text: seen.clone(), seen, lines: Vec::new(), left_out });
    }
    let span = source.parse.entries[index].span;
    let trails = !seen[span.end as usize..].lines().next().unwrap_or_default().trim().is_empty();
    let entry = written(&seen[span.range()], &entered, trails).ok_or_else(unplaced)?;
    let text = apply(&seen, Change::Replace { at: index, entry: &entry }).map_err(|_| unplaced())?;
    sound(case, &source.path, &text)?;
    let mut lines: Vec<String> =
        entered.clauses.iter().map(|(label, gained)| format!("{label}: {}", gained.join(" "))).collect();
    lines.extend(dropped_words(&entered.dropped));
    Ok(Confirmation { path: source.path.clone(), seen, text, lines, left_out })
}

fn unplaced() -> Unaskable {
    Unaskable {
        message: "the map cannot be entered into the draft as it is written".to_string(),
        hint: Some("put each clause of the draft on a line of its own (`zopa fmt`), and ask again".to_string()),
    }
}

/// Returns what is to be entered of a comparison, and what cannot be.
fn proposed(diff: &Diff, known: &[&str], several: bool) -> (Entered, Vec<String>) {
    let mut entered = Entered::default();
    let mut left_out = Vec::new();
    let on_record = |label: &str| known.is_empty() || known.contains(&label);
    for pair in diff.clauses.iter().filter(|pair| pair.inferred) {
        match &pair.to {
            Some(to) if to.is_empty() => {}
            Some(to) if pair.from.is_empty() => {
                if several {
                    left_out.push(format!("{to}: whether it is new, the other drafts that it revises must tell"));
                } else {
                    entered.clauses.insert(to.clone(), vec!["new".to_string()]);
                }
            }
            Some(to) => {
                let (found, missing): (Vec<&String>, Vec<&String>) = pair.from.iter().partition(|from| on_record(from));
                left_out.extend(missing.iter().map(|from| format!("{to}: was {from}, which is not on record yet")));
                if missing.is_empty() {
                    let gained = found.iter().map(|from| format!("was {}", print::label(from))).collect();
                    entered.clauses.insert(to.clone(), gained);
                }
            }
            None => {
                let from = pair.from.first().cloned().unwrap_or_default();
                match (several, on_record(&from)) {
                    (true, _) => left_out.push(format!("{from}: whether it is gone, the other drafts must tell")),
                    (false, false) => left_out.push(format!("{from} is gone, and is not on record yet")),
                    (false, true) => entered.dropped.push(from),
                }
            }
        }
    }
    (entered, left_out)
}

fn dropped_words(dropped: &[String]) -> Option<String> {
    let labels: Vec<String> = dropped.iter().map(|label| print::label(label)).collect();
    (!labels.is_empty()).then(|| format!("dropped {}", labels.join(" ")))
}

/// Refuses a change after which the record would have an error that it did not have.
fn sound(case: &Case, path: &str, text: &str) -> Result<(), Unaskable> {
    let files = case.sources.iter().map(|source| {
        let text = if source.path == path { text.to_string() } else { source.text.clone() };
        (source.path.clone(), text)
    });
    let changed = Case::read(files.collect());
    match changed.errors.iter().find(|_| !changed.is_sound()) {
        Some(error) => Err(Unaskable {
            message: format!("entering the map would make the record unsound: {}", error.message),
            hint: Some("enter it by hand".to_string()),
        }),
        None => Ok(()),
    }
}

/// Returns the entry with what is to be entered; nothing where it would not read as meant.
fn written(entry: &str, entered: &Entered, trails: bool) -> Option<String> {
    let mut text = entry.to_string();
    for (label, gained) in &entered.clauses {
        text = with_gain(&text, label, &gained.join(" "))?;
    }
    if let Some(words) = dropped_words(&entered.dropped) {
        text = with_dropped(&text, &words, entered, trails)?;
    }
    let (old, new) = (node(entry)?, node(&text)?);
    reads_as_meant(&old, &new, entered).then_some(text)
}

fn node(entry: &str) -> Option<Node> {
    let read = parse(FileId(0), entry);
    if read.findings.is_empty() { read.entries.into_iter().next()?.node } else { None }
}

/// Adds words to the line of a clause; a clause that the record does not have gets a line behind the others.
fn with_gain(text: &str, label: &str, words: &str) -> Option<String> {
    let node = node(text)?;
    let found = node.all("clause").find(|clause| clause.text("label").is_some_and(|found| found.text == label));
    let Some(clause) = found else {
        let (at, indent) = match node.all("clause").last() {
            Some(last) => (line_end(text, last.span.end as usize), indent(text, last.span.start as usize)),
            None => (line_end(text, text.find('\n').unwrap_or(text.len())), "  ".to_string()),
        };
        let line = format!("\n{indent}{} {words}", print::label(label));
        return Some(format!("{}{line}{}", &text[..at], &text[at..]));
    };
    // On the line itself it reads best; where a text or a list goes on below, a line of its own is safe.
    let (start, end) = (clause.span.start as usize, clause.span.end as usize);
    let first = line_end(text, start).min(end);
    let last = last_word(&text[start..first]).map_or(first, |by| start + by);
    let inline = format!("{} {words}{}", &text[..last], &text[last..]);
    let gained = |text: &str| {
        self::node(text).is_some_and(|new| {
            let found = new.all("clause").find(|clause| clause.text("label").is_some_and(|found| found.text == label));
            found.is_some_and(|clause| gains(clause) == words && !clause.clauses.is_empty())
        })
    };
    if gains(clause).is_empty() && gained(&inline) {
        return Some(inline);
    }
    let deeper = format!("{}  ", indent(text, start));
    let at = line_end(text, end);
    let below = format!("{}\n{deeper}{words}{}", &text[..at], &text[at..]);
    (gains(clause).is_empty() && gained(&below)).then_some(below)
}

/// Returns what a clause says of its origin, in words.
fn gains(clause: &Node) -> String {
    let was =
        clause.all("was").filter_map(|was| was.text("label")).map(|label| format!("was {}", print::label(&label.text)));
    was.chain(clause.flag("novelty").map(str::to_string)).collect::<Vec<_>>().join(" ")
}

fn with_dropped(text: &str, words: &str, entered: &Entered, trails: bool) -> Option<String> {
    let node = node(text)?;
    if let Some(dropped) = node.clause("dropped") {
        let at = dropped.span.end as usize;
        let labels: Vec<String> = entered.dropped.iter().map(|label| print::label(label)).collect();
        return Some(format!("{} {}{}", &text[..at], labels.join(" "), &text[at..]));
    }
    let Some(last) = node.all("clause").last() else {
        return Some(format!("{text}\n  {words}"));
    };
    let indent = indent(text, last.span.start as usize);
    let end = line_end(text, last.span.end as usize);
    // A comment behind the last word of the entry lies outside it and would move to another line.
    if end == text.len() && trails {
        let first = node.all("clause").next()?.span.start as usize;
        let at = text[..first].rfind('\n').map_or(0, |at| at + 1);
        return Some(format!("{}{indent}{words}\n{}", &text[..at], &text[at..]));
    }
    Some(format!("{}\n{indent}{words}{}", &text[..end], &text[end..]))
}

/// Returns whether the new entry says what the old one did and what was to be entered, and nothing else.
fn reads_as_meant(old: &Node, new: &Node, entered: &Entered) -> bool {
    let of = |node: &Node| -> BTreeMap<String, String> {
        let label = |clause: &Node| clause.text("label").map(|label| label.text.clone()).unwrap_or_default();
        node.all("clause").map(|clause| (label(clause), gains(clause))).collect()
    };
    let dropped = |node: &Node| -> Vec<String> {
        let values = node.all("dropped").flat_map(|clause| clause.values("labels"));
        values
            .filter_map(|value| if let Value::Label(label) = value { Some(label.text.clone()) } else { None })
            .collect()
    };
    let mut expected = of(old);
    expected.extend(entered.clauses.iter().map(|(label, gained)| (label.clone(), gained.join(" "))));
    let mut gone = dropped(old);
    gone.extend(entered.dropped.iter().cloned());
    let known: Vec<String> = of(old).into_keys().collect();
    expected == of(new) && gone == dropped(new) && bare(old, &known) == bare(new, &known)
}

/// Returns an entry as text without what the map says, and without the clauses that only the map has.
fn bare(node: &Node, known: &[String]) -> String {
    let mut bare = node.clone();
    bare.clauses.retain(|clause| {
        let added =
            clause.form.keyword == "clause" && clause.text("label").is_some_and(|label| !known.contains(&label.text));
        clause.form.keyword != "dropped" && !added
    });
    for clause in bare.clauses.iter_mut().filter(|clause| clause.form.keyword == "clause") {
        clause.clauses.retain(|inner| !matches!(inner.form.keyword, "was" | "novelty"));
    }
    print::entry(&bare)
}

/// Returns where the last word of a line ends, before spaces and a comment.
fn last_word(line: &str) -> Option<usize> {
    let told = |kind: Kind| !matches!(kind, Kind::Space | Kind::Newline | Kind::Comment);
    lex(line).iter().rev().find(|token| told(token.kind)).map(|token| token.end as usize)
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at)
}

fn indent(text: &str, from: usize) -> String {
    let start = text[..from].rfind('\n').map_or(0, |at| at + 1);
    text[start..from].chars().take_while(|letter| letter.is_whitespace()).collect()
}
