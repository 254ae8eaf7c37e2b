//! The pairs whose scores add up to the most.

use super::score::Scores;
use pathfinding::matrix::Matrix;
use pathfinding::prelude::kuhn_munkres;
use std::collections::BTreeMap;

/// The least score of a pair.
pub(super) const PAIR: f64 = 0.28;

/// The most clauses that hang together and are still assigned exactly; beyond, the best pairs go first.
const EXACT_MAX: usize = 700;

/// What a score is multiplied by to become a whole number.
const UNITS: f64 = 1e6;

/// Chooses pairs, each clause in one at most, so that the scores above the least add up to the most.
pub(super) fn assign(scores: &Scores) -> Vec<(usize, usize, f64)> {
    let mut pairs = Vec::new();
    for (rows, columns) in groups(scores) {
        if rows.len().max(columns.len()) > EXACT_MAX {
            pairs.extend(best_first(scores, &rows));
        } else {
            pairs.extend(exact(scores, &rows, &columns));
        }
    }
    pairs.sort_by_key(|pair| (pair.0, pair.1));
    pairs
}

/// Returns the clauses that hang together by scores above the least.
fn groups(scores: &Scores) -> Vec<(Vec<usize>, Vec<usize>)> {
    let rows = scores.rows.len();
    let mut owner: Vec<usize> = (0..rows + scores.columns).collect();
    fn root(owner: &mut [usize], mut at: usize) -> usize {
        while owner[at] != at {
            owner[at] = owner[owner[at]];
            at = owner[at];
        }
        at
    }
    for (from, row) in scores.rows.iter().enumerate() {
        for (to, _) in row.iter().filter(|(_, score)| **score >= PAIR) {
            let (one, other) = (root(&mut owner, from), root(&mut owner, rows + to));
            owner[one.max(other)] = one.min(other);
        }
    }
    let mut found: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for at in 0..rows + scores.columns {
        let group = found.entry(root(&mut owner, at)).or_default();
        if at < rows { group.0.push(at) } else { group.1.push(at - rows) }
    }
    found.into_values().filter(|(rows, columns)| !rows.is_empty() && !columns.is_empty()).collect()
}

fn exact(scores: &Scores, rows: &[usize], columns: &[usize]) -> Vec<(usize, usize, f64)> {
    // The method wants no more rows than columns.
    let turned = rows.len() > columns.len();
    let (short, long) = if turned { (columns, rows) } else { (rows, columns) };
    let worth = |one: usize, other: usize| {
        let (from, to) = if turned { (other, one) } else { (one, other) };
        let score = scores.of(from, to);
        if score >= PAIR { ((score - PAIR) * UNITS) as i64 + 1 } else { 0 }
    };
    let Ok(matrix) = Matrix::from_rows(
        short.iter().map(|&one| long.iter().map(move |&other| worth(one, other)).collect::<Vec<_>>()),
    ) else {
        return Vec::new();
    };
    let (_, chosen) = kuhn_munkres(&matrix);
    short
        .iter()
        .zip(chosen)
        .map(|(&one, other)| if turned { (long[other], one) } else { (one, long[other]) })
        .filter(|&(from, to)| scores.of(from, to) >= PAIR)
        .map(|(from, to)| (from, to, scores.of(from, to)))
        .collect()
}

fn best_first(scores: &Scores, rows: &[usize]) -> Vec<(usize, usize, f64)> {
    let mut all: Vec<(usize, usize, f64)> = rows
        .iter()
        .flat_map(|&from| scores.rows[from].iter().map(move |(to, score)| (from, *to, *score)))
        .filter(|(_, _, score)| *score >= PAIR)
        .collect();
    let order = |pair: &(usize, usize, f64)| (pair.0 + pair.1, pair.0.abs_diff(pair.1));
    all.sort_by(|one, other| other.2.total_cmp(&one.2).then(order(one).cmp(&order(other))));
    let (mut rows, mut columns) = (vec![false; scores.rows.len()], vec![false; scores.columns]);
    all.retain(|(from, to, _)| {
        let free = !rows[*from] && !columns[*to];
        if free {
            (rows[*from], columns[*to]) = (true, true);
        }
        free
    });
    all
}
