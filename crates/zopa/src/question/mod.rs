//! The questions, one module each: a result of plain values that serialises as its JSON document, and a page to read.

pub mod brief;
pub mod clash;
pub mod diff;
pub mod evidence;
pub mod moves;
