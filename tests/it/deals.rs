//! Deals, frontiers and solutions of random small cases, against plain enumeration over the language's own trees.
//!
//! The oracle adds up values as the language page says, in whole numbers that are fine enough for all of them.

use crate::brute::{Dice, POINTS, Package, holds, parsed, random_case, random_expr, within_red_lines};
use std::collections::{BTreeMap, BTreeSet};
use zopa::question::deals::{Deal, Deals, Options, Solutions, ask};
use zopa::session::{Asked, view};
use zopa_case::case::Case;
use zopa_syntax::expr::Expr;

/// What values are multiplied by: ratings up to 10 of the best, of 100 or of 10, even steps of 1/2, divisors up to 4.
const UNIT: i64 = 2_520 * 100 * 12;

/// How many packages with the same values are asked for.
const TIES: usize = 3;

/// The values of a party: ratings as shares of full marks, times [`UNIT`].
struct Worths {
    weights: Vec<(&'static str, i64)>,
    shares: Vec<Vec<(&'static str, i64)>>,
    bonuses: Vec<(i64, Expr)>,
    out_of: i64,
    cap: Option<i64>,
    walk_away: Option<i64>,
}

impl Worths {
    fn of(&self, package: &Package) -> i64 {
        let points = self.weights.iter().zip(&self.shares).map(|((point, weight), shares)| {
            weight * shares.iter().find(|(choice, _)| *choice == package[point]).map_or(0, |(_, share)| *share)
        });
        let bonuses = self.bonuses.iter().filter(|(_, condition)| holds(package, condition));
        let sum = points.sum::<i64>() + bonuses.map(|(amount, _)| amount * UNIT).sum::<i64>();
        let value = sum / self.out_of;
        self.cap.map_or(value, |cap| value.min(cap))
    }
}

/// Returns the values of a party and the entries that say them.
fn random_worths(dice: &mut Dice, party: &str) -> (Worths, String) {
    let (mut weights, mut shares, mut told) = (Vec::new(), Vec::new(), Vec::new());
    let measure = dice.below(3);
    for &(point, choices) in POINTS {
        if dice.below(4) == 0 && !told.is_empty() {
            continue;
        }
        let weight = dice.below(4) as i64;
        weights.push((point, weight));
        if dice.below(3) == 0 && ["b", "d"].contains(&point) {
            let (word, falls) = match (point, dice.below(2)) {
                ("b", 0) => ("low", true),
                ("b", _) => ("high", false),
                (_, 0) => ("early", true),
                (_, _) => ("late", false),
            };
            let share = |at: usize| UNIT * (if falls { 2 - at } else { at }) as i64 / 2;
            shares.push(choices.iter().enumerate().map(|(at, choice)| (*choice, share(at))).collect());
            told.push(format!("{point} {weight} {word}"));
            continue;
        }
        let ratings: Vec<i64> = choices.iter().map(|_| dice.below(12) as i64 - 1).collect();
        let best = ratings.iter().copied().max().unwrap_or(0);
        let full = match measure {
            0 => 100,
            1 => 10,
            _ if best > 0 => best,
            _ => 1,
        };
        shares.push(choices.iter().zip(&ratings).map(|(choice, rating)| (*choice, rating * UNIT / full)).collect());
        let rows: Vec<String> =
            choices.iter().zip(&ratings).map(|(choice, rating)| format!("{choice} {rating}")).collect();
        told.push(format!("{point} {weight} [{}]", rows.join(", ")));
    }
    let mut text = format!("2026-01-02 value {party} : {}\n", told.join(", "));
    text.push_str(["", "  full 10\n", "  of-best\n"][measure]);
    let mut bonuses = Vec::new();
    for _ in 0..dice.below(3) {
        let (amount, condition) = (dice.below(5) as i64 - 2, random_expr(dice, 1));
        text.push_str(&format!("  plus {amount} if {condition}\n"));
        bonuses.push((amount, parsed(&condition)));
    }
    let out_of = 1 + dice.below(4) as i64;
    text.push_str(&format!("  out-of {out_of}\n"));
    let cap = (dice.below(5) == 0).then(|| dice.below(4) as i64);
    cap.iter().for_each(|cap| text.push_str(&format!("  capped {cap}\n")));
    let walk_away = (dice.below(3) > 0).then(|| dice.below(5) as i64 - 1);
    walk_away.iter().for_each(|value| text.push_str(&format!("2026-01-02 walk-away {party} : {value}\n")));
    let (cap, walk_away) = (cap.map(|cap| cap * UNIT), walk_away.map(|value| value * UNIT));
    (Worths { weights, shares, bonuses, out_of, cap, walk_away }, text)
}

type Points = BTreeSet<Vec<i64>>;

fn most<K: Ord>(points: &Points, key: impl Fn(&Vec<i64>) -> K) -> Points {
    let best = points.iter().map(&key).max();
    points.iter().filter(|point| Some(key(point)) == best).cloned().collect()
}

/// Returns what a deal is worth, in units: exact values are decimals or fractions, and both are whole in units.
fn in_units(deal: &Deal) -> Vec<i64> {
    let whole = |text: &String| -> i64 {
        let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
        let denominator: f64 = denominator.parse().expect("a number");
        let value = numerator.parse::<f64>().expect("a number") / denominator * UNIT as f64;
        assert!((value - value.round()).abs() < 1e-3, "{text}");
        value.round() as i64
    };
    deal.exact.iter().map(whole).collect()
}

fn told(deals: &[Deal]) -> Points {
    deals.iter().map(in_units).collect()
}

/// Checks how many packages are told to have the same values, and which.
fn check_ties(answer: &Deals, values: &[(Package, Vec<i64>)]) {
    let Solutions { nash, kalai_smorodinsky, egalitarian, utilitarian } = &answer.solutions;
    let solutions = [nash, kalai_smorodinsky, egalitarian, utilitarian].into_iter().flatten();
    for (deal, is_solution) in
        answer.frontier.points.iter().map(|deal| (deal, false)).chain(solutions.map(|deal| (deal, true)))
    {
        let worth = in_units(deal);
        let same: Vec<&Package> =
            values.iter().filter(|(_, other)| *other == worth).map(|(package, _)| package).collect();
        assert_eq!(deal.packages, Some(same.len().to_string()));
        let listed: BTreeSet<&BTreeMap<String, String>> = deal.others.iter().chain([&deal.package]).collect();
        assert_eq!(listed.len(), if is_solution { same.len().min(TIES) } else { 1 });
        let is_same = |package: &&BTreeMap<String, String>| {
            same.iter()
                .any(|known| package.iter().all(|(point, choice)| known.get(point.as_str()).copied() == Some(choice)))
        };
        assert!(listed.iter().all(is_same));
    }
}

fn check(seed: u64) -> bool {
    let mut dice = Dice(seed ^ 0x5EED);
    let mut random = random_case(seed);
    let mut parties = Vec::new();
    for party in ["ann", "bob"] {
        let (worths, text) = random_worths(&mut dice, party);
        random.text.push_str(&text);
        parties.push(worths);
    }
    let case = Case::read(vec![("random.zopa".to_string(), random.text.clone())]);
    assert!(case.is_sound(), "seed {seed}: {:?}\n{}", case.errors.first().map(|error| &error.message), random.text);
    let options = Options { ties: TIES, ..Options::default() };
    let answer = ask(&view(&case, &Asked::default()).expect("no assumptions"), &options).expect("a small case");
    let is_deal = |values: &Vec<i64>| {
        let floors =
            parties.iter().zip(values).map(|(party, value)| party.walk_away.is_none_or(|least| *value >= least));
        floors.into_iter().all(|meets| meets)
    };
    let worth = |package: &Package| parties.iter().map(|party| party.of(package)).collect::<Vec<i64>>();
    let packages = within_red_lines(&random).into_iter().map(|package| (package.clone(), worth(&package)));
    let packages: Vec<(Package, Vec<i64>)> = packages.filter(|(_, values)| is_deal(values)).collect();
    check_ties(&answer, &packages);
    let values: Vec<Vec<i64>> = packages.into_iter().map(|(_, values)| values).collect();
    assert_eq!(answer.deals, Some(values.len().to_string()), "seed {seed}\n{}", random.text);
    let all: Points = values.into_iter().collect();
    let beats = |one: &Vec<i64>, other: &Vec<i64>| one != other && one.iter().zip(other).all(|(a, b)| a >= b);
    let frontier: Points = all.iter().filter(|deal| !all.iter().any(|other| beats(other, deal))).cloned().collect();
    assert_eq!(told(&answer.frontier.points), frontier, "seed {seed}\n{}", random.text);
    assert_eq!(answer.frontier.size, Some(frontier.len()), "seed {seed}");
    let no_deal: Vec<i64> = parties.iter().map(|party| party.walk_away.unwrap_or(0)).collect();
    let gains = |deal: &Vec<i64>| -> Vec<i128> {
        deal.iter().zip(&no_deal).map(|(value, none)| i128::from(value - none)).collect()
    };
    let ideal: Vec<i128> = (0..2).map(|at| frontier.iter().map(|deal| gains(deal)[at]).max().unwrap_or(0)).collect();
    let gainers: Points = frontier.iter().filter(|deal| gains(deal).iter().all(|gain| *gain >= 0)).cloned().collect();
    let nash = most(&gainers, |deal| gains(deal).iter().product::<i128>());
    assert_eq!(told(&answer.solutions.nash), nash, "seed {seed}: Nash\n{}", random.text);
    // Shares of gains with one denominator; a party that can gain nothing is left out.
    let shares = |deal: &Vec<i64>| -> Option<i128> {
        let rooms: Vec<i128> = ideal.iter().map(|room| if *room > 0 { *room } else { 1 }).collect();
        let product: i128 = rooms.iter().product();
        (0..2).filter(|&at| ideal[at] > 0).map(|at| gains(deal)[at] * (product / rooms[at])).min()
    };
    let kalai = most(&frontier, shares);
    assert_eq!(told(&answer.solutions.kalai_smorodinsky), kalai, "seed {seed}: Kalai–Smorodinsky\n{}", random.text);
    let egalitarian = most(&frontier, |deal| {
        let mut gains = gains(deal);
        gains.sort_unstable();
        gains
    });
    assert_eq!(told(&answer.solutions.egalitarian), egalitarian, "seed {seed}: egalitarian\n{}", random.text);
    let utilitarian = most(&frontier, |deal| deal.iter().sum::<i64>());
    assert_eq!(told(&answer.solutions.utilitarian), utilitarian, "seed {seed}: utilitarian\n{}", random.text);
    frontier.len() > 1
}

#[test]
fn deals_equal_enumeration() {
    let interesting = (0..3_000).filter(|&seed| check(seed)).count();
    assert!(interesting > 300, "only {interesting} of the random cases have trade-offs: the generator tests little");
}
