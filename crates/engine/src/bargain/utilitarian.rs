//! The largest sum.

use super::{goal::Aim, network::Choices, setting::Setting};
use crate::{
    budget::Budget,
    verdict::{Deal, Verdict},
    zone::Zone,
};

/// Returns the deals with the largest sum of values: one for each vector of values.
///
/// *Shape*: by values, highest first; at most [`TIES_MAX`](super::TIES_MAX). *Units*: the gap is a share of the sum of
/// gains.
///
/// *Cost*: one longest path if no walk-away value is in the way; otherwise a search.
pub fn utilitarian(zone: &Zone, budget: &mut Budget) -> Verdict<Vec<Deal>> {
    let Some(mut setting) = Setting::new(zone, Choices::Undominated) else { return Verdict::Impossible };
    let goal = setting.goal(Aim::Sum(vec![1; setting.search.network.n_rows]));
    setting.solve(&goal, budget)
}
