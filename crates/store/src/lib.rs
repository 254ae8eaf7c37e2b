//! Cases on disk: the only crate that touches files.
//!
//! **Invariants.** A file is written whole or not at all. A save names the text that it replaces, and is refused where
//! the file holds another by then. Nothing outside the case folder is read through it.

mod batch;
mod folder;
mod save;

pub use batch::{Planned, save_all};
pub use folder::{CASE_BYTES_MAX, FILES_MAX, Folder, beside};
pub use save::{SaveError, replace, save};
