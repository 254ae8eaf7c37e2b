//! Which deals a bargain should end in, by the solutions of bargaining theory, with proof.
//!
//! A *deal* is a package of a [`Zone`] that is worth its walk-away value or more to every party that has one. What a
//! deal is worth beyond the walk-away value, or beyond 0 for a party without one, is the party's *gain*. Deals are
//! never listed: a solution is an extreme path of the diagram, found by branch and bound.
//!
//! - `network` is the diagram with rows of whole numbers, one for every party; `goal` and `task` say what is sought.
//! - `target` is the convex set in which the rows of wanted paths lie; `weigh` seeks weights under which no mixture of
//!   paths reaches it, with `simplex` for anything that is linear.
//! - `search` branches, and `sweep` visits what is left.
//!
//! **Invariant**: what is returned, compared and counted is whole numbers. Floating point only rules branches out, and
//! every bound is rounded to the safe side by more than its error, which [`network::slack`] and `target` account for.
//! Logarithms are computed here, so that every machine takes the same steps.

mod egalitarian;
mod goal;
mod ideal;
mod k_best;
mod kalai_smorodinsky;
mod log;
mod meets;
mod most_different;
mod nash;
mod nearest;
mod network;
mod rivals;
mod search;
mod setting;
mod simplex;
mod sweep;
mod target;
mod task;
mod utilitarian;
mod weigh;

pub(crate) use self::rivals::Rivals;
pub use self::{
    egalitarian::egalitarian,
    ideal::ideal,
    k_best::k_best,
    kalai_smorodinsky::kalai_smorodinsky,
    meets::meets,
    most_different::most_different,
    nash::{NashSolver, nash},
    nearest::nearest,
    setting::Objective,
    utilitarian::utilitarian,
};

/// The most value vectors that a solution lists; with more, it is not [`Proven`](crate::Verdict::Proven).
pub const TIES_MAX: usize = 1_000;
