//! The XML of GENIUS: a domain file and one file for each profile.
//!
//! What the files mean is what GENIUS 10.4 makes of them: an evaluation counts as its share of the best one of its
//! issue, a line over numbers is kept between 0 and 1, and no utility is above 1.

mod domain;
mod profile;
mod rectangle;
mod write;

pub(super) use write::write;

use super::finding::{Place, Report, shown};
use super::model::Scenario;
use super::source::Source;
use super::xml::{self, At, Tree};
use std::collections::BTreeSet;

/// An issue of the domain with the number by which profiles refer to it.
struct Numbered {
    number: i64,
    /// The name as the domain has it.
    name: String,
}

/// Reads a scenario.
pub(super) fn read(sources: &[&Source], report: &mut Report) -> Option<Scenario> {
    let trees: Vec<Tree<'_>> = sources.iter().filter_map(|source| xml::read(source, report)).collect();
    if trees.len() < sources.len() {
        return None;
    }
    let mut domains = Vec::new();
    let mut profiles = Vec::new();
    for root in trees.iter().filter_map(Tree::root) {
        match kind(root) {
            Some(Kind::Domain) => domains.push(root),
            Some(Kind::Profile) => profiles.push(root),
            None => {
                let message = format!(
                    "expected `negotiation_template` or `utility_space` at the top, found {}",
                    shown(root.name())
                );
                report.error(root.place(), "unknown-format", message);
            }
        }
    }
    if let [_, second, ..] = domains.as_slice() {
        report.error(second.place(), "two-domains", "a second domain; a scenario has one");
        return None;
    }
    let domain_root = match (domains.first(), profiles.first()) {
        (Some(&root), _) => root,
        (None, Some(&root)) => {
            let message = "there is no domain file; the issues are taken from the first profile";
            report.deviation(Place::file(&root.source().path), "no-domain", message);
            root
        }
        (None, None) => return None,
    };
    let (issues, numbered) = domain::read(domain_root, report)?;
    if profiles.is_empty() {
        report.deviation(Place::WHOLE, "no-profile", "there is no profile: the parties are not known");
    }
    let name = domain::name(domain_root);
    let mut scenario = Scenario { name, issues, profiles: Vec::new() };
    let mut parties = BTreeSet::new();
    for root in profiles {
        let party = root.get("name").filter(|name| !name.is_empty()).unwrap_or(root.source().stem());
        let party = super::distinct(party, &mut parties);
        let read = profile::read(root, party, (&scenario.issues, &numbered), report);
        scenario.profiles.extend(read);
    }
    Some(scenario)
}

enum Kind {
    Domain,
    Profile,
}

/// Returns what a file is by what it says.
fn kind(root: At<'_>) -> Option<Kind> {
    match root.name() {
        "negotiation_template" => Some(Kind::Domain),
        "utility_space" => {
            let values = |element: At<'_>| {
                matches!(element.name(), "weight" | "evaluator" | "utility" | "reservation" | "discount_factor")
                    || (element.name() == "item" && element.get("evaluation").is_some())
            };
            Some(if root.any(&values) { Kind::Profile } else { Kind::Domain })
        }
        _ => None,
    }
}
