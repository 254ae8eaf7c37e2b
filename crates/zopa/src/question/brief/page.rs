//! The brief to read: two pages.

use super::{Brief, Support, count};
use crate::page::{Line, Page, State, day};
use crate::question::clash::{Move, Zone};
use crate::question::evidence::said_line;
use crate::question::lean::DraftLean;
use crate::question::moves::page::line as movement_line;
use crate::question::moves::{Movement, Movements};
use crate::standing::{Standing, listed};
use crate::words::party_title;
use std::collections::BTreeSet;
use zopa_case::case::Case;

/// Of every list so many are shown; the questions behind it have the rest.
const SHOWN: usize = 8;
const MOVES_SHOWN: usize = 4;
const THIN_SHOWN: usize = 6;
const NEW_SHOWN: usize = 8;
const POINTS_SHOWN: usize = 30;

impl Brief {
    /// Returns the answer as a page.
    pub fn page(&self, case: &Case) -> Page {
        let mut page = Page::new(format!("Brief: {}", self.title));
        page.mark.clone_from(&case.handling);
        page.paragraph(self.summary());
        self.add_changes(&mut page, case);
        self.add_points(&mut page);
        self.add_stuck(&mut page, case);
        self.add_forms(&mut page);
        self.add_rivals(&mut page);
        self.add_evidence(&mut page, case);
        self.add_next(&mut page);
        page
    }

    fn summary(&self) -> Line {
        let states = [State::Agreed, State::Close, State::Open, State::Blocked];
        let counts: Vec<String> = states
            .iter()
            .map(|&state| (count(&self.points, state), state))
            .filter(|(number, _)| *number > 0)
            .map(|(number, state)| format!("{number} {}", state.word()))
            .collect();
        let counts: Vec<&str> = counts.iter().map(String::as_str).collect();
        let assumed = match self.assumptions.as_slice() {
            [] => String::new(),
            titles => format!(", assuming “{}”", titles.join("”, “")),
        };
        let line = Line::plain(format!(
            "As of {}{assumed}. Of {} points: {}. ",
            day(&self.as_of),
            self.points.len(),
            listed(&counts)
        ));
        match self.zone {
            Zone::Open => line.bold("There is a package that crosses no red line."),
            Zone::Empty if self.clashes.iter().any(|clash| clash.red_lines.is_empty()) => {
                line.bold("No package is possible: the links contradict each other.")
            }
            Zone::Empty => {
                let least = if self.complete { "" } else { "at least " };
                let number = self.clashes.len();
                let clashes = if number == 1 { "one clash".to_string() } else { format!("{least}{number} clashes") };
                line.bold(format!("Every possible deal crosses a red line: {clashes}."))
            }
            Zone::Unknown => line.bold("Whether there is a deal is not known: the search ended at its budget."),
        }
    }

    fn add_changes(&self, page: &mut Page, case: &Case) {
        let (moved, new): (Vec<&Movement>, Vec<&Movement>) =
            self.movements.iter().partition(|movement| movement.kind != Movements::New);
        page.heading(format!("Who moved after {}", self.since));
        if moved.is_empty() {
            page.paragraph(Line::plain("Nobody, on this record."));
        }
        let hidden = moved.len().saturating_sub(SHOWN);
        page.list(moved.into_iter().skip(hidden).map(|movement| movement_line(case, movement)));
        note_cut(page, hidden, "zopa moves");
        // What happened is told whole as far as it goes; new stances fill what room is left, the latest first.
        let room = (NEW_SHOWN).saturating_sub(self.happened.len());
        let left_out = new.len().saturating_sub(room) + self.happened.len().saturating_sub(NEW_SHOWN);
        let happened = self.happened.iter().rev().take(NEW_SHOWN);
        let mut items: Vec<(&str, Line)> = happened
            .map(|each| (each.date.as_str(), Line::plain(format!("{} {}", each.date, each.what)).cite(&each.cite)))
            .chain(new.into_iter().rev().take(room).map(|each| (each.date.as_str(), movement_line(case, each))))
            .collect();
        items.reverse();
        items.sort_by_key(|(date, _)| *date);
        if !items.is_empty() {
            page.heading("What else is new");
        }
        page.list(items.into_iter().map(|(_, line)| line));
        note_cut(page, left_out, "zopa brief --format json");
    }

    fn add_points(&self, page: &mut Page) {
        page.heading("Where each point stands");
        // Where the points are too many for two pages, those that need attention come first.
        let mut shown: Vec<&Standing> = self.points.iter().collect();
        if shown.len() > POINTS_SHOWN {
            shown.sort_by_key(|standing| match standing.state {
                State::Blocked => 0,
                State::Open => 1,
                State::Close => 2,
                State::Agreed => 3,
            });
        }
        let rows = shown.iter().take(POINTS_SHOWN).map(|standing| {
            vec![
                Line::plain(standing.title.clone()),
                Line::default().state(standing.state),
                Line::plain(standing.because.clone()),
            ]
        });
        page.table(&["Point", "State", "Why"], rows.collect());
        note_cut(page, shown.len().saturating_sub(POINTS_SHOWN), "zopa brief --format json");
    }

    fn add_stuck(&self, page: &mut Page, case: &Case) {
        if self.clashes.is_empty() {
            return;
        }
        page.heading("Where it is stuck, and who must move");
        let items = self.clashes.iter().take(SHOWN).map(|clash| {
            clash.red_lines.iter().fold(Line::plain(clash.sentence.clone()), |line, each| line.cite(&each.cite))
        });
        page.list(items);
        note_cut(page, self.clashes.len().saturating_sub(SHOWN), "zopa clash");
        let ways: Vec<String> = self.moves.iter().take(MOVES_SHOWN).map(|each| way(each, case)).collect();
        if !ways.is_empty() {
            let more = self.moves.len().saturating_sub(MOVES_SHOWN);
            let more = if more > 0 { format!(" ({more} more: zopa clash)") } else { String::new() };
            page.paragraph(Line::strong("A deal opens if ").then(format!("{}{more}.", ways.join("; or "))));
        }
        if !self.complete {
            page.paragraph(Line::default().faint("These lists are not complete: the search ended at its budget."));
        }
    }

    fn add_forms(&self, page: &mut Page) {
        if self.other_forms.is_empty() && self.silently_kept.is_empty() && self.texts.is_empty() {
            return;
        }
        page.heading("In the drafts");
        // A paper on a point or two is told where its point is.
        let whole = self.texts.iter().filter(|draft| 2 * draft.open_points.len() <= self.points.len());
        page.list(whole.map(DraftLean::line));
        let forms = self.other_forms.iter().take(SHOWN).map(|form| {
            let drafts = if form.drafts.is_empty() {
                String::new()
            } else {
                format!(", in “{}”,", form.drafts.join("”, “"))
            };
            let line = Line::plain(format!(
                "{}: “{}”{drafts} crosses a red line: {}. ",
                form.title, form.option, form.because
            ))
            .bold("The same effect without crossing one")
            .then(format!(" (“{}”): {}.", form.effect, form.without_crossing.join("; ")));
            form.cite.iter().fold(line, Line::cite)
        });
        let kept = self.silently_kept.iter().map(|kept| {
            let line = Line::plain(format!(
                "“{}” keeps as they were in “{}”, without a word: {}.",
                kept.to,
                kept.from,
                kept.clauses.join("; ")
            ));
            let line = match kept.against_own_red_line.as_slice() {
                [] => line,
                clauses => line.then(format!(" Against a red line of its own author: {}.", clauses.join("; "))),
            };
            line.cite(&kept.cite)
        });
        page.list(forms.chain(kept));
    }

    fn add_rivals(&self, page: &mut Page) {
        if self.rivals.is_empty() {
            return;
        }
        page.heading("Rival read-outs");
        let items = self.rivals.iter().take(SHOWN).map(|rivals| {
            let yes = rivals.yes.iter().map(|said| Line::plain("yes: ").join(said_line(said)));
            let no = rivals.no.iter().map(|said| Line::plain("no: ").join(said_line(said)));
            let head = Line::strong(rivals.about.clone()).then(": is it accepted? A report is a claim, not a status.");
            (head, yes.chain(no).collect())
        });
        page.nested(items);
    }

    fn add_evidence(&self, page: &mut Page, case: &Case) {
        page.heading("How sure we are");
        let mut items = vec![Line::plain(format!(
            "{} back to {} independent origin{}.",
            if self.reports == 1 { "1 report goes".to_string() } else { format!("{} reports go", self.reports) },
            self.origins,
            if self.origins == 1 { "" } else { "s" }
        ))];
        for retelling in self.retellings.iter().filter(|retelling| retelling.reports.len() > 1 || !retelling.unseen) {
            let unseen = if retelling.unseen { ", which nobody here has seen" } else { "" };
            let reports: Vec<String> = retelling.reports.iter().map(|title| format!("“{title}”")).collect();
            let reports: Vec<&str> = reports.iter().map(String::as_str).collect();
            let retell = if reports.len() == 1 { "retells" } else { "retell" };
            items.push(Line::plain(format!(
                "{} {retell} one origin: “{}”{unseen}.",
                listed(&reports),
                retelling.origin
            )));
        }
        items.extend(self.supports());
        for entry in self.thin.iter().take(THIN_SHOWN) {
            let on = if entry.passages == 0 { "nothing" } else { "one origin with unnamed speakers" };
            let party = party_title(case, &entry.party);
            items.push(Line::plain(format!("{party}, {}: rests on {on}.", entry.says)).cite(&entry.cite));
        }
        page.list(items);
        note_cut(page, self.thin.len().saturating_sub(THIN_SHOWN), "zopa evidence");
    }

    /// Returns what the emptiness of the zone rests on, and how many clashes one loss dissolves.
    fn supports(&self) -> Vec<Line> {
        let fallen = |support: &Support| {
            let loss = match (support.fewest, support.origins.len()) {
                (1, 1) => "one origin".to_string(),
                (1, _) => "any of these origins".to_string(),
                (fewest, _) => format!("{fewest} origins"),
            };
            format!(" would fall with {loss}: {}.", support.origins.join("; "))
        };
        let (zone, clashes): (Vec<&Support>, Vec<&Support>) =
            self.resting.iter().partition(|support| support.red_lines.is_empty());
        let zone = zone.into_iter().map(|support| Line::strong("That no deal is possible").then(fallen(support)));
        let mut alike: Vec<(String, usize)> = Vec::new();
        for fallen in clashes.into_iter().map(fallen) {
            match alike.iter_mut().find(|(known, _)| *known == fallen) {
                Some((_, number)) => *number += 1,
                None => alike.push((fallen, 1)),
            }
        }
        let clashes = alike.into_iter().map(|(fallen, number)| {
            let clashes = format!("{number} of {} clashes", self.clashes.len());
            Line::strong(clashes).then(fallen)
        });
        zone.chain(clashes).collect()
    }

    fn add_next(&self, page: &mut Page) {
        if self.next.dates.is_empty() && self.next.ratification.is_empty() {
            return;
        }
        page.heading("What comes next");
        let impossible = self
            .impossible
            .iter()
            .take(SHOWN)
            .map(|each| Line::strong("Not in time: ").then(each.what.clone()).cite(&each.cite));
        let dates = self.next.dates.iter().take(SHOWN).map(|step| {
            let about = if step.about { "about " } else { "" };
            let date = step.date.clone().unwrap_or_default();
            Line::strong(format!("{about}{date} ")).then(step.what.clone()).cite(&step.cite)
        });
        let steps = self.next.ratification.iter().take(SHOWN).map(|step| {
            let line = Line::plain(step.what.clone());
            let line = match &step.date {
                Some(date) => line.then("; ").bold(format!("not before {date}")).then(" even if all began today"),
                None => line,
            };
            line.cite(&step.cite)
        });
        page.list(impossible.chain(dates).chain(steps));
    }
}

fn way(each: &Move, case: &Case) -> String {
    let titles: Vec<&str> = each.parties.iter().map(|name| party_title(case, name)).collect();
    let lines: BTreeSet<&str> = each.red_lines.iter().map(String::as_str).collect();
    let title = |name: &str| {
        let line =
            case.stances.iter().rev().find(|stance| stance.line.is_some_and(|line| case.lines[line.0].name == name));
        line.and_then(|stance| stance.title.clone()).unwrap_or_else(|| name.to_string())
    };
    let lines: Vec<String> = lines.into_iter().map(|name| format!("“{}”", title(name))).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let verb = if titles.len() == 1 { "gives" } else { "give" };
    format!("{} {verb} way on {}", listed(&titles), listed(&lines))
}

fn note_cut(page: &mut Page, hidden: usize, command: &str) {
    if hidden > 0 {
        page.paragraph(Line::default().faint(format!("… and {hidden} more: {command}")));
    }
}
