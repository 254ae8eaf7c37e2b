//! Seeded problems in which several parties draw red lines around a few contested points.

use zopa_engine::{Formula, OptionSet, Problem, Soft, Space};

/// A literal: the point is settled by the option, or is not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Literal {
    pub(crate) point: usize,
    pub(crate) option: usize,
    pub(crate) is_chosen: bool,
}

/// How large a problem is and how much its red lines overlap.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contest {
    pub(crate) n_points: usize,
    pub(crate) n_options: usize,
    pub(crate) n_parties: usize,
    pub(crate) lines_per_party: usize,
    pub(crate) n_links: usize,
    /// Four of five points that red lines name are among the first so many.
    pub(crate) n_contested: usize,
    pub(crate) seed: u64,
}

/// What a red line asks of its literals.
pub(crate) enum Line {
    /// One of them is true.
    Any(Vec<Literal>),
    /// At least two of them are true.
    AtLeastTwo(Vec<Literal>),
    /// At most one of them is true.
    AtMostOne(Vec<Literal>),
}

/// A problem before it becomes formulas or clauses.
pub(crate) struct Instance {
    pub(crate) contest: Contest,
    pub(crate) links: Vec<Vec<Literal>>,
    pub(crate) lines: Vec<(Line, u64)>,
}

impl Contest {
    /// 28 points of 4 options, 40 red lines of 5 parties, 15 links.
    pub(crate) fn of_forty_lines(n_contested: usize, seed: u64) -> Contest {
        Contest { n_points: 28, n_options: 4, n_parties: 5, lines_per_party: 8, n_links: 15, n_contested, seed }
    }

    /// Returns the problem of this size and seed.
    pub(crate) fn instance(self) -> Instance {
        let mut draw = Draw::new(self);
        let links = (0..self.n_links).map(|_| draw.link()).collect();
        let n_lines = self.n_parties * self.lines_per_party;
        let lines = (0..n_lines).map(|_| (draw.line(), 1 + draw.below(9) as u64)).collect();
        Instance { contest: self, links, lines }
    }
}

impl Instance {
    /// Returns the instance with links as hard and red lines as soft formulas.
    pub(crate) fn problem(&self) -> Problem {
        let space = Space::new(vec![self.contest.n_options; self.contest.n_points]);
        let links = self.links.iter().map(|link| Formula::Or(formulas(link)));
        let lines = self.lines.iter().map(|(line, cost)| {
            let formula = match line {
                Line::Any(of) => Formula::Or(formulas(of)),
                Line::AtLeastTwo(of) => Formula::Count { low: 2, high: of.len(), of: formulas(of) },
                Line::AtMostOne(of) => Formula::Count { low: 0, high: 1, of: formulas(of) },
            };
            Soft { formula, cost: *cost }
        });
        Problem::new(space.expect("a small space"), links.collect(), lines.collect())
            .expect("all points and options are drawn from the space")
    }
}

impl Line {
    /// Returns the line as clauses.
    #[allow(dead_code, reason = "only the example writes clauses")]
    pub(crate) fn clauses(&self) -> Vec<Vec<Literal>> {
        let all_but = |of: &[Literal], index: usize| {
            let rest = of.iter().enumerate().filter(|(other, _)| *other != index);
            rest.map(|(_, literal)| *literal).collect()
        };
        let negated = |literal: Literal| Literal { is_chosen: !literal.is_chosen, ..literal };
        match self {
            Line::Any(of) => vec![of.clone()],
            Line::AtLeastTwo(of) => (0..of.len()).map(|index| all_but(of, index)).collect(),
            Line::AtMostOne(of) => {
                let pairs = (0..of.len()).flat_map(|a| (a + 1..of.len()).map(move |b| (a, b)));
                pairs.map(|(a, b)| vec![negated(of[a]), negated(of[b])]).collect()
            }
        }
    }
}

fn formulas(literals: &[Literal]) -> Vec<Formula> {
    let formula = |literal: &Literal| {
        let options = OptionSet::from_iter([literal.option]);
        let chosen = Formula::In { point: literal.point, options };
        if literal.is_chosen { chosen } else { Formula::Not(Box::new(chosen)) }
    };
    literals.iter().map(formula).collect()
}

/// Draws links and lines from a stream of random numbers (SplitMix64, Steele et al. 2014).
struct Draw {
    contest: Contest,
    state: u64,
}

impl Draw {
    fn new(contest: Contest) -> Draw {
        let state = (contest.seed ^ 0xABCD).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Draw { contest, state: state ^ 0xD1B5_4A32_D192_ED03 }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).expect("less than n")
    }

    /// Returns whether an event of so many tenths of a chance happens.
    fn happens(&mut self, tenths: u64) -> bool {
        (self.next() >> 11) * 10 < (1 << 53) * tenths
    }

    fn point(&mut self) -> usize {
        let is_contested = self.happens(8);
        self.below(if is_contested { self.contest.n_contested } else { self.contest.n_points })
    }

    /// Returns two different points that red lines name.
    fn two_points(&mut self) -> (usize, usize) {
        let (first, second) = (self.point(), self.point());
        (first, if first == second { (second + 1) % self.contest.n_points } else { second })
    }

    fn literal(&mut self, point: usize, is_chosen: bool) -> Literal {
        let option = self.below(self.contest.n_options);
        Literal { point, option, is_chosen }
    }

    /// Returns "one of two neighbouring options".
    fn pair(&mut self, point: usize) -> [Literal; 2] {
        let first = self.literal(point, true);
        let option = (first.option + 1) % self.contest.n_options;
        [first, Literal { option, ..first }]
    }

    fn link(&mut self) -> Vec<Literal> {
        let n = self.contest.n_points;
        let first = self.below(n);
        let second = (first + 1 + self.below(n - 1)) % n;
        let refused = self.literal(first, false);
        let is_chosen = self.happens(5);
        vec![refused, self.literal(second, is_chosen)]
    }

    fn line(&mut self) -> Line {
        match self.below(10) {
            0..=3 => {
                let point = self.point();
                Line::Any(self.pair(point).to_vec())
            }
            4..=5 => {
                let (first, second) = self.two_points();
                let pair = self.pair(second);
                let refused = self.literal(first, false);
                Line::Any([vec![refused], pair.to_vec()].concat())
            }
            6 => {
                let (first, second) = self.two_points();
                Line::Any(vec![self.literal(first, false), self.literal(second, false)])
            }
            7 | 8 => Line::AtLeastTwo(self.different(4, |a, b| a.point == b.point)),
            _ => Line::AtMostOne(self.different(5, |a, b| a == b)),
        }
    }

    fn different(&mut self, n: usize, are_alike: fn(&Literal, &Literal) -> bool) -> Vec<Literal> {
        let mut literals: Vec<Literal> = Vec::new();
        while literals.len() < n {
            let point = self.point();
            let literal = self.literal(point, true);
            if !literals.iter().any(|other| are_alike(other, &literal)) {
                literals.push(literal);
            }
        }
        literals
    }
}
