//! The order in which a diagram settles points.
//!
//! The width of a diagram at a level is at most two to the power of what must be remembered there: for every formula
//! that is begun and not finished whether it still may hold, or else which options its settled points have. So points
//! that occur together are settled together. The order is a greedy one, improved by moving points about.

use crate::random::SplitMix;

/// How often a point is moved in search of a better order.
const TRIALS: usize = 3_000;
/// More points than this are left in their greedy order.
const IMPROVED_MAX: usize = 300;
/// How much one more point, and one more open formula, multiply the width by.
const PER_POINT: f64 = 1.6;
const PER_SCOPE: f64 = 1.8;

/// Returns an order of `n` points such that few of the scopes, each a set of points, are open at a time. Points in no
/// scope come last.
pub(super) fn order(n: usize, scopes: &[Vec<usize>]) -> Vec<usize> {
    let scopes: Vec<&Vec<usize>> = scopes.iter().filter(|scope| scope.len() > 1).collect();
    let mut of_point: Vec<Vec<usize>> = vec![Vec::new(); n];
    for (at, scope) in scopes.iter().enumerate() {
        scope.iter().for_each(|&point| of_point[point].push(at));
    }
    let mut within: Vec<usize> = Vec::with_capacity(n);
    let mut without: Vec<usize> = Vec::new();
    let mut placed = vec![false; n];
    for start in 0..n {
        if of_point[start].is_empty() {
            without.push(start);
        } else if !placed[start] {
            let part = component(start, &scopes, &of_point);
            part.iter().for_each(|&point| placed[point] = true);
            within.extend(arrange(&part, &scopes, &of_point));
        }
    }
    within.extend(without);
    within
}

/// Returns the points that a point is tied to, directly or by others, ascending.
fn component(start: usize, scopes: &[&Vec<usize>], of_point: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = std::collections::BTreeSet::from([start]);
    let mut open = vec![start];
    let mut met = vec![false; scopes.len()];
    while let Some(point) = open.pop() {
        for &scope in &of_point[point] {
            if !std::mem::replace(&mut met[scope], true) {
                open.extend(scopes[scope].iter().filter(|&&other| seen.insert(other)));
            }
        }
    }
    seen.into_iter().collect()
}

fn arrange(part: &[usize], scopes: &[&Vec<usize>], of_point: &[Vec<usize>]) -> Vec<usize> {
    let local = |point: usize| part.binary_search(&point).unwrap_or(usize::MAX);
    let mut used: Vec<usize> = part.iter().flat_map(|&point| of_point[point].iter().copied()).collect();
    used.sort_unstable();
    used.dedup();
    let scopes: Vec<Vec<usize>> =
        used.iter().map(|&scope| scopes[scope].iter().map(|&point| local(point)).collect()).collect();
    let n = part.len();
    let mut width = Width::new(n, &scopes);
    let starts = if n <= IMPROVED_MAX { n.min(8) } else { 1 };
    let mut best: Vec<usize> = Vec::new();
    let mut least = f64::INFINITY;
    for start in 0..starts {
        let tried = greedy(n, start * n / starts, &scopes);
        let cost = width.of(&tried, &scopes);
        if cost < least {
            (best, least) = (tried, cost);
        }
    }
    if n <= IMPROVED_MAX {
        improve(&mut best, least, &scopes, &mut width);
    }
    best.into_iter().map(|point| part[point]).collect()
}

/// Returns the order that opens as few scopes as it can at every step.
fn greedy(n: usize, start: usize, scopes: &[Vec<usize>]) -> Vec<usize> {
    let mut of_point: Vec<Vec<usize>> = vec![Vec::new(); n];
    for (at, scope) in scopes.iter().enumerate() {
        scope.iter().for_each(|&point| of_point[point].push(at));
    }
    let mut left: Vec<usize> = scopes.iter().map(Vec::len).collect();
    let mut order = Vec::with_capacity(n);
    let mut placed = vec![false; n];
    // Only points beside those placed can be the next; all others would open more and finish nothing.
    let mut beside = vec![start];
    let mut is_beside = vec![false; n];
    is_beside[start] = true;
    while !beside.is_empty() {
        let cost = |&point: &usize| {
            let opened = of_point[point].iter().filter(|&&scope| left[scope] == scopes[scope].len()).count();
            let finished = of_point[point].iter().filter(|&&scope| left[scope] == 1).count();
            (opened as i64 - finished as i64, point)
        };
        let at = (0..beside.len()).min_by_key(|&at| cost(&beside[at])).unwrap_or(0);
        let point = beside.swap_remove(at);
        placed[point] = true;
        order.push(point);
        for &scope in &of_point[point] {
            left[scope] -= 1;
            for &other in &scopes[scope] {
                if !placed[other] && !std::mem::replace(&mut is_beside[other], true) {
                    beside.push(other);
                }
            }
        }
    }
    order
}

/// Moves points about as long as that narrows the diagram, by a fixed sequence of trials.
fn improve(order: &mut Vec<usize>, mut least: f64, scopes: &[Vec<usize>], width: &mut Width) {
    let n = order.len();
    let mut random = SplitMix::new(n as u64);
    let mut tried = order.clone();
    for _ in 0..TRIALS {
        let (from, to) = (random.below(n), random.below(n));
        let point = tried.remove(from);
        tried.insert(to, point);
        let cost = width.of(&tried, scopes);
        if cost < least {
            least = cost;
            order.clone_from(&tried);
        } else {
            tried.clone_from(order);
        }
    }
}

/// Estimates the width of the diagram of an order, in room that is used again.
struct Width {
    place: Vec<usize>,
    last: Vec<usize>,
    points: Vec<i32>,
    open: Vec<i32>,
}

impl Width {
    fn new(n: usize, scopes: &[Vec<usize>]) -> Width {
        debug_assert!(scopes.iter().flatten().all(|&point| point < n), "scopes are within the part");
        Width { place: vec![0; n], last: vec![0; n], points: vec![0; n + 1], open: vec![0; n + 1] }
    }

    fn of(&mut self, order: &[usize], scopes: &[Vec<usize>]) -> f64 {
        for (at, &point) in order.iter().enumerate() {
            self.place[point] = at;
            self.last[point] = at;
        }
        self.points.fill(0);
        self.open.fill(0);
        for scope in scopes {
            let places = scope.iter().map(|&point| self.place[point]);
            let (first, last) = places.fold((usize::MAX, 0), |(low, high), at| (low.min(at), high.max(at)));
            self.open[first] += 1;
            self.open[last] -= 1;
            scope.iter().for_each(|&point| self.last[point] = self.last[point].max(last));
        }
        for &point in order {
            self.points[self.place[point]] += 1;
            self.points[self.last[point]] -= 1;
        }
        let (mut n_points, mut n_open, mut sum) = (0, 0, 0.0);
        for at in 0..order.len() {
            n_points += self.points[at];
            n_open += self.open[at];
            sum += PER_POINT.powi(n_points).min(PER_SCOPE.powi(n_open));
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_is_followed_and_loners_come_last() {
        let scopes = vec![vec![0, 4], vec![4, 2], vec![2, 6], vec![6, 1]];
        let found = order(8, &scopes);
        let chain: Vec<usize> = found[..5].to_vec();
        let reversed: Vec<usize> = chain.iter().rev().copied().collect();
        assert!(chain == [0, 4, 2, 6, 1] || reversed == [0, 4, 2, 6, 1], "{found:?}");
        assert_eq!(found[5..], [3, 5, 7]);
    }

    #[test]
    fn an_order_is_a_permutation() {
        let scopes = vec![vec![9, 1, 3], vec![0, 1], vec![5, 9], vec![7, 8], vec![2]];
        let mut found = order(10, &scopes);
        found.sort_unstable();
        assert!(found.into_iter().eq(0..10));
    }
}
