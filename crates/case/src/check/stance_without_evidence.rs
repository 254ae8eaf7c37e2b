//! A stance that rests on nothing.

use crate::stance::Verb;
use crate::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "stance-without-evidence",
    severity: Severity::Warning,
    page: include_str!("stance_without_evidence.md"),
};

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    for stance in view.case.stances.iter().filter(|stance| stance.evidence.is_empty()) {
        let party = &view.case.party(stance.party).name;
        let verb = match stance.verb {
            Verb::RedLine => "red line",
            other => other.word(),
        };
        findings.push(
            Diagnostic::new(&RULE, stance.site, format!("nothing shows that {party} holds this ({verb})"))
                .hint("cite the passage: `evidence REPORT \"words as printed\" by SPEAKER`"),
        );
    }
}
