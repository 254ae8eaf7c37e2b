//! How many samples of what parties may value are answered in a second, and how long sure answers take.

use std::ops::ControlFlow;

use divan::{Bencher, counter::ItemsCount};
use zopa_engine::{
    Beliefs, Bounds, Budget, DIAGRAM_ARCS_MAX, Diagram, Formula, OptionSet, Package, PartyKnowledge, Plan, Ranking,
    Space, SplitMix, ValueSampler, necessarily_unbeaten, survey,
};

const POINTS: usize = 28;
const OPTIONS: usize = 4;
const SAMPLES: u64 = 1_024;
const PARTIES: [usize; 3] = [2, 3, 5];

fn main() {
    divan::main();
}

/// Returns a case of 28 points with 4 options and 20 links: each rules out one option beside another.
fn diagram() -> Diagram {
    let mut random = SplitMix::new(3);
    let space = Space::new(vec![OPTIONS; POINTS]).expect("a space");
    let links: Vec<Formula> = (0..20)
        .map(|_| {
            let point = random.below(POINTS);
            let mut excluded = |point: usize| {
                let options = OptionSet::from_iter([random.below(OPTIONS)]);
                Formula::Not(Box::new(Formula::In { point, options }))
            };
            Formula::Or(vec![excluded(point), excluded((point + 3) % POINTS)])
        })
        .collect();
    Diagram::compile(&space, &links, &[], DIAGRAM_ARCS_MAX).expect("a diagram")
}

/// What is known of weights, the rest being as vague.
#[derive(Clone, Copy, Debug)]
enum Weights {
    /// Only that they sum to 100.
    Unknown,
    /// A complete order.
    Ranked,
    /// Ranges of some, an order of others.
    Mixed,
}

fn party(random: &mut SplitMix, kind: Weights) -> PartyKnowledge {
    let order: Ranking = (0..POINTS).map(|_| random.below(POINTS)).map(|point| vec![point]).collect();
    let mut is_named = [false; POINTS];
    let order: Ranking = order.into_iter().filter(|group| !std::mem::replace(&mut is_named[group[0]], true)).collect();
    let (bounds, weight_rankings) = match kind {
        Weights::Unknown => (vec![Bounds::UNKNOWN; POINTS], vec![]),
        Weights::Ranked => (vec![Bounds::UNKNOWN; POINTS], vec![order]),
        Weights::Mixed => {
            let bounds = (0..POINTS).map(|_| random.below(15) as i64).map(|least| Bounds::range(least, least + 40));
            (bounds.collect(), vec![order.into_iter().take(6).collect()])
        }
    };
    let ratings = (0..POINTS).map(|_| {
        let mut marks: Vec<Bounds> = (0..OPTIONS).map(|_| Bounds::exact(random.below(101) as i64)).collect();
        marks[random.below(OPTIONS)] = Bounds::UNKNOWN;
        marks
    });
    PartyKnowledge {
        weights: bounds,
        weight_rankings,
        total: Some(700),
        ratings: ratings.collect(),
        rating_rankings: vec![vec![]; POINTS],
        full: 100,
        bonuses: vec![],
        walk_away: Some(30_000),
    }
}

fn beliefs(n_parties: usize, kind: Weights) -> Beliefs {
    let mut random = SplitMix::new(11);
    let parties: Vec<PartyKnowledge> = (0..n_parties).map(|_| party(&mut random, kind)).collect();
    Beliefs::new(&Space::new(vec![OPTIONS; POINTS]).expect("a space"), &parties).expect("beliefs")
}

fn package() -> Package {
    (0..POINTS).map(|point| point % OPTIONS).collect()
}

fn samples(bencher: Bencher, n_parties: usize, plan: &Plan) {
    let (diagram, beliefs) = (diagram(), beliefs(n_parties, Weights::Unknown));
    let packages: Vec<Package> = vec![package(); 3];
    bencher.counter(ItemsCount::new(plan.samples)).bench(|| {
        survey(&diagram, &beliefs, &packages, plan, &mut Budget::new(u64::MAX), &mut |_, _| ControlFlow::Continue(()))
    });
}

#[divan::bench(args = PARTIES, sample_count = 5)]
fn accepted(bencher: Bencher, n_parties: usize) {
    let plan = Plan { samples: SAMPLES, seed: 1, nash: false, pareto: false, deals_max: 10 };
    samples(bencher, n_parties, &plan);
}

#[divan::bench(args = PARTIES, sample_count = 5)]
fn accepted_and_nash(bencher: Bencher, n_parties: usize) {
    let plan = Plan { samples: SAMPLES, seed: 1, nash: true, pareto: false, deals_max: 10 };
    samples(bencher, n_parties, &plan);
}

#[divan::bench(args = PARTIES, sample_count = 5)]
fn accepted_and_unbeaten(bencher: Bencher, n_parties: usize) {
    let plan = Plan { samples: SAMPLES, seed: 1, nash: false, pareto: true, deals_max: 10 };
    samples(bencher, n_parties, &plan);
}

#[divan::bench(args = [Weights::Unknown, Weights::Ranked, Weights::Mixed], sample_count = 10)]
fn draw_one_party(bencher: Bencher, kind: Weights) {
    let sampler = ValueSampler::new(&beliefs(1, kind)).expect("a sampler");
    let mut sample = 0;
    bencher.bench_local(|| {
        sample += 1;
        sampler.draw(1, sample)
    });
}

#[divan::bench(args = [Weights::Unknown, Weights::Ranked, Weights::Mixed], sample_count = 10)]
fn choose_methods(bencher: Bencher, kind: Weights) {
    let beliefs = beliefs(1, kind);
    bencher.bench(|| ValueSampler::new(&beliefs));
}

#[divan::bench(args = [Weights::Unknown, Weights::Ranked, Weights::Mixed], sample_count = 10)]
fn value_range(bencher: Bencher, kind: Weights) {
    let beliefs = beliefs(1, kind);
    bencher.bench(|| beliefs.value_range(0, &package()));
}

#[divan::bench(args = [Weights::Unknown, Weights::Ranked, Weights::Mixed], sample_count = 3)]
fn surely_unbeaten(bencher: Bencher, kind: Weights) {
    let (diagram, beliefs) = (diagram(), beliefs(2, kind));
    bencher.bench(|| necessarily_unbeaten(&diagram, &beliefs, &package(), &mut Budget::new(1_000)));
}
