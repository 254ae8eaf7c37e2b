//! A scenario, whatever the form of its files.

use super::number;
use rust_decimal::Decimal;

/// Issues, and what each party makes of their values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// What is negotiated, in the order of the files.
    pub issues: Vec<Issue>,
    /// The parties, each with what it wants.
    pub profiles: Vec<Profile>,
}

/// One thing to be settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Its name.
    pub name: String,
    /// Its values.
    pub values: Values,
}

/// The values of an issue, at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Values {
    /// Named values.
    Named {
        /// Their names, all different.
        names: Vec<String>,
        /// Whether they go from least to most.
        ordered: bool,
    },
    /// All whole numbers between two, both included.
    Whole {
        /// The first.
        low: i64,
        /// The last.
        high: i64,
    },
    /// Numbers at equal distances.
    Stepped {
        /// The first.
        low: Decimal,
        /// The last.
        high: Decimal,
        /// The distance, positive.
        step: Decimal,
    },
}

/// What a party wants.
///
/// The utility of an outcome is the sum, over the issues, of weight × rating ÷ what earns the whole weight, plus the
/// amounts of the bonuses that apply, all divided by `out_of`, and at most `cap`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The name of the party.
    pub party: String,
    /// What each issue is worth, in the order of the issues; nothing where the issue does not count.
    pub worths: Vec<Option<Worth>>,
    /// Which rating earns the whole weight of its issue.
    pub full: Full,
    /// What is added under a condition.
    pub bonuses: Vec<Bonus>,
    /// By what the sum is divided; positive.
    pub out_of: Decimal,
    /// The most that a utility can be.
    pub cap: Option<Decimal>,
    /// The utility of no agreement; nothing where every agreement is better.
    pub reservation: Option<Decimal>,
    /// What utilities are multiplied by at the end of the time, above 0 and at most 1.
    pub discount: Decimal,
}

/// What an issue is worth to a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worth {
    /// Its weight, where known.
    pub weight: Option<Decimal>,
    /// The rating of each value, in order, where known.
    pub ratings: Vec<Option<Decimal>>,
}

/// Which rating earns the whole weight of an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Full {
    /// The highest rating of the issue; an issue without a rating above 0 counts its ratings as they are.
    Best,
    /// This one, for every issue; positive.
    Rating(Decimal),
}

/// What is added to the utility of the outcomes that lie in all of its regions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bonus {
    /// How much; it may be negative.
    pub amount: Decimal,
    /// Where; without any region everywhere.
    pub regions: Vec<Region>,
}

/// A box of outcomes, or all outcomes outside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Whether the outcomes in the box are meant, or all others.
    pub inside: bool,
    /// The sides of the box, at least one.
    pub bounds: Vec<Bound>,
}

/// The values of one issue, which has whole numbers, from `low` to `high`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The issue, by its position.
    pub issue: usize,
    /// The first value.
    pub low: i64,
    /// The last value, not below the first.
    pub high: i64,
}

impl Values {
    /// Returns how many there are.
    pub fn count(&self) -> u64 {
        match self {
            Values::Named { names, .. } => names.len() as u64,
            Values::Whole { low, high } => {
                (i128::from(*high) - i128::from(*low) + 1).clamp(0, i128::from(u64::MAX)) as u64
            }
            Values::Stepped { low, high, step } => {
                let steps = (*high - *low).checked_div(*step).map_or(Decimal::MAX, |steps| steps.floor());
                u64::try_from(steps).map_or(u64::MAX, |steps| steps.saturating_add(1))
            }
        }
    }

    /// Returns the value at a position as text.
    pub fn text(&self, index: usize) -> Option<String> {
        match self {
            Values::Named { names, .. } => names.get(index).cloned(),
            Values::Whole { .. } | Values::Stepped { .. } => self.number(index).map(number::text),
        }
    }

    /// Returns the value at a position as a number; `None` where values have names.
    pub fn number(&self, index: usize) -> Option<Decimal> {
        if index as u64 >= self.count() {
            return None;
        }
        match self {
            Values::Named { .. } => None,
            Values::Whole { low, .. } => low.checked_add(i64::try_from(index).ok()?).map(Decimal::from),
            Values::Stepped { low, step, .. } => number::sum(*low, number::product(*step, Decimal::from(index))?),
        }
    }
}

impl Scenario {
    /// Returns how many outcomes there are; `None` where the number is beyond 10^38.
    pub fn outcomes(&self) -> Option<u128> {
        self.issues.iter().try_fold(1_u128, |product, issue| product.checked_mul(u128::from(issue.values.count())))
    }
}

impl Worth {
    /// Returns the highest rating; `None` where nothing is rated.
    pub fn best(&self) -> Option<Decimal> {
        self.ratings.iter().copied().flatten().max()
    }
}
