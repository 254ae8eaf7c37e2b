//! What a conclusion rests on, to read.

use super::{Losses, Rests};
use crate::page::{Line, Page, as_of};
use crate::words::party_title;
use zopa_case::case::Case;

/// So many sets are listed on a page.
const SHOWN: usize = 40;

impl Rests {
    /// Returns the answer as a page.
    pub fn page(&self, case: &Case) -> Page {
        let mut page = Page::new(format!("What it rests on: {}", case.title));
        page.mark.clone_from(&case.handling);
        let line = as_of(&self.as_of, &self.assumptions).then("The conclusion: ").bold(self.conclusion.clone());
        match self.holds {
            Some(true) => page.paragraph(line.then(".")),
            Some(false) => {
                page.paragraph(line.then(". On this record it does not hold, so nothing can overturn it."));
                return page;
            }
            None => {
                page.paragraph(line.then(". Whether it holds is not known: the search ended at its budget."));
                return page;
            }
        }
        self.add(&mut page, "If an origin fell, and all that retells it", &self.origins);
        if self.reports.sets != self.origins.sets {
            self.add(&mut page, "If single reports fell", &self.reports);
        }
        if !self.sources.is_empty() {
            page.heading("These are");
            page.list(self.sources.iter().map(|source| {
                let publisher = source.publisher.as_ref().map(|publisher| format!(", {publisher}")).unwrap_or_default();
                let unseen = if source.unseen { ", not seen; known through others" } else { "" };
                let anonymous = if source.anonymous { ", unnamed speakers only" } else { "" };
                Line::strong(source.name.clone())
                    .then(format!(": “{}”{publisher}{unseen}{anonymous}", source.title))
                    .cite(&source.cite)
            }));
        }
        if !self.uncited.is_empty() {
            page.heading("On record without a source");
            page.list(self.uncited.iter().map(|entry| {
                Line::plain(format!("{}, {}", party_title(case, &entry.party), entry.says)).cite(&entry.cite)
            }));
        }
        page
    }

    fn add(&self, page: &mut Page, heading: &str, losses: &Losses) {
        page.heading(heading);
        let cut = if losses.complete { "" } else { " The search ended at its budget: there may be more." };
        match losses.sets.len() {
            0 => page.paragraph(Line::plain(format!("No loss overturns it.{cut}"))),
            1 => page.paragraph(Line::plain(format!("Only this loss overturns it.{cut}"))),
            number => page.paragraph(Line::plain(format!("Any of these {number} losses overturns it.{cut}"))),
        }
        page.list(losses.sets.iter().take(SHOWN).map(|set| Line::plain(self.told(set))));
        if losses.sets.len() > SHOWN {
            page.paragraph(Line::default().faint(format!("… and {} more: --format json", losses.sets.len() - SHOWN)));
        }
    }
}
