//! An entry as the audience may see it: the same entry without what may not be told, or nothing.

use super::audience::Viewer;
use super::names::{Hidden, Names};
use super::policy::{Policy, policy};
use super::record::{Record, Told};
use super::withheld::{Rule, Why};
use zopa_case::evidence::Attribution;
use zopa_case::share::{Permission, Share};
use zopa_syntax::form::{Count, Dated, Space, Take};
use zopa_syntax::node::Node;
use zopa_syntax::print;
use zopa_syntax::span::Span;
use zopa_syntax::value::{Alternative, Name, Settled, Settlement, Text, Value};

/// An entry to be told.
#[derive(Debug, Clone)]
pub(super) struct Built {
    pub(super) node: Node,
    /// What was left out of it.
    pub(super) dropped: Vec<Dropped>,
    /// The file that it names, where the file may be told: the clause that names it, and the path in the record.
    pub(super) file: Option<String>,
}

/// A clause that was left out.
#[derive(Debug, Clone)]
pub(super) struct Dropped {
    pub(super) clause: String,
    pub(super) site: Span,
    pub(super) why: Why,
}

/// Puts entries together from what may be told.
pub(super) struct Builder<'a> {
    pub(super) record: &'a Record<'a>,
    pub(super) names: &'a Names<'a>,
    dropped: Vec<Dropped>,
    file: Option<String>,
    /// Whether the reasons of the record-keeper go along.
    reasons: bool,
    /// Whether alternatives in brackets keep the names of those who want them.
    attributions: bool,
    /// Whether the entry is told without a name.
    nameless: bool,
}

impl From<Hidden> for Why {
    fn from(hidden: Hidden) -> Why {
        Why::mention(&hidden.0)
    }
}

impl<'a> Builder<'a> {
    /// Returns an entry as it may be told.
    pub(super) fn build(record: &'a Record<'a>, names: &'a Names<'a>, node: &Node, told: Told) -> Result<Built, Why> {
        let mut builder = Builder {
            record,
            names,
            dropped: Vec::new(),
            file: None,
            reasons: record.share(node).is_some_and(|share| record.lets_in(&share)),
            attributions: keeps_attributions(record, node),
            nameless: told == Told::Nameless,
        };
        let built = builder.node(node)?;
        builder.check(node, &built)?;
        Ok(Built { node: built, dropped: builder.dropped, file: builder.file })
    }

    /// Returns an entry or clause with what may be told of it.
    fn node(&mut self, node: &Node) -> Result<Node, Why> {
        let mut built = Node::new(node.form, node.span);
        built.keyword = node.keyword;
        // Its day could tell whose it is.
        built.date = node.date.filter(|_| !self.nameless || node.form.dated == Dated::Always);
        self.head(node, &mut built)?;
        for clause in &node.clauses {
            match self.clause(node, clause) {
                Ok(Some(told)) => built.clauses.push(told),
                Ok(None) => {}
                Err(Lost::Clause(why)) => self.drop(clause, why),
                Err(Lost::Owner(why)) => return Err(why),
            }
        }
        Ok(built)
    }

    fn drop(&mut self, clause: &Node, why: Why) {
        let clause_name = match clause.form.keyword {
            "clause" => format!("clause {}", clause.text("label").map(|label| label.text.as_str()).unwrap_or_default()),
            "option" => format!("option {}", clause.word("name").unwrap_or_default()),
            other => other.to_string(),
        };
        self.dropped.push(Dropped { clause: clause_name, site: clause.span, why });
    }

    fn head(&mut self, node: &Node, built: &mut Node) -> Result<(), Why> {
        for (at, value) in &node.args {
            let slot = node.form.slots.get(usize::from(*at));
            match (value, slot.map(|slot| (slot.take, slot.count))) {
                (Value::Name(name), Some((Take::Name(space) | Take::NameOrText(space), count))) => {
                    if self.tells(node, space, &name.text) {
                        built.args.push((*at, value.clone()));
                    } else if count != Count::Many {
                        return Err(Why::mention(&name.text));
                    }
                }
                (Value::Settlements(list), _) => {
                    let list = self.settlements(node, list)?;
                    built.args.push((*at, Value::Settlements(list)));
                }
                (other, _) => {
                    self.tells_value(other)?;
                    built.args.push((*at, other.clone()));
                }
            }
        }
        let filled = |at: u8, node: &Node| node.args.iter().any(|(other, _)| *other == at);
        match node.args.iter().find(|(at, _)| !filled(*at, built)) {
            Some((_, Value::Name(name))) => Err(Why::mention(&name.text)),
            Some(_) => Err(Why::new(Rule::Mention, "mentions what is withheld")),
            None => Ok(()),
        }
    }

    fn tells(&self, node: &Node, space: Space, name: &str) -> bool {
        match node.form.keyword {
            "relaxes" => self.names.tells_red_line(name),
            _ => self.names.tells(space, name),
        }
    }

    fn tells_value(&self, value: &Value) -> Result<(), Hidden> {
        match value {
            Value::Expr(expr) => self.names.expr(expr),
            Value::Values(list) => list.iter().try_for_each(|worth| self.names.worth(worth)),
            Value::Orders(list) => list.iter().try_for_each(|order| self.names.order(order)),
            _ => Ok(()),
        }
    }

    /// Returns the settlements that may be told. A confirmation loses those that may not; a clause of a draft falls
    /// with any of them, since its number and title speak of all.
    fn settlements(&mut self, node: &Node, list: &[Settlement]) -> Result<Vec<Settlement>, Why> {
        let mut kept = Vec::new();
        for settlement in list {
            match self.names.settlement(settlement) {
                Ok(()) => {
                    let at = if self.attributions { settlement.at.clone() } else { clean(&settlement.at) };
                    kept.push(Settlement { point: settlement.point.clone(), at });
                }
                Err(hidden) if node.form.keyword == "agrees" => {
                    let text = print::settlements(std::slice::from_ref(settlement));
                    let why = hidden.into();
                    self.dropped.push(Dropped { clause: text, site: settlement.point.span, why });
                }
                Err(hidden) => return Err(hidden.into()),
            }
        }
        if kept.is_empty() { Err(Why::new(Rule::Mention, "settles only what is withheld")) } else { Ok(kept) }
    }

    fn clause(&mut self, owner: &Node, clause: &Node) -> Result<Option<Node>, Lost> {
        let keyword = owner.form.keyword;
        match policy(keyword, clause.form.keyword) {
            Policy::Never => Err(Lost::Clause(Why::new(Rule::Own, "the record-keeper's own"))),
            Policy::Table if self.record.audience.is_public() => {
                Err(Lost::Clause(Why::new(Rule::NotPublic, "not for the public")))
            }
            Policy::Reason if !self.reasons => {
                let why = Why::new(Rule::Own, "a reason, and the entry has no `share` that lets the audience in");
                Err(Lost::Clause(why))
            }
            Policy::Keep if self.nameless && clause.form.keyword == "by" => {
                Err(Lost::Clause(Why::new(Rule::Nameless, "told without a name")))
            }
            Policy::Keep | Policy::Table | Policy::Reason => self.node(clause).map(Some).map_err(Lost::Clause),
            Policy::Line => self.line(clause).map(Some).map_err(Lost::Clause),
            Policy::Need => self.node(clause).map(Some).map_err(Lost::Owner),
            Policy::Nested => self.nested(clause).map(Some).map_err(Lost::Owner),
            Policy::Passage => self.passage(clause).map(Some).map_err(Lost::Clause),
            Policy::Cited => self.cited(owner, clause).map_err(Lost::Clause),
            Policy::Share => self.share(owner, clause).map(Some).map_err(Lost::Clause),
            Policy::File => self.file(owner, clause).map(Some).map_err(Lost::Clause),
            // Put in at the end, with the audience.
            Policy::Mark => Ok(None),
        }
    }

    fn line(&mut self, line: &Node) -> Result<Node, Why> {
        if line.form.keyword == "option" && !self.record.tells_option(line) {
            let word = line.clause("share").and_then(|share| share.word("permission")).unwrap_or_default();
            return Err(Why::new(Rule::Permission, format!("`share {word}` does not reach the audience")));
        }
        if self.record.cap(line) != Told::Named {
            return Err(Why::new(Rule::Source, "rests only on reports that may not be told"));
        }
        self.node(line)
    }

    fn nested(&mut self, node: &Node) -> Result<Node, Why> {
        if self.record.share(node).is_some_and(|share| !self.record.lets_in(&share)) {
            return Err(Why::new(Rule::Permission, format!("its {} may not be told", node.form.keyword)));
        }
        if self.record.cap(node) != Told::Named {
            return Err(Why::new(Rule::Source, format!("its {} may not be told", node.form.keyword)));
        }
        let channel = self.record.named_in(node, "channel", Space::Channel).map(|at| self.record.nodes[at]);
        let round = self.record.named_in(node, "round", Space::Round).map(|at| self.record.nodes[at]);
        for source in channel.into_iter().chain(round) {
            let name = source.word("name").unwrap_or_default();
            let space = if source.form.keyword == "round" { Space::Round } else { Space::Channel };
            if node.clause("share").is_none() && !self.names.tells(space, name) {
                return Err(Why::mention(name));
            }
        }
        let built = self.node(node)?;
        self.check(node, &built)?;
        Ok(built)
    }

    fn passage(&mut self, clause: &Node) -> Result<Node, Why> {
        if self.nameless {
            return Err(Why::new(Rule::Nameless, "told without a name"));
        }
        match self.record.cited(clause) {
            Some(report) if self.record.shows(report) => self.node(clause),
            Some(report) if self.record.attribution(report) == Some(Attribution::OffRecord) => {
                Err(Why::new(Rule::OffRecord, "what was said off the record is not told"))
            }
            _ => Err(Why::new(Rule::Source, "the report may not be told")),
        }
    }

    /// Returns what may be said of who is cited, in a passage, in a claim, or as the author of a report.
    fn cited(&mut self, owner: &Node, clause: &Node) -> Result<Option<Node>, Why> {
        let report = if owner.form.keyword == "report" { Some(owner) } else { self.record.cited(owner) };
        let rule = report.and_then(|report| self.record.attribution(report));
        let keyword = clause.form.keyword;
        let why = |word: &str| Err(Why::new(Rule::Attribution, format!("the report is `{word}`")));
        match (rule, keyword) {
            (Some(Attribution::OffRecord), _) => why("off-record"),
            (Some(Attribution::Chatham), _) => why("chatham"),
            (Some(Attribution::Background), "by") => {
                let mut source = Node::new(clause.form, clause.span);
                let text = Text { text: "a source".to_string(), span: clause.span };
                source.args.push((0, Value::Text(text)));
                if clause.value("speaker") != source.value("speaker") {
                    let why = Why::new(Rule::Attribution, "the report is `background`: told as from a source");
                    self.drop(clause, why);
                }
                Ok(Some(source))
            }
            (Some(Attribution::Background), "from" | "via") => why("background"),
            (_, "by") if owner.flag("anonymous").is_some() && clause.name("speaker").is_some() => {
                Err(Why::new(Rule::Attribution, "the speaker is `anonymous`"))
            }
            _ => self.node(clause).map(Some),
        }
    }

    /// Returns a permission without those whom it lets in besides the audience.
    fn share(&mut self, owner: &Node, clause: &Node) -> Result<Node, Why> {
        let mut built = Node::new(clause.form, clause.span);
        built.args.clone_from(&clause.args);
        built.clauses.extend(clause.all("until").cloned());
        if let (Some(share), Some(with)) = (self.record.share(owner), clause.clause("with")) {
            built.clauses.extend(self.with(&share, with));
        }
        Ok(built)
    }

    fn with(&self, share: &Share, clause: &Node) -> Option<Node> {
        let alone = Share { with: Vec::new(), ..share.clone() };
        let needs = |viewer: &Viewer| self.record.reach(&alone, *viewer) < Told::Named;
        let viewers = &self.record.audience.viewers;
        let mut built = Node::new(clause.form, clause.span);
        for &party in &share.with {
            if viewers.contains(&Viewer::Party(party)) && viewers.iter().any(needs) {
                let text = self.record.case.party(party).name.clone();
                built.args.push((0, Value::Name(Name { text, span: clause.span })));
            }
        }
        (!built.args.is_empty()).then_some(built)
    }

    /// Returns the clause that names a file, with a path that says nothing, where the file may be told.
    fn file(&mut self, owner: &Node, clause: &Node) -> Result<Node, Why> {
        let path = clause.text("path").map(|path| path.text.clone()).unwrap_or_default();
        let name = owner.word("name").unwrap_or_default();
        let Some(ending) = super::text::ending(&path) else {
            return Err(Why::new(Rule::Text, "only plain text and Markdown go along"));
        };
        let (folder, allowed) = match owner.form.keyword {
            "report" => {
                let rule = self.record.attribution(owner);
                let named = matches!(rule, None | Some(Attribution::OnRecord | Attribution::Document));
                ("reports", named && self.reasons)
            }
            _ => ("drafts", true),
        };
        if !allowed {
            return Err(Why::new(Rule::Text, "no `share` lets the audience have the text"));
        }
        self.file = Some(path);
        let mut built = Node::new(clause.form, clause.span);
        let text = format!("{folder}/{name}.{ending}");
        built.args.push((0, Value::Text(Text { text, span: clause.span })));
        Ok(built)
    }

    /// Checks that what is left of an entry still says what it said.
    fn check(&mut self, node: &Node, built: &Node) -> Result<(), Why> {
        match node.form.keyword {
            "stance" if node.word("verb") == Some("drops") => {
                let name = node.word("name").unwrap_or_default();
                if self.names.tells_held(name, node) { Ok(()) } else { Err(Why::mention(name)) }
            }
            "stance" if node.expr("holds").is_none() && built.clause("on").is_none() => {
                Err(Why::new(Rule::Mention, "is on points that are withheld"))
            }
            "point" => {
                let has_range = built.clause("number").or_else(|| built.clause("date")).is_some();
                if has_range || built.clause("option").is_some() {
                    Ok(())
                } else {
                    Err(Why::new(Rule::Mention, "all its options are withheld"))
                }
            }
            // The text beside a draft tells of all its clauses.
            "draft" if self.dropped.iter().any(|dropped| dropped.clause.starts_with("clause ")) => {
                self.file = None;
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// Returns whether the names of those who want an alternative go along with a draft.
pub(super) fn keeps_attributions(record: &Record<'_>, node: &Node) -> bool {
    let open = |share: Share| share.permission >= Permission::Attributed && record.lets_in(&share);
    record.share(node).is_some_and(open) || wrote(record, node)
}

/// Why a clause is lost, and whether its owner is lost with it.
enum Lost {
    Clause(Why),
    Owner(Why),
}

/// Returns whether the whole audience wrote a draft.
fn wrote(record: &Record<'_>, node: &Node) -> bool {
    let authors = record.sides_in(node, "by");
    let wrote = |viewer: &Viewer| matches!(viewer, Viewer::Party(party) if authors.contains(party));
    node.form.keyword == "draft" && record.audience.viewers.iter().all(wrote)
}

/// Returns a settlement without the names of those who want its alternatives.
fn clean(at: &Settled) -> Settled {
    match at {
        Settled::Clean(choice) => Settled::Clean(choice.clone()),
        Settled::Bracket(alternatives) => Settled::Bracket(
            alternatives.iter().map(|each| Alternative { at: clean(&each.at), attributions: Vec::new() }).collect(),
        ),
    }
}
