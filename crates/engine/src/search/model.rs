//! A question about values in the form in which the search asks it.

use std::ops::Range;

use crate::{
    bit_set::BitSet,
    formula::Formula,
    search::{
        flat::{Flat, Shape, clauses, flatten},
        reduce::reduce,
    },
    space::{Package, Space},
    values::{Bonus, PartyValues},
};

/// Bits of the largest sum of a row's ticks.
const TICK_BITS: u32 = 36;

/// Points with the options that count, what they are worth, and *terms*: positive amounts that are gained if a test
/// holds, and tests that must hold.
///
/// Worth is counted in *ticks*, a power of two of the unit of each row, small enough for sums in 64 bits. Where a tick
/// is more than a unit, everything is rounded up, so that sums of ticks never say less than the true value.
#[derive(Debug)]
pub(super) struct Model {
    /// The options of every point that are left, as the space numbers them.
    pub(super) options: Vec<Vec<u32>>,
    /// Where the options of each point begin in the tables, and the end.
    pub(super) first: Vec<usize>,
    /// Where the words of each point begin in sets of options, and the end.
    pub(super) first_word: Vec<usize>,
    /// What options are worth. *Shape*: `[row][option]`, over all points.
    pub(super) tables: Vec<Vec<i64>>,
    /// What every package is worth. *Shape*: `[row]`.
    pub(super) base: Vec<i64>,
    /// Amounts first, then what must hold.
    pub(super) terms: Vec<Term>,
    /// How many terms are amounts.
    pub(super) n_gains: usize,
    pub(super) literals: Vec<Literal>,
    /// The sets of options that literals name.
    pub(super) masks: Vec<u64>,
    /// The terms that must hold and test a point, by point.
    pub(super) hard_at: Vec<Vec<u32>>,
    /// How many bits a tick is less than the unit; negative if more.
    pub(super) shifts: Vec<i32>,
}

/// A test, and in which row it pays how many ticks; or one that must hold.
#[derive(Debug)]
pub(super) struct Term {
    /// The row; one past the last for a test that must hold.
    pub(super) row: usize,
    pub(super) amount: i64,
    /// Whether all members must hold; if not, any one of them.
    pub(super) all: bool,
    pub(super) literals: Range<usize>,
    pub(super) rest: Vec<Formula>,
}

/// A test on one point.
#[derive(Debug)]
pub(super) struct Literal {
    pub(super) point: usize,
    /// The options that meet it, in [`Model::masks`].
    pub(super) mask: Range<usize>,
}

/// A row before it is counted in ticks.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// *Shape*: `[point][option]`.
    pub(super) tables: Vec<Vec<i128>>,
    pub(super) base: i128,
    pub(super) gains: Vec<(i128, Flat)>,
}

impl Row {
    /// Returns what packages are worth to a party, without the cap.
    pub(super) fn new(space: &Space, party: &PartyValues) -> Row {
        let mut row = Row { tables: party.tables.clone(), ..Row::default() };
        for &Bonus { ref formula, amount } in party.bonuses.iter().filter(|bonus| bonus.amount != 0) {
            // Losing an amount if a test holds is losing it anyway and gaining it if the test fails.
            row.base += amount.min(0);
            let size = amount.abs();
            match flatten(space, formula, amount > 0) {
                Shape::Fixed(holds) => row.base += if holds { size } else { 0 },
                Shape::Open(flat) => match flat.sole() {
                    Some((point, options)) => options.iter().for_each(|option| row.tables[point][option] += size),
                    None => row.gains.push((size, flat)),
                },
            }
        }
        row
    }

    /// Returns a number that no sum of the row's parts exceeds.
    pub(super) fn size(&self) -> i128 {
        let options = self.tables.iter().map(|table| table.iter().map(|value| value.abs()).max().unwrap_or(0));
        options.sum::<i128>() + self.gains.iter().map(|gain| gain.0).sum::<i128>() + self.base.abs()
    }

    /// Returns the shift that brings the row's sums within [`TICK_BITS`].
    pub(super) fn shift(&self) -> i32 {
        let bits = i128::BITS - self.size().leading_zeros();
        TICK_BITS as i32 - bits as i32
    }
}

/// Returns a number of units in ticks, rounded up or down.
pub(super) fn ticks(units: i128, shift: i32, up: bool) -> i128 {
    if shift >= 0 {
        return units << shift;
    }
    let down = -shift;
    if up { -((-units) >> down) } else { units >> down }
}

impl Model {
    /// Returns the model, or nothing if no package meets the formulas as far as one can see. It has all options that are
    /// allowed, or only those that no other option of their point replaces.
    pub(super) fn new(
        space: &Space,
        must: &[Formula],
        rows: &[Row],
        shifts: Vec<i32>,
        all_options: bool,
    ) -> Option<Model> {
        let mut allowed: Vec<BitSet> = space.sizes().iter().map(|&n| BitSet::below(n)).collect();
        let mut hard: Vec<Flat> = Vec::new();
        for formula in must {
            for flat in clauses(space, formula)? {
                match flat.sole() {
                    Some((point, options)) => allowed[point].intersect(options),
                    None => hard.push(flat),
                }
            }
        }
        if allowed.iter().any(BitSet::is_empty) {
            return None;
        }
        let options = if all_options {
            allowed.iter().map(|of| of.iter().map(|option| option as u32).collect()).collect()
        } else {
            reduce(&allowed, rows, &hard)
        };
        let mut model = Model {
            first: starts(options.iter().map(Vec::len)),
            first_word: starts(options.iter().map(|of| of.len().div_ceil(64))),
            tables: Vec::new(),
            base: Vec::new(),
            terms: Vec::new(),
            n_gains: 0,
            literals: Vec::new(),
            masks: Vec::new(),
            hard_at: vec![Vec::new(); options.len()],
            options,
            shifts,
        };
        for (at, row) in rows.iter().enumerate() {
            let shift = model.shifts[at];
            let counted = |value| ticks(value, shift, true) as i64;
            let of_points = model.options.iter().zip(&row.tables);
            let table = of_points.flat_map(|(options, table)| options.iter().map(|&o| counted(table[o as usize])));
            model.tables.push(table.collect());
            model.base.push(counted(row.base));
            for (amount, flat) in &row.gains {
                model.push(at, counted(*amount), flat);
            }
        }
        model.n_gains = model.terms.len();
        for flat in &hard {
            let term = model.terms.len() as u32;
            for point in flat.literals.keys().copied().chain(flat.rest.iter().flat_map(Formula::points)) {
                if let Some(at) = model.hard_at.get_mut(point).filter(|at| at.last() != Some(&term)) {
                    at.push(term);
                }
            }
            model.push(rows.len(), 0, flat);
        }
        Some(model)
    }

    fn push(&mut self, row: usize, amount: i64, flat: &Flat) {
        let start = self.literals.len();
        for (&point, meeting) in &flat.literals {
            let start = self.masks.len();
            self.masks.extend(self.options[point].chunks(64).map(|word| {
                let bits =
                    word.iter().enumerate().map(|(at, &option)| u64::from(meeting.contains(option as usize)) << at);
                bits.sum::<u64>()
            }));
            self.literals.push(Literal { point, mask: start..self.masks.len() });
        }
        let literals = start..self.literals.len();
        self.terms.push(Term { row, amount, all: flat.all, literals, rest: flat.rest.clone() });
    }

    /// Returns the number of points.
    pub(super) fn n_points(&self) -> usize {
        self.options.len()
    }

    /// Returns the number of rows.
    pub(super) fn n_rows(&self) -> usize {
        self.tables.len()
    }

    /// Returns the set of options that a literal names.
    pub(super) fn mask(&self, literal: &Literal) -> &[u64] {
        &self.masks[literal.mask.clone()]
    }

    /// Returns the package that settles each point by one of its options.
    pub(super) fn package(&self, choice: &[u32]) -> Package {
        self.options.iter().zip(choice).map(|(options, &at)| options[at as usize] as usize).collect()
    }

    /// Returns whether the option that a choice has at its point meets a literal.
    pub(super) fn met(&self, literal: &Literal, choice: &[u32]) -> bool {
        let option = choice[literal.point] as usize;
        self.mask(literal)[option / 64] >> (option % 64) & 1 == 1
    }
}

fn starts(lengths: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut starts = vec![0];
    let mut end = 0;
    for length in lengths {
        end += length;
        starts.push(end);
    }
    starts
}
