//! What holds over all values that are consistent with what is known.
//!
//! Of each party bounds and orders of weights and ratings are known, as [`PartyKnowledge`] says; [`Beliefs`] are those
//! of all parties, checked. There are two kinds of answers:
//!
//! - *Sure* ones, in exact numbers: [`Beliefs::value_range`], [`Beliefs::advantage_range`], [`Beliefs::acceptance`] and
//!   [`necessarily_unbeaten`].
//! - *Shares* of samples that are uniform over everything possible: [`survey`], each with its standard error.
//!
//! The layers: `knowledge` checks, `polytope` is what is known of a list of numbers, `optimum` solves linear programs
//! over it, `range` and `pareto` ask them; `draw` chooses how to sample it, with `extension` and `walk` below; `sample`
//! makes values of that, and `survey` and `tally` ask and count.

mod draw;
mod extension;
mod knowledge;
mod optimum;
mod pareto;
mod polytope;
mod range;
mod sample;
mod shape;
mod stream;
mod survey;
mod tally;
mod walk;

pub use self::{
    draw::Method,
    knowledge::{BeliefError, Beliefs, Bounds, ORDERED_WEIGHTS_MAX, PartyKnowledge, Ranking},
    pareto::{Unbeaten, necessarily_unbeaten},
    polytope::Contradiction,
    range::{Modality, ValueRange},
    sample::{Methods, SampledParty, TooInterwoven, ValueSampler},
    survey::{Plan, SurveyError, survey},
    tally::{MeanWeights, PackageSurvey, PartyView, QUANTILES, Share, Spread, Survey, ZoneSurvey},
    walk::walk_steps,
};
