//! A red line that no later entry can refer to.

use crate::view::View;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "unnamed-red-line", severity: Severity::Warning, page: include_str!("unnamed_red_line.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    for line in view.case.lines.iter().filter(|line| line.derived) {
        let party = &view.case.party(line.party).name;
        findings.push(
            Diagnostic::new(
                &RULE,
                line.site,
                format!("this red line has no name; it is called `{}` for now", line.name),
            )
            .hint(format!("name it: `stance {party} red-line NAME : …`")),
        );
    }
}
