//! What parties hold: stances, links, values, preferences.

use crate::actor::Speaker;
use crate::condition::Stated;
use crate::evidence::Evidence;
use crate::id::{ChannelId, LineId, PartyId, PointId, RoundId};
use crate::share::Share;
use rust_decimal::Decimal;
use zopa_syntax::span::Span;
use zopa_syntax::value::{Amount, Date};

/// What a party does about what it states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// It walks away from a deal without it.
    RedLine,
    /// It asks for it.
    Demand,
    /// It offers it.
    Offers,
    /// It accepts it.
    Accepts,
    /// It reserves its position.
    Reserves,
    /// It is looking at it.
    Considers,
    /// It is against it, short of a red line.
    Opposes,
    /// It gives an earlier stance up.
    Drops,
}

impl Verb {
    pub(crate) fn parse(word: &str) -> Option<Verb> {
        Some(match word {
            "red-line" => Verb::RedLine,
            "demand" => Verb::Demand,
            "offers" => Verb::Offers,
            "accepts" => Verb::Accepts,
            "reserves" => Verb::Reserves,
            "considers" => Verb::Considers,
            "opposes" => Verb::Opposes,
            "drops" => Verb::Drops,
            _ => return None,
        })
    }

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Verb::RedLine => "red-line",
            Verb::Demand => "demand",
            Verb::Offers => "offers",
            Verb::Accepts => "accepts",
            Verb::Reserves => "reserves",
            Verb::Considers => "considers",
            Verb::Opposes => "opposes",
            Verb::Drops => "drops",
        }
    }
}

/// The name under which stances of one party follow each other.
#[derive(Debug, Clone)]
pub struct Line {
    /// The name.
    pub name: String,
    /// The party.
    pub party: PartyId,
    /// Where it was first used.
    pub site: Span,
    /// Whether the program gave the name, for a red line that has none.
    pub derived: bool,
}

/// A rung of a fallback ladder.
#[derive(Debug, Clone)]
pub struct Fallback {
    /// What the party would hold there.
    pub holds: Stated,
    /// Who may allow it.
    pub approver: Option<Speaker>,
}

/// What a party holds from a date on.
#[derive(Debug, Clone)]
pub struct Stance {
    /// Where it is entered.
    pub site: Span,
    /// From when it holds; nothing for one that is only assumed.
    pub date: Option<Date>,
    /// The party.
    pub party: PartyId,
    /// What it does.
    pub verb: Verb,
    /// Its name.
    pub line: Option<LineId>,
    /// Its title.
    pub title: Option<String>,
    /// What is stated.
    pub holds: Option<Stated>,
    /// The points concerned as a whole.
    pub on: Vec<PointId>,
    /// To whom it was said; groups stand for their members, persons for their parties.
    pub to: Vec<PartyId>,
    /// The condition of an offer.
    pub condition: Option<Stated>,
    /// The red lines that give way to it.
    pub relaxes: Vec<LineId>,
    /// What it stands on.
    pub basis: Option<String>,
    /// Who set it and may lift it.
    pub mandator: Option<Speaker>,
    /// The cost of giving way.
    pub cost: Option<Decimal>,
    /// The positions further down the ladder.
    pub fallbacks: Vec<Fallback>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// The round in which it was said.
    pub round: Option<RoundId>,
    /// The channel through which it went.
    pub channel: Option<ChannelId>,
    /// The reason given.
    pub because: Option<String>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Who may be told.
    pub share: Option<Share>,
}

/// A matter of logic or feasibility.
#[derive(Debug, Clone)]
pub struct Link {
    /// Where it is entered.
    pub site: Span,
    /// Its name, its title, or its expression.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// What must hold.
    pub holds: Stated,
    /// The reason given.
    pub because: Option<String>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// The analyst's estimate of what points are worth to a party.
#[derive(Debug, Clone)]
pub struct Valuation {
    /// Where it is entered.
    pub site: Span,
    /// From when; nothing for one that is only assumed.
    pub date: Option<Date>,
    /// The party.
    pub party: PartyId,
    /// The worths.
    pub worths: Vec<PointWorth>,
    /// The rating that earns the whole weight of a point.
    pub full: Full,
    /// What is gained besides.
    pub bonuses: Vec<Bonus>,
    /// The number by which the sum is divided.
    pub out_of: Option<Decimal>,
    /// What no package is worth more than.
    pub capped: Option<Decimal>,
    /// The share of its value that a deal keeps if talks last.
    pub discount: Option<Decimal>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Who may be told.
    pub share: Option<Share>,
}

/// The rating that earns the whole weight of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Full {
    /// This one.
    At(Decimal),
    /// The highest one of each point.
    Best,
}

/// What is gained besides, where a condition holds.
#[derive(Debug, Clone)]
pub struct Bonus {
    /// The amount.
    pub amount: Decimal,
    /// The condition.
    pub condition: Stated,
}

/// What one point is worth.
#[derive(Debug, Clone)]
pub struct PointWorth {
    /// The point.
    pub point: PointId,
    /// Its weight, where given.
    pub weight: Option<Amount>,
    /// Ratings of its choices.
    pub rating: ChoiceRating,
}

/// Ratings of the choices of a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChoiceRating {
    /// Not said.
    Unknown,
    /// Rising along the values.
    Rising,
    /// Falling along the values.
    Falling,
    /// As listed, by index of the choice.
    Listed(Vec<(usize, Amount)>),
}

/// What a party likes better.
#[derive(Debug, Clone)]
pub struct Preference {
    /// Where it is entered.
    pub site: Span,
    /// From when; nothing for one that is only assumed.
    pub date: Option<Date>,
    /// The party.
    pub party: PartyId,
    /// The orders.
    pub orders: Vec<PointOrder>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Who may be told.
    pub share: Option<Share>,
}

/// One order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PointOrder {
    /// Among choices of a point, best first, ties together.
    Within(PointId, Vec<Vec<usize>>),
    /// Among points, weightiest first, ties together.
    Among(Vec<Vec<PointId>>),
}

/// The value of no deal to a party.
#[derive(Debug, Clone)]
pub struct WalkAway {
    /// Where it is entered.
    pub site: Span,
    /// From when; nothing for one that is only assumed.
    pub date: Option<Date>,
    /// The party.
    pub party: PartyId,
    /// The value.
    pub value: Decimal,
    /// The reason given.
    pub because: Option<String>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Who may be told.
    pub share: Option<Share>,
}
