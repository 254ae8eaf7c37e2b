//! The commands, one file each.

mod brackets;
mod brief;
mod check;
mod clash;
mod deals;
mod diff;
mod draft;
mod edition;
mod evidence;
mod explain;
mod export;
mod fmt;
mod gap;
mod grid;
mod import;
mod lean;
mod moves;
mod new;
mod obligations;
mod returned;
mod robust;
mod schema;
mod xlsx;

use crate::context::{Context, Exit, Failure};
use clap::Subcommand;

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// A case to start from: empty, or one of the shipped examples
    New(new::New),
    /// What must I know this morning? Two pages
    Brief(brief::Brief),
    /// Is the record sound? Silent and 0 when it is
    Check(check::Check),
    /// Where is it stuck? All clashes of red lines, all moves that would open a deal
    Clash(clash::Clash),
    /// What deals are there? How many, which ones nothing beats, and the bargaining solutions
    Deals(deals::Deals),
    /// What holds whatever the values are? Exactly, and by the share of values consistent with the record
    Robust(robust::Robust),
    /// Whose text is this? Each draft against each party
    Lean(lean::Lean),
    /// Who moved, when, towards whom? The zone and the clashes over time
    Moves(moves::Moves),
    /// What changed between two drafts? Clause by clause and point by point
    Diff(diff::Diff),
    /// What may one audience see? The record for it, and a list of what was withheld and why
    Edition(edition::Edition),
    /// What did they change, and did they say so? A paper that came back, against the one that was sent
    Returned(returned::Returned),
    /// The text of a draft: as it stands, or clean for circulation
    Draft(draft::Draft),
    /// How much of a text is in brackets? Clause by clause, and since another draft
    Brackets(brackets::Brackets),
    /// How do we know? Retellings, independent origins, rival read-outs, hearsay
    Evidence(evidence::Evidence),
    /// Who holds what on every point? The position grid
    Grid(grid::Grid),
    /// How far apart are the sides, and who must move? The gap sheet
    Gap(gap::Gap),
    /// Who must do what, when, and under which instrument? The implementation matrix
    Obligations(obligations::Obligations),
    /// Put the files of a case in their standard form
    Fmt(fmt::Fmt),
    /// What a finding means, with an example and a way out
    Explain(explain::Explain),
    /// The case in another form
    Export(export::Export),
    /// A case from another form
    Import(import::Import),
    /// The JSON Schemas of the case and of every answer
    Schema(schema::Schema),
}

/// Runs a command.
pub(crate) fn run(command: &Command, context: &mut Context) -> Result<Exit, Failure> {
    match command {
        Command::New(args) => new::run(args, context),
        Command::Brief(args) => brief::run(args, context),
        Command::Moves(args) => moves::run(args, context),
        Command::Diff(args) => diff::run(args, context),
        Command::Edition(args) => edition::run(args, context),
        Command::Returned(args) => returned::run(args, context),
        Command::Draft(args) => draft::run(args, context),
        Command::Brackets(args) => brackets::run(args, context),
        Command::Evidence(args) => evidence::run(args, context),
        Command::Check(args) => check::run(args, context),
        Command::Clash(args) => clash::run(args, context),
        Command::Deals(args) => deals::run(args, context),
        Command::Robust(args) => robust::run(args, context),
        Command::Lean(args) => lean::run(args, context),
        Command::Grid(args) => grid::run(args, context),
        Command::Gap(args) => gap::run(args, context),
        Command::Obligations(args) => obligations::run(args, context),
        Command::Fmt(args) => fmt::run(args, context),
        Command::Explain(args) => explain::run(args, context),
        Command::Export(args) => export::run(args, context),
        Command::Import(args) => import::run(args, context),
        Command::Schema(args) => schema::run(args, context),
    }
}
