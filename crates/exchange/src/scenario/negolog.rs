//! The JSON of NegoLog: one file for each profile, and no domain.

use super::fields::{Document, Fields};
use super::finding::{Place, Report, shown};
use super::geniusweb::by_value;
use super::model::{Full, Issue, Profile, Scenario, Values, Worth};
use super::tree::Node;
use super::{Files, check_counts, distinct, file_names, json, linear, names_are_distinct, plain};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Returns whether a file has this form.
pub(super) fn claims(root: &Node) -> bool {
    root.get("issueWeights").is_some() && root.get("issues").is_some_and(Node::is_map)
}

/// Reads a scenario. The issues are those of the first profile.
pub(super) fn read(documents: &[Document<'_>], report: &mut Report) -> Option<Scenario> {
    let first = documents.first()?;
    let mut fields = Fields { path: &first.source.path, report };
    let issues = issues(&mut fields, first.root)?;
    let name = first.source.folder().unwrap_or("scenario").to_string();
    let mut scenario = Scenario { name, issues, profiles: Vec::new() };
    let mut parties = BTreeSet::new();
    for document in documents {
        let mut fields = Fields { path: &document.source.path, report };
        let party = fields.name_or_stem(*document, document.root.get("name"));
        let party = distinct(&party, &mut parties);
        scenario.profiles.extend(profile(&mut fields, document.root, party, &scenario.issues));
    }
    Some(scenario)
}

fn issues(fields: &mut Fields<'_, '_>, root: &Node) -> Option<Vec<Issue>> {
    let node = fields.required(root, "issues")?;
    let mut issues = Vec::new();
    for (name, values) in node.entries() {
        let names: Vec<String> = values.entries().map(|(value, _)| value.to_string()).collect();
        if names.is_empty() || name.trim().is_empty() || names.iter().any(|name| name.trim().is_empty()) {
            fields.error(values.at, "no-values", format!("issue {} has no values, or one without name", shown(name)));
            continue;
        }
        let values_of = Values::Named { names, ordered: false };
        if check_counts(name, &values_of, Place::at(fields.path, values.at), fields.report) {
            issues.push(Issue { name: name.to_string(), values: values_of });
        }
    }
    if issues.is_empty() && !fields.report.failed() {
        fields.error(node.at, "no-issues", "there is no issue that can be read");
    }
    names_are_distinct(&issues, Place::at(fields.path, node.at), fields.report);
    (!fields.report.failed()).then_some(issues)
}

fn profile(fields: &mut Fields<'_, '_>, root: &Node, party: String, issues: &[Issue]) -> Option<Profile> {
    fields.known(root, &["name", "reservationValue", "issueWeights", "issues"]);
    let reservation = match root.get("reservationValue") {
        Some(node) => fields.number(node, "the reservation value")?,
        None => {
            fields.deviation(root.at, "missing-key", "`reservationValue` is missing; it counts as 0");
            Decimal::ZERO
        }
    };
    let weights = fields.required(root, "issueWeights")?;
    let ratings_of = fields.required(root, "issues")?;
    for (which, node) in [("issues", ratings_of), ("issueWeights", weights)] {
        for (key, value) in node.entries() {
            if issues.iter().all(|issue| issue.name != key) {
                let message = format!("`{which}` has {}, which is no issue of the first profile", shown(key));
                fields.error(value.at, "unknown-issue", message);
            }
        }
    }
    let mut worths = Vec::with_capacity(issues.len());
    for issue in issues {
        let name = shown(&issue.name);
        let weight = match weights.get(&issue.name) {
            Some(node) => fields.number(node, &format!("the weight of issue {name}")),
            None => {
                fields.deviation(weights.at, "no-weight", format!("issue {name} has no weight"));
                None
            }
        };
        let ratings = match ratings_of.get(&issue.name) {
            Some(node) => by_value(fields, issue, node),
            None => {
                let message = format!("issue {name} is missing: what it is worth is not known");
                fields.deviation(ratings_of.at, "unrated-issue", message);
                vec![None; issue.values.count() as usize]
            }
        };
        worths.push(Some(Worth { weight, ratings }));
    }
    if linear::upright(&mut worths) {
        fields.deviation(weights.at, "negative-weight", "a weight is below 0; its ratings are turned round instead");
    }
    Some(Profile {
        party,
        worths,
        full: Full::Rating(Decimal::ONE),
        bonuses: Vec::new(),
        out_of: Decimal::ONE,
        cap: None,
        reservation: Some(reservation),
        discount: Decimal::ONE,
    })
}

/// Returns one file for each profile, in a folder of the name of the scenario.
pub(super) fn write(scenario: &Scenario, report: &mut Report) -> Option<Files> {
    plain::unordered(scenario, report);
    if scenario.profiles.is_empty() {
        report.error(
            Place::WHOLE,
            "cannot-express",
            "without parties there is no file to write: NegoLog has no domain",
        );
        return None;
    }
    if scenario.profiles.len() != 2 {
        let count = scenario.profiles.len();
        report.deviation(Place::WHOLE, "cannot-express", format!("NegoLog has two parties; here there are {count}"));
    }
    if let Some(issue) = scenario.issues.iter().find(|issue| !matches!(issue.values, Values::Named { .. })) {
        let message = format!("issue {} has numbers; in NegoLog all values have names", shown(&issue.name));
        report.error(Place::WHOLE, "cannot-express", message);
        return None;
    }
    let names = file_names(scenario, "json");
    let mut files = Vec::new();
    for (profile, (path, faithful)) in scenario.profiles.iter().zip(names.profiles) {
        let mut body = Vec::new();
        if !faithful {
            body.push(("name".to_string(), json::Json::text(&profile.party)));
        }
        body.extend(profile_json(scenario, profile, report)?);
        files.push((format!("{}/{path}", names.folder), format!("{}\n", json::pretty(&json::Json::Map(body)))));
    }
    Some(files)
}

fn profile_json(scenario: &Scenario, profile: &Profile, report: &mut Report) -> Option<Vec<(String, json::Json)>> {
    plain::undiscounted(profile, report);
    plain::additive(profile, false, report)?;
    plain::capped(profile, None, report)?;
    let mut weights = Vec::new();
    let mut issues = Vec::new();
    for (issue, worth) in scenario.issues.iter().zip(&profile.worths) {
        let zero =
            Worth { weight: Some(Decimal::ZERO), ratings: vec![Some(Decimal::ZERO); issue.values.count() as usize] };
        let worth = worth.as_ref().unwrap_or(&zero);
        let (weight, shares) = plain::weighted(profile, worth, &issue.name, report)?;
        let named = (0..shares.len()).filter_map(|index| issue.values.text(index)).zip(shares);
        let values = named.map(|(name, share)| (name, json::Json::number(share))).collect();
        weights.push((issue.name.clone(), json::Json::number(weight)));
        issues.push((issue.name.clone(), json::Json::Map(values)));
    }
    let reservation = plain::reservation(profile, "NegoLog", report);
    Some(vec![
        ("reservationValue".to_string(), json::Json::number(reservation)),
        ("issueWeights".to_string(), json::Json::Map(weights)),
        ("issues".to_string(), json::Json::Map(issues)),
    ])
}
