//! What a party holds on a point, as a cell of a grid says it, and back.
//!
//! A cell has a line for each thing that the party holds: what it does, the name of the stance, and what it states, in
//! the expressions of the case language with three liberties. The point of the row may be left out: `≤ 200`,
//! `“Free passage” or “Notice”`. Titles may stand for names, in quotes wherever they would be read as something else.
//! And `≤ ≥ ≠` may be written for `<= >= !=`, `at most` and `at least` for the first two, a unit after a number.
//!
//! ```text
//! red line no-signature: not (“Norrland” signs “No foreign warship passes in practice”)
//! accepts more-toll: ≤ 200 EUR if “Patrols” ≥ “Joint patrols” relaxes low-toll
//! agrees: 200 EUR, ad referendum
//! ```
//!
//! **Invariant.** What is written here is read back as what it was written from.

mod print;
mod read;
mod scan;
mod titles;

pub(crate) use print::{agreement, settled, stance};
pub(crate) use read::{Line, Wrong, line};
pub(crate) use titles::Titles;

use schemars::JsonSchema;
use serde::Serialize;
use zopa_case::stance::Verb;

/// What a cell says where nothing is on record.
pub const NOTHING: &str = "no position recorded";

/// What stands between the parts of a line that tells when and where something was reported.
pub const BETWEEN: &str = " · ";

/// What a party does about what it states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Holding {
    /// It has confirmed it.
    Agrees,
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
}

impl Holding {
    /// All of them, as they are offered to somebody who fills in a cell.
    pub const ALL: &'static [Holding] = &[
        Holding::RedLine,
        Holding::Demand,
        Holding::Offers,
        Holding::Accepts,
        Holding::Reserves,
        Holding::Considers,
        Holding::Opposes,
        Holding::Agrees,
    ];

    /// Returns the words for it.
    pub fn words(self) -> &'static str {
        match self {
            Holding::Agrees => "agrees",
            Holding::RedLine => "red line",
            Holding::Demand => "demand",
            Holding::Offers => "offers",
            Holding::Accepts => "accepts",
            Holding::Reserves => "reserves",
            Holding::Considers => "considers",
            Holding::Opposes => "opposes",
        }
    }

    /// Returns what it is in the case language; nothing for a confirmation, which is an entry of its own.
    pub(crate) fn verb(self) -> Option<Verb> {
        Some(match self {
            Holding::Agrees => return None,
            Holding::RedLine => Verb::RedLine,
            Holding::Demand => Verb::Demand,
            Holding::Offers => Verb::Offers,
            Holding::Accepts => Verb::Accepts,
            Holding::Reserves => Verb::Reserves,
            Holding::Considers => Verb::Considers,
            Holding::Opposes => Verb::Opposes,
        })
    }

    /// Returns what a stance in force does; nothing for one that gives another up.
    pub(crate) fn of(verb: Verb) -> Option<Holding> {
        Holding::ALL.iter().copied().find(|holding| holding.verb() == Some(verb))
    }
}
