//! The world around a command: terminal, files, exit codes.

use crate::args::{Asking, Colour, Format, Global};
use crate::scenario;
use anstream::{AutoStream, ColorChoice};
use serde::Serialize;
use std::cell::RefCell;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;
use zopa::edition;
use zopa::findings;
use zopa::page::{self, Page};
use zopa::session::{self, Asked, Unaskable};
use zopa::texts;
use zopa_case::case::Case;
use zopa_case::view::View;
use zopa_case::world::World;
use zopa_store::Folder;
use zopa_syntax::diagnostic::Severity;

/// The endings of text files.
const TEXT_ENDINGS: &[&str] = &["md", "markdown", "txt", "text"];

/// How a command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is well.
    Clean,
    /// Something was found.
    Findings,
    /// The command was not understood.
    Usage,
    /// Reading or writing failed.
    Io,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::Io => 3,
        })
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Reading or writing failed.
    Io(io::Error),
    /// The question makes no sense for this case.
    Unaskable(Unaskable),
    /// The case has errors; they have been shown.
    Unsound,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Io(error)
    }
}

impl From<Unaskable> for Failure {
    fn from(error: Unaskable) -> Failure {
        Failure::Unaskable(error)
    }
}

/// The world around a command.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) format: Format,
    colour: ColorChoice,
    width: usize,
    /// The mark of the edition from which the answer comes.
    mark: RefCell<Option<String>>,
}

impl Context {
    pub(crate) fn new(global: &Global) -> Context {
        let colour = match global.colour {
            Colour::Auto => ColorChoice::Auto,
            Colour::Always => ColorChoice::Always,
            Colour::Never => ColorChoice::Never,
        };
        let width = global.width.or_else(terminal_width).unwrap_or(100).clamp(40, 1_000);
        Context { format: global.format, colour, width, mark: RefCell::default() }
    }

    /// Reads the case that a question is asked of: for an audience, its edition. Errors of the record are shown, and
    /// then no question can be asked of it.
    pub(crate) fn case(&self, asking: &Asking) -> Result<Case, Failure> {
        let (case, folder) = self.record(&asking.case)?;
        let Some(audience) = &asking.readers.audience else { return Ok(case) };
        let asked =
            edition::Asked { audience: audience.clone(), as_of: asking.as_of, mark: asking.readers.mark.clone() };
        let edition = edition::make(&case, &Beside(folder), &asked)?;
        *self.mark.borrow_mut() = Some(edition.list.mark);
        Ok(edition.case)
    }

    /// Reads the whole record, or a scenario of the research field as one. What is asked of it is for the
    /// record-keeper: everything else goes through [`Context::case`].
    pub(crate) fn record(&self, path: &str) -> Result<(Case, Option<Folder>), Failure> {
        let (case, folder) = match scenario::case_text(self, path)? {
            Some(text) => (Case::read(vec![(scenario::name(path), text)]), None),
            None => {
                let folder = self.folder(path)?;
                (Case::read(folder.files()?), Some(folder))
            }
        };
        if case.sources.iter().next().is_none() {
            let message =
                format!("{path}: no .zopa file in it, and no scenario of GENIUS, GeniusWeb, NegoLog or NegMAS");
            return Err(io::Error::other(message).into());
        }
        if case.is_sound() {
            return Ok((case, folder));
        }
        let errors: Vec<_> =
            case.errors.iter().filter(|finding| finding.rule.severity == Severity::Error).cloned().collect();
        self.complain(&findings::text(&case.sources, &errors, self.width, true));
        Err(Failure::Unsound)
    }

    /// Returns a text file that is named where a case or a draft could be; nothing where it is none.
    pub(crate) fn bare_text(&self, path: &str, asking: &Asking) -> Result<Option<String>, Failure> {
        let place = Path::new(path);
        let ending = place.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        let is_text = ending.is_some_and(|ending| TEXT_ENDINGS.contains(&ending.as_str()));
        if is_text && place.is_file() { self.alone(path, asking).map(Some) } else { Ok(None) }
    }

    /// Reads a text file without a record. Nothing says who may see it, so it can be shown to no audience.
    pub(crate) fn alone(&self, path: &str, asking: &Asking) -> Result<String, Failure> {
        if asking.readers.audience.is_some() {
            let message = format!("{path}: a text alone does not say who may see it");
            let hint = Some("ask for the draft of a case that names this text".to_string());
            return Err(Unaskable { message, hint }.into());
        }
        self.text(path)
    }

    /// Reads a text file.
    pub(crate) fn text(&self, path: &str) -> Result<String, Failure> {
        let folder = self.folder(path)?;
        let name = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(texts::text(&name, &folder).map_err(|error| io::Error::new(error.kind(), format!("{path}: {error}")))?)
    }

    pub(crate) fn folder(&self, path: &str) -> Result<Folder, Failure> {
        Ok(Folder::open(path)?)
    }

    /// Returns a case as of the day and under the assumptions asked for.
    pub(crate) fn view<'a>(&self, case: &'a Case, asking: &Asking) -> Result<View<'a>, Failure> {
        let asked = Asked { as_of: asking.as_of, assume: asking.assume.clone() };
        Ok(session::view(case, &asked)?)
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Writes an answer in the format asked for.
    pub(crate) fn answer(&self, answer: &impl Serialize, page: impl FnOnce() -> Page) -> Result<(), Failure> {
        // Whatever a page says of itself: one from an edition says for whom it is.
        let page = || {
            let mut page = page();
            page.mark = page.mark.or_else(|| self.mark.borrow().clone());
            page
        };
        match self.format {
            Format::Text => self.print(&page::text(&page(), self.width)),
            Format::Json => self.print_json(answer),
            Format::Md => self.print(&page::markdown(&page())),
            Format::Html => self.print(&page::html(&page())),
            Format::Sarif => {
                let hint = Some("`check` writes SARIF; questions come as text, json, md or html".to_string());
                let message = "this answer does not come as SARIF".to_string();
                Err(Failure::Unaskable(Unaskable { message, hint }))
            }
        }
    }

    pub(crate) fn print_json(&self, value: &impl Serialize) -> Result<(), Failure> {
        let mut text = serde_json::to_string_pretty(value).map_err(io::Error::other)?;
        text.push('\n');
        // There are no colours in a document, so that none need be looked for.
        written(&mut io::stdout().lock(), &text)
    }

    /// Writes to standard output. A reader that went away, such as `head`, is no failure.
    pub(crate) fn print(&self, text: &str) -> Result<(), Failure> {
        written(&mut AutoStream::new(io::stdout().lock(), self.colour), text)
    }

    /// Writes to standard error. There is nobody left to tell when that fails.
    pub(crate) fn complain(&self, text: &str) {
        let mut out = AutoStream::new(io::stderr().lock(), self.colour);
        drop(out.write_all(text.as_bytes()));
    }

    /// Says why a command could not do its work.
    pub(crate) fn fail(&self, failure: &Failure) -> Exit {
        match failure {
            Failure::Io(error) => {
                self.complain(&format!("\u{1b}[1;31merror\u{1b}[0m: {error}\n"));
                Exit::Io
            }
            Failure::Unaskable(error) => {
                self.complain(&format!("\u{1b}[1;31merror\u{1b}[0m: {error}\n"));
                if let Some(hint) = &error.hint {
                    self.complain(&format!("\u{1b}[1mhelp\u{1b}[0m: {hint}\n"));
                }
                Exit::Usage
            }
            Failure::Unsound => {
                self.complain("the case has errors; no question can be asked of it before they are put right\n");
                Exit::Findings
            }
        }
    }
}

/// What lies beside a record: the files of its folder, or nothing beside a scenario.
#[derive(Debug)]
pub(crate) struct Beside(pub(crate) Option<Folder>);

impl World for Beside {
    fn files(&self) -> io::Result<Vec<(String, String)>> {
        self.0.as_ref().map_or(Ok(Vec::new()), World::files)
    }

    fn attachment(&self, path: &str) -> io::Result<Vec<u8>> {
        match &self.0 {
            Some(folder) => folder.attachment(path),
            None => Err(io::Error::other(format!("{path}: a scenario has no such file"))),
        }
    }
}

fn terminal_width() -> Option<usize> {
    let columns: usize = std::env::var("COLUMNS").ok()?.parse().ok()?;
    Some(columns.min(100))
}

/// Writes all of a text. A reader that went away is no failure.
fn written(out: &mut impl io::Write, text: &str) -> Result<(), Failure> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
