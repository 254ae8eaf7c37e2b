//! The texts of drafts: brackets, clauses, marks of changes, by example and over random texts.

mod bracket;
mod clause;
mod clean;
mod critic;
mod hostile;
mod paper;
#[path = "../property/mod.rs"]
mod property;
mod random;
//! The texts of drafts, tested through the public interface.
#![allow(missing_docs, reason = "a test binary has no readers of its documentation")]

mod comparing;
mod linting;
mod mapping;
