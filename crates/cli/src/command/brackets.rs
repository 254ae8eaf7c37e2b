//! `zopa brackets`: how much of a text is in brackets?

use crate::args::Asking;
use crate::context::{Context, Exit, Failure};
use clap::Args;
use zopa::question::brackets::{self, Options};
use zopa::texts::Texts;

/// How much of a text is in brackets? The count that people expect, and the measures beside it that say more.
///
/// Works on the drafts of a case, and on a text file alone.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples: zopa brackets CASE --draft rev-2 --since rev-1\n          zopa brackets rev-2.md --since rev-1.md"
)]
pub(crate) struct Brackets {
    #[command(flatten)]
    asking: Asking,
    /// Count in the text of this draft [default: the latest that has a text]
    #[arg(long, value_name = "NAME")]
    draft: Option<String>,
    /// Compare with this draft, or with this file where a text file is counted [default: the draft that it revises]
    #[arg(long, value_name = "NAME")]
    since: Option<String>,
}

pub(crate) fn run(args: &Brackets, context: &Context) -> Result<Exit, Failure> {
    let path = &args.asking.case;
    if let Some(text) = context.bare_text(path, &args.asking)? {
        let earlier = args.since.as_ref().map(|since| context.text(since)).transpose()?;
        let since = args.since.as_deref().zip(earlier.as_deref());
        let answer = brackets::of_text((path, &text), since);
        context.answer(&answer, || answer.page())?;
        return Ok(Exit::Clean);
    }
    let case = context.case(&args.asking)?;
    let view = context.view(&case, &args.asking)?;
    let texts = Texts::read(&case, &context.folder(path)?);
    let options = Options { draft: args.draft.clone(), since: args.since.clone() };
    let answer = brackets::ask(&view, &texts, &options)?;
    context.answer(&answer, || answer.page())?;
    Ok(Exit::Clean)
}
