//! How far each point is from being settled, and why.

use crate::page::State;
use crate::question::clash::{self, Clash};
use crate::session::Unaskable;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use zopa_case::case::Case;
use zopa_case::condition::{Condition, Stated};
use zopa_case::draft::Settled;
use zopa_case::id::{PartyId, PointId};
use zopa_case::stance::{Stance, Verb};
use zopa_case::view::View;

/// Of each party so many stances on a point are told.
const STANCES_SHOWN: usize = 3;

/// How far a point is from being settled.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Standing {
    /// The point, by name.
    pub point: String,
    /// Its title.
    pub title: String,
    /// The heading under which it stands.
    pub chapter: Option<String>,
    /// How far.
    pub state: State,
    /// Why, in words.
    pub because: String,
    /// The parties on whom it depends.
    pub parties: Vec<String>,
}

/// Returns where the case is stuck, with all that the standing of its points rests on.
///
/// # Errors
/// When the case is larger than the engine takes.
pub fn stuck(view: &View<'_>, steps_max: Option<u64>) -> Result<Clash, Unaskable> {
    clash::ask(view, &clash::Options { dead: true, steps_max, ..clash::Options::default() })
}

/// Returns the standing of every point, in the order of the record.
pub fn standings(view: &View<'_>, clash: &Clash) -> Vec<Standing> {
    let standing = Reading {
        view,
        confirmed: view
            .confirmed()
            .into_iter()
            .map(|(key, entry)| (key, (&entry.settlement.at, entry.agreement.ad_referendum)))
            .collect(),
        blocked: blocked(clash),
        clash,
        about: about(view),
    };
    (0..view.case.points.len()).map(|at| standing.of(PointId(at))).collect()
}

/// Returns for each point in a clash the parties whose red lines clash about it.
fn blocked(clash: &Clash) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for detail in &clash.clash_details {
        for line in &detail.red_lines {
            for point in &line.points {
                found.entry(point.clone()).or_default().insert(line.party.clone());
            }
        }
    }
    // A point is stuck where at least two sides pull at it, or where a red line in a clash is about nothing else.
    let all = clash.clash_details.iter().flat_map(|detail| &detail.red_lines);
    let alone: BTreeSet<&String> = all.filter(|line| line.points.len() == 1).flat_map(|line| &line.points).collect();
    found.retain(|point, parties| parties.len() > 1 || alone.contains(point));
    found
}

struct Reading<'q, 'a> {
    view: &'q View<'a>,
    confirmed: BTreeMap<(PointId, PartyId), (&'a Settled, bool)>,
    blocked: BTreeMap<String, BTreeSet<String>>,
    clash: &'q Clash,
    /// For each point the stances in force about it.
    about: BTreeMap<PointId, Vec<&'a Stance>>,
}

/// Returns for each point the stances in force about it: in what they state, in their condition, or as a whole.
pub(crate) fn about<'a>(view: &View<'a>) -> BTreeMap<PointId, Vec<&'a Stance>> {
    let mut found: BTreeMap<PointId, Vec<&'a Stance>> = BTreeMap::new();
    for &stance in view.stances() {
        let mut concerned: BTreeSet<PointId> = stance.on.iter().copied().collect();
        for stated in stance.holds.iter().chain(&stance.condition) {
            concerned.extend(points(view.case, &stated.condition));
        }
        for point in concerned {
            found.entry(point).or_default().push(stance);
        }
    }
    found
}

impl<'a> Reading<'_, 'a> {
    fn of(&self, id: PointId) -> Standing {
        let point = self.view.case.point(id);
        let (state, because, parties) = self
            .agreed(id)
            .or_else(|| self.stuck(&point.name))
            .or_else(|| self.close(id))
            .unwrap_or_else(|| self.open(id));
        let case = self.view.case;
        Standing {
            point: point.name.clone(),
            title: point.title.clone(),
            chapter: point.chapter.clone(),
            state,
            because,
            parties: parties.into_iter().map(|party| case.party(party).name.clone()).collect(),
        }
    }

    fn stances(&self, id: PointId) -> &[&'a Stance] {
        self.about.get(&id).map_or(&[], Vec::as_slice)
    }

    fn confirmations(&self, id: PointId) -> Vec<(PartyId, usize, bool)> {
        let of_point = self.confirmed.range((id, PartyId(0))..=(id, PartyId(usize::MAX)));
        of_point
            .filter_map(|(&(_, party), &(at, reserved))| match at {
                Settled::Clean(choice) => Some((party, *choice, reserved)),
                Settled::Bracket(_) => None,
            })
            .collect()
    }

    fn agreed(&self, id: PointId) -> Option<(State, String, Vec<PartyId>)> {
        let confirmed = self.confirmations(id);
        let (_, choice, _) = *confirmed.first()?;
        let principals: Vec<PartyId> = self.view.case.principals().collect();
        let all = principals.iter().all(|party| confirmed.iter().any(|&(each, at, _)| each == *party && at == choice));
        if !all || principals.is_empty() {
            return None;
        }
        let reserved: Vec<PartyId> = confirmed
            .iter()
            .filter(|(party, _, reserved)| *reserved && principals.contains(party))
            .map(|&(party, ..)| party)
            .collect();
        let title = self.view.case.point(id).choice_title(choice);
        let mut because = format!("“{title}”, confirmed by every principal");
        if !reserved.is_empty() {
            because.push_str(&format!("; ad referendum for {}", titles(self.view.case, &reserved)));
        }
        if self.view.case.all_or_nothing {
            because.push_str("; provisional until everything is agreed");
        }
        Some((State::Agreed, because, principals))
    }

    fn stuck(&self, point: &str) -> Option<(State, String, Vec<PartyId>)> {
        let case = self.view.case;
        let names = self.blocked.get(point)?;
        let parties: Vec<PartyId> =
            (0..case.parties.len()).map(PartyId).filter(|party| names.contains(&case.party(*party).name)).collect();
        let because = match parties.as_slice() {
            [only] => format!("a red line of {} clashes with others", case.party(*only).title),
            several => format!("red lines of {} clash", titles(case, several)),
        };
        Some((State::Blocked, because, parties))
    }

    fn close(&self, id: PointId) -> Option<(State, String, Vec<PartyId>)> {
        let case = self.view.case;
        let against = |choice: usize| self.against(id, choice);
        let confirmed = self.confirmations(id);
        if let Some(&(_, choice, _)) = confirmed.first()
            && confirmed.iter().all(|&(_, at, _)| at == choice)
            && against(choice).is_empty()
        {
            let parties: Vec<PartyId> = confirmed.iter().map(|&(party, ..)| party).collect();
            let missing: Vec<PartyId> = case.principals().filter(|party| !parties.contains(party)).collect();
            let title = case.point(id).choice_title(choice);
            let because =
                format!("“{title}”: {} confirmed, {} not yet", titles(case, &parties), titles(case, &missing));
            return Some((State::Close, because, missing));
        }
        // A clause that an answer from another side leaves as it was.
        let texts = self.clean_texts(id);
        let (_, choice) = *texts.first()?;
        let sides: BTreeSet<&str> = texts.iter().map(|(side, _)| side.as_str()).collect();
        if sides.len() < 2 || texts.iter().any(|&(_, at)| at != choice) {
            return None;
        }
        let title = case.point(id).choice_title(choice);
        if let Some(crossed) = self.crossed(id, choice) {
            let because = format!("“{title}” stands in the drafts of both sides, against a red line: {crossed}");
            return Some((State::Open, because, self.against(id, choice)));
        }
        against(choice).is_empty().then(|| {
            (State::Close, format!("“{title}” stands in the drafts of both sides, confirmed by none"), Vec::new())
        })
    }

    /// Returns who wrote what on a point: the latest draft of each author that settles it, clean or not at all.
    fn clean_texts(&self, id: PointId) -> Vec<(String, usize)> {
        let mut latest: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (_, draft) in self.view.drafts() {
            let settled = draft.clauses.iter().flat_map(|clause| &clause.settles).find(|each| each.point == id);
            if let (Some(settlement), Some(author)) = (settled, draft.authors.first()) {
                let choice = match settlement.at {
                    Settled::Clean(choice) => Some(choice),
                    Settled::Bracket(_) => None,
                };
                latest.insert(self.view.case.speaker_title(author).to_string(), choice);
            }
        }
        if latest.values().any(Option::is_none) {
            return Vec::new();
        }
        latest.into_iter().filter_map(|(side, choice)| Some((side, choice?))).collect()
    }

    /// Returns why a choice in the drafts cannot stay: a red line rules it out by itself.
    fn crossed(&self, id: PointId, choice: usize) -> Option<&str> {
        let point = self.view.case.point(id);
        let name = point.choice_name(choice);
        let dead =
            self.clash.dead_options.iter().find(|dead| dead.point == point.name && dead.options.contains(&name))?;
        (!dead.red_lines.is_empty()).then_some(dead.because.as_str())
    }

    /// Returns the parties in force against a choice.
    fn against(&self, id: PointId, choice: usize) -> Vec<PartyId> {
        let opposed = |stance: &&&'a Stance| match stance.verb {
            Verb::RedLine | Verb::Demand => stance.holds.as_ref().is_some_and(|stated| !allows(stated, id, choice)),
            Verb::Opposes => {
                stance.on.contains(&id)
                    || stance
                        .holds
                        .as_ref()
                        .is_some_and(|stated| mentions(self.view.case, stated, id) && allows(stated, id, choice))
            }
            Verb::Offers | Verb::Accepts | Verb::Reserves | Verb::Considers | Verb::Drops => false,
        };
        let mut parties: Vec<PartyId> = self.stances(id).iter().filter(opposed).map(|stance| stance.party).collect();
        parties.sort_unstable();
        parties.dedup();
        parties
    }

    fn open(&self, id: PointId) -> (State, String, Vec<PartyId>) {
        let case = self.view.case;
        let mut by_party: BTreeMap<PartyId, Vec<&Stance>> = BTreeMap::new();
        for &stance in self.stances(id) {
            by_party.entry(stance.party).or_default().push(stance);
        }
        let parties: Vec<PartyId> = by_party.keys().copied().collect();
        let each: Vec<String> = by_party
            .into_iter()
            .map(|(party, mut stances)| {
                // Offers that relax a red line come before all else: they are the news.
                stances.sort_by_key(|stance| (stance.relaxes.is_empty(), stance.verb));
                let mut words: Vec<String> =
                    stances.iter().take(STANCES_SHOWN).map(|stance| short(case, stance)).collect();
                if stances.len() > STANCES_SHOWN {
                    words.push("…".to_string());
                }
                format!("{}: {}", case.party(party).title, words.join(", "))
            })
            .collect();
        let confirmed = self.confirmations(id).into_iter().map(|(party, choice, _)| {
            format!("{} confirmed “{}”", case.party(party).title, case.point(id).choice_title(choice))
        });
        let each: Vec<String> = confirmed.chain(each).collect();
        let drafted = self.view.drafts().iter().any(|(_, draft)| {
            draft
                .clauses
                .iter()
                .any(|clause| clause.settles.iter().any(|settlement| settlement.point == id) || clause.on.contains(&id))
        });
        let because = match (each.is_empty(), drafted) {
            (false, _) => each.join("; "),
            (true, true) => "in a draft; no stance on record".to_string(),
            (true, false) => "nothing on record".to_string(),
        };
        (State::Open, because, parties)
    }
}

/// Returns a stance in a few words: its verb and title.
pub fn short(case: &Case, stance: &Stance) -> String {
    let verb = match stance.verb {
        Verb::RedLine => "red line",
        Verb::Offers | Verb::Accepts if stance.condition.is_some() => "conditional offer",
        other => other.word(),
    };
    match (&stance.title, &stance.holds) {
        (Some(title), _) => format!("{verb} “{title}”"),
        (None, Some(stated)) => format!("{verb} “{}”", crate::words::expr(case, &stated.expr)),
        (None, None) => verb.to_string(),
    }
}

/// Returns whether a condition, where it is about this point alone, can hold at a choice; anything else can.
fn allows(stated: &Stated, id: PointId, choice: usize) -> bool {
    match &stated.condition {
        Condition::At(point, choices) if *point == id => choices.contains(&choice),
        Condition::Not(inner) => match inner.as_ref() {
            Condition::At(point, choices) if *point == id => !choices.contains(&choice),
            _ => true,
        },
        _ => true,
    }
}

/// Returns whether an expression is about a point, itself or by way of a fact that an option of the point gives.
pub fn mentions(case: &Case, stated: &Stated, id: PointId) -> bool {
    points(case, &stated.condition).contains(&id)
}

/// Returns the points that a condition is about, also by way of facts.
pub fn points(case: &Case, condition: &Condition) -> BTreeSet<PointId> {
    let mut found: BTreeSet<PointId> = condition.points().into_iter().collect();
    let mut seen = BTreeSet::new();
    let mut open = condition.facts();
    while let Some(fact) = open.pop() {
        if seen.insert(fact) {
            let declared = &case.facts[fact.0];
            found.extend(declared.given_by.iter().map(|&(point, _)| point));
            if let Some(when) = &declared.when {
                found.extend(when.points());
                open.extend(when.facts());
            }
        }
    }
    found
}

/// Returns the titles of parties as a list in words.
pub fn titles(case: &Case, parties: &[PartyId]) -> String {
    let titles: Vec<&str> = parties.iter().map(|party| case.party(*party).title.as_str()).collect();
    listed(&titles)
}

/// Returns words as a list: "a, b and c".
pub fn listed(words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [only] => (*only).to_string(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
