//! The texts of drafts, and documents as plain values.
//!
//! **Invariants.** Reading a text never fails and never changes it. The crate knows no case, file, clock, environment or
//! thread.

pub mod align;
pub mod bracket;
pub mod clause;
pub mod compare;
pub mod critic;
pub mod document;
mod line;
pub mod map;
pub mod revision;
mod rule;
pub mod sheet;
pub mod tracked;
pub mod words;
