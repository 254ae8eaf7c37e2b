//! The texts of drafts, and documents as plain values.
//!
//! **Invariants.** Reading a text never fails and never changes it. The crate knows no case, file, clock, environment or
//! thread.

pub mod clause;
pub mod document;
pub mod revision;
