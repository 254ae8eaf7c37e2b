//! A step that waits for something the record does not know.

use crate::ratification::Needed;
use crate::view::View;
use std::collections::BTreeMap;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};
use zopa_syntax::form::Space;
use zopa_syntax::span::Span;

pub(super) static RULE: Rule =
    Rule { name: "unknown-milestone", severity: Severity::Warning, page: include_str!("unknown_milestone.md") };

/// For how many names a similar one is looked for: each is held against all names of steps and facts.
const SUGGESTIONS_MAX: usize = 20;

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    let mut milestones: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for need in case.steps.iter().flatten().flat_map(|step| &step.needs) {
        if let Needed::Milestone(name) = &need.what {
            milestones.entry(name).or_default().push(need.site);
        }
    }
    for (at, (name, sites)) in milestones.into_iter().enumerate() {
        let mut sites = sites.into_iter();
        let Some(first) = sites.next() else { continue };
        let finding = Diagnostic::new(&RULE, first, format!("neither a step nor a fact is called `{name}`"))
            .hint("name the step that it is (`ratify … as NAME`), or declare a `fact`");
        let finding = sites.fold(finding, |finding, site| finding.also(site, "waited for here too"));
        let known = case.names.all(Space::Step).chain(case.facts.iter().map(|fact| fact.name.as_str()));
        findings.push(if at < SUGGESTIONS_MAX { finding.did_you_mean(name, known) } else { finding });
    }
}
