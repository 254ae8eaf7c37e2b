//! A Word document as a draft of a case: its text, the text with its marks, and the entry for the record.

use super::read::Reading;
use std::collections::{BTreeMap, BTreeSet};
use zopa_case::actor::{Actor, Speaker};
use zopa_case::case::Case;
use zopa_syntax::format::format;
use zopa_syntax::parse::parse;
use zopa_syntax::print::quoted;
use zopa_syntax::span::FileId;
use zopa_syntax::value::Date;
use zopa_text::clause::clauses;
use zopa_text::critic;
use zopa_text::document::{Document, Style};
use zopa_text::revision::{accept_all, renamed, revisions, without_comments};

/// What the draft is called, and what the file cannot say.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Its name in the record.
    pub name: String,
    /// Who wrote it: a party, a person, a group, or a text.
    pub by: String,
    /// The drafts that it revises, by name.
    pub revises: Vec<String>,
    /// Its date; the file is asked where nothing is said.
    pub date: Option<String>,
    /// Its title; the file is asked where nothing is said.
    pub title: Option<String>,
    /// Which authors in the file speak for whom: a name in the file and a name in the record.
    pub aliases: Vec<(String, String)>,
}

/// A draft as it would be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The entry.
    pub entry: String,
    /// The text as its sender wants it: with all changes accepted and without comments.
    pub text: String,
    /// The text with its tracked changes and comments in CriticMarkup, where it has any.
    pub marked: Option<String>,
    /// What each author changed.
    pub authors: Vec<Counted>,
    /// The numbers of the clauses that are entered.
    pub labels: Vec<String>,
    /// The numbers that stand in the text more than once, and are entered once.
    pub doubled: Vec<String>,
    /// Whence the date, where nobody gave one.
    pub dated: Option<&'static str>,
}

/// What one author changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// The name in the file.
    pub author: String,
    /// The title of the party for which the author speaks, where it is known.
    pub party: Option<String>,
    /// What was done, in words, and how often.
    pub changes: BTreeMap<&'static str, usize>,
    /// How many comments were made.
    pub comments: usize,
}

/// Where the files of a draft are kept, below the folder of the case.
pub fn places(name: &str) -> [String; 3] {
    [format!("originals/{name}.docx"), format!("drafts/{name}.md"), format!("drafts/{name}.marked.md")]
}

/// Returns a document as a draft of a case.
///
/// # Errors
/// When neither the file nor the wish says of which day it is; when an alias stands for nobody in the record.
pub fn proposal(reading: &Reading, wanted: &Wanted, case: &Case) -> Result<Proposal, String> {
    let document = &reading.document;
    for (_, party) in &wanted.aliases {
        if side(case, party).is_none() {
            let known: Vec<&str> = case.parties.iter().map(|party| party.name.as_str()).collect();
            return Err(format!("no party is called `{party}`; there are {}", known.join(", ")));
        }
    }
    let (date, dated) = dated(document, wanted)?;
    let text = critic::write(&without_comments(&accept_all(document)));
    let authors = counted(document, wanted, case);
    let is_marked = !revisions(document).is_empty() || !document.comments.is_empty();
    let named = |author: &str| match party(author, wanted, case) {
        Some(title) if title != author => format!("{author} ({title})"),
        _ => author.to_string(),
    };
    let marked = is_marked.then(|| critic::write(&renamed(document, &named)));
    let (labels, doubled) = labels(&text);
    let entry = entry(&accept_all(document), wanted, case, &date, &labels, &authors);
    Ok(Proposal { entry, text, marked, authors, labels, doubled, dated })
}

fn dated(document: &Document, wanted: &Wanted) -> Result<(String, Option<&'static str>), String> {
    if let Some(date) = &wanted.date {
        return Ok((date.clone(), None));
    }
    let day = |date: &str| date.get(..10).filter(|day| Date::parse(day).is_some()).map(str::to_string);
    let latest = revisions(document).into_iter().filter_map(|each| day(&each.date?)).max();
    if let Some(date) = latest {
        return Ok((date, Some("the latest tracked change")));
    }
    let made = document.date.as_deref().and_then(day);
    made.map(|date| (date, Some("the properties of the file")))
        .ok_or_else(|| "the file does not say of which day it is; say it with --date".to_string())
}

/// Returns the title of the party that a name in the record speaks for.
fn side(case: &Case, name: &str) -> Option<String> {
    if let Some(party) = case.parties.iter().find(|party| party.name == name) {
        return Some(party.title.clone());
    }
    let at = case.persons.iter().position(|person| person.name == name)?;
    let person = Speaker::Actor(Actor::Person(zopa_case::id::PersonId(at)));
    case.side(&person).map(|party| case.party(party).title.clone())
}

/// Returns the title of the party for which an author in a file speaks: as was said, or by name in the record.
pub fn party(author: &str, wanted: &Wanted, case: &Case) -> Option<String> {
    let alike = |name: &str| name.trim().eq_ignore_ascii_case(author.trim());
    if let Some((_, name)) = wanted.aliases.iter().find(|(known, _)| alike(known)) {
        return side(case, name);
    }
    let of_party = case
        .parties
        .iter()
        .find(|party| alike(&party.title) || alike(&party.name) || party.aliases.iter().any(|name| alike(name)));
    if let Some(party) = of_party {
        return Some(party.title.clone());
    }
    let person = case.persons.iter().find(|person| alike(&person.title) || alike(&person.name))?;
    side(case, &person.name)
}

fn counted(document: &Document, wanted: &Wanted, case: &Case) -> Vec<Counted> {
    let mut found: BTreeMap<String, Counted> = BTreeMap::new();
    let mut of = |author: &str, add: &dyn Fn(&mut Counted)| {
        let counted = found.entry(author.to_string()).or_insert_with(|| Counted {
            author: author.to_string(),
            party: party(author, wanted, case),
            ..Counted::default()
        });
        add(counted);
    };
    for each in revisions(document) {
        of(&each.author, &|counted| *counted.changes.entry(each.kind.word()).or_default() += 1);
    }
    for comment in &document.comments {
        of(&comment.author, &|counted| counted.comments += 1);
    }
    found.into_values().collect()
}

/// Returns the numbers of the clauses, each once, and those that stand more than once.
fn labels(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut found, mut doubled, mut known) = (Vec::new(), Vec::new(), BTreeSet::new());
    for clause in clauses(text) {
        if known.insert(clause.label.clone()) {
            found.push(clause.label);
        } else if !doubled.contains(&clause.label) {
            doubled.push(clause.label);
        }
    }
    (found, doubled)
}

fn entry(
    document: &Document,
    wanted: &Wanted,
    case: &Case,
    date: &str,
    labels: &[String],
    authors: &[Counted],
) -> String {
    let title = wanted.title.clone().or_else(|| title(document)).unwrap_or_else(|| wanted.name.clone());
    let by = if is_actor(case, &wanted.by) { wanted.by.clone() } else { quoted(&wanted.by) };
    let revises = match wanted.revises.as_slice() {
        [] => String::new(),
        names => format!("  revises {}", names.join(" ")),
    };
    let [original, text, marked] = places(&wanted.name);
    let mut out = format!(
        "{date} draft {} {}  by {by}{revises}  confidential\n  text {}\n",
        wanted.name,
        quoted(&clean(&title)),
        quoted(&text)
    );
    for label in labels {
        out.push_str(&format!("  {}\n", shown(label)));
    }
    if let Some(mark) = &document.mark {
        out.push_str(&format!("  handling {}\n", quoted(&clean(mark))));
    }
    let mut note = format!("As received: {original}.");
    if !authors.is_empty() {
        let all: Vec<String> = authors.iter().map(told).collect();
        note.push_str(&format!(" Marked, in {marked}: {}.", all.join("; ")));
    }
    out.push_str(&format!("  note {}\n", quoted(&clean(&note))));
    let laid_out = format(&out, &parse(FileId(0), &out));
    laid_out.trim_end().to_string()
}

/// Returns what an author changed, in words.
pub fn told(counted: &Counted) -> String {
    let author = if counted.author.is_empty() { "an unnamed author" } else { &counted.author };
    let mut all: Vec<String> = counted.changes.iter().map(|(what, number)| format!("{number} {what}")).collect();
    match counted.comments {
        0 => {}
        1 => all.push("1 comment".to_string()),
        number => all.push(format!("{number} comments")),
    }
    let party = counted.party.as_ref().filter(|party| *party != author);
    let party = party.map(|party| format!(" ({party})")).unwrap_or_default();
    format!("{author}{party} {}", all.join(", "))
}

fn is_actor(case: &Case, name: &str) -> bool {
    case.parties.iter().any(|party| party.name == name)
        || case.persons.iter().any(|person| person.name == name)
        || case.groups.iter().any(|group| group.name == name)
}

/// Returns the printed title of a document, or the heading with which it starts, or the title in its properties.
fn title(document: &Document) -> Option<String> {
    let paragraphs = document.paragraphs();
    let printed = paragraphs.iter().find(|paragraph| paragraph.style == Style::Title).or_else(|| {
        let first = paragraphs.iter().find(|paragraph| !paragraph.text().trim().is_empty());
        first.filter(|paragraph| paragraph.style == Style::Heading(1) && paragraph.number.is_none())
    });
    let printed = printed.map(|paragraph| paragraph.text()).filter(|title| !title.trim().is_empty());
    printed.or_else(|| document.title.clone()).map(|title| title.trim().chars().take(200).collect())
}

/// Returns a number as the case language writes it.
fn shown(label: &str) -> String {
    let entry = format!("2025-01-01 draft x\n  {label}\n");
    let read = parse(FileId(0), &entry);
    let plain = read.findings.is_empty()
        && read.entries.first().and_then(|entry| entry.node.as_ref()).is_some_and(|node| {
            let clause = node.clause("clause").and_then(|clause| clause.text("label"));
            clause.is_some_and(|known| known.text == label)
        });
    if plain { label.to_string() } else { quoted(label) }
}

/// Texts of foreign files stay on one line.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
