//! `zopa import`: a case from another form, or a paper into a case.

mod docx;

use crate::context::{Context, Exit, Failure};
use crate::scenario;
use clap::{Args, Subcommand};
use std::io::{self, Read as _};
use std::path::Path;
use zopa_exchange::json;
use zopa_exchange::scenario::{Mode, to_case};
use zopa_store::{CASE_BYTES_MAX, SaveError, save};

/// A case from another form, or a paper into a case.
#[derive(Debug, Args)]
pub(crate) struct Import {
    #[command(subcommand)]
    form: Form,
}

#[derive(Debug, Subcommand)]
enum Form {
    /// A JSON document as `zopa export json` writes it
    Json {
        /// The document
        document: String,
        /// The folder to make
        folder: String,
    },
    /// A scenario of the research field: GENIUS XML, GeniusWeb JSON, NegoLog JSON, NegMAS YAML or JSON
    Scenario {
        /// Its folder, or one of its files
        scenario: String,
        /// The folder to make
        folder: String,
        /// Take nothing that is not quite in order
        #[arg(long)]
        strict: bool,
    },
    /// A Word document as a draft of a case; without --write it only shows what would be written
    Docx(docx::Docx),
    /// What was changed in a position grid that `zopa export xlsx` made, as proposed entries
    Xlsx(super::xlsx::In),
}

pub(crate) fn run(args: &Import, context: &Context) -> Result<Exit, Failure> {
    let (document, folder) = match &args.form {
        Form::Json { document, folder } => (document, folder),
        Form::Xlsx(args) => return super::xlsx::import(args, context),
        Form::Scenario { scenario, folder, strict } => return import_scenario(context, scenario, folder, *strict),
        Form::Docx(args) => return docx::run(args, context),
    };
    let text = read(document)?;
    let files = match json::parse(&text).map_err(|error| vec![error]).and_then(|value| json::from_json(&value)) {
        Ok(files) => files,
        Err(errors) => {
            for error in &errors {
                context.complain(&format!("\u{1b}[1;31merror\u{1b}[0m: {error}\n"));
            }
            return Ok(Exit::Findings);
        }
    };
    write(folder, &files)?;
    let number = files.len();
    context.print(&format!("made {folder} with {number} file{}\n", if number == 1 { "" } else { "s" }))?;
    Ok(Exit::Clean)
}

fn import_scenario(context: &Context, path: &str, folder: &str, strict: bool) -> Result<Exit, Failure> {
    let mode = if strict { Mode::Strict } else { Mode::Lenient };
    let Some(scenario) = scenario::read(context, path, mode)? else { return Ok(Exit::Findings) };
    write(folder, &[("case.zopa".to_string(), to_case(&scenario))])?;
    context.print(&format!("made {folder}/case.zopa; try: zopa deals {folder}\n"))?;
    Ok(Exit::Clean)
}

/// Writes the files into a folder beside the one wanted, which then takes its place: all of them, or none.
pub(super) fn write(folder: &str, files: &[(String, String)]) -> Result<(), Failure> {
    super::new::make(folder)?;
    let named = |error: &dyn std::fmt::Display| io::Error::other(format!("{folder}: {error}"));
    let parent = Path::new(folder).parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = tempfile::tempdir_in(parent).map_err(|error| named(&error))?;
    let home = beside.path().join("case");
    std::fs::create_dir(&home)?;
    for (path, text) in files {
        let place = home.join(path);
        let written = place.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(SaveError::Io);
        written
            .and_then(|()| save(&place, None, text))
            .map_err(|error| io::Error::other(format!("{path}: cannot be written: {error}")))?;
    }
    std::fs::remove_dir(folder).map_err(|error| named(&error))?;
    std::fs::rename(&home, folder).map_err(|error| named(&error))?;
    Ok(())
}

fn read(document: &str) -> Result<String, Failure> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{document}: {error}"));
    let mut text = String::new();
    let file = std::fs::File::open(document).map_err(named)?;
    file.take(CASE_BYTES_MAX + 1).read_to_string(&mut text).map_err(named)?;
    if text.len() as u64 > CASE_BYTES_MAX {
        return Err(io::Error::other(format!("{document}: larger than {} MiB", CASE_BYTES_MAX >> 20)).into());
    }
    Ok(text)
}

/// Reads who an author in a file speaks for.
pub(super) fn alias(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once('=').map(|(author, party)| (author.trim(), party.trim())) {
        Some((author, party)) if !author.is_empty() && !party.is_empty() => Ok((author.to_string(), party.to_string())),
        _ => Err("expected `AUTHOR=PARTY`, such as \"J. Smith=aldia\"".to_string()),
    }
}
