//! The obligations as sheets: the matrix and the timetable.

use super::{Obligation, Obligations};
use crate::workbook::{headed, named, outside, title};
use zopa_text::document::Tone;
use zopa_text::sheet::{Cell, Look, Sheet};

const MATRIX: &[(&str, u16)] = &[
    ("Chapter", 14),
    ("Point", 26),
    ("Clause", 8),
    ("Obligation", 34),
    ("Instrument", 24),
    ("Trigger", 34),
    ("Timing", 26),
    ("Responsible", 22),
    ("Guarantor", 18),
    ("Witness", 18),
    ("Verifier", 20),
    ("Remarks", 34),
];

const TIMETABLE: &[(&str, u16)] = &[
    ("Instrument", 26),
    ("Party", 20),
    ("Step", 28),
    ("Body", 18),
    ("Threshold", 10),
    ("Quorum", 10),
    ("Lead", 12),
    ("Needs", 34),
    ("Not before", 12),
    ("Earliest", 12),
    ("Lapses", 12),
    ("If it fails", 28),
    ("On record", 22),
];

impl Obligations {
    /// Returns the answer as sheets.
    pub fn sheets(&self) -> Vec<Sheet> {
        let mut sheets = vec![self.matrix()];
        if !self.steps.is_empty() || !self.deadlines.is_empty() {
            sheets.push(self.timetable());
        }
        sheets
    }

    fn matrix(&self) -> Sheet {
        let mut rows = vec![
            vec![title(format!("Implementation matrix: {}", self.title))],
            vec![outside(format!(
                "As of {}. {} What the record does not say is left blank, to be filled in.",
                crate::page::day(&self.as_of),
                self.about()
            ))],
            MATRIX.iter().map(|(word, _)| headed(word)).collect(),
        ];
        let mut chapter = None;
        for row in &self.rows {
            let own = row.chapter.as_deref().unwrap_or_default();
            let look = if chapter.replace(own) == Some(own) { Look::Faint } else { Look::Strong };
            let mut cells = vec![Cell::text(own).look(look), named(&row.title, &row.point)];
            cells.extend(matrix_row(row));
            rows.push(cells);
        }
        let widths = MATRIX.iter().map(|(_, width)| *width).collect();
        Sheet { name: "Implementation".to_string(), widths, above: 2, head: true, beside: 2, rows }
    }

    fn timetable(&self) -> Sheet {
        let mut rows = vec![
            vec![title(format!("Timetable: {}", self.title))],
            vec![outside(
                "Steps that the instruments need at home, with the earliest day by all that is on record; then deadlines.",
            )],
            TIMETABLE.iter().map(|(word, _)| headed(word)).collect(),
        ];
        let text = |words: &Option<String>| Cell::text(words.clone().unwrap_or_default());
        for step in &self.steps {
            rows.push(vec![
                Cell::text(step.instrument.clone()).look(Look::Strong),
                Cell::text(step.party.clone()),
                Cell::text(step.step.clone()),
                text(&step.body),
                text(&step.threshold),
                text(&step.quorum),
                text(&step.lead),
                Cell::text(step.needs.join("\n")),
                text(&step.not_before),
                text(&step.earliest),
                text(&step.expires),
                text(&step.on_failure),
                Cell::text(step.cite.to_string()).look(Look::Faint),
            ]);
        }
        for due in &self.deadlines {
            let about = if due.about { "about " } else { "" };
            let because = due.because.as_ref().map(|why| format!("\n{why}")).unwrap_or_default();
            let mut cells = vec![
                Cell::text("Deadline").look(Look::Strong),
                Cell::text(due.party.clone().unwrap_or_else(|| "everybody".to_string())),
                Cell::text(format!("{}{because}", due.title)),
            ];
            cells.resize(10, Cell::default());
            cells.push(Cell::text(format!("{about}{}", due.date)));
            cells.push(Cell::default());
            cells.push(Cell::text(due.cite.to_string()).look(Look::Faint));
            rows.push(cells);
        }
        let widths = TIMETABLE.iter().map(|(_, width)| *width).collect();
        Sheet { name: "Timetable".to_string(), widths, above: 2, head: true, beside: 1, rows }
    }
}

fn matrix_row(row: &Obligation) -> Vec<Cell> {
    // What can be filled in is marked, so that a blank is not taken for a nothing.
    let told = |words: &[String]| {
        let cell = Cell::text(words.join("\n"));
        if words.is_empty() { cell.look(Look::Blank) } else { cell }
    };
    let settlement = match &row.settlement {
        Some(words) if row.agreed => Cell::text(format!("✓ agreed: {words}")).look(Look::State(Tone::Agreed)),
        Some(words) => Cell::text(words.clone()),
        None => Cell::text("○ not settled").look(Look::State(Tone::Open)),
    };
    vec![
        Cell::text(row.clause.clone().unwrap_or_default()),
        settlement.note(row.cite.as_ref().map(|cite| format!("on record: {cite}")).unwrap_or_default()),
        told(&row.instruments),
        told(&row.triggers),
        told(&row.timing),
        told(&row.responsible),
        told(&row.guarantors),
        told(&row.witnesses),
        told(&[]),
        told(&row.remarks),
    ]
}
