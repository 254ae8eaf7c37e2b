//! How much a Word document may be.

/// How much a Word document may be. What is more is refused, never cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The bytes of the file.
    pub file_bytes_max: usize,
    /// The entries of the archive.
    pub entries_max: usize,
    /// The bytes of one part, unpacked.
    pub part_bytes_max: usize,
    /// The bytes of all parts that are read, unpacked.
    pub total_bytes_max: usize,
    /// How many times larger a part may become by unpacking, where it is more than a megabyte.
    pub ratio_max: usize,
    /// The nesting of elements.
    pub depth_max: usize,
    /// The elements, attributes and texts of one part.
    pub nodes_max: usize,
    /// The bytes of everything in the document that is made of it: words, names of authors, numbers.
    pub document_bytes_max: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file_bytes_max: 128 << 20,
            entries_max: 10_000,
            part_bytes_max: 64 << 20,
            total_bytes_max: 128 << 20,
            ratio_max: 250,
            depth_max: 200,
            nodes_max: 5_000_000,
            document_bytes_max: 512 << 20,
        }
    }
}
