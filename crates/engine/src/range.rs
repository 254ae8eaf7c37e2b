//! The least and the most that packages are worth.

use crate::{diagram::NO_NODE, zone::Zone};

/// Returns the least and the most that the packages of a zone are worth to each party, or nothing if there is none.
///
/// *Cost*: linear in the number of arcs, for every party.
pub fn value_ranges(zone: &Zone) -> Option<Vec<(i128, i128)>> {
    if !zone.diagram().is_possible() {
        return None;
    }
    let parties: Vec<usize> = (0..zone.values().n_parties()).collect();
    let root = to_come(zone, &parties).swap_remove(0).swap_remove(0);
    let capped = |(party, (least, most)): (usize, (i128, i128))| {
        let cap = zone.values().parties()[party].cap.unwrap_or(i128::MAX);
        let base = zone.base()[party];
        ((base + least).min(cap), (base + most).min(cap))
    };
    Some(root.into_iter().enumerate().map(capped).collect())
}

/// Returns the least and the most that is still to come from every node on, caps aside. *Shape*:
/// `[level][node][party]`, and the end.
pub(crate) fn to_come(zone: &Zone, parties: &[usize]) -> Vec<Vec<Vec<(i128, i128)>>> {
    let mut to_come = vec![vec![vec![(0, 0); parties.len()]]];
    for level in zone.diagram().levels().iter().rev() {
        let next = &to_come[to_come.len() - 1];
        let per_party = parties.iter().map(|&party| {
            let table = &zone.values().parties()[party].tables[level.point];
            let classes = level.classes.iter().map(|class| {
                let worth = class.iter().map(|&option| table[option as usize]);
                worth.clone().min().unwrap_or(0)..=worth.max().unwrap_or(0)
            });
            classes.collect::<Vec<_>>()
        });
        let ranges: Vec<Vec<_>> = per_party.collect();
        let here = (0..level.n_nodes).map(|node| {
            let bounds = parties.iter().zip(&ranges).enumerate().map(|(at, (&party, ranges))| {
                let arcs = level.arcs_of(node).iter().zip(ranges).filter(|(arc, _)| arc.child != NO_NODE);
                let sums = arcs.map(|(arc, range)| {
                    let (least, most) = next[arc.child as usize][at];
                    let gain = zone.gains()[arc.gain as usize][party];
                    (range.start() + gain + least, range.end() + gain + most)
                });
                sums.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((0, 0))
            });
            bounds.collect()
        });
        let here = here.collect();
        to_come.push(here);
    }
    to_come.reverse();
    to_come
}
