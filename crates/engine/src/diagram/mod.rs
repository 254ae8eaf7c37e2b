//! All packages that meet some formulas, as the paths of a layered diagram.
//!
//! Points are settled one after the other, one level each. A node is what is left of the formulas; an arc settles the
//! point of its level by any option of a class, that is, of options that no formula tells apart. Every path from the
//! root to the end is a set of packages that meet all formulas, and every such package is on exactly one path. Formulas
//! may also be only *watched*: then the arc on which one is sure to hold says so.
//!
//! Since the diagram knows no values, it is made once, and every question about values is a path problem in it.
//!
//! *Source*: Bergman, Cire, van Hoeve and Hooker, Decision Diagrams for Optimization, 2016, chapters 3 and 4.

mod order;
mod residual;

use rustc_hash::FxHashMap;

use crate::{formula::Formula, space::Space};
use residual::{Arena, FALSE, Layout, TRUE};

/// No node: the arc leads nowhere.
pub const NO_NODE: u32 = u32::MAX;

/// The most arcs that a diagram may have.
pub const DIAGRAM_ARCS_MAX: usize = 4_000_000;

/// All packages that meet some formulas.
#[derive(Clone, Debug)]
pub struct Diagram {
    levels: Vec<Level>,
    gains: Vec<Vec<u32>>,
    always: Vec<u32>,
    is_possible: bool,
}

/// The settling of one point.
///
/// Node 0 of the first level is the root. The arcs of the last level lead to node 0, the end.
#[derive(Clone, Debug)]
pub struct Level {
    /// The point.
    pub point: usize,
    /// The options of the point, by class; every option is in one class.
    pub classes: Vec<Vec<u32>>,
    /// How many nodes the level has.
    pub n_nodes: usize,
    /// The arcs. *Shape*: `[node][class]`, rows one after the other.
    pub arcs: Vec<Arc>,
}

/// A settling of a point by an option of one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Arc {
    /// The node of the next level, or [`NO_NODE`].
    pub child: u32,
    /// Which watched formulas are from here on sure to hold, as an index into [`Diagram::gains`].
    pub gain: u32,
}

/// The diagram has more arcs than it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooEntangled {
    /// How many levels fitted.
    pub levels_done: usize,
    /// How many nodes the first level that did not fit has at least.
    pub width: usize,
}

impl Level {
    /// Returns the arcs of a node, by class.
    pub fn arcs_of(&self, node: usize) -> &[Arc] {
        let n = self.classes.len();
        &self.arcs[node * n..(node + 1) * n]
    }
}

impl Diagram {
    /// Returns the diagram of the packages that meet all formulas of `must`, watching those of `watched`.
    ///
    /// The formulas fit the space, as those of a [`Problem`](crate::Problem) do.
    ///
    /// *Errors*: more than `arcs_max` arcs.
    ///
    /// *Cost*: arcs times open formulas.
    pub fn compile(
        space: &Space,
        must: &[Formula],
        watched: &[Formula],
        arcs_max: usize,
    ) -> Result<Diagram, TooEntangled> {
        let must: Vec<&Formula> = must.iter().flat_map(conjuncts).collect();
        let scopes = must.iter().copied().chain(watched).map(|formula| formula.points().into_iter().collect());
        let order = order::order(space.n_points(), &scopes.collect::<Vec<_>>());
        Build::new(space, &must, watched, order).run(arcs_max)
    }

    /// Returns the levels, from the root down.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// Returns the sets of watched formulas that arcs name; the first is empty.
    pub fn gains(&self) -> &[Vec<u32>] {
        &self.gains
    }

    /// Returns the watched formulas that hold for every package.
    pub fn always(&self) -> &[u32] {
        &self.always
    }

    /// Returns whether there is a package at all.
    pub fn is_possible(&self) -> bool {
        self.is_possible
    }

    /// Returns the number of options of each point.
    pub(crate) fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.levels.len()];
        for level in &self.levels {
            sizes[level.point] = level.classes.iter().map(Vec::len).sum();
        }
        sizes
    }

    /// Returns the number of arcs that lead somewhere.
    pub fn n_arcs(&self) -> usize {
        self.levels.iter().flat_map(|level| &level.arcs).filter(|arc| arc.child != NO_NODE).count()
    }

    /// Returns the largest number of nodes of a level.
    pub fn width(&self) -> usize {
        self.levels.iter().map(|level| level.n_nodes).max().unwrap_or(1)
    }

    /// Returns whether a package is on a path.
    pub fn contains(&self, package: &[usize]) -> bool {
        let mut node = 0;
        if !self.is_possible {
            return false;
        }
        for level in &self.levels {
            let option = package[level.point] as u32;
            let class = level.classes.iter().position(|class| class.binary_search(&option).is_ok());
            match class.map(|class| level.arcs_of(node)[class].child) {
                Some(child) if child != NO_NODE => node = child as usize,
                _ => return false,
            }
        }
        true
    }
}

fn conjuncts(formula: &Formula) -> Vec<&Formula> {
    match formula {
        Formula::And(of) => of.iter().flat_map(conjuncts).collect(),
        _ => vec![formula],
    }
}

/// A formula on its way through the levels.
struct Watch {
    root: u32,
    first: u32,
    last: u32,
    /// Its index among the watched ones; nothing for one that must hold.
    watched: Option<u32>,
}

struct Build {
    points: Vec<usize>,
    classes: Vec<Vec<Vec<u32>>>,
    arena: Arena,
    watches: Vec<Watch>,
    gains: Vec<Vec<u32>>,
    gain_ids: FxHashMap<Vec<u32>, u32>,
    always: Vec<u32>,
    is_possible: bool,
}

impl Build {
    fn new(space: &Space, must: &[&Formula], watched: &[Formula], order: Vec<usize>) -> Build {
        let mut level = vec![0; order.len()];
        for (at, &point) in order.iter().enumerate() {
            level[point] = at as u32;
        }
        let mut of_point = classes(space, must.iter().copied().chain(watched));
        let classes: Vec<Vec<Vec<u32>>> = order.iter().map(|&point| std::mem::take(&mut of_point[point])).collect();
        let layout = Layout { level: &level, classes: &classes };
        let mut arena = Arena::new(&layout);
        let mut build_watches = Vec::new();
        let (mut always, mut is_possible) = (Vec::new(), true);
        let named = must.iter().copied().map(|formula| (formula, None));
        let named = named.chain(watched.iter().enumerate().map(|(at, formula)| (formula, Some(at as u32))));
        for (formula, watched) in named {
            match (arena.enter(formula, &layout), watched) {
                (TRUE, Some(at)) => always.push(at),
                (TRUE, None) | (FALSE, Some(_)) => {}
                (FALSE, None) => is_possible = false,
                (root, watched) => {
                    let levels = formula.points().into_iter().map(|point| level[point]);
                    let last = levels.max().unwrap_or(0);
                    build_watches.push(Watch { root, first: arena.next(root), last, watched });
                }
            }
        }
        let gains = vec![Vec::new()];
        let gain_ids = FxHashMap::from_iter([(Vec::new(), 0)]);
        Build { points: order, classes, arena, watches: build_watches, gains, gain_ids, always, is_possible }
    }

    fn run(mut self, arcs_max: usize) -> Result<Diagram, TooEntangled> {
        let n = self.points.len();
        let mut levels: Vec<Level> = Vec::with_capacity(n);
        let mut states: Vec<Box<[u32]>> = if self.is_possible { vec![Box::default()] } else { Vec::new() };
        let mut n_arcs = 0_usize;
        for at in 0..n {
            let (level, next) = self.level(at, &states);
            n_arcs += level.arcs.len();
            if n_arcs > arcs_max || self.arena.len() > arcs_max {
                return Err(TooEntangled { levels_done: at, width: next.len() });
            }
            levels.push(level);
            states = next;
        }
        let is_possible = !states.is_empty();
        let mut diagram = Diagram { levels, gains: self.gains, always: self.always, is_possible };
        diagram.reduce();
        Ok(diagram)
    }

    /// Settles the point of a level at every node, and returns what is left behind each new node.
    fn level(&mut self, at: usize, states: &[Box<[u32]>]) -> (Level, Vec<Box<[u32]>>) {
        let level = at as u32;
        let classes = std::mem::take(&mut self.classes[at]);
        // Where each formula that is open here was in the states, and whether it is open after.
        let mut open: Vec<(Option<usize>, bool, usize)> = Vec::new();
        let mut slot = 0;
        for (index, watch) in self.watches.iter().enumerate() {
            let before = watch.first < level && level <= watch.last;
            let after = watch.first <= level && level < watch.last;
            if before || watch.first == level {
                open.push((before.then_some(slot), after, index));
            }
            slot += usize::from(before);
        }
        self.arena.begin_level();
        let mut ids: FxHashMap<Box<[u32]>, u32> = FxHashMap::default();
        let mut next: Vec<Box<[u32]>> = Vec::new();
        let mut arcs = Vec::with_capacity(states.len() * classes.len());
        let (mut left, mut gained) = (Vec::new(), Vec::new());
        for state in states {
            for class in 0..classes.len() as u32 {
                left.clear();
                gained.clear();
                let mut is_dead = false;
                for &(before, after, index) in &open {
                    let watch = &self.watches[index];
                    let now = self.arena.settle(before.map_or(watch.root, |slot| state[slot]), level, class);
                    match watch.watched {
                        None if now == FALSE => is_dead = true,
                        // What was gained once is not gained again.
                        Some(at) if now == TRUE => {
                            gained.push(at);
                            left.extend(after.then_some(FALSE));
                            continue;
                        }
                        _ => {}
                    }
                    left.extend(after.then_some(now));
                }
                if is_dead {
                    arcs.push(Arc { child: NO_NODE, gain: 0 });
                    continue;
                }
                let child = *ids.entry(left.as_slice().into()).or_insert_with(|| {
                    next.push(left.as_slice().into());
                    next.len() as u32 - 1
                });
                arcs.push(Arc { child, gain: self.gain(&gained) });
            }
        }
        (Level { point: self.points[at], classes, n_nodes: states.len(), arcs }, next)
    }

    fn gain(&mut self, gained: &[u32]) -> u32 {
        if let Some(&id) = self.gain_ids.get(gained) {
            return id;
        }
        let id = self.gains.len() as u32;
        self.gains.push(gained.to_vec());
        self.gain_ids.insert(gained.to_vec(), id);
        id
    }
}

impl Diagram {
    /// Merges nodes from which the same arcs lead, and drops those from which no path leads to the end.
    fn reduce(&mut self) {
        // The end is one node; every arc of the last level leads there.
        let mut merged: Vec<u32> = match self.levels.last() {
            Some(last) => {
                let n = last.arcs.iter().filter(|arc| arc.child != NO_NODE).map(|arc| arc.child + 1).max();
                vec![0; n.unwrap_or(0) as usize]
            }
            None => return,
        };
        for level in self.levels.iter_mut().rev() {
            let n_classes = level.classes.len();
            let mut ids: FxHashMap<Vec<Arc>, u32> = FxHashMap::default();
            let mut arcs: Vec<Arc> = Vec::new();
            let mut here = Vec::with_capacity(level.n_nodes);
            for node in 0..level.n_nodes {
                let row = &level.arcs[node * n_classes..(node + 1) * n_classes];
                let row: Vec<Arc> = row.iter().map(|arc| redirected(*arc, &merged)).collect();
                if row.iter().all(|arc| arc.child == NO_NODE) {
                    here.push(NO_NODE);
                    continue;
                }
                let n_known = ids.len() as u32;
                let id = *ids.entry(row).or_insert_with_key(|row| {
                    arcs.extend_from_slice(row);
                    n_known
                });
                here.push(id);
            }
            level.n_nodes = ids.len();
            level.arcs = arcs;
            merged = here;
        }
        self.is_possible = self.levels[0].n_nodes > 0;
    }
}

fn redirected(arc: Arc, merged: &[u32]) -> Arc {
    let child = if arc.child == NO_NODE { NO_NODE } else { merged[arc.child as usize] };
    if child == NO_NODE { Arc { child, gain: 0 } } else { Arc { child, ..arc } }
}

/// Returns for every point its options in classes of such that no formula tells apart.
fn classes<'f>(space: &Space, formulas: impl Iterator<Item = &'f Formula>) -> Vec<Vec<Vec<u32>>> {
    let mut class: Vec<Vec<u32>> = space.sizes().iter().map(|&n| vec![0; n]).collect();
    for formula in formulas {
        let mut rest = vec![formula];
        while let Some(formula) = rest.pop() {
            match formula {
                Formula::In { point, options } => {
                    split(&mut class[*point], |option| Some(i64::from(options.contains(option))));
                }
                Formula::Linear { terms, .. } => {
                    for term in terms {
                        split(&mut class[term.point], |option| term.values[option]);
                    }
                }
                _ => rest.extend(formula.members()),
            }
        }
    }
    class
        .iter()
        .map(|of| {
            let n = of.iter().max().map_or(0, |most| most + 1);
            let mut classes = vec![Vec::new(); n as usize];
            of.iter().enumerate().for_each(|(option, &class)| classes[class as usize].push(option as u32));
            classes
        })
        .collect()
}

/// Splits classes by a key; they are numbered by their first option.
fn split(class: &mut [u32], key: impl Fn(usize) -> Option<i64>) {
    let mut ids: FxHashMap<(u32, Option<i64>), u32> = FxHashMap::default();
    for (option, class) in class.iter_mut().enumerate() {
        let n = ids.len() as u32;
        *class = *ids.entry((*class, key(option))).or_insert(n);
    }
}
