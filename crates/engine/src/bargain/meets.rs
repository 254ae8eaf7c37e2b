//! Whether a deal can give everybody enough.

use super::{network::Choices, setting::Setting};
use crate::{
    budget::Budget,
    verdict::{Deal, Verdict},
    zone::Zone,
};

/// Returns a deal that is worth at least so much to each party, or proves that there is none.
///
/// *Shape*: a floor for every party; missing ones are none. A floor below the walk-away value changes nothing.
pub fn meets(zone: &Zone, floors: &[Option<i128>], budget: &mut Budget) -> Verdict<Deal> {
    let Some(mut setting) = Setting::new(zone, Choices::Undominated) else { return Verdict::Impossible };
    let mut goal = setting.goal(setting.any());
    setting.raise(&mut goal, floors);
    match setting.best(&goal, budget) {
        Verdict::Proven(found) | Verdict::BestFound { found, .. } => Verdict::Proven(setting.deal(&found)),
        Verdict::Impossible => Verdict::Impossible,
        Verdict::Unknown => Verdict::Unknown,
    }
}
