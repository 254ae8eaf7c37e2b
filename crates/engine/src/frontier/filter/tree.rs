//! Sweeps over vectors that come in ascending order of a field, so that only those that came before can be better.
//!
//! A tree over another field, or over two, tells the least last field of all that came with at most as much in these.
//!
//! *Source*: Fenwick, A new data structure for cumulative frequency tables, Software: Practice and Experience 24(3),
//! 1994; for sums, here for minima.

use super::super::packed::{Field, Packed};

/// A tree has at most so many cells for each vector.
const CELLS_PER_POINT: usize = 16;

/// No vector came.
const NONE: u32 = u32::MAX;

/// Keeps the vectors that no other is better than, as [`keep_best`](super::keep_best) does. None of three fields counts
/// but these and the first.
pub(super) fn keep_best_of_three<V: Packed>(points: &mut Vec<V>, second: Field, last: Field) {
    let cells_max = points.len() * CELLS_PER_POINT;
    let (rows, n_rows) = ranks(points, second, cells_max);
    let lasts = ranks(points, last, NONE as usize).0;
    let mut tree = Tree::new(n_rows, 1);
    let mut at = 0..;
    points.retain(|_| at.next().is_some_and(|at| tree.enter(rows[at], 0, lasts[at])));
}

/// Does the same for four fields, unless the tree would be too large; then it does nothing and says so.
pub(super) fn keep_best_of_four<V: Packed>(points: &mut Vec<V>, fields: [Field; 3]) -> bool {
    let cells_max = points.len() * CELLS_PER_POINT;
    let (rows, n_rows) = ranks(points, fields[0], cells_max);
    let (columns, n_columns) = ranks(points, fields[1], cells_max);
    if n_rows * n_columns > cells_max {
        return false;
    }
    let lasts = ranks(points, fields[2], NONE as usize).0;
    let mut tree = Tree::new(n_rows, n_columns);
    let mut at = 0..;
    points.retain(|_| at.next().is_some_and(|at| tree.enter(rows[at], columns[at], lasts[at])));
    true
}

/// The least number of all that came in any rows and columns up to some.
struct Tree {
    /// *Shape*: `[row][column]`, from 1.
    cells: Vec<u32>,
    n_rows: usize,
    n_columns: usize,
}

impl Tree {
    fn new(n_rows: usize, n_columns: usize) -> Tree {
        Tree { cells: vec![NONE; (n_rows + 1) * (n_columns + 1)], n_rows, n_columns }
    }

    /// Returns the least number that came.
    fn least(&self, row: u32) -> u32 {
        let mut least = NONE;
        let mut at = row as usize + 1;
        while at > 0 {
            least = least.min(self.cells[at * 2 + 1]);
            at &= at - 1;
        }
        least
    }

    /// Enters a number, unless one came that is no greater and neither in a later row nor in a later column. Returns
    /// whether it was entered.
    fn enter(&mut self, row: u32, column: u32, number: u32) -> bool {
        let (row, column) = (row as usize + 1, column as usize + 1);
        let width = self.n_columns + 1;
        let mut at = row;
        while at > 0 {
            let cells = &self.cells[at * width..(at + 1) * width];
            let mut across = column;
            while across > 0 {
                if cells[across] <= number {
                    return false;
                }
                across &= across - 1;
            }
            at &= at - 1;
        }
        let mut at = row;
        while at <= self.n_rows {
            let cells = &mut self.cells[at * width..(at + 1) * width];
            let mut across = column;
            while across <= self.n_columns {
                cells[across] = number.min(cells[across]);
                across += across & across.wrapping_neg();
            }
            at += at & at.wrapping_neg();
        }
        true
    }
}

/// Returns numbers in the order of a field, below a bound that is returned too. If they are less than `plenty`, they are
/// the field less its least; otherwise they are ranks.
fn ranks<V: Packed>(points: &[V], field: Field, plenty: usize) -> (Vec<u32>, usize) {
    let of = |point: &V| -> u128 { point.part(field).into() };
    let least = points.iter().map(of).min().unwrap_or(0);
    let span = points.iter().map(of).max().map_or(0, |most| most - least);
    if span < plenty as u128 {
        return (points.iter().map(|point| (of(point) - least) as u32).collect(), span as usize + 1);
    }
    let mut order: Vec<(u128, u32)> = points.iter().map(of).zip(0..).collect();
    order.sort_unstable();
    let mut ranks = vec![0; points.len()];
    let mut n = 0;
    for of_rank in order.chunk_by(|one, other| one.0 == other.0) {
        of_rank.iter().for_each(|(_, at)| ranks[*at as usize] = n);
        n += 1;
    }
    (ranks, n as usize)
}

/// Moves those of `points` to the front that none of `better` is at most as large as in all three fields, and returns
/// how many there are.
pub(super) fn against<V: Packed>(better: &[V], points: &mut [V], fields: [Field; 3]) -> usize {
    let [first, second, last] = fields;
    let all: Vec<V> = better.iter().chain(points.iter()).copied().collect();
    let (rows, n_rows) = ranks(&all, second, all.len() * CELLS_PER_POINT);
    let lasts = ranks(&all, last, NONE as usize).0;
    // Of those that are equal in the first field the better ones come before the points.
    let mut order: Vec<(V::Part, u32)> = all.iter().map(|point| point.part(first)).zip(0..).collect();
    order.sort_unstable();
    let mut tree = Tree::new(n_rows, 1);
    let mut n = 0;
    for at in order.into_iter().map(|(_, at)| at as usize) {
        if at < better.len() {
            tree.enter(rows[at], 0, lasts[at]);
        } else if tree.least(rows[at]) > lasts[at] {
            points[n] = all[at];
            n += 1;
        }
    }
    n
}
