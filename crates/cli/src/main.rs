//! The `zopa` command.

mod anytime;
mod args;
mod command;
mod context;
mod scenario;
mod word;

use args::Args;
use clap::Parser as _;
use context::{Context, Exit};
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version go to standard output and are no failure; clap knows which is which.
            let code = if error.use_stderr() { Exit::Usage } else { Exit::Clean };
            return match error.print() {
                Ok(()) => code.into(),
                Err(_) => Exit::Io.into(),
            };
        }
    };
    let mut context = Context::new(&args.global);
    match command::run(&args.command, &mut context) {
        Ok(exit) => exit.into(),
        Err(failure) => context.fail(&failure).into(),
    }
}
