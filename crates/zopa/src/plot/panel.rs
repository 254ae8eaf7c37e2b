//! Two parties as a plane.

use super::canvas::{Anchor, Canvas, Point, Rect, Type, ink, n};
use super::place::Board;
use super::scene::{Group, Scene, Side};
use super::{shape, words};

/// A plane of two parties: where it is on the sheet, and who is on its axes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Panel {
    pub(super) frame: Rect,
    /// The party whose values go to the right.
    pub(super) across: usize,
    /// The party whose values go up.
    pub(super) up: usize,
    /// Whether it is one of several.
    pub(super) small: bool,
    /// Whether marks have their numbers beside them, and their labels elsewhere.
    pub(super) numbered: bool,
}

/// The room that a panel needs around its frame.
pub(super) const LEFT: f64 = 66.0;
pub(super) const TOP: f64 = 22.0;
pub(super) const BOTTOM: f64 = 48.0;
pub(super) const RIGHT: f64 = 18.0;

const TICK: Type = Type::plain(10.0).soft();
const ZONE: Type = Type::plain(11.0).bold().soft();
const NAME: Type = Type::plain(11.5).bold();
/// How far the ends of an axis are from the ends of its frame, so that dots at the ends are whole.
const INSET: f64 = 10.0;

impl Panel {
    /// Draws the panel. Returns the marks that have only their numbers beside them, for want of room.
    pub(super) fn draw(self, canvas: &mut Canvas, scene: &Scene) -> Vec<usize> {
        let frame = self.frame;
        let bounds =
            Rect { left: frame.left + 3.0, bottom: frame.bottom - 3.0, right: frame.right + RIGHT - 4.0, ..frame };
        let mut board = Board::new(bounds);
        self.zone(canvas, scene, &mut board);
        self.axes(canvas, scene);
        self.deals(canvas, scene, &mut board);
        let groups = scene.groups(&[self.across, self.up]);
        let reach = if self.small { 5.0 } else { 6.5 };
        for group in &groups {
            board.take(Rect::around(self.at(scene, scene.spots[group.spots[0]].values), reach + 3.0));
        }
        self.marks(canvas, scene, &mut board, &groups)
    }

    fn sides<'s>(self, scene: &'s Scene) -> (&'s Side, &'s Side) {
        (&scene.sides[self.across], &scene.sides[self.up])
    }

    fn x(self, scene: &Scene, value: f64) -> f64 {
        self.frame.left + INSET + scene.sides[self.across].range.share(value) * (self.frame.width() - 2.0 * INSET)
    }

    fn y(self, scene: &Scene, value: f64) -> f64 {
        self.frame.bottom - INSET - scene.sides[self.up].range.share(value) * (self.frame.height() - 2.0 * INSET)
    }

    fn at(self, scene: &Scene, deal: &[f64]) -> Point {
        (self.x(scene, deal[self.across]), self.y(scene, deal[self.up]))
    }

    /// Shades what is not below the walk-away values and draws the lines around it.
    fn zone(self, canvas: &mut Canvas, scene: &Scene, board: &mut Board) {
        let (across, up) = self.sides(scene);
        let left = across.walk_away.map(|value| self.x(scene, value));
        let bottom = up.walk_away.map(|value| self.y(scene, value));
        if left.is_none() && bottom.is_none() {
            return;
        }
        let zone =
            Rect { left: left.unwrap_or(self.frame.left), bottom: bottom.unwrap_or(self.frame.bottom), ..self.frame };
        canvas.rect(zone, &format!(r#"fill="{}""#, ink::ZONE));
        let dashed = format!(r#"stroke="{}" stroke-width="1.1" stroke-dasharray="6 4""#, ink::SOFT);
        if let Some(x) = left {
            canvas.line((x, self.frame.top), (x, self.frame.bottom), &dashed);
            board.ink_line((x, self.frame.top), (x, self.frame.bottom), 0.7);
        }
        if let Some(y) = bottom {
            canvas.line((self.frame.left, y), (self.frame.right, y), &dashed);
            board.ink_line((self.frame.left, y), (self.frame.right, y), 0.7);
        }
    }

    fn axes(self, canvas: &mut Canvas, scene: &Scene) {
        let (frame, (across, up)) = (self.frame, self.sides(scene));
        let line = format!(r#"stroke="{}" stroke-width="1""#, ink::LINE);
        canvas.line((frame.left, frame.top), (frame.left, frame.bottom), &line);
        canvas.line((frame.left, frame.bottom), (frame.right, frame.bottom), &line);
        let right = TICK.to(Anchor::End);
        let walk = up.walk_away.map(|value| (self.y(scene, value), up.range.digits(value)));
        for (value, written) in up.range.ticks((frame.height() / 50.0) as usize) {
            let y = self.y(scene, value);
            if walk.as_ref().is_none_or(|(at, _)| (at - y).abs() > 20.0) {
                canvas.line((frame.left - 4.0, y), (frame.left, y), &line);
                canvas.text((frame.left - 7.0, y + 3.5), right, &words::fit(&written, TICK.size, LEFT - 12.0));
            }
        }
        if let Some((y, written)) = walk {
            let y = y.clamp(frame.top + 10.0, frame.bottom - 4.0);
            canvas.text((frame.left - 7.0, y - 2.0), right.bold(), "walk-away");
            canvas.text((frame.left - 7.0, y + 9.5), right.bold(), &words::fit(&written, TICK.size, LEFT - 14.0));
        }
        for (value, written) in across.range.ticks((frame.width() / 70.0) as usize) {
            let x = self.x(scene, value);
            canvas.line((x, frame.bottom), (x, frame.bottom + 4.0), &line);
            canvas.text((x, frame.bottom + 15.0), TICK.to(Anchor::Middle), &written);
        }
        if let Some(value) = across.walk_away {
            let written = format!("walk-away {}", across.range.digits(value));
            let half = TICK.bold().width(&written) / 2.0;
            let x = self.x(scene, value).clamp(frame.left + half - 8.0, frame.right + RIGHT - half - 2.0);
            canvas.text((x, frame.bottom + 28.0), TICK.to(Anchor::Middle).bold(), &written);
        }
        let room = frame.width() + 4.0 - NAME.width("→ ");
        let beside = self.zone_label(canvas, scene);
        let above = (frame.left - 4.0, frame.top - 7.0);
        canvas.text(above, NAME, &format!("↑ {}", better_for(&up.name, room - beside)));
        let below = (frame.right, frame.bottom + 43.0);
        canvas.text(below, NAME.to(Anchor::End), &format!("{} →", better_for(&across.name, room)));
    }

    fn deals(self, canvas: &mut Canvas, scene: &Scene, board: &mut Board) {
        let points = |deals: &[&[f64]]| distinct(deals.iter().map(|deal| self.at(scene, deal)));
        let (others, below) = (points(&scene.deals.drawn), points(&scene.below.drawn));
        let reached = points(&scene.frontier.drawn);
        canvas.dots(&others, if self.small { 2.0 } else { 2.6 }, ink::FAINT);
        others.iter().for_each(|&point| board.ink(point, 0.3));
        if scene.sides.len() == 2 {
            self.guide(canvas, &distinct(reached.iter().chain(&below).copied()), board);
        }
        let wide: f64 = match scene.frontier_all() {
            0..=80 => 6.4,
            81..=400 => 4.6,
            _ => 3.6,
        };
        let wide = if self.small { wide - 0.6 } else { wide };
        for point in below.iter().chain(&reached) {
            board.ink(*point, 1.0);
            board.ink((point.0 + 3.0, point.1 + 3.0), 0.7);
            board.ink((point.0 - 3.0, point.1 - 3.0), 0.7);
        }
        canvas.dots(&below, wide, ink::FRONTIER);
        canvas.dots(&below, wide - 2.0, "#fff");
        canvas.dots(&reached, wide, ink::FRONTIER);
        if scene.frontier_all() + scene.deals.all + scene.spots.len() == 0 {
            let middle = ((self.frame.left + self.frame.right) / 2.0, (self.frame.top + self.frame.bottom) / 2.0);
            canvas.text(middle, Type::plain(12.0).soft().to(Anchor::Middle), "no deals to draw");
        }
    }

    /// Draws steps from dot to dot: what is below them is worth less to one party and no more to the other.
    fn guide(self, canvas: &mut Canvas, points: &[Point], board: &mut Board) {
        let mut points = points.to_vec();
        points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut path = String::new();
        for (at, &(x, y)) in points.iter().enumerate() {
            path += &if at == 0 { format!("M{} {}", n(x), n(y)) } else { format!("V{}H{}", n(y), n(x)) };
            if at > 0 {
                let before = points[at - 1];
                board.ink_line(before, (before.0, y), 0.5);
                board.ink_line((before.0, y), (x, y), 0.5);
            }
        }
        if points.len() > 1 {
            canvas.raw(&format!(r#"<path d="{path}" fill="none" stroke="{}" stroke-width="0.8"/>"#, ink::LINE));
        }
    }

    /// Says in words what the shading means, above the upper edge of the zone, where no deals are.
    fn zone_label(self, canvas: &mut Canvas, scene: &Scene) -> f64 {
        let (across, up) = self.sides(scene);
        if self.small || across.walk_away.or(up.walk_away).is_none() {
            return 0.0;
        }
        let within = |deal: &&[f64]| across.reached(deal[self.across]) && up.reached(deal[self.up]);
        let empty = scene.frontier.all == 0 && !scene.deals.drawn.iter().any(within);
        let words = match (across.walk_away, up.walk_away) {
            (Some(_), Some(_)) if empty => "Zone of possible agreement: no deal here lies in it".to_owned(),
            (Some(_), Some(_)) => "Zone of possible agreement".to_owned(),
            (Some(_), None) => format!("No worse than walking away for {}", words::fit(&across.name, ZONE.size, 130.0)),
            (None, _) => format!("No worse than walking away for {}", words::fit(&up.name, ZONE.size, 130.0)),
        };
        canvas.text((self.frame.right, self.frame.top - 7.0), ZONE.to(Anchor::End), &words);
        ZONE.width(&words) + 16.0
    }

    fn marks(self, canvas: &mut Canvas, scene: &Scene, board: &mut Board, groups: &[Group]) -> Vec<usize> {
        let reach = if self.small { 5.0 } else { 6.5 };
        let kind = Type::plain(if self.small { 10.0 } else { 11.5 }).bold();
        let room = if self.small { 112.0 } else { 190.0 };
        let (mut labels, mut unplaced) = (Vec::new(), Vec::new());
        for group in groups {
            let at = self.at(scene, scene.spots[group.spots[0]].values);
            let numbers: Vec<String> = group.spots.iter().map(|at| (at + 1).to_string()).collect();
            for (text, is_label) in [(group.label.clone(), true), (numbers.join(", "), false)] {
                if is_label && self.numbered {
                    continue;
                }
                let lines = balanced(kind, &text, room);
                let width = lines.iter().map(|line| kind.width(line)).fold(0.0, f64::max);
                let height = lines.len() as f64 * kind.leading();
                let place = board.place(at, reach, (width, height));
                if !is_label {
                    unplaced.extend(&group.spots);
                }
                if let Some(place) = place {
                    labels.push((place, lines, place.rect.right <= at.0));
                    break;
                }
            }
        }
        for (place, ..) in &labels {
            if let Some((from, to)) = place.leader {
                canvas.line(from, to, &format!(r#"stroke="{}" stroke-width="0.8""#, ink::TEXT));
            }
        }
        for group in groups.iter().rev() {
            shape::draw(canvas, self.at(scene, scene.spots[group.spots[0]].values), &group.styles, reach);
        }
        for (place, lines, to_left) in labels {
            if place.covers {
                let spare = place.rect.width() * if to_left { 0.08 } else { -0.08 };
                let (left, right) = (place.rect.left + spare.max(0.0), place.rect.right + spare.min(0.0));
                canvas.rect(Rect { left, right, ..place.rect }, r##"rx="2" fill="#fff" fill-opacity="0.8""##);
            }
            let (x, anchor) = if to_left { (place.rect.right, Anchor::End) } else { (place.rect.left, Anchor::Start) };
            canvas.lines((x, place.rect.top + kind.size - 0.5), kind.to(anchor), &lines);
        }
        unplaced
    }
}

/// Returns what is better in the direction of an axis: the name alone where there is no room for more.
fn better_for(name: &str, room: f64) -> String {
    let whole = format!("better for {name}");
    if NAME.width(&whole) <= room { whole } else { words::fit(name, NAME.size, room / 1.06) }
}

/// Returns a text on lines of about the same length, on no more than it needs.
fn balanced(kind: Type, text: &str, room: f64) -> Vec<String> {
    let mut best = kind.wrap(text, room, 3);
    let mut room = room;
    while room > 60.0 && best.len() > 1 {
        room -= 6.0;
        let lines = kind.wrap(text, room, 4);
        let cut = best.last().is_some_and(|line| line.contains('…'));
        if cut || lines.len() > best.len() || lines.iter().any(|line| kind.width(line) > room) {
            break;
        }
        best = lines;
    }
    best
}

/// Returns points without those that are within half a pixel of an earlier one.
fn distinct(points: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut seen = std::collections::HashSet::new();
    points.filter(|(x, y)| seen.insert(((x * 2.0).round() as i64, (y * 2.0).round() as i64))).collect()
}
