//! Tests on packages, and what they mean.

use std::collections::BTreeSet;

use crate::option_set::OptionSet;

/// A test that a package meets or fails.
///
/// The meaning of each kind is what [`Formula::holds`] computes. Formulas nest at most
/// [`NESTING_MAX`](crate::NESTING_MAX) deep in a [`Problem`](crate::Problem); cloning, comparing,
/// evaluating and dropping a formula recurse as deep as it nests.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Formula {
    /// Holds always.
    True,
    /// Holds never.
    False,
    /// The point is settled by one of the options.
    In {
        /// The point.
        point: usize,
        /// The options that meet the test.
        options: OptionSet,
    },
    /// The member fails.
    Not(Box<Formula>),
    /// All members hold; holds if there are none.
    And(Vec<Formula>),
    /// Some member holds; fails if there are none.
    Or(Vec<Formula>),
    /// Both members hold or both fail.
    Iff(Box<Formula>, Box<Formula>),
    /// The number of members that hold is within `low..=high`.
    Count {
        /// The smallest number that meets the test.
        low: usize,
        /// The largest number that meets the test.
        high: usize,
        /// The members; one that is listed twice counts twice.
        of: Vec<Formula>,
    },
    /// Every term has a value, and their exact sum is within `low..=high`.
    Linear {
        /// The terms; a point may occur in several.
        terms: Vec<LinearTerm>,
        /// The smallest sum that meets the test.
        low: i64,
        /// The largest sum that meets the test.
        high: i64,
    },
}

/// What the options of one point add to a sum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LinearTerm {
    /// The point.
    pub point: usize,
    /// The value of every option, with the coefficient multiplied in. An option without a value
    /// fails the whole comparison.
    pub values: Vec<Option<i64>>,
}

impl Formula {
    /// Returns whether a package meets the test.
    ///
    /// A point that the package does not have is settled by no option and has no value.
    ///
    /// *Cost*: linear in the size of the formula.
    pub fn holds(&self, package: &[usize]) -> bool {
        match self {
            Formula::True => true,
            Formula::False => false,
            Formula::In { point, options } => package.get(*point).is_some_and(|&option| options.contains(option)),
            Formula::Not(inner) => !inner.holds(package),
            Formula::And(of) => of.iter().all(|inner| inner.holds(package)),
            Formula::Or(of) => of.iter().any(|inner| inner.holds(package)),
            Formula::Iff(left, right) => left.holds(package) == right.holds(package),
            Formula::Count { low, high, of } => {
                let n = of.iter().filter(|inner| inner.holds(package)).count();
                (*low..=*high).contains(&n)
            }
            Formula::Linear { terms, low, high } => terms
                .iter()
                .map(|term| term.value(package))
                .sum::<Option<i128>>()
                .is_some_and(|sum| (i128::from(*low)..=i128::from(*high)).contains(&sum)),
        }
    }

    /// Returns the points that the formula mentions.
    ///
    /// *Cost*: linear in the size of the formula, without recursion.
    pub fn points(&self) -> BTreeSet<usize> {
        let mut points = BTreeSet::new();
        let mut rest = vec![self];
        while let Some(formula) = rest.pop() {
            match formula {
                Formula::In { point, .. } => {
                    points.insert(*point);
                }
                Formula::Linear { terms, .. } => {
                    points.extend(terms.iter().map(|term| term.point));
                }
                _ => rest.extend(formula.members()),
            }
        }
        points
    }

    /// Returns the formulas one level down.
    pub(crate) fn members(&self) -> Vec<&Formula> {
        match self {
            Formula::True | Formula::False | Formula::In { .. } | Formula::Linear { .. } => vec![],
            Formula::Not(inner) => vec![inner],
            Formula::And(of) | Formula::Or(of) | Formula::Count { of, .. } => of.iter().collect(),
            Formula::Iff(left, right) => vec![left, right],
        }
    }

    /// Returns whether the formula nests at most so deep, without recursion.
    pub(crate) fn nests_within(&self, depth_max: usize) -> bool {
        let mut rest = vec![(self, 1)];
        while let Some((formula, depth)) = rest.pop() {
            if depth > depth_max {
                return false;
            }
            rest.extend(formula.members().into_iter().map(|inner| (inner, depth + 1)));
        }
        true
    }

    /// Drops the formula without recursion, for one that nests too deep to be dropped as usual.
    pub(crate) fn dismantle(self) {
        let mut rest = vec![self];
        while let Some(formula) = rest.pop() {
            match formula {
                Formula::True | Formula::False | Formula::In { .. } | Formula::Linear { .. } => {}
                Formula::Not(inner) => rest.push(*inner),
                Formula::And(of) | Formula::Or(of) | Formula::Count { of, .. } => rest.extend(of),
                Formula::Iff(left, right) => rest.extend([*left, *right]),
            }
        }
    }
}

impl LinearTerm {
    fn value(&self, package: &[usize]) -> Option<i128> {
        let option = *package.get(self.point)?;
        self.values.get(option).copied().flatten().map(i128::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(point: usize, option: usize) -> Formula {
        Formula::In { point, options: OptionSet::from_iter([option]) }
    }

    #[test]
    fn a_sum_beyond_64_bits_is_exact() {
        let term = |point, value| LinearTerm { point, values: vec![Some(value)] };
        let sum = |terms: Vec<LinearTerm>, low, high| Formula::Linear { terms, low, high }.holds(&[0, 0, 0]);
        let both = vec![term(0, i64::MAX), term(1, i64::MAX)];
        assert!(!sum(both, i64::MIN, i64::MAX));
        let back = vec![term(0, i64::MAX), term(1, i64::MAX), term(2, -i64::MAX)];
        assert!(sum(back, i64::MAX, i64::MAX));
    }

    #[test]
    fn a_missing_value_or_point_fails_the_comparison_only() {
        let term = LinearTerm { point: 0, values: vec![None, Some(1)] };
        let any = Formula::Linear { terms: vec![term], low: i64::MIN, high: i64::MAX };
        assert!(!any.holds(&[0]) && any.holds(&[1]) && !any.holds(&[2]) && !any.holds(&[]));
        assert!(Formula::Not(Box::new(any)).holds(&[0]));
    }

    #[test]
    fn a_member_listed_twice_counts_twice() {
        let count = |low, high| Formula::Count { low, high, of: vec![settled(0, 1), settled(0, 1), settled(1, 0)] };
        assert!(count(2, 2).holds(&[1, 1]));
        assert!(!count(0, 1).holds(&[1, 1]));
        assert!(!count(2, 1).holds(&[1, 1]));
    }

    #[test]
    fn depth_and_points_need_no_recursion() {
        let mut deep = settled(7, 0);
        for _ in 0..200_000 {
            deep = Formula::Not(Box::new(deep));
        }
        assert!(deep.nests_within(200_001));
        assert!(!deep.nests_within(200_000));
        assert_eq!(deep.points(), BTreeSet::from([7]));
        deep.dismantle();
    }
}
