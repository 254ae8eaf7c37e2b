//! Two parties as one plane; three and four as a plane for each pair.

use super::canvas::{Canvas, Rect, Type};
use super::key::{self, MARGIN, Sign, Table};
use super::panel::{BOTTOM, LEFT, Panel, RIGHT, TOP};
use super::scene::Scene;
use super::telling;
use super::words::count;

/// Draws the planes.
pub(super) fn draw(scene: &Scene) -> String {
    let mut canvas = Canvas::default();
    let parties = scene.sides.len();
    let (wide, high) = match parties {
        2 => (640.0, 470.0),
        3 => (296.0, 250.0),
        _ => (220.0, 190.0),
    };
    let (cell_wide, cell_high) = (LEFT + wide + RIGHT, TOP + high + BOTTOM + if parties > 2 { 8.0 } else { 0.0 });
    let width = cell_wide * (parties - 1) as f64;
    let top = key::title(&mut canvas, scene, width);
    let mut unplaced = Vec::new();
    for up in 1..parties {
        for across in 0..up {
            let left = across as f64 * cell_wide + LEFT;
            let frame = Rect::new(left, top + (up - 1) as f64 * cell_high + TOP, wide, high);
            let panel = Panel { frame, across, up, small: parties > 2, numbered: parties > 3 };
            unplaced.extend(panel.draw(&mut canvas, scene));
        }
    }
    let all: Vec<usize> = (0..scene.spots.len()).collect();
    let (corner, room) = (cell_wide + LEFT - 4.0, (parties - 2) as f64 * cell_wide - LEFT);
    let beside = Table::new(scene, &all, !unplaced.is_empty(), room);
    let fits = parties > 2 && beside.height() < cell_high - 40.0;
    if fits && !all.is_empty() {
        canvas.text((corner, top + 18.0), Type::plain(11.5).soft(), "What they are worth to each party");
        beside.draw(&mut canvas, (corner, top + 30.0));
    }
    let mut bottom = top + cell_high * (parties - 1) as f64 + 18.0;
    bottom = key::signs(&mut canvas, &signs(scene), (bottom, width));
    if !fits {
        let below = Table::new(scene, &all, !unplaced.is_empty(), width - 2.0 * MARGIN);
        bottom = below.draw(&mut canvas, (MARGIN, bottom)) + 8.0;
    }
    bottom = key::notes(&mut canvas, scene, (bottom, width));
    let form = if parties == 2 { "A plane with the values of" } else { "A plane for each pair of" };
    canvas.finish((width, bottom), &scene.title, &telling::description(scene, form))
}

fn signs(scene: &Scene) -> Vec<(Sign, String)> {
    let pair = scene.sides.len() == 2;
    let mut signs = telling::frontier(scene, Sign::Dot, Sign::OpenDot, if pair { GUIDE } else { "" });
    match scene.deals.all {
        _ if scene.deals.drawn.is_empty() => {}
        1 => signs.push((Sign::FaintDot, "1 other deal".to_owned())),
        all => signs.push((Sign::FaintDot, format!("{} other packages", count(all)))),
    }
    let walks = scene.sides.iter().filter(|side| side.walk_away.is_some()).count();
    if walks > 1 {
        let whom = if pair { "both" } else { "both parties of a plane" };
        signs.push((Sign::Shade, format!("no worse than walking away for {whom}")));
    }
    signs
}

const GUIDE: &str = "; the line only guides the eye";
