//! `zopa lean`: whose text is this?

use crate::args::Asking;
use crate::context::{Context, Exit, Failure};
use clap::Args;
use zopa::question::lean::{self, Options};

/// Whose text is this?
#[derive(Debug, Args)]
pub(crate) struct Lean {
    #[command(flatten)]
    asking: Asking,
    /// Judge this draft; may be given several times [default: all on the table]
    #[arg(long, value_name = "NAME")]
    draft: Vec<String>,
    /// How many steps each test may take
    #[arg(long, value_name = "STEPS", default_value_t = lean::STEPS_MAX)]
    budget: u64,
}

pub(crate) fn run(args: &Lean, context: &Context) -> Result<Exit, Failure> {
    let case = context.case(&args.asking)?;
    let view = context.view(&case, &args.asking)?;
    let options = Options { drafts: args.draft.clone(), steps_max: args.budget };
    let answer = lean::ask(&view, &options)?;
    context.answer(&answer, || answer.page(&case))?;
    Ok(Exit::Clean)
}
