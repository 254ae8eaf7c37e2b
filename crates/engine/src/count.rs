//! How many packages and how many deals there are.

use num_bigint::BigUint;
use rustc_hash::FxHashMap;
use std::ops::{Add, AddAssign, Mul};

use crate::{
    budget::Budget,
    diagram::{Diagram, Level, NO_NODE},
    range::to_come,
    zone::Zone,
};

/// How many deals there are, as far as that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DealCount {
    /// There are at least so many.
    pub at_least: BigUint,
    /// There are at most so many.
    pub at_most: BigUint,
}

impl DealCount {
    /// Returns the number where it is known exactly.
    pub fn exact(&self) -> Option<&BigUint> {
        (self.at_least == self.at_most).then_some(&self.at_least)
    }
}

/// Returns the number of packages on the paths of a diagram.
///
/// *Cost*: linear in the number of arcs.
pub fn count_packages(diagram: &Diagram) -> BigUint {
    if !diagram.is_possible() {
        return BigUint::ZERO;
    }
    let below = count_below::<BigUint>(diagram);
    below[0][0].clone()
}

/// Returns the number of packages of a zone that are worth at least the floor to every party that has one.
///
/// The sums of paths that lead to one node are kept apart as far as it matters: a party whose floor is sure to be met
/// from a node on, whatever follows, no longer counts, and a path from which a floor cannot be met is dropped. Where
/// the budget ends, what is not counted yet stands between the two bounds.
///
/// *Shape*: one floor for each party of the zone.
///
/// *Cost*: a step for every different sum, node and option.
pub fn count_deals(zone: &Zone, floors: &[Option<i128>], budget: &mut Budget) -> DealCount {
    let capped = zone.values().parties().iter().zip(floors);
    let is_hopeless =
        capped.into_iter().any(|(party, floor)| party.cap.zip(*floor).is_some_and(|(cap, floor)| floor > cap));
    if is_hopeless || !zone.diagram().is_possible() {
        return DealCount { at_least: BigUint::ZERO, at_most: BigUint::ZERO };
    }
    let total = count_packages(zone.diagram());
    if total.bits() < 128 {
        let (at_least, open) = Counting::<u128>::new(zone, floors).run(budget);
        DealCount { at_least: at_least.into(), at_most: (at_least + open).into() }
    } else {
        let (at_least, open) = Counting::<BigUint>::new(zone, floors).run(budget);
        DealCount { at_most: &at_least + open, at_least }
    }
}

/// A number to count with.
pub(crate) trait Number:
    Clone + From<u32> + for<'n> AddAssign<&'n Self> + for<'n> Mul<&'n Self, Output = Self> + Add
{
}

impl Number for u128 {}
impl Number for BigUint {}

/// Returns the number of paths from every node to the end. *Shape*: `[level][node]`, and the end.
pub(crate) fn count_below<N: Number>(diagram: &Diagram) -> Vec<Vec<N>> {
    let mut below = vec![vec![N::from(1)]];
    for level in diagram.levels().iter().rev() {
        let next = &below[below.len() - 1];
        let here = (0..level.n_nodes).map(|node| count_at(level, node, next)).collect();
        below.push(here);
    }
    below.reverse();
    below
}

fn count_at<N: Number>(level: &Level, node: usize, below: &[N]) -> N {
    let mut sum = N::from(0);
    for (arc, class) in level.arcs_of(node).iter().zip(&level.classes) {
        if arc.child != NO_NODE {
            sum += &(below[arc.child as usize].clone() * &N::from(class.len() as u32));
        }
    }
    sum
}

/// What a party still lacks to its floor, or nothing once the floor is sure to be met.
type Lacks = Vec<Option<i128>>;

struct Counting<'z, N> {
    zone: &'z Zone,
    /// The parties that have a floor.
    parties: Vec<usize>,
    lacks: Lacks,
    /// For every level and node the least and the most that is still to come. *Shape*: `[level][node][party]`.
    to_come: Vec<Vec<Vec<(i128, i128)>>>,
    below: Vec<Vec<N>>,
}

impl<'z, N: Number> Counting<'z, N> {
    fn new(zone: &'z Zone, floors: &[Option<i128>]) -> Counting<'z, N> {
        let parties: Vec<usize> = (0..floors.len()).filter(|&party| floors[party].is_some()).collect();
        let lacks = parties.iter().map(|&party| floors[party].map(|floor| floor - zone.base()[party])).collect();
        let to_come = to_come(zone, &parties);
        Counting { zone, parties, lacks, to_come, below: count_below(zone.diagram()) }
    }

    /// Returns how many deals were counted, and how many packages are left of which that is not known.
    fn run(&self, budget: &mut Budget) -> (N, N) {
        let (mut counted, mut open) = (N::from(0), N::from(0));
        let mut here: Vec<FxHashMap<Lacks, N>> = vec![FxHashMap::default()];
        if let Some(lacks) = self.after(0, 0, self.lacks.clone()) {
            here[0].insert(lacks, N::from(1));
        }
        for (at, level) in self.zone.diagram().levels().iter().enumerate() {
            let options = self.options(level);
            let n_next = self.below[at + 1].len();
            let mut next: Vec<FxHashMap<Lacks, N>> = vec![FxHashMap::default(); n_next];
            for (node, sums) in here.into_iter().enumerate() {
                #[expect(clippy::iter_over_hash_type, reason = "what is counted does not depend on the order")]
                for (lacks, paths) in sums {
                    let is_met = lacks.iter().all(Option::is_none);
                    if is_met || budget.is_exhausted() {
                        let packages = self.below[at][node].clone() * &paths;
                        if is_met {
                            counted += &packages
                        } else {
                            open += &packages
                        }
                        continue;
                    }
                    let arcs = level.arcs_of(node).iter().zip(&options).filter(|(arc, _)| arc.child != NO_NODE);
                    for (arc, options) in arcs {
                        let gains = &self.zone.gains()[arc.gain as usize];
                        for (worth, n) in options {
                            let less = |(at, lacks): (usize, &Option<i128>)| {
                                lacks.map(|lacks| lacks - worth[at] - gains[self.parties[at]])
                            };
                            let child = arc.child as usize;
                            let left = lacks.iter().enumerate().map(less).collect();
                            if let Some(left) = self.after(at + 1, child, left) {
                                let paths = paths.clone() * &N::from(*n);
                                *next[child].entry(left).or_insert_with(|| N::from(0)) += &paths;
                            }
                        }
                        budget.take(options.len() as u64);
                    }
                }
            }
            here = next;
        }
        let left = here.into_iter().flatten();
        left.for_each(|(_, paths)| counted += &paths);
        (counted, open)
    }

    /// Returns what is lacking at a node, or nothing where a floor cannot be met.
    fn after(&self, at: usize, node: usize, mut lacks: Lacks) -> Option<Lacks> {
        for (lacks, (least, most)) in lacks.iter_mut().zip(&self.to_come[at][node]) {
            if lacks.is_some_and(|lacks| lacks > *most) {
                return None;
            }
            if lacks.is_some_and(|lacks| lacks <= *least) {
                *lacks = None;
            }
        }
        Some(lacks)
    }

    /// Returns for each class what its options are worth to the parties with a floor, with how many are worth the same.
    fn options(&self, level: &Level) -> Vec<Vec<(Vec<i128>, u32)>> {
        let tables = |party: usize| &self.zone.values().parties()[party].tables[level.point];
        let classes = level.classes.iter().map(|class| {
            let mut counted: Vec<(Vec<i128>, u32)> = Vec::new();
            let mut known: FxHashMap<Vec<i128>, usize> = FxHashMap::default();
            for &option in class {
                let worth: Vec<i128> = self.parties.iter().map(|&party| tables(party)[option as usize]).collect();
                let at = *known.entry(worth.clone()).or_insert(counted.len());
                match counted.get_mut(at) {
                    Some((_, n)) => *n += 1,
                    None => counted.push((worth, 1)),
                }
            }
            counted
        });
        classes.collect()
    }
}
