//! Which options are still open at every point, on the way down and back up a search tree.

use crate::{
    formula::{Formula, LinearTerm},
    search::model::{Literal, Model, Term},
};

/// The open options of all points, and what they were.
#[derive(Debug)]
pub(super) struct Domain {
    words: Vec<u64>,
    /// Words that were changed, and what they were before.
    trail: Vec<(u32, u64)>,
    /// Points that were changed since the last [`Domain::propagate`].
    changed: Vec<u32>,
}

/// No option is left at some point.
pub(super) struct Emptied;

/// What the open options leave of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// All meet it.
    Always,
    /// None meets it.
    Never,
    /// It depends.
    Open,
}

impl Domain {
    /// Returns the domain in which everything is open.
    pub(super) fn new(model: &Model) -> Domain {
        let words = model.options.iter().flat_map(|options| {
            options.chunks(64).map(|word| if word.len() == 64 { u64::MAX } else { (1 << word.len()) - 1 })
        });
        let changed = (0..model.n_points() as u32).collect();
        Domain { words: words.collect(), trail: Vec::new(), changed }
    }

    /// Returns the open options of a point, as a set.
    pub(super) fn words(&self, model: &Model, point: usize) -> &[u64] {
        &self.words[model.first_word[point]..model.first_word[point + 1]]
    }

    /// Returns the open options of a point.
    pub(super) fn open(&self, model: &Model, point: usize) -> impl Iterator<Item = usize> {
        bits(self.words(model, point))
    }

    /// Returns how many options of a point are open.
    pub(super) fn n_open(&self, model: &Model, point: usize) -> usize {
        self.words(model, point).iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Returns what is left of a test on one point.
    pub(super) fn left(&self, model: &Model, literal: &Literal) -> Left {
        let (mut meets, mut fails) = (0, 0);
        for (open, mask) in self.words(model, literal.point).iter().zip(model.mask(literal)) {
            meets |= open & mask;
            fails |= open & !mask;
        }
        match (meets, fails) {
            (_, 0) => Left::Always,
            (0, _) => Left::Never,
            _ => Left::Open,
        }
    }

    /// Closes the options of a point that are not in a set, or those that are.
    pub(super) fn keep(&mut self, model: &Model, point: usize, mask: &[u64], inside: bool) -> Result<(), Emptied> {
        let (mut left, mut has_changed) = (0, false);
        for (at, mask) in (model.first_word[point]..).zip(mask) {
            let before = self.words[at];
            let after = before & if inside { *mask } else { !mask };
            if after != before {
                self.trail.push((at as u32, before));
                self.words[at] = after;
                has_changed = true;
            }
            left |= after;
        }
        if has_changed {
            self.changed.push(point as u32);
        }
        if left == 0 { Err(Emptied) } else { Ok(()) }
    }

    /// Returns a mark to come back to.
    pub(super) fn mark(&self) -> usize {
        self.trail.len()
    }

    /// Opens again what was closed after a mark.
    pub(super) fn undo(&mut self, mark: usize) {
        while self.trail.len() > mark {
            if let Some((at, before)) = self.trail.pop() {
                self.words[at as usize] = before;
            }
        }
        self.changed.clear();
    }

    /// Closes options without which what must hold cannot hold, as far as single clauses tell.
    pub(super) fn propagate(&mut self, model: &Model) -> Result<(), Emptied> {
        while let Some(point) = self.changed.pop() {
            for &term in &model.hard_at[point as usize] {
                self.enforce(model, &model.terms[term as usize])?;
            }
        }
        Ok(())
    }

    fn enforce(&mut self, model: &Model, clause: &Term) -> Result<(), Emptied> {
        let mut last = None;
        for literal in &model.literals[clause.literals.clone()] {
            match self.left(model, literal) {
                Left::Always => return Ok(()),
                Left::Never => {}
                Left::Open if last.is_some() => return Ok(()),
                Left::Open => last = Some(literal),
            }
        }
        if clause.rest.iter().any(|formula| self.judge(model, formula) != Left::Never) {
            return Ok(());
        }
        last.map_or(Err(Emptied), |literal| self.keep(model, literal.point, model.mask(literal), true))
    }

    /// Returns what is left of any formula, as far as one sees without trying packages.
    pub(super) fn judge(&self, model: &Model, formula: &Formula) -> Left {
        match formula {
            Formula::True => Left::Always,
            Formula::False => Left::Never,
            Formula::In { point, options } => {
                let Some(names) = model.options.get(*point) else { return Left::Never };
                let met = self.open(model, *point).filter(|&at| options.contains(names[at] as usize)).count();
                Left::of(met > 0, met < self.n_open(model, *point))
            }
            Formula::Not(inner) => match self.judge(model, inner) {
                Left::Always => Left::Never,
                Left::Never => Left::Always,
                Left::Open => Left::Open,
            },
            Formula::And(of) => self.count(model, of, of.len(), of.len()),
            Formula::Or(of) => self.count(model, of, 1, of.len()),
            Formula::Iff(a, b) => match (self.judge(model, a), self.judge(model, b)) {
                (Left::Open, _) | (_, Left::Open) => Left::Open,
                (a, b) => Left::of(a == b, a != b),
            },
            Formula::Count { low, high, of } => self.count(model, of, *low, *high),
            Formula::Linear { terms, low, high } => self.compare(model, terms, (*low).into(), (*high).into()),
        }
    }

    fn count(&self, model: &Model, of: &[Formula], low: usize, high: usize) -> Left {
        let (mut least, mut most) = (0, 0);
        for formula in of {
            let left = self.judge(model, formula);
            least += usize::from(left == Left::Always);
            most += usize::from(left != Left::Never);
        }
        Left::of(most >= low && least <= high && low <= high, least < low || most > high)
    }

    fn compare(&self, model: &Model, terms: &[LinearTerm], low: i128, high: i128) -> Left {
        let (mut least, mut most, mut may_lack) = (0_i128, 0_i128, false);
        for term in terms {
            let Some(names) = model.options.get(term.point) else { return Left::Never };
            let (mut min, mut max) = (i128::MAX, i128::MIN);
            for at in self.open(model, term.point) {
                match term.values.get(names[at] as usize).copied().flatten() {
                    Some(value) => (min, max) = (min.min(value.into()), max.max(value.into())),
                    None => may_lack = true,
                }
            }
            if min > max {
                return Left::Never;
            }
            (least, most) = (least + min, most + max);
        }
        Left::of(most >= low && least <= high && low <= high, may_lack || least < low || most > high)
    }
}

impl Left {
    fn of(may_hold: bool, may_fail: bool) -> Left {
        match (may_hold, may_fail) {
            (true, true) => Left::Open,
            (true, false) => Left::Always,
            (false, _) => Left::Never,
        }
    }
}

/// Returns the members of a set.
pub(super) fn bits(words: &[u64]) -> impl Iterator<Item = usize> {
    words.iter().enumerate().flat_map(|(index, &word)| {
        let mut rest = word;
        std::iter::from_fn(move || {
            let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(index * 64 + bit)
        })
    })
}
