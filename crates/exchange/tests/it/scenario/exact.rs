//! Utilities in fractions, straight from the meaning of a profile: slow, and sure.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One as _, Signed as _, Zero as _};
use rust_decimal::Decimal;
use zopa_exchange::scenario::{Full, Profile, Region, Scenario};

pub(crate) fn fraction(number: Decimal) -> BigRational {
    BigRational::new(BigInt::from(number.mantissa()), BigInt::from(10).pow(number.scale()))
}

/// What one party makes of outcomes.
pub(crate) struct Utility<'a> {
    scenario: &'a Scenario,
    profile: &'a Profile,
    /// What each value of each issue adds; nothing where it is not known.
    adds: Vec<Vec<Option<BigRational>>>,
    bonuses: Vec<BigRational>,
}

impl<'a> Utility<'a> {
    pub(crate) fn new(scenario: &'a Scenario, profile: &'a Profile) -> Utility<'a> {
        let adds = scenario.issues.iter().zip(&profile.worths).map(|(issue, worth)| {
            let Some(worth) = worth else { return vec![Some(BigRational::zero()); issue.values.count() as usize] };
            let full = match profile.full {
                Full::Best => worth.best().filter(|best| *best > Decimal::ZERO).unwrap_or(Decimal::ONE),
                Full::Rating(full) => full,
            };
            let add = |rating: &Option<Decimal>| Some(fraction(worth.weight?) * fraction((*rating)?) / fraction(full));
            worth.ratings.iter().map(add).collect()
        });
        let bonuses = profile.bonuses.iter().map(|bonus| fraction(bonus.amount)).collect();
        Utility { scenario, profile, adds: adds.collect(), bonuses }
    }

    /// Returns the utility of an outcome, given by the positions of its values; nothing where it is not known.
    pub(crate) fn of(&self, outcome: &[usize]) -> Option<BigRational> {
        let mut sum = BigRational::zero();
        for (adds, &value) in self.adds.iter().zip(outcome) {
            sum += adds[value].as_ref()?;
        }
        for (bonus, amount) in self.profile.bonuses.iter().zip(&self.bonuses) {
            if bonus.regions.iter().all(|region| lies_in(self.scenario, region, outcome)) {
                sum += amount;
            }
        }
        sum /= fraction(self.profile.out_of);
        match self.profile.cap {
            Some(cap) if sum > fraction(cap) => Some(fraction(cap)),
            _ => Some(sum),
        }
    }
}

fn lies_in(scenario: &Scenario, region: &Region, outcome: &[usize]) -> bool {
    let inside = region.bounds.iter().all(|bound| {
        let value = scenario.issues[bound.issue].values.number(outcome[bound.issue]).expect("a whole number");
        Decimal::from(bound.low) <= value && value <= Decimal::from(bound.high)
    });
    inside == region.inside
}

/// Returns whether a number is within a billionth of one that was printed in binary.
pub(crate) fn near(exact: &BigRational, printed: &serde_json::Value) -> bool {
    let text = printed.to_string();
    let decimal = Decimal::from_scientific(&text).or_else(|_| Decimal::from_str_exact(&text)).expect("a number");
    let limit = BigRational::new(BigInt::one(), BigInt::from(1_000_000_000));
    (exact - fraction(decimal)).abs() <= limit
}

/// Calls `visit` with every outcome.
pub(crate) fn each_outcome(scenario: &Scenario, mut visit: impl FnMut(&[usize])) {
    let counts: Vec<usize> = scenario.issues.iter().map(|issue| issue.values.count() as usize).collect();
    let mut outcome = vec![0; counts.len()];
    loop {
        visit(&outcome);
        let Some(at) = (0..counts.len()).rev().find(|&at| outcome[at] + 1 < counts[at]) else { return };
        outcome[at] += 1;
        outcome[at + 1..].fill(0);
    }
}
