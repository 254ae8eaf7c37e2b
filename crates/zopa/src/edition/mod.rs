//! Editions: what one audience may see.
//!
//! An edition is a record of its own: the entries that may be told, each without the clauses that may not, in one file.
//! Every question and every export of an edition is asked of that record, so nothing that is withheld can be in an
//! answer: not in a count, a citation, or a picture. What is withheld is decided in three steps. [`level`] says how far
//! each entry may be told for itself. [`build`] takes from each what may not be told with it, and gives an entry up
//! where it needs a name that is withheld, until nothing changes. [`demand`] then takes from the frame what is referred
//! to.
//!
//! **Invariant.** An edition does not depend on what it withholds: two records that differ only in that have the same
//! edition, byte for byte. So no day, count, order or name may come from an entry before it is known to be told.

mod audience;
mod build;
mod demand;
mod level;
mod nameless;
mod names;
mod page;
mod policy;
mod record;
mod source;
mod text;
mod withheld;
mod write;

pub use audience::{PUBLIC, TABLE};
pub use withheld::{Rule, Withheld};

use crate::cite::Cite;
use crate::session::Unaskable;
use audience::Audience;
use build::{Builder, Built, keeps_attributions};
use jiff::civil;
use level::{Level, ON_DEMAND, levels};
use names::Names;
use record::{Record, Told};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::HashSet;
use withheld::Why;
use zopa_case::case::Case;
use zopa_case::world::World;
use zopa_syntax::grammar;
use zopa_syntax::lex::Kind;
use zopa_syntax::node::Node;
use zopa_syntax::print;
use zopa_syntax::span::Span;
use zopa_syntax::value::{Text, Value};

/// The file of an edition.
pub const FILE: &str = "case.zopa";

/// The longest start of an entry that the list of what was withheld repeats.
const ENTRY_CHARS_MAX: usize = 120;

/// What to ask.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// For whom: a party, a group, `table` or `public`.
    pub audience: String,
    /// The day: what is dated later is left out, and permissions that end hold until their day. Without it none does.
    pub as_of: Option<civil::Date>,
    /// The handling mark of the edition, in the place of that of the case.
    pub mark: Option<String>,
}

/// An edition.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The record that the audience may see, with its texts.
    pub case: Case,
    /// What was left out.
    pub list: List,
}

impl Edition {
    /// Returns the files of the edition as path and text: the record, and the texts that go along.
    pub fn files(&self) -> Vec<(String, String)> {
        let record = self.case.sources.iter().map(|source| (source.path.clone(), source.text.clone()));
        let texts = self.case.edition.iter().flat_map(|edition| &edition.texts);
        record.chain(texts.map(|(path, text)| (path.clone(), text.clone()))).collect()
    }
}

/// What was left out of an edition: for the record-keeper alone.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct List {
    /// The title of the case.
    pub title: String,
    /// The audience, as asked for.
    pub audience: String,
    /// The audience, for a reader.
    pub audience_title: String,
    /// The day of the edition, where one was given.
    pub as_of: Option<String>,
    /// The handling mark on every page of the edition.
    pub mark: String,
    /// How many entries the edition has.
    pub told: usize,
    /// How many entries the record has.
    pub entries: usize,
    /// The texts that go along, by their paths in the edition.
    pub texts: Vec<String>,
    /// What was withheld: entries, and clauses of entries that are told.
    pub withheld: Vec<Withheld>,
}

/// Makes the edition of a case. Texts beside the record come from `world`.
///
/// # Errors
/// When there is no such audience, or the case has errors.
pub fn make(case: &Case, world: &dyn World, asked: &Asked) -> Result<Edition, Unaskable> {
    if !case.is_sound() {
        return Err(Unaskable::new("the case has errors; an edition of it could say what it must not"));
    }
    let audience = Audience::of(case, &asked.audience)?;
    let record = Record::new(case, &audience, asked.as_of);
    let mut work = Work { record: &record, levels: levels(&record), built: Vec::new(), notes: Vec::new(), title: None };
    work.settle();
    let names = Names::of(&record, &work.levels);
    work.tell_nameless(&names);
    work.keep_clause_numbers();
    let mark = mark(case, &audience, asked.mark.as_deref());
    work.put_mark(&mark);
    let texts = work.texts(world);
    let needed = demand::needed(&record, &work.told(), &work.notes);
    work.leave_out(&needed);
    let told = work.told();
    let text = write::text(&record, &told, work.title.as_ref(), &work.notes);
    let mut edition = Case::read(vec![(FILE.to_string(), text)]);
    if !edition.is_sound() {
        // A fault of the program: better no edition than one that was not foreseen.
        let message = format!("the edition for {} would not be sound; nothing is told", audience.title);
        return Err(Unaskable::new(message));
    }
    let list = List {
        title: case.title.clone(),
        audience: audience.name.clone(),
        audience_title: audience.title.clone(),
        as_of: asked.as_of.map(|day| day.to_string()),
        mark,
        told: edition.sources.iter().map(|source| source.parse.nodes().count()).sum(),
        entries: record.nodes.len(),
        texts: texts.keys().cloned().collect(),
        withheld: work.withheld(),
    };
    edition.edition = Some(zopa_case::case::Edition { audience: audience.title.clone(), texts });
    Ok(Edition { case: edition, list })
}

/// Returns the handling mark of an edition: that of the case or the one asked for, and for whom it is.
fn mark(case: &Case, audience: &Audience, asked: Option<&str>) -> String {
    let own = format!("Edition for {}", audience.title);
    let given = asked.or(case.handling.as_deref()).unwrap_or_default();
    let given = given.strip_suffix(own.as_str()).unwrap_or(given).trim_end_matches(" · ").trim();
    if given.is_empty() { own } else { format!("{given} · {own}") }
}

/// An edition in the making.
struct Work<'a> {
    record: &'a Record<'a>,
    levels: Vec<Level>,
    /// The entries as they may be told, by their places in the record.
    built: Vec<Option<Built>>,
    /// What is told without a name.
    notes: Vec<Node>,
    /// The `case` entry, where the record has none.
    title: Option<Node>,
}

impl<'a> Work<'a> {
    /// Puts together what may be told, and gives up what needs what may not, until nothing changes. Each round gives up
    /// at least one entry, and chains of entries that need each other are short.
    fn settle(&mut self) {
        loop {
            let names = Names::of(self.record, &self.levels);
            let mut lost: Vec<(usize, Why)> = Vec::new();
            self.built = Vec::with_capacity(self.record.nodes.len());
            for (at, node) in self.record.nodes.iter().enumerate() {
                let told = self.levels[at].told;
                let as_note = told == Told::Nameless && !matches!(node.form.keyword, "event" | "note" | "deadline");
                if told == Told::No || as_note {
                    self.built.push(None);
                    continue;
                }
                match Builder::build(self.record, &names, node, told) {
                    Ok(built) => self.built.push(Some(built)),
                    Err(why) => {
                        lost.push((at, why));
                        self.built.push(None);
                    }
                }
            }
            if lost.is_empty() {
                return;
            }
            for (at, why) in lost {
                self.levels[at] = Level { told: Told::No, why: Some(why) };
            }
        }
    }

    fn tell_nameless(&mut self, names: &Names<'_>) {
        for (at, node) in self.record.nodes.iter().enumerate() {
            if self.levels[at].told != Told::Nameless || self.built[at].is_some() {
                continue;
            }
            match nameless::note(self.record, names, node) {
                Ok(note) => self.notes.push(note),
                Err(why) => self.levels[at] = Level { told: Told::No, why: Some(why) },
            }
        }
    }

    /// Takes out numbers of clauses that no draft has in the edition.
    fn keep_clause_numbers(&mut self) {
        let labels: BTreeMap<String, HashSet<String>> = self
            .built
            .iter()
            .flatten()
            .filter(|built| built.node.form.keyword == "draft")
            .map(|built| {
                let labels = built.node.all("clause").filter_map(|line| line.text("label"));
                let name = built.node.word("name").unwrap_or_default().to_string();
                (name, labels.map(|label| label.text.clone()).collect())
            })
            .collect();
        for built in self.built.iter_mut().flatten().filter(|built| built.node.form.keyword == "draft") {
            let revised: Vec<&HashSet<String>> = built
                .node
                .all("revises")
                .flat_map(|clause| clause.names("drafts"))
                .filter_map(|draft| labels.get(&draft.text))
                .collect();
            let known = |value: &Value| match value {
                Value::Label(label) => revised.iter().any(|labels| labels.contains(&label.text)),
                _ => true,
            };
            let keep = |clause: &mut Node| {
                if matches!(clause.form.keyword, "was" | "dropped") {
                    clause.args.retain(|(_, value)| known(value));
                }
                !(matches!(clause.form.keyword, "was" | "dropped") && clause.args.is_empty())
            };
            built.node.clauses.retain_mut(keep);
            for line in &mut built.node.clauses {
                line.clauses.retain_mut(keep);
            }
        }
    }

    fn put_mark(&mut self, mark: &str) {
        let place = self.record.nodes.iter().position(|node| node.form.keyword == "case");
        if let Some(built) = place.and_then(|at| self.built[at].as_mut()) {
            built.node.clauses.extend(marked(built.node.form, mark));
            return;
        }
        // A record without a title gets an entry for its mark.
        if let Some(form) = grammar::entry("case") {
            let mut node = Node::new(form, Span::default());
            node.args.push((0, Value::Text(Text { text: String::new(), span: Span::default() })));
            node.clauses.extend(marked(form, mark));
            self.title = Some(node);
        }
    }

    /// Reads the texts that go along, and takes the clauses out that name others.
    fn texts(&mut self, world: &dyn World) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        for (at, built) in self.built.iter_mut().enumerate() {
            let Some(built) = built else { continue };
            let keyword = match built.node.form.keyword {
                "draft" => "text",
                "report" => "file",
                _ => continue,
            };
            let Some(clause) = built.node.clause(keyword) else { continue };
            let path = clause.text("path").map(|path| path.text.clone()).unwrap_or_default();
            let attributed = keyword == "file" || keeps_attributions(self.record, self.record.nodes[at]);
            let read = match &built.file {
                None => Err("a clause of the draft is withheld"),
                Some(original) => match world.attachment(original) {
                    Ok(bytes) => text::told(bytes, attributed),
                    Err(_) => Err("the text cannot be read"),
                },
            };
            match read {
                Ok(text) => {
                    texts.insert(path, text);
                }
                Err(because) => {
                    let site = clause.span;
                    built.node.clauses.retain(|clause| clause.form.keyword != keyword);
                    let why = Why::new(Rule::Text, because);
                    built.dropped.push(build::Dropped { clause: keyword.to_string(), site, why });
                }
            }
        }
        texts
    }

    /// Leaves out entries of the frame to which nothing refers, and headings without points.
    fn leave_out(&mut self, needed: &HashSet<usize>) {
        let chapters = write::chapters(self.record);
        let headed: HashSet<usize> =
            (0..self.built.len()).filter(|&at| self.built[at].is_some()).filter_map(|at| chapters[at]).collect();
        for (at, node) in self.record.nodes.iter().enumerate() {
            let idle = match node.form.keyword {
                "chapter" => !headed.contains(&at),
                keyword => ON_DEMAND.contains(&keyword) && !needed.contains(&at),
            };
            if self.built[at].is_some() && idle {
                self.built[at] = None;
                let why = Why::new(Rule::Unneeded, "nothing that is told refers to it");
                self.levels[at] = Level { told: Told::No, why: Some(why) };
            }
        }
    }

    fn told(&self) -> Vec<Option<&Node>> {
        self.built.iter().map(|built| built.as_ref().map(|built| &built.node)).collect()
    }

    fn withheld(&self) -> Vec<Withheld> {
        let case = self.record.case;
        let mut found = Vec::new();
        for (at, node) in self.record.nodes.iter().enumerate() {
            let entry = start(node);
            match (&self.built[at], &self.levels[at].why) {
                (Some(built), _) => found.extend(built.dropped.iter().map(|dropped| Withheld {
                    entry: entry.clone(),
                    clause: Some(dropped.clause.clone()),
                    rule: dropped.why.rule,
                    because: dropped.why.because.clone(),
                    cite: Cite::of(case, dropped.site),
                })),
                (None, Some(why)) => {
                    let told = self.levels[at].told == Told::Nameless;
                    let because =
                        if told { format!("told without its name: {}", why.because) } else { why.because.clone() };
                    let rule = if told { Rule::Nameless } else { why.rule };
                    found.push(Withheld { entry, clause: None, rule, because, cite: Cite::of(case, node.span) });
                }
                (None, None) => {}
            }
        }
        found.extend(self.comments());
        found.sort_by(|a, b| (&a.cite, &a.clause).cmp(&(&b.cite, &b.clause)));
        found
    }

    /// Returns the comments of each file: they are nobody's but the record-keeper's.
    fn comments(&self) -> Vec<Withheld> {
        let sources = self.record.case.sources.iter().enumerate();
        sources
            .filter_map(|(at, source)| {
                let comments = source.parse.tokens.iter().filter(|token| token.kind == Kind::Comment);
                let first = comments.clone().next()?;
                let file = zopa_syntax::span::FileId(at as u32);
                Some(Withheld {
                    entry: "comments".to_string(),
                    clause: None,
                    rule: Rule::Comment,
                    because: format!("{} in this file; comments never leave", comments.count()),
                    cite: Cite::of(self.record.case, Span { file, start: first.start, end: first.end }),
                })
            })
            .collect()
    }
}

fn marked(form: &'static zopa_syntax::form::Form, mark: &str) -> Option<Node> {
    let mut clause = Node::new(form.clause("handling")?, Span::default());
    clause.args.push((0, Value::Text(Text { text: mark.to_string(), span: Span::default() })));
    Some(clause)
}

/// Returns the start of an entry, up to its first clause.
fn start(node: &Node) -> String {
    let head = Node { clauses: Vec::new(), ..node.clone() };
    let line = print::entry(&head);
    let mut chars = line.chars();
    let start: String = chars.by_ref().take(ENTRY_CHARS_MAX).collect();
    if chars.next().is_some() { format!("{start}…") } else { start }
}
