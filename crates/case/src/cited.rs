//! What evidence and claims have in common: somebody is cited from a report.

use crate::actor::{Actor, Speaker};
use crate::case::Case;
use crate::evidence::{Claim, Evidence};
use crate::id::{PartyId, ReportId};
use zopa_syntax::span::Span;

/// Somebody cited from a report.
#[derive(Debug, Clone, Copy)]
pub struct Cited<'a> {
    /// Where it is cited.
    pub site: Span,
    /// The report.
    pub report: ReportId,
    /// Who said it.
    pub speaker: Option<&'a Speaker>,
    /// The side named by `from`.
    pub from: Option<PartyId>,
    /// Whether the speaker is not named.
    pub anonymous: bool,
}

impl<'a> Cited<'a> {
    /// Returns who is cited as evidence.
    pub fn in_evidence(evidence: &'a Evidence) -> Cited<'a> {
        Cited {
            site: evidence.site,
            report: evidence.report,
            speaker: evidence.speaker.as_ref(),
            from: evidence.side,
            anonymous: evidence.anonymous,
        }
    }

    /// Returns who is cited in a claim.
    pub fn in_claim(claim: &'a Claim) -> Cited<'a> {
        Cited {
            site: claim.site,
            report: claim.report,
            speaker: claim.speaker.as_ref(),
            from: claim.side,
            anonymous: claim.anonymous,
        }
    }

    /// Returns the side for which it was said, where known.
    pub fn side(&self, case: &Case) -> Option<PartyId> {
        self.speaker.and_then(|speaker| case.side(speaker)).or(self.from)
    }

    /// Returns whether it is the word of the party itself, alone or in a group.
    pub fn is_own_word(&self, case: &Case, party: PartyId) -> bool {
        let in_group = match self.speaker {
            Some(Speaker::Actor(Actor::Group(group))) => case.groups[group.0].members.contains(&party),
            Some(Speaker::Actor(Actor::Party(_) | Actor::Person(_)) | Speaker::Described(_)) | None => false,
        };
        in_group || self.side(case) == Some(party)
    }

    /// Returns who said it, for a reader.
    pub fn title(&self, case: &'a Case) -> &'a str {
        match (self.speaker, self.from) {
            (Some(speaker), _) => case.speaker_title(speaker),
            (None, Some(party)) => &case.party(party).title,
            (None, None) => "an unnamed speaker",
        }
    }
}
