//! Searches against trying every package, and against published domains.

use std::{collections::BTreeMap, fs, path::PathBuf};

use proptest::{collection::vec, option, prelude::*};
use zopa_engine::{
    Bonus, Budget, Deal, Formula, Package, PartyValues, Problem, Values, Verdict, search_frontier, search_tied,
};

use crate::{brute, small_problem};

#[path = "../../benches/boxes/mod.rs"]
mod boxes;

const STEPS: u64 = 1_000_000;

/// A problem with values and floors.
#[derive(Clone, Debug)]
struct Case {
    problem: Problem,
    values: Values,
    floors: Vec<Option<i128>>,
}

/// Returns cases whose bonuses test the soft formulas of small problems.
fn cases() -> impl Strategy<Value = Case> {
    (small_problem::problems(), 1..=4_usize, prop_oneof![8 => Just(1), 1 => Just(1 << 60), 1 => Just(1 << 90)])
        .prop_flat_map(|(problem, n_parties, unit)| {
            let amount = || prop_oneof![1 => Just(0), 6 => -3..=8_i128].prop_map(move |amount| amount * unit);
            let sizes = problem.space().sizes().to_vec();
            let tables: Vec<_> = sizes.iter().map(|&n| vec(amount(), n)).collect();
            let bonuses = vec(option::weighted(0.7, amount()), problem.soft().len());
            let limit = move |rate| option::weighted(rate, (-4..16_i128).prop_map(move |value| value * unit + 1));
            let party = (tables, bonuses, limit(0.3), limit(0.4));
            (Just(problem), vec(party, n_parties))
        })
        .prop_map(|(problem, parties)| {
            let floors = parties.iter().map(|party| party.3).collect();
            let parties = parties.into_iter().map(|(tables, amounts, cap, ..)| {
                let bonuses = problem
                    .soft()
                    .iter()
                    .zip(amounts)
                    .filter_map(|(soft, amount)| Some(Bonus { formula: soft.formula.clone(), amount: amount? }));
                PartyValues { tables, bonuses: bonuses.collect(), cap, walk_away: None }
            });
            let values = Values::new(&problem, parties.collect()).expect("tables that fit");
            Case { problem, values, floors }
        })
}

impl Case {
    /// Returns the values of all deals that meet the floors.
    fn all(&self) -> Vec<Vec<i128>> {
        let packages = brute::meeting(&self.problem, &brute::all_hard(&self.problem));
        let values = packages.iter().map(|package| self.values.of(package));
        let is_high = |values: &Vec<i128>| {
            values.iter().zip(&self.floors).all(|(v, floor)| floor.is_none_or(|floor| *v >= floor))
        };
        values.filter(is_high).collect()
    }

    fn frontier(&self, steps: u64) -> Verdict<Vec<Deal>> {
        let (space, must) = (self.problem.space(), self.problem.hard());
        search_frontier(space, must, &self.values, &self.floors, &mut Budget::new(steps))
    }

    /// Checks that the packages with the values of some are found, as far as the steps allow.
    fn check_ties(&self, steps: u64, most: usize) {
        let mut known: BTreeMap<Vec<i128>, Vec<Package>> = BTreeMap::new();
        for package in brute::meeting(&self.problem, &brute::all_hard(&self.problem)) {
            known.entry(self.values.of(&package)).or_default().push(package);
        }
        for (values, packages) in known.iter().rev().take(12) {
            let (space, must) = (self.problem.space(), self.problem.hard());
            let one = &packages[packages.len() / 2];
            let (found, is_all) = search_tied(space, must, &self.values, one, most, &mut Budget::new(steps));
            assert!(found.iter().all(|package| packages.contains(package)), "{values:?}");
            assert!(found.windows(2).all(|pair| pair[0] < pair[1]) && found.len() <= most);
            assert!(!is_all || found.len() == packages.len(), "{values:?}");
            assert!(is_all || steps < STEPS || packages.len() > most);
        }
    }

    fn check_deal(&self, deal: &Deal) {
        assert!(self.problem.hard().iter().all(|formula| formula.holds(&deal.package)));
        assert_eq!(deal.values, self.values.of(&deal.package));
        assert!(deal.values.iter().zip(&self.floors).all(|(value, floor)| floor.is_none_or(|floor| *value >= floor)));
    }
}

fn is_dominated(values: &[i128], by: &[i128]) -> bool {
    values != by && values.iter().zip(by).all(|(a, b)| a <= b)
}

/// Returns whether a value is at most another one and its gap.
fn is_near(value: i128, found: i128, gap: f64) -> bool {
    value <= found || gap.is_infinite() || (value - found) as f64 <= gap * found.unsigned_abs() as f64
}

/// Returns the values that no others dominate, in descending order.
fn non_dominated(mut all: Vec<Vec<i128>>) -> Vec<Vec<i128>> {
    all.sort();
    all.dedup();
    let kept = all.iter().filter(|values| !all.iter().any(|other| is_dominated(values, other)));
    kept.rev().cloned().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_500))]

    #[test]
    fn frontiers_are_those_of_all_packages(case in cases()) {
        let all = case.all();
        match case.frontier(STEPS) {
            Verdict::Proven(found) => {
                found.iter().for_each(|deal| case.check_deal(deal));
                let found: Vec<Vec<i128>> = found.into_iter().map(|deal| deal.values).collect();
                prop_assert_eq!(found, non_dominated(all));
            }
            other => prop_assert!(other == Verdict::Impossible && all.is_empty(), "{:?}", other),
        }
    }

    #[test]
    fn a_gap_is_a_promise(case in cases(), steps in 0..12_u64) {
        let all = case.all();
        match case.frontier(steps) {
            Verdict::Proven(found) => prop_assert_eq!(found.len(), non_dominated(all).len()),
            Verdict::BestFound { found, gap } => {
                found.iter().for_each(|deal| case.check_deal(deal));
                let covers = |deal: &Deal, values: &[i128]| {
                    deal.values.iter().zip(values).all(|(found, value)| is_near(*value, *found, gap))
                };
                prop_assert!(all.iter().all(|values| found.iter().any(|deal| covers(deal, values))));
            }
            Verdict::Impossible => prop_assert!(all.is_empty()),
            Verdict::Unknown => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn ties_are_found(case in cases(), steps in 0..12_u64, most in 1..5_usize) {
        case.check_ties(STEPS, usize::MAX);
        case.check_ties(STEPS, most);
        case.check_ties(steps, usize::MAX);
    }
}

/// Returns where copies of published domains are, if there are any.
fn published() -> Option<PathBuf> {
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/scenarios"));
    let folder = std::env::var_os("ZOPA_SCENARIOS").map_or(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// Returns the exact frontier that comes with a domain, each value as a share of the party's cap.
fn expected(folder: &std::path::Path) -> Vec<Vec<f64>> {
    let mut text = fs::read_to_string(folder.join("expected.json")).expect("what is expected");
    text.retain(|letter| !letter.is_whitespace());
    let points = text.split_once("\"pareto\":{").and_then(|(_, rest)| rest.split_once("\"points\":[["));
    let points = points.and_then(|(_, rest)| rest.split_once("]]")).expect("points").0;
    let numbers = |point: &str| point.split(',').map(|number| number.parse().expect("a number")).collect();
    points.split("],[").map(numbers).collect()
}

#[test]
fn the_frontiers_of_published_domains_are_exact() {
    let Some(folder) = published() else { return };
    for name in ["anac2014-10issues", "genius-s-1nikfrt-2", "anac2014-30issues"] {
        let (space, values) = boxes::read(&folder.join(name)).expect("a domain of boxes");
        let answer = search_frontier(&space, &[], &values, &[], &mut Budget::new(STEPS));
        let Verdict::Proven(found) = answer else { panic!("{name}: {answer:?}") };
        let expected = expected(&folder.join(name));
        assert_eq!(found.len(), expected.len(), "{name}");
        for (deal, shares) in found.iter().zip(&expected) {
            assert_eq!(deal.values, values.of(&deal.package));
            for ((party, value), share) in values.parties().iter().zip(&deal.values).zip(shares) {
                let cap = party.cap.expect("a cap") as f64;
                assert!((*value as f64 / cap - share).abs() < 1e-9, "{name}: {deal:?} and not {shares:?}");
            }
        }
    }
}

/// Thousands of points, none of them decided by its table, and chains of formulas through all of them.
#[test]
fn large_spaces_take_the_steps_they_are_given() {
    let n_points = 3_000;
    let space = zopa_engine::Space::new(vec![4; n_points]).expect("a space");
    let at = |point: usize, option: usize| Formula::In { point, options: [option].into_iter().collect() };
    let link = |point| Formula::Or(vec![Formula::Not(Box::new(at(point, 0))), at(point + 1, 1)]);
    let must: Vec<Formula> = (0..n_points - 1).map(link).collect();
    let problem = Problem::new(space.clone(), vec![], vec![]).expect("a problem");
    let party = |party: usize| {
        let tables =
            (0..n_points).map(|point| (0..4).map(|option| ((point * 7 + option * (party + 3)) % 5) as i128).collect());
        let bonuses = (0..n_points - 2).map(|point| {
            let formula = Formula::And(vec![at(point, party), at(point + 2, 2)]);
            Bonus { formula, amount: (point % 9) as i128 - 3 }
        });
        PartyValues { tables: tables.collect(), bonuses: bonuses.collect(), ..PartyValues::default() }
    };
    let values = Values::new(&problem, vec![party(0), party(1)]).expect("values");
    let answer = search_frontier(&space, &must, &values, &[], &mut Budget::new(200));
    let Verdict::BestFound { found, gap } = answer else { panic!("{answer:?}") };
    assert!(!found.is_empty() && gap > 0.0);
}

#[test]
fn without_points_or_parties_there_is_one_deal() {
    let case = |parties: usize| {
        let problem =
            Problem::new(zopa_engine::Space::new(vec![]).expect("a space"), vec![], vec![]).expect("a problem");
        let values = Values::new(&problem, vec![PartyValues::default(); parties]).expect("values");
        Case { problem, values, floors: vec![] }
    };
    for parties in 0..3 {
        let deal = Deal { values: vec![0; parties], package: vec![] };
        assert_eq!(case(parties).frontier(STEPS), Verdict::Proven(vec![deal]));
    }
}

#[test]
fn indices_outside_the_space_only_fail() {
    let case = Case {
        problem: Problem::new(zopa_engine::Space::new(vec![2]).expect("a space"), vec![], vec![]).expect("a problem"),
        values: Values::new(
            &Problem::new(zopa_engine::Space::new(vec![2]).expect("a space"), vec![], vec![]).expect("a problem"),
            vec![PartyValues { tables: vec![vec![1, 2]], ..PartyValues::default() }],
        )
        .expect("values"),
        floors: vec![Some(i128::MIN)],
    };
    let far = Formula::In { point: 7, options: (0..9).collect() };
    let ask = |must: &[Formula]| {
        search_frontier(case.problem.space(), must, &case.values, &case.floors, &mut Budget::new(STEPS))
    };
    assert_eq!(ask(std::slice::from_ref(&far)), Verdict::Impossible);
    assert!(ask(&[Formula::Not(Box::new(far))]).is_proven());
    case.check_ties(STEPS, usize::MAX);
}
