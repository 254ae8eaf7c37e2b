//! The frontier as a picture: from plain numbers to one SVG text.
//!
//! A picture is a pure function of its [`Plot`]: the same numbers give the same bytes. Two parties are a plane, three and
//! four a panel for each pair, five and more parallel axes. Whatever matters is told by shape, dash and words, so that a
//! print in black and white says the same. Colour only helps.
//!
//! Nothing in the input can break a picture. Values that are not numbers are left out and counted below it, texts are
//! cleaned and escaped, and what is too much to draw is thinned, with a line that says how many of how many are drawn.

mod canvas;
mod key;
mod matrix;
mod panel;
mod parallel;
mod place;
mod scale;
mod scene;
mod shape;
mod telling;
#[cfg(test)]
mod tests;
mod thin;
mod words;

/// Deals of a negotiation, what they are worth to each party, and what is to be pointed out among them.
///
/// A deal is a list of values, one for each of [`axes`](Plot::axes) and in their order. Deals with another number of
/// values, and deals with a value that is not a number, are left out of the picture and counted below it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plot {
    /// What the picture is called.
    pub title: String,
    /// What the reader has to know besides, printed below the picture.
    pub note: Option<String>,
    /// The parties, in the order of the values of a deal.
    pub axes: Vec<Axis>,
    /// The deals on the frontier: none is worth more to one party and no less to every other. Taken as given.
    pub frontier: Vec<Vec<f64>>,
    /// Other deals, drawn faintly. Parallel axes leave them out.
    pub deals: Vec<Vec<f64>>,
    /// Solutions and drafts. Those at the same place share one label, in this order.
    pub marks: Vec<Mark>,
}

/// A party as an axis. More is better for it.
///
/// The axis is drawn from `low` to `high`, and further where a deal or the walk-away value lies outside. Bounds that are
/// not numbers are taken from the deals.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Axis {
    /// The name of the party.
    pub party: String,
    /// The value at the lower end.
    pub low: f64,
    /// The value at the upper end.
    pub high: f64,
    /// What the party has without a deal. A deal worth as much, up to rounding, is not below it.
    pub walk_away: Option<f64>,
}

/// A deal to be pointed out.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// What it is called in the picture.
    pub label: String,
    /// What it is, which gives its shape and dash.
    pub kind: Kind,
    /// Its values, one for each party.
    pub values: Vec<f64>,
}

/// What a marked deal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The greatest product of gains over the walk-away values.
    Nash,
    /// Gains in proportion to the best that each party could hope for.
    KalaiSmorodinsky,
    /// The greatest gain of the party that gains least.
    Egalitarian,
    /// The greatest sum of values.
    Utilitarian,
    /// A deal that is on the table.
    Draft,
}

/// How deals are drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A plane for two parties, a panel for each pair of three or four, parallel axes otherwise.
    #[default]
    Auto,
    /// Parallel axes, whatever the number of parties.
    Parallel,
}

/// Returns the picture as an SVG document of at most two megabytes, on white, without scripts, styles, identifiers or
/// outside resources, so that it stands alone as a file and inside a page.
pub fn svg(plot: &Plot, form: Form) -> String {
    let parties = plot.axes.len();
    if form == Form::Auto && (2..=4).contains(&parties) {
        matrix::draw(&scene::Scene::new(plot, PANEL_LIMITS))
    } else {
        parallel::draw(&scene::Scene::new(plot, parallel_limits(parties)))
    }
}

/// How much of each kind is drawn at most.
#[derive(Debug, Clone, Copy)]
struct Limits {
    parties: usize,
    frontier: usize,
    deals: usize,
    marks: usize,
}

const PANEL_LIMITS: Limits = Limits { parties: 4, frontier: 3_000, deals: 6_000, marks: 40 };

/// Lines of a picture with parallel axes: fewer where each of them has more corners.
fn parallel_limits(parties: usize) -> Limits {
    let drawn = parties.clamp(1, 60);
    Limits { parties: 60, frontier: (45_000 / drawn).min(800), deals: 0, marks: 24 }
}
