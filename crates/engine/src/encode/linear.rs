//! Linear comparisons, brought to one layer of values for each point.

use std::collections::BTreeMap;

use crate::{
    encode::{Encoder, sum::Layer},
    formula::LinearTerm,
    limit::TooLarge,
    option_set::OptionSet,
    sat::Lit,
};

/// The exact value of every option of a point, none where some term has none.
type Values = Vec<Option<i128>>;

impl Encoder {
    /// Returns a literal that implies that the comparison holds, or fails.
    pub(super) fn linear(&mut self, terms: &[LinearTerm], low: i64, high: i64, holds: bool) -> Result<Lit, TooLarge> {
        let Some(points) = self.by_point(terms) else {
            return Ok(self.constant(!holds));
        };
        let mut members = Vec::new();
        let mut layers = Vec::new();
        let mut fixed = 0;
        for (&point, values) in &points {
            let valued = (0..values.len()).filter(|&option| values[option].is_some());
            let valued = OptionSet::from_iter(valued);
            members.push(self.settled_by(point, &valued, holds));
            // An option without a value already fails the comparison; below it may count as any.
            let Some(least) = values.iter().copied().flatten().min() else {
                return Ok(self.constant(!holds));
            };
            let values: Vec<i128> = values.iter().map(|value| value.unwrap_or(least)).collect();
            fixed += least;
            if values.iter().any(|&value| value != least) {
                let above = values.into_iter().map(|value| value - least);
                layers.push((point, above.collect()));
            }
        }
        let (low, high) = (i128::from(low) - fixed, i128::from(high) - fixed);
        members.push(self.sum_within(layers, (low, high), holds)?);
        Ok(if holds { self.all(members) } else { self.any(members) })
    }

    /// Returns the terms with those on the same point added up, or nothing if a point is unknown.
    fn by_point(&self, terms: &[LinearTerm]) -> Option<BTreeMap<usize, Values>> {
        let mut points: BTreeMap<usize, Values> = BTreeMap::new();
        for term in terms {
            let n = self.options.get(term.point)?.len();
            let values = points.entry(term.point).or_insert_with(|| vec![Some(0); n]);
            for (option, value) in values.iter_mut().enumerate() {
                let more = term.values.get(option).copied().flatten();
                *value = value.zip(more).map(|(value, more)| value + i128::from(more));
            }
        }
        Some(points)
    }

    /// Returns a literal that implies that the sum of the points' values is in range, or is not.
    fn sum_within(
        &mut self,
        mut points: Vec<(usize, Vec<i128>)>,
        (low, high): (i128, i128),
        holds: bool,
    ) -> Result<Lit, TooLarge> {
        if let [(point, values)] = &points[..] {
            let accepted = (0..values.len()).filter(|&o| (low..=high).contains(&values[o]));
            return Ok(self.settled_by(*point, &OptionSet::from_iter(accepted), holds));
        }
        // Far-reaching points first decide most branches early. The last layer has at most three
        // branches whatever its size, so the point with the most values goes there.
        points.sort_by_key(|(_, values)| std::cmp::Reverse(values.iter().copied().max()));
        let n_distinct = |values: &[i128]| ranked(values).1.len();
        let longest = (0..points.len()).rev().max_by_key(|&index| n_distinct(&points[index].1));
        if let Some(longest) = longest {
            let last = points.remove(longest);
            points.push(last);
        }
        let layers = points.into_iter().map(|(point, values)| {
            let (ranks, values) = ranked(&values);
            let at_least = self.at_least_rank(point, ranks);
            Layer { values, at_least }
        });
        let layers = layers.collect();
        self.sum_of_layers(layers, (low, high), holds)
    }
}

/// Returns the rank of every value, and the different values in ascending order.
fn ranked(values: &[i128]) -> (Vec<usize>, Vec<i128>) {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let rank = |value| sorted.partition_point(|&other| other < value);
    (values.iter().map(|&value| rank(value)).collect(), sorted)
}
