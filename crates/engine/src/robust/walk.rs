//! A random walk through a convex body.

use super::{shape::Shape, stream::Stream};

/// The most numbers that a walk may move.
const DIMENSIONS_MAX: usize = 128;
/// How often the directions are fitted to the body before it is used.
const FITTINGS: usize = 2;

/// Returns the number of steps of the walk that draws one sample of so many numbers.
///
/// A quarter of it was not enough for 28 numbers in a complete order, of all shapes tried the slowest; with it 4,000
/// samples of up to 60 numbers could not be told from exact ones.
pub fn walk_steps(dimensions: usize) -> usize {
    4 * dimensions * dimensions + 100
}

/// Hit-and-run along fitted directions: each step goes along a direction chosen at random to a point that is uniform
/// on the chord. The uniform distribution stays as it is under such steps, and is approached from any start.
///
/// The directions are the columns of the Cholesky factor of the covariance that earlier walks met, so that the body is
/// about as wide along each as along any other. They are fixed before the first sample.
///
/// *Source*: Smith, Efficient Monte Carlo procedures for generating points uniformly distributed over bounded regions,
/// Operations Research 32 (1984); Lovász and Vempala, Hit-and-run from a corner, SIAM Journal on Computing 35 (2006).
#[derive(Clone, Debug)]
pub(super) struct Walk {
    /// How far from each bound and rank the start is. *Shape*: that of the slopes.
    start: Vec<f64>,
    /// How fast each slack changes along each direction: first of all lower bounds, then of all upper ones, then of all
    /// ranks. *Shape*: `[direction][slack]`.
    slopes: Vec<Vec<f64>>,
    steps: usize,
}

impl Walk {
    /// Returns nothing if there are too many dimensions.
    pub(super) fn new(shape: &Shape) -> Option<Walk> {
        let dimensions = shape.n_classes() - usize::from(shape.rest.is_some());
        if dimensions > DIMENSIONS_MAX {
            return None;
        }
        let widths = (0..dimensions).map(|at| shape.most[at] - shape.least[at]);
        let columns = widths.enumerate().map(|(at, width)| {
            let mut column = vec![0.0; dimensions];
            column[at] = width;
            column
        });
        let columns: Vec<Vec<f64>> = columns.collect();
        let fitted = |columns: &[Vec<f64>]| columns.iter().map(|column| slopes(shape, column)).collect();
        let start = slacks(shape, &shape.inner());
        let mut walk = Walk { start, slopes: fitted(&columns), steps: walk_steps(dimensions) };
        let mut stream = Stream::pilot();
        for _ in 0..FITTINGS {
            if let Some(columns) = cholesky(walk.covariance(dimensions, &mut stream)) {
                walk.slopes = fitted(&columns);
            }
        }
        Some(walk)
    }

    pub(super) fn draw(&self, shape: &Shape, stream: &mut Stream, numbers: &mut [f64]) {
        let mut slack = self.start.clone();
        (0..self.steps).for_each(|_| self.step(stream, &mut slack));
        numbers.iter_mut().zip(&shape.least).zip(&slack).for_each(|((number, least), slack)| *number = least + slack);
    }

    fn step(&self, stream: &mut Stream, slack: &mut [f64]) {
        let slopes = &self.slopes[stream.below(self.slopes.len())];
        let (mut back, mut ahead) = (f64::NEG_INFINITY, f64::INFINITY);
        for (slack, slope) in slack.iter().zip(slopes) {
            if *slope > 0.0 {
                back = back.max(-slack / slope);
            } else if *slope < 0.0 {
                ahead = ahead.min(-slack / slope);
            }
        }
        let far = back + stream.unit() * (ahead - back);
        if far.is_finite() && back <= ahead {
            slack.iter_mut().zip(slopes).for_each(|(slack, slope)| *slack = (*slack + far * slope).max(0.0));
        }
    }

    /// Returns the covariance of the first numbers along a long walk.
    fn covariance(&self, dimensions: usize, stream: &mut Stream) -> Vec<Vec<f64>> {
        let mut slack = self.start.clone();
        let mut sums = vec![0.0; dimensions];
        let mut products = vec![vec![0.0; dimensions]; dimensions];
        let n = 50 * dimensions;
        for _ in 0..n {
            (0..2 * dimensions).for_each(|_| self.step(stream, &mut slack));
            for one in 0..dimensions {
                sums[one] += slack[one];
                (0..=one).for_each(|other| products[one][other] += slack[one] * slack[other]);
            }
        }
        let n = n as f64;
        for one in 0..dimensions {
            (0..=one)
                .for_each(|other| products[one][other] = products[one][other] / n - sums[one] / n * (sums[other] / n));
        }
        products
    }
}

fn slacks(shape: &Shape, numbers: &[f64]) -> Vec<f64> {
    let above = numbers.iter().zip(&shape.least).map(|(number, least)| number - least);
    let below = numbers.iter().zip(&shape.most).map(|(number, most)| most - number);
    above.chain(below).chain(ranks(shape, numbers)).map(|slack| slack.max(0.0)).collect()
}

/// Returns the slopes along a direction that is given by all numbers but that which makes up the sum.
fn slopes(shape: &Shape, column: &[f64]) -> Vec<f64> {
    let mut change = column.to_vec();
    if shape.rest.is_some() {
        let others: f64 = column.iter().zip(&shape.mass).map(|(change, mass)| change * mass).sum();
        change.push(-others / shape.mass[column.len()]);
    }
    let below = change.iter().map(|change| -change);
    change.iter().copied().chain(below).chain(ranks(shape, &change)).collect()
}

fn ranks(shape: &Shape, numbers: &[f64]) -> Vec<f64> {
    let pairs =
        shape.below.iter().enumerate().flat_map(|(above, below)| below.iter().map(move |&below| (above, below)));
    pairs.map(|(above, below)| numbers[above] - numbers[below]).collect()
}

/// Returns the columns of the lower triangle whose square is a matrix, if it is positive.
fn cholesky(mut matrix: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    for column in 0..n {
        let pivot = matrix[column][column] - (0..column).map(|at| matrix[column][at] * matrix[column][at]).sum::<f64>();
        if !(pivot > 0.0 && pivot.is_finite()) {
            return None;
        }
        let pivot = pivot.sqrt();
        matrix[column][column] = pivot;
        for row in column + 1..n {
            let before: f64 = (0..column).map(|at| matrix[row][at] * matrix[column][at]).sum();
            matrix[row][column] = (matrix[row][column] - before) / pivot;
        }
    }
    Some(
        (0..n).map(|column| (0..n).map(|row| if row < column { 0.0 } else { matrix[row][column] }).collect()).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::robust::{
        draw::{Method, Sampler},
        knowledge::Bounds,
        polytope::Polytope,
    };

    const SAMPLES: usize = 4_000;

    /// Returns the greatest distance between the distributions of two samples, times `√(N / 2)`. It exceeds 1.95 with
    /// a probability of 0.001 if both are the same.
    fn distance(mut one: Vec<f64>, mut other: Vec<f64>) -> f64 {
        one.sort_unstable_by(f64::total_cmp);
        other.sort_unstable_by(f64::total_cmp);
        let below = |of: &[f64], limit: f64| of.partition_point(|&number| number <= limit) as f64 / of.len() as f64;
        let far = |&limit: &f64| (below(&one, limit) - below(&other, limit)).abs();
        let most = one.iter().chain(&other).map(far).fold(0.0, f64::max);
        most * (SAMPLES as f64 / 2.0).sqrt()
    }

    /// Draws from one polytope by the method of choice and by a walk, and returns the greatest distance over all numbers
    /// and over how far they spread.
    fn gap(polytope: &Polytope) -> f64 {
        let sampler = Sampler::new(polytope).expect("few numbers");
        let n = polytope.n_classes();
        let total = polytope.total.map(i128::from);
        let shape = Shape::new(polytope, (0..n).collect(), total);
        let walk = Walk::new(&shape).expect("few numbers");
        let all = |method: usize, draw: &dyn Fn(&mut Stream, &mut [f64])| {
            let mut of_each = vec![Vec::with_capacity(SAMPLES); n + 1];
            let mut drawn = vec![0.0; n];
            for sample in 0..SAMPLES {
                draw(&mut Stream::new(7, sample as u64, method), &mut drawn);
                of_each.iter_mut().zip(&drawn).for_each(|(all, &number)| all.push(number));
                of_each[n].push(drawn.iter().map(|number| number * number).sum());
            }
            of_each
        };
        let direct = all(0, &|stream, drawn| sampler.draw(stream, drawn));
        let walked = all(1, &|stream, drawn| walk.draw(&shape, stream, drawn));
        direct.into_iter().zip(walked).map(|(direct, walked)| distance(direct, walked)).fold(0.0, f64::max)
    }

    fn chain(n: usize) -> Vec<Vec<Vec<usize>>> {
        vec![(0..n).map(|at| vec![at]).collect()]
    }

    #[test]
    fn walks_cannot_be_told_from_direct_draws() {
        for n in [2, 3, 8, 20] {
            let simplex = Polytope::new(&vec![Bounds::UNKNOWN; n], &[], Some(1000)).unwrap();
            assert!(gap(&simplex) < 1.95, "simplex {n}");
            let ordered = Polytope::new(&vec![Bounds::UNKNOWN; n], &chain(n), Some(1000)).unwrap();
            assert!(gap(&ordered) < 1.95, "ordered simplex {n}");
            let cube = Polytope::new(&vec![Bounds::range(0, 1000); n], &chain(n), None).unwrap();
            assert!(gap(&cube) < 1.95, "ordered cube {n}");
        }
    }

    #[test]
    fn walks_cannot_be_told_from_rejection() {
        let bounds: Vec<Bounds> = (0..10).map(|at| Bounds::range(0, 10 * (1 + at * at))).collect();
        let slice = Polytope::new(&bounds, &[], Some(1_500)).unwrap();
        assert_eq!(Sampler::new(&slice).unwrap().method(), Method::Rejection);
        assert!(gap(&slice) < 1.95);
        let bounds: Vec<Bounds> = (0..6).map(|at| Bounds::range(10 - at, 60 - 5 * at)).collect();
        let tied: Vec<Vec<usize>> = vec![vec![0], vec![1, 2], vec![4]];
        let mixed = Polytope::new(&bounds, &[tied], Some(150)).unwrap();
        assert_eq!(Sampler::new(&mixed).unwrap().method(), Method::Rejection);
        assert!(gap(&mixed) < 1.95);
    }
}
