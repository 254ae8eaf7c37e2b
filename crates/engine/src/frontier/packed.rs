//! Vectors of losses, packed into one number each.
//!
//! Each party has a field of bits, the first party the highest, and above each field a guard bit that is 0. Then one
//! addition adds two vectors, one comparison compares them lexicographically, and one subtraction tells whether one is
//! at most the other in every field: with the guards of the minuend set, a field that is too small takes its guard.
//!
//! *Source*: Lamport, Multiple byte processing with full-word instructions, CACM 18(8), 1975.

use std::fmt::Debug;

/// Where the number of one party is: in which word, and which bits of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field {
    word: u32,
    shift: u32,
    bits: u32,
}

/// A vector of non-negative numbers whose order is the lexicographic one.
///
/// The guard bits are 0 but for the sum of two, where a guard bit that is 1 tells of an overflow of its field.
pub(super) trait Packed: Copy + Ord + Debug + Default + Send + Sync + 'static {
    /// How many words there are, and how many bits each has.
    const WORDS: (u32, u32);

    /// A number of a field.
    type Part: Copy + Ord + Into<u128>;

    /// Returns the vector with a number put into a field that is 0.
    fn with(self, field: Field, number: u128) -> Self;

    /// Returns the number of a field.
    fn part(self, field: Field) -> Self::Part;

    /// Returns the sum.
    fn plus(self, other: Self) -> Self;

    /// Returns the difference from a vector that is at most this one in every field.
    fn minus(self, other: Self) -> Self;

    /// Returns whether some bits are in common.
    fn meets(self, bits: Self) -> bool;

    /// Returns whether this is at most the other in every field.
    fn is_within(self, other: Self, guards: Self) -> bool;
}

/// Where the numbers of all parties are.
#[derive(Clone, Debug)]
pub(super) struct Layout<V> {
    /// The fields, by party.
    pub(super) fields: Vec<Field>,
    /// The fields of more than no bits.
    pub(super) varied: Vec<Field>,
    /// All guard bits.
    pub(super) guards: V,
}

impl Field {
    /// Returns the largest number that fits.
    pub(super) fn most(self) -> u128 {
        (1 << self.bits) - 1
    }

    fn guard(self) -> Field {
        Field { shift: self.shift + self.bits, bits: 1, ..self }
    }
}

impl<V: Packed> Layout<V> {
    /// Returns a layout for numbers up to the limits, each less than 2^127, unless the words are too few.
    pub(super) fn new(limits: &[u128]) -> Option<Layout<V>> {
        let (n_words, word_bits) = V::WORDS;
        let (mut word, mut free) = (0, word_bits);
        let mut fields = Vec::with_capacity(limits.len());
        for limit in limits {
            let bits = u128::BITS - limit.leading_zeros();
            if bits >= free {
                (word, free) = (word + 1, word_bits);
            }
            if bits >= free || word == n_words {
                return None;
            }
            free -= bits + 1;
            fields.push(Field { word, shift: free, bits });
        }
        let guards = fields.iter().fold(V::default(), |guards, field| guards.with(field.guard(), 1));
        let varied = fields.iter().copied().filter(|field| field.bits > 0).collect();
        Some(Layout { fields, varied, guards })
    }

    /// Returns how much more than the limits, none of them above those of the layout, the fields have room for.
    pub(super) fn headroom(&self, limits: &[u128]) -> V {
        let free = self.fields.iter().zip(limits).map(|(&field, limit)| (field, field.most() - limit));
        free.fold(V::default(), |vector, (field, free)| vector.with(field, free))
    }

    /// Returns the numbers of a vector, by party.
    pub(super) fn unpack(&self, vector: V) -> Vec<u128> {
        self.fields.iter().map(|&field| vector.part(field).into()).collect()
    }

    /// Returns the vector of some numbers, by party, unless one does not fit.
    pub(super) fn pack(&self, numbers: impl Iterator<Item = u128>) -> Option<V> {
        self.fields.iter().zip(numbers).try_fold(V::default(), |vector, (&field, number)| {
            (number <= field.most()).then(|| vector.with(field, number))
        })
    }
}

macro_rules! one_word {
    ($word:ty) => {
        impl Packed for $word {
            const WORDS: (u32, u32) = (1, <$word>::BITS);

            type Part = $word;

            fn with(self, field: Field, number: u128) -> Self {
                self | (number as $word) << field.shift
            }

            #[inline]
            fn part(self, field: Field) -> $word {
                (self >> field.shift) & (((1 as $word) << field.bits) - 1)
            }

            #[inline]
            fn plus(self, other: Self) -> Self {
                self.wrapping_add(other)
            }

            #[inline]
            fn minus(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }

            #[inline]
            fn meets(self, bits: Self) -> bool {
                self & bits != 0
            }

            #[inline]
            fn is_within(self, other: Self, guards: Self) -> bool {
                (other | guards).wrapping_sub(self) & guards == guards
            }
        }
    };
}

one_word!(u64);
one_word!(u128);

/// Several words of 128 bits, the first party in the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Words<const N: usize>([u128; N]);

impl<const N: usize> Default for Words<N> {
    fn default() -> Words<N> {
        Words([0; N])
    }
}

impl<const N: usize> Packed for Words<N> {
    const WORDS: (u32, u32) = (N as u32, u128::BITS);

    type Part = u128;

    fn with(mut self, field: Field, number: u128) -> Self {
        self.0[field.word as usize] |= number << field.shift;
        self
    }

    fn part(self, field: Field) -> u128 {
        self.0[field.word as usize].part(field)
    }

    fn plus(self, other: Self) -> Self {
        Words(std::array::from_fn(|word| self.0[word].plus(other.0[word])))
    }

    fn minus(self, other: Self) -> Self {
        Words(std::array::from_fn(|word| self.0[word].minus(other.0[word])))
    }

    fn meets(self, bits: Self) -> bool {
        (0..N).any(|word| self.0[word].meets(bits.0[word]))
    }

    fn is_within(self, other: Self, guards: Self) -> bool {
        (0..N).all(|word| self.0[word].is_within(other.0[word], guards.0[word]))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::random::SplitMix;

    /// Returns up to `n` random vectors within limits, distinct and ascending. Most of them lie near a plane, so that few
    /// are better than others, and many share some numbers.
    pub(in super::super) fn distinct<V: Packed>(
        limits: &[u128],
        layout: &Layout<V>,
        n: usize,
        random: &mut SplitMix,
    ) -> Vec<V> {
        const PARTS: u128 = 1 << 20;
        let mut vector = || {
            let mut left = PARTS * limits.len() as u128 / 2 + u128::from(random.next_u64()) % (PARTS / 64);
            let mut numbers = Vec::new();
            for (at, limit) in limits.iter().enumerate() {
                let random = u128::from(random.next_u64()) % (PARTS + 1);
                let share = if at + 1 == limits.len() { left.min(PARTS) } else { random };
                left = left.saturating_sub(share);
                numbers.push((limit >> 20) * share + (((limit & (PARTS - 1)) * share) >> 20));
            }
            layout.pack(numbers.into_iter()).unwrap()
        };
        let mut vectors: Vec<V> = (0..n).map(|_| vector()).collect();
        vectors.sort_unstable();
        vectors.dedup();
        vectors
    }

    fn check<V: Packed>(limits: &[u128]) {
        let layout = Layout::<V>::new(limits).unwrap();
        let mut random = SplitMix::new(limits.len() as u64);
        let vectors = distinct(limits, &layout, 40, &mut random);
        let start = layout.headroom(limits);
        for one in &vectors {
            let numbers = layout.unpack(*one);
            assert_eq!(layout.pack(numbers.iter().copied()), Some(*one));
            for other in &vectors {
                let others = layout.unpack(*other);
                assert_eq!(one.cmp(other), numbers.cmp(&others));
                let is_within = numbers.iter().zip(&others).all(|(one, other)| one <= other);
                assert_eq!(one.is_within(*other, layout.guards), is_within);
                let sum: Vec<u128> = numbers.iter().zip(&others).map(|(one, other)| one + other).collect();
                let is_over = sum.iter().zip(limits).any(|(sum, limit)| sum > limit);
                let total = one.plus(start).plus(*other);
                let first = one.plus(start).meets(layout.guards);
                assert!(!first);
                assert_eq!(total.meets(layout.guards), is_over);
                if !is_over {
                    assert_eq!(layout.unpack(total.minus(start)), sum);
                    assert_eq!(total.minus(*other), one.plus(start));
                }
            }
        }
    }

    #[test]
    fn vectors_do_what_their_numbers_do() {
        check::<u64>(&[]);
        check::<u64>(&[0]);
        check::<u64>(&[0, 0, 5, 0]);
        check::<u64>(&[1_000, 1_023, 1_024, 1]);
        check::<u64>(&[(1 << 62) + 5]);
        check::<u128>(&[u128::from(u64::MAX), 1 << 40]);
        check::<Words<2>>(&[1 << 101, 1 << 101]);
        check::<Words<4>>(&[3, 1 << 101, 1 << 60, 1 << 60, 1 << 100]);
        check::<Words<12>>(&[1 << 101; 12]);
    }

    #[test]
    fn a_layout_is_refused_where_the_words_are_too_few() {
        assert!(Layout::<u64>::new(&[1 << 62]).is_some());
        assert!(Layout::<u64>::new(&[1 << 63]).is_none());
        assert!(Layout::<u64>::new(&[1 << 30, 1 << 30, 1]).is_none());
        assert!(Layout::<Words<2>>::new(&[1 << 101; 3]).is_none());
        assert!(Layout::<Words<12>>::new(&[1 << 101; 12]).is_some());
    }
}
