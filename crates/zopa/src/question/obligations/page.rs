//! The obligations to read.

use super::{Obligation, Obligations};
use crate::page::{Line, Page, as_of};
use zopa_case::case::Case;

impl Obligations {
    /// Returns the answer as a page.
    pub fn page(&self, case: &Case) -> Page {
        let mut page = Page::new(format!("Implementation matrix: {}", self.title));
        page.mark.clone_from(&case.handling);
        page.paragraph(as_of(&self.as_of, &self.assumptions).then(self.about()));
        page.nested(self.rows.iter().filter(|row| row.settlement.is_some()).map(told));
        let open: Vec<&str> =
            self.rows.iter().filter(|row| row.settlement.is_none()).map(|row| row.title.as_str()).collect();
        if !open.is_empty() {
            page.paragraph(Line::strong("Not settled: ").then(format!("{}.", open.join("; "))));
        }
        if !self.steps.is_empty() {
            page.heading("Before the instruments bind");
            let rows = self.steps.iter().map(|step| {
                vec![
                    Line::plain(step.instrument.clone()),
                    Line::plain(format!("{}: {}", step.party, step.step)).cite(&step.cite),
                    Line::plain(step.needs.join("; ")),
                    Line::plain(step.lead.clone().unwrap_or_default()),
                    Line::plain(step.earliest.clone().unwrap_or_default()),
                    Line::plain(step.expires.clone().unwrap_or_default()),
                ]
            });
            page.table(&["Instrument", "Step", "Needs", "Lead", "Earliest", "Lapses"], rows.collect());
        }
        if !self.deadlines.is_empty() {
            page.heading("Deadlines");
            page.list(self.deadlines.iter().map(|due| {
                let about = if due.about { "about " } else { "" };
                let party = due.party.as_ref().map(|party| format!("{party}: ")).unwrap_or_default();
                let because = due.because.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
                Line::plain(format!("{about}{} ", due.date))
                    .then(format!("{party}{}{because}", due.title))
                    .cite(&due.cite)
            }));
        }
        page
    }

    /// Returns of what this is the matrix.
    pub(super) fn about(&self) -> String {
        match &self.draft {
            Some(draft) => format!("What “{draft}” would bring."),
            None => "What every principal has confirmed.".to_string(),
        }
    }
}

fn told(row: &Obligation) -> (Line, Vec<Line>) {
    let clause = row.clause.as_ref().map(|clause| format!("{clause} ")).unwrap_or_default();
    let settlement = row.settlement.clone().unwrap_or_default();
    let head = Line::strong(format!("{clause}{}", row.title)).then(format!(": {settlement}"));
    let head = if row.agreed { head.then(" ").state(row.state()) } else { head };
    let head = row.cite.iter().fold(head, |head, cite| head.cite(cite));
    let parts = [
        ("Instrument", &row.instruments),
        ("Trigger", &row.triggers),
        ("Timing", &row.timing),
        ("Responsible", &row.responsible),
        ("Guarantor", &row.guarantors),
        ("Witness", &row.witnesses),
        ("Remarks", &row.remarks),
    ];
    let said = parts.into_iter().filter(|(_, words)| !words.is_empty());
    (head, said.map(|(what, words)| Line::plain(format!("{what}: {}", words.join("; ")))).collect())
}
