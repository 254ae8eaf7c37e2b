//! What is left of formulas once some points are settled.
//!
//! Points are settled in one order, by level. A residual is interned, so that equal ones are the same number, and folded
//! as far as simple rules go; residuals that mean the same may still differ, and are merged later by the diagram.

use rustc_hash::FxHashMap;

use crate::{
    bit_set::BitSet,
    formula::{Formula, LinearTerm},
};

/// A residual that holds however the rest is settled.
pub(super) const TRUE: u32 = 0;
/// A residual that fails however the rest is settled.
pub(super) const FALSE: u32 = 1;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Residual {
    Constant(bool),
    In { level: u32, classes: BitSet },
    Not(u32),
    And(Vec<u32>),
    Or(Vec<u32>),
    Iff(u32, u32),
    Count { low: usize, high: usize, of: Vec<u32> },
    Linear { sum_of: u32, next: u32, sum: i128 },
}

/// A sum over levels, in their order.
struct Sum {
    low: i128,
    high: i128,
    /// Level, and a value for each class.
    terms: Vec<(u32, Vec<Option<i128>>)>,
    /// For the terms from each position on: the least and largest sum, and whether a value may be missing.
    rest: Vec<(i128, i128, bool)>,
    is_hopeless: bool,
}

/// The residuals met so far.
pub(super) struct Arena {
    nodes: Vec<Residual>,
    /// The next level that each residual depends on.
    next: Vec<u32>,
    ids: FxHashMap<Residual, u32>,
    sums: Vec<Sum>,
    /// How many classes each level has.
    n_classes: Vec<usize>,
    settled: FxHashMap<(u32, u32), u32>,
}

/// Where each point is settled, and which options of it no formula tells apart.
pub(super) struct Layout<'a> {
    /// The level of each point.
    pub(super) level: &'a [u32],
    /// For each level, the options of each class.
    pub(super) classes: &'a [Vec<Vec<u32>>],
}

impl Arena {
    pub(super) fn new(layout: &Layout<'_>) -> Arena {
        let n_classes = layout.classes.iter().map(Vec::len).collect();
        let nodes = vec![Residual::Constant(true), Residual::Constant(false)];
        let ids = FxHashMap::default();
        let next = vec![u32::MAX; 2];
        Arena { nodes, next, ids, sums: Vec::new(), n_classes, settled: FxHashMap::default() }
    }

    /// Returns the next level that a residual depends on.
    pub(super) fn next(&self, id: u32) -> u32 {
        self.next[id as usize]
    }

    /// Returns how many residuals there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Forgets what became of residuals at the level before.
    pub(super) fn begin_level(&mut self) {
        self.settled.clear();
    }

    /// Returns the residual of a formula when nothing is settled yet.
    pub(super) fn enter(&mut self, formula: &Formula, layout: &Layout<'_>) -> u32 {
        match formula {
            Formula::True => TRUE,
            Formula::False => FALSE,
            Formula::In { point, options } => {
                let level = layout.level[*point];
                let classes = layout.classes[level as usize].iter().enumerate();
                let inside = classes.filter(|(_, class)| options.contains(class[0] as usize));
                let mut bits = BitSet::default();
                inside.for_each(|(index, _)| bits.insert(index));
                self.within(level, bits)
            }
            Formula::Not(inner) => {
                let inner = self.enter(inner, layout);
                self.not(inner)
            }
            Formula::And(of) => {
                let of = self.enter_all(of, layout);
                self.and(of)
            }
            Formula::Or(of) => {
                let of = self.enter_all(of, layout);
                self.or(of)
            }
            Formula::Iff(left, right) => {
                let (left, right) = (self.enter(left, layout), self.enter(right, layout));
                self.iff(left, right)
            }
            Formula::Count { low, high, of } => {
                let of = self.enter_all(of, layout);
                self.count(*low, *high, of)
            }
            Formula::Linear { terms, low, high } => self.enter_sum(terms, i128::from(*low), i128::from(*high), layout),
        }
    }

    fn enter_all(&mut self, of: &[Formula], layout: &Layout<'_>) -> Vec<u32> {
        of.iter().map(|formula| self.enter(formula, layout)).collect()
    }

    fn enter_sum(&mut self, terms: &[LinearTerm], low: i128, high: i128, layout: &Layout<'_>) -> u32 {
        let mut by_level: Vec<(u32, Vec<Option<i128>>)> = Vec::new();
        for term in terms {
            let level = layout.level[term.point];
            let classes = layout.classes[level as usize].iter();
            let values: Vec<Option<i128>> =
                classes.map(|class| term.values[class[0] as usize].map(i128::from)).collect();
            match by_level.iter_mut().find(|(known, _)| *known == level) {
                Some((_, known)) => {
                    for (sum, value) in known.iter_mut().zip(values) {
                        *sum = sum.zip(value).map(|(a, b)| a + b);
                    }
                }
                None => by_level.push((level, values)),
            }
        }
        by_level.sort_by_key(|(level, _)| *level);
        let mut rest = vec![(0, 0, false); by_level.len() + 1];
        let mut is_hopeless = false;
        for (at, (_, values)) in by_level.iter().enumerate().rev() {
            let present = values.iter().copied().flatten();
            let (least, most, missing) = rest[at + 1];
            match present.clone().min().zip(present.max()) {
                Some((low, high)) => rest[at] = (least + low, most + high, missing || values.contains(&None)),
                None => is_hopeless = true,
            }
        }
        let sum_of = self.sums.len() as u32;
        self.sums.push(Sum { low, high, terms: by_level, rest, is_hopeless });
        self.sum(sum_of, 0, 0)
    }

    /// Returns what is left of a residual once a level is settled by an option of a class. The residual depends on no
    /// earlier level.
    pub(super) fn settle(&mut self, id: u32, level: u32, class: u32) -> u32 {
        if self.next(id) != level {
            return id;
        }
        if let Some(&known) = self.settled.get(&(id, class)) {
            return known;
        }
        let settled = match self.nodes[id as usize].clone() {
            Residual::Constant(_) => id,
            Residual::In { classes, .. } => constant(classes.contains(class as usize)),
            Residual::Not(inner) => {
                let inner = self.settle(inner, level, class);
                self.not(inner)
            }
            Residual::And(of) => {
                let of = self.settle_all(&of, level, class);
                self.and(of)
            }
            Residual::Or(of) => {
                let of = self.settle_all(&of, level, class);
                self.or(of)
            }
            Residual::Iff(left, right) => {
                let (left, right) = (self.settle(left, level, class), self.settle(right, level, class));
                self.iff(left, right)
            }
            Residual::Count { low, high, of } => {
                let of = self.settle_all(&of, level, class);
                self.count(low, high, of)
            }
            Residual::Linear { sum_of, next, sum } => {
                let value = self.sums[sum_of as usize].terms[next as usize].1[class as usize];
                value.map_or(FALSE, |value| self.sum(sum_of, next + 1, sum + value))
            }
        };
        self.settled.insert((id, class), settled);
        settled
    }

    fn settle_all(&mut self, of: &[u32], level: u32, class: u32) -> Vec<u32> {
        of.iter().map(|&id| self.settle(id, level, class)).collect()
    }

    fn intern(&mut self, node: Residual) -> u32 {
        if let Some(&id) = self.ids.get(&node) {
            return id;
        }
        let earliest = |of: &[u32]| of.iter().map(|&id| self.next[id as usize]).min().unwrap_or(u32::MAX);
        let next = match &node {
            Residual::Constant(_) => u32::MAX,
            Residual::In { level, .. } => *level,
            Residual::Not(inner) => self.next[*inner as usize],
            Residual::And(of) | Residual::Or(of) | Residual::Count { of, .. } => earliest(of),
            Residual::Iff(left, right) => earliest(&[*left, *right]),
            Residual::Linear { sum_of, next, .. } => self.sums[*sum_of as usize].terms[*next as usize].0,
        };
        let id = self.nodes.len() as u32;
        self.nodes.push(node.clone());
        self.next.push(next);
        self.ids.insert(node, id);
        id
    }

    fn within(&mut self, level: u32, classes: BitSet) -> u32 {
        match classes.iter().count() {
            0 => FALSE,
            n if n == self.n_classes[level as usize] => TRUE,
            _ => self.intern(Residual::In { level, classes }),
        }
    }

    fn not(&mut self, id: u32) -> u32 {
        match self.nodes[id as usize].clone() {
            Residual::Constant(holds) => constant(!holds),
            Residual::Not(inner) => inner,
            Residual::In { level, classes } => {
                let mut others = BitSet::default();
                let n = self.n_classes[level as usize];
                (0..n).filter(|&class| !classes.contains(class)).for_each(|class| others.insert(class));
                self.within(level, others)
            }
            Residual::And(of) => {
                let of = of.into_iter().map(|id| self.not(id)).collect();
                self.or(of)
            }
            Residual::Or(of) => {
                let of = of.into_iter().map(|id| self.not(id)).collect();
                self.and(of)
            }
            Residual::Iff(left, right) => {
                let left = self.not(left);
                self.iff(left, right)
            }
            Residual::Count { .. } | Residual::Linear { .. } => self.intern(Residual::Not(id)),
        }
    }

    fn and(&mut self, of: Vec<u32>) -> u32 {
        self.join(of, true)
    }

    fn or(&mut self, of: Vec<u32>) -> u32 {
        self.join(of, false)
    }

    /// Joins residuals by `and` or by `or`; tests of one level become one test.
    fn join(&mut self, of: Vec<u32>, is_and: bool) -> u32 {
        let (neutral, absorbing) = if is_and { (TRUE, FALSE) } else { (FALSE, TRUE) };
        let mut members: Vec<u32> = Vec::with_capacity(of.len());
        let mut tests: Vec<(u32, BitSet)> = Vec::new();
        let mut rest = of;
        while let Some(id) = rest.pop() {
            match &self.nodes[id as usize] {
                Residual::Constant(_) if id == absorbing => return absorbing,
                Residual::Constant(_) => {}
                Residual::And(inner) if is_and => rest.extend(inner),
                Residual::Or(inner) if !is_and => rest.extend(inner),
                Residual::In { level, classes } => match tests.iter_mut().find(|(known, _)| known == level) {
                    Some((_, known)) if is_and => known.intersect(classes),
                    Some((_, known)) => classes.iter().for_each(|class| known.insert(class)),
                    None => tests.push((*level, classes.clone())),
                },
                _ => members.push(id),
            }
        }
        for (level, classes) in tests {
            match self.within(level, classes) {
                id if id == absorbing => return absorbing,
                id if id == neutral => {}
                id => members.push(id),
            }
        }
        members.sort_unstable();
        members.dedup();
        match members[..] {
            [] => neutral,
            [one] => one,
            _ if is_and => self.intern(Residual::And(members)),
            _ => self.intern(Residual::Or(members)),
        }
    }

    fn iff(&mut self, left: u32, right: u32) -> u32 {
        match (left, right) {
            (TRUE, other) | (other, TRUE) => other,
            (FALSE, other) | (other, FALSE) => self.not(other),
            _ if left == right => TRUE,
            _ if self.not(left) == right => FALSE,
            _ => self.intern(Residual::Iff(left.min(right), left.max(right))),
        }
    }

    fn count(&mut self, low: usize, high: usize, mut of: Vec<u32>) -> u32 {
        let n_hold = of.iter().filter(|&&id| id == TRUE).count();
        if n_hold > high || low > high {
            return FALSE;
        }
        of.retain(|&id| id != TRUE && id != FALSE);
        of.sort_unstable();
        let (low, high) = (low.saturating_sub(n_hold), (high - n_hold).min(of.len()));
        if low > high {
            FALSE
        } else if low == 0 && high == of.len() {
            TRUE
        } else if low == of.len() {
            self.and(of)
        } else if low == 1 && high == of.len() {
            self.or(of)
        } else if high == 0 {
            let of = of.into_iter().map(|id| self.not(id)).collect();
            self.and(of)
        } else {
            self.intern(Residual::Count { low, high, of })
        }
    }

    fn sum(&mut self, sum_of: u32, next: u32, mut sum: i128) -> u32 {
        let known = &self.sums[sum_of as usize];
        let (least, most, missing) = known.rest[next as usize];
        if known.is_hopeless || sum + most < known.low || sum + least > known.high {
            return FALSE;
        }
        if sum + least >= known.low && sum + most <= known.high {
            if !missing {
                return TRUE;
            }
            // Only whether a value is missing matters from here on.
            sum = known.low - least;
        }
        self.intern(Residual::Linear { sum_of, next, sum })
    }
}

fn constant(holds: bool) -> u32 {
    if holds { TRUE } else { FALSE }
}
