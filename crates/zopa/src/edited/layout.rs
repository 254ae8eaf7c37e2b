//! Where the points and the parties stand in a grid, wherever somebody has moved them.

use super::{Finding, Opened};
use crate::cell::{NOTHING, Titles};
use crate::question::grid::{HEADS, MARKER};
use std::collections::BTreeMap;
use zopa_case::id::{PartyId, PointId};
use zopa_case::names::Meaning;
use zopa_syntax::form::Space;
use zopa_syntax::value::Date;
use zopa_text::sheet::{Found, Region, Table, place};

/// The most merged regions that may touch the cells of a grid before it is refused as a whole.
const MERGED_MAX: usize = 1_000;

/// Returns where the line stands that says what a sheet was made of.
pub(super) fn marker(table: &Table) -> Option<(u32, u32)> {
    let version = MARKER.rsplit_once(' ').map_or(MARKER, |(name, _)| name);
    let mut cells = table.cells.iter();
    let found = cells.find(|(_, found)| matches!(found, Found::Text(text) if text.trim_start().starts_with(version)));
    found.map(|(at, _)| *at)
}

/// Reads that line.
pub(super) fn opened(table: &Table) -> Result<Opened<'_>, Finding> {
    let at = marker(table).unwrap_or_default();
    let text = table.cells.get(&at).and_then(Found::shown).unwrap_or_default();
    let here = || Some(placed(table, at.0, at.1));
    let mut parts = text.split('·').map(str::trim);
    if parts.next() != Some(MARKER) {
        let finding = Finding::error(here(), format!("the grid was made by another version: `{}`", text.trim()));
        return Err(finding.hint("make it again with `zopa export xlsx`"));
    }
    let (mut as_of, mut fingerprint, mut assumptions) = (None, None, Vec::new());
    for part in parts {
        if let Some(day) = part.strip_prefix("as of ") {
            as_of = Date::parse(day.trim()).filter(|date| date.day.is_some()).map(Date::first);
        } else if let Some(record) = part.strip_prefix("record ") {
            fingerprint = Some(record.trim().to_string());
        } else if let Some(names) = part.strip_prefix("assuming ") {
            assumptions = names.split_whitespace().map(str::to_string).collect();
        }
    }
    match (as_of, fingerprint) {
        (Some(as_of), Some(fingerprint)) => Ok(Opened { table, marker: at, as_of, assumptions, fingerprint }),
        _ => Err(Finding::error(here(), "the line that says what the grid was made of has been changed")
            .hint("make it again with `zopa export xlsx`")),
    }
}

/// Returns the sheet and the cell, for a reader.
pub(super) fn placed(table: &Table, row: u32, column: u32) -> String {
    format!("{}!{}", table.name, place(row, column))
}

/// Where things stand.
#[derive(Debug)]
pub(super) struct Layout<'t> {
    pub(super) table: &'t Table,
    /// The columns of the parties.
    pub(super) parties: BTreeMap<u32, PartyId>,
    /// The rows of the points.
    pub(super) points: BTreeMap<u32, PointId>,
    merged: Vec<Region>,
}

impl<'t> Layout<'t> {
    /// Returns where the points and parties stand; what cannot be told is found.
    pub(super) fn of(
        table: &'t Table,
        marker: (u32, u32),
        titles: &Titles<'_>,
        findings: &mut Vec<Finding>,
    ) -> Layout<'t> {
        let mut layout = Layout { table, parties: BTreeMap::new(), points: BTreeMap::new(), merged: Vec::new() };
        let below = table.cells.range((marker.0 + 1, 0)..);
        let is_head = |found: &Found| matches!(found, Found::Text(text) if text.trim().eq_ignore_ascii_case(HEADS[1]));
        let Some((&(head, column), _)) = below.clone().find(|(_, found)| is_head(found)) else {
            let finding = Finding::error(None, format!("no head row: no cell below the title says `{}`", HEADS[1]));
            findings.push(finding.hint("put the heads of the columns back as they were"));
            return layout;
        };
        layout.columns(head, titles, findings);
        layout.rows((head, column), titles, findings);
        layout.merges((head, column), findings);
        layout
    }

    fn columns(&mut self, head: u32, titles: &Titles<'_>, findings: &mut Vec<Finding>) {
        let mut seen: BTreeMap<PartyId, u32> = BTreeMap::new();
        for (&(_, column), found) in self.table.cells.range((head, 0)..=(head, u32::MAX)) {
            let Some(text) = found.shown() else { continue };
            if HEADS.iter().any(|known| text.trim().eq_ignore_ascii_case(known)) {
                continue;
            }
            let here = placed(self.table, head, column);
            match known(&text, |words| titles.party(words)) {
                Some(party) => match seen.insert(party, column) {
                    None => {
                        self.parties.insert(column, party);
                    }
                    Some(first) => {
                        let name = &titles.case.party(party).name;
                        let other = place(head, first);
                        findings.push(Finding::error(here, format!("a second column of `{name}`, after {other}")));
                    }
                },
                None => {
                    let word = text.lines().last().unwrap_or_default().trim();
                    let message = format!("the column is not read: no party is called “{word}”");
                    let finding = Finding::warning(here, message);
                    findings.push(Finding { hint: titles.near_party(word), ..finding });
                }
            }
        }
        if self.parties.is_empty() {
            let message = "no column of a party";
            findings.push(Finding::error(placed(self.table, head, 0), message));
        }
    }

    fn rows(&mut self, (head, column): (u32, u32), titles: &Titles<'_>, findings: &mut Vec<Finding>) {
        let mut seen: BTreeMap<PointId, u32> = BTreeMap::new();
        let mut rows: Vec<u32> = self.table.cells.range((head + 1, 0)..).map(|(&(row, _), _)| row).collect();
        rows.dedup();
        for row in rows {
            let cell = self.table.cells.get(&(row, column)).and_then(Found::shown);
            let Some(point) = cell.as_ref().and_then(|text| known(text, |words| titles.point(words))) else {
                findings.extend(self.unplaced(row, column, cell.as_deref(), titles));
                continue;
            };
            match seen.insert(point, row) {
                None => {
                    self.points.insert(row, point);
                }
                Some(first) => {
                    let message =
                        format!("a second row of `{}`, after row {}", titles.case.point(point).name, first + 1);
                    findings.push(Finding::error(placed(self.table, row, column), message));
                }
            }
        }
    }

    /// Returns what is to be said of a row without a point: nothing, unless a position stands in it.
    fn unplaced(&self, row: u32, column: u32, cell: Option<&str>, titles: &Titles<'_>) -> Option<Finding> {
        let written = |(&party, _): (&u32, &PartyId)| {
            let text = self.table.cells.get(&(row, party)).map(|found| found.shown().unwrap_or_default());
            text.filter(|text| !text.trim().eq_ignore_ascii_case(NOTHING)).map(|_| party)
        };
        let party = self.parties.iter().find_map(written)?;
        Some(match cell {
            Some(text) => {
                let word = text.lines().last().unwrap_or_default().trim();
                let finding = Finding::error(placed(self.table, row, column), format!("no point is called “{word}”"));
                Finding { hint: titles.near_point(word), ..finding }
            }
            None => {
                let message = format!("a position in a row without a point in {}", place(row, column));
                Finding::error(placed(self.table, row, party), message)
            }
        })
    }

    /// Keeps the merged regions that take several cells of the grid, and says so.
    fn merges(&mut self, (head, column): (u32, u32), findings: &mut Vec<Finding>) {
        let touches = |&((top, left), (bottom, right)): &Region| {
            let rows = self.points.range(top..=bottom.max(top)).take(2).count();
            let own = left <= column && column <= right;
            let columns = self.parties.range(left..=right.max(left)).take(2).count() + usize::from(own);
            bottom > head && columns > 0 && (rows > 1 || (rows == 1 && columns > 1))
        };
        let touching: Vec<_> = self.table.merged.iter().copied().filter(|region| touches(region)).collect();
        if touching.len() > MERGED_MAX {
            let message = format!("more than {MERGED_MAX} merged regions in the grid");
            findings.push(Finding::error(None, message).hint("unmerge all cells"));
            self.points.clear();
            return;
        }
        for &((top, left), (bottom, right)) in &touching {
            let region = format!("{}!{}:{}", self.table.name, place(top, left), place(bottom, right));
            let finding = Finding::error(region, "merged cells: it is not clear whose position this is, or on what");
            findings.push(finding.hint("unmerge them, so that each cell has its own words"));
        }
        self.merged = touching;
    }

    /// Returns whether a cell lies in a merged region, which has been found.
    pub(super) fn is_merged(&self, row: u32, column: u32) -> bool {
        self.merged
            .iter()
            .any(|&((top, left), (bottom, right))| (top..=bottom).contains(&row) && (left..=right).contains(&column))
    }

    /// Returns the sheet and the cell, for a reader.
    pub(super) fn place(&self, row: u32, column: u32) -> String {
        placed(self.table, row, column)
    }
}

/// Returns what a head stands for: by the name in its last line, or else by its title.
fn known<T>(text: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines().next_back().and_then(&find).or_else(|| lines().next().and_then(&find)).or_else(|| find(text.trim()))
}

/// Returns whether a name is free for a stance of a party, or is one of its own.
pub(super) fn is_own_or_free(titles: &Titles<'_>, name: &str, party: PartyId) -> bool {
    match titles.case.names.get(Space::Line, name).map(|declared| declared.meaning) {
        None => true,
        Some(Meaning::Line(line)) => titles.case.lines[line.0].party == party,
        Some(_) => false,
    }
}
