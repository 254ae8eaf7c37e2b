//! Who and what has a name.

use crate::id::{
    AssumptionId, ChannelId, DraftId, FactId, GroupId, InstrumentId, LineId, LinkId, PartyId, PersonId, PointId,
    ReportId, RoundId, StepId,
};
use std::collections::HashMap;
use zopa_syntax::form::Space;
use zopa_syntax::span::Span;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A party.
    Party(PartyId),
    /// A person.
    Person(PersonId),
    /// A group.
    Group(GroupId),
    /// An instrument.
    Instrument(InstrumentId),
    /// A point.
    Point(PointId),
    /// A fact.
    Fact(FactId),
    /// A report.
    Report(ReportId),
    /// A round.
    Round(RoundId),
    /// A channel.
    Channel(ChannelId),
    /// A draft.
    Draft(DraftId),
    /// A named stance.
    Line(LineId),
    /// A link.
    Link(LinkId),
    /// A ratification step.
    Step(StepId),
    /// An assumption.
    Assumption(AssumptionId),
}

impl Meaning {
    /// Returns the noun for it, with its article.
    pub fn noun(self) -> &'static str {
        match self {
            Meaning::Party(_) => "a party",
            Meaning::Person(_) => "a person",
            Meaning::Group(_) => "a group",
            Meaning::Instrument(_) => "an instrument",
            Meaning::Point(_) => "a point",
            Meaning::Fact(_) => "a fact",
            Meaning::Report(_) => "a report",
            Meaning::Round(_) => "a round",
            Meaning::Channel(_) => "a channel",
            Meaning::Draft(_) => "a draft",
            Meaning::Line(_) => "a stance",
            Meaning::Link(_) => "a link",
            Meaning::Step(_) => "a step",
            Meaning::Assumption(_) => "an assumption",
        }
    }
}

/// A name as declared.
#[derive(Debug, Clone, Copy)]
pub struct Declared {
    /// What it stands for.
    pub meaning: Meaning,
    /// Where it was declared.
    pub span: Span,
}

const SPACES: &[Space] = &[
    Space::Actor,
    Space::Instrument,
    Space::Matter,
    Space::Report,
    Space::Draft,
    Space::Round,
    Space::Channel,
    Space::Line,
    Space::Step,
    Space::Assumption,
    Space::Option,
];

fn index(space: Space) -> usize {
    SPACES.iter().position(|each| *each == space).expect("all spaces are listed")
}

/// All names of a case but those of options, which belong to their points.
#[derive(Debug, Clone, Default)]
pub struct Names {
    spaces: [HashMap<String, Declared>; SPACES.len()],
}

impl Names {
    /// Declares a name. Returns the earlier declaration when there is one; that one stays.
    pub fn declare(&mut self, space: Space, name: &str, declared: Declared) -> Option<Declared> {
        let names = &mut self.spaces[index(space)];
        if let Some(earlier) = names.get(name) {
            return Some(*earlier);
        }
        names.insert(name.to_string(), declared);
        None
    }

    /// Returns what a name stands for.
    pub fn get(&self, space: Space, name: &str) -> Option<Declared> {
        self.spaces[index(space)].get(name).copied()
    }

    /// Returns what a name stands for in any other space.
    pub fn elsewhere(&self, space: Space, name: &str) -> Option<Declared> {
        SPACES.iter().filter(|&&other| other != space).find_map(|&other| self.get(other, name))
    }

    /// Returns the names in a space, in no order; for suggestions only, which pick by distance and then by name.
    pub fn all(&self, space: Space) -> impl Iterator<Item = &str> {
        self.spaces[index(space)].keys().map(String::as_str)
    }
}
