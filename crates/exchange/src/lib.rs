//! Foreign forms of a case, in and out.
//!
//! **Invariants.** The crate knows no file, clock, environment or thread: text and values in, text and values out. What
//! cannot be taken over whole is refused with its place; nothing is left out in silence.

pub mod docx;
pub mod json;
pub mod scenario;
pub mod xlsx;
