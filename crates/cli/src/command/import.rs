//! `zopa import`: a case from another form.

use crate::context::{Context, Exit, Failure};
use clap::{Args, Subcommand};
use std::io::{self, Read as _};
use std::path::Path;
use zopa_exchange::json;
use zopa_store::{CASE_BYTES_MAX, SaveError, save};

/// A case from another form.
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
}

pub(crate) fn run(args: &Import, context: &Context) -> Result<Exit, Failure> {
    let Form::Json { document, folder } = &args.form;
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
    super::new::make(folder)?;
    for (path, text) in &files {
        let place = Path::new(folder).join(path);
        if let Some(parent) = place.parent() {
            std::fs::create_dir_all(parent)?;
        }
        save(&place, None, text).map_err(|error| match error {
            SaveError::Io(error) => error,
            SaveError::Changed => io::Error::other(format!("{}: {error}", place.display())),
        })?;
    }
    let number = files.len();
    context.print(&format!("made {folder} with {number} file{}\n", if number == 1 { "" } else { "s" }))?;
    Ok(Exit::Clean)
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
