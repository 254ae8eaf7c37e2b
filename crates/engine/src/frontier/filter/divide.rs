//! Divide and conquer, for any number of fields.
//!
//! Of vectors in ascending order only an earlier one can be better. So the better ones of each half are found first,
//! and then which of the later half one of the earlier half is better than, a field at a time: between the half of the
//! vectors that is smaller in a field and the other one, the field is settled.
//!
//! *Source*: Kung, Luccio and Preparata, On finding the maxima of a set of vectors, JACM 22(4), 1975; Bentley,
//! Multidimensional divide-and-conquer, CACM 23(4), 1980.

use super::{
    super::packed::{Field, Packed},
    Work, tree,
};

/// So many vectors are compared each with each.
const FEW: usize = 64;

/// So many pairs are compared one by one.
const PAIRS: usize = 8_192;

/// So many vectors are worth a tree.
const MANY: usize = 1_500;

/// Keeps the vectors that no other is better than. *Shape*: distinct and ascending; so they remain.
///
/// `fields` are all but the first.
pub(super) fn keep_best<V: Packed>(points: &mut Vec<V>, fields: &[Field], guards: V, work: &mut Work) {
    let n = Divide { guards, work }.within(points, fields);
    points.truncate(n);
    points.sort_unstable();
}

struct Divide<'w, V> {
    guards: V,
    work: &'w mut Work,
}

impl<V: Packed> Divide<'_, V> {
    /// Moves the vectors to the front that no other is better than, and returns how many there are.
    fn within(&mut self, points: &mut [V], fields: &[Field]) -> usize {
        if points.len() <= FEW {
            return self.compare_each(points);
        }
        let middle = points.len() / 2;
        let (earlier, later) = points.split_at_mut(middle);
        let n_earlier = self.within(earlier, fields);
        let n_later = self.within(later, fields);
        let n_later = self.against(&mut earlier[..n_earlier], &mut later[..n_later], fields);
        points.copy_within(middle..middle + n_later, n_earlier);
        n_earlier + n_later
    }

    fn compare_each(&mut self, points: &mut [V]) -> usize {
        let mut n = 0;
        for at in 0..points.len() {
            let point = points[at];
            if !points[..n].iter().any(|best| best.is_within(point, self.guards)) {
                points[n] = point;
                n += 1;
            }
        }
        self.work.spend(points.len() * n);
        n
    }

    /// Moves those of `points` to the front that none of `better` is at most as large as in all `fields`, and returns
    /// how many there are. In all other fields the better ones are known to be so.
    fn against(&mut self, better: &mut [V], points: &mut [V], fields: &[Field]) -> usize {
        let guards = self.guards;
        if better.is_empty() || points.is_empty() || self.work.is_spent() {
            return points.len();
        }
        let n_pairs = better.len().saturating_mul(points.len());
        if n_pairs <= PAIRS {
            self.work.spend(n_pairs);
            return keep(points, |point| !better.iter().any(|best| best.is_within(*point, guards)));
        }
        self.work.spend(better.len() + points.len());
        match *fields {
            [] => 0,
            [last] => {
                let least = better.iter().map(|best| best.part(last)).min();
                keep(points, |point| least.is_none_or(|least| point.part(last) < least))
            }
            [first, last] => sweep(better, points, first, last),
            [first, second, last] if better.len() + points.len() > MANY => {
                tree::against(better, points, [first, second, last])
            }
            _ => self.split(better, points, fields),
        }
    }

    /// Divides by the first of the fields.
    fn split(&mut self, better: &mut [V], points: &mut [V], fields: &[Field]) -> usize {
        let (first, rest) = (fields[0], &fields[1..]);
        let of = |point: &V| point.part(first);
        let parts = better.iter().map(of);
        let (Some(least), Some(most)) = (parts.clone().min(), parts.max()) else { return points.len() };
        let n_free = partition(points, |point| of(point) < least);
        let rivals = &mut points[n_free..];
        if least == most {
            return n_free + self.against(better, rivals, rest);
        }
        let middle = better.len() / 2;
        let pivot = of(better.select_nth_unstable_by_key(middle, of).1);
        let is_low = |point: &V| if pivot > least { of(point) < pivot } else { of(point) <= pivot };
        let n_better = partition(better, is_low);
        let (low_better, high_better) = better.split_at_mut(n_better);
        let n_points = partition(rivals, is_low);
        let (low, high) = rivals.split_at_mut(n_points);
        let n_low = self.against(low_better, low, fields);
        let n_high = self.against(low_better, high, rest);
        let n_high = self.against(high_better, &mut high[..n_high], fields);
        rivals.copy_within(n_points..n_points + n_high, n_low);
        n_free + n_low + n_high
    }
}

/// Does [`Divide::against`] for two fields: keeps those that are below all stairs to their left.
fn sweep<V: Packed>(better: &mut [V], points: &mut [V], first: Field, last: Field) -> usize {
    let of = |point: &V| (point.part(first), point.part(last));
    better.sort_unstable_by_key(of);
    let mut stairs = Vec::with_capacity(better.len());
    for (place, height) in better.iter().map(of) {
        if stairs.last().is_none_or(|&(_, lowest)| height < lowest) {
            stairs.push((place, height));
        }
    }
    keep(points, |point| {
        let n_left = stairs.partition_point(|&(place, _)| place <= point.part(first));
        n_left == 0 || point.part(last) < stairs[n_left - 1].1
    })
}

/// Moves those to the front, in order, that are to be kept, and returns how many there are. The others are lost.
fn keep<V: Packed>(points: &mut [V], is_kept: impl Fn(&V) -> bool) -> usize {
    let mut n = 0;
    for at in 0..points.len() {
        let point = points[at];
        points[n] = point;
        n += usize::from(is_kept(&point));
    }
    n
}

/// Moves those to the front that pass, and returns how many do.
fn partition<V: Packed>(points: &mut [V], passes: impl Fn(&V) -> bool) -> usize {
    let mut n = 0;
    for at in 0..points.len() {
        let point = points[at];
        points.swap(n, at);
        n += usize::from(passes(&point));
    }
    n
}
