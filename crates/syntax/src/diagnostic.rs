//! What is wrong with a record, where, and what to do about it: plain data, rendered elsewhere.

use crate::span::Span;

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The entry cannot be used.
    Error,
    /// The record can be used; somebody should look.
    Warning,
}

impl Severity {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// A kind of finding. Its name is stable and never used again for another.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The name, in words that read well after "allow".
    pub name: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The page for `zopa explain`, in Markdown: what it means, a failing example (the first code block), and a way
    /// out (the second). Tests run both examples.
    pub page: &'static str,
}

/// Declares kinds of error, each with its page `rule/NAME.md` beside the file that declares them, and the list `RULES`
/// of all of them.
#[macro_export]
macro_rules! error_rules {
    ($($constant:ident = $name:literal;)*) => {
        $crate::rules! { $crate::diagnostic::Severity::Error; $($constant = $name;)* }
    };
}

/// Declares kinds of warning, as [`error_rules!`](crate::error_rules) declares kinds of error.
#[macro_export]
macro_rules! warning_rules {
    ($($constant:ident = $name:literal;)*) => {
        $crate::rules! { $crate::diagnostic::Severity::Warning; $($constant = $name;)* }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! rules {
    ($severity:expr; $($constant:ident = $name:literal;)*) => {
        $(
            #[doc = concat!("`", $name, "`: see its page.")]
            pub static $constant: $crate::diagnostic::Rule = $crate::diagnostic::Rule {
                name: $name,
                severity: $severity,
                page: include_str!(concat!("rule/", $name, ".md")),
            };
        )*
        /// All of them.
        pub static RULES: &[&$crate::diagnostic::Rule] = &[$(&$constant),*];
    };
}

/// A stretch of source and what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What; may be empty where the message says it all.
    pub text: String,
}

/// A change of text that would settle a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The stretch to replace.
    pub span: Span,
    /// What goes there instead.
    pub text: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub rule: &'static Rule,
    /// One clause in lower case without a full stop: what was expected, what was found.
    pub message: String,
    /// The cause.
    pub primary: Label,
    /// Every other side of it.
    pub others: Vec<Label>,
    /// The next action.
    pub hint: Option<String>,
    /// The hint as an edit, where it can be made without asking.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Returns a finding at a place.
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            rule,
            message: message.into(),
            primary: Label { span, text: String::new() },
            others: Vec::new(),
            hint: None,
            fix: None,
        }
    }

    /// Says what stands at the place itself.
    #[must_use]
    pub fn here(mut self, text: impl Into<String>) -> Diagnostic {
        self.primary.text = text.into();
        self
    }

    /// Points at another side of the finding.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.others.push(Label { span, text: text.into() });
        self
    }

    /// Says what to do next.
    #[must_use]
    pub fn hint(mut self, text: impl Into<String>) -> Diagnostic {
        self.hint = Some(text.into());
        self
    }

    /// Offers an edit that settles it.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.fix = Some(Fix { span, text: text.into() });
        self
    }

    /// Adds "did you mean …" when a known word is close to the one found.
    #[must_use]
    pub fn did_you_mean<'a>(self, found: &str, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        let span = self.primary.span;
        match closest(found, known) {
            Some(word) => self.hint(format!("did you mean `{word}`?")).fix(span, word),
            None => self,
        }
    }
}

/// Returns the known word that somebody who wrote `found` most likely meant.
pub fn closest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = found.chars().count();
    let allowed = if length <= 3 { 1 } else { length.div_ceil(3).min(3) };
    // Words much longer than any name cannot be near one, and comparing them would take long.
    if length > 64 {
        return None;
    }
    known
        .into_iter()
        .filter(|word| *word != found && word.len() <= 256)
        .map(|word| (strsim::osa_distance(found, word), word))
        .filter(|&(distance, _)| distance <= allowed)
        .min()
        .map(|(_, word)| word)
}
