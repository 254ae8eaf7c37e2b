//! `zopa deals`: what deals are there?

use crate::anytime::{Asked, anytime};
use crate::args::Asking;
use crate::context::{Context, Exit, Failure};
use clap::{Args, ValueEnum};
use std::path::Path;
use zopa::question::deals::{self, Convention, Options};
use zopa_case::view::View;
use zopa_store::replace;

/// What deals are there?
#[derive(Debug, Args)]
#[command(after_help = "A deal meets every link and every binding red line, and is worth as much as no deal to every \
    principal whose values are known. With u what a deal is worth to a party and d what no deal is: Nash has the largest \
    product of u - d; Kalai-Smorodinsky the largest least share of (u - d)/(m - d), m being the most that the party may \
    get in a deal; egalitarian gives most to the one who gains least, then to the next; utilitarian has the largest sum of \
    u. Interrupt a long search to have the best found so far (exit code 130).")]
pub(crate) struct Deals {
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    conditions: Conditions,
    /// Whose definitions of the bargaining solutions to use
    #[arg(long, value_enum, default_value_t = Program::Textbook, value_name = "PROGRAM")]
    convention: Program,
    /// List so many of the best deals, by the sum of values and by the product of gains
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    best: usize,
    /// List so many deals, each as different from those before it as can be
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    different: usize,
    /// Find the deals that change the fewest points of this draft; any alternative in a bracket is no change
    #[arg(long, value_name = "DRAFT")]
    near: Option<String>,
    /// List so many points of the frontier
    #[arg(long, value_name = "NUMBER", default_value_t = deals::LIST_MAX)]
    list: usize,
    /// List so many packages for each solution, where several are worth exactly the same; all are counted in any case
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    ties: usize,
    /// Write every point of the frontier to this file, one JSON document a line
    #[arg(long, value_name = "FILE")]
    frontier: Option<String>,
    /// Draw the deals into this SVG file
    #[arg(long, value_name = "FILE")]
    plot: Option<String>,
    /// How many steps each search may take
    #[arg(long, value_name = "STEPS", default_value_t = deals::STEPS_MAX)]
    budget: u64,
}

/// What every deal must be like.
#[derive(Debug, Args)]
struct Conditions {
    /// Only deals with this: `point = choice, …`; may be given several times
    #[arg(long, value_name = "SETTLEMENTS")]
    fix: Vec<String>,
    /// Only deals without this; may be given several times
    #[arg(long, value_name = "SETTLEMENTS")]
    forbid: Vec<String>,
    /// Only deals that are worth so much to a party: `party=value`; may be given several times
    #[arg(long, value_name = "PARTY=VALUE")]
    at_least: Vec<String>,
    /// Ask as if nobody had a walk-away value
    #[arg(long)]
    all_outcomes: bool,
}

/// A program of the field, or the textbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Program {
    /// As in the literature
    Textbook,
    /// As NegMAS has them
    Negmas,
    /// As GENIUS has them
    Genius,
    /// As NegoLog has them
    Negolog,
}

pub(crate) fn run(args: &Deals, context: &Context) -> Result<Exit, Failure> {
    let case = context.case(&args.asking)?;
    let view = context.view(&case, &args.asking)?;
    let options = |steps_max| Options { steps_max, ..args.options() };
    let ask = |steps_max| deals::ask(&view, &options(steps_max));
    let give = |answer: &deals::Deals, interrupted: bool| {
        context.answer(answer, || answer.page(&case))?;
        if interrupted { Ok(()) } else { args.write_files(answer, &view) }
    };
    let asked = Asked {
        steps_max: args.budget,
        ask: &ask,
        is_complete: |answer: &deals::Deals| !answer.more_steps_may_help,
        so_far: deals::Deals::so_far,
        give: &give,
    };
    anytime(context, &asked)?;
    Ok(Exit::Clean)
}

impl Deals {
    fn options(&self) -> Options {
        Options {
            fix: self.conditions.fix.clone(),
            forbid: self.conditions.forbid.clone(),
            at_least: self.conditions.at_least.clone(),
            convention: match self.convention {
                Program::Textbook => Convention::Textbook,
                Program::Negmas => Convention::Negmas,
                Program::Genius => Convention::Genius,
                Program::Negolog => Convention::Negolog,
            },
            all_outcomes: self.conditions.all_outcomes,
            best: self.best,
            different: self.different,
            near: self.near.clone(),
            list_max: self.list,
            ties: self.ties,
            steps_max: self.budget,
        }
    }

    fn write_files(&self, answer: &deals::Deals, view: &View<'_>) -> Result<(), Failure> {
        if let Some(path) = &self.plot {
            let picture = deals::picture(answer, view, &self.options())?;
            replace(Path::new(path), |out| out.write_all(picture.as_bytes()))?;
        }
        if let Some(path) = &self.frontier {
            let options = self.options();
            replace(Path::new(path), |out| {
                deals::each_frontier_deal(view, &options, &mut |deal| {
                    serde_json::to_writer(&mut *out, &deal)?;
                    out.write_all(b"\n")
                })
            })?;
        }
        Ok(())
    }
}
