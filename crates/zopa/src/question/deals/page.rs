//! The deals to read.

use super::listed::ALTERNATIVE;
use super::{Deal, Deals, Proof, Verdict};
use crate::page::{Line, Page, as_of};
use std::collections::BTreeMap;
use zopa_case::case::Case;

/// The frontier is cut here on the page; the JSON document has it all.
const SHOWN_MAX: usize = 15;

/// Packages of the frontier are told by these points at most: those in which they differ.
const TOLD_MAX: usize = 6;

impl Deals {
    /// Returns the answer as a page.
    pub fn page(&self, case: &Case) -> Page {
        let mut page = Page::new(format!("Deals: {}", case.title));
        page.mark.clone_from(&case.handling);
        page.paragraph(self.summary());
        self.add_counts(&mut page);
        self.add_parties(&mut page);
        if !self.parties.is_empty() {
            self.add_solutions(&mut page, case);
            self.add_frontier(&mut page, case);
        }
        self.add_listed(&mut page, case);
        page
    }

    fn summary(&self) -> Line {
        let line = as_of(&self.as_of, &self.assumptions);
        let line = match self.conditions.as_slice() {
            [] => line,
            conditions => line.then(format!("Only packages with {}. ", conditions.join("; "))),
        };
        match (self.deals.as_deref(), self.deals_at_least.as_str()) {
            (Some("0"), _) => line.bold("There is no deal.").then(self.why_none()),
            (Some("1"), _) => line.bold("There is exactly one deal."),
            (Some(number), _) => line.bold(format!("There are {} deals.", spaced(number))),
            (None, "0") => line
                .bold("Whether there is a deal is not known: the search ended at its budget.")
                .then(format!(" There are at most {}.", spaced(&self.deals_at_most))),
            (None, least) => line
                .bold(format!("There are at least {} deals", spaced(least)))
                .then(format!(" and at most {}: the count ended at its budget.", spaced(&self.deals_at_most))),
        }
    }

    fn why_none(&self) -> String {
        if self.possible.as_deref() == Some("0") {
            return " The links and conditions contradict each other.".to_string();
        }
        if self.within_red_lines.as_deref() == Some("0") {
            return " Every package crosses a red line: `zopa clash` says which cannot hold together.".to_string();
        }
        match self.walk_aways_at_odds.as_slice() {
            [] => String::new(),
            sets => {
                let title = |name: &String| {
                    let known = self.parties.iter().find(|party| party.party == *name);
                    known.map_or(name.clone(), |party| party.title.clone())
                };
                let sets = sets.iter().map(|set| set.iter().map(title).collect::<Vec<_>>().join(" and "));
                format!(" No package is worth enough to all of: {}.", sets.collect::<Vec<_>>().join("; or of: "))
            }
        }
    }

    fn add_counts(&self, page: &mut Page) {
        let mut rows = vec![vec![Line::plain("Packages in all"), Line::plain(spaced(&self.packages))]];
        let counted = [
            ("… that the links allow", &self.possible),
            ("… that cross no red line", &self.within_red_lines),
            (
                if self.all_outcomes {
                    "… whatever walking away is worth"
                } else {
                    "… and leave nobody below walking away"
                },
                &self.deals,
            ),
        ];
        for (what, number) in counted {
            let number = match number {
                Some(number) => Line::plain(spaced(number)),
                None => Line::default().faint("not counted"),
            };
            rows.push(vec![Line::plain(what), number]);
        }
        page.table(&["What", "How many"], rows);
    }

    fn add_parties(&self, page: &mut Page) {
        let rows = self.parties.iter().map(|party| {
            let number = |value: Option<f64>| value.map_or_else(|| "not recorded".to_string(), short);
            let (least, most) = party.range.map_or((None, None), |(least, most)| (Some(least), Some(most)));
            vec![
                Line::strong(party.title.clone()),
                Line::plain(number(party.walk_away)),
                Line::plain(number(least)),
                Line::plain(number(most)),
                Line::default().cite(&party.cite),
            ]
        });
        let rows = rows.collect::<Vec<_>>();
        if !rows.is_empty() {
            page.heading("Values, as the analyst assumes them");
            page.table(&["Party", "No deal", "Least", "Most", "On record"], rows);
        }
        page.list(self.not_valued.iter().map(|party| {
            let next = if party.known_in_part {
                "its red lines count, and `zopa robust` takes what is known."
            } else {
                "its red lines count; more can be said once the case has a `value` or `prefers` entry for it."
            };
            Line::strong(party.title.clone()).then(format!(": {}; {next}", party.because))
        }));
    }

    fn add_solutions(&self, page: &mut Page, case: &Case) {
        page.heading(match self.convention {
            "negmas" => "Bargaining solutions, as NegMAS defines them",
            "genius" => "Bargaining solutions, as GENIUS defines them",
            "negolog" => "Bargaining solutions, as NegoLog defines them",
            _ => "Bargaining solutions",
        });
        let found = [
            ("Nash", &self.solutions.nash, &self.proofs.nash),
            ("Kalai–Smorodinsky", &self.solutions.kalai_smorodinsky, &self.proofs.kalai_smorodinsky),
            ("Egalitarian", &self.solutions.egalitarian, &self.proofs.egalitarian),
            ("Utilitarian", &self.solutions.utilitarian, &self.proofs.utilitarian),
        ];
        let all: Vec<&Deal> = found.iter().flat_map(|(_, deals, _)| deals.iter()).collect();
        let differing = differing(&all);
        let mut head = vec!["Solution"];
        head.extend(self.parties.iter().map(|party| party.title.as_str()));
        head.push("How sure");
        let mut rows = Vec::new();
        let mut told: Vec<(Vec<&str>, &Deal)> = Vec::new();
        for (name, deals, proof) in found {
            let sure = sure(proof);
            if deals.is_empty() {
                let mut row = vec![Line::strong(name)];
                row.extend(self.parties.iter().map(|_| Line::default().faint("–")));
                row.push(Line::plain(sure));
                rows.push(row);
                continue;
            }
            for deal in deals.iter().take(SHOWN_MAX) {
                let mut row = vec![Line::strong(name)];
                row.extend(deal.values.iter().map(|value| Line::plain(short(*value))));
                row.push(Line::plain(sure.clone()));
                rows.push(row);
                match told.iter_mut().find(|(_, known)| known.exact == deal.exact) {
                    Some((names, _)) => names.push(name),
                    None => told.push((vec![name], deal)),
                }
            }
        }
        page.table(&head, rows);
        let shared = told.first().map(|(_, deal)| common(case, deal, &differing)).unwrap_or_default();
        page.nested(told.iter().map(|(names, deal)| {
            let settled = settled(case, deal, &differing);
            let others = deal.others.iter().map(|package| other(case, deal, package));
            (
                Line::strong(names.join(", ")).then(deal.tied()),
                settled.into_iter().chain(others).map(Line::plain).collect(),
            )
        }));
        if told.len() > 1 && !shared.is_empty() {
            page.paragraph(Line::default().faint(format!("In all of them: {}.", shared.join("; "))));
        }
    }

    fn add_frontier(&self, page: &mut Page, case: &Case) {
        page.heading("Deals that no other deal beats");
        let line = match (self.frontier.size, self.frontier.proof.verdict) {
            (Some(0), _) | (_, Verdict::Impossible) => Line::plain("There is none, as there is no deal."),
            (Some(1), Verdict::Proven) => Line::plain("One deal is best for everybody."),
            (Some(size), Verdict::Proven) => {
                Line::plain(format!("There are exactly {} such trade-offs", spaced(&size.to_string())))
                    .then(if size > SHOWN_MAX { ". Some of them, evenly along the list:" } else { ":" })
            }
            (Some(size), _) => Line::plain(format!("{} were found; there may be more.", spaced(&size.to_string()))),
            (None, _) => self.covered(),
        };
        page.paragraph(line);
        let shown = evenly(&self.frontier.points);
        let differing = differing(&shown);
        let told = told(case, &differing);
        let mut head: Vec<&str> = self.parties.iter().map(|party| party.title.as_str()).collect();
        let titles: Vec<&str> = told.iter().map(|name| point_title(case, name)).collect();
        let titles = titles.join(" · ");
        let has_ties = shown.iter().any(|deal| deal.packages.as_deref() != Some("1"));
        if has_ties {
            head.push("Packages");
        }
        head.push(&titles);
        let rows = shown.iter().map(|deal| {
            let mut row: Vec<Line> = deal.values.iter().map(|value| Line::plain(short(*value))).collect();
            if has_ties {
                row.push(Line::plain(deal.n_packages()));
            }
            let choices = told.iter().filter_map(|name| Some(choice_title(case, name, deal.package.get(*name)?)));
            row.push(Line::plain(choices.collect::<Vec<_>>().join(" · ")));
            row
        });
        page.table(&head, rows.collect());
        if !self.frontier.supported.is_empty() {
            let corners = self.frontier.supported.iter().take(SHOWN_MAX);
            let values = |deal: &Deal| deal.values.iter().map(|value| short(*value)).collect::<Vec<_>>().join(" / ");
            page.paragraph(Line::plain("Best by some weighting of the parties:"));
            page.list(corners.map(|deal| Line::plain(values(deal))));
        }
        if told.len() < differing.len() {
            page.paragraph(Line::default().faint(format!("They differ in {} points in all.", differing.len())));
        }
    }

    /// Tells how near the listed deals are to those that are too many to be listed.
    fn covered(&self) -> Line {
        let line = Line::plain(
            "They are too many to be listed within the budget; the solutions above are sought on their own. ",
        );
        let Some(epsilon) = &self.frontier.epsilon else { return line };
        let parties = self.parties.iter().zip(epsilon);
        let less = parties.map(|(party, less)| format!("{} {}", short(*less), party.title));
        line.then(format!("{} deals stand for them: ", self.frontier.points.len())).then(format!(
            "any deal that is worth that much more than its floor is worth at most so much more than one of these: {}.",
            less.collect::<Vec<_>>().join(", ")
        ))
    }

    fn add_listed(&self, page: &mut Page, case: &Case) {
        let lists = [
            ("Best by the sum of values", &self.best_by_sum),
            ("Best by the product of gains", &self.best_by_product),
            ("Deals that differ most", &self.most_different),
        ];
        for (heading, deals) in lists {
            if deals.is_empty() {
                continue;
            }
            page.heading(heading);
            let all: Vec<&Deal> = deals.iter().collect();
            let differing = differing(&all);
            page.list(deals.iter().map(|deal| {
                let values: Vec<String> = deal.values.iter().map(|value| short(*value)).collect();
                Line::strong(values.join(" / ")).then(format!(": {}", settled(case, deal, &differing).join("; ")))
            }));
        }
        if let Some(nearest) = &self.nearest {
            page.heading(format!("Nearest to the draft {}", nearest.draft));
            let n = nearest.changes;
            page.paragraph(match (nearest.deals.as_slice(), n) {
                ([], _) if nearest.proof.verdict == Verdict::Impossible => Line::plain("There is no deal."),
                ([], _) => Line::plain("They were not found within the budget."),
                (_, 0) => Line::plain("The draft can become a deal as it stands."),
                (_, 1) => Line::plain("One point has to change:"),
                _ => Line::plain(format!("{n} points have to change:")),
            });
            page.list(nearest.deals.iter().take(SHOWN_MAX).filter(|_| n > 0).map(|near| {
                let changes = near.changes.iter().map(|(point, (from, to))| {
                    let from = from.split(ALTERNATIVE).map(|choice| choice_title(case, point, choice));
                    format!(
                        "{}: {} instead of {}",
                        point_title(case, point),
                        choice_title(case, point, to),
                        from.collect::<Vec<_>>().join(" or ")
                    )
                });
                Line::plain(changes.collect::<Vec<_>>().join("; "))
            }));
        }
    }
}

impl Deal {
    /// Returns how many packages are worth the same, as a number or the least that it may be.
    fn n_packages(&self) -> String {
        match (&self.packages, &self.packages_at_least) {
            (Some(number), _) => spaced(number),
            (None, Some(number)) => format!("at least {}", spaced(number)),
            (None, None) => "not counted".to_string(),
        }
    }

    /// Returns that there are more packages with the same values, if there are or may be.
    fn tied(&self) -> String {
        match (self.packages.as_deref(), self.packages_at_least.as_deref()) {
            (Some("1"), _) | (None, None) => String::new(),
            (None, Some("1")) => ": whether other packages have these values was not settled".to_string(),
            _ => format!(": {} packages have these values; one of them:", self.n_packages()),
        }
    }
}

/// Returns how another package with the same values differs from the one that is told.
fn other(case: &Case, deal: &Deal, package: &BTreeMap<String, String>) -> String {
    let differs = case.points.iter().filter(|point| package.get(&point.name) != deal.package.get(&point.name));
    let differs = differs.filter_map(|point| {
        let choice = package.get(&point.name)?;
        Some(format!("{}: {}", point.title, choice_title(case, &point.name, choice)))
    });
    format!("or: {}", differs.collect::<Vec<_>>().join("; "))
}

fn sure(proof: &Proof) -> String {
    match (proof.verdict, proof.gap) {
        (Verdict::Proven, _) => "proven".to_string(),
        (Verdict::BestFound, Some(gap)) if gap > 0.0 => format!("best found; at most {:.2}% better", gap * 100.0),
        (Verdict::BestFound, Some(_)) => "proven; ties may be missing".to_string(),
        (Verdict::BestFound, None) => "best found".to_string(),
        (Verdict::Impossible, _) => "there is no deal".to_string(),
        (Verdict::Unknown, _) => "not known".to_string(),
        (Verdict::Undefined, _) => "not defined".to_string(),
    }
}

/// Returns the points in which deals differ.
fn differing(deals: &[&Deal]) -> Vec<String> {
    let Some(first) = deals.first() else { return Vec::new() };
    let differs = |point: &String| deals.iter().any(|deal| deal.package.get(point) != first.package.get(point));
    first.package.keys().filter(|point| differs(point)).cloned().collect()
}

/// Returns the points of a list that are told, in the order of the record.
fn told<'a>(case: &Case, differing: &'a [String]) -> Vec<&'a String> {
    let points = case.points.iter().filter_map(|point| differing.iter().find(|name| **name == point.name));
    points.take(TOLD_MAX).collect()
}

/// Returns how a deal settles points, in the order of the record: those in which deals differ, or all if none does.
fn settled(case: &Case, deal: &Deal, differing: &[String]) -> Vec<String> {
    let told = case.points.iter().filter(|point| differing.is_empty() || differing.contains(&point.name));
    let mut settled: Vec<String> = told
        .filter_map(|point| deal.package.get(&point.name).map(|choice| (point, choice)))
        .map(|(point, choice)| format!("{}: {}", point.title, choice_title(case, &point.name, choice)))
        .collect();
    if settled.len() > TOLD_MAX && !differing.is_empty() {
        let more = settled.len() - TOLD_MAX;
        settled.truncate(TOLD_MAX);
        settled.push(format!("{more} more"));
    }
    settled
}

/// Returns how a deal settles the points in which the others do not differ from it.
fn common(case: &Case, deal: &Deal, differing: &[String]) -> Vec<String> {
    let same: BTreeMap<String, String> = deal
        .package
        .iter()
        .filter(|(point, _)| !differing.contains(point))
        .map(|(p, c)| (p.clone(), c.clone()))
        .collect();
    let points = case.points.iter().filter_map(|point| same.get(&point.name).map(|choice| (point, choice)));
    points.map(|(point, choice)| format!("{}: {}", point.title, choice_title(case, &point.name, choice))).collect()
}

fn point_title<'a>(case: &'a Case, name: &'a str) -> &'a str {
    case.points.iter().find(|point| point.name == name).map_or(name, |point| &point.title)
}

fn choice_title(case: &Case, point: &str, choice: &str) -> String {
    let point = case.points.iter().find(|known| known.name == point);
    point.map_or_else(|| choice.to_string(), |point| point.option_title(choice))
}

/// Returns so many deals as a page shows, evenly along the list, with the first and the last.
fn evenly(deals: &[Deal]) -> Vec<&Deal> {
    if deals.len() <= SHOWN_MAX {
        return deals.iter().collect();
    }
    (0..SHOWN_MAX).map(|at| &deals[at * (deals.len() - 1) / (SHOWN_MAX - 1)]).collect()
}

/// Returns a number with up to four significant digits after the point.
fn short(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// Returns the digits of a number in groups of three.
pub(super) fn spaced(digits: &str) -> String {
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}
