//! Sentences that an outlet prints under everything: appeals, notes, credits.
//!
//! A sentence that stands in several reports which otherwise have nothing to do with each other links none of them.

use super::prepared::Prepared;
use rustc_hash::{FxHashMap, FxHashSet};

/// A sentence in fewer reports is no boilerplate.
const REPORTS_MIN: usize = 3;
/// So many of the reports with a sentence are compared with each other.
const COMPARED_MAX: usize = 12;
/// Reports that share fewer pairs of telling words, those of repeated sentences aside, have nothing to do with each other.
const SHARED_PAIRS_MIN: usize = 3;

/// Returns the prints of sentences that are boilerplate: more than half of the pairs of reports that have one share
/// nothing but repeated sentences.
pub(super) fn boilerplate(reports: &[Prepared]) -> FxHashSet<u64> {
    let mut places: Vec<(u64, u32)> = Vec::new();
    for (at, report) in reports.iter().enumerate() {
        let prints: FxHashSet<u64> = report.sentences.iter().map(|sentence| sentence.print).collect();
        places.extend(prints.into_iter().map(|print| (print, at as u32)));
    }
    places.sort_unstable();
    let mut repeated: Vec<(u64, Vec<u32>)> = Vec::new();
    for same in places.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() >= REPORTS_MIN) {
        repeated.push((same[0].0, same.iter().map(|&(_, at)| at).take(COMPARED_MAX).collect()));
    }
    let prints: FxHashSet<u64> = repeated.iter().map(|(print, _)| *print).collect();
    let mut own: FxHashMap<u32, FxHashSet<u64>> = FxHashMap::default();
    let mut related: FxHashMap<(u32, u32), bool> = FxHashMap::default();
    let mut found = FxHashSet::default();
    for (print, holders) in &repeated {
        let (mut pairs, mut apart) = (0, 0);
        for (index, &a) in holders.iter().enumerate() {
            for &b in &holders[index + 1..] {
                let alike = *related.entry((a, b)).or_insert_with(|| {
                    for at in [a, b] {
                        own.entry(at).or_insert_with(|| reports[at as usize].pairs_without(&prints));
                    }
                    own[&a].intersection(&own[&b]).count() >= SHARED_PAIRS_MIN
                });
                pairs += 1;
                apart += usize::from(!alike);
            }
        }
        if 2 * apart > pairs {
            found.insert(*print);
        }
    }
    found
}
