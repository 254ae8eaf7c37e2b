//! The bargaining solutions among listed deals, as the field's programs define them.
//!
//! The same names mean different things in different programs. With `u` what a deal is worth to a party, `d` what no
//! deal is worth to it and `m` the most that it may get:
//!
//! | | textbook | NegMAS | GENIUS | NegoLog |
//! | --- | --- | --- | --- | --- |
//! | among | deals | deals | all packages | all packages |
//! | Nash | most Π (u − d) | the same | the same | most Π u |
//! | Kalai–Smorodinsky | most min (u − d)/(m − d) | least spread of (u − d)/(m − d) | least Σ abs(uᵢ − uⱼ) | – |
//! | egalitarian | leximin of u − d | most min (u − d) | – | most Σ u |
//! | utilitarian | most Σ u | the same | the same | the same |
//!
//! In the textbook `m` is the most over deals, in NegMAS over all packages. In NegMAS `d` is the least that a package is
//! worth, where that is more than no deal. NegMAS and NegoLog call their egalitarian solution Kalai's.
//!
//! *Source*: Nash, The bargaining problem, 1950; Kalai and Smorodinsky, Other solutions to Nash's bargaining problem,
//! 1975; Kalai, Proportional solutions to bargaining situations, 1977. The programs: NegMAS 0.16 (`preferences/ops`),
//! GENIUS 10.4 (`BidSpace`, `MultilateralAnalysis`), NegoLog (`BidSpace`).

use num_bigint::BigInt;
use num_rational::BigRational;
use std::cmp::Reverse;

/// Whose definitions are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// Those of the literature, for finitely many deals.
    Textbook,
    /// Those of NegMAS.
    Negmas,
    /// Those of GENIUS.
    Genius,
    /// Those of NegoLog.
    Negolog,
}

/// A bargaining solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Solution {
    /// The product of gains.
    Nash,
    /// The gains as shares of the most that each may gain.
    KalaiSmorodinsky,
    /// The gains, those of the worst off first.
    Egalitarian,
    /// The sum.
    Utilitarian,
}

/// What gains are measured from and by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What no deal is worth to each party.
    pub no_deal: Vec<i128>,
    /// The most that each party may get.
    pub most: Vec<i128>,
}

/// Returns the positions of the deals, listed by their values, that are the solution, all ties; none where the
/// convention knows no such solution.
///
/// A party whose most is no more than what no deal is worth to it is left out of shares.
///
/// *Cost*: linear in the number of deals, times the length of their numbers.
pub fn choose(convention: Convention, solution: Solution, deals: &[Vec<i128>], measure: &Measure) -> Vec<usize> {
    let gains = |deal: &Vec<i128>| -> Vec<BigInt> {
        deal.iter().zip(&measure.no_deal).map(|(&value, &none)| BigInt::from(value) - none).collect()
    };
    let shares = |deal: &Vec<i128>| -> Vec<BigRational> {
        let room = measure.most.iter().zip(&measure.no_deal).map(|(&most, &none)| BigInt::from(most) - none);
        let shares = gains(deal).into_iter().zip(room).filter(|(_, room)| *room > BigInt::ZERO);
        shares.map(|(gain, room)| BigRational::new(gain, room)).collect()
    };
    let sum = |deal: &Vec<i128>| -> BigInt { deal.iter().map(|&value| BigInt::from(value)).sum() };
    match (solution, convention) {
        (Solution::Utilitarian, _) | (Solution::Egalitarian, Convention::Negolog) => most(deals, sum),
        (Solution::Nash, Convention::Negolog) => {
            most(deals, |deal| deal.iter().map(|&value| BigInt::from(value)).product::<BigInt>())
        }
        (Solution::Nash, _) => most(deals, |deal| gains(deal).into_iter().product::<BigInt>()),
        (Solution::KalaiSmorodinsky, Convention::Textbook) => most(deals, |deal| shares(deal).into_iter().min()),
        (Solution::KalaiSmorodinsky, Convention::Negmas) => most(deals, |deal| {
            let shares = shares(deal);
            let spread = shares.iter().max().zip(shares.iter().min()).map(|(most, least)| most - least);
            Reverse(spread)
        }),
        (Solution::KalaiSmorodinsky, Convention::Genius) => most(deals, |deal| Reverse(distances(deal))),
        (Solution::Egalitarian, Convention::Textbook) => most(deals, |deal| {
            let mut gains = gains(deal);
            gains.sort();
            gains
        }),
        (Solution::Egalitarian, Convention::Negmas) => most(deals, |deal| gains(deal).into_iter().min()),
        (Solution::Egalitarian, Convention::Genius) | (Solution::KalaiSmorodinsky, Convention::Negolog) => Vec::new(),
    }
}

fn distances(values: &[i128]) -> BigInt {
    let pairs =
        values.iter().enumerate().flat_map(|(at, &one)| values[at + 1..].iter().map(move |&other| (one, other)));
    pairs.map(|(one, other)| BigInt::from(one.abs_diff(other))).sum()
}

/// Returns the positions of the deals with the largest key.
fn most<K: Ord>(deals: &[Vec<i128>], key: impl Fn(&Vec<i128>) -> K) -> Vec<usize> {
    let mut best: Option<K> = None;
    let mut at_best = Vec::new();
    for (at, deal) in deals.iter().enumerate() {
        let key = key(deal);
        match best.as_ref().map(|best| key.cmp(best)) {
            Some(std::cmp::Ordering::Less) => {}
            Some(std::cmp::Ordering::Equal) => at_best.push(at),
            Some(std::cmp::Ordering::Greater) | None => {
                best = Some(key);
                at_best = vec![at];
            }
        }
    }
    at_best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deals(values: &[[i128; 2]]) -> Vec<Vec<i128>> {
        values.iter().map(|values| values.to_vec()).collect()
    }

    /// The gains are (8, 1), (5, 4), (4, 5), (1, 8); the first party may get twice as much as the second.
    #[test]
    fn conventions_differ() {
        let listed = deals(&[[9, 1], [6, 4], [5, 5], [2, 8]]);
        let measure = Measure { no_deal: vec![1, 0], most: vec![17, 8] };
        let chosen = |convention, solution| choose(convention, solution, &listed, &measure);
        assert_eq!(chosen(Convention::Textbook, Solution::Nash), [1, 2]);
        assert_eq!(chosen(Convention::Negolog, Solution::Nash), [2]);
        assert_eq!(chosen(Convention::Textbook, Solution::KalaiSmorodinsky), [1]);
        assert_eq!(chosen(Convention::Negmas, Solution::KalaiSmorodinsky), [1]);
        assert_eq!(chosen(Convention::Genius, Solution::KalaiSmorodinsky), [2]);
        assert_eq!(chosen(Convention::Textbook, Solution::Egalitarian), [1, 2]);
        assert_eq!(chosen(Convention::Genius, Solution::Egalitarian), [0; 0]);
        assert_eq!(chosen(Convention::Textbook, Solution::Utilitarian), [0, 1, 2, 3]);
    }

    #[test]
    fn leximin_looks_beyond_the_worst_off() {
        let listed = deals(&[[3, 5], [3, 6], [7, 3]]);
        let measure = Measure { no_deal: vec![0, 0], most: vec![7, 6] };
        assert_eq!(choose(Convention::Textbook, Solution::Egalitarian, &listed, &measure), [2]);
        assert_eq!(choose(Convention::Negmas, Solution::Egalitarian, &listed, &measure), [0, 1, 2]);
    }

    #[test]
    fn large_numbers_do_not_overflow() {
        let large = 1_i128 << 124;
        let listed = deals(&[[large, -large], [large - 1, large]]);
        let measure = Measure { no_deal: vec![-large, -large], most: vec![large, large] };
        for solution in [Solution::Nash, Solution::KalaiSmorodinsky, Solution::Egalitarian, Solution::Utilitarian] {
            assert_eq!(choose(Convention::Textbook, solution, &listed, &measure), [1]);
        }
    }
}
