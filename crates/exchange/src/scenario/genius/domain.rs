//! The issues of a domain.

use super::super::finding::{Report, shown};
use super::super::model::{Issue, Values};
use super::super::number;
use super::super::xml::At;
use super::super::{check_counts, names_are_distinct};
use super::Numbered;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// How many values GENIUS takes from a range of real numbers.
const REAL_VALUES: u32 = 21;

/// Returns the name of the domain: that of its first objective, or of its file where that says nothing.
pub(super) fn name(root: At<'_>) -> String {
    let own = objective(root).and_then(|objective| objective.get("name")).map(str::trim).unwrap_or_default();
    let stem = root.source().stem();
    let plain = ["-domain", "_domain", "-template", "_template"].iter().find_map(|end| stem.strip_suffix(end));
    let file = plain.filter(|plain| !plain.is_empty()).unwrap_or(stem);
    if matches!(own, "" | "root") { file } else { own }.to_string()
}

/// Returns the element under which the issues stand.
fn objective<'t>(root: At<'t>) -> Option<At<'t>> {
    let space = if root.name() == "utility_space" { root } else { root.first("utility_space").unwrap_or(root) };
    space.first("objective")
}

/// Reads the issues.
pub(super) fn read(root: At<'_>, report: &mut Report) -> Option<(Vec<Issue>, Vec<Numbered>)> {
    let Some(objective) = objective(root) else {
        report.error(root.place(), "no-issues", "there is no `objective` with issues");
        return None;
    };
    let mut found = Vec::new();
    collect(objective, &mut found);
    if found.is_empty() {
        report.error(objective.place(), "no-issues", "the objective has no issue");
        return None;
    }
    let mut numbers = BTreeSet::new();
    let mut issues = Vec::new();
    let mut numbered = Vec::new();
    for element in found {
        let Some(number) = index(element, report) else { continue };
        if !numbers.insert(number) {
            report.error(element.place_of("index"), "bad-index", format!("two issues have the index {number}"));
        }
        let Some(name) = element.get("name").filter(|name| !name.trim().is_empty()) else {
            report.error(element.place(), "no-name", "an issue without a name");
            continue;
        };
        let Some(values) = values(element, name, report) else { continue };
        if !check_counts(name, &values, element.place(), report) {
            continue;
        }
        issues.push(Issue { name: name.to_string(), values });
        numbered.push(Numbered { number, name: name.to_string() });
    }
    names_are_distinct(&issues, objective.place(), report);
    (!report.failed()).then_some((issues, numbered))
}

/// Collects the issues in the order in which GENIUS lists them: those of inner objectives first.
fn collect<'t>(objective: At<'t>, found: &mut Vec<At<'t>>) {
    for inner in objective.all("objective") {
        collect(inner, found);
    }
    found.extend(objective.all("issue"));
}

/// Returns the index of an issue, a weight or a bound.
pub(super) fn index(element: At<'_>, report: &mut Report) -> Option<i64> {
    let text = element.get("index").unwrap_or_default();
    let number = text.trim().parse().ok();
    if number.is_none() {
        let message = format!("expected a whole number as `index`, found {}", shown(text));
        report.error(element.place_of("index"), "bad-index", message);
    }
    number
}

/// What sort of values an issue has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Discrete,
    Integer,
    Real,
}

fn sort(element: At<'_>, name: &str, report: &mut Report) -> Sort {
    let (wanted, other) = (element.get("type"), element.get("vtype"));
    let known = |word: &str| match word.to_ascii_lowercase().as_str() {
        "discrete" => Some(Sort::Discrete),
        "integer" => Some(Sort::Integer),
        "real" => Some(Sort::Real),
        _ => None,
    };
    if let (Some(wanted), Some(other)) = (wanted, other)
        && wanted != other
    {
        let message =
            format!("issue {} has the types {} and {}; the first counts", shown(name), shown(wanted), shown(other));
        report.deviation(element.place_of("type"), "bad-type", message);
    }
    match wanted.map(|wanted| (wanted, known(wanted))) {
        Some((_, Some(sort))) => sort,
        Some((wanted, None)) => {
            let found = if element.first("range").is_some() { Sort::Real } else { Sort::Discrete };
            let taken = if found == Sort::Real { "real" } else { "discrete" };
            let message = format!("issue {} has the type {}; it is taken as {taken}", shown(name), shown(wanted));
            report.deviation(element.place_of("type"), "bad-type", message);
            found
        }
        None => {
            if other.is_some_and(|other| known(other) != Some(Sort::Discrete)) {
                let message = format!("issue {} has a `vtype` but no `type`; it is taken as discrete", shown(name));
                report.deviation(element.place_of("vtype"), "bad-type", message);
            }
            Sort::Discrete
        }
    }
}

fn values(element: At<'_>, name: &str, report: &mut Report) -> Option<Values> {
    match sort(element, name, report) {
        Sort::Discrete => named(element, name, report),
        Sort::Integer => whole(element, name, report),
        Sort::Real => real(element, name, report),
    }
}

fn named(element: At<'_>, issue: &str, report: &mut Report) -> Option<Values> {
    let mut names = Vec::new();
    for item in element.all("item") {
        match item.get("value") {
            Some(value) if !value.trim().is_empty() => names.push(value.to_string()),
            _ => report.error(item.place(), "no-name", format!("a value of issue {} without a name", shown(issue))),
        }
    }
    let mut seen = BTreeSet::new();
    for (item, name) in element.all("item").zip(&names) {
        if !seen.insert(name.as_str()) {
            let message = format!("issue {} has the value {} twice", shown(issue), shown(name));
            report.error(item.place_of("value"), "duplicate-value", message);
        }
    }
    if names.is_empty() {
        report.error(element.place(), "no-values", format!("issue {} has no values", shown(issue)));
        return None;
    }
    Some(Values::Named { names, ordered: false })
}

/// Returns the element that has the bounds of an issue: the issue itself or a `range` inside it.
pub(super) fn bounds<'t>(element: At<'t>, inside: bool) -> At<'t> {
    let range = element.first("range").filter(|range| range.get("lowerbound").is_some());
    if inside || element.get("lowerbound").is_none() { range.unwrap_or(element) } else { element }
}

fn whole(element: At<'_>, issue: &str, report: &mut Report) -> Option<Values> {
    let holder = bounds(element, false);
    let mut bound = |key: &str| {
        let text = holder.get(key).unwrap_or_default();
        let value = text.trim().parse::<i64>().ok();
        if value.is_none() {
            let message = format!("issue {}: expected a whole number as `{key}`, found {}", shown(issue), shown(text));
            report.error(holder.place_of(key), "bad-bound", message);
        }
        value
    };
    let (low, high) = (bound("lowerbound"), bound("upperbound"));
    let (low, high) = (low?, high?);
    if low > high {
        let message = format!("issue {} runs from {low} to {high}", shown(issue));
        report.error(holder.place(), "bad-bound", message);
        return None;
    }
    Some(Values::Whole { low, high })
}

fn real(element: At<'_>, issue: &str, report: &mut Report) -> Option<Values> {
    let holder = bounds(element, true);
    let mut bound = |key: &str| {
        let text = holder.get(key).unwrap_or_default();
        match number::parse(text) {
            Ok(value) => Some(value),
            Err(fault) => {
                let message = format!("issue {}: `{key}` is {}, which {}", shown(issue), shown(text), fault.words());
                report.error(holder.place_of(key), "bad-bound", message);
                None
            }
        }
    };
    let (low, high) = (bound("lowerbound"), bound("upperbound"));
    let (low, high) = (low?, high?);
    let place = holder.place();
    if low >= high {
        let (low, high) = (number::text(low), number::text(high));
        report.error(place, "bad-bound", format!("issue {} runs from {low} to {high}", shown(issue)));
        return None;
    }
    let width = number::difference(high, low);
    let Some(step) = width.and_then(|width| number::quotient(width, Decimal::from(REAL_VALUES - 1))) else {
        report.error(place, "bad-bound", format!("the values of issue {} need more than 28 digits", shown(issue)));
        return None;
    };
    let message = format!(
        "issue {} has real values, which cannot be listed; {REAL_VALUES} at equal distances are taken, as GENIUS does",
        shown(issue)
    );
    report.deviation(place, "real-values", message);
    Some(Values::Stepped { low, high, step })
}
