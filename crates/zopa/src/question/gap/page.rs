//! The gaps to read.

use super::{Gap, GapPoint};
use crate::page::{Line, Page, as_of};
use crate::question::clash::Zone;
use crate::words::party_title;
use zopa_case::case::Case;

impl Gap {
    /// Returns the answer as a page.
    pub fn page(&self, case: &Case) -> Page {
        let mut page = Page::new(format!("How far apart: {}", self.title));
        page.mark.clone_from(&case.handling);
        let zone = match self.zone {
            Zone::Open => "A deal exists.",
            Zone::Empty => "No deal exists as things stand.",
            Zone::Unknown => "Whether a deal exists is not known.",
        };
        let agreed = match self.agreed {
            0 => String::new(),
            1 => " 1 point is agreed and left out.".to_string(),
            several => format!(" {several} points are agreed and left out."),
        };
        page.paragraph(as_of(&self.as_of, &self.assumptions).then(format!("{zone}{agreed}")));
        if !self.complete {
            page.paragraph(Line::strong("The search for clashes ended early: there may be other ways out."));
        }
        if self.points.is_empty() {
            page.paragraph(Line::plain("No point is in what was asked for."));
        }
        page.nested(self.points.iter().map(|point| told(case, point)));
        page.paragraph(Line::default().faint(
            "Distances are on each point alone, between what the sides ask for, offer, accept or have confirmed; \
             what links points is told by `zopa clash`.",
        ));
        page
    }
}

fn told(case: &Case, point: &GapPoint) -> (Line, Vec<Line>) {
    let head = Line::strong(point.standing.title.clone())
        .faint(format!(" ({}) ", point.standing.point))
        .state(point.standing.state)
        .then(format!(": {}", point.distance.words));
    let mut under: Vec<Line> =
        point.ways.iter().map(|way| Line::plain("Who must move: ").then(way.how.clone())).collect();
    for side in &point.sides {
        let line = Line::default().bold(party_title(case, &side.party)).then(format!(": {}", side.holds.join("; ")));
        under.push(side.cites.iter().fold(line, |line, cite| line.cite(cite)));
    }
    for offer in &point.offers {
        let words = format!("On the table from {}: {}", party_title(case, &offer.party), offer.words);
        under.push(Line::plain(words).cite(&offer.cite));
    }
    (head, under)
}
