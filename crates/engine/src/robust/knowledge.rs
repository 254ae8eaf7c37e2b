//! What is known of what packages are worth to parties, where it is not known exactly.

use std::fmt;

use super::polytope::{Contradiction, Polytope};
use crate::{
    formula::Formula,
    space::Space,
    values::{Bonus, VALUE_MAX, VALUED_PARTIES_MAX},
};

/// The most unknown weights of a party that an order may tie together.
pub const ORDERED_WEIGHTS_MAX: usize = 200;

/// What a sample is multiplied by at most, so that it is whole: the number of steps into which it divides the weights
/// that are unknown.
pub(super) const WEIGHT_STEPS: i64 = 1 << 30;

/// The number of steps into which a sample divides full marks, if they are fewer.
pub(super) const RATING_STEPS: i64 = 1 << 20;

/// Where a number lies. Both ends are included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The lower bound. Below 0 it means 0.
    pub least: i64,
    /// The upper bound, if there is one.
    pub most: Option<i64>,
}

/// Items in order, the greatest first; those of a group are equal. What comes later is *at most* as great.
pub type Ranking = Vec<Vec<usize>>;

/// What is known of what packages are worth to one party.
///
/// The value of a package is the sum over all points of the weight of the point times the rating of the option chosen,
/// and of the bonuses whose formulas hold, which are known exactly.
/// All weights and ratings are possible that lie in their bounds and in the order of all rankings; weights and the
/// ratings of each point know nothing of each other.
///
/// *Units*: weights and ratings are whole, in whatever fractions the caller chooses for each; an option that is rated
/// `full` earns the whole weight of its point. Values are in the product of both units, so that a value in units of
/// weight is multiplied by `full`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyKnowledge {
    /// The weight of each point. A point that is worth nothing has weight 0.
    pub weights: Vec<Bounds>,
    /// Which points weigh more than others.
    pub weight_rankings: Vec<Ranking>,
    /// What all weights add up to. Without it every weight has an upper bound, its own or that of a greater one.
    pub total: Option<i64>,
    /// The ratings of the options of each point, from 0 to `full`. *Shape*: `[point][option]`.
    pub ratings: Vec<Vec<Bounds>>,
    /// Which options of each point are better than others. *Shape*: `[point][ranking]`.
    pub rating_rankings: Vec<Vec<Ranking>>,
    /// The best rating. At least 1.
    pub full: i64,
    /// What is gained besides.
    pub bonuses: Vec<Bonus>,
    /// The value of no deal.
    pub walk_away: Option<i128>,
}

/// What is known of what packages are worth to parties, checked.
#[derive(Clone, Debug)]
pub struct Beliefs {
    pub(super) parties: Vec<PartyBelief>,
}

#[derive(Clone, Debug)]
pub(super) struct PartyBelief {
    pub(super) weights: Polytope,
    pub(super) ratings: Vec<Polytope>,
    pub(super) full: i64,
    pub(super) bonuses: Vec<Bonus>,
    pub(super) walk_away: Option<i128>,
}

/// What is said to be known cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BeliefError {
    /// More parties than [`VALUED_PARTIES_MAX`].
    TooManyParties {
        /// How many there are.
        found: usize,
    },
    /// There is not one weight for each point and one rating for each option, or full marks are not above 0.
    Shape {
        /// The party.
        party: usize,
    },
    /// No weights are as described.
    Weights {
        /// The party.
        party: usize,
        /// Why; its items are points.
        why: Contradiction,
    },
    /// No ratings of the options of a point are as described.
    Ratings {
        /// The party.
        party: usize,
        /// The point.
        point: usize,
        /// Why; its items are options.
        why: Contradiction,
    },
    /// Nothing bounds a weight from above.
    Unbounded {
        /// The party.
        party: usize,
        /// The point.
        point: usize,
    },
    /// More than [`ORDERED_WEIGHTS_MAX`] unknown weights, some of them ranked.
    TooManyOrdered {
        /// The party.
        party: usize,
    },
    /// The values of a package, divided finely enough for samples, may exceed [`VALUE_MAX`].
    TooLarge {
        /// The party.
        party: usize,
    },
}

impl Bounds {
    /// Nothing is known.
    pub const UNKNOWN: Bounds = Bounds { least: 0, most: None };

    /// Returns the bounds of a number that is known.
    pub fn exact(number: i64) -> Bounds {
        Bounds { least: number, most: Some(number) }
    }

    /// Returns the bounds of a range.
    pub fn range(least: i64, most: i64) -> Bounds {
        Bounds { least, most: Some(most) }
    }

    /// Returns the bounds drawn in to those of what is at least 0 and at most `most`.
    fn within(self, most: Option<i64>) -> Bounds {
        let most = match (self.most, most) {
            (Some(own), Some(most)) => Some(own.min(most)),
            (own, most) => own.or(most),
        };
        Bounds { least: self.least.max(0), most }
    }
}

impl Beliefs {
    /// Returns the beliefs after checking that there are values that meet them.
    ///
    /// *Errors*: the first party of which something is contradictory, unbounded or too large.
    ///
    /// *Cost*: linear in what is known.
    pub fn new(space: &Space, parties: &[PartyKnowledge]) -> Result<Beliefs, BeliefError> {
        if parties.len() > VALUED_PARTIES_MAX {
            return Err(BeliefError::TooManyParties { found: parties.len() });
        }
        let checked = parties.iter().enumerate().map(|(party, known)| PartyBelief::new(space, party, known));
        Ok(Beliefs { parties: checked.collect::<Result<_, _>>()? })
    }

    /// Returns the number of parties.
    pub fn n_parties(&self) -> usize {
        self.parties.len()
    }

    /// Returns the formulas of the bonuses of all parties, which a diagram has to watch in this order.
    pub fn watched(&self) -> Vec<Formula> {
        let bonuses = self.parties.iter().flat_map(|belief| &belief.bonuses);
        bonuses.map(|bonus| bonus.formula.clone()).collect()
    }
}

impl PartyBelief {
    fn new(space: &Space, party: usize, known: &PartyKnowledge) -> Result<PartyBelief, BeliefError> {
        let fits = known.weights.len() == space.n_points()
            && known.ratings.iter().map(Vec::len).eq(space.sizes().iter().copied())
            && known.rating_rankings.len() == space.n_points();
        if !fits || known.full < 1 {
            return Err(BeliefError::Shape { party });
        }
        let weights: Vec<Bounds> = known.weights.iter().map(|bounds| bounds.within(None)).collect();
        let weights = Polytope::new(&weights, &known.weight_rankings, known.total)
            .map_err(|why| BeliefError::Weights { party, why })?;
        check_weights(party, &weights)?;
        let of_points = known.ratings.iter().zip(&known.rating_rankings).enumerate();
        let ratings = of_points.map(|(point, (bounds, rankings))| {
            let bounds: Vec<Bounds> = bounds.iter().map(|bounds| bounds.within(Some(known.full))).collect();
            Polytope::new(&bounds, rankings, None).map_err(|why| BeliefError::Ratings { party, point, why })
        });
        let ratings = ratings.collect::<Result<_, _>>()?;
        let belief = PartyBelief {
            weights,
            ratings,
            full: known.full,
            bonuses: known.bonuses.clone(),
            walk_away: known.walk_away,
        };
        if belief.is_too_large() { Err(BeliefError::TooLarge { party }) } else { Ok(belief) }
    }

    /// Returns the most that all weights may add up to.
    pub(super) fn weight_in_all(&self) -> i128 {
        let sum = || {
            let classes = self.weights.mass.iter().zip(&self.weights.most);
            classes.map(|(&mass, most)| i128::from(mass) * i128::from(most.unwrap_or(0))).sum()
        };
        self.weights.total.map_or_else(sum, i128::from)
    }

    fn is_too_large(&self) -> bool {
        let finest = i128::from(WEIGHT_STEPS) * 2;
        let marks = i128::from(self.full.max(RATING_STEPS)) * 2;
        let most = (VALUE_MAX / finest).checked_div(marks).unwrap_or(0);
        let bonuses = self.bonuses.iter().map(|bonus| bonus.amount.unsigned_abs());
        let besides = bonuses.chain([self.walk_away.unwrap_or(0).unsigned_abs()]).try_fold(0, u128::checked_add);
        let most_besides = (VALUE_MAX / finest / i128::from(RATING_STEPS)).unsigned_abs();
        self.weight_in_all() > most || besides.is_none_or(|besides| besides > most_besides)
    }
}

fn check_weights(party: usize, weights: &Polytope) -> Result<(), BeliefError> {
    if weights.total.is_none()
        && let Some(point) = weights.class.iter().position(|&class| weights.most[class].is_none())
    {
        return Err(BeliefError::Unbounded { party, point });
    }
    let n_open = (0..weights.n_classes()).filter(|&class| !weights.is_fixed(class)).count();
    let is_ordered = weights.below.iter().any(|below| !below.is_empty());
    if is_ordered && n_open > ORDERED_WEIGHTS_MAX { Err(BeliefError::TooManyOrdered { party }) } else { Ok(()) }
}

impl fmt::Display for BeliefError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BeliefError::TooManyParties { found } => {
                write!(f, "{found} parties have values, more than {VALUED_PARTIES_MAX}")
            }
            BeliefError::Shape { party } => write!(f, "what is known of party {party} does not fit the points"),
            BeliefError::Weights { party, why } => write!(f, "no weights of party {party} are possible: {why}"),
            BeliefError::Ratings { party, point, why } => {
                write!(f, "no ratings of party {party} on point {point} are possible: {why}")
            }
            BeliefError::Unbounded { party, point } => {
                write!(f, "nothing bounds the weight of point {point} to party {party} from above")
            }
            BeliefError::TooManyOrdered { party } => {
                write!(f, "more than {ORDERED_WEIGHTS_MAX} weights of party {party} are unknown, and some ranked")
            }
            BeliefError::TooLarge { party } => write!(f, "the values of party {party} are too large to be sampled"),
        }
    }
}

impl std::error::Error for BeliefError {}
