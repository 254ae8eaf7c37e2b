//! Who must do what, when, and under which instrument? The implementation matrix of what is agreed, or of a draft.

mod page;
mod sheet;
mod timetable;

pub use timetable::{Due, StepRow};

use crate::cell::{self, Titles};
use crate::cite::Cite;
use crate::page::State;
use crate::session::Unaskable;
use crate::settle;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use zopa_case::actor::Role;
use zopa_case::case::Case;
use zopa_case::draft::Settled;
use zopa_case::id::{InstrumentId, PartyId, PointId};
use zopa_case::point::Reversibility;
use zopa_case::view::{Confirmed, View};
use zopa_syntax::span::Span;

/// What to ask.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The draft whose obligations are asked for; nothing for what is agreed.
    pub draft: Option<String>,
}

/// Who must do what.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Obligations {
    /// The title of the case.
    pub title: String,
    /// The day.
    pub as_of: String,
    /// The assumptions made, by name.
    pub assumptions: Vec<String>,
    /// The draft asked about, by title.
    pub draft: Option<String>,
    /// The points: those that the draft settles, in its order; or all of them, as far as they are agreed.
    pub rows: Vec<Obligation>,
    /// The steps that the instruments need at home.
    pub steps: Vec<StepRow>,
    /// The deadlines, by date.
    pub deadlines: Vec<Due>,
}

/// A settlement and what comes with it. What the record does not say is left out.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Obligation {
    /// The point, by name.
    pub point: String,
    /// Its title.
    pub title: String,
    /// The heading under which it stands.
    pub chapter: Option<String>,
    /// The number of the clause in the draft.
    pub clause: Option<String>,
    /// The settlement, in the words of the case; nothing where there is none.
    pub settlement: Option<String>,
    /// Whether every principal has confirmed this settlement.
    pub agreed: bool,
    /// The instruments that enact it, by title.
    pub instruments: Vec<String>,
    /// What must happen before it binds.
    pub triggers: Vec<String>,
    /// When: the date that the settlement names, and the earliest day on which its instruments can bind.
    pub timing: Vec<String>,
    /// Who is bound: the signatories of the instruments, by title.
    pub responsible: Vec<String>,
    /// Who guarantees the instruments, by title.
    pub guarantors: Vec<String>,
    /// Who witnesses them, by title.
    pub witnesses: Vec<String>,
    /// What else the record says: the legal form, how hard it is to undo, what is reserved.
    pub remarks: Vec<String>,
    /// Where the settlement is on record.
    pub cite: Option<Cite>,
}

/// Answers the question.
///
/// # Errors
/// When there is no such draft.
pub fn ask(view: &View<'_>, options: &Options) -> Result<Obligations, Unaskable> {
    let case = view.case;
    let asking = Asking { view, titles: Titles::of(case), confirmed: view.confirmed(), timetable: timetable::of(view) };
    let draft = options.draft.as_deref().map(|name| settle::draft(view, name)).transpose()?;
    let draft = draft.map(|id| &case.drafts[id.0]);
    let rows = match draft {
        Some(draft) => {
            let clauses = draft.clauses.iter().flat_map(|clause| clause.settles.iter().map(move |each| (clause, each)));
            clauses
                .map(|(clause, each)| {
                    let own = Own { clause: Some(clause.label.clone()), moved_to: clause.moved_to };
                    asking.row(each.point, Some((&each.at, each.site)), own)
                })
                .collect()
        }
        None => (0..case.points.len())
            .map(PointId)
            .map(|id| {
                let agreed = asking.agreed(id).map(|confirmed| (&confirmed.settlement.at, confirmed.settlement.site));
                asking.row(id, agreed, Own::default())
            })
            .collect(),
    };
    Ok(Obligations {
        title: case.title.clone(),
        as_of: view.as_of.to_string(),
        assumptions: view.assumptions.iter().map(|assumption| assumption.name.clone()).collect(),
        draft: draft.map(|draft| draft.title.clone()),
        rows,
        steps: asking.timetable.steps,
        deadlines: timetable::deadlines(view),
    })
}

/// What a clause of a draft adds.
#[derive(Debug, Clone, Default)]
struct Own {
    clause: Option<String>,
    moved_to: Option<InstrumentId>,
}

struct Asking<'q, 'a> {
    view: &'q View<'a>,
    titles: Titles<'a>,
    confirmed: BTreeMap<(PointId, PartyId), Confirmed<'a>>,
    timetable: timetable::Timetable,
}

impl<'a> Asking<'_, 'a> {
    /// Returns a confirmation of a point where every principal has confirmed the same.
    fn agreed(&self, id: PointId) -> Option<&Confirmed<'a>> {
        let mut found: Option<&Confirmed<'a>> = None;
        for party in self.view.case.principals() {
            let confirmed = self.confirmed.get(&(id, party))?;
            let Settled::Clean(choice) = &confirmed.settlement.at else { return None };
            match found.map(|first| &first.settlement.at) {
                Some(Settled::Clean(first)) if first != choice => return None,
                Some(_) => {}
                None => found = Some(confirmed),
            }
        }
        found
    }

    fn row(&self, id: PointId, settled: Option<(&Settled, Span)>, own: Own) -> Obligation {
        let case = self.view.case;
        let point = case.point(id);
        let choices = settled.map(|(at, _)| at.choices()).unwrap_or_default();
        let instruments = self.instruments(id, &choices, own.moved_to);
        let agreed = self.agreed(id).map(|confirmed| &confirmed.settlement.at);
        let is_agreed = settled.is_some_and(|(at, _)| agreed == Some(at));
        let actors = |pick: fn(&zopa_case::point::Instrument) -> &Vec<PartyId>| {
            let mut parties: Vec<PartyId> =
                instruments.iter().flat_map(|id| pick(&case.instruments[id.0])).copied().collect();
            parties.sort_unstable();
            parties.dedup();
            parties.into_iter().map(|party| case.party(party).title.clone()).collect::<Vec<String>>()
        };
        Obligation {
            point: point.name.clone(),
            title: point.title.clone(),
            chapter: point.chapter.clone(),
            clause: own.clause,
            settlement: settled.map(|(at, _)| cell::settled(&self.titles, id, at)),
            agreed: is_agreed,
            instruments: instruments.iter().map(|id| case.instruments[id.0].title.clone()).collect(),
            triggers: self.timetable.triggers(&instruments),
            timing: self.timing(id, &choices, &instruments),
            responsible: actors(|instrument| &instrument.signed_by),
            guarantors: actors(|instrument| &instrument.guaranteed_by),
            witnesses: actors(|instrument| &instrument.witnessed_by),
            remarks: self.remarks(id, settled.map(|(at, _)| at), is_agreed, &instruments),
            cite: settled.map(|(_, site)| Cite::of(case, site)),
        }
    }

    fn instruments(&self, id: PointId, choices: &[usize], moved_to: Option<InstrumentId>) -> Vec<InstrumentId> {
        let point = self.view.case.point(id);
        let mut found: Vec<InstrumentId> =
            choices.iter().flat_map(|&choice| &point.choices[choice].via).copied().chain(moved_to).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn timing(&self, id: PointId, choices: &[usize], instruments: &[InstrumentId]) -> Vec<String> {
        use zopa_case::point::At;
        let point = self.view.case.point(id);
        let dates = choices.iter().filter_map(|&choice| match &point.choices[choice].at {
            At::Date(date, _) => Some(date.to_string()),
            At::Number(_) | At::Option { .. } => None,
        });
        dates.chain(self.timetable.earliest(self.view.case, instruments)).collect()
    }

    fn remarks(
        &self,
        id: PointId,
        settled: Option<&Settled>,
        agreed: bool,
        instruments: &[InstrumentId],
    ) -> Vec<String> {
        let case = self.view.case;
        let mut said = Vec::new();
        let Some(settled) = settled else { return said };
        if let Settled::Bracket(_) = settled {
            said.push("not settled: alternatives in brackets".to_string());
        }
        if let Settled::Clean(choice) = settled {
            let choice = &case.point(id).choices[*choice];
            said.extend(choice.reversibility.map(|how| undone(how).to_string()));
            said.extend(choice.form.as_ref().map(|form| format!("form: {}", form.replace('-', " "))));
        }
        for instrument in instruments.iter().map(|id| &case.instruments[id.0]) {
            said.extend(
                instrument.form.as_ref().map(|form| format!("{}: {}", instrument.title, form.replace('-', " "))),
            );
        }
        if agreed {
            let reserved: Vec<PartyId> = case
                .parties
                .iter()
                .enumerate()
                .filter(|(_, party)| party.is(Role::Principal))
                .map(|(at, _)| PartyId(at))
                .filter(|&party| self.confirmed.get(&(id, party)).is_some_and(|each| each.agreement.ad_referendum))
                .collect();
            if !reserved.is_empty() {
                said.push(format!("ad referendum for {}", crate::standing::titles(case, &reserved)));
            }
            if case.all_or_nothing {
                said.push("provisional until everything is agreed".to_string());
            }
        }
        said
    }
}

impl Obligation {
    /// Returns the state that the row shows.
    pub(crate) fn state(&self) -> State {
        if self.agreed { State::Agreed } else { State::Open }
    }
}

fn undone(how: Reversibility) -> &'static str {
    match how {
        Reversibility::Reversible => "reversible",
        Reversibility::Costly => "costly to reverse",
        Reversibility::Irreversible => "irreversible",
    }
}

/// Returns what a fact is called for a reader.
fn fact_title(case: &Case, id: zopa_case::id::FactId) -> &str {
    &case.facts[id.0].title
}
