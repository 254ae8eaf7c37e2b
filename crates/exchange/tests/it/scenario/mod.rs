//! Scenario files.

mod case;
mod exact;
mod published;
