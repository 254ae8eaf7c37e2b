//! Word documents, in and out.
//!
//! Reading is tolerant of what word processors do and refuses what is damaged or made to harm: it is bounded in size,
//! depth and number, follows no link, runs nothing and says what it left out. Writing is the same bytes for the same
//! document.

pub mod draft;
mod finding;
mod limits;
mod merge;
mod number;
mod package;
mod read;
mod relation;
mod style;
mod write;
mod xml;

pub use finding::{Refusal, Warning};
pub use limits::Limits;
pub use read::{Reading, read};
pub use write::write;
