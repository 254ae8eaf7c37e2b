//! Solutions of bargaining, each against the plainest reading of its definition over all packages.

use std::collections::BTreeSet;

use num_bigint::BigInt;
use proptest::prelude::*;
use zopa_engine::{
    Budget, Deal, NashSolver, Objective, OptionSet, Package, SplitMix, TIES_MAX, Verdict, Zone, egalitarian, ideal,
    k_best, kalai_smorodinsky, meets, most_different, nash, nearest, utilitarian,
};

use crate::small_zone::{SmallZone, linked_zone, zones};

const STEPS: u64 = 10_000_000;

fn budget() -> Budget {
    Budget::new(STEPS)
}

type Vectors = BTreeSet<Vec<i128>>;
type Solve = fn(&Zone, &mut Budget) -> Verdict<Vec<Deal>>;

impl SmallZone {
    fn walk_away(&self) -> Vec<i128> {
        self.zone.values().parties().iter().map(|party| party.walk_away.unwrap_or(0)).collect()
    }

    fn deals(&self) -> Vec<&(Package, Vec<i128>)> {
        let parties = self.zone.values().parties();
        let accepts = |values: &[i128]| parties.iter().zip(values).all(|(party, value)| party.accepts(*value));
        self.packages.iter().filter(|(_, values)| accepts(values)).collect()
    }

    fn gains(&self, values: &[i128]) -> Vec<i128> {
        values.iter().zip(self.walk_away()).map(|(value, least)| value - least).collect()
    }

    fn nobody_loses(&self, values: &[i128]) -> bool {
        self.gains(values).iter().all(|&gain| gain >= 0)
    }

    /// Returns the vectors of some packages with the highest score, those that no other of them exceeds.
    fn best<S: Ord>(&self, among: &[&(Package, Vec<i128>)], score: impl Fn(&[i128]) -> S) -> Vectors {
        let best = among.iter().map(|(_, values)| score(values)).max();
        let tied: Vectors =
            among.iter().filter(|(_, values)| Some(score(values)) == best).map(|(_, values)| values.clone()).collect();
        let exceeded = |values: &Vec<i128>| {
            tied.iter().any(|other| other != values && other.iter().zip(values).all(|(other, value)| other >= value))
        };
        tied.iter().filter(|values| !exceeded(values)).cloned().collect()
    }

    fn ideal(&self) -> Option<Vec<i128>> {
        let deals = self.deals();
        let best = |party: usize| deals.iter().map(|(_, values)| values[party]).max();
        (0..self.zone.values().n_parties()).map(best).collect()
    }

    /// Checks that a verdict names these vectors, each with a package that has it.
    fn check(&self, verdict: &Verdict<Vec<Deal>>, expected: &Vectors) {
        match verdict {
            Verdict::Proven(found) => {
                let vectors: Vec<&Vec<i128>> = found.iter().map(|deal| &deal.values).collect();
                assert_eq!(vectors, expected.iter().rev().collect::<Vec<_>>());
                found.iter().for_each(|deal| self.check_deal(deal));
            }
            Verdict::Impossible => assert!(expected.is_empty(), "{expected:?}"),
            Verdict::BestFound { .. } | Verdict::Unknown => panic!("{verdict:?}"),
        }
    }

    fn check_deal(&self, deal: &Deal) {
        assert!(self.deals().into_iter().any(|(package, values)| (package, values) == (&deal.package, &deal.values)));
    }

    fn check_solutions(&self) {
        let (zone, deals) = (&self.zone, self.deals());
        let sum = |values: &[i128]| values.iter().sum::<i128>();
        self.check(&utilitarian(zone, &mut budget()), &self.best(&deals, sum));

        let fair: Vec<&(Package, Vec<i128>)> =
            deals.iter().copied().filter(|(_, values)| self.nobody_loses(values)).collect();
        let product = |values: &[i128]| self.gains(values).into_iter().map(BigInt::from).product::<BigInt>();
        let expected = self.best(&fair, product);
        self.check(&nash(zone, &mut budget()), &expected);
        let mut solver = NashSolver::new(zone.diagram());
        for _ in 0..2 {
            self.check(&solver.solve(zone.values(), &mut budget()), &expected);
        }

        let leximin = |values: &[i128]| {
            let mut gains = self.gains(values);
            gains.sort_unstable();
            gains
        };
        self.check(&egalitarian(zone, &mut budget()), &self.best(&deals, leximin));

        let ideal_found = ideal(zone, &mut budget());
        let expected = self.ideal().map_or(Verdict::Impossible, Verdict::Proven);
        assert_eq!(ideal_found, expected);
        let ranges = self.ideal().map_or(Vec::new(), |ideal| self.gains(&ideal));
        let share = |values: &[i128]| {
            let gains = self.gains(values).into_iter().zip(&ranges).filter(|(_, range)| **range > 0);
            gains.map(|(gain, range)| Share(gain, *range)).min().unwrap_or(Share(0, 1))
        };
        self.check(&kalai_smorodinsky(zone, &mut budget()), &self.best(&deals, share));
    }

    fn check_lists(&self, seed: u64) {
        let mut random = SplitMix::new(seed);
        let zone = &self.zone;
        let n_parties = zone.values().n_parties();
        let deals = self.deals();
        let floors = self.floors(&mut random);
        let enough =
            |values: &[i128]| values.iter().zip(&floors).all(|(value, floor)| floor.is_none_or(|f| *value >= f));
        let met: Vec<&(Package, Vec<i128>)> = deals.iter().copied().filter(|(_, values)| enough(values)).collect();
        match meets(zone, &floors, &mut budget()) {
            Verdict::Proven(deal) => {
                self.check_deal(&deal);
                assert!(enough(&deal.values));
            }
            Verdict::Impossible => assert!(met.is_empty()),
            verdict => panic!("{verdict:?}"),
        }

        let weights: Vec<u64> = (0..n_parties).map(|_| random.below(4) as u64).collect();
        self.check_best(&Objective::Sum(weights.clone()), &deals, &mut random, |values| {
            values.iter().zip(&weights).map(|(&value, &weight)| BigInt::from(value) * weight).sum()
        });
        let fair: Vec<&(Package, Vec<i128>)> =
            deals.iter().copied().filter(|(_, values)| self.nobody_loses(values)).collect();
        self.check_best(&Objective::Product, &fair, &mut random, |values| {
            self.gains(values).into_iter().map(BigInt::from).product()
        });

        let sizes: Vec<usize> = zone.values().parties()[0].tables.iter().map(Vec::len).collect();
        // Mostly one option is wanted of a point, sometimes none or several.
        let wanted = sizes.iter().map(|&n| (0..[1, 1, 1, 0, 2][random.below(5)]).map(|_| random.below(n)).collect());
        let wanted: Vec<OptionSet> = wanted.collect();
        let n_changed = |package: &Package| {
            let points = package.iter().zip(&wanted);
            points.filter(|(option, wanted)| wanted.iter().next().is_some() && !wanted.contains(**option)).count()
        };
        let fewest = met.iter().map(|(other, _)| n_changed(other)).min();
        let expected: BTreeSet<&Package> =
            met.iter().filter(|(other, _)| Some(n_changed(other)) == fewest).map(|(other, _)| other).collect();
        let found = nearest(zone, &wanted, &floors, 1_000_000, &mut budget());
        self.check_packages(&found, &expected);

        let given: Vec<Package> =
            (0..random.below(3)).map(|_| sizes.iter().map(|&n| random.below(n)).collect()).collect();
        match most_different(zone, &given, 3, &floors, &mut budget()) {
            Verdict::Proven(found) => {
                let mut before = given;
                for at in 0..3 {
                    let least = |package: &Package| before.iter().map(|other| distance(package, other)).min();
                    let best = met.iter().map(|(package, _)| least(package)).max().expect("a deal");
                    let Some(deal) = found.get(at) else {
                        assert_eq!((best, found.len()), (Some(0), at));
                        break;
                    };
                    self.check_deal(deal);
                    assert!(enough(&deal.values));
                    assert_eq!(least(&deal.package), best);
                    before.push(deal.package.clone());
                }
            }
            Verdict::Impossible => assert!(met.is_empty()),
            verdict => panic!("{verdict:?}"),
        }
    }

    fn check_best(
        &self,
        objective: &Objective,
        among: &[&(Package, Vec<i128>)],
        random: &mut SplitMix,
        score: impl Fn(&[i128]) -> BigInt,
    ) {
        let mut scores: Vec<BigInt> = among.iter().map(|(_, values)| score(values)).collect();
        scores.sort_by(|a, b| b.cmp(a));
        let k = 1 + random.below(12);
        match k_best(&self.zone, objective, k, &mut budget()) {
            Verdict::Proven(found) => {
                found.iter().for_each(|deal| self.check_deal(deal));
                let packages: BTreeSet<&Package> = found.iter().map(|deal| &deal.package).collect();
                assert_eq!(packages.len(), found.len());
                let found: Vec<BigInt> = found.iter().map(|deal| score(&deal.values)).collect();
                scores.truncate(k);
                assert_eq!(found, scores);
            }
            Verdict::Impossible => assert!(among.is_empty()),
            verdict => panic!("{verdict:?}"),
        }
    }

    fn check_packages(&self, verdict: &Verdict<Vec<Deal>>, expected: &BTreeSet<&Package>) {
        match verdict {
            Verdict::Proven(found) => {
                found.iter().for_each(|deal| self.check_deal(deal));
                assert_eq!(found.len(), expected.len());
                assert_eq!(&found.iter().map(|deal| &deal.package).collect::<BTreeSet<_>>(), expected);
            }
            Verdict::Impossible => assert!(expected.is_empty()),
            Verdict::BestFound { .. } | Verdict::Unknown => panic!("{verdict:?}"),
        }
    }

    /// Returns floors that some package meets, more or less.
    fn floors(&self, random: &mut SplitMix) -> Vec<Option<i128>> {
        let n_parties = self.zone.values().n_parties();
        let Some((_, values)) = self.packages.get(random.below(self.packages.len())) else {
            return vec![None; n_parties];
        };
        let values = values.iter().map(|value| (random.below(3) > 0).then(|| value + random.below(3) as i128 - 1));
        values.collect()
    }
}

/// A fraction with a positive denominator.
#[derive(Clone, Copy, Debug)]
struct Share(i128, i128);

impl Ord for Share {
    fn cmp(&self, other: &Share) -> std::cmp::Ordering {
        (BigInt::from(self.0) * other.1).cmp(&(BigInt::from(other.0) * self.1))
    }
}

impl PartialOrd for Share {
    fn partial_cmp(&self, other: &Share) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Share {
    fn eq(&self, other: &Share) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Share {}

fn distance(a: &Package, b: &Package) -> usize {
    a.iter().zip(b).filter(|(a, b)| a != b).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_500))]

    #[test]
    fn solutions_are_as_defined(small in zones()) {
        small.check_solutions();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_500))]

    #[test]
    fn lists_are_as_defined(small in zones(), seed: u64) {
        small.check_lists(seed);
    }
}

#[test]
fn solutions_are_as_defined_where_not_every_package_is_tried() {
    for seed in 0..250 {
        linked_zone(7, seed).check_solutions();
    }
}

#[test]
fn lists_are_as_defined_where_not_every_package_is_tried() {
    for seed in 1_000..1_150 {
        linked_zone(6, seed).check_lists(seed);
    }
}

#[test]
fn answers_cut_short_are_true() {
    let mut n_cut = 0;
    for seed in 2_000..2_200 {
        let small = linked_zone(6, seed);
        let deals = small.deals();
        for steps in [0, 1, 3, 10, 30, 100] {
            let solutions: [Solve; 4] = [utilitarian, nash, kalai_smorodinsky, egalitarian];
            for solve in solutions {
                match solve(&small.zone, &mut Budget::new(steps)) {
                    Verdict::Impossible => assert_eq!(solve(&small.zone, &mut budget()), Verdict::Impossible),
                    Verdict::Unknown => n_cut += 1,
                    Verdict::Proven(found) => {
                        assert_eq!(Verdict::Proven(found), solve(&small.zone, &mut budget()));
                    }
                    Verdict::BestFound { found, gap } => {
                        n_cut += 1;
                        assert!(gap >= 0.0 && !found.is_empty());
                        found.iter().for_each(|deal| small.check_deal(deal));
                    }
                }
            }
            let sum = |values: &[i128]| small.gains(values).iter().sum::<i128>();
            if let Verdict::BestFound { found, gap } = utilitarian(&small.zone, &mut Budget::new(steps)) {
                let best = deals.iter().map(|(_, values)| sum(values)).max().expect("a deal") as f64;
                let found = sum(&found[0].values) as f64;
                assert!(gap.is_infinite() || best <= found + gap * found.abs() * (1.0 + 1e-9), "{best} {found} {gap}");
            }
            if let Verdict::BestFound { found, gap } = nash(&small.zone, &mut Budget::new(steps)) {
                let logs = |values: &[i128]| small.gains(values).iter().map(|&gain| (gain as f64).ln()).sum::<f64>();
                let fair = deals.iter().filter(|(_, values)| small.nobody_loses(values));
                let best = fair.map(|(_, values)| logs(values)).fold(f64::NEG_INFINITY, f64::max);
                let mean = ((best - logs(&found[0].values)) / small.walk_away().len() as f64).exp();
                assert!(best == f64::NEG_INFINITY || mean <= (1.0 + gap) * (1.0 + 1e-9), "{mean} {gap}");
            }
        }
    }
    assert!(n_cut > 1_000, "{n_cut}");
}

#[test]
fn a_list_of_ties_that_is_too_long_is_cut() {
    // Eleven points, each with two options of the same sum: 2^11 vectors tie.
    let space = zopa_engine::Space::new(vec![2; 11]).expect("a space");
    let problem = zopa_engine::Problem::new(space.clone(), vec![], vec![]).expect("a problem");
    let table = |sign: i128| (0..11).map(|point| vec![0, sign * (1 << point)]).collect::<Vec<_>>();
    let party = |sign| zopa_engine::PartyValues { tables: table(sign), ..Default::default() };
    let values = zopa_engine::Values::new(&problem, vec![party(1), party(-1)]).expect("values");
    let zone = Zone::compile(&space, &[], values, 1_000).expect("a diagram");
    match utilitarian(&zone, &mut budget()) {
        Verdict::BestFound { found, gap } => assert_eq!((found.len(), gap), (TIES_MAX, 0.0)),
        verdict => panic!("{verdict:?}"),
    }
}

#[test]
fn ten_thousand_points_are_no_more_than_long() {
    let n = 10_000;
    let space = zopa_engine::Space::new(vec![2; n]).expect("a space");
    let problem = zopa_engine::Problem::new(space.clone(), vec![], vec![]).expect("a problem");
    let party = |party: i128| zopa_engine::PartyValues {
        tables: (0..n as i128).map(|point| vec![party * (1 + point % 7), (1 - party) * (1 + point % 5)]).collect(),
        walk_away: Some(1_000),
        ..Default::default()
    };
    let values = zopa_engine::Values::new(&problem, vec![party(0), party(1)]).expect("values");
    let zone = Zone::compile(&space, &[], values, 100_000).expect("a diagram");
    let mut few = Budget::new(20_000);
    let floors = [Some(10_000), Some(10_000)];
    let deal = meets(&zone, &floors, &mut few);
    assert!(deal.found().is_some_and(|deal| deal.values.iter().all(|&value| value >= 10_000)));
    assert!(nash(&zone, &mut few).found().is_some());
    assert!(egalitarian(&zone, &mut few).found().is_some());
}
