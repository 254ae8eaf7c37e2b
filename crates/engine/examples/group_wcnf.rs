//! Prints a seeded problem as clauses, or what the engine finds in it and how long that takes.
//!
//! `group_wcnf CONTESTED SEED` prints weighted clauses in which one literal switches each red line
//! on; `group_wcnf CONTESTED SEED count` prints the numbers of clashes and moves, the cheapest
//! move, and the seconds for all of them and for the moves alone.
#![expect(clippy::print_stdout, reason = "the output is what the example is for")]

use std::time::Instant;

use zopa_engine::{Budget, conflicts, moves_only};

#[path = "../benches/contested/mod.rs"]
mod contested;

use contested::{Contest, Instance, Literal};

const STEPS: u64 = 1_000_000_000;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let n_contested = args.first().and_then(|arg| arg.parse::<usize>().ok());
    let seed = args.get(1).and_then(|arg| arg.parse::<u64>().ok());
    let (Some(n_contested), Some(seed)) = (n_contested, seed) else {
        println!("usage: group_wcnf CONTESTED SEED [count]");
        return;
    };
    // Fewer contested points than a red line has literals would never fill one.
    let instance = Contest::of_forty_lines(n_contested.clamp(5, 28), seed).instance();
    if args.len() > 2 {
        count(&instance);
    } else {
        print_clauses(&instance);
    }
}

fn count(instance: &Instance) {
    let problem = instance.problem();
    let start = Instant::now();
    let mut budget = Budget::new(STEPS);
    let Ok(all) = conflicts(&problem, &mut budget) else {
        return;
    };
    let seconds_all = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let alone = moves_only(&problem, &mut Budget::new(STEPS));
    let seconds_moves = start.elapsed().as_secs_f64();
    let agree = alone.is_ok_and(|alone| alone.moves == all.moves);
    println!(
        "clashes {} moves {} cheapest {} complete {} steps {} agree {agree} all {seconds_all:.4} moves-only {seconds_moves:.4}",
        all.clashes.len(),
        all.moves.len(),
        all.moves.first().map_or(0, |of| of.cost),
        all.complete,
        STEPS - budget.remaining(),
    );
}

fn print_clauses(instance: &Instance) {
    let n_options = instance.contest.n_options;
    let n_points = instance.contest.n_points;
    let variable = |point: usize, option: usize| point * n_options + option + 1;
    let text = |literal: &Literal| {
        let sign = if literal.is_chosen { "" } else { "-" };
        format!("{sign}{} ", variable(literal.point, literal.option))
    };
    for point in 0..n_points {
        let some: String = (0..n_options).map(|o| format!("{} ", variable(point, o))).collect();
        println!("h {some}0");
        for first in 0..n_options {
            for second in first + 1..n_options {
                println!("h -{} -{} 0", variable(point, first), variable(point, second));
            }
        }
    }
    for link in &instance.links {
        println!("h {}0", link.iter().map(text).collect::<String>());
    }
    for (index, (line, cost)) in instance.lines.iter().enumerate() {
        let switch = n_points * n_options + index + 1;
        for clause in line.clauses() {
            println!("h {}-{switch} 0", clause.iter().map(text).collect::<String>());
        }
        println!("{cost} {switch} 0");
    }
}
