//! Tables.

use super::body::Writer;
use super::fill;
use std::fmt::Write as _;
use zopa_text::document::{Block, Cell, Change, ChangeKind, Row, Table, Tone};

/// What a cell loses to the space at its sides.
const PADDING: u32 = 216;
/// No column is narrower.
const NARROWEST: u32 = 300;

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table, width: u32) {
        let columns = columns(table, width);
        self.out.push_str(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
             <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
        );
        for column in &columns {
            let _ = write!(self.out, "<w:gridCol w:w=\"{column}\"/>");
        }
        self.out.push_str("</w:tblGrid>");
        for (at, row) in table.rows.iter().enumerate() {
            let below = table.rows.get(at + 1).map(continued).unwrap_or_default();
            self.row(row, at < table.head, &columns, &below);
        }
        if table.rows.is_empty() {
            self.row(&Row { cells: vec![Cell::default()], changes: Vec::new() }, false, &columns, &[]);
        }
        self.out.push_str("</w:tbl>");
    }

    fn row(&mut self, row: &Row, heads: bool, columns: &[u32], below: &[usize]) {
        let spread = if row.changes.is_empty() { None } else { Some(spread(row)) };
        let row = spread.as_ref().unwrap_or(row);
        self.out.push_str("<w:tr><w:trPr><w:cantSplit/>");
        if heads {
            self.out.push_str("<w:tblHeader/>");
        }
        for change in &row.changes {
            if change.kind != ChangeKind::Formatted {
                let record = self.record(change);
                let _ = write!(self.out, "<w:{}{record}/>", if change.kind.adds() { "ins" } else { "del" });
            }
        }
        self.out.push_str("</w:trPr>");
        // A heading between the rows stays with what it heads.
        self.keep = !heads && !row.cells.is_empty() && row.cells.iter().all(|cell| cell.tone == Some(Tone::Head));
        let mut at = 0;
        for cell in &row.cells {
            let span = cell.span.max(1) as usize;
            let width = columns.iter().skip(at).take(span).sum::<u32>().max(NARROWEST);
            self.cell(cell, width, below.contains(&at));
            at += span;
        }
        if row.cells.is_empty() {
            self.cell(&Cell::default(), columns.first().copied().unwrap_or(NARROWEST), false);
        }
        self.keep = false;
        self.out.push_str("</w:tr>");
    }

    fn cell(&mut self, cell: &Cell, width: u32, goes_on: bool) {
        let _ = write!(self.out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
        if cell.span > 1 {
            let _ = write!(self.out, "<w:gridSpan w:val=\"{}\"/>", cell.span);
        }
        if cell.continued {
            self.out.push_str("<w:vMerge/>");
        } else if goes_on {
            self.out.push_str("<w:vMerge w:val=\"restart\"/>");
        }
        if let Some(tone) = cell.tone {
            let _ = write!(self.out, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>", fill(tone));
        }
        if let Some(change) = cell.changes.iter().find(|change| change.kind != ChangeKind::Formatted) {
            let record = self.record(change);
            let element = if change.kind.adds() { "cellIns" } else { "cellDel" };
            let _ = write!(self.out, "<w:{element}{record}/>");
        }
        self.out.push_str("</w:tcPr>");
        self.blocks(&cell.blocks, width.saturating_sub(PADDING));
        self.out.push_str("</w:tc>");
    }
}

/// Returns a row whose words share its fate: word processors look for it there too.
fn spread(row: &Row) -> Row {
    let mut spread = row.clone();
    for cell in &mut spread.cells {
        for block in &mut cell.blocks {
            let Block::Paragraph(paragraph) = block else { continue };
            for change in row.changes.iter().filter(|change| change.kind != ChangeKind::Formatted) {
                let known = |changes: &[Change]| {
                    changes.iter().any(|known| known.kind == change.kind && known.author == change.author)
                };
                let runs = paragraph.runs.iter_mut().map(|run| &mut run.changes);
                for changes in runs.filter(|changes| !known(changes)) {
                    changes.insert(0, change.clone());
                }
            }
        }
    }
    spread
}

/// Returns the columns at which the cells of a row continue those above them.
fn continued(row: &Row) -> Vec<usize> {
    let mut at = 0;
    let mut found = Vec::new();
    for cell in &row.cells {
        if cell.continued {
            found.push(at);
        }
        at += cell.span.max(1) as usize;
    }
    found
}

/// Returns the widths of the columns, which make up the whole width exactly.
fn columns(table: &Table, width: u32) -> Vec<u32> {
    let of_row = |row: &Row| row.cells.iter().map(|cell| cell.span.max(1) as usize).sum::<usize>();
    let number = table.rows.iter().map(of_row).max().unwrap_or(1).max(1);
    let even = vec![1; number];
    let parts = if table.widths.len() == number { &table.widths } else { &even };
    let sum: u64 = parts.iter().map(|&part| u64::from(part)).sum();
    let width = width.max(NARROWEST);
    let share = |part: u32| u32::try_from(u64::from(part) * u64::from(width) / sum.max(1)).unwrap_or(width);
    let mut found: Vec<u32> = parts.iter().map(|&part| share(part)).collect();
    let rest = width.saturating_sub(found.iter().sum());
    if let Some(last) = found.last_mut() {
        *last += rest;
    }
    found
}
