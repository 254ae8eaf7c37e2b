//! `zopa brief`: what must I know this morning?

use crate::args::{Asking, day};
use crate::context::{Context, Exit, Failure};
use clap::Args;
use jiff::civil;
use zopa::question::brief::{self, Options};
use zopa::question::clash;

/// What must I know this morning?
#[derive(Debug, Args)]
pub(crate) struct Brief {
    #[command(flatten)]
    asking: Asking,
    /// Tell what changed after this day [default: 14 days before]
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: Option<civil::Date>,
    /// How many steps the solver may take
    #[arg(long, value_name = "STEPS", default_value_t = clash::STEPS_MAX)]
    budget: u64,
}

pub(crate) fn run(args: &Brief, context: &Context) -> Result<Exit, Failure> {
    let case = context.case(&args.asking)?;
    let view = context.view(&case, &args.asking)?;
    let answer = brief::ask(&view, &Options { since: args.since, steps_max: Some(args.budget) })?;
    context.answer(&answer, || answer.page(&case))?;
    Ok(Exit::Clean)
}
