//! A point that is on nobody's paper.

use crate::id::PointId;
use crate::view::View;
use std::collections::BTreeSet;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "unsettled-point", severity: Severity::Warning, page: include_str!("unsettled_point.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    let drafts = view.drafts();
    let Some((_, latest)) = drafts.last() else { return };
    let clauses = || drafts.iter().flat_map(|(_, draft)| &draft.clauses);
    let settled = clauses().flat_map(|clause| clause.settles.iter().map(|settlement| settlement.point));
    let named: BTreeSet<PointId> = settled.chain(clauses().flat_map(|clause| clause.on.iter().copied())).collect();
    for (at, point) in case.points.iter().enumerate() {
        if !named.contains(&PointId(at)) {
            let name = &point.name;
            findings.push(
                Diagnostic::new(&RULE, point.site, format!("no draft settles `{name}`, nor says that it does not"))
                    .also(latest.site, "the latest draft")
                    .hint(format!(
                        "enter the clause that does: `NUMBER {name} = …`; if it only touches it, `NUMBER on {name}`"
                    )),
            );
        }
    }
}
