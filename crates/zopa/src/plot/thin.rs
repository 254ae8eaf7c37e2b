//! Fewer deals where there are too many to draw.

use std::cmp::Ordering;

/// Returns deals in a fixed order, at most about `limit` of them: the best and the worst for each party, and others evenly
/// along the order. Which are chosen depends on the deals alone and not on the order in which they come.
pub(super) fn thin(mut deals: Vec<&[f64]>, limit: usize) -> Vec<&[f64]> {
    deals.sort_unstable_by(|one, other| by_values(one, other));
    if deals.len() <= limit || limit == 0 {
        deals.truncate(if limit == 0 { 0 } else { deals.len() });
        return deals;
    }
    let parties = deals.first().map_or(0, |deal| deal.len());
    let mut kept: Vec<usize> = Vec::new();
    for party in 0..parties {
        let worth = |at: &usize| deals[*at][party];
        kept.extend((0..deals.len()).max_by(|a, b| worth(a).total_cmp(&worth(b))));
        kept.extend((0..deals.len()).min_by(|a, b| worth(a).total_cmp(&worth(b))));
    }
    kept.sort_unstable();
    kept.dedup();
    let evenly = limit.saturating_sub(kept.len()).max(1);
    kept.extend((0..evenly).map(|at| at * deals.len() / evenly));
    kept.sort_unstable();
    kept.dedup();
    kept.into_iter().map(|at| deals[at]).collect()
}

fn by_values(one: &[f64], other: &[f64]) -> Ordering {
    let differing = one.iter().zip(other).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne());
    differing.unwrap_or_else(|| one.len().cmp(&other.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_for_each_party_stays_whatever_the_order() {
        let deals: Vec<Vec<f64>> = (0..5000).map(|at| vec![f64::from(at), f64::from((at * 7919) % 5000)]).collect();
        let forward = thin(deals.iter().map(Vec::as_slice).collect(), 100);
        let backward = thin(deals.iter().rev().map(Vec::as_slice).collect(), 100);
        assert_eq!(forward, backward);
        assert!(forward.len() <= 100 && forward.len() > 90, "{}", forward.len());
        for party in 0..2 {
            let has = |worth: f64| forward.iter().any(|deal| deal[party].total_cmp(&worth).is_eq());
            assert!(has(4999.0) && has(0.0));
        }
    }
}
