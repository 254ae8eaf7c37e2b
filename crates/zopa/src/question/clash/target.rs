//! A draft or package that one asks about.

use crate::lower::within;
use crate::session::Unaskable;
use std::collections::BTreeSet;
use zopa_case::id::{DraftId, PointId};
use zopa_case::names::Meaning;
use zopa_case::view::View;
use zopa_engine::Formula;
use zopa_syntax::form::Space;

/// A draft or package that one asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A draft, by name: clean clauses are fixed, brackets leave their alternatives, silence leaves all.
    Draft(String),
    /// A package, or a part of one: `point = choice`, separated by commas.
    Package(String),
}

impl Target {
    /// Returns what it is called.
    pub(super) fn title(&self, view: &View<'_>) -> String {
        match self {
            Target::Draft(name) => match draft(view, name) {
                Ok(id) => view.case.drafts[id.0].title.clone(),
                Err(_) => name.clone(),
            },
            Target::Package(text) => text.clone(),
        }
    }

    /// Returns a formula for each point that it settles.
    pub(super) fn formulas(&self, view: &View<'_>) -> Result<Vec<Formula>, Unaskable> {
        match self {
            Target::Draft(name) => {
                let draft = &view.case.drafts[draft(view, name)?.0];
                let settles = draft.clauses.iter().flat_map(|clause| &clause.settles);
                Ok(settles.map(|settlement| within(settlement.point, settlement.at.choices())).collect())
            }
            Target::Package(text) => {
                let mut named = BTreeSet::new();
                let mut formulas = Vec::new();
                for part in text.split(',') {
                    let point = part.split('=').next().unwrap_or_default().trim();
                    if !named.insert(point) {
                        return Err(Unaskable::new(format!("`{point}` is settled twice")));
                    }
                    formulas.push(settled(view, part)?);
                }
                Ok(formulas)
            }
        }
    }
}

fn draft(view: &View<'_>, name: &str) -> Result<DraftId, Unaskable> {
    match view.case.names.get(Space::Draft, name).map(|declared| declared.meaning) {
        Some(Meaning::Draft(id)) if view.sees(view.case.drafts[id.0].date) => Ok(id),
        Some(Meaning::Draft(_)) => {
            Err(Unaskable::new(format!("the draft `{name}` was not on the table by {}", view.as_of)))
        }
        _ => Err(Unaskable::unknown("draft", name, view.case.drafts.iter().map(|draft| draft.name.as_str()))),
    }
}

fn settled(view: &View<'_>, part: &str) -> Result<Formula, Unaskable> {
    let (point, choice) = part
        .split_once('=')
        .map(|(point, choice)| (point.trim(), choice.trim()))
        .ok_or_else(|| Unaskable::new(format!("expected `point = choice`, found `{}`", part.trim())))?;
    let points = view.case.points.iter();
    let at = points.clone().position(|declared| declared.name == point);
    let at = at.ok_or_else(|| Unaskable::unknown("point", point, points.map(|declared| declared.name.as_str())))?;
    let names: Vec<String> =
        (0..view.case.points[at].choices.len()).map(|index| view.case.points[at].choice_name(index)).collect();
    match names.iter().position(|name| name == choice) {
        Some(choice) => Ok(within(PointId(at), [choice])),
        None => {
            let shown = names.iter().take(20).map(String::as_str);
            Err(Unaskable::unknown(&format!("choice of `{point}`"), choice, shown))
        }
    }
}
