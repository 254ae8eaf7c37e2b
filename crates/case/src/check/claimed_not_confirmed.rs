//! A party's consent that only others report.

use crate::case::Case;
use crate::cited::Cited;
use crate::evidence::{Claim, Saying};
use crate::id::PartyId;
use crate::stance::Verb;
use crate::subject::{Matter, Topic, matters_of_claim, matters_of_condition};
use crate::view::View;
use std::collections::BTreeSet;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "claimed-not-confirmed", severity: Severity::Warning, page: include_str!("claimed_not_confirmed.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    let own = OwnWord::of(view);
    for claim in case.claims.iter().filter(|claim| view.sees(claim.date) && claims_consent(claim)) {
        let cited = Cited::in_claim(claim);
        let matters = matters_of_claim(claim);
        let topic = Topic::of(claim);
        let silent: Vec<PartyId> = claimed_parties(case, claim)
            .into_iter()
            .filter(|&party| !cited.is_own_word(case, party))
            .filter(|&party| !own.confirms(party, &matters) && !own.speaks(party, topic.as_ref()))
            .collect();
        if matters.is_empty() || silent.is_empty() {
            continue;
        }
        let names: Vec<&str> = silent.iter().map(|&party| case.party(party).name.as_str()).collect();
        let names = names.join(", ");
        let said = claim.saying.word();
        let message = format!("`{said}` is claimed of {names} by {} only", cited.title(case));
        let mut finding = Diagnostic::new(&RULE, claim.site, message);
        for party in silent {
            let party = case.party(party);
            finding = finding.also(party.site, format!("no confirmation by {} itself is on record", party.name));
        }
        findings.push(finding.hint(format!("ask {names}; only an `agrees` or a claim of the party's own confirms it")));
    }
}

fn claims_consent(claim: &Claim) -> bool {
    matches!(claim.saying, Saying::Agreed | Saying::Accepts) && !claim.denied
}

/// Returns whose consent is claimed: that of every principal, where it is said to be agreed and not by whom.
fn claimed_parties(case: &Case, claim: &Claim) -> Vec<PartyId> {
    if claim.of.is_empty() && claim.saying == Saying::Agreed { case.principals().collect() } else { claim.of.clone() }
}

/// What parties say for themselves.
struct OwnWord {
    confirmed: BTreeSet<(PartyId, Matter)>,
    spoken: BTreeSet<(PartyId, Topic)>,
}

impl OwnWord {
    fn of(view: &View<'_>) -> OwnWord {
        let case = view.case;
        let mut own = OwnWord { confirmed: BTreeSet::new(), spoken: BTreeSet::new() };
        for agreement in case.agreements.iter().filter(|agreement| view.sees(agreement.date)) {
            let points = agreement.settles.iter().map(|settlement| settlement.point);
            own.confirmed.extend(points.map(|point| (agreement.party, Matter::Point(point))));
        }
        for claim in case.claims.iter().filter(|claim| view.sees(claim.date)) {
            let Some(side) = Cited::in_claim(claim).side(case) else { continue };
            own.spoken.extend(Topic::of(claim).map(|topic| (side, topic)));
            if claims_consent(claim) || (claim.saying == Saying::Offers && !claim.denied) {
                own.confirmed.extend(matters_of_claim(claim).into_iter().map(|matter| (side, matter)));
            }
        }
        for stance in case.stances.iter().filter(|stance| matches!(stance.verb, Verb::Accepts | Verb::Offers)) {
            let heard = stance.evidence.iter().any(|each| Cited::in_evidence(each).is_own_word(case, stance.party));
            if let (true, Some(stated)) = (heard, &stance.holds) {
                let matters = matters_of_condition(&stated.condition);
                own.confirmed.extend(matters.into_iter().map(|matter| (stance.party, matter)));
            }
        }
        own
    }

    fn confirms(&self, party: PartyId, matters: &[Matter]) -> bool {
        matters.iter().any(|&matter| self.confirmed.contains(&(party, matter)))
    }

    /// Returns whether the party speaks on exactly this. Where it says otherwise, the claims are in conflict, which is
    /// another finding.
    fn speaks(&self, party: PartyId, topic: Option<&Topic>) -> bool {
        topic.is_some_and(|topic| self.spoken.contains(&(party, topic.clone())))
    }
}
