//! Which reports are about the same events: groups by average linkage of their telling words.
//!
//! *Source.* Salton and Buckley, Term-weighting approaches in automatic text retrieval, Information Processing and
//! Management 24, 1988 (the weights); Sokal and Michener, A statistical method for evaluating systematic relationships,
//! University of Kansas Science Bulletin 38, 1958 (average linkage).

use super::prepared::Prepared;
use super::word::Words;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Groups are joined as long as their reports are on average so much alike.
const ALIKE_MIN: f64 = 0.155;
/// So many further reports without a word are imagined, so that in a handful of reports a word is not common at once.
const IMAGINED: f64 = 50.0;
/// Reports that are less alike count as not alike at all.
const COUNTED_MIN: f64 = 0.02;
/// A word that more than one in so many reports has tells no story apart; in small collections every word counts.
const SPREAD_MAX: usize = 4;
const SPREAD_FROM: usize = 200;

/// Returns the pairs of reports of one story with how alike the two are, in parts of a thousand, ascending.
pub(super) fn same_story(reports: &[Prepared], words: &Words) -> Vec<(usize, usize, u32)> {
    let alike = alike(&vectors(reports, words));
    let groups = groups(reports.len(), &alike);
    let mut found = Vec::new();
    for group in groups {
        for (at, &a) in group.iter().enumerate() {
            for &b in &group[at + 1..] {
                let alike = alike.get(&(a, b)).copied().unwrap_or(0.0);
                found.push((a as usize, b as usize, (alike * 1_000.0) as u32));
            }
        }
    }
    found.sort_unstable();
    found
}

/// Returns the telling words of each report with their weights, of length 1.
fn vectors(reports: &[Prepared], words: &Words) -> Vec<Vec<(u32, f64)>> {
    let mut counted: Vec<Vec<(u32, u32)>> = Vec::new();
    let mut spread: FxHashMap<u32, usize> = FxHashMap::default();
    for report in reports {
        let mut counts: Vec<(u32, u32)> = Vec::new();
        for same in report.occurrences.chunk_by(|a, b| a.0 == b.0).filter(|same| !words.is_common(same[0].0)) {
            counts.push((same[0].0, same.len() as u32));
            *spread.entry(same[0].0).or_default() += 1;
        }
        counted.push(counts);
    }
    let n = reports.len();
    let spread_max = if n < SPREAD_FROM { n } else { n / SPREAD_MAX };
    let weigh = |(word, count): (u32, u32)| {
        let spread = spread[&word];
        let rarity = ((n as f64 + IMAGINED) / (spread as f64 + 0.5)).ln();
        (spread > 1 && spread <= spread_max).then(|| (word, (1.0 + f64::from(count).ln()) * rarity))
    };
    let squared = |weights: &[(u32, u32)]| -> f64 {
        let each = weights.iter().map(|&(word, count)| {
            ((1.0 + f64::from(count).ln()) * ((n as f64 + IMAGINED) / (spread[&word] as f64 + 0.5)).ln()).powi(2)
        });
        each.sum()
    };
    let vector = |counts: Vec<(u32, u32)>| -> Vec<(u32, f64)> {
        // Words that no other report has count in the length, or short reports would be alike for one word.
        let length = squared(&counts).sqrt().max(f64::MIN_POSITIVE);
        counts.into_iter().filter_map(weigh).map(|(word, weight)| (word, weight / length)).collect()
    };
    counted.into_iter().map(vector).collect()
}

/// Returns the cosines of all pairs that are alike at all, the lower number first.
fn alike(vectors: &[Vec<(u32, f64)>]) -> BTreeMap<(u32, u32), f64> {
    let mut holders: FxHashMap<u32, Vec<(u32, f64)>> = FxHashMap::default();
    let mut sums = vec![0.0; vectors.len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut found = BTreeMap::new();
    for (later, vector) in vectors.iter().enumerate() {
        for (word, weight) in vector {
            let earlier = holders.entry(*word).or_default();
            for &(at, other) in earlier.iter() {
                let sum: &mut f64 = &mut sums[at as usize];
                if *sum == 0.0 {
                    touched.push(at);
                }
                *sum += weight * other;
            }
            earlier.push((later as u32, *weight));
        }
        for earlier in touched.drain(..) {
            let sum = std::mem::take(&mut sums[earlier as usize]);
            if sum >= COUNTED_MIN {
                found.insert((earlier, later as u32), sum);
            }
        }
    }
    found
}

/// Joins the two groups that are most alike on average, again and again.
fn groups(n: usize, alike: &BTreeMap<(u32, u32), f64>) -> Vec<Vec<u32>> {
    let mut members: Vec<Vec<u32>> = (0..n as u32).map(|at| vec![at]).collect();
    let mut sums: Vec<BTreeMap<u32, f64>> = vec![BTreeMap::new(); n];
    let mut queue: BTreeSet<(std::cmp::Reverse<u64>, u32, u32)> = BTreeSet::new();
    // Positive numbers sort as their bits do.
    let key = |sum: f64, a: usize, b: usize| std::cmp::Reverse((sum / (a * b) as f64).to_bits());
    for (&(a, b), &sum) in alike {
        sums[a as usize].insert(b, sum);
        sums[b as usize].insert(a, sum);
        if sum >= ALIKE_MIN {
            queue.insert((key(sum, 1, 1), a, b));
        }
    }
    while let Some((_, a, b)) = queue.pop_first() {
        let size = |members: &[Vec<u32>], at: u32| members[at as usize].len();
        let (into, from) = (a as usize, b as usize);
        for (at, sums) in [(a, sums[into].clone()), (b, sums[from].clone())] {
            for (other, sum) in sums {
                let pair = (at.min(other), at.max(other));
                queue.remove(&(key(sum, size(&members, at), size(&members, other)), pair.0, pair.1));
            }
        }
        let moved = std::mem::take(&mut members[from]);
        members[into].extend(moved);
        sums[into].remove(&b);
        for (other, sum) in std::mem::take(&mut sums[from]) {
            sums[other as usize].remove(&b);
            if other != a {
                *sums[into].entry(other).or_default() += sum;
            }
        }
        let joined: Vec<(u32, f64)> = sums[into].iter().map(|(&other, &sum)| (other, sum)).collect();
        for (other, sum) in joined {
            sums[other as usize].insert(a, sum);
            let (here, there) = (size(&members, a), size(&members, other));
            if sum / (here * there) as f64 >= ALIKE_MIN {
                queue.insert((key(sum, here, there), a.min(other), a.max(other)));
            }
        }
    }
    members.iter_mut().for_each(|group| group.sort_unstable());
    members.into_iter().filter(|group| group.len() > 1).collect()
}
