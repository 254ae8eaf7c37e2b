//! Scenario files.

mod exact;
mod published;
