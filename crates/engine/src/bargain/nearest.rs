//! The deals that depart from the fewest points of what is wanted.

use super::{
    goal::{Aim, Wanted},
    network::Choices,
    setting::{Beside, Setting},
    task::Keep,
};
use crate::{
    budget::Budget,
    option_set::OptionSet,
    verdict::{Deal, Verdict},
    zone::Zone,
};

/// Returns the deals that are worth at least the floors to each party and settle the fewest points otherwise than by one
/// of the options wanted there, `most` at most.
///
/// *Shape*: by values, highest first. Options wanted for every point; where none is, all are as near. No package of the
/// zone need have them all. A floor for every party; missing ones are
/// none. *Units*: the gap is 0 if only the list may be longer, infinite if fewer points may do.
pub fn nearest(
    zone: &Zone,
    wanted: &[OptionSet],
    floors: &[Option<i128>],
    most: usize,
    budget: &mut Budget,
) -> Verdict<Vec<Deal>> {
    let Some(mut setting) = Setting::beside(zone, Choices::All, Beside::Same(wanted)) else {
        return Verdict::Impossible;
    };
    let n_rows = setting.search.network.n_rows;
    let mut weights = vec![0; n_rows];
    weights[n_rows - 1] = 1;
    let mut goal = setting.goal(Aim::Sum(weights));
    setting.raise(&mut goal, floors);
    let best = match setting.best(&goal, budget) {
        Verdict::Proven(best) => best,
        Verdict::BestFound { found, .. } => {
            return Verdict::BestFound { found: vec![setting.deal(&found)], gap: f64::INFINITY };
        }
        Verdict::Impossible => return Verdict::Impossible,
        Verdict::Unknown => return Verdict::Unknown,
    };
    let (found, is_done) = setting.list(&goal, Wanted::AtLeast(best.score), Keep::All(most), budget);
    let found = setting.deals(&found);
    if is_done { Verdict::Proven(found) } else { Verdict::BestFound { found, gap: 0.0 } }
}
