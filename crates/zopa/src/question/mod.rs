//! The questions, one module each: a result of plain values that serialises as its JSON document, and a page to read.

pub mod brackets;
pub mod brief;
pub mod clash;
pub mod deals;
pub mod diff;
pub mod draft;
pub mod evidence;
pub mod gap;
pub mod grid;
pub mod lean;
pub mod moves;
pub mod obligations;
pub mod rests;
pub mod returned;
pub mod robust;
