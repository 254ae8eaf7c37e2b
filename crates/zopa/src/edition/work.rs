//! An edition in the making, step by step.

use super::build::{self, Builder, Built, keeps_attributions};
use super::level::{Level, ON_DEMAND, levels};
use super::names::Names;
use super::record::{Record, Told};
use super::withheld::{Rule, Why, Withheld};
use super::{demand, nameless, text, write};
use crate::cite::Cite;
use crate::reading;
use std::collections::{BTreeMap, HashSet};
use zopa_case::world::World;
use zopa_syntax::form::Form;
use zopa_syntax::grammar;
use zopa_syntax::lex::Kind;
use zopa_syntax::node::Node;
use zopa_syntax::print;
use zopa_syntax::span::{FileId, Span};
use zopa_syntax::value::{Text, Value};

/// The longest start of an entry that the list of what was withheld repeats.
const ENTRY_CHARS_MAX: usize = 120;

/// An edition in the making.
pub(super) struct Work<'a> {
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
    pub(super) fn new(record: &'a Record<'a>) -> Work<'a> {
        Work { record, levels: levels(record), built: Vec::new(), notes: Vec::new(), title: None }
    }

    /// Returns the names of what is told.
    pub(super) fn names(&self) -> Names<'a> {
        Names::of(self.record, &self.levels)
    }

    /// Returns the entries of the frame that are needed, by their places in the record.
    pub(super) fn needed(&self) -> HashSet<usize> {
        demand::needed(self.record, &self.told(), &self.notes)
    }

    /// Returns the text of the edition.
    pub(super) fn text(&self) -> String {
        write::text(self.record, &self.told(), self.title.as_ref(), &self.notes)
    }

    /// Puts together what may be told, and gives up what needs what may not, until nothing changes. Each round gives up
    /// at least one entry, and chains of entries that need each other are short.
    pub(super) fn settle(&mut self) {
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

    pub(super) fn tell_nameless(&mut self, names: &Names<'_>) {
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
    pub(super) fn keep_clause_numbers(&mut self) {
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

    pub(super) fn put_mark(&mut self, mark: &str) {
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
    pub(super) fn texts(&mut self, world: &dyn World) -> BTreeMap<String, String> {
        let parties = reading::parties(self.record.case);
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
                    Ok(bytes) => text::told(bytes, attributed, &parties),
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
    pub(super) fn leave_out(&mut self, needed: &HashSet<usize>) {
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

    pub(super) fn withheld(&self) -> Vec<Withheld> {
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
                let file = FileId(at as u32);
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

fn marked(form: &'static Form, mark: &str) -> Option<Node> {
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
