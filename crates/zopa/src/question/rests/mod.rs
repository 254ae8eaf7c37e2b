//! What does a conclusion rest on? The smallest sets of reports, and of origins, whose loss overturns it.
//!
//! Losing a report takes away every stance and link that cites it and no other report; what these had dropped, relaxed
//! or taken the place of is then in force again. So a loss may open a deal or close one. An entry that cites nothing
//! rests on the record alone and is never lost.

mod conclusion;
mod overturn;
mod page;
mod record;

pub use conclusion::Conclusion;

use crate::cite::Cite;
use crate::question::clash::Target;
use crate::question::moves::said;
use crate::session::Unaskable;
use crate::standing::listed;
use crate::words::party_title;
use overturn::{Found, by_impossibility, by_possibility};
use record::Record;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;
use zopa_case::evidence::Evidence;
use zopa_case::id::LineId;
use zopa_case::stance::Stance;
use zopa_case::view::View;
use zopa_engine::{Budget, Formula};

/// How many steps of the solver a question may take unless told otherwise.
pub const STEPS_MAX: u64 = 400_000;

/// What can be lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// One report, whatever it retells.
    Report,
    /// An origin, and with it all reports that go back to it and to no other.
    Origin,
}

/// What a conclusion rests on.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Rests {
    /// The day.
    pub as_of: String,
    /// The assumptions made.
    pub assumptions: Vec<String>,
    /// The conclusion, in words.
    pub conclusion: String,
    /// Whether it holds on the record as it is; nothing where the budget of solver steps ended first.
    pub holds: Option<bool>,
    /// Losses of single reports.
    pub reports: Losses,
    /// Losses of origins, which take all their retellings with them.
    pub origins: Losses,
    /// The reports and origins named above.
    pub sources: Vec<SourceDetail>,
    /// Stances in force that cite nothing and stand against a deal or make the movement: no loss takes them away.
    pub uncited: Vec<Uncited>,
}

/// The minimal sets whose loss overturns a conclusion.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct Losses {
    /// The sets, by name, the smallest first. None where no loss overturns the conclusion.
    pub sets: Vec<Vec<String>>,
    /// Whether these are all; if not, the budget of solver steps ended first.
    pub complete: bool,
}

/// A report or origin whose loss matters.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SourceDetail {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Whether it is known only through others.
    pub unseen: bool,
    /// Whether no passage cited from it, or from what retells it, has a named speaker.
    pub anonymous: bool,
    /// Where it is on record.
    pub cite: Cite,
}

/// A stance that cites nothing.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Uncited {
    /// The party.
    pub party: String,
    /// What it says, in words.
    pub says: String,
    /// Where it is on record.
    pub cite: Cite,
}

/// Answers the question.
///
/// # Errors
/// When the conclusion names what the record does not have, or the case is larger than the engine takes.
pub fn ask(view: &View<'_>, conclusion: &Conclusion, steps_max: Option<u64>) -> Result<Rests, Unaskable> {
    let steps = steps_max.unwrap_or(STEPS_MAX);
    let meant = Meant::of(view, conclusion)?;
    let by = |source| -> Result<(Record<'_, '_>, Found), Unaskable> {
        let record = Record::new(view, source)?;
        let found = meant.overturned(&record, &mut Budget::new(steps))?;
        Ok((record, found))
    };
    let (reports, lost_reports) = by(Source::Report)?;
    let (origins, lost_origins) = by(Source::Origin)?;
    let named = |record: &Record<'_, '_>, found: &Found| Losses {
        sets: by_size(found).into_iter().map(|set| set.iter().map(|&at| name(view, record, at)).collect()).collect(),
        complete: found.complete,
    };
    Ok(Rests {
        as_of: view.as_of.to_string(),
        assumptions: view.assumptions.iter().map(|assumption| assumption.name.clone()).collect(),
        conclusion: meant.words(view),
        holds: lost_reports.holds,
        sources: sources(view, [(&reports, &lost_reports), (&origins, &lost_origins)]),
        reports: named(&reports, &lost_reports),
        origins: named(&origins, &lost_origins),
        uncited: meant.uncited(view),
    })
}

/// A conclusion with its names resolved.
enum Meant<'c> {
    NoDeal,
    Clash(BTreeSet<LineId>),
    Deal(&'c Target, Vec<Formula>),
    Moved(String, BTreeSet<zopa_syntax::span::Span>),
}

impl<'c> Meant<'c> {
    fn of(view: &View<'_>, conclusion: &'c Conclusion) -> Result<Meant<'c>, Unaskable> {
        Ok(match conclusion {
            Conclusion::NoDeal => Meant::NoDeal,
            Conclusion::Clash(names) => {
                let lines = view.red_lines();
                let known = |line: &zopa_case::view::RedLine<'_>| view.case.lines[line.line.0].name.as_str();
                let find = |name: &String| {
                    lines
                        .iter()
                        .find(|line| known(line) == name.as_str())
                        .map(|line| line.line)
                        .ok_or_else(|| Unaskable::unknown("red line in force", name, lines.iter().map(known)))
                };
                Meant::Clash(names.iter().map(find).collect::<Result<_, _>>()?)
            }
            Conclusion::Deal(target) => Meant::Deal(target, target.formulas(view)?),
            Conclusion::Moved(name) => {
                let case = view.case;
                let of_party = |stance: &Stance| case.party(stance.party).name == *name;
                let of_line = |stance: &Stance| stance.line.is_some_and(|line| case.lines[line.0].name == *name);
                let entered = view.entered();
                let told = |test: &dyn Fn(&Stance) -> bool| {
                    entered.iter().filter(|stance| test(stance)).map(|stance| stance.site).collect::<BTreeSet<_>>()
                };
                let (mut title, mut told_of) = (party_title(case, name).to_string(), told(&of_party));
                if told_of.is_empty() {
                    (title, told_of) = (format!("the stance {name}"), told(&of_line));
                }
                if told_of.is_empty() {
                    let known = case.parties.iter().map(|party| party.name.as_str());
                    let known = known.chain(case.lines.iter().map(|line| line.name.as_str()));
                    return Err(Unaskable::unknown("party or stance with an entry by that day", name, known));
                }
                Meant::Moved(title, told_of)
            }
        })
    }

    fn words(&self, view: &View<'_>) -> String {
        match self {
            Meant::NoDeal => "every package crosses a red line".to_string(),
            Meant::Clash(lines) => {
                let lines = view.red_lines().into_iter().filter(|line| lines.contains(&line.line));
                let said: Vec<String> = lines
                    .map(|line| {
                        format!("{}, {}", view.case.party(line.stance.party).title, said(view.case, line.stance))
                    })
                    .collect();
                format!("these cannot hold together: {}", said.join("; "))
            }
            Meant::Deal(target, _) => format!("a deal can be had within “{}”", target.title(view)),
            Meant::Moved(title, _) => format!("{title} moved"),
        }
    }

    fn overturned(&self, record: &Record<'_, '_>, budget: &mut Budget) -> Result<Found, Unaskable> {
        match self {
            Meant::NoDeal => {
                let hard = record.constraints()?.iter().map(record::Constraint::formula).collect();
                by_possibility(record, hard, budget)
            }
            Meant::Clash(lines) => {
                let constraints = record.constraints()?;
                let part = |line: Option<LineId>| line.is_none_or(|line| lines.contains(&line));
                let hard = constraints.iter().filter(|each| part(each.line)).map(record::Constraint::formula).collect();
                by_possibility(record, hard, budget)
            }
            Meant::Deal(_, fixed) => by_impossibility(record, &record.constraints()?, fixed, budget),
            Meant::Moved(_, told) => {
                let moved = record.moved(|stance| told.contains(&stance.site));
                by_possibility(record, vec![Formula::Not(Box::new(moved))], budget)
            }
        }
    }

    fn uncited(&self, view: &View<'_>) -> Vec<Uncited> {
        let lines = view.red_lines();
        let stances: Vec<&Stance> = match self {
            Meant::NoDeal => lines.iter().map(|line| line.stance).collect(),
            Meant::Clash(names) => {
                lines.iter().filter(|line| names.contains(&line.line)).map(|line| line.stance).collect()
            }
            Meant::Deal(..) => Vec::new(),
            Meant::Moved(_, told) => view
                .entered()
                .into_iter()
                .filter(|stance| told.contains(&stance.site) && stance.line.is_some())
                .collect(),
        };
        let uncited = stances.into_iter().filter(|stance| stance.evidence.is_empty());
        uncited
            .map(|stance| Uncited {
                party: view.case.party(stance.party).name.clone(),
                says: said(view.case, stance),
                cite: Cite::of(view.case, stance.site),
            })
            .collect()
    }
}

fn by_size(found: &Found) -> Vec<&Vec<usize>> {
    let mut sets: Vec<&Vec<usize>> = found.sets.iter().collect();
    sets.sort_by_key(|set| (set.len(), *set));
    sets
}

fn name(view: &View<'_>, record: &Record<'_, '_>, source: usize) -> String {
    view.case.reports[record.sources[source].0].name.clone()
}

/// Returns the sources of all sets, by name.
fn sources<'r>(view: &View<'_>, found: impl IntoIterator<Item = (&'r Record<'r, 'r>, &'r Found)>) -> Vec<SourceDetail> {
    let mut details: Vec<SourceDetail> = Vec::new();
    for (record, found) in found {
        let named: BTreeSet<usize> = found.sets.iter().flatten().copied().collect();
        for source in named {
            let report = &view.case.reports[record.sources[source].0];
            let cited = |passage: &&Evidence| record.behind(std::slice::from_ref(*passage)).contains(&source);
            let entered = view.entered();
            let anonymous = entered.iter().flat_map(|stance| &stance.evidence).filter(cited).all(|each| each.anonymous);
            match details.iter_mut().find(|detail| detail.name == report.name) {
                // An origin also speaks through what retells it.
                Some(known) => known.anonymous &= anonymous,
                None => details.push(SourceDetail {
                    name: report.name.clone(),
                    title: report.title.clone(),
                    publisher: report.publisher.clone(),
                    unseen: report.unseen,
                    anonymous,
                    cite: Cite::of(view.case, report.site),
                }),
            }
        }
    }
    details.sort_by(|a, b| a.name.cmp(&b.name));
    details
}

impl Rests {
    /// Returns the names of the sources of a set as a reader knows them.
    pub(crate) fn told(&self, set: &[String]) -> String {
        let told: Vec<String> = set
            .iter()
            .map(|name| match self.sources.iter().find(|source| source.name == *name) {
                Some(source) if source.anonymous => format!("{} (unnamed speakers only)", source.name),
                _ => name.clone(),
            })
            .collect();
        let together = if set.len() > 1 { ", together" } else { "" };
        format!("{}{together}", listed(&told.iter().map(String::as_str).collect::<Vec<_>>()))
    }
}
