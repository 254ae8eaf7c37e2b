//! The YAML or JSON of NegMAS: an outcome space and one utility function for each party.

mod function;

use super::fields::{Document, Fields};
use super::finding::{Mode, Place, Report, shown};
use super::geniusweb::{by_value, named};
use super::model::{Full, Issue, Profile, Scenario, Values, Worth};
use super::number::{self, text};
use super::tree::Node;
use super::{Files, check_counts, distinct, file_names, json, linear, names_are_distinct, plain};
use function::{Sum, constant, function};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// How many values are taken from a range of real numbers, as GENIUS takes them.
const REAL_VALUES: u32 = 21;

/// Returns whether a file has this form.
pub(super) fn claims(root: &Node) -> bool {
    let issues = root.get("issues").is_some_and(|node| node.items().is_some());
    issues || kind(root).is_some_and(|kind| kind.ends_with("UtilityFunction") || kind.ends_with("UFun"))
}

/// Returns the class that an object names, without its module.
fn kind(node: &Node) -> Option<&str> {
    let named = node.get("type").or_else(|| node.get("__python_class__"))?.scalar()?;
    Some(named.rsplit('.').next().unwrap_or(named))
}

/// Reads a scenario.
pub(super) fn read(documents: &[Document<'_>], report: &mut Report) -> Option<Scenario> {
    let (domains, profiles): (Vec<Document<'_>>, Vec<Document<'_>>) =
        documents.iter().copied().partition(|document| document.root.get("issues").is_some());
    let domain = match domains.as_slice() {
        [domain] => *domain,
        [] => {
            report.error(Place::WHOLE, "no-domain", "there is no file with the issues");
            return None;
        }
        [_, second, ..] => {
            report.error(Place::file(&second.source.path), "two-domains", "a second domain; a scenario has one");
            return None;
        }
    };
    let mut fields = Fields { path: &domain.source.path, report };
    fields.known(domain.root, &["issues", "name", "type", "__python_class__"]);
    let name = fields.name_or_stem(domain, domain.root.get("name"));
    let issues = issues(&mut fields, domain.root)?;
    if profiles.is_empty() {
        report.deviation(Place::WHOLE, "no-profile", "there is no utility function: the parties are not known");
    }
    let mut scenario = Scenario { name, issues, profiles: Vec::new() };
    let mut parties = BTreeSet::new();
    for document in profiles {
        let mut fields = Fields { path: &document.source.path, report };
        let party = fields.name_or_stem(document, document.root.get("name"));
        let party = distinct(&party, &mut parties);
        scenario.profiles.extend(profile(&mut fields, document.root, party, &scenario.issues));
    }
    Some(scenario)
}

fn issues(fields: &mut Fields<'_, '_>, root: &Node) -> Option<Vec<Issue>> {
    let list = fields.required(root, "issues")?;
    let mut issues = Vec::new();
    for (at, node) in list.items().unwrap_or_default().iter().enumerate() {
        fields.known(node, &["name", "type", "__python_class__", "values"]);
        let name = match node.get("name") {
            Some(name) => fields.text(name, "the name of an issue").map(str::to_string),
            None => Some(format!("issue{at}")),
        };
        let Some(name) = name else { continue };
        let Some(values) = fields.required(node, "values").and_then(|inner| values(fields, &name, kind(node), inner))
        else {
            continue;
        };
        if check_counts(&name, &values, Place::at(fields.path, node.at), fields.report) {
            issues.push(Issue { name, values });
        }
    }
    if issues.is_empty() && !fields.report.failed() {
        fields.error(list.at, "no-issues", "there is no issue that can be read");
    }
    names_are_distinct(&issues, Place::at(fields.path, list.at), fields.report);
    (!fields.report.failed()).then_some(issues)
}

fn values(fields: &mut Fields<'_, '_>, issue: &str, kind: Option<&str>, node: &Node) -> Option<Values> {
    match kind {
        Some("CategoricalIssue") => named(fields, issue, node),
        Some("OrdinalIssue" | "DiscreteOrdinalIssue" | "CardinalIssue" | "DiscreteCardinalIssue") => {
            match named(fields, issue, node)? {
                Values::Named { names, .. } => Some(Values::Named { names, ordered: true }),
                other => Some(other),
            }
        }
        Some("ContiguousIssue" | "IntegerIssue") => whole(fields, issue, node),
        Some("ContinuousIssue") => real(fields, issue, node),
        None if node.items().is_some_and(|items| items.iter().all(|item| number_in(item).is_none())) => {
            named(fields, issue, node)
        }
        other => {
            let found = other.map_or("none".to_string(), shown);
            let message = format!("issue {}: expected a known type of issue, found {found}", shown(issue));
            fields.error(node.at, "bad-type", message);
            None
        }
    }
}

fn number_in(node: &Node) -> Option<Decimal> {
    number::parse(node.plain()?).ok()
}

/// Returns the two ends of a range.
fn ends<'n>(fields: &mut Fields<'_, '_>, issue: &str, node: &'n Node) -> Option<[&'n Node; 2]> {
    let ends = node.items().and_then(|items| if let [low, high] = items { Some([low, high]) } else { None });
    if ends.is_none() {
        let message = format!("issue {}: expected the lowest and the highest value", shown(issue));
        fields.error(node.at, "bad-bound", message);
    }
    ends
}

fn whole(fields: &mut Fields<'_, '_>, issue: &str, node: &Node) -> Option<Values> {
    let what = format!("a bound of issue {}", shown(issue));
    let (low, high) = if node.scalar().is_some() {
        // A single number counts the values from 0 on.
        (0, fields.whole(node, &what)?.checked_sub(1)?)
    } else {
        let [low, high] = ends(fields, issue, node)?;
        (fields.whole(low, &what)?, fields.whole(high, &what)?)
    };
    if low > high {
        fields.error(node.at, "bad-bound", format!("issue {} runs from {low} to {high}", shown(issue)));
        return None;
    }
    Some(Values::Whole { low, high })
}

fn real(fields: &mut Fields<'_, '_>, issue: &str, node: &Node) -> Option<Values> {
    let what = format!("a bound of issue {}", shown(issue));
    let [low, high] = ends(fields, issue, node)?;
    let (low, high) = (fields.number(low, &what)?, fields.number(high, &what)?);
    let width = number::difference(high, low).filter(|width| *width > Decimal::ZERO);
    let Some(step) = width.and_then(|width| number::quotient(width, Decimal::from(REAL_VALUES - 1))) else {
        let (low, high) = (text(low), text(high));
        fields.error(node.at, "bad-bound", format!("issue {} runs from {low} to {high}", shown(issue)));
        return None;
    };
    let message = format!(
        "issue {} has real values, which cannot be listed; {REAL_VALUES} at equal distances are taken",
        shown(issue)
    );
    fields.deviation(node.at, "real-values", message);
    Some(Values::Stepped { low, high, step })
}

fn profile(fields: &mut Fields<'_, '_>, root: &Node, party: String, issues: &[Issue]) -> Option<Profile> {
    if root.get("reserved_outcome").is_some_and(|node| !node.is_null()) {
        fields.error(root.at, "bad-reservation", "a reserved outcome cannot be taken over, only a reserved value");
    }
    let reservation = match root.get("reserved_value").filter(|node| !node.is_null()) {
        Some(node) if matches!(node.plain(), Some("-.inf" | "-.Inf" | "-.INF" | "-inf" | "-Infinity")) => None,
        Some(node) => Some(fields.number(node, "the reserved value")?),
        None => None,
    };
    let Sum { mut worths, bonuses } = function(fields, root, issues)?;
    if linear::upright(&mut worths) {
        fields.deviation(root.at, "negative-weight", "a weight is below 0; its ratings are turned round instead");
    }
    Some(Profile {
        party,
        worths,
        full: Full::Rating(Decimal::ONE),
        bonuses,
        out_of: Decimal::ONE,
        cap: None,
        reservation,
        discount: Decimal::ONE,
    })
}

/// Reads a function that adds up what issues are worth.
fn weighted_issues(fields: &mut Fields<'_, '_>, root: &Node, issues: &[Issue], affine: bool) -> Option<Sum> {
    function::known(fields, root, &["values", "weights", "bias"]);
    let weights = match root.get("weights").filter(|node| !node.is_null()) {
        Some(node) => per_issue(fields, node, issues, "weights")?,
        None => vec![None; issues.len()],
    };
    let functions = match root.get("values").filter(|node| !node.is_null()) {
        Some(node) => per_issue(fields, node, issues, "values")?,
        None => vec![None; issues.len()],
    };
    let mut worths = Vec::with_capacity(issues.len());
    for (issue, (weight, function)) in issues.iter().zip(weights.into_iter().zip(functions)) {
        let name = shown(&issue.name);
        // Where NegMAS is given no weight, it takes 1.
        let weight = match weight {
            Some(node) => fields.number(node, &format!("the weight of issue {name}")),
            None => Some(Decimal::ONE),
        };
        let ratings = match function {
            Some(node) => ratings(fields, issue, node),
            None if affine => line(fields, issue, Decimal::ONE, Decimal::ZERO, root),
            None => {
                fields.deviation(root.at, "unrated-issue", format!("what issue {name} is worth is not known"));
                None
            }
        };
        let ratings = ratings.unwrap_or_else(|| vec![None; issue.values.count() as usize]);
        worths.push(Some(Worth { weight, ratings }));
    }
    let bias = match root.get("bias").filter(|node| !node.is_null()) {
        Some(node) => fields.number(node, "the bias")?,
        None => Decimal::ZERO,
    };
    Some(Sum { worths, bonuses: constant(bias).into_iter().collect() })
}

/// Returns what belongs to each issue, from a list in the order of the issues or from a map by their names.
fn per_issue<'n>(
    fields: &mut Fields<'_, '_>,
    node: &'n Node,
    issues: &[Issue],
    what: &str,
) -> Option<Vec<Option<&'n Node>>> {
    if let Some(items) = node.items() {
        if items.len() != issues.len() {
            let message = format!("{} `{what}` for {} issues", items.len(), issues.len());
            fields.error(node.at, "bad-count", message);
            return None;
        }
        return Some(items.iter().map(Some).collect());
    }
    for (key, value) in node.entries() {
        if issues.iter().all(|issue| issue.name != key) {
            fields.error(value.at, "unknown-issue", format!("`{what}` has {}, which is no issue", shown(key)));
        }
    }
    let found: Vec<Option<&Node>> = issues.iter().map(|issue| node.get(&issue.name)).collect();
    if !node.is_map() || found.iter().any(Option::is_none) {
        fields.error(node.at, "bad-count", format!("`{what}` does not have every issue"));
        return None;
    }
    Some(found)
}

type Ratings = Option<Vec<Option<Decimal>>>;

fn ratings(fields: &mut Fields<'_, '_>, issue: &Issue, node: &Node) -> Ratings {
    let name = shown(&issue.name);
    let parameter = |fields: &mut Fields<'_, '_>, key: &str, default: Option<Decimal>| match (
        node.get(key).filter(|node| !node.is_null()),
        default,
    ) {
        (Some(value), _) => fields.number(value, &format!("`{key}` of issue {name}")),
        (None, Some(default)) => Some(default),
        (None, None) => fields.required(node, key).and(None),
    };
    match kind(node) {
        Some("TableFun") => {
            fields.known(node, &["type", "__python_class__", "mapping"]);
            let mapping = fields.required(node, "mapping")?;
            Some(by_value(fields, issue, mapping))
        }
        None if node.get("mapping").is_some_and(Node::is_map) => Some(by_value(fields, issue, node.get("mapping")?)),
        None if node.is_map() => Some(by_value(fields, issue, node)),
        Some("LinearFun" | "AffineFun") => {
            fields.known(node, &["type", "__python_class__", "slope", "bias"]);
            let slope = parameter(fields, "slope", None)?;
            let bias = parameter(fields, "bias", Some(Decimal::ZERO))?;
            line(fields, issue, slope, bias, node)
        }
        Some("ConstFun") => {
            fields.known(node, &["type", "__python_class__", "bias"]);
            let bias = parameter(fields, "bias", None)?;
            Some(vec![Some(bias); issue.values.count() as usize])
        }
        Some("IdentityFun") => {
            fields.known(node, &["type", "__python_class__"]);
            line(fields, issue, Decimal::ONE, Decimal::ZERO, node)
        }
        other => {
            let found = other.map_or_else(|| node.described(), shown);
            let message = format!("issue {name}: a value function of the kind {found}, which cannot be taken over");
            fields.error(node.at, "bad-evaluator", message);
            None
        }
    }
}

/// Returns slope × value + bias for each value of an issue.
fn line(fields: &mut Fields<'_, '_>, issue: &Issue, slope: Decimal, bias: Decimal, node: &Node) -> Ratings {
    let name = shown(&issue.name);
    let numbers = linear::numbers(issue).or_else(|| match &issue.values {
        Values::Named { names, .. } => names.iter().map(|name| number::parse(name).ok()).collect(),
        Values::Whole { .. } | Values::Stepped { .. } => None,
    });
    let Some(numbers) = numbers else {
        fields.error(node.at, "bad-evaluator", format!("issue {name} has values that are no numbers"));
        return None;
    };
    let rate = |value| number::sum(number::product(slope, value)?, bias).map(Some);
    let ratings: Ratings = numbers.into_iter().map(rate).collect();
    if ratings.is_none() {
        fields.error(node.at, "too-many-digits", format!("the ratings of issue {name} need more than 28 digits"));
    }
    ratings
}

/// Returns the outcome space and one file for each utility function, in YAML.
pub(super) fn write(scenario: &Scenario, report: &mut Report) -> Option<Files> {
    let issues: Option<Vec<json::Json>> = scenario.issues.iter().map(|issue| issue_yaml(issue, report)).collect();
    let discrete = json::Json::Number("DiscreteCartesianOutcomeSpace".to_string());
    let domain = json::object([
        ("issues", json::Json::List(issues?)),
        ("name", json::Json::text(&scenario.name)),
        ("type", discrete),
    ]);
    let names = file_names(scenario, "yml");
    let mut files = vec![(names.domain, json::yaml(&domain))];
    for (profile, (path, _)) in scenario.profiles.iter().zip(names.profiles) {
        files.push((path, json::yaml(&profile_yaml(scenario, profile, report)?)));
    }
    Some(files)
}

fn word(word: &str) -> json::Json {
    // A plain word of YAML, written like a number without quotes.
    json::Json::Number(word.to_string())
}

fn issue_yaml(issue: &Issue, report: &mut Report) -> Option<json::Json> {
    let (kind, values) = match &issue.values {
        Values::Named { names, ordered } => {
            let numbers: Option<Vec<Decimal>> =
                names.iter().map(|name| number::parse(name).ok().filter(|number| text(*number) == *name)).collect();
            let rising = |numbers: &Vec<Decimal>| numbers.is_sorted();
            match numbers.filter(|numbers| *ordered && rising(numbers)) {
                Some(numbers) => ("DiscreteCardinalIssue", numbers.into_iter().map(json::Json::number).collect()),
                None => {
                    let kind = if *ordered { "DiscreteOrdinalIssue" } else { "CategoricalIssue" };
                    (kind, names.iter().map(|name| json::Json::text(name)).collect())
                }
            }
        }
        Values::Whole { low, high } => ("ContiguousIssue", vec![word(&low.to_string()), word(&high.to_string())]),
        Values::Stepped { low, high, step } => {
            let steps = number::difference(*high, *low).and_then(|width| number::quotient(width, *step));
            if steps != Some(Decimal::from(REAL_VALUES - 1)) || report.mode() == Mode::Strict {
                let message = format!(
                    "issue {} goes by steps of {}; NegMAS has whole numbers, or all real ones of a range",
                    shown(&issue.name),
                    text(*step)
                );
                report.error(Place::WHOLE, "cannot-express", message);
                return None;
            }
            let message = format!("issue {} becomes a range of all real numbers", shown(&issue.name));
            report.deviation(Place::WHOLE, "cannot-express", message);
            ("ContinuousIssue", vec![json::Json::number(*low), json::Json::number(*high)])
        }
    };
    Some(json::object([
        ("name", json::Json::text(&issue.name)),
        ("type", word(kind)),
        ("values", json::Json::List(values)),
    ]))
}

fn profile_yaml(scenario: &Scenario, profile: &Profile, report: &mut Report) -> Option<json::Json> {
    plain::undiscounted(profile, report);
    let bias = plain::additive(profile, true, report)?;
    plain::capped(profile, None, report)?;
    let mut weights = Vec::new();
    let mut functions = Vec::new();
    for (issue, worth) in scenario.issues.iter().zip(&profile.worths) {
        let zero =
            Worth { weight: Some(Decimal::ZERO), ratings: vec![Some(Decimal::ZERO); issue.values.count() as usize] };
        let worth = worth.as_ref().unwrap_or(&zero);
        let (weight, shares) = plain::weighted(profile, worth, &issue.name, report)?;
        weights.push(json::Json::number(weight));
        functions.push(function_yaml(issue, &shares, profile, report)?);
    }
    let mut entries = vec![("name".to_string(), json::Json::text(&profile.party))];
    let reserved = profile.reservation.map_or_else(|| word("-.inf"), json::Json::number);
    entries.push(("reserved_value".to_string(), reserved));
    entries.push(("type".to_string(), word("LinearAdditiveUtilityFunction")));
    if !bias.is_zero() {
        entries.push(("bias".to_string(), json::Json::number(bias)));
    }
    entries.push(("values".to_string(), json::Json::List(functions)));
    entries.push(("weights".to_string(), json::Json::List(weights)));
    Some(json::Json::Map(entries))
}

fn function_yaml(issue: &Issue, shares: &[Decimal], profile: &Profile, report: &mut Report) -> Option<json::Json> {
    if let Values::Stepped { .. } = issue.values {
        let numbers = linear::numbers(issue)?;
        let ends = (numbers.first(), numbers.last(), shares.first(), shares.last());
        let (Some(low), Some(high), Some(first), Some(last)) = ends else { return None };
        let slope =
            number::difference(*last, *first).and_then(|rise| number::quotient(rise, number::difference(*high, *low)?));
        let bias = slope.and_then(|slope| number::difference(*first, number::product(slope, *low)?));
        let rate = |value: Decimal| number::sum(number::product(slope?, value)?, bias?);
        if numbers.iter().zip(shares).any(|(value, share)| rate(*value) != Some(*share)) {
            let message = format!(
                "{}, issue {}: the ratings lie on no line, which is all that NegMAS has for real numbers",
                shown(&profile.party),
                shown(&issue.name)
            );
            report.error(Place::WHOLE, "cannot-express", message);
            return None;
        }
        return Some(json::object([
            ("bias", json::Json::number(bias?)),
            ("slope", json::Json::number(slope?)),
            ("type", word("AffineFun")),
        ]));
    }
    let cardinal = match &issue.values {
        Values::Named { names, ordered } => {
            let numbers: Option<Vec<Decimal>> =
                names.iter().map(|name| number::parse(name).ok().filter(|number| text(*number) == *name)).collect();
            *ordered && numbers.is_some_and(|numbers| numbers.is_sorted())
        }
        Values::Whole { .. } | Values::Stepped { .. } => true,
    };
    let rows = (0..shares.len()).filter_map(|index| issue.values.text(index)).zip(shares);
    let key = |name: String| if cardinal { name } else { json::quoted(&name) };
    let mapping = rows.map(|(name, share)| (key(name), json::Json::number(*share))).collect();
    Some(json::object([("mapping", json::Json::Map(mapping)), ("type", word("TableFun"))]))
}
