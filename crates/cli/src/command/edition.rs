//! `zopa edition`: what may one audience see?

use crate::args::day;
use crate::context::{Beside, Context, Exit, Failure};
use clap::Args;
use jiff::civil;
use zopa::edition::{self, Asked};

/// What may one audience see?
#[derive(Debug, Args)]
#[command(
    after_help = "The list of what was withheld is for the record-keeper. With --write, the edition goes into a \
    new folder, which is a case of its own; the list does not. Every question and export takes --for too."
)]
pub(crate) struct Edition {
    /// The folder of the case, or one file of it
    #[arg(default_value = ".")]
    case: String,
    /// The audience: a party, a group, `table` (all parties) or `public`
    #[arg(long = "for", value_name = "AUDIENCE")]
    audience: String,
    /// The day of the edition: what is dated later is left out, and permissions that end hold until their day
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<civil::Date>,
    /// The handling mark of the edition [default: that of the case]
    #[arg(long, value_name = "TEXT")]
    mark: Option<String>,
    /// Write the edition into this new folder
    #[arg(long, value_name = "FOLDER")]
    write: Option<String>,
}

pub(crate) fn run(args: &Edition, context: &Context) -> Result<Exit, Failure> {
    let (case, folder) = context.record(&args.case)?;
    let asked = Asked { audience: args.audience.clone(), as_of: args.as_of, mark: args.mark.clone() };
    let edition = edition::make(&case, &Beside(folder), &asked)?;
    if let Some(folder) = &args.write {
        let files = edition.files();
        super::import::write(folder, &files)?;
        let number = files.len();
        let noun = if number == 1 { "file" } else { "files" };
        context.complain(&format!("made {folder} with {number} {noun}\n"));
    }
    context.answer(&edition.list, || edition.list.page())?;
    Ok(Exit::Clean)
}
