//! What deals are there?

mod listed;
mod page;
mod picture;
mod solve;
mod tied;

use crate::cite::Cite;
use crate::session::Unaskable;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;
use zopa_case::view::View;

pub use picture::picture;
pub use zopa_engine::Convention;

/// How many steps the engine may take for one question, where nothing is said.
pub const STEPS_MAX: u64 = 1 << 28;

/// How many points of the frontier are listed, where nothing is said.
pub const LIST_MAX: usize = 10_000;

/// What to ask.
#[derive(Debug, Clone)]
pub struct Options {
    /// Settlements that every deal must have: `point = choice, …`.
    pub fix: Vec<String>,
    /// Settlements that no deal may have.
    pub forbid: Vec<String>,
    /// Values that every deal must reach: `party = value`.
    pub at_least: Vec<String>,
    /// Whose definitions of the solutions are meant.
    pub convention: Convention,
    /// Whether to ask as if nobody could walk away.
    pub all_outcomes: bool,
    /// How many of the best packages to list, by the sum and by the product of gains.
    pub best: usize,
    /// How many deals to list that differ as much as can be.
    pub different: usize,
    /// The draft to which the nearest deals are sought.
    pub near: Option<String>,
    /// How many points of the frontier to list.
    pub list_max: usize,
    /// How many packages with the same values to list for each solution.
    pub ties: usize,
    /// How many steps the engine may take.
    pub steps_max: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            fix: Vec::new(),
            forbid: Vec::new(),
            at_least: Vec::new(),
            convention: Convention::Textbook,
            all_outcomes: false,
            best: 0,
            different: 0,
            near: None,
            list_max: LIST_MAX,
            ties: 1,
            steps_max: STEPS_MAX,
        }
    }
}

/// What deals there are.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Deals {
    /// The day that the answer is of.
    pub as_of: String,
    /// The assumptions made.
    pub assumptions: Vec<String>,
    /// The parties whose values are known, in the order in which values are listed.
    pub parties: Vec<Party>,
    /// The principals whose values are not known exactly: only their red lines count.
    pub not_valued: Vec<NotValued>,
    /// Whose definitions of the solutions are meant.
    pub convention: &'static str,
    /// Whether walk-away values were left out.
    pub all_outcomes: bool,
    /// What was asked for besides, in the words of the question.
    pub conditions: Vec<String>,
    /// How many packages there are, whatever anybody wants.
    pub packages: String,
    /// How many of them the links allow.
    pub possible: Option<String>,
    /// How many of those cross no red line.
    pub within_red_lines: Option<String>,
    /// How many of those are worth walking in for: the number of deals, where it is known exactly.
    pub deals: Option<String>,
    /// There are at least so many deals.
    pub deals_at_least: String,
    /// There are at most so many deals.
    pub deals_at_most: String,
    /// Smallest sets of parties whose walk-away values no package meets together; empty where there is a deal.
    pub walk_aways_at_odds: Vec<Vec<String>>,
    /// The deals that no other deal beats: none is worth more to one party and no less to every other.
    pub frontier: Frontier,
    /// The most that each party may get in a deal.
    pub ideal: Option<Vec<f64>>,
    /// The bargaining solutions, each with all its ties.
    pub solutions: Solutions,
    /// How far each solution is proven.
    pub proofs: Proofs,
    /// The best deals by the sum of values.
    pub best_by_sum: Vec<Deal>,
    /// The best deals by the product of gains.
    pub best_by_product: Vec<Deal>,
    /// Deals that differ from each other as much as can be.
    pub most_different: Vec<Deal>,
    /// The deals that change the fewest points of the draft asked about.
    pub nearest: Option<Nearest>,
    /// How far these lists are proven.
    pub lists: Lists,
    /// Whether everything above is complete and proven.
    pub complete: bool,
    /// Whether more steps may settle more. The count of deals takes no more than its share of them.
    #[serde(skip)]
    #[schemars(skip)]
    pub more_steps_may_help: bool,
}

/// A party whose values are known.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Party {
    /// The party, by name.
    pub party: String,
    /// Its title.
    pub title: String,
    /// What no deal is worth to it.
    pub walk_away: Option<f64>,
    /// The least and the most that a package within the red lines may be worth to it.
    pub range: Option<(f64, f64)>,
    /// Where its values are on record.
    pub cite: Cite,
}

/// A principal whose values are not known exactly.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NotValued {
    /// The party, by name.
    pub party: String,
    /// Its title.
    pub title: String,
    /// Why not.
    pub because: String,
    /// Whether something is known of them all the same, from which `zopa robust` can start.
    pub known_in_part: bool,
}

/// The deals that no other deal beats.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct Frontier {
    /// How many different values such deals have, where it is known.
    pub size: Option<usize>,
    /// How far it is proven.
    pub proof: Proof,
    /// The values, largest of the first party first, each with one package that has them.
    pub points: Vec<Deal>,
    /// Whether all of them are listed.
    pub listed_all: bool,
    /// Where they are too many to be known one by one, how near the listed ones are to all: every deal that is worth so
    /// much more than its floor to each party is worth to each at most so much more than a listed one.
    pub epsilon: Option<Vec<f64>>,
    /// Where they are too many to be known one by one, those that are the best by some weighted sum of values.
    pub supported: Vec<Deal>,
}

/// A package and what it is worth.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Deal {
    /// What it is worth to each party: the nearest doubles.
    pub values: Vec<f64>,
    /// The same exactly: a decimal, or a fraction `n/d`.
    pub exact: Vec<String>,
    /// The choice at each point, by name.
    pub package: BTreeMap<String, String>,
    /// How many packages are worth exactly the same; told of the frontier and the solutions, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub packages: Option<String>,
    /// There are at least so many; told where the count ended at its budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub packages_at_least: Option<String>,
    /// More packages that are worth exactly the same, as many as were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<BTreeMap<String, String>>,
}

/// The bargaining solutions, each with all its ties.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct Solutions {
    /// The product of gains.
    pub nash: Vec<Deal>,
    /// The gains as shares of the most that each may gain.
    pub kalai_smorodinsky: Vec<Deal>,
    /// The gains, those of the worst off first.
    pub egalitarian: Vec<Deal>,
    /// The sum of values.
    pub utilitarian: Vec<Deal>,
}

/// How far each solution is proven.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct Proofs {
    /// The product of gains.
    pub nash: Proof,
    /// The gains as shares of the most that each may gain.
    pub kalai_smorodinsky: Proof,
    /// The gains, those of the worst off first.
    pub egalitarian: Proof,
    /// The sum of values.
    pub utilitarian: Proof,
}

/// How far lists are proven.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct Lists {
    /// The best deals by the sum of values.
    pub best_by_sum: Proof,
    /// The best deals by the product of gains.
    pub best_by_product: Proof,
    /// Deals that differ from each other as much as can be: each from those before it.
    pub most_different: Proof,
}

/// How far an answer is proven.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Proof {
    /// How sure it is.
    pub verdict: Verdict,
    /// How much better the best may be, as a share of what was found; only for `best_found`, and only where known.
    pub gap: Option<f64>,
}

/// How sure an answer is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing is better, and all ties are listed.
    Proven,
    /// The best that was found before the budget ended.
    BestFound,
    /// There is no deal.
    Impossible,
    /// The budget ended before anything was found.
    Unknown,
    /// The convention knows no such solution, or no values are known.
    #[default]
    Undefined,
}

/// The deals that change the fewest points of a draft: a point in brackets changes where it is settled by none of the
/// alternatives, and a point that the draft does not settle costs nothing.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Nearest {
    /// The draft, by name.
    pub draft: String,
    /// How many points change.
    pub changes: usize,
    /// The deals.
    pub deals: Vec<NearDeal>,
    /// How far it is proven.
    pub proof: Proof,
}

/// A deal near a draft.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NearDeal {
    /// The deal.
    #[serde(flatten)]
    pub deal: Deal,
    /// The points that change, each with what the draft has, alternatives in brackets joined by ` | `, and what the deal
    /// has.
    pub changes: BTreeMap<String, (String, String)>,
}

/// Gives every deal of the frontier to a function, largest value of the first party first, without holding them all.
///
/// # Errors
/// When the function fails, or the frontier is too large for the budget.
pub fn each_frontier_deal(
    view: &View<'_>,
    options: &Options,
    give: &mut dyn FnMut(Deal) -> io::Result<()>,
) -> io::Result<()> {
    let solve = solve::Solve::new(view, options).map_err(io::Error::other)?;
    let zone = solve.zone().ok_or_else(|| io::Error::other("the formulas are too entangled to list the frontier"))?;
    let frontier = solve.frontier(&zone).map_err(io::Error::other)?;
    let mut counter = solve.counter(Some(&zone));
    let mut deals = frontier.deals();
    loop {
        let part: Vec<_> = deals.by_ref().take(tied::TOGETHER).collect();
        if part.is_empty() {
            return Ok(());
        }
        counter.told(&part, 1).into_iter().try_for_each(&mut *give)?;
    }
}

/// Answers the question.
///
/// # Errors
/// When a condition names what does not exist, or numbers are too large.
pub fn ask(view: &View<'_>, options: &Options) -> Result<Deals, Unaskable> {
    solve::Solve::new(view, options)?.answer()
}
