//! How long all clashes and moves take. Each name gives the contested points and the seed, which
//! between them decide how many sets there are.

use divan::Bencher;
use zopa_engine::{Budget, conflicts, moves_only};

mod contested;

use contested::Contest;

const STEPS: u64 = 100_000_000;
const FORTY_LINES: [(usize, u64); 4] = [(14, 4), (14, 2), (10, 1), (8, 2)];

fn main() {
    divan::main();
}

#[divan::bench(args = FORTY_LINES, sample_count = 10)]
fn all_clashes_and_moves(bencher: Bencher, (n_contested, seed): (usize, u64)) {
    let problem = Contest::of_forty_lines(n_contested, seed).instance().problem();
    bencher.bench(|| conflicts(&problem, &mut Budget::new(STEPS)));
}

#[divan::bench(args = FORTY_LINES, sample_count = 10)]
fn only_moves(bencher: Bencher, (n_contested, seed): (usize, u64)) {
    let problem = Contest::of_forty_lines(n_contested, seed).instance().problem();
    bencher.bench(|| moves_only(&problem, &mut Budget::new(STEPS)));
}

/// More red lines over points that grow with them, at a steady number of lines to a point.
#[divan::bench(args = [2, 4, 6, 8, 10], sample_count = 10)]
fn by_lines_per_party(bencher: Bencher, lines_per_party: usize) {
    let contest = Contest { lines_per_party, n_contested: 2 * lines_per_party, ..Contest::of_forty_lines(0, 1) };
    let problem = contest.instance().problem();
    bencher.bench(|| conflicts(&problem, &mut Budget::new(STEPS)));
}

/// Larger domains: the same red lines among ever more options.
#[divan::bench(args = [4, 16, 64, 256], sample_count = 10)]
fn by_options(bencher: Bencher, n_options: usize) {
    let contest = Contest { n_options, ..Contest::of_forty_lines(8, 1) };
    let problem = contest.instance().problem();
    bencher.bench(|| conflicts(&problem, &mut Budget::new(STEPS)));
}
