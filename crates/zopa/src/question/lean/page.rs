//! Whose texts the drafts are, to read.

use super::{DraftLean, Drift, Gain, Lean, PartyLean, Tested};
use crate::page::{Line, Page, as_of};
use crate::standing::listed;
use zopa_case::case::Case;

impl Lean {
    /// Returns the answer as a page.
    pub fn page(&self, case: &Case) -> Page {
        let mut page = Page::new(format!("Whose text is it: {}", case.title));
        page.mark.clone_from(&case.handling);
        let line = as_of(&self.as_of, &self.assumptions);
        page.paragraph(match self.drafts.as_slice() {
            [] => line.then("No draft is on the table."),
            _ => line.then(
                "A red line or demand counts as failed if it fails however the open points are settled, as open if it \
                 depends on them.",
            ),
        });
        for draft in &self.drafts {
            draft.add(&mut page, case);
        }
        page
    }
}

impl DraftLean {
    /// Returns in one line whose red lines the draft crosses, what it is worth, and whose demands it meets.
    pub(crate) fn line(&self) -> Line {
        let line = Line::strong(format!("“{}”", self.title));
        let crossed = self.parties.iter().filter(|party| !party.red_lines.failed.is_empty());
        let crossed: Vec<String> =
            crossed.map(|party| format!("{} ({})", party.title, party.red_lines.failed.join(", "))).collect();
        let line = if crossed.is_empty() {
            line.then(" crosses no red line for sure")
        } else {
            line.then(" crosses red lines of ").bold(listed(&crossed))
        };
        let met: usize = self.parties.iter().map(|party| party.demands.met.len()).sum();
        let rest = self.parties.iter().map(|party| party.demands.open.len() + party.demands.failed.len());
        let all = met + rest.sum::<usize>();
        let line = if all == 0 { line } else { line.then(format!("; it meets {met} of {all} demands")) };
        let refused = self
            .parties
            .iter()
            .filter(|party| party.value.as_ref().is_some_and(|value| value.beats_walk_away == Some(false)));
        let refused: Vec<String> = refused.map(|party| party.title.clone()).collect();
        let line = if refused.is_empty() {
            line
        } else {
            line.then(format!("; as the analyst values it, no deal is worth more to {}", listed(&refused)))
        };
        let line = match self.open_points.len() {
            0 => line.then(". "),
            1 => line.then("; one point is open. "),
            n => line.then(format!("; {n} points are open. ")),
        };
        line.cite(&self.cite)
    }

    fn add(&self, page: &mut Page, case: &Case) {
        page.heading(format!("{} ({})", self.title, self.date));
        let by = if self.by.is_empty() { String::new() } else { format!("By {}. ", self.by.join(", ")) };
        let standing = if self.standing { "It stands on the table. " } else { "A later draft has taken its place. " };
        let open = match self.open_points.len() {
            0 => "It settles every point.".to_string(),
            n if n == case.points.len() => "It settles no point.".to_string(),
            n => format!("It leaves {n} of {} points open.", case.points.len()),
        };
        let mut line = Line::plain(format!("{by}{standing}{open}")).then(" ");
        if self.against_links {
            line = line.bold("What it says contradicts the links. ");
        }
        page.paragraph(line.cite(&self.cite));
        page.table(&table_head(&self.parties), self.parties.iter().map(|party| party.row(&self.parties)).collect());
        page.list(self.parties.iter().flat_map(|party| party.drift.iter().filter_map(|drift| drift.line(party, case))));
    }
}

fn has_values(parties: &[PartyLean]) -> bool {
    parties.iter().any(|party| party.value.is_some() || party.consistent.is_some())
}

fn table_head(parties: &[PartyLean]) -> Vec<&'static str> {
    let mut head = vec!["Party", "Red lines crossed", "Demands met"];
    if has_values(parties) {
        head.extend(["Worth to it", "No deal", "Could gain, nobody losing"]);
    }
    head
}

impl PartyLean {
    fn row(&self, parties: &[PartyLean]) -> Vec<Line> {
        let mut row = vec![Line::strong(self.title.clone()), crossed(&self.red_lines), met(&self.demands)];
        if has_values(parties) {
            row.extend([self.worth(), self.no_deal(), self.gain()]);
        }
        row
    }

    fn worth(&self) -> Line {
        match (&self.value, &self.consistent) {
            (Some(value), _) if value.least < value.most => {
                Line::plain(format!("{} to {}", short(value.least), short(value.most)))
            }
            (Some(value), _) => Line::plain(short(value.least)),
            (None, Some(known)) if known.necessarily => Line::plain("better than no deal, whatever its values"),
            (None, Some(known)) if !known.possibly => Line::plain("worse than no deal, whatever its values"),
            (None, Some(known)) => match (known.share, known.standard_error) {
                (Some(share), Some(error)) => Line::plain(format!(
                    "better than no deal for {:.1}% ± {:.1} of the values consistent with the record",
                    share * 100.0,
                    error * 100.0
                )),
                _ => Line::plain("depends on its values"),
            },
            (None, None) => Line::default().faint("not recorded"),
        }
    }

    fn no_deal(&self) -> Line {
        let Some(value) = &self.value else { return Line::default().faint("not known exactly") };
        let Some(walk_away) = value.walk_away else { return Line::default().faint("not recorded") };
        let verdict = match value.beats_walk_away {
            Some(true) => "worth signing",
            Some(false) => "better not to sign",
            None => "depends on what is open",
        };
        Line::plain(format!("{}: {verdict}", short(walk_away)))
    }

    fn gain(&self) -> Line {
        match self.value.as_ref().map(|value| (value.could_gain, value.gain)) {
            Some((Some(gain), _)) => Line::plain(short(gain)),
            Some((None, Gain::Open)) => Line::default().faint("depends on what is open"),
            Some((None, Gain::NoDeal)) => Line::default().faint("no deal is as good for all"),
            Some((None, Gain::Unknown | Gain::Known)) => Line::default().faint("not settled"),
            None => Line::default().faint("not known exactly"),
        }
    }
}

fn crossed(tested: &Tested) -> Line {
    match (tested.failed.as_slice(), tested.open.len()) {
        ([], 0) if tested.met.is_empty() => Line::default().faint("no red lines"),
        ([], 0) => Line::plain("none"),
        ([], open) => Line::plain(format!("none for sure, {open} open")),
        (failed, 0) => Line::strong(failed.join(", ")),
        (failed, open) => Line::strong(failed.join(", ")).then(format!(", {open} open")),
    }
}

fn met(tested: &Tested) -> Line {
    let all = tested.met.len() + tested.open.len() + tested.failed.len();
    match (all, tested.open.len()) {
        (0, _) => Line::default().faint("no demands"),
        (_, 0) => Line::plain(format!("{} of {all}", tested.met.len())),
        (_, open) => Line::plain(format!("{} of {all}, {open} open", tested.met.len())),
    }
}

impl Drift {
    fn line(&self, party: &PartyLean, case: &Case) -> Option<Line> {
        let mut parts = Vec::new();
        if let Some(value) = self.value.filter(|value| *value != 0.0) {
            let word = if value > 0.0 { "gains" } else { "loses" };
            parts.push(format!("{word} {}", short(value.abs())));
        }
        let lists = [
            ("newly crosses", &self.newly_crossed),
            ("no longer crosses", &self.no_longer_crossed),
            ("newly meets", &self.newly_met),
            ("no longer meets", &self.no_longer_met),
        ];
        let lists = lists.iter().filter(|(_, names)| !names.is_empty());
        parts.extend(lists.map(|(verb, names)| format!("{verb} {}", names.join(", "))));
        let from = case.drafts.iter().find(|draft| draft.name == self.from).map_or(&self.from, |draft| &draft.title);
        (!parts.is_empty())
            .then(|| Line::strong(party.title.clone()).then(format!(" against “{from}”: {}.", parts.join("; "))))
    }
}

fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}
