//! Answers by trying every package and every set of formulas.

use zopa_engine::{Formula, Member, Move, Package, Problem, Space};

/// Returns all packages of a small space in lexicographic order.
pub(crate) fn packages(space: &Space) -> Vec<Package> {
    let mut packages = vec![Vec::new()];
    for &n_options in space.sizes() {
        packages = packages
            .iter()
            .flat_map(|start: &Package| {
                (0..n_options).map(move |option| {
                    let mut longer = start.clone();
                    longer.push(option);
                    longer
                })
            })
            .collect();
    }
    packages
}

/// Returns the formula that a member names.
pub(crate) fn formula(problem: &Problem, member: Member) -> &Formula {
    match member {
        Member::Hard(index) => &problem.hard()[index],
        Member::Soft(index) => &problem.soft()[index].formula,
    }
}

/// Returns the packages that meet all of the members, in lexicographic order.
pub(crate) fn meeting(problem: &Problem, members: &[Member]) -> Vec<Package> {
    let mut packages = packages(problem.space());
    packages.retain(|package| members.iter().all(|&member| formula(problem, member).holds(package)));
    packages
}

/// Returns whether the members cannot hold together, but can without any one of them.
pub(crate) fn is_minimal_core(problem: &Problem, fixed: &[Member], core: &[Member]) -> bool {
    let without = |left_out: Option<usize>| {
        let kept = core.iter().enumerate().filter(|(index, _)| Some(*index) != left_out);
        let members: Vec<Member> = fixed.iter().chain(kept.map(|(_, member)| member)).copied().collect();
        !meeting(problem, &members).is_empty()
    };
    !without(None) && (0..core.len()).all(|index| without(Some(index)))
}

/// Returns every member of a kind.
pub(crate) fn all_hard(problem: &Problem) -> Vec<Member> {
    (0..problem.hard().len()).map(Member::Hard).collect()
}

/// Returns the minimal clashes and minimal moves of a problem with few soft formulas.
pub(crate) fn conflicts(problem: &Problem) -> (Vec<Vec<usize>>, Vec<Move>) {
    let n_soft = problem.soft().len();
    let everything = (1_usize << n_soft) - 1;
    // For every package that meets the hard formulas, the soft ones it meets as bits.
    let mut met: Vec<usize> = meeting(problem, &all_hard(problem))
        .iter()
        .map(|package| {
            let soft = problem.soft().iter().enumerate();
            soft.map(|(index, soft)| usize::from(soft.formula.holds(package)) << index).sum()
        })
        .collect();
    met.sort_unstable();
    met.dedup();
    let is_possible = |set: usize| met.iter().any(|&met| met & set == set);
    let without_one =
        |set: usize| (0..n_soft).map(|index| 1 << index).filter(move |bit| set & bit != 0).map(move |bit| set ^ bit);
    let list = |set: usize| (0..n_soft).filter(|index| set >> index & 1 == 1).collect::<Vec<_>>();
    let mut clashes: Vec<Vec<usize>> =
        (0..=everything).filter(|&set| !is_possible(set) && without_one(set).all(is_possible)).map(list).collect();
    clashes.sort_by_key(|clash| (clash.len(), clash.clone()));
    let is_correction = |set: usize| is_possible(everything & !set);
    let mut moves: Vec<Move> = (1..=everything)
        .filter(|&set| is_correction(set) && !without_one(set).any(is_correction))
        .map(|set| {
            let soft = list(set);
            let cost = soft.iter().map(|&index| problem.soft()[index].cost).sum();
            Move { soft, cost }
        })
        .collect();
    moves.sort_by_key(|of| (of.cost, of.soft.len(), of.soft.clone()));
    (clashes, moves)
}
