//! Tests that span the crates.
#![allow(missing_docs, reason = "a test binary has no readers of its documentation")]

mod answers;
mod brute;
mod clause_map;
mod deals;
mod drafts;
mod edition;
mod examples;
mod in_force;
mod language;
mod rests;
mod returned;
mod scenarios;
mod tidy;
mod workbook;
