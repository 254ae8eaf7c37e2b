//! The gaps as a sheet, with a column for ideas.

use super::{Gap, GapPoint};
use crate::question::grid::state;
use crate::words::party_title;
use crate::workbook::{headed, named, outside, title};
use zopa_case::case::Case;
use zopa_text::sheet::{Cell, Face, Look, Piece, Sheet};

const COLUMNS: &[(&str, u16)] = &[
    ("Chapter", 14),
    ("Point", 26),
    ("State", 20),
    ("Steps apart", 9),
    ("Distance", 24),
    ("Who must move", 38),
    ("What each side holds", 52),
    ("Conditional offers on record", 40),
    ("Bridging idea", 40),
];

impl Gap {
    /// Returns the answer as a sheet.
    pub fn sheet(&self, case: &Case) -> Sheet {
        let mut rows = vec![
            vec![title(format!("Gaps: {}", self.title))],
            vec![outside(format!(
                "As of {}. Distances are on each point alone. {} points are agreed and left out. \
                 The last column is to be filled in.",
                crate::page::day(&self.as_of),
                self.agreed
            ))],
        ];
        if !self.complete {
            rows.push(vec![outside("The search for clashes ended early: there may be other ways out.")]);
        }
        let above = rows.len();
        rows.push(COLUMNS.iter().map(|(word, _)| headed(word)).collect());
        let mut chapter = None;
        for point in &self.points {
            let own = point.standing.chapter.as_deref().unwrap_or_default();
            let look = if chapter.replace(own) == Some(own) { Look::Faint } else { Look::Strong };
            let mut row = vec![Cell::text(own).look(look)];
            row.extend(cells(case, point));
            rows.push(row);
        }
        let widths = COLUMNS.iter().map(|(_, width)| *width).collect();
        Sheet { name: "Gaps".to_string(), widths, above, head: true, beside: 2, rows }
    }
}

fn cells(case: &Case, point: &GapPoint) -> Vec<Cell> {
    let ways: Vec<&str> = point.ways.iter().map(|way| way.how.as_str()).collect();
    let mut sides = Vec::new();
    let mut cites = Vec::new();
    for (at, side) in point.sides.iter().enumerate() {
        let gap = if at > 0 { "\n" } else { "" };
        let party = party_title(case, &side.party);
        sides.push(Piece { text: format!("{gap}{party}: "), face: Face::Strong });
        sides.push(Piece { text: side.holds.join("; "), face: Face::Plain });
        let own: Vec<String> = side.cites.iter().map(ToString::to_string).collect();
        cites.push(format!("{party}: {}", own.join(", ")));
    }
    let offers: Vec<String> =
        point.offers.iter().map(|offer| format!("{}: {}", party_title(case, &offer.party), offer.words)).collect();
    let offered: Vec<String> = point.offers.iter().map(|offer| offer.cite.to_string()).collect();
    let on_record = |cites: &[String]| match cites {
        [] => String::new(),
        cites => format!("on record:\n{}", cites.join("\n")),
    };
    vec![
        named(&point.standing.title, &point.standing.point),
        state(&point.standing),
        Cell::whole(point.distance.steps.map(i64::from)),
        Cell::text(point.distance.words.clone()),
        Cell::text(ways.join("\nor: ")),
        Cell::pieces(sides).note(on_record(&cites)),
        Cell::text(offers.join("\n")).note(on_record(&offered)),
        Cell::default().look(Look::Blank),
    ]
}
