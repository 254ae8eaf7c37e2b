//! Clashes and moves to read.

use super::{Clash, DeadOption, Move, Zone};
use crate::page::{Line, Page, as_of};
use crate::words::party_title;
use zopa_case::case::Case;

/// The lists are cut here on the page; the JSON document has them all.
const SHOWN_MAX: usize = 20;

impl Clash {
    /// Returns the answer as a page.
    pub fn page(&self, case: &Case) -> Page {
        let title = match &self.about {
            Some(about) if self.zone == Zone::Empty => format!("Why “{about}” fails"),
            Some(about) => format!("“{about}” against the red lines"),
            None => format!("Where it is stuck: {}", case.title),
        };
        let mut page = Page::new(title);
        page.mark.clone_from(&case.handling);
        page.paragraph(self.summary());
        self.add_clashes(&mut page);
        self.add_moves(&mut page, case);
        add_dead(&mut page, &self.dead_options, self.zone, case);
        if !self.dead_options_complete {
            page.paragraph(
                Line::default().faint("There may be more such options: the search for them ended at its budget."),
            );
        }
        page
    }

    fn summary(&self) -> Line {
        let line = as_of(&self.as_of, &self.assumptions);
        let line = match (self.zone, &self.about) {
            (Zone::Empty, None) if !self.links_at_odds.is_empty() || self.clashes.iter().any(Vec::is_empty) => {
                line.bold("No package is possible: the links contradict each other.")
            }
            (Zone::Open, None) => line.bold("There is a package that crosses no red line."),
            (Zone::Open, Some(_)) => line.bold("It can become a deal: it crosses no red line."),
            (Zone::Empty, None) => line.bold("Every possible deal crosses a red line: the zone is empty."),
            (Zone::Empty, Some(_)) => line.bold("It cannot become a deal as it stands."),
            (Zone::Unknown, _) => line.bold("Whether there is a deal is not known: the search ended at its budget."),
        };
        let line = match self.links_at_odds.as_slice() {
            [] => line,
            links => line.then(format!(" These links cannot hold: {}.", links.join("; "))),
        };
        if self.complete {
            line
        } else {
            line.then(" The lists below are not complete: the search ended at its budget.")
        }
    }

    fn add_clashes(&self, page: &mut Page) {
        if self.clash_details.is_empty() {
            return;
        }
        page.heading(counted(self.clash_details.len(), "clash", "clashes"));
        let items = self.clash_details.iter().take(SHOWN_MAX).map(|clash| {
            let under = clash.red_lines.iter().map(|line| {
                let basis = line.basis.as_ref().map(|basis| format!(", {basis}")).unwrap_or_default();
                Line::plain(format!("{} ({}{basis}): ", line.name, line.party))
                    .then(line.holds.clone())
                    .cite(&line.cite)
            });
            (Line::plain(clash.sentence.clone()), under.collect())
        });
        page.nested(items);
        self.note_cut(page, self.clash_details.len());
    }

    fn add_moves(&self, page: &mut Page, case: &Case) {
        if self.moves.is_empty() {
            return;
        }
        page.heading(format!("{} that would open a deal", counted(self.moves.len(), "move", "moves")));
        let items = self.moves.iter().take(SHOWN_MAX).map(|each| (headline(each, case), details(each)));
        page.nested(items);
        self.note_cut(page, self.moves.len());
    }

    fn note_cut(&self, page: &mut Page, all: usize) {
        if all > SHOWN_MAX {
            page.paragraph(
                Line::default().faint(format!("… and {} more: `--format json` has them all.", all - SHOWN_MAX)),
            );
        }
    }
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn headline(each: &Move, case: &Case) -> Line {
    let titles: Vec<&str> = each.parties.iter().map(|name| party_title(case, name)).collect();
    Line::strong(titles.join(" and "))
        .then(if each.parties.len() == 1 { " gives way on " } else { " give way on " })
        .then(each.red_lines.join(", "))
        .faint(cost(each, case))
}

/// Returns the cost of a move, where the record gives any costs; otherwise how many red lines give way.
fn cost(each: &Move, case: &Case) -> String {
    if case.stances.iter().any(|stance| stance.cost.is_some()) {
        return format!(" (cost {})", each.cost);
    }
    format!(" ({})", counted(each.red_lines.len(), "red line", "red lines"))
}

fn details(each: &Move) -> Vec<Line> {
    each.how_far
        .iter()
        .map(|far| {
            let how = if far.fallback { "as far as the fallback" } else { "as far as" };
            Line::plain(format!("{}: {how} “{}” is enough", far.red_line, far.words))
        })
        .collect()
}

fn add_dead(page: &mut Page, dead: &[DeadOption], zone: Zone, case: &Case) {
    if dead.is_empty() {
        return;
    }
    page.heading(match zone {
        Zone::Open => "Options that no deal can use",
        Zone::Empty | Zone::Unknown => "Options that a red line or a link rules out by itself",
    });
    let rows = dead.iter().map(|each| {
        let title = case.points.iter().find(|point| point.name == each.point).map_or("", |point| point.title.as_str());
        let options = match each.options.as_slice() {
            [first, .., last] if each.options.len() > 4 => format!("{first} … {last} ({} values)", each.options.len()),
            few => few.join(", "),
        };
        vec![Line::plain(title), Line::plain(options), Line::plain(each.because.clone())]
    });
    page.table(&["Point", "Option", "Ruled out by"], rows.collect());
}
