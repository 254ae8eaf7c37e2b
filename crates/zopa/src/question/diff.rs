//! What changed between two drafts? Clause by clause, also where they are numbered differently, and point by point.

use crate::cite::Cite;
use crate::page::{Line, Page};
use crate::session::Unaskable;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;
use zopa_case::case::Case;
use zopa_case::draft::{Clause, Draft, Settled};
use zopa_case::id::PointId;
use zopa_case::names::Meaning;
use zopa_case::view::View;
use zopa_syntax::form::Space;

/// What changed between two drafts.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Diff {
    /// The earlier draft, by name.
    pub from: String,
    /// The later draft, by name.
    pub to: String,
    /// Clause by clause, in the order of the later draft, then what it left out.
    pub clauses: Vec<Pair>,
    /// Point by point, those only that at least one of the drafts settles.
    pub points: Vec<PointChange>,
}

/// A clause and what became of it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Pair {
    /// What became of it.
    pub change: Change,
    /// Its numbers in the earlier draft.
    pub from: Vec<String>,
    /// Its number in the later draft.
    pub to: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The settlements that changed, in words.
    pub details: Vec<String>,
    /// Whether the pair was worked out from the points settled; otherwise the record says so.
    pub inferred: bool,
    /// Where it is on record.
    pub cites: Vec<Cite>,
}

/// What became of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Settled alike, and the author of the later draft has confirmed it.
    Kept,
    /// Settled alike, without a word from the author of the later draft: a signal, not a confirmation.
    SilentlyKept,
    /// Settled otherwise.
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

/// Answers the question.
///
/// # Errors
/// When a draft does not exist.
pub fn ask(view: &View<'_>, from: &str, to: &str) -> Result<Diff, Unaskable> {
    let (from, to) = (draft(view, from)?, draft(view, to)?);
    Ok(Diff {
        from: from.name.clone(),
        to: to.name.clone(),
        clauses: pairs(view, from, to),
        points: points(view.case, from, to),
    })
}

/// Returns a draft by name.
pub(crate) fn draft<'a>(view: &View<'a>, name: &str) -> Result<&'a Draft, Unaskable> {
    match view.case.names.get(Space::Draft, name).map(|declared| declared.meaning) {
        Some(Meaning::Draft(id)) => Ok(&view.case.drafts[id.0]),
        _ => Err(Unaskable::unknown("draft", name, view.case.drafts.iter().map(|draft| draft.name.as_str()))),
    }
}

fn pairs(view: &View<'_>, from: &Draft, to: &Draft) -> Vec<Pair> {
    let case = view.case;
    let revises = to.revises.iter().any(|id| case.drafts[id.0].name == from.name);
    let mut pairs = Vec::new();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let matched: Vec<(&Clause, Vec<&Clause>, bool)> =
        to.clauses.iter().map(|clause| counterparts(from, clause, revises)).collect();
    for (clause, old, inferred) in &matched {
        used.extend(old.iter().map(|old| old.label.as_str()));
        let shared = matched
            .iter()
            .filter(|(_, others, _)| others.iter().any(|other| old.iter().any(|old| old.label == other.label)));
        let details = details(case, old, clause);
        let change = match old.as_slice() {
            [] => Change::Added,
            _ if clause.moved_to.is_some() => Change::Moved,
            [_, _, ..] => Change::Merged,
            [_] if shared.count() > 1 => Change::Split,
            [_] if !details.is_empty() => Change::Altered,
            [_] if confirmed_by_author(view, to, clause) => Change::Kept,
            [_] => Change::SilentlyKept,
        };
        pairs.push(Pair {
            change,
            from: old.iter().map(|old| old.label.clone()).collect(),
            to: Some(clause.label.clone()),
            title: clause.title.clone().or_else(|| old.first().and_then(|old| old.title.clone())),
            details: if old.is_empty() { described(case, clause) } else { details },
            inferred: *inferred,
            cites: old.iter().copied().chain([*clause]).map(|each| Cite::of(case, each.site)).collect(),
        });
    }
    for clause in from.clauses.iter().filter(|clause| !used.contains(clause.label.as_str())) {
        pairs.push(Pair {
            change: Change::Dropped,
            from: vec![clause.label.clone()],
            to: None,
            title: clause.title.clone(),
            details: described(case, clause),
            inferred: !to.dropped.contains(&clause.label),
            cites: vec![Cite::of(case, clause.site)],
        });
    }
    pairs
}

/// Returns the clauses of the earlier draft that became a clause: those that the record names, or else those that
/// settle or concern one of its points.
fn counterparts<'a>(from: &'a Draft, clause: &'a Clause, revises: bool) -> (&'a Clause, Vec<&'a Clause>, bool) {
    let named: Vec<&Clause> = from.clauses.iter().filter(|old| revises && clause.was.contains(&old.label)).collect();
    if !named.is_empty() {
        return (clause, named, false);
    }
    let points = touched(clause);
    let found = from.clauses.iter().filter(|old| touched(old).iter().any(|point| points.contains(point))).collect();
    (clause, found, true)
}

fn touched(clause: &Clause) -> BTreeSet<PointId> {
    clause.settles.iter().map(|settlement| settlement.point).chain(clause.on.iter().copied()).collect()
}

fn confirmed_by_author(view: &View<'_>, to: &Draft, clause: &Clause) -> bool {
    let confirmed = view.confirmed();
    let authors: Vec<_> = to.authors.iter().filter_map(|author| view.case.side(author)).collect();
    !clause.settles.is_empty()
        && clause.settles.iter().all(|settlement| {
            authors.iter().any(|party| {
                confirmed.get(&(settlement.point, *party)).is_some_and(|entry| entry.settlement.at == settlement.at)
            })
        })
}

fn details(case: &Case, old: &[&Clause], new: &Clause) -> Vec<String> {
    let settled = |clauses: &[&Clause], point: PointId| -> Option<String> {
        let found = clauses.iter().flat_map(|clause| &clause.settles).find(|settlement| settlement.point == point);
        found.map(|settlement| at(case, point, &settlement.at))
    };
    let mut points: BTreeSet<PointId> = touched(new);
    points.extend(old.iter().flat_map(|clause| touched(clause)));
    let mut found = Vec::new();
    for point in points {
        let (before, after) = (settled(old, point), settled(&[new], point));
        if before != after {
            let words = |side: Option<String>| side.unwrap_or_else(|| "nothing settled".to_string());
            found.push(format!("{}: {} → {}", case.point(point).title, words(before), words(after)));
        }
    }
    found
}

fn described(case: &Case, clause: &Clause) -> Vec<String> {
    clause
        .settles
        .iter()
        .map(|settlement| {
            format!("{}: {}", case.point(settlement.point).title, at(case, settlement.point, &settlement.at))
        })
        .collect()
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

impl Diff {
    /// Returns the answer as a page.
    pub fn page(&self, case: &Case) -> Page {
        let title = |name: &str| {
            case.drafts.iter().find(|draft| draft.name == name).map_or(name.to_string(), |draft| draft.title.clone())
        };
        let mut page = Page::new(format!("{} against {}", title(&self.to), title(&self.from)));
        page.mark.clone_from(&case.handling);
        let mut counts: Vec<(Change, usize)> = Vec::new();
        for pair in &self.clauses {
            match counts.iter_mut().find(|(change, _)| *change == pair.change) {
                Some((_, count)) => *count += 1,
                None => counts.push((pair.change, 1)),
            }
        }
        counts.sort_unstable();
        let counts: Vec<String> = counts.iter().map(|(change, count)| format!("{count} {}", change.words())).collect();
        page.paragraph(Line::plain(format!("Clauses: {}.", counts.join(", "))));
        let rows = self.clauses.iter().map(|pair| {
            let words = pair.change.words().to_string();
            vec![
                Line::plain(pair.from.join(", ")),
                Line::plain(pair.to.clone().unwrap_or_else(|| "–".to_string())),
                Line::strong(words).faint(if pair.inferred && pair.change != Change::Added {
                    " (inferred)"
                } else {
                    ""
                }),
                Line::plain(pair.title.clone().unwrap_or_default()),
                Line::plain(pair.details.join("; ")),
            ]
        });
        page.table(&["Was", "Is", "Change", "Clause", "What"], rows.collect());
        page.heading("Point by point");
        let none = || "–".to_string();
        let rows = self.points.iter().map(|point| {
            let to = point.to.clone().unwrap_or_else(none);
            vec![
                Line::plain(point.title.clone()),
                Line::plain(point.from.clone().unwrap_or_else(none)),
                if point.changed { Line::strong(to) } else { Line::plain(format!("{to} (the same)")) },
            ]
        });
        page.table(&["Point", &title(&self.from), &title(&self.to)], rows.collect());
        page
    }
}
