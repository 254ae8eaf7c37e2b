//! The search tree: what is open is split until no region can be reached.

use std::collections::BTreeMap;

use crate::{
    budget::Budget,
    formula::Formula,
    search::{
        bound::{Bound, WEIGHT_ONE},
        domain::Domain,
        model::Model,
        region::{Aim, Regions},
    },
    space::Package,
    values::Values,
    verdict::Deal,
};

/// How often weights and shares are moved at a node.
const ROUNDS: usize = 6;
/// How often they are moved before anything is split.
const ROUNDS_AT_ROOT: usize = 60;
/// How many regions are looked into before the search, for each row.
const DIVES: usize = 16;
/// How often the weights are moved that show how far a region reaches.
const SOUNDINGS: usize = 4;
/// In how many regions that is done when the budget has ended.
const SOUNDINGS_MAX: usize = 4_000;
/// So many regions make one step more.
const REGIONS_A_STEP: u64 = 64;
/// So many ticks are far from a region.
const FAR: i128 = 1 << 33;

/// A search on its way.
#[derive(Debug)]
pub(super) struct Tree<'q> {
    model: Model,
    must: &'q [Formula],
    values: &'q Values,
    regions: Regions,
    domain: Domain,
    bound: Bound,
    choice: Vec<u32>,
    /// The bound of every row at the node that was last looked at.
    maxima: Vec<i64>,
    /// In how many regions the reach may still be looked for when the budget has ended.
    soundings_left: usize,
    stack: Vec<Node>,
}

/// A part of the packages that has not been looked at.
#[derive(Debug)]
struct Node {
    /// Where the trail stood at the node above.
    mark: usize,
    /// What is different from the node above.
    split: Option<(Split, bool)>,
    regions: Vec<u32>,
    weights: Vec<i64>,
}

/// Some options of a point, to keep or to close.
#[derive(Clone, Debug)]
struct Split {
    point: usize,
    mask: Vec<u64>,
}

impl<'q> Tree<'q> {
    pub(super) fn new(model: Model, must: &'q [Formula], values: &'q Values, regions: Regions) -> Tree<'q> {
        let (domain, bound) = (Domain::new(&model), Bound::new(&model));
        let choice = vec![0; model.n_points()];
        Tree {
            model,
            must,
            values,
            regions,
            domain,
            bound,
            choice,
            maxima: Vec::new(),
            soundings_left: SOUNDINGS_MAX,
            stack: Vec::new(),
        }
    }

    /// Returns the deals that were found, and whether there are more than were to be found.
    pub(super) fn into_found(self) -> (Vec<Deal>, bool) {
        (self.regions.found, self.regions.is_cut)
    }

    /// Searches until nothing is open or the budget ends, and returns by how much what was found may be surpassed:
    /// nothing if no package is left out.
    pub(super) fn run(&mut self, budget: &mut Budget) -> Option<f64> {
        let n = self.model.n_rows();
        let weights = vec![WEIGHT_ONE / n.max(1) as i64; n];
        if self.domain.propagate(&self.model).is_err() {
            return None;
        }
        if self.regions.aim == Aim::Frontier {
            self.sound(budget);
        }
        let regions = self.regions.open().to_vec();
        self.stack.push(Node { mark: self.domain.mark(), split: None, regions, weights });
        let mut reaches: BTreeMap<u32, Vec<i128>> = BTreeMap::new();
        while let Some(mut node) = self.stack.pop() {
            self.domain.undo(node.mark);
            let kept = match &node.split {
                Some((split, inside)) => self.domain.keep(&self.model, split.point, &split.mask, *inside),
                None => Ok(()),
            };
            if kept.and_then(|()| self.domain.propagate(&self.model)).is_err() {
                continue;
            }
            let is_over = budget.is_exhausted();
            budget.take(1 + node.regions.len() as u64 / REGIONS_A_STEP);
            if !self.is_reachable(&mut node) {
                continue;
            }
            if is_over {
                self.leave(&node, &mut reaches);
            } else {
                self.branch(node);
            }
        }
        reaches.values().map(|reach| self.regions.gap(reach)).reduce(f64::max)
    }

    /// Looks for deals in the regions that are open the widest, so that there is something in each part soon.
    fn sound(&mut self, budget: &mut Budget) {
        let (mut n_measured, mut widths) = (0, Vec::new());
        for _ in 0..DIVES * self.model.n_rows() {
            self.load();
            let fresh = self.regions.open().iter().copied().filter(|&region| region >= n_measured);
            for region in fresh.collect::<Vec<u32>>() {
                budget.take(1);
                n_measured = n_measured.max(region + 1);
                let (reach, weights) = self.reach(region);
                widths.push((self.regions.gap(&reach), region, weights));
            }
            widths.retain(|(_, region, _)| self.regions.is_open(*region));
            let widest = (0..widths.len()).max_by(|&a, &b| widths[a].0.total_cmp(&widths[b].0));
            let Some(widest) = widest.filter(|_| !budget.is_exhausted()) else { return };
            let (_, _, weights) = widths.swap_remove(widest);
            let mark = self.domain.mark();
            self.dive(&weights, budget);
            self.domain.undo(mark);
        }
    }

    /// Returns values that no package of the present node exceeds in a region, and weights that show it.
    fn reach(&mut self, region: u32) -> (Vec<i128>, Vec<i64>) {
        let corner = self.regions.corner(region).iter().zip(&self.maxima);
        let mut extents: Vec<i128> = corner.map(|(least, most)| (i128::from(*most) - least).max(1)).collect();
        let mut weights = vec![0; extents.len()];
        for _ in 0..SOUNDINGS {
            let least = extents.iter().min().copied().unwrap_or(1);
            weights.iter_mut().zip(&extents).for_each(|(weight, extent)| {
                *weight = ((i128::from(WEIGHT_ONE) * least / extent) as i64).max(1);
            });
            self.bound.weigh(&weights);
            (0..ROUNDS).for_each(|_| self.bound.balance(&self.model, &self.domain));
            let most = i128::from(self.bound.maximize(&self.model, &self.domain, &mut self.choice));
            let slack = (most - self.regions.target(region, &weights)).max(0);
            for (extent, weight) in extents.iter_mut().zip(&weights) {
                // Rounded up, as a tick may be more than a unit.
                *extent = (slack / i128::from(*weight) + 1).clamp(1, *extent);
            }
        }
        (self.regions.reach(region, &extents), weights)
    }

    /// Settles points by what promises most until a package is left.
    fn dive(&mut self, weights: &[i64], budget: &mut Budget) {
        while !budget.is_exhausted() {
            budget.take(1);
            self.bound.load(&self.model, &self.domain);
            self.bound.weigh(weights);
            (0..ROUNDS).for_each(|_| self.bound.balance(&self.model, &self.domain));
            self.bound.maximize(&self.model, &self.domain, &mut self.choice);
            self.offer(self.model.package(&self.choice));
            let Some(Split { point, mask }) = self.split() else { return };
            let chosen = self.choice[point] as usize;
            let inside = mask[chosen / 64] >> (chosen % 64) & 1 == 1;
            let kept = self.domain.keep(&self.model, point, &mask, inside);
            if kept.and_then(|()| self.domain.propagate(&self.model)).is_err() {
                return;
            }
        }
    }

    /// Notes how far a node that is not searched could reach in each of its regions.
    fn leave(&mut self, node: &Node, reaches: &mut BTreeMap<u32, Vec<i128>>) {
        for &region in &node.regions {
            let reach = if self.soundings_left > 0 {
                self.soundings_left -= 1;
                self.reach(region).0
            } else {
                let corner = self.regions.corner(region).iter().zip(&self.maxima);
                let extents: Vec<i128> = corner.map(|(least, most)| i128::from(*most) - least).collect();
                self.regions.reach(region, &extents)
            };
            let known = reaches.entry(region).or_insert_with(|| reach.clone());
            known.iter_mut().zip(reach).for_each(|(known, most)| *known = most.max(*known));
        }
    }

    /// Takes up what is open now.
    fn load(&mut self) {
        self.bound.load(&self.model, &self.domain);
        let rows = 0..self.model.n_rows();
        self.maxima = rows.map(|row| self.bound.row_max(&self.model, &self.domain, row)).collect();
    }

    /// Returns whether the bounds leave any region of a node open, and drops the others.
    fn is_reachable(&mut self, node: &mut Node) -> bool {
        self.load();
        self.regions.renew(&mut node.regions);
        let can_reach = |region: &u32| {
            let mut rows = self.regions.corner(*region).iter().zip(&self.maxima);
            rows.all(|(least, most)| *least <= i128::from(*most))
        };
        node.regions.retain(can_reach);
        let rounds = if node.split.is_none() { ROUNDS_AT_ROOT } else { ROUNDS };
        for round in 0..rounds {
            self.bound.weigh(&node.weights);
            self.bound.balance(&self.model, &self.domain);
            let most = i128::from(self.bound.maximize(&self.model, &self.domain, &mut self.choice));
            self.offer(self.model.package(&self.choice));
            self.regions.renew(&mut node.regions);
            let slack = |region: &u32| most - self.regions.target(*region, &node.weights);
            node.regions.retain(|region| slack(region) >= 0);
            let Some(&hardest) = node.regions.iter().max_by_key(|region| slack(region)) else { return false };
            if round + 1 < rounds {
                self.steer(hardest, &mut node.weights);
            }
        }
        true
    }

    /// Takes a package if it is a deal that is wanted.
    pub(super) fn offer(&mut self, package: Package) {
        let values = self.values.of(&package);
        if self.regions.wants(&values) && self.must.iter().all(|formula| formula.holds(&package)) {
            self.regions.insert(Deal { values, package });
        }
    }

    /// Moves the weights to where a region may be out of reach: more for rows in which the choice falls short of it,
    /// less for those in which the choice has more than can count.
    ///
    /// Any weights give a valid bound, so that these need not be exact.
    fn steer(&self, region: u32, weights: &mut [i64]) {
        let corner = self.regions.corner(region);
        for (row, weight) in weights.iter_mut().enumerate() {
            let has = i128::from(self.bound.row_of(&self.model, row, &self.choice));
            let lacks = (corner[row] - has).clamp(-FAR, FAR);
            let step = (i128::from((*weight).max(1)) * lacks / FAR / 2) as i64;
            *weight = (*weight + step).clamp(0, 4 * WEIGHT_ONE);
        }
        let sum: i64 = weights.iter().sum();
        if sum > 0 {
            weights.iter_mut().for_each(|weight| *weight = (*weight * WEIGHT_ONE + sum / 2) / sum);
        }
    }

    /// Splits what is open.
    fn branch(&mut self, node: Node) {
        let Some(split) = self.split() else { return };
        let mark = self.domain.mark();
        let chosen = self.choice[split.point] as usize;
        let inside = split.mask[chosen / 64] >> (chosen % 64) & 1 == 1;
        let (regions, weights) = (node.regions.clone(), node.weights.clone());
        self.stack.push(Node { mark, split: Some((split.clone(), !inside)), regions, weights });
        self.stack.push(Node { mark, split: Some((split, inside)), ..node });
    }

    /// Returns how to split what is open, or nothing if only one package is.
    fn split(&self) -> Option<Split> {
        let model = &self.model;
        let mut scores = vec![0_i64; model.n_points()];
        let mut worst: Vec<(i64, usize)> = vec![(0, 0); model.n_points()];
        self.bound.errors(model, &self.choice, |term, error| {
            for at in term.literals.clone().filter(|&at| self.bound.is_open(at)) {
                let point = model.literals[at].point;
                scores[point] = scores[point].saturating_add(error);
                if error > worst[point].0 {
                    worst[point] = (error, at);
                }
            }
        });
        let point = (0..model.n_points()).rev().max_by_key(|&point| scores[point]).filter(|&point| scores[point] > 0);
        if let Some(point) = point {
            return Some(Split { point, mask: model.mask(&model.literals[worst[point].1]).to_vec() });
        }
        let undecided = (0..model.n_points()).filter(|&point| self.domain.n_open(model, point) > 1);
        let spread = |&point: &usize| {
            let worth = self.domain.open(model, point).map(|option| self.bound.mixed(model, point, option));
            let (least, most) = worth.fold((i64::MAX, i64::MIN), |(least, most), of| (least.min(of), most.max(of)));
            most.saturating_sub(least)
        };
        let point = undecided.max_by_key(spread)?;
        let mut mask = vec![0; self.domain.words(model, point).len()];
        let chosen = self.choice[point] as usize;
        mask[chosen / 64] = 1 << (chosen % 64);
        Some(Split { point, mask })
    }
}
