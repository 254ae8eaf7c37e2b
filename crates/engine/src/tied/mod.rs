//! All packages that are worth exactly so much.
//!
//! What a package still has to be worth is carried down the diagram, from the values asked about to nothing. A branch is
//! dropped where no path from there on is worth that, to one party or to some of them weighted together. Branches that
//! come to the same at one node are one, and many values asked about at once share them.

mod layer;
mod rows;

use num_bigint::BigUint;

use crate::{
    budget::Budget,
    count::{DealCount, Number, count_below, count_packages},
    diagram::NO_NODE,
    space::Package,
    zone::Zone,
};
use layer::{Ending, Layer};
use rows::Rows;

/// How many packages are worth exactly so much, and some of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tied {
    /// How many there are, as far as that is known.
    pub count: DealCount,
    /// Some of them: all if they are no more than were asked for and the count is exact.
    pub packages: Vec<Package>,
}

/// A zone that is asked which of its packages are worth exactly so much.
#[derive(Debug)]
pub struct Ties<'z> {
    zone: &'z Zone,
    rows: Rows,
    below: Below,
}

/// How many paths lead from every node to the end, in numbers that are large enough. *Shape*: `[level][node]`.
#[derive(Debug)]
enum Below {
    Narrow(Vec<Vec<u128>>),
    Wide(Vec<Vec<BigUint>>),
}

/// How the listing of packages goes on: what a package still has to be worth, or anything below a node.
#[derive(Clone, Copy, Debug)]
enum Place {
    State(u32),
    Node(u32),
}

impl<'z> Ties<'z> {
    /// Makes a zone ready to be asked.
    ///
    /// *Cost*: linear in the number of arcs, for every party and some weightings of them.
    pub fn new(zone: &'z Zone) -> Ties<'z> {
        let diagram = zone.diagram();
        let below = if count_packages(diagram).bits() < 128 {
            Below::Narrow(count_below(diagram))
        } else {
            Below::Wide(count_below(diagram))
        };
        Ties { zone, rows: Rows::new(zone), below }
    }

    /// Returns for each of some values how many packages have exactly these, and `list_max` of them at most.
    ///
    /// *Shape*: values for every party, caps included; floors and walk-away values have no effect. Where the budget
    /// ends, what is not counted yet stands between the bounds of a count.
    ///
    /// *Cost*: a step for every option that is tried.
    pub fn of(&self, values: &[Vec<i128>], list_max: usize, budget: &mut Budget) -> Vec<Tied> {
        let none = || Tied { count: DealCount { at_least: BigUint::ZERO, at_most: BigUint::ZERO }, packages: vec![] };
        if !self.zone.diagram().is_possible() {
            return values.iter().map(|_| none()).collect();
        }
        let (layers, roots) = self.descend(values, budget);
        let counted = match &self.below {
            Below::Narrow(below) => self.counted(below, &layers, &roots),
            Below::Wide(below) => self.counted(below, &layers, &roots),
        };
        let viable = if list_max > 0 { viable(&layers) } else { Vec::new() };
        let listed = roots.iter().map(|root| match root {
            Some(root) if list_max > 0 => self.listed(&layers, &viable, *root, list_max),
            _ => Vec::new(),
        });
        counted.into_iter().zip(listed).map(|(count, packages)| Tied { count, packages }).collect()
    }

    /// Returns what is left at each level, and where each of the values begins; nothing where no package has them.
    fn descend(&self, values: &[Vec<i128>], budget: &mut Budget) -> (Vec<Layer>, Vec<Option<u32>>) {
        let mut first = Layer::default();
        let roots = values.iter().map(|values| self.rows.enter(self.zone, values, &mut first)).collect();
        let mut layers = vec![first];
        for (at, level) in self.zone.diagram().levels().iter().enumerate() {
            let here = &mut layers[at];
            let mut next = Layer::default();
            for state in 0..here.len() {
                let ending = if self.rows.is_met(at, here, state) {
                    Ending::Met
                } else if budget.is_exhausted() {
                    Ending::Open
                } else {
                    Ending::Split(self.rows.split((at, level), (here, state), &mut next, budget))
                };
                here.endings.push(ending);
            }
            layers.push(next);
        }
        // Every state at the end has nothing left.
        if let Some(last) = layers.last_mut() {
            last.endings = vec![Ending::Met; last.len()];
        }
        (layers, roots)
    }

    fn counted<N: Number + Into<BigUint>>(
        &self,
        below: &[Vec<N>],
        layers: &[Layer],
        roots: &[Option<u32>],
    ) -> Vec<DealCount> {
        let sums = layer::sums(below, layers, &self.rows);
        let of = |root: &Option<u32>| match root {
            Some(root) => {
                let (low, high) = &sums[*root as usize];
                DealCount { at_least: low.clone().into(), at_most: high.clone().into() }
            }
            None => DealCount { at_least: BigUint::ZERO, at_most: BigUint::ZERO },
        };
        roots.iter().map(of).collect()
    }

    /// Lists packages from a root on, in the order of the diagram. Every step leads to one, so that none is in vain.
    fn listed(&self, layers: &[Layer], viable: &[Vec<bool>], root: u32, most: usize) -> Vec<Package> {
        let levels = self.zone.diagram().levels();
        let mut found = Vec::new();
        let mut package = vec![0; levels.len()];
        if !viable[0][root as usize] {
            return found;
        }
        if levels.is_empty() {
            return vec![package];
        }
        let mut trail = vec![self.moves(layers, viable, 0, Place::State(root)).into_iter()];
        while let Some(moves) = trail.last_mut().filter(|_| found.len() < most) {
            let Some((option, place)) = moves.next() else {
                trail.pop();
                continue;
            };
            package[levels[trail.len() - 1].point] = option as usize;
            if trail.len() == levels.len() {
                found.push(package.clone());
            } else {
                trail.push(self.moves(layers, viable, trail.len(), place).into_iter());
            }
        }
        found
    }

    /// Returns the options of a level that lead to a package, and where to.
    fn moves(&self, layers: &[Layer], viable: &[Vec<bool>], at: usize, place: Place) -> Vec<(u32, Place)> {
        let level = &self.zone.diagram().levels()[at];
        let node = match place {
            Place::Node(node) => node,
            Place::State(state) => match &layers[at].endings[state as usize] {
                Ending::Met => layers[at].node(state as usize),
                Ending::Open => return Vec::new(),
                Ending::Split(edges) => {
                    let edges = layers[at].edges[edges.clone()].iter();
                    let edges = edges.filter(|edge| viable[at + 1][edge.child as usize]);
                    let options = edges.flat_map(|edge| {
                        let options = &self.rows.choices(at, edge.class as usize)[edge.choice as usize].options;
                        options.iter().map(|&option| (option, Place::State(edge.child)))
                    });
                    return options.collect();
                }
            },
        };
        let arcs = level.arcs_of(node as usize).iter().zip(&level.classes).filter(|(arc, _)| arc.child != NO_NODE);
        arcs.flat_map(|(arc, class)| class.iter().map(|&option| (option, Place::Node(arc.child)))).collect()
    }
}

/// Returns for every state whether a package was found from there on.
fn viable(layers: &[Layer]) -> Vec<Vec<bool>> {
    let mut viable: Vec<Vec<bool>> = Vec::with_capacity(layers.len());
    for layer in layers.iter().rev() {
        let below = viable.last();
        let here = layer.endings.iter().map(|ending| match ending {
            Ending::Met => true,
            Ending::Open => false,
            Ending::Split(edges) => {
                let mut edges = layer.edges[edges.clone()].iter();
                edges.any(|edge| below.is_some_and(|below| below[edge.child as usize]))
            }
        });
        let here = here.collect();
        viable.push(here);
    }
    viable.reverse();
    viable
}
