//! Frontiers hold exactly the values that no package beats, each with a package that has them.

use proptest::{collection::vec, prelude::*};
use zopa_engine::{
    Bonus, Budget, DIAGRAM_ARCS_MAX, Frontier, FrontierOptions, FrontierTooLarge, PartyValues, Problem, Space,
    SplitMix, Values, Zone, frontier,
};

use crate::{brute, small_problem};

/// How large the numbers of a party are: many ties, the usual, and some for each width.
const SIZES: [i128; 8] = [0, 1, 2, 7, 100, 1 << 31, 1 << 62, 1 << 92];

/// What is asked of the engine and of the oracle.
#[derive(Debug)]
struct Case {
    problem: Problem,
    values: Values,
    floors: Vec<Option<i128>>,
}

impl Case {
    /// Returns a case of the formulas of a problem, with points besides that no formula names. The soft formulas are
    /// bonuses.
    fn new(problem: &Problem, free: &[usize], n_parties: usize, seed: u64) -> Case {
        let mut random = SplitMix::new(seed);
        let sizes: Vec<usize> = problem.space().sizes().iter().chain(free).copied().collect();
        let space = Space::new(sizes).expect("a small space");
        let of_problem = Problem::new(space.clone(), problem.hard().to_vec(), vec![]).expect("it fitted before");
        let largest = random.below(SIZES.len());
        let parties = (0..n_parties).map(|_| {
            let size = SIZES[if random.below(3) == 0 { random.below(SIZES.len()) } else { largest }];
            let mut number = || number(&mut random, size);
            let tables = space.sizes().iter().map(|&n| (0..n).map(|_| number()).collect()).collect();
            let mut bonuses = Vec::new();
            for soft in problem.soft() {
                let amount = number();
                if amount % 2 == 0 {
                    bonuses.push(Bonus { formula: soft.formula.clone(), amount });
                }
            }
            PartyValues { tables, bonuses, ..PartyValues::default() }
        });
        let mut parties: Vec<PartyValues> = parties.collect();
        let mut floors = Vec::new();
        for party in &mut parties {
            let mut of_some = || {
                let package: Vec<usize> = space.sizes().iter().map(|&n| random.below(n)).collect();
                (random.below(4) == 0).then(|| party.of(&package) + random.below(3) as i128 - 1)
            };
            let (cap, floor) = (of_some(), of_some());
            floors.push(floor);
            party.cap = cap;
        }
        floors.truncate(random.below(n_parties + 2));
        let values = Values::new(&of_problem, parties).expect("tables that fit");
        Case { problem: of_problem, values, floors }
    }

    fn frontier(&self) -> Frontier {
        let space = self.problem.space();
        let zone = Zone::compile(space, self.problem.hard(), self.values.clone(), DIAGRAM_ARCS_MAX);
        let mut budget = Budget::new(u64::MAX);
        frontier(&zone.expect("a small diagram"), &self.floors, &FrontierOptions::default(), &mut budget)
            .expect("a small frontier")
    }

    /// Returns the values on the frontier, descending, by trying every package.
    fn expected(&self) -> Vec<Vec<i128>> {
        let meeting = brute::meeting(&self.problem, &brute::all_hard(&self.problem));
        let mut values: Vec<Vec<i128>> = meeting.iter().map(|package| self.values.of(package)).collect();
        let reaches = |values: &Vec<i128>| {
            values.iter().zip(&self.floors).all(|(v, floor)| floor.is_none_or(|floor| *v >= floor))
        };
        values.retain(reaches);
        values.sort_unstable_by(|one, other| other.cmp(one));
        values.dedup();
        let mut best: Vec<Vec<i128>> = Vec::new();
        for one in values {
            if !best.iter().any(|other| other.iter().zip(&one).all(|(other, one)| other >= one)) {
                best.push(one);
            }
        }
        best
    }

    fn check(&self) -> Result<(), TestCaseError> {
        let (frontier, expected) = (self.frontier(), self.expected());
        prop_assert_eq!(frontier.len(), expected.len());
        let deals: Vec<_> = frontier.deals().collect();
        prop_assert_eq!(deals.len(), expected.len());
        for (at, (deal, expected)) in deals.iter().zip(expected).enumerate() {
            prop_assert_eq!(&deal.values, &expected);
            prop_assert_eq!(frontier.values(at), Some(expected));
            prop_assert_eq!(&self.values.of(&deal.package), &deal.values);
            prop_assert!(self.problem.hard().iter().all(|formula| formula.holds(&deal.package)));
        }
        prop_assert_eq!(frontier.deal(deals.len()), None);
        Ok(())
    }
}

/// Returns a number between plus and minus a size.
fn number(random: &mut SplitMix, size: i128) -> i128 {
    let wide = i128::from(random.next_u64()) << 64 | i128::from(random.next_u64());
    wide.rem_euclid(2 * size + 1) - size
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn frontiers_of_small_zones(
        problem in small_problem::problems(),
        free in vec(1..4_usize, 0..3),
        n_parties in 1..7_usize,
        seed in any::<u64>(),
    ) {
        Case::new(&problem, &free, n_parties, seed).check()?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    /// With few formulas, so that frontiers are large.
    #[test]
    fn frontiers_of_loose_zones(
        problem in small_problem::crowded_problems(),
        free in vec(2..5_usize, 1..4),
        n_parties in 1..7_usize,
        seed in any::<u64>(),
    ) {
        Case::new(&problem, &free, n_parties, seed).check()?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn frontiers_of_larger_zones(
        problem in small_problem::problems(),
        free in vec(3..5_usize, 4..5),
        n_parties in 2..7_usize,
        seed in any::<u64>(),
    ) {
        Case::new(&problem, &free, n_parties, seed).check()?;
    }
}

/// Returns a zone without formulas in which each party is worth something different.
fn additive(n_parties: usize, sizes: &[usize], seed: u64, size: i128) -> Zone {
    let mut random = SplitMix::new(seed);
    let space = Space::new(sizes.to_vec()).expect("a small space");
    let tables =
        |random: &mut SplitMix| sizes.iter().map(|&n| (0..n).map(|_| number(random, size)).collect()).collect();
    let parties = (0..n_parties).map(|_| PartyValues { tables: tables(&mut random), ..PartyValues::default() });
    let problem = Problem::new(space.clone(), vec![], vec![]).expect("no formulas");
    let values = Values::new(&problem, parties.collect()).expect("tables that fit");
    Zone::compile(&space, &[], values, DIAGRAM_ARCS_MAX).expect("a diagram")
}

fn ask(zone: &Zone, points_max: usize, steps: u64) -> Result<usize, FrontierTooLarge> {
    let options = FrontierOptions { points_max };
    frontier(zone, &[], &options, &mut Budget::new(steps)).map(|frontier| frontier.len())
}

#[test]
fn large_spaces_agree_with_trying_everything() {
    let sizes = [10, 10, 10, 10, 10];
    for (n_parties, size) in [(2, 1_000), (3, 50), (3, 1 << 40), (4, 12), (4, 1 << 30), (5, 3), (5, 1 << 62)] {
        let zone = additive(n_parties, &sizes, 5, size);
        let values = zone.values().clone();
        let problem = Problem::new(Space::new(sizes.to_vec()).expect("a space"), vec![], vec![]).expect("no formulas");
        let case = Case { problem, values, floors: vec![] };
        let (frontier, expected) = (case.frontier(), case.expected());
        assert!((0..expected.len()).all(|at| frontier.values(at).as_ref() == Some(&expected[at])));
        assert_eq!(frontier.len(), expected.len());
        for deal in frontier.deals().step_by(50) {
            assert_eq!(case.values.of(&deal.package), deal.values);
        }
    }
}

#[test]
fn a_frontier_too_large_says_how_far_it_came() {
    let zone = additive(3, &[4; 12], 1, 1_000);
    let n = ask(&zone, 1 << 20, u64::MAX).expect("a frontier");
    let error = ask(&zone, n, u64::MAX).expect_err("all levels together are more");
    assert!(error.points > n && error.levels_done < 12 && !error.is_out_of_budget, "{error:?}");
    assert_eq!(ask(&zone, 0, u64::MAX).expect_err("not one point").levels_done, 0);
}

#[test]
fn a_budget_ends_everywhere_at_the_same_place() {
    let zone = additive(5, &[4; 12], 1, 1_000);
    let mut budget = Budget::new(1 << 40);
    let all = frontier(&zone, &[], &FrontierOptions::default(), &mut budget).expect("a frontier");
    let steps = (1 << 40) - budget.remaining();
    assert_eq!(ask(&zone, 1 << 25, steps + 1), Ok(all.len()));
    let error = ask(&zone, 1 << 25, steps / 2).expect_err("half of the steps");
    assert!(error.is_out_of_budget);
    assert_eq!(ask(&zone, 1 << 25, steps / 2), Err(error));
    assert_eq!(ask(&zone, 1 << 25, 0).expect_err("no step").levels_done, 0);
}

#[test]
fn odd_zones_have_a_frontier() {
    assert_eq!(ask(&additive(0, &[3, 3], 1, 5), 100, 100), Ok(1));
    assert_eq!(ask(&additive(2, &[], 1, 5), 100, 100), Ok(1));
    assert_eq!(ask(&additive(12, &[2, 2, 2], 1, 1 << 95), 100, 100), Ok(8));
    assert_eq!(ask(&additive(3, &[1; 60], 1, 1 << 90), 100, 100), Ok(1));
    let zone = additive(2, &[2, 2], 1, 5);
    for floor in [i128::MIN, i128::MAX] {
        let floors = [None, Some(floor), Some(7), None];
        let found = frontier(&zone, &floors, &FrontierOptions::default(), &mut Budget::new(100)).expect("a frontier");
        assert_eq!(found.is_empty(), floor == i128::MAX);
        assert_eq!(found.deal(found.len()), None);
    }
}
