//! What changed between two drafts? Clause by clause, also where they are numbered differently, word by word where their
//! texts are known, and point by point.

mod agreed;
mod confirm;
mod document;
mod page;
mod pair;
mod sheet;
mod warning;
mod wording;

pub use confirm::{Confirmation, confirm};
pub use wording::{Finding, Words, WordsKind};

use crate::cite::Cite;
use crate::session::Unaskable;
use crate::texts::Texts;
use schemars::JsonSchema;
use serde::Serialize;
use sheet::Sheet;
use zopa_case::case::Case;
use zopa_case::draft::{Draft, Settled};
use zopa_case::id::{DraftId, PointId};
use zopa_case::names::Meaning;
use zopa_case::view::View;
use zopa_syntax::form::Space;
use zopa_text::map::{self, Confirmed};

/// What changed between two drafts.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Diff {
    /// The earlier draft, by name.
    pub from: String,
    /// The later draft, by name.
    pub to: String,
    /// The title of the earlier draft.
    pub from_title: String,
    /// The title of the later draft.
    pub to_title: String,
    /// The handling mark.
    pub handling: Option<String>,
    /// Clause by clause, in the order of the later draft, then what it left out.
    pub clauses: Vec<Pair>,
    /// Point by point, those only that at least one of the drafts settles.
    pub points: Vec<PointChange>,
    /// What to look at: agreed text that was changed, references that lead nowhere, terms without a definition.
    pub warnings: Vec<Warning>,
}

/// A clause and what became of it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Pair {
    /// What became of it.
    pub change: Change,
    /// Its numbers in the earlier draft; an empty one stands for what is before the first clause.
    pub from: Vec<String>,
    /// Its number in the later draft; an empty one stands for what is before the first clause.
    pub to: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The settlements that changed, in words.
    pub details: Vec<String>,
    /// Whether the program proposes it; otherwise the record says so.
    pub inferred: bool,
    /// How much speaks for it, from 0 to 1; of several earlier clauses, for the least sure of them. 1 where the record
    /// says so; nothing for a clause without a counterpart.
    pub score: Option<f64>,
    /// What speaks for it, in words.
    pub reasons: Vec<String>,
    /// The words of both, in the order of the later draft; empty where the text of neither is known.
    pub words: Vec<Words>,
    /// What the changes of the words do.
    pub findings: Vec<Finding>,
    /// Where it is on record.
    pub cites: Vec<Cite>,
}

/// What became of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Settled alike and in the same words, and the author of the later draft has confirmed it.
    Kept,
    /// Settled alike and in the same words, without a word from the author of the later draft: a signal, not a
    /// confirmation.
    SilentlyKept,
    /// Settled otherwise, or in other words.
    Altered,
    /// Several clauses became one.
    Merged,
    /// One clause became several.
    Split,
    /// It stands in another instrument now.
    Moved,
    /// Gone.
    Dropped,
    /// New.
    Added,
}

impl Change {
    /// Returns the words for it.
    pub fn words(self) -> &'static str {
        match self {
            Change::Kept => "kept",
            Change::SilentlyKept => "silently kept",
            Change::Altered => "altered",
            Change::Merged => "merged",
            Change::Split => "split",
            Change::Moved => "moved",
            Change::Dropped => "dropped",
            Change::Added => "added",
        }
    }
}

/// A point in both drafts.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PointChange {
    /// The point.
    pub point: String,
    /// Its title.
    pub title: String,
    /// How the earlier draft settles it.
    pub from: Option<String>,
    /// How the later draft settles it.
    pub to: Option<String>,
    /// Whether the two differ.
    pub changed: bool,
}

/// Something to look at.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Warning {
    /// What it is.
    pub kind: WarningKind,
    /// The number of the clause of the later draft; empty where it is about none.
    pub clause: String,
    /// What it says.
    pub message: String,
    /// Where it is on record.
    pub cites: Vec<Cite>,
}

/// What a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// What was agreed has other words now.
    AgreedChanged,
    /// A reference to a clause that the later draft does not have.
    BrokenReference,
    /// A reference that stayed as it was though its clause has another number now.
    StaleReference,
    /// A term that is used but no longer defined.
    UndefinedTerm,
    /// A term that is defined and never used.
    UnusedTerm,
    /// The text of a draft could not be read.
    Unread,
}

impl WarningKind {
    /// Returns the words for it.
    pub fn words(self) -> &'static str {
        match self {
            WarningKind::AgreedChanged => "agreed text changed",
            WarningKind::BrokenReference => "broken reference",
            WarningKind::StaleReference => "stale reference",
            WarningKind::UndefinedTerm => "undefined term",
            WarningKind::UnusedTerm => "unused term",
            WarningKind::Unread => "text not read",
        }
    }
}

/// Answers the question for two drafts of a case. Texts may be the default, and then only what the record says counts.
///
/// # Errors
/// When a draft does not exist, or has more clauses than are mapped.
pub fn ask(view: &View<'_>, texts: &Texts, from: &str, to: &str) -> Result<Diff, Unaskable> {
    let case = view.case;
    let ((from_id, from), (to_id, to)) = (draft(view, from)?, draft(view, to)?);
    let (old, new) = (Sheet::of_draft(case, from, texts, from_id), Sheet::of_draft(case, to, texts, to_id));
    let map = map::map(&old.items(), &new.items(), &confirmed(&old, &new, from_id, to)).map_err(too_many)?;
    let clauses = pair::pairs(Some((view, to)), &old, &new, &map, &told(&old, to, from_id));
    let mut warnings = agreed::agreed(view, from, to, &clauses);
    warnings.extend(warning::warnings(&old, &new, &map));
    Ok(Diff {
        from: from.name.clone(),
        to: to.name.clone(),
        from_title: from.title.clone(),
        to_title: to.title.clone(),
        handling: handling(case, from, to),
        clauses,
        points: points(case, from, to),
        warnings,
    })
}

/// Answers the question for two texts, given as name and text.
///
/// # Errors
/// When a text has more clauses than are mapped.
pub fn texts(from: (&str, &str), to: (&str, &str)) -> Result<Diff, Unaskable> {
    let (old, new) = (Sheet::of_text(from.1), Sheet::of_text(to.1));
    let map = map::map(&old.items(), &new.items(), &heads(&old, &new)).map_err(too_many)?;
    Ok(Diff {
        from: from.0.to_string(),
        to: to.0.to_string(),
        from_title: from.0.to_string(),
        to_title: to.0.to_string(),
        handling: None,
        clauses: pair::pairs(None, &old, &new, &map, &pair::Told::default()),
        points: Vec::new(),
        warnings: warning::warnings(&old, &new, &map),
    })
}

fn too_many(error: map::TooMany) -> Unaskable {
    Unaskable::new(error.to_string())
}

/// Returns a draft by name.
pub(crate) fn draft<'a>(view: &View<'a>, name: &str) -> Result<(DraftId, &'a Draft), Unaskable> {
    match view.case.names.get(Space::Draft, name).map(|declared| declared.meaning) {
        Some(Meaning::Draft(id)) => Ok((id, &view.case.drafts[id.0])),
        _ => Err(Unaskable::unknown("draft", name, view.case.drafts.iter().map(|draft| draft.name.as_str()))),
    }
}

/// What stands before the first clause goes with what stands before the first clause, and with nothing else.
fn heads(old: &Sheet<'_>, new: &Sheet<'_>) -> Confirmed {
    match (old.head(), new.head()) {
        (Some(from), Some(to)) => Confirmed { pairs: vec![(from, to)], ..Confirmed::default() },
        (from, to) => {
            Confirmed { dropped: from.into_iter().collect(), added: to.into_iter().collect(), pairs: Vec::new() }
        }
    }
}

/// Returns what the record says of two drafts, if the later one revises the earlier.
fn confirmed(old: &Sheet<'_>, new: &Sheet<'_>, from: DraftId, to: &Draft) -> Confirmed {
    let mut confirmed = heads(old, new);
    if !to.revises.contains(&from) {
        return confirmed;
    }
    for (at, clause) in new.clauses.iter().enumerate() {
        let Some(record) = clause.record else { continue };
        confirmed.pairs.extend(record.was.iter().filter_map(|label| old.at(label)).map(|from| (from, at)));
        if record.is_new {
            confirmed.added.push(at);
        }
    }
    confirmed.dropped.extend(to.dropped.iter().filter_map(|label| old.at(label)));
    confirmed
}

/// Returns what the record says of clauses without a counterpart.
fn told(old: &Sheet<'_>, to: &Draft, from: DraftId) -> pair::Told {
    let revises = to.revises.contains(&from);
    let dropped = to.dropped.iter().filter(|_| revises).filter_map(|label| old.at(label)).collect();
    pair::Told { revises, dropped }
}

fn handling(case: &Case, from: &Draft, to: &Draft) -> Option<String> {
    let mut marks: Vec<&String> = [&case.handling, &from.handling, &to.handling].into_iter().flatten().collect();
    marks.dedup();
    let marks: Vec<&str> = marks.into_iter().map(String::as_str).collect();
    (!marks.is_empty()).then(|| marks.join(" · "))
}

/// Returns how a point is settled, in words; brackets stay brackets, with who proposes what.
pub(crate) fn at(case: &Case, point: PointId, settled: &Settled) -> String {
    match settled {
        Settled::Clean(choice) => case.point(point).choice_title(*choice),
        Settled::Bracket(alternatives) => {
            let each: Vec<String> = alternatives
                .iter()
                .map(|alternative| {
                    let who: Vec<String> = alternative
                        .attributions
                        .iter()
                        .map(|(party, verb)| match verb.as_str() {
                            "propose" => case.party(*party).title.clone(),
                            other => format!("{} {other}s", case.party(*party).title),
                        })
                        .collect();
                    let who = if who.is_empty() { String::new() } else { format!(" ({})", who.join(", ")) };
                    format!("{}{who}", at(case, point, &alternative.at))
                })
                .collect();
            format!("[{}]", each.join(" | "))
        }
    }
}

fn points(case: &Case, from: &Draft, to: &Draft) -> Vec<PointChange> {
    let settled = |draft: &Draft, point: PointId| -> Option<String> {
        let found =
            draft.clauses.iter().flat_map(|clause| &clause.settles).find(|settlement| settlement.point == point);
        found.map(|settlement| at(case, point, &settlement.at))
    };
    (0..case.points.len())
        .map(PointId)
        .filter_map(|id| {
            let (before, after) = (settled(from, id), settled(to, id));
            (before.is_some() || after.is_some()).then(|| PointChange {
                point: case.point(id).name.clone(),
                title: case.point(id).title.clone(),
                changed: before != after,
                from: before,
                to: after,
            })
        })
        .collect()
}
