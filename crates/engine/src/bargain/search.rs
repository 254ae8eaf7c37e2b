//! Branch and bound over the paths of a network.
//!
//! At every branch, weights are sought under which all its paths fall short of the target; if there are none, what
//! cannot be on a wanted path is banned, and either what is left is small enough to be swept, or the branch is split at
//! the level on which the best mixture of paths is least of one mind: one choice there, or any other.

use super::{
    goal::Aim,
    network::{Longest, Network, Open},
    sweep::{Ground, LANES, Sweep},
    task::{Keep, Limits, Task},
};
use crate::{budget::Budget, space::Package};

/// Paths for each row that are remembered to start from; more cost more than they bring.
const COLUMNS_PER_ROW: usize = 4;
/// The binary logarithm of how many paths are swept without asking how long it takes.
const SWEPT_BITS: f64 = 6.0;
/// The steps of a sweep that may be in vain.
const STEPS_TRIED: u64 = 256;
/// The same at the root, where what is left is small if anything is.
const STEPS_TRIED_AT_ROOT: u64 = 50_000;
/// The same for a list.
const STEPS_OF_LIST: u64 = 5_000_000;
/// The binary logarithm of how many paths around a mixture are tried.
const ROUNDED_BITS: f64 = 10.0;
const STEPS_ROUNDED: u64 = 1_000;
/// Packages that are worth remembering for other values.
const RECALLED_MAX: usize = 12;

/// A path that was met.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) path: Vec<u32>,
    /// What it adds up to.
    pub(super) sums: Vec<i128>,
    /// The same in the units of the rows.
    pub(super) rows: Vec<f64>,
}

/// What weights show of a branch.
#[derive(Clone, Debug)]
pub(super) enum Finding {
    /// Nothing on it is wanted.
    Closed,
    /// Something may be.
    Open(Split),
}

/// A branch that weights do not close.
#[derive(Clone, Debug, Default)]
pub(super) struct Split {
    /// The weights that come nearest to it, and others that come near. Not empty.
    pub(super) weights: Vec<Vec<f64>>,
    /// Columns with their shares in the mixture that comes nearest to the target.
    pub(super) mixture: Vec<(usize, f64)>,
}

/// A search with what it remembers from one task to the next.
#[derive(Clone, Debug)]
pub(super) struct Search {
    pub(super) network: Network,
    pub(super) open: Open,
    pub(super) longest: Longest,
    pub(super) columns: Vec<Column>,
    /// The weights that last came nearest.
    pub(super) warm: Vec<f64>,
    pub(super) limits: Limits,
    sweep: Sweep,
    path: Vec<u32>,
}

impl Search {
    /// Returns a search of a network, after finding what each row is at most and at least.
    pub(super) fn new(network: Network) -> Search {
        let mut search = Search {
            open: Open::new(&network),
            network,
            longest: Longest::default(),
            columns: Vec::new(),
            warm: Vec::new(),
            limits: Limits::default(),
            sweep: Sweep::default(),
            path: Vec::new(),
        };
        search.survey();
        search
    }

    fn survey(&mut self) {
        let n_rows = self.network.n_rows;
        let mut weights = vec![0.0; n_rows];
        let mut limits = Limits { least: vec![], most: vec![], units: self.network.units.clone() };
        for row in 0..n_rows {
            weights[row] = 1.0;
            limits.most.push(self.longest.solve(&self.network, &self.open, &weights));
            let sums = self.longest.path(&self.network, &mut self.path);
            self.remember(sums);
            weights[row] = -1.0;
            limits.least.push(-self.longest.solve(&self.network, &self.open, &weights));
            weights[row] = 0.0;
        }
        self.limits = limits;
    }

    /// Finds all that a task wants, and returns whether it did before the budget ended.
    pub(super) fn run(&mut self, task: &mut Task<'_>, budget: &mut Budget) -> bool {
        self.warm.clear();
        let is_done = self.branch(task, budget).is_some();
        self.open.allow_again(0);
        is_done
    }

    fn branch(&mut self, task: &mut Task<'_>, budget: &mut Budget) -> Option<()> {
        // What was banned before each choice that is yet to be banned itself.
        let mut pending: Vec<(usize, u32)> = Vec::new();
        self.hint_columns(task);
        loop {
            if task.target.is_none() {
                return Some(());
            }
            if let Some(choice) = self.close(task, pending.is_empty(), budget)? {
                pending.push((self.open.n_banned(), choice));
                let layers = &self.network.layers;
                self.fix(layers.partition_point(|layer| layer.choices.end <= choice as usize), choice);
                continue;
            }
            let Some((n_banned, choice)) = pending.pop() else { return Some(()) };
            self.open.allow_again(n_banned);
            self.open.ban(choice as usize);
        }
    }

    /// Closes a branch, or returns a choice to split it by.
    fn close(&mut self, task: &mut Task<'_>, is_root: bool, budget: &mut Budget) -> Option<Option<u32>> {
        let columns_max = COLUMNS_PER_ROW * (self.network.n_rows + 2);
        if self.columns.len() > columns_max {
            self.columns.drain(..self.columns.len() - columns_max / 2);
        }
        let Finding::Open(split) = self.weigh(task, is_root, budget)? else { return Some(None) };
        self.warm.clone_from(&split.weights[0]);
        if task.keep == Keep::Best && is_root {
            self.round(&split, task, budget)?;
        }
        let Some(target) = task.target.as_ref() else { return Some(None) };
        let weights = &split.weights[0];
        let least = target.threshold(weights, &mut Vec::new());
        self.step(budget)?;
        if self.longest.solve(&self.network, &self.open, weights) < least {
            return Some(None);
        }
        self.longest.ban_shorter(&self.network, &mut self.open, weights, least);
        let bits = self.open_bits();
        let is_small = bits <= SWEPT_BITS;
        // One set of weights closes most of a branch for a product, but seldom anything else; lists are short of time
        // only because they are long.
        let is_list = matches!(task.keep, Keep::All(_) | Keep::Top(_));
        let steps = match task.goal.aim {
            _ if is_small => u64::MAX,
            Aim::Product | Aim::Sum(_) if is_root && is_list => STEPS_OF_LIST,
            Aim::Product if is_root => STEPS_TRIED_AT_ROOT,
            Aim::Product => STEPS_TRIED,
            Aim::Sum(_) | Aim::Least(_) | Aim::Leximin => 0,
        };
        let n_found = task.found.len();
        let ground = Ground { network: &self.network, open: &self.open, weights: &split.weights, steps };
        if steps > 0 && self.sweep.run(&ground, task, budget)? {
            return Some(None);
        }
        if !task.takes_hints() {
            // They will be met again.
            task.found.truncate(n_found);
        }
        Some(self.fork(&split))
    }

    /// Takes what a longest path costs.
    pub(super) fn step(&self, budget: &mut Budget) -> Option<()> {
        budget.take(1 + self.network.arcs.len() as u64 / 1_024);
        (!budget.is_exhausted()).then_some(())
    }

    /// Finds the longest path under weights, offers it, and returns its length; minus infinity if there is none.
    pub(super) fn ask(&mut self, weights: &[f64], task: &mut Task<'_>, budget: &mut Budget) -> Option<f64> {
        self.step(budget)?;
        let length = self.longest.solve(&self.network, &self.open, weights);
        if length > f64::NEG_INFINITY {
            let sums = self.longest.path(&self.network, &mut self.path);
            if task.takes_hints() {
                task.visit(&sums, &self.path);
            }
            self.remember(sums);
        }
        Some(length)
    }

    fn remember(&mut self, sums: Vec<i128>) {
        let rows = sums.iter().zip(&self.network.units).map(|(&sum, unit)| sum as f64 / unit).collect();
        self.columns.push(Column { path: self.path.clone(), sums, rows });
    }

    /// Offers the paths that are remembered from other tasks.
    fn hint_columns(&mut self, task: &mut Task<'_>) {
        if !task.takes_hints() {
            return;
        }
        for column in &self.columns {
            task.visit(&column.sums, &column.path);
        }
    }

    /// Remembers packages, as far as they are paths.
    pub(super) fn recall(&mut self, packages: &[Package]) {
        for package in packages {
            if let Some(sums) = self.network.enter(package, &mut self.path) {
                self.remember(sums);
            }
        }
    }

    /// Returns the packages of the paths that are remembered.
    pub(super) fn packages(&self) -> Vec<Package> {
        self.columns.iter().rev().take(RECALLED_MAX).map(|column| self.network.package(&column.path)).collect()
    }

    /// Returns the columns all of whose choices are open.
    pub(super) fn open_columns(&self) -> Vec<usize> {
        let is_open = |at: &usize| self.columns[*at].path.iter().all(|&choice| self.open.contains(choice as usize));
        (0..self.columns.len()).filter(is_open).collect()
    }

    /// Returns the binary logarithm of how many choices of options are open.
    fn open_bits(&self) -> f64 {
        (0..self.network.n_levels()).map(|level| (self.n_open(level).max(1) as f64).log2()).sum()
    }

    /// Tries the paths that agree with the mixture wherever it is of one mind.
    fn round(&mut self, split: &Split, task: &mut Task<'_>, budget: &mut Budget) -> Option<()> {
        let mut is_free = vec![false; self.network.n_levels()];
        let mut bits = 0.0;
        for (_, level) in self.disputed(split) {
            bits += (self.n_open(level) as f64).log2().ceil();
            if bits > ROUNDED_BITS {
                break;
            }
            is_free[level] = true;
        }
        if !is_free.contains(&true) {
            return Some(());
        }
        let n_banned = self.open.n_banned();
        for level in (0..is_free.len()).filter(|&level| !is_free[level]) {
            let (choice, _) = self.heaviest(split, level);
            self.fix(level, choice);
        }
        let ground = Ground { network: &self.network, open: &self.open, weights: &split.weights, steps: STEPS_ROUNDED };
        let is_done = self.sweep.run(&ground, task, budget);
        self.open.allow_again(n_banned);
        is_done.map(|_| ())
    }

    /// Bans all other choices of a level.
    fn fix(&mut self, level: usize, choice: u32) {
        let others = self.network.layers[level].choices.clone();
        others.filter(|&other| other != choice as usize).for_each(|other| self.open.ban(other));
    }

    fn n_open(&self, level: usize) -> usize {
        self.network.layers[level].choices.clone().filter(|&choice| self.open.contains(choice)).count()
    }

    /// Returns the levels on which the mixture is not of one mind, the most disputed first, with how much so.
    fn disputed(&self, split: &Split) -> Vec<(f64, usize)> {
        let mut disputed = Vec::new();
        for level in 0..self.network.n_levels() {
            let (_, share) = self.heaviest(split, level);
            if share < 1.0 - 1e-7 {
                disputed.push((self.spread(split, level), level));
            }
        }
        disputed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        disputed
    }

    /// Returns the choice with the largest share at a level, and the share.
    fn heaviest(&self, split: &Split, level: usize) -> (u32, f64) {
        let choice_of = |at: usize| self.columns[at].path[level];
        let mut best = (choice_of(split.mixture[0].0), 0.0);
        for &(at, _) in &split.mixture {
            let choice = choice_of(at);
            let same = split.mixture.iter().filter(|(other, _)| choice_of(*other) == choice);
            let share: f64 = same.map(|(_, share)| share).sum();
            if share > best.1 {
                best = (choice, share);
            }
        }
        best
    }

    /// Returns how far choices at a level are from their mean, in the ranges of the rows.
    fn spread(&self, split: &Split, level: usize) -> f64 {
        let network = &self.network;
        let rows_of = |at: usize| {
            let choice = self.columns[at].path[level] as usize;
            &network.approx[choice * network.n_rows..(choice + 1) * network.n_rows]
        };
        let of_row = (0..network.n_rows).map(|row| {
            let mean: f64 = split.mixture.iter().map(|&(at, share)| share * rows_of(at)[row]).sum();
            let squares = split.mixture.iter().map(|&(at, share)| {
                let distance = rows_of(at)[row] - mean;
                share * distance * distance
            });
            let range = (self.limits.most[row] - self.limits.least[row]).max(f64::MIN_POSITIVE);
            squares.sum::<f64>() / (range * range)
        });
        of_row.sum()
    }

    /// Returns the choice to split a branch by: the heaviest of the most disputed level.
    fn fork(&self, split: &Split) -> Option<u32> {
        let disputed = self.disputed(split);
        let disputed = disputed.iter().map(|(_, level)| *level).find(|&level| self.n_open(level) > 1);
        let level = disputed.or_else(|| (0..self.network.n_levels()).max_by_key(|&level| self.n_open(level)))?;
        let (choice, _) = self.heaviest(split, level);
        let mut open = self.network.layers[level].choices.clone().filter(|&choice| self.open.contains(choice));
        if self.open.contains(choice as usize) { Some(choice) } else { open.next().map(|choice| choice as u32) }
    }
}

impl Split {
    /// Adds weights unless there are enough.
    pub(super) fn add(&mut self, weights: &[f64]) {
        if self.weights.len() < LANES {
            self.weights.push(weights.to_vec());
        }
    }
}
