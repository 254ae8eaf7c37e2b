//! The JSON form of a case: everything that the language says, both ways and without loss.
//!
//! Nothing here knows an entry. What an object holds follows from the [forms](zopa_syntax::form) of the grammar:
//!
//! - An entry is an object with `entry` (its keyword), `date` if it has one, its slots by name and its clauses by
//!   keyword, with `_` for `-`.
//! - A clause with one slot and no clauses of its own is the value of the slot; `true` stands for a value that may be
//!   left out and is. Any other clause is an object. A clause that may be repeated is an array of them.
//! - A clause that is one of several words (`non-paper`, `leaked`) is that word, under the name of the choice.
//! - Names, words, texts, clause numbers, dates, numbers and lengths of time are strings, as the language writes them:
//!   so numbers stay exact. Where a slot takes a name or a text, the text is `{"text": "…"}`.
//!
//! Comments and layout are no part of it, nor is the order in which clauses of different kinds stand.

mod document;
mod expr;
mod node;
mod pattern;
mod preference;
mod reader;
mod schema;
mod settlement;
mod shape;
mod value;

pub use document::{from_json, to_json};
pub use reader::{JsonError, parse};
pub use schema::schema;

use zopa_syntax::span::Span;

/// The version of the JSON form, under the key `zopa` of a document.
pub const VERSION: u32 = 1;

/// The deepest nesting of a document that is read. The deepest one that is written has less.
pub const DEPTH_MAX: usize = 256;

/// An entry, or a whole file, that cannot be given as JSON because something in it could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The path of its file.
    pub path: String,
    /// Where it stands.
    pub span: Span,
    /// What is wrong with it.
    pub message: String,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} from byte {}: {}", self.path, self.span.start, self.message)
    }
}

impl std::error::Error for Unreadable {}
