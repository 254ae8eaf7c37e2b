//! A scenario in the case language.

use super::super::model::{Bonus, Bound, Full, Issue, Profile, Scenario, Values, Worth};
use super::super::number::text;
use super::name::Namer;
use super::{DATE, FULL};
use rust_decimal::Decimal;
use std::fmt::Write as _;
use zopa_syntax::format::format;
use zopa_syntax::parse::parse;
use zopa_syntax::print::quoted;
use zopa_syntax::span::FileId;

/// Names of points and of their options.
struct Names {
    points: Vec<String>,
    /// By point; empty for numbers.
    options: Vec<Vec<String>>,
}

/// Returns the text of a case that says what the scenario says, laid out as `zopa fmt` would.
///
/// Issues become points, values options or numbers, parties principals. Files of scenarios carry no date, so values and
/// walk-away values are entered on 1 January 2000. Cost: linear in the number of values.
pub fn to_case(scenario: &Scenario) -> String {
    let mut out = format!("case {}\n\n", quoted(&scenario.name));
    let mut parties = Namer::new("party");
    let parties: Vec<String> = scenario.profiles.iter().map(|profile| parties.name(&profile.party)).collect();
    for (name, profile) in parties.iter().zip(&scenario.profiles) {
        let _ = writeln!(out, "party {name} {} principal", quoted(&profile.party));
    }
    let names = names(scenario);
    for (at, issue) in scenario.issues.iter().enumerate() {
        out.push('\n');
        write_point(&mut out, issue, &names.points[at], &names.options[at]);
    }
    for (name, profile) in parties.iter().zip(&scenario.profiles) {
        out.push('\n');
        write_value(&mut out, scenario, profile, name, &names);
        if let Some(reservation) = profile.reservation {
            let _ = writeln!(out, "{DATE} walk-away {name} : {}", text(reservation));
        }
    }
    format(&out, &parse(FileId(0), &out))
}

fn names(scenario: &Scenario) -> Names {
    let mut points = Namer::new("issue");
    let options = |issue: &Issue| {
        let mut namer = Namer::new("value");
        match &issue.values {
            Values::Named { names, .. } => names.iter().map(|name| namer.name(name)).collect(),
            Values::Whole { .. } | Values::Stepped { .. } => Vec::new(),
        }
    };
    Names {
        points: scenario.issues.iter().map(|issue| points.name(&issue.name)).collect(),
        options: scenario.issues.iter().map(options).collect(),
    }
}

fn write_point(out: &mut String, issue: &Issue, name: &str, options: &[String]) {
    let _ = write!(out, "point {name} {}", quoted(&issue.name));
    match &issue.values {
        Values::Named { names, ordered } => {
            out.push_str(if *ordered { " scale\n" } else { "\n" });
            for (option, title) in options.iter().zip(names) {
                let _ = writeln!(out, "  option {option} {}", quoted(title));
            }
        }
        Values::Whole { low, high } => {
            let _ = writeln!(out, " number {low}..{high} step 1");
        }
        Values::Stepped { low, high, step } => {
            let _ = writeln!(out, " number {}..{} step {}", text(*low), text(*high), text(*step));
        }
    }
}

fn write_value(out: &mut String, scenario: &Scenario, profile: &Profile, party: &str, names: &Names) {
    let mut worths: Vec<String> = profile
        .worths
        .iter()
        .enumerate()
        .filter_map(|(at, worth)| Some(worth_text(&scenario.issues[at], at, worth.as_ref()?, names)))
        .collect();
    if worths.is_empty() {
        // An entry values at least one point; this one counts for nothing.
        worths.extend(scenario.issues.first().map(|issue| idle_text(issue, names)));
    }
    let _ = writeln!(out, "{DATE} value {party} : {}", worths.join(",\n    "));
    match profile.full {
        Full::Best => out.push_str("  of-best\n"),
        Full::Rating(full) if full == FULL => {}
        Full::Rating(full) => {
            let _ = writeln!(out, "  full {}", text(full));
        }
    }
    for bonus in &profile.bonuses {
        let _ = writeln!(out, "  plus {} if {}", text(bonus.amount), condition(bonus, names));
    }
    if profile.out_of != Decimal::ONE {
        let _ = writeln!(out, "  out-of {}", text(profile.out_of));
    }
    if let Some(cap) = profile.cap {
        let _ = writeln!(out, "  capped {}", text(cap));
    }
    if profile.discount != Decimal::ONE {
        let _ = writeln!(out, "  discount {}", text(profile.discount));
    }
}

/// Returns the value of an issue by which it is called in a list of ratings.
fn value_name(issue: &Issue, at: usize, index: usize, names: &Names) -> Option<String> {
    match issue.values {
        Values::Named { .. } => names.options[at].get(index).cloned(),
        Values::Whole { .. } | Values::Stepped { .. } => issue.values.text(index),
    }
}

fn worth_text(issue: &Issue, at: usize, worth: &Worth, names: &Names) -> String {
    let mut out = names.points[at].clone();
    if let Some(weight) = worth.weight {
        let _ = write!(out, " {}", text(weight));
    }
    let row = |(index, rating): (usize, &Option<Decimal>)| {
        Some(format!("{} {}", value_name(issue, at, index, names)?, text((*rating)?)))
    };
    let rows: Vec<String> = worth.ratings.iter().enumerate().filter_map(row).collect();
    if !rows.is_empty() {
        let _ = write!(out, " [{}]", rows.join(", "));
    }
    out
}

fn idle_text(issue: &Issue, names: &Names) -> String {
    let name = &names.points[0];
    match &issue.values {
        Values::Whole { .. } | Values::Stepped { .. } => format!("{name} 0 low"),
        Values::Named { .. } => {
            let rows: Vec<String> = names.options[0].iter().map(|option| format!("{option} 0")).collect();
            format!("{name} 0 [{}]", rows.join(", "))
        }
    }
}

fn condition(bonus: &Bonus, names: &Names) -> String {
    let side = |bound: &Bound| format!("{} in {}..{}", names.points[bound.issue], bound.low, bound.high);
    let all = |bounds: &[Bound]| bounds.iter().map(side).collect::<Vec<_>>().join(" and ");
    let parts: Vec<String> = bonus
        .regions
        .iter()
        .map(|region| if region.inside { all(&region.bounds) } else { format!("not ({})", all(&region.bounds)) })
        .collect();
    if parts.is_empty() { "true".to_string() } else { parts.join(" and ") }
}
