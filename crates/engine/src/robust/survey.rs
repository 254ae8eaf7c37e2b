//! What holds in which share of the possible values.

use std::{fmt, ops::ControlFlow};

use num_bigint::BigInt;
use rayon::prelude::*;

use super::{
    knowledge::Beliefs,
    sample::{SampledParty, TooInterwoven, ValueSampler},
    tally::{Survey, Tally},
};
use crate::{
    bargain::{NashSolver, Rivals},
    budget::Budget,
    diagram::Diagram,
    space::Package,
    values::Values,
    verdict::{Deal, Verdict},
};

/// How many samples one solver answers one after the other; each helps with the next.
const RUN: u64 = 16;
/// How many samples are answered between two reports of progress.
const WAVE: u64 = 16 * RUN;

/// What to ask of how many samples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How many samples.
    pub samples: u64,
    /// What they are drawn by.
    pub seed: u64,
    /// Whether to solve each for its Nash deal.
    pub nash: bool,
    /// Whether to look in each for packages that beat those given.
    pub pareto: bool,
    /// The most Nash deals to list.
    pub deals_max: usize,
}

/// A survey cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SurveyError {
    /// The points of the diagram are not those of the beliefs.
    Shape,
    /// A package has not an option for every point.
    Package {
        /// Which of those given.
        at: usize,
    },
    /// What is known of a party cannot be sampled.
    TooInterwoven(TooInterwoven),
}

/// What one sample answers.
pub(super) struct Sample {
    pub(super) parties: Vec<SampledParty>,
    pub(super) packages: Vec<Judged>,
    pub(super) nash: Option<Nash>,
    pub(super) steps: u64,
}

/// What one sample says of one package.
pub(super) struct Judged {
    /// *Units*: weight.
    pub(super) values: Vec<f64>,
    pub(super) accepts: Vec<bool>,
    /// Nothing if it was not asked or not answered.
    pub(super) is_unbeaten: Option<bool>,
    pub(super) is_nash: Option<bool>,
}

/// How the search for the Nash deal of a sample ended.
pub(super) enum Nash {
    NoDeal,
    Best(Package),
    /// There is a deal, and perhaps a better one.
    SomeDeal,
    Unknown,
}

/// Draws values from all that are possible, and counts what holds of packages and of the packages of a diagram.
///
/// Which numbers a sample is made of depends on the seed and its place alone, and samples are counted in their order, so
/// that the answer is the same on any number of threads. After every few hundred samples `progress` is called with the number of samples done and planned; it may end the survey,
/// and so does the budget: what is answered then rests on fewer samples.
///
/// The steps that are left are shared evenly by the samples that are left. What a sample cannot answer within its share
/// is left out of that count; where much is left out, shares lean towards what is easily answered.
///
/// The Nash deal is that of [`nash`](crate::nash): the gain of a party without a walk-away value is its whole value.
/// Where several deals are as good, the one listed first counts. A package that is unbeaten in some samples is Pareto
/// optimal for some possible values; that it is for all, only [`necessarily_unbeaten`](crate::necessarily_unbeaten)
/// tells.
///
/// *Errors*: packages or points that do not fit, or knowledge that cannot be sampled.
///
/// *Cost*: a step for each sample, and those of a Nash solution and of a search for better packages where these are
/// asked.
///
/// *Source*: Lahdelma and Salminen, SMAA-2, Operations Research 49 (2001), for acceptabilities and central weights; here
/// parties accept or not, where their decision makers rank.
///
/// *Example*: of two weights nothing is known but that they sum to 100. The party accepts what is worth 60, and one of
/// two points is settled its way, so that this point must weigh at least 60.
///
/// ```
/// use std::ops::ControlFlow;
/// use zopa_engine::{Beliefs, Bounds, Budget, DIAGRAM_ARCS_MAX, Diagram, PartyKnowledge, Plan, Space, survey};
///
/// let space = Space::new(vec![2, 2])?;
/// let ratings = vec![vec![Bounds::exact(0), Bounds::exact(10)]; 2];
/// let party = PartyKnowledge {
///     weights: vec![Bounds::UNKNOWN; 2],
///     weight_rankings: vec![],
///     total: Some(100),
///     ratings,
///     rating_rankings: vec![vec![]; 2],
///     full: 10,
///     bonuses: vec![],
///     walk_away: Some(60 * 10),
/// };
/// let beliefs = Beliefs::new(&space, &[party])?;
/// let diagram = Diagram::compile(&space, &[], &[], DIAGRAM_ARCS_MAX).expect("a small diagram");
/// let plan = Plan { samples: 1_000, seed: 1, nash: false, pareto: false, deals_max: 0 };
/// let package = vec![1, 0];
/// let found = survey(&diagram, &beliefs, &[package], &plan, &mut Budget::new(1_000), &mut |_, _| ControlFlow::Continue(()))?;
/// let share = found.packages[0].parties[0].accepts.expect("samples");
/// assert!((share.value() - 0.4).abs() < 4.0 * share.error());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn survey(
    diagram: &Diagram,
    beliefs: &Beliefs,
    packages: &[Package],
    plan: &Plan,
    budget: &mut Budget,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Survey, SurveyError> {
    check(diagram, beliefs, packages)?;
    let sampler = ValueSampler::new(beliefs).map_err(SurveyError::TooInterwoven)?;
    let is_listed = packages.iter().map(|package| diagram.contains(package)).collect();
    let question = Question { diagram, sampler: &sampler, packages, is_listed, plan };
    let mut tally = Tally::new(diagram, sampler.methods(), packages.len());
    let mut done = 0;
    while done < plan.samples && !budget.is_exhausted() {
        let end = plan.samples.min(done + WAVE);
        let allowance = (budget.remaining() / (plan.samples - done)).max(1);
        let starts: Vec<u64> = (done..end).step_by(RUN as usize).collect();
        let runs: Vec<Vec<Sample>> =
            starts.into_par_iter().map(|start| question.answer(start..end.min(start + RUN), allowance)).collect();
        for sample in runs.into_iter().flatten() {
            budget.take(sample.steps);
            tally.add(sample);
        }
        done = end;
        if progress(done, plan.samples).is_break() {
            break;
        }
    }
    Ok(tally.finish(plan))
}

fn check(diagram: &Diagram, beliefs: &Beliefs, packages: &[Package]) -> Result<(), SurveyError> {
    let sizes = diagram.sizes();
    let is_fitting = |belief: &super::knowledge::PartyBelief| {
        belief.ratings.iter().map(|of| of.class.len()).eq(sizes.iter().copied())
    };
    if !beliefs.parties.iter().all(is_fitting) {
        return Err(SurveyError::Shape);
    }
    let fits = |package: &Package| {
        package.len() == sizes.len() && package.iter().zip(&sizes).all(|(option, size)| option < size)
    };
    packages.iter().position(|package| !fits(package)).map_or(Ok(()), |at| Err(SurveyError::Package { at }))
}

struct Question<'a> {
    diagram: &'a Diagram,
    sampler: &'a ValueSampler,
    packages: &'a [Package],
    /// Whether each package is among those of the diagram.
    is_listed: Vec<bool>,
    plan: &'a Plan,
}

impl Question<'_> {
    fn answer(&self, samples: std::ops::Range<u64>, allowance: u64) -> Vec<Sample> {
        let mut solver = NashSolver::new(self.diagram);
        samples.map(|sample| self.answer_one(sample, &mut solver, allowance)).collect()
    }

    fn answer_one(&self, sample: u64, solver: &mut NashSolver<'_>, allowance: u64) -> Sample {
        let mut parties = self.sampler.draw(self.plan.seed, sample);
        let values = Values::trusted(parties.iter_mut().map(|party| std::mem::take(&mut party.values)).collect());
        let mut budget = Budget::new(allowance);
        budget.take(1);
        let best = self.plan.nash.then(|| solver.solve(&values, &mut budget));
        let mut rivals = self.plan.pareto.then(|| Rivals::new(self.diagram, &values));
        let judged = self.packages.iter().zip(&self.is_listed);
        let packages = judged.map(|(package, &is_listed)| {
            let of = values.of(package);
            let accepts: Vec<bool> =
                values.parties().iter().zip(&of).map(|(party, &value)| party.accepts(value)).collect();
            let is_deal = is_listed && accepts.iter().all(|&accepts| accepts);
            let is_nash = best.as_ref().and_then(|best| is_best(&values, &of, best, is_deal));
            let is_beaten = rivals.as_mut().and_then(|rivals| rivals.beat(&of, &mut budget));
            let units = of.iter().zip(&parties).map(|(&value, party)| value as f64 / party.unit as f64);
            Judged { values: units.collect(), accepts, is_unbeaten: is_beaten.map(|is_beaten| !is_beaten), is_nash }
        });
        let packages = packages.collect();
        let nash = best.map(|best| match best {
            Verdict::Proven(mut deals) if !deals.is_empty() => Nash::Best(deals.swap_remove(0).package),
            Verdict::Proven(_) | Verdict::BestFound { .. } => Nash::SomeDeal,
            Verdict::Impossible => Nash::NoDeal,
            Verdict::Unknown => Nash::Unknown,
        });
        Sample { parties, packages, nash, steps: allowance - budget.remaining() }
    }
}

/// Returns whether a package has the largest product of gains, if that is known.
fn is_best(values: &Values, of: &[i128], best: &Verdict<Vec<Deal>>, is_deal: bool) -> Option<bool> {
    let product = |of: &[i128]| -> BigInt {
        let gains = values.parties().iter().zip(of).map(|(party, value)| value - party.walk_away.unwrap_or(0));
        gains.map(BigInt::from).product()
    };
    match best {
        _ if !is_deal => Some(false),
        Verdict::Proven(deals) => Some(deals.first().is_some_and(|deal| product(&deal.values) <= product(of))),
        Verdict::Impossible => Some(false),
        Verdict::BestFound { .. } | Verdict::Unknown => None,
    }
}

impl fmt::Display for SurveyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SurveyError::Shape => write!(f, "what is known of the parties does not fit the points"),
            SurveyError::Package { at } => write!(f, "package {at} does not fit the points"),
            SurveyError::TooInterwoven(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SurveyError {}
