//! `zopa diff`: what changed between two drafts?

use crate::args::{Asking, Format};
use crate::context::{Context, Exit, Failure};
use clap::Args;
use std::io;
use std::path::Path;
use zopa::question::diff;
use zopa::session::Unaskable;
use zopa::texts::Texts;
use zopa_store::{SaveError, save};

/// What changed between two drafts?
#[derive(Debug, Args)]
#[command(after_help = "Where both drafts are the paths of text files, these are compared, and no case is read.")]
pub(crate) struct Diff {
    /// The earlier draft: its name in the case, or a text file
    from: String,
    /// The later draft: its name in the case, or a text file
    to: String,
    #[command(flatten)]
    asking: Asking,
    /// Show both texts side by side
    #[arg(long)]
    side_by_side: bool,
    /// Enter the proposed map (`was`, `new`, `dropped`) into the later draft of the case, for review
    #[arg(long, conflicts_with = "side_by_side")]
    write: bool,
}

pub(crate) fn run(args: &Diff, context: &Context) -> Result<Exit, Failure> {
    let answer = if is_file(&args.from) && is_file(&args.to) {
        if args.write {
            let hint = Some("to keep the map, enter both drafts in a case, each with its `text`".to_string());
            let message = "a map between two files has no record to be entered into".to_string();
            return Err(Unaskable { message, hint }.into());
        }
        let read = |path: &str| context.alone(path, &args.asking);
        diff::texts((&args.from, &read(&args.from)?), (&args.to, &read(&args.to)?))?
    } else {
        let case = context.case(&args.asking)?;
        let view = context.view(&case, &args.asking)?;
        let folder = context.folder(&args.asking.case)?;
        let texts = Texts::read(&case, &folder);
        if args.write {
            let confirmation = diff::confirm(&view, &texts, &args.from, &args.to)?;
            return write(args, context, &confirmation);
        }
        diff::ask(&view, &texts, &args.from, &args.to)?
    };
    context.answer(&answer, || if args.side_by_side { answer.side_by_side() } else { answer.page() })?;
    Ok(Exit::Clean)
}

fn is_file(path: &str) -> bool {
    Path::new(path).is_file()
}

fn write(args: &Diff, context: &Context, confirmation: &diff::Confirmation) -> Result<Exit, Failure> {
    if confirmation.text != confirmation.seen {
        let place = context.folder(&args.asking.case)?.place(&confirmation.path);
        save(&place, Some(&confirmation.seen), &confirmation.text).map_err(|error| match error {
            SaveError::Io(error) => error,
            SaveError::Changed => io::Error::other(format!("{}: {error}", confirmation.path)),
        })?;
    }
    if context.format == Format::Json {
        context.print_json(confirmation)?;
        return Ok(Exit::Clean);
    }
    let mut said = match confirmation.lines.len() {
        0 => format!("{}: nothing to enter\n", confirmation.path),
        _ => format!("{}: entered into the draft `{}`, for review:\n", confirmation.path, args.to),
    };
    let left_out = confirmation.left_out.iter().map(|line| format!("not entered: {line}"));
    for line in confirmation.lines.iter().cloned().chain(left_out) {
        said.push_str(&format!("  {line}\n"));
    }
    context.print(&said)?;
    Ok(Exit::Clean)
}
