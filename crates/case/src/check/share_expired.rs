//! A permission to tell others that has run out.

use super::entry::entries;
use crate::view::View;
use jiff::civil;
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { name: "share-expired", severity: Severity::Warning, page: include_str!("share_expired.md") };

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    // Where nothing is dated the view is of the end of time, against which no permission can be held.
    if view.as_of == civil::Date::MAX {
        return;
    }
    for share in entries(view.case).iter().filter_map(|entry| entry.share) {
        let Some(until) = share.until else { continue };
        if until.last() < view.as_of {
            let message =
                format!("the permission `{}` ended on {until}, before {}", share.permission.word(), view.as_of);
            findings.push(
                Diagnostic::new(&RULE, share.site, message)
                    .hint("ask again and enter the new `until`, or narrow it: `share mediator` or `share none`"),
            );
        }
    }
}
