//! The paths of a diagram as vectors of whole numbers, and longest paths under a weighting of their entries.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::log::power_of_two;
use crate::{
    diagram::{Diagram, Level, NO_NODE},
    space::Package,
};

/// Options of one class are weighed against so many others at most before they are kept.
const RIVALS_MAX: usize = 64;

/// What paths add up: `n` whole numbers, called rows.
pub(super) struct Rows<'v> {
    /// What every path has.
    pub(super) base: Vec<i128>,
    /// What an option adds to a row: row, point, option.
    pub(super) option: &'v dyn Fn(usize, usize, usize) -> i128,
    /// What a gain of the diagram adds to a row: row, gain.
    pub(super) gain: &'v dyn Fn(usize, usize) -> i128,
}

/// Which options of a class are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choices {
    /// Those that no other option of the class equals or exceeds in every row.
    Undominated,
    /// All.
    All,
}

/// A diagram with rows.
///
/// Nodes are numbered level by level from the root, node 0, to the end, the last. A *choice* is an option of a class at
/// a level; choices are numbered through all levels, and those of a class or level follow one another.
///
/// Every row also exists in floating point, divided by a power of two (its unit) so large that no partial sum of
/// absolute values along a path exceeds 1.
#[derive(Clone, Debug)]
pub(super) struct Network {
    pub(super) n_rows: usize,
    pub(super) layers: Vec<Layer>,
    pub(super) arcs: Vec<Link>,
    pub(super) first_arc: Vec<u32>,
    pub(super) kinds: Vec<Kind>,
    pub(super) classes: Vec<Range<u32>>,
    pub(super) options: Vec<u32>,
    exact: Vec<i128>,
    pub(super) approx: Vec<f64>,
    gains_exact: Vec<i128>,
    pub(super) gains_approx: Vec<f64>,
    pub(super) base: Vec<i128>,
    pub(super) base_approx: Vec<f64>,
    pub(super) units: Vec<f64>,
}

#[derive(Clone, Debug)]
pub(super) struct Layer {
    point: usize,
    pub(super) choices: Range<usize>,
}

/// An arc: any choice of a class, with what the diagram says is gained.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) child: u32,
    pub(super) kind: u32,
}

/// A class with a gain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Kind {
    pub(super) class: u32,
    pub(super) gain: u32,
}

impl Network {
    /// Returns the network of a diagram that has a path.
    pub(super) fn new(diagram: &Diagram, rows: &Rows<'_>, which: Choices) -> Network {
        let n_rows = rows.base.len();
        let mut network = Network {
            n_rows,
            layers: Vec::with_capacity(diagram.levels().len()),
            arcs: Vec::new(),
            first_arc: vec![0],
            kinds: Vec::new(),
            classes: Vec::new(),
            options: Vec::new(),
            exact: Vec::new(),
            approx: Vec::new(),
            gains_exact: Vec::with_capacity(diagram.gains().len() * n_rows),
            gains_approx: Vec::new(),
            base: rows.base.clone(),
            base_approx: Vec::new(),
            units: Vec::new(),
        };
        for gain in 0..diagram.gains().len() {
            network.gains_exact.extend((0..n_rows).map(|row| (rows.gain)(row, gain)));
        }
        let mut largest: Vec<u128> = rows.base.iter().map(|value| value.unsigned_abs()).collect();
        for level in diagram.levels() {
            network.push_choices(level, rows, which);
            network.push_arcs(level);
            network.enlarge(&mut largest);
        }
        network.first_arc.push(network.arcs.len() as u32);
        network.scale(&largest);
        network
    }

    /// Returns the number of nodes, the end included.
    pub(super) fn n_nodes(&self) -> usize {
        self.first_arc.len() - 1
    }

    pub(super) fn n_levels(&self) -> usize {
        self.layers.len()
    }

    /// Returns what a choice adds to the rows.
    pub(super) fn of_choice(&self, choice: usize) -> &[i128] {
        &self.exact[choice * self.n_rows..(choice + 1) * self.n_rows]
    }

    /// Returns what a gain adds to the rows.
    pub(super) fn of_gain(&self, gain: u32) -> &[i128] {
        let gain = gain as usize;
        &self.gains_exact[gain * self.n_rows..(gain + 1) * self.n_rows]
    }

    pub(super) fn arcs_of(&self, node: usize) -> &[Link] {
        &self.arcs[self.first_arc[node] as usize..self.first_arc[node + 1] as usize]
    }

    /// Returns the package of a path, given as a choice for every level.
    pub(super) fn package(&self, path: &[u32]) -> Package {
        let mut package = vec![0; path.len()];
        for (layer, &choice) in self.layers.iter().zip(path) {
            package[layer.point] = self.options[choice as usize] as usize;
        }
        package
    }

    /// Writes the path of a package, and returns what it adds up to; nothing if it is no path of choices.
    pub(super) fn enter(&self, package: &[usize], path: &mut Vec<u32>) -> Option<Vec<i128>> {
        path.clear();
        let mut rows = self.base.clone();
        let mut node = 0;
        for layer in &self.layers {
            let option = *package.get(layer.point)? as u32;
            let choice = layer.choices.clone().find(|&choice| self.options[choice] == option)?;
            let arcs = self.arcs_of(node).iter();
            let mut at = arcs.map(|arc| (arc, self.kinds[arc.kind as usize]));
            let (arc, kind) = at.find(|(_, kind)| self.classes[kind.class as usize].contains(&(choice as u32)))?;
            add(&mut rows, self.of_choice(choice));
            add(&mut rows, self.of_gain(kind.gain));
            path.push(choice as u32);
            node = arc.child as usize;
        }
        Some(rows)
    }

    fn push_choices(&mut self, level: &Level, rows: &Rows<'_>, which: Choices) {
        let first = self.options.len();
        for class in &level.classes {
            let of_class = self.options.len() as u32;
            match which {
                Choices::All => {
                    for &option in class {
                        self.options.push(option);
                        let adds = |row| (rows.option)(row, level.point, option as usize);
                        self.exact.extend((0..self.n_rows).map(adds));
                    }
                }
                Choices::Undominated => self.push_undominated(level.point, class, rows),
            }
            self.classes.push(of_class..self.options.len() as u32);
        }
        self.layers.push(Layer { point: level.point, choices: first..self.options.len() });
    }

    fn push_undominated(&mut self, point: usize, class: &[u32], rows: &Rows<'_>) {
        let n_rows = self.n_rows;
        let first = self.exact.len();
        let adds = |option: u32| (0..n_rows).map(move |row| (rows.option)(row, point, option as usize));
        let mut order: Vec<(i128, u32)> = class.iter().map(|&option| (-adds(option).sum::<i128>(), option)).collect();
        order.sort_unstable();
        // What dominates an option has a larger sum, so that it comes before.
        for (_, option) in order {
            let at = self.exact.len();
            self.exact.extend(adds(option));
            let (known, new) = self.exact[first..].split_at(at - first);
            let mut rivals = known.chunks_exact(n_rows).take(RIVALS_MAX);
            if rivals.any(|rival| new.iter().zip(rival).all(|(a, b)| a <= b)) {
                self.exact.truncate(at);
            } else {
                self.options.push(option);
            }
        }
    }

    fn push_arcs(&mut self, level: &Level) {
        let first_class = self.classes.len() - level.classes.len();
        let first_child = (self.n_nodes() + level.n_nodes) as u32;
        let mut kinds: FxHashMap<Kind, u32> = FxHashMap::default();
        for node in 0..level.n_nodes {
            for (class, arc) in level.arcs_of(node).iter().enumerate() {
                if arc.child == NO_NODE {
                    continue;
                }
                let kind = Kind { class: (first_class + class) as u32, gain: arc.gain };
                let id = *kinds.entry(kind).or_insert_with(|| {
                    self.kinds.push(kind);
                    self.kinds.len() as u32 - 1
                });
                self.arcs.push(Link { child: first_child + arc.child, kind: id });
            }
            self.first_arc.push(self.arcs.len() as u32);
        }
    }

    /// Adds the largest absolute values that the last level may add.
    fn enlarge(&self, largest: &mut [u128]) {
        let Some(layer) = self.layers.last() else { return };
        let first_class = self.classes.partition_point(|class| (class.start as usize) < layer.choices.start);
        let first_kind = self.kinds.partition_point(|kind| (kind.class as usize) < first_class);
        for (row, largest) in largest.iter_mut().enumerate() {
            let choices = layer.choices.clone().map(|choice| self.of_choice(choice)[row].unsigned_abs());
            let gains = self.kinds[first_kind..].iter().map(|kind| self.of_gain(kind.gain)[row].unsigned_abs());
            *largest += choices.max().unwrap_or(0) + gains.max().unwrap_or(0);
        }
    }

    fn scale(&mut self, largest: &[u128]) {
        self.units = largest.iter().map(|&most| power_of_two(128 - most.leading_zeros() as i32)).collect();
        let n_rows = self.n_rows;
        let inverse: Vec<f64> = self.units.iter().map(|unit| 1.0 / unit).collect();
        let scaled = |values: &[i128]| {
            let rows = values.chunks_exact(n_rows).flat_map(|rows| rows.iter().zip(&inverse));
            rows.map(|(&value, inverse)| value as f64 * inverse).collect::<Vec<f64>>()
        };
        self.approx = scaled(&self.exact);
        self.gains_approx = scaled(&self.gains_exact);
        self.base_approx = scaled(&self.base);
    }
}

/// Which choices are still allowed.
#[derive(Clone, Debug)]
pub(super) struct Open {
    is_banned: Vec<bool>,
    trail: Vec<u32>,
}

impl Open {
    pub(super) fn new(network: &Network) -> Open {
        Open { is_banned: vec![false; network.options.len()], trail: Vec::new() }
    }

    pub(super) fn contains(&self, choice: usize) -> bool {
        !self.is_banned[choice]
    }

    pub(super) fn ban(&mut self, choice: usize) {
        if !self.is_banned[choice] {
            self.is_banned[choice] = true;
            self.trail.push(choice as u32);
        }
    }

    /// Returns how many choices are banned.
    pub(super) fn n_banned(&self) -> usize {
        self.trail.len()
    }

    /// Allows all but the first `n` of the banned choices again.
    pub(super) fn allow_again(&mut self, n: usize) {
        for choice in self.trail.drain(n..) {
            self.is_banned[choice as usize] = false;
        }
    }
}

/// The longest path from every node to the end under one weighting.
#[derive(Clone, Debug, Default)]
pub(super) struct Longest {
    choices: Vec<f64>,
    classes: Vec<(f64, u32)>,
    gains: Vec<f64>,
    kinds: Vec<f64>,
    below: Vec<f64>,
    above: Vec<f64>,
    arcs: Vec<u32>,
}

impl Longest {
    /// Returns the length of the longest path of open choices, rounded up; minus infinity if there is no path.
    ///
    /// The weighting applies to rows in their units. *Rounding*: along a path, at most `n_rows` products and as many
    /// additions make each of the `2 n_levels + 1` terms (options, gains, base), and as many additions join them. All
    /// partial sums are at most the sum of the absolute weights, since rows in their units add up to at most 1. So the
    /// error is below (2 n_rows + 2 n_levels + 4) 2^-52 times that sum, the conversion of the rows included.
    pub(super) fn solve(&mut self, network: &Network, open: &Open, weights: &[f64]) -> f64 {
        self.weigh(network, open, weights);
        let n_nodes = network.n_nodes();
        self.below.resize(n_nodes, 0.0);
        self.arcs.resize(n_nodes, 0);
        self.below[n_nodes - 1] = 0.0;
        for node in (0..n_nodes - 1).rev() {
            let mut best = f64::NEG_INFINITY;
            let mut best_at = network.first_arc[node];
            for at in network.first_arc[node]..network.first_arc[node + 1] {
                let arc = network.arcs[at as usize];
                let length = self.kinds[arc.kind as usize] + self.below[arc.child as usize];
                if length > best {
                    (best, best_at) = (length, at);
                }
            }
            self.below[node] = best;
            self.arcs[node] = best_at;
        }
        self.below[0] + dot(weights, &network.base_approx) + slack(network, weights)
    }

    fn weigh(&mut self, network: &Network, open: &Open, weights: &[f64]) {
        let n_rows = network.n_rows;
        self.choices.clear();
        self.choices.extend(network.approx.chunks_exact(n_rows).map(|rows| dot(rows, weights)));
        self.gains.clear();
        self.gains.extend(network.gains_approx.chunks_exact(n_rows).map(|rows| dot(rows, weights)));
        self.classes.clear();
        for class in &network.classes {
            let mut best = (f64::NEG_INFINITY, class.start);
            for choice in class.clone() {
                if self.choices[choice as usize] > best.0 && open.contains(choice as usize) {
                    best = (self.choices[choice as usize], choice);
                }
            }
            self.classes.push(best);
        }
        self.kinds.clear();
        let of_kind = |kind: &Kind| self.classes[kind.class as usize].0 + self.gains[kind.gain as usize];
        self.kinds.extend(network.kinds.iter().map(of_kind));
    }

    /// Writes the longest path, of which there is one, and returns what it adds up to.
    pub(super) fn path(&self, network: &Network, path: &mut Vec<u32>) -> Vec<i128> {
        path.clear();
        let mut rows = network.base.clone();
        let mut node = 0;
        for _ in 0..network.n_levels() {
            let arc = network.arcs[self.arcs[node] as usize];
            let kind = network.kinds[arc.kind as usize];
            let choice = self.classes[kind.class as usize].1;
            add(&mut rows, network.of_choice(choice as usize));
            // The first gain is none.
            if kind.gain > 0 {
                add(&mut rows, network.of_gain(kind.gain));
            }
            path.push(choice);
            node = arc.child as usize;
        }
        rows
    }

    /// Bans every choice through which no path is as long as `least`, after [`Longest::solve`] with the same weights.
    pub(super) fn ban_shorter(&mut self, network: &Network, open: &mut Open, weights: &[f64], least: f64) {
        let n_nodes = network.n_nodes();
        self.above.clear();
        self.above.resize(n_nodes, f64::NEG_INFINITY);
        self.above[0] = dot(weights, &network.base_approx) + slack(network, weights);
        let mut through = vec![f64::NEG_INFINITY; network.classes.len()];
        for node in 0..n_nodes - 1 {
            let above = self.above[node];
            for arc in network.arcs_of(node) {
                let child = arc.child as usize;
                let here = above + self.kinds[arc.kind as usize];
                self.above[child] = self.above[child].max(here);
                let kind = network.kinds[arc.kind as usize];
                let rest = above + self.gains[kind.gain as usize] + self.below[child];
                let through = &mut through[kind.class as usize];
                *through = through.max(rest);
            }
        }
        for (class, through) in network.classes.iter().zip(through) {
            for choice in class.start as usize..class.end as usize {
                if self.choices[choice] + through < least {
                    open.ban(choice);
                }
            }
        }
    }
}

/// Returns what is more than the rounding error of a path's length; see [`Longest::solve`].
pub(super) fn slack(network: &Network, weights: &[f64]) -> f64 {
    let terms = 2 * network.n_rows + 2 * network.n_levels() + 16;
    terms as f64 * f64::EPSILON * weights.iter().map(|weight| weight.abs()).sum::<f64>()
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(sums: &mut [i128], values: &[i128]) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
}
