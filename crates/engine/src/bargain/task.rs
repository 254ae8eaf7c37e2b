//! One question to a search: what is wanted, and what was found.

use super::{
    goal::{Aim, Goal, Score, Wanted},
    log::exp,
    target::Target,
};

/// What is kept of the wanted paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// One with the highest score.
    Best,
    /// One for every vector of rows that no other wanted path's equals or exceeds in every row; so many at most.
    Maximal(usize),
    /// All, so many at most.
    All(usize),
    /// So many of the highest scores.
    Top(usize),
}

/// A path that was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) score: Score,
    /// What it adds up to, after caps.
    pub(super) rows: Vec<i128>,
    pub(super) path: Vec<u32>,
}

/// What rows of all paths lie between, in the units of the rows, and the units.
#[derive(Clone, Debug, Default)]
pub(super) struct Limits {
    pub(super) least: Vec<f64>,
    pub(super) most: Vec<f64>,
    pub(super) units: Vec<f64>,
}

/// A question and its answer so far.
#[derive(Clone, Debug)]
pub(super) struct Task<'g> {
    pub(super) goal: &'g Goal,
    pub(super) keep: Keep,
    pub(super) limits: Limits,
    wanted: Wanted,
    /// What the rows of wanted paths lie in; nothing if no more are wanted.
    pub(super) target: Option<Target>,
    /// Counts the changes of the target.
    pub(super) version: u64,
    pub(super) found: Vec<Found>,
    /// Whether something was left out because it was too much.
    pub(super) is_cut: bool,
    /// Weights with their longest paths over the whole network, which bound every score.
    pub(super) bounds: Vec<(Vec<f64>, f64)>,
}

impl<'g> Task<'g> {
    pub(super) fn new(goal: &'g Goal, keep: Keep, wanted: Wanted, limits: Limits) -> Task<'g> {
        let target = goal.target(&wanted, &limits);
        let (found, bounds) = (Vec::new(), Vec::new());
        Task { goal, keep, limits, wanted, target, version: 0, found, is_cut: false, bounds }
    }

    /// Returns whether a path may be offered more than once.
    pub(super) fn takes_hints(&self) -> bool {
        !matches!(self.keep, Keep::All(_))
    }

    /// Keeps a path if it is wanted.
    pub(super) fn visit(&mut self, sums: &[i128], path: &[u32]) {
        let Some(target) = &self.target else { return };
        // Caps are not below floors, so that they need not be applied yet.
        if sums.iter().zip(&target.floors).any(|(sum, floor)| floor.is_some_and(|floor| *sum < floor)) {
            return;
        }
        let mut rows = sums.to_vec();
        if !self.goal.admit(&mut rows) {
            return;
        }
        let score = self.goal.score(&rows);
        let is_wanted = match &self.wanted {
            Wanted::Any => true,
            Wanted::AtLeast(least) => score >= *least,
            Wanted::MoreThan(most) => score > *most,
        };
        if is_wanted {
            self.keep(Found { score, rows, path: path.to_vec() });
        }
    }

    /// Keeps a path that is wanted.
    pub(super) fn keep(&mut self, new: Found) {
        match self.keep {
            Keep::Best => {
                self.want(Wanted::MoreThan(new.score.clone()));
                self.found = vec![new];
            }
            Keep::Maximal(most) => {
                let exceeds = |a: &Found, b: &Found| a.rows.iter().zip(&b.rows).all(|(a, b)| a >= b);
                if self.found.iter().any(|old| exceeds(old, &new)) {
                    return;
                }
                self.found.retain(|old| !exceeds(&new, old));
                self.add_up_to(most, new);
            }
            Keep::All(most) => self.add_up_to(most, new),
            Keep::Top(n) => {
                let at = self.found.partition_point(|old| old.score >= new.score);
                let mut equal = self.found[..at].iter().rev().take_while(|old| old.score == new.score);
                if equal.any(|old| old.path == new.path) {
                    return;
                }
                self.found.insert(at, new);
                self.found.truncate(n);
                if let Some(last) = self.found.last().filter(|_| self.found.len() == n) {
                    self.want(Wanted::MoreThan(last.score.clone()));
                }
            }
        }
    }

    fn add_up_to(&mut self, most: usize, new: Found) {
        if self.found.len() < most {
            self.found.push(new);
        } else {
            self.is_cut = true;
            self.target = None;
        }
    }

    fn want(&mut self, wanted: Wanted) {
        self.target = self.goal.target(&wanted, &self.limits);
        self.wanted = wanted;
        self.version += 1;
    }

    /// Notes a bound on all paths.
    pub(super) fn bound(&mut self, weights: &[f64], longest: f64) {
        self.bounds.push((weights.to_vec(), longest));
    }

    /// Returns how much higher the highest score may be than one that was found: as a share of it, or for a product of
    /// the geometric mean of the rows.
    pub(super) fn gap(&self, score: &Score) -> f64 {
        let best = self.goal.level(score, &self.limits.units);
        let (mut low, mut high) = (best, self.goal.level_max(&self.limits));
        for _ in 0..100 {
            let middle = 0.5 * (low + high);
            if self.may_reach(middle) { low = middle } else { high = middle }
        }
        match self.goal.aim {
            _ if high.is_nan() => f64::INFINITY,
            Aim::Product => (exp((high - best) / self.limits.units.len() as f64) - 1.0).max(0.0),
            _ if high <= best => 0.0,
            Aim::Least(_) | Aim::Leximin | Aim::Sum(_) => (high - best) / best.abs(),
        }
    }

    fn may_reach(&self, level: f64) -> bool {
        let Some(target) = self.goal.target_at(level, &self.limits) else { return false };
        let mut point = Vec::new();
        self.bounds.iter().all(|(weights, longest)| target.threshold(weights, &mut point) <= *longest)
    }
}
