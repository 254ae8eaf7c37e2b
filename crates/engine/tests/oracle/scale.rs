//! Problems with more soft formulas than a machine word has bits.

use zopa_engine::{Budget, Formula, OptionSet, Problem, Soft, Space, certificate, conflicts, moves_only};

const STEPS: u64 = 10_000_000;

fn problem(sizes: Vec<usize>, hard: Vec<Formula>, lines: Vec<Formula>) -> Problem {
    let soft = lines.into_iter().map(|formula| Soft { formula, cost: 1 });
    let space = Space::new(sizes).expect("a small space");
    Problem::new(space, hard, soft.collect()).expect("indices are in range")
}

fn settled(point: usize, option: usize) -> Formula {
    let options = OptionSet::from_iter([option]);
    Formula::In { point, options }
}

#[test]
fn two_hundred_lines_of_which_all_but_one_hold() {
    // Of 200 points, at most 199 may take their second option: one clash of all, 200 moves.
    let n = 200;
    let lines: Vec<Formula> = (0..n).map(|point| settled(point, 1)).collect();
    let hard = Formula::Count { low: 0, high: n - 1, of: lines.clone() };
    let problem = problem(vec![2; n], vec![hard], lines);
    let found = conflicts(&problem, &mut Budget::new(STEPS)).unwrap();
    assert!(found.complete);
    assert_eq!(found.clashes, [(0..n).collect::<Vec<_>>()]);
    let moves: Vec<_> = found.moves.into_iter().map(|of| of.soft).collect();
    assert_eq!(moves, (0..n).map(|line| vec![line]).collect::<Vec<_>>());
}

#[test]
fn two_hundred_lines_against_each_other() {
    // Ten points are claimed by four lines each; the other lines hold anyway.
    let claims = (0..40).map(|line| settled(line / 4, line % 4));
    let idle = (40..200).map(|line| Formula::Not(Box::new(settled(line % 30 + 10, 0))));
    let lines: Vec<Formula> = idle.chain(claims).collect();
    let problem = problem(vec![4; 40], vec![], lines);
    let mut budget = Budget::new(20_000);
    let found = conflicts(&problem, &mut budget).unwrap();
    // 4^10 moves do not fit the budget, but every pair that clashes is met early.
    assert!(!found.complete && budget.is_exhausted());
    assert_eq!(found.clashes.len(), 60);
    for clash in &found.clashes {
        assert_eq!(certificate::is_minimal_clash(&problem, clash, STEPS), Some(true));
    }
    for of in found.moves.iter().take(20) {
        assert_eq!(certificate::is_minimal_move(&problem, &of.soft, STEPS), Some(true));
    }
    let again = conflicts(&problem, &mut Budget::new(20_000)).unwrap();
    assert_eq!(found, again, "the same steps give the same answer");
    let alone = moves_only(&problem, &mut Budget::new(20_000)).unwrap();
    assert!(!alone.complete && !alone.moves.is_empty());
}
