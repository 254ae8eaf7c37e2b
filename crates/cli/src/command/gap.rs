//! `zopa gap`: how far apart are the sides, and who must move?

use super::grid::Chosen;
use crate::args::Asking;
use crate::context::{Context, Exit, Failure};
use clap::Args;
use zopa::question::gap;

/// How far apart are the sides, and who must move?
#[derive(Debug, Args)]
pub(crate) struct Gap {
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    chosen: Chosen,
}

pub(crate) fn run(args: &Gap, context: &Context) -> Result<Exit, Failure> {
    let case = context.case(&args.asking)?;
    let view = context.view(&case, &args.asking)?;
    let answer = gap::ask(&view, &args.chosen.options())?;
    context.answer(&answer, || answer.page(&case))?;
    Ok(Exit::Clean)
}
