//! Complete orders that agree with a partial one, drawn at random.

use rustc_hash::FxHashMap;

use super::stream::Stream;

/// The most sets of highest classes that are told apart; beyond them drawing is left to a random walk.
const STATES_MAX: usize = 1 << 16;
/// The most words that these sets may take up.
const WORDS_MAX: usize = 1 << 22;

/// All ways to put some classes into one order, with how often each is to be drawn.
///
/// A state is a set of classes that stand above all others; from each leads one way for every class that may come next.
/// An order is drawn with probability proportional to `Π 1 / M`, where `M` is the mass of the classes from the first to
/// the one at hand, for every place in the order. That is the volume of the vectors in this order with a given sum; if
/// all masses count as nothing, orders are equally likely, as their volumes in a cube are.
///
/// *Source*: Stanley, Two poset polytopes, Discrete and Computational Geometry 1 (1986): the linear extensions of an
/// order cut its polytope into simplices. The sets are those of De Loof, De Meyer and De Baets, Exploiting the lattice
/// of ideals representation of a poset, Fundamenta Informaticae 71 (2006).
#[derive(Clone, Debug)]
pub(super) struct Extensions {
    /// For each state its ways on, with the chances of each up to this one.
    states: Vec<Vec<Way>>,
    n_classes: usize,
}

#[derive(Clone, Copy, Debug)]
struct Way {
    chance: f64,
    class: usize,
    next: usize,
    mass: f64,
}

/// The states of one size, while they are found.
struct Layer {
    index: FxHashMap<Box<[u64]>, usize>,
    /// The set of each state, the classes that may come next, and its mass.
    states: Vec<(Box<[u64]>, Vec<usize>, f64)>,
}

impl Extensions {
    /// Returns the orders of `below.len()` classes, or nothing if there are too many sets.
    ///
    /// `below` names the classes right below each; `mass` is nothing if all orders are equally likely.
    pub(super) fn new(below: &[Vec<usize>], mass: Option<&[f64]>) -> Option<Extensions> {
        let n_classes = below.len();
        let mut above: Vec<Vec<usize>> = vec![Vec::new(); n_classes];
        for (class, of) in below.iter().enumerate() {
            of.iter().for_each(|&lower| above[lower].push(class));
        }
        let free = (0..n_classes).filter(|&class| above[class].is_empty()).collect();
        let empty = vec![0; n_classes.div_ceil(64)].into_boxed_slice();
        let mut layer = Layer { index: FxHashMap::default(), states: vec![(empty, free, 0.0)] };
        let mut states: Vec<Vec<Way>> = Vec::new();
        let mut firsts = Vec::with_capacity(n_classes);
        for _ in 0..n_classes {
            let first_next = states.len() + layer.states.len();
            if first_next > STATES_MAX || first_next * n_classes.div_ceil(64) > WORDS_MAX {
                return None;
            }
            let mut next = Layer { index: FxHashMap::default(), states: Vec::new() };
            firsts.push(states.len());
            for (set, free, of) in &layer.states {
                let ways = free.iter().map(|&class| {
                    let mass = mass.map_or(1.0, |mass| of + mass[class]);
                    let at = next.enter((set, free), class, (below, &above), mass);
                    Way { chance: 0.0, class, next: first_next + at, mass }
                });
                states.push(ways.collect());
            }
            layer = next;
        }
        states.push(Vec::new());
        weigh(&mut states, &firsts);
        Some(Extensions { states, n_classes })
    }

    /// Calls a function with every class of a random order, from the highest down, and the mass up to it.
    pub(super) fn draw(&self, stream: &mut Stream, mut place: impl FnMut(usize, f64)) {
        let mut state = 0;
        for _ in 0..self.n_classes {
            let ways = &self.states[state];
            let at = if ways.len() < 2 { 0 } else { stream.pick(ways.iter().map(|way| way.chance)) };
            let Some(way) = ways.get(at) else { return };
            place(way.class, way.mass);
            state = way.next;
        }
    }
}

impl Layer {
    /// Returns which state of this layer a set becomes when a class is added.
    fn enter(
        &mut self,
        (set, free): (&[u64], &[usize]),
        class: usize,
        (below, above): (&[Vec<usize>], &[Vec<usize>]),
        mass: f64,
    ) -> usize {
        let mut set: Box<[u64]> = set.into();
        set[class / 64] |= 1 << (class % 64);
        if let Some(&at) = self.index.get(&set) {
            return at;
        }
        let has = |class: usize| set[class / 64] >> (class % 64) & 1 == 1;
        let freed = below[class].iter().copied().filter(|&lower| above[lower].iter().all(|&of| has(of)));
        let free = free.iter().copied().filter(|&other| other != class).chain(freed).collect();
        self.index.insert(set.clone(), self.states.len());
        self.states.push((set, free, mass));
        self.states.len() - 1
    }
}

/// Sets the chances, from the last layer up. They matter only within a state, so that every layer is brought to a
/// common measure, which keeps long orders from vanishing.
fn weigh(states: &mut [Vec<Way>], firsts: &[usize]) {
    let mut worth = vec![1.0; states.len()];
    let mut end = states.len() - 1;
    for &first in firsts.iter().rev() {
        for state in first..end {
            for way in &mut states[state] {
                way.chance = worth[way.next] / way.mass;
            }
            worth[state] = states[state].iter().map(|way| way.chance).sum();
        }
        let most = worth[first..end].iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        worth[first..end].iter_mut().for_each(|worth| *worth /= most);
        end = first;
    }
}
