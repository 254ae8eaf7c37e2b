//! A guarantor that guarantees nothing.

use crate::actor::Role;
use crate::id::PartyId;
use crate::view::View;
use std::collections::BTreeSet;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "idle-guarantor", severity: Severity::Warning, page: include_str!("idle_guarantor.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    let committed: BTreeSet<PartyId> =
        case.instruments.iter().flat_map(|instrument| instrument.guaranteed_by.iter().copied()).collect();
    for (at, party) in case.parties.iter().enumerate() {
        if party.is(Role::Guarantor) && !committed.contains(&PartyId(at)) {
            let name = &party.name;
            findings.push(
                Diagnostic::new(&RULE, party.site, format!("{name} is a guarantor and guarantees no instrument")).hint(
                    format!(
                        "write `guaranteed-by {name}` on the instrument, or take the role away until it commits itself"
                    ),
                ),
            );
        }
    }
}
