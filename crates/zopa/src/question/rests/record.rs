//! The record as formulas over packages and over what of its evidence is lost.
//!
//! Every source, a report or an origin, becomes a further point of the space, which is either held or lost. An entry
//! is on record as long as one of the sources that it cites is held; one that cites nothing always is.

use super::Source;
use crate::lower::Lower;
use crate::question::moves;
use crate::session::Unaskable;
use std::collections::{BTreeMap, BTreeSet};
use zopa_case::condition::Stated;
use zopa_case::evidence::Evidence;
use zopa_case::id::{LineId, ReportId};
use zopa_case::origin::Origins;
use zopa_case::stance::{Stance, Verb};
use zopa_case::view::View;
use zopa_engine::{Formula, OptionSet, Space};

/// A source is held at this choice of its point.
const HELD: usize = 0;
/// A source is lost at this choice of its point.
const LOST: usize = 1;

/// A link or red line. Where `when` holds of the sources, one of the `ways` must: the sources of an offer held, and
/// what it says true of the package.
#[derive(Debug)]
pub(super) struct Constraint {
    /// The red line; nothing for a link.
    pub(super) line: Option<LineId>,
    /// The sources under which it is in force.
    pub(super) when: Formula,
    /// The ways to meet it, each as a formula over sources and one over the package.
    pub(super) ways: Vec<(Formula, Formula)>,
}

impl Constraint {
    /// Returns the formula over sources and package.
    pub(super) fn formula(&self) -> Formula {
        let ways = self.ways.iter().map(|(held, met)| Formula::And(vec![held.clone(), met.clone()]));
        let not_in_force = Formula::Not(Box::new(self.when.clone()));
        Formula::Or(std::iter::once(not_in_force).chain(ways).collect())
    }

    /// Returns the formula over sources for: the package fails it.
    pub(super) fn failed_by(&self, package: &[usize]) -> Formula {
        let open = self.ways.iter().filter(|(_, met)| met.holds(package));
        let closed = open.map(|(held, _)| Formula::Not(Box::new(held.clone())));
        Formula::And(std::iter::once(self.when.clone()).chain(closed).collect())
    }
}

/// The record and the sources on which it rests.
pub(super) struct Record<'q, 'a> {
    pub(super) view: &'q View<'a>,
    /// The sources, each a further point of the space.
    pub(super) sources: Vec<ReportId>,
    /// The points of the case and the sources.
    pub(super) space: Space,
    entered: Vec<&'a Stance>,
    behind: Behind,
}

/// Which sources stand behind a report.
enum Behind {
    Itself,
    Origins(Origins),
}

impl<'q, 'a> Record<'q, 'a> {
    pub(super) fn new(view: &'q View<'a>, source: Source) -> Result<Record<'q, 'a>, Unaskable> {
        let behind = match source {
            Source::Report => Behind::Itself,
            Source::Origin => Behind::Origins(Origins::of(view.case)),
        };
        let entered = view.entered();
        let cited = entered.iter().flat_map(|stance| &stance.evidence);
        let cited = cited.chain(view.links().into_iter().flat_map(|link| &link.evidence));
        let sources: BTreeSet<ReportId> = cited.flat_map(|passage| behind.of(passage.report)).collect();
        let sources: Vec<ReportId> = sources.into_iter().collect();
        let sizes = view.case.points.iter().map(|point| point.choices.len());
        let space = Space::new(sizes.chain(sources.iter().map(|_| 2)).collect::<Vec<usize>>());
        let space = space.map_err(|error| Unaskable::new(format!("the case is too large: {error}")))?;
        Ok(Record { view, sources, space, entered, behind })
    }

    /// Returns the formula for: this source is held.
    pub(super) fn held(&self, source: usize) -> Formula {
        self.at(source, HELD)
    }

    /// Returns the formula for: this source is lost.
    pub(super) fn lost(&self, source: usize) -> Formula {
        self.at(source, LOST)
    }

    fn at(&self, source: usize, choice: usize) -> Formula {
        Formula::In { point: self.view.case.points.len() + source, options: OptionSet::from_iter([choice]) }
    }

    /// Returns the sources that a package of the space has lost.
    pub(super) fn lost_in(&self, package: &[usize]) -> Vec<usize> {
        let choices = package[self.view.case.points.len()..].iter().enumerate();
        choices.filter(|(_, choice)| **choice == LOST).map(|(source, _)| source).collect()
    }

    /// Returns the sources behind an entry, ascending.
    pub(super) fn behind(&self, evidence: &[Evidence]) -> BTreeSet<usize> {
        let behind = evidence.iter().flat_map(|passage| self.behind.of(passage.report));
        behind.filter_map(|report| self.sources.binary_search(&report).ok()).collect()
    }

    fn on_record(&self, evidence: &[Evidence]) -> Formula {
        match evidence {
            [] => Formula::True,
            cited => Formula::Or(self.behind(cited).into_iter().map(|source| self.held(source)).collect()),
        }
    }

    /// Returns the formula for: the stance at this place among those entered is on record, and no later one of its
    /// name is, up to but not including another place.
    fn latest(&self, at: usize, before: usize) -> Formula {
        let stance = self.entered[at];
        let later = self.entered[at + 1..before].iter();
        let later = later.filter(|other| stance.line.is_some() && other.line == stance.line);
        let gone = later.map(|other| Formula::Not(Box::new(self.on_record(&other.evidence))));
        Formula::And(std::iter::once(self.on_record(&stance.evidence)).chain(gone).collect())
    }

    /// Returns the links, and the red lines in the order in which they were entered.
    pub(super) fn constraints(&self) -> Result<Vec<Constraint>, Unaskable> {
        let mut lower = Lower::new(self.view.case);
        let mut found = Vec::new();
        for link in self.view.links() {
            let ways = vec![(Formula::True, lower.condition(&link.holds.condition)?)];
            found.push(Constraint { line: None, when: self.on_record(&link.evidence), ways });
        }
        let mut offers: BTreeMap<LineId, Vec<usize>> = BTreeMap::new();
        for (at, stance) in self.entered.iter().enumerate() {
            // Whatever says that it relaxes a red line counts while it is in force, as in `View::red_lines`.
            if stance.verb != Verb::Drops && !self.view.expired(stance) {
                for line in &stance.relaxes {
                    offers.entry(*line).or_default().push(at);
                }
            }
        }
        for (at, stance) in self.entered.iter().enumerate() {
            let (Verb::RedLine, Some(line), Some(holds)) = (stance.verb, stance.line, &stance.holds) else { continue };
            if self.view.expired(stance) {
                continue;
            }
            let mut ways = vec![(Formula::True, lower.condition(&holds.condition)?)];
            ways.extend(lower.free(stance.party).map(|free| (Formula::True, free)));
            for &offer in offers.get(&line).into_iter().flatten() {
                let mut met = Vec::new();
                for stated in self.entered[offer].holds.iter().chain(&self.entered[offer].condition) {
                    met.push(lower.condition(&stated.condition)?);
                }
                ways.push((self.latest(offer, self.entered.len()), Formula::And(met)));
            }
            let when = self.latest(at, self.entered.len());
            found.push(Constraint { line: Some(line), when, ways });
        }
        Ok(found)
    }

    /// Returns the formula over sources for: among stances that pass a test there is one that drops or relaxes an
    /// earlier one, or takes its place and says something else.
    pub(super) fn moved(&self, told: impl Fn(&Stance) -> bool) -> Formula {
        let mut found = Vec::new();
        for (at, stance) in self.entered.iter().enumerate().filter(|(_, stance)| stance.date.is_some() && told(stance))
        {
            let on_record = self.on_record(&stance.evidence);
            let mut ways = Vec::new();
            if matches!(stance.verb, Verb::Accepts | Verb::Offers) {
                let drawn = stance.relaxes.iter().flat_map(|line| moves::drawn(self.view.case, *line, stance));
                ways.extend(drawn.map(|line| self.on_record(&line.evidence)));
            }
            let earlier = self.entered[..at].iter().enumerate();
            for (before, other) in earlier.filter(|(_, other)| stance.line.is_some() && other.line == stance.line) {
                if stance.verb == Verb::Drops || !says_the_same(other, stance) {
                    ways.push(self.latest(before, at));
                }
            }
            found.push(Formula::And(vec![on_record, Formula::Or(ways)]));
        }
        Formula::Or(found)
    }
}

fn says_the_same(a: &Stance, b: &Stance) -> bool {
    let text = |stated: &Option<Stated>| stated.as_ref().map(Stated::text);
    a.verb == b.verb && text(&a.holds) == text(&b.holds) && text(&a.condition) == text(&b.condition) && a.on == b.on
}

impl Behind {
    fn of(&self, report: ReportId) -> Vec<ReportId> {
        match self {
            Behind::Itself => vec![report],
            Behind::Origins(origins) => origins.behind(report).iter().copied().collect(),
        }
    }
}
