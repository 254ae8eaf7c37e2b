//! `zopa returned`: what did they change, and did they say so?

use crate::context::{Context, Exit, Failure};
use crate::word;
use clap::Args;
use std::io;
use zopa::question::returned::{Nature, Options, ask};
use zopa::session::Unaskable;
use zopa::texts::Texts;
use zopa_case::case::Case;
use zopa_exchange::docx::draft::{self, Wanted};
use zopa_text::critic;
use zopa_text::document::Document;

/// What did they change, and did they say so?
#[derive(Debug, Args)]
pub(crate) struct Returned {
    /// The Word document that came back
    file: String,
    /// What was sent: a Word document, a text in Markdown, or a draft of the case
    #[arg(long, value_name = "DRAFT|FILE")]
    sent: String,
    /// The folder of the case, or one file of it
    #[arg(long, value_name = "DIR")]
    case: Option<String>,
    /// Who an author in the file speaks for, as `NAME=PARTY`; may be given several times
    #[arg(long, value_name = "AUTHOR=PARTY", value_parser = super::import::alias)]
    alias: Vec<(String, String)>,
}

pub(crate) fn run(args: &Returned, context: &Context) -> Result<Exit, Failure> {
    let is_file = std::path::Path::new(&args.sent).is_file();
    let case = match (&args.case, is_file) {
        (Some(path), _) => Some(context.record(path)?.0),
        (None, false) => Some(context.record(".")?.0),
        (None, true) => None,
    };
    let (_, returned) = word::open(&args.file)?;
    let mut warnings: Vec<String> = returned.warnings.iter().map(|warning| warning.message.clone()).collect();
    let (sent, exact) = if is_file && word::is_word(&args.sent) {
        let (_, reading) = word::open(&args.sent)?;
        warnings.extend(reading.warnings.iter().map(|warning| format!("in {}: {}", args.sent, warning.message)));
        (reading.document, true)
    } else if is_file {
        (critic::document(&context.text(&args.sent)?), false)
    } else {
        (of_draft(args, context, case.as_ref())?, false)
    };
    let parties = parties(args, &returned.document, case.as_ref());
    let options = Options {
        sent: args.sent.clone(),
        returned: args.file.clone(),
        exact,
        parties,
        warnings,
        mark: case.as_ref().and_then(|case| case.handling.clone()),
    };
    let answer = ask(&sent, &returned.document, &options);
    context.answer(&answer, || answer.page())?;
    let grave = answer.unmarked.iter().any(|each| each.nature <= Nature::Space);
    Ok(if grave { Exit::Findings } else { Exit::Clean })
}

/// Returns the text of a draft of the case.
fn of_draft(args: &Returned, context: &Context, case: Option<&Case>) -> Result<Document, Failure> {
    let names = || case.into_iter().flat_map(|case| case.drafts.iter().map(|draft| draft.name.as_str()));
    let found = case.and_then(|case| case.drafts.iter().position(|draft| draft.name == args.sent));
    let (Some(case), Some(at)) = (case, found) else {
        let known: Vec<&str> = names().collect();
        let hint = match zopa_syntax::diagnostic::closest(&args.sent, known.iter().copied()) {
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("name a file, or one of the drafts: {}", known.join(", ")),
        };
        let message = format!("there is no file and no draft called `{}`", args.sent);
        return Err(Unaskable { message, hint: Some(hint) }.into());
    };
    let folder = context.folder(args.case.as_deref().unwrap_or("."))?;
    let texts = Texts::read(case, &folder);
    match texts.of(zopa_case::id::DraftId(at)) {
        Ok(Some(text)) => Ok(critic::document(text)),
        Ok(None) => {
            let message = format!("the record names no text of the draft `{}`", args.sent);
            let hint = "add `text \"PATH\"` to its entry, or name the file that was sent".to_string();
            Err(Unaskable { message, hint: Some(hint) }.into())
        }
        Err(error) => Err(io::Error::other(error.to_string()).into()),
    }
}

/// Returns who the authors in the file speak for: as was said, or by their names in the record.
fn parties(args: &Returned, document: &Document, case: Option<&Case>) -> Vec<(String, String)> {
    let Some(case) = case else { return args.alias.clone() };
    let wanted = Wanted { aliases: args.alias.clone(), ..Wanted::default() };
    let mut authors: Vec<String> =
        zopa_text::revision::revisions(document).into_iter().map(|each| each.author).collect();
    authors.extend(document.comments.iter().map(|comment| comment.author.clone()));
    authors.sort();
    authors.dedup();
    let party = |author: String| draft::party(&author, &wanted, case).map(|party| (author, party));
    authors.into_iter().filter_map(party).collect()
}
