//! `zopa export`: a case in another form.

use crate::context::{Context, Exit, Failure};
use clap::{Args, Subcommand};
use zopa_case::source::Sources;
use zopa_case::world::World as _;
use zopa_exchange::json;
use zopa_syntax::parse::Parse;

/// A case in another form.
#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(subcommand)]
    form: Form,
}

#[derive(Debug, Subcommand)]
enum Form {
    /// Everything the record says, as one JSON document; `zopa schema case` has its schema
    Json {
        /// The folder of the case, or one file of it
        #[arg(default_value = ".")]
        case: String,
    },
}

pub(crate) fn run(args: &Export, context: &Context) -> Result<Exit, Failure> {
    let Form::Json { case } = &args.form;
    // What names stand for does not matter here, so that a record in the making can be exported too.
    let sources = Sources::new(context.folder(case)?.files()?);
    let files: Vec<(&str, &Parse)> = sources.iter().map(|source| (source.path.as_str(), &source.parse)).collect();
    match json::to_json(&files) {
        Ok(document) => {
            context.print_json(&document)?;
            Ok(Exit::Clean)
        }
        Err(unreadable) => {
            for entry in &unreadable {
                let message = format!("{}: {}", sources.cite(entry.span), entry.message);
                context.complain(&format!("\u{1b}[1;31merror\u{1b}[0m: {message}\n"));
            }
            Ok(Exit::Findings)
        }
    }
}
