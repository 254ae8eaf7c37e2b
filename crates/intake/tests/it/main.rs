//! Tests of the crate.

mod anchor;
mod statements;
mod text;
