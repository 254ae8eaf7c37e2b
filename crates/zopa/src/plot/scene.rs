//! What is to be drawn: the plot with its texts cleaned, its deals checked and thinned, and its scales found.

use super::scale::{self, Range};
use super::shape::{self, Style};
use super::thin::thin;
use super::{Kind, Limits, Plot, words};

/// A plot made ready.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) title: String,
    pub(super) note: Option<String>,
    /// The parties that are drawn.
    pub(super) sides: Vec<Side>,
    /// How many parties are not drawn.
    pub(super) sides_hidden: usize,
    /// Deals on the frontier that no party is worse off with than without a deal.
    pub(super) frontier: Deals<'a>,
    /// Deals on the frontier that are below the walk-away value of some party.
    pub(super) below: Deals<'a>,
    /// Other deals.
    pub(super) deals: Deals<'a>,
    pub(super) spots: Vec<Spot<'a>>,
    /// How many marks are too many.
    pub(super) spots_hidden: usize,
    /// How many deals and marks have values that are no numbers, or too few or many of them.
    pub(super) left_out: usize,
}

/// A party with its scale.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) name: String,
    pub(super) range: Range,
    pub(super) walk_away: Option<f64>,
}

/// Deals that are drawn, and how many there are.
#[derive(Debug, Default)]
pub(super) struct Deals<'a> {
    pub(super) drawn: Vec<&'a [f64]>,
    pub(super) all: usize,
}

/// A mark with its look.
#[derive(Debug)]
pub(super) struct Spot<'a> {
    pub(super) label: String,
    pub(super) style: Style,
    pub(super) values: &'a [f64],
}

/// Marks at one place of a picture.
#[derive(Debug)]
pub(super) struct Group {
    /// Which marks, in their order.
    pub(super) spots: Vec<usize>,
    /// Their labels.
    pub(super) label: String,
    /// Their looks.
    pub(super) styles: Vec<Style>,
}

/// Marks nearer than this part of an axis are at the same place.
const SAME: f64 = 0.0015;

impl<'a> Scene<'a> {
    /// Returns the scene of a plot within limits.
    pub(super) fn new(plot: &'a Plot, limits: Limits) -> Scene<'a> {
        let parties = plot.axes.len();
        let sound = |deal: &&'a Vec<f64>| {
            parties > 0 && deal.len() == parties && deal.iter().all(|&value| scale::is_drawable(value))
        };
        let frontier: Vec<&[f64]> = plot.frontier.iter().filter(sound).map(Vec::as_slice).collect();
        let deals: Vec<&[f64]> = plot.deals.iter().filter(sound).map(Vec::as_slice).collect();
        let marks: Vec<_> = plot.marks.iter().filter(|mark| sound(&&mark.values)).collect();
        let given = plot.frontier.len() + plot.deals.len() + plot.marks.len();
        let left_out = given - frontier.len() - deals.len() - marks.len();

        let marked = marks.iter().map(|mark| mark.values.as_slice());
        let seen: Vec<&[f64]> = frontier.iter().chain(&deals).copied().chain(marked).collect();
        let mut sides = sides(plot, &seen);

        let (all, all_deals) = (frontier.len(), deals.len());
        let is_below = |deal: &[f64]| sides.iter().zip(deal).any(|(side, &value)| !side.reached(value));
        let all_below = frontier.iter().filter(|deal| is_below(deal)).count();
        let (below, reached) = thin(frontier, limits.frontier).into_iter().partition(|deal| is_below(deal));
        let spots_hidden = marks.len().saturating_sub(limits.marks);
        let mut drafts = 0;
        let spots = marks.into_iter().take(limits.marks).map(|mark| {
            drafts += usize::from(mark.kind == Kind::Draft);
            let style = shape::style(mark.kind, drafts.saturating_sub(1));
            Spot { label: named(&mark.label, "without a name"), style, values: &mark.values }
        });
        let spots = spots.collect();
        let sides_hidden = parties.saturating_sub(limits.parties);
        sides.truncate(limits.parties);
        Scene {
            title: words::clean(&plot.title),
            note: plot.note.as_deref().map(words::clean).filter(|note| !note.is_empty()),
            sides,
            sides_hidden,
            frontier: Deals { drawn: reached, all: all - all_below },
            below: Deals { drawn: below, all: all_below },
            deals: Deals { drawn: thin(deals, limits.deals), all: all_deals },
            spots,
            spots_hidden,
            left_out,
        }
    }

    /// Returns the marks by their places on some axes.
    pub(super) fn groups(&self, axes: &[usize]) -> Vec<Group> {
        let near = |one: &Spot, other: &Spot| {
            axes.iter().all(|&axis| {
                let range = self.sides[axis].range;
                (range.share(one.values[axis]) - range.share(other.values[axis])).abs() < SAME
            })
        };
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (at, spot) in self.spots.iter().enumerate() {
            match groups.iter_mut().find(|group| near(&self.spots[group[0]], spot)) {
                Some(group) => group.push(at),
                None => groups.push(vec![at]),
            }
        }
        let group = |spots: Vec<usize>| Group {
            label: spots.iter().map(|&at| self.spots[at].label.as_str()).collect::<Vec<_>>().join(", "),
            styles: spots.iter().map(|&at| self.spots[at].style).collect(),
            spots,
        };
        groups.into_iter().map(group).collect()
    }

    /// Returns all axes that are drawn.
    pub(super) fn axes(&self) -> Vec<usize> {
        (0..self.sides.len()).collect()
    }

    /// Returns how many deals there are on the frontier.
    pub(super) fn frontier_all(&self) -> usize {
        self.frontier.all + self.below.all
    }

    /// Says whether some party has a walk-away value.
    pub(super) fn has_walk_away(&self) -> bool {
        self.sides.iter().any(|side| side.walk_away.is_some())
    }
}

impl Side {
    /// Says whether a value is not below what the party has without a deal.
    pub(super) fn reached(&self, value: f64) -> bool {
        self.walk_away.is_none_or(|walk_away| self.range.reaches(value, walk_away))
    }
}

fn sides(plot: &Plot, seen: &[&[f64]]) -> Vec<Side> {
    let side = |(at, axis): (usize, &super::Axis)| {
        let walk_away = axis.walk_away.filter(|&value| scale::is_drawable(value));
        let ends = [axis.low, axis.high].into_iter().chain(walk_away);
        let range = Range::of(ends.chain(seen.iter().map(|deal| deal[at])));
        Side { name: named(&axis.party, &format!("party {}", at + 1)), range, walk_away }
    };
    plot.axes.iter().enumerate().map(side).collect()
}

fn named(name: &str, otherwise: &str) -> String {
    let clean = words::clean(name);
    if clean.is_empty() { otherwise.to_owned() } else { clean }
}
