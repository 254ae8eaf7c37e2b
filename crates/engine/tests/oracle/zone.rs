//! What is said of the deals of a zone, against enumeration.

use num_bigint::BigUint;
use proptest::{collection::vec, option, prelude::*};
use zopa_engine::{
    Bonus, Budget, Convention, DIAGRAM_ARCS_MAX, Deal, FrontierOptions, Measure, PartyValues, Problem, Solution,
    Values, Zone, certificate, choose, count_deals, cover, egalitarian, frontier, supported, utilitarian, value_ranges,
};

use crate::{brute, small_problem};

/// Returns values for some parties, with the soft formulas as bonuses.
fn valued(problem: &Problem) -> impl Strategy<Value = Values> + use<> {
    let problem = problem.clone();
    let tables: Vec<_> = problem.space().sizes().iter().map(|&n| vec(-3..=6_i128, n)).collect();
    let bonuses = vec(-5..=5_i128, problem.soft().len());
    let party = (tables, bonuses, option::weighted(0.2, -2..12_i128), option::weighted(0.7, -4..14_i128));
    vec(party, 1..5).prop_map(move |parties| {
        let parties = parties.into_iter().map(|(tables, amounts, cap, walk_away)| {
            let bonuses = problem.soft().iter().zip(amounts);
            let bonuses = bonuses.map(|(soft, amount)| Bonus { formula: soft.formula.clone(), amount });
            PartyValues { tables, bonuses: bonuses.collect(), cap, walk_away }
        });
        Values::new(&problem, parties.collect()).expect("small values")
    })
}

fn cases() -> impl Strategy<Value = (Problem, Values)> {
    small_problem::problems().prop_flat_map(|problem| (Just(problem.clone()), valued(&problem)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn deals_are_counted((problem, values) in cases(), steps in 0..40_u64) {
        let zone = Zone::compile(problem.space(), problem.hard(), values.clone(), DIAGRAM_ARCS_MAX).expect("small");
        let floors: Vec<Option<i128>> = values.parties().iter().map(|party| party.walk_away).collect();
        let meeting = brute::meeting(&problem, &brute::all_hard(&problem));
        let deals = meeting.iter().filter(|package| {
            values.parties().iter().all(|party| party.accepts(party.of(package)))
        });
        let ranges = value_ranges(&zone);
        prop_assert_eq!(ranges.is_none(), meeting.is_empty());
        for (party, (least, most)) in values.parties().iter().zip(ranges.unwrap_or_default()) {
            let worth = || meeting.iter().map(|package| party.of(package));
            prop_assert_eq!((Some(least), Some(most)), (worth().min(), worth().max()));
        }
        let n = BigUint::from(deals.count());
        let counted = count_deals(&zone, &floors, &mut Budget::new(u64::MAX));
        prop_assert_eq!(counted.exact(), Some(&n));
        let bounds = count_deals(&zone, &floors, &mut Budget::new(steps));
        prop_assert!(bounds.at_least <= n && n <= bounds.at_most);
    }

    /// Whatever every deal must be worth besides, the searches find what the definitions choose among all deals.
    #[test]
    fn solutions_with_floors_are_those_of_the_definitions((problem, values) in cases(), floors in vec(option::of(-4..12_i128), 4)) {
        let zone = Zone::compile(problem.space(), problem.hard(), values.clone(), DIAGRAM_ARCS_MAX).expect("small");
        let floors = &floors[..values.n_parties()];
        let deals = deals(&problem, &values, floors);
        let frontier: Vec<Vec<i128>> = deals.iter().filter(|deal| !deals.iter().any(|other| beats(other, deal))).cloned().collect();
        let zone = zone.with_floors(floors);
        let most = (0..values.n_parties()).map(|party| deals.iter().map(|deal| deal[party]).max().unwrap_or(0));
        let no_deal = values.parties().iter().map(|party| party.walk_away.unwrap_or(0));
        let measure = Measure { no_deal: no_deal.collect(), most: most.collect() };
        let budget = || Budget::new(u64::MAX);
        for (solution, found) in [
            (Solution::Utilitarian, utilitarian(&zone, &mut budget())),
            (Solution::Egalitarian, egalitarian(&zone, &mut budget())),
        ] {
            prop_assert!(found.is_proven());
            let mut found: Vec<Vec<i128>> = found.found().into_iter().flatten().map(|deal| deal.values.clone()).collect();
            let chosen = choose(Convention::Textbook, solution, &frontier, &measure);
            let mut chosen: Vec<Vec<i128>> = chosen.into_iter().map(|at| frontier[at].clone()).collect();
            found.sort();
            chosen.sort();
            prop_assert_eq!(found, chosen, "{:?}", solution);
        }
    }

    /// A plain search finds nothing that beats a point of the frontier, and something that beats what is not on it.
    #[test]
    fn frontiers_are_certified((problem, values) in cases()) {
        let values = values.without_walk_away();
        let zone = Zone::compile(problem.space(), problem.hard(), values.clone(), DIAGRAM_ARCS_MAX).expect("small");
        let found = frontier(&zone, &[], &FrontierOptions::default(), &mut Budget::new(u64::MAX)).expect("small");
        let points: Vec<Deal> = found.deals().collect();
        for deal in &points {
            prop_assert_eq!(certificate::is_unbeaten(&problem, &values, &deal.package, u64::MAX), Some(true));
        }
        for package in brute::packages(problem.space()) {
            let is_point = points.iter().any(|deal| deal.values == values.of(&package));
            let meets = problem.hard().iter().all(|formula| formula.holds(&package));
            let is_unbeaten = certificate::is_unbeaten(&problem, &values, &package, u64::MAX);
            prop_assert_eq!(is_unbeaten, Some(is_point && meets));
        }
    }

    /// Every deal that is worth enough is near to one of the cover, and supported deals are beaten by none.
    #[test]
    fn covers_are_near_to_all_deals((problem, values) in cases(), deals_max in 1..6_usize) {
        let zone = Zone::compile(problem.space(), problem.hard(), values.clone(), DIAGRAM_ARCS_MAX).expect("small");
        let floors: Vec<Option<i128>> = values.parties().iter().map(|party| party.walk_away).collect();
        let deals = deals(&problem, &values, &floors);
        if let Some(found) = cover(&zone, &floors, deals_max, &mut Budget::new(u64::MAX)) {
            prop_assert!(found.deals.len() <= deals_max);
            prop_assert!(found.deals.iter().all(|deal| deals.contains(&deal.values)));
            let is_well_above = |deal: &&Vec<i128>| {
                deal.iter().zip(&floors).zip(&found.epsilon).all(|((value, floor), more)| {
                    floor.is_none_or(|floor| *value >= floor + more)
                })
            };
            for deal in deals.iter().filter(is_well_above) {
                let is_near = |listed: &Deal| {
                    listed.values.iter().zip(deal).zip(&found.epsilon).all(|((near, value), less)| near + less >= *value)
                };
                prop_assert!(found.deals.iter().any(is_near), "{:?} is near to none of {:?}", deal, found);
            }
        }
        for corner in supported(&zone, 10, &mut Budget::new(u64::MAX)) {
            prop_assert!(deals.contains(&corner.values));
            prop_assert!(!deals.iter().any(|other| beats(other, &corner.values)));
        }
    }
}

/// Returns the values of all packages that are worth enough to everybody.
fn deals(problem: &Problem, values: &Values, floors: &[Option<i128>]) -> Vec<Vec<i128>> {
    let meeting = brute::meeting(problem, &brute::all_hard(problem));
    let is_deal = |worth: &Vec<i128>| {
        let parties = values.parties().iter().zip(worth).zip(floors);
        parties
            .into_iter()
            .all(|((party, value), floor)| party.accepts(*value) && floor.is_none_or(|floor| *value >= floor))
    };
    let mut worth: Vec<Vec<i128>> = meeting.iter().map(|package| values.of(package)).filter(is_deal).collect();
    worth.sort();
    worth.dedup();
    worth
}

fn beats(one: &[i128], other: &[i128]) -> bool {
    one != other && one.iter().zip(other).all(|(one, other)| one >= other)
}
