//! `zopa export xlsx` and `zopa import xlsx`: Excel out and back in.

use super::grid::Chosen;
use crate::args::{Asking, Format, Readers, day};
use crate::context::{Context, Exit, Failure};
use clap::{Args, ValueEnum};
use jiff::civil;
use std::io::{self, Read as _};
use std::path::{Component, Path};
use zopa::edited::{self, Edited};
use zopa::question::{gap, grid, obligations};
use zopa::session::{self, Unaskable};
use zopa::workbook::workbook;
use zopa_case::case::Case;
use zopa_exchange::xlsx::{self, FILE_BYTES_MAX, Refused};
use zopa_store::{replace, save};
use zopa_syntax::value::Date;

/// The position grid, the gaps and the obligations as an Excel workbook.
#[derive(Debug, Args)]
pub(crate) struct Out {
    /// The folder of the case, or one file of it
    case: String,
    /// The workbook to make
    file: String,
    /// Only this sheet; may be given several times
    #[arg(long, value_name = "SHEET", value_enum)]
    sheet: Vec<Sheet>,
    /// As of this day [default: the latest day on record]
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<civil::Date>,
    /// Under this assumption; may be given several times
    #[arg(long, value_name = "NAME")]
    assume: Vec<String>,
    #[command(flatten)]
    readers: Readers,
    /// The obligations that this draft would bring
    #[arg(long, value_name = "DRAFT")]
    draft: Option<String>,
    #[command(flatten)]
    chosen: Chosen,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
}

/// A sheet of the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sheet {
    /// Who holds what on every point, with the sources; it can be edited and taken back
    Grid,
    /// How far apart the sides are, and who must move
    Gap,
    /// What is to be done, by whom, when: the implementation matrix
    Obligations,
}

/// Changes in a position grid as proposed entries.
#[derive(Debug, Args)]
pub(crate) struct In {
    /// The workbook
    file: String,
    /// The folder of the case, or one file of it
    #[arg(long, value_name = "CASE")]
    case: String,
    /// The date of the proposed entries [default: the day of the grid]
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<Date>,
    /// Whose changes they are, for the remark on each entry
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    /// Add the entries to the end of this file of the case instead of showing them
    #[arg(long, value_name = "FILE")]
    write: Option<String>,
}

fn date(text: &str) -> Result<Date, String> {
    day(text)?;
    Date::parse(text).ok_or_else(|| "expected a date such as 2025-03-01".to_string())
}

fn refused(file: &str, refused: &Refused) -> Failure {
    Failure::Unaskable(Unaskable { message: format!("{file}: {refused}"), hint: refused.hint.clone() })
}

pub(super) fn export(args: &Out, context: &Context) -> Result<Exit, Failure> {
    if Path::new(&args.file).exists() && !args.force {
        let message = format!("{} exists already", args.file);
        let hint = Some("choose another name, or say --force".to_string());
        return Err(Unaskable { message, hint }.into());
    }
    let (assume, readers) = (args.assume.clone(), args.readers.clone());
    let asking = Asking { case: args.case.clone(), as_of: args.as_of, assume, readers };
    let case = context.case(&asking)?;
    let view = context.view(&case, &asking)?;
    let wanted = |sheet| args.sheet.is_empty() || args.sheet.contains(&sheet);
    let mut sheets = Vec::new();
    if wanted(Sheet::Grid) {
        sheets.extend(grid::ask(&view, &args.chosen.options())?.sheets(&case));
    }
    if wanted(Sheet::Gap) {
        sheets.push(gap::ask(&view, &args.chosen.options())?.sheet(&case));
    }
    if wanted(Sheet::Obligations) {
        sheets.extend(obligations::ask(&view, &obligations::Options { draft: args.draft.clone() })?.sheets());
    }
    let bytes = xlsx::write(&workbook(&case, sheets)).map_err(|error| refused(&args.file, &error))?;
    replace(Path::new(&args.file), |out| out.write_all(&bytes))?;
    context.print(&format!("made {}\n", args.file))?;
    Ok(Exit::Clean)
}

pub(super) fn import(args: &In, context: &Context) -> Result<Exit, Failure> {
    let (case, _) = context.record(&args.case)?;
    let book = xlsx::read(&bytes(&args.file)?).map_err(|error| refused(&args.file, &error))?;
    for what in &book.ignored {
        context.complain(&format!(
            "\u{1b}[33m{}: warning: {what} in the workbook are left out of account\u{1b}[0m\n",
            args.file
        ));
    }
    let opened = match edited::open(&book.sheets) {
        Ok(opened) => opened,
        Err(finding) => {
            context.complain(&format!("\u{1b}[31m{}: {finding}\u{1b}[0m\n", args.file));
            return Ok(Exit::Findings);
        }
    };
    let view = session::view(&case, &opened.asked())?;
    let mut answer = opened.compare(&view, &edited::Options { date: args.date, by: args.by.clone() });
    let target = args.write.as_deref().map(|path| target(&case, path)).transpose()?;
    edited::resolve(&case, &mut answer, target.as_deref());
    for finding in &answer.findings {
        let colour = if finding.error { "31" } else { "33" };
        context.complain(&format!("\u{1b}[{colour}m{}: {finding}\u{1b}[0m\n", args.file));
    }
    match (&target, answer.is_sound()) {
        (Some(target), true) => write(context, &args.case, &case, &answer, target)?,
        (Some(_), false) => context.complain("nothing was written: all changes must resolve first\n"),
        (None, _) if context.format == Format::Text => context.print(&answer.text())?,
        (None, _) => context.answer(&answer, || answer.page())?,
    }
    Ok(if answer.is_sound() { Exit::Clean } else { Exit::Findings })
}

/// Returns the path of a file below the case folder, as the case has it.
fn target(case: &Case, path: &str) -> Result<String, Failure> {
    let plain = path.strip_prefix("./").unwrap_or(path);
    let inside = Path::new(plain).components().all(|part| matches!(part, Component::Normal(_)));
    let is_case_file = Path::new(plain).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zopa"));
    if inside && is_case_file && !plain.is_empty() {
        return Ok(plain.to_string());
    }
    let known: Vec<&str> = case.sources.iter().map(|source| source.path.as_str()).collect();
    let message = format!("{path}: expected a `.zopa` file, given by its path below the case folder");
    Err(Failure::Unaskable(Unaskable { message, hint: Some(format!("there are {}", known.join(", "))) }))
}

fn write(context: &Context, folder: &str, case: &Case, answer: &Edited, target: &str) -> Result<(), Failure> {
    let count = answer.proposals.len();
    if count == 0 {
        return context.print("nothing has changed\n");
    }
    let place = context.folder(folder)?.place(target);
    let before = case.sources.iter().find(|source| source.path == target).map(|source| source.text.as_str());
    let after = edited::appended(before.unwrap_or_default(), answer)
        .ok_or_else(|| io::Error::other(format!("{target}: the entries cannot be added")))?;
    save(&place, before, &after).map_err(|error| io::Error::other(format!("{}: {error}", place.display())))?;
    let entries = if count == 1 { "1 entry".to_string() } else { format!("{count} entries") };
    context.print(&format!("added {entries} to {}\n", place.display()))
}

fn bytes(path: &str) -> Result<Vec<u8>, Failure> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{path}: {error}"));
    let mut bytes = Vec::new();
    // One byte more than is read tells that the file is too large.
    let limit = FILE_BYTES_MAX as u64 + 1;
    std::fs::File::open(path).map_err(named)?.take(limit).read_to_end(&mut bytes).map_err(named)?;
    Ok(bytes)
}
