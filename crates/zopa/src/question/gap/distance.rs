//! How far apart sides are on a point alone.

use crate::project;
use crate::standing::{about, titles};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use zopa_case::actor::Role;
use zopa_case::draft::Settled;
use zopa_case::id::{LineId, PartyId, PointId};
use zopa_case::point::{At, Kind, Point};
use zopa_case::stance::{Stance, Verb};
use zopa_case::view::{Confirmed, View};

/// The most settlements at which sides could meet that are told.
const MEETING_SHOWN: usize = 4;

/// Whether the sides can meet on a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Fewer than two sides rule anything out.
    Unknown,
    /// Some settlement is ruled out by none.
    Together,
    /// None is.
    Apart,
}

/// How far apart the sides are on a point: between what each asks for, offers, accepts or has confirmed within its red
/// lines, as relaxed by its own offers. Other points, the links and the conditions of offers are left out of account.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Distance {
    /// Whether they can meet.
    pub reach: Reach,
    /// How many steps of the point lie between the two that are farthest apart; only where it has an order.
    pub steps: Option<u32>,
    /// The distance in words.
    pub words: String,
    /// Those two, or all whose positions leave nothing together.
    pub between: Vec<String>,
    /// Where they are apart, the settlements that their red lines alone would leave, the first few.
    pub left_by_red_lines: Vec<String>,
}

/// What a party leaves of a point.
struct Position {
    party: PartyId,
    /// By all that it holds.
    open: Vec<bool>,
    /// By its red lines alone.
    within: Vec<bool>,
}

/// Measures on one view.
pub(super) struct Measuring<'q, 'a> {
    view: &'q View<'a>,
    about: BTreeMap<PointId, Vec<&'a Stance>>,
    confirmed: BTreeMap<(PointId, PartyId), Confirmed<'a>>,
    /// For each red line the offers in force that relax it.
    offers: BTreeMap<LineId, Vec<&'a Stance>>,
}

impl<'q, 'a> Measuring<'q, 'a> {
    pub(super) fn new(view: &'q View<'a>) -> Measuring<'q, 'a> {
        let mut offers: BTreeMap<LineId, Vec<&'a Stance>> = BTreeMap::new();
        for &stance in view.stances() {
            stance.relaxes.iter().for_each(|&line| offers.entry(line).or_default().push(stance));
        }
        Measuring { view, about: about(view), confirmed: view.confirmed(), offers }
    }

    /// Returns how far apart the sides are on a point.
    pub(super) fn measure(&self, id: PointId) -> Distance {
        let case = self.view.case;
        let all: Vec<Position> = self.parties(id).into_iter().map(|party| self.position(id, party)).collect();
        let sides: Vec<&Position> = all.iter().filter(|side| side.open.contains(&false)).collect();
        let meeting = |of: fn(&Position) -> &Vec<bool>| {
            let point = case.point(id);
            let all_leave = |choice: &usize| sides.iter().all(|side| of(side)[*choice]);
            let found: Vec<usize> = (0..point.choices.len()).filter(all_leave).collect();
            let mut shown: Vec<String> = found.iter().take(MEETING_SHOWN).map(|&choice| shown(point, choice)).collect();
            if found.len() > MEETING_SHOWN {
                shown.push("…".to_string());
            }
            shown
        };
        let told = |reach, words: String| Distance {
            reach,
            steps: None,
            words,
            between: Vec::new(),
            left_by_red_lines: Vec::new(),
        };
        match sides.as_slice() {
            [] => return told(Reach::Unknown, "no side rules anything out".to_string()),
            [only] => {
                return told(Reach::Unknown, format!("only {} rules anything out", case.party(only.party).title));
            }
            _ => {}
        }
        let together = meeting(|side| &side.open);
        if !together.is_empty() {
            return told(Reach::Together, format!("could meet at {}", together.join(", ")));
        }
        let (steps, words, parties) = match self.farthest(id, &sides) {
            Some((steps, words, pair)) => {
                (Some(steps), format!("{words} between {}", titles(case, &pair)), pair.to_vec())
            }
            None => {
                let parties = disjoint(&sides);
                (None, format!("nothing lies within what {} ask for", titles(case, &parties)), parties)
            }
        };
        let left_by_red_lines = meeting(|side| &side.within);
        let leave = match left_by_red_lines.as_slice() {
            [] => "; their red lines leave nothing".to_string(),
            left => format!("; their red lines leave {}", left.join(", ")),
        };
        let between = parties.iter().map(|party| case.party(*party).name.clone()).collect();
        Distance { reach: Reach::Apart, steps, words: format!("{words}{leave}"), between, left_by_red_lines }
    }

    fn parties(&self, id: PointId) -> BTreeSet<PartyId> {
        let confirmed =
            self.confirmed.range((id, PartyId(0))..=(id, PartyId(usize::MAX))).map(|((_, party), _)| *party);
        self.about.get(&id).into_iter().flatten().map(|stance| stance.party).chain(confirmed).collect()
    }

    /// Returns which choices of a point a party leaves.
    fn position(&self, id: PointId, party: PartyId) -> Position {
        let case = self.view.case;
        let count = case.point(id).choices.len();
        let (mut within, mut asked, mut given) = (vec![true; count], vec![true; count], vec![false; count]);
        let (mut asks, mut gives) = (false, false);
        for stance in self.about.get(&id).into_iter().flatten().filter(|stance| stance.party == party) {
            let Some(stated) = &stance.holds else { continue };
            let left = || project::left(case, &stated.condition, id);
            match stance.verb {
                Verb::RedLine => {
                    let left = self.relaxed(id, stance, left());
                    within.iter_mut().zip(left).for_each(|(all, left)| *all &= left);
                }
                Verb::Demand => {
                    asked.iter_mut().zip(left()).for_each(|(all, left)| *all &= left);
                    asks = true;
                }
                Verb::Offers | Verb::Accepts => {
                    let left = left();
                    // An offer that leaves everything on this point is about another.
                    if left.iter().any(|left| !left) {
                        given.iter_mut().zip(left).for_each(|(all, left)| *all |= left);
                        gives = true;
                    }
                }
                Verb::Reserves | Verb::Considers | Verb::Opposes | Verb::Drops => {}
            }
        }
        if let Some(Settled::Clean(choice)) = self.confirmed.get(&(id, party)).map(|confirmed| &confirmed.settlement.at)
        {
            given[*choice] = true;
            gives = true;
        }
        if !case.party(party).is(Role::Principal) {
            // Whoever is no principal has a say over what it signs, and nothing else.
            let within: Vec<bool> = (0..count).map(|choice| within[choice] || !self.signs(id, choice, party)).collect();
            return Position { party, open: within.clone(), within };
        }
        let open = (0..count).map(|choice| match (asks, gives) {
            (true, _) => asked[choice] || given[choice],
            (false, true) => given[choice],
            (false, false) => true,
        });
        let open: Vec<bool> = open.zip(&within).map(|(open, within)| open && *within).collect();
        // What is asked for against the own red lines is no position.
        let open = if open.contains(&true) { open } else { within.clone() };
        Position { party, open, within }
    }

    fn relaxed(&self, id: PointId, line: &Stance, mut left: Vec<bool>) -> Vec<bool> {
        let offers = line.line.and_then(|line| self.offers.get(&line)).into_iter().flatten();
        for offer in offers {
            let Some(stated) = &offer.holds else { continue };
            let way = project::left(self.view.case, &stated.condition, id);
            left.iter_mut().zip(way).for_each(|(left, way)| *left |= way);
        }
        left
    }

    fn signs(&self, id: PointId, choice: usize, party: PartyId) -> bool {
        let case = self.view.case;
        let via = &case.point(id).choices[choice].via;
        via.iter().any(|instrument| case.instruments[instrument.0].signed_by.contains(&party))
    }

    /// Returns the two sides farthest apart on a point with an order, by how many steps and by how much.
    fn farthest(&self, id: PointId, sides: &[&Position]) -> Option<(u32, String, [PartyId; 2])> {
        let point = self.view.case.point(id);
        if point.kind == Kind::Choice {
            return None;
        }
        let is_value =
            |choice: &usize| point.kind == Kind::Scale || !matches!(point.choices[*choice].at, At::Option { .. });
        let mut farthest: Option<(usize, usize, usize, [PartyId; 2])> = None;
        for (at, one) in sides.iter().enumerate() {
            for other in &sides[at + 1..] {
                let (left, right) = (&one.open, &other.open);
                if left.iter().zip(right).any(|(left, right)| *left && *right) {
                    continue;
                }
                let own: Vec<usize> = (0..left.len()).filter(|&choice| left[choice]).filter(is_value).collect();
                let others: Vec<usize> = (0..right.len()).filter(|&choice| right[choice]).filter(is_value).collect();
                let Some((from, to)) = nearest(&own, &others) else { continue };
                if farthest.is_none_or(|(most, ..)| from.abs_diff(to) > most) {
                    farthest = Some((from.abs_diff(to), from, to, [one.party, other.party]));
                }
            }
        }
        let (steps, from, to, pair) = farthest?;
        Some((steps as u32, self.span(id, from, to), pair))
    }

    /// Returns how much lies between two choices, in words.
    fn span(&self, id: PointId, from: usize, to: usize) -> String {
        let point = self.view.case.point(id);
        let (low, high) = (from.min(to), from.max(to));
        match (&point.choices[low].at, &point.choices[high].at) {
            (At::Number(low), At::Number(high)) => {
                let apart: Decimal = (high - low).normalize();
                let unit = point.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
                format!("{apart}{unit}")
            }
            (At::Date(_, low), At::Date(_, high)) => {
                let span = low.until((jiff::Unit::Month, *high)).unwrap_or_default();
                let part = |count: i32, one: &str| {
                    (count > 0).then(|| format!("{count} {one}{}", if count == 1 { "" } else { "s" }))
                };
                let parts = [part(span.get_months(), "month"), part(span.get_days(), "day")];
                parts.into_iter().flatten().collect::<Vec<_>>().join(" and ")
            }
            _ => match high - low {
                1 => "1 step".to_string(),
                steps => format!("{steps} steps"),
            },
        }
    }
}

/// Returns two sides that leave nothing together; all of them where each two do.
fn disjoint(sides: &[&Position]) -> Vec<PartyId> {
    for (at, one) in sides.iter().enumerate() {
        for other in &sides[at + 1..] {
            if !one.open.iter().zip(&other.open).any(|(left, right)| *left && *right) {
                return vec![one.party, other.party];
            }
        }
    }
    sides.iter().map(|side| side.party).collect()
}

/// Returns the two closest of two ascending lists.
fn nearest(one: &[usize], other: &[usize]) -> Option<(usize, usize)> {
    let (mut at, mut best) = (0, None::<(usize, usize)>);
    for &from in one {
        while at + 1 < other.len() && other[at + 1].abs_diff(from) <= other[at].abs_diff(from) {
            at += 1;
        }
        let to = *other.get(at)?;
        if best.is_none_or(|(a, b)| from.abs_diff(to) < a.abs_diff(b)) {
            best = Some((from, to));
        }
    }
    best
}

fn shown(point: &Point, choice: usize) -> String {
    match &point.choices[choice].at {
        At::Option { title, .. } => format!("“{title}”"),
        At::Number(_) | At::Date(..) => point.choice_title(choice),
    }
}
