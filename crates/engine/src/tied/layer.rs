//! What is left of the values asked about at the nodes of one level.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};

use super::rows::Rows;
use crate::count::Number;

/// The end of a chain.
const NONE: u32 = u32::MAX;

/// The states of a level: a node, and what a package still has to be worth to each party.
#[derive(Debug, Default)]
pub(super) struct Layer {
    /// The node, and as bits the parties to which a package may be worth more, having reached their caps.
    nodes: Vec<(u32, u16)>,
    /// *Shape*: `[state][row]`.
    left: Vec<i128>,
    known: FxHashMap<u64, u32>,
    /// The state before with the same hash.
    same: Vec<u32>,
    pub(super) endings: Vec<Ending>,
    pub(super) edges: Vec<Edge>,
}

/// How a state goes on.
#[derive(Clone, Debug)]
pub(super) enum Ending {
    /// Every path below the node has what is left.
    Met,
    /// The budget ended.
    Open,
    /// By some edges.
    Split(Range<usize>),
}

/// A way to the next level, by any of the options of a choice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) child: u32,
    pub(super) class: u32,
    pub(super) choice: u32,
}

impl Layer {
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn node(&self, state: usize) -> u32 {
        self.nodes[state].0
    }

    pub(super) fn capped(&self, state: usize) -> u16 {
        self.nodes[state].1
    }

    /// Returns what is left at a state, row by row.
    pub(super) fn left(&self, state: usize, n_rows: usize) -> &[i128] {
        &self.left[state * n_rows..(state + 1) * n_rows]
    }

    /// Returns the state of a node with so much left. Only the first rows, those of the parties, tell states apart.
    pub(super) fn enter(&mut self, node: u32, capped: u16, left: &[i128], n_parties: usize) -> u32 {
        let mut hasher = FxHasher::default();
        hasher.write_u64(u64::from(node) << 16 | u64::from(capped));
        left[..n_parties].iter().for_each(|left| {
            hasher.write_u64(*left as u64);
            hasher.write_u64((*left >> 64) as u64);
        });
        let new = self.nodes.len() as u32;
        let last = self.known.entry(hasher.finish()).or_insert(NONE);
        let mut state = *last;
        while state != NONE {
            let at = state as usize * left.len();
            if self.nodes[state as usize] == (node, capped) && self.left[at..at + n_parties] == left[..n_parties] {
                return state;
            }
            state = self.same[state as usize];
        }
        self.same.push(*last);
        *last = new;
        self.nodes.push((node, capped));
        self.left.extend_from_slice(left);
        new
    }
}

/// Returns for the states of the first layer the least and the most packages that they may come to, given how many
/// paths lead from every node to the end.
pub(super) fn sums<N: Number>(below: &[Vec<N>], layers: &[Layer], rows: &Rows) -> Vec<(N, N)> {
    let mut next: Vec<(N, N)> = Vec::new();
    for (at, layer) in layers.iter().enumerate().rev() {
        let here = layer.endings.iter().enumerate().map(|(state, ending)| {
            let all = || below[at][layer.node(state) as usize].clone();
            match ending {
                Ending::Met => (all(), all()),
                Ending::Open => (N::from(0), all()),
                Ending::Split(edges) => {
                    let (mut low, mut high) = (N::from(0), N::from(0));
                    for edge in &layer.edges[edges.clone()] {
                        let n_options = rows.choices(at, edge.class as usize)[edge.choice as usize].options.len();
                        let n_options = N::from(n_options as u32);
                        let (child_low, child_high) = &next[edge.child as usize];
                        low += &(n_options.clone() * child_low);
                        high += &(n_options * child_high);
                    }
                    (low, high)
                }
            }
        });
        let here = here.collect();
        next = here;
    }
    next
}
