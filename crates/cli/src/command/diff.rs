//! `zopa diff`: what changed between two drafts?

use crate::args::Asking;
use crate::context::{Context, Exit, Failure};
use clap::Args;
use zopa::question::diff;

/// What changed between two drafts?
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The earlier draft
    from: String,
    /// The later draft
    to: String,
    #[command(flatten)]
    asking: Asking,
}

pub(crate) fn run(args: &Diff, context: &Context) -> Result<Exit, Failure> {
    let case = context.case(&args.asking)?;
    let view = context.view(&case, &args.asking)?;
    let answer = diff::ask(&view, &args.from, &args.to)?;
    context.answer(&answer, || answer.page(&case))?;
    Ok(Exit::Clean)
}
