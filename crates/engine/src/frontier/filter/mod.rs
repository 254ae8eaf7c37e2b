//! Which of some loss vectors no other is better than.

mod divide;
mod tree;

use super::packed::{Layout, Packed};

/// The work that may still be done, in vectors looked at or pairs compared.
#[derive(Debug)]
pub(super) struct Work {
    granted: u64,
    left: u64,
}

/// No tree is made for so few vectors.
const FEW: usize = 64;

/// How many vectors or pairs make a step of a budget.
const PER_STEP: u64 = 1_024;

impl Work {
    /// Returns the work of so many steps.
    pub(super) fn new(steps: u64) -> Work {
        let granted = steps.saturating_mul(PER_STEP);
        Work { granted, left: granted }
    }

    /// Takes note of work and returns whether it may be done.
    pub(super) fn spend(&mut self, n: usize) -> bool {
        self.left = self.left.saturating_sub(n as u64);
        self.left > 0
    }

    /// Returns whether no work is left, so that what was computed since may be wrong.
    pub(super) fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// Returns how many steps were made.
    pub(super) fn steps(&self) -> u64 {
        (self.granted - self.left).div_ceil(PER_STEP)
    }
}

/// Keeps the vectors that no other is at most as large as in every field.
///
/// *Shape*: the vectors are distinct and ascending, and remain so. If the work does not suffice, they are of no use.
pub(super) fn keep_best<V: Packed>(points: &mut Vec<V>, layout: &Layout<V>, work: &mut Work) {
    if points.len() < 2 || !work.spend(points.len()) {
        return;
    }
    match *layout.varied.as_slice() {
        [] | [_] => points.truncate(1),
        // All before have a first field at most as large, so the second tells.
        [_, second] => {
            let mut least = None;
            points.retain(|point| {
                let part = point.part(second);
                let is_best = least.is_none_or(|least| part < least);
                if is_best {
                    least = Some(part);
                }
                is_best
            });
        }
        [_, second, last] if points.len() > FEW => tree::keep_best_of_three(points, second, last),
        [_, second, third, last] if points.len() > FEW && tree::keep_best_of_four(points, [second, third, last]) => {}
        [_, ref rest @ ..] => divide::keep_best(points, rest, layout.guards, work),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::packed::{Words, tests::distinct},
        *,
    };
    use crate::random::SplitMix;

    /// Returns what is kept of some vectors by comparing each with each.
    fn by_pairs<V: Packed>(points: &[V], layout: &Layout<V>) -> Vec<V> {
        let numbers: Vec<Vec<u128>> = points.iter().map(|point| layout.unpack(*point)).collect();
        let is_within =
            |one: usize, other: usize| (0..numbers[one].len()).all(|at| numbers[one][at] <= numbers[other][at]);
        let is_best = |at: &usize| (0..points.len()).all(|other| other == *at || !is_within(other, *at));
        (0..points.len()).filter(is_best).map(|at| points[at]).collect()
    }

    fn check<V: Packed>(limits: &[u128], n: usize, random: &mut SplitMix) {
        let layout = Layout::<V>::new(limits).unwrap();
        let points = distinct(limits, &layout, n, random);
        let mut kept = points.clone();
        keep_best(&mut kept, &layout, &mut Work::new(u64::MAX));
        let expected = by_pairs(&points, &layout);
        assert_eq!(kept, expected, "limits {limits:?}, {n} vectors");
        if let [_, rest @ ..] = layout.varied.as_slice() {
            let mut kept = points;
            divide::keep_best(&mut kept, rest, layout.guards, &mut Work::new(u64::MAX));
            assert_eq!(kept, expected, "by dividing: limits {limits:?}, {n} vectors");
        }
    }

    #[test]
    fn filters_keep_what_comparing_each_with_each_keeps() {
        let mut random = SplitMix::new(1);
        for n_fields in 0..=7 {
            for n in [0, 1, 2, 63, 65, 300, 1_500] {
                for limit in [1, 4, 30, 500] {
                    let limits: Vec<u128> = (0..n_fields).map(|at| if at == 2 { limit * 3 } else { limit }).collect();
                    check::<u128>(&limits, n, &mut random);
                    if limit <= 30 {
                        check::<u64>(&limits, n, &mut random);
                    }
                    let limits: Vec<u128> = limits.iter().map(|limit| limit << 50).collect();
                    check::<Words<4>>(&limits, n, &mut random);
                }
            }
        }
    }

    #[test]
    fn large_sets_are_filtered_by_all_kernels() {
        let mut random = SplitMix::new(4);
        let ties = [&[900, 1, 900, 900, 9][..], &[900, 1, 900, 900], &[4_000, 4_000, 4_000, 30], &[4_000, 60, 60, 60]];
        let few = [&[300; 3][..], &[20; 4], &[90, 20, 20, 90], &[8; 5], &[60, 70, 20, 30, 15], &[6; 6]];
        let many = [&[900; 4][..], &[500; 5], &[5_000, 9, 5_000, 9, 5_000]];
        for limits in ties.into_iter().chain(few).chain(many) {
            check::<u64>(limits, 6_000, &mut random);
        }
        check::<u128>(&[1 << 40, 1 << 33, 1 << 10, 1 << 33], 5_000, &mut random);
        check::<Words<2>>(&[1 << 101, 40, 40, 1 << 60], 5_000, &mut random);
    }

    #[test]
    fn fields_that_never_vary_do_not_count() {
        let mut random = SplitMix::new(2);
        check::<u128>(&[0, 9, 0, 9, 0], 200, &mut random);
        check::<u64>(&[7, 0, 7, 7, 0, 7], 400, &mut random);
    }

    #[test]
    fn work_ends() {
        let limits = [100; 5];
        let layout = Layout::<u64>::new(&limits).unwrap();
        let mut points = distinct(&limits, &layout, 5_000, &mut SplitMix::new(3));
        let mut work = Work::new(2);
        keep_best(&mut points, &layout, &mut work);
        assert!(work.is_spent());
        assert_eq!(work.steps(), 2);
    }
}
