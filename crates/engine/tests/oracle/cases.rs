//! Ten thousand random cases with up to 10^5 packages: counts, frontiers and all solutions, against a look at every
//! package.
//!
//! Sizes are drawn evenly by their logarithm. What is looked up in the census is compared by the definitions; that a
//! solution is on the frontier is not assumed but for its ties, see `bargain` for small cases without that.

use num_bigint::BigInt;
use zopa_engine::{
    Budget, Convention, DIAGRAM_ARCS_MAX, Deal, Diagram, Formula, FrontierOptions, LinearTerm, Measure, OptionSet,
    PartyValues, Problem, Soft, Solution, Space, SplitMix, Ties, Values, Verdict, Zone, certificate::Census, choose,
    count_deals, count_packages, egalitarian, frontier, ideal, kalai_smorodinsky, nash, utilitarian,
};

use crate::small_zone::party;

const PACKAGES_MAX: usize = 100_000;

/// So many of the trade-offs of a case are asked for how many packages have them, and looked at one by one.
const LOOKED_AT: usize = 200;

/// A case and what a look at every package says.
struct Case {
    problem: Problem,
    values: Values,
    census: Census,
    unbeaten: Vec<Vec<i128>>,
}

impl Case {
    fn new(seed: u64) -> Case {
        let mut random = SplitMix::new(seed);
        let space = space(&mut random);
        let some = random_package(&space, &mut random);
        let formulas = |n: usize, random: &mut SplitMix| -> Vec<Formula> {
            (0..random.below(n + 1)).map(|_| constraint(&space, &some, random)).collect()
        };
        let (links, red_lines, tests) = (formulas(6, &mut random), formulas(4, &mut random), formulas(3, &mut random));
        let soft = red_lines.into_iter().map(|formula| Soft { formula, cost: 1 }).collect();
        let problem = Problem::new(space.clone(), links, soft).expect("formulas that fit");
        let scale = [1, 4, 20, 1_000, 1 << 50, 1 << 90][random.below(6)];
        let n_parties = 2 + random.below(5);
        let mut parties: Vec<PartyValues> = (0..n_parties).map(|_| party(&space, &tests, scale, &mut random)).collect();
        let (one, other) = (random.below(n_parties), random.below(n_parties));
        match random.below(10) {
            0 => parties[one] = parties[other].clone(),
            1 => parties[one] = opposite(&parties[other]),
            _ => {}
        }
        for party in &mut parties {
            let near = |random: &mut SplitMix| {
                let worth = party.of(&random_package(&space, random));
                (worth + party.of(&some)) / 2
            };
            let cap = (random.below(6) == 0).then(|| near(&mut random));
            let walk_away = (random.below(3) > 0).then(|| near(&mut random).min(party.of(&some)));
            (party.cap, party.walk_away) = (cap, walk_away);
        }
        let values = Values::new(&problem, parties).expect("small values");
        let census = Census::take(&problem, &values, PACKAGES_MAX as u64).expect("few packages");
        let unbeaten = census.unbeaten();
        Case { problem, values, census, unbeaten }
    }

    fn check(&self) {
        let space = self.problem.space();
        let mut must = self.problem.hard().to_vec();
        let possible = Diagram::compile(space, &must, &[], DIAGRAM_ARCS_MAX).expect("a small diagram");
        assert_eq!(count_packages(&possible), self.census.possible.into());
        must.extend(self.problem.soft().iter().map(|soft| soft.formula.clone()));
        let zone = Zone::compile(space, &must, self.values.clone(), DIAGRAM_ARCS_MAX).expect("a small diagram");
        assert_eq!(count_packages(zone.diagram()), self.census.within.into());
        let floors: Vec<Option<i128>> = self.values.parties().iter().map(|party| party.walk_away).collect();
        let n_deals = count_deals(&zone, &floors, &mut budget());
        assert_eq!(n_deals.exact(), Some(&self.census.n_deals().into()));
        let found = frontier(&zone, &floors, &FrontierOptions::default(), &mut budget()).expect("a small frontier");
        assert_eq!(found.len(), self.unbeaten.len());
        assert!((0..found.len()).all(|at| found.values(at).as_ref() == Some(&self.unbeaten[at])));
        let step = 1 + found.len() / LOOKED_AT;
        let looked_at: Vec<Deal> = (0..found.len()).step_by(step).filter_map(|at| found.deal(at)).collect();
        self.check_ties(&zone, &must, &looked_at);
        self.check_solutions(&zone);
    }

    /// Checks deals, and how many packages are worth the same.
    fn check_ties(&self, zone: &Zone, must: &[Formula], deals: &[Deal]) {
        let values: Vec<Vec<i128>> = deals.iter().map(|deal| deal.values.clone()).collect();
        let tied = Ties::new(zone).of(&values, 2, &mut budget());
        for (deal, tied) in deals.iter().zip(tied) {
            let known = self.census.deals.binary_search_by(|(worth, _)| deal.values.cmp(worth));
            let n = self.census.deals[known.expect("a deal")].1;
            assert_eq!(tied.count.exact(), Some(&n.into()));
            assert_eq!(tied.packages.len() as u64, n.min(2));
            for package in tied.packages.iter().chain([&deal.package]) {
                assert_eq!(self.values.of(package), deal.values);
                assert!(must.iter().all(|formula| formula.holds(package)));
            }
        }
    }

    fn check_solutions(&self, zone: &Zone) {
        let no_deal: Vec<i128> = self.values.parties().iter().map(|party| party.walk_away.unwrap_or(0)).collect();
        let gains = |worth: &Vec<i128>| -> Vec<i128> { worth.iter().zip(&no_deal).map(|(a, b)| a - b).collect() };
        let n_parties = no_deal.len();
        let most: Option<Vec<i128>> =
            (0..n_parties).map(|party| self.census.deals.iter().map(|(worth, _)| worth[party]).max()).collect();
        assert_eq!(ideal(zone, &mut budget()), most.clone().map_or(Verdict::Impossible, Verdict::Proven));
        let rooms = most.as_ref().map_or(Vec::new(), gains);
        let nobody_loses: Vec<Vec<i128>> =
            self.unbeaten.iter().filter(|worth| gains(worth).iter().all(|gain| *gain >= 0)).cloned().collect();
        let by_product = best(&nobody_loses, |a, b| product(&gains(a)).cmp(&product(&gains(b))));
        let by_share = best(&self.unbeaten, |a, b| least_share(&gains(a), &rooms).cmp(&least_share(&gains(b), &rooms)));
        let leximin = best(&self.unbeaten, |a, b| sorted(gains(a)).cmp(&sorted(gains(b))));
        let by_sum = best(&self.unbeaten, |a, b| a.iter().sum::<i128>().cmp(&b.iter().sum()));
        let measure = Measure { no_deal: no_deal.clone(), most: most.unwrap_or_else(|| vec![0; n_parties]) };
        for (solution, among, found, expected) in [
            (Solution::Nash, &nobody_loses, nash(zone, &mut budget()), by_product),
            (Solution::KalaiSmorodinsky, &self.unbeaten, kalai_smorodinsky(zone, &mut budget()), by_share),
            (Solution::Egalitarian, &self.unbeaten, egalitarian(zone, &mut budget()), leximin),
            (Solution::Utilitarian, &self.unbeaten, utilitarian(zone, &mut budget()), by_sum),
        ] {
            let chosen = choose(Convention::Textbook, solution, among, &measure);
            let chosen: Vec<&Vec<i128>> = chosen.into_iter().map(|at| &among[at]).collect();
            assert_eq!(chosen, expected, "{solution:?} among those listed");
            assert_eq!(found == Verdict::Impossible, expected.is_empty(), "{solution:?}");
            let found: Vec<&Vec<i128>> = match &found {
                Verdict::Proven(found) => found.iter().map(|deal| &deal.values).collect(),
                Verdict::BestFound { gap, .. } if *gap <= 0.0 && expected.len() > zopa_engine::TIES_MAX => continue,
                Verdict::Impossible => Vec::new(),
                other => panic!("{solution:?}: {other:?}"),
            };
            assert_eq!(found, expected, "{solution:?}");
        }
    }
}

fn budget() -> Budget {
    Budget::new(1 << 40)
}

/// Returns those that none is better than, in their order.
fn best(among: &[Vec<i128>], compare: impl Fn(&Vec<i128>, &Vec<i128>) -> std::cmp::Ordering) -> Vec<&Vec<i128>> {
    let Some(best) = among.iter().max_by(|a, b| compare(a, b)) else { return Vec::new() };
    among.iter().filter(|other| compare(other, best).is_eq()).collect()
}

fn product(gains: &[i128]) -> BigInt {
    gains.iter().map(|&gain| BigInt::from(gain)).product()
}

/// Returns the least share that gains are of rooms, all as parts of the product of the rooms.
fn least_share(gains: &[i128], rooms: &[i128]) -> BigInt {
    let counted: Vec<usize> = (0..rooms.len()).filter(|&party| rooms[party] > 0).collect();
    let others = |party: usize| counted.iter().filter(move |other| **other != party).map(|&other| rooms[other]);
    let shares = counted.iter().map(|&party| others(party).map(BigInt::from).product::<BigInt>() * gains[party]);
    shares.min().unwrap_or_default()
}

fn sorted(mut gains: Vec<i128>) -> Vec<i128> {
    gains.sort_unstable();
    gains
}

/// Returns a space whose number of packages is drawn evenly by its logarithm.
fn space(random: &mut SplitMix) -> Space {
    let share = random.below(1 << 20) as f64 / f64::from(1 << 20);
    let wanted = (PACKAGES_MAX as f64).powf(share) as usize;
    let widest = [2, 3, 5, 9, 40][random.below(5)];
    let (mut sizes, mut n_packages) = (Vec::new(), 1);
    while n_packages < wanted {
        let size = (2 + random.below(widest)).min(wanted.div_ceil(n_packages)).min(PACKAGES_MAX / n_packages).max(1);
        if size == 1 {
            break;
        }
        sizes.push(size);
        n_packages *= size;
        if random.below(12) == 0 {
            sizes.push(1);
        }
    }
    Space::new(sizes).expect("a small space")
}

fn random_package(space: &Space, random: &mut SplitMix) -> Vec<usize> {
    space.sizes().iter().map(|&n| random.below(n)).collect()
}

/// Returns a link, fact or red line, mostly one that a package meets.
fn constraint(space: &Space, some: &[usize], random: &mut SplitMix) -> Formula {
    let formula = formula(space, random, 2);
    if formula.holds(some) || random.below(25) == 0 { formula } else { Formula::Not(Box::new(formula)) }
}

fn formula(space: &Space, random: &mut SplitMix, depth: usize) -> Formula {
    if space.n_points() == 0 {
        return [Formula::True, Formula::False][random.below(2)].clone();
    }
    let inner = |random: &mut SplitMix| formula(space, random, depth.saturating_sub(1));
    let several = |random: &mut SplitMix| (0..1 + random.below(3)).map(|_| inner(random)).collect::<Vec<_>>();
    match random.below(if depth == 0 { 6 } else { 12 }) {
        0..5 => {
            let point = random.below(space.n_points());
            let n = space.n_options(point);
            let options = match random.below(3) {
                0 => OptionSet::from_iter([random.below(n)]),
                1 => (0..n).filter(|_| random.below(2) == 0).collect(),
                _ => (random.below(n)..n).collect(),
            };
            Formula::In { point, options }
        }
        5 => {
            let points = 1 + random.below(space.n_points().min(3));
            let first = random.below(space.n_points() - points + 1);
            let terms = (first..first + points).map(|point| {
                let values = (0..space.n_options(point))
                    .map(|option| (random.below(20) > 0).then(|| option as i64 * (random.below(5) as i64 - 1)));
                LinearTerm { point, values: values.collect() }
            });
            let terms: Vec<LinearTerm> = terms.collect();
            let low = random.below(6) as i64 - 2;
            Formula::Linear { terms, low, high: low + random.below(30) as i64 }
        }
        6 => Formula::Not(Box::new(inner(random))),
        7 => Formula::And(several(random)),
        8 | 9 => Formula::Or(several(random)),
        10 => Formula::Iff(Box::new(inner(random)), Box::new(inner(random))),
        _ => {
            let of = several(random);
            let low = random.below(of.len() + 1);
            Formula::Count { low, high: low + random.below(2), of }
        }
    }
}

/// Returns values of a party that wants the opposite.
fn opposite(of: &PartyValues) -> PartyValues {
    let mut values = of.clone();
    values.tables.iter_mut().flatten().for_each(|value| *value = -*value);
    values.bonuses.iter_mut().for_each(|bonus| bonus.amount = -bonus.amount);
    values
}

/// Checks every fourth case from one on, and returns how many had a choice to offer.
fn check_from(first: u64) -> usize {
    let cases = (first..10_000).step_by(4).map(Case::new);
    let checked = cases.inspect(Case::check);
    checked.filter(|case| case.unbeaten.len() > 1).count()
}

#[test]
fn cases_1_of_4() {
    assert!(check_from(0) > 1_000);
}

#[test]
fn cases_2_of_4() {
    assert!(check_from(1) > 1_000);
}

#[test]
fn cases_3_of_4() {
    assert!(check_from(2) > 1_000);
}

#[test]
fn cases_4_of_4() {
    assert!(check_from(3) > 1_000);
}
