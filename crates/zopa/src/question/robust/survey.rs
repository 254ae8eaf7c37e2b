//! Surveys the values consistent with the record.

use super::{Acceptance, Judged, Options, Origin, Party, PartyView, Robust, Share};
use crate::belief::{self, Known, KnownParty};
use crate::lower::model;
use crate::question::deals::NotValued;
use crate::session::Unaskable;
use crate::settle::settlements;
use crate::worth::{Inexact, double, exact, fraction};
use num_bigint::BigInt;
use num_rational::BigRational;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use zopa_case::id::PointId;
use zopa_case::view::View;
use zopa_engine as engine;
use zopa_engine::{
    Budget, DIAGRAM_ARCS_MAX, Diagram, Formula, MeanWeights, Method, Modality, Package, Plan, Survey, SurveyError,
    Unbeaten, necessarily_unbeaten, survey,
};

/// A package to be judged.
struct Candidate {
    title: String,
    origin: Origin,
    package: Package,
}

struct Surveying<'q, 'a> {
    view: &'q View<'a>,
    options: &'q Options,
    known: Known<'a>,
    diagram: Diagram,
}

pub(super) fn ask(view: &View<'_>, options: &Options) -> Result<Robust, Unaskable> {
    let model = model(view)?;
    let space = model.problem.space();
    let soft = model.problem.soft().iter().map(|soft| soft.formula.clone());
    let must: Vec<Formula> = model.problem.hard().iter().cloned().chain(soft).collect();
    let compiled = |known: &Known<'_>| Diagram::compile(space, &must, &known.beliefs.watched(), DIAGRAM_ARCS_MAX).ok();
    let mut known = belief::known(view, space, true)?;
    let mut diagram = compiled(&known);
    if diagram.is_none() {
        // What several points are worth together may be what entangles them.
        known = belief::known(view, space, false)?;
        diagram = compiled(&known);
    }
    let diagram = diagram.ok_or_else(|| {
        Unaskable::new("the links and red lines are too entangled to survey the packages within them")
    })?;
    if known.parties.is_empty() {
        let capped = known.unknown.iter().find(|(_, why)| *why == Inexact::Capped);
        let message = match capped {
            Some((party, why)) => format!("{}: {}", view.case.party(*party).title, why.words()),
            None => "nothing is recorded of anybody's values".to_string(),
        };
        return Err(Unaskable { message, hint: Some("give a principal a `value` or a `prefers` entry".to_string()) });
    }
    Surveying { view, options, known, diagram }.answer()
}

impl Surveying<'_, '_> {
    fn answer(self) -> Result<Robust, Unaskable> {
        let (mut candidates, open_drafts) = self.candidates()?;
        let first = self.survey(&[], true)?;
        let deals = first.zone.iter().flat_map(|zone| &zone.deals).take(self.options.deals);
        for (at, (package, _)) in deals.enumerate() {
            if candidates.iter().all(|candidate| candidate.package != *package) {
                let title =
                    if at == 0 { "the most frequent Nash deal".to_string() } else { format!("Nash deal {}", at + 1) };
                candidates.push(Candidate { title, origin: Origin::Nash, package: package.clone() });
            }
        }
        let packages: Vec<Package> = candidates.iter().map(|candidate| candidate.package.clone()).collect();
        let second = self.survey(&packages, false)?;
        let mut judged = Vec::new();
        for (candidate, found) in candidates.iter().zip(&second.packages) {
            let nash = self.nash_share(&first, &candidate.package);
            judged.push(self.judged(candidate, found, nash));
        }
        let is_whole = first.samples == self.options.samples && second.samples == self.options.samples;
        let is_settled = judged.iter().all(|judged| !judged.within_red_lines || judged.necessarily_unbeaten.is_some());
        let case = self.view.case;
        let not_valued = self.known.unknown.iter().map(|(party, why)| NotValued {
            party: case.party(*party).name.clone(),
            title: case.party(*party).title.clone(),
            because: why.words(),
            known_in_part: *why != Inexact::Nothing,
        });
        Ok(Robust {
            as_of: self.view.as_of.to_string(),
            assumptions: self.view.assumptions.iter().map(|assumption| assumption.name.clone()).collect(),
            parties: (0..self.known.parties.len()).map(|at| self.party(at, &second)).collect(),
            not_valued: not_valued.collect(),
            samples: first.samples,
            seed: self.options.seed,
            zone: first.zone.as_ref().and_then(|zone| zone.deal.as_ref()).map(share),
            nash_options: self.nash_options(&first),
            packages: judged,
            open_drafts,
            complete: is_whole && is_settled,
        })
    }

    /// Returns the drafts that settle every point and the packages asked about, and the names of the other drafts.
    fn candidates(&self) -> Result<(Vec<Candidate>, Vec<String>), Unaskable> {
        let case = self.view.case;
        let (mut candidates, mut open) = (Vec::new(), Vec::new());
        for (_, draft) in self.view.drafts() {
            let settles = draft.clauses.iter().flat_map(|clause| &clause.settles);
            let mut clean: BTreeMap<PointId, usize> = BTreeMap::new();
            for settlement in settles {
                if let [choice] = settlement.at.choices()[..] {
                    clean.insert(settlement.point, choice);
                }
            }
            if clean.len() == case.points.len() {
                let package = clean.into_values().collect();
                candidates.push(Candidate { title: draft.title.clone(), origin: Origin::Draft, package });
            } else {
                open.push(draft.name.clone());
            }
        }
        for text in &self.options.packages {
            let settled: BTreeMap<PointId, usize> = settlements(self.view, text)?.into_iter().collect();
            let lacking = (0..case.points.len()).map(PointId).find(|point| !settled.contains_key(point));
            if let Some(point) = lacking {
                let message = format!("the package says nothing of `{}`", case.point(point).name);
                let hint =
                    Some("a package settles every point; `zopa lean` judges drafts that leave some open".to_string());
                return Err(Unaskable { message, hint });
            }
            let package = settled.into_values().collect();
            candidates.push(Candidate { title: text.clone(), origin: Origin::Question, package });
        }
        Ok((candidates, open))
    }

    fn survey(&self, packages: &[Package], nash: bool) -> Result<Survey, Unaskable> {
        let plan = Plan {
            samples: self.options.samples,
            seed: self.options.seed,
            nash,
            pareto: !nash,
            deals_max: self.options.deals.max(1_000),
        };
        let mut budget = Budget::new(self.options.steps_max);
        let mut progress = |_: u64, _: u64| ControlFlow::Continue(());
        survey(&self.diagram, &self.known.beliefs, packages, &plan, &mut budget, &mut progress).map_err(|error| {
            match error {
                SurveyError::TooInterwoven(of) => {
                    let party = self.view.case.party(self.known.parties[of.party].party);
                    Unaskable::new(format!("too many values of {} hang together to be drawn evenly", party.title))
                }
                other => Unaskable::new(other.to_string()),
            }
        })
    }

    /// Returns how often a package is the Nash deal, among the most frequent ones.
    fn nash_share(&self, first: &Survey, package: &Package) -> Option<Share> {
        let zone = first.zone.as_ref()?;
        zone.deals.iter().find(|(deal, _)| deal == package).map(|(_, found)| share(found))
    }

    fn judged(&self, candidate: &Candidate, found: &engine::PackageSurvey, nash: Option<Share>) -> Judged {
        let case = self.view.case;
        let within_red_lines = self.diagram.contains(&candidate.package);
        let mut budget = Budget::new(self.options.steps_max);
        let unbeaten = necessarily_unbeaten(&self.diagram, &self.known.beliefs, &candidate.package, &mut budget);
        let points = case.points.iter().zip(&candidate.package);
        let views = found.parties.iter().enumerate().map(|(at, seen)| self.party_view(at, &candidate.package, seen));
        Judged {
            title: candidate.title.clone(),
            origin: candidate.origin,
            package: points.map(|(point, &choice)| (point.name.clone(), point.choice_name(choice))).collect(),
            within_red_lines,
            parties: views.collect(),
            joint: found.joint.as_ref().map(share),
            unbeaten: found.unbeaten.as_ref().map(share),
            necessarily_unbeaten: match unbeaten {
                Some(Unbeaten::Necessarily) => Some(true),
                Some(Unbeaten::NotIf(_)) => Some(false),
                Some(Unbeaten::Unknown) | None => None,
            },
            nash,
        }
    }

    fn party_view(&self, at: usize, package: &Package, seen: &engine::PartyView) -> PartyView {
        let known = &self.known.parties[at];
        let beliefs = &self.known.beliefs;
        let in_record = |value: &BigRational| exact(&(value / self.value_unit(at)));
        let range = beliefs.value_range(at, package);
        let range =
            range.map_or((String::new(), String::new()), |range| (in_record(&range.least), in_record(&range.most)));
        let per = double(&(known.unit.clone() * self.out_of(known)));
        let accepts = match beliefs.acceptance(at, package) {
            Some(Modality::Necessary) => Acceptance::Necessary,
            Some(Modality::Impossible) => Acceptance::Impossible,
            Some(Modality::Possible) | None => Acceptance::Possible,
        };
        let spread = seen.value.as_ref();
        PartyView {
            party: self.view.case.party(known.party).name.clone(),
            range,
            accepts,
            acceptability: seen.accepts.as_ref().map(share),
            sole_blocker: seen.blocks_alone.as_ref().map(share),
            mean: spread.map(|spread| spread.mean / per),
            quantiles: spread
                .map(|spread| spread.quantiles.iter().map(|value| value / per).collect())
                .unwrap_or_default(),
            central_weights: seen.central_weights.as_ref().map(|means| self.weights(at, means)).unwrap_or_default(),
        }
    }

    fn out_of(&self, known: &KnownParty<'_>) -> BigRational {
        let divisor = known.valuation.and_then(|valuation| valuation.out_of);
        divisor.map_or_else(|| BigRational::from_integer(BigInt::from(1)), fraction)
    }

    /// Returns how many units of value make one in the record.
    fn value_unit(&self, at: usize) -> BigRational {
        let known = &self.known.parties[at];
        &known.unit * &known.rating_unit * self.out_of(known)
    }

    fn weights(&self, at: usize, means: &MeanWeights) -> BTreeMap<String, f64> {
        let per = double(&self.known.parties[at].unit);
        let named = self.view.case.points.iter().zip(&means.means).filter(|(_, mean)| **mean > 0.0);
        named.map(|(point, mean)| (point.name.clone(), mean / per)).collect()
    }

    fn party(&self, at: usize, found: &Survey) -> Party {
        let known = &self.known.parties[at];
        let party = self.view.case.party(known.party);
        let methods = found.methods.get(at);
        Party {
            party: party.name.clone(),
            title: party.title.clone(),
            known: what_is_known(known),
            walk_away: self.view.walk_away(known.party).map(|entry| double(&fraction(entry.value))),
            method: methods.map(|methods| method(methods.weights.max(methods.ratings))).unwrap_or_default(),
            mean_weights: match found.weights.get(at) {
                Some(Some(means)) => self.weights(at, means),
                _ => BTreeMap::new(),
            },
        }
    }

    fn nash_options(&self, first: &Survey) -> BTreeMap<String, BTreeMap<String, f64>> {
        let Some(options) = first.zone.as_ref().and_then(|zone| zone.options.as_ref()) else { return BTreeMap::new() };
        let rows = self.view.case.points.iter().zip(options).map(|(point, shares)| {
            let shares = shares.iter().enumerate().filter(|(_, found)| found.hits > 0);
            (point.name.clone(), shares.map(|(at, found)| (point.choice_name(at), found.value())).collect())
        });
        rows.collect()
    }
}

fn share(found: &engine::Share) -> Share {
    Share { share: found.value(), standard_error: found.error(), samples: found.of }
}

fn what_is_known(known: &KnownParty<'_>) -> String {
    let words = match (known.valuation.is_some(), known.preference.is_some()) {
        (true, true) => "values, and orders among them",
        (true, false) => "values",
        (false, _) => "orders only",
    };
    if known.is_total_assumed { format!("{words}; weights taken to add up to 100") } else { words.to_string() }
}

fn method(method: Method) -> String {
    match method {
        Method::Known => "known exactly",
        Method::Direct => "drawn evenly",
        Method::Rejection => "drawn evenly, by rejection",
        Method::Walk => "drawn nearly evenly, by a random walk",
    }
    .to_string()
}
