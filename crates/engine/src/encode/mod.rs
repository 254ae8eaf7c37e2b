//! From formulas to clauses.
//!
//! Every encoder returns a literal that *implies* its formula, or implies its negation if asked
//! for that; nothing is implied while the literal is false. One direction is all that a gated
//! formula needs (Plaisted and Greenbaum 1986), and it leaves inactive formulas without effect.
//!
//! **Invariant**: an encoder that fails half-way leaves clauses that constrain no package.

mod count;
mod domain;
mod gate;
mod linear;
mod order;
mod sum;

use std::collections::HashMap;

use crate::{
    encode::{gate::Gates, order::Orders},
    formula::Formula,
    limit::{Limit, NESTING_MAX, TooLarge},
    option_set::OptionSet,
    sat::{Lit, Sat},
    space::Space,
};

/// The clauses of a space and of the formulas that were encoded so far.
#[derive(Debug)]
pub(crate) struct Encoder {
    pub(crate) sat: Sat,
    /// For every point, the literal of each option; exactly one of them is true.
    options: Vec<Vec<Lit>>,
    gates: Gates,
    orders: Orders,
}

/// The literals of the subformulas of one formula, so that each is encoded once per direction.
/// Without it, nested `Iff` would double the work at every level.
type Seen = HashMap<(*const Formula, bool), Lit>;

impl Encoder {
    pub(crate) fn new(space: &Space) -> Encoder {
        let mut sat = Sat::new();
        let sizes = space.sizes().iter();
        let options = sizes.map(|&n| domain::exactly_one(&mut sat, n)).collect();
        let (gates, orders) = (Gates::default(), Orders::default());
        Encoder { sat, options, gates, orders }
    }

    /// Returns the literals of the options of every point.
    pub(crate) fn options(&self) -> &[Vec<Lit>] {
        &self.options
    }

    /// Returns a literal that implies the formula.
    ///
    /// *Errors*: the formula nests too deep or needs too many clauses.
    pub(crate) fn encode(&mut self, formula: &Formula) -> Result<Lit, TooLarge> {
        if !formula.nests_within(NESTING_MAX) {
            let limit = Limit::Nesting;
            return Err(TooLarge { limit });
        }
        self.imply(formula, true, &mut Seen::new())
    }

    /// Returns a literal that implies that the formula holds, or fails if that is wanted.
    fn imply(&mut self, formula: &Formula, holds: bool, seen: &mut Seen) -> Result<Lit, TooLarge> {
        let key = (std::ptr::from_ref(formula), holds);
        if let Some(&known) = seen.get(&key) {
            return Ok(known);
        }
        self.sat.take_room(1)?;
        let literal = match formula {
            Formula::True => self.constant(holds),
            Formula::False => self.constant(!holds),
            Formula::In { point, options } => self.settled_by(*point, options, holds),
            Formula::Not(inner) => self.imply(inner, !holds, seen)?,
            Formula::And(of) | Formula::Or(of) => {
                let members = self.imply_each(of, holds, seen)?;
                if matches!(formula, Formula::And(_)) == holds { self.all(members) } else { self.any(members) }
            }
            Formula::Iff(left, right) => self.same(left, right, holds, seen)?,
            Formula::Count { low, high, of } => self.count((*low, *high), of, holds, seen)?,
            Formula::Linear { terms, low, high } => self.linear(terms, *low, *high, holds)?,
        };
        seen.insert(key, literal);
        Ok(literal)
    }

    fn imply_each(&mut self, of: &[Formula], holds: bool, seen: &mut Seen) -> Result<Vec<Lit>, TooLarge> {
        of.iter().map(|inner| self.imply(inner, holds, seen)).collect()
    }

    fn same(&mut self, left: &Formula, right: &Formula, holds: bool, seen: &mut Seen) -> Result<Lit, TooLarge> {
        let mut either = |holds_left, holds_right| {
            let left = self.imply(left, holds_left, seen)?;
            let right = self.imply(right, holds_right, seen)?;
            Ok(self.any(vec![left, right]))
        };
        let (first, second) = (either(true, !holds)?, either(false, holds)?);
        Ok(self.all(vec![first, second]))
    }

    fn constant(&self, value: bool) -> Lit {
        if value { self.sat.truth() } else { !self.sat.truth() }
    }

    /// Returns a literal that implies that one of the options settles the point, or none does.
    fn settled_by(&mut self, point: usize, options: &OptionSet, holds: bool) -> Lit {
        let n = self.options.get(point).map_or(0, Vec::len);
        if n == 0 {
            return self.constant(!holds);
        }
        let chosen = options.among(n);
        let accepted = if holds { chosen } else { chosen.complement(n) };
        let literals = &self.options[point];
        if accepted.len() <= n / 2 {
            let members = accepted.iter().map(|option| literals[option]).collect();
            self.any(members)
        } else {
            let refused = accepted.complement(n);
            let members = refused.iter().map(|option| !literals[option]).collect();
            self.all(members)
        }
    }
}
