//! Literals for "the option of this point ranks at least so high".

use std::collections::HashMap;

use crate::{encode::Encoder, sat::Lit};

/// The ladders that exist, by point and ranks.
pub(super) type Orders = HashMap<(usize, Vec<usize>), Vec<Lit>>;

impl Encoder {
    /// Returns, for every rank from 1 up, a literal that is true exactly if the option of the
    /// point has that rank or a higher one.
    ///
    /// `ranks` has one entry for each option of the point; every rank from 0 to the highest occurs.
    ///
    /// *Cost*: about three clauses of two literals for each option.
    pub(crate) fn at_least_rank(&mut self, point: usize, ranks: Vec<usize>) -> Vec<Lit> {
        let key = (point, ranks);
        if let Some(known) = self.orders.get(&key) {
            return known.clone();
        }
        let ranks = &key.1;
        let highest = ranks.iter().copied().max().unwrap_or(0);
        let ladder: Vec<Lit> = (0..highest).map(|_| self.sat.fresh()).collect();
        for pair in ladder.windows(2) {
            self.sat.clause([!pair[1], pair[0]]);
        }
        for (&option, &rank) in self.options[point].iter().zip(ranks) {
            if rank > 0 {
                self.sat.clause([!option, ladder[rank - 1]]);
            }
            if rank < highest {
                self.sat.clause([!option, !ladder[rank]]);
            }
        }
        self.orders.insert(key, ladder.clone());
        ladder
    }
}
