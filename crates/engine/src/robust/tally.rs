//! Counts over samples.

use std::collections::BTreeMap;

use super::{
    sample::Methods,
    survey::{Judged, Nash, Plan, Sample},
};
use crate::{diagram::Diagram, space::Package};

/// The quantiles that a [`Spread`] has.
pub const QUANTILES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// What holds in which share of the possible values.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    /// How many samples were drawn, which may be fewer than planned.
    pub samples: u64,
    /// How the samples of each party were drawn.
    pub methods: Vec<Methods>,
    /// The mean weights of each party, in units of weight; nothing without samples. *Shape*: `[party][point]`.
    pub weights: Vec<Option<MeanWeights>>,
    /// What is said of each package given.
    pub packages: Vec<PackageSurvey>,
    /// What is said of all packages of the diagram, if Nash deals were asked for.
    pub zone: Option<ZoneSurvey>,
}

/// What holds of one package.
#[derive(Clone, Debug, PartialEq)]
pub struct PackageSurvey {
    /// What each party makes of it.
    pub parties: Vec<PartyView>,
    /// All parties accept it.
    pub joint: Option<Share>,
    /// No package of the diagram is as good for all and better for one; nothing if that was not asked.
    pub unbeaten: Option<Share>,
    /// It is of the diagram, acceptable to all, and no other that is has a larger product of gains; nothing if that was
    /// not asked.
    pub nash: Option<Share>,
}

/// What a party makes of a package.
#[derive(Clone, Debug, PartialEq)]
pub struct PartyView {
    /// It accepts the package.
    pub accepts: Option<Share>,
    /// It alone does not.
    pub blocks_alone: Option<Share>,
    /// What the package is worth to it, in units of weight.
    pub value: Option<Spread>,
    /// What it must find important to accept: its mean weights over the samples in which it does.
    pub central_weights: Option<MeanWeights>,
}

/// What holds of the packages of a diagram.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneSurvey {
    /// Some package is acceptable to all.
    pub deal: Option<Share>,
    /// The Nash deal settles a point by an option, among the samples whose Nash deal is known. *Shape*:
    /// `[point][option]`.
    pub options: Option<Vec<Vec<Share>>>,
    /// The most frequent Nash deals, most frequent first, then by package; with the share of samples, among those whose
    /// Nash deal is known.
    pub deals: Vec<(Package, Share)>,
}

/// A number of samples among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// In how many samples it holds.
    pub hits: u64,
    /// Of how many. At least 1.
    pub of: u64,
}

/// How a number is spread over the samples.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// The standard error of the mean.
    pub error: f64,
    /// The number that is not exceeded in so large a part of the samples, for each of [`QUANTILES`].
    pub quantiles: [f64; 5],
}

/// Mean weights over some samples.
#[derive(Clone, Debug, PartialEq)]
pub struct MeanWeights {
    /// The mean weight of each point, in units of weight.
    pub means: Vec<f64>,
    /// How many samples they rest on. At least 1.
    pub samples: u64,
}

impl Share {
    /// Returns the share, or nothing if it is of none.
    fn new(hits: u64, of: u64) -> Option<Share> {
        (of > 0).then_some(Share { hits, of })
    }

    /// Returns the share as a number from 0 to 1.
    pub fn value(&self) -> f64 {
        self.hits as f64 / self.of as f64
    }

    /// Returns the standard error, `√(p (1 - p) / N)`.
    ///
    /// It is 0 where all samples agree, which says little if they are few: what was met in none of `N` samples has a
    /// share below `3 / N`, with a confidence of 95 per cent.
    pub fn error(&self) -> f64 {
        let value = self.value();
        (value * (1.0 - value) / self.of as f64).sqrt()
    }
}

/// Counts of one question that not every sample answers.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    hits: u64,
    of: u64,
}

impl Count {
    fn add(&mut self, is_hit: Option<bool>) {
        self.hits += u64::from(is_hit == Some(true));
        self.of += u64::from(is_hit.is_some());
    }

    fn share(self) -> Option<Share> {
        Share::new(self.hits, self.of)
    }
}

#[derive(Clone, Debug, Default)]
struct WeightSum {
    sums: Vec<f64>,
    samples: u64,
}

impl WeightSum {
    fn add(&mut self, weights: &[f64]) {
        self.sums.resize(weights.len(), 0.0);
        self.sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
        self.samples += 1;
    }

    fn mean(&self) -> Option<MeanWeights> {
        let means = self.sums.iter().map(|sum| sum / self.samples as f64).collect();
        (self.samples > 0).then_some(MeanWeights { means, samples: self.samples })
    }
}

#[derive(Clone, Debug, Default)]
struct PartyTally {
    accepts: Count,
    blocks_alone: Count,
    values: Vec<f64>,
    weights: WeightSum,
}

#[derive(Clone, Debug, Default)]
struct PackageTally {
    parties: Vec<PartyTally>,
    joint: Count,
    unbeaten: Count,
    nash: Count,
}

/// What was counted so far.
pub(super) struct Tally {
    samples: u64,
    methods: Vec<Methods>,
    weights: Vec<WeightSum>,
    packages: Vec<PackageTally>,
    deal: Count,
    deals: BTreeMap<Package, u64>,
    sizes: Vec<usize>,
}

impl Tally {
    pub(super) fn new(diagram: &Diagram, methods: Vec<Methods>, n_packages: usize) -> Tally {
        let n_parties = methods.len();
        let package = PackageTally { parties: vec![PartyTally::default(); n_parties], ..PackageTally::default() };
        let (weights, packages) = (vec![WeightSum::default(); n_parties], vec![package; n_packages]);
        let sizes = diagram.sizes();
        Tally { samples: 0, methods, weights, packages, deal: Count::default(), deals: BTreeMap::new(), sizes }
    }

    pub(super) fn add(&mut self, sample: Sample) {
        self.samples += 1;
        self.weights.iter_mut().zip(&sample.parties).for_each(|(sum, party)| sum.add(&party.weights));
        for (tally, judged) in self.packages.iter_mut().zip(&sample.packages) {
            tally.add(judged);
            for ((tally, party), accepts) in tally.parties.iter_mut().zip(&sample.parties).zip(&judged.accepts) {
                if *accepts {
                    tally.weights.add(&party.weights);
                }
            }
        }
        match sample.nash {
            Some(Nash::Best(package)) => {
                self.deal.add(Some(true));
                *self.deals.entry(package).or_default() += 1;
            }
            Some(Nash::SomeDeal) => self.deal.add(Some(true)),
            Some(Nash::NoDeal) => self.deal.add(Some(false)),
            Some(Nash::Unknown) | None => {}
        }
    }

    pub(super) fn finish(self, plan: &Plan) -> Survey {
        let zone = plan.nash.then(|| self.zone(plan.deals_max));
        Survey {
            samples: self.samples,
            weights: self.weights.iter().map(WeightSum::mean).collect(),
            packages: self.packages.into_iter().map(PackageTally::finish).collect(),
            methods: self.methods,
            zone,
        }
    }

    fn zone(&self, deals_max: usize) -> ZoneSurvey {
        let of = self.deals.values().sum();
        let mut hits: Vec<Vec<u64>> = self.sizes.iter().map(|&size| vec![0; size]).collect();
        for (package, count) in &self.deals {
            package.iter().zip(&mut hits).for_each(|(&option, hits)| hits[option] += count);
        }
        let shares = |hits: Vec<u64>| hits.into_iter().map(|hits| Share::new(hits, of)).collect();
        let options = hits.into_iter().map(shares).collect();
        let mut deals: Vec<(&Package, u64)> = self.deals.iter().map(|(package, &count)| (package, count)).collect();
        deals.sort_by_key(|&(package, count)| (std::cmp::Reverse(count), package));
        let deals = deals.into_iter().take(deals_max);
        let deals = deals.filter_map(|(package, count)| Some((package.clone(), Share::new(count, of)?))).collect();
        ZoneSurvey { deal: self.deal.share(), options, deals }
    }
}

impl PackageTally {
    fn add(&mut self, judged: &Judged) {
        let rejecting = judged.accepts.iter().filter(|&&accepts| !accepts).count();
        self.joint.add(Some(rejecting == 0));
        self.unbeaten.add(judged.is_unbeaten);
        self.nash.add(judged.is_nash);
        for ((party, &accepts), &value) in self.parties.iter_mut().zip(&judged.accepts).zip(&judged.values) {
            party.accepts.add(Some(accepts));
            party.blocks_alone.add(Some(!accepts && rejecting == 1));
            party.values.push(value);
        }
    }

    fn finish(self) -> PackageSurvey {
        PackageSurvey {
            parties: self.parties.into_iter().map(PartyTally::finish).collect(),
            joint: self.joint.share(),
            unbeaten: self.unbeaten.share(),
            nash: self.nash.share(),
        }
    }
}

impl PartyTally {
    fn finish(self) -> PartyView {
        PartyView {
            accepts: self.accepts.share(),
            blocks_alone: self.blocks_alone.share(),
            value: spread(self.values),
            central_weights: self.weights.mean(),
        }
    }
}

fn spread(mut values: Vec<f64>) -> Option<Spread> {
    if values.is_empty() {
        return None;
    }
    values.sort_unstable_by(f64::total_cmp);
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    let error = (squares / (n - 1.0).max(1.0) / n).sqrt();
    let at = |part: f64| values.get(((part * n).ceil() as usize).saturating_sub(1)).or(values.last()).copied();
    let [a, b, c, d, e] = QUANTILES.map(at);
    Some(Spread { mean, error, quantiles: [a?, b?, c?, d?, e?] })
}
