//! Everything known about one negotiation.

use crate::actor::{Actor, Group, Party, Person, Role, Speaker};
use crate::assumption::Assumption;
use crate::draft::{Agreement, Draft, Reopening, Showing};
use crate::evidence::{Claim, Report};
use crate::id::{PartyId, PointId};
use crate::names::Names;
use crate::point::{Fact, Instrument, Point};
use crate::ratification::Step;
use crate::source::Sources;
use crate::stance::{Line, Link, Preference, Stance, Valuation, WalkAway};
use crate::talks::{Channel, Deadline, Event, Note, Round};
use jiff::civil;
use std::collections::BTreeMap;
use zopa_syntax::diagnostic::{Diagnostic, Severity};
use zopa_syntax::span::Span;

/// A case: the typed entries of all its files, in order of path and place.
#[derive(Debug, Clone)]
pub struct Case {
    /// The files.
    pub sources: Sources,
    /// Who and what has a name.
    pub names: Names,
    /// What could not be read; empty for a sound record.
    pub errors: Vec<Diagnostic>,
    /// Where the title stands.
    pub site: Option<Span>,
    /// The title; empty where there is none.
    pub title: String,
    /// What it is about.
    pub about: Option<String>,
    /// The stage of the process.
    pub stage: Option<String>,
    /// The language of the record.
    pub language: Option<String>,
    /// The handling mark.
    pub handling: Option<String>,
    /// Whether nothing is agreed until everything is agreed.
    pub all_or_nothing: bool,
    /// Parties.
    pub parties: Vec<Party>,
    /// Groups.
    pub groups: Vec<Group>,
    /// Persons.
    pub persons: Vec<Person>,
    /// Channels.
    pub channels: Vec<Channel>,
    /// Instruments.
    pub instruments: Vec<Instrument>,
    /// Facts.
    pub facts: Vec<Fact>,
    /// Points.
    pub points: Vec<Point>,
    /// Links.
    pub links: Vec<Link>,
    /// Reports.
    pub reports: Vec<Report>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// Rounds.
    pub rounds: Vec<Round>,
    /// Who saw which draft.
    pub showings: Vec<Showing>,
    /// The names under which stances follow each other.
    pub lines: Vec<Line>,
    /// Stances.
    pub stances: Vec<Stance>,
    /// Values.
    pub valuations: Vec<Valuation>,
    /// Preferences.
    pub preferences: Vec<Preference>,
    /// Walk-away values.
    pub walk_aways: Vec<WalkAway>,
    /// Drafts.
    pub drafts: Vec<Draft>,
    /// Agreements.
    pub agreements: Vec<Agreement>,
    /// Confirmations taken back.
    pub reopenings: Vec<Reopening>,
    /// Events.
    pub events: Vec<Event>,
    /// Ratification steps; nothing where one could not be read.
    pub steps: Vec<Option<Step>>,
    /// Deadlines.
    pub deadlines: Vec<Deadline>,
    /// Assumptions.
    pub assumptions: Vec<Assumption>,
    /// Notes.
    pub notes: Vec<Note>,
    /// For whom the record was filtered, where it was.
    pub edition: Option<Edition>,
}

/// What makes a case an edition: it holds what one audience may see and nothing else, texts included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The audience, for a reader.
    pub audience: String,
    /// The texts that may be told, by the paths under which the entries name them. No other is read for it.
    pub texts: BTreeMap<String, String>,
}

impl Case {
    /// Reads a case from its files, given as path and text. Never fails: see [`Case::errors`]. Cost: linear in the
    /// length of the texts, for a bounded number of values per point.
    pub fn read(files: Vec<(String, String)>) -> Case {
        crate::read::read(Sources::new(files))
    }

    pub(crate) fn empty() -> Case {
        Case {
            sources: Sources::default(),
            names: Names::default(),
            errors: Vec::new(),
            site: None,
            title: String::new(),
            about: None,
            stage: None,
            language: None,
            handling: None,
            all_or_nothing: false,
            parties: Vec::new(),
            groups: Vec::new(),
            persons: Vec::new(),
            channels: Vec::new(),
            instruments: Vec::new(),
            facts: Vec::new(),
            points: Vec::new(),
            links: Vec::new(),
            reports: Vec::new(),
            claims: Vec::new(),
            rounds: Vec::new(),
            showings: Vec::new(),
            lines: Vec::new(),
            stances: Vec::new(),
            valuations: Vec::new(),
            preferences: Vec::new(),
            walk_aways: Vec::new(),
            drafts: Vec::new(),
            agreements: Vec::new(),
            reopenings: Vec::new(),
            events: Vec::new(),
            steps: Vec::new(),
            deadlines: Vec::new(),
            assumptions: Vec::new(),
            notes: Vec::new(),
            edition: None,
        }
    }

    /// Returns whether the record can be used: it has no error.
    pub fn is_sound(&self) -> bool {
        self.errors.iter().all(|finding| finding.rule.severity != Severity::Error)
    }

    /// Returns the parties whose consent a deal needs.
    pub fn principals(&self) -> impl Iterator<Item = PartyId> {
        self.parties.iter().enumerate().filter(|(_, party)| party.is(Role::Principal)).map(|(at, _)| PartyId(at))
    }

    /// Returns the side for which somebody speaks: the party itself, or the party of the person.
    pub fn side(&self, speaker: &Speaker) -> Option<PartyId> {
        match speaker {
            Speaker::Actor(Actor::Party(party)) => Some(*party),
            Speaker::Actor(Actor::Person(person)) => self.persons[person.0].party,
            Speaker::Actor(Actor::Group(_)) | Speaker::Described(_) => None,
        }
    }

    /// Returns what somebody is called for a reader.
    pub fn speaker_title<'a>(&'a self, speaker: &'a Speaker) -> &'a str {
        match speaker {
            Speaker::Actor(Actor::Party(party)) => &self.parties[party.0].title,
            Speaker::Actor(Actor::Person(person)) => &self.persons[person.0].title,
            Speaker::Actor(Actor::Group(group)) => &self.groups[group.0].title,
            Speaker::Described(words) => words,
        }
    }

    /// Returns the latest day on which something was recorded: the day of a question that names none.
    pub fn latest(&self) -> Option<civil::Date> {
        let nodes = self.sources.iter().flat_map(|source| source.parse.nodes());
        let unheld = |node: &zopa_syntax::node::Node| node.flag("state").is_some();
        nodes.filter(|node| !unheld(node)).filter_map(|node| node.date).map(|(date, _)| date.last()).max()
    }

    /// Returns a point.
    pub fn point(&self, id: PointId) -> &Point {
        &self.points[id.0]
    }

    /// Returns a party.
    pub fn party(&self, id: PartyId) -> &Party {
        &self.parties[id.0]
    }
}
