//! `zopa moves`: who moved, when, towards whom?

use crate::args::{Asking, day};
use crate::context::{Context, Exit, Failure};
use clap::Args;
use jiff::civil;
use zopa::question::moves::{self, Options};

/// Who moved, when, towards whom?
#[derive(Debug, Args)]
pub(crate) struct Moves {
    #[command(flatten)]
    asking: Asking,
    /// Tell only what happened after this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: Option<civil::Date>,
}

pub(crate) fn run(args: &Moves, context: &Context) -> Result<Exit, Failure> {
    let case = context.case(&args.asking)?;
    let view = context.view(&case, &args.asking)?;
    let answer = moves::ask(&view, &Options { since: args.since })?;
    context.answer(&answer, || answer.page(&case))?;
    Ok(Exit::Clean)
}
