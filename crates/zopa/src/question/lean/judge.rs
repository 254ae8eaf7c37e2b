//! Tests drafts against parties.

use super::{Consistent, DraftLean, Drift, Gain, Lean, Options, PartyLean, Tested, Worth};
use crate::belief::{Known, known};
use crate::cite::Cite;
use crate::lower::{Lower, Model, model, within};
use crate::session::Unaskable;
use crate::settle::draft;
use crate::worth::{Worths, double, worths};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use zopa_case::actor::Role;
use zopa_case::draft::Draft;
use zopa_case::id::{DraftId, PartyId, PointId};
use zopa_case::stance::Verb;
use zopa_case::view::View;
use zopa_engine::{
    Budget, DIAGRAM_ARCS_MAX, Diagram, Feasibility, Formula, Modality, Package, Plan, Selector, Solver, Values,
    Verdict, Zone, ideal, survey, value_ranges,
};

/// How many values are drawn for the share of those for which a draft beats no deal, and by what.
const SAMPLES: u64 = 2_000;
const SEED: u64 = 1;

/// What is tested: a red line or a demand.
struct Test {
    party: PartyId,
    is_red_line: bool,
    name: String,
    formula: Formula,
}

struct Judging<'q, 'a> {
    view: &'q View<'a>,
    options: &'q Options,
    model: Model<'a>,
    tests: Vec<Test>,
    worths: Worths<'a>,
    values: Values,
    /// What is known of values where they are not known exactly, if that can be used.
    known: Option<Known<'a>>,
}

/// Judges all drafts that one asks about.
pub(super) fn judge(view: &View<'_>, options: &Options) -> Result<Lean, Unaskable> {
    let model = model(view)?;
    let mut lower = Lower::new(view.case);
    let tests = tests(view, &mut lower)?;
    let worths = worths(view, &mut lower)?;
    let parties = worths.known.iter().map(|worth| worth.values.clone()).collect();
    let values = Values::new(&model.problem, parties).map_err(|error| Unaskable::new(error.to_string()))?;
    let known = if worths.unknown.is_empty() { None } else { known(view, model.problem.space(), true).ok() };
    let judging = Judging { view, options, model, tests, worths, values, known };
    let mut asked = Vec::new();
    for name in &options.drafts {
        asked.push(draft(view, name)?);
    }
    let drafts: Vec<(DraftId, &Draft)> = view.drafts();
    let mut judged: BTreeMap<DraftId, DraftLean> = BTreeMap::new();
    for &(id, draft) in &drafts {
        let mut lean = judging.draft(id, draft)?;
        for party in &mut lean.parties {
            party.drift = draft.revises.iter().filter_map(|from| drift(judged.get(from)?, party)).collect();
        }
        judged.insert(id, lean);
    }
    let wanted = drafts.iter().filter(|(id, _)| asked.is_empty() || asked.contains(id));
    Ok(Lean {
        as_of: view.as_of.to_string(),
        assumptions: view.assumptions.iter().map(|assumption| assumption.name.clone()).collect(),
        drafts: wanted.filter_map(|(id, _)| judged.remove(id)).collect(),
    })
}

fn tests<'a>(view: &View<'a>, lower: &mut Lower<'a>) -> Result<Vec<Test>, Unaskable> {
    let mut tests = Vec::new();
    for line in view.red_lines() {
        let name = view.case.lines[line.line.0].name.clone();
        tests.push(Test { party: line.stance.party, is_red_line: true, name, formula: lower.red_line(&line)? });
    }
    for stance in view.stances().iter().filter(|stance| stance.verb == Verb::Demand) {
        let Some(holds) = &stance.holds else { continue };
        let named = stance.line.map(|line| view.case.lines[line.0].name.clone());
        let name = named.or_else(|| stance.title.clone()).unwrap_or_else(|| holds.text());
        let formula = lower.condition(&holds.condition)?;
        tests.push(Test { party: stance.party, is_red_line: false, name, formula });
    }
    Ok(tests)
}

impl Judging<'_, '_> {
    fn draft(&self, id: DraftId, draft: &Draft) -> Result<DraftLean, Unaskable> {
        let case = self.view.case;
        let settles = draft.clauses.iter().flat_map(|clause| &clause.settles);
        let mut left: BTreeMap<PointId, Vec<usize>> = BTreeMap::new();
        for settlement in settles {
            left.insert(settlement.point, settlement.at.choices());
        }
        let said = left.iter().map(|(&point, choices)| within(point, choices.iter().copied()));
        let said: Vec<Formula> = said.collect();
        let mut meant: Vec<Formula> = self.model.problem.hard().iter().chain(&said).cloned().collect();
        let is_open = |point: &PointId| left.get(point).is_none_or(|choices| choices.len() > 1);
        let open = (0..case.points.len()).map(PointId).filter(|point| is_open(point));
        let too_large = |error: zopa_engine::TooLarge| Unaskable::new(format!("the case is too large: {error}"));
        let mut solver = Solver::new(self.model.problem.space());
        let mut fixed = Vec::new();
        for formula in &meant {
            fixed.push(solver.add(formula).map_err(too_large)?);
        }
        let against_links = self.possible(&mut solver, &fixed, None)? == Some(false);
        if against_links {
            // No package is what it says; it is judged by its words then.
            fixed.drain(..self.model.problem.hard().len());
            meant = said;
        }
        let zone = Zone::compile(self.model.problem.space(), &meant, self.values.clone(), DIAGRAM_ARCS_MAX).ok();
        let ranges = zone.as_ref().and_then(value_ranges);
        let (gain, could_gain) = ranges.as_ref().map_or((Gain::Unknown, None), |ranges| self.could_gain(ranges));
        let mut parties = Vec::new();
        for party in (0..case.parties.len()).map(PartyId) {
            let has_tests = self.tests.iter().any(|test| test.party == party);
            if !case.party(party).is(Role::Principal) && !has_tests {
                continue;
            }
            let known = self.worths.known.iter().position(|worth| worth.party == party);
            let worth = known.zip(ranges.as_ref()).map(|(at, ranges)| {
                let more = could_gain.as_ref().map(|most| double(&self.worths.in_record(most[at] - ranges[at].0)));
                Worth { could_gain: more, gain, ..self.worth(at, ranges[at]) }
            });
            let worth_known = worth.is_some();
            parties.push(PartyLean {
                party: case.party(party).name.clone(),
                title: case.party(party).title.clone(),
                red_lines: self.tested(&mut solver, &fixed, party, true)?,
                demands: self.tested(&mut solver, &fixed, party, false)?,
                value: worth,
                consistent: if worth_known { None } else { self.consistent(party, &left) },
                drift: Vec::new(),
            });
        }
        Ok(DraftLean {
            draft: draft.name.clone(),
            title: draft.title.clone(),
            date: draft.date.to_string(),
            by: draft.authors.iter().map(|author| case.speaker_title(author).to_string()).collect(),
            revises: draft.revises.iter().map(|from| case.drafts[from.0].name.clone()).collect(),
            standing: self.view.standing_drafts().iter().any(|(standing, _)| *standing == id),
            open_points: open.map(|point| case.point(point).name.clone()).collect(),
            against_links,
            parties,
            cite: Cite::of(case, draft.site),
        })
    }

    /// Returns what a draft that settles every point is worth to a party of whose values only something is known.
    fn consistent(&self, party: PartyId, left: &BTreeMap<PointId, Vec<usize>>) -> Option<Consistent> {
        let known = self.known.as_ref()?;
        let at = known.parties.iter().position(|known| known.party == party)?;
        let settled = left.values().filter(|choices| choices.len() == 1).map(|choices| choices[0]);
        let package: Package = settled.collect();
        if package.len() < self.view.case.points.len() {
            return None;
        }
        let acceptance = known.beliefs.acceptance(at, &package)?;
        let plan = Plan { samples: SAMPLES, seed: SEED, nash: false, pareto: false, deals_max: 0 };
        let diagram = Diagram::compile(self.model.problem.space(), &[], &[], DIAGRAM_ARCS_MAX).ok()?;
        let mut budget = Budget::new(self.options.steps_max);
        let mut progress = |_: u64, _: u64| ControlFlow::Continue(());
        let found = survey(&diagram, &known.beliefs, &[package], &plan, &mut budget, &mut progress).ok();
        let share = found.as_ref().and_then(|found| found.packages.first()?.parties.get(at)?.accepts);
        Some(Consistent {
            necessarily: acceptance == Modality::Necessary,
            possibly: acceptance != Modality::Impossible,
            share: share.map(|share| share.value()),
            standard_error: share.map(|share| share.error()),
            samples: found.map_or(0, |found| found.samples as usize),
        })
    }

    fn worth(&self, at: usize, (least, most): (i128, i128)) -> Worth {
        let party = &self.values.parties()[at];
        let beats = party.walk_away.and_then(|_| match (party.accepts(least), party.accepts(most)) {
            (true, _) => Some(true),
            (false, false) => Some(false),
            (false, true) => None,
        });
        let number = |value: i128| double(&self.worths.in_record(value));
        Worth {
            least: number(least),
            most: number(most),
            walk_away: party.walk_away.map(number),
            beats_walk_away: beats,
            could_gain: None,
            gain: Gain::Unknown,
        }
    }

    /// Returns the most that each party may get in a deal in which nobody gets less than in a draft, where the draft is
    /// settled as far as it matters to anybody.
    fn could_gain(&self, ranges: &[(i128, i128)]) -> (Gain, Option<Vec<i128>>) {
        if ranges.iter().any(|(least, most)| least != most) {
            return (Gain::Open, None);
        }
        let mut parties = self.values.parties().to_vec();
        for (party, (value, _)) in parties.iter_mut().zip(ranges) {
            party.walk_away = Some(party.walk_away.map_or(*value, |least| least.max(*value)));
        }
        let soft = self.model.problem.soft().iter().map(|soft| soft.formula.clone());
        let must: Vec<Formula> = self.model.problem.hard().iter().cloned().chain(soft).collect();
        let zone = Values::new(&self.model.problem, parties)
            .ok()
            .and_then(|values| Zone::compile(self.model.problem.space(), &must, values, DIAGRAM_ARCS_MAX).ok());
        let Some(zone) = zone else { return (Gain::Unknown, None) };
        match ideal(&zone, &mut Budget::new(self.options.steps_max)) {
            Verdict::Proven(most) | Verdict::BestFound { found: most, .. } => (Gain::Known, Some(most)),
            Verdict::Impossible => (Gain::NoDeal, None),
            Verdict::Unknown => (Gain::Unknown, None),
        }
    }

    fn tested(
        &self,
        solver: &mut Solver,
        fixed: &[Selector],
        party: PartyId,
        red_lines: bool,
    ) -> Result<Tested, Unaskable> {
        let mut tested = Tested::default();
        for test in self.tests.iter().filter(|test| test.party == party && test.is_red_line == red_lines) {
            let may_hold = self.possible(solver, fixed, Some(&test.formula))?;
            let fails = Formula::Not(Box::new(test.formula.clone()));
            let may_fail = self.possible(solver, fixed, Some(&fails))?;
            let list = match (may_hold, may_fail) {
                (Some(false), _) => &mut tested.failed,
                (_, Some(false)) => &mut tested.met,
                _ => &mut tested.open,
            };
            list.push(test.name.clone());
        }
        Ok(tested)
    }

    /// Returns whether a draft can be read so that a formula holds; nothing where the budget ends first.
    fn possible(
        &self,
        solver: &mut Solver,
        fixed: &[Selector],
        further: Option<&Formula>,
    ) -> Result<Option<bool>, Unaskable> {
        let mut active = fixed.to_vec();
        if let Some(formula) = further {
            let too_large = |error| Unaskable::new(format!("the case is too large: {error}"));
            active.push(solver.add(formula).map_err(too_large)?);
        }
        Ok(match solver.find(&active, &mut Budget::new(self.options.steps_max)) {
            Feasibility::Possible(_) => Some(true),
            Feasibility::Impossible(_) => Some(false),
            Feasibility::Unknown => None,
        })
    }
}

/// Returns how a draft moved from an earlier one, for a party.
fn drift(from: &DraftLean, to: &PartyLean) -> Option<Drift> {
    let before = from.parties.iter().find(|party| party.party == to.party)?;
    let added = |now: &[String], then: &[String]| -> Vec<String> {
        now.iter().filter(|name| !then.contains(name)).cloned().collect()
    };
    let value = before.value.as_ref().zip(to.value.as_ref());
    let settled = value.filter(|(then, now)| then.least >= then.most && now.least >= now.most);
    Some(Drift {
        from: from.draft.clone(),
        value: settled.map(|(then, now)| now.least - then.least),
        newly_crossed: added(&to.red_lines.failed, &before.red_lines.failed),
        no_longer_crossed: added(&before.red_lines.failed, &to.red_lines.failed),
        newly_met: added(&to.demands.met, &before.demands.met),
        no_longer_met: added(&before.demands.met, &to.demands.met),
    })
}
