//! Spreadsheets: workbooks as Excel keeps them, out and back in.
//!
//! What is written is a function of the workbook alone: no clock, no name of a user. A text is written as a text,
//! whatever it starts with, so that nothing in a record can become a formula. What a spreadsheet cannot hold is refused
//! with its place.

mod bounds;
mod finish;
mod height;
mod limits;
mod look;
mod read;

mod write;

pub use bounds::{FILE_BYTES_MAX, INFLATED_BYTES_MAX};
pub use read::{Workbook, read};
pub use write::write;

/// Why a workbook cannot be written or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The sheet and the cell, where it is about one.
    pub place: Option<String>,
    /// What is wrong: one clause in lower case without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Refused {
    fn new(message: impl Into<String>) -> Refused {
        Refused { place: None, message: message.into(), hint: None }
    }

    fn hint(mut self, hint: impl Into<String>) -> Refused {
        self.hint = Some(hint.into());
        self
    }

    fn at(mut self, place: String) -> Refused {
        self.place = Some(place);
        self
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{place}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Refused {}
