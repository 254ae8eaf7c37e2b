//! What packages can be worth at most, by sums over single points.
//!
//! Every term's amount is passed on to the points that it tests, as extra worth of the options that meet the tests. If
//! a conjunction pays `a`, its tests get shares of `a`: a package that meets all of them has all shares, and one that
//! does not has no less than the nothing it is due. If a disjunction pays `a`, every test gets the same stake `s`, and
//! `a - s` is paid to everyone: a package that meets one test has `a` or more, and the others still have `a - s`. What
//! is left is a sum over points, whose maximum is the sum of the points' maxima. Any shares and stakes give a valid
//! bound; [`Bound::balance`] moves them, one term after the other, to where the bound is least.
//!
//! A disjunction that must hold may take any stake from everyone, since all packages in question have it back.
//!
//! *Source*: dual ascent on the linear relaxation of a factor graph, as in Cooper, de Givry, Sánchez, Schiex, Zytnicki
//! and Werner, Soft arc consistency revisited, Artificial Intelligence 174, 2010, sections 4 and 6; with one sum for
//! each row, so that every weighting of rows has its bound.

use crate::search::{
    domain::{Domain, Left, bits},
    model::{Model, Term},
};

/// Every package's worth in every row from above. The last row is for what must hold: it is not negative for any
/// package that meets it.
#[derive(Debug)]
pub(super) struct Bound {
    /// The share of each literal of a conjunction, in ticks.
    shares: Vec<i64>,
    /// The stake of each disjunction.
    stakes: Vec<i64>,
    /// The terms that depend on two points or more.
    open: Vec<u32>,
    left: Vec<Left>,
    tables: Vec<Vec<i64>>,
    base: Vec<i64>,
    /// The weighted sum of the tables.
    mixed: Vec<i64>,
    weights: Vec<i64>,
    stake_max: i64,
    /// Room for [`Bound::balance`].
    gaps: Vec<(i64, usize)>,
}

/// The weight of a row if it is the only one. Weights are up to this, and together about as much.
pub(super) const WEIGHT_ONE: i64 = 1 << 10;

impl Bound {
    /// Returns the bound with equal shares.
    pub(super) fn new(model: &Model) -> Bound {
        let n_options = *model.first.last().unwrap_or(&0);
        let n_hard = model.terms[model.n_gains..].iter().map(|term| term.literals.len()).sum::<usize>();
        let mut shares = vec![0; model.literals.len()];
        for term in model.terms.iter().filter(|term| term.all && !term.literals.is_empty()) {
            // What the division leaves over is given out by `load`.
            shares[term.literals.clone()].fill(term.amount / term.literals.len() as i64);
        }
        Bound {
            shares,
            stakes: model.terms.iter().map(|term| term.amount / 2).collect(),
            open: Vec::new(),
            left: vec![Left::Open; model.literals.len()],
            tables: vec![vec![0; n_options]; model.n_rows() + 1],
            base: vec![0; model.n_rows() + 1],
            mixed: vec![0; n_options],
            weights: vec![0; model.n_rows() + 1],
            stake_max: (1 << 58) / (n_hard as i64 + 1),
            gaps: Vec::new(),
        }
    }

    /// Takes up what is open now.
    pub(super) fn load(&mut self, model: &Model, domain: &Domain) {
        for (table, of_model) in self.tables.iter_mut().zip(&model.tables) {
            table.copy_from_slice(of_model);
        }
        if let Some(must) = self.tables.last_mut() {
            must.fill(0);
        }
        self.base[..model.n_rows()].copy_from_slice(&model.base);
        self.base[model.n_rows()] = 0;
        self.open.clear();
        for (at, term) in model.terms.iter().enumerate() {
            for literal in term.literals.clone() {
                self.left[literal] = domain.left(model, &model.literals[literal]);
            }
            let is_open = if term.all { self.load_all(model, domain, term) } else { self.load_any(model, domain, at) };
            if is_open {
                self.open.push(at as u32);
            }
        }
    }

    /// Takes up a conjunction and returns whether its shares matter.
    fn load_all(&mut self, model: &Model, domain: &Domain, term: &Term) -> bool {
        let left = &self.left[term.literals.clone()];
        let never = left.contains(&Left::Never) || term.rest.iter().any(|of| domain.judge(model, of) == Left::Never);
        if never {
            return false;
        }
        let n_open = left.iter().filter(|&&left| left == Left::Open).count() as i64;
        if n_open == 0 {
            self.base[term.row] += term.amount;
            return false;
        }
        let open = || term.literals.clone().filter(|&literal| self.left[literal] == Left::Open);
        let mut lacking = term.amount - open().map(|literal| self.shares[literal]).sum::<i64>();
        let each = lacking / n_open;
        for literal in term.literals.clone() {
            if self.left[literal] == Left::Open {
                // The first takes what the division leaves over.
                let extra = lacking - each * n_open;
                lacking -= extra;
                self.shares[literal] += each + extra;
                self.pay(model, domain, term.row, literal, self.shares[literal]);
            } else {
                self.shares[literal] = 0;
            }
        }
        n_open > 1
    }

    /// Takes up a disjunction and returns whether its stake matters.
    fn load_any(&mut self, model: &Model, domain: &Domain, at: usize) -> bool {
        let term = &model.terms[at];
        let left = &self.left[term.literals.clone()];
        if left.contains(&Left::Always) || term.rest.iter().any(|of| domain.judge(model, of) != Left::Never) {
            let is_sure = left.contains(&Left::Always) || term.amount > 0;
            self.base[term.row] += if is_sure { term.amount } else { 0 };
            return false;
        }
        let n_open = left.iter().filter(|&&left| left == Left::Open).count();
        match n_open {
            0 => return false,
            1 => self.stakes[at] = term.amount,
            _ => {}
        }
        let stake = self.stakes[at];
        self.base[term.row] += term.amount - stake;
        for literal in term.literals.clone() {
            if self.left[literal] == Left::Open {
                self.pay(model, domain, term.row, literal, stake);
            }
        }
        n_open > 1
    }

    /// Adds worth to the options that meet a literal.
    fn pay(&mut self, model: &Model, domain: &Domain, row: usize, literal: usize, ticks: i64) {
        let literal = &model.literals[literal];
        let first = model.first[literal.point];
        let words = domain.words(model, literal.point);
        for (index, (open, mask)) in words.iter().zip(model.mask(literal)).enumerate() {
            for option in bits(&[open & mask]) {
                let at = first + index * 64 + option;
                self.tables[row][at] += ticks;
                self.mixed[at] += self.weights[row] * ticks;
            }
        }
    }

    /// Weighs the rows. *Shape*: as many weights as rows; none is negative.
    pub(super) fn weigh(&mut self, weights: &[i64]) {
        self.weights.clear();
        self.weights.extend(weights);
        self.weights.push(1);
        self.mixed.fill(0);
        for (table, weight) in self.tables.iter().zip(&self.weights) {
            for (mixed, worth) in self.mixed.iter_mut().zip(table) {
                *mixed += weight * worth;
            }
        }
    }

    /// Returns the bound on the weighted worth, and sets `choice` to what attains it.
    pub(super) fn maximize(&self, model: &Model, domain: &Domain, choice: &mut [u32]) -> i64 {
        let mut sum: i64 = self.base.iter().zip(&self.weights).map(|(base, weight)| base * weight).sum();
        for (point, chosen) in choice.iter_mut().enumerate() {
            let first = model.first[point];
            let mut best = i64::MIN;
            for option in domain.open(model, point) {
                if self.mixed[first + option] > best {
                    (best, *chosen) = (self.mixed[first + option], option as u32);
                }
            }
            sum += best;
        }
        sum
    }

    /// Returns the bound on the worth in one row, whatever the others are.
    pub(super) fn row_max(&self, model: &Model, domain: &Domain, row: usize) -> i64 {
        let of_points = (0..model.n_points()).map(|point| {
            let first = model.first[point];
            domain.open(model, point).map(|option| self.tables[row][first + option]).max().unwrap_or(0)
        });
        self.base[row] + of_points.sum::<i64>()
    }

    /// Returns the sum of a row that a choice has by the bound.
    pub(super) fn row_of(&self, model: &Model, row: usize, choice: &[u32]) -> i64 {
        let of_points = choice.iter().zip(&model.first).map(|(&at, first)| self.tables[row][first + at as usize]);
        self.base[row] + of_points.sum::<i64>()
    }

    /// Moves the shares and stakes of every term once to where the weighted bound is least, all others staying.
    pub(super) fn balance(&mut self, model: &Model, domain: &Domain) {
        for at in 0..self.open.len() {
            let at = self.open[at] as usize;
            let term = &model.terms[at];
            if self.weights[term.row] > 0 {
                if term.all {
                    self.balance_all(model, domain, term);
                } else {
                    self.balance_any(model, domain, at);
                }
            }
        }
    }

    /// Collects for every open literal how much more the options that do not meet it are worth than those that do,
    /// not counting what it is paid itself.
    fn collect_gaps(&mut self, model: &Model, domain: &Domain, term: &Term, paid: impl Fn(&Bound, usize) -> i64) {
        self.gaps.clear();
        for at in term.literals.clone() {
            if self.left[at] != Left::Open {
                continue;
            }
            let literal = &model.literals[at];
            let first = model.first[literal.point];
            let (mut meets, mut fails) = (i64::MIN, i64::MIN);
            for (index, (&open, mask)) in domain.words(model, literal.point).iter().zip(model.mask(literal)).enumerate()
            {
                for option in bits(&[open]) {
                    let worth = self.mixed[first + index * 64 + option];
                    let side = if mask >> option & 1 == 1 { &mut meets } else { &mut fails };
                    *side = worth.max(*side);
                }
            }
            let own = self.weights[term.row] * paid(self, at);
            self.gaps.push((fails - (meets - own), at));
        }
    }

    fn balance_all(&mut self, model: &Model, domain: &Domain, term: &Term) {
        self.collect_gaps(model, domain, term, |bound, literal| bound.shares[literal]);
        let weight = self.weights[term.row];
        let free = |gap: i64| gap.max(0) / weight;
        let total: i64 = self.gaps.iter().map(|gap| free(gap.0)).sum();
        let n = self.gaps.len();
        let mut lacking = term.amount;
        for index in 0..n {
            let (gap, literal) = self.gaps[index];
            let share = if index + 1 == n {
                lacking
            } else if total >= term.amount {
                // Any split is valid; this one leaves every point the same part of its room.
                ((free(gap) as f64 * (term.amount as f64 / total as f64)) as i64).clamp(0, lacking)
            } else {
                free(gap) + (term.amount - total) / n as i64
            };
            lacking -= share;
            let more = share - self.shares[literal];
            self.shares[literal] = share;
            self.pay(model, domain, term.row, literal, more);
        }
    }

    fn balance_any(&mut self, model: &Model, domain: &Domain, at: usize) {
        let term = &model.terms[at];
        let old = self.stakes[at];
        self.collect_gaps(model, domain, term, |_, _| old);
        let most = if at < model.n_gains { term.amount } else { self.stake_max };
        // The first test that becomes worth while uses up what the stake takes from everyone; from the second on, the
        // bound rises.
        self.gaps.sort_unstable();
        let [first, second] = [self.gaps[0].0.max(0), self.gaps[1].0.max(0)];
        let stake = (first.midpoint(second) / self.weights[term.row]).min(most);
        self.stakes[at] = stake;
        self.base[term.row] -= stake - old;
        for index in 0..self.gaps.len() {
            let literal = self.gaps[index].1;
            self.pay(model, domain, term.row, literal, stake - old);
        }
    }

    /// Returns for every open term by how much the bound gives a choice more than the term does, with the weights of
    /// now; for what must hold and does not, how much less.
    pub(super) fn errors(&self, model: &Model, choice: &[u32], mut report: impl FnMut(&Term, i64)) {
        for &at in &self.open {
            let term = &model.terms[at as usize];
            let weight = self.weights[term.row];
            let (mut n_met, mut n_open, mut shares) = (0, 0, 0);
            for literal in term.literals.clone().filter(|&literal| self.left[literal] == Left::Open) {
                n_open += 1;
                if model.met(&model.literals[literal], choice) {
                    n_met += 1;
                    shares += self.shares[literal];
                }
            }
            let stake = self.stakes[at as usize];
            let error = match (term.all, n_met) {
                (true, _) if n_met == n_open => 0,
                (true, _) => shares,
                (false, 0) if at as usize >= model.n_gains => stake.max(1),
                (false, 0) => term.amount - stake,
                (false, _) => stake * (n_met - 1),
            };
            if error > 0 && weight > 0 {
                report(term, error * weight);
            }
        }
    }

    /// Returns whether a literal of an open term depends on the package.
    pub(super) fn is_open(&self, literal: usize) -> bool {
        self.left[literal] == Left::Open
    }

    /// Returns the worth of an option in the weighted sum.
    pub(super) fn mixed(&self, model: &Model, point: usize, option: usize) -> i64 {
        self.mixed[model.first[point] + option]
    }
}
