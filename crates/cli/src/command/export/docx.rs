//! `zopa export docx`: papers as Word documents.

use crate::args::{Asking, Readers};
use crate::context::{Context, Exit, Failure};
use crate::word;
use clap::{Args, Subcommand};
use zopa::documents::{self, Rendering};
use zopa::texts::Texts;

/// A Word document.
#[derive(Debug, Subcommand)]
pub(crate) enum Docx {
    /// The text of a draft: clean, in brackets, or tracked against another draft
    Draft(Draft),
    /// The four-column table: two sides, the mediator, and how far each point is
    Columns(Columns),
    /// A brief for a principal: objectives, arguments, the other side, press line, background
    Brief(Brief),
}

/// The text of a draft.
#[derive(Debug, Args)]
pub(crate) struct Draft {
    #[command(flatten)]
    case: Folder,
    /// The draft
    draft: String,
    /// The file to write
    file: String,
    /// For circulation: brackets without attributions, remarks and reservations [default]
    #[arg(long, group = "rendering")]
    clean: bool,
    /// Brackets with who wants what, the parties called by their titles
    #[arg(long, group = "rendering")]
    attributed: bool,
    /// The text as it is written, attributions and all, changes accepted and without comments
    #[arg(long, group = "rendering")]
    written: bool,
    /// As tracked changes against this draft, with the author of the later one as their author
    #[arg(long, value_name = "DRAFT")]
    tracked_from: Option<String>,
    #[command(flatten)]
    asking: AsOf,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
}

/// The four-column table.
#[derive(Debug, Args)]
pub(crate) struct Columns {
    #[command(flatten)]
    case: Folder,
    /// The party in the first column
    first: String,
    /// The party in the second column
    second: String,
    /// The file to write
    file: String,
    /// The party in the third column [default: the mediator]
    #[arg(long, value_name = "PARTY")]
    mediator: Option<String>,
    #[command(flatten)]
    asking: AsOf,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
}

/// A brief for a principal.
#[derive(Debug, Args)]
pub(crate) struct Brief {
    #[command(flatten)]
    case: Folder,
    /// The party that is briefed
    party: String,
    /// The file to write
    file: String,
    #[command(flatten)]
    asking: AsOf,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Args)]
struct Folder {
    /// The folder of the case, or one file of it
    case: String,
}

#[derive(Debug, Args)]
struct AsOf {
    /// As of this day [default: the latest day on record]
    #[arg(long, value_name = "DATE", value_parser = crate::args::day)]
    as_of: Option<jiff::civil::Date>,
    /// Under this assumption; may be given several times
    #[arg(long, value_name = "NAME")]
    assume: Vec<String>,
    #[command(flatten)]
    readers: Readers,
}

impl AsOf {
    fn asking(&self, case: &Folder) -> Asking {
        let (assume, readers) = (self.assume.clone(), self.readers.clone());
        Asking { case: case.case.clone(), as_of: self.as_of, assume, readers }
    }
}

pub(super) fn run(args: &Docx, context: &Context) -> Result<Exit, Failure> {
    let (document, file, force) = match args {
        Docx::Draft(args) => {
            let case = context.case(&args.asking.asking(&args.case))?;
            let texts = Texts::read(&case, &context.folder(&args.case.case)?);
            let rendering = if args.written {
                Rendering::Written
            } else if args.attributed {
                Rendering::Attributed
            } else {
                Rendering::Clean
            };
            let document = documents::draft(&case, &texts, &args.draft, args.tracked_from.as_deref(), rendering)?;
            (document, &args.file, args.force)
        }
        Docx::Columns(args) => {
            let asking = args.asking.asking(&args.case);
            let case = context.case(&asking)?;
            let view = context.view(&case, &asking)?;
            let document = documents::columns(&view, &args.first, &args.second, args.mediator.as_deref())?;
            (document, &args.file, args.force)
        }
        Docx::Brief(args) => {
            let asking = args.asking.asking(&args.case);
            let case = context.case(&asking)?;
            let view = context.view(&case, &asking)?;
            (documents::brief(&view, &args.party)?, &args.file, args.force)
        }
    };
    word::save(file, &document, force)?;
    context.print(&format!("made {file}\n"))?;
    Ok(Exit::Clean)
}
