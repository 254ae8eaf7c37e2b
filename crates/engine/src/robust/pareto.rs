//! Whether a package stays unbeaten whatever the values are.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::knowledge::{Beliefs, PartyBelief};
use crate::{
    budget::Budget,
    diagram::{Diagram, NO_NODE},
    space::Package,
    values::Bonus,
};

/// Whether, whatever the values are, no package is as good for all parties and better for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unbeaten {
    /// So it is for all possible values.
    Necessarily,
    /// There are values for which this package is as good for all and better for one.
    NotIf(Package),
    /// The budget ended before either was known.
    Unknown,
}

/// Returns whether a package is Pareto optimal among those of a diagram for all possible values.
///
/// Since the parties' values know nothing of each other, another package beats it for some values exactly if every
/// party may find it as good and one may find it better. The search settles point by point, and gives up where the
/// party least in favour cannot be won by anything at the points that are left.
///
/// *Shape*: nothing if the package does not fit the points of the beliefs, or these do not fit the diagram, which watches
/// the formulas of their bonuses.
///
/// *Cost*: a step of the budget for every linear program solved, one for each party at each node that is met. That is
/// up to exponentially many where little is known and yet nothing beats the package.
///
/// *Source*: Greco, Mousseau and Słowiński, Ordinal regression revisited, EJOR 191 (2008), for necessary and possible
/// preference; here the parties stand for their criteria.
pub fn necessarily_unbeaten(
    diagram: &Diagram,
    beliefs: &Beliefs,
    package: &Package,
    budget: &mut Budget,
) -> Option<Unbeaten> {
    let fits = beliefs.parties.iter().all(|belief| belief.fits(package));
    let fits = fits && diagram.levels().iter().all(|level| level.point < package.len());
    (fits && diagram.levels().len() == package.len()).then(|| {
        let found = if diagram.is_possible() { Search::new(diagram, beliefs, package).run(budget) } else { Ok(None) };
        match found {
            Ok(None) => Unbeaten::Necessarily,
            Ok(Some(better)) => Unbeaten::NotIf(better),
            Err(OutOfBudget) => Unbeaten::Unknown,
        }
    })
}

struct OutOfBudget;

/// An option with what it may gain each party at most.
#[derive(Clone)]
struct Choice {
    option: usize,
    gains: Vec<i128>,
}

struct Search<'a> {
    diagram: &'a Diagram,
    beliefs: &'a Beliefs,
    /// The choices of each level and class of which none is at least as good for all parties as another.
    choices: Vec<Vec<Vec<Choice>>>,
    /// What each party may gain at most at each point, for the points that are settled by the choice made.
    gains: Vec<Vec<i128>>,
    /// The same over all choices of a point. *Shape*: `[party][point]`.
    most: Vec<Vec<i128>>,
    bonuses: Vec<Bonuses<'a>>,
    package: Package,
}

/// What a party may gain besides.
struct Bonuses<'a> {
    /// Each bonus, and after how many levels it is settled.
    of: Vec<(&'a Bonus, usize)>,
    /// What the package has that is to be beaten.
    in_package: i128,
}

/// A node that is being searched, and what is left to try there: arcs with choices, the best last.
struct Frame<'a> {
    left: Vec<(u32, &'a Choice)>,
}

impl<'a> Search<'a> {
    fn new(diagram: &'a Diagram, beliefs: &'a Beliefs, package: &Package) -> Search<'a> {
        let mut most = vec![vec![0; package.len()]; beliefs.n_parties()];
        let choices = diagram.levels().iter().map(|level| {
            let parties = beliefs.parties.iter();
            let gains: Vec<Vec<i128>> =
                parties.map(|belief| belief.most_gains(level.point, package[level.point])).collect();
            for (most, gains) in most.iter_mut().zip(&gains) {
                most[level.point] = gains.iter().copied().max().unwrap_or(0);
            }
            let choice = |&option: &u32| {
                let option = option as usize;
                Choice { option, gains: gains.iter().map(|gains| gains[option]).collect() }
            };
            level.classes.iter().map(|class| undominated(class.iter().map(choice).collect())).collect()
        });
        let choices = choices.collect();
        let bonuses = beliefs.parties.iter().map(|belief| Bonuses::new(diagram, belief, package)).collect();
        Search { diagram, beliefs, choices, gains: most.clone(), most, bonuses, package: package.clone() }
    }

    /// Returns a package that beats the one given for some values.
    fn run(mut self, budget: &mut Budget) -> Result<Option<Package>, OutOfBudget> {
        let choices = std::mem::take(&mut self.choices);
        if !self.is_promising(0, budget)? {
            return Ok(None);
        }
        let n_levels = self.diagram.levels().len();
        if n_levels == 0 {
            return Ok(None);
        }
        let mut path = vec![self.frame(&choices, 0, 0)];
        while let Some(frame) = path.last_mut() {
            let next = frame.left.pop();
            let level = path.len() - 1;
            let point = self.diagram.levels()[level].point;
            let Some((child, choice)) = next else {
                self.gains.iter_mut().zip(&self.most).for_each(|(gains, most)| gains[point] = most[point]);
                path.pop();
                continue;
            };
            self.package[point] = choice.option;
            self.gains.iter_mut().zip(&choice.gains).for_each(|(gains, &gain)| gains[point] = gain);
            if self.is_promising(level + 1, budget)? {
                if level + 1 == n_levels {
                    return Ok(Some(self.package));
                }
                path.push(self.frame(&choices, level + 1, child as usize));
            }
        }
        Ok(None)
    }

    fn frame<'c>(&self, choices: &'c [Vec<Vec<Choice>>], level: usize, node: usize) -> Frame<'c> {
        let arcs = self.diagram.levels()[level].arcs_of(node).iter().zip(&choices[level]);
        let arcs = arcs.filter(|(arc, _)| arc.child != NO_NODE);
        let mut left: Vec<(u32, &Choice)> =
            arcs.flat_map(|(arc, choices)| choices.iter().map(|choice| (arc.child, choice))).collect();
        // The party least in favour decides.
        left.sort_by_cached_key(|(_, choice)| {
            (choice.gains.iter().copied().min(), choice.gains.iter().copied().sum::<i128>())
        });
        Frame { left }
    }

    /// Returns whether every party may gain or lose nothing, and one may gain, if all points that are open after some
    /// levels went its way.
    fn is_promising(&self, n_settled: usize, budget: &mut Budget) -> Result<bool, OutOfBudget> {
        let mut is_better = false;
        for ((belief, gains), bonuses) in self.beliefs.parties.iter().zip(&self.gains).zip(&self.bonuses) {
            if budget.is_exhausted() {
                return Err(OutOfBudget);
            }
            budget.take(1);
            let most: BigRational = belief.weights.greatest(gains) + bonuses.most_gain(&self.package, n_settled);
            if most.is_negative() {
                return Ok(false);
            }
            is_better |= !most.is_zero();
        }
        Ok(is_better)
    }
}

impl<'a> Bonuses<'a> {
    fn new(diagram: &Diagram, belief: &'a PartyBelief, package: &Package) -> Bonuses<'a> {
        let levels = diagram.levels();
        let settled_after = |bonus: &Bonus| {
            let points = bonus.formula.points();
            let last = levels.iter().rposition(|level| points.contains(&level.point));
            last.map_or(0, |last| last + 1)
        };
        let of = belief.bonuses.iter().map(|bonus| (bonus, settled_after(bonus))).collect();
        Bonuses { of, in_package: belief.bonus(package) }
    }

    /// Returns the most that bonuses may bring more, given the points that some levels settle.
    fn most_gain(&self, package: &Package, n_settled: usize) -> BigInt {
        let most = self.of.iter().map(|(bonus, settled_after)| match *settled_after <= n_settled {
            true if bonus.formula.holds(package) => bonus.amount,
            true => 0,
            false => bonus.amount.max(0),
        });
        BigInt::from(most.sum::<i128>() - self.in_package)
    }
}

/// Keeps of choices that are as good for all parties only the first of the best.
fn undominated(mut choices: Vec<Choice>) -> Vec<Choice> {
    choices.sort_by(|one, other| other.gains.cmp(&one.gains));
    let mut kept: Vec<Choice> = Vec::new();
    for choice in choices {
        let is_below = |above: &Choice| above.gains.iter().zip(&choice.gains).all(|(above, own)| above >= own);
        if !kept.iter().any(is_below) {
            kept.push(choice);
        }
    }
    kept
}
