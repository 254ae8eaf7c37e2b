//! The grid to read: point by point, for a terminal as well as for paper.

use super::{Grid, Held, Source};
use crate::cell::{BETWEEN, NOTHING};
use crate::page::{Line, Page, State, as_of};
use zopa_case::case::Case;

impl Grid {
    /// Returns the answer as a page.
    pub fn page(&self, case: &Case) -> Page {
        let mut page = Page::new(format!("Who holds what: {}", self.title));
        page.mark.clone_from(&case.handling);
        page.paragraph(as_of(&self.as_of, &self.assumptions).then(format!(
            "{} points, {} parties; a party that is not named has no position on record.",
            self.rows.len(),
            self.parties.len()
        )));
        if !self.complete {
            page.paragraph(Line::strong(
                "The search for clashes ended early: a point shown as open may be blocked. Ask with a larger --budget.",
            ));
        }
        if self.rows.is_empty() {
            page.paragraph(Line::plain("No point is in what was asked for."));
        }
        let mut chapter: Option<&str> = None;
        let mut items = Vec::new();
        for row in &self.rows {
            let own = row.standing.chapter.as_deref().unwrap_or("Points");
            if chapter != Some(own) {
                page.nested(std::mem::take(&mut items));
                page.heading(own);
                chapter = Some(own);
            }
            let head = Line::strong(row.standing.title.clone())
                .faint(format!(" ({}) ", row.standing.point))
                .state(row.standing.state);
            // Why a point is open is what stands below it.
            let head = match row.standing.state {
                State::Open => head,
                State::Agreed | State::Close | State::Blocked => head.then(format!(": {}", row.standing.because)),
            };
            let mut under = Vec::new();
            for party in &self.parties {
                let cell = row.cells.iter().find(|cell| cell.party == party.name);
                under.extend(cell.into_iter().flat_map(|cell| &cell.held).map(|held| line(&party.title, held)));
            }
            if under.is_empty() {
                under.push(Line::default().faint(NOTHING));
            }
            for tabled in row.drafts.iter().filter(|tabled| tabled.standing) {
                let words = format!(", clause {}: {}", tabled.clause, tabled.settlement);
                under.push(Line::plain(format!("Draft “{}”{words}", tabled.title)).cite(&tabled.cite));
            }
            items.push((head, under));
        }
        page.nested(items);
        page
    }
}

fn line(party: &str, held: &Held) -> Line {
    let line = Line::default().bold(party).then(format!(" {}", held.text));
    line.faint(format!("{BETWEEN}{}", reported(held))).cite(&held.cite)
}

/// Returns since when something is held and which reports say so, in a line that is not read back.
pub(super) fn reported(held: &Held) -> String {
    let mut parts = vec![held.since.clone().unwrap_or_else(|| "assumed".to_string())];
    let mut reports: Vec<String> = Vec::new();
    for source in &held.sources {
        let report = short(source);
        if !reports.contains(&report) {
            reports.push(report);
        }
    }
    parts.push(if reports.is_empty() { "no source on record".to_string() } else { reports.join(", ") });
    parts.extend(held.until.as_ref().map(|until| format!("until {until}")));
    if !held.relaxed_by.is_empty() {
        parts.push(format!("relaxed by {}", held.relaxed_by.join(", ")));
    }
    parts.join(BETWEEN)
}

fn short(source: &Source) -> String {
    match &source.grade {
        Some(grade) => format!("{} {grade}", source.report),
        None => source.report.clone(),
    }
}
