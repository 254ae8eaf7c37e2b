//! `zopa robust`: what holds whatever the values are?

use crate::args::Asking;
use crate::context::{Context, Exit, Failure};
use clap::Args;
use zopa::question::robust::{self, Options};

/// What holds whatever the values are?
#[derive(Debug, Args)]
#[command(after_help = "Weights and ratings that are only bounded, only ordered or not recorded take all values \
    consistent with the record. What is necessary or possible is exact; shares are of values drawn evenly from all of \
    them, with their standard errors. What is gained by several points together (`plus`) comes on top; a party whose cap \
    (`capped`) some package may reach is left out, since its values are then no sum.")]
pub(crate) struct Robust {
    #[command(flatten)]
    asking: Asking,
    /// Judge this package, beside the drafts: `point = choice, …` for every point; may be given several times
    #[arg(long, value_name = "SETTLEMENTS")]
    package: Vec<String>,
    /// Judge so many of the most frequent Nash deals
    #[arg(long, value_name = "NUMBER", default_value_t = 3)]
    deals: usize,
    /// How many values to draw
    #[arg(long, value_name = "NUMBER", default_value_t = robust::SAMPLES, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    samples: u64,
    /// What they are drawn by: the same seed gives the same answer
    #[arg(long, value_name = "NUMBER", default_value_t = robust::SEED)]
    seed: u64,
    /// How many steps all searches may take
    #[arg(long, value_name = "STEPS", default_value_t = robust::STEPS_MAX)]
    budget: u64,
}

pub(crate) fn run(args: &Robust, context: &Context) -> Result<Exit, Failure> {
    let case = context.case(&args.asking)?;
    let view = context.view(&case, &args.asking)?;
    let options = Options {
        packages: args.package.clone(),
        deals: args.deals,
        samples: args.samples,
        seed: args.seed,
        steps_max: args.budget,
    };
    let answer = robust::ask(&view, &options)?;
    context.answer(&answer, || answer.page(&case))?;
    Ok(Exit::Clean)
}
