//! All packages that are almost as good as the best.

use num_bigint::BigInt;

use super::{
    goal::{Score, Wanted},
    network::Choices,
    setting::{Objective, Setting},
    task::Keep,
};
use crate::{
    budget::Budget,
    verdict::{Deal, Verdict},
    zone::Zone,
};

/// What shares are counted in.
const MILLION: u32 = 1_000_000;

/// Returns all packages that fall short of the best by no more than a share of it, `most` at most.
///
/// *Shape*: by objective, best first. *Units*: the share is in millionths of the best, of its absolute value if that is
/// negative.
///
/// *Cost*: a search, and some microseconds for each package.
pub fn near(
    zone: &Zone,
    objective: &Objective,
    millionths: u32,
    most: usize,
    budget: &mut Budget,
) -> Verdict<Vec<Deal>> {
    let Some(mut setting) = Setting::new(zone, Choices::All) else { return Verdict::Impossible };
    let goal = setting.goal_of(objective);
    let best = match setting.best(&goal, budget) {
        Verdict::Proven(best) => best,
        other => return setting.with_ties(&goal, other, budget),
    };
    // Rounded up, since scores are whole.
    let objective = &best.score.value + setting.offset(objective);
    let short = BigInt::from(objective.magnitude().clone()) * millionths / MILLION;
    let value = &best.score.value - short;
    let wanted = Wanted::AtLeast(Score::whole(value));
    let (mut found, is_done) = setting.list(&goal, wanted, Keep::All(most), budget);
    found.sort_by(|a, b| b.score.cmp(&a.score).then(b.rows.cmp(&a.rows)).then(a.path.cmp(&b.path)));
    let found = found.iter().map(|found| setting.deal(found)).collect();
    if is_done { Verdict::Proven(found) } else { Verdict::BestFound { found, gap: 0.0 } }
}
