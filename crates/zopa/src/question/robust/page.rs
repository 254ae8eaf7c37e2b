//! What holds whatever the values are, to read.

use super::{Acceptance, Judged, Origin, Party, PartyView, Robust, Share};
use crate::page::{Line, Page, as_of};
use std::collections::BTreeMap;
use zopa_case::case::Case;

/// How many weights are told of a party.
const WEIGHTS_SHOWN: usize = 5;

impl Robust {
    /// Returns the answer as a page.
    pub fn page(&self, case: &Case) -> Page {
        let mut page = Page::new(format!("Whatever the values are: {}", case.title));
        page.mark.clone_from(&case.handling);
        page.paragraph(self.summary());
        self.add_parties(&mut page);
        self.add_options(&mut page, case);
        for judged in &self.packages {
            self.add_judged(&mut page, case, judged);
        }
        if !self.open_drafts.is_empty() {
            let names = self.open_drafts.join(", ");
            page.paragraph(
                Line::default()
                    .faint(format!("Not judged, as they leave points open: {names}. `zopa lean` judges them.")),
            );
        }
        page
    }

    fn summary(&self) -> Line {
        let line = as_of(&self.as_of, &self.assumptions);
        let line = match &self.zone {
            Some(zone) if zone.share >= 1.0 => {
                line.bold("Whatever values were drawn, there was a deal that everybody accepts.")
            }
            Some(zone) if zone.share <= 0.0 => {
                line.bold("For no values drawn was there a deal that everybody accepts.")
            }
            Some(zone) => {
                line.bold(format!("For {} of the values there is a deal that everybody accepts.", percent(zone)))
            }
            None => line,
        };
        let line = line.then(format!(
            " {} values were drawn evenly from all that are consistent with the record (seed {}); ± is one standard error.",
            self.samples, self.seed
        ));
        if self.complete { line } else { line.then(" Not everything could be answered within the budget.") }
    }

    fn add_parties(&self, page: &mut Page) {
        page.heading("What is known of values");
        let rows = self.parties.iter().map(|party| {
            vec![
                Line::strong(party.title.clone()),
                Line::plain(party.known.clone()),
                Line::plain(party.walk_away.map_or_else(|| "not recorded".to_string(), short)),
                Line::plain(party.method.clone()),
            ]
        });
        page.table(&["Party", "Known", "No deal", "How drawn"], rows.collect());
        page.list(self.not_valued.iter().map(|party| {
            Line::strong(party.title.clone()).then(format!(": {}; only its red lines count.", party.because))
        }));
    }

    /// Tells what the Nash deal has at each point where that is the same in nine samples of ten.
    fn add_options(&self, page: &mut Page, case: &Case) {
        let points = case.points.iter().filter_map(|point| Some((point, self.nash_options.get(&point.name)?)));
        let rows: Vec<Vec<Line>> = points
            .map(|(point, shares)| {
                let mut shares: Vec<(&String, f64)> = shares.iter().map(|(choice, share)| (choice, *share)).collect();
                shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
                let told = shares.iter().take(3).map(|(choice, share)| {
                    let title = point.option_title(choice);
                    format!("{title} ({:.0}%)", share * 100.0)
                });
                vec![Line::plain(point.title.clone()), Line::plain(told.collect::<Vec<_>>().join(", "))]
            })
            .collect();
        if !rows.is_empty() {
            page.heading("What the Nash deal has at each point, by share of the values");
            page.table(&["Point", "Settled by"], rows);
        }
    }

    fn add_judged(&self, page: &mut Page, case: &Case, judged: &Judged) {
        page.heading(match judged.origin {
            Origin::Draft => format!("Draft: {}", judged.title),
            Origin::Question => format!("Package: {}", judged.title),
            Origin::Nash => capital(&judged.title),
        });
        if !judged.within_red_lines {
            page.paragraph(Line::strong("It crosses a red line or a link."));
        }
        if judged.origin == Origin::Nash {
            let settled = case.points.iter().filter_map(|point| {
                judged.package.get(&point.name).map(|choice| format!("{}: {}", point.title, point.option_title(choice)))
            });
            page.paragraph(Line::plain(settled.collect::<Vec<_>>().join("; ")));
        }
        let rows = judged.parties.iter().map(|view| self.row(view)).collect();
        page.table(&["Party", "Accepts", "Worth to it", "Sole blocker", "What it must find important to accept"], rows);
        page.paragraph(verdict(judged));
    }

    fn row(&self, view: &PartyView) -> Vec<Line> {
        let party = self.parties.iter().find(|party| party.party == view.party);
        let accepts = match (view.accepts, &view.acceptability) {
            (Acceptance::Necessary, _) => "for all values".to_string(),
            (Acceptance::Impossible, _) => "for no values".to_string(),
            (Acceptance::Possible, Some(share)) => format!("for {}", percent(share)),
            (Acceptance::Possible, None) => "for some values".to_string(),
        };
        let worth = match (view.mean, view.quantiles.as_slice()) {
            (Some(mean), [low, .., high]) => {
                format!("{} ({} to {} in nine cases of ten)", short(mean), short(*low), short(*high))
            }
            _ => "–".to_string(),
        };
        let blocker = view.sole_blocker.as_ref().map_or("–".to_string(), percent);
        let believe = match (view.accepts, party) {
            (Acceptance::Possible, Some(party)) => central(party, &view.central_weights),
            _ => "–".to_string(),
        };
        let title = party.map_or(view.party.clone(), |party| party.title.clone());
        vec![Line::strong(title), Line::plain(accepts), Line::plain(worth), Line::plain(blocker), Line::plain(believe)]
    }
}

fn verdict(judged: &Judged) -> Line {
    let mut parts = Vec::new();
    if let Some(joint) = &judged.joint {
        parts.push(format!("everybody accepts it for {} of the values", percent(joint)));
    }
    match (judged.necessarily_unbeaten, &judged.unbeaten) {
        _ if !judged.within_red_lines => {}
        (Some(true), _) => parts.push("no other deal is better for all, whatever the values".to_string()),
        (_, Some(share)) => parts.push(format!("no other deal is better for all for {}", percent(share))),
        _ => {}
    }
    if let Some(nash) = &judged.nash {
        parts.push(format!("it is the Nash deal for {}", percent(nash)));
    }
    Line::plain(format!("{}.", capital(&parts.join("; "))))
}

/// Returns the weights that lie furthest above the mean of all values.
fn central(party: &Party, weights: &BTreeMap<String, f64>) -> String {
    let mut told: Vec<(&String, f64, f64)> = weights
        .iter()
        .map(|(point, weight)| (point, *weight, weight - party.mean_weights.get(point).copied().unwrap_or(0.0)))
        .collect();
    told.sort_by(|a, b| b.2.abs().total_cmp(&a.2.abs()).then(a.0.cmp(b.0)));
    let told = told.iter().filter(|(_, _, more)| more.abs() >= 0.05).take(WEIGHTS_SHOWN);
    let told: Vec<String> = told
        .map(|(point, weight, more)| {
            let sign = if *more > 0.0 { "+" } else { "−" };
            format!("{point} {} ({sign}{})", short(*weight), short(more.abs()))
        })
        .collect();
    if told.is_empty() { "weights as they are on average".to_string() } else { told.join(", ") }
}

fn percent(share: &Share) -> String {
    format!("{:.1}% ± {:.1}", share.share * 100.0, share.standard_error * 100.0)
}

/// Returns a number with one digit after the point, and more where the scale is small.
fn short(value: f64) -> String {
    let text = if value.abs() < 10.0 { format!("{value:.3}") } else { format!("{value:.1}") };
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
