//! A position grid that came back: what was changed in it, as proposed entries of the case language.
//!
//! The grid is compared with what the record says as of the day on which it was made. A cell that says the same yields
//! nothing; a line that was changed, added or taken out yields one entry. What does not resolve is found with its cell.

mod compare;
mod entry;
mod layout;
mod resolve;

pub use resolve::{appended, resolve};

use crate::session::Asked;
use jiff::civil;
use layout::Layout;
use schemars::JsonSchema;
use serde::Serialize;
use zopa_case::view::View;
use zopa_syntax::value::Date;
use zopa_text::sheet::Table;

/// What to do with a grid.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The date of the proposed entries; the day of the grid where none is given.
    pub date: Option<Date>,
    /// Whose changes they are, for the remark on each entry.
    pub by: Option<String>,
}

/// What was changed in a grid.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct Edited {
    /// The day of the grid.
    pub as_of: String,
    /// The date of the proposed entries.
    pub date: String,
    /// The proposed entries, in the order of the sheet.
    pub proposals: Vec<Proposal>,
    /// What does not resolve, and what to look at.
    pub findings: Vec<Finding>,
}

/// A proposed entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Proposal {
    /// The sheet and the cell.
    pub place: String,
    /// The party, by name.
    pub party: String,
    /// The point of the row, by name.
    pub point: String,
    /// The entry, in the case language.
    pub entry: String,
}

/// What is to be said of a grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Finding {
    /// Whether it keeps the changes from being taken over.
    pub error: bool,
    /// The sheet and the cell, where it is about one.
    pub place: Option<String>,
    /// One clause in lower case without a full stop: what was expected, what was found.
    pub message: String,
    /// The next action.
    pub hint: Option<String>,
}

impl Finding {
    fn error(place: impl Into<Option<String>>, message: impl Into<String>) -> Finding {
        Finding { error: true, place: place.into(), message: message.into(), hint: None }
    }

    fn warning(place: impl Into<Option<String>>, message: impl Into<String>) -> Finding {
        Finding { error: false, ..Finding::error(place, message) }
    }

    fn hint(mut self, hint: impl Into<String>) -> Finding {
        self.hint = Some(hint.into());
        self
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(if self.error { "error: " } else { "warning: " })?;
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}

/// A position grid among the sheets of a workbook, and what it was made of.
#[derive(Debug)]
pub struct Opened<'t> {
    table: &'t Table,
    marker: (u32, u32),
    as_of: civil::Date,
    assumptions: Vec<String>,
    fingerprint: String,
}

/// Finds the position grid in a workbook.
///
/// # Errors
/// When there is none, or several.
pub fn open(tables: &[Table]) -> Result<Opened<'_>, Finding> {
    let grids: Vec<&Table> = tables.iter().filter(|table| layout::marker(table).is_some()).collect();
    match grids.as_slice() {
        [] => Err(Finding::error(None, "no sheet in the workbook is a position grid of zopa").hint(
            "make one with `zopa export xlsx`; the line that starts with “zopa grid” tells it from other sheets",
        )),
        [table] => layout::opened(table),
        [first, second, ..] => {
            let message = format!("the sheets {} and {} are both position grids", first.name, second.name);
            Err(Finding::error(None, message).hint("take all but one out"))
        }
    }
}

impl Opened<'_> {
    /// Returns what the record must be asked under for the grid to be compared with it.
    pub fn asked(&self) -> Asked {
        // A record without dated entries is of no day.
        let as_of = (self.as_of != civil::Date::MAX).then_some(self.as_of);
        Asked { as_of, assume: self.assumptions.clone() }
    }

    /// Compares the grid with the record. Cost: linear in the cells of the grid.
    pub fn compare(&self, view: &View<'_>, options: &Options) -> Edited {
        let mut edited = Edited { as_of: view.as_of.to_string(), ..Edited::default() };
        let date = options.date.unwrap_or_else(|| Date::of(view.as_of));
        edited.date = date.to_string();
        if view.as_of == civil::Date::MAX && options.date.is_none() {
            let finding = Finding::error(None, "the record has no dated entry, so the changes have no date");
            edited.findings.push(finding.hint("give them one with --date"));
            return edited;
        }
        if date.last() < view.as_of && view.as_of != civil::Date::MAX {
            let message = format!("{date} lies before {}, the day of the grid", view.as_of);
            edited.findings.push(Finding::error(None, message).hint("give a later --date"));
            return edited;
        }
        let asking = crate::question::grid::Asking::new(view);
        if asking.fingerprint() != self.fingerprint {
            let message = "the record has changed since the grid was made: \
                           what differs may be a change of the record and not of the grid";
            let finding = Finding::error(None, message);
            edited.findings.push(finding.hint("make the grid again and repeat the changes in it"));
        }
        let layout = Layout::of(self.table, self.marker, asking.titles(), &mut edited.findings);
        compare::compare(
            &compare::Comparing { view, asking: &asking, layout: &layout, date, by: &options.by },
            &mut edited,
        );
        edited
    }
}

impl Edited {
    /// Returns whether nothing keeps the changes from being taken over.
    pub fn is_sound(&self) -> bool {
        !self.findings.iter().any(|finding| finding.error)
    }

    /// Returns the proposed entries as text of the case language, each with its cell in a comment.
    pub fn text(&self) -> String {
        let each = self.proposals.iter().map(|proposal| {
            let about = format!("{}: {} on {}", proposal.place, proposal.party, proposal.point);
            format!("# {}\n{}\n", about.replace(char::is_control, " "), proposal.entry)
        });
        each.collect::<Vec<_>>().join("\n")
    }

    /// Returns the answer as a page.
    pub fn page(&self) -> crate::page::Page {
        use crate::page::{Line, Page};
        let mut page = Page::new("What was changed in the grid");
        let count = self.proposals.len();
        let entries = if count == 1 { "1 proposed entry".to_string() } else { format!("{count} proposed entries") };
        page.paragraph(Line::plain(format!("The grid is as of {}. {entries}.", self.as_of)));
        page.nested(self.proposals.iter().map(|proposal| {
            let head = Line::strong(proposal.place.clone()).then(format!(" {} on {}", proposal.party, proposal.point));
            (head, proposal.entry.lines().map(|line| Line::plain(line.to_string())).collect())
        }));
        if !self.findings.is_empty() {
            page.heading("What does not resolve");
            page.list(self.findings.iter().map(|finding| Line::plain(finding.to_string())));
        }
        page
    }
}
