//! Rival read-outs: claims of one moment that cannot both be right.
//!
//! Two claims are rivals when they are about the same thing and of the same party (where they say of whom), say the
//! opposite, come from different speakers, and lie at most [`DAYS_MAX`] days apart. A party that says something else
//! later has moved; that is no rivalry.

use crate::case::Case;
use crate::evidence::{Claim, Saying, Subject};
use crate::view::View;
use std::collections::BTreeMap;

/// Claims further apart than this speak of different moments.
pub const DAYS_MAX: i32 = 14;

/// What is said of one thing, by both sides.
#[derive(Debug, Clone)]
pub struct Rivalry<'a> {
    /// Who says yes.
    pub yes: Vec<&'a Claim>,
    /// Who says no.
    pub no: Vec<&'a Claim>,
}

/// Returns the rival read-outs, by the place of their first claim.
pub fn rivalries<'a>(view: &View<'a>) -> Vec<Rivalry<'a>> {
    let mut by_topic: BTreeMap<String, Vec<(&'a Claim, bool)>> = BTreeMap::new();
    for claim in view.case.claims.iter().filter(|claim| view.sees(claim.date)) {
        if let Some((topic, yes)) = topic(claim) {
            by_topic.entry(topic).or_default().push((claim, yes));
        }
    }
    let mut found: Vec<Rivalry<'a>> = Vec::new();
    for claims in by_topic.into_values() {
        let disputed = |&&(claim, yes): &&(&'a Claim, bool)| {
            claims.iter().any(|&(other, says)| says != yes && are_rivals(view.case, claim, other))
        };
        let (yes, no): (Vec<_>, Vec<_>) = claims.iter().filter(disputed).partition(|(_, yes)| *yes);
        if !yes.is_empty() {
            let plain = |side: Vec<&(&'a Claim, bool)>| side.into_iter().map(|&(claim, _)| claim).collect();
            found.push(Rivalry { yes: plain(yes), no: plain(no) });
        }
    }
    found.sort_by_key(|rivalry| rivalry.yes.iter().chain(&rivalry.no).map(|claim| claim.site).min());
    found
}

/// Returns what a claim is about and whether it says yes to it.
fn topic(claim: &Claim) -> Option<(String, bool)> {
    let about = match claim.subject.as_ref()? {
        Subject::Draft(draft) => format!("draft {}", draft.0),
        Subject::Point(point) => format!("point {}", point.0),
        Subject::Stated(stated) => format!("{:?}", stated.condition),
    };
    let (kind, yes) = match claim.saying {
        Saying::Agreed | Saying::Accepts => ("acceptance", true),
        Saying::Open | Saying::Rejects => ("acceptance", false),
        other => (other.word(), true),
    };
    Some((format!("{kind} {about}"), yes != claim.denied))
}

fn are_rivals(case: &Case, a: &Claim, b: &Claim) -> bool {
    let same_party = a.of.is_empty() || b.of.is_empty() || a.of.iter().any(|party| b.of.contains(party));
    let days = a.date.last().until(b.date.last()).map_or(i32::MAX, |span| span.get_days().abs());
    same_party && days <= DAYS_MAX && !same_speaker(case, a, b)
}

fn same_speaker(case: &Case, a: &Claim, b: &Claim) -> bool {
    let side = |claim: &Claim| claim.side.or_else(|| claim.speaker.as_ref().and_then(|speaker| case.side(speaker)));
    match (&a.speaker, &b.speaker) {
        (Some(one), Some(other)) => one == other || (side(a).is_some() && side(a) == side(b) && a.date != b.date),
        _ => false,
    }
}
