//! A draft or package that one asks about.

use crate::lower::within;
use crate::session::Unaskable;
use crate::settle::{draft, settlements};
use zopa_case::view::View;
use zopa_engine::Formula;

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
    pub(crate) fn title(&self, view: &View<'_>) -> String {
        match self {
            Target::Draft(name) => match draft(view, name) {
                Ok(id) => view.case.drafts[id.0].title.clone(),
                Err(_) => name.clone(),
            },
            Target::Package(text) => text.clone(),
        }
    }

    /// Returns a formula for each point that it settles.
    pub(crate) fn formulas(&self, view: &View<'_>) -> Result<Vec<Formula>, Unaskable> {
        match self {
            Target::Draft(name) => {
                let draft = &view.case.drafts[draft(view, name)?.0];
                let settles = draft.clauses.iter().flat_map(|clause| &clause.settles);
                Ok(settles.map(|settlement| within(settlement.point, settlement.at.choices())).collect())
            }
            Target::Package(text) => {
                Ok(settlements(view, text)?.into_iter().map(|(point, choice)| within(point, [choice])).collect())
            }
        }
    }
}
