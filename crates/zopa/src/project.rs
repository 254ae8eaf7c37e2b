//! What a condition leaves of one point when nothing else is known.

use std::collections::HashMap;
use zopa_case::case::Case;
use zopa_case::condition::Condition;
use zopa_case::id::{FactId, InstrumentId, PartyId, PointId};
use zopa_case::point::At;
use zopa_syntax::expr::Comparison;

/// Returns which choices of a point a condition does not rule out by themselves, whatever the other points. It looks at
/// each part of the condition alone, so that it may leave a choice that parts rule out together, and never takes one out
/// that they allow. Cost: for each choice linear in the condition and the facts that it mentions.
pub(crate) fn left(case: &Case, condition: &Condition, point: PointId) -> Vec<bool> {
    let choices = 0..case.point(point).choices.len();
    choices.map(|choice| Known { case, point, choice, facts: HashMap::new() }.holds(condition) != Some(false)).collect()
}

/// One settlement, and nothing else.
struct Known<'k> {
    case: &'k Case,
    point: PointId,
    choice: usize,
    facts: HashMap<(FactId, Option<PartyId>), Option<bool>>,
}

impl Known<'_> {
    /// Returns whether a condition holds; nothing where that depends on other points.
    fn holds(&mut self, condition: &Condition) -> Option<bool> {
        match condition {
            Condition::Constant(value) => Some(*value),
            Condition::Fact(fact) => self.fact(*fact, None),
            Condition::Signs(party, fact) => self.fact(*fact, Some(*party)),
            Condition::At(point, choices) => (*point == self.point).then(|| choices.contains(&self.choice)),
            Condition::Linear { terms, comparison, bound } => {
                let mut sum = rust_decimal::Decimal::ZERO;
                for (factor, point) in terms {
                    if *point != self.point {
                        return None;
                    }
                    let value = match &self.case.point(*point).choices[self.choice].at {
                        At::Number(value) => *value,
                        // Dates in sums count in days, which tell nothing without the other date.
                        At::Date(..) => return None,
                        At::Option { .. } => return Some(*comparison == Comparison::Ne),
                    };
                    sum = sum.checked_add(factor.checked_mul(value)?)?;
                }
                Some(match comparison {
                    Comparison::Eq => sum == *bound,
                    Comparison::Ne => sum != *bound,
                    Comparison::Lt => sum < *bound,
                    Comparison::Le => sum <= *bound,
                    Comparison::Gt => sum > *bound,
                    Comparison::Ge => sum >= *bound,
                })
            }
            Condition::Not(inner) => self.holds(inner).map(|value| !value),
            Condition::And(parts) => {
                let parts: Vec<Option<bool>> = parts.iter().map(|part| self.holds(part)).collect();
                all(&parts)
            }
            Condition::Or(parts) => {
                let parts: Vec<Option<bool>> = parts.iter().map(|part| self.holds(part)).collect();
                any(&parts)
            }
            Condition::Implies(left, right) => any(&[self.holds(left).map(|value| !value), self.holds(right)]),
            Condition::Iff(left, right) => Some(self.holds(left)? == self.holds(right)?),
            Condition::Count { low, high, of } => {
                let parts: Vec<Option<bool>> = of.iter().map(|part| self.holds(part)).collect();
                let least = parts.iter().filter(|part| **part == Some(true)).count();
                let most = parts.iter().filter(|part| **part != Some(false)).count();
                let (low, high) = (*low as usize, *high as usize);
                match (most < low || least > high, low <= least && most <= high) {
                    (true, _) => Some(false),
                    (_, true) => Some(true),
                    _ => None,
                }
            }
        }
    }

    /// Returns whether a fact is true; with a party, whether that party signs it.
    fn fact(&mut self, fact: FactId, signed_by: Option<PartyId>) -> Option<bool> {
        if let Some(known) = self.facts.get(&(fact, signed_by)) {
            return *known;
        }
        let case = self.case;
        let declared = &case.facts[fact.0];
        let counts = |via: &[InstrumentId]| {
            signed_by.is_none_or(|party| via.iter().any(|id| case.instruments[id.0].signed_by.contains(&party)))
        };
        let given = declared.given_by.iter().filter(|(point, choice)| counts(&case.point(*point).choices[*choice].via));
        let given: Vec<Option<bool>> =
            given.map(|(point, choice)| (*point == self.point).then_some(*choice == self.choice)).collect();
        let mut ways = vec![any(&given)];
        if let Some(when) = &declared.when {
            let holds = self.holds(when);
            ways.push(match signed_by {
                None => holds,
                Some(_) => {
                    let parts: Vec<Option<bool>> =
                        when.facts().into_iter().map(|part| self.fact(part, signed_by)).collect();
                    all(&[holds, any(&parts)])
                }
            });
        }
        let value = any(&ways);
        self.facts.insert((fact, signed_by), value);
        value
    }
}

fn any(parts: &[Option<bool>]) -> Option<bool> {
    if parts.contains(&Some(true)) { Some(true) } else { (!parts.contains(&None)).then_some(false) }
}

fn all(parts: &[Option<bool>]) -> Option<bool> {
    if parts.contains(&Some(false)) { Some(false) } else { (!parts.contains(&None)).then_some(true) }
}
