//! Tests of the crate.

mod anchor;
mod retellings;
mod statements;
mod text;
