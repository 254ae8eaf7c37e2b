//! The case language: text to a lossless tree, with spans, diagnostics, edits and the formatter.
//!
//! Reading goes in two steps. [`lex`](lex::lex) cuts the text into tokens that cover it without gap or overlap.
//! [`parse`](parse::parse) groups them into entries and reads each by its [`Form`](form::Form), the shape written down
//! in [`grammar`]. Whatever cannot be read becomes a [`Diagnostic`](diagnostic::Diagnostic); reading never fails.
//!
//! **Invariants.** The tokens of a text, put together, are the text. Every span lies on character boundaries. The
//! crate knows no file, clock, environment or thread.

pub mod diagnostic;
pub mod edit;
pub mod expr;
pub mod form;
pub mod format;
pub mod grammar;
pub mod lex;
pub mod limits;
pub mod node;
pub mod parse;
pub mod print;
pub mod rule;
pub mod span;
pub mod value;
