//! The one door to the outside.

use std::io;

/// Where a case is kept. The core asks for nothing else from outside.
pub trait World {
    /// Returns the `.zopa` files of the case as path below its folder and text.
    ///
    /// # Errors
    /// When a file cannot be read or is not UTF-8; the message names the file.
    fn files(&self) -> io::Result<Vec<(String, String)>>;

    /// Returns a file that the case refers to, such as the text of a draft, by its path below the case folder.
    ///
    /// # Errors
    /// When it cannot be read, or lies outside the folder.
    fn attachment(&self, path: &str) -> io::Result<Vec<u8>>;
}
