//! Random cases of three families, with links between points, that grow with their numbers of points and parties.

use zopa_engine::{
    DIAGRAM_ARCS_MAX, Formula, OptionSet, PartyValues, Problem, Space, SplitMix, Values, Zone,
};

/// How parties value options.
#[derive(Clone, Copy, Debug)]
#[allow(dead_code, reason = "not every benchmark looks at every family")]
pub(crate) enum Family {
    /// Independently at random.
    Random,
    /// Options and what each party would like best lie on a line.
    Spatial,
    /// As before, with two blocs that would like best what is near opposite ends.
    Opposed,
}

/// A case by its numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Instance {
    pub(crate) family: Family,
    pub(crate) n_points: usize,
    pub(crate) n_options: usize,
    pub(crate) n_parties: usize,
    pub(crate) n_links: usize,
    /// What the best of all points is worth to a party.
    pub(crate) scale: f64,
    /// The walk-away value as a share of that.
    pub(crate) walk_away: f64,
}

impl Instance {
    /// Returns a case of so many points of four options, worth 1,000 to each party, who walk away below 300.
    pub(crate) fn spatial(n_points: usize, n_parties: usize, n_links: usize) -> Instance {
        let (family, n_options) = (Family::Spatial, 4);
        Instance { family, n_points, n_options, n_parties, n_links, scale: 1_000.0, walk_away: 0.3 }
    }

    /// Returns the zone of a seed.
    pub(crate) fn zone(&self, seed: u64) -> Zone {
        let mut random = SplitMix::new(seed);
        let space = Space::new(vec![self.n_options; self.n_points]).expect("a space");
        let parties = self.parties(&mut random);
        let links: Vec<Formula> = (0..self.n_links).map(|_| self.link(&mut random)).collect();
        let problem = Problem::new(space.clone(), vec![], vec![]).expect("a problem");
        let values = Values::new(&problem, parties).expect("values");
        Zone::compile(&space, &links, values, DIAGRAM_ARCS_MAX).expect("a diagram")
    }

    fn parties(&self, random: &mut SplitMix) -> Vec<PartyValues> {
        let positions: Vec<Vec<f64>> =
            (0..self.n_points).map(|_| (0..self.n_options).map(|_| random.unit()).collect()).collect();
        let party = |party: usize, random: &mut SplitMix| {
            let weights: Vec<f64> = (0..self.n_points).map(|_| -(1.0 - random.unit()).ln()).collect();
            let total: f64 = weights.iter().sum();
            let tables = positions.iter().zip(&weights).map(|(positions, weight)| {
                let scores = self.scores(party, positions, random);
                let low = scores.iter().copied().fold(f64::INFINITY, f64::min);
                let high = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let worth = weight / total * self.scale;
                let share = |score: &f64| (score - low) / (high - low).max(1e-9);
                scores.iter().map(|score| (worth * share(score)).round() as i128).collect()
            });
            let tables: Vec<Vec<i128>> = tables.collect();
            let best: i128 = tables.iter().filter_map(|table| table.iter().max()).sum();
            let walk_away = Some((self.walk_away * best as f64) as i128);
            PartyValues { tables, bonuses: vec![], cap: None, walk_away }
        };
        (0..self.n_parties).map(|at| party(at, random)).collect()
    }

    fn scores(&self, party: usize, positions: &[f64], random: &mut SplitMix) -> Vec<f64> {
        let best = match self.family {
            Family::Random => return positions.iter().map(|_| random.unit()).collect(),
            Family::Spatial => random.unit(),
            Family::Opposed if party.is_multiple_of(2) => 0.15 * random.unit(),
            Family::Opposed => 1.0 - 0.15 * random.unit(),
        };
        positions.iter().map(|position| 1.0 - (position - best).abs()).collect()
    }

    /// Returns a link of two points, near to each other more often than not: an option of the one asks for an option of
    /// the other, or rules it out.
    fn link(&self, random: &mut SplitMix) -> Formula {
        let one = random.below(self.n_points);
        let is_near = random.unit() < 0.7;
        let other = if is_near { one + 1 + random.below(4) } else { random.below(self.n_points) } % self.n_points;
        let other = if other == one { (one + 1) % self.n_points } else { other };
        let mut settled = |point| {
            let options = OptionSet::from_iter([random.below(self.n_options)]);
            Box::new(Formula::In { point, options })
        };
        let (from, to) = (settled(one), settled(other));
        let to = if random.unit() < 0.5 { *to } else { Formula::Not(to) };
        Formula::Or(vec![Formula::Not(from), to])
    }
}
