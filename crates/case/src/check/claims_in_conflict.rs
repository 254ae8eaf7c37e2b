//! Rival read-outs: claims that cannot both be right.

use crate::case::Case;
use crate::cited::Cited;
use crate::evidence::Claim;
use crate::rival::rivals;
use crate::subject::Topic;
use crate::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "claims-in-conflict", severity: Severity::Warning, page: include_str!("claims_in_conflict.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    for (&later, rivals) in &rivals(view) {
        let later = &case.claims[later];
        let Some(topic) = Topic::of(later) else { continue };
        let message = format!("rival read-outs of `{}`: here {}", topic.name(case), words(later));
        let mut finding = Diagnostic::new(&RULE, later.site, message).here(told(case, later));
        for &rival in rivals {
            let rival = &case.claims[rival];
            finding = finding.also(rival.site, told(case, rival));
        }
        findings.push(finding.hint("keep both claims and ask both sides; only `agrees` of each party settles it"));
    }
}

fn words(claim: &Claim) -> String {
    format!("{}{}", if claim.denied { "not " } else { "" }, claim.saying.word())
}

fn told(case: &Case, claim: &Claim) -> String {
    format!("{}: {}, {}", words(claim), Cited::in_claim(claim).title(case), claim.date)
}
