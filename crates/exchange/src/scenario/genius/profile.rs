//! What a profile says.

use super::super::finding::{Place, Report, shown};
use super::super::linear::{self, Part};
use super::super::model::{Full, Issue, Profile, Values};
use super::super::number;
use super::super::xml::At;
use super::{Numbered, domain, rectangle};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Reads a profile over the issues of the domain.
pub(super) fn read(
    root: At<'_>,
    party: String,
    (issues, numbered): (&[Issue], &[Numbered]),
    report: &mut Report,
) -> Option<Profile> {
    let reservation = reservation(root, report);
    let discount = discount(root, report);
    let mut profile = Profile {
        party,
        worths: vec![None; issues.len()],
        full: Full::Best,
        bonuses: Vec::new(),
        out_of: Decimal::ONE,
        cap: Some(Decimal::ONE),
        reservation: Some(reservation),
        discount,
    };
    let utility = root.all("objective").find_map(|objective| objective.first("utility"));
    if let Some(utility) = utility {
        let (bonuses, out_of) = rectangle::read(utility, (issues, numbered), report)?;
        profile.bonuses = bonuses;
        profile.out_of = out_of;
        profile.full = Full::Rating(Decimal::ONE_HUNDRED);
        return Some(profile);
    }
    let stated = stated(root, report);
    let parts: Vec<Option<Part>> = issues
        .iter()
        .zip(numbered)
        .map(|(issue, numbered)| part(issue, numbered, stated.get(&numbered.number), root.place(), report))
        .collect();
    for number in stated.keys().filter(|number| numbered.iter().all(|issue| issue.number != **number)) {
        let place = stated[number].issue.map_or(root.place(), At::place);
        report.deviation(place, "unknown-issue", format!("the domain has no issue with the index {number}"));
    }
    match linear::settle(parts) {
        Ok((worths, full)) => {
            profile.worths = worths;
            profile.full = full;
        }
        Err(index) => {
            let message = format!("the ratings of issue {} need more than 28 digits", shown(&issues[index].name));
            report.error(root.place(), "too-many-digits", message);
            return None;
        }
    }
    Some(profile)
}

/// Returns a number in an attribute; reports one that cannot be kept.
pub(super) fn number(element: At<'_>, key: &str, what: &str, report: &mut Report) -> Option<Decimal> {
    let text = element.get(key).unwrap_or_default();
    match number::parse(text) {
        Ok(value) => Some(value),
        Err(fault) => {
            let rule = if fault == number::NumberFault::TooLong { "too-many-digits" } else { "bad-number" };
            report.error(element.place_of(key), rule, format!("{what} is {}, which {}", shown(text), fault.words()));
            None
        }
    }
}

/// The value of no agreement; as in GENIUS 0 where there is none that can be read.
fn reservation(root: At<'_>, report: &mut Report) -> Decimal {
    let Some(element) = root.first("reservation") else { return Decimal::ZERO };
    defaulted(element, "the reservation value", Decimal::ZERO, report)
}

/// The discount factor; as in GENIUS 1 where there is none between 0 and 1.
fn discount(root: At<'_>, report: &mut Report) -> Decimal {
    let Some(element) = root.first("discount_factor") else { return Decimal::ONE };
    let found = defaulted(element, "the discount factor", Decimal::ONE, report);
    if found > Decimal::ZERO && found <= Decimal::ONE {
        return found;
    }
    let message = format!("the discount factor is {}; it counts as 1, as in GENIUS", number::text(found));
    report.deviation(element.place_of("value"), "bad-discount", message);
    Decimal::ONE
}

fn defaulted(element: At<'_>, what: &str, default: Decimal, report: &mut Report) -> Decimal {
    let text = element.get("value").unwrap_or_default();
    match number::parse(text) {
        Ok(value) => value,
        Err(number::NumberFault::NotANumber) => {
            let message =
                format!("{what} is {}, which is no number; it counts as {default}, as in GENIUS", shown(text));
            report.deviation(element.place_of("value"), "bad-number", message);
            default
        }
        Err(fault) => {
            let message = format!("{what} is {}, which {}", shown(text), fault.words());
            report.error(element.place_of("value"), "bad-number", message);
            default
        }
    }
}

/// What a profile says of one index.
#[derive(Default)]
struct Stated<'t> {
    weight: Option<At<'t>>,
    issue: Option<At<'t>>,
}

/// Collects issues and their weights. A weight counts for the issues that stand beside it.
fn stated<'t>(root: At<'t>, report: &mut Report) -> BTreeMap<i64, Stated<'t>> {
    let mut found: BTreeMap<i64, Stated<'t>> = BTreeMap::new();
    let mut open: Vec<At<'t>> = root.all("objective").collect();
    while let Some(objective) = open.pop() {
        open.extend(objective.all("objective"));
        let mut weights: BTreeMap<i64, At<'t>> = BTreeMap::new();
        for weight in objective.all("weight") {
            let Some(index) = domain::index(weight, report) else { continue };
            if weights.insert(index, weight).is_some() {
                let message = format!("a second weight for the index {index}; the last counts, as in GENIUS");
                report.deviation(weight.place(), "second-weight", message);
            }
        }
        for issue in objective.all("issue") {
            let Some(index) = domain::index(issue, report) else { continue };
            let weight = weights.get(&index).copied();
            if found.insert(index, Stated { weight, issue: Some(issue) }).is_some() {
                report.error(issue.place(), "bad-index", format!("two issues have the index {index}"));
            }
        }
    }
    found
}

fn part(
    issue: &Issue,
    numbered: &Numbered,
    stated: Option<&Stated<'_>>,
    root: Place<'_>,
    report: &mut Report,
) -> Option<Part> {
    let name = shown(&issue.name);
    let unknown = vec![None; issue.values.count() as usize];
    let Some(element) = stated.and_then(|stated| stated.issue) else {
        report.deviation(root, "unrated-issue", format!("issue {name} is missing: what it is worth is not known"));
        return Some(Part { weight: None, ratings: unknown, divisor: Decimal::ONE });
    };
    if let Some(own) = element.get("name").filter(|own| own.trim() != numbered.name.trim()) {
        let message = format!("issue {} is called {name} in the domain; the index counts", shown(own));
        report.deviation(element.place_of("name"), "other-name", message);
    }
    let weight = match stated.and_then(|stated| stated.weight) {
        Some(weight) => number(weight, "value", &format!("the weight of issue {name}"), report),
        None => {
            report.deviation(element.place(), "no-weight", format!("issue {name} has no weight"));
            None
        }
    };
    let (ratings, divisor) = match &issue.values {
        Values::Named { names, .. } => evaluations(element, names, &name, report),
        Values::Whole { .. } => (whole(element, issue, &name, report), Decimal::ONE),
        Values::Stepped { .. } => (real(element, issue, &name, report), Decimal::ONE),
    };
    let mut part = Part { weight, ratings: ratings.unwrap_or(unknown), divisor };
    if let Some(weight) = part.weight.as_mut().filter(|weight| **weight < Decimal::ZERO) {
        *weight = -*weight;
        part.ratings.iter_mut().flatten().for_each(|rating| *rating = -*rating);
        let message = format!("the weight of issue {name} is below 0; its ratings are turned round instead");
        report.deviation(element.place(), "negative-weight", message);
    }
    Some(part)
}

type Ratings = Option<Vec<Option<Decimal>>>;

/// Below this GENIUS takes all evaluations of an issue as 0.
fn least_best() -> Decimal {
    Decimal::new(1, 5)
}

fn evaluations(element: At<'_>, names: &[String], issue: &str, report: &mut Report) -> (Ratings, Decimal) {
    check_type(element, "discrete", issue, report);
    let mut found: BTreeMap<&str, Decimal> = BTreeMap::new();
    let mut seen = 0;
    for item in element.all("item") {
        seen += 1;
        let Some(value) = item.get("value") else {
            report.deviation(item.place(), "no-name", format!("a value of issue {issue} without a name"));
            continue;
        };
        let what = format!("the evaluation of {}", shown(value));
        if matches!(item.get("evaluation"), None | Some("null")) {
            let message = format!("{what} is missing: what it is worth is not known");
            report.deviation(item.place(), "unrated-value", message);
            continue;
        }
        let Some(evaluation) = number(item, "evaluation", &what, report) else { continue };
        if found.insert(value, evaluation).is_some() {
            let message = format!("a second evaluation of {}; the last counts, as in GENIUS", shown(value));
            report.deviation(item.place(), "second-evaluation", message);
        }
        if evaluation.is_sign_negative() && !evaluation.is_zero() {
            report.deviation(item.place_of("evaluation"), "negative-evaluation", format!("{what} is below 0"));
        }
    }
    if seen == 0 {
        let message = format!("issue {issue} has no values: what it is worth is not known");
        report.deviation(element.place(), "unrated-issue", message);
        return (None, Decimal::ONE);
    }
    let own: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    for item in element.all("item") {
        if let Some(value) = item.get("value").filter(|value| !own.contains(value)) {
            let message = format!("issue {issue} has no value {} in the domain", shown(value));
            report.deviation(item.place_of("value"), "unknown-value", message);
        }
    }
    let listed: BTreeSet<&str> = element.all("item").filter_map(|item| item.get("value")).collect();
    for name in names.iter().filter(|name| !listed.contains(name.as_str())) {
        let message = format!("issue {issue}: the value {} is missing: what it is worth is not known", shown(name));
        report.deviation(element.place(), "unrated-value", message);
    }
    // Values that the domain does not know count for the best one all the same.
    let Some(best) = found.values().copied().max() else { return (None, Decimal::ONE) };
    let rating = |name: &String| found.get(name.as_str()).copied();
    if best >= least_best() {
        return (Some(names.iter().map(rating).collect()), best);
    }
    if found.values().any(|evaluation| !evaluation.is_zero()) {
        let message = format!("no evaluation of issue {issue} is above 0.00001; all count as 0, as in GENIUS");
        report.deviation(element.place(), "tiny-evaluations", message);
    }
    (Some(names.iter().map(|name| rating(name).map(|_| Decimal::ZERO)).collect()), Decimal::ONE)
}

fn check_type(element: At<'_>, wanted: &str, issue: &str, report: &mut Report) {
    let found = element.get("type").or(element.get("etype")).unwrap_or("discrete");
    if !found.eq_ignore_ascii_case(wanted) {
        let message = format!("issue {issue} has the type {}, in the domain it is {wanted}", shown(found));
        report.deviation(element.place_of("type"), "bad-type", message);
    }
}

fn whole(element: At<'_>, issue: &Issue, name: &str, report: &mut Report) -> Ratings {
    check_type(element, "integer", name, report);
    let Values::Whole { low, .. } = issue.values else { return None };
    let count = issue.values.count() as usize;
    let Some(evaluator) = element.first("evaluator") else {
        let message = format!("issue {name} has no evaluator; each value counts as 0, as in GENIUS");
        report.deviation(element.place(), "no-evaluator", message);
        return Some(vec![Some(Decimal::ZERO); count]);
    };
    let holder = domain::bounds(element, false);
    let own = match holder.get("lowerbound").map(|text| text.trim().parse::<i64>()) {
        Some(Ok(own)) => own,
        Some(Err(_)) | None => {
            let message = format!("issue {name}: the lower bound is missing; that of the domain is taken");
            report.deviation(holder.place_of("lowerbound"), "bad-bound", message);
            low
        }
    };
    if own != low {
        let message = format!("issue {name} starts at {own}, in the domain at {low}; the slope counts from {own}");
        report.deviation(holder.place_of("lowerbound"), "bad-bound", message);
    }
    let slope = number(evaluator, "slope", &format!("the slope of issue {name}"), report)?;
    let offset = number(evaluator, "offset", &format!("the offset of issue {name}"), report)?;
    let shift = low.checked_sub(own).map(Decimal::from);
    let start = shift.and_then(|shift| number::sum(number::product(slope, shift)?, offset));
    let ratings: Option<Vec<_>> =
        start.and_then(|start| (0..count).map(|index| linear::at(index, slope, start).map(Some)).collect());
    if ratings.is_none() {
        let message = format!("the ratings of issue {name} need more than 28 digits");
        report.error(evaluator.place(), "too-many-digits", message);
    }
    ratings
}

fn real(element: At<'_>, issue: &Issue, name: &str, report: &mut Report) -> Ratings {
    check_type(element, "real", name, report);
    let place = element.place();
    let Some(evaluator) = element.first("evaluator") else {
        let message = format!("issue {name} has no evaluator: what it is worth is not known");
        report.deviation(place, "no-evaluator", message);
        return None;
    };
    let mut parameter =
        |at: u32| number(evaluator, &format!("parameter{at}"), &format!("parameter {at} of issue {name}"), report);
    let shape = evaluator.get("ftype").unwrap_or_default().to_ascii_lowercase();
    let rate: Box<dyn Fn(Decimal) -> Option<Decimal>> = match shape.as_str() {
        "linear" => {
            let (offset, slope) = (parameter(0)?, parameter(1)?);
            Box::new(move |value| {
                let raw = number::sum(number::product(slope, value)?, offset)?;
                Some(raw.clamp(Decimal::ZERO, Decimal::ONE))
            })
        }
        "constant" => {
            let constant = parameter(0)?;
            Box::new(move |_| Some(constant))
        }
        "triangular" => {
            let (low, high, top) = (parameter(0)?, parameter(1)?, parameter(2)?);
            Box::new(move |value| triangle(value, low, high, top))
        }
        other => {
            let message = format!("issue {name}: an evaluator of the type {}, which has no meaning", shown(other));
            report.error(evaluator.place_of("ftype"), "bad-evaluator", message);
            return None;
        }
    };
    let ratings: Option<Vec<_>> = linear::numbers(issue)?.into_iter().map(|value| rate(value).map(Some)).collect();
    if ratings.is_none() {
        let message = format!("the ratings of issue {name} have no exact decimals of at most 28 digits");
        report.error(evaluator.place(), "too-many-digits", message);
    }
    ratings
}

fn triangle(value: Decimal, low: Decimal, high: Decimal, top: Decimal) -> Option<Decimal> {
    if value < low || value >= high {
        return Some(Decimal::ZERO);
    }
    let (from, to) = if value < top { (low, top) } else { (high, top) };
    number::quotient(number::difference(value, from)?, number::difference(to, from)?)
}
