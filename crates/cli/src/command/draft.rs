//! `zopa draft`: the text of a draft, as it stands or for circulation.

use crate::args::{Asking, Format};
use crate::context::{Context, Exit, Failure};
use clap::{Args, ValueEnum};
use zopa::paper;
use zopa::question::draft::{self, Changes, DraftText, Options};
use zopa::session::Unaskable;
use zopa::texts::Texts;

/// The text of a draft: as it stands with who wants what, or clean for circulation.
///
/// A clean text keeps brackets, alternatives, options and blanks. Attributions go, and so do comments, footnotes, editors'
/// notes and who made a change; a reservation says only that there is one. Names of parties in the words themselves stay,
/// and are told.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples: zopa draft rev-2 CASE --clean --format md > rev-2-clean.md\n          zopa draft rev-2.md --format html > rev-2.html"
)]
pub(crate) struct Draft {
    /// The draft, by name, or a text file alone
    draft: String,
    #[command(flatten)]
    asking: Asking,
    /// As it stands, with who wants what (meant where nothing is said)
    #[arg(long, conflicts_with = "clean")]
    attributed: bool,
    /// For circulation, without who wants what
    #[arg(long)]
    clean: bool,
    /// What becomes of changes marked in CriticMarkup [default: shown; accepted in a clean text]
    #[arg(long, value_enum, value_name = "WHAT")]
    changes: Option<Marked>,
}

/// What becomes of changes marked in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Marked {
    /// They are shown with who made them
    Shown,
    /// They are accepted
    Accepted,
    /// They are rejected
    Rejected,
}

pub(crate) fn run(args: &Draft, context: &Context) -> Result<Exit, Failure> {
    let changes = match args.changes {
        None => Changes::Shown,
        Some(Marked::Shown) if args.clean => {
            let message = "a clean text shows no changes".to_string();
            let hint = Some("choose `--changes accepted` or `--changes rejected`".to_string());
            return Err(Unaskable { message, hint }.into());
        }
        Some(Marked::Shown) => Changes::Shown,
        Some(Marked::Accepted) => Changes::Accepted,
        Some(Marked::Rejected) => Changes::Rejected,
    };
    let options = Options { clean: args.clean, changes };
    let answer = match context.bare_text(&args.draft, &args.asking)? {
        Some(text) => draft::of_text(&args.draft, &text, options)?,
        None => {
            let case = context.case(&args.asking)?;
            let view = context.view(&case, &args.asking)?;
            let texts = Texts::read(&case, &context.folder(&args.asking.case)?);
            draft::ask(&view, &texts, &args.draft, options)?
        }
    };
    match context.format {
        Format::Text => context.print(&paper::text(&answer.document, context.width()))?,
        Format::Md => context.print(&answer.markdown())?,
        Format::Html => context.print(&paper::html(&answer.document))?,
        Format::Json | Format::Sarif => context.answer(&answer, zopa::page::Page::default)?,
    }
    told(context, &answer);
    Ok(Exit::Clean)
}

/// How many names left in a clean text are told one by one.
const NAMES_TOLD: usize = 10;

/// Says which names of parties stand in the words of a clean text.
fn told(context: &Context, answer: &DraftText) {
    let left = &answer.names_left;
    if left.is_empty() {
        return;
    }
    let places = left.iter().take(NAMES_TOLD).map(|name| format!("`{}` on line {}", name.name, name.line));
    let places = places.collect::<Vec<_>>().join(", ");
    let more = left.len().saturating_sub(NAMES_TOLD);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    context.complain(&format!("\u{1b}[1mnote\u{1b}[0m: the words themselves name parties: {places}{more}\n"));
}
