//! Sure answers against vertices, a floating-point solver, and all packages.

use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use proptest::prelude::*;
use zopa_engine::{
    BeliefError, Beliefs, Bounds, Budget, Contradiction, DIAGRAM_ARCS_MAX, Diagram, Modality, Package, PartyKnowledge,
    Space, Unbeaten, necessarily_unbeaten,
};

use crate::known::{FULL, Known, besides, dot, known, party};

fn float(number: &BigRational) -> f64 {
    number.to_f64().expect("a number")
}

fn is_near(exact: &BigRational, other: f64) -> bool {
    (float(exact) - other).abs() < 1e-6 * (1.0 + other.abs())
}

pub(crate) fn packages(space: &Space) -> Vec<Package> {
    space.sizes().iter().fold(vec![vec![]], |all, &n| {
        all.iter().flat_map(|start: &Package| (0..n).map(move |option| [&start[..], &[option]].concat())).collect()
    })
}

/// Returns a party whose ratings are exact: the value of the only package is linear in the weights.
fn linear(known: &Known, ratings: &[i64]) -> PartyKnowledge {
    PartyKnowledge {
        weights: known.bounds.clone(),
        weight_rankings: known.rankings.clone(),
        total: known.total,
        ratings: ratings.iter().map(|&rating| vec![Bounds::exact(rating), Bounds::exact(0)]).collect(),
        rating_rankings: vec![vec![]; ratings.len()],
        full: 1_000,
        bonuses: vec![],
        walk_away: None,
    }
}

/// Returns the greatest and least of a linear function by trying all vertices; nothing if there are none.
fn by_vertices(vertices: &[Vec<f64>], gains: &[f64]) -> Option<(f64, f64)> {
    let values = vertices.iter().map(|vertex| dot(vertex, gains));
    let ends = |ends: Option<(f64, f64)>, value: f64| {
        Some(ends.map_or((value, value), |(least, most)| (least.min(value), most.max(value))))
    };
    values.fold(None, ends)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn ranges_are_those_of_vertices(known in known(4, 20), ratings in prop::collection::vec(0..=1_000_i64, 4)) {
        let space = Space::new(vec![2; 4]).unwrap();
        let beliefs = Beliefs::new(&space, &[linear(&known, &ratings)]);
        // The first has no greatest value, and the second is refused although equal numbers would do.
        let circle = |why: &Contradiction| matches!(why, Contradiction::Circle { .. });
        match &beliefs {
            Err(BeliefError::Unbounded { .. }) => return Ok(()),
            Err(BeliefError::Weights { why, .. }) if circle(why) => return Ok(()),
            _ => {}
        }
        let gains: Vec<f64> = ratings.iter().map(|&rating| rating as f64).collect();
        let vertices = by_vertices(&known.vertices(), &gains);
        prop_assert_eq!(beliefs.is_ok(), vertices.is_some(), "{:?}", beliefs);
        if let (Ok(beliefs), Some((least, most))) = (beliefs, vertices) {
            let range = beliefs.value_range(0, &vec![0; 4]).unwrap();
            prop_assert!(is_near(&range.least, least) && is_near(&range.most, most), "{range:?} {least} {most}");
        }
    }

    #[test]
    fn ranges_are_those_of_a_floating_point_solver(
        known in known(9, 50),
        ratings in prop::collection::vec(0..=1_000_i64, 9),
        signs in prop::collection::vec(any::<bool>(), 9),
    ) {
        let space = Space::new(vec![2; 9]).unwrap();
        let Ok(beliefs) = Beliefs::new(&space, &[linear(&known, &ratings)]) else { return Ok(()) };
        let one: Package = signs.iter().map(|&sign| usize::from(!sign)).collect();
        let other: Package = signs.iter().map(|&sign| usize::from(sign)).collect();
        let range = beliefs.advantage_range(0, &one, &other).unwrap();
        let signed = |sign: bool, rating: i64| i128::from(if sign { rating } else { -rating });
        let gains: Vec<i128> = signs.iter().zip(&ratings).map(|(&sign, &rating)| signed(sign, rating)).collect();
        let losses: Vec<i128> = gains.iter().map(|gain| -gain).collect();
        prop_assert!(is_near(&range.most, known.lp(&gains).expect("a solution")));
        prop_assert!(is_near(&range.least, -known.lp(&losses).expect("a solution")));
    }

    #[test]
    fn acceptance_is_that_of_all_vertices((knowledge, weights, ratings) in party(&[3, 2, 4])) {
        let space = Space::new(vec![3, 2, 4]).unwrap();
        let possible: Vec<Vec<Vec<f64>>> = ratings.iter().map(Known::vertices).collect();
        let weights = weights.vertices();
        let is_possible = !weights.is_empty() && possible.iter().all(|vertices| !vertices.is_empty());
        let beliefs = Beliefs::new(&space, std::slice::from_ref(&knowledge));
        prop_assert!(is_possible || beliefs.is_err());
        let Ok(beliefs) = beliefs else { return Ok(()) };
        for package in packages(&space) {
            // The value is linear in the weights and in the ratings of each point, so that its ends are at vertices.
            let mut values = Vec::new();
            for weights in &weights {
                let point = |(point, vertices): (usize, &Vec<Vec<f64>>)| {
                    let ratings = vertices.iter().map(|vertex| vertex[package[point]]);
                    (ratings.clone().fold(f64::INFINITY, f64::min), ratings.fold(0.0, f64::max))
                };
                let ends: Vec<(f64, f64)> = possible.iter().enumerate().map(point).collect();
                values.push(dot(weights, &ends.iter().map(|end| end.0).collect::<Vec<_>>()));
                values.push(dot(weights, &ends.iter().map(|end| end.1).collect::<Vec<_>>()));
            }
            let besides = besides(&knowledge, &package);
            let least = values.iter().copied().fold(f64::INFINITY, f64::min) + besides;
            let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max) + besides;
            let range = beliefs.value_range(0, &package).unwrap();
            prop_assert!(is_near(&range.least, least) && is_near(&range.most, most));
            let floor = knowledge.walk_away.map_or(f64::NEG_INFINITY, |value| value as f64);
            let expected = match (least >= floor - 1e-6, most >= floor - 1e-6) {
                (true, _) => Modality::Necessary,
                (false, true) => Modality::Possible,
                (false, false) => Modality::Impossible,
            };
            prop_assert_eq!(beliefs.acceptance(0, &package), Some(expected));
        }
    }

    #[test]
    fn advantages_are_those_of_all_vertices((knowledge, weights, ratings) in party(&[4, 3]), seed: u8) {
        let space = Space::new(vec![4, 3]).unwrap();
        let Ok(beliefs) = Beliefs::new(&space, std::slice::from_ref(&knowledge)) else { return Ok(()) };
        let possible: Vec<Vec<Vec<f64>>> = ratings.iter().map(Known::vertices).collect();
        let weights = weights.vertices();
        let all = packages(&space);
        let one = &all[usize::from(seed) % all.len()];
        for other in &all {
            let most = |sign: f64| {
                let gain = |(point, vertices): (usize, &Vec<Vec<f64>>)| {
                    let gains = vertices.iter().map(|of| sign * (of[one[point]] - of[other[point]]));
                    gains.fold(f64::NEG_INFINITY, f64::max)
                };
                let gains: Vec<f64> = possible.iter().enumerate().map(gain).collect();
                let most = weights.iter().map(|weights| dot(weights, &gains)).fold(f64::NEG_INFINITY, f64::max);
                most + sign * (besides(&knowledge, one) - besides(&knowledge, other))
            };
            let range = beliefs.advantage_range(0, one, other).unwrap();
            prop_assert!(is_near(&range.most, most(1.0)) && is_near(&range.least, -most(-1.0)), "{range:?}");
        }
    }

    #[test]
    fn packages_are_unbeaten_if_none_can_be_better(
        (one, ..) in party(&[3, 2, 3]),
        (two, ..) in party(&[3, 2, 3]),
        must in 0..3_usize,
    ) {
        let space = Space::new(vec![3, 2, 3]).unwrap();
        let Ok(beliefs) = Beliefs::new(&space, &[one, two]) else { return Ok(()) };
        let options = (0..3).filter(|&option| option != must).collect();
        let must = [zopa_engine::Formula::In { point: 0, options }];
        let diagram = Diagram::compile(&space, &must, &beliefs.watched(), DIAGRAM_ARCS_MAX).unwrap();
        for package in packages(&space) {
            let beats = |other: &Package| {
                let gains = (0..2).map(|party| beliefs.advantage_range(party, other, &package).unwrap().most);
                let gains: Vec<BigRational> = gains.collect();
                let zero = BigRational::zero();
                gains.iter().all(|gain| *gain >= zero) && gains.iter().any(|gain| *gain > zero)
            };
            let is_beaten = packages(&space).iter().any(|other| must[0].holds(other) && beats(other));
            match necessarily_unbeaten(&diagram, &beliefs, &package, &mut Budget::new(10_000)) {
                Some(Unbeaten::Necessarily) => prop_assert!(!is_beaten),
                Some(Unbeaten::NotIf(other)) => prop_assert!(must[0].holds(&other) && beats(&other)),
                other => prop_assert!(false, "{other:?}"),
            }
            let short = necessarily_unbeaten(&diagram, &beliefs, &package, &mut Budget::new(0));
            prop_assert_eq!(short, Some(Unbeaten::Unknown));
        }
    }
}

fn party_of(weights: Vec<Bounds>, weight_rankings: Vec<Vec<Vec<usize>>>, total: Option<i64>) -> PartyKnowledge {
    let n = weights.len();
    let ratings = vec![vec![Bounds::exact(0), Bounds::exact(FULL)]; n];
    let rating_rankings = vec![vec![]; n];
    PartyKnowledge {
        weights,
        weight_rankings,
        total,
        ratings,
        rating_rankings,
        full: FULL,
        bonuses: vec![],
        walk_away: None,
    }
}

fn refusal(party: PartyKnowledge) -> Option<BeliefError> {
    let space = Space::new(vec![2; party.weights.len()]).expect("a space");
    let fine = party_of(vec![Bounds::exact(1); party.weights.len()], vec![], None);
    Beliefs::new(&space, &[fine, party]).err()
}

#[test]
fn contradictions_are_refused_by_name() {
    let weights = |why| Some(BeliefError::Weights { party: 1, why });
    let unknown = || vec![Bounds::UNKNOWN; 3];
    let ranked = |ranking: Vec<Vec<usize>>| party_of(unknown(), vec![ranking], Some(10));
    assert_eq!(refusal(ranked(vec![vec![0], vec![1, 2]])), None);
    assert_eq!(refusal(ranked(vec![vec![0], vec![3]])), weights(Contradiction::Unnamed));
    let circle = |item| weights(Contradiction::Circle { item });
    assert_eq!(refusal(ranked(vec![vec![0], vec![1], vec![0]])), circle(0));
    let mut below_a_circle = ranked(vec![vec![1], vec![0]]);
    below_a_circle.weight_rankings.push(vec![vec![1], vec![2], vec![1]]);
    assert_eq!(refusal(below_a_circle), circle(1));
    assert_eq!(refusal(ranked(vec![vec![1, 2], vec![2]])), circle(1));
    let bounds = vec![Bounds::range(0, 3), Bounds::range(4, 9), Bounds::UNKNOWN];
    let low_over_high = party_of(bounds, vec![vec![vec![0], vec![1]]], Some(20));
    assert_eq!(refusal(low_over_high), weights(Contradiction::Bounds { item: 0 }));
    assert_eq!(refusal(party_of(vec![Bounds::range(2, 3); 3], vec![], Some(5))), weights(Contradiction::Total));
    assert_eq!(refusal(party_of(vec![Bounds::range(2, 3); 3], vec![], Some(10))), weights(Contradiction::Total));
    assert_eq!(refusal(party_of(unknown(), vec![], None)), Some(BeliefError::Unbounded { party: 1, point: 0 }));
    let mut rated = party_of(vec![Bounds::exact(1); 3], vec![], None);
    rated.ratings[2][1] = Bounds::range(FULL + 1, FULL + 2);
    let why = Contradiction::Bounds { item: 1 };
    assert_eq!(refusal(rated), Some(BeliefError::Ratings { party: 1, point: 2, why }));
    let huge = PartyKnowledge { full: i64::MAX, ..party_of(vec![Bounds::exact(i64::MAX); 3], vec![], None) };
    assert_eq!(refusal(huge), Some(BeliefError::TooLarge { party: 1 }));
    let many = party_of(vec![Bounds::UNKNOWN; 300], vec![vec![vec![0], vec![1]]], Some(100));
    assert_eq!(refusal(many), Some(BeliefError::TooManyOrdered { party: 1 }));
}

#[test]
fn sixty_ranked_weights_have_exact_ranges() {
    let space = Space::new(vec![2; 60]).unwrap();
    let chain: Vec<Vec<usize>> = (0..60).map(|at| vec![at]).collect();
    let beliefs = Beliefs::new(&space, &[party_of(vec![Bounds::UNKNOWN; 60], vec![chain], Some(100))]).unwrap();
    let every_second: Package = (0..60).map(|point| point % 2).collect();
    let range = beliefs.value_range(0, &every_second).unwrap();
    // All weight on the first point, or on the first two.
    assert_eq!(range.least, BigRational::zero());
    assert_eq!(range.most, BigRational::from_integer((50 * FULL).into()));
}
