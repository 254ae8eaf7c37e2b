//! Visits every path that no weighting rules out.

use super::{
    network::{Network, Open, dot, slack},
    task::{Keep, Task},
};
use crate::budget::Budget;

/// How many weightings are tried at once.
pub(super) const LANES: usize = 16;

/// A node is remembered by the vectors with which it was reached only after so many steps, so that small searches need
/// not pay for it.
const STEPS_UNREMEMBERED: u64 = 512;
/// How many vectors are remembered at a node.
const REMEMBERED_MAX: usize = 48;

type Lanes = [f64; LANES];

/// The buffers of a sweep.
#[derive(Clone, Debug, Default)]
pub(super) struct Sweep {
    choices: Vec<Lanes>,
    gains: Vec<Lanes>,
    below: Vec<Lanes>,
    needed: Lanes,
    /// What the path so far weighs and adds up to. *Shape*: `[level]` and `[level][row]`.
    lengths: Vec<Lanes>,
    sums: Vec<i128>,
    path: Vec<u32>,
    /// What is yet to be tried, best last, and for every level where its part begins.
    next: Vec<Step>,
    begins: Vec<usize>,
    seen: Vec<Vec<i128>>,
    point: Vec<f64>,
}

#[derive(Clone, Copy, Debug)]
struct Step {
    /// By how much the weightest objection falls short of ruling it out.
    margin: f64,
    choice: u32,
    gain: u32,
    child: u32,
}

/// What sweeps look at.
pub(super) struct Ground<'a> {
    pub(super) network: &'a Network,
    pub(super) open: &'a Open,
    /// The weightings; at least one.
    pub(super) weights: &'a [Vec<f64>],
    /// The most steps.
    pub(super) steps: u64,
}

impl Sweep {
    /// Visits all open paths that may be wanted, and returns whether there were no more than the steps allow; nothing
    /// if the budget ended.
    ///
    /// Whether a path may be wanted is asked at each node on it, of each weighting: what the path so far weighs, and the
    /// longest rest, must reach the threshold of the target. Where a node was reached before by sums that are at least
    /// as large in every row, all that can be gained was found then.
    pub(super) fn run(&mut self, ground: &Ground<'_>, task: &mut Task<'_>, budget: &mut Budget) -> Option<bool> {
        let network = ground.network;
        self.prepare(ground);
        self.threshold(ground, task);
        let mut version = task.version;
        let mut steps = 0;
        let forgets = !matches!(task.keep, Keep::Best | Keep::Maximal(_));
        if network.n_levels() == 0 {
            task.visit(&network.base, &[]);
            return Some(true);
        }
        self.expand(ground, 0, 0);
        loop {
            let level = self.begins.len() - 1;
            if self.next.len() == self.begins[level] {
                self.begins.pop();
                if self.begins.is_empty() {
                    return Some(true);
                }
                continue;
            }
            if task.target.is_none() {
                return Some(true);
            }
            let Some(step) = self.next.pop() else { return Some(true) };
            if task.version != version {
                self.threshold(ground, task);
                version = task.version;
            }
            if !self.follow(network, level, step) {
                continue;
            }
            steps += 1;
            budget.take(1);
            if budget.is_exhausted() {
                return None;
            }
            if steps > ground.steps {
                return Some(false);
            }
            if level + 1 == network.n_levels() {
                let at = (level + 1) * network.n_rows;
                task.visit(&self.sums[at..at + network.n_rows], &self.path);
                continue;
            }
            let known = !forgets && steps > STEPS_UNREMEMBERED && self.was_exceeded(network, level + 1, step.child);
            if known {
                continue;
            }
            self.expand(ground, level + 1, step.child as usize);
        }
    }

    fn prepare(&mut self, ground: &Ground<'_>) {
        let Ground { network, open, weights, .. } = *ground;
        let n_rows = network.n_rows;
        let lane = |at: usize| &weights[if at < weights.len() { at } else { 0 }];
        let weigh = |rows: &[f64]| -> Lanes { std::array::from_fn(|at| dot(rows, lane(at))) };
        self.choices.clear();
        self.choices.extend(network.approx.chunks_exact(n_rows).map(weigh));
        self.gains.clear();
        self.gains.extend(network.gains_approx.chunks_exact(n_rows).map(weigh));
        let mut classes = vec![[f64::NEG_INFINITY; LANES]; network.classes.len()];
        for (best, class) in classes.iter_mut().zip(&network.classes) {
            for choice in class.start as usize..class.end as usize {
                if open.contains(choice) {
                    raise(best, &self.choices[choice]);
                }
            }
        }
        let kinds: Vec<Lanes> = network
            .kinds
            .iter()
            .map(|kind| sum(&classes[kind.class as usize], &self.gains[kind.gain as usize]))
            .collect();
        let n_nodes = network.n_nodes();
        self.below.clear();
        self.below.resize(n_nodes, [f64::NEG_INFINITY; LANES]);
        self.below[n_nodes - 1] = [0.0; LANES];
        for node in (0..n_nodes - 1).rev() {
            let mut best = [f64::NEG_INFINITY; LANES];
            for arc in network.arcs_of(node) {
                raise(&mut best, &sum(&kinds[arc.kind as usize], &self.below[arc.child as usize]));
            }
            self.below[node] = best;
        }
        let n_levels = network.n_levels();
        self.lengths.resize(n_levels + 1, [0.0; LANES]);
        self.lengths[0] = weigh(&network.base_approx);
        self.sums.resize((n_levels + 1) * n_rows, 0);
        self.sums[..n_rows].copy_from_slice(&network.base);
        self.path.clear();
        self.path.resize(n_levels, 0);
        self.next.clear();
        self.begins.clear();
        self.seen.clear();
    }

    /// Writes what paths must weigh. All rounding errors are on this side; see [`slack`].
    fn threshold(&mut self, ground: &Ground<'_>, task: &Task<'_>) {
        let Some(target) = &task.target else { return };
        for at in 0..LANES {
            self.needed[at] = match ground.weights.get(at) {
                Some(weights) => target.threshold(weights, &mut self.point) - slack(ground.network, weights),
                None => self.needed[0],
            };
        }
    }

    /// Lists what may follow a node, best last.
    fn expand(&mut self, ground: &Ground<'_>, level: usize, node: usize) {
        let Ground { network, open, .. } = *ground;
        let begin = self.next.len();
        self.begins.push(begin);
        let length = self.lengths[level];
        for arc in network.arcs_of(node) {
            let kind = network.kinds[arc.kind as usize];
            let class = &network.classes[kind.class as usize];
            let rest = sum(&sum(&length, &self.gains[kind.gain as usize]), &self.below[arc.child as usize]);
            for choice in class.clone().filter(|&choice| open.contains(choice as usize)) {
                let margin = self.margin(&sum(&rest, &self.choices[choice as usize]));
                if margin >= 0.0 {
                    self.next.push(Step { margin, choice, gain: kind.gain, child: arc.child });
                }
            }
        }
        self.next[begin..].sort_by(|a, b| a.margin.total_cmp(&b.margin).then(b.choice.cmp(&a.choice)));
    }

    /// Goes a step further, and returns whether it is still worth it.
    fn follow(&mut self, network: &Network, level: usize, step: Step) -> bool {
        let (choice, n_rows) = (step.choice as usize, network.n_rows);
        let length = sum(&self.lengths[level], &self.gains[step.gain as usize]);
        let length = sum(&length, &self.choices[choice]);
        if self.margin(&sum(&length, &self.below[step.child as usize])) < 0.0 {
            return false;
        }
        self.lengths[level + 1] = length;
        self.path[level] = step.choice;
        let (before, after) = self.sums.split_at_mut((level + 1) * n_rows);
        let gained = network.of_choice(choice).iter().zip(network.of_gain(step.gain));
        let sums = after.iter_mut().zip(&before[level * n_rows..]);
        sums.zip(gained).for_each(|((sum, before), (option, gain))| *sum = before + option + gain);
        true
    }

    fn margin(&self, lengths: &Lanes) -> f64 {
        let margins = lengths.iter().zip(&self.needed).map(|(length, needed)| length - needed);
        margins.fold(f64::INFINITY, |least, margin| if margin < least { margin } else { least })
    }

    /// Returns whether the node was reached before by sums that are as large, and remembers these if not.
    fn was_exceeded(&mut self, network: &Network, level: usize, node: u32) -> bool {
        self.seen.resize(network.n_nodes(), Vec::new());
        let n_rows = network.n_rows;
        let sums = &self.sums[level * n_rows..(level + 1) * n_rows];
        let seen = &mut self.seen[node as usize];
        if seen.chunks_exact(n_rows).any(|before| before.iter().zip(sums).all(|(before, sum)| before >= sum)) {
            return true;
        }
        if seen.len() >= REMEMBERED_MAX * n_rows {
            seen.drain(..n_rows);
        }
        seen.extend_from_slice(sums);
        false
    }
}

fn sum(a: &Lanes, b: &Lanes) -> Lanes {
    std::array::from_fn(|at| a[at] + b[at])
}

fn raise(most: &mut Lanes, other: &Lanes) {
    for at in 0..LANES {
        if other[at] > most[at] {
            most[at] = other[at];
        }
    }
}
