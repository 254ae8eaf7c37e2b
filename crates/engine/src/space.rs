//! The points and how many options each has.

use std::fmt;

use crate::limit::{Limit, OPTIONS_PER_POINT_MAX, OPTIONS_TOTAL_MAX, POINTS_MAX, TooLarge};

/// One option for every point of a space.
///
/// *Shape*: as long as the space has points; entry `p` is an option index of point `p`.
pub type Package = Vec<usize>;

/// The points of a problem, each with one option or more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    sizes: Vec<usize>,
}

/// A list of option counts is no space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpaceError {
    /// A point has no option, so that there is no package at all.
    NoOption {
        /// The first such point.
        point: usize,
    },
    /// There are too many points or options.
    TooLarge(TooLarge),
}

impl Space {
    /// Returns the space whose point `p` has `sizes[p]` options.
    ///
    /// *Errors*: a point without options, or more points or options than the limits allow.
    pub fn new(sizes: Vec<usize>) -> Result<Space, SpaceError> {
        let too_large = |limit| Err(SpaceError::TooLarge(TooLarge { limit }));
        if sizes.len() > POINTS_MAX {
            return too_large(Limit::Points);
        }
        if let Some(point) = sizes.iter().position(|&size| size == 0) {
            return Err(SpaceError::NoOption { point });
        }
        if sizes.iter().any(|&size| size > OPTIONS_PER_POINT_MAX) {
            return too_large(Limit::OptionsPerPoint);
        }
        if sizes.iter().sum::<usize>() > OPTIONS_TOTAL_MAX {
            return too_large(Limit::OptionsTotal);
        }
        Ok(Space { sizes })
    }

    /// Returns the number of points.
    pub fn n_points(&self) -> usize {
        self.sizes.len()
    }

    /// Returns the number of options of a point, 0 for a point that does not exist.
    pub fn n_options(&self, point: usize) -> usize {
        self.sizes.get(point).copied().unwrap_or(0)
    }

    /// Returns the number of options of every point.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }
}

impl fmt::Display for SpaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SpaceError::NoOption { point } => write!(f, "point {point} has no option"),
            SpaceError::TooLarge(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SpaceError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_inclusive() {
        assert!(Space::new(vec![]).is_ok());
        assert!(Space::new(vec![1; POINTS_MAX]).is_ok());
        assert!(Space::new(vec![OPTIONS_PER_POINT_MAX; 20]).is_ok());
    }

    #[test]
    fn beyond_the_limits_is_an_error() {
        let limit = |sizes| match Space::new(sizes) {
            Err(SpaceError::TooLarge(error)) => Some(error.limit),
            _ => None,
        };
        assert_eq!(limit(vec![1; POINTS_MAX + 1]), Some(Limit::Points));
        assert_eq!(limit(vec![10_001]), Some(Limit::OptionsPerPoint));
        assert_eq!(limit(vec![10_000; 21]), Some(Limit::OptionsTotal));
        assert_eq!(limit(vec![usize::MAX; 3]), Some(Limit::OptionsPerPoint));
        assert_eq!(Space::new(vec![2, 0]), Err(SpaceError::NoOption { point: 1 }));
    }
}
