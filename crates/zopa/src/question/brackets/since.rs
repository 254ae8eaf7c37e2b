//! What became of the brackets since another draft: agreed, or gone with their clauses.

use super::{Counted, Counts, draft_of};
use crate::question::diff;
use crate::reading;
use crate::session::Unaskable;
use crate::texts::Texts;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use zopa_case::draft::{Draft, Settled};
use zopa_case::id::{DraftId, PointId};
use zopa_case::view::View;
use zopa_text::bracket::Parties;

/// What changed since another draft.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Since {
    /// The earlier draft, by name; nothing for a file without a case.
    pub draft: Option<String>,
    /// Its title, or its file.
    pub title: String,
    /// What was counted in all of it.
    pub all: Counts,
    /// How many of its clauses were clean.
    pub clean_clauses: usize,
    /// By how much the count of brackets changed.
    pub brackets: i64,
    /// The part of that in clauses that both have.
    pub in_kept_clauses: i64,
    /// The part of that from clauses that are gone or have lost all their words.
    pub with_gone_clauses: i64,
    /// The part of that from new clauses.
    pub in_new_clauses: i64,
    /// The part of that from outside the clauses.
    pub outside_clauses: i64,
    /// Clause by clause, in the order of the later draft.
    pub clauses: Vec<ClauseChange>,
    /// Clauses that are gone or have lost all their words.
    pub gone: Vec<Gone>,
    /// Points that the earlier draft had in brackets and the later one does not settle, and that are not agreed, by title.
    pub points_gone: Vec<String>,
    /// What the count alone would hide.
    pub warnings: Vec<String>,
}

/// A clause and what changed in it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ClauseChange {
    /// Its number.
    pub number: String,
    /// Its numbers in the earlier draft; none where it is new.
    pub was: Vec<String>,
    /// By how much its brackets changed.
    pub brackets: i64,
    /// By how much its options changed.
    pub options: i64,
    /// By how much its reservations changed.
    pub reservations: i64,
    /// Whether it has become clean.
    pub became_clean: bool,
    /// Whether it was clean and is not any more.
    pub reopened: bool,
}

/// A clause that is gone.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Gone {
    /// Its number in the earlier draft.
    pub number: String,
    /// Its title, or the start of its words.
    pub title: String,
    /// Whether its number is still there, without words.
    pub emptied: bool,
    /// What was counted in it.
    pub counts: Counts,
}

/// Compares a draft with an earlier one of the case: the one asked for, or the latest that it revises and that has a text.
pub(super) fn of_draft(
    view: &View<'_>,
    texts: &Texts,
    parties: &Parties,
    draft: &Draft,
    later: &Counted<'_>,
    since: Option<&str>,
) -> Result<Option<Since>, Unaskable> {
    let earlier = match since {
        Some(name) => draft_of(view, name)?,
        None => {
            let revised = draft.revises.iter().filter(|id| matches!(texts.of(DraftId(id.0)), Ok(Some(_))));
            let revised = revised.map(|id| &view.case.drafts[id.0]).max_by_key(|draft| (draft.date.last(), draft.site));
            match revised {
                Some(revised) => revised,
                None => return Ok(None),
            }
        }
    };
    let (_, source) = crate::question::draft::text_of(view, texts, earlier)?;
    let counted = Counted::of(source, parties);
    let map = mapped(view, texts, earlier, draft)?;
    let titles = super::titles(earlier);
    let mut found = compared(&counted, later, &map, &titles);
    found.draft = Some(earlier.name.clone());
    found.title.clone_from(&earlier.title);
    found.points_gone = points_gone(view, earlier, draft);
    found.warnings = warnings(&found);
    Ok(Some(found))
}

/// Compares two texts without a case: clauses of the same number are the same.
pub(super) fn of_texts(file: &str, earlier: &Counted<'_>, later: &Counted<'_>) -> Since {
    let mut found = compared(earlier, later, &BTreeMap::new(), &BTreeMap::new());
    found.title = file.to_string();
    found.warnings = warnings(&found);
    found
}

/// Returns for the clauses of the later draft their numbers in the earlier one, as the clause map has them.
fn mapped(
    view: &View<'_>,
    texts: &Texts,
    from: &Draft,
    to: &Draft,
) -> Result<BTreeMap<String, Vec<String>>, Unaskable> {
    let told = diff::ask(view, texts, &from.name, &to.name)?;
    let gone: BTreeSet<String> = told
        .clauses
        .iter()
        .filter(|pair| pair.to.is_none())
        .flat_map(|pair| pair.from.iter().map(|label| reading::number(label)))
        .collect();
    let pairs = told.clauses.into_iter().filter_map(|pair| {
        let number = reading::number(&pair.to?);
        // Words that are gone leave nothing to compare: the same number with nothing else to go by is the same clause.
        let same = pair.from.is_empty() && pair.inferred && gone.contains(&number);
        let old =
            if same { vec![number.clone()] } else { pair.from.iter().map(|label| reading::number(label)).collect() };
        Some((number, old))
    });
    Ok(pairs.collect())
}

fn compared(
    earlier: &Counted<'_>,
    later: &Counted<'_>,
    map: &BTreeMap<String, Vec<String>>,
    titles: &BTreeMap<String, String>,
) -> Since {
    let old: BTreeMap<String, usize> =
        earlier.clauses.iter().enumerate().rev().map(|(at, clause)| (reading::number(&clause.label), at)).collect();
    let mut found = Since {
        draft: None,
        title: String::new(),
        all: earlier.units.all.into(),
        clean_clauses: earlier.clean_clauses(),
        brackets: change(earlier.units.all.brackets, later.units.all.brackets),
        in_kept_clauses: 0,
        with_gone_clauses: 0,
        in_new_clauses: 0,
        outside_clauses: change(earlier.units.outside.brackets, later.units.outside.brackets),
        clauses: Vec::new(),
        gone: Vec::new(),
        points_gone: Vec::new(),
        warnings: Vec::new(),
    };
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut emptied: BTreeSet<usize> = BTreeSet::new();
    for (clause, unit) in later.clauses.iter().zip(&later.units.clauses) {
        let number = reading::number(&clause.label);
        // A clause of which the record says nothing is the one of the same number.
        let told = map.get(&number).cloned().unwrap_or_else(|| vec![number]);
        let was: Vec<usize> = told.iter().filter_map(|label| old.get(label).copied()).collect();
        // What several clauses became of is counted once.
        let fresh: Vec<usize> = was.iter().copied().filter(|at| used.insert(*at)).collect();
        let sum = |pick: fn(&zopa_text::bracket::Measure) -> usize| -> usize {
            fresh.iter().map(|at| pick(&earlier.units.clauses[*at].measure)).sum()
        };
        let brackets = change(sum(|measure| measure.brackets), unit.measure.brackets);
        let empty = unit.measure.words == 0 && sum(|measure| measure.words) > 0;
        if empty {
            found.with_gone_clauses += brackets;
            emptied.extend(&fresh);
        } else if was.is_empty() {
            found.in_new_clauses += brackets;
        } else {
            found.in_kept_clauses += brackets;
        }
        let was_clean = !was.is_empty() && was.iter().all(|at| earlier.units.clauses[*at].clean);
        found.clauses.push(ClauseChange {
            number: clause.label.clone(),
            was: was.iter().map(|at| earlier.clauses[*at].label.clone()).collect(),
            brackets,
            options: change(sum(|measure| measure.options), unit.measure.options),
            reservations: change(sum(|measure| measure.reservations), unit.measure.reservations),
            became_clean: unit.clean && !was.is_empty() && !was_clean,
            reopened: was_clean && !unit.clean && !empty,
        });
    }
    for (at, unit) in earlier.units.clauses.iter().enumerate() {
        let is_emptied = emptied.contains(&at);
        if used.contains(&at) && !is_emptied {
            continue;
        }
        if !is_emptied {
            found.with_gone_clauses -= unit.measure.brackets as i64;
        }
        found.gone.push(Gone {
            number: earlier.clauses[at].label.clone(),
            title: earlier.title(at, titles),
            emptied: is_emptied,
            counts: unit.measure.into(),
        });
    }
    found
}

fn change(from: usize, to: usize) -> i64 {
    to as i64 - from as i64
}

/// Returns points in brackets in the earlier draft that the later one does not settle and not every principal has
/// confirmed.
fn points_gone(view: &View<'_>, from: &Draft, to: &Draft) -> Vec<String> {
    let settled = |draft: &Draft, point: PointId, open: bool| {
        let mut all = draft.clauses.iter().flat_map(|clause| &clause.settles);
        all.any(|settlement| settlement.point == point && (!open || matches!(settlement.at, Settled::Bracket(_))))
    };
    let confirmed = view.confirmed();
    let agreed = |point: PointId| view.case.principals().all(|party| confirmed.contains_key(&(point, party)));
    let points = (0..view.case.points.len()).map(PointId);
    let gone = points.filter(|&point| settled(from, point, true) && !settled(to, point, false) && !agreed(point));
    gone.map(|point| view.case.point(point).title.clone()).collect()
}

fn warnings(since: &Since) -> Vec<String> {
    let mut found = Vec::new();
    for gone in &since.gone {
        let counts = &gone.counts;
        let mut lost = Vec::new();
        for (count, one, many) in [
            (counts.brackets, "bracket", "brackets"),
            (counts.options, "option", "options"),
            (counts.reservations, "reservation", "reservations"),
        ] {
            if count > 0 {
                lost.push(format!("{count} {}", if count == 1 { one } else { many }));
            }
        }
        if lost.is_empty() {
            continue;
        }
        let (number, title) = (&gone.number, &gone.title);
        let how = if gone.emptied { "has lost its words" } else { "is gone" };
        let lost = lost.join(", ");
        found.push(format!("clause {number} ({title}) {how}, and with it {lost}: deleted, not agreed"));
    }
    for point in &since.points_gone {
        found.push(format!("{point} was in brackets, is no longer settled, and is not agreed"));
    }
    found
}
