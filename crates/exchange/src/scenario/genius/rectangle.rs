//! Hyper-rectangles: utilities that depend on several issues at once.
//!
//! A rectangle pays inside its bounds, both ends included, or, made of `EXCLUDES`, everywhere else. Functions add what
//! their rectangles and inner functions pay, or take the largest or smallest of it. The largest and the smallest are
//! rewritten as sums of which at most one term applies.

use super::super::finding::{Report, shown};
use super::super::limits::BOUNDS_MAX;
use super::super::model::{Bonus, Bound, Issue, Region, Values};
use super::super::number;
use super::super::region;
use super::super::xml::At;
use super::{Numbered, domain, profile};
use rust_decimal::Decimal;

/// Reads the function of a profile: what it adds, and by what the sum is divided.
pub(super) fn read(
    utility: At<'_>,
    (issues, numbered): (&[Issue], &[Numbered]),
    report: &mut Report,
) -> Option<(Vec<Bonus>, Decimal)> {
    let out_of = profile::number(utility, "maxutility", "the largest utility", report);
    if let Some(out_of) = out_of.filter(|out_of| *out_of <= Decimal::ZERO) {
        let message = format!("the largest utility is {}; it must be above 0", number::text(out_of));
        report.error(utility.place_of("maxutility"), "bad-number", message);
        return None;
    }
    let Some(function) = utility.first("ufun") else {
        report.error(utility.place(), "no-function", "there is no `ufun`");
        return None;
    };
    if let Some(second) = utility.all("ufun").nth(1) {
        report.deviation(second.place(), "second-function", "a second `ufun`; the first counts, as in GENIUS");
    }
    if function.get("weight").is_some_and(|weight| number::parse(weight) != Ok(Decimal::ONE)) {
        let message = "the weight of the outermost `ufun` does not count, as in GENIUS";
        report.deviation(function.place_of("weight"), "outer-weight", message);
    }
    let mut reader = Reader { issues, numbered, bounds: 0, report };
    let mut bonuses = reader.function(function)?;
    // Those that are no plain rectangles stand last, as inner functions do.
    bonuses.sort_by_key(|bonus| bonus.regions.len() > 1);
    Some((bonuses, out_of?))
}

/// Which of several amounts counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aggregation {
    Sum,
    Min,
    Max,
}

/// What one rectangle pays, and where; nothing for a rectangle that never pays.
type Pay = (Decimal, Option<Vec<Region>>);

struct Reader<'a, 'r> {
    issues: &'a [Issue],
    numbered: &'a [Numbered],
    bounds: usize,
    report: &'r mut Report,
}

impl Reader<'_, '_> {
    fn aggregation(&mut self, function: At<'_>) -> Aggregation {
        match function.get("aggregation").map(str::to_ascii_lowercase).as_deref() {
            Some("sum") => Aggregation::Sum,
            Some("min") => Aggregation::Min,
            Some("max") => Aggregation::Max,
            other => {
                let message = format!(
                    "the aggregation is {}; it counts as `sum`, as in GENIUS",
                    shown(other.unwrap_or_default())
                );
                self.report.deviation(function.place_of("aggregation"), "bad-aggregation", message);
                Aggregation::Sum
            }
        }
    }

    /// Returns the weight of a rectangle or an inner function; 1 where there is none.
    fn weight(&mut self, element: At<'_>) -> Option<Decimal> {
        if element.get("weight").is_none() {
            return Some(Decimal::ONE);
        }
        profile::number(element, "weight", "the weight", self.report)
    }

    /// Returns what a function adds, as a sum.
    fn function(&mut self, function: At<'_>) -> Option<Vec<Bonus>> {
        let aggregation = self.aggregation(function);
        if aggregation != Aggregation::Sum {
            let pays = self.extremes(function, aggregation)?;
            return self.resolved(pays, aggregation, function);
        }
        let mut bonuses = Vec::new();
        for element in function.all("hyperRectangle") {
            let (amount, regions) = self.rectangle(element)?;
            if let Some(regions) = regions.filter(|_| !amount.is_zero()) {
                bonuses.push(Bonus { amount, regions });
            }
        }
        for inner in function.all("ufun") {
            let weight = self.weight(inner)?;
            for bonus in self.function(inner)? {
                let amount = self.amount(bonus.amount, weight, inner)?;
                if !amount.is_zero() {
                    bonuses.push(Bonus { amount, regions: bonus.regions });
                }
            }
        }
        Some(bonuses)
    }

    fn amount(&mut self, left: Decimal, right: Decimal, element: At<'_>) -> Option<Decimal> {
        let amount = number::product(left, right);
        if amount.is_none() {
            self.report.error(element.place(), "too-many-digits", "utility times weight needs more than 28 digits");
        }
        amount
    }

    /// Returns the rectangles of which the largest or smallest counts, also those of inner functions.
    fn extremes(&mut self, function: At<'_>, aggregation: Aggregation) -> Option<Vec<Pay>> {
        let mut pays = Vec::new();
        for element in function.all("hyperRectangle") {
            pays.push(self.rectangle(element)?);
        }
        for inner in function.all("ufun") {
            let weight = self.weight(inner)?;
            let own = self.aggregation(inner);
            let single = inner.all("hyperRectangle").count() == 1 && inner.all("ufun").next().is_none();
            if !single && (own != aggregation || weight < Decimal::ZERO) {
                let message = "the largest or smallest of functions that are sums cannot be rewritten as a sum";
                self.report.error(inner.place(), "bad-aggregation", message);
                return None;
            }
            for (amount, regions) in self.extremes(inner, aggregation)? {
                pays.push((self.amount(amount, weight, inner)?, regions));
            }
        }
        if pays.is_empty() {
            let message = "a function without rectangles has no largest and no smallest utility";
            self.report.error(function.place(), "no-function", message);
            return None;
        }
        Some(pays)
    }

    /// Rewrites the largest or smallest as a sum of which at most one term applies.
    fn resolved(&mut self, mut pays: Vec<Pay>, aggregation: Aggregation, function: At<'_>) -> Option<Vec<Bonus>> {
        // The smallest is the largest of the opposites; a rectangle that does not apply pays 0 either way.
        let sign = if aggregation == Aggregation::Min { -Decimal::ONE } else { Decimal::ONE };
        pays.sort_by_key(|(amount, _)| -(*amount * sign));
        let mut bonuses = Vec::new();
        if pays.iter().all(|(amount, _)| *amount * sign < Decimal::ZERO) {
            // Only where all apply, 0 is not among them.
            let all: Option<Vec<Region>> =
                pays.iter().try_fold(Vec::new(), |all, (_, regions)| Some([all, regions.clone()?].concat()));
            let regions = all.and_then(region::simplified);
            bonuses.extend(regions.map(|regions| Bonus { amount: pays[0].0, regions }));
            return Some(bonuses);
        }
        let mut above: Vec<Region> = Vec::new();
        for (amount, regions) in pays {
            if amount * sign <= Decimal::ZERO {
                break;
            }
            let Some(regions) = regions else { continue };
            let met = region::simplified([regions.clone(), above.clone()].concat());
            if let Some(met) = met {
                self.bounds += met.iter().map(|region| region.bounds.len()).sum::<usize>();
                if self.bounds > BOUNDS_MAX {
                    let message = format!("the rectangles resolve to more than {BOUNDS_MAX} bounds");
                    self.report.error(function.place(), "too-large", message);
                    return None;
                }
                bonuses.push(Bonus { amount, regions: met });
            }
            match regions.first() {
                // It applies everywhere, so what comes after never does.
                None => break,
                Some(region) => above.push(Region { inside: !region.inside, bounds: region.bounds.clone() }),
            }
        }
        Some(bonuses)
    }

    /// Returns what a rectangle pays, and where.
    fn rectangle(&mut self, element: At<'_>) -> Option<Pay> {
        let utility = profile::number(element, "utility", "the utility of a rectangle", self.report)?;
        let weight = self.weight(element)?;
        let amount = self.amount(utility, weight, element)?;
        let excludes = element.first("EXCLUDES").is_some();
        if excludes && let Some(include) = element.first("INCLUDES") {
            let message = "a rectangle with both `INCLUDES` and `EXCLUDES`; only the latter count, as in GENIUS";
            self.report.deviation(include.place(), "mixed-rectangle", message);
        }
        let mut bounds = Vec::new();
        let mut empty = false;
        for side in element.all(if excludes { "EXCLUDES" } else { "INCLUDES" }) {
            let mut bound = self.bound(side)?;
            self.bounds += 1;
            if let Values::Whole { low, high } = self.issues[bound.issue].values {
                let (from, to) = (bound.low, bound.high);
                // What lies beyond the values of the issue says nothing.
                bound.low = from.max(low);
                bound.high = to.min(high);
                if bound.low > bound.high {
                    let message = format!("no value of the issue lies in the bound from {from} to {to}");
                    self.report.deviation(side.place(), "bad-bound", message);
                    empty = true;
                }
            }
            bounds.push(bound);
        }
        if self.bounds > BOUNDS_MAX {
            self.report.error(element.place(), "too-large", format!("more than {BOUNDS_MAX} bounds"));
            return None;
        }
        if bounds.is_empty() || (empty && excludes) {
            return Some((amount, Some(Vec::new())));
        }
        Some((amount, (!empty).then(|| vec![Region { inside: !excludes, bounds }])))
    }

    fn bound(&mut self, side: At<'_>) -> Option<Bound> {
        let index = domain::index(side, self.report)?;
        let Some(issue) = self.numbered.iter().position(|issue| issue.number == index) else {
            let message = format!("the domain has no issue with the index {index}");
            self.report.error(side.place_of("index"), "unknown-issue", message);
            return None;
        };
        if !matches!(self.issues[issue].values, Values::Whole { .. }) {
            let name = shown(&self.issues[issue].name);
            let message = format!("issue {name} has no whole numbers, so it cannot be bounded");
            self.report.error(side.place_of("index"), "bad-bound", message);
            return None;
        }
        let mut end = |key: &str| {
            let text = side.get(key).unwrap_or_default();
            let value = text.trim().parse::<i64>().ok();
            if value.is_none() {
                let message = format!("expected a whole number as `{key}`, found {}", shown(text));
                self.report.error(side.place_of(key), "bad-bound", message);
            }
            value
        };
        let (low, high) = (end("min"), end("max"));
        Some(Bound { issue, low: low?, high: high? })
    }
}
