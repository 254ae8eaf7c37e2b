//! `zopa check`: is the record sound?

use crate::args::{Asking, Format};
use crate::context::{Context, Exit, Failure};
use crate::scenario;
use clap::Args;
use zopa::findings;
use zopa::page::Page;
use zopa::session::Unaskable;
use zopa::texts::Texts;
use zopa_case::case::Case;
use zopa_case::check;
use zopa_case::source::Sources;
use zopa_case::world::World as _;
use zopa_syntax::diagnostic::{Diagnostic, Severity, closest};

/// Is the record sound?
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    asking: Asking,
    /// Let warnings fail too
    #[arg(long)]
    strict: bool,
    /// Look for these findings only; may be given several times
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Leave these warnings out; may be given several times
    #[arg(long, value_name = "NAME")]
    allow: Vec<String>,
}

pub(crate) fn run(args: &Check, context: &Context) -> Result<Exit, Failure> {
    args.only.iter().chain(&args.allow).try_for_each(|name| known(name))?;
    let scenario = scenario::case_text(context, &args.asking.case)?;
    let (case, folder) = match scenario {
        Some(text) => (Case::read(vec![(scenario::name(&args.asking.case), text)]), None),
        None => {
            let folder = context.folder(&args.asking.case)?;
            (Case::read(folder.files()?), Some(folder))
        }
    };
    let case = if args.asking.readers.audience.is_some() { context.case(&args.asking)? } else { case };
    if case.sources.iter().next().is_none() {
        return Err(std::io::Error::other(format!("{}: no .zopa file in it", args.asking.case)).into());
    }
    let mut sources = case.sources.clone();
    let mut found = case.errors.clone();
    if case.is_sound() {
        let view = context.view(&case, &args.asking)?;
        found = check::check(&view);
        if let Some(folder) = folder {
            found.extend(findings::of_drafts(&view, &Texts::read(&case, &folder), &mut sources));
            found.sort_by_key(|finding| (finding.primary.span, finding.rule.name));
        }
    }
    let sources = &sources;
    let found: Vec<Diagnostic> = found.into_iter().filter(|finding| wanted(args, finding)).collect();
    match context.format {
        Format::Text => context.print(&told(sources, &found, context.width()))?,
        Format::Json => context.print_json(&findings::findings(sources, &found))?,
        Format::Sarif => context.print_json(&findings::sarif(sources, &found))?,
        Format::Md | Format::Html => {
            context.answer(&findings::findings(sources, &found), || page(&case, sources, &found))?;
        }
    }
    let errors = found.iter().any(|finding| finding.rule.severity == Severity::Error);
    Ok(if errors || (args.strict && !found.is_empty()) { Exit::Findings } else { Exit::Clean })
}

fn known(name: &str) -> Result<(), Failure> {
    let rules = zopa::rule::all();
    if rules.iter().any(|rule| rule.name == name) {
        return Ok(());
    }
    let hint = closest(name, rules.iter().map(|rule| rule.name)).map(|word| format!("did you mean `{word}`?"));
    Err(Unaskable { message: format!("no finding is called `{name}`"), hint }.into())
}

fn wanted(args: &Check, finding: &Diagnostic) -> bool {
    let named = |names: &[String]| names.iter().any(|name| name == finding.rule.name);
    let allowed = finding.rule.severity == Severity::Warning && named(&args.allow);
    (args.only.is_empty() || named(&args.only)) && !allowed
}

fn told(sources: &Sources, found: &[Diagnostic], width: usize) -> String {
    let mut text = findings::text(sources, found, width, true);
    let errors = found.iter().filter(|finding| finding.rule.severity == Severity::Error).count();
    let warnings = found.len() - errors;
    let counted = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    if !found.is_empty() {
        text.push_str(&format!("{}, {}\n", counted(errors, "error"), counted(warnings, "warning")));
    }
    text
}

fn page(case: &Case, sources: &Sources, found: &[Diagnostic]) -> Page {
    use zopa::page::Line;
    let mut page = Page::new(format!("Check: {}", case.title));
    page.mark.clone_from(&case.handling);
    if found.is_empty() {
        page.paragraph(Line::plain("The record is sound."));
    }
    let rows = found.iter().map(|finding| {
        let cite = zopa::cite::Cite::among(sources, finding.primary.span);
        let hint = finding.hint.clone().unwrap_or_default();
        vec![
            Line::strong(finding.rule.severity.word()),
            Line::plain(finding.rule.name),
            Line::plain(finding.message.clone()).cite(&cite),
            Line::plain(hint),
        ]
    });
    page.table(&["", "Finding", "What", "Way out"], rows.collect());
    page
}
