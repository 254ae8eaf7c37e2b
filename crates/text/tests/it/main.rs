//! The texts of drafts: brackets, clauses, marks of changes, comparing, by example and over random texts.
#![allow(missing_docs, reason = "a test binary has no readers of its documentation")]

mod align;
mod bracket;
mod clause;
mod clean;
mod comparing;
mod critic;
mod hostile;
mod linting;
mod mapping;
mod paper;
#[path = "../property/mod.rs"]
mod property;
mod random;
mod tracked;
