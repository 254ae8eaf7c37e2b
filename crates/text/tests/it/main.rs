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
