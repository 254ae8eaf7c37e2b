//! Deals listed on request: the best ones, the most different ones, those nearest to a draft.

use super::solve::Solve;
use super::{Deals, NearDeal, Nearest, Proof, Verdict};
use crate::session::Unaskable;
use crate::settle::draft;
use std::collections::BTreeMap;
use zopa_case::id::PointId;
use zopa_engine as engine;
use zopa_engine::{Budget, Objective, OptionSet, Zone};

/// How many deals nearest to a draft are listed.
const NEAREST_MAX: usize = 100;

/// What stands between the alternatives of a bracket.
pub(super) const ALTERNATIVE: &str = " | ";

impl Solve<'_, '_> {
    /// Adds what was asked for besides, which takes a diagram.
    pub(super) fn add_listed(&self, zone: Option<&Zone>, deals: &mut Deals) -> Result<(), Unaskable> {
        let Some(zone) = zone else {
            let unknown = |asked: bool| if asked { Proof::UNKNOWN } else { Proof::default() };
            deals.lists.best_by_sum = unknown(self.options.best > 0);
            deals.lists.best_by_product = unknown(self.options.best > 0);
            deals.lists.most_different = unknown(self.options.different > 0);
            deals.nearest = self.options.near.as_ref().map(|name| Nearest {
                draft: name.clone(),
                changes: 0,
                deals: Vec::new(),
                proof: Proof::UNKNOWN,
            });
            return Ok(());
        };
        let budget = || Budget::new(self.options.steps_max);
        if self.options.best > 0 && self.values.n_parties() > 0 {
            let weights = vec![1; self.values.n_parties()];
            let by_sum = engine::k_best(zone, &Objective::Sum(weights), self.options.best, &mut budget());
            (deals.best_by_sum, deals.lists.best_by_sum) = self.told(by_sum);
            let by_product = engine::k_best(zone, &Objective::Product, self.options.best, &mut budget());
            (deals.best_by_product, deals.lists.best_by_product) = self.told(by_product);
        }
        if self.options.different > 0 {
            let found = engine::most_different(zone, &[], self.options.different, &self.floors, &mut budget());
            (deals.most_different, deals.lists.most_different) = self.told(found);
        }
        if let Some(name) = &self.options.near {
            deals.nearest = Some(self.nearest(zone, name)?);
        }
        Ok(())
    }

    fn nearest(&self, zone: &Zone, name: &str) -> Result<Nearest, Unaskable> {
        let case = self.view.case;
        let settles = case.drafts[draft(self.view, name)?.0].clauses.iter().flat_map(|clause| &clause.settles);
        // A point in brackets is as the draft has it where it is settled by any of the alternatives.
        let drafted: BTreeMap<PointId, Vec<usize>> =
            settles.map(|settlement| (settlement.point, settlement.at.choices())).collect();
        let wanted: Vec<OptionSet> = (0..case.points.len())
            .map(|at| drafted.get(&PointId(at)).into_iter().flatten().copied().collect())
            .collect();
        let mut budget = Budget::new(self.options.steps_max);
        let verdict = engine::nearest(zone, &wanted, &self.floors, NEAREST_MAX, &mut budget);
        let found = verdict.found().cloned().unwrap_or_default();
        let proof = self.told(verdict).1;
        let near = found.iter().map(|deal| {
            let changed = drafted.iter().filter(|(point, choices)| !choices.contains(&deal.package[point.0]));
            let names = changed.map(|(&point, choices)| {
                let point_of = case.point(point);
                let from: Vec<String> = choices.iter().map(|&choice| point_of.choice_name(choice)).collect();
                (point_of.name.clone(), (from.join(ALTERNATIVE), point_of.choice_name(deal.package[point.0])))
            });
            NearDeal { deal: self.deal(deal), changes: names.collect() }
        });
        let deals: Vec<NearDeal> = near.collect();
        let changes = deals.first().map_or(0, |near| near.changes.len());
        Ok(Nearest { draft: name.to_string(), changes, deals, proof })
    }
}

impl Deals {
    /// Returns whether nothing asked for was left open but the count.
    pub(super) fn is_proven(&self) -> bool {
        let proofs = [
            &self.frontier.proof,
            &self.proofs.nash,
            &self.proofs.kalai_smorodinsky,
            &self.proofs.egalitarian,
            &self.proofs.utilitarian,
            &self.lists.best_by_sum,
            &self.lists.best_by_product,
            &self.lists.most_different,
        ];
        let near = self.nearest.iter().map(|nearest| &nearest.proof);
        proofs.into_iter().chain(near).all(Proof::is_settled)
    }

    /// Returns what is known so far, in a few words.
    pub fn so_far(&self) -> String {
        let count = match &self.deals {
            Some(number) => format!("{number} deals"),
            None => format!("{} to {} deals", self.deals_at_least, self.deals_at_most),
        };
        let frontier = match (self.frontier.size, self.frontier.proof.is_settled()) {
            (Some(size), true) => format!("frontier of {size}, proven"),
            (Some(size), false) => format!("frontier of {size} so far"),
            (None, _) => "frontier not listed".to_string(),
        };
        let solutions = [
            ("Nash", &self.proofs.nash),
            ("Kalai–Smorodinsky", &self.proofs.kalai_smorodinsky),
            ("egalitarian", &self.proofs.egalitarian),
            ("utilitarian", &self.proofs.utilitarian),
        ];
        let solutions = solutions.iter().map(|(name, proof)| match (proof.verdict, proof.gap) {
            (Verdict::BestFound, Some(gap)) => format!("{name} within {:.2}%", gap * 100.0),
            (Verdict::BestFound, None) => format!("{name} found"),
            (Verdict::Unknown, _) => format!("{name} unknown"),
            _ => format!("{name} proven"),
        });
        format!("{count}; {frontier}; {}", solutions.collect::<Vec<_>>().join(", "))
    }
}

impl Proof {
    /// Nothing is known.
    pub(super) const UNKNOWN: Proof = Proof { verdict: Verdict::Unknown, gap: None };

    pub(super) fn is_settled(&self) -> bool {
        !matches!(self.verdict, Verdict::BestFound | Verdict::Unknown)
    }
}
