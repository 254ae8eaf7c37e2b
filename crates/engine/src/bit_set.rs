//! A set of small integers, one bit each.

/// A set of small integers of any size.
///
/// The last word is never zero, so that equal sets are equal values. Sorts like its bits read as
/// a number, which no answer depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct BitSet {
    words: Vec<u64>,
}

const WORD_BITS: usize = 64;

impl BitSet {
    /// Returns the set of all integers below `n`.
    pub(crate) fn below(n: usize) -> BitSet {
        let mut words = vec![u64::MAX; n / WORD_BITS];
        if !n.is_multiple_of(WORD_BITS) {
            words.push((1 << (n % WORD_BITS)) - 1);
        }
        BitSet { words }
    }

    pub(crate) fn contains(&self, item: usize) -> bool {
        let word = self.words.get(item / WORD_BITS).copied().unwrap_or(0);
        word >> (item % WORD_BITS) & 1 == 1
    }

    pub(crate) fn insert(&mut self, item: usize) {
        let index = item / WORD_BITS;
        if index >= self.words.len() {
            self.words.resize(index + 1, 0);
        }
        self.words[index] |= 1 << (item % WORD_BITS);
    }

    pub(crate) fn remove(&mut self, item: usize) {
        if let Some(word) = self.words.get_mut(item / WORD_BITS) {
            *word &= !(1 << (item % WORD_BITS));
            self.trim();
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(crate) fn first(&self) -> Option<usize> {
        self.iter().next()
    }

    pub(crate) fn is_subset(&self, other: &BitSet) -> bool {
        self.words.len() <= other.words.len() && self.words.iter().zip(&other.words).all(|(a, b)| a & !b == 0)
    }

    pub(crate) fn is_disjoint(&self, other: &BitSet) -> bool {
        self.words.iter().zip(&other.words).all(|(a, b)| a & b == 0)
    }

    /// Returns the only common member of two sets, or nothing if there are none or several.
    pub(crate) fn sole_common(&self, other: &BitSet) -> Option<usize> {
        let mut sole = None;
        for (index, (a, b)) in self.words.iter().zip(&other.words).enumerate() {
            let common = a & b;
            if common == 0 {
                continue;
            }
            if sole.is_some() || !common.is_power_of_two() {
                return None;
            }
            sole = Some(index * WORD_BITS + common.trailing_zeros() as usize);
        }
        sole
    }

    pub(crate) fn intersect(&mut self, other: &BitSet) {
        self.words.truncate(other.words.len());
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a &= b;
        }
        self.trim();
    }

    pub(crate) fn subtract(&mut self, other: &BitSet) {
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a &= !b;
        }
        self.trim();
    }

    pub(crate) fn unite(&mut self, other: &BitSet) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a |= b;
        }
    }

    /// Returns the integers below `n` that are not in the set.
    pub(crate) fn complement(&self, n: usize) -> BitSet {
        let mut rest = BitSet::below(n);
        rest.subtract(self);
        rest
    }

    /// Returns the members in ascending order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(index, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
                rest &= rest - 1;
                Some(index * WORD_BITS + bit)
            })
        })
    }

    fn trim(&mut self) {
        while self.words.last() == Some(&0) {
            self.words.pop();
        }
    }
}

impl FromIterator<usize> for BitSet {
    fn from_iter<I: IntoIterator<Item = usize>>(items: I) -> BitSet {
        let mut set = BitSet::default();
        for item in items {
            set.insert(item);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::{collection::btree_set, prelude::*};

    use super::*;

    fn sets() -> impl Strategy<Value = BTreeSet<usize>> {
        btree_set(0usize..200, 0..12)
    }

    fn plain(set: &BitSet) -> BTreeSet<usize> {
        set.iter().collect()
    }

    proptest! {
        #[test]
        fn agrees_with_the_standard_set(a in sets(), b in sets(), n in 0usize..200) {
            let (x, y): (BitSet, BitSet) = (a.iter().copied().collect(), b.iter().copied().collect());
            let common: Vec<usize> = a.intersection(&b).copied().collect();
            let changed = |change: fn(&mut BitSet, &BitSet)| {
                let mut z = x.clone();
                change(&mut z, &y);
                z
            };
            prop_assert_eq!(x.len(), a.len());
            prop_assert_eq!(x.is_empty(), a.is_empty());
            prop_assert_eq!(x.first(), a.first().copied());
            prop_assert_eq!(x.is_subset(&y), a.is_subset(&b));
            prop_assert_eq!(x.is_disjoint(&y), a.is_disjoint(&b));
            prop_assert_eq!(x.sole_common(&y), (common.len() == 1).then(|| common[0]));
            prop_assert_eq!(plain(&changed(BitSet::intersect)), &a & &b);
            prop_assert_eq!(plain(&changed(BitSet::subtract)), &a - &b);
            prop_assert_eq!(plain(&changed(BitSet::unite)), &a | &b);
            prop_assert_eq!(plain(&x.complement(n)), &(0..n).collect() - &a);
            // Equal contents are equal values, whatever was in them before.
            prop_assert_eq!(changed(BitSet::intersect), common.into_iter().collect());
            let mut emptied = x.clone();
            a.iter().for_each(|&item| emptied.remove(item));
            prop_assert_eq!(emptied, BitSet::default());
        }
    }
}
