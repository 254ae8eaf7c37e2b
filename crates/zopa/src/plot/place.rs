//! Where a label goes: beside its point, over as little else as can be, and never over another label or mark.

use super::canvas::{Point, Rect};

/// A part of a picture on which labels are placed one after the other.
#[derive(Debug)]
pub(super) struct Board {
    bounds: Rect,
    taken: Vec<Rect>,
    columns: usize,
    cells: Vec<f32>,
}

/// Where a label stands, and its leader where it stands apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) rect: Rect,
    pub(super) leader: Option<(Point, Point)>,
    /// Whether something is drawn below it.
    pub(super) covers: bool,
}

const CELL: f64 = 4.0;
const DISTANCES: [f64; 10] = [0.0, 6.0, 14.0, 24.0, 36.0, 52.0, 74.0, 100.0, 140.0, 190.0];
/// Directions from the point, the ones where a frontier leaves room first.
const DIRECTIONS: [Point; 12] = [
    (1.0, -1.0),
    (1.0, 0.0),
    (0.0, -1.0),
    (-1.0, -1.0),
    (-1.0, 0.0),
    (1.0, 1.0),
    (-1.0, 1.0),
    (0.0, 1.0),
    (0.5, -1.0),
    (-0.5, -1.0),
    (0.5, 1.0),
    (-0.5, 1.0),
];

impl Board {
    /// Returns an empty board. Labels stay within its bounds.
    pub(super) fn new(bounds: Rect) -> Board {
        let columns = (bounds.width().max(1.0) / CELL).ceil() as usize;
        let rows = (bounds.height().max(1.0) / CELL).ceil() as usize;
        Board { bounds, taken: Vec::new(), columns, cells: vec![0.0; columns * rows] }
    }

    /// Says that something is drawn at a point, which a label had better not cover.
    pub(super) fn ink(&mut self, at: Point, weight: f32) {
        if let Some(cell) = self.cell(at) {
            self.cells[cell] = self.cells[cell].max(weight);
        }
    }

    /// Says that a line is drawn.
    pub(super) fn ink_line(&mut self, from: Point, to: Point, weight: f32) {
        for at in along(from, to) {
            self.ink(at, weight);
        }
    }

    /// Says that nothing else may be placed here.
    pub(super) fn take(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// Says whether a rectangle is within bounds and over nothing that is taken.
    pub(super) fn is_free(&self, rect: Rect) -> bool {
        self.bounds.contains(rect) && !self.taken.iter().any(|taken| taken.overlaps(rect))
    }

    /// Returns how much of a rectangle is drawn upon, from none (0) to all of it with the heaviest ink (1).
    pub(super) fn cover(&self, rect: Rect) -> f64 {
        let (mut sum, mut cells) = (0.0, 0.0f64);
        let mut y = rect.top;
        while y < rect.bottom {
            let mut x = rect.left;
            while x < rect.right {
                sum += self.cell((x, y)).map_or(0.0, |cell| f64::from(self.cells[cell]));
                cells += 1.0;
                x += CELL;
            }
            y += CELL;
        }
        sum / cells.max(1.0)
    }

    /// Places a label of a width and height near a point, outside a reach around it, and takes its place. Returns nothing
    /// where there is no room.
    pub(super) fn place(&mut self, point: Point, reach: f64, size: Point) -> Option<Place> {
        let mut best: Option<(f64, Place)> = None;
        // What a number covers matters less than that it stands at its mark.
        let heavy = 90.0 * (size.0 / 60.0).min(1.0);
        for (rank, direction) in DIRECTIONS.iter().enumerate() {
            for distance in DISTANCES {
                let place = self.beside(point, *direction, reach + 3.0 + distance, size);
                if !self.is_free(place.rect) {
                    continue;
                }
                let crossed = place.leader.map_or(0.0, |(from, to)| self.crossed(from, to));
                let covered = self.cover(place.rect);
                let cost = covered * heavy + distance * 0.45 + rank as f64 * 0.8 + crossed;
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, Place { covers: covered > 0.0, ..place }));
                }
            }
        }
        let (_, place) = best?;
        self.taken.push(place.rect);
        if let Some((from, to)) = place.leader {
            self.taken.extend(along(from, to).map(|at| Rect::around(at, 0.5)));
        }
        Some(place)
    }

    fn beside(&self, point: Point, (dx, dy): Point, distance: f64, (width, height): Point) -> Place {
        let corner = dx.abs() > 0.75 && dy.abs() > 0.75;
        let far = if corner { distance * 0.75 } else { distance };
        let (x, y) = (point.0 + dx * far, point.1 + dy * far);
        let rect = Rect::new(x - width * (1.0 - dx) / 2.0, y - height * (1.0 - dy) / 2.0, width, height);
        let end = rect.nearest(point);
        let apart = (end.0 - point.0).hypot(end.1 - point.1);
        Place { rect, leader: (apart > 14.0).then_some((point, end)), covers: false }
    }

    /// Returns the cost of a leader over what is taken by others: its own mark is at its start.
    fn crossed(&self, from: Point, to: Point) -> f64 {
        let own = |rect: &Rect| rect.overlaps(Rect::around(from, 1.0));
        let others: Vec<&Rect> = self.taken.iter().filter(|rect| !own(rect)).collect();
        let hits = along(from, to).filter(|&at| others.iter().any(|rect| rect.overlaps(Rect::around(at, 0.5)))).count();
        hits as f64 * 40.0
    }

    fn cell(&self, (x, y): Point) -> Option<usize> {
        let inside = x >= self.bounds.left && x < self.bounds.right && y >= self.bounds.top && y < self.bounds.bottom;
        let column = ((x - self.bounds.left) / CELL) as usize;
        let row = ((y - self.bounds.top) / CELL) as usize;
        inside.then_some(row * self.columns + column).filter(|&cell| cell < self.cells.len())
    }
}

/// Returns points along a line, a cell apart.
fn along(from: Point, to: Point) -> impl Iterator<Item = Point> {
    let length = (to.0 - from.0).hypot(to.1 - from.1);
    let steps = (length / CELL).ceil().max(1.0);
    (0..=steps as usize).map(move |step| {
        let share = step as f64 / steps;
        (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
    })
}

/// Moves heights apart until none is nearer to the next than a gap, between a top and a bottom. Returns them in the order
/// given; where there is no room for all, the last ones of the order get none.
pub(super) fn spread(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<Option<f64>> {
    let mut fitting = 0;
    let mut used = 0.0;
    while fitting < wanted.len() && used + wanted[fitting].1 <= bottom - top {
        used += wanted[fitting].1;
        fitting += 1;
    }
    let mut order: Vec<usize> = (0..fitting).collect();
    order.sort_by(|&a, &b| wanted[a].0.total_cmp(&wanted[b].0).then(a.cmp(&b)));
    let mut middles: Vec<Option<f64>> = vec![None; wanted.len()];
    let mut least = top;
    for &at in &order {
        let (middle, height) = wanted[at];
        let placed = middle.max(least + height / 2.0);
        middles[at] = Some(placed);
        least = placed + height / 2.0;
    }
    let mut most = bottom;
    for &at in order.iter().rev() {
        let height = wanted[at].1;
        let placed = middles[at].unwrap_or(most).min(most - height / 2.0);
        middles[at] = Some(placed);
        most = placed - height / 2.0;
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_apart_and_within_bounds() {
        let bounds = Rect::new(0.0, 0.0, 400.0, 300.0);
        let mut board = Board::new(bounds);
        let points: Vec<Point> = (0..12).map(|at| (180.0 + f64::from(at) * 3.0, 150.0)).collect();
        for point in &points {
            board.take(Rect::around(*point, 5.0));
        }
        let placed: Vec<Rect> =
            points.iter().filter_map(|point| board.place(*point, 5.0, (70.0, 13.0))).map(|place| place.rect).collect();
        assert_eq!(placed.len(), 12);
        for (at, one) in placed.iter().enumerate() {
            assert!(bounds.contains(*one));
            assert!(placed[at + 1..].iter().all(|other| !one.overlaps(*other)));
            assert!(points.iter().all(|point| !one.overlaps(Rect::around(*point, 5.0))));
        }
    }

    #[test]
    fn a_label_too_large_for_the_board_has_no_place() {
        let mut board = Board::new(Rect::new(0.0, 0.0, 40.0, 30.0));
        assert!(board.place((20.0, 15.0), 5.0, (70.0, 13.0)).is_none());
    }

    #[test]
    fn heights_are_spread_within_their_room() {
        let found = spread(&[(50.0, 13.0), (50.0, 13.0), (99.0, 13.0)], 0.0, 100.0);
        assert_eq!(found, [Some(50.0), Some(63.0), Some(93.5)]);
        assert_eq!(spread(&[(5.0, 60.0), (5.0, 60.0)], 0.0, 100.0), [Some(30.0), None]);
    }
}
