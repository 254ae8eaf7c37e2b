//! `zopa obligations`: who must do what, when, and under which instrument?

use crate::args::Asking;
use crate::context::{Context, Exit, Failure};
use clap::Args;
use zopa::question::obligations::{self, Options};

/// Who must do what, when, and under which instrument?
#[derive(Debug, Args)]
pub(crate) struct Obligations {
    #[command(flatten)]
    asking: Asking,
    /// What this draft would bring, instead of what is agreed
    #[arg(long, value_name = "DRAFT")]
    draft: Option<String>,
}

pub(crate) fn run(args: &Obligations, context: &Context) -> Result<Exit, Failure> {
    let case = context.case(&args.asking)?;
    let view = context.view(&case, &args.asking)?;
    let answer = obligations::ask(&view, &Options { draft: args.draft.clone() })?;
    context.answer(&answer, || answer.page(&case))?;
    Ok(Exit::Clean)
}
