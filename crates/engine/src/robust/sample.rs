//! Values drawn at random from those that are possible.

use super::{
    draw::{Method, Sampler},
    knowledge::{Beliefs, PartyBelief, RATING_STEPS, WEIGHT_STEPS},
    stream::Stream,
};
use crate::values::{Bonus, PartyValues};

/// Draws what packages are worth to parties, uniformly from all that is possible.
///
/// What is drawn is rounded to whole numbers, about 2^30 of them to all weights that are unknown and 2^20 to full marks,
/// and exact from there on. Ties, ranks, exact numbers and the total survive the rounding; bounds do up to its size.
#[derive(Clone, Debug)]
pub struct ValueSampler {
    parties: Vec<PartySampler>,
}

/// There are too many unknown numbers that hang together in a way that only a random walk could draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooInterwoven {
    /// The party.
    pub party: usize,
    /// The point whose ratings they are; nothing if they are the weights.
    pub point: Option<usize>,
}

/// How what is known of a party is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Methods {
    /// How the weights are.
    pub weights: Method,
    /// How ratings are; of several ways, the roughest.
    pub ratings: Method,
}

/// What packages are worth to one party in one sample.
#[derive(Clone, Debug, PartialEq)]
pub struct SampledParty {
    /// The values, in whole units of this sample.
    pub values: PartyValues,
    /// What is worth one unit of weight: values divided by it are in units of weight.
    pub unit: i128,
    /// The weights, in units of weight.
    pub weights: Vec<f64>,
}

#[derive(Clone, Debug)]
struct PartySampler {
    class: Vec<usize>,
    mass: Vec<i64>,
    weights: Sampler,
    /// By how much weights are multiplied where no total says so.
    weight_steps: i128,
    ratings: Vec<RatingSampler>,
    rating_steps: i128,
    full: i128,
    bonuses: Vec<Bonus>,
    walk_away: Option<i128>,
}

#[derive(Clone, Debug)]
struct RatingSampler {
    class: Vec<usize>,
    sampler: Sampler,
}

impl ValueSampler {
    /// Returns a sampler, after choosing the method for every party.
    ///
    /// *Errors*: the first party with too many interwoven numbers.
    ///
    /// *Cost*: up to 2^20 random numbers for every group of numbers that hang together.
    pub fn new(beliefs: &Beliefs) -> Result<ValueSampler, TooInterwoven> {
        let parties = beliefs.parties.iter().enumerate();
        let parties =
            parties.map(|(party, belief)| PartySampler::new(belief).map_err(|point| TooInterwoven { party, point }));
        Ok(ValueSampler { parties: parties.collect::<Result<_, _>>()? })
    }

    /// Returns how the numbers of each party are drawn.
    pub fn methods(&self) -> Vec<Methods> {
        self.parties.iter().map(PartySampler::methods).collect()
    }

    /// Returns a sample of a seed. Samples are independent of each other, and so are the parties in one.
    pub fn draw(&self, seed: u64, sample: u64) -> Vec<SampledParty> {
        let parties = self.parties.iter().enumerate();
        parties.map(|(party, sampler)| sampler.draw(&mut Stream::new(seed, sample, party))).collect()
    }
}

impl PartySampler {
    fn new(belief: &PartyBelief) -> Result<PartySampler, Option<usize>> {
        let weights = Sampler::new(&belief.weights).ok_or(None)?;
        let ratings = belief.ratings.iter().enumerate().map(|(point, ratings)| {
            let sampler = Sampler::new(ratings).map(|sampler| RatingSampler { class: ratings.class.clone(), sampler });
            sampler.ok_or(Some(point))
        });
        let ratings: Vec<RatingSampler> = ratings.collect::<Result<_, _>>()?;
        let steps = |of: i64, whole: i128| (i128::from(of) / whole.max(1)).max(1);
        let is_known = ratings.iter().all(|ratings| ratings.sampler.method() == Method::Known);
        let rating_steps = if is_known { 1 } else { steps(RATING_STEPS, belief.full.into()) };
        let weight_steps =
            if weights.method() == Method::Known { 1 } else { steps(WEIGHT_STEPS, belief.weight_in_all()) };
        let (class, mass) = (belief.weights.class.clone(), belief.weights.mass.clone());
        let (full, bonuses, walk_away) = (belief.full.into(), belief.bonuses.clone(), belief.walk_away);
        Ok(PartySampler { class, mass, weights, weight_steps, ratings, rating_steps, full, bonuses, walk_away })
    }

    fn methods(&self) -> Methods {
        let ratings = self.ratings.iter().map(|ratings| ratings.sampler.method()).max();
        Methods { weights: self.weights.method(), ratings: ratings.unwrap_or(Method::Known) }
    }

    fn draw(&self, stream: &mut Stream) -> SampledParty {
        let (weights, steps) = self.draw_weights(stream);
        let per_class = self.ratings.iter().map(|ratings| self.draw_ratings(ratings, stream));
        let tables = per_class.zip(&self.ratings).zip(&self.class).map(|((drawn, ratings), &class)| {
            ratings.class.iter().map(|&rated| weights[class] * drawn[rated]).collect()
        });
        let tables = tables.collect();
        let unit = steps * self.rating_steps;
        let walk_away = self.walk_away.map(|value| value * unit);
        let weights = self.class.iter().map(|&class| weights[class] as f64 / steps as f64).collect();
        let in_units = |bonus: &Bonus| Bonus { formula: bonus.formula.clone(), amount: bonus.amount * unit };
        let bonuses = self.bonuses.iter().map(in_units).collect();
        let values = PartyValues { tables, bonuses, cap: None, walk_away };
        SampledParty { values, unit: unit * self.full, weights }
    }

    /// Returns the weight of each class in whole numbers, and by how much they are multiplied.
    ///
    /// With a total, unknown weights are parts of what the known ones leave. Their sum after rounding is what one is
    /// multiplied by, so that the total is met exactly.
    fn draw_weights(&self, stream: &mut Stream) -> (Vec<i128>, i128) {
        let fixed = &self.weights.fixed;
        let mut drawn = vec![0.0; fixed.len()];
        self.weights.draw(stream, &mut drawn);
        let Some(rest) = self.weights.rest else {
            let steps = self.weight_steps;
            let open = |number: f64| (number * steps as f64).round() as i128;
            let weights = fixed.iter().zip(&drawn);
            return (
                weights.map(|(fixed, &drawn)| fixed.map_or(open(drawn), |of| i128::from(of) * steps)).collect(),
                steps,
            );
        };
        let part = |number: f64| (number / rest as f64 * WEIGHT_STEPS as f64).round().max(0.0) as i128;
        let parts: Vec<i128> = drawn.iter().map(|&number| part(number)).collect();
        let open = parts.iter().zip(&self.mass).zip(fixed).filter(|(_, fixed)| fixed.is_none());
        let steps = open.map(|((part, &mass), _)| part * i128::from(mass)).sum::<i128>().max(1);
        let weights = fixed.iter().zip(&parts);
        (weights.map(|(fixed, part)| fixed.map_or(part * rest, |of| i128::from(of) * steps)).collect(), steps)
    }

    /// Returns the rating of each class in whole numbers.
    fn draw_ratings(&self, ratings: &RatingSampler, stream: &mut Stream) -> Vec<i128> {
        let fixed = &ratings.sampler.fixed;
        let mut drawn = vec![0.0; fixed.len()];
        ratings.sampler.draw(stream, &mut drawn);
        let open = |number: f64| (number * self.rating_steps as f64).round() as i128;
        let all = fixed.iter().zip(&drawn);
        all.map(|(fixed, &drawn)| fixed.map_or(open(drawn), |of| i128::from(of) * self.rating_steps)).collect()
    }
}

impl std::fmt::Display for TooInterwoven {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let TooInterwoven { party, point } = self;
        match point {
            Some(point) => write!(f, "too many ratings of party {party} on point {point} depend on each other"),
            None => write!(f, "too many weights of party {party} depend on each other"),
        }
    }
}

impl std::error::Error for TooInterwoven {}
