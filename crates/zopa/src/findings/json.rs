//! Findings as a JSON document.

use schemars::JsonSchema;
use serde::Serialize;
use zopa_case::source::Sources;
use zopa_syntax::diagnostic::{Diagnostic, Label, Severity};
use zopa_syntax::span::Span;

/// The findings on a case.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Findings {
    /// How many are errors.
    pub errors: usize,
    /// How many are warnings.
    pub warnings: usize,
    /// All of them, by place.
    pub findings: Vec<Finding>,
}

/// One finding.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Finding {
    /// The kind of finding; `zopa explain NAME` tells more.
    pub name: String,
    /// `error` or `warning`.
    pub severity: String,
    /// What was expected and what was found.
    pub message: String,
    /// Where the cause is.
    pub place: Place,
    /// The other sides of it.
    pub also: Vec<Place>,
    /// What to do next.
    pub hint: Option<String>,
    /// The hint as an edit, where it can be made without asking.
    pub fix: Option<Edit>,
}

/// A stretch of a file, and what is to be said of it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Place {
    /// The file, below the case folder.
    pub file: String,
    /// The line on which it starts, from 1.
    pub line: u32,
    /// The column at which it starts, in characters from 1.
    pub column: u32,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// What is to be said of it.
    pub label: String,
}

/// A change of text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Edit {
    /// The first byte to replace.
    pub start: u32,
    /// The byte after the last to replace.
    pub end: u32,
    /// What goes there.
    pub text: String,
}

/// Returns findings as a document.
pub fn findings(sources: &Sources, findings: &[Diagnostic]) -> Findings {
    let errors = findings.iter().filter(|finding| finding.rule.severity == Severity::Error).count();
    Findings {
        errors,
        warnings: findings.len() - errors,
        findings: findings.iter().map(|each| finding(sources, each)).collect(),
    }
}

fn finding(sources: &Sources, finding: &Diagnostic) -> Finding {
    Finding {
        name: finding.rule.name.to_string(),
        severity: finding.rule.severity.word().to_string(),
        message: finding.message.clone(),
        place: place(sources, &finding.primary),
        also: finding.others.iter().map(|label| place(sources, label)).collect(),
        hint: finding.hint.clone(),
        fix: finding.fix.as_ref().map(|fix| Edit { start: fix.span.start, end: fix.span.end, text: fix.text.clone() }),
    }
}

fn place(sources: &Sources, label: &Label) -> Place {
    let Span { start, end, file } = label.span;
    let position = sources.position(label.span);
    Place {
        file: sources.file(file).path.clone(),
        line: position.line,
        column: position.column,
        start,
        end,
        label: label.text.clone(),
    }
}
