//! Where reports come from: which retell which, and how many independent origins stand behind them.
//!
//! Reports that go back to one report are one origin, however many there are. A report that retells two others has
//! the origins of both. Of reports that retell each other in a circle, one stands for the origin that none of them
//! names.

use crate::case::Case;
use crate::id::ReportId;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The origins of all reports of a case.
#[derive(Debug, Clone)]
pub struct Origins {
    behind: Vec<Rc<BTreeSet<ReportId>>>,
}

impl Origins {
    /// Works out the origins of all reports. Cost: linear in the reports and what they retell, times the number of
    /// origins that a report has.
    pub fn of(case: &Case) -> Origins {
        let mut found: Vec<Option<Rc<BTreeSet<ReportId>>>> = vec![None; case.reports.len()];
        let mut entered = vec![false; case.reports.len()];
        for start in 0..case.reports.len() {
            let mut path = vec![start];
            while let Some(&at) = path.last() {
                let retold = &case.reports[at].retells;
                let next = retold.iter().find(|report| found[report.0].is_none() && !entered[report.0]);
                match next {
                    Some(next) if found[at].is_none() => {
                        entered[at] = true;
                        path.push(next.0);
                    }
                    _ => {
                        entered[at] = true;
                        if found[at].is_none() {
                            found[at] = Some(joined(at, retold, &found));
                        }
                        path.pop();
                    }
                }
            }
        }
        Origins { behind: found.into_iter().map(Option::unwrap_or_default).collect() }
    }

    /// Returns the reports at the bottom of what a report retells; the report itself where it retells none.
    pub fn behind(&self, report: ReportId) -> &BTreeSet<ReportId> {
        &self.behind[report.0]
    }

    /// Returns the independent origins behind several reports.
    pub fn behind_all(&self, reports: impl IntoIterator<Item = ReportId>) -> BTreeSet<ReportId> {
        reports.into_iter().flat_map(|report| self.behind(report).iter().copied()).collect()
    }
}

/// Returns the origins of a report from those of the reports that it retells. One whose own are still being worked out
/// closes a circle and stands for its origin.
fn joined(at: usize, retold: &[ReportId], found: &[Option<Rc<BTreeSet<ReportId>>>]) -> Rc<BTreeSet<ReportId>> {
    match retold {
        [] => Rc::new(BTreeSet::from([ReportId(at)])),
        [only] => found[only.0].clone().unwrap_or_else(|| Rc::new(BTreeSet::from([*only]))),
        several => {
            let mut all = BTreeSet::new();
            for report in several {
                match &found[report.0] {
                    Some(behind) => all.extend(behind.iter().copied()),
                    None => {
                        all.insert(*report);
                    }
                }
            }
            Rc::new(all)
        }
    }
}
