//! `zopa export`: a case in another form.

mod docx;

use crate::args::{Asking, Readers, day};
use crate::context::{Context, Exit, Failure};
use crate::scenario::show;
use clap::{Args, Subcommand};
use jiff::civil;
use zopa_case::source::Sources;
use zopa_case::world::World as _;
use zopa_exchange::json;
use zopa_exchange::scenario::{self, FORMATS, Mode};
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
        #[command(flatten)]
        asking: Asking,
    },
    /// Points and values as a scenario of the research field
    Scenario {
        /// The folder of the case, or one file of it
        case: String,
        /// The folder to make
        folder: String,
        /// The format
        #[arg(long, value_name = "FORMAT", value_parser = format_names())]
        to: String,
        /// Leave out, with a warning, what the format cannot say
        #[arg(long)]
        lenient: bool,
        #[command(flatten)]
        asking: AsOf,
    },
    /// A Word document: the text of a draft, the four-column table, or a brief for a principal
    #[command(subcommand)]
    Docx(docx::Docx),
    /// Position grid, gaps and obligations as an Excel workbook; an edited grid comes back with `zopa import xlsx`
    Xlsx(super::xlsx::Out),
}

/// The day and the assumptions that the values are of.
#[derive(Debug, Args)]
struct AsOf {
    /// Values as of this day [default: the latest day on record]
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<civil::Date>,
    /// Values under this assumption; may be given several times
    #[arg(long, value_name = "NAME")]
    assume: Vec<String>,
    #[command(flatten)]
    readers: Readers,
}

fn format_names() -> clap::builder::PossibleValuesParser {
    FORMATS
        .iter()
        .map(|format| clap::builder::PossibleValue::new(format.name).help(format.about))
        .collect::<Vec<_>>()
        .into()
}

pub(crate) fn run(args: &Export, context: &Context) -> Result<Exit, Failure> {
    let asking = match &args.form {
        Form::Json { asking } => asking,
        Form::Xlsx(args) => return super::xlsx::export(args, context),
        Form::Scenario { case, folder, to, lenient, asking } => {
            let AsOf { as_of, assume, readers } = asking;
            let (as_of, assume, readers) = (*as_of, assume.clone(), readers.clone());
            let asking = Asking { case: case.clone(), as_of, assume, readers };
            return export_scenario(context, &asking, folder, to, *lenient);
        }
        Form::Docx(args) => return docx::run(args, context),
    };
    // Without an audience, what names stand for does not matter, so that a record in the making can be exported too.
    let sources = match &asking.readers.audience {
        Some(_) => context.case(asking)?.sources,
        None => Sources::new(context.folder(&asking.case)?.files()?),
    };
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

fn export_scenario(
    context: &Context,
    asking: &Asking,
    folder: &str,
    format: &str,
    lenient: bool,
) -> Result<Exit, Failure> {
    let mode = if lenient { Mode::Lenient } else { Mode::Strict };
    let case = context.case(asking)?;
    let view = context.view(&case, asking)?;
    let Some(format) = scenario::format(format) else { return Ok(Exit::Usage) };
    let written = scenario::from_case(&view, mode).and_then(|(scenario, mut said)| {
        let (files, more) = scenario::write(&scenario, format, mode)?;
        said.extend(more);
        Ok((files, said))
    });
    match written {
        Ok((files, said)) => {
            show(context, &said);
            super::import::write(folder, &files)?;
            // Some formats have a folder of their own for a scenario.
            let inner = files.first().and_then(|(path, _)| path.rsplit_once('/')).map(|(inner, _)| format!("/{inner}"));
            let place = format!("{folder}{}", inner.unwrap_or_default());
            context.print(&format!("made {place} with {} files; try: zopa deals {place}\n", files.len()))?;
            Ok(Exit::Clean)
        }
        Err(said) => {
            show(context, &said);
            if !lenient {
                context.complain("help: with --lenient, what the format cannot say is left out\n");
            }
            Ok(Exit::Findings)
        }
    }
}
