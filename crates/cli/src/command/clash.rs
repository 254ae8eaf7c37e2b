//! `zopa clash`: where is it stuck?

use crate::args::Asking;
use crate::context::{Context, Exit, Failure};
use clap::Args;
use zopa::question::clash::{self, Options, Target};

/// Where is it stuck?
#[derive(Debug, Args)]
pub(crate) struct Clash {
    #[command(flatten)]
    asking: Asking,
    /// Ask why this draft fails
    #[arg(long, value_name = "NAME", conflicts_with = "package")]
    draft: Option<String>,
    /// Ask why this package fails: `point = choice, point = choice`
    #[arg(long, value_name = "SETTLEMENTS")]
    package: Option<String>,
    /// Look for moves alone, which is faster where clashes are many
    #[arg(long)]
    moves_only: bool,
    /// How many steps the solver may take
    #[arg(long, value_name = "STEPS", default_value_t = clash::STEPS_MAX)]
    budget: u64,
}

pub(crate) fn run(args: &Clash, context: &Context) -> Result<Exit, Failure> {
    let case = context.case(&args.asking)?;
    let view = context.view(&case, &args.asking)?;
    let draft = args.draft.clone().map(Target::Draft);
    let target = draft.or_else(|| args.package.clone().map(Target::Package));
    let options =
        Options { target, steps_max: Some(args.budget), dead: true, unrelaxed: false, moves_only: args.moves_only };
    let answer = clash::ask(&view, &options)?;
    context.answer(&answer, || answer.page(&case))?;
    Ok(Exit::Clean)
}
