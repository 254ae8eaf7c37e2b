//! The shapes and dashes by which marks are told apart.

use super::Kind;
use super::canvas::{Canvas, Point, n};

/// An outline around a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outline {
    Circle,
    Square,
    Diamond,
    Up,
    Down,
    Star,
    Hexagon,
}

/// How a mark looks: its outline, whether it is filled, its colour and the dash of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    outline: Outline,
    open: bool,
    colour: &'static str,
    dash: &'static str,
}

const DRAFTS: [(Outline, &str); 5] = [
    (Outline::Circle, "14 4"),
    (Outline::Square, "3 3"),
    (Outline::Down, "14 3 3 3 3 3"),
    (Outline::Hexagon, "7 7"),
    (Outline::Up, "1.5 4"),
];

/// Returns the look of a mark. Drafts are open, and the first five differ from each other.
pub(super) fn style(kind: Kind, draft: usize) -> Style {
    let filled = |outline, colour, dash| Style { outline, open: false, colour, dash };
    match kind {
        Kind::Nash => filled(Outline::Diamond, "#d55e00", ""),
        Kind::KalaiSmorodinsky => filled(Outline::Up, "#0072b2", "9 3"),
        Kind::Egalitarian => filled(Outline::Square, "#009e73", "2.5 2.5"),
        Kind::Utilitarian => filled(Outline::Star, "#cc79a7", "10 3 2.5 3"),
        Kind::Draft => {
            let (outline, dash) = DRAFTS[draft % DRAFTS.len()];
            Style { outline, open: true, colour: "#1a1c20", dash }
        }
    }
}

impl Style {
    /// Returns the colour of its line.
    pub(super) fn colour(self) -> &'static str {
        self.colour
    }

    /// Returns the dash of its line as an attribute, empty for a line without gaps.
    pub(super) fn dash(self) -> String {
        if self.dash.is_empty() { String::new() } else { format!(r#" stroke-dasharray="{}""#, self.dash) }
    }

    fn draw(self, canvas: &mut Canvas, at: Point, reach: f64) {
        let path = outline(self.outline, at, reach);
        let (fill, stroke, width) = if self.open { ("#fff", self.colour, 1.8) } else { (self.colour, "#1a1c20", 0.9) };
        let join = r#"stroke-linejoin="round""#;
        canvas
            .raw(&format!(r##"<path d="{path}" fill="{fill}" stroke="#fff" stroke-width="{}" {join}/>"##, width + 2.2));
        canvas.raw(&format!(r#"<path d="{path}" fill="{fill}" stroke="{stroke}" stroke-width="{width}" {join}/>"#));
    }
}

/// Draws the marks of one place: the drafts as open shapes, the first solution as a filled one inside.
pub(super) fn draw(canvas: &mut Canvas, at: Point, styles: &[Style], reach: f64) {
    let solution = styles.iter().find(|style| !style.open);
    let mut drafts = styles.iter().filter(|style| style.open);
    if let Some(draft) = drafts.next() {
        draft.draw(canvas, at, if solution.is_some() { reach * 1.6 } else { reach });
    }
    if let Some(solution) = solution {
        solution.draw(canvas, at, reach);
    }
}

fn outline(outline: Outline, (x, y): Point, reach: f64) -> String {
    let corners: Vec<(f64, f64)> = match outline {
        Outline::Circle => {
            let (left, r) = (n(x - reach), n(reach));
            return format!("M{left} {}a{r} {r} 0 1 1 {} 0a{r} {r} 0 1 1 -{} 0z", n(y), n(2.0 * reach), n(2.0 * reach));
        }
        Outline::Square => vec![(-0.86, -0.86), (0.86, -0.86), (0.86, 0.86), (-0.86, 0.86)],
        Outline::Diamond => vec![(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)],
        Outline::Up => vec![(0.0, -1.15), (1.1, 0.8), (-1.1, 0.8)],
        Outline::Down => vec![(0.0, 1.15), (1.1, -0.8), (-1.1, -0.8)],
        Outline::Hexagon => round(6, |_| 1.05),
        Outline::Star => round(10, |corner| if corner % 2 == 0 { 1.4 } else { 0.6 }),
    };
    let points: Vec<String> =
        corners.iter().map(|(dx, dy)| format!("{} {}", n(x + dx * reach), n(y + dy * reach))).collect();
    format!("M{}z", points.join("L"))
}

fn round(corners: usize, reach: impl Fn(usize) -> f64) -> Vec<(f64, f64)> {
    let turn = std::f64::consts::TAU / corners as f64;
    (0..corners)
        .map(|corner| {
            let angle = turn * corner as f64;
            (angle.sin() * reach(corner), -angle.cos() * reach(corner))
        })
        .collect()
}
