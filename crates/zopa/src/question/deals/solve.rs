//! Finds the deals.

use super::{Deal, Deals, Frontier, Lists, NotValued, Options, Party, Proof, Proofs, Verdict};
use crate::cite::Cite;
use crate::lower::{Lower, Model, model, within};
use crate::session::Unaskable;
use crate::settle::settlements;
use crate::worth::{Inexact, Worths, double, exact, worths};
use num_bigint::BigUint;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use zopa_case::id::PointId;
use zopa_case::view::View;
use zopa_engine as engine;
use zopa_engine::{
    Budget, Convention, DIAGRAM_ARCS_MAX, Diagram, Formula, FrontierOptions, FrontierTooLarge, Measure, Solution,
    Values, Zone, count_deals, count_packages, value_ranges,
};

/// The most steps for counting deals, each of which takes about as many bytes as a small package.
pub(super) const COUNT_STEPS_MAX: u64 = 1 << 19;

/// A frontier of up to so many points is searched for the solutions; beyond that they are sought on their own.
const CHOSEN_FROM_MAX: usize = 200_000;

/// So many deals at most stand for a frontier that is too large to be listed.
const COVER_MAX: usize = 1_000;

/// By so many weightings the best deals are sought there.
const SUPPORTED_MAX: usize = 40;

/// A diagram that also tells bonuses apart may have so many arcs before a search is tried instead.
const BONUS_ARCS_MAX: usize = 1 << 16;

/// How many ties of a solution are listed.
const TIES_MAX: usize = 1_000;

/// A question on its way.
pub(super) struct Solve<'q, 'a> {
    pub(super) view: &'q View<'a>,
    pub(super) options: &'q Options,
    pub(super) model: Model<'a>,
    worths: Worths<'a>,
    pub(super) values: Values,
    /// What walking away is worth, and what was asked for besides.
    pub(super) floors: Vec<Option<i128>>,
    /// The links and conditions.
    allowed: Vec<Formula>,
    /// The same with the red lines.
    pub(super) must: Vec<Formula>,
    conditions: Vec<String>,
}

/// What is known of the zone. The points of the frontier and the solutions are still in the engine's terms.
struct Found {
    frontier: Frontier,
    points: Vec<engine::Deal>,
    ideal: Option<Vec<i128>>,
    solutions: [Vec<engine::Deal>; 4],
    proofs: Proofs,
}

impl<'q, 'a> Solve<'q, 'a> {
    pub(super) fn new(view: &'q View<'a>, options: &'q Options) -> Result<Solve<'q, 'a>, Unaskable> {
        let model = model(view)?;
        let worths = worths(view, &mut Lower::new(view.case))?;
        let parties = worths.known.iter().map(|worth| worth.values.clone()).collect();
        let values = Values::new(&model.problem, parties).map_err(|error| Unaskable::new(error.to_string()))?;
        let values = if options.all_outcomes { values.without_walk_away() } else { values };
        let floors = values.parties().iter().map(|party| party.walk_away).collect();
        let allowed = model.problem.hard().to_vec();
        let conditions = Vec::new();
        let mut solve = Solve { view, options, model, worths, values, floors, allowed, must: Vec::new(), conditions };
        solve.add_conditions()?;
        let red_lines = solve.model.problem.soft().iter().map(|soft| soft.formula.clone());
        solve.must = solve.allowed.iter().cloned().chain(red_lines).collect();
        Ok(solve)
    }

    fn add_conditions(&mut self) -> Result<(), Unaskable> {
        for text in &self.options.fix {
            for (point, choice) in settlements(self.view, text)? {
                self.allowed.push(within(point, [choice]));
                self.conditions.push(self.words(point, choice, ""));
            }
        }
        for text in &self.options.forbid {
            for (point, choice) in settlements(self.view, text)? {
                self.allowed.push(Formula::Not(Box::new(within(point, [choice]))));
                self.conditions.push(self.words(point, choice, "not "));
            }
        }
        for text in &self.options.at_least {
            let expected = || Unaskable::new(format!("expected `party = value`, found `{text}`"));
            let (name, value) = text.split_once('=').ok_or_else(expected)?;
            let value = value.trim().parse::<Decimal>().map_err(|_| expected())?;
            let case = self.view.case;
            let known = || self.worths.known.iter().map(|worth| case.party(worth.party));
            let party = known().position(|party| party.name == name.trim() || party.title == name.trim());
            let party = party.ok_or_else(|| {
                Unaskable::unknown("party with values", name.trim(), known().map(|party| party.name.as_str()))
            })?;
            let floor = self.worths.at_least(value).ok_or_else(|| Unaskable::new(format!("{value} is too large")))?;
            self.floors[party] = self.floors[party].max(Some(floor));
            let title = &case.party(self.worths.known[party].party).title;
            self.conditions.push(format!("at least {value} for {title}"));
        }
        Ok(())
    }

    fn words(&self, point: PointId, choice: usize, not: &str) -> String {
        let point = self.view.case.point(point);
        format!("{}: {not}{}", point.title, point.choice_title(choice))
    }

    pub(super) fn answer(self) -> Result<Deals, Unaskable> {
        let space = self.model.problem.space();
        let packages: BigUint = space.sizes().iter().map(|&n| BigUint::from(n)).product();
        let counted = |formulas: &[Formula]| {
            let diagram = Diagram::compile(space, formulas, &[], DIAGRAM_ARCS_MAX).ok()?;
            Some(count_packages(&diagram))
        };
        let possible = counted(&self.allowed);
        let within_red_lines = counted(&self.must);
        let (zone, found) = self.zone_and_found();
        let (at_least, at_most) = self.count(zone.as_ref(), &found, within_red_lines.as_ref(), &packages);
        let (solutions, points) = self.counted(zone.as_ref(), &found.solutions, &found.points);
        let case = self.view.case;
        let parties = (0..self.worths.known.len()).map(|at| self.party(at, zone.as_ref())).collect();
        let not_valued = self.worths.unknown.iter().map(|(party, why)| NotValued {
            party: case.party(*party).name.clone(),
            title: case.party(*party).title.clone(),
            because: why.words(),
            known_in_part: *why != Inexact::Nothing,
        });
        let mut deals = Deals {
            as_of: self.view.as_of.to_string(),
            assumptions: self.view.assumptions.iter().map(|assumption| assumption.name.clone()).collect(),
            parties,
            not_valued: not_valued.collect(),
            convention: name(self.options.convention),
            all_outcomes: self.options.all_outcomes,
            conditions: self.conditions.clone(),
            packages: packages.to_string(),
            possible: possible.map(|number| number.to_string()),
            within_red_lines: within_red_lines.map(|number| number.to_string()),
            deals: (at_least == at_most).then(|| at_least.to_string()),
            deals_at_least: at_least.to_string(),
            deals_at_most: at_most.to_string(),
            walk_aways_at_odds: match &zone {
                Some(zone) if at_most == BigUint::ZERO => self.at_odds(zone),
                _ => Vec::new(),
            },
            frontier: Frontier { points, ..found.frontier },
            ideal: found.ideal.map(|values| values.into_iter().map(|value| self.double(value)).collect()),
            solutions,
            proofs: found.proofs,
            best_by_sum: Vec::new(),
            best_by_product: Vec::new(),
            most_different: Vec::new(),
            nearest: None,
            lists: Lists::default(),
            complete: false,
            more_steps_may_help: false,
        };
        self.add_listed(zone.as_ref(), &mut deals)?;
        let is_proven = deals.is_proven();
        let is_counted = deals.deals.is_some() && deals.are_ties_counted();
        deals.complete = is_proven && is_counted;
        deals.more_steps_may_help = !is_proven || !is_counted && self.options.steps_max < COUNT_STEPS_MAX;
        Ok(deals)
    }

    /// Returns the zone, if its diagram is not too wide, and what is known of it either way.
    fn zone_and_found(&self) -> (Option<Zone>, Found) {
        let zone = self.zone();
        if self.values.n_parties() == 0 {
            return (zone, Found::undefined());
        }
        if let Some(zone) = zone {
            let found = self.in_zone(&zone);
            return (Some(zone), found);
        }
        let searched = self.in_search();
        if searched.frontier.proof.is_settled() {
            return (None, searched);
        }
        // What the search leaves open may yet be had by a wide diagram.
        match self.zone_within(DIAGRAM_ARCS_MAX) {
            Some(zone) => {
                let found = self.in_zone(&zone);
                (Some(zone), found)
            }
            None => (None, searched),
        }
    }

    /// Returns bounds on the number of deals, given how many packages cross no red line, if that is known, and how many
    /// there are at all.
    fn count(
        &self,
        zone: Option<&Zone>,
        found: &Found,
        within: Option<&BigUint>,
        packages: &BigUint,
    ) -> (BigUint, BigUint) {
        let (at_least, at_most) = match zone {
            Some(zone) => {
                let steps = self.options.steps_max.min(COUNT_STEPS_MAX);
                let count = count_deals(zone, &self.floors, &mut Budget::new(steps));
                (count.at_least, count.at_most)
            }
            None if found.frontier.proof.verdict == Verdict::Impossible => (BigUint::ZERO, BigUint::ZERO),
            None => {
                let all = within.filter(|_| self.is_acceptable_to_all()).cloned();
                (all.unwrap_or(BigUint::ZERO), within.unwrap_or(packages).clone())
            }
        };
        // Where the count gave up, the deals that were found are some at least.
        let are_deals = matches!(self.options.convention, Convention::Textbook | Convention::Negmas);
        let n_found = if are_deals { found.n_deals() } else { 0 };
        (at_least.max(n_found.into()), at_most)
    }

    /// Returns the zone, if its diagram is not too wide. Bonuses widen it, and a search that has no need of it is then
    /// the better way.
    pub(super) fn zone(&self) -> Option<Zone> {
        let has_bonuses = self.values.parties().iter().any(|party| !party.bonuses.is_empty());
        let arcs_max = if has_bonuses { BONUS_ARCS_MAX } else { DIAGRAM_ARCS_MAX };
        self.zone_within(arcs_max)
    }

    fn zone_within(&self, arcs_max: usize) -> Option<Zone> {
        let space = self.model.problem.space();
        let zone = Zone::compile(space, &self.must, self.values.clone(), arcs_max).ok()?;
        Some(zone.with_floors(&self.floors))
    }

    /// Returns the frontier of the zone, if it is not too large.
    pub(super) fn frontier(&self, zone: &Zone) -> Result<engine::Frontier, FrontierTooLarge> {
        let mut budget = Budget::new(self.options.steps_max);
        let floors = match self.options.convention {
            Convention::Textbook | Convention::Negmas => self.floors.clone(),
            // These two look at all packages, whatever walking away is worth.
            Convention::Genius | Convention::Negolog => vec![None; self.floors.len()],
        };
        engine::frontier(zone, &floors, &FrontierOptions::default(), &mut budget)
    }

    fn in_zone(&self, zone: &Zone) -> Found {
        let listed = self.frontier(zone);
        let known = listed.as_ref().ok().filter(|frontier| frontier.len() <= CHOSEN_FROM_MAX);
        let mut found = match known {
            Some(frontier) => {
                let values: Vec<Vec<i128>> = (0..frontier.len()).map_while(|at| frontier.values(at)).collect();
                self.chosen(&values, Some(zone), |at| frontier.deal(at))
            }
            None => self.searched(zone),
        };
        if listed.is_err() {
            (found.frontier, found.points) = self.covered(zone);
        }
        if let Ok(frontier) = &listed {
            let n = frontier.len();
            let verdict = if n == 0 { Verdict::Impossible } else { Verdict::Proven };
            found.points = frontier.deals().take(self.options.list_max).collect();
            found.frontier = Frontier {
                size: Some(n),
                proof: Proof { verdict, gap: None },
                listed_all: n <= self.options.list_max,
                ..Frontier::default()
            };
        }
        found
    }

    /// Tells of a frontier that is too large to be listed what can be told.
    fn covered(&self, zone: &Zone) -> (Frontier, Vec<engine::Deal>) {
        let unknown = Proof::UNKNOWN;
        if matches!(self.options.convention, Convention::Genius | Convention::Negolog) {
            return (Frontier { proof: unknown, ..Frontier::default() }, Vec::new());
        }
        let mut budget = Budget::new(self.options.steps_max);
        let cover = engine::cover(zone, &self.floors, COVER_MAX, &mut budget);
        let supported = engine::supported(zone, SUPPORTED_MAX, &mut Budget::new(self.options.steps_max));
        let supported = supported.iter().map(|deal| self.deal(deal)).collect();
        let epsilon = cover.as_ref().map(|cover| cover.epsilon.iter().map(|&less| self.double(less)).collect());
        let points = cover.map(|cover| cover.deals).unwrap_or_default();
        let verdict = if epsilon.is_some() { Verdict::BestFound } else { Verdict::Unknown };
        let proof = Proof { verdict, gap: None };
        (Frontier { proof, epsilon, supported, ..Frontier::default() }, points)
    }

    /// Chooses the solutions among the listed frontier.
    fn chosen(&self, values: &[Vec<i128>], zone: Option<&Zone>, deal: impl Fn(usize) -> Option<engine::Deal>) -> Found {
        if values.is_empty() {
            return Found::impossible();
        }
        let convention = self.options.convention;
        let n_parties = self.values.n_parties();
        let most_listed = (0..n_parties).map(|party| values.iter().map(|values| values[party]).max().unwrap_or(0));
        let ideal: Vec<i128> = most_listed.collect();
        let mut measure = Measure { no_deal: self.no_deal(), most: ideal.clone() };
        if let (Convention::Negmas, Some(ranges)) = (convention, zone.and_then(value_ranges)) {
            let least = measure.no_deal.iter_mut().zip(&ranges);
            least.for_each(|(no_deal, (least, _))| *no_deal = (*no_deal).max(*least));
            measure.most = ranges.into_iter().map(|(_, most)| most).collect();
        }
        let gains = |at: &usize| values[*at].iter().zip(&measure.no_deal).all(|(value, none)| value >= none);
        let choose = |solution| -> (Vec<engine::Deal>, Proof) {
            // Where no walk-away value keeps them out, deals below nothing have no product of gains.
            let must_gain = solution == Solution::Nash && convention == Convention::Textbook;
            let among: Vec<usize> = (0..values.len()).filter(|at| !must_gain || gains(at)).collect();
            let listed: Vec<Vec<i128>> = among.iter().map(|&at| values[at].clone()).collect();
            let ties = engine::choose(convention, solution, &listed, &measure);
            let proof = match ties.len() {
                0 if must_gain => Proof { verdict: Verdict::Impossible, gap: None },
                0 => Proof { verdict: Verdict::Undefined, gap: None },
                n if n > TIES_MAX => Proof { verdict: Verdict::BestFound, gap: Some(0.0) },
                _ => Proof { verdict: Verdict::Proven, gap: None },
            };
            let deals = ties.iter().take(TIES_MAX).filter_map(|&at| deal(among[at])).collect();
            (deals, proof)
        };
        let solutions =
            [Solution::Nash, Solution::KalaiSmorodinsky, Solution::Egalitarian, Solution::Utilitarian].map(choose);
        Found::with(Some(ideal), solutions)
    }

    /// Finds the solutions without listing the frontier.
    fn searched(&self, zone: &Zone) -> Found {
        let budget = || Budget::new(self.options.steps_max);
        if self.options.convention != Convention::Textbook {
            return Found::unknown();
        }
        let solvers = [engine::nash, engine::kalai_smorodinsky, engine::egalitarian, engine::utilitarian];
        let solutions = solvers.map(|solve| proven(solve(zone, &mut budget())));
        let ideal = match engine::ideal(zone, &mut budget()) {
            engine::Verdict::Proven(ideal) => Some(ideal),
            _ => None,
        };
        Found::with(ideal, solutions)
    }

    /// Finds the frontier where the diagram would be too wide, and the solutions on it.
    fn in_search(&self) -> Found {
        let floors = match self.options.convention {
            Convention::Textbook | Convention::Negmas => self.floors.clone(),
            Convention::Genius | Convention::Negolog => vec![None; self.floors.len()],
        };
        let space = self.model.problem.space();
        let mut budget = Budget::new(self.options.steps_max);
        let verdict = engine::search_frontier(space, &self.must, &self.values, &floors, &mut budget);
        let gap = match &verdict {
            engine::Verdict::BestFound { gap, .. } => Some(*gap),
            _ => None,
        };
        let mut listed = verdict.found().cloned().unwrap_or_default();
        listed.sort_by(|a, b| b.values.cmp(&a.values));
        let (points, proof) = proven(match gap {
            Some(gap) => engine::Verdict::BestFound { found: listed.clone(), gap },
            None if verdict.found().is_some() => engine::Verdict::Proven(listed.clone()),
            None => verdict,
        });
        if listed.is_empty() {
            let found = if proof.verdict == Verdict::Impossible { Found::impossible() } else { Found::unknown() };
            return found;
        }
        let values: Vec<Vec<i128>> = listed.iter().map(|deal| deal.values.clone()).collect();
        let mut found = self.chosen(&values, None, |at| listed.get(at).cloned());
        if gap.is_some() {
            found.doubt();
        }
        let n = listed.len();
        found.points = points.into_iter().take(self.options.list_max).collect();
        let listed_all = n <= self.options.list_max;
        found.frontier = Frontier { size: Some(n), proof, listed_all, ..Frontier::default() };
        found
    }

    /// Returns what a package is worth to each party.
    pub(super) fn worth(&self, package: &[usize]) -> Vec<f64> {
        self.values.of(package).into_iter().map(|value| self.double(value)).collect()
    }

    /// Returns deals in the terms of the record, with how far they are proven.
    pub(super) fn told(&self, verdict: engine::Verdict<Vec<engine::Deal>>) -> (Vec<Deal>, Proof) {
        let (deals, proof) = proven(verdict);
        (deals.iter().map(|deal| self.deal(deal)).collect(), proof)
    }

    /// Returns whether every package, whatever it is, is sure to meet all floors.
    fn is_acceptable_to_all(&self) -> bool {
        let parties = self.values.parties().iter().zip(&self.floors);
        parties.into_iter().all(|(party, floor)| {
            let options = party.tables.iter().filter_map(|table| table.iter().min());
            let lost = party.bonuses.iter().map(|bonus| bonus.amount.min(0));
            let least = options.sum::<i128>() + lost.sum::<i128>();
            floor.is_none_or(|floor| floor <= party.cap.map_or(least, |cap| cap.min(least)))
        })
    }

    fn no_deal(&self) -> Vec<i128> {
        self.values.parties().iter().map(|party| party.walk_away.unwrap_or(0)).collect()
    }

    /// Returns the smallest sets of parties whose walk-away values no package meets together.
    fn at_odds(&self, zone: &Zone) -> Vec<Vec<String>> {
        let with_floor: Vec<usize> = (0..self.floors.len()).filter(|&party| self.floors[party].is_some()).collect();
        let mut sets: Vec<u32> = (1..1_u32 << with_floor.len()).collect();
        sets.sort_by_key(|set| (set.count_ones(), *set));
        let mut minimal: Vec<u32> = Vec::new();
        let zone = zone.with_values(self.values.without_walk_away()).with_floors(&[]);
        for set in sets {
            if minimal.iter().any(|known| set & known == *known) {
                continue;
            }
            let mut floors = vec![None; self.floors.len()];
            let members = with_floor.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
            members.for_each(|(_, &party)| floors[party] = self.floors[party]);
            let answer = engine::meets(&zone, &floors, &mut Budget::new(self.options.steps_max));
            if answer == engine::Verdict::Impossible {
                minimal.push(set);
            }
        }
        let name = |at: usize| self.view.case.party(self.worths.known[with_floor[at]].party).name.clone();
        let named = |set: u32| (0..with_floor.len()).filter(|at| set >> at & 1 == 1).map(name).collect();
        minimal.into_iter().map(named).collect()
    }

    fn party(&self, at: usize, zone: Option<&Zone>) -> Party {
        let worth = &self.worths.known[at];
        let case = self.view.case;
        let party = case.party(worth.party);
        let range = zone.and_then(value_ranges).map(|ranges| (self.double(ranges[at].0), self.double(ranges[at].1)));
        Party {
            party: party.name.clone(),
            title: party.title.clone(),
            walk_away: worth.values.walk_away.map(|value| self.double(value)),
            range,
            cite: Cite::of(case, worth.valuation.site),
        }
    }

    fn double(&self, value: i128) -> f64 {
        double(&self.worths.in_record(value))
    }

    pub(super) fn deal(&self, deal: &engine::Deal) -> Deal {
        let values: Vec<_> = deal.values.iter().map(|&value| self.worths.in_record(value)).collect();
        Deal {
            values: values.iter().map(double).collect(),
            exact: values.iter().map(exact).collect(),
            package: self.package(&deal.package),
            packages: None,
            packages_at_least: None,
            others: Vec::new(),
        }
    }

    /// Returns the choice at each point, by name.
    pub(super) fn package(&self, package: &[usize]) -> BTreeMap<String, String> {
        let points = self.view.case.points.iter().zip(package);
        points.map(|(point, &choice)| (point.name.clone(), point.choice_name(choice))).collect()
    }
}

/// Returns what was found, and how far it is proven.
fn proven(verdict: engine::Verdict<Vec<engine::Deal>>) -> (Vec<engine::Deal>, Proof) {
    match verdict {
        engine::Verdict::Proven(deals) => (deals, Proof { verdict: Verdict::Proven, gap: None }),
        engine::Verdict::BestFound { found, gap } => {
            (found, Proof { verdict: Verdict::BestFound, gap: Some(gap).filter(|gap| gap.is_finite()) })
        }
        engine::Verdict::Impossible => (Vec::new(), Proof { verdict: Verdict::Impossible, gap: None }),
        engine::Verdict::Unknown => (Vec::new(), Proof::UNKNOWN),
    }
}

impl Found {
    /// Returns what is known without the frontier: the solutions in the order in which they are always told.
    fn with(ideal: Option<Vec<i128>>, solutions: [(Vec<engine::Deal>, Proof); 4]) -> Found {
        let [(nash, for_nash), (kalai, for_kalai), (egalitarian, for_egalitarian), (utilitarian, for_utilitarian)] =
            solutions;
        Found {
            frontier: Frontier { proof: Proof::UNKNOWN, ..Frontier::default() },
            points: Vec::new(),
            ideal,
            solutions: [nash, kalai, egalitarian, utilitarian],
            proofs: Proofs {
                nash: for_nash,
                kalai_smorodinsky: for_kalai,
                egalitarian: for_egalitarian,
                utilitarian: for_utilitarian,
            },
        }
    }

    fn all(proof: &Proof) -> Found {
        Found {
            frontier: Frontier { proof: proof.clone(), ..Frontier::default() },
            points: Vec::new(),
            ideal: None,
            solutions: Default::default(),
            proofs: Proofs {
                nash: proof.clone(),
                kalai_smorodinsky: proof.clone(),
                egalitarian: proof.clone(),
                utilitarian: proof.clone(),
            },
        }
    }

    /// Returns how many deals with different values were found, as far as they must be deals.
    fn n_deals(&self) -> usize {
        let longest = self.solutions.iter().map(Vec::len).max().unwrap_or(0);
        self.frontier.size.unwrap_or(0).max(self.points.len()).max(longest)
    }

    fn undefined() -> Found {
        Found::all(&Proof::default())
    }

    fn unknown() -> Found {
        Found::all(&Proof::UNKNOWN)
    }

    fn impossible() -> Found {
        let mut found = Found::all(&Proof { verdict: Verdict::Impossible, gap: None });
        found.frontier.size = Some(0);
        found.frontier.listed_all = true;
        found
    }

    /// Says of the solutions that they were chosen among deals of which some may be missing.
    fn doubt(&mut self) {
        let proofs = &mut self.proofs;
        for proof in [&mut proofs.nash, &mut proofs.kalai_smorodinsky, &mut proofs.egalitarian, &mut proofs.utilitarian]
        {
            if proof.verdict == Verdict::Proven {
                *proof = Proof { verdict: Verdict::BestFound, gap: None };
            }
        }
    }
}

fn name(convention: Convention) -> &'static str {
    match convention {
        Convention::Textbook => "textbook",
        Convention::Negmas => "negmas",
        Convention::Genius => "genius",
        Convention::Negolog => "negolog",
    }
}
