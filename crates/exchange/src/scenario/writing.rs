//! From a scenario to files.

use super::finding::{Finding, Mode, Place, Report};
use super::model::Scenario;
use super::{Files, Format};
use std::collections::BTreeSet;

/// Returns the files of a scenario in a format, with warnings about what was left out.
///
/// # Errors
/// What the format cannot say. In [`Mode::Lenient`] what can be left out without changing the utility of any outcome is
/// left out, with a warning, and a rating without exact decimals is rounded, with a warning.
pub fn write(scenario: &Scenario, format: &Format, mode: Mode) -> Result<(Files, Vec<Finding>), Vec<Finding>> {
    let mut report = Report::new(mode);
    if scenario.profiles.is_empty() {
        report.deviation(Place::WHOLE, "no-profile", "there is no party");
    }
    let files = (format.write)(scenario, &mut report);
    if files.is_none() && !report.failed() {
        report.error(Place::WHOLE, "too-many-digits", "a number that the format needs has more than 28 digits");
    }
    match files.filter(|_| !report.failed()) {
        Some(files) => Ok((files, report.into_findings())),
        None => Err(report.into_findings()),
    }
}

/// What the files of a scenario are called.
pub(super) struct FileNames {
    /// The domain.
    pub(super) domain: String,
    /// Each profile, and whether the name of the file is that of the party.
    pub(super) profiles: Vec<(String, bool)>,
    /// A folder that bears the name of the scenario.
    pub(super) folder: String,
}

/// Returns names for files that every system takes, as near to those of the scenario as that allows.
pub(super) fn file_names(scenario: &Scenario, ending: &str) -> FileNames {
    let mut taken = BTreeSet::new();
    let mut name = |wanted: &str, fallback: &str| {
        let portable =
            |c: char| if c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '(' | ')') { c } else { '-' };
        let plain: String = wanted.chars().map(portable).take(80).collect();
        let plain = plain.trim().trim_matches('.');
        let plain = if plain.is_empty() { fallback } else { plain };
        let numbered = (2..).map(|number| format!("{plain}-{number}"));
        let mut names = std::iter::once(plain.to_string()).chain(numbered);
        // Some systems do not tell capitals apart.
        let name = names.find(|name| !taken.contains(&name.to_lowercase())).unwrap_or_default();
        taken.insert(name.to_lowercase());
        name
    };
    let folder = name(&scenario.name, "scenario");
    let domain = format!("{}.{ending}", name(&format!("{folder}-domain"), "domain"));
    let profiles = scenario.profiles.iter().map(|profile| {
        let name = name(&profile.party, "profile");
        let faithful = name == profile.party;
        (format!("{name}.{ending}"), faithful)
    });
    FileNames { domain, profiles: profiles.collect(), folder }
}
