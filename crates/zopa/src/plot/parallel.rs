//! Any number of parties: an axis for each, and a line across them for each deal.

use super::canvas::{Anchor, Canvas, Point, Rect, Type, ink, n, n1};
use super::key::{self, MARGIN, Sign, Table};
use super::place::spread;
use super::scene::{Group, Scene};
use super::{shape, telling, words};

/// Where the axes are.
#[derive(Debug)]
struct Axes {
    left: f64,
    step: f64,
    top: f64,
    bottom: f64,
    /// The room for the name of a party.
    name: f64,
}

const NAME: Type = Type::plain(11.0).bold();
const TICK: Type = Type::plain(10.0).soft();
const LABEL: Type = Type::plain(11.5).bold();
const WIDTH: f64 = 780.0;
const HEIGHT: f64 = 340.0;
const LABEL_MAX: f64 = 170.0;
const REACH: f64 = 5.0;

/// Draws the axes.
pub(super) fn draw(scene: &Scene) -> String {
    let mut canvas = Canvas::default();
    let groups = scene.groups(&scene.axes());
    let labels: Vec<Vec<String>> = groups.iter().map(|group| LABEL.wrap(&group.label, LABEL_MAX, 3)).collect();
    let label = labels.iter().flatten().map(|line| LABEL.width(line)).fold(0.0, f64::max);
    let gaps = scene.sides.len().saturating_sub(1).max(1) as f64;
    let right = (label + 40.0).max(60.0);
    let name = ((WIDTH - right - 60.0) / gaps - 10.0).clamp(56.0, 130.0);
    let left = MARGIN + name / 2.0;
    let step = ((WIDTH - left - right) / gaps).max(name + 10.0);
    let last = if scene.sides.len() < 2 { 0.0 } else { step * gaps };
    let width = (left + last + right.max(name / 2.0 + MARGIN)).max(560.0);

    let head = key::title(&mut canvas, scene, width);
    let names: Vec<Vec<String>> = scene.sides.iter().map(|side| NAME.wrap(&side.name, name, 3)).collect();
    let rows = names.iter().map(Vec::len).max().unwrap_or(0);
    let top = head + rows as f64 * NAME.leading() + 36.0;
    let axes = Axes { left, step, top, bottom: top + HEIGHT, name };
    if scene.sides.is_empty() {
        canvas.text((MARGIN, top), Type::plain(12.0).soft(), "no parties to draw");
    }
    axes.feet(&mut canvas, scene);
    axes.frontier(&mut canvas, scene);
    axes.scales(&mut canvas, scene, &names);
    let unplaced = axes.labels(&mut canvas, scene, &groups, &labels);
    axes.marks(&mut canvas, scene, &groups);
    let mut bottom = axes.bottom + if scene.has_walk_away() { 62.0 } else { 36.0 };
    bottom = key::signs(&mut canvas, &signs(scene), (bottom, width));
    if !unplaced.is_empty() {
        let table = Table::new(scene, &unplaced, false, width - 2.0 * MARGIN);
        bottom = table.draw(&mut canvas, (MARGIN, bottom));
    }
    bottom = key::notes(&mut canvas, scene, (bottom, width));
    canvas.finish((width, bottom), &scene.title, &telling::description(scene, "Parallel axes for"))
}

impl Axes {
    fn x(&self, axis: usize) -> f64 {
        self.left + self.step * axis as f64
    }

    fn at(&self, scene: &Scene, axis: usize, value: f64) -> Point {
        (self.x(axis), self.bottom - scene.sides[axis].range.share(value) * (self.bottom - self.top))
    }

    fn points(&self, scene: &Scene, deal: &[f64]) -> Vec<Point> {
        scene.axes().into_iter().map(|axis| self.at(scene, axis, deal[axis])).collect()
    }

    /// Shades each axis below the walk-away value of its party.
    fn feet(&self, canvas: &mut Canvas, scene: &Scene) {
        for (axis, side) in scene.sides.iter().enumerate() {
            if let Some(value) = side.walk_away {
                let (x, y) = self.at(scene, axis, value);
                let foot = Rect { left: x - 9.0, top: y, right: x + 9.0, bottom: self.bottom };
                canvas.rect(foot, &format!(r#"fill="{}""#, ink::FOOT));
            }
        }
    }

    fn frontier(&self, canvas: &mut Canvas, scene: &Scene) {
        let drawn = (scene.frontier.drawn.len() + scene.below.drawn.len()).max(1) as f64;
        let dark = (60.0 / drawn).clamp(0.12, 0.6);
        for (deals, colour, opacity) in
            [(&scene.below.drawn, ink::LINE, dark * 0.6), (&scene.frontier.drawn, ink::FRONTIER, dark)]
        {
            if deals.is_empty() {
                continue;
            }
            canvas.raw(&format!(
                r#"<g fill="none" stroke="{colour}" stroke-width="0.9" stroke-opacity="{}">"#,
                n(opacity)
            ));
            for deal in deals {
                let points = self.points(scene, deal);
                let path: Vec<String> = points.iter().map(|(x, y)| format!("{} {}", n1(*x), n1(*y))).collect();
                canvas.raw(&format!(r#"<path d="M{}"/>"#, path.join("L")));
                if let [only] = points[..] {
                    canvas.dots(&[only], 4.0, colour);
                }
            }
            canvas.raw("</g>");
        }
    }

    fn scales(&self, canvas: &mut Canvas, scene: &Scene, names: &[Vec<String>]) {
        let middle = |kind: Type| kind.to(Anchor::Middle);
        let fit = |text: &str| words::fit(text, TICK.size, self.name);
        for (axis, (side, name)) in scene.sides.iter().zip(names).enumerate() {
            let x = self.x(axis);
            canvas.line((x, self.top), (x, self.bottom), &format!(r#"stroke="{}" stroke-width="1.2""#, ink::SOFT));
            let first = self.top - 28.0 - (name.len() - 1) as f64 * NAME.leading();
            canvas.lines((x, first), middle(NAME), name);
            canvas.text((x, self.top - 12.0), middle(TICK), &fit(&side.range.digits(side.range.high())));
            canvas.text((x, self.bottom + 15.0), middle(TICK), &fit(&side.range.digits(side.range.low())));
            if let Some(value) = side.walk_away {
                let (x, y) = self.at(scene, axis, value);
                let bar = format!(r#"stroke="{}" stroke-width="2.6""#, ink::TEXT);
                canvas.line((x - 10.0, y), (x + 10.0, y), &bar);
                canvas.text((x, self.bottom + 30.0), middle(TICK), "walk-away");
                canvas.text((x, self.bottom + 42.0), middle(TICK.bold()), &fit(&side.range.digits(value)));
            }
        }
    }

    fn marks(&self, canvas: &mut Canvas, scene: &Scene, groups: &[Group]) {
        for group in groups.iter().rev() {
            let points = self.points(scene, scene.spots[group.spots[0]].values);
            let path: Vec<String> = points.iter().map(|(x, y)| format!("{} {}", n(*x), n(*y))).collect();
            let (path, style) = (path.join("L"), group.styles[0]);
            canvas.raw(&format!(
                r##"<path d="M{path}" fill="none" stroke="#fff" stroke-width="5" stroke-opacity="0.8"/>"##
            ));
            canvas.raw(&format!(
                r#"<path d="M{path}" fill="none" stroke="{}" stroke-width="2.4"{}/>"#,
                style.colour(),
                style.dash()
            ));
        }
        for axis in scene.axes() {
            let mut before: Vec<Point> = Vec::new();
            for group in groups {
                let (x, y) = self.at(scene, axis, scene.spots[group.spots[0]].values[axis]);
                let is_free = |x: f64| before.iter().all(|at| (at.0 - x).abs() > 9.0 || (at.1 - y).abs() > 9.0);
                let aside = [0.0, 11.0, -11.0, 22.0, -22.0].into_iter().find(|aside| is_free(x + aside));
                let at = (x + aside.unwrap_or(0.0), y);
                before.push(at);
                shape::draw(canvas, at, &group.styles, REACH);
            }
        }
    }

    /// Writes the labels beside the last axis. Returns the marks for which there was no room.
    fn labels(&self, canvas: &mut Canvas, scene: &Scene, groups: &[Group], labels: &[Vec<String>]) -> Vec<usize> {
        let Some(last) = scene.sides.len().checked_sub(1) else { return Vec::new() };
        let ends: Vec<Point> =
            groups.iter().map(|group| self.at(scene, last, scene.spots[group.spots[0]].values[last])).collect();
        let wanted: Vec<(f64, f64)> =
            ends.iter().zip(labels).map(|(end, lines)| (end.1, lines.len() as f64 * LABEL.leading() + 2.0)).collect();
        let middles = spread(&wanted, self.top - 8.0, self.bottom + 8.0);
        let mut unplaced = Vec::new();
        for (at, middle) in middles.into_iter().enumerate() {
            let Some(middle) = middle else {
                unplaced.extend(&groups[at].spots);
                continue;
            };
            let (x, y) = ends[at];
            let thin = format!(r#"stroke="{}" stroke-width="0.8""#, ink::SOFT);
            canvas.line((x + REACH + 4.0, y), (x + 30.0, middle), &thin);
            let top = middle - wanted[at].1 / 2.0 + LABEL.size;
            canvas.lines((x + 34.0, top), LABEL, &labels[at]);
        }
        unplaced
    }
}

fn signs(scene: &Scene) -> Vec<(Sign, String)> {
    let mut signs = telling::frontier(scene, Sign::Line, Sign::PaleLine, "");
    if scene.has_walk_away() {
        signs.push((Sign::Foot, "walk-away value, and what is below it".to_owned()));
    }
    signs
}
