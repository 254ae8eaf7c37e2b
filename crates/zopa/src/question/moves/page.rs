//! Movements to read.

use super::{Movement, Movements, Moves};
use crate::page::{Line, Page, day};
use crate::question::clash::Zone;
use crate::standing::listed;
use crate::words::party_title;
use zopa_case::case::Case;

impl Moves {
    /// Returns the answer as a page.
    pub fn page(&self, case: &Case) -> Page {
        let mut page = Page::new(format!("Who moved: {}", case.title));
        page.mark.clone_from(&case.handling);
        let since = self.since.as_ref().map(|since| format!(", after {since}")).unwrap_or_default();
        page.paragraph(Line::plain(format!("As of {}{since}.", day(&self.as_of))));
        if self.movements.is_empty() {
            page.paragraph(Line::plain("Nobody moved."));
        }
        page.list(self.movements.iter().map(|movement| line(case, movement)));
        if !self.timeline.is_empty() {
            page.heading("The zone over time");
            let rows = self.timeline.iter().map(|moment| {
                let clashes: Vec<String> = moment.clashes.iter().map(|clash| clash.join(" + ")).collect();
                let zone = match moment.zone {
                    Zone::Open => "a deal exists",
                    Zone::Empty => "no deal",
                    Zone::Unknown => "not known",
                };
                vec![Line::plain(moment.date.clone()), Line::plain(zone), Line::plain(clashes.join("; "))]
            });
            page.table(&["From", "Zone", "Clashes"], rows.collect());
        }
        if self.dates_left_out > 0 {
            page.paragraph(Line::default().faint(format!("{} earlier dates are left out.", self.dates_left_out)));
        }
        page
    }
}

/// Returns one movement as a line.
pub fn line(case: &Case, movement: &Movement) -> Line {
    let party = party_title(case, &movement.party);
    let head = Line::plain(format!("{} ", movement.date)).bold(party);
    let (from, to) = (movement.from.as_deref().unwrap_or_default(), movement.to.as_deref().unwrap_or_default());
    let told = match movement.kind {
        Movements::New => format!(", new: {to}"),
        Movements::Restated => format!(" moved from {from} to {to}"),
        Movements::Softened => format!(" softened: from {from} to {to}"),
        Movements::Hardened => format!(" hardened: from {from} to {to}"),
        Movements::Relaxed => format!(" softened {from}: now {to}"),
        Movements::Dropped => format!(" dropped {from}"),
        Movements::Expired => format!(": {from} ran out"),
        Movements::Confirmed => format!(" {to}"),
        Movements::Reopened => format!(" took its confirmation back on {}", movement.points.join(", ")),
    };
    let towards: Vec<&str> = movement.towards.iter().map(|name| party_title(case, name)).collect();
    let line = head.then(told);
    let line = if towards.is_empty() { line } else { line.then(format!("; towards {}", listed(&towards))) };
    line.cite(&movement.cite)
}
