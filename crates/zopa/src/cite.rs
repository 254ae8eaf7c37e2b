//! Where something is on record.

use zopa_case::case::Case;
use zopa_case::source::Sources;
use zopa_syntax::span::Span;

/// A file and a line of the case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema)]
pub struct Cite {
    /// The path below the case folder.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

impl Cite {
    /// Returns where a span starts.
    pub fn of(case: &Case, span: Span) -> Cite {
        Cite::among(&case.sources, span)
    }

    /// Returns where a span of one of these files starts.
    pub fn among(sources: &Sources, span: Span) -> Cite {
        Cite { file: sources.file(span.file).path.clone(), line: sources.line(span) }
    }
}

impl std::fmt::Display for Cite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}
