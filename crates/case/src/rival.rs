//! Rival read-outs: claims that cannot both be right.
//!
//! Two claims are rivals when they have the same topic and concern the same party, one excludes the other, and both
//! speak of one moment: the same round, or at most [`WINDOW`] apart. A side that says otherwise on a later day has
//! moved; that is no rivalry.

use crate::case::Case;
use crate::cited::Cited;
use crate::evidence::{Claim, Saying};
use crate::id::PartyId;
use crate::subject::Topic;
use crate::view::{View, order};
use std::collections::{BTreeMap, BTreeSet};
use zopa_syntax::value::{Duration, TimeUnit};

/// Claims farther apart in time tell of a change rather than contradict each other.
pub const WINDOW: Duration = Duration { count: 7, unit: TimeUnit::Day };

/// Of the claims of one side that say the same, so many of the latest are held against a later one.
const RIVALS_MAX: usize = 4;

/// Returns for each claim, by its position in the case, the earlier ones that it contradicts. Cost: near linear in the
/// number of claims.
pub fn rivals(view: &View<'_>) -> BTreeMap<usize, BTreeSet<usize>> {
    let case = view.case;
    let mut by_topic: BTreeMap<(Topic, PartyId), Vec<usize>> = BTreeMap::new();
    for (at, claim) in case.claims.iter().enumerate().filter(|(_, claim)| view.sees(claim.date)) {
        let Some(topic) = Topic::of(claim) else { continue };
        for party in concerned(case, claim) {
            by_topic.entry((topic.clone(), party)).or_default().push(at);
        }
    }
    let mut found: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for mut claims in by_topic.into_values() {
        claims.sort_by_key(|&at| order(Some(case.claims[at].date), case.claims[at].site));
        let mut latest: BTreeMap<(Saying, bool, Option<PartyId>), Vec<usize>> = BTreeMap::new();
        for at in claims {
            let claim = &case.claims[at];
            let rivals = latest.values().flatten().filter(|&&earlier| conflict(case, &case.claims[earlier], claim));
            let rivals: BTreeSet<usize> = rivals.copied().collect();
            if !rivals.is_empty() {
                found.entry(at).or_default().extend(rivals);
            }
            let said = latest.entry((claim.saying, claim.denied, Cited::in_claim(claim).side(case))).or_default();
            if said.len() == RIVALS_MAX {
                said.remove(0);
            }
            said.push(at);
        }
    }
    found
}

/// Returns whose position a claim is about. That something is agreed or open is about every principal, unless it says
/// of whom; anything else about the speaker's own side.
fn concerned(case: &Case, claim: &Claim) -> Vec<PartyId> {
    match (claim.of.as_slice(), claim.saying) {
        ([], Saying::Agreed | Saying::Open) => case.principals().collect(),
        ([], _) => Cited::in_claim(claim).side(case).into_iter().collect(),
        (of, _) => of.to_vec(),
    }
}

fn conflict(case: &Case, earlier: &Claim, later: &Claim) -> bool {
    let same_day = earlier.date.last() == later.date.last();
    let near = match earlier.round.zip(later.round) {
        Some((one, other)) => one == other,
        None => WINDOW.after(earlier.date.last()).is_none_or(|end| later.date.first() <= end),
    };
    let sides = (Cited::in_claim(earlier).side(case), Cited::in_claim(later).side(case));
    // A side that says otherwise on a later day has moved.
    let moved = sides.0.is_some() && sides.0 == sides.1 && !same_day;
    near && !moved && (excludes(earlier, later) || excludes(later, earlier))
}

/// Returns whether the first claim, if true, makes the second false.
fn excludes(one: &Claim, other: &Claim) -> bool {
    if one.saying == other.saying {
        return one.denied != other.denied;
    }
    match (one.saying, one.denied) {
        (Saying::Agreed, false) => {
            matches!((other.saying, other.denied), (Saying::Open | Saying::Rejects, false) | (Saying::Accepts, true))
        }
        (Saying::Accepts, false) => other.saying == Saying::Rejects && !other.denied,
        _ => false,
    }
}
