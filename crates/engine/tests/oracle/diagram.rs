//! Diagrams hold exactly the packages that meet their formulas.

use num_bigint::BigUint;
use proptest::prelude::*;
use zopa_engine::{
    DIAGRAM_ARCS_MAX, Diagram, Formula, NO_NODE, OptionSet, Problem, Space, count_packages, sample_packages,
};

use crate::{brute, small_problem};

fn formulas(problem: &Problem) -> (Vec<Formula>, Vec<Formula>) {
    (problem.hard().to_vec(), problem.soft().iter().map(|soft| soft.formula.clone()).collect())
}

/// Returns the watched formulas that hold along the path of a package.
fn gained(diagram: &Diagram, package: &[usize]) -> Vec<u32> {
    let mut gained = diagram.always().to_vec();
    let mut node = 0;
    for level in diagram.levels() {
        let option = package[level.point] as u32;
        let class = level.classes.iter().position(|class| class.contains(&option)).expect("a class");
        let arc = level.arcs_of(node)[class];
        assert_ne!(arc.child, NO_NODE);
        gained.extend(&diagram.gains()[arc.gain as usize]);
        node = arc.child as usize;
    }
    gained.sort_unstable();
    gained
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn paths_are_the_packages_that_meet_all(problem in small_problem::problems()) {
        let (must, watched) = formulas(&problem);
        let diagram = Diagram::compile(problem.space(), &must, &watched, DIAGRAM_ARCS_MAX).expect("a small diagram");
        let meeting = brute::meeting(&problem, &brute::all_hard(&problem));
        prop_assert_eq!(count_packages(&diagram), BigUint::from(meeting.len()));
        prop_assert_eq!(diagram.is_possible(), !meeting.is_empty());
        for package in brute::packages(problem.space()) {
            prop_assert_eq!(diagram.contains(&package), meeting.contains(&package));
        }
        for package in &meeting {
            let holding = (0..watched.len() as u32).filter(|&at| watched[at as usize].holds(package));
            prop_assert_eq!(gained(&diagram, package), holding.collect::<Vec<_>>());
        }
    }
}

/// Of 24,000 draws each of the 12 packages gets 2,000 with a standard error of 43.
#[test]
fn packages_are_drawn_evenly() {
    let space = Space::new(vec![3, 2, 4]).expect("a space");
    let first = Formula::In { point: 0, options: OptionSet::from_iter([0]) };
    let last = Formula::In { point: 2, options: OptionSet::from_iter([1]) };
    let must = [Formula::Iff(Box::new(first), Box::new(last))];
    let diagram = Diagram::compile(&space, &must, &[], DIAGRAM_ARCS_MAX).expect("a small diagram");
    let n = u32::try_from(count_packages(&diagram)).expect("few") as usize;
    let mut seen = std::collections::BTreeMap::<Vec<usize>, i32>::new();
    for package in sample_packages(&diagram, n * 2_000, 7) {
        assert!(diagram.contains(&package));
        *seen.entry(package).or_default() += 1;
    }
    assert_eq!(seen.len(), n);
    assert!(seen.values().all(|times| (times - 2_000).abs() < 200), "{seen:?}");
}

#[test]
fn a_diagram_without_formulas_has_one_node_a_level() {
    let space = Space::new(vec![10_000; 20]).expect("a space");
    let diagram = Diagram::compile(&space, &[], &[], DIAGRAM_ARCS_MAX).expect("a diagram");
    assert_eq!((diagram.width(), diagram.n_arcs()), (1, 20));
    assert_eq!(count_packages(&diagram), BigUint::from(10_u8).pow(80));
}

#[test]
fn a_diagram_that_grows_too_wide_is_refused() {
    let space = Space::new(vec![2; 40]).expect("a space");
    let both = |a, b| {
        let on = |point| Formula::In { point, options: OptionSet::from_iter([1]) };
        Formula::Iff(Box::new(on(a)), Box::new(on(b)))
    };
    let must: Vec<Formula> = (0..20).flat_map(|a| (20..40).map(move |b| (a, b))).map(|(a, b)| both(a, b)).collect();
    let diagram = Diagram::compile(&space, &must, &[], DIAGRAM_ARCS_MAX).expect("all points are one");
    assert_eq!(count_packages(&diagram), BigUint::from(2_u8));
    assert!(Diagram::compile(&space, &must, &[], 10).is_err());
}
