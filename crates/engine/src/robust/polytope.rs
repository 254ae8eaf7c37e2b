//! Numbers of which bounds and an order are known, and perhaps their sum.

use std::fmt;

use super::knowledge::{Bounds, Ranking};

/// The set of all vectors that lie within bounds, respect rankings, and sum to a total if there is one.
///
/// Variables that are tied are one *class*. The bounds of classes are drawn in along the order: the vector of all lower
/// bounds and that of all upper ones are themselves in the order, so that the set without the total is empty only if a
/// lower bound exceeds an upper one, and with the total only if the total is not between their sums.
#[derive(Clone, Debug)]
pub(super) struct Polytope {
    /// The class of each variable.
    pub(super) class: Vec<usize>,
    /// How many variables each class has.
    pub(super) mass: Vec<i64>,
    pub(super) least: Vec<i64>,
    /// Nothing where only the total bounds the class.
    pub(super) most: Vec<Option<i64>>,
    /// The classes that come next below each class.
    pub(super) below: Vec<Vec<usize>>,
    /// The classes, each before those below it.
    pub(super) descending: Vec<usize>,
    pub(super) total: Option<i64>,
}

/// Nothing is as described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contradiction {
    /// A ranking names something that does not exist.
    Unnamed,
    /// What is known of an item leaves no number for it.
    Bounds {
        /// The item.
        item: usize,
    },
    /// The rankings put an item above itself.
    Circle {
        /// The item.
        item: usize,
    },
    /// No numbers within the bounds make up the total.
    Total,
}

impl Polytope {
    /// *Errors*: nothing is as described; or the rankings go in a circle, even where equal numbers would meet them.
    pub(super) fn new(bounds: &[Bounds], rankings: &[Ranking], total: Option<i64>) -> Result<Polytope, Contradiction> {
        let n = bounds.len();
        if rankings.iter().flatten().flatten().any(|&item| item >= n) {
            return Err(Contradiction::Unnamed);
        }
        let class = classes(n, rankings);
        let n_classes = class.iter().max().map_or(0, |last| last + 1);
        let mut mass = vec![0; n_classes];
        let (mut least, mut most) = (vec![0; n_classes], vec![None; n_classes]);
        for (item, of) in bounds.iter().enumerate() {
            let at = class[item];
            mass[at] += 1;
            least[at] = of.least.max(least[at]);
            most[at] = lesser(of.most, most[at]);
            check(item, least[at], most[at])?;
        }
        let below = edges(&class, n_classes, rankings);
        let descending = descending(&below);
        if let Some(above_itself) = circling(&below, &descending) {
            let item = class.iter().position(|&at| at == above_itself).unwrap_or(0);
            return Err(Contradiction::Circle { item });
        }
        let mut polytope = Polytope { class, mass, least, most, below, descending, total };
        polytope.draw_in()?;
        Ok(polytope)
    }

    /// Draws the bounds in along the order, and checks that there is something between them.
    fn draw_in(&mut self) -> Result<(), Contradiction> {
        for &above in &self.descending {
            for &below in &self.below[above] {
                self.most[below] = lesser(self.most[below], self.most[above]);
            }
        }
        for &above in self.descending.iter().rev() {
            for &below in &self.below[above] {
                self.least[above] = self.least[above].max(self.least[below]);
            }
        }
        for (item, &at) in self.class.iter().enumerate() {
            check(item, self.least[at], self.most[at])?;
        }
        let Some(total) = self.total else { return Ok(()) };
        let sum = |of: &[i64]| self.mass.iter().zip(of).map(|(&mass, &each)| i128::from(mass) * i128::from(each)).sum();
        let lowest: i128 = sum(&self.least);
        let most: Option<Vec<i64>> = self.most.iter().copied().collect();
        let highest: Option<i128> = most.map(|most| sum(&most));
        let is_met = lowest <= i128::from(total) && highest.is_none_or(|highest| i128::from(total) <= highest);
        if is_met && !(self.class.is_empty() && total != 0) { Ok(()) } else { Err(Contradiction::Total) }
    }

    pub(super) fn n_classes(&self) -> usize {
        self.mass.len()
    }

    /// Returns whether a class can have but one value, whatever the total.
    pub(super) fn is_fixed(&self, class: usize) -> bool {
        self.most[class] == Some(self.least[class])
    }

    /// Returns whether the order can tell anything of two classes, one of which comes next below the other, that their
    /// bounds do not.
    pub(super) fn matters(&self, above: usize, below: usize) -> bool {
        self.most[below].is_none_or(|most| most > self.least[above])
    }

    /// Returns which classes the order puts at most as high as a class; the class itself is one.
    ///
    /// *Cost*: linear in the order.
    pub(super) fn not_above(&self, class: usize) -> Vec<bool> {
        let mut found = vec![false; self.n_classes()];
        found[class] = true;
        for &above in self.descending.iter().filter(|_| !self.below[class].is_empty()) {
            if found[above] {
                self.below[above].iter().for_each(|&below| found[below] = true);
            }
        }
        found
    }
}

fn check(item: usize, least: i64, most: Option<i64>) -> Result<(), Contradiction> {
    if most.is_some_and(|most| most < least) { Err(Contradiction::Bounds { item }) } else { Ok(()) }
}

fn lesser(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// Numbers the classes of tied items by their first member.
fn classes(n: usize, rankings: &[Ranking]) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..n).collect();
    let root = |parent: &mut Vec<usize>, mut item: usize| {
        while parent[item] != item {
            parent[item] = parent[parent[item]];
            item = parent[item];
        }
        item
    };
    for group in rankings.iter().flatten() {
        for pair in group.windows(2) {
            let (one, other) = (root(&mut parent, pair[0]), root(&mut parent, pair[1]));
            parent[one.max(other)] = one.min(other);
        }
    }
    let mut n_classes = 0;
    let mut class = Vec::with_capacity(n);
    for item in 0..n {
        let first = root(&mut parent, item);
        if first == item {
            class.push(n_classes);
            n_classes += 1;
        } else {
            class.push(class[first]);
        }
    }
    class
}

fn edges(class: &[usize], n_classes: usize, rankings: &[Ranking]) -> Vec<Vec<usize>> {
    let mut below = vec![Vec::new(); n_classes];
    for ranking in rankings {
        let firsts: Vec<usize> = ranking.iter().filter_map(|group| group.first()).map(|&item| class[item]).collect();
        firsts.windows(2).for_each(|pair| below[pair[0]].push(pair[1]));
    }
    for of in &mut below {
        of.sort_unstable();
        of.dedup();
    }
    below
}

/// Returns the classes that are in no circle or below one, each before those below it.
fn descending(below: &[Vec<usize>]) -> Vec<usize> {
    let mut n_above = vec![0; below.len()];
    below.iter().flatten().for_each(|&class| n_above[class] += 1);
    let mut descending: Vec<usize> = (0..below.len()).filter(|&class| n_above[class] == 0).collect();
    let mut done = 0;
    while done < descending.len() {
        for &class in &below[descending[done]] {
            n_above[class] -= 1;
            if n_above[class] == 0 {
                descending.push(class);
            }
        }
        done += 1;
    }
    descending
}

/// Returns the first class of a circle, given all classes that are in none or below one.
fn circling(below: &[Vec<usize>], descending: &[usize]) -> Option<usize> {
    let mut is_left = vec![true; below.len()];
    descending.iter().for_each(|&class| is_left[class] = false);
    // Whatever is left has something above it that is left.
    let mut above = vec![None; below.len()];
    for class in (0..below.len()).filter(|&class| is_left[class]) {
        below[class].iter().for_each(|&lower| above[lower] = Some(class));
    }
    let mut class = is_left.iter().position(|&is_left| is_left)?;
    for _ in 0..below.len() {
        class = above[class]?;
    }
    // By now it is in the circle; once round for its first class.
    let round = std::iter::successors(Some(class), |&class| above[class]);
    round.take(below.len()).min()
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Contradiction::Unnamed => write!(f, "a ranking names what does not exist"),
            Contradiction::Bounds { item } => write!(f, "no number is left for item {item}"),
            Contradiction::Circle { item } => write!(f, "the rankings put item {item} above itself"),
            Contradiction::Total => write!(f, "no numbers within the bounds make up the total"),
        }
    }
}
