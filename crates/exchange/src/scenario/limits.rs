//! What scenario files are bounded by. Each limit is refused with the count, never cut silently.

/// The largest set of files, in bytes.
pub(super) const BYTES_MAX: usize = zopa_syntax::limits::FILE_BYTES_MAX;

/// The most files of one scenario.
pub(super) const FILES_MAX: usize = 1_000;

/// The deepest nesting of elements, lists and objects.
pub(super) const DEPTH_MAX: usize = 64;

/// The most elements, list items and keys in one file.
pub(super) const NODES_MAX: usize = 1_000_000;

/// The most values of one issue, as of a point in a case.
pub(super) const VALUES_PER_ISSUE_MAX: u64 = 10_000;

/// The most values of all issues, as of all points in a case.
pub(super) const VALUES_MAX: u64 = 200_000;

/// The most bounds of hyper-rectangles in one profile, once aggregation is resolved.
pub(super) const BOUNDS_MAX: usize = 200_000;
