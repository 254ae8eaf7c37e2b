//! One literal for each option of a point, exactly one of them true.

use crate::sat::{Lit, Sat};

/// Up to this many literals, forbidding every pair needs fewer clauses than a grid.
const PAIRS_MAX: usize = 6;

/// Returns `n` new literals of which exactly one is true.
pub(super) fn exactly_one(sat: &mut Sat, n: usize) -> Vec<Lit> {
    // Two options are one variable, and one option is no variable at all.
    match n {
        1 => vec![sat.truth()],
        2 => {
            let second = sat.fresh();
            vec![!second, second]
        }
        _ => {
            let literals: Vec<Lit> = (0..n).map(|_| sat.fresh()).collect();
            sat.clause(literals.iter().copied());
            at_most_one(sat, &literals);
            literals
        }
    }
}

/// Allows at most one of the literals, with about two clauses each.
///
/// Larger sets are laid out in a grid, of which at most one row and one column may be used.
///
/// *Source*: Chen, A new SAT encoding of the at-most-one constraint, ModRef 2010.
fn at_most_one(sat: &mut Sat, literals: &[Lit]) {
    if literals.len() <= PAIRS_MAX {
        for (index, &first) in literals.iter().enumerate() {
            for &second in &literals[index + 1..] {
                sat.clause([!first, !second]);
            }
        }
        return;
    }
    let n_columns = literals.len().isqrt();
    let n_rows = literals.len().div_ceil(n_columns);
    let columns: Vec<Lit> = (0..n_columns).map(|_| sat.fresh()).collect();
    let rows: Vec<Lit> = (0..n_rows).map(|_| sat.fresh()).collect();
    for (index, &literal) in literals.iter().enumerate() {
        sat.clause([!literal, columns[index % n_columns]]);
        sat.clause([!literal, rows[index / n_columns]]);
    }
    at_most_one(sat, &columns);
    at_most_one(sat, &rows);
}
