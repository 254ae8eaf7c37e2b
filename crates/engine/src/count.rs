//! How many packages there are.

use num_bigint::BigUint;

use crate::diagram::{Diagram, Level, NO_NODE};

/// Returns the number of packages on the paths of a diagram.
///
/// *Cost*: linear in the number of arcs.
pub fn count_packages(diagram: &Diagram) -> BigUint {
    if !diagram.is_possible() {
        return BigUint::ZERO;
    }
    let mut below = vec![BigUint::from(1_u8)];
    for level in diagram.levels().iter().rev() {
        below = (0..level.n_nodes).map(|node| count_at(level, node, &below)).collect();
    }
    below.swap_remove(0)
}

fn count_at(level: &Level, node: usize, below: &[BigUint]) -> BigUint {
    let arcs = level.arcs_of(node).iter().zip(&level.classes).filter(|(arc, _)| arc.child != NO_NODE);
    arcs.map(|(arc, class)| &below[arc.child as usize] * class.len()).sum()
}
