//! Samples are uniform, and agree with what is known.

use num_rational::BigRational;
use num_traits::ToPrimitive;
use proptest::prelude::*;
use zopa_engine::{Beliefs, Bounds, Method, Modality, PartyKnowledge, Ranking, Space, ValueSampler};

use crate::known::{FULL, Known, party};

const SAMPLES: u64 = 20_000;
const SEED: u64 = 20_260_722;

/// Returns a party of whose weights something is known, and of whose ratings all.
fn weighing(weights: Vec<Bounds>, weight_rankings: Vec<Ranking>, total: Option<i64>) -> PartyKnowledge {
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

fn sampler(parties: &[PartyKnowledge]) -> ValueSampler {
    let sizes = parties[0].ratings.iter().map(Vec::len).collect();
    let space = Space::new(sizes).expect("a space");
    ValueSampler::new(&Beliefs::new(&space, parties).expect("beliefs")).expect("a sampler")
}

fn weights(party: &PartyKnowledge) -> Vec<Vec<f64>> {
    let sampler = sampler(std::slice::from_ref(party));
    (0..SAMPLES).map(|sample| sampler.draw(SEED, sample).remove(0).weights).collect()
}

/// Asserts that a mean is within four standard errors of what it should be.
fn assert_mean(numbers: impl Iterator<Item = f64>, expected: f64) {
    let numbers: Vec<f64> = numbers.collect();
    let n = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / n;
    let variance = numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / n;
    let error = (variance / n).sqrt();
    assert!((mean - expected).abs() <= 4.0 * error + 1e-6, "{mean} ± {error}, not {expected}");
}

fn chain(groups: &[&[usize]]) -> Ranking {
    groups.iter().map(|group| group.to_vec()).collect()
}

fn methods(party: &PartyKnowledge) -> (Method, Method) {
    let methods = sampler(std::slice::from_ref(party)).methods()[0];
    (methods.weights, methods.ratings)
}

#[test]
fn one_of_five_unknown_weights_exceeds_half_as_often_as_it_should() {
    for (n, expected) in [(5, 0.3125), (10, 10.0 / 512.0)] {
        let party = weighing(vec![Bounds::UNKNOWN; n], vec![], Some(1_000));
        assert_eq!(methods(&party), (Method::Direct, Method::Known));
        let largest = weights(&party).into_iter().map(|weights| weights.into_iter().fold(0.0, f64::max));
        assert_mean(largest.map(|largest| f64::from(u8::from(largest > 500.0))), expected);
    }
}

/// *Source*: Barron and Barrett, Decision quality using ranked attribute weights, Management Science 42 (1996).
#[test]
fn ranked_weights_have_the_means_of_rank_order_centroids() {
    let n = 6;
    let ranking: Ranking = (0..n).map(|at| vec![at]).collect();
    let party = weighing(vec![Bounds::UNKNOWN; n], vec![ranking], Some(600));
    assert_eq!(methods(&party).0, Method::Direct);
    let drawn = weights(&party);
    for at in 0..n {
        let expected = 600.0 / n as f64 * (at..n).map(|later| 1.0 / (later + 1) as f64).sum::<f64>();
        assert_mean(drawn.iter().map(|weights| weights[at]), expected);
    }
}

#[test]
fn tied_weights_are_one_and_count_as_many() {
    let party = weighing(vec![Bounds::UNKNOWN; 4], vec![chain(&[&[2], &[0, 3], &[1]])], Some(300));
    assert_eq!(methods(&party).0, Method::Direct);
    let drawn = weights(&party);
    assert!(drawn.iter().all(|weights| weights[0].total_cmp(&weights[3]).is_eq()));
    // Masses 1, 3 and 4 from the top down.
    for (at, expected) in [(2, 100.0 * (1.0 + 1.0 / 3.0 + 1.0 / 4.0)), (0, 100.0 * (1.0 / 3.0 + 1.0 / 4.0)), (1, 25.0)]
    {
        assert_mean(drawn.iter().map(|weights| weights[at]), expected);
    }
}

/// Asserts that weights with rankings have the means of those weights without that happen to be in order.
fn assert_filtered(rankings: &[Ranking], ties: &[Ranking], is_ordered: impl Fn(&[f64]) -> bool) {
    let ranked = weighing(vec![Bounds::UNKNOWN; 5], rankings.to_vec(), Some(100));
    assert_eq!(methods(&ranked).0, Method::Direct);
    let ranked = weights(&ranked);
    let mut all = weights(&weighing(vec![Bounds::UNKNOWN; 5], ties.to_vec(), Some(100)));
    all.retain(|of| is_ordered(of));
    for at in 0..5 {
        let sums = |of: &[Vec<f64>]| {
            let n = of.len() as f64;
            let mean = of.iter().map(|weights| weights[at]).sum::<f64>() / n;
            (mean, of.iter().map(|weights| (weights[at] - mean).powi(2)).sum::<f64>() / n / n)
        };
        let ((one, one_error), (other, other_error)) = (sums(&ranked), sums(&all));
        assert!((one - other).abs() < 4.0 * (one_error + other_error).sqrt(), "{at}: {one} {other}");
    }
}

#[test]
fn partly_ranked_weights_are_those_of_all_that_happen_to_be_in_order() {
    let rankings = [chain(&[&[0], &[1], &[4]]), chain(&[&[0], &[2]]), chain(&[&[3], &[2]])];
    assert_filtered(&rankings, &[], |of| of[0] >= of[1] && of[1] >= of[4] && of[0] >= of[2] && of[3] >= of[2]);
}

#[test]
fn orders_are_as_likely_as_there_is_room_for_them() {
    // There is less room where the three tied weights are above the other one.
    let rankings = [chain(&[&[0], &[1, 2, 3]]), chain(&[&[0], &[4]])];
    assert_filtered(&rankings, &[chain(&[&[1, 2, 3]])], |of| of[0] >= of[1] && of[0] >= of[4]);
}

#[test]
fn ranked_ratings_have_the_means_of_order_statistics() {
    let mut party = weighing(vec![Bounds::exact(1)], vec![], None);
    party.ratings = vec![vec![Bounds::UNKNOWN; 4]];
    party.rating_rankings = vec![vec![chain(&[&[1], &[3], &[0], &[2]])]];
    assert_eq!(methods(&party), (Method::Known, Method::Direct));
    let sampler = sampler(&[party]);
    let drawn: Vec<_> = (0..SAMPLES).map(|sample| sampler.draw(SEED, sample).remove(0)).collect();
    for (option, place) in [(1, 4.0), (3, 3.0), (0, 2.0), (2, 1.0)] {
        let values = drawn.iter().map(|of| of.values.tables[0][option] as f64 / of.unit as f64);
        assert_mean(values, place / 5.0);
    }
}

#[test]
fn exact_sums_survive_rounding() {
    let third = Bounds::exact(33);
    let mut party = weighing(vec![third, Bounds::UNKNOWN, Bounds::UNKNOWN, Bounds::range(1, 20)], vec![], Some(100));
    party.weight_rankings = vec![chain(&[&[1, 2]])];
    for (floor, package) in [(100, [1, 1, 1, 1]), (33, [1, 0, 0, 0]), (67, [0, 1, 1, 1])] {
        for (over, is_accepted) in [(0, true), (1, false)] {
            party.walk_away = Some(floor * i128::from(FULL) + over);
            let sampler = sampler(std::slice::from_ref(&party));
            for sample in 0..200 {
                let values = sampler.draw(SEED, sample).remove(0).values;
                assert_eq!(values.accepts(values.of(&package)), is_accepted);
            }
        }
    }
}

#[test]
fn what_is_known_of_one_party_does_not_change_the_samples_of_another() {
    let vague = weighing(vec![Bounds::UNKNOWN; 3], vec![], Some(100));
    let precise = weighing(vec![Bounds::exact(30), Bounds::exact(20), Bounds::exact(50)], vec![], None);
    let (one, other) = (sampler(&[vague.clone(), vague.clone()]), sampler(&[precise, vague]));
    for sample in 0..50 {
        assert_eq!(one.draw(SEED, sample)[1], other.draw(SEED, sample)[1]);
        assert_ne!(one.draw(SEED, sample)[0], one.draw(SEED, sample)[1]);
        assert_ne!(one.draw(SEED, sample)[0], one.draw(SEED + 1, sample)[0]);
    }
}

#[test]
fn ten_thousand_ranked_options_are_drawn() {
    let n = 10_000;
    let mut party = weighing(vec![Bounds::exact(1)], vec![], None);
    party.ratings = vec![vec![Bounds::UNKNOWN; n]];
    party.rating_rankings = vec![vec![(0..n).map(|at| vec![at]).collect()]];
    let drawn = sampler(&[party]).draw(SEED, 0).remove(0).values;
    assert!(drawn.tables[0].is_sorted_by(|one, other| one >= other));
}

#[test]
fn too_many_interwoven_weights_are_refused() {
    let bounds: Vec<Bounds> = (0..190).map(|at| Bounds::range(190 - at, 200 + at)).collect();
    let ranking = (0..190).map(|at| vec![at]).collect();
    let party = weighing(bounds, vec![ranking], Some(27_000));
    let space = Space::new(vec![2; 190]).expect("a space");
    let refusal = ValueSampler::new(&Beliefs::new(&space, &[party]).expect("beliefs")).expect_err("too many");
    assert_eq!((refusal.party, refusal.point), (0, None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn samples_agree_with_what_is_known_and_sure((knowledge, weights, ratings) in party(&[3, 2, 4]), seed: u64) {
        let space = Space::new(vec![3, 2, 4]).expect("a space");
        let Ok(beliefs) = Beliefs::new(&space, std::slice::from_ref(&knowledge)) else { return Ok(()) };
        let sampler = ValueSampler::new(&beliefs).expect("few numbers");
        let package = vec![2, 0, 1];
        let range = beliefs.value_range(0, &package).expect("a package");
        let end = |end: &BigRational| end.to_f64().expect("a number") / FULL as f64;
        let acceptance = beliefs.acceptance(0, &package);
        for sample in 0..20 {
            let drawn = sampler.draw(seed, sample).remove(0);
            let loose = |known: &Known| {
                let mut known = known.clone();
                known.total = None;
                known
            };
            let rounded = |of: &[f64]| of.iter().map(|number| (number * 1e5).round() / 1e5).collect::<Vec<_>>();
            prop_assert!(loose(&weights).holds(&rounded(&drawn.weights)));
            if let Some(total) = weights.total {
                prop_assert!((drawn.weights.iter().sum::<f64>() - total as f64).abs() <= 1e-9 * total as f64);
            }
            for ((table, known), weight) in drawn.values.tables.iter().zip(&ratings).zip(&drawn.weights) {
                let unit = drawn.unit as f64 / FULL as f64;
                let rated: Vec<f64> = table.iter().map(|&value| value as f64 / unit / weight).collect();
                prop_assert!(*weight < 1e-6 || known.holds(&rounded(&rated)), "{:?}", rated);
            }
            let value = drawn.values.of(&package);
            let units = value as f64 / drawn.unit as f64;
            prop_assert!(end(&range.least) - 1e-5 <= units && units <= end(&range.most) + 1e-5);
            match acceptance {
                Some(Modality::Necessary) => prop_assert!(drawn.values.accepts(value)),
                Some(Modality::Impossible) => prop_assert!(!drawn.values.accepts(value)),
                _ => {}
            }
        }
    }
}
