//! A ratification step without its body, its threshold or its lead time.

use crate::ratification::Step;
use crate::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "ratify-incomplete", severity: Severity::Warning, page: include_str!("ratify_incomplete.md") };

/// The bodies that vote, so that a threshold decides.
const VOTING: &[&str] = &["referendum", "chamber", "parliament"];

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    for step in view.case.steps.iter().flatten() {
        let missing = missing(step);
        if !missing.is_empty() {
            let words: Vec<&str> = missing.iter().map(|(words, _)| *words).collect();
            let clauses: Vec<&str> = missing.iter().map(|(_, clause)| *clause).collect();
            findings.push(
                Diagnostic::new(&RULE, step.site, format!("the step does not say {}", words.join(", nor ")))
                    .hint(format!("add {}", clauses.join(" and "))),
            );
        }
    }
}

fn missing(step: &Step) -> Vec<(&'static str, &'static str)> {
    let votes = step.body.as_deref().is_some_and(|body| VOTING.contains(&body));
    let mut missing = Vec::new();
    if step.body.is_none() {
        missing.push(("who decides", "`by BODY`"));
    }
    if votes && step.threshold.is_none() {
        missing.push(("what share of votes it needs", "`threshold 50%`"));
    }
    if step.lead.is_none() {
        missing.push(("how long it takes", "`lead 30 days`"));
    }
    missing
}
