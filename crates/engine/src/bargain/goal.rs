//! What is sought among paths: limits on rows and something to be large. All comparisons are of whole numbers.

use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};

use super::{
    log::{ln, ln_of},
    target::{Curve, Target},
    task::Limits,
};

/// What is to be large.
#[derive(Clone, Debug)]
pub(super) enum Aim {
    /// The least share: rows over these numbers, all positive or, for rows left out, 0. Without rows it is 0.
    Least(Vec<i128>),
    /// The least row, then the second least, and so on.
    Leximin,
    /// The sum of the rows, weighted.
    Sum(Vec<u64>),
    /// The product of the rows, none of which may be negative.
    Product,
}

/// Limits on rows and an aim.
#[derive(Clone, Debug)]
pub(super) struct Goal {
    pub(super) aim: Aim,
    /// What the rows must reach.
    pub(super) floors: Vec<Option<i128>>,
    /// What rows do not count beyond.
    pub(super) caps: Vec<Option<i128>>,
}

/// What a path is worth to an aim: a fraction whose denominator is positive, and what decides between equal ones.
#[derive(Clone, Debug)]
pub(super) struct Score {
    pub(super) value: BigInt,
    pub(super) of: BigInt,
    /// The rows, least first, for leximin.
    pub(super) rest: Vec<i128>,
}

/// The paths that are still wanted.
#[derive(Clone, Debug)]
pub(super) enum Wanted {
    /// All that meet the floors.
    Any,
    /// Those with at least this score.
    AtLeast(Score),
    /// Those with a higher score.
    MoreThan(Score),
}

impl Score {
    pub(super) fn whole(value: impl Into<BigInt>) -> Score {
        Score::share(value, 1)
    }

    fn share(value: impl Into<BigInt>, of: i128) -> Score {
        Score { value: value.into(), of: of.into(), rest: Vec::new() }
    }

    /// Returns the score in floating point, which is only for people.
    pub(super) fn approx(&self) -> f64 {
        let sign = if self.value.sign() == Sign::Minus { -1.0 } else { 1.0 };
        sign * super::log::exp(ln_of(&BigInt::from(self.value.magnitude().clone())) - ln_of(&self.of))
    }
}

impl Ord for Score {
    fn cmp(&self, other: &Score) -> Ordering {
        let shares = (&self.value * &other.of).cmp(&(&other.value * &self.of));
        shares.then_with(|| self.rest.cmp(&other.rest))
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Score) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Score {
    fn eq(&self, other: &Score) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Score {}

impl Goal {
    /// Applies the caps to rows, and returns whether the floors are met.
    pub(super) fn admit(&self, rows: &mut [i128]) -> bool {
        let caps = rows.iter_mut().zip(&self.caps);
        caps.for_each(|(row, cap)| *row = cap.map_or(*row, |cap| cap.min(*row)));
        let is_product = matches!(self.aim, Aim::Product);
        let mut floors = rows.iter().zip(&self.floors);
        floors.all(|(row, floor)| floor.is_none_or(|floor| *row >= floor) && !(is_product && *row < 0))
    }

    /// Returns the score of rows that were admitted.
    pub(super) fn score(&self, rows: &[i128]) -> Score {
        match &self.aim {
            Aim::Least(ranges) => {
                let shares = rows.iter().zip(ranges).filter(|(_, range)| **range > 0);
                shares.map(|(&row, &range)| Score::share(row, range)).min().unwrap_or(Score::whole(0))
            }
            Aim::Leximin => {
                let mut rest = rows.to_vec();
                rest.sort_unstable();
                Score { rest, ..Score::whole(rows.iter().min().copied().unwrap_or(0)) }
            }
            Aim::Sum(weights) => {
                let terms = rows.iter().zip(weights).map(|(&row, &weight)| BigInt::from(row) * weight);
                Score::whole(terms.sum::<BigInt>())
            }
            Aim::Product => Score::whole(product(rows)),
        }
    }

    /// Returns what rows of wanted paths must lie in, or nothing if no path can be wanted.
    ///
    /// All paths keep the limits.
    pub(super) fn target(&self, wanted: &Wanted, limits: &Limits) -> Option<Target> {
        let units = &limits.units;
        let mut floors = self.floors.clone();
        let mut curve = Curve::None;
        match (&self.aim, wanted) {
            (_, Wanted::Any) => {}
            (Aim::Least(ranges), Wanted::AtLeast(score) | Wanted::MoreThan(score)) => {
                let strict = matches!(wanted, Wanted::MoreThan(_));
                if strict && ranges.iter().all(|&range| range == 0) && score.value.sign() != Sign::Minus {
                    return None;
                }
                for (floor, &range) in floors.iter_mut().zip(ranges) {
                    if range > 0 {
                        let needed = reached(score, range, strict)?;
                        *floor = Some(floor.map_or(needed, |floor| floor.max(needed)));
                    }
                }
            }
            (Aim::Leximin, Wanted::AtLeast(score) | Wanted::MoreThan(score)) => {
                let least = score.rest.first().copied();
                floors.iter_mut().for_each(|floor| *floor = (*floor).max(least));
                curve = Curve::fair(&score.rest, matches!(wanted, Wanted::MoreThan(_)), units);
            }
            (Aim::Sum(weights), Wanted::AtLeast(score) | Wanted::MoreThan(score)) => {
                let more = i32::from(matches!(wanted, Wanted::MoreThan(_)));
                curve = Curve::sum(weights, &(&score.value + more), units)?;
            }
            (Aim::Product, Wanted::AtLeast(score) | Wanted::MoreThan(score)) => {
                let more = i32::from(matches!(wanted, Wanted::MoreThan(_)));
                let product = &score.value + more;
                if product.sign() == Sign::Plus {
                    floors.iter_mut().for_each(|floor| *floor = Some(floor.unwrap_or(1).max(1)));
                    curve = Curve::product(ln_of(&product), units);
                }
            }
        }
        if matches!(self.aim, Aim::Product) {
            floors.iter_mut().for_each(|floor| *floor = Some(floor.unwrap_or(0).max(0)));
        }
        let mut bounds = floors.iter().zip(&self.caps);
        if bounds.any(|(floor, cap)| floor.is_some_and(|floor| cap.is_some_and(|cap| floor > cap))) {
            return None;
        }
        Target::new(&floors, &self.caps, limits, curve)
    }

    /// Returns what a row is divided by before the least is taken, 0 if it is left out or it is not that aim.
    pub(super) fn range(&self, row: usize) -> i128 {
        match &self.aim {
            Aim::Least(ranges) => ranges[row],
            Aim::Leximin => 1,
            Aim::Sum(_) | Aim::Product => 0,
        }
    }

    /// Returns a score as a level, in floating point: a share or a sum in units of its own, or the logarithm of a
    /// product.
    pub(super) fn level(&self, score: &Score, units: &[f64]) -> f64 {
        match &self.aim {
            Aim::Product => Curve::product(ln_of(&score.value), units).level(),
            Aim::Sum(weights) => Curve::sum(weights, &score.value, units).map_or(0.0, |curve| curve.level()),
            Aim::Least(_) | Aim::Leximin => score.approx(),
        }
    }

    /// Returns a level that no score exceeds.
    pub(super) fn level_max(&self, limits: &Limits) -> f64 {
        let most = limits.most.iter();
        let whole = |(most, unit): (&f64, &f64)| most * unit;
        match &self.aim {
            Aim::Product => most.map(|&most| ln(most)).sum(),
            Aim::Sum(_) => 1.0,
            Aim::Leximin => most.zip(&limits.units).map(whole).fold(f64::INFINITY, f64::min),
            Aim::Least(ranges) => {
                let shares = most.zip(&limits.units).map(whole).zip(ranges).filter(|(_, range)| **range > 0);
                shares.map(|(most, &range)| most / range as f64).fold(f64::INFINITY, f64::min)
            }
        }
    }

    /// Returns what rows of paths with a level lie in, or nothing if there are none.
    pub(super) fn target_at(&self, level: f64, limits: &Limits) -> Option<Target> {
        let mut target = self.target(&Wanted::Any, limits)?;
        match &self.aim {
            Aim::Product => {
                target.least.iter_mut().zip(&limits.units).for_each(|(least, unit)| *least = least.max(1.0 / unit));
                target.curve = Curve::Product { least: level };
            }
            Aim::Sum(weights) => target.curve = Curve::sum(weights, &BigInt::ZERO, &limits.units)?.at(level),
            Aim::Least(_) | Aim::Leximin => {
                for (row, unit) in limits.units.iter().enumerate() {
                    let least = level * (self.range(row) as f64 / unit);
                    if self.range(row) > 0 {
                        target.least[row] = target.least[row].max(least - 4.0 * f64::EPSILON * least.abs());
                    }
                }
            }
        }
        let mut rows = target.least.iter().zip(&target.most);
        rows.all(|(least, most)| least <= most).then_some(target)
    }
}

/// Returns the least whole number whose share of a range is at least, or more than, a score. Shares beyond what a row
/// can reach give nothing.
fn reached(score: &Score, range: i128, strict: bool) -> Option<i128> {
    let product = &score.value * range;
    let quotient = &product / &score.of;
    let rest = &product - &quotient * &score.of;
    let floor = quotient - i32::from(rest.sign() == Sign::Minus);
    let is_whole = rest.sign() == Sign::NoSign;
    i128::try_from(floor + i32::from(strict || !is_whole)).ok()
}

fn product(rows: &[i128]) -> BigInt {
    let small = rows.iter().try_fold(1_i128, |product, &row| product.checked_mul(row));
    small.map_or_else(|| rows.iter().map(|&row| BigInt::from(row)).product(), BigInt::from)
}
