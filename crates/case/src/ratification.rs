//! The way home: what an instrument needs before it binds.

use crate::evidence::Evidence;
use crate::id::{FactId, InstrumentId, PartyId, StepId};
use crate::share::Share;
use zopa_syntax::span::Span;
use zopa_syntax::value::{Date, Duration, Number};

/// A step that an instrument needs at home.
#[derive(Debug, Clone)]
pub struct Step {
    /// Where it is entered.
    pub site: Span,
    /// From when on record, where dated.
    pub date: Option<Date>,
    /// Its name, where it has one.
    pub name: Option<String>,
    /// The instrument.
    pub instrument: InstrumentId,
    /// The party.
    pub party: PartyId,
    /// Who decides: one of the words of the language, or a description.
    pub body: Option<String>,
    /// What the body is called.
    pub title: Option<String>,
    /// The share of votes needed.
    pub threshold: Option<Number>,
    /// The turnout needed.
    pub quorum: Option<Number>,
    /// Who may vote.
    pub electorate: Option<String>,
    /// The time it takes to prepare and hold.
    pub lead: Option<Duration>,
    /// What must be the case before.
    pub needs: Vec<Need>,
    /// The earliest date.
    pub not_before: Option<Date>,
    /// When the mandate for it lapses.
    pub expires: Option<Date>,
    /// What follows if it fails.
    pub on_failure: Option<String>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Who may be told.
    pub share: Option<Share>,
}

/// What must be the case before a step.
#[derive(Debug, Clone)]
pub struct Need {
    /// The name of what it waits for.
    pub site: Span,
    /// What.
    pub what: Needed,
    /// For how long.
    pub time: Option<Duration>,
}

/// What a step waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needed {
    /// Another step.
    Step(StepId),
    /// A fact.
    Fact(FactId),
    /// Something that the record does not declare.
    Milestone(String),
}
