//! Findings for people and programs: text with the source shown, JSON, SARIF.

mod json;
mod sarif;
mod text;

pub use json::{Finding, Findings, findings};
pub use sarif::sarif;
pub use text::text;
