//! How many packages are worth exactly so much, against enumeration.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use proptest::prelude::*;
use zopa_engine::{Budget, Package, PartyValues, Problem, Space, SplitMix, Ties, Values, Zone};

use crate::small_zone::{SmallZone, linked_zone, zones};

/// Returns the packages of a zone by what they are worth.
fn by_values(small: &SmallZone) -> BTreeMap<Vec<i128>, Vec<Package>> {
    let mut known: BTreeMap<Vec<i128>, Vec<Package>> = BTreeMap::new();
    for (package, values) in &small.packages {
        known.entry(values.clone()).or_default().push(package.clone());
    }
    known.values_mut().for_each(|packages| packages.sort());
    known
}

fn check(small: &SmallZone, random: &mut SplitMix) {
    let known = by_values(small);
    let mut asked: Vec<Vec<i128>> = known.keys().cloned().collect();
    // And some that hardly any package has.
    for at in 0..asked.len().min(20) {
        let mut values = asked[at].clone();
        let party = random.below(values.len());
        values[party] += random.below(5) as i128 - 2;
        asked.push(values);
    }
    asked.push(vec![i128::MAX; small.zone.values().n_parties()]);
    asked.push(vec![i128::MIN; small.zone.values().n_parties()]);
    let ties = Ties::new(&small.zone);
    let list_max = random.below(6);
    let found = ties.of(&asked, list_max, &mut Budget::new(u64::MAX));
    let cut = ties.of(&asked, 3, &mut Budget::new(random.below(60) as u64));
    for ((values, found), cut) in asked.iter().zip(found).zip(cut) {
        let packages = known.get(values).map_or(&[][..], |packages| packages);
        let n = BigUint::from(packages.len());
        assert_eq!(found.count.exact(), Some(&n), "{values:?}");
        assert_eq!(found.packages.len(), packages.len().min(list_max));
        assert!(cut.count.at_least <= n && n <= cut.count.at_most, "{values:?} {cut:?} {n}");
        for mut listed in [found.packages, cut.packages] {
            assert!(listed.iter().all(|package| packages.binary_search(package).is_ok()));
            listed.sort();
            assert!(listed.windows(2).all(|pair| pair[0] != pair[1]));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn ties_are_counted_and_listed(small in zones(), seed: u64) {
        check(&small, &mut SplitMix::new(seed));
    }
}

#[test]
fn ties_of_linked_zones_are_counted_and_listed() {
    for seed in 0..100 {
        check(&linked_zone(7, seed), &mut SplitMix::new(seed));
    }
}

/// Returns a zone of points with two options each, of which one party likes one and the other the other.
fn opposed(n_points: usize) -> Zone {
    let space = Space::new(vec![2; n_points]).expect("a space");
    let problem = Problem::new(space.clone(), vec![], vec![]).expect("a problem");
    let party = |first: i128| PartyValues { tables: vec![vec![first, 1 - first]; n_points], ..PartyValues::default() };
    let values = Values::new(&problem, vec![party(0), party(1)]).expect("values");
    Zone::compile(&space, &[], values, 1 << 20).expect("a diagram")
}

#[test]
fn large_numbers_of_ties_are_exact() {
    let ties =
        |zone: &Zone, values: &[i128]| Ties::new(zone).of(&[values.to_vec()], 2, &mut Budget::new(1 << 20)).remove(0);
    let found = ties(&opposed(300), &[150, 150]);
    let choose = (1..=150_u32).fold(BigUint::from(1_u32), |product, k| product * (150 + k) / k);
    assert_eq!(found.count.exact(), Some(&choose));
    assert_eq!(found.packages.len(), 2);
    assert_eq!(ties(&opposed(300), &[150, 151]).count.exact(), Some(&BigUint::ZERO));
    assert_eq!(ties(&opposed(0), &[0, 0]).packages, [Vec::<usize>::new()]);
    assert_eq!(ties(&opposed(0), &[0, 1]).count.exact(), Some(&BigUint::ZERO));
}
