//! What in the later draft, beside the earlier one, leads nowhere.

use super::pair::renumbered;
use super::sheet::Sheet;
use super::{Warning, WarningKind};
use zopa_text::compare::lint::{Lint, LintKind, Renumbering, lint, lint_beside};
use zopa_text::map::Map;

pub(super) fn warnings(old: &Sheet<'_>, new: &Sheet<'_>, map: &Map) -> Vec<Warning> {
    let mut found: Vec<Warning> =
        [old, new].into_iter().filter_map(|sheet| sheet.unread.as_deref()).map(unread).collect();
    if !new.has_text {
        // The record keeps the words of some clauses only: what it lacks may well be there.
        return found;
    }
    let (earlier, later) = (old.parts(), new.parts());
    let renumbering = Renumbering { became: renumbered(old, new, map) };
    let beside = if old.has_text { lint_beside(&earlier, &later, &renumbering) } else { Vec::new() };
    found.extend(lint(&later).into_iter().chain(beside).map(warning));
    found.sort_by_key(|warning| warning.kind);
    found
}

fn unread(message: &str) -> Warning {
    Warning { kind: WarningKind::Unread, clause: String::new(), message: message.to_string(), cites: Vec::new() }
}

fn warning(lint: Lint) -> Warning {
    let kind = match lint.kind {
        LintKind::BrokenReference => WarningKind::BrokenReference,
        LintKind::StaleReference => WarningKind::StaleReference,
        LintKind::UndefinedTerm => WarningKind::UndefinedTerm,
        LintKind::UnusedTerm => WarningKind::UnusedTerm,
    };
    Warning { kind, clause: lint.label, message: lint.message, cites: Vec::new() }
}
