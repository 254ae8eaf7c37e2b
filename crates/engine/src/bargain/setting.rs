//! A zone in the form in which it is searched, and answers in the form in which they are given.

use super::{
    TIES_MAX,
    goal::{Aim, Goal, Score, Wanted},
    network::{Choices, Network, Rows},
    search::Search,
    task::{Found, Keep, Task},
};
use crate::{
    budget::Budget,
    diagram::Diagram,
    option_set::OptionSet,
    space::Package,
    values::Values,
    verdict::{Deal, Verdict},
    zone::Zone,
};

/// What deals are compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objective {
    /// The sum of the values of all parties, each times a weight. *Shape*: a weight for every party; missing ones
    /// are 0.
    Sum(Vec<u64>),
    /// The product of the gains of all parties. Only deals count in which no gain is negative.
    Product,
}

/// The gains of the parties as rows of a search.
///
/// Further rows may follow those of the parties. Without parties there is one row that is always 1.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) search: Search,
    walk_away: Vec<i128>,
    floors: Vec<Option<i128>>,
    caps: Vec<Option<i128>>,
}

/// What rows follow those of the parties.
#[derive(Clone, Copy, Debug)]
pub(super) enum Beside<'a> {
    /// None.
    Nothing,
    /// On how many points a path has one of the options wanted there.
    Same(&'a [OptionSet]),
    /// On how many points a path differs from each of some packages. Where a package has no option for a point, every
    /// option differs.
    Different(&'a [Package]),
}

impl Beside<'_> {
    fn n_rows(self) -> usize {
        match self {
            Beside::Nothing => 0,
            Beside::Same(_) => 1,
            Beside::Different(from) => from.len(),
        }
    }
}

/// Raises floors of gains to values that parties must have.
fn raise(floors: &mut [Option<i128>], walk_away: &[i128], values: &[Option<i128>]) {
    for ((floor, least), value) in floors.iter_mut().zip(walk_away).zip(values) {
        if let Some(value) = value {
            let gain = value.saturating_sub(*least);
            *floor = Some(floor.map_or(gain, |floor| floor.max(gain)));
        }
    }
}

/// What the bonuses of a diagram are worth: those that every package has, and those of each gain.
pub(super) struct Bonuses<'v> {
    pub(super) base: &'v [i128],
    pub(super) gains: &'v [Vec<i128>],
}

impl Setting {
    /// Returns the setting, or nothing if the zone has no package.
    pub(super) fn new(zone: &Zone, choices: Choices) -> Option<Setting> {
        Setting::beside(zone, choices, Beside::Nothing)
    }

    /// Returns the setting with further rows.
    pub(super) fn beside(zone: &Zone, choices: Choices, beside: Beside<'_>) -> Option<Setting> {
        let bonuses = Bonuses { base: zone.base(), gains: zone.gains() };
        let network = network(zone.diagram(), zone.values(), &bonuses, (choices, beside))?;
        let mut setting = Setting::of(Search::new(network), zone.values());
        raise(&mut setting.floors, &setting.walk_away, zone.floors());
        Some(setting)
    }

    pub(super) fn of(search: Search, values: &Values) -> Setting {
        let n_rows = search.network.n_rows;
        let parties = values.parties();
        let walk_away: Vec<i128> = parties.iter().map(|party| party.walk_away.unwrap_or(0)).collect();
        let mut floors: Vec<Option<i128>> = parties.iter().map(|party| party.walk_away.map(|_| 0)).collect();
        let caps = parties.iter().zip(&walk_away).map(|(party, least)| party.cap.map(|cap| cap - least));
        let mut caps: Vec<Option<i128>> = caps.collect();
        floors.resize(n_rows, None);
        caps.resize(n_rows, None);
        Setting { search, walk_away, floors, caps }
    }

    pub(super) fn n_parties(&self) -> usize {
        self.walk_away.len()
    }

    /// Returns the first row after those of the parties.
    pub(super) fn first_beside(&self) -> usize {
        self.n_parties().max(1)
    }

    pub(super) fn goal(&self, aim: Aim) -> Goal {
        Goal { aim, floors: self.floors.clone(), caps: self.caps.clone() }
    }

    /// Returns the goal of an objective.
    pub(super) fn goal_of(&self, objective: &Objective) -> Goal {
        match objective {
            Objective::Product => self.goal(Aim::Product),
            Objective::Sum(weights) => {
                let mut weights = weights.clone();
                weights.resize(self.n_parties(), 0);
                weights.resize(self.search.network.n_rows, 0);
                self.goal(Aim::Sum(weights))
            }
        }
    }

    /// Returns the aim whose every score is the same.
    pub(super) fn any(&self) -> Aim {
        Aim::Least(vec![0; self.search.network.n_rows])
    }

    /// Returns the gains that values are.
    pub(super) fn gains(&self, values: &[i128]) -> Vec<i128> {
        values.iter().zip(&self.walk_away).map(|(value, least)| value - least).collect()
    }

    /// Raises the floors of a goal to values that parties must have.
    pub(super) fn raise(&self, goal: &mut Goal, floors: &[Option<i128>]) {
        raise(&mut goal.floors, &self.walk_away, floors);
    }

    pub(super) fn deal(&self, found: &Found) -> Deal {
        let values = found.rows.iter().zip(&self.walk_away).map(|(gain, least)| gain + least).collect();
        Deal { values, package: self.search.network.package(&found.path) }
    }

    /// Returns deals by their values, highest first.
    pub(super) fn deals(&self, found: &[Found]) -> Vec<Deal> {
        let mut deals: Vec<Deal> = found.iter().map(|found| self.deal(found)).collect();
        deals.sort_by(|a, b| b.values.cmp(&a.values).then(a.package.cmp(&b.package)));
        deals
    }

    /// Finds the highest score.
    pub(super) fn best(&mut self, goal: &Goal, budget: &mut Budget) -> Verdict<Found> {
        self.best_beyond(goal, None, budget)
    }

    /// Finds the highest score, knowing a path with one.
    pub(super) fn best_beyond(&mut self, goal: &Goal, known: Option<&Found>, budget: &mut Budget) -> Verdict<Found> {
        let mut task = Task::new(goal, Keep::Best, Wanted::Any, self.search.limits.clone());
        if let Some(known) = known {
            task.keep(known.clone());
        }
        let is_done = self.search.run(&mut task, budget);
        match (task.found.pop(), is_done) {
            (Some(found), true) => Verdict::Proven(found),
            (Some(found), false) => {
                let gap = task.gap(&found.score);
                Verdict::BestFound { found, gap }
            }
            (None, true) => Verdict::Impossible,
            (None, false) => Verdict::Unknown,
        }
    }

    /// Lists paths whose score is wanted, and returns whether they are all.
    pub(super) fn list(&mut self, goal: &Goal, wanted: Wanted, keep: Keep, budget: &mut Budget) -> (Vec<Found>, bool) {
        let mut task = Task::new(goal, keep, wanted, self.search.limits.clone());
        let is_done = self.search.run(&mut task, budget);
        (task.found, is_done && !task.is_cut)
    }

    /// Finds the highest score and all maximal vectors of rows that have it.
    pub(super) fn solve(&mut self, goal: &Goal, budget: &mut Budget) -> Verdict<Vec<Deal>> {
        let best = self.best(goal, budget);
        self.with_ties(goal, best, budget)
    }

    /// Adds to the highest score all maximal vectors of rows that have it.
    pub(super) fn with_ties(&mut self, goal: &Goal, best: Verdict<Found>, budget: &mut Budget) -> Verdict<Vec<Deal>> {
        match best {
            Verdict::Proven(best) => self.ties(goal, &best.score, &best, budget),
            Verdict::BestFound { found, gap } => Verdict::BestFound { found: vec![self.deal(&found)], gap },
            Verdict::Impossible => Verdict::Impossible,
            Verdict::Unknown => Verdict::Unknown,
        }
    }

    fn ties(&mut self, goal: &Goal, score: &Score, best: &Found, budget: &mut Budget) -> Verdict<Vec<Deal>> {
        let (mut ties, is_done) = self.list(goal, Wanted::AtLeast(score.clone()), Keep::Maximal(TIES_MAX), budget);
        if ties.is_empty() {
            ties.push(best.clone());
        }
        let found = self.deals(&ties);
        if is_done { Verdict::Proven(found) } else { Verdict::BestFound { found, gap: 0.0 } }
    }
}

/// Returns the network of a diagram with values, or nothing if it has no path.
pub(super) fn network(
    diagram: &Diagram,
    values: &Values,
    bonuses: &Bonuses<'_>,
    (choices, beside): (Choices, Beside<'_>),
) -> Option<Network> {
    if !diagram.is_possible() {
        return None;
    }
    let parties = values.parties();
    let n = parties.len().max(1);
    let option = |row: usize, point: usize, option: usize| match parties.get(row) {
        Some(party) => party.tables[point][option],
        None if row < n => 0,
        None => match beside {
            Beside::Nothing => 0,
            Beside::Same(wanted) => i128::from(wanted.get(point).is_some_and(|wanted| wanted.contains(option))),
            Beside::Different(from) => i128::from(from[row - n].get(point) != Some(&option)),
        },
    };
    let gain = |row: usize, gain: usize| bonuses.gains[gain].get(row).copied().unwrap_or(0);
    let mut base: Vec<i128> =
        parties.iter().zip(bonuses.base).map(|(party, base)| base - party.walk_away.unwrap_or(0)).collect();
    base.resize(n, 1);
    base.resize(n + beside.n_rows(), 0);
    Some(Network::new(diagram, &Rows { base, option: &option, gain: &gain }, choices))
}
