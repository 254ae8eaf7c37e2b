//! `zopa fmt`: the files of a case in their standard form.

use crate::context::{Context, Exit, Failure};
use clap::Args;
use std::io;
use zopa_case::world::World as _;
use zopa_store::{SaveError, save};
use zopa_syntax::format::format;
use zopa_syntax::parse::parse;
use zopa_syntax::span::FileId;

/// Put the files of a case in their standard form.
#[derive(Debug, Args)]
pub(crate) struct Fmt {
    /// The folder of the case, or one file of it
    #[arg(default_value = ".")]
    case: String,
    /// Change nothing; name the files that are not in standard form, and fail if there are any
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: &Fmt, context: &Context) -> Result<Exit, Failure> {
    let folder = context.folder(&args.case)?;
    let mut changed = false;
    for (path, text) in folder.files()? {
        let formatted = format(&text, &parse(FileId(0), &text));
        if formatted == text {
            continue;
        }
        changed = true;
        if args.check {
            context.print(&format!("{path}\n"))?;
            continue;
        }
        save(&folder.place(&path), Some(&text), &formatted).map_err(|error| match error {
            SaveError::Io(error) => error,
            SaveError::Changed => io::Error::other(format!("{path}: {error}")),
        })?;
    }
    Ok(if args.check && changed { Exit::Findings } else { Exit::Clean })
}
