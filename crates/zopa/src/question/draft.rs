//! The text of a draft: as it stands, or for circulation without who wants what.

use crate::reading;
use crate::session::Unaskable;
use crate::texts::Texts;
use schemars::JsonSchema;
use serde::Serialize;
use zopa_case::draft::Draft;
use zopa_case::id::DraftId;
use zopa_case::view::View;
use zopa_syntax::span::LineIndex;
use zopa_text::bracket::{self, Parties, Rendering};
use zopa_text::critic;
use zopa_text::document::Document;

/// How the text of a draft is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Without who wants what.
    pub clean: bool,
    /// What becomes of the changes marked in it.
    pub changes: Changes,
}

/// What becomes of changes that are marked in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Changes {
    /// They are shown; in a clean text they are accepted.
    #[default]
    Shown,
    /// They are accepted.
    Accepted,
    /// They are rejected.
    Rejected,
}

/// The text of a draft.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DraftText {
    /// The draft, by name; nothing for a file without a case.
    pub draft: Option<String>,
    /// Its title.
    pub title: String,
    /// The file of the text.
    pub file: String,
    /// Whether it is without who wants what.
    pub clean: bool,
    /// The handling mark.
    pub mark: Option<String>,
    /// The status of the paper.
    pub status: Option<String>,
    /// The text, in Markdown.
    pub text: String,
    /// Names of parties that stand in the words of a clean text; empty for others.
    pub names_left: Vec<NameLeft>,
    /// The text as a document.
    #[serde(skip)]
    pub document: Document,
}

/// A name of a party in a clean text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NameLeft {
    /// The party, by its title.
    pub party: String,
    /// The name as it stands.
    pub name: String,
    /// On which line of the clean text, from 1.
    pub line: u32,
}

/// Answers the question for a draft of a case.
///
/// # Errors
/// When the draft does not exist or its text cannot be read.
pub fn ask(view: &View<'_>, texts: &Texts, name: &str, options: Options) -> Result<DraftText, Unaskable> {
    let (_, draft) = super::diff::draft(view, name)?;
    let (file, source) = text_of(view, texts, draft)?;
    let mut made = made(file, source, &reading::parties(view.case), options)?;
    made.draft = Some(draft.name.clone());
    made.title.clone_from(&draft.title);
    made.mark = reading::mark(view.case, draft);
    made.status = draft.status.as_deref().map(status);
    made.document.mark.clone_from(&made.mark);
    made.document.status.clone_from(&made.status);
    Ok(made)
}

/// Returns the file and the text of a draft.
pub(crate) fn text_of<'a>(
    view: &View<'a>,
    texts: &'a Texts,
    draft: &'a Draft,
) -> Result<(&'a str, &'a str), Unaskable> {
    let at = view.case.drafts.iter().position(|each| std::ptr::eq(each, draft)).unwrap_or(usize::MAX);
    match texts.of(DraftId(at)) {
        Ok(Some(source)) => Ok((draft.text.as_deref().unwrap_or_default(), source)),
        Ok(None) => Err(Unaskable {
            message: format!("the record names no text of `{}`", draft.name),
            hint: Some(format!("give the draft a `text \"PATH\"`, as in `text \"drafts/{}.md\"`", draft.name)),
        }),
        Err(message) => Err(Unaskable::new(format!("the text of `{}` cannot be read: {message}", draft.name))),
    }
}

/// Answers the question for a text without a case.
///
/// # Errors
/// When no clean text can be made of it.
pub fn of_text(file: &str, source: &str, options: Options) -> Result<DraftText, Unaskable> {
    made(file, source, &Parties::default(), options)
}

/// Returns the status of a paper as it is printed.
fn status(word: &str) -> String {
    match word {
        "mediators-text" => "mediator's text".to_string(),
        "rolling-text" => "rolling text".to_string(),
        other => other.to_string(),
    }
}

fn made(file: &str, source: &str, parties: &Parties, options: Options) -> Result<DraftText, Unaskable> {
    let resolved = match options.changes {
        Changes::Shown => None,
        Changes::Accepted => Some(critic::accept(source)),
        Changes::Rejected => Some(critic::reject(source)),
    };
    let source = resolved.as_deref().unwrap_or(source);
    let read = bracket::read_with(source, parties);
    let (text, rendering) = if options.clean {
        (bracket::clean(&read).map_err(|error| Unaskable::new(error.to_string()))?, Rendering::Clean)
    } else {
        (source.to_string(), Rendering::Attributed)
    };
    let document = bracket::document(&read, rendering);
    let title = document.title.clone().unwrap_or_else(|| file.to_string());
    let names_left = if options.clean { names_left(&text, parties) } else { Vec::new() };
    let (file, clean) = (file.to_string(), options.clean);
    Ok(DraftText { draft: None, title, file, clean, mark: None, status: None, text, names_left, document })
}

fn names_left(text: &str, parties: &Parties) -> Vec<NameLeft> {
    let lines = LineIndex::new(text);
    let found = bracket::names_left(text, parties).into_iter().map(|(party, span)| NameLeft {
        party: parties.title(party).to_string(),
        name: text[span.clone()].to_string(),
        line: lines.line(span.start as u32),
    });
    found.collect()
}

impl DraftText {
    /// Returns the text in Markdown, under and over its handling mark.
    pub fn markdown(&self) -> String {
        let mark = self.mark.as_ref().map(|mark| format!("**{}**", mark.replace('*', "\\*")));
        let status = self.status.as_ref().map(|status| format!("*{status}*"));
        let head: Vec<String> = mark.iter().chain(&status).cloned().collect();
        let mut out = String::new();
        if !head.is_empty() {
            out.push_str(&format!("{}\n\n", head.join("\n\n")));
        }
        out.push_str(&self.text);
        if let Some(mark) = mark {
            if !out.ends_with('\n') {
                out.push('\n');
            }
            out.push_str(&format!("\n{mark}\n"));
        }
        out
    }
}
