//! A confirmation by somebody who cannot bind the party.

use crate::actor::{Actor, Authority, Speaker};
use crate::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "beyond-authority", severity: Severity::Warning, page: include_str!("beyond_authority.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    for agreement in case.agreements.iter().filter(|agreement| !agreement.ad_referendum) {
        let Some(Speaker::Actor(Actor::Person(person))) = &agreement.speaker else { continue };
        let person = &case.persons[person.0];
        let limit = match person.authority {
            Some(Authority::AdReferendum) => "may agree ad referendum only",
            Some(Authority::Explore) => "may explore, not agree",
            Some(Authority::Nobody) => "has no authority to agree",
            Some(Authority::Full) | None => continue,
        };
        findings.push(
            Diagnostic::new(&RULE, agreement.site, format!("{} {limit}", person.name))
                .also(person.site, "the authority is recorded here")
                .hint("write `ad-referendum`, or name in `by` whoever could bind the party"),
        );
    }
}
