//! What is known of numbers that are drawn together.

use super::polytope::Polytope;

/// Classes with bounds, an order, and perhaps a sum, in floating point; numbers from here on are random.
///
/// All bounds are finite, none leaves but one value, and the classes can make up the sum with none of them at its
/// bounds.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// The classes of the polytope; everything else is by their place here.
    pub(super) classes: Vec<usize>,
    pub(super) least: Vec<f64>,
    pub(super) most: Vec<f64>,
    pub(super) mass: Vec<f64>,
    /// What comes next below each, as far as bounds do not say so already.
    pub(super) below: Vec<Vec<usize>>,
    /// The sum of all numbers times their masses.
    pub(super) rest: Option<f64>,
}

impl Shape {
    pub(super) fn new(polytope: &Polytope, classes: Vec<usize>, rest: Option<i128>) -> Shape {
        let mut place = vec![None; polytope.n_classes()];
        classes.iter().enumerate().for_each(|(at, &class)| place[class] = Some(at));
        let below = classes.iter().map(|&above| {
            let below = polytope.below[above].iter().filter(|&&below| polytope.matters(above, below));
            below.filter_map(|&below| place[below]).collect()
        });
        let below = below.collect();
        let least: Vec<f64> = classes.iter().map(|&class| polytope.least[class] as f64).collect();
        let mass: Vec<f64> = classes.iter().map(|&class| polytope.mass[class] as f64).collect();
        let rest = rest.map(|rest| rest as f64);
        // No number exceeds the sum.
        let most = classes.iter().map(|&class| {
            let most = polytope.most[class].map_or(f64::INFINITY, |most| most as f64);
            rest.map_or(most, |rest| most.min(rest))
        });
        let most = most.collect();
        Shape { classes, least, most, mass, below, rest }
    }

    pub(super) fn n_classes(&self) -> usize {
        self.classes.len()
    }

    pub(super) fn contains(&self, numbers: &[f64]) -> bool {
        let is_within = |at: usize| self.least[at] <= numbers[at] && numbers[at] <= self.most[at];
        let is_ordered = |at: usize| self.below[at].iter().all(|&below| numbers[below] <= numbers[at]);
        (0..self.n_classes()).all(|at| is_within(at) && is_ordered(at))
    }

    /// Returns the classes that the order connects, as places here, in groups.
    pub(super) fn components(&self) -> Vec<Vec<usize>> {
        let n = self.n_classes();
        let mut beside = self.below.clone();
        for (above, below) in self.below.iter().enumerate() {
            below.iter().for_each(|&below| beside[below].push(above));
        }
        let mut is_seen = vec![false; n];
        let mut components = Vec::new();
        for start in 0..n {
            if std::mem::replace(&mut is_seen[start], true) {
                continue;
            }
            let mut members = vec![start];
            let mut done = 0;
            while done < members.len() {
                for &other in &beside[members[done]] {
                    if !std::mem::replace(&mut is_seen[other], true) {
                        members.push(other);
                    }
                }
                done += 1;
            }
            members.sort_unstable();
            components.push(members);
        }
        components
    }

    /// Returns what the order does not connect as shapes of their own, and all that is in no order as one. There is no
    /// sum that binds them.
    pub(super) fn parts(self) -> Vec<Shape> {
        let (single, ordered): (Vec<_>, Vec<_>) = self.components().into_iter().partition(|members| members.len() == 1);
        let single: Vec<usize> = single.into_iter().flatten().collect();
        let part = |members: Vec<usize>| {
            let of = |all: &[f64]| members.iter().map(|&at| all[at]).collect();
            Shape {
                classes: members.iter().map(|&at| self.classes[at]).collect(),
                least: of(&self.least),
                most: of(&self.most),
                mass: of(&self.mass),
                below: self.below_within(&members),
                rest: None,
            }
        };
        ordered.into_iter().chain([single]).filter(|members| !members.is_empty()).map(part).collect()
    }

    /// Returns what comes below each member of a component, by places in the component.
    pub(super) fn below_within(&self, members: &[usize]) -> Vec<Vec<usize>> {
        let place = |at: &usize| members.binary_search(at).ok();
        members.iter().map(|&at| self.below[at].iter().filter_map(place).collect()).collect()
    }

    pub(super) fn least_of_all(&self) -> f64 {
        self.least.iter().copied().fold(f64::INFINITY, f64::min)
    }

    pub(super) fn most_of_all(&self) -> f64 {
        self.most.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    /// Returns what the sum leaves if the members of each component have its lower bound.
    pub(super) fn left_above<'a>(&self, components: impl Iterator<Item = (&'a [usize], f64)>) -> f64 {
        let taken = components.map(|(members, least)| members.iter().map(|&at| self.mass[at] * least).sum::<f64>());
        self.rest.unwrap_or(0.0) - taken.sum::<f64>()
    }

    /// Returns how high each member of a component may come if what is left above the lower bound is shared with none
    /// but those that stand above it.
    pub(super) fn highest(&self, members: &[usize], least: f64, left: f64) -> Vec<f64> {
        let below = self.below_within(members);
        let reach = |at: usize| {
            let mut is_above = vec![false; members.len()];
            is_above[at] = true;
            let mut rest = vec![at];
            while let Some(low) = rest.pop() {
                for high in (0..members.len()).filter(|&high| below[high].contains(&low)) {
                    if !std::mem::replace(&mut is_above[high], true) {
                        rest.push(high);
                    }
                }
            }
            let masses = members.iter().zip(&is_above).filter(|(_, is_above)| **is_above);
            least + left / masses.map(|(&member, _)| self.mass[member]).sum::<f64>()
        };
        (0..members.len()).map(reach).collect()
    }

    /// Returns numbers that meet everything that is known, none of them at a bound and no two of those ranked equal.
    ///
    /// Between their bounds, higher classes stand higher; how high all stand is what makes up the sum. That there are
    /// such numbers shows that the bounds and the order bind nothing beyond what they say.
    pub(super) fn inner(&self) -> Vec<f64> {
        let rank = self.ranks();
        let at_level = |level: f64| -> Vec<f64> {
            let between = |at: usize| {
                let part = level / (level + (1.0 - level) / rank[at]);
                self.least[at] + part * (self.most[at] - self.least[at])
            };
            (0..self.n_classes()).map(between).collect()
        };
        let Some(rest) = self.rest else { return at_level(0.5) };
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..60 {
            let level = (low + high) / 2.0;
            let sum: f64 = at_level(level).iter().zip(&self.mass).map(|(number, mass)| number * mass).sum();
            *(if sum < rest { &mut low } else { &mut high }) = level;
        }
        at_level((low + high) / 2.0)
    }

    /// Returns the number of classes on the longest way down from each, itself included.
    fn ranks(&self) -> Vec<f64> {
        let mut rank = vec![1.0; self.n_classes()];
        // As many rounds as the order is deep.
        loop {
            let mut is_done = true;
            for at in 0..rank.len() {
                let next = self.below[at].iter().map(|&below| rank[below] + 1.0).fold(1.0, f64::max);
                is_done &= next <= rank[at];
                rank[at] = next;
            }
            if is_done {
                return rank;
            }
        }
    }
}
