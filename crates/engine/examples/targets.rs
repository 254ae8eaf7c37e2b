//! Prints the processor time of the questions that docs/performance.md reports on, each on a fixed instance.
//!
//! `targets` prints a line for each question: its name, milliseconds, and what was found. `targets NAME` asks only the
//! questions whose names begin so.
#![expect(clippy::print_stdout, reason = "the output is what the example is for")]

use std::{fs, ops::ControlFlow, time::Instant};

use zopa_engine::{
    Beliefs, Bounds, Budget, DIAGRAM_ARCS_MAX, Deal, Diagram, Formula, FrontierOptions, OptionSet, PartyKnowledge,
    Plan, Space, SplitMix, Verdict, Zone, conflicts, count_packages, egalitarian, frontier, kalai_smorodinsky, nash,
    survey, utilitarian,
};

#[path = "../benches/contested/mod.rs"]
mod contested;
#[path = "../benches/instance/mod.rs"]
mod instance;

use contested::Contest;
use instance::{
    Family::{self, Opp, Rand, Spat},
    Instance, floors, opposed,
};

const UNBOUNDED: u64 = u64::MAX;
const FAMILIES: [Family; 3] = [Rand, Spat, Opp];

fn main() {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let run = |name: &str, question: &dyn Fn() -> Measured| {
        if name.starts_with(&wanted) {
            let Measured { milliseconds, found } = question();
            println!("{name}\t{milliseconds:.3}\t{found}");
        }
    };
    run("additive 2 parties 10^20", &|| whole_frontier(|| opposed(2, 20, 10, 7)));
    run("additive 3 parties 10^10", &|| whole_frontier(|| opposed(3, 10, 10, 7)));
    for family in FAMILIES {
        run(&format!("count 28x4 {family:?}"), &|| count(&linked(family, 2)));
    }
    for n_links in [30, 60, 90, 120, 150, 180] {
        run(&format!("diagram 60x4 {n_links} links"), &|| diagram(n_links));
    }
    for n_parties in 2..=5 {
        for family in FAMILIES {
            let name = format!("frontier 28x4 {n_parties} parties {family:?}");
            run(&name, &|| frontier_of_linked(&linked(family, n_parties)));
        }
    }
    for n_parties in [2, 3, 5] {
        run(&format!("Nash 28x4 {n_parties} parties"), &|| solutions(28, n_parties, 50, &[nash]));
        let name = format!("Kalai-Smorodinsky 28x4 {n_parties} parties");
        run(&name, &|| solutions(28, n_parties, 50, &[kalai_smorodinsky]));
    }
    for per_cent in [30, 40, 50] {
        let name = format!("four solutions 60x4 5 parties, walk-aways {per_cent} %");
        run(&name, &|| solutions(60, 5, per_cent, &[nash, kalai_smorodinsky, egalitarian, utilitarian]));
    }
    for n_parties in [2, 3, 5] {
        run(&format!("nash of 10000 values 28x4 {n_parties} parties"), &|| nash_of_samples(n_parties));
    }
    for contest in [(14, 4), (14, 2), (10, 1), (8, 2)] {
        run(&format!("conflicts of 40 red lines {contest:?}"), &|| clashes_and_moves(contest));
    }
}

/// How long a question took, and what the answer was.
struct Measured<F = String> {
    milliseconds: f64,
    found: F,
}

/// A way to solve a zone.
type Solve = fn(&Zone, &mut Budget) -> Verdict<Vec<Deal>>;

/// Asks until a fifth of a second has passed, and returns the mean time.
fn measured<T, F>(ask: impl Fn() -> T, found: impl FnOnce(&T) -> F) -> Measured<F> {
    let start = processor_seconds();
    let mut times = 0;
    loop {
        let answer = ask();
        times += 1;
        let seconds = processor_seconds() - start;
        if seconds >= 0.2 {
            return Measured { milliseconds: 1_000.0 * seconds / f64::from(times), found: found(&answer) };
        }
    }
}

/// Returns the processor time of all threads where Linux tells it, else the time of day.
fn processor_seconds() -> f64 {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let nanoseconds = |task: fs::DirEntry| -> Option<u64> {
        fs::read_to_string(task.path().join("schedstat")).ok()?.split(' ').next()?.parse().ok()
    };
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    match tasks.filter_map(nanoseconds).sum::<u64>() {
        0 => START.elapsed().as_secs_f64(),
        sum => sum as f64 / 1e9,
    }
}

/// Measures the way from tables to the frontier.
fn whole_frontier(zone: impl Fn() -> Zone) -> Measured {
    let ask = || frontier(&zone(), &[], &FrontierOptions::default(), &mut Budget::new(UNBOUNDED));
    measured(ask, |found| found.as_ref().map_or_else(ToString::to_string, |found| format!("{} points", found.len())))
}

/// 28 points of 4 options with 40 links and 6 red lines of the same form.
fn linked(family: Family, n_parties: usize) -> Instance {
    Instance { family, n_points: 28, n_options: 4, n_parties, scale: 1_000, n_links: 46, seed: 0 }
}

/// Measures the way from formulas to the number of packages that meet them.
fn count(instance: &Instance) -> Measured {
    let (space, formulas) = instance.formulas();
    let ask = || Diagram::compile(&space, &formulas, &[], DIAGRAM_ARCS_MAX).map(|diagram| count_packages(&diagram));
    measured(ask, |count| format!("{} packages", count.as_ref().expect("a diagram")))
}

/// Measures the way from links to a diagram.
fn diagram(n_links: usize) -> Measured {
    let instance = Instance { family: Spat, n_points: 60, n_options: 4, n_parties: 1, scale: 1_000, n_links, seed: 0 };
    let (space, formulas) = instance.formulas();
    let ask = || Diagram::compile(&space, &formulas, &[], DIAGRAM_ARCS_MAX);
    let arcs = |found: &Diagram| found.levels().iter().map(|level| level.arcs.len()).sum::<usize>();
    measured(ask, |found| {
        found.as_ref().map_or_else(|_| "refused".to_string(), |found| format!("{} arcs", arcs(found)))
    })
}

/// Measures the frontier of the deals that give everybody half of the most.
fn frontier_of_linked(instance: &Instance) -> Measured {
    let zone = instance.zone();
    let floors = floors(&zone, 50);
    let options = FrontierOptions { points_max: 1 << 27 };
    let ask = || frontier(&zone, &floors, &options, &mut Budget::new(UNBOUNDED)).map(|found| found.len());
    measured(ask, |found| found.as_ref().map_or_else(ToString::to_string, |points| format!("{points} points")))
}

/// Measures solutions one after another, in zones of ten seeds with 30 links, where each party can walk away with a share
/// of the most; returns the median.
fn solutions(n_points: usize, n_parties: usize, per_cent: i128, solves: &[Solve]) -> Measured {
    let mut times = Vec::new();
    let mut is_proven = true;
    for seed in 0..10 {
        let instance = Instance { family: Spat, n_points, n_options: 4, n_parties, scale: 1_000, n_links: 30, seed };
        let zone = instance.zone();
        let zone = zone.with_values(zone.values().with_walk_away(&floors(&zone, per_cent)));
        let ask = || solves.iter().all(|solve| solve(&zone, &mut Budget::new(UNBOUNDED)).is_proven());
        times.push(measured(ask, |all| is_proven &= *all).milliseconds);
    }
    times.sort_by(f64::total_cmp);
    let found = format!("median of 10 seeds, slowest {:.3}, all proven: {is_proven}", times[9]);
    Measured { milliseconds: f64::midpoint(times[4], times[5]), found }
}

/// Measures the Nash deals of 10,000 samples of values of which only the order of magnitude is known, on all threads.
fn nash_of_samples(n_parties: usize) -> Measured {
    let mut random = SplitMix::new(3);
    let space = Space::new(vec![4; 28]).expect("a space");
    let mut excluded = |point: usize| {
        let options = OptionSet::from_iter([random.below(4)]);
        Formula::Not(Box::new(Formula::In { point, options }))
    };
    let links: Vec<Formula> = (0..20).map(|at| Formula::Or(vec![excluded(at), excluded((at + 3) % 28)])).collect();
    let diagram = Diagram::compile(&space, &links, &[], DIAGRAM_ARCS_MAX).expect("a diagram");
    let party = |_| PartyKnowledge {
        weights: vec![Bounds::UNKNOWN; 28],
        weight_rankings: vec![],
        total: Some(700),
        ratings: (0..28).map(|_| (0..4).map(|_| Bounds::exact(random.below(101) as i64)).collect()).collect(),
        rating_rankings: vec![vec![]; 28],
        full: 100,
        bonuses: vec![],
        walk_away: Some(30_000),
    };
    let parties: Vec<PartyKnowledge> = (0..n_parties).map(party).collect();
    let beliefs = Beliefs::new(&space, &parties).expect("beliefs");
    let plan = Plan { samples: 10_000, seed: 1, nash: true, pareto: false, deals_max: 10 };
    let ask = || {
        let mut budget = Budget::new(UNBOUNDED);
        survey(&diagram, &beliefs, &[], &plan, &mut budget, &mut |_, _| ControlFlow::Continue(()))
    };
    measured(ask, |found| {
        let nash = found.as_ref().ok().and_then(|found| found.zone.as_ref()?.deals.first());
        nash.map_or_else(String::new, |(_, share)| format!("{} solved", share.of))
    })
}

/// Measures all clashes and moves of 40 red lines.
fn clashes_and_moves((n_contested, seed): (usize, u64)) -> Measured {
    let problem = Contest::of_forty_lines(n_contested, seed).instance().problem();
    let ask = || conflicts(&problem, &mut Budget::new(UNBOUNDED)).expect("a small problem");
    measured(ask, |found| {
        format!("{} clashes, {} moves, complete: {}", found.clashes.len(), found.moves.len(), found.complete)
    })
}
