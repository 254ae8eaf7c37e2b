//! Packages drawn at random, each as likely as any other.

use num_bigint::BigUint;

use crate::{
    count::count_below,
    diagram::{Diagram, NO_NODE},
    random::SplitMix,
    space::Package,
};

/// Returns so many packages of a diagram, drawn with replacement, each as likely as any other; none if there is none.
///
/// The same seed gives the same packages.
///
/// *Cost*: that of counting the packages, and for each a step for every point and class.
pub fn sample_packages(diagram: &Diagram, n: usize, seed: u64) -> Vec<Package> {
    if !diagram.is_possible() {
        return Vec::new();
    }
    let below = count_below::<BigUint>(diagram);
    let mut random = SplitMix::new(seed);
    (0..n).map(|_| package_at(diagram, &below, uniform(&mut random, &below[0][0]))).collect()
}

/// Returns a number below another; what it lacks in uniformity is below one part in 2^64.
fn uniform(random: &mut SplitMix, below: &BigUint) -> BigUint {
    let words = below.bits().div_ceil(32) + 2;
    let digits = (0..words).map(|_| (random.next_u64() >> 32) as u32).collect();
    (BigUint::new(digits) * below) >> (32 * words)
}

/// Returns the package with a position in the order of the paths.
fn package_at(diagram: &Diagram, below: &[Vec<BigUint>], mut position: BigUint) -> Package {
    let mut package = vec![0; diagram.levels().len()];
    let mut node = 0;
    for (at, level) in diagram.levels().iter().enumerate() {
        for (arc, class) in level.arcs_of(node).iter().zip(&level.classes) {
            if arc.child == NO_NODE {
                continue;
            }
            let each = &below[at + 1][arc.child as usize];
            let all = each * class.len();
            if position < all {
                let option = u32::try_from(&position / each).unwrap_or(0);
                package[level.point] = class[option as usize] as usize;
                position %= each;
                node = arc.child as usize;
                break;
            }
            position -= all;
        }
    }
    package
}
