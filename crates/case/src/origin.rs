//! Where reports come from: which retell which, and how many independent origins stand behind them.
//!
//! Reports that go back to one report are one origin, however many there are. A report that retells two others has
//! the origins of both.

use crate::case::Case;
use crate::id::ReportId;
use std::collections::BTreeSet;

/// Returns the reports at the bottom of what a report retells; the report itself where it retells none. Reports that
/// retell each other in a circle are their own origins. Cost: linear in the reports behind it.
pub fn origins(case: &Case, report: ReportId) -> BTreeSet<ReportId> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::from([report]);
    let mut open = vec![report];
    while let Some(next) = open.pop() {
        let retold = &case.reports[next.0].retells;
        if retold.is_empty() {
            found.insert(next);
        }
        open.extend(retold.iter().copied().filter(|&report| seen.insert(report)));
    }
    if found.is_empty() { seen } else { found }
}

/// Returns the independent origins behind several reports.
pub fn origins_of(case: &Case, reports: impl IntoIterator<Item = ReportId>) -> BTreeSet<ReportId> {
    reports.into_iter().flat_map(|report| origins(case, report)).collect()
}
