//! Tables.

use super::super::finding::Refusal;
use super::super::xml::{At, Space};
use super::Reader;
use super::block::{alternative, change_kind};
use zopa_text::document::{Cell, Change, ChangeKind, Row, Table};

/// The most columns that a cell takes.
const SPAN_MAX: u32 = 1_000;

impl Reader<'_> {
    pub(super) fn table(&mut self, at: At<'_>) -> Result<Table, Refusal> {
        let mut table = Table::default();
        if let Some(grid) = at.first("tblGrid") {
            let columns = grid.children().filter(|child| child.word() == "gridCol");
            let width = |column: At<'_>| column.get("w").and_then(|width| width.trim().parse().ok()).unwrap_or(0);
            table.widths = columns.map(width).collect();
        }
        if table.widths.iter().all(|&width| width == 0) {
            table.widths.clear();
        }
        self.rows(at, &mut table)?;
        Ok(table)
    }

    fn rows(&mut self, parent: At<'_>, table: &mut Table) -> Result<(), Refusal> {
        for child in parent.children() {
            match child.word() {
                "tr" => {
                    let heads = child.first("trPr").and_then(|properties| properties.flag("tblHeader"));
                    if heads == Some(true) && table.head == table.rows.len() {
                        table.head += 1;
                    }
                    let row = self.row(child)?;
                    table.rows.push(row);
                }
                "tblPr" | "tblGrid" => {}
                "sdt" => {
                    if let Some(content) = child.first("sdtContent") {
                        self.rows(content, table)?;
                    }
                }
                _ if child.name() == (Space::Compat, "AlternateContent") => {
                    if let Some(chosen) = alternative(child) {
                        self.rows(chosen, table)?;
                    }
                }
                _ => {
                    self.mark(child);
                    self.rows(child, table)?;
                }
            }
        }
        Ok(())
    }

    fn row(&mut self, at: At<'_>) -> Result<Row, Refusal> {
        let properties = at.first("trPr");
        let mut row = Row::default();
        for child in properties.into_iter().flat_map(At::children) {
            if let Some(kind) = change_kind(child.word()) {
                row.changes.push(self.change(child, kind));
            }
        }
        row.changes.truncate(super::NESTED_MAX);
        let skipped = properties.and_then(|properties| properties.value("gridBefore"));
        let skipped = skipped.and_then(|columns| columns.trim().parse::<u32>().ok()).unwrap_or(0);
        if skipped > 0 {
            row.cells.push(Cell { span: skipped.min(SPAN_MAX), ..Cell::default() });
        }
        let outside = (self.gone, self.new);
        self.gone |= row.changes.iter().any(|change| change.kind.removes());
        self.new |= row.changes.iter().any(|change| change.kind.adds());
        let done = self.cells(at, &mut row);
        (self.gone, self.new) = outside;
        done?;
        self.spend(64)?;
        Ok(row)
    }

    fn cells(&mut self, parent: At<'_>, row: &mut Row) -> Result<(), Refusal> {
        for child in parent.children() {
            match child.word() {
                "tc" => {
                    let cell = self.cell(child)?;
                    row.cells.push(cell);
                }
                "trPr" | "tblPrEx" => {}
                "sdt" => {
                    if let Some(content) = child.first("sdtContent") {
                        self.cells(content, row)?;
                    }
                }
                _ => {
                    self.mark(child);
                    self.cells(child, row)?;
                }
            }
        }
        Ok(())
    }

    fn cell(&mut self, at: At<'_>) -> Result<Cell, Refusal> {
        let mut cell = Cell::default();
        if let Some(properties) = at.first("tcPr") {
            let span: Option<u32> = properties.value("gridSpan").and_then(|span| span.trim().parse().ok());
            cell.span = span.filter(|&span| span > 1).unwrap_or(0).min(SPAN_MAX);
            cell.continued = properties.first("vMerge").is_some_and(|merge| merge.get("val") != Some("restart"));
            let fill = properties.first("shd").and_then(|shade| shade.get("fill"));
            cell.tone = fill.and_then(super::super::write::tone);
            for child in properties.children() {
                let kind = match child.word() {
                    "cellIns" => ChangeKind::Inserted,
                    "cellDel" => ChangeKind::Deleted,
                    "cellMerge" => ChangeKind::Formatted,
                    _ => continue,
                };
                let change: Change = self.change(child, kind);
                cell.changes.push(change);
            }
        }
        cell.changes.truncate(super::NESTED_MAX);
        self.blocks(at, &mut cell.blocks)?;
        self.spend(96)?;
        Ok(cell)
    }
}
