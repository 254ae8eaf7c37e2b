//! All minimal sets that meet every set of a family.

use crate::{bit_set::BitSet, budget::Budget};

/// The minimal hitting sets that were found.
pub(crate) struct HittingSets {
    pub(crate) sets: Vec<BitSet>,
    /// Whether these are all.
    pub(crate) complete: bool,
}

/// Returns the minimal hitting sets of a family of sets of items below `n_items`.
///
/// The search adds items one by one. Each chosen item must be the only one to hit some set of the
/// family (those sets are *critical* for it); a branch in which an item loses its last critical set
/// holds no minimal set and is left at once, so no set is found twice and none needs a second look.
///
/// *Cost*: one step of the budget for each item tried.
///
/// *Source*: Murakami and Uno, Efficient algorithms for dualizing large-scale hypergraphs, Discrete
/// Applied Mathematics 170, 2014, algorithm MMCS.
pub(crate) fn minimal_hitting_sets(family: &[BitSet], n_items: usize, budget: &mut Budget) -> HittingSets {
    let mut search = Search::new(family, n_items);
    let mut sets = Vec::new();
    // A stack of its own: a hitting set may have as many items as there are.
    let mut stack = Vec::new();
    match search.branch() {
        Some(branch) => stack.push(branch),
        None => sets.push(BitSet::default()),
    }
    while let Some(branch) = stack.last_mut() {
        if let Some(choice) = branch.choice.take() {
            search.undo(choice);
        }
        let Some(item) = branch.items.get(branch.next).copied() else {
            branch.items.iter().for_each(|&item| search.candidates.insert(item));
            stack.pop();
            continue;
        };
        if budget.is_exhausted() {
            return HittingSets { sets, complete: false };
        }
        budget.take(1);
        branch.next += 1;
        if !search.fits(item) {
            continue;
        }
        branch.choice = Some(search.choose(item));
        match search.branch() {
            Some(below) => stack.push(below),
            None => sets.push(search.chosen.iter().copied().collect()),
        }
    }
    HittingSets { sets, complete: true }
}

struct Search<'f> {
    /// The family, small sets first.
    family: Vec<&'f BitSet>,
    /// For every item, the sets that it hits.
    hit_by: Vec<BitSet>,
    /// For every chosen item, the sets that it alone hits.
    critical: Vec<BitSet>,
    /// The sets that no chosen item hits.
    open: BitSet,
    /// The items that may be chosen from here on.
    candidates: BitSet,
    chosen: Vec<usize>,
}

/// The items of one open set, to be tried one after the other.
struct Branch {
    items: Vec<usize>,
    next: usize,
    choice: Option<Choice>,
}

/// What choosing an item changed.
struct Choice {
    item: usize,
    /// The items that lost critical sets, with what they had before.
    lost: Vec<(usize, BitSet)>,
}

impl<'f> Search<'f> {
    fn new(family: &'f [BitSet], n_items: usize) -> Search<'f> {
        let mut family: Vec<&BitSet> = family.iter().collect();
        family.sort_by_key(|set| set.len());
        let mut hit_by = vec![BitSet::default(); n_items];
        for (index, set) in family.iter().enumerate() {
            for item in set.iter() {
                hit_by[item].insert(index);
            }
        }
        Search {
            hit_by,
            critical: vec![BitSet::default(); n_items],
            open: BitSet::below(family.len()),
            candidates: BitSet::below(n_items),
            chosen: Vec::new(),
            family,
        }
    }

    /// Returns the choices that hit the smallest open set, or nothing if no set is open.
    fn branch(&mut self) -> Option<Branch> {
        let mut items = self.family[self.open.first()?].clone();
        items.intersect(&self.candidates);
        self.candidates.subtract(&items);
        Some(Branch { items: items.iter().collect(), next: 0, choice: None })
    }

    /// Returns whether every chosen item stays needed next to this one.
    fn fits(&self, item: usize) -> bool {
        let hit = &self.hit_by[item];
        self.chosen.iter().all(|&other| !self.critical[other].is_subset(hit))
    }

    fn choose(&mut self, item: usize) -> Choice {
        let hit = &self.hit_by[item];
        let mut lost = Vec::new();
        for &other in &self.chosen {
            let critical = &mut self.critical[other];
            if !critical.is_disjoint(hit) {
                lost.push((other, critical.clone()));
                critical.subtract(hit);
            }
        }
        let mut newly_hit = self.open.clone();
        newly_hit.intersect(hit);
        self.open.subtract(hit);
        self.critical[item] = newly_hit;
        self.chosen.push(item);
        Choice { item, lost }
    }

    fn undo(&mut self, choice: Choice) {
        self.chosen.pop();
        let newly_hit = std::mem::take(&mut self.critical[choice.item]);
        self.open.unite(&newly_hit);
        for (other, critical) in choice.lost {
            self.critical[other] = critical;
        }
        // The items after it in its branch may be combined with it.
        self.candidates.insert(choice.item);
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn by_trying_all(family: &[BitSet], n_items: usize) -> Vec<BitSet> {
        let hits = |set: &BitSet| family.iter().all(|other| !other.is_disjoint(set));
        let subsets = (0..1_usize << n_items)
            .map(|bits| -> BitSet { (0..n_items).filter(|&item| bits >> item & 1 == 1).collect() });
        let minimal = |set: &BitSet| {
            set.iter().all(|item| {
                let mut less = set.clone();
                less.remove(item);
                !hits(&less)
            })
        };
        let mut sets: Vec<BitSet> = subsets.filter(|set| hits(set) && minimal(set)).collect();
        sets.sort();
        sets
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3_000))]
        #[test]
        fn finds_each_set_once(family in vec(vec(0usize..8, 0..5), 0..9)) {
            let family: Vec<BitSet> = family.into_iter().map(BitSet::from_iter).collect();
            let mut found = minimal_hitting_sets(&family, 8, &mut Budget::new(1_000_000));
            found.sets.sort();
            prop_assert!(found.complete);
            prop_assert_eq!(found.sets, by_trying_all(&family, 8));
        }
    }

    #[test]
    fn a_spent_budget_leaves_true_sets() {
        let family: Vec<BitSet> = (0..10).map(|k| BitSet::from_iter([2 * k, 2 * k + 1])).collect();
        let found = minimal_hitting_sets(&family, 20, &mut Budget::new(100));
        assert!(!found.complete && !found.sets.is_empty());
        for set in found.sets {
            assert!(family.iter().all(|other| set.sole_common(other).is_some()));
        }
    }

    #[test]
    fn long_sets_need_no_recursion() {
        let family: Vec<BitSet> = (0..5_000).map(|item| BitSet::from_iter([item])).collect();
        let found = minimal_hitting_sets(&family, 5_000, &mut Budget::new(10_000));
        assert_eq!(found.sets, [BitSet::below(5_000)]);
    }
}
