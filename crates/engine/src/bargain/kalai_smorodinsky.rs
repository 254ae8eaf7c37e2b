//! The largest equal share of what each party could have at best.

use super::{goal::Aim, network::Choices, setting::Setting};
use crate::{
    budget::Budget,
    verdict::{Deal, Verdict},
    zone::Zone,
};

/// Returns the deals in which the least share is largest, a party's share being its gain over the largest gain that it
/// has in any deal: one for each vector of values that no other exceeds.
///
/// A party whose largest gain is not positive has no share. *Shape*: by values, highest first; at most
/// [`TIES_MAX`](super::TIES_MAX). *Units*: the gap is a share of the least share.
///
/// *Cost*: one search for every party, one for the share, and one for the list.
///
/// *Source*: Kalai and Smorodinsky, Other solutions to Nash's bargaining problem, Econometrica 43, 1975; for packages,
/// the maximin form.
pub fn kalai_smorodinsky(zone: &Zone, budget: &mut Budget) -> Verdict<Vec<Deal>> {
    let Some(mut setting) = Setting::new(zone, Choices::Undominated) else { return Verdict::Impossible };
    match setting.ideal_gains(budget) {
        Verdict::Proven(gains) => {
            let mut ranges: Vec<i128> = gains.iter().map(|&gain| gain.max(0)).collect();
            ranges.resize(setting.search.network.n_rows, 0);
            let goal = setting.goal(Aim::Least(ranges));
            setting.solve(&goal, budget)
        }
        Verdict::Impossible => Verdict::Impossible,
        Verdict::BestFound { .. } | Verdict::Unknown => Verdict::Unknown,
    }
}
