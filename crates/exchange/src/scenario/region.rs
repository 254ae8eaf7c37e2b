//! Boxes of outcomes, put together.

use super::model::{Bound, Region};

/// Returns the outcomes that lie in all regions, in fewer of them where that is plain to see: at most one box that is
/// meant from inside, first; no box from outside that says nothing. `None` where there are no such outcomes.
pub(super) fn simplified(regions: Vec<Region>) -> Option<Vec<Region>> {
    let (inside, outside): (Vec<Region>, Vec<Region>) = regions.into_iter().partition(|region| region.inside);
    let mut kept = Vec::new();
    let common: Vec<Bound> = match inside.len() {
        0 => Vec::new(),
        1 => inside.into_iter().flat_map(|region| region.bounds).collect(),
        _ => intersection(inside.iter().flat_map(|region| &region.bounds))?,
    };
    let tight = intersection(common.iter())?;
    if !common.is_empty() {
        kept.push(Region { inside: true, bounds: common });
    }
    for region in outside {
        let box_outside = intersection(region.bounds.iter());
        let Some(sides) = box_outside else { continue };
        let apart = sides.iter().any(|side| {
            tight.iter().any(|bound| bound.issue == side.issue && (bound.high < side.low || side.high < bound.low))
        });
        let covers = sides.iter().all(|side| {
            tight.iter().any(|bound| bound.issue == side.issue && side.low <= bound.low && bound.high <= side.high)
        });
        if covers {
            return None;
        }
        if !apart && !kept.contains(&region) {
            kept.push(region);
        }
    }
    Some(kept)
}

/// Returns one bound for each issue; `None` where no value lies in all of them.
fn intersection<'a>(bounds: impl Iterator<Item = &'a Bound>) -> Option<Vec<Bound>> {
    let mut by_issue = std::collections::BTreeMap::new();
    for bound in bounds {
        let both = by_issue.entry(bound.issue).or_insert(*bound);
        both.low = both.low.max(bound.low);
        both.high = both.high.min(bound.high);
    }
    let bounds: Vec<Bound> = by_issue.into_values().collect();
    bounds.iter().all(|bound| bound.low <= bound.high).then_some(bounds)
}
