//! What is to be said about the files of a scenario.

use zopa_syntax::diagnostic::Severity;
use zopa_syntax::limits::FINDINGS_PER_FILE_MAX;
use zopa_syntax::span::Position;

/// How files that are not quite in order are taken, and what a format cannot say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Every deviation is an error.
    Strict,
    /// A deviation that has a meaning is a warning.
    #[default]
    Lenient,
}

/// One finding about a file of a scenario, or about a scenario that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file; empty for the scenario as a whole.
    pub path: String,
    /// Where in the file, if anywhere.
    pub at: Option<Position>,
    /// The kind of finding; its name is stable.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// One clause in lower case without a full stop: what was expected, what was found.
    pub message: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}:", self.path)?;
        }
        if let Some(at) = self.at {
            write!(f, "{}:{}:", at.line, at.column)?;
        }
        let space = if self.path.is_empty() { "" } else { " " };
        write!(f, "{space}{} [{}]: {}", self.severity.word(), self.rule, self.message)
    }
}

/// A place in one of the files.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) path: &'a str,
    pub(super) at: Option<Position>,
}

impl<'a> Place<'a> {
    /// The scenario as a whole.
    pub(super) const WHOLE: Place<'static> = Place { path: "", at: None };

    pub(super) fn file(path: &'a str) -> Place<'a> {
        Place { path, at: None }
    }

    pub(super) fn at(path: &'a str, at: Position) -> Place<'a> {
        Place { path, at: Some(at) }
    }
}

/// Collects findings.
#[derive(Debug)]
pub(super) struct Report {
    mode: Mode,
    findings: Vec<Finding>,
    failed: bool,
}

impl Report {
    pub(super) fn new(mode: Mode) -> Report {
        Report { mode, findings: Vec::new(), failed: false }
    }

    pub(super) fn mode(&self) -> Mode {
        self.mode
    }

    /// Reports what has no meaning that could be kept.
    pub(super) fn error(&mut self, place: Place<'_>, rule: &'static str, message: impl Into<String>) {
        self.push(place, rule, Severity::Error, message.into());
    }

    /// Reports what is not in order but has a meaning.
    pub(super) fn deviation(&mut self, place: Place<'_>, rule: &'static str, message: impl Into<String>) {
        let severity = match self.mode {
            Mode::Strict => Severity::Error,
            Mode::Lenient => Severity::Warning,
        };
        self.push(place, rule, severity, message.into());
    }

    /// Reports what is worth knowing in either mode.
    pub(super) fn warning(&mut self, place: Place<'_>, rule: &'static str, message: impl Into<String>) {
        self.push(place, rule, Severity::Warning, message.into());
    }

    fn push(&mut self, place: Place<'_>, rule: &'static str, severity: Severity, message: String) {
        self.failed |= severity == Severity::Error;
        // Errors are always among what is shown, or the answer would be refused without a reason.
        let shown = self.findings.len() < FINDINGS_PER_FILE_MAX;
        if shown || (severity == Severity::Error && self.findings.len() < 2 * FINDINGS_PER_FILE_MAX) {
            self.findings.push(Finding { path: place.path.to_string(), at: place.at, rule, severity, message });
        }
    }

    /// Returns whether there is an error.
    pub(super) fn failed(&self) -> bool {
        self.failed
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

/// Returns a text of a file as a message shows it.
pub(super) fn shown(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(41).collect();
    match clean.char_indices().nth(40) {
        Some((at, _)) => format!("`{}…`", &clean[..at]),
        None => format!("`{clean}`"),
    }
}

/// Returns a count with commas, as messages have it.
pub(super) fn grouped(count: u128) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
