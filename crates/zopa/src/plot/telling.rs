//! What a picture shows, in words.

use super::scene::{Scene, Side};
use super::words::{count, fit, list};

/// How many marks are told one by one.
const MARKS_MAX: usize = 12;
/// How many parties are named one by one.
const PARTIES_MAX: usize = 12;
/// How long the name of a party is beside a value, in pixels of small text.
const NAME_MAX: f64 = 210.0;

/// Returns the description of a picture for those who do not see it.
pub(super) fn description(scene: &Scene, form: &str) -> String {
    let mut told = vec![format!("{form} {}.", parties(scene))];
    let frontier = scene.frontier_all();
    told.push(format!("{} on the frontier and {}.", deals(frontier), other_deals(scene.deals.all)));
    let walks: Vec<String> = scene.sides.iter().take(PARTIES_MAX).filter_map(walk_away).collect();
    if !walks.is_empty() {
        told.push(format!("Walk-away values: {}.", walks.join(", ")));
    }
    if scene.has_walk_away() && frontier > 0 {
        let (reached, all) = (count(scene.frontier.all), count(frontier));
        told.push(format!("In {reached} of {all} deals on the frontier no party is below its walk-away value."));
    }
    for group in scene.groups(&scene.axes()).iter().take(MARKS_MAX) {
        told.push(format!("{}: {}.", group.label, values(scene, scene.spots[group.spots[0]].values)));
    }
    told.extend(notes(scene));
    told.join(" ")
}

fn parties(scene: &Scene) -> String {
    let mut names: Vec<String> = scene.sides.iter().take(PARTIES_MAX).map(|side| side.name.clone()).collect();
    match scene.sides.len() + scene.sides_hidden - names.len() {
        0 if names.is_empty() => return "no parties".to_owned(),
        0 => {}
        more => names.push(format!("{} more", count(more))),
    }
    list(&names)
}

fn walk_away(side: &Side) -> Option<String> {
    side.walk_away.map(|value| format!("{} {}", side.name, side.range.digits(value)))
}

/// Returns the values of a deal by party, each to stay on one line.
pub(super) fn values(scene: &Scene, deal: &[f64]) -> String {
    let shown = scene.sides.iter().zip(deal).take(PARTIES_MAX);
    let one = |(side, value): (&Side, &f64)| {
        let name = fit(&side.name, 10.5, NAME_MAX).replace(' ', "\u{a0}");
        format!("{name}\u{a0}{}", side.range.value(*value))
    };
    shown.map(one).collect::<Vec<_>>().join(", ")
}

/// Returns what the deals on the frontier look like, those below a walk-away value apart, and what the frontier is.
pub(super) fn frontier<S>(scene: &Scene, reached: S, below: S, more: &str) -> Vec<(S, String)> {
    let mut signs = Vec::new();
    let mut meaning = format!(": no party can do better without another doing worse{more}");
    if scene.frontier.all > 0 {
        signs.push((reached, format!("{} on the frontier{}", deals(scene.frontier.all), std::mem::take(&mut meaning))));
    }
    if scene.below.all > 0 {
        let whom = if scene.sides.len() == 2 { "a party" } else { "some party" };
        signs.push((
            below,
            format!("{} on the frontier below the walk-away of {whom}{meaning}", deals(scene.below.all)),
        ));
    }
    signs
}

/// Returns what a reader has to know of what is not drawn.
pub(super) fn notes(scene: &Scene) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(scene.note.clone());
    let drawn = scene.frontier.drawn.len() + scene.below.drawn.len();
    if drawn < scene.frontier_all() {
        notes.push(format!("{} of {} are drawn.", count(drawn), deals_on_frontier(scene)));
    }
    if scene.deals.all > scene.deals.drawn.len() {
        notes.push(match scene.deals.drawn.len() {
            0 => format!("{} not drawn.", is_are(scene.deals.all, "other package is", "other packages are")),
            drawn => format!("{} of {} other packages are drawn.", count(drawn), count(scene.deals.all)),
        });
    }
    if scene.spots_hidden > 0 {
        notes.push(format!("{} not drawn.", is_are(scene.spots_hidden, "more mark is", "more marks are")));
    }
    if scene.sides_hidden > 0 {
        notes.push(format!("{} not drawn.", is_are(scene.sides_hidden, "more party is", "more parties are")));
    }
    if scene.left_out > 0 {
        let left_out = is_are(scene.left_out, "deal or mark is", "deals or marks are");
        notes.push(format!("{left_out} left out: a value for each party is needed, and it has to be a number."));
    }
    notes
}

fn is_are(number: usize, one: &str, more: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { more })
}

/// Returns a number of deals in words.
fn deals(number: usize) -> String {
    is_are(number, "deal", "deals")
}

fn other_deals(number: usize) -> String {
    is_are(number, "other package", "other packages")
}

fn deals_on_frontier(scene: &Scene) -> String {
    format!("{} deals on the frontier", count(scene.frontier_all()))
}
