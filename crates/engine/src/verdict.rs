//! How far an answer is sure.

use crate::space::Package;

/// What is known of a question that asks for the best.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict<T> {
    /// Nothing is better, and nothing else is as good.
    Proven(T),
    /// The best that was found before the budget ended.
    BestFound {
        /// What was found.
        found: T,
        /// How much better the best may be, as a share of what was found: 0.02 for two per cent. 0 where only ties may
        /// be missing; infinite where nothing is known.
        gap: f64,
    },
    /// There is no deal.
    Impossible,
    /// The budget ended before anything was found.
    Unknown,
}

/// A point of the zone: what some packages are worth to every party, and one of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Deal {
    /// What it is worth to each party.
    pub values: Vec<i128>,
    /// A package with these values.
    pub package: Package,
}

impl<T> Verdict<T> {
    /// Returns what was found, proven or not.
    pub fn found(&self) -> Option<&T> {
        match self {
            Verdict::Proven(found) | Verdict::BestFound { found, .. } => Some(found),
            Verdict::Impossible | Verdict::Unknown => None,
        }
    }

    /// Returns whether nothing is left open.
    pub fn is_proven(&self) -> bool {
        matches!(self, Verdict::Proven(_) | Verdict::Impossible)
    }
}
