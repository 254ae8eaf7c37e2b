//! How do we know? Which reports retell which, how many origins stand behind each entry, rival read-outs, hearsay.

use crate::cite::Cite;
use crate::page::{Line, Page, day};
use crate::question::moves::said;
use crate::session::Unaskable;
use crate::standing::listed;
use crate::words;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use zopa_case::case::Case;
use zopa_case::cited::Cited;
use zopa_case::evidence::{Claim, Evidence as Passage, Saying, Subject};
use zopa_case::id::{PartyId, PointId, ReportId};
use zopa_case::origin::Origins;
use zopa_case::rival;
use zopa_case::stance::Verb;
use zopa_case::subject::Topic;
use zopa_case::view::View;

/// How we know.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Evidence {
    /// The day.
    pub as_of: String,
    /// The reports, by date.
    pub reports: Vec<ReportDetail>,
    /// How many reports were seen, how many independent origins they go back to, from how many outlets those come.
    pub reports_seen: usize,
    /// The independent origins behind them.
    pub origins: usize,
    /// The outlets behind the origins; an origin without one counts as its own.
    pub outlets: usize,
    /// The stances in force, with what they rest on.
    pub entries: Vec<Resting>,
    /// Rival read-outs.
    pub rivals: Vec<Rivals>,
    /// What somebody says of another side's position, that this side has not said itself.
    pub hearsay: Vec<Said>,
}

/// A report and where it comes from.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReportDetail {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Whether it is known only through others.
    pub unseen: bool,
    /// The reports that it repeats, by name.
    pub retells: Vec<String>,
    /// The origins behind it, by name.
    pub origins: Vec<String>,
    /// How many entries cite it.
    pub cited: usize,
    /// Where it is on record.
    pub cite: Cite,
}

/// An entry and what it rests on.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Resting {
    /// The party.
    pub party: String,
    /// The name of the stance, where it has one.
    pub name: Option<String>,
    /// What it says, in words.
    pub says: String,
    /// How many passages are cited.
    pub passages: usize,
    /// The independent origins behind them, by name.
    pub origins: Vec<String>,
    /// The grades given.
    pub grades: Vec<String>,
    /// Whether every passage has an unnamed speaker.
    pub anonymous: bool,
    /// Whether no passage is the party's own word.
    pub hearsay: bool,
    /// Where it is on record.
    pub cite: Cite,
}

/// What is said of one thing, by both sides.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Rivals {
    /// What it is about, in words.
    pub about: String,
    /// The points concerned, by name.
    pub points: Vec<String>,
    /// Who says yes.
    pub yes: Vec<Said>,
    /// Who says no.
    pub no: Vec<Said>,
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Said {
    /// When.
    pub date: String,
    /// Who, as the record has it.
    pub speaker: String,
    /// The speaker's side, where known.
    pub side: Option<String>,
    /// Whose position it is about.
    pub of: Vec<String>,
    /// What is said, in words.
    pub says: String,
    /// The words, as printed.
    pub quote: Option<String>,
    /// Whether the speaker is not named.
    pub anonymous: bool,
    /// Whether the report itself is unsure.
    pub hedged: bool,
    /// Through which outlets it came.
    pub via: Vec<String>,
    /// The report.
    pub report: String,
    /// Where it is on record.
    pub cite: Cite,
}

/// Answers the question.
///
/// # Errors
/// Never today; questions that need the engine can fail on a case that is too large.
pub fn ask(view: &View<'_>) -> Result<Evidence, Unaskable> {
    let case = view.case;
    let cited = citations(case);
    let visible: Vec<ReportId> =
        (0..case.reports.len()).map(ReportId).filter(|report| view.sees(case.reports[report.0].date)).collect();
    let seen: Vec<ReportId> = visible.iter().copied().filter(|report| !case.reports[report.0].unseen).collect();
    let origins = Origins::of(case);
    let behind = origins.behind_all(seen.iter().copied());
    let outlets: BTreeSet<String> = behind
        .iter()
        .map(|origin| {
            let report = &case.reports[origin.0];
            report.publisher.clone().unwrap_or_else(|| report.name.clone())
        })
        .collect();
    let mut reports: Vec<ReportDetail> = visible.iter().map(|&report| detail(case, report, &origins, &cited)).collect();
    reports.sort_by(|a, b| (&a.date, &a.name).cmp(&(&b.date, &b.name)));
    Ok(Evidence {
        as_of: view.as_of.to_string(),
        reports,
        reports_seen: seen.len(),
        origins: behind.len(),
        outlets: outlets.len(),
        entries: resting(view),
        rivals: rivals(view),
        hearsay: hearsay(view),
    })
}

fn citations(case: &Case) -> BTreeMap<ReportId, usize> {
    let mut cited = BTreeMap::new();
    let stances = case.stances.iter().flat_map(|entry| &entry.evidence);
    let rounds = case.rounds.iter().flat_map(|entry| &entry.evidence);
    let drafts = case.drafts.iter().flat_map(|entry| &entry.evidence);
    let others = case.agreements.iter().flat_map(|entry| &entry.evidence);
    let events = case.events.iter().flat_map(|entry| &entry.evidence);
    let passages = stances.chain(rounds).chain(drafts).chain(others).chain(events).map(|passage| passage.report);
    for report in passages.chain(case.claims.iter().map(|claim| claim.report)) {
        *cited.entry(report).or_insert(0) += 1;
    }
    cited
}

fn detail(case: &Case, id: ReportId, origins: &Origins, cited: &BTreeMap<ReportId, usize>) -> ReportDetail {
    let report = &case.reports[id.0];
    let name = |report: &ReportId| case.reports[report.0].name.clone();
    ReportDetail {
        name: report.name.clone(),
        title: report.title.clone(),
        date: report.date.to_string(),
        publisher: report.publisher.clone(),
        unseen: report.unseen,
        retells: report.retells.iter().map(name).collect(),
        origins: origins.behind(id).iter().map(name).collect(),
        cited: cited.get(&id).copied().unwrap_or(0),
        cite: Cite::of(case, report.site),
    }
}

/// Returns what each stance in force rests on.
pub(crate) fn resting(view: &View<'_>) -> Vec<Resting> {
    let case = view.case;
    let origins = Origins::of(case);
    view.stances()
        .iter()
        .filter(|stance| stance.date.is_some() && stance.verb != Verb::Drops)
        .map(|stance| {
            let passages = &stance.evidence;
            let behind = origins.behind_all(passages.iter().map(|passage| passage.report));
            let own = |passage: &Passage| Cited::in_evidence(passage).is_own_word(case, stance.party);
            Resting {
                party: case.party(stance.party).name.clone(),
                name: stance.line.map(|line| case.lines[line.0].name.clone()),
                says: said(case, stance),
                passages: passages.len(),
                origins: behind.iter().map(|origin| case.reports[origin.0].name.clone()).collect(),
                grades: passages.iter().filter_map(|passage| passage.grade).map(|grade| grade.to_string()).collect(),
                anonymous: !passages.is_empty() && passages.iter().all(|passage| passage.anonymous),
                hearsay: !passages.iter().any(own),
                cite: Cite::of(case, stance.site),
            }
        })
        .collect()
}

/// Returns the rival read-outs, each with the claims on both sides.
pub(crate) fn rivals(view: &View<'_>) -> Vec<Rivals> {
    let case = view.case;
    let mut by_topic: BTreeMap<Topic, BTreeSet<usize>> = BTreeMap::new();
    for (later, earlier) in rival::rivals(view) {
        if let Some(topic) = Topic::of(&case.claims[later]) {
            by_topic.entry(topic).or_default().extend(earlier.into_iter().chain([later]));
        }
    }
    let mut found: Vec<Rivals> = by_topic.into_values().map(|claims| rivalry(case, &claims)).collect();
    found.sort_by(|a, b| (&a.yes, &a.about).cmp(&(&b.yes, &b.about)));
    found
}

fn rivalry(case: &Case, claims: &BTreeSet<usize>) -> Rivals {
    let claims: Vec<&Claim> = claims.iter().map(|&at| &case.claims[at]).collect();
    let subject = claims.first().and_then(|claim| claim.subject.as_ref());
    let mut points: BTreeSet<PointId> = claims.iter().flat_map(|claim| claim.on.iter().copied()).collect();
    match subject {
        Some(Subject::Point(point)) => {
            points.insert(*point);
        }
        Some(Subject::Stated(stated)) => points.extend(crate::standing::points(case, &stated.condition)),
        Some(Subject::Draft(_)) | None => {}
    }
    let says_no = |claim: &&&Claim| matches!(claim.saying, Saying::Open | Saying::Rejects) != claim.denied;
    let (no, yes): (Vec<&Claim>, Vec<&Claim>) = claims.iter().partition(says_no);
    Rivals {
        about: subject.map(|subject| about(case, subject)).unwrap_or_default(),
        points: points.into_iter().map(|point| case.point(point).name.clone()).collect(),
        yes: yes.into_iter().map(|claim| quoted(case, claim)).collect(),
        no: no.into_iter().map(|claim| quoted(case, claim)).collect(),
    }
}

fn about(case: &Case, subject: &Subject) -> String {
    match subject {
        Subject::Draft(draft) => case.drafts[draft.0].title.clone(),
        Subject::Point(point) => case.point(*point).title.clone(),
        Subject::Stated(stated) => words::expr(case, &stated.expr),
    }
}

fn quoted(case: &Case, claim: &Claim) -> Said {
    let verb = claim.saying.word();
    let denied = if claim.denied { "not " } else { "" };
    let what =
        claim.subject.as_ref().map(|subject| about(case, subject)).or_else(|| claim.text.clone()).unwrap_or_default();
    let name = |party: &PartyId| case.party(*party).name.clone();
    Said {
        date: claim.date.to_string(),
        speaker: claim.speaker.as_ref().map_or("the report itself", |speaker| case.speaker_title(speaker)).to_string(),
        side: Cited::in_claim(claim).side(case).map(|party| name(&party)),
        of: claim.of.iter().map(name).collect(),
        says: format!("{denied}{verb}: {what}"),
        quote: claim.quote.clone(),
        anonymous: claim.anonymous,
        hedged: claim.hedged,
        via: claim.via.clone(),
        report: case.reports[claim.report.0].name.clone(),
        cite: Cite::of(case, claim.site),
    }
}

/// Returns claims about a party's position by somebody who is not of its side.
fn hearsay(view: &View<'_>) -> Vec<Said> {
    let case = view.case;
    view.case
        .claims
        .iter()
        .filter(|claim| view.sees(claim.date) && claim.subject.is_some() && !claim.of.is_empty())
        .filter(|claim| !claim.of.iter().any(|party| Cited::in_claim(claim).is_own_word(case, *party)))
        .map(|claim| quoted(case, claim))
        .collect()
}

/// Returns a claim as a line: who, through whom, in which words.
pub(crate) fn said_line(said: &Said) -> Line {
    let unnamed = if said.anonymous { ", unnamed" } else { "" };
    let via = if said.via.is_empty() { String::new() } else { format!(", via {}", said.via.join(", ")) };
    let line = Line::plain(format!("{} ", said.date)).bold(said.speaker.clone()).then(format!("{unnamed}{via}: "));
    let line = match &said.quote {
        Some(quote) => line.then(format!("“{quote}”")),
        None => line.then(said.says.clone()),
    };
    let line = if said.hedged { line.faint(" (the report is unsure)") } else { line };
    line.cite(&said.cite)
}

impl Evidence {
    /// Returns the answer as a page.
    pub fn page(&self, case: &Case) -> Page {
        let mut page = Page::new(format!("How we know: {}", case.title));
        page.mark.clone_from(&case.handling);
        let plural = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
        page.paragraph(
            Line::plain(format!("As of {}: ", day(&self.as_of)))
                .bold(format!(
                    "{}, {}, {}.",
                    plural(self.reports_seen, "report"),
                    plural(self.origins, "origin"),
                    plural(self.outlets, "outlet")
                ))
                .then(" Reports that retell one report are one origin."),
        );
        page.heading("Reports");
        let rows = self.reports.iter().map(|report| {
            let from = if report.retells.is_empty() {
                String::new()
            } else {
                format!("retells {}", report.retells.join(", "))
            };
            let unseen = if report.unseen { "not seen; known through others" } else { "" };
            vec![
                Line::plain(report.date.clone()),
                Line::plain(report.name.clone()).cite(&report.cite),
                Line::plain(report.publisher.clone().unwrap_or_default()),
                Line::plain([from.as_str(), unseen].join(" ").trim().to_string()),
                Line::plain(report.cited.to_string()),
            ]
        });
        page.table(&["Date", "Report", "Publisher", "Comes from", "Cited"], rows.collect());
        self.add_rivals(&mut page);
        page.heading("What the stances rest on");
        let rows = self.entries.iter().map(|entry| {
            let mut how = Vec::new();
            if entry.anonymous {
                how.push("unnamed speakers only");
            }
            if entry.hearsay {
                how.push("not the party's own word");
            }
            vec![
                Line::plain(entry.party.clone()),
                Line::plain(entry.says.clone()).cite(&entry.cite),
                Line::plain(format!(
                    "{} from {}",
                    plural(entry.passages, "passage"),
                    plural(entry.origins.len(), "origin")
                )),
                Line::plain(entry.grades.join(" ")),
                Line::plain(listed(&how)),
            ]
        });
        page.table(&["Party", "Stance", "Passages", "Grades", ""], rows.collect());
        if !self.hearsay.is_empty() {
            page.heading("What somebody says of another side");
            let items = self.hearsay.iter().map(|said| {
                let of = listed(&said.of.iter().map(String::as_str).collect::<Vec<_>>());
                Line::plain(format!("of {of} ({}) – ", said.says)).join(said_line(said))
            });
            page.list(items);
        }
        page
    }

    fn add_rivals(&self, page: &mut Page) {
        if self.rivals.is_empty() {
            return;
        }
        page.heading("Rival read-outs");
        for rivals in &self.rivals {
            page.paragraph(Line::strong(rivals.about.clone()));
            let yes = rivals.yes.iter().map(|said| Line::plain("yes – ").join(said_line(said)));
            let no = rivals.no.iter().map(|said| Line::plain("no – ").join(said_line(said)));
            page.list(yes.chain(no));
        }
    }
}
