//! Surveys against asking every package about every sample.

use std::ops::ControlFlow;

use proptest::prelude::*;
use zopa_engine::{
    Beliefs, Bounds, Budget, DIAGRAM_ARCS_MAX, Diagram, Formula, Package, PartyKnowledge, Plan, Share, Space, Survey,
    SurveyError, ValueSampler, Values, survey,
};

use crate::{
    known::{FULL, party},
    sure::packages,
};

const PLAN: Plan = Plan { samples: 40, seed: 5, nash: true, pareto: true, deals_max: 1_000 };

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn without(option: usize) -> Formula {
    Formula::In { point: 0, options: (0..3).filter(|&other| other != option).collect() }
}

/// What all packages of a diagram say of one sample.
struct Asked {
    values: Values,
    zone: Vec<Package>,
}

impl Asked {
    fn accepts(&self, package: &Package) -> Vec<bool> {
        let of = self.values.of(package);
        self.values.parties().iter().zip(of).map(|(party, value)| party.accepts(value)).collect()
    }

    fn is_unbeaten(&self, package: &Package) -> bool {
        let of = self.values.of(package);
        let beats = |other: &Vec<i128>| *other != of && other.iter().zip(&of).all(|(other, own)| other >= own);
        !self.zone.iter().any(|other| beats(&self.values.of(other)))
    }

    fn product(&self, package: &Package) -> f64 {
        let of = self.values.of(package);
        let gains = self.values.parties().iter().zip(of).map(|(party, value)| value - party.walk_away.unwrap_or(0));
        gains.map(|gain| gain as f64).product()
    }

    fn nash(&self) -> Vec<&Package> {
        let deals = self.zone.iter().filter(|package| self.accepts(package).iter().all(|&accepts| accepts));
        let deals: Vec<&Package> = deals.collect();
        let best = deals.iter().map(|deal| self.product(deal)).fold(0.0, f64::max);
        deals.into_iter().filter(|deal| self.product(deal) >= best * (1.0 - 1e-12)).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn shares_are_counts_over_all_packages(
        parties in prop::collection::vec(party(&[3, 2, 3]), 1..4),
        seed: u64,
        without_option in 0..3_usize,
    ) {
        let space = Space::new(vec![3, 2, 3]).expect("a space");
        let parties: Vec<PartyKnowledge> = parties.into_iter().map(|(party, ..)| party).collect();
        let Ok(beliefs) = Beliefs::new(&space, &parties) else { return Ok(()) };
        let must = [without(without_option)];
        let diagram = Diagram::compile(&space, &must, &beliefs.watched(), DIAGRAM_ARCS_MAX).expect("a diagram");
        let asked = packages(&space);
        let plan = Plan { seed, ..PLAN };
        let found = survey(&diagram, &beliefs, &asked, &plan, &mut Budget::new(1_000_000), &mut go_on);
        let found = found.expect("a survey");

        let sampler = ValueSampler::new(&beliefs).expect("a sampler");
        let zone: Vec<Package> = asked.iter().filter(|package| must[0].holds(package)).cloned().collect();
        let samples = (0..plan.samples).map(|sample| {
            let tables = sampler.draw(seed, sample).into_iter().map(|party| party.values).collect();
            let problem = zopa_engine::Problem::new(space.clone(), vec![], vec![]).expect("a problem");
            Asked { values: Values::new(&problem, tables).expect("values"), zone: zone.clone() }
        });
        let samples: Vec<Asked> = samples.collect();
        let count = |holds: &dyn Fn(&Asked) -> bool| {
            Some(Share { hits: samples.iter().filter(|sample| holds(sample)).count() as u64, of: plan.samples })
        };
        for (package, told) in asked.iter().zip(&found.packages) {
            prop_assert_eq!(told.joint, count(&|sample| sample.accepts(package).iter().all(|&accepts| accepts)));
            prop_assert_eq!(told.unbeaten, count(&|sample| sample.is_unbeaten(package)));
            prop_assert_eq!(told.nash, count(&|sample| sample.nash().contains(&package)));
            for (party, view) in told.parties.iter().enumerate() {
                prop_assert_eq!(view.accepts, count(&|sample| sample.accepts(package)[party]));
                let alone: Vec<bool> = (0..parties.len()).map(|other| other != party).collect();
                prop_assert_eq!(view.blocks_alone, count(&|sample| sample.accepts(package) == alone));
                let rests_on = view.central_weights.as_ref().map_or(0, |weights| weights.samples);
                prop_assert_eq!(view.accepts.map(|share| share.hits), Some(rests_on));
            }
        }
        let told = found.zone.expect("a zone");
        prop_assert_eq!(told.deal, count(&|sample| !sample.nash().is_empty()));
        let listed: u64 = told.deals.iter().map(|(_, share)| share.hits).sum();
        prop_assert_eq!(Some(listed), told.deal.map(|share| share.hits));
        for (package, share) in &told.deals {
            let most = count(&|sample| sample.nash().contains(&package)).expect("samples").hits;
            let least = count(&|sample| sample.nash() == [package]).expect("samples").hits;
            prop_assert!(least <= share.hits && share.hits <= most);
        }
        for (point, options) in told.options.into_iter().flatten().enumerate() {
            for (option, share) in options.into_iter().enumerate() {
                let with = told.deals.iter().filter(|(package, _)| package[point] == option);
                prop_assert_eq!(share.hits, with.map(|(_, share)| share.hits).sum::<u64>());
            }
        }
    }
}

/// Two parties, four points of three options, everything unknown but walk-away values and an order.
fn vague() -> (Diagram, Beliefs, Vec<Package>) {
    let space = Space::new(vec![3; 4]).expect("a space");
    let party = |walk_away| PartyKnowledge {
        weights: vec![Bounds::UNKNOWN; 4],
        weight_rankings: vec![vec![vec![1], vec![0, 2]]],
        total: Some(100),
        ratings: vec![vec![Bounds::UNKNOWN; 3]; 4],
        rating_rankings: vec![vec![vec![vec![0], vec![1]]], vec![], vec![], vec![]],
        full: 100,
        bonuses: vec![],
        walk_away: Some(walk_away),
    };
    let beliefs = Beliefs::new(&space, &[party(5_000), party(6_000)]).expect("beliefs");
    let diagram = Diagram::compile(&space, &[without(2)], &[], DIAGRAM_ARCS_MAX).expect("a diagram");
    (diagram, beliefs, vec![vec![0; 4], vec![1, 1, 2, 2]])
}

fn survey_of(plan: &Plan, steps: u64, progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>) -> Survey {
    let (diagram, beliefs, packages) = vague();
    survey(&diagram, &beliefs, &packages, plan, &mut Budget::new(steps), progress).expect("a survey")
}

#[test]
fn surveys_are_the_same_on_any_number_of_threads() {
    let plan = Plan { samples: 700, ..PLAN };
    let on = |n: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n).build().expect("threads");
        format!("{:?}", pool.install(|| survey_of(&plan, 10_000_000, &mut go_on)))
    };
    let one = on(1);
    assert_eq!(one, on(2));
    assert_eq!(one, on(4));
    assert_ne!(one, format!("{:?}", survey_of(&Plan { seed: 6, ..plan }, 10_000_000, &mut go_on)));
}

#[test]
fn surveys_end_early_when_told_to() {
    let plan = Plan { samples: 2_000, nash: false, pareto: false, ..PLAN };
    let mut reports = Vec::new();
    let whole = survey_of(&plan, 1_000_000, &mut |done, of| {
        reports.push((done, of));
        ControlFlow::Continue(())
    });
    assert_eq!((whole.samples, reports.last()), (2_000, Some(&(2_000, 2_000))));
    assert!(reports.len() > 5 && whole.zone.is_none() && whole.packages[0].nash.is_none());
    let part = survey_of(&plan, 1_000_000, &mut |done, _| {
        if done < 500 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert!(part.samples >= 500 && part.samples < 1_000);
    assert_eq!(part, survey_of(&Plan { samples: part.samples, ..plan }, 1_000_000, &mut go_on));
    let poor = survey_of(&plan, 300, &mut go_on);
    assert!(poor.samples >= 300 && poor.samples < 600);
    let none = survey_of(&PLAN, 0, &mut go_on);
    assert_eq!((none.samples, none.packages[0].joint), (0, None));
    assert_eq!(none.zone.and_then(|zone| zone.deal), None);
}

#[test]
fn central_weights_are_what_a_party_must_believe() {
    let space = Space::new(vec![2, 2]).expect("a space");
    let rated = vec![Bounds::exact(0), Bounds::exact(FULL)];
    let party = PartyKnowledge {
        weights: vec![Bounds::UNKNOWN; 2],
        weight_rankings: vec![],
        total: Some(100),
        ratings: vec![rated.clone(), rated],
        rating_rankings: vec![vec![]; 2],
        full: FULL,
        bonuses: vec![],
        walk_away: Some(60 * i128::from(FULL)),
    };
    let beliefs = Beliefs::new(&space, &[party]).expect("beliefs");
    let diagram = Diagram::compile(&space, &[], &[], DIAGRAM_ARCS_MAX).expect("a diagram");
    let plan = Plan { samples: 10_000, ..PLAN };
    let asked = [vec![1, 0], vec![0, 0]];
    let found = survey(&diagram, &beliefs, &asked, &plan, &mut Budget::new(10_000_000), &mut go_on).expect("a survey");
    let view = &found.packages[0].parties[0];
    let accepts = view.accepts.expect("samples");
    assert!((accepts.value() - 0.4).abs() < 4.0 * accepts.error());
    assert!((accepts.error() - 0.0049).abs() < 0.0001);
    let central = view.central_weights.as_ref().expect("acceptances");
    assert_eq!(central.samples, accepts.hits);
    assert!((central.means[0] - 80.0).abs() < 1.0 && (central.means[0] + central.means[1] - 100.0).abs() < 1e-9);
    let value = view.value.as_ref().expect("values");
    assert!((value.mean - 50.0).abs() < 4.0 * value.error);
    assert!(value.quantiles.iter().zip([5.0, 25.0, 50.0, 75.0, 95.0]).all(|(found, of)| (found - of).abs() < 2.0));
    assert_eq!(found.packages[1].parties[0].central_weights, None);
    assert_eq!(found.packages[1].joint.map(|share| share.hits), Some(0));
    // The party takes everything.
    assert_eq!(found.zone.map(|zone| zone.deals), Some(vec![(vec![1, 1], Share { hits: 10_000, of: 10_000 })]));
}

#[test]
fn what_does_not_fit_is_refused() {
    let (diagram, beliefs, _) = vague();
    let ask = |diagram: &Diagram, package: Package| {
        survey(diagram, &beliefs, &[vec![0; 4], package], &PLAN, &mut Budget::new(1_000), &mut go_on).err()
    };
    assert_eq!(ask(&diagram, vec![0; 3]), Some(SurveyError::Package { at: 1 }));
    assert_eq!(ask(&diagram, vec![0, 0, 0, 3]), Some(SurveyError::Package { at: 1 }));
    let space = Space::new(vec![3; 5]).expect("a space");
    let other = Diagram::compile(&space, &[], &[], DIAGRAM_ARCS_MAX).expect("a diagram");
    assert_eq!(ask(&other, vec![0; 5]), Some(SurveyError::Shape));
}
