//! Random numbers, a stream for every sample and party.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{RngCore, SeedableRng},
};

/// Random numbers of one sample of one party.
///
/// The streams of a seed are independent by construction: ChaCha numbers its blocks by stream. So samples may be drawn
/// in any order, on any number of threads, and knowing more of one party leaves the samples of the others as they were.
///
/// *Source*: Bernstein, ChaCha, a variant of Salsa20, 2008; eight rounds.
#[derive(Clone, Debug)]
pub(super) struct Stream(ChaCha8Rng);

impl Stream {
    pub(super) fn new(seed: u64, sample: u64, party: usize) -> Stream {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream((sample << 8) | party as u64);
        Stream(generator)
    }

    /// Returns the numbers by which samplers are chosen and fitted, whatever is sampled later.
    pub(super) fn pilot() -> Stream {
        Stream::new(0x7A6F_7061, u64::MAX >> 8, 255)
    }

    /// Returns a number in `0.0..1.0`, a multiple of 2^-53.
    pub(super) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Returns a number below `n`, 0 if `n` is 0.
    pub(super) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.0.next_u64()) * n as u128) >> 64) as usize
    }

    /// Returns an index with probability proportional to the weights.
    pub(super) fn pick(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let mut left = self.unit() * weights.clone().sum::<f64>();
        let mut last = 0;
        for (at, weight) in weights.enumerate() {
            last = at;
            if left < weight {
                break;
            }
            left -= weight;
        }
        last
    }

    /// Returns `n` numbers in `0.0..1.0`, sorted from the greatest down.
    pub(super) fn sorted(&mut self, n: usize) -> Vec<f64> {
        let mut units: Vec<f64> = (0..n).map(|_| self.unit()).collect();
        units.sort_unstable_by(|one, other| other.total_cmp(one));
        units
    }

    /// Returns `n` shares of one, uniform among all that sum to it.
    pub(super) fn shares(&mut self, n: usize) -> Vec<f64> {
        let mut cuts = self.sorted(n.saturating_sub(1));
        cuts.push(0.0);
        let mut above = 1.0;
        cuts.iter().map(|&cut| std::mem::replace(&mut above, cut) - cut).collect()
    }
}
