//! What can be said on the command line. Parsing touches nothing outside.

use clap::{Args as ClapArgs, Parser, ValueEnum};
use jiff::civil;
use zopa_syntax::value::Date;

/// Keeps the record of a negotiation, says where it is stuck and why, and shows what each finding rests on.
#[derive(Debug, Parser)]
#[command(name = "zopa", version, max_term_width = 100, subcommand_required = true, arg_required_else_help = true)]
#[command(after_help = "Start with: zopa new --example ukraine-2025, then: zopa brief ukraine-2025\n\
    Exit codes: 0 clean, 1 findings, 2 usage, 3 input or output failed")]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: crate::command::Command,
}

/// What goes with every command.
#[derive(Debug, ClapArgs)]
pub(crate) struct Global {
    /// How the answer comes
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN", alias = "color")]
    pub(crate) colour: Colour,
    /// How many columns text may take [default: the terminal's, at most 100]
    #[arg(long, global = true, value_name = "COLUMNS")]
    pub(crate) width: Option<usize>,
}

/// How an answer comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// To read in a terminal
    Text,
    /// A document for programs, in the schema that `zopa schema` prints
    Json,
    /// Markdown
    Md,
    /// One HTML file that prints on A4
    Html,
    /// For code hosts and editors (`check` only)
    Sarif,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// If the output is a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A case, a day, assumptions and an audience: what every question takes.
#[derive(Debug, ClapArgs)]
pub(crate) struct Asking {
    /// The folder of the case, or one file of it
    #[arg(default_value = ".")]
    pub(crate) case: String,
    /// Ask as of this day [default: the latest day on record]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<civil::Date>,
    /// Ask under this assumption; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(crate) assume: Vec<String>,
    #[command(flatten)]
    pub(crate) readers: Readers,
}

/// Who may read the answer.
#[derive(Debug, Clone, Default, ClapArgs)]
pub(crate) struct Readers {
    /// Answer from what this audience may see: a party, a group, `table` or `public`. Permissions that end hold only
    /// where --as-of says the day
    #[arg(long = "for", value_name = "AUDIENCE")]
    pub(crate) audience: Option<String>,
    /// The handling mark on what the audience gets [default: that of the case]
    #[arg(long, value_name = "TEXT", requires = "audience")]
    pub(crate) mark: Option<String>,
}

/// Reads a day; of a month or year, the last.
pub(crate) fn day(text: &str) -> Result<civil::Date, String> {
    match Date::parse(text) {
        Some(date) => Ok(date.last()),
        None if Date::looks_like(text) => Err(format!("there is no date `{text}`")),
        None => Err("expected a date such as 2025-03-01".to_string()),
    }
}
