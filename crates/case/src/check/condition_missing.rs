//! An offer that relaxes a red line on no condition.

use crate::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "condition-missing", severity: Severity::Warning, page: include_str!("condition_missing.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let case = view.case;
    for stance in case.stances.iter().filter(|stance| !stance.relaxes.is_empty() && stance.condition.is_none()) {
        let party = &case.party(stance.party).name;
        let mut finding = Diagnostic::new(
            &RULE,
            stance.site,
            format!("{party} gives a red line away and asks for nothing in return"),
        );
        for line in &stance.relaxes {
            let line = &case.lines[line.0];
            finding = finding.also(line.site, format!("`{}` is relaxed without a condition", line.name));
        }
        findings.push(
            finding.hint("add the condition, `if EXPRESSION`; if there is none, draw the red line anew under its name"),
        );
    }
}
