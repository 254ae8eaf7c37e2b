//! Random zones small enough to try everything, with all their packages.

use proptest::prelude::*;
use zopa_engine::{
    Bonus, DIAGRAM_ARCS_MAX, Formula, OptionSet, Package, PartyValues, Problem, Space, SplitMix, Values, Zone,
};

use crate::{brute, small_problem};

/// A zone with its packages and what they are worth.
#[derive(Clone, Debug)]
pub(crate) struct SmallZone {
    pub(crate) zone: Zone,
    /// All packages of the zone with their values.
    pub(crate) packages: Vec<(Package, Vec<i128>)>,
}

/// Returns zones with links, bonuses, caps and walk-away values of all kinds and one to six parties.
pub(crate) fn zones() -> impl Strategy<Value = SmallZone> {
    (small_problem::problems(), any::<u64>()).prop_map(|(problem, seed)| {
        let mut random = SplitMix::new(seed);
        // Half of the formulas that problems of this kind have are impossible together.
        let n_hard = random.below(problem.hard().len() + 1);
        let formulas: Vec<Formula> = problem.soft().iter().map(|soft| soft.formula.clone()).collect();
        small_zone(problem.space(), &problem.hard()[..n_hard], &formulas, &mut random)
    })
}

/// Returns a zone of so many points of up to four options, with links between two points, too large for a search to
/// look at every package and small enough for an oracle to.
pub(crate) fn linked_zone(n_points: usize, seed: u64) -> SmallZone {
    let mut random = SplitMix::new(seed);
    let space = Space::new((0..n_points).map(|_| 2 + random.below(3)).collect()).expect("a small space");
    let chosen = |random: &mut SplitMix| {
        let point = random.below(n_points);
        let options = OptionSet::from_iter([random.below(space.n_options(point))]);
        Formula::In { point, options }
    };
    let links: Vec<Formula> = (0..random.below(n_points))
        .map(|_| Formula::Or(vec![Formula::Not(Box::new(chosen(&mut random))), chosen(&mut random)]))
        .collect();
    let bonuses: Vec<Formula> =
        (0..random.below(4)).map(|_| Formula::And(vec![chosen(&mut random), chosen(&mut random)])).collect();
    small_zone(&space, &links, &bonuses, &mut random)
}

fn small_zone(space: &Space, must: &[Formula], formulas: &[Formula], random: &mut SplitMix) -> SmallZone {
    let problem = Problem::new(space.clone(), must.to_vec(), vec![]).expect("a problem");
    let packages = brute::meeting(&problem, &brute::all_hard(&problem));
    let scale = [1, 4, 20, 1_000, 1 << 50, 1 << 90][random.below(6)];
    let n_parties = 1 + random.below(6);
    let mut parties: Vec<PartyValues> = (0..n_parties).map(|_| party(space, formulas, scale, random)).collect();
    for party in &mut parties {
        let worth: Vec<i128> = packages.iter().map(|package| party.of(package)).collect();
        let (Some(least), Some(most)) = (worth.iter().min(), worth.iter().max()) else { break };
        let within = |random: &mut SplitMix, most: i128| least + (most - least) / 8 * random.below(9) as i128;
        party.cap = (random.below(4) == 0).then(|| within(random, *most));
        let most = party.cap.map_or(*most, |cap| cap.min(*most));
        party.walk_away = match random.below(20) {
            0..6 => None,
            6 => Some(most + 1),
            7 => Some(most),
            _ => Some(least + (most - least) / 16 * random.below(10) as i128),
        };
    }
    let values = Values::new(&problem, parties).expect("small values");
    let packages = packages.into_iter().map(|package| (package.clone(), values.of(&package))).collect();
    let zone = Zone::compile(space, must, values, DIAGRAM_ARCS_MAX).expect("a small diagram");
    SmallZone { zone, packages }
}

/// Returns what packages are worth to a party: nothing, a few numbers with many ties, losses, or anything.
pub(crate) fn party(space: &Space, formulas: &[Formula], scale: i128, random: &mut SplitMix) -> PartyValues {
    let kind = random.below(8);
    let number = |random: &mut SplitMix| match kind {
        0 => 0,
        1 => scale * random.below(3) as i128,
        2 => -(random.below(1 + scale.min(1 << 60) as usize) as i128) * (scale >> 60).max(1),
        3 => (random.below(2 * scale.min(1 << 60) as usize + 1) as i128 - scale.min(1 << 60)) * (scale >> 60).max(1),
        _ => random.below(1 + scale.min(1 << 60) as usize) as i128 * (scale >> 60).max(1) + random.below(2) as i128,
    };
    let tables = space.sizes().iter().map(|&n| (0..n).map(|_| number(random)).collect()).collect();
    let n_bonuses = random.below(3).min(formulas.len());
    let bonuses = (0..n_bonuses)
        .map(|_| Bonus { formula: formulas[random.below(formulas.len())].clone(), amount: number(random) - scale / 4 })
        .collect();
    PartyValues { tables, bonuses, cap: None, walk_away: None }
}
