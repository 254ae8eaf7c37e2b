//! Sums of which a package has to have a part at every level: what it is worth to each party, and to some of them
//! weighted together.

use super::layer::{Edge, Layer};
use crate::{
    budget::Budget,
    cover::{per_range, weightings},
    diagram::{Diagram, Level, NO_NODE},
    zone::Zone,
};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How many weightings of the parties there are at most.
const WEIGHTINGS_MAX: usize = 10;

/// With more bounds than this there are no weightings.
const BOUNDS_MAX: usize = 1 << 22;

/// What no weighted sum may reach.
const WEIGHTED_MAX: i128 = 1 << 124;

/// What is left of a row of which enough was had.
const MET: i128 = i128::MIN;

/// The rows of a zone: those of the parties first, then the weighted ones.
#[derive(Debug)]
pub(super) struct Rows {
    n_parties: usize,
    n_rows: usize,
    weights: Vec<Vec<i128>>,
    /// What arcs add. *Shape*: `[gain][row]`.
    gains: Vec<Vec<i128>>,
    /// The least and the most that is still to come. *Shape*: `[level][node and row]`, and the end.
    to_come: Vec<Vec<(i128, i128)>>,
    /// The options of each level and class that differ in a row. *Shape*: `[level][class]`, by the first row.
    choices: Vec<Vec<Vec<Choice>>>,
}

/// Options of a class that are worth the same to every party.
#[derive(Debug)]
pub(super) struct Choice {
    worth: Vec<i128>,
    pub(super) options: Vec<u32>,
}

impl Rows {
    pub(super) fn new(zone: &Zone) -> Rows {
        let n_parties = zone.values().n_parties();
        let n_nodes: usize = zone.diagram().levels().iter().map(|level| level.n_nodes).sum();
        let is_small = n_nodes * (n_parties + WEIGHTINGS_MAX) <= BOUNDS_MAX;
        let weights = if is_small && n_parties > 1 { weights(zone) } else { Vec::new() };
        let n_rows = n_parties + weights.len();
        let gains = zone.gains().iter().map(|gains| weighted(gains, &weights)).collect();
        let choices = zone.diagram().levels().iter().map(|level| {
            let of_class = |class: &Vec<u32>| choices(zone, level.point, class, &weights);
            level.classes.iter().map(of_class).collect()
        });
        let choices = choices.collect();
        let mut rows = Rows { n_parties, n_rows, weights, gains, to_come: Vec::new(), choices };
        rows.bound(zone.diagram());
        rows
    }

    fn bound(&mut self, diagram: &Diagram) {
        let n_rows = self.n_rows;
        let mut to_come = vec![vec![(0, 0); n_rows]];
        for (at, level) in diagram.levels().iter().enumerate().rev() {
            let next = &to_come[to_come.len() - 1];
            let ranges = self.choices[at].iter().map(|choices| {
                let of_row = |row: usize| {
                    let worth = choices.iter().map(|choice| choice.worth[row]);
                    (worth.clone().min().unwrap_or(0), worth.max().unwrap_or(0))
                };
                (0..n_rows).map(of_row).collect()
            });
            let ranges: Vec<Vec<(i128, i128)>> = ranges.collect();
            let mut here = vec![(i128::MAX, i128::MIN); level.n_nodes * n_rows];
            for (node, here) in here.chunks_mut(n_rows.max(1)).enumerate() {
                let arcs = level.arcs_of(node).iter().zip(&ranges).filter(|(arc, _)| arc.child != NO_NODE);
                for (arc, range) in arcs {
                    let gains = &self.gains[arc.gain as usize];
                    let below = &next[arc.child as usize * n_rows..];
                    for (row, known) in here.iter_mut().enumerate() {
                        known.0 = known.0.min(range[row].0 + gains[row] + below[row].0);
                        known.1 = known.1.max(range[row].1 + gains[row] + below[row].1);
                    }
                }
            }
            to_come.push(here);
        }
        to_come.reverse();
        self.to_come = to_come;
    }

    pub(super) fn choices(&self, level: usize, class: usize) -> &[Choice] {
        &self.choices[level][class]
    }

    fn to_come(&self, level: usize, node: u32) -> &[(i128, i128)] {
        &self.to_come[level][node as usize * self.n_rows..][..self.n_rows]
    }

    /// Enters values at the root, unless no package can have them.
    pub(super) fn enter(&self, zone: &Zone, values: &[i128], layer: &mut Layer) -> Option<u32> {
        let mut capped = 0_u16;
        let mut left = Vec::with_capacity(self.n_rows);
        let parties = zone.values().parties().iter().zip(values).zip(zone.base()).enumerate();
        for (at, ((party, &value), base)) in parties {
            let (least, most) = self.to_come(0, 0)[at];
            let is_capped = party.cap == Some(value);
            let needed = value.saturating_sub(*base);
            if party.cap.is_some_and(|cap| value > cap) || needed > most || needed < least && !is_capped {
                return None;
            }
            capped |= u16::from(is_capped) << at;
            left.push(needed.max(least));
        }
        left = weighted(&left, &self.weights);
        self.settle(0, 0, capped, &mut left).then(|| layer.enter(0, capped, &left, self.n_parties))
    }

    /// Returns whether what is left can be had below a node, and forgets what is sure to be had.
    fn settle(&self, level: usize, node: u32, capped: u16, left: &mut [i128]) -> bool {
        let to_come = self.to_come(level, node);
        (0..self.n_rows).all(|row| match self.settled(row, capped, left[row], to_come[row]) {
            Some(settled) => {
                left[row] = settled;
                true
            }
            None => false,
        })
    }

    /// Returns what is left of a row, given the least and the most that is to come, or nothing if it cannot be had.
    fn settled(&self, row: usize, capped: u16, left: i128, (least, most): (i128, i128)) -> Option<i128> {
        if left > most {
            None
        } else if row >= self.n_parties || left > least {
            Some(left)
        } else if capped >> row & 1 == 1 {
            Some(MET)
        } else {
            (left == least).then_some(left)
        }
    }

    /// Returns whether every path below the node of a state has what is left there.
    pub(super) fn is_met(&self, level: usize, layer: &Layer, state: usize) -> bool {
        let to_come = self.to_come(level, layer.node(state));
        let left = &layer.left(state, self.n_rows)[..self.n_parties];
        left.iter().zip(to_come).all(|(left, (least, most))| *left == MET || (least, most) == (left, left))
    }

    /// Enters what is left after each option at the next level, and returns the edges there.
    pub(super) fn split(
        &self,
        (at, level): (usize, &Level),
        (here, state): (&mut Layer, usize),
        next: &mut Layer,
        budget: &mut Budget,
    ) -> Range<usize> {
        let first = here.edges.len();
        let (node, capped) = (here.node(state) as usize, here.capped(state));
        let (mut before, mut after) = (Vec::with_capacity(self.n_rows), vec![0; self.n_rows]);
        let mut edges = Vec::new();
        let left = here.left(state, self.n_rows);
        for (class, arc) in level.arcs_of(node).iter().enumerate().filter(|(_, arc)| arc.child != NO_NODE) {
            let gains = &self.gains[arc.gain as usize];
            let choices = &self.choices[at][class];
            let to_come = self.to_come(at + 1, arc.child);
            let without = |(left, gain): (&i128, &i128)| if *left == MET { MET } else { left - gain };
            before.clear();
            before.extend(left.iter().zip(gains).map(without));
            let range = in_question(choices, before[0], capped, to_come[0]);
            budget.take(1 + range.len() as u64);
            for choice in range {
                let worth = &choices[choice].worth;
                // Weighted sums leave least, so that they are looked at first.
                let fits = (0..self.n_rows).rev().all(|row| {
                    let left = if before[row] == MET { MET } else { before[row] - worth[row] };
                    let settled = self.settled(row, capped, left, to_come[row]);
                    settled.is_some_and(|settled| {
                        after[row] = settled;
                        true
                    })
                });
                if fits {
                    let child = next.enter(arc.child, capped, &after, self.n_parties);
                    edges.push(Edge { child, class: class as u32, choice: choice as u32 });
                }
            }
        }
        here.edges.append(&mut edges);
        first..here.edges.len()
    }
}

/// Returns the choices that leave the first party what can still be had.
fn in_question(choices: &[Choice], left: i128, capped: u16, (least, most): (i128, i128)) -> Range<usize> {
    if left == MET {
        return 0..choices.len();
    }
    let from = choices.partition_point(|choice| choice.worth[0] < left - most);
    let to =
        if capped & 1 == 1 { choices.len() } else { choices.partition_point(|choice| choice.worth[0] <= left - least) };
    from..to.max(from)
}

/// Returns the options of a class, those together that are worth the same, by what they are worth to the first party.
fn choices(zone: &Zone, point: usize, class: &[u32], weights: &[Vec<i128>]) -> Vec<Choice> {
    let parties = zone.values().parties();
    let mut found: Vec<Choice> = Vec::new();
    let mut known: FxHashMap<Vec<i128>, usize> = FxHashMap::default();
    for &option in class {
        let worth: Vec<i128> = parties.iter().map(|party| party.tables[point][option as usize]).collect();
        let at = *known.entry(worth).or_insert_with_key(|worth| {
            found.push(Choice { worth: weighted(worth, weights), options: Vec::new() });
            found.len() - 1
        });
        found[at].options.push(option);
    }
    found.sort_by(|a, b| a.worth.cmp(&b.worth));
    found
}

/// Adds to numbers of the parties their weighted sums.
fn weighted(of_parties: &[i128], weights: &[Vec<i128>]) -> Vec<i128> {
    let sums = weights.iter().map(|weights| of_parties.iter().zip(weights).map(|(of, weight)| of * weight).sum());
    of_parties.iter().copied().chain(sums).collect()
}

/// Returns weightings of the parties, all above 0, whose sums are small enough to be added up.
fn weights(zone: &Zone) -> Vec<Vec<i128>> {
    let sizes: Vec<i128> = zone.values().parties().iter().map(|party| party.size()).collect();
    let widest = sizes.iter().copied().max().unwrap_or(1).max(1);
    let scale: Vec<i128> = sizes.iter().map(|size| per_range(widest, (*size).max(1)).into()).collect();
    let grid = weightings(sizes.len(), WEIGHTINGS_MAX).into_iter();
    let grid = grid.map(|shares| {
        let weights = shares.iter().zip(&scale).map(|(share, scale)| i128::from(*share) * scale);
        weights.collect::<Vec<i128>>()
    });
    let is_small = |weights: &Vec<i128>| {
        let sums = weights.iter().zip(&sizes).map(|(weight, size)| weight.checked_mul(*size));
        let sum = sums.into_iter().try_fold(0_i128, |sum, part| sum.checked_add(part?));
        sum.is_some_and(|sum| sum < WEIGHTED_MAX)
    };
    grid.filter(is_small).collect()
}
