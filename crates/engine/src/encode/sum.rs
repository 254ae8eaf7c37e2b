//! A decision diagram over partial sums.
//!
//! Layer by layer the diagram adds the value of one point. Partial sums from which the same
//! choices lead to the same outcome share one node, which knows the whole interval of such sums;
//! equal residual problems are therefore found before they are built twice.
//!
//! *Source*: Abio, Nieuwenhuis, Oliveras, Rodriguez-Carbonell and Mayer-Eichberger, A new look at
//! BDDs for pseudo-Boolean constraints, JAIR 45, 2012; here with many values to a layer.

use std::collections::BTreeMap;

use crate::{encode::Encoder, limit::TooLarge, sat::Lit};

/// The values that one point adds.
pub(super) struct Layer {
    /// The different values, ascending from 0.
    pub(super) values: Vec<i128>,
    /// Entry `k` is true exactly if the value is `values[k + 1]` or more.
    pub(super) at_least: Vec<Lit>,
}

/// A node, and the partial sums it stands for.
#[derive(Clone, Copy)]
struct Node {
    low: i128,
    high: i128,
    /// Implies that the whole sum ends in range (or outside, if that was asked for).
    literal: Lit,
}

/// Values from `first` to `last` lead to `target`.
struct Branch {
    first: usize,
    last: usize,
    target: Lit,
}

/// A node in the making.
struct Frame {
    layer: usize,
    sum: i128,
    next: usize,
    low: i128,
    high: i128,
    branches: Vec<Branch>,
}

struct Diagram {
    layers: Vec<Layer>,
    /// The largest sum that the layers from here on can add; the smallest is 0.
    rest_max: Vec<i128>,
    low: i128,
    high: i128,
    inside: Lit,
    outside: Lit,
    /// The finished nodes of every layer by the lowest sum they stand for.
    nodes: Vec<BTreeMap<i128, Node>>,
}

/// The room of a node, in literals of a clause.
const NODE_ROOM: usize = 8;

/// Beyond every sum of 64-bit values that fits in memory, and far from overflow.
const FAR: i128 = 1 << 120;

impl Encoder {
    /// Returns a literal that implies that the sum of one value from each layer is in range, or is
    /// not.
    ///
    /// *Cost*: one clause of four literals for each branch of the diagram, which can grow with the
    /// product of the number of different sums and the values of a layer.
    pub(super) fn sum_of_layers(
        &mut self,
        layers: Vec<Layer>,
        (low, high): (i128, i128),
        holds: bool,
    ) -> Result<Lit, TooLarge> {
        let (inside, outside) = (self.constant(holds), self.constant(!holds));
        let mut diagram = Diagram::new(layers, (low, high), inside, outside);
        if let Some(node) = diagram.find(0, 0) {
            return Ok(node.literal);
        }
        // A stack of its own: there may be as many layers as points.
        let mut stack = vec![Frame::new(0, 0)];
        while let Some(frame) = stack.last_mut() {
            let values = &diagram.layers[frame.layer].values;
            if let Some(value) = values.get(frame.next) {
                let sum = frame.sum + value;
                match diagram.find(frame.layer + 1, sum) {
                    Some(node) => frame.take(&node, values),
                    None => {
                        let below = Frame::new(frame.layer + 1, sum);
                        stack.push(below);
                    }
                }
                continue;
            }
            // Many nodes may merge into few, so nodes count as well as their clauses.
            self.sat.take_room(NODE_ROOM)?;
            let node = self.close(frame, &diagram.layers[frame.layer]);
            diagram.nodes[frame.layer].insert(node.low, node);
            stack.pop();
        }
        // The root was finished last, so it is there.
        Ok(diagram.find(0, 0).map_or(outside, |node| node.literal))
    }

    /// Builds the clauses of a finished frame.
    fn close(&mut self, frame: &Frame, layer: &Layer) -> Node {
        let (low, high) = (frame.low, frame.high);
        if let [Branch { target, .. }] = frame.branches[..] {
            return Node { low, high, literal: target };
        }
        let truth = self.sat.truth();
        let node = self.sat.fresh();
        for &Branch { first, last, target } in &frame.branches {
            if target == truth {
                continue;
            }
            let below = first.checked_sub(1).map(|index| !layer.at_least[index]);
            let above = layer.at_least.get(last).copied();
            let refused = (target != !truth).then_some(target);
            self.sat.clause([Some(!node), below, above, refused].into_iter().flatten());
        }
        Node { low, high, literal: node }
    }
}

impl Frame {
    fn new(layer: usize, sum: i128) -> Frame {
        Frame { layer, sum, next: 0, low: -FAR, high: FAR, branches: Vec::new() }
    }

    /// Sends the next values, as far as they lead to the node, to it.
    fn take(&mut self, node: &Node, values: &[i128]) {
        let first = self.next;
        self.next = values.partition_point(|value| self.sum + value <= node.high);
        let last = self.next - 1;
        self.low = self.low.max(node.low - values[first]);
        self.high = self.high.min(node.high - values[last]);
        let target = node.literal;
        match self.branches.last_mut() {
            Some(branch) if branch.target == target => branch.last = last,
            _ => self.branches.push(Branch { first, last, target }),
        }
    }
}

impl Diagram {
    fn new(layers: Vec<Layer>, (low, high): (i128, i128), inside: Lit, outside: Lit) -> Diagram {
        let mut rest_max = vec![0; layers.len() + 1];
        for (index, layer) in layers.iter().enumerate().rev() {
            rest_max[index] = rest_max[index + 1] + layer.values.last().copied().unwrap_or(0);
        }
        let nodes = layers.iter().map(|_| BTreeMap::new()).collect();
        Diagram { layers, rest_max, low, high, inside, outside, nodes }
    }

    /// Returns the node for a partial sum: one of the two ends if the rest cannot matter, or a
    /// finished one.
    fn find(&self, layer: usize, sum: i128) -> Option<Node> {
        let rest = self.rest_max[layer];
        let end = |low, high, literal| Some(Node { low, high, literal });
        if self.low > self.high {
            end(-FAR, FAR, self.outside)
        } else if sum > self.high {
            end(self.high + 1, FAR, self.outside)
        } else if sum + rest < self.low {
            end(-FAR, self.low - rest - 1, self.outside)
        } else if sum >= self.low && sum + rest <= self.high {
            end(self.low, self.high - rest, self.inside)
        } else {
            let (_, node) = self.nodes[layer].range(..=sum).next_back()?;
            (node.high >= sum).then_some(*node)
        }
    }
}
