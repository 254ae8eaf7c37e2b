//! Where values can still lie that nothing found is as good as.

use std::collections::BTreeSet;

use crate::{search::model::ticks, space::Package, verdict::Deal};

/// With more regions open than this, deals are collected without splitting any further: what is open is then more than
/// what is left to find.
const REGIONS_MAX: usize = 10_000;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// All values that no others dominate.
    Frontier,
    /// All packages whose values are those of the corner, up to so many.
    Tied(usize),
}

/// The deals found so far, and the regions of values that are open. A region is everything from its *corner* upwards
/// in every row; for packages of the same values there is one.
///
/// *Source*: Klamroth, Lacour and Vanderpooten, On the representation of the search region in multi-objective
/// optimization, European Journal of Operational Research 245, 2015, section 3.
#[derive(Debug)]
pub(super) struct Regions {
    pub(super) aim: Aim,
    pub(super) found: Vec<Deal>,
    regions: Vec<Region>,
    open: Vec<u32>,
    scales: Vec<Scale>,
    /// The packages found, where more than one may have the same values.
    seen: BTreeSet<Package>,
    /// Whether there are more packages than were to be found.
    pub(super) is_cut: bool,
}

/// How values are counted in a row.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    /// How many bits a tick is less than the unit of the row.
    pub(super) shift: i32,
    /// What no sum of the row falls below.
    pub(super) bottom: i128,
    /// What no value exceeds.
    pub(super) top: i128,
}

impl Scale {
    /// Returns a value in ticks, rounded down. What is below the bottom is so much below it as makes no difference.
    fn ticks(&self, units: i128) -> i128 {
        ticks(units.max(self.bottom), self.shift, false)
    }

    /// Returns the greatest value that has so many ticks.
    fn units(&self, ticks: i128) -> i128 {
        if self.shift >= 0 { ticks >> self.shift } else { ticks << -self.shift }
    }
}

#[derive(Debug)]
struct Region {
    corner: Vec<i128>,
    /// The corner in ticks, rounded down.
    ticks: Vec<i128>,
    /// The regions that have taken its place.
    heirs: Option<Vec<u32>>,
}

impl Regions {
    /// Returns the one region above a corner, open if it is not above what values can be.
    pub(super) fn new(aim: Aim, scales: Vec<Scale>, corner: Vec<i128>) -> Regions {
        let (found, regions, open) = (Vec::new(), Vec::new(), Vec::new());
        let mut all = Regions { aim, found, regions, open, scales, seen: BTreeSet::new(), is_cut: false };
        if all.is_within(&corner) {
            all.open.push(0);
        }
        all.push(corner);
        all
    }

    fn is_within(&self, corner: &[i128]) -> bool {
        corner.iter().zip(&self.scales).all(|(least, scale)| *least <= scale.top)
    }

    fn push(&mut self, corner: Vec<i128>) -> u32 {
        let ticks = corner.iter().zip(&self.scales).map(|(units, scale)| scale.ticks(*units)).collect();
        self.regions.push(Region { corner, ticks, heirs: None });
        self.regions.len() as u32 - 1
    }

    /// Returns the open regions.
    pub(super) fn open(&self) -> &[u32] {
        &self.open
    }

    /// Returns whether a region is open.
    pub(super) fn is_open(&self, region: u32) -> bool {
        self.regions[region as usize].heirs.is_none()
    }

    /// Returns the corner of a region, in ticks.
    pub(super) fn corner(&self, region: u32) -> &[i128] {
        &self.regions[region as usize].ticks
    }

    /// Puts in the place of regions those that are open now.
    pub(super) fn renew(&self, list: &mut Vec<u32>) {
        if list.iter().all(|&region| self.is_open(region)) {
            return;
        }
        // Regions share heirs.
        let mut seen: BTreeSet<u32> = BTreeSet::new();
        let mut todo = std::mem::take(list);
        while let Some(region) = todo.pop() {
            if seen.insert(region) {
                match &self.regions[region as usize].heirs {
                    Some(heirs) => todo.extend(heirs),
                    None => list.push(region),
                }
            }
        }
        list.sort_unstable();
    }

    /// Returns whether values lie in an open region.
    pub(super) fn wants(&self, values: &[i128]) -> bool {
        let mut open = self.open.iter().map(|&region| &self.regions[region as usize].corner);
        match self.aim {
            Aim::Frontier => {
                let is_known = || self.found.iter().any(|deal| is_above(&deal.values, values));
                open.any(|corner| is_above(values, corner)) && (self.open.len() <= REGIONS_MAX || !is_known())
            }
            Aim::Tied(_) => open.any(|corner| corner == values),
        }
    }

    /// Takes a deal that is wanted.
    pub(super) fn insert(&mut self, deal: Deal) {
        match self.aim {
            Aim::Frontier => {
                if self.open.len() <= REGIONS_MAX {
                    self.split(&deal.values);
                }
                self.found.retain(|known| !is_above(&deal.values, &known.values));
                self.found.push(deal);
            }
            Aim::Tied(most) => {
                if !self.seen.insert(deal.package.clone()) {
                    return;
                }
                if self.found.len() < most {
                    self.found.push(deal);
                } else {
                    self.is_cut = true;
                    self.open.clear();
                    self.regions.iter_mut().for_each(|region| region.heirs = Some(Vec::new()));
                }
            }
        }
    }

    /// Takes what some values are as good as out of all regions.
    fn split(&mut self, values: &[i128]) {
        let is_hit = |region: &u32| is_above(values, &self.regions[*region as usize].corner);
        let (hit, kept): (Vec<u32>, Vec<u32>) = self.open.iter().copied().partition(is_hit);
        self.open = kept;
        let mut parts: Vec<(Vec<i128>, u32)> = Vec::new();
        for &region in &hit {
            for row in 0..values.len() {
                let mut corner = self.regions[region as usize].corner.clone();
                corner[row] = values[row] + 1;
                if self.is_within(&corner) {
                    parts.push((corner, region));
                }
            }
            self.regions[region as usize].heirs = Some(Vec::new());
        }
        // A region that contains another comes before it.
        parts.sort();
        for (corner, parent) in parts {
            let around = self.open.iter().copied().find(|&open| is_above(&corner, &self.regions[open as usize].corner));
            let heir = around.unwrap_or_else(|| {
                let region = self.push(corner);
                self.open.push(region);
                region
            });
            if let Some(heirs) = &mut self.regions[parent as usize].heirs {
                heirs.push(heir);
            }
        }
    }

    /// Returns the most ticks that a value can have in a row.
    pub(super) fn top(&self, row: usize) -> i128 {
        let scale = &self.scales[row];
        ticks(scale.top.max(scale.bottom), scale.shift, true)
    }

    /// Returns the weighted ticks that every package in a region has at least.
    pub(super) fn target(&self, region: u32, weights: &[i64]) -> i128 {
        self.corner(region).iter().zip(weights).map(|(least, weight)| i128::from(*weight) * least).sum()
    }

    /// Returns the greatest values of a region that goes so many ticks beyond its corner.
    pub(super) fn reach(&self, region: u32, extents: &[i128]) -> Vec<i128> {
        let rows = self.scales.iter().zip(self.corner(region)).zip(extents).enumerate();
        rows.map(|(row, ((scale, corner), extent))| scale.units((corner + extent).min(self.top(row)))).collect()
    }

    /// Returns how much of what was found has to be added to it until it reaches as far as `reach`.
    pub(super) fn gap(&self, reach: &[i128]) -> f64 {
        let found = self
            .found
            .iter()
            .map(|deal| deal.values.iter().zip(reach).map(|(value, most)| share(*value, *most)).fold(0.0, f64::max));
        found.fold(f64::INFINITY, f64::min)
    }
}

/// Returns what part of a value, rounded up, has to be added to it to reach `most`.
fn share(value: i128, most: i128) -> f64 {
    if most <= value {
        return 0.0;
    }
    let (more, of) = ((most - value) as f64, value.unsigned_abs() as f64);
    if of > 0.0 { more / of * (1.0 + 8.0 * f64::EPSILON) } else { f64::INFINITY }
}

/// Returns whether some values are at least as great as others in every row.
fn is_above(values: &[i128], others: &[i128]) -> bool {
    values.iter().zip(others).all(|(value, other)| value >= other)
}
