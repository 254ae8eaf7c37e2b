//! Input at and beyond the limits: large, deep and extreme, but never a panic.

use zopa_engine::{
    Budget, ENCODING_LITERALS_MAX, Feasibility, Formula, Limit, LinearTerm, NESTING_MAX, OPTIONS_PER_POINT_MAX,
    OptionSet, Problem, ProblemError, Soft, Solver, Space, TooLarge, certificate, conflicts, dead_options,
    minimal_core, moves_only,
};

const STEPS: u64 = 1_000_000;

fn settled(point: usize, options: impl IntoIterator<Item = usize>) -> Formula {
    let options = OptionSet::from_iter(options);
    Formula::In { point, options }
}

fn soft(formula: Formula, cost: u64) -> Soft {
    Soft { formula, cost }
}

/// Returns the test that the sum of the points' option indices, each times a factor, is in range.
fn weighted(factors: &[i64], n_options: usize, low: i64, high: i64) -> Formula {
    let term = |(point, &factor): (usize, &i64)| {
        let value = |option: usize| Some(factor * i64::try_from(option).expect("a small index"));
        LinearTerm { point, values: (0..n_options).map(value).collect() }
    };
    let terms = factors.iter().enumerate().map(term).collect();
    Formula::Linear { terms, low, high }
}

#[test]
fn points_of_ten_thousand_options() {
    let n = OPTIONS_PER_POINT_MAX;
    let space = Space::new(vec![n, n]).unwrap();
    let line = vec![
        soft(settled(0, 0..9_000), 1),
        soft(settled(0, 8_999..n), 1),
        soft(settled(1, [0, 9_999]), 1),
        soft(weighted(&[1, 1], n, 18_998, i64::MAX), 1),
        soft(Formula::Not(Box::new(settled(1, [9_999]))), 1),
    ];
    let problem = Problem::new(space, vec![], line).unwrap();
    let found = conflicts(&problem, &mut Budget::new(STEPS)).unwrap();
    assert!(found.complete);
    assert_eq!(found.clashes, [vec![0, 3, 4], vec![2, 3, 4]]);
    let moves: Vec<_> = found.moves.iter().map(|of| of.soft.clone()).collect();
    assert_eq!(moves, [vec![3], vec![4], vec![0, 2]]);
}

#[test]
fn the_first_package_of_a_large_space() {
    let n = OPTIONS_PER_POINT_MAX;
    let mut solver = Solver::new(&Space::new(vec![n, 3, n]).unwrap());
    let late = solver.add(&settled(0, 7_531..n)).unwrap();
    // As pairs of options, this would take 100 million clauses.
    let apart = solver.add(&weighted(&[1, 0, -1], n, 42, 42)).unwrap();
    let first = solver.first(&[late, apart], &mut Budget::new(STEPS));
    assert_eq!(first, Feasibility::Possible(vec![7_531, 0, 7_489]));
}

#[test]
fn dead_options_of_a_large_point() {
    let space = Space::new(vec![OPTIONS_PER_POINT_MAX, 2]).unwrap();
    let hard = vec![Formula::Iff(Box::new(settled(0, 0..100)), Box::new(settled(1, [0])))];
    let problem = Problem::new(space, hard, vec![soft(settled(1, [0]), 1)]).unwrap();
    let found = dead_options(&problem, &[0], &mut Budget::new(STEPS)).unwrap();
    assert_eq!(found.dead, [(100..OPTIONS_PER_POINT_MAX).collect(), vec![1]]);
    assert!(found.unknown.iter().all(Vec::is_empty));
}

#[test]
fn a_sum_with_too_many_branches_is_refused_and_harmless() {
    let n = 9_000;
    let space = Space::new(vec![n; 4]).unwrap();
    let mut solver = Solver::new(&space);
    let sum = weighted(&[1, 7, 49, 343], n, 1_000_000, 1_000_003);
    let refused = Err(TooLarge { limit: Limit::EncodingLiterals });
    assert_eq!(solver.add(&sum), refused);
    assert!(matches!(solver.find(&[], &mut Budget::new(STEPS)), Feasibility::Possible(_)));
    let problem = Problem::new(space, vec![], vec![soft(sum, 1)]).unwrap();
    let error = conflicts(&problem, &mut Budget::new(STEPS)).unwrap_err();
    assert_eq!(error.to_string(), format!("more than {ENCODING_LITERALS_MAX} literals in the clauses of one solver"));
}

#[test]
fn a_search_among_sums_that_leaves_no_clause_is_bounded() {
    // Even numbers never add up to an odd one, which the diagram sees only at its leaves.
    let n = 64;
    let value = |point: u32| 2 * (0x1E37_79B9_7F4A_7C15_i64.wrapping_pow(point) >> 24);
    let terms = (1..=n).map(|point| LinearTerm {
        point: usize::try_from(point - 1).unwrap(),
        values: vec![Some(0), Some(value(point))],
    });
    let sum = Formula::Linear { terms: terms.collect(), low: 12_345, high: 12_345 };
    let mut solver = Solver::new(&Space::new(vec![2; 64]).unwrap());
    let limit = Limit::EncodingLiterals;
    assert_eq!(solver.add(&sum), Err(TooLarge { limit }));
}

#[test]
fn extreme_values_do_not_overflow() {
    let term = |point, values: [i64; 2]| LinearTerm { point, values: values.map(Some).to_vec() };
    let n = 200;
    let terms: Vec<_> = (0..n).map(|point| term(point, [i64::MIN, i64::MAX])).collect();
    let space = Space::new(vec![2; n]).unwrap();
    // The sum is (k - 200) * 2^63 + k * (2^63 - 1) for k maxima: -k at k = 100, far off otherwise.
    let near_zero = |terms: &Vec<LinearTerm>, high| {
        let terms = terms.clone();
        Formula::Linear { terms, low: -1_000_000, high }
    };
    let fits = Problem::new(space.clone(), vec![near_zero(&terms, -100)], vec![]).unwrap();
    let misses = Problem::new(space, vec![near_zero(&terms, -101)], vec![]).unwrap();
    let clashes = |problem| conflicts(problem, &mut Budget::new(STEPS)).unwrap().clashes;
    assert_eq!(clashes(&fits), Vec::<Vec<usize>>::new());
    // -101 is out of reach only because the bound below is: -2^63 comes next.
    assert_eq!(clashes(&misses), [Vec::<usize>::new()]);
}

#[test]
fn costs_beyond_64_bits_are_refused() {
    let problem = |costs: [u64; 2]| {
        let lines = costs.map(|cost| soft(Formula::False, cost)).to_vec();
        Problem::new(Space::new(vec![1]).unwrap(), vec![], lines)
    };
    assert_eq!(problem([u64::MAX, 1]), Err(ProblemError::CostsTooLarge));
    let largest = problem([u64::MAX, 0]).unwrap();
    let found = moves_only(&largest, &mut Budget::new(STEPS)).unwrap();
    assert_eq!(found.moves[0].cost, u64::MAX);
}

#[test]
fn the_deepest_formula_is_answered() {
    // Every second level is an equivalence, which doubles the work if it is done naively.
    let deep = (1..NESTING_MAX).fold(settled(0, [1]), |inner, level| match level % 3 {
        0 => Formula::Not(Box::new(inner)),
        1 => Formula::Iff(Box::new(inner), Box::new(settled(1, [level % 2]))),
        _ => Formula::Count { low: 1, high: 1, of: vec![inner] },
    });
    let space = Space::new(vec![2, 2]).unwrap();
    let opposite = Formula::Not(Box::new(deep.clone()));
    assert!(matches!(Problem::new(space.clone(), vec![], vec![soft(opposite, 1)]), Err(ProblemError::TooDeep { .. })));
    let mut solver = Solver::new(&space);
    let selector = solver.add(&deep).unwrap();
    let Feasibility::Possible(package) = solver.first(&[selector], &mut Budget::new(STEPS)) else {
        panic!("an equivalence can be met");
    };
    assert!(deep.holds(&package));
    let problem = Problem::new(space, vec![], vec![soft(deep, 1), soft(Formula::False, 1)]).unwrap();
    assert_eq!(certificate::is_minimal_clash(&problem, &[1], STEPS), Some(true));
    assert_eq!(certificate::is_minimal_move(&problem, &[1], STEPS), Some(true));
}

#[test]
fn unknown_indices_are_harmless() {
    let problem = Problem::new(Space::new(vec![2]).unwrap(), vec![], vec![]).unwrap();
    let none = usize::MAX;
    let mut budget = Budget::new(STEPS);
    assert_eq!(minimal_core(&problem, &[none], &[none], &mut budget), Ok(None));
    let found = dead_options(&problem, &[none], &mut budget).unwrap();
    assert_eq!(found.dead, [Vec::<usize>::new()]);
    let foreign = Solver::new(&Space::new(vec![100]).unwrap()).add(&Formula::False).unwrap();
    let possible = Feasibility::Possible(vec![0]);
    assert_eq!(Solver::new(problem.space()).first(&[foreign], &mut budget), possible);
    let mut solver = Solver::new(problem.space());
    let nowhere = solver.add(&settled(none, [0])).unwrap();
    let no_option = solver.add(&settled(0, [none])).unwrap();
    for selector in [nowhere, no_option] {
        assert_eq!(solver.find(&[selector], &mut budget), Feasibility::Impossible(vec![selector]));
    }
}
