//! What the engine accepts at most, so that hostile input ends in an error value.

use std::fmt;

/// The most options a point may have.
pub const OPTIONS_PER_POINT_MAX: usize = 10_000;
/// The most points a space may have.
pub const POINTS_MAX: usize = 10_000;
/// The most options all points of a space may have together.
pub const OPTIONS_TOTAL_MAX: usize = 200_000;
/// The deepest nesting of a formula; a formula without members counts as one.
pub const NESTING_MAX: usize = 1_000;
/// The most literals all formulas of one solver may need in its clauses, which is about 200 MB.
pub const ENCODING_LITERALS_MAX: usize = 10_000_000;

/// The bound that an input exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// [`OPTIONS_PER_POINT_MAX`].
    OptionsPerPoint,
    /// [`POINTS_MAX`].
    Points,
    /// [`OPTIONS_TOTAL_MAX`].
    OptionsTotal,
    /// [`NESTING_MAX`].
    Nesting,
    /// [`ENCODING_LITERALS_MAX`].
    EncodingLiterals,
}

impl Limit {
    /// Returns the number that may not be exceeded.
    pub fn max(self) -> usize {
        match self {
            Limit::OptionsPerPoint => OPTIONS_PER_POINT_MAX,
            Limit::Points => POINTS_MAX,
            Limit::OptionsTotal => OPTIONS_TOTAL_MAX,
            Limit::Nesting => NESTING_MAX,
            Limit::EncodingLiterals => ENCODING_LITERALS_MAX,
        }
    }

    fn unit(self) -> &'static str {
        match self {
            Limit::OptionsPerPoint => "options at one point",
            Limit::Points => "points",
            Limit::OptionsTotal => "options in all",
            Limit::Nesting => "levels of nesting",
            Limit::EncodingLiterals => "literals in the clauses of one solver",
        }
    }
}

/// The input is larger than the engine accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge {
    /// The bound that was exceeded.
    pub limit: Limit,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "more than {} {}", self.limit.max(), self.limit.unit())
    }
}

impl std::error::Error for TooLarge {}
