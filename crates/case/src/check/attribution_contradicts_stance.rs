//! A bracket that has a party want what it is on record against.

use super::outcome::Settling;
use crate::case::Case;
use crate::condition::Condition;
use crate::draft::{Alternative, Settled, Settlement};
use crate::id::{LineId, PartyId, PointId};
use crate::stance::{Stance, Verb};
use crate::view::View;
use jiff::civil;
use std::collections::{BTreeMap, BTreeSet};
use zopa_syntax::diagnostic::{Diagnostic, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "attribution-contradicts-stance",
    severity: Severity::Warning,
    page: include_str!("attribution_contradicts_stance.md"),
};

pub(super) fn run(view: &View<'_>, findings: &mut Vec<Diagnostic>) {
    let positions = Positions::of(view);
    for (_, draft) in view.standing_drafts() {
        for settlement in draft.clauses.iter().flat_map(|clause| &clause.settles) {
            if let Settled::Bracket(alternatives) = &settlement.at {
                let bracket = Bracket { settlement, tabled: draft.date.first(), positions: &positions };
                bracket.compare(alternatives, findings);
            }
        }
    }
}

/// The stances in force that say what a party will or will not have, by the points that they mention.
struct Positions<'a> {
    case: &'a Case,
    by_point: BTreeMap<(PartyId, PointId), Vec<&'a Stance>>,
}

impl<'a> Positions<'a> {
    fn of(view: &View<'a>) -> Positions<'a> {
        let relaxed: BTreeSet<LineId> =
            view.stances().iter().flat_map(|stance| stance.relaxes.iter().copied()).collect();
        let mut by_point: BTreeMap<_, Vec<&Stance>> = BTreeMap::new();
        for stance in view.stances() {
            let firm = matches!(stance.verb, Verb::RedLine | Verb::Demand | Verb::Opposes);
            // A red line that gives way to an offer may hold in a way that one point alone does not show.
            let open = stance.line.is_some_and(|line| relaxed.contains(&line));
            let Some(stated) = stance.holds.as_ref().filter(|_| firm && !open) else { continue };
            for point in mentioned(view.case, &stated.condition) {
                by_point.entry((stance.party, point)).or_default().push(stance);
            }
        }
        Positions { case: view.case, by_point }
    }
}

fn mentioned(case: &Case, condition: &Condition) -> BTreeSet<PointId> {
    let given =
        condition.facts().into_iter().flat_map(|fact| case.facts[fact.0].given_by.iter().map(|(point, _)| *point));
    condition.points().into_iter().chain(given).collect()
}

/// A settlement in brackets, held against the positions.
struct Bracket<'a> {
    settlement: &'a Settlement,
    tabled: civil::Date,
    positions: &'a Positions<'a>,
}

impl Bracket<'_> {
    fn compare(&self, alternatives: &[Alternative], findings: &mut Vec<Diagnostic>) {
        for alternative in alternatives {
            let choices = alternative.at.choices();
            for (party, verb) in &alternative.attributions {
                findings.extend(self.contradiction(*party, verb, &choices));
            }
            if let Settled::Bracket(inner) = &alternative.at {
                self.compare(inner, findings);
            }
        }
    }

    fn contradiction(&self, party: PartyId, verb: &str, choices: &[usize]) -> Option<Diagnostic> {
        let case = self.positions.case;
        let point = self.settlement.point;
        let held = self.positions.by_point.get(&(party, point))?;
        let contradicted: Vec<&Stance> = held
            .iter()
            .copied()
            // A stance taken since the paper was tabled is a move, not a contradiction.
            .filter(|stance| stance.date.is_some_and(|date| date.last() <= self.tabled))
            .filter(|stance| match verb {
                "propose" | "support" => choices.iter().all(|&choice| rules_out(case, stance, point, choice)),
                "oppose" => requires(case, stance, point, choices),
                _ => false,
            })
            .collect();
        contradicted.first()?;
        let name = &case.party(party).name;
        let alternative: Vec<String> = choices.iter().map(|&choice| case.point(point).choice_name(choice)).collect();
        let of_point = &case.point(point).name;
        let message = format!("{name} is said to {verb} `{of_point} = {}`", alternative.join(" | "));
        let mut finding = Diagnostic::new(&RULE, self.settlement.site, message);
        for stance in contradicted {
            finding = finding.also(stance.site, format!("{name} is on record against that ({})", stance.verb.word()));
        }
        Some(finding.hint("correct the attribution, or enter the stance that the party now holds"))
    }
}

fn rules_out(case: &Case, stance: &Stance, point: PointId, choice: usize) -> bool {
    let against = stance.verb == Verb::Opposes;
    let decided = stance.holds.as_ref().and_then(|stated| Settling { point, choice }.decides(case, &stated.condition));
    decided == Some(against)
}

/// Returns whether a demand leaves the point nothing but these choices, and does not rule them all out as well.
fn requires(case: &Case, stance: &Stance, point: PointId, choices: &[usize]) -> bool {
    if stance.verb == Verb::Opposes {
        return false;
    }
    let mut others = (0..case.point(point).choices.len()).filter(|choice| !choices.contains(choice));
    let left = choices.iter().any(|&choice| !rules_out(case, stance, point, choice));
    left && others.all(|choice| rules_out(case, stance, point, choice))
}
