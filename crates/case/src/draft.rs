//! Drafts and agreements.

use crate::actor::Speaker;
use crate::evidence::Evidence;
use crate::id::{ChannelId, DraftId, InstrumentId, PartyId, PointId, RoundId};
use crate::share::Share;
use zopa_syntax::span::Span;
use zopa_syntax::value::Date;

/// A paper that somebody tabled.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Where it is entered.
    pub site: Span,
    /// Its name in the record.
    pub name: String,
    /// Its title, or its name.
    pub title: String,
    /// When it was tabled.
    pub date: Date,
    /// Who wrote it.
    pub authors: Vec<Speaker>,
    /// The drafts that it answers or replaces.
    pub revises: Vec<DraftId>,
    /// The status of the paper.
    pub status: Option<String>,
    /// Who knows the paper.
    pub publicity: Option<String>,
    /// Where its text is kept.
    pub text: Option<String>,
    /// The channel through which it went.
    pub channel: Option<ChannelId>,
    /// Its clauses, in order.
    pub clauses: Vec<Clause>,
    /// Clauses of the earlier drafts that are gone.
    pub dropped: Vec<String>,
    /// Its handling mark.
    pub handling: Option<String>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Who may be told.
    pub share: Option<Share>,
}

/// A numbered clause.
#[derive(Debug, Clone)]
pub struct Clause {
    /// Where it stands.
    pub site: Span,
    /// Its number, as printed.
    pub label: String,
    /// Its title.
    pub title: Option<String>,
    /// How it settles points.
    pub settles: Vec<Settlement>,
    /// The points that it concerns without settling them.
    pub on: Vec<PointId>,
    /// Its numbers in the drafts that this one revises.
    pub was: Vec<String>,
    /// Whether it has no counterpart in the drafts that this one revises, by the word of the record.
    pub is_new: bool,
    /// Whether it says nothing on its point.
    pub silent: bool,
    /// The instrument that carries it now.
    pub moved_to: Option<InstrumentId>,
    /// Its words.
    pub text: Option<String>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// A point and how it is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// The point.
    pub point: PointId,
    /// Where it says so.
    pub site: Span,
    /// How.
    pub at: Settled,
}

/// How a point is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// Cleanly, at this choice.
    Clean(usize),
    /// In brackets.
    Bracket(Vec<Alternative>),
}

impl Settled {
    /// Returns all choices that it allows, in order of appearance.
    pub fn choices(&self) -> Vec<usize> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }

    fn collect(&self, found: &mut Vec<usize>) {
        match self {
            Settled::Clean(choice) => {
                if !found.contains(choice) {
                    found.push(*choice);
                }
            }
            Settled::Bracket(alternatives) => alternatives.iter().for_each(|each| each.at.collect(found)),
        }
    }
}

/// One alternative of a bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The alternative.
    pub at: Settled,
    /// Who does what about it: `propose` where nothing is said.
    pub attributions: Vec<(PartyId, String)>,
}

/// A party's own confirmation, or its withdrawal.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// Where it is entered.
    pub site: Span,
    /// When.
    pub date: Date,
    /// The party.
    pub party: PartyId,
    /// What it confirms.
    pub settles: Vec<Settlement>,
    /// Whether it waits for whoever may bind the party.
    pub ad_referendum: bool,
    /// Who confirmed it.
    pub speaker: Option<Speaker>,
    /// The round in which it was confirmed.
    pub round: Option<RoundId>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Who may be told.
    pub share: Option<Share>,
}

/// A party takes its confirmation back.
#[derive(Debug, Clone)]
pub struct Reopening {
    /// Where it is entered.
    pub site: Span,
    /// When.
    pub date: Date,
    /// The party.
    pub party: PartyId,
    /// The points.
    pub points: Vec<PointId>,
    /// The reason given.
    pub because: Option<String>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Who may be told.
    pub share: Option<Share>,
}

/// Who saw a draft, and when.
#[derive(Debug, Clone)]
pub struct Showing {
    /// Where it is entered.
    pub site: Span,
    /// When.
    pub date: Date,
    /// The draft.
    pub draft: DraftId,
    /// Who saw it.
    pub to: Vec<PartyId>,
    /// Who showed it.
    pub by: Option<Speaker>,
    /// The channel.
    pub channel: Option<ChannelId>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Who may be told.
    pub share: Option<Share>,
}
