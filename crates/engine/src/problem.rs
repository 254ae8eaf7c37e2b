//! What must hold and what should, checked on construction.

use std::fmt;

use crate::{
    formula::{Formula, LinearTerm},
    limit::{Limit, NESTING_MAX, TooLarge},
    space::Space,
};

/// A formula that may give way, at a cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Soft {
    /// The test.
    pub formula: Formula,
    /// What it costs if the test gives way.
    pub cost: u64,
}

/// A space with the formulas that must hold (hard) and those that may give way (soft).
///
/// All indices are in range, every linear term has one value for each option of its point, and no
/// formula nests deeper than [`NESTING_MAX`]. Formulas are named by their index in the two lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    space: Space,
    hard: Vec<Formula>,
    soft: Vec<Soft>,
}

/// A formula of a problem. Hard formulas sort before soft ones, each by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Member {
    /// The hard formula with this index.
    Hard(usize),
    /// The soft formula with this index.
    Soft(usize),
}

/// The formulas do not make a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemError {
    /// A point that does not exist.
    UnknownPoint {
        /// The formula.
        member: Member,
        /// The point it names.
        point: usize,
    },
    /// An option that its point does not have.
    UnknownOption {
        /// The formula.
        member: Member,
        /// The point.
        point: usize,
        /// The option it names.
        option: usize,
    },
    /// A linear term with more or fewer values than its point has options.
    ValueCount {
        /// The formula.
        member: Member,
        /// The point of the term.
        point: usize,
        /// How many options the point has.
        expected: usize,
        /// How many values the term has.
        found: usize,
    },
    /// A formula that nests deeper than [`NESTING_MAX`].
    TooDeep {
        /// The formula.
        member: Member,
    },
    /// The costs of all soft formulas together exceed 64 bits.
    CostsTooLarge,
}

impl Problem {
    /// Returns the problem after checking every formula against the space.
    ///
    /// *Errors*: the first formula that does not fit, hard ones before soft ones.
    ///
    /// *Cost*: linear in the size of the formulas.
    pub fn new(space: Space, hard: Vec<Formula>, soft: Vec<Soft>) -> Result<Problem, ProblemError> {
        let problem = Problem { space, hard, soft };
        match problem.first_error() {
            None => Ok(problem),
            Some(error) => {
                let soft = problem.soft.into_iter().map(|soft| soft.formula);
                problem.hard.into_iter().chain(soft).for_each(Formula::dismantle);
                Err(error)
            }
        }
    }

    /// Returns the space.
    pub fn space(&self) -> &Space {
        &self.space
    }

    /// Returns the formulas that must hold.
    pub fn hard(&self) -> &[Formula] {
        &self.hard
    }

    /// Returns the formulas that may give way.
    pub fn soft(&self) -> &[Soft] {
        &self.soft
    }

    /// Returns a formula, or nothing if there is no such index.
    pub(crate) fn formula(&self, member: Member) -> Option<&Formula> {
        match member {
            Member::Hard(index) => self.hard.get(index),
            Member::Soft(index) => self.soft.get(index).map(|soft| &soft.formula),
        }
    }

    fn first_error(&self) -> Option<ProblemError> {
        let hard = self.hard.iter().enumerate();
        let soft = self.soft.iter().enumerate();
        hard.map(|(index, formula)| (Member::Hard(index), formula))
            .chain(soft.map(|(index, soft)| (Member::Soft(index), &soft.formula)))
            .find_map(|(member, formula)| check(&self.space, member, formula).err())
            .or_else(|| self.check_costs().err())
    }

    /// Checks the sum of all costs, which the cost of no set of soft formulas exceeds.
    fn check_costs(&self) -> Result<(), ProblemError> {
        let mut costs = self.soft.iter().map(|soft| soft.cost);
        let sum = costs.try_fold(0_u64, u64::checked_add);
        sum.map(|_| ()).ok_or(ProblemError::CostsTooLarge)
    }
}

fn check(space: &Space, member: Member, formula: &Formula) -> Result<(), ProblemError> {
    if !formula.nests_within(NESTING_MAX) {
        return Err(ProblemError::TooDeep { member });
    }
    let mut rest = vec![formula];
    while let Some(formula) = rest.pop() {
        match formula {
            Formula::In { point, options } => {
                let n_options = check_point(space, member, *point)?;
                if let Some(option) = options.last().filter(|&option| option >= n_options) {
                    let point = *point;
                    return Err(ProblemError::UnknownOption { member, point, option });
                }
            }
            Formula::Linear { terms, .. } => {
                for term in terms {
                    check_term(space, member, term)?;
                }
            }
            _ => rest.extend(formula.members()),
        }
    }
    Ok(())
}

fn check_term(space: &Space, member: Member, term: &LinearTerm) -> Result<(), ProblemError> {
    let expected = check_point(space, member, term.point)?;
    let found = term.values.len();
    if found == expected {
        return Ok(());
    }
    let point = term.point;
    Err(ProblemError::ValueCount { member, point, expected, found })
}

fn check_point(space: &Space, member: Member, point: usize) -> Result<usize, ProblemError> {
    match space.n_options(point) {
        0 => Err(ProblemError::UnknownPoint { member, point }),
        n_options => Ok(n_options),
    }
}

impl fmt::Display for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Member::Hard(index) => write!(f, "hard formula {index}"),
            Member::Soft(index) => write!(f, "soft formula {index}"),
        }
    }
}

impl fmt::Display for ProblemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProblemError::UnknownPoint { member, point } => {
                write!(f, "{member} names point {point}, which does not exist")
            }
            ProblemError::UnknownOption { member, point, option } => {
                write!(f, "{member} names option {option}, which point {point} does not have")
            }
            ProblemError::ValueCount { member, point, expected, found } => {
                write!(f, "{member} has {found} values for point {point}, which has {expected} options")
            }
            ProblemError::TooDeep { member } => {
                let limit = Limit::Nesting;
                write!(f, "{member} has {}", TooLarge { limit })
            }
            ProblemError::CostsTooLarge => {
                write!(f, "the costs of the soft formulas add up to more than {}", u64::MAX)
            }
        }
    }
}

impl std::error::Error for ProblemError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::option_set::OptionSet;

    fn new(hard: Vec<Formula>, soft: Vec<Formula>) -> Result<Problem, ProblemError> {
        let space = Space::new(vec![2, 3]).unwrap();
        let soft = soft.into_iter().map(|formula| Soft { formula, cost: 1 });
        Problem::new(space, hard, soft.collect())
    }

    fn settled(point: usize, option: usize) -> Formula {
        let options = OptionSet::from_iter([option]);
        Formula::In { point, options }
    }

    #[test]
    fn a_formula_outside_the_space_is_named() {
        let member = Member::Soft(1);
        assert!(new(vec![settled(1, 2)], vec![settled(0, 1)]).is_ok());
        assert_eq!(
            new(vec![], vec![Formula::True, settled(0, 2)]),
            Err(ProblemError::UnknownOption { member, point: 0, option: 2 })
        );
        assert_eq!(
            new(vec![], vec![Formula::True, settled(2, 0)]),
            Err(ProblemError::UnknownPoint { member, point: 2 })
        );
        assert_eq!(
            new(vec![Formula::Or(vec![settled(usize::MAX, usize::MAX)])], vec![]),
            Err(ProblemError::UnknownPoint { member: Member::Hard(0), point: usize::MAX })
        );
    }

    #[test]
    fn a_term_has_one_value_for_each_option() {
        let values = vec![Some(1); 2];
        let terms = vec![LinearTerm { point: 1, values }];
        let member = Member::Hard(0);
        assert_eq!(
            new(vec![Formula::Linear { terms, low: 0, high: 9 }], vec![]),
            Err(ProblemError::ValueCount { member, point: 1, expected: 3, found: 2 })
        );
    }

    #[test]
    fn deep_nesting_is_refused_without_recursion() {
        let nested = |depth| (1..depth).fold(Formula::True, |inner, _| Formula::Not(Box::new(inner)));
        assert!(new(vec![nested(NESTING_MAX)], vec![]).is_ok());
        let member = Member::Hard(0);
        let error = Err(ProblemError::TooDeep { member });
        assert_eq!(new(vec![nested(NESTING_MAX + 1)], vec![]), error);
        assert_eq!(new(vec![nested(300_000)], vec![nested(300_000)]), error);
    }
}
