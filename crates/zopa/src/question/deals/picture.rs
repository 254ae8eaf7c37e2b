//! The deals as a picture.

use super::solve::Solve;
use super::{Deal, Deals, Options};
use crate::plot::{Axis, Form, Kind, Mark, Plot, svg};
use crate::question::lean;
use crate::session::Unaskable;
use zopa_case::view::View;
use zopa_engine::sample_packages;

/// How many packages off the frontier are drawn, at random.
const DRAWN: usize = 3_000;

/// What they are drawn with, so that the picture is always the same.
const SEED: u64 = 1;

/// Returns an answer as an SVG picture: the frontier with other deals, the drafts that settle all that matters, the
/// solutions and the walk-away values.
///
/// # Errors
/// When no values are known.
pub fn picture(answer: &Deals, view: &View<'_>, options: &Options) -> Result<String, Unaskable> {
    if answer.parties.is_empty() {
        return Err(Unaskable {
            message: "there is nothing to draw: no values are known exactly".to_string(),
            hint: Some("give a principal a `value` entry".to_string()),
        });
    }
    let solve = Solve::new(view, options)?;
    let mut packages = solve.zone().map(|zone| sample_packages(zone.diagram(), DRAWN, SEED)).unwrap_or_default();
    packages.sort_unstable();
    packages.dedup();
    let axes = answer.parties.iter().map(|party| {
        let (low, high) = party.range.unwrap_or((f64::NAN, f64::NAN));
        Axis { party: party.title.clone(), low, high, walk_away: party.walk_away }
    });
    let solutions = [
        ("Nash", Kind::Nash, &answer.solutions.nash),
        ("Kalai–Smorodinsky", Kind::KalaiSmorodinsky, &answer.solutions.kalai_smorodinsky),
        ("Egalitarian", Kind::Egalitarian, &answer.solutions.egalitarian),
        ("Utilitarian", Kind::Utilitarian, &answer.solutions.utilitarian),
    ];
    let mark = |label: &str, kind, deal: &Deal| Mark { label: label.to_string(), kind, values: deal.values.clone() };
    let mut marks: Vec<Mark> =
        solutions.iter().flat_map(|(label, kind, deals)| deals.iter().map(|deal| mark(label, *kind, deal))).collect();
    marks.extend(drafts(answer, view)?);
    let plot = Plot {
        title: format!("{}: what the parties can reach", view.case.title),
        note: Some("Values are the analyst's assumptions, on the scale of each party.".to_string()),
        axes: axes.collect(),
        frontier: answer.frontier.points.iter().map(|deal| deal.values.clone()).collect(),
        deals: packages.iter().map(|package| solve.worth(package)).collect(),
        marks,
    };
    Ok(svg(&plot, Form::Auto))
}

/// Returns the drafts on the table that settle all that matters to the parties drawn.
fn drafts(answer: &Deals, view: &View<'_>) -> Result<Vec<Mark>, Unaskable> {
    let judged = lean::ask(view, &lean::Options::default())?;
    let marks = judged.drafts.iter().filter_map(|draft| {
        let values = answer.parties.iter().map(|party| {
            let judged = draft.parties.iter().find(|judged| judged.party == party.party)?;
            judged.value.as_ref().filter(|value| value.least >= value.most).map(|value| value.least)
        });
        let values: Option<Vec<f64>> = values.collect();
        Some(Mark { label: draft.title.clone(), kind: Kind::Draft, values: values? })
    });
    Ok(marks.collect())
}
