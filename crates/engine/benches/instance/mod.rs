//! Seeded zones: points with options, links between them, and what the options are worth to some parties.

use zopa_engine::{DIAGRAM_ARCS_MAX, Formula, OptionSet, PartyValues, Problem, Space, SplitMix, Values, Zone};

/// How the interests of the parties lie.
#[allow(dead_code, reason = "not every benchmark looks at every family")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// Every option is worth anything to anyone.
    Rand,
    /// Options lie on a line, and each party likes some place on it best.
    Spat,
    /// Options lie on a line; parties with even numbers like one end best, the others the other.
    Opp,
}

/// How large a zone is and what it is like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Instance {
    pub(crate) family: Family,
    pub(crate) n_points: usize,
    pub(crate) n_options: usize,
    pub(crate) n_parties: usize,
    /// What the best package is worth to each party, up to rounding.
    pub(crate) scale: u32,
    pub(crate) n_links: usize,
    pub(crate) seed: u64,
}

/// What each option of each point is worth to each party. *Shape*: `[party][point][option]`.
type Tables = Vec<Vec<Vec<i128>>>;

impl Instance {
    /// Returns the zone. Links come with it as formulas that every package meets.
    pub(crate) fn zone(&self) -> Zone {
        let mut draw = Draw::new(self.seed);
        let tables = self.tables(&mut draw);
        let links: Vec<Formula> = (0..self.n_links).map(|_| self.link(&mut draw)).collect();
        zone(vec![self.n_options; self.n_points], &links, tables)
    }

    /// Returns what the packages of the zone meet, apart from values.
    #[allow(dead_code, reason = "the benchmarks ask for zones only")]
    pub(crate) fn formulas(&self) -> (Space, Vec<Formula>) {
        let mut draw = Draw::new(self.seed);
        let _tables = self.tables(&mut draw);
        let links = (0..self.n_links).map(|_| self.link(&mut draw)).collect();
        (Space::new(vec![self.n_options; self.n_points]).expect("a space"), links)
    }

    fn tables(&self, draw: &mut Draw) -> Tables {
        let weights: Vec<Vec<f64>> = (0..self.n_parties).map(|_| self.weights(draw)).collect();
        let mut tables = vec![Vec::with_capacity(self.n_points); self.n_parties];
        for point in 0..self.n_points {
            let places: Vec<f64> = (0..self.n_options).map(|_| draw.unit()).collect();
            for (party, weights) in weights.iter().enumerate() {
                let scores = self.scores(party, &places, draw);
                let least = scores.iter().copied().fold(f64::MAX, f64::min);
                let most = scores.iter().copied().fold(f64::MIN, f64::max);
                let weight = weights[point] * f64::from(self.scale);
                let value = |score: f64| (weight * (score - least) / (most - least).max(1e-9)).round() as i128;
                tables[party].push(scores.into_iter().map(value).collect());
            }
        }
        tables
    }

    /// Returns how much each point matters to a party; all together 1.
    fn weights(&self, draw: &mut Draw) -> Vec<f64> {
        let weights: Vec<f64> = (0..self.n_points).map(|_| -(1.0 - draw.unit()).ln()).collect();
        let sum: f64 = weights.iter().sum();
        weights.into_iter().map(|weight| weight / sum).collect()
    }

    fn scores(&self, party: usize, places: &[f64], draw: &mut Draw) -> Vec<f64> {
        let ideal = match self.family {
            Family::Rand => return places.iter().map(|_| draw.unit()).collect(),
            Family::Spat => draw.unit(),
            Family::Opp if party.is_multiple_of(2) => 0.15 * draw.unit(),
            Family::Opp => 1.0 - 0.15 * draw.unit(),
        };
        places.iter().map(|place| 1.0 - (place - ideal).abs()).collect()
    }

    /// Returns "if this option here, then that option there", or then not that; often of points close by.
    fn link(&self, draw: &mut Draw) -> Formula {
        let point = draw.below(self.n_points);
        let is_close = draw.unit() < 0.7;
        let other = if is_close { (point + 1 + draw.below(4)) % self.n_points } else { draw.below(self.n_points) };
        let other = if other == point { (point + 1) % self.n_points } else { other };
        let on = |point, option| Formula::In { point, options: OptionSet::from_iter([option]) };
        let cause = on(point, draw.below(self.n_options));
        let effect = on(other, draw.below(self.n_options));
        let effect = if draw.unit() < 0.5 { effect } else { Formula::Not(Box::new(effect)) };
        Formula::Or(vec![Formula::Not(Box::new(cause)), effect])
    }
}

/// Returns the zone of additive values without links in which each party likes what the one before dislikes, with
/// weights of 1 to 100 and scores of 0 to 1,200.
#[allow(dead_code, reason = "not every benchmark asks for it")]
pub(crate) fn opposed(n_parties: usize, n_points: usize, n_options: usize, seed: u64) -> Zone {
    let mut random = SplitMix::new(seed);
    let mut scores: Tables = vec![Vec::new(); n_parties];
    let mut tables: Tables = vec![Vec::new(); n_parties];
    for party in 0..n_parties {
        for point in 0..n_points {
            let mut row: Vec<i128> = (0..n_options).map(|_| i128::from(random.next_u64() % 1_001)).collect();
            if let Some(before) = party.checked_sub(1) {
                let noise = |(score, before): (&i128, &i128)| 1_000 - before + score % 201;
                row = row.iter().zip(&scores[before][point]).map(noise).collect();
            }
            let weight = i128::from(1 + random.next_u64() % 100);
            tables[party].push(row.iter().map(|score| weight * score).collect());
            scores[party].push(row);
        }
    }
    zone(vec![n_options; n_points], &[], tables)
}

/// Returns as a floor of each party this share of the most that any package is worth to it, links aside.
#[allow(dead_code, reason = "not every benchmark asks for it")]
pub(crate) fn floors(zone: &Zone, per_cent: i128) -> Vec<Option<i128>> {
    let most = |table: &Vec<i128>| table.iter().copied().max().unwrap_or(0);
    let parties = zone.values().parties().iter();
    parties.map(|party| Some(party.tables.iter().map(most).sum::<i128>() * per_cent / 100)).collect()
}

fn zone(sizes: Vec<usize>, links: &[Formula], tables: Tables) -> Zone {
    let space = Space::new(sizes).expect("a space");
    let parties = tables.into_iter().map(|tables| PartyValues { tables, ..PartyValues::default() });
    let problem = Problem::new(space.clone(), links.to_vec(), vec![]).expect("links within the space");
    let values = Values::new(&problem, parties.collect()).expect("tables that fit");
    Zone::compile(&space, links, values, DIAGRAM_ARCS_MAX).expect("a diagram")
}

/// Seeded draws.
struct Draw {
    random: SplitMix,
}

impl Draw {
    fn new(seed: u64) -> Draw {
        Draw { random: SplitMix::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03) }
    }

    fn unit(&mut self) -> f64 {
        self.random.unit()
    }

    fn below(&mut self, n: usize) -> usize {
        (self.random.next_u64() % n as u64) as usize
    }
}
