//! What packages are surely and possibly worth.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::knowledge::{Beliefs, PartyBelief};
use crate::space::Package;

/// The least and the greatest of what is possible; both can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueRange {
    /// The least.
    pub least: BigRational,
    /// The greatest.
    pub most: BigRational,
}

/// How far something holds for values of which not everything is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// It holds for none of the possible values.
    Impossible,
    /// It holds for some, and not for others.
    Possible,
    /// It holds for all.
    Necessary,
}

impl Beliefs {
    /// Returns between which values a package lies for a party.
    ///
    /// Weights are not negative, and what is known of one point tells nothing of another. So all ratings are at their
    /// least or greatest together, and what is left is linear in the weights.
    ///
    /// *Shape*: nothing if there is no such party, or the package does not fit the points.
    ///
    /// *Source*: Greco, Mousseau and Słowiński, Ordinal regression revisited, EJOR 191 (2008), whose necessary and
    /// possible preference this is for known forms of value.
    pub fn value_range(&self, party: usize, package: &Package) -> Option<ValueRange> {
        let belief = self.belief(party, &[package])?;
        let of = |end: fn(&PartyBelief, usize, usize) -> i128| -> Vec<i128> {
            package.iter().enumerate().map(|(point, &option)| end(belief, point, option)).collect()
        };
        let besides = BigInt::from(belief.bonus(package));
        Some(ValueRange {
            least: belief.weights.least(&of(PartyBelief::least_rating)) + &besides,
            most: belief.weights.greatest(&of(PartyBelief::most_rating)) + &besides,
        })
    }

    /// Returns by how much a package is worth more to a party than another, at least and at most.
    ///
    /// The first is necessarily as good as the other if the least is not negative, and possibly better if the greatest
    /// is positive.
    ///
    /// *Shape*: nothing if there is no such party, or a package does not fit the points.
    pub fn advantage_range(&self, party: usize, package: &Package, other: &Package) -> Option<ValueRange> {
        let belief = self.belief(party, &[package, other])?;
        Some(ValueRange { least: -belief.most_advantage(other, package), most: belief.most_advantage(package, other) })
    }

    /// Returns whether a party necessarily or possibly accepts a package, that is, finds it worth its walk-away value.
    ///
    /// A party without one accepts everything.
    ///
    /// *Shape*: nothing if there is no such party, or the package does not fit the points.
    pub fn acceptance(&self, party: usize, package: &Package) -> Option<Modality> {
        let range = self.value_range(party, package)?;
        let walk_away = self.parties[party].walk_away;
        let is_worth_it = |value: &BigRational| walk_away.is_none_or(|least| *value >= BigInt::from(least).into());
        Some(match (is_worth_it(&range.least), is_worth_it(&range.most)) {
            (true, _) => Modality::Necessary,
            (false, true) => Modality::Possible,
            (false, false) => Modality::Impossible,
        })
    }

    /// Returns what is known of a party, if the packages fit the points.
    fn belief(&self, party: usize, packages: &[&Package]) -> Option<&PartyBelief> {
        self.parties.get(party).filter(|belief| packages.iter().all(|package| belief.fits(package)))
    }
}

impl PartyBelief {
    pub(super) fn fits(&self, package: &[usize]) -> bool {
        package.len() == self.ratings.len()
            && package.iter().zip(&self.ratings).all(|(&option, ratings)| option < ratings.class.len())
    }

    fn least_rating(&self, point: usize, option: usize) -> i128 {
        self.ratings[point].least[self.ratings[point].class[option]].into()
    }

    pub(super) fn most_rating(&self, point: usize, option: usize) -> i128 {
        self.ratings[point].most[self.ratings[point].class[option]].unwrap_or(self.full).into()
    }

    fn most_advantage(&self, package: &Package, other: &Package) -> BigRational {
        let pairs = package.iter().zip(other).enumerate();
        let gains: Vec<i128> = pairs.map(|(point, (&one, &other))| self.most_gains(point, other)[one]).collect();
        self.weights.greatest(&gains) + BigInt::from(self.bonus(package) - self.bonus(other))
    }

    /// Returns what a package is worth besides its options.
    pub(super) fn bonus(&self, package: &[usize]) -> i128 {
        let held = self.bonuses.iter().filter(|bonus| bonus.formula.holds(package));
        held.map(|bonus| bonus.amount).sum()
    }

    /// Returns by how much each option of a point may be rated higher than one of them at most.
    ///
    /// What may be as high as the other may be higher by the distance of their bounds, unless the order puts it below.
    ///
    /// *Shape*: `[option]`.
    ///
    /// *Cost*: linear in the order of the options.
    pub(super) fn most_gains(&self, point: usize, from: usize) -> Vec<i128> {
        let ratings = &self.ratings[point];
        let base = ratings.class[from];
        let not_above = ratings.not_above(base);
        let gains = ratings.class.iter().enumerate().map(|(option, &class)| {
            let apart = self.most_rating(point, option) - i128::from(ratings.least[base]);
            if class == base {
                0
            } else if not_above[class] {
                apart.min(0)
            } else {
                apart
            }
        });
        gains.collect()
    }
}
