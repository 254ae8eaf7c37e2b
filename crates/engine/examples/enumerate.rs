//! Looks at every package of two opposed parties: how fast that can be at best, to compare other methods with.
//!
//! `enumerate POINTS` prints what it found among 10^POINTS packages. Values are sums in 32 bits, and the frontier is a
//! table with the best for one party by what the other has: nothing is kept or sorted for a package.
#![expect(clippy::print_stdout, reason = "the output is what the example is for")]

#[path = "../benches/instance/mod.rs"]
#[expect(dead_code, reason = "the benchmarks use the rest")]
mod instance;

const OPTIONS: usize = 10;
const SEED: u64 = 7;

fn main() {
    let n_points = std::env::args().nth(1).and_then(|arg| arg.parse::<usize>().ok());
    let Some(n_points) = n_points.filter(|points| (1..=11).contains(points)) else {
        println!("usage: enumerate POINTS, from 1 to 11");
        return;
    };
    let zone = instance::opposed(2, n_points, OPTIONS, SEED);
    let [first, second] = [0, 1].map(|party: usize| narrow(&zone.values().parties()[party].tables));
    let points: Vec<[[u32; 2]; OPTIONS]> =
        first.iter().zip(&second).map(|(a, b)| std::array::from_fn(|option| [a[option], b[option]])).collect();
    let most: u32 = first.iter().map(|table| table.iter().max().unwrap_or(&0)).sum();
    let mut best = Best { nash: 0, second_by_first: vec![None; most as usize + 1] };
    best.look(&points, [0, 0]);
    println!("packages {} frontier {} nash {}", OPTIONS.pow(n_points as u32), best.frontier(), best.nash);
}

fn narrow(tables: &[Vec<i128>]) -> Vec<[u32; OPTIONS]> {
    let table = |table: &Vec<i128>| std::array::from_fn(|option| table[option] as u32);
    tables.iter().map(table).collect()
}

/// The best packages so far.
struct Best {
    /// The largest product of values.
    nash: u64,
    /// The most for the second party where the first has so much.
    second_by_first: Vec<Option<u32>>,
}

impl Best {
    /// Looks at all packages that begin with what is worth so much.
    fn look(&mut self, points: &[[[u32; 2]; OPTIONS]], [first, second]: [u32; 2]) {
        match points {
            [] => {}
            [last] => {
                for option in last {
                    let (first, second) = (first + option[0], second + option[1]);
                    self.nash = self.nash.max(u64::from(first) * u64::from(second));
                    let known = &mut self.second_by_first[first as usize];
                    *known = (*known).max(Some(second));
                }
            }
            [point, rest @ ..] => {
                for option in point {
                    self.look(rest, [first + option[0], second + option[1]]);
                }
            }
        }
    }

    /// Returns the number of points on the frontier.
    fn frontier(&self) -> usize {
        let mut above = None;
        let from_the_top = self.second_by_first.iter().rev();
        from_the_top
            .filter(|second| {
                **second > above && {
                    above = **second;
                    true
                }
            })
            .count()
    }
}
