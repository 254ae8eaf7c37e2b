//! Exact reasoning over points, options and constraints; it knows numbers only.
//!
//! A [`Space`] is a list of points, each with a number of options. A [`Package`] picks one option
//! for every point. A [`Formula`] is a test on packages. A [`Problem`] asks which of its *soft*
//! formulas can hold together, given that all of its *hard* ones do; [`conflicts`] answers with all
//! minimal sets that cannot (clashes) and all minimal sets whose giving way is enough (moves).
//!
//! The layers, from the bottom up:
//!
//! - [`Formula::holds`] is the meaning of a formula; everything else agrees with it.
//! - `encode` turns formulas into clauses, and [`Solver`] asks one incremental SAT solver.
//! - [`conflicts`], [`moves_only`], [`minimal_core`], [`hard_needed`] and [`dead_options`] are the
//!   questions.
//! - [`search_frontier`] asks for the best packages where formulas are too entangled for a [`Zone`], and [`search_tied`]
//!   for all that are worth the same.
//! - [`Beliefs`] are values of which not everything is known; what is surely so and [`survey`], which samples them, are
//!   the questions.
//! - [`certificate`] checks answers by plain search and shares no code with the layers above.
//!
//! Two parties claim the same of two options, and a third formula is nobody's obstacle:
//!
//! ```
//! use zopa_engine::{Budget, Formula, OptionSet, Problem, Soft, Space, conflicts};
//!
//! let settled = |point, option| {
//!     let options = OptionSet::from_iter([option]);
//!     Soft { formula: Formula::In { point, options }, cost: 1 }
//! };
//! let space = Space::new(vec![2, 3])?;
//! let problem = Problem::new(space, vec![], vec![settled(0, 0), settled(0, 1), settled(1, 2)])?;
//! let found = conflicts(&problem, &mut Budget::new(1_000))?;
//! assert_eq!(found.clashes, [[0, 1]]);
//! assert_eq!(found.moves[0].soft, [0]);
//! assert_eq!(found.moves[1].soft, [1]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Invariants**
//!
//! - No text, no files and no clock: the same input gives the same answer, on any number of threads, and a [`Budget`]
//!   counts steps, never seconds. What is random comes from a seed in the input.
//! - Floating point only rules branches out, with its errors paid for, and draws samples, which are rounded to whole
//!   numbers before anything is decided by them; what is compared is whole numbers or fractions.
//! - No input panics. Indices out of range have a meaning (such a test fails) even where
//!   [`Problem::new`] would refuse them.
//! - Sums are computed in 128 bits, so that no `i64` in the input overflows.
//! - An answer cut short by its budget says so, and what it lists is still true: every clash and
//!   every move is minimal.

mod bargain;
mod bit_set;
mod budget;
pub mod certificate;
mod conflict;
mod convention;
mod count;
mod cover;
mod dead;
mod diagram;
mod encode;
mod enumeration;
mod formula;
mod frontier;
mod hitting;
mod limit;
mod option_set;
mod problem;
mod random;
mod range;
mod reason;
mod robust;
mod sample;
mod sat;
mod search;
mod solver;
mod space;
mod tied;
mod values;
mod verdict;
mod zone;

pub use crate::{
    bargain::{
        NashSolver, Objective, TIES_MAX, egalitarian, ideal, k_best, kalai_smorodinsky, meets, most_different, nash,
        nearest, utilitarian,
    },
    budget::Budget,
    conflict::{Conflicts, Move, Moves, conflicts, moves_only},
    convention::{Convention, Measure, Solution, choose},
    count::{DealCount, count_deals, count_packages},
    cover::{Cover, cover, supported},
    dead::{DeadOptions, dead_options},
    diagram::{Arc, DIAGRAM_ARCS_MAX, Diagram, Level, NO_NODE, TooEntangled},
    formula::{Formula, LinearTerm},
    frontier::{Frontier, FrontierOptions, FrontierTooLarge, frontier},
    limit::{
        ENCODING_LITERALS_MAX, Limit, NESTING_MAX, OPTIONS_PER_POINT_MAX, OPTIONS_TOTAL_MAX, POINTS_MAX, TooLarge,
    },
    option_set::OptionSet,
    problem::{Member, Problem, ProblemError, Soft},
    random::SplitMix,
    range::value_ranges,
    reason::{Halted, hard_needed, minimal_core},
    robust::{
        BeliefError, Beliefs, Bounds, Contradiction, MeanWeights, Method, Methods, Modality, ORDERED_WEIGHTS_MAX,
        PackageSurvey, PartyKnowledge, PartyView, Plan, QUANTILES, Ranking, SampledParty, Share, Spread, Survey,
        SurveyError, TooInterwoven, Unbeaten, ValueRange, ValueSampler, ZoneSurvey, necessarily_unbeaten, survey,
        walk_steps,
    },
    sample::sample_packages,
    search::{search_frontier, search_tied},
    solver::{Feasibility, Selector, Solver},
    space::{Package, Space, SpaceError},
    tied::{Tied, Ties},
    values::{Bonus, PartyValues, VALUE_MAX, VALUED_PARTIES_MAX, Values, ValuesError},
    verdict::{Deal, Verdict},
    zone::Zone,
};
