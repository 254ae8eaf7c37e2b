//! Expressions, resolved: what must hold of a package, in terms of points, facts and parties.

use crate::id::{FactId, PartyId, PointId};
use rust_decimal::Decimal;
use zopa_syntax::expr::{Comparison, Expr};
use zopa_syntax::print;
use zopa_syntax::span::Span;

/// What must hold of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Always, or never.
    Constant(bool),
    /// The fact is true.
    Fact(FactId),
    /// The fact comes about through an option enacted by an instrument that the party signs.
    Signs(PartyId, FactId),
    /// The point is settled at one of these choices, in ascending order.
    At(PointId, Vec<usize>),
    /// The sum of the terms compares so with the bound. Dates count in days. A point settled at an option, which has
    /// no number, makes it false, and its negation `!=` true.
    Linear {
        /// Factor and point.
        terms: Vec<(Decimal, PointId)>,
        /// How.
        comparison: Comparison,
        /// With what.
        bound: Decimal,
    },
    /// It does not hold.
    Not(Box<Condition>),
    /// All hold.
    And(Vec<Condition>),
    /// At least one holds.
    Or(Vec<Condition>),
    /// If the first holds, so does the second.
    Implies(Box<Condition>, Box<Condition>),
    /// Both hold or neither.
    Iff(Box<Condition>, Box<Condition>),
    /// The number of those that hold lies within the bounds.
    Count {
        /// At least so many.
        low: u32,
        /// At most so many.
        high: u32,
        /// Of these.
        of: Vec<Condition>,
    },
}

impl Condition {
    /// Calls `visit` on this condition and every part of it.
    pub fn walk(&self, visit: &mut impl FnMut(&Condition)) {
        visit(self);
        match self {
            Condition::Constant(_)
            | Condition::Fact(_)
            | Condition::Signs(..)
            | Condition::At(..)
            | Condition::Linear { .. } => {}
            Condition::Not(inner) => inner.walk(visit),
            Condition::And(parts) | Condition::Or(parts) | Condition::Count { of: parts, .. } => {
                parts.iter().for_each(|part| part.walk(visit));
            }
            Condition::Implies(left, right) | Condition::Iff(left, right) => {
                left.walk(visit);
                right.walk(visit);
            }
        }
    }

    /// Returns the facts that it mentions, in ascending order.
    pub fn facts(&self) -> Vec<FactId> {
        let mut found = Vec::new();
        self.walk(&mut |part| {
            if let Condition::Fact(fact) | Condition::Signs(_, fact) = part {
                found.push(*fact);
            }
        });
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Returns the points that it mentions itself, not through facts, in ascending order.
    pub fn points(&self) -> Vec<PointId> {
        let mut found = Vec::new();
        self.walk(&mut |part| match part {
            Condition::At(point, _) => found.push(*point),
            Condition::Linear { terms, .. } => found.extend(terms.iter().map(|&(_, point)| point)),
            _ => {}
        });
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// An expression as written and as resolved.
#[derive(Debug, Clone)]
pub struct Stated {
    /// As written.
    pub expr: Expr,
    /// As resolved.
    pub condition: Condition,
}

impl Stated {
    /// Returns the expression in the words of the language.
    pub fn text(&self) -> String {
        print::expr(&self.expr)
    }

    /// Returns where it stands.
    pub fn span(&self) -> Span {
        self.expr.span()
    }
}
