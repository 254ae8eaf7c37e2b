//! A red line that no package can ever make binding.

use crate::actor::Role;
use crate::id::{InstrumentId, PartyId};
use crate::stance::Verb;
use crate::view::View;
use std::collections::BTreeSet;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "idle-red-line", severity: Severity::Warning, page: include_str!("idle_red_line.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    let used: BTreeSet<InstrumentId> =
        case.points.iter().flat_map(|point| &point.choices).flat_map(|choice| choice.via.iter().copied()).collect();
    let signing: BTreeSet<PartyId> =
        used.iter().flat_map(|instrument| case.instruments[instrument.0].signed_by.iter().copied()).collect();
    for stance in case.stances.iter().filter(|stance| stance.verb == Verb::RedLine) {
        let party = case.party(stance.party);
        if party.is(Role::Principal) || signing.contains(&stance.party) {
            continue;
        }
        let name = &party.name;
        findings.push(
            Diagnostic::new(
                &RULE,
                stance.site,
                format!("{name} signs nothing that an option uses, so this never binds"),
            )
            .also(party.site, format!("{name} is no principal"))
            .hint(format!(
                "enact an option `via` an instrument `signed-by {name}`, or record the line as a `demand` or `opposes`"
            )),
        );
    }
}
