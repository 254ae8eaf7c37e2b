//! The JSON of GeniusWeb: a domain and linear additive profiles, in both spellings.

use super::fields::{Document, Fields, whole};
use super::finding::{Place, Report, shown};
use super::model::{Full, Issue, Profile, Scenario, Values, Worth};
use super::number::{self, text};
use super::tree::Node;
use super::{Files, check_counts, distinct, file_names, json, linear, names_are_distinct, plain};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Digits to which GeniusWeb rounds what lies between two utilities.
const PLACES: u32 = 8;

/// How many outcomes are tried to find one that is worth as much as no agreement.
const BIDS_MAX: u128 = 200_000;

const SPACE: &str = "LinearAdditiveUtilitySpace";

/// Returns whether a file has this form.
pub(super) fn claims(root: &Node) -> bool {
    root.get("issuesValues").is_some() || (root.entries().count() == 1 && root.entries().all(|(key, _)| is_space(key)))
}

fn is_space(key: &str) -> bool {
    key == SPACE || key.ends_with("UtilitySpace") || matches!(key, "SumOfGroupsUtilitySpace" | "DefaultPartialOrdering")
}

/// Reads a scenario.
pub(super) fn read(documents: &[Document<'_>], report: &mut Report) -> Option<Scenario> {
    let (domains, profiles): (Vec<Document<'_>>, Vec<Document<'_>>) =
        documents.iter().copied().partition(|document| document.root.get("issuesValues").is_some());
    if let [_, second, ..] = domains.as_slice() {
        report.error(Place::file(&second.source.path), "two-domains", "a second domain; a scenario has one");
        return None;
    }
    let bodies: Vec<(Document<'_>, &Node)> = profiles.iter().filter_map(|document| body(*document, report)).collect();
    if bodies.len() < profiles.len() {
        return None;
    }
    let own = bodies.iter().find_map(|&(document, body)| Some((document, body.get("domain")?)));
    let (document, domain) = match (domains.first(), own) {
        (Some(&document), _) => (document, document.root),
        (None, Some(found)) => found,
        (None, None) => {
            report.error(Place::WHOLE, "no-domain", "there is no domain file, and no profile has a `domain`");
            return None;
        }
    };
    let mut fields = Fields { path: &document.source.path, report };
    fields.known(domain, &["name", "issuesValues"]);
    let name = fields.name_or_stem(document, domain.get("name"));
    let issues = issues(&mut fields, domain)?;
    if bodies.is_empty() {
        report.deviation(Place::WHOLE, "no-profile", "there is no profile: the parties are not known");
    }
    let mut scenario = Scenario { name, issues, profiles: Vec::new() };
    let mut parties = BTreeSet::new();
    for (document, body) in bodies {
        let mut fields = Fields { path: &document.source.path, report };
        let party = fields.name_or_stem(document, body.get("name"));
        let party = distinct(&party, &mut parties);
        scenario.profiles.extend(profile(&mut fields, body, party, &scenario.issues));
    }
    Some(scenario)
}

fn body<'t>(document: Document<'t>, report: &mut Report) -> Option<(Document<'t>, &'t Node)> {
    let (key, body) = document.root.entries().next()?;
    if key == SPACE {
        return Some((document, body));
    }
    let message = format!("a profile of the kind {}; only linear additive ones can be read", shown(key));
    report.error(Place::at(&document.source.path, document.root.at), "unknown-profile", message);
    None
}

fn issues(fields: &mut Fields<'_, '_>, domain: &Node) -> Option<Vec<Issue>> {
    let values_of = fields.required(domain, "issuesValues")?;
    if !values_of.is_map() {
        fields.error(values_of.at, "no-issues", "`issuesValues` has no issues");
    }
    let mut issues = Vec::new();
    for (name, node) in values_of.entries() {
        fields.known(node, &["values", "range"]);
        if name.trim().is_empty() {
            fields.error(node.at, "no-name", "an issue without a name");
            continue;
        }
        let values = match (node.get("values"), node.get("range")) {
            (Some(list), None) => named(fields, name, list),
            (None, Some(range)) => stepped(fields, name, range),
            _ => {
                let message = format!("issue {}: expected either `values` or `range`", shown(name));
                fields.error(node.at, "no-values", message);
                None
            }
        };
        let Some(values) = values else { continue };
        if check_counts(name, &values, Place::at(fields.path, node.at), fields.report) {
            issues.push(Issue { name: name.to_string(), values });
        }
    }
    if issues.is_empty() && !fields.report.failed() {
        fields.error(values_of.at, "no-issues", "there is no issue that can be read");
    }
    names_are_distinct(&issues, Place::at(fields.path, values_of.at), fields.report);
    (!fields.report.failed()).then_some(issues)
}

/// Returns named values, in the order of the file.
pub(super) fn named(fields: &mut Fields<'_, '_>, issue: &str, list: &Node) -> Option<Values> {
    let Some(items) = list.items().filter(|items| !items.is_empty()) else {
        fields.error(list.at, "no-values", format!("issue {} has no values", shown(issue)));
        return None;
    };
    let mut seen = BTreeSet::new();
    let mut names = Vec::with_capacity(items.len());
    for item in items {
        let Some(name) = fields.text(item, &format!("a value of issue {}", shown(issue))) else { continue };
        if !seen.insert(name) {
            let message = format!("issue {} has the value {} twice", shown(issue), shown(name));
            fields.error(item.at, "duplicate-value", message);
        }
        names.push(name.to_string());
    }
    Some(Values::Named { names, ordered: false })
}

fn stepped(fields: &mut Fields<'_, '_>, issue: &str, range: &Node) -> Option<Values> {
    fields.known(range, &["low", "high", "step"]);
    let mut part = |key: &str| {
        let node = fields.required(range, key)?;
        fields.number(node, &format!("`{key}` of issue {}", shown(issue)))
    };
    let (low, high, step) = (part("low"), part("high"), part("step"));
    let (low, high, step) = (low?, high?, step?);
    if low > high || step <= Decimal::ZERO {
        let (low, high, step) = (text(low), text(high), text(step));
        let message = format!("issue {} runs from {low} to {high} by {step}", shown(issue));
        fields.error(range.at, "bad-bound", message);
        return None;
    }
    Some(match (whole(low), whole(high), whole(step)) {
        (Some(low), Some(high), Some(1)) => Values::Whole { low, high },
        _ => {
            // The last value is as far as the steps reach.
            let steps = Decimal::from(Values::Stepped { low, high, step }.count().saturating_sub(1));
            let last = number::product(step, steps).and_then(|reach| number::sum(low, reach));
            Values::Stepped { low, high: last.unwrap_or(high), step }
        }
    })
}

fn profile(fields: &mut Fields<'_, '_>, body: &Node, party: String, issues: &[Issue]) -> Option<Profile> {
    fields.known(body, &["name", "domain", "issueUtilities", "issueWeights", "reservationBid"]);
    let utilities = fields.required(body, "issueUtilities")?;
    let weights = fields.required(body, "issueWeights")?;
    let mut worths = Vec::with_capacity(issues.len());
    for issue in issues {
        worths.push(Some(worth(fields, issue, utilities, weights)));
    }
    for (which, node) in [("issueUtilities", utilities), ("issueWeights", weights)] {
        for (key, value) in node.entries() {
            if issues.iter().all(|issue| issue.name != key) {
                let message = format!("`{which}` has {}, which is no issue of the domain", shown(key));
                fields.deviation(value.at, "unknown-issue", message);
            }
        }
    }
    let total = worths.iter().flatten().try_fold(Decimal::ZERO, |sum, worth: &Worth| number::sum(sum, worth.weight?));
    if let Some(total) = total.filter(|total| *total != Decimal::ONE) {
        let message = format!("the weights add up to {}; in GeniusWeb they must add up to 1", text(total));
        fields.deviation(weights.at, "bad-weight", message);
    }
    let reservation = match body.get("reservationBid").filter(|bid| !bid.is_null()) {
        Some(bid) => reservation(fields, bid, issues, &worths),
        None => Some(Decimal::ZERO),
    };
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
        reservation: Some(reservation?),
        discount: Decimal::ONE,
    })
}

fn worth(fields: &mut Fields<'_, '_>, issue: &Issue, utilities: &Node, weights: &Node) -> Worth {
    let name = shown(&issue.name);
    let weight = match weights.get(&issue.name) {
        Some(node) => fields.number(node, &format!("the weight of issue {name}")),
        None => {
            fields.deviation(weights.at, "no-weight", format!("issue {name} has no weight"));
            None
        }
    };
    let count = issue.values.count() as usize;
    let Some(node) = utilities.get(&issue.name) else {
        let message = format!("issue {name} is missing: what it is worth is not known");
        fields.deviation(utilities.at, "unrated-issue", message);
        return Worth { weight, ratings: vec![None; count] };
    };
    let ratings = match node.entries().next() {
        Some(("discreteutils" | "DiscreteValueSetUtilities", inner)) => table(fields, issue, inner),
        Some(("numberutils" | "NumberValueSetUtilities", inner)) => line(fields, issue, inner),
        _ => {
            let message = format!("issue {name}: expected `DiscreteValueSetUtilities` or `NumberValueSetUtilities`");
            fields.error(node.at, "bad-evaluator", message);
            None
        }
    };
    Worth { weight, ratings: ratings.unwrap_or_else(|| vec![None; count]) }
}

fn table(fields: &mut Fields<'_, '_>, issue: &Issue, inner: &Node) -> Option<Vec<Option<Decimal>>> {
    let node = fields.required(inner, "valueUtilities")?;
    let ratings = by_value(fields, issue, node);
    for rating in ratings.iter().flatten() {
        if *rating < Decimal::ZERO || *rating > Decimal::ONE {
            let message = format!("issue {}: the utility {} is not within 0 and 1", shown(&issue.name), text(*rating));
            fields.deviation(node.at, "bad-utility", message);
        }
    }
    Some(ratings)
}

/// Returns the rating of each value of an issue from a map of values to ratings.
pub(super) fn by_value(fields: &mut Fields<'_, '_>, issue: &Issue, node: &Node) -> Vec<Option<Decimal>> {
    let name = shown(&issue.name);
    let count = issue.values.count() as usize;
    let names: std::collections::BTreeMap<String, usize> =
        (0..count).filter_map(|index| Some((issue.values.text(index)?, index))).collect();
    let mut ratings = vec![None; count];
    let mut seen = vec![false; count];
    for (value, rating) in node.entries() {
        // Numbers may be written in more ways than one.
        let index = names.get(value).or_else(|| names.get(&text(number::parse(value).ok()?)));
        let Some(&index) = index else {
            let message = format!("issue {name} has no value {} in the domain", shown(value));
            fields.deviation(rating.at, "unknown-value", message);
            continue;
        };
        if std::mem::replace(&mut seen[index], true) {
            let message = format!("issue {name}: the value {} is rated twice", shown(value));
            fields.error(rating.at, "second-evaluation", message);
        }
        ratings[index] = fields.number(rating, &format!("the utility of {}", shown(value)));
    }
    for (index, _) in seen.iter().enumerate().filter(|(_, seen)| !**seen) {
        let value = shown(&issue.values.text(index).unwrap_or_default());
        let message = format!("issue {name}: the value {value} is missing: what it is worth is not known");
        fields.deviation(node.at, "unrated-value", message);
    }
    ratings
}

/// Where two utilities lie, and what GeniusWeb makes of what lies between them.
struct Line {
    low: (Decimal, Decimal),
    high: (Decimal, Decimal),
}

impl Line {
    fn at(&self, value: Decimal) -> Option<Decimal> {
        if value < self.low.0 || value > self.high.0 {
            return Some(Decimal::ZERO);
        }
        let rise = number::difference(self.high.1, self.low.1)?;
        let run = number::difference(self.high.0, self.low.0)?;
        let along = number::product(rise, number::difference(value, self.low.0)?)?;
        number::sum(self.low.1, number::rounded_quotient(along, run, PLACES)?.0)
    }
}

fn line(fields: &mut Fields<'_, '_>, issue: &Issue, inner: &Node) -> Option<Vec<Option<Decimal>>> {
    let name = shown(&issue.name);
    fields.known(inner, &["lowValue", "lowUtility", "highValue", "highUtility"]);
    let mut part = |key: &str| {
        let node = fields.required(inner, key)?;
        fields.number(node, &format!("`{key}` of issue {name}"))
    };
    let (low, high) = ((part("lowValue"), part("lowUtility")), (part("highValue"), part("highUtility")));
    let line = Line { low: (low.0?, low.1?), high: (high.0?, high.1?) };
    if line.high.0 <= line.low.0 {
        fields.error(inner.at, "bad-bound", format!("issue {name}: `highValue` is not above `lowValue`"));
        return None;
    }
    let Some(numbers) = linear::numbers(issue) else {
        fields.error(inner.at, "bad-evaluator", format!("issue {name} has named values, but utilities of numbers"));
        return None;
    };
    let ratings: Option<Vec<_>> = numbers.into_iter().map(|value| line.at(value).map(Some)).collect();
    if ratings.is_none() {
        let message = format!("the utilities of issue {name} need more than 28 digits");
        fields.error(inner.at, "too-many-digits", message);
    }
    ratings
}

fn reservation(fields: &mut Fields<'_, '_>, bid: &Node, issues: &[Issue], worths: &[Option<Worth>]) -> Option<Decimal> {
    let values = fields.required(bid, "issuevalues")?;
    let mut sum = Decimal::ZERO;
    for (name, node) in values.entries() {
        let Some(at) = issues.iter().position(|issue| issue.name == name) else {
            fields.deviation(node.at, "unknown-issue", format!("the bid has {}, which is no issue", shown(name)));
            continue;
        };
        let value = fields.text(node, &format!("the value of {}", shown(name)))?;
        let written = number::parse(value).map(text).unwrap_or_default();
        let count = issues[at].values.count() as usize;
        let index = (0..count).find(|&index| {
            let own = issues[at].values.text(index);
            own.as_deref() == Some(value) || own.as_deref() == Some(written.as_str())
        });
        let worth = worths[at].as_ref();
        let rating = index.and_then(|index| worth.and_then(|worth| Some((worth.weight?, worth.ratings[index]?))));
        let Some((weight, rating)) = rating else {
            let message = format!("the utility of {} in the bid is not known", shown(value));
            fields.error(node.at, "bad-bid", message);
            return None;
        };
        let share = number::product(weight, rating).and_then(|share| number::sum(sum, share));
        let Some(total) = share else {
            fields.error(node.at, "too-many-digits", "the utility of the bid needs more than 28 digits");
            return None;
        };
        sum = total;
    }
    Some(sum)
}

/// Returns the domain file and one file for each profile.
pub(super) fn write(scenario: &Scenario, report: &mut Report) -> Option<Files> {
    plain::unordered(scenario, report);
    let domain = domain_json(scenario);
    let names = file_names(scenario, "json");
    let mut files = vec![(names.domain, format!("{}\n", json::pretty(&domain)))];
    for (profile, (path, _)) in scenario.profiles.iter().zip(names.profiles) {
        let body = profile_json(scenario, profile, &domain, report)?;
        let whole = json::object([(SPACE, body)]);
        files.push((path, format!("{}\n", json::pretty(&whole))));
    }
    Some(files)
}

fn domain_json(scenario: &Scenario) -> json::Json {
    let issue = |issue: &Issue| {
        let values = match &issue.values {
            Values::Named { names, .. } => {
                let names = names.iter().map(|name| json::Json::text(name)).collect();
                json::object([("values", json::Json::List(names))])
            }
            Values::Whole { low, high } => range_json(Decimal::from(*low), Decimal::from(*high), Decimal::ONE),
            Values::Stepped { low, high, step } => range_json(*low, *high, *step),
        };
        (issue.name.clone(), values)
    };
    let issues = json::Json::Map(scenario.issues.iter().map(issue).collect());
    json::object([("name", json::Json::text(&scenario.name)), ("issuesValues", issues)])
}

fn range_json(low: Decimal, high: Decimal, step: Decimal) -> json::Json {
    let number = json::Json::number;
    json::object([("range", json::object([("low", number(low)), ("high", number(high)), ("step", number(step))]))])
}

fn profile_json(
    scenario: &Scenario,
    profile: &Profile,
    domain: &json::Json,
    report: &mut Report,
) -> Option<json::Json> {
    plain::undiscounted(profile, report);
    let constant = plain::additive(profile, false, report)?;
    debug_assert!(constant.is_zero(), "no constant was allowed");
    plain::capped(profile, None, report)?;
    let mut utilities = Vec::new();
    let mut weights = Vec::new();
    let mut table = Vec::new();
    let mut total = Decimal::ZERO;
    for (issue, worth) in scenario.issues.iter().zip(&profile.worths) {
        let zero =
            Worth { weight: Some(Decimal::ZERO), ratings: vec![Some(Decimal::ZERO); issue.values.count() as usize] };
        let worth = worth.as_ref().unwrap_or(&zero);
        let weight = plain::weight(profile, worth, &issue.name, report)?;
        let shares = plain::shares(profile, worth, &issue.name, report)?;
        let what = format!("{}, issue {}", shown(&profile.party), shown(&issue.name));
        if shares.iter().any(|share| *share < Decimal::ZERO || *share > Decimal::ONE) {
            let message = format!("{what}: a rating is not within 0 and the whole, as GeniusWeb asks");
            report.error(Place::WHOLE, "cannot-express", message);
            return None;
        }
        utilities.push((issue.name.clone(), utilities_json(issue, &shares, &what, report)?));
        weights.push((issue.name.clone(), json::Json::number(weight)));
        total = number::sum(total, weight)?;
        table.push((weight, shares));
    }
    if total != Decimal::ONE {
        let message = format!(
            "the weights of {} add up to {}; in GeniusWeb they must add up to 1",
            shown(&profile.party),
            text(total)
        );
        report.deviation(Place::WHOLE, "cannot-express", message);
    }
    let mut body = vec![
        ("name".to_string(), json::Json::text(&profile.party)),
        ("issueUtilities".to_string(), json::Json::Map(utilities)),
        ("issueWeights".to_string(), json::Json::Map(weights)),
        ("domain".to_string(), domain.clone()),
    ];
    if let Some(bid) = reservation_bid(scenario, profile, &table, report) {
        body.push(("reservationBid".to_string(), bid));
    }
    Some(json::Json::Map(body))
}

fn utilities_json(issue: &Issue, shares: &[Decimal], what: &str, report: &mut Report) -> Option<json::Json> {
    let Some(numbers) = linear::numbers(issue) else {
        let named = (0..shares.len()).filter_map(|index| issue.values.text(index)).zip(shares);
        let values = named.map(|(name, share)| (name, json::Json::number(*share))).collect();
        let inner = json::object([("valueUtilities", json::Json::Map(values))]);
        return Some(json::object([("DiscreteValueSetUtilities", inner)]));
    };
    let ends = (numbers.first().copied(), numbers.last().copied(), shares.first().copied(), shares.last().copied());
    let (Some(low), Some(high), Some(first), Some(last)) = ends else { return None };
    let line = Line { low: (low, first), high: (high, last) };
    let straight = numbers.iter().zip(shares).all(|(value, share)| line.at(*value) == Some(*share));
    if low >= high || !straight {
        let message =
            format!("{what}: the ratings do not lie on one line, which is all that GeniusWeb has for numbers");
        report.error(Place::WHOLE, "cannot-express", message);
        return None;
    }
    let number = json::Json::number;
    let inner = json::object([
        ("lowValue", number(low)),
        ("lowUtility", number(first)),
        ("highValue", number(high)),
        ("highUtility", number(last)),
    ]);
    Some(json::object([("NumberValueSetUtilities", inner)]))
}

/// Returns an outcome that is worth exactly as much as no agreement.
fn reservation_bid(
    scenario: &Scenario,
    profile: &Profile,
    table: &[(Decimal, Vec<Decimal>)],
    report: &mut Report,
) -> Option<json::Json> {
    let wanted = plain::reservation(profile, "GeniusWeb", report);
    if wanted.is_zero() {
        return None;
    }
    let few = scenario.outcomes().is_some_and(|outcomes| outcomes <= BIDS_MAX);
    let mut open = if few { vec![(Vec::new(), Decimal::ZERO)] } else { Vec::new() };
    while let Some((chosen, sum)) = open.pop() {
        let Some((weight, shares)) = table.get(chosen.len()) else {
            if sum == wanted {
                let bid = scenario.issues.iter().zip(&chosen).filter_map(|(issue, &index)| {
                    let value = issue.values.text(index)?;
                    let value = match issue.values.number(index) {
                        Some(number) => json::Json::number(number),
                        None => json::Json::text(&value),
                    };
                    Some((issue.name.clone(), value))
                });
                return Some(json::object([("issuevalues", json::Json::Map(bid.collect()))]));
            }
            continue;
        };
        for (index, share) in shares.iter().enumerate().rev() {
            let total = number::product(*weight, *share).and_then(|share| number::sum(sum, share));
            open.extend(total.map(|total| ([chosen.clone(), vec![index]].concat(), total)));
        }
    }
    let message = format!(
        "no agreement is worth {} to {}; GeniusWeb has it as an outcome, and none that was tried is worth that",
        text(wanted),
        shown(&profile.party)
    );
    report.deviation(Place::WHOLE, "cannot-express", message);
    None
}
