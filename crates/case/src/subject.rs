//! What claims and stances are about, so that those about the same can be found.

use crate::case::Case;
use crate::condition::Condition;
use crate::evidence::{Claim, Subject};
use crate::id::{DraftId, FactId, PointId};

/// Exactly what a claim is about: claims with the same topic can contradict each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// A draft as a whole.
    Draft(DraftId),
    /// A point as a whole.
    Point(PointId),
    /// An expression, in the words of the language.
    Stated(String),
}

impl Topic {
    /// Returns the topic of a claim, where it has a subject.
    pub fn of(claim: &Claim) -> Option<Topic> {
        claim.subject.as_ref().map(|subject| match subject {
            Subject::Draft(draft) => Topic::Draft(*draft),
            Subject::Point(point) => Topic::Point(*point),
            Subject::Stated(stated) => Topic::Stated(stated.text()),
        })
    }

    /// Returns what it is called in the record.
    pub fn name<'a>(&'a self, case: &'a Case) -> &'a str {
        match self {
            Topic::Draft(draft) => &case.drafts[draft.0].name,
            Topic::Point(point) => &case.point(*point).name,
            Topic::Stated(text) => text,
        }
    }
}

/// A thing that something said can concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// A draft.
    Draft(DraftId),
    /// A point.
    Point(PointId),
    /// A fact.
    Fact(FactId),
}

/// Returns what a claim concerns: what it is about, or else the points that it names besides.
pub fn matters_of_claim(claim: &Claim) -> Vec<Matter> {
    match &claim.subject {
        Some(Subject::Draft(draft)) => vec![Matter::Draft(*draft)],
        Some(Subject::Point(point)) => vec![Matter::Point(*point)],
        Some(Subject::Stated(stated)) => matters_of_condition(&stated.condition),
        None => claim.on.iter().copied().map(Matter::Point).collect(),
    }
}

/// Returns what a condition is about, as it names it.
pub fn matters_of_condition(condition: &Condition) -> Vec<Matter> {
    let points = condition.points().into_iter().map(Matter::Point);
    points.chain(condition.facts().into_iter().map(Matter::Fact)).collect()
}
