//! The typed case: what the entries of a record mean together, and the checks on it.
//!
//! [`Case::read`](case::Case::read) turns the files of a case into typed entries, one module per concept; errors are
//! collected, never thrown. [`view`] says what is in force on a day and under assumptions. [`check`] looks for what
//! would embarrass.
//!
//! **Invariants.** The crate knows no file, clock, environment or thread ([`world::World`] is the one door to the
//! outside), no algorithm of the engine, and nothing of how answers look. An identifier of one case is valid only in
//! that case.

pub mod actor;
pub mod assumption;
pub mod case;
pub mod check;
pub mod cited;
pub mod condition;
pub mod draft;
pub mod evidence;
pub mod id;
pub mod names;
pub mod origin;
pub mod point;
pub mod ratification;
mod read;
pub mod rival;
pub mod rule;
pub mod schedule;
pub mod share;
pub mod source;
pub mod stance;
pub mod subject;
pub mod talks;
pub mod view;
pub mod world;
