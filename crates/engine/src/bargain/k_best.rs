//! The best packages, one after the other.

use super::{
    goal::{Aim, Score, Wanted},
    network::Choices,
    setting::{Objective, Setting},
    task::{Keep, Task},
};
use crate::{
    budget::Budget,
    verdict::{Deal, Verdict},
    zone::Zone,
};

/// Returns the `k` best packages, or all deals if there are fewer.
///
/// *Shape*: best first. Where the last of them ties with others, which of those are named is left open. *Units*: the gap
/// is that of the best.
///
/// *Cost*: packages are sought within ever larger distances from the best.
pub fn k_best(zone: &Zone, objective: &Objective, k: usize, budget: &mut Budget) -> Verdict<Vec<Deal>> {
    let Some(mut setting) = Setting::new(zone, Choices::All) else { return Verdict::Impossible };
    let goal = setting.goal_of(objective);
    let best = match setting.best(&goal, budget) {
        Verdict::Proven(best) => best,
        other => return setting.with_ties(&goal, other, budget),
    };
    if k == 0 {
        return Verdict::Proven(Vec::new());
    }
    // Scores that differ from the best by no more than its 2^-14th, 2^-13th, ... and then any at all.
    for bits in (0..=14_u32).rev() {
        let wanted = match bits {
            0 => Wanted::Any,
            _ => Wanted::AtLeast(below(&best.score, bits, matches!(goal.aim, Aim::Product))),
        };
        let mut task = Task::new(&goal, Keep::Top(k), wanted, setting.search.limits.clone());
        let is_done = setting.search.run(&mut task, budget);
        if !is_done || task.found.len() == k || bits == 0 {
            if task.found.is_empty() {
                task.found.push(best);
            }
            let found = task.found.iter().map(|found| setting.deal(found)).collect();
            return if is_done { Verdict::Proven(found) } else { Verdict::BestFound { found, gap: 0.0 } };
        }
    }
    Verdict::Unknown
}

/// Returns a score that is lower by a share, which is `2^-bits` of its absolute value.
fn below(score: &Score, bits: u32, is_product: bool) -> Score {
    let distance = num_bigint::BigInt::from(score.value.magnitude().clone()) >> bits;
    let more = i32::from(!is_product);
    Score::whole(&score.value - distance - more)
}
