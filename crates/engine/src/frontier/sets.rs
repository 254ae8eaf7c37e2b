//! The losses at every node that no other is better than.

use super::{
    FrontierTooLarge, Points,
    filter::{self, Work},
    packed::{Layout, Packed},
    plan::Step,
};
use crate::space::Package;

/// For every node, the losses of paths from it to the end that no other such path is better than.
#[derive(Debug)]
pub(super) struct Sets<V> {
    layout: Layout<V>,
    /// What the losses at the end are, so that a loss just above the limit overflows its field.
    start: V,
    steps: Vec<Step<V>>,
    /// The nodes of each step, and at last the end.
    layers: Vec<Layer<V>>,
}

/// The losses of the nodes of a level, each in ascending order.
#[derive(Debug)]
struct Layer<V> {
    points: Vec<V>,
    /// Where the points of each node begin, and where the last one's end.
    starts: Vec<usize>,
}

impl<V> Layer<V> {
    fn of(&self, node: usize) -> &[V] {
        &self.points[self.starts[node]..self.starts[node + 1]]
    }
}

impl<V: Packed> Sets<V> {
    /// Returns the sets of all nodes for losses up to the limits.
    pub(super) fn new(
        steps: Vec<Step<V>>,
        layout: Layout<V>,
        limits: &[u128],
        points_max: usize,
        work: &mut Work,
    ) -> Result<Sets<V>, FrontierTooLarge> {
        let start = layout.headroom(limits);
        let mut layers = Vec::with_capacity(steps.len() + 1);
        layers.push(Layer { points: vec![start], starts: vec![0, 1] });
        let mut sets = Sets { layout, start, steps, layers };
        let mut n_kept = 1;
        for at in (0..sets.steps.len()).rev() {
            let layer = sets.layer(at, points_max.saturating_sub(n_kept), work).map_err(|n_more| FrontierTooLarge {
                points: n_kept + n_more,
                levels_done: sets.layers.len() - 1,
                is_out_of_budget: work.is_spent(),
            })?;
            n_kept += layer.points.len();
            sets.layers.push(layer);
        }
        sets.layers.reverse();
        Ok(sets)
    }

    /// Returns the sets of the nodes of a step, above the layer that was made last.
    ///
    /// *Errors*: there are more than `points_max`, namely so many at least, or the work does not suffice.
    fn layer(&self, at: usize, points_max: usize, work: &mut Work) -> Result<Layer<V>, usize> {
        let step = &self.steps[at];
        let below = &self.layers[self.layers.len() - 1];
        let mut layer = Layer { points: Vec::new(), starts: vec![0] };
        let mut found = Vec::new();
        for node in 0..step.n_nodes {
            for (child, cost) in self.moves(step, node, work) {
                let longer = below.of(child).iter().map(|point| point.plus(cost));
                found.extend(longer.filter(|point| !point.meets(self.layout.guards)));
                if found.len() > points_max {
                    self.keep_best(&mut found, work);
                }
                if found.len() + layer.points.len() > points_max || work.is_spent() {
                    return Err(found.len() + layer.points.len());
                }
            }
            self.keep_best(&mut found, work);
            layer.points.append(&mut found);
            layer.starts.push(layer.points.len());
        }
        Ok(layer)
    }

    fn keep_best(&self, found: &mut Vec<V>, work: &mut Work) {
        // The sort merges what is in order: the points of every move.
        found.sort();
        found.dedup();
        filter::keep_best(found, &self.layout, work);
    }

    /// Returns the ways from a node to each child that no other way to that child is better than.
    fn moves(&self, step: &Step<V>, node: usize, work: &mut Work) -> Vec<(usize, V)> {
        let mut moves = Vec::new();
        for (child, cost, choices) in step.arcs_of(node) {
            let costs = choices.iter().map(|(choice, _)| cost.plus(*choice));
            moves.extend(costs.filter(|cost| !cost.meets(self.layout.guards)).map(|cost| (child, cost)));
        }
        moves.sort_unstable();
        let mut best = Vec::with_capacity(moves.len());
        for of_child in moves.chunk_by(|one, other| one.0 == other.0) {
            let mut costs: Vec<V> = of_child.iter().map(|(_, cost)| *cost).collect();
            costs.dedup();
            filter::keep_best(&mut costs, &self.layout, work);
            best.extend(costs.into_iter().map(|cost| (of_child[0].0, cost)));
        }
        best
    }
}

impl<V: Packed> Points for Sets<V> {
    fn len(&self) -> usize {
        self.layers[0].points.len()
    }

    fn losses(&self, at: usize) -> Vec<u128> {
        self.layout.unpack(self.layers[0].points[at].minus(self.start))
    }

    fn package(&self, at: usize) -> Package {
        let mut package = vec![0; self.steps.len()];
        let (mut node, mut point) = (0, self.layers[0].points[at]);
        for (step, below) in self.steps.iter().zip(&self.layers[1..]) {
            let ways = step.arcs_of(node).flat_map(|(child, cost, choices)| {
                choices.iter().map(move |&(choice, option)| (child, cost.plus(choice), option))
            });
            let mut ways = ways.filter(|(_, cost, _)| cost.is_within(point, self.layout.guards));
            let way = ways.find(|(child, cost, _)| below.of(*child).binary_search(&point.minus(*cost)).is_ok());
            // The point is there since some way led to it.
            if let Some((child, cost, option)) = way {
                (node, point) = (child, point.minus(cost));
                package[step.point] = option as usize;
            }
        }
        package
    }

    fn picked(&self, least: &[u128], work: &mut Work) -> Vec<u32> {
        let points = self.layers[0].points.iter().zip(0..);
        let counted = points.filter_map(|(point, at)| {
            let losses = self.layout.unpack(point.minus(self.start));
            let counted = losses.iter().zip(least).map(|(loss, least)| *loss.max(least));
            Some((self.layout.pack(counted)?, at))
        });
        let mut counted: Vec<(V, u32)> = counted.collect();
        counted.sort_unstable();
        counted.dedup_by_key(|(point, _)| *point);
        let mut best = counted.iter().map(|(point, _)| *point).collect();
        filter::keep_best(&mut best, &self.layout, work);
        counted.retain(|(point, _)| best.binary_search(point).is_ok());
        counted.into_iter().map(|(_, at)| at).collect()
    }
}
