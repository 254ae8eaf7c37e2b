//! What stands around a picture: its title above, and below it what the signs mean, where the marks are, and the notes.

use super::canvas::{Canvas, Point, Rect, Type, ink};
use super::scene::{Group, Scene};
use super::shape::{self, Style};
use super::telling;

const TITLE: Type = Type::plain(17.0).bold();
const HEAD: Type = Type::plain(11.0).bold();
const SMALL: Type = Type::plain(10.5).soft();
/// The room at both sides of a sheet.
pub(super) const MARGIN: f64 = 16.0;

/// Writes the title. Returns where the picture begins.
pub(super) fn title(canvas: &mut Canvas, scene: &Scene, width: f64) -> f64 {
    let lines = TITLE.wrap(&scene.title, width - 2.0 * MARGIN, 3);
    canvas.lines((MARGIN, 28.0), TITLE, &lines) - if lines.is_empty() { 20.0 } else { 8.0 }
}

/// A sign of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Dot,
    OpenDot,
    FaintDot,
    Shade,
    Line,
    PaleLine,
    Foot,
}

/// Writes what the signs mean, side by side. Returns the height below them.
pub(super) fn signs(canvas: &mut Canvas, items: &[(Sign, String)], (mut y, width): Point) -> f64 {
    let mut x = MARGIN;
    for (sign, meaning) in items {
        let lines = SMALL.wrap(meaning, width - 2.0 * MARGIN - 26.0, 2);
        let wide = lines.iter().map(|line| SMALL.width(line)).fold(0.0, f64::max) + 26.0;
        if x > MARGIN && x + wide > width - MARGIN {
            (x, y) = (MARGIN, y + 17.0);
        }
        draw_sign(canvas, *sign, (x + 9.0, y));
        let next = canvas.lines((x + 22.0, y + 3.5), SMALL, &lines);
        x += wide + 14.0;
        if lines.len() > 1 {
            (x, y) = (width, next - 17.0);
        }
    }
    if items.is_empty() { y } else { y + 17.0 }
}

fn draw_sign(canvas: &mut Canvas, sign: Sign, (x, y): Point) {
    let line = |colour: &str, width: f64, more: &str| format!(r#"stroke="{colour}" stroke-width="{width}"{more}"#);
    let (from, to) = ((x - 9.0, y), (x + 9.0, y));
    match sign {
        Sign::Dot => canvas.dots(&[(x, y)], 6.4, ink::FRONTIER),
        Sign::OpenDot => {
            canvas.dots(&[(x, y)], 6.4, ink::FRONTIER);
            canvas.dots(&[(x, y)], 4.4, "#fff");
        }
        Sign::FaintDot => canvas.dots(&[(x - 5.0, y + 1.0), (x, y - 2.0), (x + 4.0, y + 2.0)], 2.6, ink::FAINT),
        Sign::Shade => {
            let edge = line(ink::LINE, 0.6, "");
            canvas.rect(Rect::new(x - 9.0, y - 5.0, 18.0, 10.0), &format!(r#"fill="{}" {edge}"#, ink::ZONE));
        }
        Sign::Line => canvas.line(from, to, &line(ink::FRONTIER, 1.0, "")),
        Sign::PaleLine => canvas.line(from, to, &line(ink::FAINT, 1.0, "")),
        Sign::Foot => {
            canvas.rect(Rect::new(x - 4.0, y, 8.0, 6.0), &format!(r#"fill="{}""#, ink::FOOT));
            canvas.line((x - 8.0, y), (x + 8.0, y), &line(ink::TEXT, 2.4, ""));
        }
    }
}

/// What is written of the marks of one place.
#[derive(Debug)]
struct Entry {
    styles: Vec<Style>,
    label: Vec<String>,
    values: Vec<String>,
}

/// Where the marks are, in words, in columns below each other.
#[derive(Debug)]
pub(super) struct Table {
    entries: Vec<Entry>,
    columns: usize,
    wide: f64,
}

impl Table {
    /// Returns the table of some marks for a width. Their numbers are told where they stand in the picture.
    pub(super) fn new(scene: &Scene, only: &[usize], numbered: bool, width: f64) -> Table {
        let groups = scene.groups(&scene.axes());
        let groups: Vec<_> = groups.iter().filter(|group| group.spots.iter().any(|spot| only.contains(spot))).collect();
        let columns = if groups.len() > 1 && width >= 500.0 { 2 } else { 1 };
        let wide = width / columns as f64;
        let entry = |group: &&Group| {
            let numbers: Vec<String> = group.spots.iter().map(|at| (at + 1).to_string()).collect();
            let number = if numbered { format!("{}\u{a0}\u{a0}", numbers.join(", ")) } else { String::new() };
            let values = telling::values(scene, scene.spots[group.spots[0]].values);
            Entry {
                styles: group.styles.clone(),
                label: HEAD.wrap(&(number + &group.label), wide - 40.0, 3),
                values: SMALL.wrap(&values, wide - 40.0, 4),
            }
        };
        Table { entries: groups.iter().map(entry).collect(), columns, wide }
    }

    /// Returns how high it is.
    pub(super) fn height(&self) -> f64 {
        self.entries.chunks(self.columns).map(row_height).sum()
    }

    /// Writes it. Returns the height below it.
    pub(super) fn draw(&self, canvas: &mut Canvas, (left, mut y): Point) -> f64 {
        for row in self.entries.chunks(self.columns) {
            for (column, entry) in row.iter().enumerate() {
                let x = left + column as f64 * self.wide;
                shape::draw(canvas, (x + 9.0, y + 8.0), &entry.styles, 5.0);
                let next = canvas.lines((x + 24.0, y + 12.0), HEAD, &entry.label);
                canvas.lines((x + 24.0, next), SMALL, &entry.values);
            }
            y += row_height(row);
        }
        y
    }
}

fn row_height(row: &[Entry]) -> f64 {
    let height =
        |entry: &Entry| entry.label.len() as f64 * HEAD.leading() + entry.values.len() as f64 * SMALL.leading() + 7.0;
    row.iter().map(height).fold(0.0, f64::max)
}

/// Writes the notes. Returns the height below them.
pub(super) fn notes(canvas: &mut Canvas, scene: &Scene, (mut y, width): Point) -> f64 {
    for note in telling::notes(scene) {
        let lines = SMALL.wrap(&note, width - 2.0 * MARGIN, 6);
        y = canvas.lines((MARGIN, y + 8.0), SMALL, &lines) - 5.0;
    }
    y + 8.0
}
