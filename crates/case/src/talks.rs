//! Rounds, channels, events, deadlines, notes.

use crate::actor::{Actor, Speaker};
use crate::evidence::Evidence;
use crate::id::{ChannelId, PartyId, PersonId, PointId};
use crate::share::Share;
use zopa_syntax::span::Span;
use zopa_syntax::value::Date;

/// A line of talks.
#[derive(Debug, Clone)]
pub struct Channel {
    /// Where it is declared.
    pub site: Span,
    /// Its name in the record.
    pub name: String,
    /// Its title, or its name.
    pub title: String,
    /// Whether it is a back channel.
    pub back: bool,
    /// Who is on it.
    pub actors: Vec<Actor>,
    /// Who may be told.
    pub share: Option<Share>,
}

/// A meeting.
#[derive(Debug, Clone)]
pub struct Round {
    /// Where it is entered.
    pub site: Span,
    /// Its name in the record, where it has one.
    pub name: Option<String>,
    /// Where it took place.
    pub place: String,
    /// When it began.
    pub date: Date,
    /// Its last day.
    pub until: Option<Date>,
    /// The parties, groups resolved.
    pub parties: Vec<PartyId>,
    /// The persons in the room.
    pub persons: Vec<PersonId>,
    /// How they met.
    pub format: Option<String>,
    /// The channel.
    pub channel: Option<ChannelId>,
    /// Who hosted it.
    pub host: Option<Speaker>,
    /// What came of it.
    pub outcome: Option<String>,
    /// Whether it has not taken place.
    pub planned: bool,
    /// Whether it was called off.
    pub cancelled: bool,
    /// Whether the date is an estimate.
    pub about: bool,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Who may be told.
    pub share: Option<Share>,
}

/// Something outside the room that matters.
#[derive(Debug, Clone)]
pub struct Event {
    /// Where it is entered.
    pub site: Span,
    /// What happened.
    pub title: String,
    /// Who did it.
    pub by: Vec<Speaker>,
    /// Its last day.
    pub until: Option<Date>,
    /// When.
    pub date: Date,
    /// The points concerned.
    pub on: Vec<PointId>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Who may be told.
    pub share: Option<Share>,
}

/// A date that binds somebody.
#[derive(Debug, Clone)]
pub struct Deadline {
    /// Where it is entered.
    pub site: Span,
    /// The date.
    pub date: Date,
    /// Whether the date is an estimate.
    pub about: bool,
    /// Whom it binds, where somebody in particular.
    pub party: Option<PartyId>,
    /// What it is.
    pub title: String,
    /// The reason given.
    pub because: Option<String>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Who may be told.
    pub share: Option<Share>,
}

/// A free note.
#[derive(Debug, Clone)]
pub struct Note {
    /// Where it is entered.
    pub site: Span,
    /// When, where dated.
    pub date: Option<Date>,
    /// Its words.
    pub text: String,
    /// The points concerned.
    pub on: Vec<PointId>,
    /// Whose note it is.
    pub author: Option<Speaker>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Its handling mark.
    pub handling: Option<String>,
    /// Who may be told.
    pub share: Option<Share>,
}
