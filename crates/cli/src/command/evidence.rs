//! `zopa evidence`: how do we know?

use crate::args::Asking;
use crate::context::{Context, Exit, Failure};
use clap::Args;
use zopa::question::evidence;

/// How do we know?
#[derive(Debug, Args)]
pub(crate) struct Evidence {
    #[command(flatten)]
    asking: Asking,
}

pub(crate) fn run(args: &Evidence, context: &Context) -> Result<Exit, Failure> {
    let case = context.case(&args.asking.case)?;
    let view = context.view(&case, &args.asking)?;
    let answer = evidence::ask(&view)?;
    context.answer(&answer, || answer.page(&case))?;
    Ok(Exit::Clean)
}
