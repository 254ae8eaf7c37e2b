//! Whether a package is beaten.

use num_bigint::BigInt;

use super::{
    goal::{Aim, Score, Wanted},
    network::Choices,
    search::Search,
    setting::{Beside, Bonuses, Setting, network},
    task::{Keep, Task},
};
use crate::{budget::Budget, diagram::Diagram, values::Values, zone::sum_bonuses};

/// The packages of a diagram as rivals of others, with values of one time.
#[derive(Clone, Debug)]
pub(crate) struct Rivals {
    /// Nothing if there is no package.
    setting: Option<Setting>,
}

impl Rivals {
    /// Returns the rivals. The bonuses test the formulas that the diagram watches, in the same order.
    pub(crate) fn new(diagram: &Diagram, values: &Values) -> Rivals {
        let base = sum_bonuses(values, diagram.always());
        let gains: Vec<Vec<i128>> = diagram.gains().iter().map(|gained| sum_bonuses(values, gained)).collect();
        let bonuses = Bonuses { base: &base, gains: &gains };
        let network = network(diagram, values, &bonuses, (Choices::Undominated, Beside::Nothing));
        Rivals { setting: network.map(|network| Setting::of(Search::new(network), values)) }
    }

    /// Returns whether some package is worth at least so much to every party and more to one, acceptable or not.
    ///
    /// Nothing if the budget ended before that was known.
    pub(crate) fn beat(&mut self, values: &[i128], budget: &mut Budget) -> Option<bool> {
        let Some(setting) = &mut self.setting else { return Some(false) };
        let mut goal = setting.goal(Aim::Sum(vec![1; setting.search.network.n_rows]));
        let gains = setting.gains(values);
        let sum: BigInt = gains.iter().map(|&gain| BigInt::from(gain)).sum();
        goal.floors.iter_mut().zip(gains).for_each(|(floor, gain)| *floor = Some(gain));
        // The first that is met is one too many.
        let wanted = Wanted::MoreThan(Score::whole(sum));
        let mut task = Task::new(&goal, Keep::Maximal(0), wanted, setting.search.limits.clone());
        let is_done = setting.search.run(&mut task, budget);
        if task.is_cut { Some(true) } else { is_done.then_some(false) }
    }
}
