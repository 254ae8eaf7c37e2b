//! What packages are worth to the parties.

use std::fmt;

use crate::{formula::Formula, problem::Problem};

/// The most parties whose values one question can weigh.
pub const VALUED_PARTIES_MAX: usize = 12;

/// The largest number that the value of a package may reach, so that no sum or difference overflows.
pub const VALUE_MAX: i128 = 1 << 124;

/// What packages are worth to each of some parties, in whole units of each party's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values {
    parties: Vec<PartyValues>,
}

/// What packages are worth to one party.
///
/// The value of a package is the sum of what its options are worth and of the bonuses whose formulas hold, and never
/// more than the cap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartyValues {
    /// What each option of each point is worth. *Shape*: `[point][option]`.
    pub tables: Vec<Vec<i128>>,
    /// What is gained besides.
    pub bonuses: Vec<Bonus>,
    /// What no package is worth more than.
    pub cap: Option<i128>,
    /// The value of no deal.
    pub walk_away: Option<i128>,
}

/// An amount that a package is worth besides if a formula holds; it may be negative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bonus {
    /// The test.
    pub formula: Formula,
    /// What is gained.
    pub amount: i128,
}

/// Tables do not make values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValuesError {
    /// More parties than [`VALUED_PARTIES_MAX`].
    TooManyParties {
        /// How many there are.
        found: usize,
    },
    /// A table has not one number for each option.
    Shape {
        /// The party.
        party: usize,
    },
    /// A bonus names a point or option that does not exist, or nests too deep.
    BadBonus {
        /// The party.
        party: usize,
    },
    /// The values of a package may exceed [`VALUE_MAX`].
    TooLarge {
        /// The party.
        party: usize,
    },
}

impl Values {
    /// Returns the values after checking them against the space of a problem.
    ///
    /// *Errors*: the first party whose tables do not fit.
    pub fn new(problem: &Problem, parties: Vec<PartyValues>) -> Result<Values, ValuesError> {
        if parties.len() > VALUED_PARTIES_MAX {
            return Err(ValuesError::TooManyParties { found: parties.len() });
        }
        let space = problem.space();
        for (party, values) in parties.iter().enumerate() {
            let lengths = values.tables.iter().map(Vec::len);
            if !lengths.eq(space.sizes().iter().copied()) {
                return Err(ValuesError::Shape { party });
            }
            let formulas = values.bonuses.iter().map(|bonus| bonus.formula.clone()).collect();
            if Problem::new(space.clone(), formulas, vec![]).is_err() {
                return Err(ValuesError::BadBonus { party });
            }
            let limits = [values.cap.unwrap_or(0), values.walk_away.unwrap_or(0)];
            let options = values.tables.iter().map(|table| table.iter().map(|value| value.unsigned_abs()).max());
            let bonuses = values.bonuses.iter().map(|bonus| Some(bonus.amount.unsigned_abs()));
            let largest = options.chain(bonuses).flatten().try_fold(0_u128, u128::checked_add);
            let limit = VALUE_MAX.unsigned_abs();
            if largest.is_none_or(|sum| sum > limit) || limits.iter().any(|value| value.unsigned_abs() > limit) {
                return Err(ValuesError::TooLarge { party });
            }
        }
        Ok(Values { parties })
    }

    /// Returns values that are known to fit and not to be too large.
    pub(crate) fn trusted(parties: Vec<PartyValues>) -> Values {
        Values { parties }
    }

    /// Returns the number of parties.
    pub fn n_parties(&self) -> usize {
        self.parties.len()
    }

    /// Returns the parties.
    pub fn parties(&self) -> &[PartyValues] {
        &self.parties
    }

    /// Returns what a package is worth to every party. The package has an option for every point.
    pub fn of(&self, package: &[usize]) -> Vec<i128> {
        self.parties.iter().map(|party| party.of(package)).collect()
    }

    /// Returns the same values without walk-away values.
    #[must_use]
    pub fn without_walk_away(&self) -> Values {
        self.with_walk_away(&vec![None; self.parties.len()])
    }

    /// Returns the same values with these walk-away values, one for each party, brought within [`VALUE_MAX`].
    #[must_use]
    pub fn with_walk_away(&self, walk_away: &[Option<i128>]) -> Values {
        let mut values = self.clone();
        for (party, value) in values.parties.iter_mut().zip(walk_away) {
            party.walk_away = value.map(|value| value.clamp(-VALUE_MAX, VALUE_MAX));
        }
        values
    }
}

impl PartyValues {
    /// Returns what a package is worth. The package has an option for every point.
    pub fn of(&self, package: &[usize]) -> i128 {
        let options: i128 = self.tables.iter().zip(package).map(|(table, &option)| table[option]).sum();
        let bonuses = self.bonuses.iter().filter(|bonus| bonus.formula.holds(package));
        let value = options + bonuses.map(|bonus| bonus.amount).sum::<i128>();
        self.cap.map_or(value, |cap| value.min(cap))
    }

    /// Returns a number that the value of no package exceeds, whatever its sign.
    pub(crate) fn size(&self) -> i128 {
        let options = self.tables.iter().map(|table| table.iter().map(|value| value.abs()).max().unwrap_or(0));
        options.sum::<i128>() + self.bonuses.iter().map(|bonus| bonus.amount.abs()).sum::<i128>()
    }

    /// Returns whether a value is at least what no deal is worth.
    pub fn accepts(&self, value: i128) -> bool {
        self.walk_away.is_none_or(|least| value >= least)
    }
}

impl fmt::Display for ValuesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ValuesError::TooManyParties { found } => {
                write!(f, "{found} parties have values, more than {VALUED_PARTIES_MAX}")
            }
            ValuesError::Shape { party } => write!(f, "the tables of party {party} do not fit the points"),
            ValuesError::BadBonus { party } => write!(f, "a bonus of party {party} does not fit the points"),
            ValuesError::TooLarge { party } => write!(f, "the values of party {party} exceed 124 bits"),
        }
    }
}

impl std::error::Error for ValuesError {}
