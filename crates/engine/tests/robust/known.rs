//! What may be known of a small party, at random, and the vertices of all that is possible.

use proptest::{collection::vec, option, prelude::*};
use zopa_engine::{Bonus, Bounds, Formula, Package, PartyKnowledge, Ranking};

pub(crate) const FULL: i64 = 12;

/// What is known of a list of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) bounds: Vec<Bounds>,
    pub(crate) rankings: Vec<Ranking>,
    pub(crate) total: Option<i64>,
}

impl Known {
    pub(crate) fn holds(&self, numbers: &[f64]) -> bool {
        self.inequalities().iter().all(|(row, limit)| dot(row, numbers) <= limit + 1e-7)
    }

    /// Returns rows with `row · numbers ≤ limit`.
    fn inequalities(&self) -> Vec<(Vec<f64>, f64)> {
        let n = self.bounds.len();
        let unit = |at: usize, sign: f64| (0..n).map(|other| if other == at { sign } else { 0.0 }).collect::<Vec<_>>();
        let mut rows = Vec::new();
        for (at, bounds) in self.bounds.iter().enumerate() {
            rows.push((unit(at, -1.0), -bounds.least.max(0) as f64));
            bounds.most.into_iter().for_each(|most| rows.push((unit(at, 1.0), most as f64)));
        }
        for ranking in &self.rankings {
            let places = ranking.iter().enumerate().flat_map(|(place, group)| group.iter().map(move |&at| (place, at)));
            let places: Vec<(usize, usize)> = places.collect();
            for &(place, at) in &places {
                for &(other_place, other) in places.iter().filter(|&&(other_place, _)| other_place >= place) {
                    if other != at && other_place <= place + 1 {
                        let row = (0..n).map(|i| f64::from(u8::from(i == other)) - f64::from(u8::from(i == at)));
                        rows.push((row.collect(), 0.0));
                    }
                }
            }
        }
        if let Some(total) = self.total {
            rows.push((vec![1.0; n], total as f64));
            rows.push((vec![-1.0; n], -total as f64));
        }
        rows
    }

    /// Returns all vertices: the points at which as many rows as there are numbers meet.
    pub(crate) fn vertices(&self) -> Vec<Vec<f64>> {
        let n = self.bounds.len();
        let rows = self.inequalities();
        let mut vertices: Vec<Vec<f64>> = Vec::new();
        let mut chosen: Vec<usize> = (0..n).collect();
        loop {
            let system: Vec<&(Vec<f64>, f64)> = chosen.iter().map(|&at| &rows[at]).collect();
            let vertex = solve(&system).filter(|vertex| self.holds(vertex));
            vertices.extend(vertex);
            let Some(at) = (0..n).rev().find(|&at| chosen[at] < rows.len() - n + at) else { return vertices };
            chosen[at] += 1;
            (at + 1..n).for_each(|later| chosen[later] = chosen[later - 1] + 1);
        }
    }

    pub(crate) fn lp(&self, gains: &[i128]) -> Option<f64> {
        let mut problem = microlp::Problem::new(microlp::OptimizationDirection::Maximize);
        let variables: Vec<_> = gains.iter().map(|&gain| problem.add_var(gain as f64, (0.0, f64::INFINITY))).collect();
        for (row, limit) in self.inequalities() {
            let terms: Vec<_> = variables.iter().copied().zip(row).collect();
            problem.add_constraint(&terms, microlp::ComparisonOp::Le, limit);
        }
        match problem.solve() {
            Ok(microlp::SolveOutcome::Solution(solution)) => Some(solution.objective()),
            _ => None,
        }
    }
}

pub(crate) fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

fn solve(system: &[&(Vec<f64>, f64)]) -> Option<Vec<f64>> {
    let n = system.len();
    let mut rows: Vec<Vec<f64>> =
        system.iter().map(|(row, limit)| row.iter().copied().chain([*limit]).collect()).collect();
    for column in 0..n {
        let best = (column..n).max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()))?;
        rows.swap(column, best);
        let pivot = rows[column].clone();
        if pivot[column].abs() < 1e-9 {
            return None;
        }
        for (at, row) in rows.iter_mut().enumerate() {
            if at != column {
                let factor = row[column] / pivot[column];
                row.iter_mut().zip(&pivot).for_each(|(entry, pivot)| *entry -= factor * pivot);
            }
        }
    }
    Some((0..n).map(|at| rows[at][n] / rows[at][at]).collect())
}

fn bounds(most: i64) -> impl Strategy<Value = Bounds> {
    prop_oneof![
        3 => Just(Bounds::UNKNOWN),
        3 => (0..=most, 0..=most).prop_map(|(one, other)| Bounds::range(one.min(other), one.max(other))),
        1 => (0..=most).prop_map(|least| Bounds { least, most: None }),
        1 => (0..=most).prop_map(Bounds::exact),
    ]
}

/// Returns rankings that agree with the order of indices, each of some items, with ties.
fn rankings(n: usize) -> impl Strategy<Value = Vec<Ranking>> {
    let ranking = vec((any::<bool>(), any::<bool>()), n).prop_map(|items| {
        let mut ranking: Ranking = Vec::new();
        for (item, (is_named, is_tied)) in items.into_iter().enumerate().filter(|(_, (is_named, _))| *is_named) {
            match ranking.last_mut() {
                Some(group) if is_tied && is_named && item % 3 == 1 => group.push(item),
                _ => ranking.push(vec![item]),
            }
        }
        ranking
    });
    vec(ranking, 0..3)
}

/// Returns what may be known of `n` numbers; without a total it may be unbounded, and now and then it is contradictory.
pub(crate) fn known(n: usize, most: i64) -> impl Strategy<Value = Known> {
    prop_oneof![1 => wild(n, most), 4 => sound(n, most)]
}

fn wild(n: usize, most: i64) -> impl Strategy<Value = Known> {
    let total = option::weighted(0.6, 1..=most * n as i64);
    (vec(bounds(most), n), rankings(n), total).prop_map(|(bounds, rankings, total)| Known { bounds, rankings, total })
}

/// Returns what may be known of numbers that there are.
fn sound(n: usize, most: i64) -> impl Strategy<Value = Known> {
    let around = vec((0..4_u8, 0..=most / 2, 0..=most / 2), n);
    (vec(0..=most, n), around, rankings(n), any::<bool>()).prop_map(move |(mut numbers, around, rankings, is_total)| {
        numbers.sort_unstable_by(|one, other| other.cmp(one));
        for group in rankings.iter().flatten() {
            let (first, last) = (group[0], group[group.len() - 1]);
            (first..=last).for_each(|at| numbers[at] = numbers[first]);
        }
        let bounds = numbers.iter().zip(around).map(|(&number, (kind, below, above))| match kind {
            0 if is_total => Bounds::UNKNOWN,
            0 => Bounds::range(0, most),
            1 => Bounds::exact(number),
            _ => Bounds::range(number - below, (number + above).min(most)),
        });
        let total = is_total.then_some(numbers.iter().sum());
        Known { bounds: bounds.collect(), rankings, total }
    })
}

/// Returns an amount for two settlements together, or for either.
fn bonus(one: (usize, usize), other: (usize, usize), is_both: bool, amount: i128) -> Bonus {
    let at = |(point, option)| Formula::In { point, options: [option].into_iter().collect() };
    let both = vec![at(one), at(other)];
    Bonus { formula: if is_both { Formula::And(both) } else { Formula::Or(both) }, amount }
}

/// Returns what bonuses a package has.
pub(crate) fn besides(knowledge: &PartyKnowledge, package: &Package) -> f64 {
    let held = knowledge.bonuses.iter().filter(|bonus| bonus.formula.holds(package));
    held.map(|bonus| bonus.amount as f64).sum()
}

/// Returns what may be known of a party over points of these sizes.
pub(crate) fn party(sizes: &[usize]) -> impl Strategy<Value = (PartyKnowledge, Known, Vec<Known>)> {
    let ratings: Vec<_> = sizes.iter().map(|&n| known(n, FULL)).collect();
    let n = sizes.len();
    let literal = move || (0..n, 0..2_usize);
    let bonuses = vec((literal(), literal(), any::<bool>(), -60..60_i128), 0..3);
    let all = (known(sizes.len(), 20), ratings, option::of(0..200_i128), bonuses);
    all.prop_map(|(mut weights, mut ratings, walk_away, bonuses)| {
        for ratings in &mut ratings {
            ratings.total = None;
            ratings.bounds.iter_mut().for_each(|bounds| bounds.most = bounds.most.or(Some(FULL)));
        }
        if weights.total.is_none() {
            weights.bounds.iter_mut().for_each(|bounds| bounds.most = bounds.most.or(Some(20)));
        }
        let knowledge = PartyKnowledge {
            weights: weights.bounds.clone(),
            weight_rankings: weights.rankings.clone(),
            total: weights.total,
            ratings: ratings.iter().map(|ratings| ratings.bounds.clone()).collect(),
            rating_rankings: ratings.iter().map(|ratings| ratings.rankings.clone()).collect(),
            full: FULL,
            bonuses: bonuses
                .into_iter()
                .map(|(one, other, is_both, amount)| bonus(one, other, is_both, amount))
                .collect(),
            walk_away,
        };
        (knowledge, weights, ratings)
    })
}
