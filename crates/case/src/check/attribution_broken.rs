//! A speaker named against the rule under which the words were given.

use super::entry::entries;
use crate::actor::{Actor, Speaker};
use crate::case::Case;
use crate::cited::Cited;
use crate::evidence::Attribution;
use crate::share::Permission;
use crate::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "attribution-broken", severity: Severity::Warning, page: include_str!("attribution_broken.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    // An entry that travels without the name, or not at all, keeps the speaker to the record.
    for entry in entries(case).iter().filter(|entry| entry.permission() >= Permission::Attributed) {
        findings.extend(entry.cites.iter().filter_map(|cited| broken(case, cited)));
    }
}

fn broken(case: &Case, cited: &Cited<'_>) -> Option<Diagnostic> {
    let report = &case.reports[cited.report.0];
    let rule = match report.attribution {
        Some(Attribution::Chatham) => Some("chatham"),
        Some(Attribution::OffRecord) => Some("off-record"),
        Some(Attribution::OnRecord | Attribution::Background | Attribution::Document) | None => None,
    };
    let named = match (cited.speaker, cited.from) {
        (Some(Speaker::Actor(_)), _) => Some(cited.title(case)),
        (Some(Speaker::Described(_)) | None, from) => from.map(|party| case.party(party).title.as_str()),
    };
    let is_person = matches!(cited.speaker, Some(Speaker::Actor(Actor::Person(_))));
    if let (Some(rule), Some(named)) = (rule, named) {
        let message = format!("{named} is named, and the report is `{rule}`");
        let finding = Diagnostic::new(&RULE, cited.site, message)
            .also(report.site, "given on this condition")
            .hint("take the name and the side away, or keep the entry to the record: `share unattributed` or narrower");
        return Some(finding);
    }
    (cited.anonymous && is_person).then(|| {
        Diagnostic::new(&RULE, cited.site, format!("{} is named, and marked `anonymous`", cited.title(case)))
            .hint("describe the speaker (`by \"an official\" from PARTY`), or drop `anonymous`")
    })
}
