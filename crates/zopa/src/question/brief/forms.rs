//! The same effect in another form: options that cross somebody's red line, and those beside them that make the same
//! fact true and cross none.

use crate::cite::Cite;
use crate::question::clash::{self, Clash};
use crate::session::Unaskable;
use schemars::JsonSchema;
use serde::Serialize;
use zopa_case::case::Case;
use zopa_case::draft::Settled;
use zopa_case::id::PointId;
use zopa_case::point::Point;
use zopa_case::view::View;

/// How many steps the solver may take for the clashes of the second question.
const STEPS_MAX: u64 = 10_000;

/// An option on the table that crosses a red line, and forms with the same effect that do not.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OtherForm {
    /// The point, by name.
    pub point: String,
    /// Its title.
    pub title: String,
    /// The option that crosses a red line, by title.
    pub option: String,
    /// The red lines that it crosses, by name.
    pub crosses: Vec<String>,
    /// Whose they are, in words.
    pub because: String,
    /// The drafts that have it, by title.
    pub drafts: Vec<String>,
    /// The fact that the others make true as well, by title.
    pub effect: String,
    /// Options with that effect that no single red line rules out, by title; each with the instruments that enact it.
    pub without_crossing: Vec<String>,
    /// Where the draft is on record.
    pub cite: Option<Cite>,
}

/// Returns the options of drafts that cross a red line where another option has the same effect and crosses none.
///
/// # Errors
/// When the case is larger than the engine takes.
pub(super) fn other_forms(view: &View<'_>, stuck: &Clash) -> Result<Vec<OtherForm>, Unaskable> {
    let case = view.case;
    let relaxed = view.red_lines().iter().any(|line| !line.relaxed_by.is_empty());
    let unrelaxed = if relaxed {
        // Only the dead options are wanted, so the search for clashes may end early.
        let options =
            clash::Options { dead: true, unrelaxed: true, steps_max: Some(STEPS_MAX), ..clash::Options::default() };
        clash::ask(view, &options)?
    } else {
        stuck.clone()
    };
    let mut found = Vec::new();
    for (at, point) in case.points.iter().enumerate() {
        for choice in 0..point.choices.len() {
            found.extend(other_form(view, (stuck, &unrelaxed), PointId(at), point, choice));
        }
    }
    Ok(found)
}

fn dead<'c>(stuck: &'c Clash, point: &Point, choice: usize) -> Option<&'c crate::question::clash::DeadOption> {
    let name = point.choice_name(choice);
    stuck.dead_options.iter().find(|dead| dead.point == point.name && dead.options.contains(&name))
}

/// `stuck` is the answer with offers in force, `unrelaxed` that without them.
fn other_form(
    view: &View<'_>,
    (stuck, unrelaxed): (&Clash, &Clash),
    id: PointId,
    point: &Point,
    choice: usize,
) -> Option<OtherForm> {
    let case = view.case;
    let crossing = dead(stuck, point, choice).filter(|dead| !dead.red_lines.is_empty())?;
    let (effect, others) = point.choices[choice].gives.iter().find_map(|fact| {
        let others: Vec<usize> = (0..point.choices.len())
            .filter(|&other| {
                other != choice && point.choices[other].gives.contains(fact) && dead(stuck, point, other).is_none()
            })
            .collect();
        (!others.is_empty()).then(|| (case.facts[fact.0].title.clone(), others))
    })?;
    let drafts: Vec<_> = view
        .drafts()
        .into_iter()
        .map(|(_, draft)| draft)
        .filter(|draft| {
            draft.clauses.iter().flat_map(|clause| &clause.settles).any(|settlement| {
                settlement.point == id && matches!(&settlement.at, at @ (Settled::Clean(_) | Settled::Bracket(_)) if at.choices().contains(&choice))
            })
        })
        .collect();
    if drafts.is_empty() {
        return None;
    }
    let form = |other: usize| {
        let terms = if dead(unrelaxed, point, other).is_some() { ", only on the terms of an offer" } else { "" };
        format!("“{}”{terms}", with_signatories(case, point, other))
    };
    Some(OtherForm {
        point: point.name.clone(),
        title: point.title.clone(),
        option: point.choice_title(choice),
        crosses: crossing.red_lines.clone(),
        because: crossing.because.clone(),
        cite: drafts.first().map(|draft| Cite::of(case, draft.site)),
        drafts: drafts.into_iter().map(|draft| draft.title.clone()).collect(),
        effect,
        without_crossing: others.into_iter().map(form).collect(),
    })
}

/// Returns the title of an option and who would sign what enacts it.
fn with_signatories(case: &Case, point: &Point, choice: usize) -> String {
    let title = point.choice_title(choice);
    let instruments: Vec<String> = point.choices[choice]
        .via
        .iter()
        .map(|id| {
            let instrument = &case.instruments[id.0];
            format!("{}, signed by {}", instrument.title, crate::standing::titles(case, &instrument.signed_by))
        })
        .collect();
    if instruments.is_empty() { title } else { format!("{title} ({})", instruments.join("; ")) }
}
