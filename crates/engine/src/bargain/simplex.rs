//! Whether two convex sets, each known by some of its points, can be told apart by weights that are not negative.
//!
//! The points of one set are paths, those of the other are of the target. The linear program
//!
//! ```text
//! max z   such that   sum_j a_j path_j - sum_i b_i point_i >= z scale   in every row,
//!                     sum_j a_j = 1,  sum_i b_i = 1,  a, b >= 0
//! ```
//!
//! is below 0 just when no mixture of the paths reaches a mixture of the points, and its dual values are the weights
//! under which the paths fall short the most. Its results only steer a search, so that rounding does no harm.
//!
//! *Source*: Dantzig and Wolfe, Decomposition principle for linear programs, Operations Research 8, 1960.

const REDUCED_COST_MIN: f64 = 1e-10;
const PIVOT_MIN: f64 = 1e-11;

/// A column of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Variable {
    Level,
    Slack(usize),
    Path(usize),
    Point(usize),
}

/// The program with a basis.
#[derive(Clone, Debug)]
pub(super) struct Simplex {
    n_rows: usize,
    scales: Vec<f64>,
    paths: Vec<f64>,
    points: Vec<f64>,
    basis: Vec<Variable>,
    /// The inverse of the basis. *Shape*: `[basis][row]`.
    inverse: Vec<f64>,
}

impl Simplex {
    /// Returns the program with one path and one point.
    pub(super) fn new(scales: &[f64], path: &[f64], point: &[f64]) -> Simplex {
        let n_rows = scales.len();
        let share = |row: usize| (path[row] - point[row]) / scales[row];
        let tight = (0..n_rows).min_by(|&a, &b| share(a).total_cmp(&share(b))).unwrap_or(0);
        let mut basis = vec![Variable::Level, Variable::Path(0), Variable::Point(0)];
        basis.extend((0..n_rows).filter(|&row| row != tight).map(Variable::Slack));
        let (scales, paths, points) = (scales.to_vec(), path.to_vec(), point.to_vec());
        let mut simplex = Simplex { n_rows, scales, paths, points, basis, inverse: Vec::new() };
        simplex.invert();
        simplex
    }

    fn size(&self) -> usize {
        self.n_rows + 2
    }

    pub(super) fn add_path(&mut self, path: &[f64]) {
        self.paths.extend_from_slice(path);
    }

    pub(super) fn add_point(&mut self, point: &[f64]) {
        self.points.extend_from_slice(point);
    }

    /// Returns the value of the program for its points so far.
    pub(super) fn level(&self) -> f64 {
        let [of_paths, of_points] = self.prices();
        of_paths + of_points
    }

    /// Returns the most that a path weighs, and the negative of the least that a point weighs, under the weights.
    pub(super) fn prices(&self) -> [f64; 2] {
        [self.inverse[self.n_rows], self.inverse[self.n_rows + 1]]
    }

    /// Writes the weights.
    pub(super) fn weights(&self, weights: &mut Vec<f64>) {
        weights.clear();
        weights.extend(self.inverse[..self.n_rows].iter().map(|value| (-value).max(0.0)));
    }

    /// Returns the shares of paths in the mixture, by their numbers.
    pub(super) fn shares(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        let size = self.size();
        self.basis.iter().enumerate().filter_map(move |(at, variable)| match variable {
            Variable::Path(path) => {
                let row = &self.inverse[at * size..(at + 1) * size];
                Some((*path, row[self.n_rows] + row[self.n_rows + 1]))
            }
            Variable::Level | Variable::Slack(_) | Variable::Point(_) => None,
        })
    }

    /// Exchanges a variable of the basis, and returns whether one was worth it.
    pub(super) fn step(&mut self) -> bool {
        let Some(entering) = self.entering() else { return false };
        let (size, n_rows) = (self.size(), self.n_rows);
        let column = self.column(entering);
        let change: Vec<f64> = self.inverse.chunks_exact(size).map(|row| dot(row, &column)).collect();
        let mut leaving = None;
        let mut least = f64::INFINITY;
        // The level, first in the basis, never leaves.
        for (at, (row, &change)) in self.inverse.chunks_exact(size).zip(&change).enumerate().skip(1) {
            let value = (row[n_rows] + row[n_rows + 1]).max(0.0);
            if change > PIVOT_MIN && value / change < least {
                least = value / change;
                leaving = Some(at);
            }
        }
        let Some(leaving) = leaving else { return false };
        self.basis[leaving] = entering;
        let mut pivot = self.inverse[leaving * size..(leaving + 1) * size].to_vec();
        pivot.iter_mut().for_each(|value| *value /= change[leaving]);
        for (at, row) in self.inverse.chunks_exact_mut(size).enumerate() {
            if at == leaving {
                row.copy_from_slice(&pivot);
            } else if change[at] != 0.0 {
                row.iter_mut().zip(&pivot).for_each(|(value, pivot)| *value -= change[at] * pivot);
            }
        }
        true
    }

    fn entering(&self) -> Option<Variable> {
        let n = self.n_rows;
        let dual = &self.inverse[..n];
        let [of_paths, of_points] = self.prices();
        let slacks = dual.iter().enumerate().map(|(row, &value)| (value, Variable::Slack(row)));
        let paths = self.paths.chunks_exact(n).enumerate();
        let paths = paths.map(|(at, path)| (-dot(dual, path) - of_paths, Variable::Path(at)));
        let points = self.points.chunks_exact(n).enumerate();
        let points = points.map(|(at, point)| (dot(dual, point) - of_points, Variable::Point(at)));
        let best = slacks.chain(paths).chain(points).max_by(|a, b| a.0.total_cmp(&b.0));
        best.filter(|(gain, _)| *gain > REDUCED_COST_MIN).map(|(_, variable)| variable)
    }

    fn column(&self, variable: Variable) -> Vec<f64> {
        let n = self.n_rows;
        let mut column = vec![0.0; n + 2];
        match variable {
            Variable::Level => column.iter_mut().zip(&self.scales).for_each(|(value, scale)| *value = -scale),
            Variable::Slack(row) => column[row] = -1.0,
            Variable::Path(at) => {
                column[..n].copy_from_slice(&self.paths[at * n..(at + 1) * n]);
                column[n] = 1.0;
            }
            Variable::Point(at) => {
                column.iter_mut().zip(&self.points[at * n..(at + 1) * n]).for_each(|(value, x)| *value = -x);
                column[n + 1] = 1.0;
            }
        }
        column
    }

    /// Inverts the first basis by elimination. It is regular: the level alone covers the row without a slack.
    fn invert(&mut self) {
        let size = self.size();
        let columns: Vec<Vec<f64>> = self.basis.iter().map(|&variable| self.column(variable)).collect();
        let mut left: Vec<Vec<f64>> = (0..size).map(|row| columns.iter().map(|column| column[row]).collect()).collect();
        let mut right: Vec<Vec<f64>> = (0..size).map(|row| unit(row, size)).collect();
        for at in 0..size {
            let pivot = (at..size).max_by(|&a, &b| left[a][at].abs().total_cmp(&left[b][at].abs())).unwrap_or(at);
            left.swap(at, pivot);
            right.swap(at, pivot);
            let factor = 1.0 / left[at][at];
            left[at].iter_mut().chain(&mut right[at]).for_each(|value| *value *= factor);
            let (from_left, from_right) = (left[at].clone(), right[at].clone());
            for row in (0..size).filter(|&row| row != at) {
                let factor = left[row][at];
                if factor != 0.0 {
                    left[row].iter_mut().zip(&from_left).for_each(|(value, of)| *value -= factor * of);
                    right[row].iter_mut().zip(&from_right).for_each(|(value, of)| *value -= factor * of);
                }
            }
        }
        self.inverse = right.concat();
    }
}

fn unit(at: usize, n: usize) -> Vec<f64> {
    (0..n).map(|index| f64::from(u8::from(index == at))).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_tell_paths_from_the_point() {
        // The mixtures of (4, 0) and (0, 2) miss (2, 2) by 2/3 in both rows.
        let mut simplex = Simplex::new(&[1.0, 1.0], &[4.0, 0.0], &[2.0, 2.0]);
        simplex.add_path(&[0.0, 2.0]);
        while simplex.step() {}
        assert!((simplex.level() + 2.0 / 3.0).abs() < 1e-9);
        let mut weights = Vec::new();
        simplex.weights(&mut weights);
        assert!((weights[0] - 1.0 / 3.0).abs() < 1e-9 && (weights[1] - 2.0 / 3.0).abs() < 1e-9);
        let shares: f64 = simplex.shares().map(|(_, share)| share).sum();
        assert!((shares - 1.0).abs() < 1e-9);
        // With (2, 0) and (0, 1) for points, mixtures reach mixtures.
        simplex.add_point(&[2.0, 0.0]);
        simplex.add_point(&[0.0, 1.0]);
        while simplex.step() {}
        assert!(simplex.level() > 0.4);
    }
}
