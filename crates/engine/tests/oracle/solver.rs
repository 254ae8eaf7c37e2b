//! Single questions: is there a package, which is the first, why not, and which options are dead.

use proptest::prelude::*;
use zopa_engine::{Budget, Feasibility, Member, Selector, Solver, dead_options, hard_needed, minimal_core};

use crate::{brute, small_problem::problems};

const STEPS: u64 = 1_000_000;

fn all_members(problem: &zopa_engine::Problem) -> Vec<Member> {
    let mut members = brute::all_hard(problem);
    members.extend((0..problem.soft().len()).map(Member::Soft));
    members
}

/// Returns the members whose bit is set.
fn chosen(members: &[Member], bits: u32) -> Vec<Member> {
    let bit = |index: usize| bits >> (index % 32) & 1 == 1;
    let chosen = members.iter().enumerate().filter(|(index, _)| bit(*index));
    chosen.map(|(_, member)| *member).collect()
}

/// Returns the indices of the hard and of the soft members.
fn indices(members: &[Member]) -> (Vec<usize>, Vec<usize>) {
    let (mut hard, mut soft) = (Vec::new(), Vec::new());
    for member in members {
        match member {
            Member::Hard(index) => hard.push(*index),
            Member::Soft(index) => soft.push(*index),
        }
    }
    (hard, soft)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    // One solver answers for several sets in a row, so that what one call learns meets the next.
    #[test]
    fn the_solver_agrees_on_every_set(problem in problems(), sets in prop::collection::vec(any::<u32>(), 1..6)) {
        let members = all_members(&problem);
        let mut solver = Solver::new(problem.space());
        let selectors: Vec<Selector> = members
            .iter()
            .map(|&member| solver.add(brute::formula(&problem, member)).unwrap())
            .collect();
        let mut budget = Budget::new(STEPS);
        for bits in sets {
            let active = chosen(&members, bits);
            let switched_on: Vec<Selector> = active
                .iter()
                .map(|member| selectors[members.iter().position(|other| other == member).unwrap()])
                .collect();
            let expected = brute::meeting(&problem, &active);
            match solver.find(&switched_on, &mut budget) {
                Feasibility::Possible(package) => prop_assert!(expected.contains(&package)),
                Feasibility::Impossible(core) => {
                    prop_assert!(expected.is_empty());
                    let blamed: Vec<Member> = core
                        .iter()
                        .map(|selector| members[selectors.iter().position(|s| s == selector).unwrap()])
                        .collect();
                    prop_assert!(blamed.iter().all(|member| active.contains(member)));
                    prop_assert!(brute::meeting(&problem, &blamed).is_empty());
                }
                Feasibility::Unknown => prop_assert!(false, "the budget is large"),
            }
            let first = match solver.first(&switched_on, &mut budget) {
                Feasibility::Possible(package) => Some(package),
                _ => None,
            };
            prop_assert_eq!(first, expected.first().cloned());
        }
    }

    #[test]
    fn cores_are_minimal_and_only_of_the_given(problem in problems(), bits in any::<u32>()) {
        let given = chosen(&all_members(&problem), bits);
        let (hard, soft) = indices(&given);
        let core = minimal_core(&problem, &hard, &soft, &mut Budget::new(STEPS)).unwrap();
        prop_assert_eq!(core.is_none(), !brute::meeting(&problem, &given).is_empty());
        if let Some(core) = core {
            prop_assert!(core.is_sorted() && core.iter().all(|member| given.contains(member)));
            prop_assert!(brute::is_minimal_core(&problem, &[], &core));
        }
        let fixed: Vec<Member> = soft.iter().copied().map(Member::Soft).collect();
        let needed = hard_needed(&problem, &soft, &mut Budget::new(STEPS)).unwrap();
        let everything = [brute::all_hard(&problem), fixed.clone()].concat();
        prop_assert_eq!(needed.is_none(), !brute::meeting(&problem, &everything).is_empty());
        if let Some(needed) = needed {
            let needed: Vec<Member> = needed.into_iter().map(Member::Hard).collect();
            prop_assert!(brute::is_minimal_core(&problem, &fixed, &needed));
        }
    }

    #[test]
    fn dead_options_are_those_of_no_package(problem in problems(), bits in any::<u32>(), steps in 0_u64..12) {
        let (_, soft) = indices(&chosen(&all_members(&problem), bits));
        let members = [brute::all_hard(&problem), soft.iter().copied().map(Member::Soft).collect()].concat();
        let packages = brute::meeting(&problem, &members);
        let is_dead = |point: usize, option: usize| packages.iter().all(|package| package[point] != option);
        let sizes = problem.space().sizes().iter().enumerate();
        let expected: Vec<Vec<usize>> = sizes
            .map(|(point, &n)| (0..n).filter(|&option| is_dead(point, option)).collect())
            .collect();
        let found = dead_options(&problem, &soft, &mut Budget::new(STEPS)).unwrap();
        prop_assert!(found.unknown.iter().all(Vec::is_empty));
        prop_assert_eq!(&found.dead, &expected);
        // With few steps, every dead option is either found or reported as unknown.
        let partly = dead_options(&problem, &soft, &mut Budget::new(steps)).unwrap();
        for (point, dead) in expected.iter().enumerate() {
            let listed = |option: &usize| partly.dead[point].contains(option) || partly.unknown[point].contains(option);
            prop_assert!(dead.iter().all(listed));
            prop_assert!(partly.dead[point].iter().all(|option| dead.contains(option)));
        }
    }
}
