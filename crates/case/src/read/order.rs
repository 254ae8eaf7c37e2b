//! Entries of which the record does not say which came later.

use super::Reader;
use crate::id::{LineId, PartyId, PointId};
use crate::rule;
use jiff::civil;
use std::collections::BTreeMap;
use zopa_syntax::diagnostic::Diagnostic;
use zopa_syntax::span::Span;
use zopa_syntax::value::Date;

/// What the later of two entries takes the place of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Line(LineId),
    Valuation(PartyId),
    Preference(PartyId),
    WalkAway(PartyId),
    Confirmation(PartyId, PointId),
}

impl Reader {
    /// Reports entries that take each other's place and are of one day in different files: within a file the place
    /// tells which is the later, between files nothing does.
    pub(super) fn check_order(&mut self) {
        let mut first: BTreeMap<(Slot, civil::Date), Span> = BTreeMap::new();
        for (slot, date, site) in self.replaceable() {
            let earlier = *first.entry((slot, date.last())).or_insert(site);
            if earlier.file != site.file {
                let message = format!("{} of one day are in two files, so none is the later", self.plural(slot));
                let finding = Diagnostic::new(&rule::AMBIGUOUS_ORDER, site, message)
                    .also(earlier, "the other one")
                    .hint("put both into one file, in their order, or give the later one its own date");
                self.report(finding);
            }
        }
    }

    fn replaceable(&self) -> Vec<(Slot, Date, Span)> {
        let case = &self.case;
        let stances = case.stances.iter().filter_map(|each| Some((Slot::Line(each.line?), each.date?, each.site)));
        let mut found: Vec<(Slot, Date, Span)> = stances.collect();
        found.extend(
            case.valuations.iter().filter_map(|each| Some((Slot::Valuation(each.party), each.date?, each.site))),
        );
        found.extend(
            case.preferences.iter().filter_map(|each| Some((Slot::Preference(each.party), each.date?, each.site))),
        );
        found.extend(
            case.walk_aways.iter().filter_map(|each| Some((Slot::WalkAway(each.party), each.date?, each.site))),
        );
        for each in &case.agreements {
            let points = each.settles.iter().map(|settlement| settlement.point);
            found.extend(points.map(|point| (Slot::Confirmation(each.party, point), each.date, each.site)));
        }
        for each in &case.reopenings {
            let points = each.points.iter().copied();
            found.extend(points.map(|point| (Slot::Confirmation(each.party, point), each.date, each.site)));
        }
        found
    }

    fn plural(&self, slot: Slot) -> String {
        let name = |party: PartyId| &self.case.parties[party.0].name;
        match slot {
            Slot::Line(line) => format!("stances `{}`", self.case.lines[line.0].name),
            Slot::Valuation(party) => format!("values of {}", name(party)),
            Slot::Preference(party) => format!("preferences of {}", name(party)),
            Slot::WalkAway(party) => format!("walk-away values of {}", name(party)),
            Slot::Confirmation(party, point) => {
                format!("entries of {} on `{}`", name(party), self.case.points[point.0].name)
            }
        }
    }
}
