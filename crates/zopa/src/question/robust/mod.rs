//! What holds whatever the values are?

mod page;
mod survey;

use crate::question::deals::NotValued;
use crate::session::Unaskable;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use zopa_case::view::View;

/// How many samples are drawn, where nothing is said.
pub const SAMPLES: u64 = 10_000;

/// What samples are drawn by, where nothing is said.
pub const SEED: u64 = 1;

/// How many steps the engine may take in all, where nothing is said.
pub const STEPS_MAX: u64 = 1 << 26;

/// What to ask.
#[derive(Debug, Clone)]
pub struct Options {
    /// Packages to judge: `point = choice, …` for every point.
    pub packages: Vec<String>,
    /// How many of the most frequent Nash deals to judge.
    pub deals: usize,
    /// How many samples to draw.
    pub samples: u64,
    /// What they are drawn by.
    pub seed: u64,
    /// How many steps the engine may take in all.
    pub steps_max: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options { packages: Vec::new(), deals: 3, samples: SAMPLES, seed: SEED, steps_max: STEPS_MAX }
    }
}

/// What holds whatever the values are.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Robust {
    /// The day that the answer is of.
    pub as_of: String,
    /// The assumptions made.
    pub assumptions: Vec<String>,
    /// The parties of whose values something is known.
    pub parties: Vec<Party>,
    /// The principals of whose values nothing can be said here: only their red lines count.
    pub not_valued: Vec<NotValued>,
    /// How many samples were drawn.
    pub samples: u64,
    /// What they were drawn by: the same seed gives the same answer.
    pub seed: u64,
    /// How likely a deal is that everybody accepts, if all values consistent with the record are equally likely.
    pub zone: Option<Share>,
    /// What the Nash deal has at each point: the share of samples for each choice.
    pub nash_options: BTreeMap<String, BTreeMap<String, f64>>,
    /// What was judged: the drafts that settle every point, the packages asked about, the most frequent Nash deals.
    pub packages: Vec<Judged>,
    /// The drafts that were not judged, as they leave points open.
    pub open_drafts: Vec<String>,
    /// Whether every sample was drawn and every question answered.
    pub complete: bool,
}

/// A party of whose values something is known.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Party {
    /// The party, by name.
    pub party: String,
    /// Its title.
    pub title: String,
    /// What is known, in words.
    pub known: String,
    /// What no deal is worth to it; without one it accepts everything that crosses no red line.
    pub walk_away: Option<f64>,
    /// How its values were drawn.
    pub method: String,
    /// The mean weight of each point over all samples.
    pub mean_weights: BTreeMap<String, f64>,
}

/// A share of samples.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Share {
    /// The share, from 0 to 1.
    pub share: f64,
    /// Its standard error, √(p(1 − p)/N).
    pub standard_error: f64,
    /// The number of samples that it rests on.
    pub samples: u64,
}

/// A package over all values consistent with the record.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Judged {
    /// What it is called.
    pub title: String,
    /// Where it comes from.
    pub origin: Origin,
    /// The choice at each point, by name.
    pub package: BTreeMap<String, String>,
    /// Whether it meets the links and crosses no red line.
    pub within_red_lines: bool,
    /// What each party makes of it.
    pub parties: Vec<PartyView>,
    /// Everybody accepts it.
    pub joint: Option<Share>,
    /// No other package within the red lines is as good for all and better for one.
    pub unbeaten: Option<Share>,
    /// The same for all values that are possible: nothing if the search ended at its budget.
    pub necessarily_unbeaten: Option<bool>,
    /// It is the deal with the largest product of gains.
    pub nash: Option<Share>,
}

/// Where a package comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A draft on the table.
    Draft,
    /// The question.
    Question,
    /// It is one of the most frequent Nash deals.
    Nash,
}

/// What a party makes of a package.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PartyView {
    /// The party, by name.
    pub party: String,
    /// The least and the most that it may be worth, exactly, as decimals or fractions.
    pub range: (String, String),
    /// Whether it accepts: for all values, for some, for none.
    pub accepts: Acceptance,
    /// For which share of values it accepts.
    pub acceptability: Option<Share>,
    /// For which share of values it alone does not accept.
    pub sole_blocker: Option<Share>,
    /// What it is worth to it on average.
    pub mean: Option<f64>,
    /// The values not exceeded in 5, 25, 50, 75 and 95 per cent of samples.
    pub quantiles: Vec<f64>,
    /// The mean weights over the samples in which it accepts: what one must believe.
    pub central_weights: BTreeMap<String, f64>,
}

/// For which values a party accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Acceptance {
    /// For all that are consistent with the record.
    Necessary,
    /// For some.
    Possible,
    /// For none.
    Impossible,
}

/// Answers the question.
///
/// # Errors
/// When a package is not complete, what is recorded contradicts itself, or numbers are too large.
pub fn ask(view: &View<'_>, options: &Options) -> Result<Robust, Unaskable> {
    survey::ask(view, options)
}
