//! Where is it stuck? All minimal clashes, all minimal moves, dead options; and for a draft or package why it fails.
//!
//! *Source*: minimal unsatisfiable and minimal correction sets as in Liffiton, Previti, Malik and Marques-Silva, "Fast,
//! flexible MUS enumeration", Constraints 21 (2016).

mod far;
mod page;
mod target;

pub use target::Target;

use crate::cite::Cite;
use crate::lower::{Model, model_of};
use crate::session::Unaskable;
use crate::standing::listed;
use crate::words;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use zopa_case::id::PartyId;
use zopa_case::point::At;
use zopa_case::view::{RedLine, View};
use zopa_engine::{
    Budget, Conflicts, Feasibility, Formula, Problem, Selector, Solver, conflicts, dead_options, hard_needed,
    moves_only,
};

/// How many steps of the solver a question may take unless told otherwise.
pub const STEPS_MAX: u64 = 400_000;

/// The clashes, from the smallest, that are told with all that one needs to understand them.
const CLASHES_DETAILED_MAX: usize = 1_000;

/// How many steps of the solver the search for dead options may take: most cases need a few thousand.
const DEAD_STEPS_MAX: u64 = 20_000;

/// The moves, from the cheapest, for which is worked out how far they go and what they open.
const MOVES_DETAILED_MAX: usize = 24;

/// What to ask.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The draft or package to ask about; nothing for the talks as a whole.
    pub target: Option<Target>,
    /// How many steps the solver may take; [`STEPS_MAX`] where nothing is said.
    pub steps_max: Option<u64>,
    /// Whether to look for dead options too.
    pub dead: bool,
    /// Whether to ask as if no offer relaxed any red line.
    pub unrelaxed: bool,
    /// Whether to look for moves alone, which is faster where clashes are many.
    pub moves_only: bool,
}

/// Whether there is a deal that crosses no red line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// There is.
    Open,
    /// There is none.
    Empty,
    /// The budget ended before it was known.
    Unknown,
}

/// Where the talks are stuck.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Clash {
    /// The day.
    pub as_of: String,
    /// The assumptions made.
    pub assumptions: Vec<String>,
    /// The draft or package asked about.
    pub about: Option<String>,
    /// Whether there is a deal that crosses no red line.
    pub zone: Zone,
    /// All minimal sets of red lines that cannot hold together, by name; smallest first.
    pub clashes: Vec<Vec<String>>,
    /// Whether clashes were looked for, and not moves alone.
    pub clashes_sought: bool,
    /// The same with what one needs to understand them, in the same order; the first thousand.
    pub clash_details: Vec<ClashDetail>,
    /// All minimal sets of red lines whose giving way opens a deal; cheapest first.
    pub moves: Vec<Move>,
    /// Options that no deal can use, and why.
    pub dead_options: Vec<DeadOption>,
    /// Whether there are no others; if not, a budget of solver steps ended first.
    pub dead_options_complete: bool,
    /// The links that contradict each other or the draft, whatever the red lines.
    pub links_at_odds: Vec<String>,
    /// Whether the lists are complete; if not, the budget of solver steps ended first.
    pub complete: bool,
}

/// A clash.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ClashDetail {
    /// In one sentence.
    pub sentence: String,
    /// The red lines.
    pub red_lines: Vec<RedLineDetail>,
    /// The links without which they could hold together.
    pub links: Vec<String>,
    /// The points that they are about.
    pub points: Vec<String>,
}

/// A red line.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RedLineDetail {
    /// Its name.
    pub name: String,
    /// The party.
    pub party: String,
    /// What it demands, as on record, with the ways in which offers in force relax it.
    pub holds: String,
    /// What it demands, in words.
    pub words: String,
    /// What it stands on.
    pub basis: Option<String>,
    /// The points that it is about, itself or by way of facts.
    pub points: Vec<String>,
    /// Where it is on record.
    pub cite: Cite,
}

/// A set of red lines whose giving way opens a deal.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Move {
    /// The red lines, by name.
    pub red_lines: Vec<String>,
    /// Who must move.
    pub parties: Vec<String>,
    /// The sum of the costs, in the analyst's units; each line without one counts 1.
    pub cost: String,
    /// How far each line must give way at least, where that could be worked out; the other lines of the move gone.
    pub how_far: Vec<HowFar>,
    /// A deal that it opens: the choice for each point. Left out beyond the cheapest moves.
    pub opens: Option<BTreeMap<String, String>>,
}

/// How far a red line must give way.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HowFar {
    /// The red line.
    pub red_line: String,
    /// What is enough, as an expression.
    pub to: String,
    /// The same, in words.
    pub words: String,
    /// Whether it is a rung of the party's own fallback ladder.
    pub fallback: bool,
}

/// An option that no deal can use.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DeadOption {
    /// The point.
    pub point: String,
    /// The options or values.
    pub options: Vec<String>,
    /// Whose red lines rule it out, each alone; where none does alone, the links or all of them together do.
    pub red_lines: Vec<String>,
    /// Whose red lines those are.
    pub parties: Vec<String>,
    /// Why, in words.
    pub because: String,
}

/// Answers the question.
///
/// # Errors
/// When the case is larger than the engine takes, or the draft does not exist.
pub fn ask(view: &View<'_>, options: &Options) -> Result<Clash, Unaskable> {
    let mut lines = view.red_lines();
    if options.unrelaxed {
        lines.iter_mut().for_each(|line| line.relaxed_by.clear());
    }
    let model = model_of(view, lines)?;
    let mut budget = Budget::new(options.steps_max.unwrap_or(STEPS_MAX));
    let fixed = match &options.target {
        Some(target) => target.formulas(view)?,
        None => Vec::new(),
    };
    let problem = with_hard(&model, &fixed)?;
    let found = if options.moves_only {
        let found = moves_only(&problem, &mut budget).map_err(too_large)?;
        Conflicts { clashes: Vec::new(), moves: found.moves, complete: found.complete }
    } else {
        conflicts(&problem, &mut budget).map_err(too_large)?
    };
    let asking = Asking::new(view, &model, &problem, !fixed.is_empty())?;
    let zone = asking.zone(&found, !options.moves_only, &mut budget);
    let names = |lines: &[usize]| -> Vec<String> { lines.iter().map(|&at| asking.name(at)).collect() };
    let mut details = Vec::new();
    for clash in found.clashes.iter().take(CLASHES_DETAILED_MAX) {
        details.push(asking.detail(clash, &mut budget));
    }
    let dead = if options.dead && fixed.is_empty() {
        asking.dead(zone)?
    } else {
        Dead { options: Vec::new(), complete: true }
    };
    let links_fail = options.moves_only && zone == Zone::Empty && found.moves.is_empty();
    let at_odds = if links_fail || found.clashes.iter().any(Vec::is_empty) {
        hard_needed(&problem, &[], &mut budget).ok().flatten().unwrap_or_default()
    } else {
        Vec::new()
    };
    Ok(Clash {
        as_of: view.as_of.to_string(),
        assumptions: view.assumptions.iter().map(|assumption| assumption.name.clone()).collect(),
        about: options.target.as_ref().map(|target| target.title(view)),
        zone,
        clashes: found.clashes.iter().map(|clash| names(clash)).collect(),
        clashes_sought: !options.moves_only,
        clash_details: details,
        moves: asking.moves(&found, &mut budget)?,
        dead_options: dead.options,
        dead_options_complete: dead.complete,
        links_at_odds: at_odds.into_iter().filter_map(|at| model.links.get(at)).map(|link| link.name.clone()).collect(),
        complete: found.complete,
    })
}

fn too_large(error: impl std::fmt::Display) -> Unaskable {
    let hint = "fewer values help: give points with a `number` or a `date` a larger step, above all those in sums";
    Unaskable { message: format!("the case is too large: {error}"), hint: Some(hint.to_string()) }
}

fn with_hard(model: &Model<'_>, fixed: &[Formula]) -> Result<Problem, Unaskable> {
    let hard = model.problem.hard().iter().chain(fixed).cloned().collect();
    Problem::new(model.problem.space().clone(), hard, model.problem.soft().to_vec()).map_err(too_large)
}

/// Returns what a red line demands, with the ways in which offers in force relax it.
fn effective(line: &RedLine<'_>) -> String {
    let demand = line.stance.holds.as_ref().map(|holds| holds.text()).unwrap_or_default();
    let ways = line.relaxed_by.iter().map(|offer| {
        let parts: Vec<String> =
            offer.holds.iter().chain(&offer.condition).map(|stated| format!("({})", stated.text())).collect();
        format!(" or {}", parts.join(" and "))
    });
    let ways: String = ways.collect();
    if ways.is_empty() { demand } else { format!("({demand}){ways}") }
}

/// What a search for dead options found.
struct Dead {
    options: Vec<DeadOption>,
    complete: bool,
}

/// A question being answered. One solver holds all formulas, so that each further question costs only its own search.
struct Asking<'q, 'a> {
    view: &'q View<'a>,
    model: &'q Model<'a>,
    problem: &'q Problem,
    /// Whether a draft or package is being asked about.
    targeted: bool,
    solver: RefCell<Solver>,
    hard: Vec<Selector>,
    soft: Vec<Selector>,
}

impl<'q, 'a> Asking<'q, 'a> {
    fn new(
        view: &'q View<'a>,
        model: &'q Model<'a>,
        problem: &'q Problem,
        targeted: bool,
    ) -> Result<Asking<'q, 'a>, Unaskable> {
        let mut solver = Solver::new(problem.space());
        let mut add = |formula: &Formula| solver.add(formula).map_err(too_large);
        let hard = problem.hard().iter().map(&mut add).collect::<Result<_, _>>()?;
        let soft = problem.soft().iter().map(|soft| add(&soft.formula)).collect::<Result<_, _>>()?;
        Ok(Asking { view, model, problem, targeted, solver: RefCell::new(solver), hard, soft })
    }

    fn zone(&self, found: &Conflicts, clashes_sought: bool, budget: &mut Budget) -> Zone {
        if !found.clashes.is_empty() || !found.moves.is_empty() {
            return Zone::Empty;
        }
        if found.complete && clashes_sought {
            return Zone::Open;
        }
        let all: Vec<usize> = (0..self.soft.len()).collect();
        match self.solver.borrow_mut().find(&self.active(&self.hard, &all), budget) {
            Feasibility::Possible(_) => Zone::Open,
            Feasibility::Impossible(_) => Zone::Empty,
            Feasibility::Unknown => Zone::Unknown,
        }
    }

    fn active(&self, hard: &[Selector], lines: &[usize]) -> Vec<Selector> {
        hard.iter().copied().chain(lines.iter().map(|&at| self.soft[at])).collect()
    }

    /// Returns whether a package meets all hard formulas, these red lines and a further formula; where the budget ends
    /// first, that none was found.
    fn possible(&self, lines: &[usize], further: &Formula, budget: &mut Budget) -> Result<bool, Unaskable> {
        let mut solver = self.solver.borrow_mut();
        let mut active = self.active(&self.hard, lines);
        active.push(solver.add(further).map_err(too_large)?);
        Ok(matches!(solver.find(&active, budget), Feasibility::Possible(_)))
    }

    /// Returns a minimal set of links without which the red lines of a clash could hold together.
    fn links_needed(&self, clash: &[usize], budget: &mut Budget) -> Vec<usize> {
        let mut solver = self.solver.borrow_mut();
        let mut needed: Vec<usize> = (0..self.hard.len()).collect();
        let mut at = 0;
        while at < needed.len() {
            let without: Vec<usize> = needed.iter().copied().filter(|&link| link != needed[at]).collect();
            let hard: Vec<Selector> = without.iter().map(|&link| self.hard[link]).collect();
            match solver.find(&self.active(&hard, clash), budget) {
                // Only what the solver needed for its refusal stays; what comes before `at` is known to be needed.
                Feasibility::Impossible(core) => {
                    needed = without.into_iter().filter(|&link| core.contains(&self.hard[link])).collect()
                }
                Feasibility::Possible(_) | Feasibility::Unknown => at += 1,
            }
        }
        needed
    }

    fn line(&self, at: usize) -> &RedLine<'_> {
        &self.model.lines[at]
    }

    fn name(&self, at: usize) -> String {
        self.view.case.lines[self.line(at).line.0].name.clone()
    }

    fn party(&self, at: usize) -> PartyId {
        self.line(at).stance.party
    }

    fn red_line(&self, at: usize) -> RedLineDetail {
        let case = self.view.case;
        let stance = self.line(at).stance;
        RedLineDetail {
            name: self.name(at),
            party: case.party(stance.party).name.clone(),
            holds: effective(self.line(at)),
            words: self.words(at),
            basis: stance.basis.clone(),
            points: self.problem.soft()[at]
                .formula
                .points()
                .into_iter()
                .map(|point| case.points[point].name.clone())
                .collect(),
            cite: Cite::of(case, stance.site),
        }
    }

    /// Returns what a red line demands, in the analyst's title for it or else in words made from the expression.
    fn words(&self, at: usize) -> String {
        let stance = self.line(at).stance;
        match (&stance.title, &stance.holds) {
            (Some(title), _) => title.clone(),
            (None, Some(holds)) => words::expr(self.view.case, &holds.expr),
            (None, None) => String::new(),
        }
    }

    fn detail(&self, clash: &[usize], budget: &mut Budget) -> ClashDetail {
        let case = self.view.case;
        let links: Vec<String> = self
            .links_needed(clash, budget)
            .into_iter()
            .filter_map(|at| self.model.links.get(at))
            .map(|link| link.title.clone().unwrap_or_else(|| link.name.clone()))
            .collect();
        let mut points = BTreeSet::new();
        for &at in clash {
            points.extend(self.problem.soft()[at].formula.points());
        }
        ClashDetail {
            sentence: self.sentence(clash, &links),
            red_lines: clash.iter().map(|&at| self.red_line(at)).collect(),
            links,
            points: points.into_iter().map(|at| case.points[at].name.clone()).collect(),
        }
    }

    fn sentence(&self, clash: &[usize], links: &[String]) -> String {
        let case = self.view.case;
        let mut by_party: Vec<(PartyId, Vec<String>)> = Vec::new();
        for &at in clash {
            let words = format!("“{}”", self.words(at));
            match by_party.iter_mut().find(|(party, _)| *party == self.party(at)) {
                Some((_, lines)) => lines.push(words),
                None => by_party.push((self.party(at), vec![words])),
            }
        }
        by_party.sort_by_key(|(party, _)| *party);
        let each: Vec<String> = by_party
            .iter()
            .map(|(party, lines)| {
                let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
                format!("{} holds to {}", case.party(*party).title, listed(&lines))
            })
            .collect();
        let given = match links {
            [] => String::new(),
            links => format!(", given “{}”", links.join("”, “")),
        };
        match each.as_slice() {
            [] => format!("No package is possible at all{given}."),
            [only] if self.targeted => format!("{only}: this crosses it{given}."),
            [only] if clash.len() > 1 => format!("{only}: no package can meet all of that{given}."),
            [only] => format!("{only}: no package can meet that{given}."),
            several => format!(
                "{}. {} can meet {}{given}.",
                several.join("; "),
                if self.targeted { "Nothing that keeps to this" } else { "No deal" },
                if clash.len() == 2 { "both" } else { "all of these" }
            ),
        }
    }

    fn moves(&self, found: &Conflicts, budget: &mut Budget) -> Result<Vec<Move>, Unaskable> {
        let case = self.view.case;
        let mut moves = Vec::with_capacity(found.moves.len());
        for (rank, each) in found.moves.iter().enumerate() {
            let parties: BTreeSet<PartyId> = each.soft.iter().map(|&at| self.party(at)).collect();
            let (how_far, opens) = if rank < MOVES_DETAILED_MAX {
                (self.how_far(&each.soft, budget)?, self.opens(&each.soft, budget))
            } else {
                (Vec::new(), None)
            };
            moves.push(Move {
                red_lines: each.soft.iter().map(|&at| self.name(at)).collect(),
                parties: parties.into_iter().map(|party| case.party(party).name.clone()).collect(),
                cost: (Decimal::from(each.cost) / self.model.cost_unit).normalize().to_string(),
                how_far,
                opens,
            });
        }
        Ok(moves)
    }

    fn others(&self, without: &[usize]) -> Vec<usize> {
        (0..self.model.lines.len()).filter(|at| !without.contains(at)).collect()
    }

    fn opens(&self, lines: &[usize], budget: &mut Budget) -> Option<BTreeMap<String, String>> {
        match self.solver.borrow_mut().first(&self.active(&self.hard, &self.others(lines)), budget) {
            Feasibility::Possible(package) => Some(self.package(&package)),
            Feasibility::Impossible(_) | Feasibility::Unknown => None,
        }
    }

    fn package(&self, package: &[usize]) -> BTreeMap<String, String> {
        let points = self.view.case.points.iter().zip(package);
        points.map(|(point, &choice)| (point.name.clone(), point.choice_name(choice))).collect()
    }

    fn dead(&self, zone: Zone) -> Result<Dead, Unaskable> {
        let case = self.view.case;
        let mut budget = Budget::new(DEAD_STEPS_MAX);
        let mut complete = true;
        let mut ruled_out = |lines: &[usize]| -> Result<Vec<Vec<usize>>, Unaskable> {
            let found = dead_options(self.problem, lines, &mut budget).map_err(too_large)?;
            complete &= found.unknown.iter().all(Vec::is_empty);
            Ok(found.dead)
        };
        let by_links = ruled_out(&[])?;
        let mut by_line = Vec::new();
        for at in 0..self.model.lines.len() {
            by_line.push(ruled_out(&[at])?);
        }
        let together = if zone == Zone::Open {
            let all: Vec<usize> = (0..self.model.lines.len()).collect();
            ruled_out(&all)?
        } else {
            vec![Vec::new(); case.points.len()]
        };
        let mut found: Vec<DeadOption> = Vec::new();
        for (at, point) in case.points.iter().enumerate() {
            // Options that fall for the same reason are told together.
            let mut by_reason: BTreeMap<(bool, Vec<usize>), Vec<usize>> = BTreeMap::new();
            for choice in 0..point.choices.len() {
                let linked = by_links[at].contains(&choice);
                let lines: Vec<usize> =
                    (0..by_line.len()).filter(|&line| !linked && by_line[line][at].contains(&choice)).collect();
                if linked || !lines.is_empty() || together[at].contains(&choice) {
                    by_reason.entry((linked, lines)).or_default().push(choice);
                }
            }
            for ((linked, lines), choices) in by_reason {
                found.push(DeadOption {
                    point: point.name.clone(),
                    options: choices.iter().map(|&choice| point.choice_name(choice)).collect(),
                    because: self.reason(linked, &lines),
                    parties: lines.iter().map(|&line| case.party(self.party(line)).name.clone()).collect(),
                    red_lines: lines.iter().map(|&line| self.name(line)).collect(),
                });
            }
        }
        Ok(Dead { options: found, complete })
    }

    fn reason(&self, linked: bool, lines: &[usize]) -> String {
        if linked {
            return "the links rule it out".to_string();
        }
        if lines.is_empty() {
            return "the red lines rule it out together".to_string();
        }
        let each: Vec<String> = lines
            .iter()
            .map(|&at| {
                let basis = self.line(at).stance.basis.as_ref().map(|basis| format!(", {basis}")).unwrap_or_default();
                format!("{} (“{}”{basis})", self.view.case.party(self.party(at)).title, self.words(at))
            })
            .collect();
        each.join(", ")
    }

    /// Returns the index of a choice that is a number or a date.
    fn is_value(&self, point: usize, choice: usize) -> bool {
        !matches!(self.view.case.points[point].choices[choice].at, At::Option { .. })
    }
}
