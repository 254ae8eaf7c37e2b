//! The largest equal gain.

use super::{goal::Aim, network::Choices, setting::Setting};
use crate::{
    budget::Budget,
    verdict::{Deal, Verdict},
    zone::Zone,
};

/// Returns the deals in which the least gain is largest, then the second least, and so on (leximin): one for each
/// vector of values.
///
/// *Shape*: by values, highest first; at most [`TIES_MAX`](super::TIES_MAX). *Units*: the gap is a share of the least
/// gain.
///
/// *Cost*: a search for the deal and a search for others that are as fair.
///
/// *Source*: Kalai, Proportional solutions to bargaining situations, Econometrica 45, 1977; leximin after Sen,
/// Collective Choice and Social Welfare, 1970, chapter 9*.
pub fn egalitarian(zone: &Zone, budget: &mut Budget) -> Verdict<Vec<Deal>> {
    let Some(mut setting) = Setting::new(zone, Choices::Undominated) else { return Verdict::Impossible };
    let goal = setting.goal(Aim::Leximin);
    setting.solve(&goal, budget)
}
