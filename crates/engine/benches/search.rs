//! How long searches take where values are sums of boxes. Arguments are the number of points with ten options each, and
//! the seed.

use divan::Bencher;
use zopa_engine::{Budget, search_frontier};

mod boxes;

const STEPS: u64 = 10_000_000;
const DOMAINS: [(usize, u64); 9] = [(10, 0), (10, 1), (10, 2), (20, 0), (20, 1), (20, 2), (30, 0), (30, 1), (30, 2)];

fn main() {
    divan::main();
}

#[divan::bench(args = DOMAINS, sample_count = 10)]
fn frontier(bencher: Bencher, (n_points, seed): (usize, u64)) {
    let (space, values) = boxes::generated(n_points, seed);
    bencher.bench(|| search_frontier(&space, &[], &values, &[], &mut Budget::new(STEPS)));
}

/// The domains in the folder that the variable ZOPA_SCENARIOS names.
#[divan::bench(args = ["anac2014-10issues", "genius-s-1nikfrt-2", "anac2014-30issues"], sample_count = 10)]
fn published_frontier(bencher: Bencher, name: &str) {
    let folder = std::env::var("ZOPA_SCENARIOS").unwrap_or_default();
    if let Some((space, values)) = boxes::read(&std::path::Path::new(&folder).join(name)) {
        bencher.bench(|| search_frontier(&space, &[], &values, &[], &mut Budget::new(STEPS)));
    }
}
