//! What holds only where a question says so.

use crate::actor::Speaker;
use crate::evidence::Evidence;
use crate::share::Share;
use crate::stance::{Link, Preference, Stance, Valuation, WalkAway};
use zopa_syntax::span::Span;

/// A named assumption: entries that count as the latest of all when a question is asked under it.
#[derive(Debug, Clone)]
pub struct Assumption {
    /// Where it is entered.
    pub site: Span,
    /// Its name in the record.
    pub name: String,
    /// Its title, or its name.
    pub title: String,
    /// The stances that it adds.
    pub stances: Vec<Stance>,
    /// The links that it adds.
    pub links: Vec<Link>,
    /// The values that it puts in place.
    pub valuations: Vec<Valuation>,
    /// The preferences that it puts in place.
    pub preferences: Vec<Preference>,
    /// The walk-away values that it puts in place.
    pub walk_aways: Vec<WalkAway>,
    /// Who makes it.
    pub by: Option<Speaker>,
    /// The reason given.
    pub because: Option<String>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Who may be told.
    pub share: Option<Share>,
}
