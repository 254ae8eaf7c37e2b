//! Formulas as sets of tests on single points, as far as they are.

use std::collections::BTreeMap;

use crate::{bit_set::BitSet, formula::Formula, space::Space};

/// A conjunction or disjunction of tests on single points and of other formulas.
#[derive(Clone, Debug)]
pub(super) struct Flat {
    /// Whether all members must hold; if not, any one of them.
    pub(super) all: bool,
    /// The options that meet the test, for every point that is tested. Neither none nor all of a point's options.
    pub(super) literals: BTreeMap<usize, BitSet>,
    /// The other members.
    pub(super) rest: Vec<Formula>,
}

/// What a formula comes to.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// It holds always or never.
    Fixed(bool),
    /// It depends on the package.
    Open(Flat),
}

impl Flat {
    /// Returns the only test on a single point, if there is nothing else.
    pub(super) fn sole(&self) -> Option<(usize, &BitSet)> {
        let (point, options) = self.literals.first_key_value()?;
        (self.literals.len() == 1 && self.rest.is_empty()).then_some((*point, options))
    }
}

/// Returns a formula, or its negation, as a flat one.
pub(super) fn flatten(space: &Space, formula: &Formula, is_positive: bool) -> Shape {
    let all = is_conjunction(formula, is_positive);
    let mut literals: BTreeMap<usize, BitSet> = BTreeMap::new();
    let (mut rest, mut todo) = (Vec::new(), vec![(formula, is_positive)]);
    while let Some((formula, is_positive)) = todo.pop() {
        let opens = match formula {
            Formula::True | Formula::False => {
                if (matches!(formula, Formula::True) == is_positive) != all {
                    return Shape::Fixed(!all);
                }
                continue;
            }
            Formula::In { point, options } => {
                let n = space.n_options(*point);
                let options = options.among(n);
                let options = if is_positive { options } else { options.complement(n) };
                if n == 0 {
                    // The test fails.
                    todo.push((&Formula::False, is_positive));
                    continue;
                }
                match literals.get_mut(point) {
                    Some(known) if all => known.intersect(&options),
                    Some(known) => known.unite(&options),
                    None => drop(literals.insert(*point, options)),
                }
                continue;
            }
            Formula::Not(inner) => {
                todo.push((inner, !is_positive));
                continue;
            }
            Formula::And(_) => is_positive == all,
            Formula::Or(_) => is_positive != all,
            Formula::Iff(..) | Formula::Count { .. } | Formula::Linear { .. } => false,
        };
        if opens {
            todo.extend(formula.members().into_iter().map(|inner| (inner, is_positive)));
        } else if is_positive {
            rest.push(formula.clone());
        } else {
            rest.push(Formula::Not(Box::new(formula.clone())));
        }
    }
    let (mut is_settled, n_options) = (false, |point: usize| space.n_options(point));
    literals.retain(|&point, options| {
        let n = options.len();
        is_settled |= if all { n == 0 } else { n == n_options(point) };
        if all { n < n_options(point) } else { n > 0 }
    });
    if is_settled {
        Shape::Fixed(!all)
    } else if literals.is_empty() && rest.is_empty() {
        Shape::Fixed(all)
    } else {
        Shape::Open(Flat { all, literals, rest })
    }
}

/// Returns flat disjunctions that all hold where a formula does, and only there; or nothing if it never holds.
pub(super) fn clauses(space: &Space, formula: &Formula) -> Option<Vec<Flat>> {
    let (mut clauses, mut todo) = (Vec::new(), vec![(formula, true)]);
    while let Some((formula, is_positive)) = todo.pop() {
        match formula {
            Formula::Not(inner) => todo.push((inner, !is_positive)),
            Formula::And(of) if is_positive => todo.extend(of.iter().map(|inner| (inner, true))),
            Formula::Or(of) if !is_positive => todo.extend(of.iter().map(|inner| (inner, false))),
            Formula::Iff(left, right) => {
                // One implies the other (or its negation), and the other way round.
                let negation = |of: &Formula| Formula::Not(Box::new(of.clone()));
                let (same, other) = (right.as_ref().clone(), negation(right));
                let (when, unless) = if is_positive { (same, other) } else { (other, same) };
                for either in [[negation(left), when], [left.as_ref().clone(), unless]] {
                    clauses.extend(clause(flatten(space, &Formula::Or(either.into()), true))?);
                }
            }
            _ => clauses.extend(clause(flatten(space, formula, is_positive))?),
        }
    }
    Some(clauses)
}

/// Returns a shape as a clause if it says anything, and nothing if it can never hold.
fn clause(shape: Shape) -> Option<Option<Flat>> {
    match shape {
        Shape::Fixed(holds) => holds.then_some(None),
        Shape::Open(flat) => Some(Some(Flat { all: false, ..flat })),
    }
}

fn is_conjunction(mut formula: &Formula, mut is_positive: bool) -> bool {
    while let Formula::Not(inner) = formula {
        (formula, is_positive) = (inner, !is_positive);
    }
    match formula {
        Formula::And(_) => is_positive,
        Formula::Or(_) => !is_positive,
        _ => false,
    }
}
