//! A sheet on which SVG is written, and the geometry of it.

use super::words;

/// A point in pixels, down from the upper left corner.
pub(super) type Point = (f64, f64);

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Rect {
    pub(super) fn new(left: f64, top: f64, width: f64, height: f64) -> Rect {
        Rect { left, top, right: left + width, bottom: top + height }
    }

    pub(super) fn around((x, y): Point, reach: f64) -> Rect {
        Rect { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach }
    }

    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn overlaps(self, other: Rect) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    pub(super) fn contains(self, other: Rect) -> bool {
        self.left <= other.left && other.right <= self.right && self.top <= other.top && other.bottom <= self.bottom
    }

    /// Returns the point of the rectangle that is nearest to another point.
    pub(super) fn nearest(self, (x, y): Point) -> Point {
        (x.clamp(self.left, self.right), y.clamp(self.top, self.bottom))
    }
}

/// The colours. All but the marks' are greys; the marks' are of the palette of Okabe and Ito and differ in shape as well.
pub(super) mod ink {
    pub(crate) const TEXT: &str = "#1a1c20";
    pub(crate) const SOFT: &str = "#4b525c";
    pub(crate) const LINE: &str = "#8a929d";
    pub(crate) const FRONTIER: &str = "#333b46";
    pub(crate) const FAINT: &str = "#b9c0c9";
    pub(crate) const FOOT: &str = "#d9dee4";
    pub(crate) const ZONE: &str = "#e9f0f4";
}

/// On which side of its point a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) fill: &'static str,
    pub(super) anchor: Anchor,
}

impl Type {
    /// Returns a plain text of a size, from its point on.
    pub(super) const fn plain(size: f64) -> Type {
        Type { size, bold: false, fill: ink::TEXT, anchor: Anchor::Start }
    }

    pub(super) const fn bold(self) -> Type {
        Type { bold: true, ..self }
    }

    pub(super) const fn soft(self) -> Type {
        Type { fill: ink::SOFT, ..self }
    }

    pub(super) const fn to(self, anchor: Anchor) -> Type {
        Type { anchor, ..self }
    }

    /// Returns the distance from one line to the next.
    pub(super) fn leading(self) -> f64 {
        (self.size * 1.25).round()
    }

    /// Returns about how wide a text is, set like this.
    pub(super) fn width(self, text: &str) -> f64 {
        words::width(text, self.size) * if self.bold { 1.06 } else { 1.0 }
    }

    /// Returns a text on lines of a width, set like this.
    pub(super) fn wrap(self, text: &str, room: f64, lines: usize) -> Vec<String> {
        words::wrap(text, self.size, if self.bold { room / 1.06 } else { room }, lines)
    }
}

/// The text of a picture while it is written.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    body: String,
}

impl Canvas {
    /// Writes SVG as it is. Numbers in it come from [`n`] and texts from nowhere.
    pub(super) fn raw(&mut self, svg: &str) {
        self.body.push_str(svg);
        self.body.push('\n');
    }

    pub(super) fn rect(&mut self, rect: Rect, attributes: &str) {
        let Rect { left, top, .. } = rect;
        self.raw(&format!(
            r#"<rect x="{}" y="{}" width="{}" height="{}" {attributes}/>"#,
            n(left),
            n(top),
            n(rect.width()),
            n(rect.height())
        ));
    }

    pub(super) fn line(&mut self, from: Point, to: Point, attributes: &str) {
        self.raw(&format!(
            r#"<line x1="{}" y1="{}" x2="{}" y2="{}" {attributes}/>"#,
            n(from.0),
            n(from.1),
            n(to.0),
            n(to.1)
        ));
    }

    pub(super) fn text(&mut self, (x, y): Point, kind: Type, text: &str) {
        let anchor = match kind.anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let weight = if kind.bold { r#" font-weight="600""# } else { "" };
        self.raw(&format!(
            r#"<text x="{}" y="{}" font-size="{}" fill="{}"{anchor}{weight}>{}</text>"#,
            n(x),
            n(y),
            n(kind.size),
            kind.fill,
            words::escape(text)
        ));
    }

    /// Writes lines of text, the first with its base line at the point. Returns the base line of the line after them.
    pub(super) fn lines(&mut self, (x, mut y): Point, kind: Type, lines: &[String]) -> f64 {
        for line in lines {
            self.text((x, y), kind, line);
            y += kind.leading();
        }
        y
    }

    /// Writes round dots of a diameter, in one path, which is small and does not darken where they overlap.
    pub(super) fn dots(&mut self, points: &[Point], diameter: f64, colour: &str) {
        if points.is_empty() {
            return;
        }
        let path: String = points.iter().map(|(x, y)| format!("M{} {}h0", n1(*x), n1(*y))).collect();
        self.raw(&format!(
            r#"<path d="{path}" fill="none" stroke="{colour}" stroke-width="{}" stroke-linecap="round"/>"#,
            n(diameter)
        ));
    }

    /// Returns the document: the picture on white, with what it shows in words.
    pub(super) fn finish(self, (width, height): Point, title: &str, telling: &str) -> String {
        let (width, height) = (n(width.ceil()), n(height.ceil()));
        let (title, telling) = (words::escape(title), words::escape(telling));
        format!(
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {w} {h}" width="{w}" height="{h}" "#,
                r#"font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, "#,
                r#"sans-serif">"#,
                "\n<title>{t}</title>\n<desc>{d}</desc>\n",
                r##"<rect x="0" y="0" width="{w}" height="{h}" fill="#fff"/>"##,
                "\n{b}</svg>\n"
            ),
            w = width,
            h = height,
            t = title,
            d = telling,
            b = self.body
        )
    }
}

/// Returns a number of pixels with at most two decimals.
pub(super) fn n(pixels: f64) -> String {
    decimals((pixels * 100.0).round() as i64, 100)
}

/// Returns a number of pixels with at most one decimal.
pub(super) fn n1(pixels: f64) -> String {
    decimals((pixels * 10.0).round() as i64, 10)
}

fn decimals(parts: i64, whole: i64) -> String {
    let sign = if parts < 0 { "-" } else { "" };
    let (number, rest) = (parts.abs() / whole, parts.abs() % whole);
    match (rest, whole) {
        (0, _) => format!("{sign}{number}"),
        (_, 10) => format!("{sign}{number}.{rest}"),
        (_, _) if rest % 10 == 0 => format!("{sign}{number}.{}", rest / 10),
        (_, _) => format!("{sign}{number}.{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_have_two_decimals_at_most() {
        assert_eq!([n(1.0), n(0.5), n(1.006), n(-0.001), n(-2.25)], ["1", "0.5", "1.01", "0", "-2.25"]);
        assert_eq!([n1(1.04), n1(0.25)], ["1", "0.3"]);
    }
}
