//! The convex set in which the rows of wanted paths lie, in floating point.
//!
//! The set only serves to show that there are no such paths: under weights that are not negative, the least that a
//! member of the set weighs (its threshold) may be more than the longest path. So a threshold must not be too high,
//! and every rounding here is paid for.

use num_bigint::BigInt;

use super::{
    log::{exp, ln, power_of_two},
    task::Limits,
};

/// Rows in a box, beyond a curve.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// What the rows must reach, exactly.
    pub(super) floors: Vec<Option<i128>>,
    pub(super) least: Vec<f64>,
    pub(super) most: Vec<f64>,
    pub(super) curve: Curve,
}

/// What else rows must reach.
#[derive(Clone, Debug)]
pub(super) enum Curve {
    /// Nothing.
    None,
    /// A weighted sum. The weights add up to about 1.
    Sum {
        /// The weights.
        weights: Vec<f64>,
        /// The sum.
        least: f64,
    },
    /// Rows that, least first, are at least one of some lists; or a mixture of such rows.
    Fair {
        /// The lists, in whole numbers.
        lists: Vec<Vec<f64>>,
        /// The units of the rows.
        units: Vec<f64>,
    },
    /// A product, by its logarithm.
    Product {
        /// The logarithm.
        least: f64,
    },
}

/// Units in the last place that pay for the few operations on each row of a threshold, of which there are at most 12.
const ROUNDING: f64 = 64.0 * f64::EPSILON;

impl Curve {
    /// Returns the curve of a weighted sum, or nothing if no rows reach it.
    pub(super) fn sum(weights: &[u64], least: &BigInt, units: &[f64]) -> Option<Curve> {
        let weights: Vec<f64> = weights.iter().zip(units).map(|(&weight, unit)| weight as f64 * unit).collect();
        let total: f64 = weights.iter().sum();
        if total <= 0.0 {
            return (*least <= BigInt::ZERO).then_some(Curve::None);
        }
        // The exponent is split off so that no number overflows.
        let bits = least.bits();
        let shift = bits.saturating_sub(64);
        let top = i128::try_from(least >> shift).unwrap_or(0) as f64;
        let least = top / total * power_of_two(shift.min(1_000) as i32);
        let weights = weights.iter().map(|weight| weight / total).collect();
        Some(Curve::Sum { weights, least })
    }

    /// Returns the curve of a product, given by its logarithm in whole numbers.
    pub(super) fn product(least: f64, units: &[f64]) -> Curve {
        Curve::Product { least: least - units.iter().map(|&unit| ln(unit)).sum::<f64>() }
    }

    /// Returns the curve of rows that, least first, come after a list or are equal to it.
    ///
    /// They agree with it up to some place and are larger there, so that all further rows are larger too.
    pub(super) fn fair(list: &[i128], strict: bool, units: &[f64]) -> Curve {
        let after = |place: usize| {
            let rest = std::iter::repeat_n(list[place] + 1, list.len() - place);
            list[..place].iter().copied().chain(rest).map(|value| value as f64).collect::<Vec<f64>>()
        };
        let mut lists: Vec<Vec<f64>> = (0..list.len()).map(after).collect();
        if !strict {
            lists.push(list.iter().map(|&value| value as f64).collect());
        }
        Curve::Fair { lists, units: units.to_vec() }
    }

    /// Returns the number that must be reached.
    pub(super) fn level(&self) -> f64 {
        match self {
            Curve::None | Curve::Fair { .. } => 0.0,
            Curve::Sum { least, .. } | Curve::Product { least } => *least,
        }
    }

    /// Returns the same curve with another number to reach.
    pub(super) fn at(self, least: f64) -> Curve {
        match self {
            Curve::None | Curve::Fair { .. } => self,
            Curve::Sum { weights, .. } => Curve::Sum { weights, least },
            Curve::Product { .. } => Curve::Product { least },
        }
    }
}

impl Target {
    /// Returns the set, or nothing if it is empty.
    pub(super) fn new(floors: &[Option<i128>], caps: &[Option<i128>], limits: &Limits, curve: Curve) -> Option<Target> {
        let units = &limits.units;
        let scaled = |value: i128, unit: f64| value as f64 / unit;
        let mut least = limits.least.clone();
        let mut most = limits.most.clone();
        for row in 0..units.len() {
            if let Some(cap) = caps[row] {
                let cap = scaled(cap, units[row]);
                most[row] = most[row].min(cap + cap.abs() * f64::EPSILON);
            }
            // Sums may all be above the cap, but then count as the cap.
            least[row] = least[row].min(most[row]);
            if let Some(floor) = floors[row] {
                let floor = scaled(floor, units[row]);
                least[row] = least[row].max(floor - floor.abs() * f64::EPSILON);
            }
            if least[row] > most[row] {
                return None;
            }
        }
        Some(Target { floors: floors.to_vec(), least, most, curve })
    }

    /// Returns the least that rows in the set weigh, rounded down, and writes rows that weigh about so little.
    ///
    /// With the curve `f(x) >= c`, every `theta >= 0` gives a lower bound: the least of `weights x - theta f(x)` over
    /// the box, plus `theta c`. The best `theta` makes it exact (strong duality); here it need only be near.
    pub(super) fn threshold(&self, weights: &[f64], point: &mut Vec<f64>) -> f64 {
        point.clear();
        point.extend_from_slice(&self.least);
        let total: f64 = weights.iter().sum();
        match &self.curve {
            Curve::None => weigh(weights, point) - ROUNDING * total,
            Curve::Sum { weights: of_sum, least } => {
                let theta = self.fill(weights, of_sum, *least, point);
                let rest = (0..weights.len()).map(|row| {
                    let weight = weights[row] - theta * of_sum[row];
                    weight * if weight < 0.0 { self.most[row] } else { self.least[row] }
                });
                let bound = theta * least + rest.sum::<f64>();
                bound - ROUNDING * (total + theta * (2.0 + least.abs()))
            }
            Curve::Fair { lists, units } => {
                let boxed = weigh(weights, point) - ROUNDING * total;
                // Of all ways to give rows the numbers of a list, the lightest gives the heaviest row the least number.
                let mut order: Vec<usize> = (0..weights.len()).collect();
                order.sort_by(|&a, &b| (weights[b] * units[a]).total_cmp(&(weights[a] * units[b])));
                let weigh_list = |list: &Vec<f64>| {
                    let terms = order.iter().zip(list).map(|(&row, value)| weights[row] * (value / units[row]));
                    terms.fold((0.0, total), |(sum, size), term| (sum + term, size + term.abs()))
                };
                let lightest = lists.iter().min_by(|a, b| weigh_list(a).0.total_cmp(&weigh_list(b).0));
                let Some(list) = lightest else { return boxed };
                let rounded = lists.iter().map(weigh_list).map(|(sum, size)| sum - ROUNDING * size);
                let bound = rounded.fold(f64::INFINITY, f64::min);
                if bound > boxed {
                    order.iter().zip(list).for_each(|(&row, value)| point[row] = value / units[row]);
                }
                bound.max(boxed)
            }
            Curve::Product { least } => {
                let theta = self.level(weights, *least, point);
                let logarithms = point.iter().map(|&x| ln(x));
                let (sum, size) = logarithms.fold((0.0, 1.0), |(sum, size), log| (sum + log, size + log.abs()));
                let bound = weigh(weights, point) + theta * (least - sum);
                // `point` is where each term is least, up to a rounding that the term, flat there, does not feel.
                bound - ROUNDING * (total + theta * (size + least.abs()))
            }
        }
    }

    /// Raises rows from the floors to a sum, the lightest first, and returns the weight per sum of the last.
    fn fill(&self, weights: &[f64], of_sum: &[f64], least: f64, point: &mut [f64]) -> f64 {
        let mut missing = least - weigh(of_sum, point);
        let mut order: Vec<usize> = (0..weights.len()).filter(|&row| of_sum[row] > 0.0).collect();
        order.sort_by(|&a, &b| (weights[a] * of_sum[b]).total_cmp(&(weights[b] * of_sum[a])));
        let mut theta = 0.0;
        for row in order {
            if missing <= 0.0 {
                break;
            }
            theta = weights[row] / of_sum[row];
            let step = (self.most[row] - self.least[row]).min(missing / of_sum[row]);
            point[row] += step;
            missing -= step * of_sum[row];
        }
        if theta.is_finite() { theta } else { 0.0 }
    }

    /// Writes the rows `theta / weight`, kept within the box, whose product is about right, and returns `theta`.
    fn level(&self, weights: &[f64], least: f64, point: &mut [f64]) -> f64 {
        let mut is_free = [true; 16];
        let mut theta = 0.0;
        for _ in 0..4 {
            let (mut sum, mut n_free) = (least, 0);
            for (row, &weight) in weights.iter().enumerate() {
                if is_free[row] && weight > 0.0 {
                    sum += ln(weight);
                    n_free += 1;
                } else {
                    sum -= ln(point[row]);
                }
            }
            if n_free == 0 {
                break;
            }
            theta = exp((sum / f64::from(n_free)).min(3.0));
            let mut changed = false;
            for (row, &weight) in weights.iter().enumerate() {
                let wanted = if weight > 0.0 { theta / weight } else { f64::INFINITY };
                point[row] = wanted.clamp(self.least[row], self.most[row]);
                let free = wanted > self.least[row] && wanted < self.most[row];
                changed |= std::mem::replace(&mut is_free[row], free) != free;
            }
            if !changed {
                return theta;
            }
        }
        for (row, &weight) in weights.iter().enumerate() {
            let wanted = if weight > 0.0 { theta / weight } else { f64::INFINITY };
            point[row] = wanted.clamp(self.least[row], self.most[row]);
        }
        theta
    }
}

fn weigh(weights: &[f64], point: &[f64]) -> f64 {
    weights.iter().zip(point).map(|(weight, x)| weight * x).sum()
}
