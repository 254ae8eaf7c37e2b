//! How long the frontier takes, without the diagram. Each name gives parties, points, options and links.

use divan::Bencher;
use zopa_engine::{Budget, FrontierOptions, Zone, frontier};

mod instance;

use instance::{
    Family::{self, Opp, Rand, Spat},
    Instance, floors, opposed,
};

fn main() {
    divan::main();
}

fn bench(bencher: Bencher, zone: &Zone, floors: &[Option<i128>]) {
    let options = FrontierOptions { points_max: 1 << 27 };
    bencher.bench(|| frontier(zone, floors, &options, &mut Budget::new(u64::MAX)).map(|frontier| frontier.len()));
}

fn zone(family: Family, n_parties: usize, n_points: usize, n_options: usize, n_links: usize, seed: u64) -> Zone {
    Instance { family, n_points, n_options, n_parties, scale: 1_000, n_links, seed }.zone()
}

#[divan::bench(args = [(Rand, 28, 4, 0), (Rand, 28, 4, 40), (Spat, 28, 4, 40), (Opp, 28, 4, 40), (Spat, 60, 4, 40), (Spat, 60, 10, 40), (Opp, 60, 10, 40)])]
fn two_parties(bencher: Bencher, (family, n_points, n_options, n_links): (Family, usize, usize, usize)) {
    bench(bencher, &zone(family, 2, n_points, n_options, n_links, 0), &[]);
}

/// Two parties without links, with wide numbers: 10^6 and 10^20 packages.
#[divan::bench(args = [6, 20])]
fn two_opposed(bencher: Bencher, n_points: usize) {
    bench(bencher, &opposed(2, n_points, 10, 7), &[]);
}

/// Three parties without links, with wide numbers.
#[divan::bench(args = [6, 10, 12], sample_count = 10)]
fn three_opposed(bencher: Bencher, n_points: usize) {
    bench(bencher, &opposed(3, n_points, 10, 7), &[]);
}

#[divan::bench(args = [(Rand, 28, 0), (Spat, 28, 40), (Opp, 28, 40), (Spat, 60, 0), (Spat, 60, 40)], sample_count = 10)]
fn three_parties(bencher: Bencher, (family, n_points, n_links): (Family, usize, usize)) {
    let zone = zone(family, 3, n_points, 4, n_links, 0);
    bench(bencher, &zone, &floors(&zone, 50));
}

#[divan::bench(args = [(Rand, 28, 0), (Spat, 28, 20), (Opp, 28, 0), (Opp, 28, 20)], sample_count = 3)]
fn four_parties(bencher: Bencher, (family, n_points, n_links): (Family, usize, usize)) {
    let zone = zone(family, 4, n_points, 4, n_links, 0);
    bench(bencher, &zone, &floors(&zone, 50));
}

/// Five parties, by the seed.
#[divan::bench(args = [0, 1], sample_count = 1)]
fn five_parties(bencher: Bencher, seed: u64) {
    let zone = zone(Rand, 5, 28, 4, 0, seed);
    bench(bencher, &zone, &floors(&zone, 60));
}

#[divan::bench(args = [10, 12, 14], sample_count = 3)]
fn six_parties(bencher: Bencher, n_points: usize) {
    let zone = zone(Spat, 6, n_points, 4, 0, 0);
    bench(bencher, &zone, &floors(&zone, 50));
}

/// All points with their packages.
#[divan::bench(args = [(2, 0), (3, 0), (3, 40)], sample_count = 3)]
fn packages(bencher: Bencher, (n_parties, n_links): (usize, usize)) {
    let zone = zone(Spat, n_parties, 28, 4, n_links, 0);
    let found = frontier(&zone, &[], &FrontierOptions::default(), &mut Budget::new(u64::MAX)).expect("a frontier");
    bencher.bench(|| found.deals().map(|deal| deal.package[0]).sum::<usize>());
}
