//! From names to what they stand for.

use super::Reader;
use crate::actor::{Actor, Speaker};
use crate::evidence::{Evidence, Grade};
use crate::id::{InstrumentId, PartyId, PersonId, PointId, ReportId};
use crate::names::Meaning;
use crate::rule;
use crate::share::{Permission, Share};
use zopa_syntax::diagnostic::Diagnostic;
use zopa_syntax::form::Space;
use zopa_syntax::node::Node;
use zopa_syntax::value::{Name, Value};

impl Reader {
    /// Returns what a name stands for; reports it when it stands for nothing.
    pub(super) fn meaning(&mut self, space: Space, name: &Name) -> Option<Meaning> {
        if let Some(declared) = self.names.get(space, &name.text) {
            return Some(declared.meaning);
        }
        let finding = match self.names.elsewhere(space, &name.text) {
            Some(other) => Diagnostic::new(
                &rule::WRONG_KIND,
                name.span,
                format!("`{}` is {}, not a {}", name.text, other.meaning.noun(), space.noun()),
            )
            .also(other.span, "declared here"),
            None => Diagnostic::new(
                &rule::UNKNOWN_NAME,
                name.span,
                format!("no {} is called `{}`", space.noun(), name.text),
            )
            .did_you_mean(&name.text, self.names.all(space)),
        };
        self.report(finding);
        None
    }

    /// Reports that a name stands for another kind of thing than wanted.
    pub(super) fn wrong_kind(&mut self, name: &Name, found: Meaning, wanted: &str) {
        let finding =
            Diagnostic::new(&rule::WRONG_KIND, name.span, format!("`{}` is {}, not {wanted}", name.text, found.noun()));
        self.report(finding);
    }

    pub(super) fn party(&mut self, name: &Name) -> Option<PartyId> {
        match self.meaning(Space::Actor, name)? {
            Meaning::Party(party) => Some(party),
            other => {
                self.wrong_kind(name, other, "a party");
                None
            }
        }
    }

    pub(super) fn party_in(&mut self, node: &Node, slot: &str) -> Option<PartyId> {
        let name = node.name(slot)?;
        self.party(name)
    }

    pub(super) fn point(&mut self, name: &Name) -> Option<PointId> {
        match self.meaning(Space::Matter, name)? {
            Meaning::Point(point) => Some(point),
            other => {
                self.wrong_kind(name, other, "a point");
                None
            }
        }
    }

    /// Returns the points in a clause such as `on`.
    pub(super) fn points_in(&mut self, node: &Node, clause: &str) -> Vec<PointId> {
        let names: Vec<&Name> = node.all(clause).flat_map(|clause| clause.names("points")).collect();
        names.into_iter().filter_map(|name| self.point(name)).collect()
    }

    pub(super) fn actor(&mut self, name: &Name) -> Option<Actor> {
        match self.meaning(Space::Actor, name)? {
            Meaning::Party(party) => Some(Actor::Party(party)),
            Meaning::Person(person) => Some(Actor::Person(person)),
            Meaning::Group(group) => Some(Actor::Group(group)),
            other => {
                self.wrong_kind(name, other, "a party, person or group");
                None
            }
        }
    }

    /// Returns the parties that names stand for; groups stand for their members.
    pub(super) fn parties<'n>(&mut self, names: impl IntoIterator<Item = &'n Name>) -> Vec<PartyId> {
        let mut found = Vec::new();
        for name in names {
            match self.actor(name) {
                Some(Actor::Party(party)) => found.push(party),
                Some(Actor::Group(group)) => found.extend(self.case.groups[group.0].members.iter().copied()),
                Some(Actor::Person(person)) => self.wrong_kind(name, Meaning::Person(person), "a party or group"),
                None => {}
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        found.retain(|party| seen.insert(*party));
        found
    }

    /// Returns the parties in a clause such as `signed-by`.
    pub(super) fn parties_in(&mut self, node: &Node, clause: &str, slot: &str) -> Vec<PartyId> {
        let names: Vec<&Name> = node.all(clause).flat_map(|clause| clause.names(slot)).collect();
        self.parties(names)
    }

    /// Returns the sides in a clause such as `to`; a group stands for its members, a person for the party.
    pub(super) fn sides_in(&mut self, node: &Node, clause: &str, slot: &str) -> Vec<PartyId> {
        let names: Vec<&Name> = node.all(clause).flat_map(|clause| clause.names(slot)).collect();
        let mut found = Vec::new();
        for name in names {
            match self.actor(name) {
                Some(Actor::Party(party)) => found.push(party),
                Some(Actor::Group(group)) => found.extend(self.case.groups[group.0].members.iter().copied()),
                Some(Actor::Person(person)) => found.extend(self.case.persons[person.0].party),
                None => {}
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(super) fn persons_in(&mut self, node: &Node, clause: &str) -> Vec<PersonId> {
        let names: Vec<&Name> = node.all(clause).flat_map(|clause| clause.names("persons")).collect();
        let mut found = Vec::new();
        for name in names {
            match self.actor(name) {
                Some(Actor::Person(person)) => found.push(person),
                Some(Actor::Party(party)) => self.wrong_kind(name, Meaning::Party(party), "a person"),
                Some(Actor::Group(group)) => self.wrong_kind(name, Meaning::Group(group), "a person"),
                None => {}
            }
        }
        found
    }

    /// Returns who stands in a slot that takes a name or a text.
    pub(super) fn speakers(&mut self, node: &Node, slot: &str) -> Vec<Speaker> {
        let values: Vec<Value> = node.values(slot).cloned().collect();
        values
            .into_iter()
            .filter_map(|value| match value {
                Value::Text(text) => Some(Speaker::Described(text.text)),
                Value::Name(name) => self.actor(&name).map(Speaker::Actor),
                _ => None,
            })
            .collect()
    }

    /// Returns who stands in a clause such as `by`.
    pub(super) fn speaker_in(&mut self, node: &Node, clause: &str, slot: &str) -> Option<Speaker> {
        let clause = node.clause(clause)?;
        self.speakers(clause, slot).into_iter().next()
    }

    pub(super) fn instrument(&mut self, name: &Name) -> Option<InstrumentId> {
        match self.meaning(Space::Instrument, name)? {
            Meaning::Instrument(instrument) => Some(instrument),
            other => {
                self.wrong_kind(name, other, "an instrument");
                None
            }
        }
    }

    pub(super) fn report_named(&mut self, name: &Name) -> Option<ReportId> {
        match self.meaning(Space::Report, name)? {
            Meaning::Report(report) => Some(report),
            other => {
                self.wrong_kind(name, other, "a report");
                None
            }
        }
    }

    /// Returns the permission to tell others, where there is one.
    pub(super) fn share(&mut self, node: &Node) -> Option<Share> {
        let clause = node.clause("share")?;
        let permission = Permission::parse(clause.word("permission")?)?;
        let until = clause.clause("until").and_then(|until| until.date_in("date"));
        let with = self.sides_in(clause, "with", "actors");
        Some(Share { site: clause.span, permission, until, with })
    }

    pub(super) fn grade(&mut self, node: &Node) -> Option<Grade> {
        let name = node.clause("grade")?.name("grade")?;
        let grade = Grade::parse(&name.text);
        if grade.is_none() {
            let finding = Diagnostic::new(
                &rule::BAD_GRADE,
                name.span,
                format!("expected an Admiralty grade from A1 to F6, found `{}`", name.text),
            )
            .hint("the letter rates the source (A reliable … F cannot be judged), the digit the content (1 confirmed … 6)");
            self.report(finding);
        }
        grade
    }

    /// Returns the outlets in a `via` clause, in words.
    pub(super) fn outlets(&mut self, node: &Node) -> Vec<String> {
        let values: Vec<Value> =
            node.clause("via").map(|clause| clause.values("outlets").cloned().collect()).unwrap_or_default();
        values
            .into_iter()
            .filter_map(|value| match value {
                Value::Text(text) => Some(text.text),
                Value::Name(name) => {
                    let report = self.report_named(&name)?;
                    Some(self.case.reports.get(report.0).map_or(name.text, |report| report.title.clone()))
                }
                _ => None,
            })
            .collect()
    }

    /// Returns the passages on which an entry rests.
    pub(super) fn evidence(&mut self, node: &Node) -> Vec<Evidence> {
        let clauses: Vec<&Node> = node.all("evidence").collect();
        clauses.into_iter().filter_map(|clause| self.one_evidence(clause)).collect()
    }

    fn one_evidence(&mut self, clause: &Node) -> Option<Evidence> {
        let report = clause.name("report").and_then(|name| self.report_named(name));
        let speaker = self.speaker_in(clause, "by", "speaker");
        let side = clause.clause("from").and_then(|from| self.party_in(from, "party"));
        let via = self.outlets(clause);
        let grade = self.grade(clause);
        Some(Evidence {
            site: clause.span,
            report: report?,
            extract: clause.text("extract").map(|text| text.text.clone()),
            speaker,
            side,
            via,
            anonymous: clause.flag("anonymous").is_some(),
            hedged: clause.clause("hedged").is_some(),
            grade,
        })
    }
}

/// Returns the text of a clause with one text, such as `publisher`.
pub(super) fn text_of(node: &Node, clause: &str) -> Option<String> {
    node.clause(clause).and_then(|clause| {
        clause.args.iter().find_map(|(_, value)| match value {
            Value::Text(text) | Value::Label(text) => Some(text.text.clone()),
            Value::Word(name) | Value::Name(name) => Some(name.text.clone()),
            _ => None,
        })
    })
}

/// Returns the title of an entry, or its name where it has none.
pub(super) fn title_of(node: &Node) -> String {
    node.text("title")
        .map(|title| title.text.clone())
        .or_else(|| node.name("name").map(|name| name.text.clone()))
        .unwrap_or_default()
}

/// Returns the name of an entry; empty where it could not be read.
pub(super) fn name_of(node: &Node) -> String {
    node.name("name").map(|name| name.text.clone()).unwrap_or_default()
}
