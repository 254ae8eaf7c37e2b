//! The greatest value of a linear function over a polytope, exactly.

use std::fmt::Debug;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{CheckedMul, CheckedSub, FromPrimitive, Signed};

use super::polytope::Polytope;

impl Polytope {
    /// Returns the greatest value of `Σ gains[item] · item`, given that the polytope is bounded.
    ///
    /// *Cost*: sorting where nothing is ranked; else pivots of a simplex tableau with a row for each rank and upper
    /// bound, which are few hundred for a ranking of 60.
    pub(super) fn greatest(&self, gains: &[i128]) -> BigRational {
        let mut gain = vec![0_i128; self.n_classes()];
        self.class.iter().zip(gains).for_each(|(&class, gains)| gain[class] += gains);
        let lowest: BigInt = gain.iter().zip(&self.least).map(|(&gain, &least)| BigInt::from(gain) * least).sum();
        let open: Vec<usize> = (0..self.n_classes()).filter(|&class| !self.is_fixed(class)).collect();
        let above = if self.is_ordered(&open) { self.by_simplex(&gain, &open) } else { self.by_filling(&gain, open) };
        above + lowest
    }

    /// Returns the least value of `Σ gains[item] · item`.
    pub(super) fn least(&self, gains: &[i128]) -> BigRational {
        let losses: Vec<i128> = gains.iter().map(|gain| -gain).collect();
        -self.greatest(&losses)
    }

    fn is_ordered(&self, open: &[usize]) -> bool {
        open.iter().any(|&above| self.below[above].iter().any(|&below| self.matters(above, below)))
    }

    /// What the total leaves when every class has its lower bound.
    fn rest(&self) -> Option<i128> {
        let lowest = self.mass.iter().zip(&self.least).map(|(&mass, &least)| i128::from(mass) * i128::from(least));
        self.total.map(|total| i128::from(total) - lowest.sum::<i128>())
    }

    /// Returns the greatest gain over the lower bounds where no order matters: raises first what gains most.
    fn by_filling(&self, gain: &[i128], mut open: Vec<usize>) -> BigRational {
        let room = |class: usize| self.most[class].map(|most| i128::from(most) - i128::from(self.least[class]));
        let Some(mut rest) = self.rest() else {
            let worth = open.into_iter().filter(|&class| gain[class] > 0);
            return worth.map(|class| BigInt::from(gain[class]) * room(class).unwrap_or(0)).sum::<BigInt>().into();
        };
        // Gains by mass, compared without dividing.
        open.sort_by(|&one, &other| {
            let rate = |of: usize, by: usize| gain[of] * i128::from(self.mass[by]);
            rate(other, one).cmp(&rate(one, other))
        });
        let mut sum = BigRational::from(BigInt::ZERO);
        for class in open {
            let mass = i128::from(self.mass[class]);
            let filled = room(class).map_or(rest, |room| rest.min(room * mass));
            sum += BigRational::new(BigInt::from(gain[class]) * filled, mass.into());
            rest -= filled;
            if rest == 0 {
                break;
            }
        }
        sum
    }

    /// Returns the greatest gain over the lower bounds, `y = v - least` being the unknowns.
    ///
    /// All rows are `… ≤ b` with `b ≥ 0`, so that `y = 0` is where to start. That the total is used up is seen to by a
    /// reward on every unit: the value of a greater total changes at most by the sum of all gains, since what moves
    /// along an edge of ranks and bounds moves by one.
    fn by_simplex(&self, gain: &[i128], open: &[usize]) -> BigRational {
        let reward = 1 + gain.iter().map(|gain| gain.abs()).sum::<i128>();
        let reward = if self.total.is_some() { reward } else { 0 };
        let mut column = vec![None; self.n_classes()];
        open.iter().enumerate().for_each(|(at, &class)| column[class] = Some(at));
        let width = open.len() + 1;
        let mut rows: Vec<Vec<i128>> = Vec::new();
        let mut is_implied = vec![false; self.n_classes()];
        for &above in open {
            for &below in self.below[above].iter().filter(|&&below| column[below].is_some()) {
                is_implied[below] |= self.most[above] == self.most[below];
                let mut row = vec![0; width];
                column[below].into_iter().for_each(|at| row[at] = 1);
                column[above].into_iter().for_each(|at| row[at] = -1);
                row[width - 1] = i128::from(self.least[above]) - i128::from(self.least[below]);
                rows.push(row);
            }
        }
        for (at, &class) in open.iter().enumerate().filter(|(_, class)| !is_implied[**class]) {
            if let Some(most) = self.most[class] {
                let mut row = vec![0; width];
                row[at] = 1;
                row[width - 1] = i128::from(most) - i128::from(self.least[class]);
                rows.push(row);
            }
        }
        let rest = self.rest();
        if let Some(rest) = rest {
            rows.push(open.iter().map(|&class| i128::from(self.mass[class])).chain([rest]).collect());
        }
        let gains = open.iter().map(|&class| -(gain[class] + reward * i128::from(self.mass[class])));
        rows.push(gains.chain([0]).collect());
        let best = Tableau::<i128>::new(&rows)
            .and_then(Tableau::greatest)
            .or_else(|| Tableau::<BigInt>::new(&rows).and_then(Tableau::greatest))
            .unwrap_or_else(|| BigRational::from(BigInt::ZERO));
        best - BigInt::from(reward) * rest.unwrap_or(0)
    }
}

/// A simplex tableau in whole numbers: every entry is to be divided by one common divisor.
///
/// The last row is what is to be made as small as possible, the last column the right-hand sides. The numbers are minors
/// of the first tableau, so that divisions leave nothing over, and those of ranks and bounds stay small.
///
/// *Source*: Bland, New finite pivoting rules for the simplex method, 1977, for the choice of pivots; Azulay and Pique,
/// A revised simplex method with integer Q-matrices, 2001, for the whole numbers.
struct Tableau<N> {
    rows: Vec<Vec<N>>,
    divisor: N,
    /// Which unknown each column but the last stands for, and then which each row does.
    columns: Vec<usize>,
    basis: Vec<usize>,
}

impl<N> Tableau<N>
where
    N: Clone + Debug + Ord + Signed + CheckedMul + CheckedSub + FromPrimitive + Into<BigInt>,
{
    fn new(rows: &[Vec<i128>]) -> Option<Tableau<N>> {
        let rows: Option<Vec<Vec<N>>> =
            rows.iter().map(|row| row.iter().map(|&entry| N::from_i128(entry)).collect()).collect();
        let rows = rows?;
        let n_columns = rows.last()?.len() - 1;
        let basis = (n_columns..n_columns + rows.len() - 1).collect();
        Some(Tableau { rows, divisor: N::one(), columns: (0..n_columns).collect(), basis })
    }

    /// Returns the greatest value, or nothing if numbers grow too large or nothing bounds it.
    fn greatest(mut self) -> Option<BigRational> {
        while let Some(column) = self.entering() {
            let row = self.leaving(column)?;
            self.pivot(row, column)?;
        }
        let value = self.rows.last()?.last()?.clone();
        Some(BigRational::new(value.into(), self.divisor.into()))
    }

    fn entering(&self) -> Option<usize> {
        let worth =
            self.rows.last()?.iter().zip(&self.columns).enumerate().filter(|(_, (entry, _))| entry.is_negative());
        worth.min_by_key(|(_, (_, unknown))| **unknown).map(|(column, _)| column)
    }

    /// Returns the row that first stops the growth of a column; of equals the one of the first unknown.
    fn leaving(&self, column: usize) -> Option<usize> {
        let mut found: Option<usize> = None;
        for (row, entries) in
            self.rows[..self.basis.len()].iter().enumerate().filter(|(_, row)| row[column].is_positive())
        {
            let Some(best) = found else {
                found = Some(row);
                continue;
            };
            let limit = |of: &[N], by: &[N]| of.last()?.checked_mul(&by[column]);
            let ordering = limit(entries, &self.rows[best])?.cmp(&limit(&self.rows[best], entries)?);
            if ordering.then(self.basis[row].cmp(&self.basis[best])).is_lt() {
                found = Some(row);
            }
        }
        found
    }

    fn pivot(&mut self, row: usize, column: usize) -> Option<()> {
        let pivot_row = self.rows[row].clone();
        let pivot = &pivot_row[column];
        for (_, entries) in self.rows.iter_mut().enumerate().filter(|(at, _)| *at != row) {
            let factor = entries[column].clone();
            if factor.is_zero() && *pivot == self.divisor {
                continue;
            }
            for (at, (entry, beside)) in entries.iter_mut().zip(&pivot_row).enumerate() {
                if at == column {
                    *entry = N::zero().checked_sub(&factor)?;
                } else if !entry.is_zero() || !(factor.is_zero() || beside.is_zero()) {
                    let kept = entry.checked_mul(pivot)?;
                    *entry = kept.checked_sub(&factor.checked_mul(beside)?)? / self.divisor.clone();
                }
            }
        }
        self.rows[row][column] = std::mem::replace(&mut self.divisor, pivot.clone());
        std::mem::swap(&mut self.basis[row], &mut self.columns[column]);
        Some(())
    }
}
