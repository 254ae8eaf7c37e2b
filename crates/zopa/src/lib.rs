//! The questions one asks of a case, and their answers.

pub mod belief;
pub mod cell;
pub mod cite;
pub mod documents;
pub mod edited;
pub mod edition;
pub mod findings;
pub mod lower;
pub mod page;
pub mod paper;
pub mod plot;
pub(crate) mod project;
pub mod question;
pub mod reading;
pub mod rule;
pub mod schema;
pub mod session;
pub mod settle;
pub mod standing;
pub mod texts;
pub mod words;
pub mod workbook;
pub mod worth;
