//! How many members hold.

use crate::{
    encode::{Encoder, Seen},
    formula::Formula,
    limit::TooLarge,
    sat::Lit,
};

impl Encoder {
    /// Returns a literal that implies that the number of members that hold is in range, or is not.
    ///
    /// An upper bound on those that hold is a lower bound on those that fail, so both sides need
    /// the same one-sided counter.
    pub(super) fn count(
        &mut self,
        (low, high): (usize, usize),
        of: &[Formula],
        holds: bool,
        seen: &mut Seen,
    ) -> Result<Lit, TooLarge> {
        let n = of.len();
        if low > high || low > n {
            return Ok(self.constant(!holds));
        }
        let high = high.min(n);
        // At least so many hold, and at least so many fail.
        let (n_hold, n_fail) = if holds { (low, n - high) } else { (high + 1, n + 1 - low) };
        let mut sides = Vec::new();
        for (wanted, at_least) in [(true, n_hold), (false, n_fail)] {
            // A side that asks for nothing or for too much needs no member encoded.
            sides.push(if at_least == 0 {
                self.constant(true)
            } else if at_least > n {
                self.constant(false)
            } else {
                let members = self.imply_each(of, wanted, seen)?;
                self.at_least(at_least, &members)?
            });
        }
        Ok(if holds { self.all(sides) } else { self.any(sides) })
    }

    /// Returns a literal that implies that so many members are true.
    ///
    /// *Cost*: a sequential counter of `k * (n - k + 1)` clauses of three literals and as many of
    /// two.
    ///
    /// *Source*: Sinz, Towards an optimal CNF encoding of Boolean cardinality constraints, CP
    /// 2005.
    fn at_least(&mut self, k: usize, members: &[Lit]) -> Result<Lit, TooLarge> {
        let truth = self.sat.truth();
        // `reached[j]` implies that `j` of the members seen so far, from the end, are true.
        let mut reached = vec![!truth; k + 1];
        reached[0] = truth;
        for (n_seen, &member) in members.iter().rev().enumerate() {
            let n_before = members.len() - n_seen - 1;
            // What the members before this one cannot make up for is needed; the rest is not.
            let lowest = k.saturating_sub(n_before).max(1);
            for j in (lowest..=k.min(n_seen + 1)).rev() {
                self.sat.take_room(1)?;
                let with = self.all(vec![member, reached[j - 1]]);
                reached[j] = self.any(vec![reached[j], with]);
            }
        }
        Ok(reached[k])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{budget::Budget, space::Space};

    #[test]
    fn exactly_as_many_as_asked() {
        for n in 1..=5_usize {
            for k in 1..=n {
                let mut encoder = Encoder::new(&Space::new(vec![2; n]).unwrap());
                let members: Vec<Lit> = encoder.options().iter().map(|of| of[1]).collect();
                let counter = encoder.at_least(k, &members).unwrap();
                for truths in 0..1_u32 << n {
                    let chosen = |index: usize| truths >> index & 1 == 1;
                    let mut assumed: Vec<Lit> =
                        (0..n).map(|index| if chosen(index) { members[index] } else { !members[index] }).collect();
                    let mut budget = Budget::new(100);
                    assert_eq!(encoder.sat.solve(&assumed, &mut budget), Some(true));
                    assumed.push(counter);
                    let expected = truths.count_ones() as usize >= k;
                    assert_eq!(encoder.sat.solve(&assumed, &mut budget), Some(expected));
                }
            }
        }
    }
}
