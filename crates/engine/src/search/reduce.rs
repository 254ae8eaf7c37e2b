//! Which options of a point can matter.

use std::collections::BTreeMap;

use crate::{
    bit_set::BitSet,
    formula::Formula,
    search::{flat::Flat, model::Row},
};

/// The most options of a point that are compared with each other.
const COMPARED_MAX: usize = 1_000;

/// What an option can do for a package. Of two that are `alike`, the one with the greater `merits` is as good for every
/// party and meets as much of what must hold.
#[derive(Default)]
struct Standing {
    /// What it is worth in every row, and for every test on its point alone 1 if it meets it.
    merits: Vec<i128>,
    /// How other formulas see it.
    alike: Vec<Option<i64>>,
}

/// Returns the options of every point that no other of its options replaces at no loss to anyone.
///
/// In every package, any option can then be replaced by one that is left: the tests in flat formulas are met by no
/// fewer options, and other formulas do not tell the two apart.
pub(super) fn reduce(allowed: &[BitSet], rows: &[Row], hard: &[Flat]) -> Vec<Vec<u32>> {
    let mut standings: Vec<Vec<Standing>> =
        allowed.iter().map(|of| of.iter().map(|_| Standing::default()).collect()).collect();
    for row in rows {
        for (point, of) in standings.iter_mut().enumerate() {
            for (standing, option) in of.iter_mut().zip(allowed[point].iter()) {
                standing.merits.push(row.tables[point][option]);
            }
        }
    }
    for flat in rows.iter().flat_map(|row| row.gains.iter().map(|gain| &gain.1)).chain(hard) {
        for (&point, meeting) in &flat.literals {
            for (standing, option) in standings[point].iter_mut().zip(allowed[point].iter()) {
                standing.merits.push(i128::from(meeting.contains(option)));
            }
        }
        let mut rest: Vec<&Formula> = flat.rest.iter().collect();
        while let Some(formula) = rest.pop() {
            let mut see = |point: usize, key: &dyn Fn(usize) -> Option<i64>| {
                let Some(of) = standings.get_mut(point) else { return };
                for (standing, option) in of.iter_mut().zip(allowed[point].iter()) {
                    standing.alike.push(key(option));
                }
            };
            match formula {
                Formula::In { point, options } => see(*point, &|option| Some(i64::from(options.contains(option)))),
                Formula::Linear { terms, .. } => {
                    terms.iter().for_each(|term| see(term.point, &|o| term.values.get(o).copied().flatten()));
                }
                _ => rest.extend(formula.members()),
            }
        }
    }
    allowed.iter().zip(&standings).map(|(options, of)| best(options, of)).collect()
}

fn best(options: &BitSet, standings: &[Standing]) -> Vec<u32> {
    let mut groups: BTreeMap<&[Option<i64>], Vec<(usize, &Standing)>> = BTreeMap::new();
    for (option, standing) in options.iter().zip(standings) {
        groups.entry(&standing.alike).or_default().push((option, standing));
    }
    let mut kept = Vec::new();
    for mut group in groups.into_values() {
        // One that replaces another comes before it.
        group.sort_by(|(a, x), (b, y)| y.merits.cmp(&x.merits).then(a.cmp(b)));
        group.dedup_by(|(_, later), (_, earlier)| later.merits == earlier.merits);
        let mut left: Vec<(usize, &Standing)> = Vec::new();
        for (option, standing) in group {
            let replaces =
                |(_, other): &(usize, &Standing)| other.merits.iter().zip(&standing.merits).all(|(a, b)| a >= b);
            if left.len() > COMPARED_MAX || !left.iter().any(replaces) {
                left.push((option, standing));
            }
        }
        kept.extend(left.into_iter().map(|(option, _)| option as u32));
    }
    kept.sort_unstable();
    kept
}
