//! What untrusted input is bounded by. Each limit is refused with a diagnostic, never cut silently.

/// The largest file, in bytes.
pub const FILE_BYTES_MAX: usize = 256 << 20;

/// The deepest nesting of expressions and brackets.
pub const EXPRESSION_DEPTH_MAX: u32 = 64;

/// The most findings of syntax reported for one file; a binary file would otherwise give one for every byte.
pub const FINDINGS_PER_FILE_MAX: usize = 1_000;

/// The largest count in a length of time.
pub const DURATION_COUNT_MAX: u32 = 9_999;
