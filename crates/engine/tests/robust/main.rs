//! What is said of all values that are possible, against trying vertices, packages and many samples.

mod known;
mod sample;
mod sure;
mod survey;
