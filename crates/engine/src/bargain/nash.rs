//! The largest product of gains.

use super::{
    goal::Aim,
    network::Choices,
    search::Search,
    setting::{Beside, Bonuses, Setting, network},
    task::Found,
};
use crate::{
    budget::Budget,
    diagram::Diagram,
    space::Package,
    values::Values,
    verdict::{Deal, Verdict},
    zone::{Zone, sum_bonuses},
};

/// Returns the deals with the largest product of gains among those in which no gain is negative: one for each vector of
/// values that no other exceeds.
///
/// *Shape*: by values, highest first; at most [`TIES_MAX`](super::TIES_MAX). *Units*: the gap is that of the geometric
/// mean of the gains.
///
/// *Source*: Nash, The bargaining problem, Econometrica 18, 1950.
pub fn nash(zone: &Zone, budget: &mut Budget) -> Verdict<Vec<Deal>> {
    let Some(mut setting) = Setting::new(zone, Choices::Undominated) else { return Verdict::Impossible };
    setting.nash(budget).0
}

/// Solves for the largest product of gains again and again, in one diagram with ever other values.
///
/// It remembers the deals that mattered, which are good ones to begin with when the values change a little. They do not
/// change what is proven, only how soon.
#[derive(Clone, Debug)]
pub struct NashSolver<'d> {
    diagram: &'d Diagram,
    known: Vec<Package>,
}

impl<'d> NashSolver<'d> {
    /// Returns the solver of a diagram.
    pub fn new(diagram: &'d Diagram) -> NashSolver<'d> {
        NashSolver { diagram, known: Vec::new() }
    }

    /// Returns what [`nash`] returns for a zone of the diagram with these values.
    ///
    /// The bonuses test the formulas that the diagram watches, in the same order.
    pub fn solve(&mut self, values: &Values, budget: &mut Budget) -> Verdict<Vec<Deal>> {
        let base = sum_bonuses(values, self.diagram.always());
        let gains: Vec<Vec<i128>> = self.diagram.gains().iter().map(|gained| sum_bonuses(values, gained)).collect();
        let bonuses = Bonuses { base: &base, gains: &gains };
        let Some(network) = network(self.diagram, values, &bonuses, (Choices::Undominated, Beside::Nothing)) else {
            return Verdict::Impossible;
        };
        let mut setting = Setting::of(Search::new(network), values);
        setting.search.recall(&self.known);
        let (verdict, met) = setting.nash(budget);
        if !met.is_empty() {
            self.known = met;
        }
        verdict
    }
}

impl Setting {
    /// Solves for the largest product, and returns packages that are worth beginning with next time.
    fn nash(&mut self, budget: &mut Budget) -> (Verdict<Vec<Deal>>, Vec<Package>) {
        let goal = self.goal(Aim::Product);
        let start = match self.all_gain(budget) {
            Verdict::Proven(found) | Verdict::BestFound { found, .. } => found,
            Verdict::Impossible => return (self.nobody_loses(budget), Vec::new()),
            Verdict::Unknown => return (Verdict::Unknown, Vec::new()),
        };
        let start = Found { score: goal.score(&start.rows), ..start };
        let best = self.best_beyond(&goal, Some(&start), budget);
        let met = self.search.packages();
        (self.with_ties(&goal, best, budget), met)
    }

    /// Finds a deal in which every gain is positive.
    fn all_gain(&mut self, budget: &mut Budget) -> Verdict<Found> {
        let mut goal = self.goal(self.any());
        goal.floors.iter_mut().for_each(|floor| *floor = Some(1));
        self.best(&goal, budget)
    }

    /// Lists the maximal deals in which no gain is negative, when every product is 0.
    fn nobody_loses(&mut self, budget: &mut Budget) -> Verdict<Vec<Deal>> {
        let mut goal = self.goal(self.any());
        goal.floors.iter_mut().for_each(|floor| *floor = Some(0));
        self.solve(&goal, budget)
    }
}
