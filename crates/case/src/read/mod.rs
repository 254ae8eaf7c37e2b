//! Entries to a typed case. Names are declared first, so that the order of entries and files does not matter; then
//! what has a name is filled in; then everything that refers to it.

mod condition;
mod draft;
mod frame;
mod home;
mod order;
mod point;
mod record;
mod refer;
mod stance;
mod value;

use crate::case::Case;
use crate::id::{
    AssumptionId, ChannelId, DraftId, FactId, GroupId, InstrumentId, LineId, LinkId, PartyId, PersonId, PointId,
    ReportId, RoundId, StepId,
};
use crate::names::{Declared, Meaning, Names};
use crate::rule;
use crate::source::Sources;
use crate::stance::Line;
use std::collections::BTreeMap;
use zopa_syntax::diagnostic::Diagnostic;
use zopa_syntax::form::Space;
use zopa_syntax::node::Node;
use zopa_syntax::value::Name;

/// Reads the files of a case.
pub(crate) fn read(sources: Sources) -> Case {
    let mut reader = Reader { case: Case::empty(), names: Names::default(), findings: Vec::new() };
    let entries = Entries::collect(&sources);
    reader.declare(&entries);
    reader.fill(&entries);
    let Reader { mut case, names, mut findings } = reader;
    for source in sources.iter() {
        findings.extend(source.parse.findings.iter().cloned());
    }
    findings.sort_by_key(|finding| (finding.primary.span, finding.rule.name));
    case.names = names;
    case.errors = findings;
    case.sources = sources;
    case
}

/// The entries of all files by keyword, in order of path and place.
struct Entries<'a> {
    by_keyword: BTreeMap<&'static str, Vec<&'a Node>>,
    /// For each point, the heading under which it stands.
    chapters: Vec<Option<String>>,
}

impl<'a> Entries<'a> {
    fn collect(sources: &'a Sources) -> Entries<'a> {
        let mut by_keyword: BTreeMap<&'static str, Vec<&'a Node>> = BTreeMap::new();
        let mut chapters = Vec::new();
        for source in sources.iter() {
            let mut chapter: Option<String> = None;
            for node in source.parse.nodes() {
                match node.form.keyword {
                    "chapter" => chapter = node.text("title").map(|title| title.text.clone()),
                    "point" => chapters.push(chapter.clone()),
                    _ => {}
                }
                by_keyword.entry(node.form.keyword).or_default().push(node);
            }
        }
        Entries { by_keyword, chapters }
    }

    fn of(&self, keyword: &str) -> &[&'a Node] {
        self.by_keyword.get(keyword).map_or(&[], Vec::as_slice)
    }
}

struct Reader {
    case: Case,
    names: Names,
    findings: Vec<Diagnostic>,
}

/// How the position of an entry in its list becomes what its name stands for.
type Means = fn(usize) -> Meaning;

const NAMED: &[(&str, Space, Means)] = &[
    ("party", Space::Actor, |at| Meaning::Party(PartyId(at))),
    ("group", Space::Actor, |at| Meaning::Group(GroupId(at))),
    ("person", Space::Actor, |at| Meaning::Person(PersonId(at))),
    ("channel", Space::Channel, |at| Meaning::Channel(ChannelId(at))),
    ("instrument", Space::Instrument, |at| Meaning::Instrument(InstrumentId(at))),
    ("fact", Space::Matter, |at| Meaning::Fact(FactId(at))),
    ("point", Space::Matter, |at| Meaning::Point(PointId(at))),
    ("link", Space::Line, |at| Meaning::Link(LinkId(at))),
    ("report", Space::Report, |at| Meaning::Report(ReportId(at))),
    ("round", Space::Round, |at| Meaning::Round(RoundId(at))),
    ("draft", Space::Draft, |at| Meaning::Draft(DraftId(at))),
    ("assume", Space::Assumption, |at| Meaning::Assumption(AssumptionId(at))),
];

impl Reader {
    fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    fn declare(&mut self, entries: &Entries<'_>) {
        for &(keyword, space, means) in NAMED {
            for (at, node) in entries.of(keyword).iter().enumerate() {
                if let Some(name) = node.name("name") {
                    self.declare_one(space, name, means(at));
                }
            }
        }
        for (at, node) in entries.of("ratify").iter().enumerate() {
            if let Some(name) = node.clause("as").and_then(|clause| clause.name("name")) {
                self.declare_one(Space::Step, name, Meaning::Step(StepId(at)));
            }
        }
        let stated = entries.of("stance").iter().copied();
        let assumed = entries.of("assume").iter().flat_map(|node| node.all("stance"));
        for node in stated.chain(assumed) {
            self.declare_line(node);
        }
    }

    fn declare_one(&mut self, space: Space, name: &Name, meaning: Meaning) {
        let declared = Declared { meaning, span: name.span };
        if let Some(earlier) = self.names.declare(space, &name.text, declared) {
            let finding = Diagnostic::new(
                &rule::DUPLICATE_NAME,
                name.span,
                format!("`{}` is already {}", name.text, earlier.meaning.noun()),
            )
            .here("declared again here")
            .also(earlier.span, "first declared here")
            .hint("choose another name: names of one kind must differ".to_string());
            self.report(finding);
        }
    }

    /// Declares the name of a stance. The stances of one party under one name follow each other, so only the same name
    /// with another party, or with a link, is a duplicate.
    fn declare_line(&mut self, node: &Node) {
        let verb = node.word("verb").unwrap_or_default();
        let (Some(name), Some(party)) = (node.name("name"), node.name("party")) else { return };
        let Some(Meaning::Party(party)) = self.names.get(Space::Actor, &party.text).map(|declared| declared.meaning)
        else {
            return;
        };
        if verb == "drops" {
            return;
        }
        if let Some(Declared { meaning: Meaning::Line(line), .. }) = self.names.get(Space::Line, &name.text)
            && self.case.lines[line.0].party == party
        {
            return;
        }
        let line = LineId(self.case.lines.len());
        let known = self.names.get(Space::Line, &name.text).is_some();
        self.declare_one(Space::Line, name, Meaning::Line(line));
        if !known {
            self.case.lines.push(Line { name: name.text.clone(), party, site: name.span, derived: false });
        }
    }

    fn fill(&mut self, entries: &Entries<'_>) {
        self.read_frame(entries);
        self.read_points(entries);
        self.read_facts(entries);
        self.read_record(entries);
        self.read_drafts(entries);
        self.read_stances(entries);
        self.read_home(entries);
        self.check_order();
    }
}
