//! What a condition says of a package of which one settlement is known and nothing else.

use crate::case::Case;
use crate::condition::Condition;
use crate::id::{FactId, PartyId, PointId};

/// A point and the index of the choice at which it is settled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settling {
    pub(super) point: PointId,
    pub(super) choice: usize,
}

impl Settling {
    /// Returns whether the condition holds, where this one settlement decides it. Cost: the size of the condition and
    /// of the facts in it.
    pub(super) fn decides(self, case: &Case, condition: &Condition) -> Option<bool> {
        match condition {
            Condition::Constant(value) => Some(*value),
            Condition::Fact(fact) => self.brings_about(case, *fact),
            Condition::Signs(party, fact) => self.binds(case, *party, *fact),
            Condition::At(point, choices) => (*point == self.point).then(|| choices.contains(&self.choice)),
            Condition::Linear { .. } => None,
            Condition::Not(inner) => self.decides(case, inner).map(|holds| !holds),
            Condition::And(parts) => self.count(case, parts, parts.len(), usize::MAX),
            Condition::Or(parts) => self.count(case, parts, 1, usize::MAX),
            Condition::Implies(left, right) => match (self.decides(case, left), self.decides(case, right)) {
                (Some(false), _) | (_, Some(true)) => Some(true),
                (Some(true), Some(false)) => Some(false),
                _ => None,
            },
            Condition::Iff(left, right) => Some(self.decides(case, left)? == self.decides(case, right)?),
            Condition::Count { low, high, of } => self.count(case, of, *low as usize, *high as usize),
        }
    }

    /// Returns whether the number of those that hold lies within the bounds, whatever the undecided turn out to be.
    fn count(self, case: &Case, parts: &[Condition], low: usize, high: usize) -> Option<bool> {
        let decided: Vec<Option<bool>> = parts.iter().map(|part| self.decides(case, part)).collect();
        let least = decided.iter().filter(|holds| **holds == Some(true)).count();
        let most = decided.iter().filter(|holds| **holds != Some(false)).count();
        if low <= least && most <= high {
            Some(true)
        } else if most < low || high < least {
            Some(false)
        } else {
            None
        }
    }

    fn brings_about(self, case: &Case, fact: FactId) -> Option<bool> {
        let given = self.gives(case, fact);
        let otherwise = case.facts[fact.0].when.is_none() && self.alone_gives(case, fact);
        if given { Some(true) } else { otherwise.then_some(false) }
    }

    fn binds(self, case: &Case, party: PartyId, fact: FactId) -> Option<bool> {
        let via = &case.point(self.point).choices[self.choice].via;
        let signed = via.iter().any(|instrument| case.instruments[instrument.0].signed_by.contains(&party));
        if signed && self.gives(case, fact) { Some(true) } else { self.alone_gives(case, fact).then_some(false) }
    }

    fn gives(self, case: &Case, fact: FactId) -> bool {
        case.point(self.point).choices[self.choice].gives.contains(&fact)
    }

    /// Returns whether no other point has a choice that gives the fact.
    fn alone_gives(self, case: &Case, fact: FactId) -> bool {
        case.facts[fact.0].given_by.iter().all(|(point, _)| *point == self.point)
    }
}
