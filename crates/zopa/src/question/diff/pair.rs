//! Clauses that belong together, and what became of each.

use super::sheet::{Sheet, SheetClause};
use super::wording::{self, Wording, WordsKind};
use super::{Change, Pair, at};
use crate::cite::Cite;
use std::collections::{BTreeMap, BTreeSet};
use zopa_case::case::Case;
use zopa_case::draft::{Clause, Draft};
use zopa_case::id::PointId;
use zopa_case::view::View;
use zopa_text::map::{Link, Map};

/// What the record says of clauses without a counterpart.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Whether the later draft is said to revise the earlier.
    pub(super) revises: bool,
    /// The clauses that are said to be gone.
    pub(super) dropped: BTreeSet<usize>,
}

/// Returns for each number of the earlier draft the numbers that it became.
pub(super) fn renumbered(old: &Sheet<'_>, new: &Sheet<'_>, map: &Map) -> BTreeMap<String, Vec<String>> {
    let mut became: BTreeMap<String, Vec<String>> =
        old.clauses.iter().filter(|clause| !clause.label.is_empty()).map(|c| (c.label.clone(), Vec::new())).collect();
    for link in &map.links {
        if let Some(labels) = became.get_mut(&old.clauses[link.from].label) {
            labels.push(new.clauses[link.to].label.clone());
        }
    }
    became
}

/// Returns the pairs of a map in the order of the later draft, then what it left out.
pub(super) fn pairs(
    of: Option<(&View<'_>, &Draft)>,
    old: &Sheet<'_>,
    new: &Sheet<'_>,
    map: &Map,
    told: &Told,
) -> Vec<Pair> {
    let pairing = Pairing { of, old, new, links: by_later(map), splits: splits(map), told };
    let mut wordings = wordings(old, new, map);
    let mut pairs: Vec<Pair> = (0..new.clauses.len())
        .map(|to| pairing.later(to, wordings.remove(&to).unwrap_or_default()))
        // What stands before the first clause is no clause, and counts only where it was changed.
        .filter(|pair| pair.to.as_deref() != Some("") || pair.change == Change::Altered)
        .collect();
    let used: BTreeSet<usize> = map.links.iter().map(|link| link.from).collect();
    let gone = (0..old.clauses.len()).filter(|from| !used.contains(from) && !old.clauses[*from].label.is_empty());
    pairs.extend(gone.map(|from| pairing.gone(from)));
    pairs
}

fn by_later(map: &Map) -> BTreeMap<usize, Vec<&Link>> {
    let mut links: BTreeMap<usize, Vec<&Link>> = BTreeMap::new();
    for link in &map.links {
        links.entry(link.to).or_default().push(link);
    }
    links
}

/// Returns the earlier clauses that became several.
fn splits(map: &Map) -> BTreeSet<usize> {
    let mut seen = BTreeSet::new();
    map.links.iter().filter(|link| !seen.insert(link.from)).map(|link| link.from).collect()
}

/// Returns the wordings by later clause. Clauses that hang together are compared together.
fn wordings(old: &Sheet<'_>, new: &Sheet<'_>, map: &Map) -> BTreeMap<usize, Wording> {
    let became = renumbered(old, new, map);
    let mut found: BTreeMap<usize, Wording> = BTreeMap::new();
    let mut done: BTreeSet<usize> = BTreeSet::new();
    for start in 0..new.clauses.len() {
        if !done.insert(start) {
            continue;
        }
        let (mut from, mut to) = (BTreeSet::new(), BTreeSet::from([start]));
        loop {
            let size = (from.len(), to.len());
            from.extend(map.links.iter().filter(|link| to.contains(&link.to)).map(|link| link.from));
            to.extend(map.links.iter().filter(|link| from.contains(&link.from)).map(|link| link.to));
            if size == (from.len(), to.len()) {
                break;
            }
        }
        done.extend(&to);
        let (from, to): (Vec<usize>, Vec<usize>) = (from.into_iter().collect(), to.into_iter().collect());
        let wordings = if from.is_empty() {
            to.iter().map(|&at| wording::alone(&new.clauses[at].text, WordsKind::Inserted)).collect()
        } else {
            wording::compared(old, new, &from, &to, &became)
        };
        found.extend(to.into_iter().zip(wordings));
    }
    found
}

struct Pairing<'a> {
    of: Option<(&'a View<'a>, &'a Draft)>,
    old: &'a Sheet<'a>,
    new: &'a Sheet<'a>,
    links: BTreeMap<usize, Vec<&'a Link>>,
    splits: BTreeSet<usize>,
    told: &'a Told,
}

impl Pairing<'_> {
    fn later(&self, to: usize, wording: Wording) -> Pair {
        let clause = &self.new.clauses[to];
        let none = Vec::new();
        let links = self.links.get(&to).unwrap_or(&none);
        let old: Vec<&SheetClause<'_>> = links.iter().map(|link| &self.old.clauses[link.from]).collect();
        let records: Vec<&Clause> = old.iter().filter_map(|clause| clause.record).collect();
        let mut details = match (self.of, clause.record) {
            (Some((view, _)), Some(record)) if old.is_empty() => described(view.case, record),
            (Some((view, _)), record) => details(view.case, &records, record),
            (None, _) => Vec::new(),
        };
        let moved = clause.record.is_some_and(|record| record.moved_to.is_some());
        let elsewhere = if moved { None } else { moved_in_text(&clause.text) };
        let change = match old.as_slice() {
            [] => Change::Added,
            _ if moved || elsewhere.is_some() => Change::Moved,
            [_, _, ..] => Change::Merged,
            [_] if self.splits.contains(&links[0].from) => Change::Split,
            [_] if !details.is_empty() || wording.is_changed() => Change::Altered,
            [_] if self.is_confirmed(clause) => Change::Kept,
            [_] => Change::SilentlyKept,
        };
        if let Some((view, _)) = self.of
            && let Some(instrument) = clause.record.and_then(|record| record.moved_to)
        {
            details.push(format!("now in {}", view.case.instruments[instrument.0].title));
        }
        details.extend(elsewhere.map(|words| format!("now in {words}")));
        let is_new = clause.record.is_some_and(|record| record.is_new) && self.told.revises;
        let inferred = if old.is_empty() { !is_new } else { links.iter().any(|link| !link.confirmed) };
        Pair {
            change,
            from: old.iter().map(|old| old.label.clone()).collect(),
            to: Some(clause.label.clone()),
            title: clause.title.clone().or_else(|| old.first().and_then(|old| old.title.clone())),
            details,
            inferred,
            score: links.iter().map(|link| rounded(link.score)).min_by(f64::total_cmp),
            reasons: reasons(links, &old),
            words: wording.words,
            findings: wording.findings,
            cites: self.cites(records.into_iter().chain(clause.record)),
        }
    }

    fn gone(&self, from: usize) -> Pair {
        let clause = &self.old.clauses[from];
        let details = match (self.of, clause.record) {
            (Some((view, _)), Some(record)) => described(view.case, record),
            _ => Vec::new(),
        };
        Pair {
            change: Change::Dropped,
            from: vec![clause.label.clone()],
            to: None,
            title: clause.title.clone(),
            details,
            inferred: !self.told.dropped.contains(&from),
            score: None,
            reasons: Vec::new(),
            words: wording::alone(&clause.text, WordsKind::Deleted).words,
            findings: Vec::new(),
            cites: self.cites(clause.record.into_iter()),
        }
    }

    fn cites<'b>(&self, records: impl Iterator<Item = &'b Clause>) -> Vec<Cite> {
        let case = self.of.map(|(view, _)| view.case);
        case.map_or_else(Vec::new, |case| records.map(|record| Cite::of(case, record.site)).collect())
    }

    /// Returns whether the author of the later draft has confirmed all that a clause settles. Of two texts without a
    /// case nobody asks.
    fn is_confirmed(&self, clause: &SheetClause<'_>) -> bool {
        let Some((view, to)) = self.of else { return true };
        let Some(record) = clause.record else { return false };
        let confirmed = view.confirmed();
        let authors: Vec<_> = to.authors.iter().filter_map(|author| view.case.side(author)).collect();
        !record.settles.is_empty()
            && record.settles.iter().all(|settlement| {
                authors.iter().any(|party| {
                    confirmed.get(&(settlement.point, *party)).is_some_and(|entry| entry.settlement.at == settlement.at)
                })
            })
    }
}

/// Rounds a score to hundredths; what is less than certain stays below 1.
fn rounded(score: f64) -> f64 {
    let hundredths = (score * 100.0).round() / 100.0;
    if score < 1.0 { hundredths.min(0.99) } else { hundredths }
}

fn reasons(links: &[&Link], old: &[&SheetClause<'_>]) -> Vec<String> {
    let several = links.len() > 1;
    links
        .iter()
        .zip(old)
        .flat_map(|(link, old)| {
            let mut found = Vec::new();
            if link.confirmed && !old.label.is_empty() {
                found.push("on record".to_string());
            }
            found.extend(link.reasons.iter().cloned());
            if several { vec![format!("{}: {}", old.label, found.join(", "))] } else { found }
        })
        .collect()
}

/// Returns where a clause says at its head that it went: `Moved to the Patrol Mandate: …`.
fn moved_in_text(text: &str) -> Option<String> {
    let head = text.trim_start_matches(['*', '_', '[', '(', ' ']);
    let lower = head.to_lowercase();
    let start = ["moved to ", "transferred to ", "relocated to "].iter().find(|start| lower.starts_with(**start))?;
    let rest = head.get(start.len()..)?;
    let end = rest.find([':', '.', ']', ')', ';', '\n']).unwrap_or(rest.len());
    let words = rest[..end].trim().trim_end_matches(['*', '_']).trim();
    let is_clause = ["clause", "article", "paragraph", "section", "point"]
        .iter()
        .any(|noun| words.to_lowercase().starts_with(noun));
    (!words.is_empty() && words.split_whitespace().count() <= 12 && !is_clause).then(|| words.to_string())
}

fn touched(clause: &Clause) -> BTreeSet<PointId> {
    clause.settles.iter().map(|settlement| settlement.point).chain(clause.on.iter().copied()).collect()
}

fn details(case: &Case, old: &[&Clause], new: Option<&Clause>) -> Vec<String> {
    let settled = |clauses: &[&Clause], point: PointId| -> Option<String> {
        let found = clauses.iter().flat_map(|clause| &clause.settles).find(|settlement| settlement.point == point);
        found.map(|settlement| at(case, point, &settlement.at))
    };
    let Some(new) = new else { return Vec::new() };
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
