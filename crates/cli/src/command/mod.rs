//! The commands, one file each.

mod check;
mod clash;
mod explain;
mod fmt;

use crate::context::{Context, Exit, Failure};
use clap::Subcommand;

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Is the record sound? Silent and 0 when it is
    Check(check::Check),
    /// Where is it stuck? All clashes of red lines, all moves that would open a deal
    Clash(clash::Clash),
    /// Put the files of a case in their standard form
    Fmt(fmt::Fmt),
    /// What a finding means, with an example and a way out
    Explain(explain::Explain),
}

/// Runs a command.
pub(crate) fn run(command: &Command, context: &mut Context) -> Result<Exit, Failure> {
    match command {
        Command::Check(args) => check::run(args, context),
        Command::Clash(args) => clash::run(args, context),
        Command::Fmt(args) => fmt::run(args, context),
        Command::Explain(args) => explain::run(args, context),
    }
}
