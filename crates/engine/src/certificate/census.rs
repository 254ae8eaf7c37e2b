//! Every package of a problem, looked at once.

use crate::{formula::Formula, problem::Problem, values::Values};

/// What there is among all packages of a problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// How many packages there are.
    pub packages: u64,
    /// How many of them meet the hard formulas.
    pub possible: u64,
    /// How many of those meet the soft formulas too.
    pub within: u64,
    /// What the packages that meet all formulas and are worth walking in for are worth, highest first, with how many are
    /// worth exactly that.
    pub deals: Vec<(Vec<i128>, u64)>,
}

impl Census {
    /// Looks at every package, or at none if there are more than `packages_max`.
    ///
    /// *Cost*: a formula is tested as soon as all its points are settled.
    pub fn take(problem: &Problem, values: &Values, packages_max: u64) -> Option<Census> {
        let sizes = problem.space().sizes();
        let packages = sizes.iter().try_fold(1_u64, |product, &n| product.checked_mul(n as u64));
        let packages = packages.filter(|packages| *packages <= packages_max)?;
        let mut walk = Walk::new(problem, values);
        walk.settle(0, true);
        let mut census = Census { packages, possible: walk.possible, within: walk.within, deals: Vec::new() };
        let mut found: Vec<&[i128]> = if values.n_parties() == 0 {
            vec![&[]; walk.within as usize]
        } else {
            walk.deals.chunks(values.n_parties()).collect()
        };
        found.sort_unstable_by(|a, b| b.cmp(a));
        for worth in found {
            match census.deals.last_mut() {
                Some((known, n)) if known == worth => *n += 1,
                _ => census.deals.push((worth.to_vec(), 1)),
            }
        }
        Some(census)
    }

    /// Returns how many deals there are.
    pub fn n_deals(&self) -> u64 {
        self.deals.iter().map(|(_, n)| n).sum()
    }

    /// Returns what deals are worth that no other deal beats, highest first.
    pub fn unbeaten(&self) -> Vec<Vec<i128>> {
        // What beats another adds up to more, so that only those before it may.
        let mut by_sum: Vec<(i128, &Vec<i128>)> =
            self.deals.iter().map(|(worth, _)| (worth.iter().sum(), worth)).collect();
        by_sum.sort_unstable_by(|a, b| b.cmp(a));
        let mut unbeaten: Vec<&Vec<i128>> = Vec::new();
        for (_, worth) in by_sum {
            let beats = |other: &&Vec<i128>| other.iter().zip(worth).all(|(other, own)| other >= own);
            match unbeaten.iter().position(beats) {
                // What has beaten one is likely to beat the next.
                Some(at) => unbeaten.swap(at, at / 2),
                None => unbeaten.push(worth),
            }
        }
        let mut unbeaten: Vec<Vec<i128>> = unbeaten.into_iter().cloned().collect();
        unbeaten.sort_unstable_by(|a, b| b.cmp(a));
        unbeaten
    }
}

/// What a formula does once it can be tested.
#[derive(Clone, Copy)]
enum Role {
    Hard,
    Soft,
    Bonus(usize, i128),
}

/// One package after the other: the points before one are settled, the others not.
struct Walk<'q> {
    problem: &'q Problem,
    values: &'q Values,
    /// The formulas that can be tested once so many points are settled.
    due: Vec<Vec<(&'q Formula, Role)>>,
    package: Vec<usize>,
    /// What the points that are settled are worth. *Shape*: `[points settled][party]`.
    worth: Vec<Vec<i128>>,
    possible: u64,
    within: u64,
    deals: Vec<i128>,
}

impl<'q> Walk<'q> {
    fn new(problem: &'q Problem, values: &'q Values) -> Walk<'q> {
        let n = problem.space().n_points();
        let mut due: Vec<Vec<(&Formula, Role)>> = vec![Vec::new(); n + 1];
        let bonuses = values.parties().iter().enumerate().flat_map(|(party, of)| {
            of.bonuses.iter().map(move |bonus| (&bonus.formula, Role::Bonus(party, bonus.amount)))
        });
        let hard = problem.hard().iter().map(|formula| (formula, Role::Hard));
        let soft = problem.soft().iter().map(|soft| (&soft.formula, Role::Soft));
        for (formula, role) in hard.chain(soft).chain(bonuses) {
            let last = formula.points().into_iter().filter(|&point| point < n).max();
            due[last.map_or(0, |last| last + 1)].push((formula, role));
        }
        let worth = vec![vec![0; values.n_parties()]; n + 1];
        Walk { problem, values, due, package: vec![0; n], worth, possible: 0, within: 0, deals: Vec::new() }
    }

    /// Tests what can be tested after so many points, and settles the others in every way.
    fn settle(&mut self, n_settled: usize, mut is_within: bool) {
        for at in 0..self.due[n_settled].len() {
            let (formula, role) = self.due[n_settled][at];
            let holds = formula.holds(&self.package);
            match role {
                Role::Hard if !holds => return,
                Role::Soft => is_within &= holds,
                Role::Bonus(party, amount) if holds => self.worth[n_settled][party] += amount,
                Role::Hard | Role::Bonus(..) => {}
            }
        }
        if n_settled == self.package.len() {
            self.look(is_within);
            return;
        }
        for option in 0..self.problem.space().n_options(n_settled) {
            self.package[n_settled] = option;
            let (before, after) = self.worth.split_at_mut(n_settled + 1);
            let parties = self.values.parties().iter().zip(&before[n_settled]);
            let worth = parties.map(|(party, before)| before + party.tables[n_settled][option]);
            after[0].iter_mut().zip(worth).for_each(|(after, worth)| *after = worth);
            self.settle(n_settled + 1, is_within);
        }
    }

    fn look(&mut self, is_within: bool) {
        self.possible += 1;
        self.within += u64::from(is_within);
        let parties = self.values.parties().iter().zip(&self.worth[self.package.len()]);
        let worth = parties.map(|(party, sum)| party.cap.map_or(*sum, |cap| cap.min(*sum)));
        let start = self.deals.len();
        self.deals.extend(worth);
        let mut worths = self.values.parties().iter().zip(&self.deals[start..]);
        if !is_within || !worths.all(|(party, worth)| party.accepts(*worth)) {
            self.deals.truncate(start);
        }
    }
}
