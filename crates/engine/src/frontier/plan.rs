//! What the arcs of a diagram cost the parties.
//!
//! The *loss* of a path to a party is what the path falls short of the most that any path is worth to it. Losses are
//! spread over the arcs so that none is negative: an arc costs what the best path to its child is worth more than the
//! best path that ends in the arc. So a sum of losses only grows, and a floor is a limit to it.

use std::ops::Range;

use super::{
    filter::{self, Work},
    packed::{Layout, Packed},
};
use crate::{
    diagram::{Level, NO_NODE},
    zone::Zone,
};

/// Less than any path is worth, and far enough from the limits of the type to be added to.
const NEVER: i128 = i128::MIN / 4;

/// The settling of one point, with what it costs.
#[derive(Clone, Debug)]
pub(super) struct Step<V> {
    /// The point.
    pub(super) point: usize,
    /// Of every class, the options that no other of the class is better than, and what they cost besides the arc.
    pub(super) choices: Vec<Vec<(V, u32)>>,
    /// The children and what the arcs cost at least. *Shape*: `[node][class]`, as in the level.
    pub(super) arcs: Vec<(u32, V)>,
    /// How many nodes there are.
    pub(super) n_nodes: usize,
}

impl<V: Packed> Step<V> {
    /// Returns the arcs that lead from a node, each with the choices of its class.
    pub(super) fn arcs_of(&self, node: usize) -> impl Iterator<Item = (usize, V, &[(V, u32)])> {
        let n = self.choices.len();
        let arcs = self.arcs[node * n..(node + 1) * n].iter().zip(&self.choices);
        let live = arcs.filter(|((child, _), _)| *child != NO_NODE);
        live.map(|(&(child, cost), choices)| (child as usize, cost, choices.as_slice()))
    }
}

/// Returns the levels in the order in which they are stepped through from the root to the end.
///
/// A level of one node cuts the diagram into parts that know nothing of each other, so that their order is free. Since
/// losses are added up from the end to the root, parts of several levels come last.
pub(super) fn order(zone: &Zone) -> Vec<&Level> {
    let levels = zone.diagram().levels();
    let starts: Vec<usize> = (0..levels.len()).filter(|&at| levels[at].n_nodes == 1).collect();
    let ends = starts.iter().copied().skip(1).chain([levels.len()]);
    let mut parts: Vec<Range<usize>> = starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
    parts.sort_by_key(|part| (part.len() > 1, if part.len() > 1 { 0 } else { spread(zone, &levels[part.start]) }));
    parts.into_iter().flat_map(|part| &levels[part]).collect()
}

/// Returns how much the options of a point differ, over all parties.
fn spread(zone: &Zone, level: &Level) -> u128 {
    let parties = zone.values().parties().iter();
    let widest = parties.map(|party| {
        let table = &party.tables[level.point];
        let (most, least) = (table.iter().max(), table.iter().min());
        most.zip(least).map_or(0, |(most, least)| most.abs_diff(*least))
    });
    widest.sum()
}

/// Whether more is better, or less.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sense {
    /// More is better.
    Most,
    /// Less is better: all values are negated.
    Least,
}

impl Sense {
    fn of(self, value: i128) -> i128 {
        match self {
            Sense::Most => value,
            Sense::Least => -value,
        }
    }
}

/// Returns the most or the least that a package is worth to each party.
pub(super) fn extreme(zone: &Zone, order: &[&Level], sense: Sense) -> Vec<i128> {
    let start = vec![0; zone.values().n_parties()];
    let best = (0..order.len()).fold(start, |above, at| best_at_children(zone, order, at, &above, sense));
    best.iter().zip(zone.base()).map(|(&value, base)| sense.of(value) + base).collect()
}

/// Returns what the best path to every node of the next level is worth. *Shape*: `[node][party]`, as that of the level.
fn best_at_children(zone: &Zone, order: &[&Level], at: usize, above: &[i128], sense: Sense) -> Vec<i128> {
    let n_parties = zone.values().n_parties();
    let n_children = order.get(at + 1).map_or(1, |next| next.n_nodes);
    let level = order[at];
    let of_class = best_of_classes(zone, level, sense);
    let mut below = vec![NEVER; n_children * n_parties];
    for (at, arc) in level.arcs.iter().enumerate().filter(|(_, arc)| arc.child != NO_NODE) {
        let (node, class) = (at / level.classes.len(), at % level.classes.len());
        let gain = &zone.gains()[arc.gain as usize];
        for party in 0..n_parties {
            let value = above[node * n_parties + party] + of_class[class][party] + sense.of(gain[party]);
            let best = &mut below[arc.child as usize * n_parties + party];
            *best = value.max(*best);
        }
    }
    below
}

/// Returns what the best option of each class is worth to each party.
fn best_of_classes(zone: &Zone, level: &Level, sense: Sense) -> Vec<Vec<i128>> {
    let parties = zone.values().parties();
    let best = |class: &Vec<u32>, table: &Vec<i128>| {
        class.iter().map(|&option| sense.of(table[option as usize])).max().unwrap_or(NEVER)
    };
    let of_class = |class| parties.iter().map(|party| best(class, &party.tables[level.point])).collect();
    level.classes.iter().map(of_class).collect()
}

/// Returns the steps of the levels; arcs and options are left out that alone cost more than the layout has room for.
pub(super) fn steps<V: Packed>(zone: &Zone, order: &[&Level], layout: &Layout<V>, work: &mut Work) -> Vec<Step<V>> {
    let n_parties = zone.values().n_parties();
    let mut above = vec![0; n_parties];
    let mut steps = Vec::with_capacity(order.len());
    for (at, level) in order.iter().enumerate() {
        let below = best_at_children(zone, order, at, &above, Sense::Most);
        let of_class = best_of_classes(zone, level, Sense::Most);
        let arcs = level.arcs.iter().enumerate().map(|(at, arc)| {
            if arc.child == NO_NODE {
                return (NO_NODE, V::default());
            }
            let (node, class) = (at / level.classes.len(), at % level.classes.len());
            let gain = &zone.gains()[arc.gain as usize];
            let cost = layout.pack((0..n_parties).map(|party| {
                let best = below[arc.child as usize * n_parties + party];
                let here = above[node * n_parties + party] + of_class[class][party] + gain[party];
                best.abs_diff(here)
            }));
            cost.map_or((NO_NODE, V::default()), |cost| (arc.child, cost))
        });
        let arcs = arcs.collect();
        let classes = level.classes.iter().zip(&of_class);
        let choices = classes.map(|(class, best)| choices(zone, level.point, class, best, layout, work)).collect();
        steps.push(Step { point: level.point, choices, arcs, n_nodes: level.n_nodes });
        above = below;
    }
    steps
}

/// Returns the options of a class that none other of it is better than, with what each costs more than the best.
fn choices<V: Packed>(
    zone: &Zone,
    point: usize,
    class: &[u32],
    best: &[i128],
    layout: &Layout<V>,
    work: &mut Work,
) -> Vec<(V, u32)> {
    let parties = zone.values().parties();
    let cost = |option: u32| {
        let losses = parties.iter().zip(best).map(|(party, best)| best.abs_diff(party.tables[point][option as usize]));
        Some((layout.pack(losses)?, option))
    };
    let mut choices: Vec<(V, u32)> = class.iter().filter_map(|&option| cost(option)).collect();
    choices.sort_unstable();
    choices.dedup_by_key(|(cost, _)| *cost);
    let mut costs: Vec<V> = choices.iter().map(|(cost, _)| *cost).collect();
    filter::keep_best(&mut costs, layout, work);
    choices.retain(|(cost, _)| costs.binary_search(cost).is_ok());
    choices
}
