//! A scenario as GENIUS keeps it.

use super::super::finding::{Place, Report, shown};
use super::super::linear;
use super::super::model::{Bonus, Full, Issue, Profile, Region, Scenario, Values};
use super::super::number::{self, text};
use super::super::plain;
use super::super::xml::escaped;
use super::super::{Files, file_names};
use rust_decimal::Decimal;
use std::fmt::Write as _;

/// Returns the domain file and one file for each profile.
pub(in super::super) fn write(scenario: &Scenario, report: &mut Report) -> Option<Files> {
    plain::unordered(scenario, report);
    let issues: Vec<Option<String>> =
        scenario.issues.iter().enumerate().map(|(at, issue)| domain_issue(at, issue, report)).collect();
    let issues: Vec<String> = issues.into_iter().collect::<Option<_>>()?;
    let mut domain = format!(
        "<negotiation_template>\n<utility_space number_of_issues=\"{}\">\n{}\n",
        issues.len(),
        objective(&scenario.name)
    );
    issues.iter().for_each(|issue| domain.push_str(issue));
    domain.push_str("</objective>\n</utility_space>\n</negotiation_template>\n");
    let names = file_names(scenario, "xml");
    let mut files = vec![(names.domain, domain)];
    for (profile, (path, faithful)) in scenario.profiles.iter().zip(names.profiles) {
        let text = profile_file(scenario, profile, faithful, report)?;
        files.push((path, text));
    }
    Some(files)
}

fn objective(name: &str) -> String {
    format!(
        "<objective index=\"0\" description=\"\" name=\"{}\" type=\"objective\" etype=\"objective\">",
        escaped(name)
    )
}

fn issue_head(at: usize, issue: &Issue, sort: &str) -> String {
    let name = escaped(&issue.name);
    format!("<issue index=\"{}\" name=\"{name}\" vtype=\"{sort}\" type=\"{sort}\" etype=\"{sort}\"", at + 1)
}

fn domain_issue(at: usize, issue: &Issue, report: &mut Report) -> Option<String> {
    let items = |names: &[String]| {
        let item = |(at, name): (usize, &String)| format!("<item index=\"{}\" value=\"{}\"/>\n", at + 1, escaped(name));
        names.iter().enumerate().map(item).collect::<String>()
    };
    frame(at, issue, report, items, "")
}

/// Returns an issue with its bounds, the items of named values and an evaluator.
fn frame(
    at: usize,
    issue: &Issue,
    report: &mut Report,
    items: impl FnOnce(&[String]) -> String,
    evaluator: &str,
) -> Option<String> {
    match &issue.values {
        Values::Named { names, .. } => {
            Some(format!("{}>\n{}</issue>\n", issue_head(at, issue, "discrete"), items(names)))
        }
        Values::Whole { low, high } => {
            let head = issue_head(at, issue, "integer");
            Some(format!("{head} lowerbound=\"{low}\" upperbound=\"{high}\">\n{evaluator}</issue>\n"))
        }
        Values::Stepped { low, high, step } => {
            // GENIUS takes 21 values from a range, both ends included.
            let steps = number::difference(*high, *low).and_then(|width| number::quotient(width, *step));
            if steps != Some(Decimal::from(20)) {
                let message = format!(
                    "issue {} goes by steps of {}; GENIUS has whole numbers, or 21 values from a range",
                    shown(&issue.name),
                    text(*step)
                );
                report.error(Place::WHOLE, "cannot-express", message);
                return None;
            }
            let head = issue_head(at, issue, "real");
            let range = format!("<range lowerbound=\"{}\" upperbound=\"{}\"/>", text(*low), text(*high));
            Some(format!("{head}>\n{range}\n{evaluator}</issue>\n"))
        }
    }
}

fn profile_file(scenario: &Scenario, profile: &Profile, faithful: bool, report: &mut Report) -> Option<String> {
    let party = shown(&profile.party);
    let own_name = if faithful { String::new() } else { format!(" name=\"{}\"", escaped(&profile.party)) };
    let reservation = plain::reservation(profile, "GENIUS", report);
    let tail = format!(
        "</objective>\n<discount_factor value=\"{}\"/>\n<reservation value=\"{}\"/>\n</utility_space>\n",
        text(profile.discount),
        text(reservation)
    );
    let count = scenario.issues.len();
    if profile.bonuses.is_empty() && profile.out_of == Decimal::ONE && profile.worths.iter().any(Option::is_some) {
        plain::capped(profile, Some(Decimal::ONE), report)?;
        let body = linear_body(scenario, profile, report)?;
        let head = format!("<utility_space{own_name} number_of_issues=\"{count}\">\n");
        return Some(format!("{head}{}\n{body}{tail}", objective(&scenario.name)));
    }
    if profile.worths.iter().any(Option::is_some) {
        let message =
            format!("{party} has both weighted issues and amounts under conditions; GENIUS has one or the other");
        report.error(Place::WHOLE, "cannot-express", message);
        return None;
    }
    if scenario.issues.iter().any(|issue| !matches!(issue.values, Values::Whole { .. })) {
        let message = format!("{party} has amounts under conditions; in GENIUS all issues must then be whole numbers");
        report.error(Place::WHOLE, "cannot-express", message);
        return None;
    }
    plain::capped(profile, Some(Decimal::ONE), report)?;
    let mut body = String::new();
    for (at, issue) in scenario.issues.iter().enumerate() {
        body.push_str(&frame(at, issue, report, |_| String::new(), "")?);
    }
    let _ = writeln!(body, "<utility maxutility=\"{}\">", text(profile.out_of));
    body.push_str(&function(&profile.bonuses));
    body.push_str("</utility>\n");
    let head = format!("<utility_space{own_name} type=\"nonlinear\" number_of_issues=\"{count}\">\n");
    Some(format!("{head}{}\n{body}{tail}", objective(&scenario.name)))
}

/// Returns bonuses as a function: plain boxes as its rectangles, every other as an inner function that pays its amount
/// where all of its regions are met.
fn function(bonuses: &[Bonus]) -> String {
    let mut out = String::from("<ufun type=\"PlainUfun\" weight=\"1\" aggregation=\"sum\">\n");
    for bonus in bonuses.iter().filter(|bonus| bonus.regions.len() <= 1) {
        out.push_str(&rectangle(bonus.amount, bonus.regions.first()));
    }
    for bonus in bonuses.iter().filter(|bonus| bonus.regions.len() > 1) {
        // A rectangle that is not met pays 0: the smallest of positive amounts is one of them only where all are met.
        let aggregation = if bonus.amount > Decimal::ZERO { "min" } else { "max" };
        let _ = writeln!(out, "<ufun type=\"PlainUfun\" weight=\"1\" aggregation=\"{aggregation}\">");
        bonus.regions.iter().for_each(|region| out.push_str(&rectangle(bonus.amount, Some(region))));
        out.push_str("</ufun>\n");
    }
    out.push_str("</ufun>\n");
    out
}

fn rectangle(amount: Decimal, region: Option<&Region>) -> String {
    let mut out = format!("<hyperRectangle utility=\"{}\">\n", text(amount));
    let tag = if region.is_none_or(|region| region.inside) { "INCLUDES" } else { "EXCLUDES" };
    for bound in region.map(|region| region.bounds.as_slice()).unwrap_or_default() {
        let _ = writeln!(out, "<{tag} index=\"{}\" min=\"{}\" max=\"{}\"/>", bound.issue + 1, bound.low, bound.high);
    }
    out.push_str("</hyperRectangle>\n");
    out
}

fn linear_body(scenario: &Scenario, profile: &Profile, report: &mut Report) -> Option<String> {
    let mut body = String::new();
    let mut weights = String::new();
    for (at, (issue, worth)) in scenario.issues.iter().zip(&profile.worths).enumerate() {
        let what = format!("{}, issue {}", shown(&profile.party), shown(&issue.name));
        let mut weight = worth.as_ref().map_or(Some(Decimal::ZERO), |worth| worth.weight);
        let ratings: Vec<Option<Decimal>> = match worth {
            Some(worth) => worth.ratings.clone(),
            None => vec![Some(Decimal::ZERO); issue.values.count() as usize],
        };
        let best = ratings.iter().copied().flatten().max();
        let evaluator;
        if matches!(issue.values, Values::Named { .. }) {
            evaluator = String::new();
            // GENIUS divides by the best of the issue; a best one other than the whole moves into the weight.
            if let (Full::Rating(full), Some(own), Some(best)) = (profile.full, weight, best)
                && best != full
                && ratings.iter().flatten().any(|rating| !rating.is_zero())
            {
                let moved = number::product(own, best).filter(|_| best > Decimal::new(1, 5));
                weight = moved.and_then(|moved| number::quotient(moved, full));
                if weight.is_none() {
                    let message = format!("{what}: the weight has no exact form once ratings are divided by the best");
                    report.error(Place::WHOLE, "cannot-express", message);
                    return None;
                }
            }
        } else {
            evaluator = line(&ratings, full(profile, best), &issue.values, &what, report)?;
        }
        let items = |names: &[String]| {
            let item = |(at, name): (usize, &String)| {
                let evaluation = ratings.get(at).copied().flatten();
                let evaluation = evaluation.map(|rating| format!(" evaluation=\"{}\"", text(rating)));
                let evaluation = evaluation.unwrap_or_default();
                format!("<item index=\"{}\" value=\"{}\"{evaluation}/>\n", at + 1, escaped(name))
            };
            names.iter().enumerate().map(item).collect::<String>()
        };
        body.push_str(&frame(at, issue, report, items, &evaluator)?);
        if let Some(weight) = weight {
            let _ = writeln!(weights, "<weight index=\"{}\" value=\"{}\"/>", at + 1, text(weight));
        }
    }
    Some(body + &weights)
}

/// Returns the rating that earns the whole weight of an issue.
fn full(profile: &Profile, best: Option<Decimal>) -> Decimal {
    match profile.full {
        Full::Best => best.filter(|best| *best > Decimal::ZERO).unwrap_or(Decimal::ONE),
        Full::Rating(full) => full,
    }
}

/// Returns the evaluator that gives these ratings, each divided by `full`; nothing where none is known.
fn line(
    ratings: &[Option<Decimal>],
    full: Decimal,
    values: &Values,
    what: &str,
    report: &mut Report,
) -> Option<String> {
    if ratings.iter().all(Option::is_none) {
        return Some(String::new());
    }
    let shares: Option<Vec<Decimal>> =
        ratings.iter().map(|rating| rating.and_then(|rating| number::quotient(rating, full))).collect();
    let evaluator = shares.and_then(|shares| {
        let (slope, offset) = linear::line(&shares)?;
        match values {
            Values::Named { .. } | Values::Whole { .. } => {
                let (slope, offset) = (text(slope), text(offset));
                Some(format!("<evaluator ftype=\"linear\" slope=\"{slope}\" offset=\"{offset}\"/>\n"))
            }
            Values::Stepped { low, step, .. } => {
                let slope = number::quotient(slope, *step)?;
                let offset = number::difference(offset, number::product(slope, *low)?)?;
                let (slope, offset) = (text(slope), text(offset));
                Some(format!("<evaluator ftype=\"linear\" parameter0=\"{offset}\" parameter1=\"{slope}\"/>\n"))
            }
        }
    });
    if evaluator.is_none() {
        let message =
            format!("{what}: the ratings lie on no line between 0 and 1, which is all that GENIUS has for numbers");
        report.error(Place::WHOLE, "cannot-express", message);
    }
    evaluator
}
