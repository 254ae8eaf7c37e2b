//! How far apart are the sides, and who must move? The gap sheet: a row for each point that is not agreed.

mod distance;
mod page;
mod sheet;

pub use distance::{Distance, Reach};

use crate::cite::Cite;
use crate::page::State;
use crate::question::clash::{Clash, RedLineDetail, Zone};
use crate::question::grid::{self, GridRow};
use crate::session::Unaskable;
use crate::standing::{Standing, stuck};
use crate::words;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use zopa_case::id::PointId;
use zopa_case::view::View;

/// Of the moves that would free a point so many are told, from the cheapest.
const MOVES_SHOWN: usize = 3;

/// How far apart the sides are.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Gap {
    /// The title of the case.
    pub title: String,
    /// The day.
    pub as_of: String,
    /// The assumptions made, by name.
    pub assumptions: Vec<String>,
    /// Whether there is a deal that crosses no red line.
    pub zone: Zone,
    /// Whether every blocked point and every move was found; if not, the budget of solver steps ended first.
    pub complete: bool,
    /// How many points are agreed and left out.
    pub agreed: usize,
    /// The points, in the order of the record.
    pub points: Vec<GapPoint>,
}

/// How far apart the sides are on a point.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GapPoint {
    /// The point and how far it is from being settled.
    #[serde(flatten)]
    pub standing: Standing,
    /// How far apart the sides are on this point alone.
    pub distance: Distance,
    /// Who must move: each of these ways would do as far as this point is concerned.
    pub ways: Vec<Way>,
    /// What each side holds.
    pub sides: Vec<Side>,
    /// The conditional offers on record.
    pub offers: Vec<Offer>,
}

/// A way out: these move, and nobody else has to.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Way {
    /// Who must move.
    pub parties: Vec<String>,
    /// How, in words.
    pub how: String,
}

/// What a side holds on a point.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Side {
    /// The party.
    pub party: String,
    /// What it holds, a line for each.
    pub holds: Vec<String>,
    /// Where it is on record.
    pub cites: Vec<Cite>,
}

/// A conditional offer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Offer {
    /// The party.
    pub party: String,
    /// The offer, in words.
    pub words: String,
    /// Where it is on record.
    pub cite: Cite,
}

/// Answers the question. Points that are agreed are left out unless they are asked for.
///
/// # Errors
/// When there is no such chapter or party, or the case is larger than the engine takes.
pub fn ask(view: &View<'_>, options: &grid::Options) -> Result<Gap, Unaskable> {
    let case = view.case;
    let stuck = stuck(view, options.steps_max)?;
    let grid = grid::told(view, options, &stuck)?;
    let measuring = distance::Measuring::new(view);
    let moves = moves_by_point(view, &stuck);
    let agreed = grid.rows.iter().filter(|row| row.standing.state == State::Agreed).count();
    let is_left_out = |row: &GridRow| options.states.is_empty() && row.standing.state == State::Agreed;
    let mut points = Vec::new();
    for row in grid.rows.into_iter().filter(|row| !is_left_out(row)) {
        let Some(id) = case.points.iter().position(|point| point.name == row.standing.point).map(PointId) else {
            continue;
        };
        let distance = measuring.measure(id);
        let ways = ways(view, &row.standing, &distance, moves.get(row.standing.point.as_str()));
        let offers = offers(&row);
        let sides = row.cells.into_iter().map(side).collect();
        points.push(GapPoint { standing: row.standing, distance, ways, sides, offers });
    }
    Ok(Gap {
        title: case.title.clone(),
        as_of: view.as_of.to_string(),
        assumptions: view.assumptions.iter().map(|assumption| assumption.name.clone()).collect(),
        zone: stuck.zone,
        complete: stuck.complete,
        agreed: if options.states.is_empty() { agreed } else { 0 },
        points,
    })
}

/// Returns for each point the moves with a red line about it, in words, cheapest first.
fn moves_by_point<'q>(view: &View<'_>, stuck: &'q Clash) -> BTreeMap<&'q str, Vec<Way>> {
    let case = view.case;
    let lines: BTreeMap<&str, &RedLineDetail> = stuck
        .clash_details
        .iter()
        .flat_map(|detail| &detail.red_lines)
        .map(|line| (line.name.as_str(), line))
        .collect();
    let mut found: BTreeMap<&str, Vec<Way>> = BTreeMap::new();
    for each in &stuck.moves {
        let told: Vec<String> = each
            .red_lines
            .iter()
            .map(|name| {
                let Some(line) = lines.get(name.as_str()) else { return name.clone() };
                let far = each.how_far.iter().find(|far| far.red_line == *name);
                let far = far.map(|far| format!(", as far as “{}”", far.words)).unwrap_or_default();
                format!("{} on “{}”{far}", words::party_title(case, &line.party), line.words)
            })
            .collect();
        let way = Way { parties: each.parties.clone(), how: told.join("; ") };
        let mut points: Vec<&str> = Vec::new();
        for name in &each.red_lines {
            let own = lines.get(name.as_str()).into_iter().flat_map(|line| &line.points).map(String::as_str);
            points.extend(own);
        }
        points.sort_unstable();
        points.dedup();
        for point in points {
            let ways = found.entry(point).or_default();
            if ways.len() < MOVES_SHOWN {
                ways.push(way.clone());
            }
        }
    }
    found
}

fn ways(view: &View<'_>, standing: &Standing, distance: &Distance, moves: Option<&Vec<Way>>) -> Vec<Way> {
    let case = view.case;
    let listed = |names: &[String]| {
        let titles: Vec<&str> = names.iter().map(|name| words::party_title(case, name)).collect();
        crate::standing::listed(&titles)
    };
    match standing.state {
        State::Agreed => Vec::new(),
        State::Blocked => moves.cloned().unwrap_or_default(),
        State::Close if standing.parties.is_empty() => {
            let parties: Vec<String> = case.principals().map(|party| case.party(party).name.clone()).collect();
            vec![Way { how: format!("{} to confirm", listed(&parties)), parties }]
        }
        State::Close => {
            vec![Way { how: format!("{} to confirm", listed(&standing.parties)), parties: standing.parties.clone() }]
        }
        State::Open if distance.reach == Reach::Apart => {
            let parties = distance.between.clone();
            let how = match parties.len() {
                2 => format!("{}, one or both", listed(&parties)),
                _ => format!("at least one of {}", listed(&parties)),
            };
            vec![Way { parties, how }]
        }
        State::Open => Vec::new(),
    }
}

fn side(cell: grid::GridCell) -> Side {
    Side {
        party: cell.party,
        holds: cell.held.iter().map(|held| held.text.clone()).collect(),
        cites: cell.held.into_iter().map(|held| held.cite).collect(),
    }
}

fn offers(row: &GridRow) -> Vec<Offer> {
    use crate::cell::Holding;
    let mut found = Vec::new();
    for cell in &row.cells {
        for held in &cell.held {
            if matches!(held.holding, Holding::Offers | Holding::Accepts) && held.conditional {
                let (party, words, cite) = (cell.party.clone(), held.words.clone(), held.cite.clone());
                found.push(Offer { party, words, cite });
            }
        }
    }
    found
}
