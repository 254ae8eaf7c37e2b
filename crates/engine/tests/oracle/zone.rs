//! Zones count the deals that enumeration finds.

use num_bigint::BigUint;
use proptest::{collection::vec, option, prelude::*};
use zopa_engine::{Bonus, Budget, DIAGRAM_ARCS_MAX, PartyValues, Problem, Values, Zone, count_deals, value_ranges};

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
    #![proptest_config(ProptestConfig::with_cases(4_000))]

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
}
