//! How long the solutions take, with proof. Each name gives points and parties; the time is for one case after another
//! of ten seeds.

use divan::{Bencher, counter::ItemsCount};
use zopa_engine::{
    Budget, Deal, NashSolver, PartyValues, Problem, Space, SplitMix, Values, Verdict, Zone, egalitarian,
    kalai_smorodinsky, nash, utilitarian,
};

mod instance;

use instance::{Family, Instance};

const STEPS: u64 = 100_000_000;
const N_LINKS: usize = 30;
const SIZES: [(usize, usize); 5] = [(28, 2), (28, 3), (28, 5), (60, 3), (60, 5)];

fn main() {
    divan::main();
}

/// Returns a zone of points with four options, worth 1,000 to each party, who walk away below three tenths of the most.
fn spatial(n_points: usize, n_parties: usize, seed: u64) -> Zone {
    let family = Family::Spat;
    let instance = Instance { family, n_points, n_options: 4, n_parties, scale: 1_000, n_links: N_LINKS, seed };
    let zone = instance.zone();
    let most = |party: &PartyValues| party.tables.iter().filter_map(|table| table.iter().max()).sum::<i128>();
    let walk_away: Vec<_> = zone.values().parties().iter().map(|party| Some(most(party) * 3 / 10)).collect();
    zone.with_values(zone.values().with_walk_away(&walk_away))
}

type Solve = fn(&Zone, &mut Budget) -> Verdict<Vec<Deal>>;

fn each_of_ten_seeds(bencher: Bencher, (n_points, n_parties): (usize, usize), solve: Solve) {
    let zones: Vec<Zone> = (0..10).map(|seed| spatial(n_points, n_parties, seed)).collect();
    let mut at = 0;
    bencher.bench_local(|| {
        at = (at + 1) % zones.len();
        let verdict = solve(&zones[at], &mut Budget::new(STEPS));
        assert!(verdict.is_proven());
    });
}

#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn of_the_largest_sum(bencher: Bencher, size: (usize, usize)) {
    each_of_ten_seeds(bencher, size, utilitarian);
}

#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn of_nash(bencher: Bencher, size: (usize, usize)) {
    each_of_ten_seeds(bencher, size, nash);
}

#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn of_kalai_and_smorodinsky(bencher: Bencher, size: (usize, usize)) {
    each_of_ten_seeds(bencher, size, kalai_smorodinsky);
}

#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn of_equal_gains(bencher: Bencher, size: (usize, usize)) {
    each_of_ten_seeds(bencher, size, egalitarian);
}

/// Weights drawn again and again around those stated, as for the robustness of a solution.
#[divan::bench(args = [2, 3, 5, 8], sample_count = 3, sample_size = 1)]
fn of_nash_with_a_hundred_weights(bencher: Bencher, n_parties: usize) {
    let zone = spatial(28, n_parties, 0);
    let samples: Vec<Values> = (0..100).map(|seed| redrawn(&zone, seed)).collect();
    bencher.counter(ItemsCount::new(samples.len())).bench_local(|| {
        let mut solver = NashSolver::new(zone.diagram());
        for values in &samples {
            assert!(solver.solve(values, &mut Budget::new(STEPS)).is_proven());
        }
    });
}

/// Returns the values of a zone with every point worth 30 per cent more or less to every party, more often less.
fn redrawn(zone: &Zone, seed: u64) -> Values {
    let mut random = SplitMix::new(seed);
    let redraw = |party: &PartyValues, random: &mut SplitMix| {
        let mut party = party.clone();
        for table in &mut party.tables {
            let normal: f64 = (0..12).map(|_| random.unit()).sum::<f64>() - 6.0;
            let factor = 1_000.0 * (0.3 * normal).exp();
            table.iter_mut().for_each(|value| *value = (*value as f64 * factor) as i128);
        }
        party.walk_away = party.walk_away.map(|least| least * 1_000);
        party
    };
    let parties: Vec<PartyValues> = zone.values().parties().iter().map(|party| redraw(party, &mut random)).collect();
    let sizes = parties[0].tables.iter().map(Vec::len).collect();
    let space = Space::new(sizes).expect("a space");
    let problem = Problem::new(space, vec![], vec![]).expect("a problem");
    Values::new(&problem, parties).expect("values")
}
