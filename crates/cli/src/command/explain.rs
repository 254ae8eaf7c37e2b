//! `zopa explain`: what a finding means.

use crate::args::Format;
use crate::context::{Context, Exit, Failure};
use clap::Args;
use serde_json::json;
use zopa::session::Unaskable;
use zopa_syntax::diagnostic::closest;

/// What a finding means.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The name of the finding; without it, all names
    name: Option<String>,
}

pub(crate) fn run(args: &Explain, context: &Context) -> Result<Exit, Failure> {
    let rules = zopa::rule::all();
    let Some(name) = &args.name else {
        let lines: Vec<String> =
            rules.iter().map(|rule| format!("{:<28} {}\n", rule.name, rule.severity.word())).collect();
        context.print(&lines.concat())?;
        return Ok(Exit::Clean);
    };
    let Some(rule) = rules.iter().find(|rule| rule.name == name) else {
        let hint = closest(name, rules.iter().map(|rule| rule.name)).map(|word| format!("did you mean `{word}`?"));
        return Err(Unaskable { message: format!("no finding is called `{name}`"), hint }.into());
    };
    if context.format == Format::Json {
        context.print_json(&json!({ "name": rule.name, "severity": rule.severity.word(), "page": rule.page }))?;
    } else {
        context.print(rule.page)?;
    }
    Ok(Exit::Clean)
}
