//! The options of a point that a test accepts.

use crate::{bit_set::BitSet, limit::OPTIONS_PER_POINT_MAX};

/// A set of option indices of one point.
///
/// An index beyond [`OPTIONS_PER_POINT_MAX`] is never the option of a package. The set remembers
/// only that there was one, so that no index can make it large.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct OptionSet {
    bits: BitSet,
    beyond: Option<usize>,
}

impl OptionSet {
    /// Returns whether an option is in the set.
    pub fn contains(&self, option: usize) -> bool {
        self.bits.contains(option)
    }

    /// Returns the members in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.bits.iter().chain(self.beyond)
    }

    /// Returns the largest index that was put in.
    pub(crate) fn last(&self) -> Option<usize> {
        self.iter().last()
    }

    /// Returns the members that a point with `n` options has.
    pub(crate) fn among(&self, n: usize) -> BitSet {
        let mut bits = BitSet::below(n);
        bits.intersect(&self.bits);
        bits
    }
}

impl FromIterator<usize> for OptionSet {
    fn from_iter<I: IntoIterator<Item = usize>>(options: I) -> OptionSet {
        let mut set = OptionSet::default();
        for option in options {
            if option < OPTIONS_PER_POINT_MAX {
                set.bits.insert(option);
            } else {
                set.beyond = set.beyond.max(Some(option));
            }
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absurd_index_takes_no_room() {
        let set = OptionSet::from_iter([3, usize::MAX, 70]);
        assert!(set.contains(3) && set.contains(70) && !set.contains(4));
        assert_eq!(set.last(), Some(usize::MAX));
        assert_eq!(set.among(10).iter().collect::<Vec<_>>(), [3]);
    }
}
