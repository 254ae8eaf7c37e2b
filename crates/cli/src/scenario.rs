//! Scenarios of the research field, wherever a case is expected.

use crate::context::{Context, Failure};
use std::path::Path;
use zopa_exchange::scenario::{self, Finding, Mode, Scenario, to_case};
use zopa_store::beside;
use zopa_syntax::diagnostic::Severity;

/// The endings of the files of scenarios.
const ENDINGS: &[&str] = &["xml", "json", "yml", "yaml"];

/// Returns a scenario as the text of a case; nothing where a path is not that of a scenario.
pub(crate) fn case_text(context: &Context, path: &str) -> Result<Option<String>, Failure> {
    let place = Path::new(path);
    let has_case = place.is_dir() && holds_case(place);
    let is_other = place.is_file()
        && !place.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)));
    if has_case || is_other || !place.exists() || beside(path, ENDINGS)?.is_empty() {
        return Ok(None);
    }
    match read(context, path, Mode::Lenient)? {
        Some(scenario) => Ok(Some(to_case(&scenario))),
        None => Err(Failure::Unsound),
    }
}

/// Returns what the text of a scenario as a case is called where a line of it is cited.
pub(crate) fn name(path: &str) -> String {
    // `.` and the like name nothing.
    let is_named = Path::new(path).file_name().is_some();
    let whole = if is_named { None } else { std::fs::canonicalize(path).ok() };
    let called = whole.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    format!("{} (as a case)", called.unwrap_or_else(|| path.trim_end_matches('/').to_string()))
}

/// Returns whether a case file lies anywhere in a folder that is not too large to be looked through.
fn holds_case(folder: &Path) -> bool {
    use zopa_case::world::World as _;
    let Ok(folder) = zopa_store::Folder::open(folder) else { return false };
    // What is wrong with the files of a case is told when it is read as one.
    folder.files().map_or(true, |files| !files.is_empty())
}

/// Reads a scenario; nothing where its files have errors, which are shown, as are warnings.
pub(crate) fn read(context: &Context, path: &str, mode: Mode) -> Result<Option<Scenario>, Failure> {
    let reading = scenario::read(&beside(path, ENDINGS)?, mode);
    show(context, &reading.findings);
    Ok(reading.scenario)
}

/// Shows findings about a scenario.
pub(crate) fn show(context: &Context, findings: &[Finding]) {
    for finding in findings {
        let colour = if finding.severity == Severity::Error { "31" } else { "33" };
        context.complain(&format!("\u{1b}[{colour}m{finding}\u{1b}[0m\n"));
    }
}
