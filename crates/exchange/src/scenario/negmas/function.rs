//! Utility functions of NegMAS as sums: of what issues are worth, and of what is added in boxes of outcomes.

use super::super::fields::Fields;
use super::super::finding::shown;
use super::super::limits::BOUNDS_MAX;
use super::super::model::{Bonus, Bound, Issue, Region, Values, Worth};
use super::super::number;
use super::super::tree::Node;
use super::{kind, weighted_issues};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

/// What every function may say of itself, and what says nothing of utilities.
pub(super) const COMMON: [&str; 8] =
    ["name", "id", "type", "__python_class__", "reserved_value", "reserved_outcome", "outcome_space", "stability"];

/// A utility function: the sum of what issues are worth, ratings of 1 earning the whole weight, and of bonuses.
#[derive(Debug)]
pub(super) struct Sum {
    pub(super) worths: Vec<Option<Worth>>,
    pub(super) bonuses: Vec<Bonus>,
}

/// Reads a utility function, or refuses it.
pub(super) fn function(fields: &mut Fields<'_, '_>, node: &Node, issues: &[Issue]) -> Option<Sum> {
    match kind(node).unwrap_or_default() {
        "LinearUtilityFunction" | "AffineUtilityFunction" => weighted_issues(fields, node, issues, true),
        "LinearAdditiveUtilityFunction" | "LinearUtilityAggregationFunction" => {
            weighted_issues(fields, node, issues, false)
        }
        "ConstUtilityFunction" => {
            known(fields, node, &["value"]);
            let value = fields.required(node, "value").and_then(|value| fields.number(value, "the value"))?;
            Some(Sum { worths: vec![None; issues.len()], bonuses: constant(value).into_iter().collect() })
        }
        "HyperRectangleUtilityFunction" => rectangles(fields, node, issues),
        "WeightedUtilityFunction" => sum_of_functions(fields, node, issues),
        other => {
            let message = format!(
                "a utility function of the kind {}; linear and constant ones, hyper-rectangles, and weighted sums of \
                 such can be read",
                shown(other)
            );
            fields.error(node.at, "unknown-profile", message);
            None
        }
    }
}

/// Returns what is added everywhere, if anything is.
pub(super) fn constant(amount: Decimal) -> Option<Bonus> {
    (!amount.is_zero()).then_some(Bonus { amount, regions: Vec::new() })
}

pub(super) fn known(fields: &mut Fields<'_, '_>, node: &Node, own: &[&str]) {
    let all: Vec<&str> = COMMON.iter().chain(own).copied().collect();
    fields.known(node, &all);
}

/// Reads the sum of functions, each times a weight.
fn sum_of_functions(fields: &mut Fields<'_, '_>, node: &Node, issues: &[Issue]) -> Option<Sum> {
    known(fields, node, &["ufuns", "weights"]);
    let list = fields.required(node, "ufuns")?;
    let parts = list.items().unwrap_or_default();
    let weights = weights(fields, node, parts.len(), "functions")?;
    let mut sum = Sum { worths: vec![None; issues.len()], bonuses: Vec::new() };
    for (part, weight) in parts.iter().zip(weights) {
        let part_sum = function(fields, part, issues)?;
        if sum.add(part_sum, weight).is_none() {
            fields.error(part.at, "too-many-digits", "the sum of the functions needs more than 28 digits");
            return None;
        }
    }
    Some(sum)
}

impl Sum {
    /// Adds another sum times a weight, if the digits suffice.
    fn add(&mut self, other: Sum, weight: Decimal) -> Option<()> {
        for (own, worth) in self.worths.iter_mut().zip(other.worths) {
            let Some(worth) = worth else { continue };
            let by = worth.weight.map(|own| number::product(own, weight));
            let by = by.map_or(Some(None), |by| by.map(Some))?;
            let scaled = worth.ratings.into_iter().map(|rating| match rating.zip(by) {
                Some((rating, by)) => number::product(rating, by).map(Some),
                None => Some(None),
            });
            let scaled: Vec<Option<Decimal>> = scaled.collect::<Option<_>>()?;
            let ratings = match own.take() {
                None => scaled,
                Some(before) => {
                    let pairs = before.ratings.into_iter().zip(scaled);
                    let sums = pairs.map(|(one, other)| match one.zip(other) {
                        Some((one, other)) => number::sum(one, other).map(Some),
                        None => Some(None),
                    });
                    sums.collect::<Option<_>>()?
                }
            };
            *own = Some(Worth { weight: Some(Decimal::ONE), ratings });
        }
        for bonus in other.bonuses {
            let amount = number::product(bonus.amount, weight)?;
            self.bonuses.extend((!amount.is_zero()).then_some(Bonus { amount, regions: bonus.regions }));
        }
        Some(())
    }
}

/// Returns so many weights; 1 for each where none are given.
fn weights(fields: &mut Fields<'_, '_>, node: &Node, n: usize, what: &str) -> Option<Vec<Decimal>> {
    let given = node.get("weights").filter(|node| !node.is_null());
    // NegMAS takes an empty list for none.
    let Some(list) = given.filter(|list| list.items().is_none_or(|items| !items.is_empty())) else {
        return Some(vec![Decimal::ONE; n]);
    };
    let items = list.items().unwrap_or_default();
    if items.len() != n {
        fields.error(list.at, "bad-count", format!("{} weights for {n} {what}", items.len()));
        return None;
    }
    items.iter().map(|item| fields.number(item, "a weight")).collect()
}

/// Reads boxes of outcomes, each with what it adds.
fn rectangles(fields: &mut Fields<'_, '_>, node: &Node, issues: &[Issue]) -> Option<Sum> {
    let own = [
        "outcome_ranges",
        "utilities",
        "weights",
        "bias",
        "ignore_issues_not_in_input",
        "ignore_failing_range_utilities",
    ];
    known(fields, node, &own);
    let ranges = fields.required(node, "outcome_ranges")?;
    let utilities = fields.required(node, "utilities")?;
    let (boxes, amounts) = (ranges.items().unwrap_or_default(), utilities.items().unwrap_or_default());
    if boxes.len() != amounts.len() {
        let message = format!("{} utilities for {} outcome ranges", amounts.len(), boxes.len());
        fields.error(utilities.at, "bad-count", message);
        return None;
    }
    let weights = weights(fields, node, boxes.len(), "outcome ranges")?;
    let bias = match node.get("bias").filter(|node| !node.is_null()) {
        Some(bias) => fields.number(bias, "the bias")?,
        None => Decimal::ZERO,
    };
    let mut bonuses: Vec<Bonus> = constant(bias).into_iter().collect();
    let mut n_bounds = 0;
    for ((range, amount), weight) in boxes.iter().zip(amounts).zip(weights) {
        if amount.scalar().is_none() {
            let message = "what an outcome range adds is a function; only constants can be taken over";
            fields.error(amount.at, "bad-evaluator", message);
            return None;
        }
        let amount = fields.number(amount, "what an outcome range adds")?;
        let Some(amount) = number::product(amount, weight) else {
            fields.error(range.at, "too-many-digits", "utility times weight needs more than 28 digits");
            return None;
        };
        let boxes = boxes_in(fields, range, issues)?;
        n_bounds += boxes.iter().map(Vec::len).sum::<usize>();
        if n_bounds > BOUNDS_MAX {
            fields.error(range.at, "too-large", format!("more than {BOUNDS_MAX} bounds"));
            return None;
        }
        for bounds in boxes.into_iter().filter(|_| !amount.is_zero()) {
            let regions = if bounds.is_empty() { Vec::new() } else { vec![Region { inside: true, bounds }] };
            bonuses.push(Bonus { amount, regions });
        }
    }
    Some(Sum { worths: vec![None; issues.len()], bonuses })
}

/// Returns the boxes, none of which share an outcome, that an outcome range is; one without bounds is everything.
fn boxes_in(fields: &mut Fields<'_, '_>, range: &Node, issues: &[Issue]) -> Option<Vec<Vec<Bound>>> {
    let mut boxes: Vec<Vec<Bound>> = vec![Vec::new()];
    if range.is_null() {
        return Some(boxes);
    }
    if !range.is_map() {
        fields.error(range.at, "bad-bound", "expected the values of some issues");
        return None;
    }
    for (key, wanted) in range.entries() {
        let at = key.parse::<usize>().ok().filter(|at| *at < issues.len());
        let Some(issue) = at.or_else(|| issues.iter().position(|issue| issue.name == key)) else {
            let message = format!("an outcome range names {}, which is no issue", shown(key));
            fields.error(wanted.at, "unknown-issue", message);
            return None;
        };
        if boxes.iter().flatten().any(|bound| bound.issue == issue) {
            fields.error(wanted.at, "bad-bound", format!("an outcome range names issue {} twice", shown(key)));
            return None;
        }
        let runs = runs(fields, wanted, &issues[issue])?;
        if runs.is_empty() {
            // No outcome is in it, whatever other issues say.
            return Some(Vec::new());
        }
        let n = boxes.len().saturating_mul(runs.len());
        if n.saturating_mul(range.entries().count()) > BOUNDS_MAX {
            fields.error(range.at, "too-large", format!("more than {BOUNDS_MAX} bounds"));
            return None;
        }
        let with = |bounds: Vec<Bound>| {
            let bound = |&(low, high): &(i64, i64)| Bound { issue, low, high };
            runs.iter().map(move |run| [bounds.clone(), vec![bound(run)]].concat()).collect::<Vec<_>>()
        };
        boxes = boxes.into_iter().flat_map(with).collect();
    }
    Some(boxes)
}

/// Returns the whole numbers of an issue that are wanted, as runs without gaps.
fn runs(fields: &mut Fields<'_, '_>, wanted: &Node, issue: &Issue) -> Option<Vec<(i64, i64)>> {
    let Values::Whole { low, high } = issue.values else {
        let message =
            format!("an outcome range bounds issue {}, whose values are no whole numbers", shown(&issue.name));
        fields.error(wanted.at, "bad-bound", message);
        return None;
    };
    let mut found: Vec<(i64, i64)> = Vec::new();
    for test in tests(fields, wanted)? {
        let (first, last) = match test {
            Test::Only(number) => (number.ceil(), number.floor()),
            // Both ends are excluded, as NegMAS compares.
            Test::Between(least, most) => (least.floor() + Decimal::ONE, most.ceil() - Decimal::ONE),
        };
        let (first, last) = (first.max(low.into()), last.min(high.into()));
        if let (Some(first), Some(last)) = (first.to_i64(), last.to_i64())
            && first <= last
        {
            found.push((first, last));
        }
    }
    found.sort_unstable();
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for (first, last) in found {
        match runs.last_mut().filter(|run| first <= run.1.saturating_add(1)) {
            Some(run) => run.1 = run.1.max(last),
            None => runs.push((first, last)),
        }
    }
    Some(runs)
}

/// A test on a value.
#[derive(Clone, Copy)]
enum Test {
    Only(Decimal),
    Between(Decimal, Decimal),
}

/// Returns the tests of which one has to be met: a number, a range, or a list of such. Two numbers are a range.
fn tests(fields: &mut Fields<'_, '_>, wanted: &Node) -> Option<Vec<Test>> {
    let what = "a bound of an outcome range";
    if wanted.is_null() {
        // NegMAS finds no value in it.
        return Some(Vec::new());
    }
    let Some(items) = wanted.items() else { return Some(vec![Test::Only(fields.number(wanted, what)?)]) };
    if let [least, most] = items
        && least.items().is_none()
        && most.items().is_none()
    {
        return Some(vec![Test::Between(fields.number(least, what)?, fields.number(most, what)?)]);
    }
    let mut all = Vec::new();
    for item in items {
        match item.items() {
            None => all.push(Test::Only(fields.number(item, what)?)),
            Some([least, most]) if least.items().is_none() && most.items().is_none() => {
                all.push(Test::Between(fields.number(least, what)?, fields.number(most, what)?));
            }
            Some(_) => {
                fields.error(item.at, "bad-bound", "expected a number or the two ends of a range");
                return None;
            }
        }
    }
    Some(all)
}
