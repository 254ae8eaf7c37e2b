//! The weights under which the paths of a branch fall short the most.

use super::{
    goal::Aim,
    network::{dot, slack},
    search::{Finding, Search, Split},
    simplex::Simplex,
    sweep::LANES,
    target::Curve,
    task::{Keep, Task},
};
use crate::budget::Budget;

/// How often weights are improved.
const ROUNDS_MAX: usize = 120;
const ROUNDS_OF_LIST: usize = 8;
/// Exchanges in the basis between two longest paths.
const EXCHANGES_MAX: usize = 200;
/// The share of the last best weights in the next; it steadies the sequence.
const INERTIA: f64 = 0.3;
const CONVERGED: f64 = 1e-9;
/// How often the mixture for a product is improved.
const MIXTURES_MAX: usize = 48;
/// How much of what keeps a branch open may be due to a mixture that is not the best.
const MIXTURE_SHARE: f64 = 0.05;

impl Search {
    /// Seeks weights that close the branch of all open paths.
    pub(super) fn weigh(&mut self, task: &mut Task<'_>, is_root: bool, budget: &mut Budget) -> Option<Finding> {
        let is_product = task.target.as_ref().is_some_and(|target| matches!(target.curve, Curve::Product { .. }));
        if is_product {
            let columns = self.open_columns();
            if let Some(&first) = columns.iter().find(|&&at| self.columns[at].rows.iter().all(|&row| row > 0.0)) {
                return self.mix(first, &columns, task, is_root, budget);
            }
        }
        self.separate(task, is_root, budget)
    }

    /// Seeks weights by a linear program over paths and points of the target.
    fn separate(&mut self, task: &mut Task<'_>, is_root: bool, budget: &mut Budget) -> Option<Finding> {
        let scales = self.scales(task);
        let mut weights: Vec<f64> = match &task.goal.aim {
            _ if !self.warm.is_empty() => self.warm.clone(),
            Aim::Sum(of) => of.iter().zip(&self.limits.units).map(|(&weight, unit)| weight as f64 * unit).collect(),
            Aim::Least(_) | Aim::Leximin | Aim::Product => scales.iter().map(|scale| 1.0 / scale).collect(),
        };
        normalise(&mut weights, &scales);
        let mut point = Vec::new();
        let length = self.ask(&weights, task, budget)?;
        if is_root && length > f64::NEG_INFINITY {
            task.bound(&weights, length);
        }
        let Some(target) = task.target.clone() else { return Some(Finding::Closed) };
        let least = target.threshold(&weights, &mut point);
        if length < least {
            return Some(Finding::Closed);
        }
        let mut gap = length - least;
        let mut nearest = weights.clone();
        let mut tried = vec![(gap, weights.clone())];
        let mut columns = self.open_columns();
        let Some(&first) = columns.first() else { return Some(Finding::Closed) };
        let mut simplex = Simplex::new(&scales, &self.columns[first].rows, &point);
        columns[1..].iter().for_each(|&at| simplex.add_path(&self.columns[at].rows));
        let mut inertia = INERTIA;
        // Much is wanted of a list, so that no weights close it.
        let rounds = if matches!(task.keep, Keep::All(_) | Keep::Top(_)) { ROUNDS_OF_LIST } else { ROUNDS_MAX };
        for _ in 0..rounds {
            (0..EXCHANGES_MAX).take_while(|_| simplex.step()).count();
            if gap - simplex.level() < CONVERGED {
                break;
            }
            simplex.weights(&mut weights);
            let pure = weights.clone();
            weights.iter_mut().zip(&nearest).for_each(|(weight, old)| *weight += inertia * (old - *weight));
            let length = self.ask(&weights, task, budget)?;
            if is_root {
                task.bound(&weights, length);
            }
            let least = match &task.target {
                Some(now) if length >= now.threshold(&weights, &mut Vec::new()) => {
                    target.threshold(&weights, &mut point)
                }
                _ => return Some(Finding::Closed),
            };
            tried.push((length - least, weights.clone()));
            let is_nearer = length - least < gap;
            if is_nearer {
                gap = length - least;
                nearest.clone_from(&weights);
            }
            let Some(column) = self.columns.last() else { break };
            let [of_paths, of_points] = simplex.prices();
            let path_helps = dot(&pure, &column.rows) - of_paths > CONVERGED;
            let point_helps = -dot(&pure, &point) - of_points > CONVERGED;
            if path_helps {
                simplex.add_path(&column.rows);
                columns.push(self.columns.len() - 1);
            }
            if point_helps {
                simplex.add_point(&point);
            }
            inertia = INERTIA;
            if !path_helps && !point_helps {
                if is_nearer || pure != weights {
                    inertia = 0.0;
                } else {
                    break;
                }
            }
        }
        tried.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut split = Split::default();
        tried.iter().for_each(|(_, weights)| split.add(weights));
        let shares = simplex.shares().filter(|(_, share)| *share > CONVERGED);
        split.mixture = shares.map(|(at, share)| (columns[at], share)).collect();
        if split.mixture.is_empty() {
            split.mixture.push((first, 1.0));
        }
        Some(Finding::Open(split))
    }

    /// Returns in what proportion rows should exceed the target.
    fn scales(&self, task: &Task<'_>) -> Vec<f64> {
        let limits = &self.limits;
        let width = |row: usize| (limits.most[row] - limits.least[row]).max(1e-9);
        let of_row = |row: usize| match task.goal.range(row) {
            0 => width(row),
            range => (range as f64 / limits.units[row]).max(1e-30),
        };
        (0..self.network.n_rows).map(of_row).collect()
    }

    /// Seeks the mixture of paths with the largest product, whose gradient are the weights.
    ///
    /// *Source*: the fully corrective Frank-Wolfe method with pairwise steps; Lacoste-Julien and Jaggi, On the global
    /// linear convergence of Frank-Wolfe optimization variants, NIPS 2015.
    fn mix(
        &mut self,
        first: usize,
        columns: &[usize],
        task: &mut Task<'_>,
        is_root: bool,
        budget: &mut Budget,
    ) -> Option<Finding> {
        let caps: Vec<f64> = task.target.as_ref()?.most.clone();
        let mut mixture: Vec<(usize, f64)> = vec![(first, 1.0)];
        mixture.extend(columns.iter().filter(|&&at| at != first).map(|&at| (at, 0.0)));
        let mut x = self.columns[first].rows.clone();
        let mut split = Split::default();
        let mut weights = Vec::new();
        let mut point = Vec::new();
        let mut best_gap = f64::INFINITY;
        for _ in 0..MIXTURES_MAX {
            self.improve(&mut mixture, &mut x, &caps);
            gradient(&x, &caps, &mut weights);
            let length = self.ask(&weights, task, budget)?;
            if is_root {
                task.bound(&weights, length);
            }
            let Some(target) = &task.target else { return Some(Finding::Closed) };
            let gap = length - target.threshold(&weights, &mut point);
            if gap < 0.0 {
                return Some(Finding::Closed);
            }
            if gap < best_gap {
                best_gap = gap;
                split.weights = vec![weights.clone()];
            }
            if length - slack(&self.network, &weights) - dot(&weights, &x) <= MIXTURE_SHARE * gap {
                break;
            }
            mixture.retain(|&(_, share)| share > 0.0);
            mixture.push((self.columns.len() - 1, 0.0));
        }
        mixture.retain(|&(_, share)| share > CONVERGED);
        split.mixture = mixture;
        vary(&mut split);
        Some(Finding::Open(split))
    }

    /// Moves shares from the worst to the best of some columns while the product grows.
    fn improve(&self, mixture: &mut [(usize, f64)], x: &mut [f64], caps: &[f64]) {
        let mut weights = Vec::new();
        for _ in 0..64 {
            gradient(x, caps, &mut weights);
            let slopes = mixture.iter().map(|&(at, _)| dot(&weights, &self.columns[at].rows));
            let (mut best, mut worst) = ((f64::NEG_INFINITY, 0), (f64::INFINITY, 0));
            for (index, slope) in slopes.enumerate() {
                if slope > best.0 {
                    best = (slope, index);
                }
                if slope < worst.0 && mixture[index].1 > 0.0 {
                    worst = (slope, index);
                }
            }
            if best.0 - worst.0 < 1e-7 * x.len() as f64 || best.1 == worst.1 {
                return;
            }
            let (from, to) = (&self.columns[mixture[worst.1].0].rows, &self.columns[mixture[best.1].0].rows);
            let direction: Vec<f64> = to.iter().zip(from).map(|(to, from)| to - from).collect();
            let most = mixture[worst.1].1;
            let step = stretch(x, &direction, caps, most);
            if step <= 0.0 {
                return;
            }
            x.iter_mut().zip(&direction).for_each(|(x, by)| *x += step * by);
            mixture[best.1].1 += step;
            mixture[worst.1].1 = if step >= most { 0.0 } else { most - step };
        }
    }
}

/// Returns how far to go in a direction for the largest product.
fn stretch(x: &[f64], direction: &[f64], caps: &[f64], most: f64) -> f64 {
    let slope = |step: f64| {
        let mut sums = (0.0, 0.0);
        for ((&x, &by), &cap) in x.iter().zip(direction).zip(caps) {
            let here = x + step * by;
            if here <= 0.0 {
                return (f64::NEG_INFINITY, 0.0);
            }
            if here < cap {
                sums.0 += by / here;
                sums.1 += by * by / (here * here);
            }
        }
        sums
    };
    if slope(most).0 >= 0.0 {
        return most;
    }
    let (mut low, mut high) = (0.0, most);
    let mut step = 0.0;
    for _ in 0..12 {
        let (first, second) = slope(step);
        if first >= 0.0 {
            low = step
        } else {
            high = step
        }
        let newton = step + first / second;
        step = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
        if (first.abs() < 1e-9 * second) || high - low < 1e-12 {
            break;
        }
    }
    if slope(step).0.is_finite() { step } else { low }
}

/// Writes how much each row adds to the logarithm of the product.
fn gradient(x: &[f64], caps: &[f64], weights: &mut Vec<f64>) {
    weights.clear();
    weights.extend(x.iter().zip(caps).map(|(x, cap)| if x < cap { 1.0 / x } else { 0.0 }));
}

/// Adds weights around the nearest, since the logarithm is not straight.
fn vary(split: &mut Split) {
    let nearest = split.weights[0].clone();
    for by in [0.04, 0.12] {
        for row in 0..nearest.len() {
            for factor in [1.0 + by, 1.0 - by] {
                if split.weights.len() == LANES {
                    return;
                }
                let mut weights = nearest.clone();
                weights[row] *= factor;
                split.add(&weights);
            }
        }
    }
}

/// Makes the weights of the scales add up to 1.
fn normalise(weights: &mut [f64], scales: &[f64]) {
    let total = dot(weights, scales);
    if total > 0.0 && total.is_finite() {
        weights.iter_mut().for_each(|weight| *weight /= total);
    } else {
        weights.iter_mut().zip(scales).for_each(|(weight, scale)| *weight = 1.0 / scale / scales.len() as f64);
    }
}
