//! What reading a Word document has to say.

use std::collections::BTreeMap;
use std::fmt;

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// A stable name: `password`, `too-large`, `damaged`.
    pub name: &'static str,
    /// What is the matter.
    pub message: String,
    /// A way out.
    pub hint: Option<String>,
}

impl Refusal {
    pub(super) fn new(name: &'static str, message: impl Into<String>) -> Refusal {
        Refusal { name, message: message.into(), hint: None }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Refusal {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

/// What a reader should know about a document that was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// A stable name: `hidden-text`, `macros`.
    pub name: &'static str,
    /// What it is.
    pub message: String,
}

/// What can be worth a warning, in the order in which it is told. Of each kind the times are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Oddity {
    Macros,
    Template,
    Hidden,
    Unseen,
    OpenField,
    Chunks,
    Boxes,
    Pictures,
    Objects,
    Formulas,
    Links,
    Outside,
    Symbols,
    NumberForms,
    LostNotes,
    LostComments,
    LoneComments,
    DeepChanges,
    LongNames,
    Endnotes,
    Parts,
}

impl Oddity {
    fn name(self) -> &'static str {
        match self {
            Oddity::Macros => "macros",
            Oddity::Template => "template",
            Oddity::Hidden => "hidden-text",
            Oddity::Unseen => "unseen-text",
            Oddity::OpenField => "open-field",
            Oddity::Chunks => "embedded-files",
            Oddity::Boxes => "text-boxes",
            Oddity::Pictures => "pictures",
            Oddity::Objects => "objects",
            Oddity::Formulas => "formulas",
            Oddity::Links => "links",
            Oddity::Outside => "outside",
            Oddity::Symbols => "symbols",
            Oddity::NumberForms => "number-forms",
            Oddity::LostNotes => "lost-notes",
            Oddity::LostComments => "lost-comments",
            Oddity::LoneComments => "lone-comments",
            Oddity::DeepChanges => "deep-changes",
            Oddity::LongNames => "long-names",
            Oddity::Endnotes => "endnotes",
            Oddity::Parts => "damaged-parts",
        }
    }

    fn message(self, times: usize) -> String {
        let n = |one: &str, many: &str| format!("{times} {}", if times == 1 { one } else { many });
        match self {
            Oddity::Macros => "the file has macros; they were neither read nor run".to_string(),
            Oddity::Template => "the file names a template elsewhere; it was not fetched".to_string(),
            Oddity::Hidden => format!("{}; read all the same", n("stretch of hidden text", "stretches of hidden text")),
            Oddity::Unseen => {
                format!("{} set in white or too small to see", n("stretch of text is", "stretches of text are"))
            }
            Oddity::OpenField => "a field has no end; what Word may not show was read as text".to_string(),
            Oddity::Chunks => format!("{} in the text; left out", n("embedded file", "embedded files")),
            Oddity::Boxes => {
                format!("{}; its words follow the paragraph that it hangs on", n("text box", "text boxes"))
            }
            Oddity::Pictures => format!("{}; left out", n("picture or drawing", "pictures or drawings")),
            Oddity::Objects => format!("{}; left out", n("embedded object", "embedded objects")),
            Oddity::Formulas => format!("{}; only the letters were read", n("formula", "formulas")),
            Oddity::Links => {
                format!("{} outside; the words were read, nothing was followed", n("link leads", "links lead"))
            }
            Oddity::Outside => {
                format!("{} elsewhere; nothing was fetched", n("picture or part lies", "pictures or parts lie"))
            }
            Oddity::Symbols => format!("{} of a symbol font; shown as it stands there", n("letter", "letters")),
            Oddity::NumberForms => {
                format!("{} in a form unknown here; read as 1, 2, 3", n("number is", "numbers are"))
            }
            Oddity::LostNotes => format!("{} to a footnote that is not there", n("reference", "references")),
            Oddity::LostComments => format!("{} to a comment that is not there", n("reference", "references")),
            Oddity::LoneComments => {
                format!("{} not anchored anywhere in the text; kept", n("comment is", "comments are"))
            }
            Oddity::DeepChanges => {
                format!("{} inside too many others; left out", n("tracked change stands", "tracked changes stand"))
            }
            Oddity::LongNames => {
                format!("{} cut off", n("name of an author is longer than 255 letters and was", "names were"))
            }
            Oddity::Endnotes => format!("{}; read as footnotes", n("endnote", "endnotes")),
            Oddity::Parts => format!("{} damaged and left out", n("part of the file is", "parts of the file are")),
        }
    }
}

/// The oddities met so far.
#[derive(Debug, Default)]
pub(super) struct Report {
    met: BTreeMap<Oddity, usize>,
    parts: Vec<String>,
}

impl Report {
    pub(super) fn note(&mut self, oddity: Oddity) {
        *self.met.entry(oddity).or_default() += 1;
    }

    /// Notes a part that cannot be read, with the reason.
    pub(super) fn damaged(&mut self, reason: String) {
        self.note(Oddity::Parts);
        self.parts.push(reason);
    }

    pub(super) fn warnings(&self) -> Vec<Warning> {
        self.met
            .iter()
            .map(|(&oddity, &times)| {
                let mut message = oddity.message(times);
                if oddity == Oddity::Parts {
                    message = format!("{message}: {}", self.parts.join("; "));
                }
                Warning { name: oddity.name(), message }
            })
            .collect()
    }
}
