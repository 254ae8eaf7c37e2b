//! Scenario files.

mod case;
mod exact;
mod probe;
mod published;
