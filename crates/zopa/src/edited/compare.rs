//! What differs between a grid and the record, cell by cell.

use super::entry::Writing;
use super::layout::{Layout, is_own_or_free};
use super::{Edited, Finding, Proposal};
use crate::cell::{Holding, Line, line};
use crate::question::grid::{Asking, Entered};
use std::collections::BTreeMap;
use zopa_case::id::{LineId, PartyId, PointId};
use zopa_case::view::View;
use zopa_syntax::value::Date;
use zopa_text::sheet::Found;

/// What is compared, and how the changes are to be entered.
pub(super) struct Comparing<'c, 'a> {
    pub(super) view: &'c View<'a>,
    pub(super) asking: &'c Asking<'c, 'a>,
    pub(super) layout: &'c Layout<'c>,
    pub(super) date: Date,
    pub(super) by: &'c Option<String>,
}

/// Compares all cells.
pub(super) fn compare(comparing: &Comparing<'_, '_>, edited: &mut Edited) {
    let mut work = Work {
        writing: Writing::new(comparing.view, comparing.date, comparing.by.as_deref()),
        comparing,
        named: BTreeMap::new(),
        kept: BTreeMap::new(),
        dropped: Vec::new(),
        edited,
    };
    for (&row, &point) in &comparing.layout.points {
        for (&column, &party) in &comparing.layout.parties {
            if !comparing.layout.is_merged(row, column) {
                work.cell((row, column), point, party);
            }
        }
    }
    work.given_up_in_part();
}

struct Work<'w, 'c, 'a> {
    comparing: &'w Comparing<'c, 'a>,
    writing: Writing<'c, 'a>,
    /// For each name of a stance what is proposed under it, and where.
    named: BTreeMap<String, (String, String)>,
    /// For each stance where it stands unchanged.
    kept: BTreeMap<LineId, String>,
    /// Which stances are given up, and where.
    dropped: Vec<(LineId, String)>,
    edited: &'w mut Edited,
}

impl Work<'_, '_, '_> {
    fn cell(&mut self, (row, column): (u32, u32), point: PointId, party: PartyId) {
        let layout = self.comparing.layout;
        let place = layout.place(row, column);
        let text = match layout.table.cells.get(&(row, column)) {
            None => String::new(),
            Some(Found::Formula(formula)) => {
                let message = format!("a formula without its outcome: `={formula}`");
                return self.found(Finding::error(place, message).hint("write what it should say"));
            }
            Some(Found::Fault(fault)) => return self.found(Finding::error(place, format!("an error: {fault}"))),
            Some(found) => found.shown().unwrap_or_default(),
        };
        let mut gone = self.comparing.asking.entered(point, party);
        let mut lines: Vec<&str> = text.lines().collect();
        lines.retain(|line| match gone.iter().position(|entered| alike(&entered.held.text, line)) {
            Some(at) => {
                let entered = gone.remove(at);
                self.kept.extend(entered.line.map(|line| (line, place.clone())));
                false
            }
            None => true,
        });
        let mut added = Vec::new();
        for text in lines {
            match line(self.comparing.asking.titles(), point, text) {
                Ok(Line::Nothing) => {}
                // Another spelling of what the record says is no change.
                Ok(line) => match gone.iter().position(|entered| self.says(point, entered).as_ref() == Some(&line)) {
                    Some(at) => self.kept.extend(gone.remove(at).line.map(|line| (line, place.clone()))),
                    None => added.push(line),
                },
                Err(wrong) => {
                    let finding = Finding::error(place.clone(), wrong.message);
                    self.found(Finding { hint: wrong.hint, ..finding });
                    // What the line was before is not known, so nothing in the cell counts as taken out.
                    return;
                }
            }
        }
        for line in added {
            self.added(&place, (point, party), line, &mut gone);
        }
        for entered in gone {
            self.gone(&place, (point, party), &entered);
        }
    }

    /// Returns what an entry says, read as a line of a cell is.
    fn says(&self, point: PointId, entered: &Entered) -> Option<Line> {
        line(self.comparing.asking.titles(), point, &entered.held.text).ok()
    }

    fn found(&mut self, finding: Finding) {
        self.edited.findings.push(finding);
    }

    fn added(&mut self, place: &str, of: (PointId, PartyId), line: Line, gone: &mut Vec<Entered>) {
        match line {
            Line::Nothing => {}
            Line::Agrees { settlement, ad_referendum } => {
                let before = gone.iter().position(|entered| entered.held.holding == Holding::Agrees);
                let before = before.map(|at| gone.remove(at));
                let entry = self.writing.agrees(of, (&settlement, ad_referendum), before.as_ref(), place);
                let name = format!("agrees {} {}", of.0.0, of.1.0);
                self.propose(place, of, &name, entry);
            }
            Line::Stance { holding, name, holds, condition, relaxes } => {
                let before = taken(gone, holding, name.as_deref());
                if let Some(entered) = before.as_ref().filter(|entered| entered.held.name.is_none()) {
                    return self.unnamed(place, entered);
                }
                let titles = self.comparing.asking.titles();
                let before = before.or_else(|| name.as_ref().and_then(|name| self.held_elsewhere(name, of.1)));
                let name = match name.or_else(|| before.as_ref().and_then(|before| before.held.name.clone())) {
                    Some(name) if !is_own_or_free(titles, &name, of.1) => {
                        let message = format!("`{name}` is the name of something else in the record");
                        return self.found(Finding::error(place.to_string(), message).hint("choose another name"));
                    }
                    Some(name) => name,
                    None => self.free_name(holding, of),
                };
                if holds.is_none()
                    && matches!(holding, Holding::RedLine | Holding::Demand | Holding::Offers | Holding::Accepts)
                {
                    let message = format!("`{}` without saying what", holding.words());
                    let hint = format!("write it after a colon, as in `{}: ≤ 200`", holding.words());
                    return self.found(Finding::error(place.to_string(), message).hint(hint));
                }
                self.warn_of_later(place, before.as_ref());
                let stated = super::entry::Stated {
                    holding,
                    name: &name,
                    holds: holds.as_deref(),
                    condition: condition.as_deref(),
                    relaxes: &relaxes,
                };
                let entry = self.writing.stance(of, &stated, before.as_ref(), place);
                self.propose(place, of, &name, entry);
            }
        }
    }

    /// Returns a stance of the party with this name that is in force, wherever it is shown.
    fn held_elsewhere(&self, name: &str, party: PartyId) -> Option<Entered> {
        let case = self.comparing.view.case;
        let stance =
            self.comparing.view.stances().iter().find(|stance| {
                stance.party == party && stance.line.is_some_and(|line| case.lines[line.0].name == name)
            })?;
        let about = stance.on.first().copied().or_else(|| {
            let stated = stance.holds.iter().chain(&stance.condition);
            stated.flat_map(|stated| crate::standing::points(case, &stated.condition)).next()
        })?;
        self.comparing.asking.entered(about, party).into_iter().find(|entered| entered.site == stance.site)
    }

    fn free_name(&self, holding: Holding, (point, party): (PointId, PartyId)) -> String {
        let case = self.comparing.view.case;
        let word = holding.verb().map_or("stance", zopa_case::stance::Verb::word);
        let base = format!("{}-{}-{word}", case.party(party).name, case.point(point).name);
        let taken = |name: &String| {
            self.named.contains_key(name) || case.names.get(zopa_syntax::form::Space::Line, name).is_some()
        };
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        std::iter::once(base.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(base)
    }

    fn gone(&mut self, place: &str, of: (PointId, PartyId), entered: &Entered) {
        if entered.held.holding == Holding::Agrees {
            let entry = self.writing.reopens(of, place);
            return self.propose(place, of, &format!("agrees {} {}", of.0.0, of.1.0), entry);
        }
        let (Some(line), Some(name)) = (entered.line, entered.held.name.clone()) else {
            return self.unnamed(place, entered);
        };
        self.warn_of_later(place, Some(entered));
        self.dropped.push((line, place.to_string()));
        let entry = self.writing.drops(of.1, entered, place);
        self.propose(place, of, &name, entry);
    }

    /// Something without a name cannot be replaced or given up.
    fn unnamed(&mut self, place: &str, entered: &Entered) {
        let message = format!("`{}` has no name in the record, so nothing can take its place", entered.held.text);
        let hint = format!("give it a name at {}", entered.held.cite);
        self.found(Finding::error(place.to_string(), message).hint(hint));
    }

    /// Says where the record goes on after the day of the grid.
    fn warn_of_later(&mut self, place: &str, before: Option<&Entered>) {
        let case = self.comparing.view.case;
        let Some(line) = before.and_then(|before| before.line) else { return };
        let view = self.comparing.view;
        let unseen = |date: Option<Date>| date.is_some_and(|date| !view.sees(date));
        if let Some(later) = case.stances.iter().find(|stance| stance.line == Some(line) && unseen(stance.date)) {
            let cite = crate::cite::Cite::of(case, later.site);
            let message = format!("the record goes on after the day of the grid: see {cite}");
            self.found(Finding::warning(place.to_string(), message));
        }
    }

    /// Adds a proposal. A stance that is shown in several rows may be changed in one or in all of them, but alike.
    fn propose(&mut self, place: &str, (point, party): (PointId, PartyId), name: &str, entry: Result<String, String>) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(message) => return self.found(Finding::error(place.to_string(), message)),
        };
        let said = super::entry::without_note(&entry);
        if let Some((other, first)) = self.named.get(name) {
            if *other != said {
                let message = format!("`{name}` is changed in another way in {first}");
                self.found(Finding::error(place.to_string(), message).hint("change it in one of its rows"));
            }
            return;
        }
        self.named.insert(name.to_string(), (said, place.to_string()));
        let case = self.comparing.view.case;
        self.edited.proposals.push(Proposal {
            place: place.to_string(),
            party: case.party(party).name.clone(),
            point: case.point(point).name.clone(),
            entry,
        });
    }

    /// Says where a stance that is given up in one row still stands in another.
    fn given_up_in_part(&mut self) {
        for (line, place) in std::mem::take(&mut self.dropped) {
            if let Some(other) = self.kept.get(&line).cloned() {
                let name = &self.comparing.view.case.lines[line.0].name;
                let message =
                    format!("`{name}` is taken out here and still stands in {other}; it is proposed as given up");
                self.found(Finding::warning(place, message));
            }
        }
    }
}

/// Takes out what a line replaces: the stance of its name, or the only one that does the same where it gives no name.
fn taken(gone: &mut Vec<Entered>, holding: Holding, name: Option<&str>) -> Option<Entered> {
    let fits = |entered: &Entered| match name {
        Some(name) => entered.held.name.as_deref() == Some(name),
        None => entered.held.holding == holding,
    };
    let found: Vec<usize> = (0..gone.len()).filter(|&at| fits(&gone[at])).collect();
    match found.as_slice() {
        [only] => Some(gone.remove(*only)),
        _ => None,
    }
}

/// Returns whether a line says what it was when the grid was made; spaces and the form of quotes do not matter.
fn alike(held: &str, line: &str) -> bool {
    let plain = |text: &str| -> String {
        let quotes = |c: char| if matches!(c, '“' | '”' | '„') { '"' } else { c };
        text.split_whitespace().collect::<Vec<_>>().join(" ").chars().map(quotes).collect()
    };
    held == line || plain(held) == plain(line)
}
