//! Press reports as plain values: the text with its places, anchors that survive small changes, statements (who is said
//! to have said what) and retellings (which report tells what another one tells).
//!
//! **Invariants.** Reading never fails and never panics, whatever the text. Every place that is returned lies in the text
//! and holds exactly what is said to stand there. Nothing here decides: what is found is proposed. The crate knows no
//! case, file, clock, environment or thread.

pub mod anchor;
pub mod retelling;
pub mod statement;
pub mod text;
