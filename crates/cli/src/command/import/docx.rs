//! `zopa import docx`: a Word document as a draft of a case.

use crate::args::day;
use crate::context::{Context, Exit, Failure};
use crate::word;
use clap::Args;
use std::path::PathBuf;
use zopa::session::Unaskable;
use zopa_case::case::Case;
use zopa_case::world::World as _;
use zopa_exchange::docx::Reading;
use zopa_exchange::docx::draft::{Proposal, Wanted, places, proposal, told};
use zopa_store::{Planned, save_all};
use zopa_syntax::edit::{Change, apply};
use zopa_syntax::form::Space;

/// A Word document as a draft of a case.
#[derive(Debug, Args)]
pub(crate) struct Docx {
    /// The Word document
    file: String,
    /// What the draft is called in the record
    #[arg(long = "as", value_name = "DRAFT")]
    name: String,
    /// Who wrote it: a party, person or group of the case, or any words
    #[arg(long, value_name = "AUTHOR")]
    by: String,
    /// The draft that it revises; may be given several times
    #[arg(long, value_name = "DRAFT")]
    revises: Vec<String>,
    /// When it was tabled [default: the latest tracked change, or else the properties of the file]
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<String>,
    /// Its title [default: as printed in it]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Who an author in the file speaks for, as `NAME=PARTY`; may be given several times
    #[arg(long, value_name = "AUTHOR=PARTY", value_parser = super::alias)]
    alias: Vec<(String, String)>,
    /// The folder of the case
    #[arg(long, value_name = "DIR", default_value = ".")]
    case: String,
    /// Write it: the file as it came, its text, the text with its marks, and the entry
    #[arg(long)]
    write: bool,
}

fn date(text: &str) -> Result<String, String> {
    day(text).map(|_| text.to_string())
}

pub(super) fn run(args: &Docx, context: &Context) -> Result<Exit, Failure> {
    let (case, _) = context.record(&args.case)?;
    check(args, &case)?;
    let (bytes, reading) = word::open(&args.file)?;
    let wanted = Wanted {
        name: args.name.clone(),
        by: args.by.clone(),
        revises: args.revises.clone(),
        date: args.date.clone(),
        title: args.title.clone(),
        aliases: args.alias.clone(),
    };
    let proposal = proposal(&reading, &wanted, &case).map_err(|message| Unaskable { message, hint: None })?;
    let (home, seen, changed) = entered(args, context, &proposal)?;
    let folder = context.folder(&args.case)?;
    let [original, text, marked] = places(&args.name);
    let new = |path: &str, new: Vec<u8>| Planned { path: folder.place(path), seen: None, new };
    let mut files = vec![new(&original, bytes), new(&text, proposal.text.clone().into_bytes())];
    files.extend(proposal.marked.clone().map(|text| new(&marked, text.into_bytes())));
    files.push(Planned { path: folder.place(&home), seen: Some(seen.into_bytes()), new: changed.into_bytes() });
    context.print(&report(args, &reading, &proposal, &home))?;
    refuse_overwriting(&files)?;
    if args.write {
        save_all(&files).map_err(std::io::Error::other)?;
    }
    let names: Vec<String> = files.iter().map(|file| file.path.display().to_string()).collect();
    let done = if args.write { "written" } else { "would be written; say --write to do it" };
    context.print(&format!("\n{done}:\n  {}\n", names.join("\n  ")))?;
    Ok(Exit::Clean)
}

fn check(args: &Docx, case: &Case) -> Result<(), Failure> {
    let sound = |name: &str| {
        let first = name.chars().next().is_some_and(char::is_alphabetic);
        first && name.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    if !sound(&args.name) {
        let message = format!("`{}` cannot be the name of a draft", args.name);
        let hint = "a name has letters, digits and hyphens: kell-2, norrland-1".to_string();
        return Err(Unaskable { message, hint: Some(hint) }.into());
    }
    if case.names.get(Space::Draft, &args.name).is_some() {
        let message = format!("the case has a draft `{}` already", args.name);
        return Err(Unaskable { message, hint: Some("choose another name with --as".to_string()) }.into());
    }
    for name in &args.revises {
        if case.names.get(Space::Draft, name).is_none() {
            let known: Vec<&str> = case.drafts.iter().map(|draft| draft.name.as_str()).collect();
            let hint = match zopa_syntax::diagnostic::closest(name, known.iter().copied()) {
                Some(word) => format!("did you mean `{word}`?"),
                None => format!("there are {}", known.join(", ")),
            };
            return Err(Unaskable { message: format!("no draft is called `{name}`"), hint: Some(hint) }.into());
        }
    }
    Ok(())
}

/// Returns the file of the case that takes the entry, as it is and as it would be. The case stays sound.
fn entered(args: &Docx, context: &Context, proposal: &Proposal) -> Result<(String, String, String), Failure> {
    let mut files = context.folder(&args.case)?.files()?;
    // Beside the drafts that are there already, or else at the end of the first file.
    let drafts = |text: &str| text.lines().filter(|line| line.split_whitespace().nth(1) == Some("draft")).count();
    let most = (0..files.len()).rev().max_by_key(|&at| drafts(&files[at].1));
    let Some(at) = most else {
        return Err(std::io::Error::other(format!("{}: no .zopa file in it", args.case)).into());
    };
    let (path, seen) = files[at].clone();
    let gap = if seen.is_empty() || seen.ends_with("\n\n") { "" } else { "\n" };
    let base = format!("{seen}{}{gap}", if seen.is_empty() || seen.ends_with('\n') { "" } else { "\n" });
    let changed = apply(&base, Change::Add { after: usize::MAX, entry: &proposal.entry })
        .map_err(|refused| std::io::Error::other(format!("{path}: the entry cannot be added: {refused}")))?;
    files[at].1.clone_from(&changed);
    let case = Case::read(files);
    if !case.is_sound() {
        let text = zopa::findings::text(&case.sources, &case.errors, context.width(), true);
        context.complain(&text);
        return Err(Failure::Unsound);
    }
    Ok((path, seen, changed))
}

/// Says which files are there already, before anything is written.
fn refuse_overwriting(files: &[Planned]) -> Result<(), Failure> {
    let there: Vec<&PathBuf> = files.iter().filter(|file| file.seen.is_none()).map(|file| &file.path).collect();
    match there.into_iter().find(|path| path.exists()) {
        Some(path) => {
            let message = format!("{} exists already; nothing is overwritten", path.display());
            Err(Unaskable { message, hint: Some("choose another name with --as".to_string()) }.into())
        }
        None => Ok(()),
    }
}

fn report(args: &Docx, reading: &Reading, proposal: &Proposal, home: &str) -> String {
    let mut out = format!("{}\n", args.file);
    let mut say = |line: String| {
        out.push_str("  ");
        out.push_str(&line.replace(char::is_control, " "));
        out.push('\n');
    };
    if proposal.authors.is_empty() {
        say("no tracked changes and no comments".to_string());
    }
    for author in &proposal.authors {
        say(format!("marked by {}", told(author)));
        if author.party.is_none() {
            let name = &author.author;
            say(format!("  nobody in the record is called so; say who with --alias \"{name}=PARTY\""));
        }
    }
    say(format!("{} clauses: {}", proposal.labels.len(), proposal.labels.join(", ")));
    if !proposal.doubled.is_empty() {
        say(format!("numbers that stand more than once, entered once: {}", proposal.doubled.join(", ")));
    }
    if let Some(whence) = proposal.dated {
        say(format!("its date is that of {whence}; --date says otherwise"));
    }
    for text in &reading.margins {
        say(format!("in its headers or footers: {text}"));
    }
    for warning in &reading.warnings {
        say(format!("note: {}", warning.message));
    }
    out.push_str(&format!("\nentry for {home}:\n{}\n", proposal.entry));
    out
}
