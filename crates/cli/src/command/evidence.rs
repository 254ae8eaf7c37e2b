//! `zopa evidence`: how do we know?

use crate::args::Asking;
use crate::context::{Context, Exit, Failure};
use clap::Args;
use zopa::question::evidence;
use zopa::question::rests::{self, Conclusion};

/// How do we know?
#[derive(Debug, Args)]
pub(crate) struct Evidence {
    /// What this conclusion rests on: the smallest losses of reports and origins that overturn it. One of `no-deal`,
    /// `clash:LINE,LINE`, `deal:DRAFT`, `deal:POINT=CHOICE,…`, `moved:PARTY`, `moved:STANCE`
    #[arg(long, value_name = "CONCLUSION")]
    rests_on: Option<String>,
    /// Steps of the solver that the search for losses may take
    #[arg(long, value_name = "STEPS", requires = "rests_on")]
    budget: Option<u64>,
    #[command(flatten)]
    asking: Asking,
}

pub(crate) fn run(args: &Evidence, context: &Context) -> Result<Exit, Failure> {
    let case = context.case(&args.asking)?;
    let view = context.view(&case, &args.asking)?;
    if let Some(conclusion) = &args.rests_on {
        let answer = rests::ask(&view, &Conclusion::parse(conclusion)?, args.budget)?;
        context.answer(&answer, || answer.page(&case))?;
        return Ok(Exit::Clean);
    }
    let answer = evidence::ask(&view)?;
    context.answer(&answer, || answer.page(&case))?;
    Ok(Exit::Clean)
}
