//! `zopa grid`: who holds what on every point?

use crate::args::Asking;
use crate::context::{Context, Exit, Failure};
use clap::{Args, ValueEnum};
use zopa::page::State;
use zopa::question::clash;
use zopa::question::grid::{self, Options};

/// Who holds what on every point?
#[derive(Debug, Args)]
pub(crate) struct Grid {
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    chosen: Chosen,
}

/// Which part of the grid.
#[derive(Debug, Args)]
pub(super) struct Chosen {
    /// Only points under this heading; may be given several times
    #[arg(long, value_name = "TITLE")]
    pub(super) chapter: Vec<String>,
    /// Only this party; may be given several times
    #[arg(long, value_name = "PARTY")]
    pub(super) party: Vec<String>,
    /// Only points in this state; may be given several times
    #[arg(long, value_name = "STATE", value_enum)]
    pub(super) state: Vec<Far>,
    /// How many steps the solver may take to see which points are blocked
    #[arg(long, value_name = "STEPS", default_value_t = clash::STEPS_MAX)]
    pub(super) budget: u64,
}

/// How far a point is from being settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Far {
    /// Every principal has confirmed it
    Agreed,
    /// Somebody has, or the texts say the same, and nobody is against it
    Close,
    /// Neither agreed nor blocked
    Open,
    /// Red lines about it clash
    Blocked,
}

impl Far {
    pub(super) fn state(self) -> State {
        match self {
            Far::Agreed => State::Agreed,
            Far::Close => State::Close,
            Far::Open => State::Open,
            Far::Blocked => State::Blocked,
        }
    }
}

impl Chosen {
    pub(super) fn options(&self) -> Options {
        Options {
            chapters: self.chapter.clone(),
            parties: self.party.clone(),
            states: self.state.iter().map(|far| far.state()).collect(),
            steps_max: Some(self.budget),
        }
    }
}

pub(crate) fn run(args: &Grid, context: &Context) -> Result<Exit, Failure> {
    let case = context.case(&args.asking)?;
    let view = context.view(&case, &args.asking)?;
    let answer = grid::ask(&view, &args.chosen.options())?;
    context.answer(&answer, || answer.page(&case))?;
    Ok(Exit::Clean)
}
