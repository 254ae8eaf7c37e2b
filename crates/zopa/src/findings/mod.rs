//! Findings for people and programs: text with the source shown, JSON, SARIF.

mod drafts;
mod json;
mod sarif;
mod text;

pub use drafts::of_drafts;
pub use json::{Finding, Findings, findings};
pub use sarif::sarif;
pub use text::text;
