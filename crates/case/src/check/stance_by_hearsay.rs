//! A stance that rests only on what others say.

use crate::case::Case;
use crate::cited::Cited;
use crate::stance::Stance;
use crate::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "stance-by-hearsay", severity: Severity::Warning, page: include_str!("stance_by_hearsay.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    for stance in case.stances.iter().filter(|stance| !stance.evidence.is_empty()) {
        let cited: Vec<Cited<'_>> = stance.evidence.iter().map(Cited::in_evidence).collect();
        if !cited.iter().all(|cited| is_hearsay(case, stance, cited)) {
            continue;
        }
        let party = &case.party(stance.party).name;
        let mut finding =
            Diagnostic::new(&RULE, stance.site, format!("nobody on {party}'s own side is cited for this stance"));
        for cited in cited {
            finding = finding.also(cited.site, format!("the word of {}", cited.title(case)));
        }
        findings.push(finding.hint(format!("cite somebody of {party}, or enter a `claim … of {party}` instead")));
    }
}

/// Returns whether a speaker is cited who is not known to be of the party. A passage without a speaker may be the
/// party's own paper.
fn is_hearsay(case: &Case, stance: &Stance, cited: &Cited<'_>) -> bool {
    let has_speaker = cited.speaker.is_some() || cited.from.is_some() || cited.anonymous;
    has_speaker && !cited.is_own_word(case, stance.party)
}
