//! Which reports are worth comparing: those that share some pairs of telling words.
//!
//! A retelling, even a new translation of a part, shares several; of unlike reports, hardly one in twenty does. Which
//! pairs of reports are compared is thus part of what a retelling is, and no shortcut.

use super::prepared::Prepared;

/// Reports that share fewer pairs of telling words retell neither each other nor one report.
const SHARED_PAIRS_MIN: u16 = 3;

/// Returns the pairs of reports, ascending, the lower number first. Cost: linear in the reports for each pair of words
/// that is not in most of them.
pub(super) fn candidates(reports: &[Prepared]) -> Vec<(u32, u32)> {
    let mut places: Vec<(u64, u32)> = Vec::new();
    for (at, report) in reports.iter().enumerate() {
        let at = u32::try_from(at).expect("fewer reports than bytes");
        places.extend(report.pairs.iter().map(|&pair| (pair, at)));
    }
    places.sort_unstable();
    // For each report, those before it with the same pair of words, as ranges of the sorted places.
    let mut starts: Vec<Vec<(u32, u32)>> = vec![Vec::new(); reports.len()];
    let mut from = 0;
    while from < places.len() {
        let to = from + places[from..].partition_point(|&(pair, _)| pair == places[from].0);
        for at in from + 1..to {
            starts[places[at].1 as usize].push((from as u32, at as u32));
        }
        from = to;
    }
    let mut counts: Vec<u16> = vec![0; reports.len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut found = Vec::new();
    for (later, ranges) in starts.iter().enumerate() {
        for &(from, to) in ranges {
            for &(_, earlier) in &places[from as usize..to as usize] {
                let count = &mut counts[earlier as usize];
                if *count == 0 {
                    touched.push(earlier);
                }
                *count = count.saturating_add(1);
            }
        }
        let enough = |earlier: &&u32| counts[**earlier as usize] >= SHARED_PAIRS_MIN;
        found.extend(touched.iter().filter(enough).map(|&earlier| (earlier, later as u32)));
        for earlier in touched.drain(..) {
            counts[earlier as usize] = 0;
        }
    }
    found.sort_unstable();
    found
}
