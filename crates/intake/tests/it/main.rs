//! Tests of the crate.

mod anchor;
mod text;
