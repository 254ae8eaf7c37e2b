//! Clashes and moves.

use proptest::prelude::*;
use zopa_engine::{Budget, Formula, Move, OptionSet, Problem, Soft, Space, certificate, conflicts, moves_only};

use crate::{
    brute,
    small_problem::{crowded_problems, problems},
};

const STEPS: u64 = 1_000_000;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]
    #[test]
    fn all_clashes_and_moves_are_found(problem in problems()) {
        let (clashes, moves) = brute::conflicts(&problem);
        let found = conflicts(&problem, &mut Budget::new(STEPS)).unwrap();
        prop_assert!(found.complete);
        prop_assert_eq!(&found.clashes, &clashes);
        prop_assert_eq!(&found.moves, &moves);
        let alone = moves_only(&problem, &mut Budget::new(STEPS)).unwrap();
        prop_assert!(alone.complete);
        prop_assert_eq!(alone.moves, moves);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    #[test]
    fn a_spent_budget_leaves_true_sets(problem in problems(), steps in 0_u64..40) {
        let (clashes, moves) = brute::conflicts(&problem);
        let mut budget = Budget::new(steps);
        let found = conflicts(&problem, &mut budget).unwrap();
        prop_assert!(found.clashes.iter().all(|clash| clashes.contains(clash)));
        prop_assert!(found.moves.iter().all(|of| moves.contains(of)));
        prop_assert!(found.complete || budget.is_exhausted());
        if found.complete {
            prop_assert_eq!((found.clashes, found.moves), (clashes, moves.clone()));
        }
        let alone = moves_only(&problem, &mut Budget::new(steps)).unwrap();
        prop_assert!(alone.moves.iter().all(|of| moves.contains(of)));
        prop_assert!(!alone.complete || alone.moves == moves);
    }

    #[test]
    fn certificates_accept_exactly_the_answers(problem in problems()) {
        let (clashes, moves) = brute::conflicts(&problem);
        let n_soft = problem.soft().len();
        for bits in 0..1_usize << n_soft {
            let set: Vec<usize> = (0..n_soft).filter(|index| bits >> index & 1 == 1).collect();
            let is_clash = certificate::is_minimal_clash(&problem, &set, STEPS);
            prop_assert_eq!(is_clash, Some(clashes.contains(&set)));
            let is_move = certificate::is_minimal_move(&problem, &set, STEPS);
            prop_assert_eq!(is_move, Some(moves.iter().any(|of: &Move| of.soft == set)));
        }
        prop_assert_eq!(certificate::is_minimal_clash(&problem, &[n_soft], STEPS), Some(false));
        prop_assert_eq!(certificate::is_minimal_move(&problem, &[n_soft], STEPS), Some(false));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn many_overlapping_clashes_are_found(problem in crowded_problems()) {
        let (clashes, moves) = brute::conflicts(&problem);
        let mut budget = Budget::new(STEPS);
        let found = conflicts(&problem, &mut budget).unwrap();
        prop_assert!(found.complete);
        prop_assert_eq!((&found.clashes, &found.moves), (&clashes, &moves));
        // Wherever the budget ends, the result is incomplete or right, and never untrue.
        let used = STEPS - budget.remaining();
        for missing in 1..=used.min(24) {
            let found = conflicts(&problem, &mut Budget::new(used - missing)).unwrap();
            prop_assert!(!found.complete || found.clashes == clashes && found.moves == moves);
            prop_assert!(found.clashes.iter().all(|clash| clashes.contains(clash)));
            prop_assert!(found.moves.iter().all(|of| moves.contains(of)));
        }
    }
}

#[test]
fn a_certificate_gives_up_when_its_steps_end() {
    let options = OptionSet::from_iter([1]);
    let formula = Formula::In { point: 0, options };
    let line = Soft { formula: formula.clone(), cost: 1 };
    let opposite = Formula::Not(Box::new(formula));
    let problem = Problem::new(Space::new(vec![2]).unwrap(), vec![opposite], vec![line]).unwrap();
    assert_eq!(certificate::is_minimal_clash(&problem, &[0], 2), None);
    assert_eq!(certificate::is_minimal_clash(&problem, &[0], 3), Some(true));
    assert_eq!(certificate::is_minimal_move(&problem, &[0], 0), None);
}
