//! What is in force on a day, and under assumptions.
//!
//! An entry counts from the last day that its date can be. Under an assumption its entries count as the latest of all.
//!
//! - A stance with a name is in force until a later one of the party under the same name takes its place, `drops` ends
//!   it, or its `until` is past. What took its place does not give way to it again, not even by expiring.
//! - A stance without a name is in force until its `until` is past.
//! - A red line in force holds as stated, or in any of the ways in which offers in force relax it.
//! - Of values, preferences and walk-away values the latest of each party is in force.
//! - A confirmation of a point stands until the party confirms the point otherwise or reopens it.

use crate::assumption::Assumption;
use crate::case::Case;
use crate::draft::{Agreement, Draft, Settlement};
use crate::id::{AssumptionId, DraftId, LineId, PartyId, PointId};
use crate::stance::{Link, Preference, Stance, Valuation, Verb, WalkAway};
use jiff::civil;
use std::collections::{BTreeMap, BTreeSet};
use zopa_syntax::span::Span;
use zopa_syntax::value::Date;

/// A case as of a day and under assumptions.
#[derive(Debug, Clone)]
pub struct View<'a> {
    /// The case.
    pub case: &'a Case,
    /// The day.
    pub as_of: civil::Date,
    /// The assumptions made.
    pub assumptions: Vec<&'a Assumption>,
    stances: Vec<&'a Stance>,
}

/// A red line in force.
#[derive(Debug, Clone)]
pub struct RedLine<'a> {
    /// Its name.
    pub line: LineId,
    /// The stance that draws it.
    pub stance: &'a Stance,
    /// The offers that relax it.
    pub relaxed_by: Vec<&'a Stance>,
}

/// A confirmation in force.
#[derive(Debug, Clone, Copy)]
pub struct Confirmed<'a> {
    /// The entry.
    pub agreement: &'a Agreement,
    /// What it says of the point.
    pub settlement: &'a Settlement,
}

impl<'a> View<'a> {
    /// Returns the case as of a day; as of the latest day on record where none is given.
    pub fn new(case: &'a Case, as_of: Option<civil::Date>, assumptions: &[AssumptionId]) -> View<'a> {
        let as_of = as_of.or_else(|| case.latest()).unwrap_or(civil::Date::MAX);
        let assumptions: Vec<&Assumption> = assumptions.iter().map(|id| &case.assumptions[id.0]).collect();
        let mut view = View { case, as_of, assumptions, stances: Vec::new() };
        view.stances = view.stances_in_force();
        view
    }

    /// Returns whether an entry of this date counts.
    pub fn sees(&self, date: Date) -> bool {
        date.last() <= self.as_of
    }

    /// Returns all stances entered by this day, in force or not, in the order in which they take each other's place.
    pub fn entered(&self) -> Vec<&'a Stance> {
        let mut entered: Vec<&'a Stance> =
            self.case.stances.iter().filter(|stance| stance.date.is_some_and(|date| self.sees(date))).collect();
        entered.sort_by_key(|stance| order(stance.date, stance.site));
        entered.extend(self.assumptions.iter().flat_map(|assumption| &assumption.stances));
        entered
    }

    /// Returns whether a stance has run out by this day.
    pub fn expired(&self, stance: &Stance) -> bool {
        stance.until.is_some_and(|until| self.as_of > until.last())
    }

    fn stances_in_force(&self) -> Vec<&'a Stance> {
        let entered = self.entered();
        let mut latest: BTreeMap<LineId, usize> = BTreeMap::new();
        for (at, stance) in entered.iter().enumerate() {
            if let Some(line) = stance.line {
                latest.insert(line, at);
            }
        }
        let stands = |at: usize, stance: &Stance| {
            let superseded = stance.line.is_some_and(|line| latest.get(&line) != Some(&at));
            !superseded && !self.expired(stance) && stance.verb != Verb::Drops
        };
        entered.iter().enumerate().filter(|(at, stance)| stands(*at, stance)).map(|(_, stance)| *stance).collect()
    }

    /// Returns the stances in force, by date.
    pub fn stances(&self) -> &[&'a Stance] {
        &self.stances
    }

    /// Returns the red lines in force, by name.
    pub fn red_lines(&self) -> Vec<RedLine<'a>> {
        let mut offers: BTreeMap<LineId, Vec<&'a Stance>> = BTreeMap::new();
        for &stance in &self.stances {
            for &line in &stance.relaxes {
                offers.entry(line).or_default().push(stance);
            }
        }
        let mut lines: Vec<RedLine<'a>> = self
            .stances
            .iter()
            .filter(|stance| stance.verb == Verb::RedLine && stance.holds.is_some())
            .filter_map(|stance| {
                let line = stance.line?;
                let relaxed_by = offers.get(&line).cloned().unwrap_or_default();
                Some(RedLine { line, stance, relaxed_by })
            })
            .collect();
        lines.sort_by(|a, b| self.case.lines[a.line.0].name.cmp(&self.case.lines[b.line.0].name));
        lines
    }

    /// Returns the links in force.
    pub fn links(&self) -> Vec<&'a Link> {
        self.case.links.iter().chain(self.assumptions.iter().flat_map(|assumption| &assumption.links)).collect()
    }

    /// Returns the values that a party puts on points, where given.
    pub fn valuation(&self, party: PartyId) -> Option<&'a Valuation> {
        let assumed = self.assumptions.iter().flat_map(|assumption| &assumption.valuations);
        self.latest(self.case.valuations.iter().chain(assumed), |entry| (entry.party, entry.date, entry.site), party)
    }

    /// Returns the preferences of a party, where given.
    pub fn preference(&self, party: PartyId) -> Option<&'a Preference> {
        let assumed = self.assumptions.iter().flat_map(|assumption| &assumption.preferences);
        self.latest(self.case.preferences.iter().chain(assumed), |entry| (entry.party, entry.date, entry.site), party)
    }

    /// Returns the value of no deal to a party, where given.
    pub fn walk_away(&self, party: PartyId) -> Option<&'a WalkAway> {
        let assumed = self.assumptions.iter().flat_map(|assumption| &assumption.walk_aways);
        self.latest(self.case.walk_aways.iter().chain(assumed), |entry| (entry.party, entry.date, entry.site), party)
    }

    fn latest<T>(
        &self,
        entries: impl Iterator<Item = &'a T>,
        key: impl Fn(&T) -> (PartyId, Option<Date>, Span),
        party: PartyId,
    ) -> Option<&'a T> {
        entries
            .filter(|entry| {
                let (owner, date, _) = key(entry);
                owner == party && date.is_none_or(|date| self.sees(date))
            })
            .max_by_key(|entry| {
                let (_, date, site) = key(entry);
                // What is assumed carries no date and counts as the latest.
                (date.is_none(), order(date, site))
            })
    }

    /// Returns the drafts on the table by this day, by date.
    pub fn drafts(&self) -> Vec<(DraftId, &'a Draft)> {
        let mut drafts: Vec<(DraftId, &'a Draft)> = self
            .case
            .drafts
            .iter()
            .enumerate()
            .filter(|(_, draft)| self.sees(draft.date))
            .map(|(at, draft)| (DraftId(at), draft))
            .collect();
        drafts.sort_by_key(|(_, draft)| order(Some(draft.date), draft.site));
        drafts
    }

    /// Returns the drafts that no later draft revises.
    pub fn standing_drafts(&self) -> Vec<(DraftId, &'a Draft)> {
        let all = self.drafts();
        let revised: BTreeSet<DraftId> = all.iter().flat_map(|(_, draft)| draft.revises.iter().copied()).collect();
        all.into_iter().filter(|(id, _)| !revised.contains(id)).collect()
    }

    /// Returns what each party has confirmed of each point.
    pub fn confirmed(&self) -> BTreeMap<(PointId, PartyId), Confirmed<'a>> {
        enum Entry<'a> {
            Agrees(&'a Agreement),
            Reopens(PartyId, &'a [PointId]),
        }
        let mut entries: Vec<((civil::Date, Span), Entry<'a>)> = Vec::new();
        for agreement in self.case.agreements.iter().filter(|entry| self.sees(entry.date)) {
            entries.push((order(Some(agreement.date), agreement.site), Entry::Agrees(agreement)));
        }
        for reopening in self.case.reopenings.iter().filter(|entry| self.sees(entry.date)) {
            let entry = Entry::Reopens(reopening.party, &reopening.points);
            entries.push((order(Some(reopening.date), reopening.site), entry));
        }
        entries.sort_by_key(|(order, _)| *order);
        let mut confirmed = BTreeMap::new();
        for (_, entry) in entries {
            match entry {
                Entry::Agrees(agreement) => {
                    for settlement in &agreement.settles {
                        confirmed.insert((settlement.point, agreement.party), Confirmed { agreement, settlement });
                    }
                }
                Entry::Reopens(party, points) => {
                    for point in points {
                        confirmed.remove(&(*point, party));
                    }
                }
            }
        }
        confirmed
    }
}

/// The order of entries: by the last day that the date can be, then by place.
pub fn order(date: Option<Date>, site: Span) -> (civil::Date, Span) {
    (date.map_or(civil::Date::MAX, Date::last), site)
}
