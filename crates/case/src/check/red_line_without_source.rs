//! A red line that stands on nothing and that nobody set.

use crate::stance::Verb;
use crate::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "red-line-without-source",
    severity: Severity::Warning,
    page: include_str!("red_line_without_source.md"),
};

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    for stance in case.stances.iter().filter(|stance| stance.verb == Verb::RedLine) {
        if stance.basis.is_some() || stance.mandator.is_some() {
            continue;
        }
        let party = &case.party(stance.party).name;
        let called = stance.line.map_or_else(String::new, |line| format!(" `{}`", case.lines[line.0].name));
        findings.push(
            Diagnostic::new(
                &RULE,
                stance.site,
                format!("{party}'s red line{called} has neither a basis nor a mandator"),
            )
            .hint("say what it stands on (`basis constitutional`) or who set it and may lift it (`mandator WHO`)"),
        );
    }
}
