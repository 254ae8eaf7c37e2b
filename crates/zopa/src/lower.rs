//! From a case to numbers: points and choices become indices, conditions become formulas, once for all questions.

use crate::session::Unaskable;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use zopa_case::actor::Role;
use zopa_case::case::Case;
use zopa_case::condition::Condition;
use zopa_case::id::{FactId, PartyId, PointId};
use zopa_case::point::At;
use zopa_case::stance::Link;
use zopa_case::view::{RedLine, View};
use zopa_engine::{Formula, LinearTerm, OptionSet, Problem, Soft, Space};
use zopa_syntax::expr::Comparison;

/// The most parts that the formulas of a case may have once facts are written out.
const PARTS_MAX: usize = 2_000_000;

/// The most digits after the point that costs and sums keep.
const SCALE_MAX: u32 = 12;

/// A case in numbers.
#[derive(Debug, Clone)]
pub struct Model<'a> {
    /// The links are hard, the red lines soft.
    pub problem: Problem,
    /// The links, in the order of the hard formulas.
    pub links: Vec<&'a Link>,
    /// The red lines that can bind, in the order of the soft formulas.
    pub lines: Vec<RedLine<'a>>,
    /// How many units of cost in the engine make one in the record.
    pub cost_unit: Decimal,
}

/// Writes conditions as formulas.
#[derive(Debug)]
pub struct Lower<'a> {
    case: &'a Case,
    facts: Vec<Option<Formula>>,
    parts: usize,
}

/// Returns a case in numbers.
///
/// # Errors
/// When it is larger than the engine takes.
pub fn model<'a>(view: &View<'a>) -> Result<Model<'a>, Unaskable> {
    model_of(view, view.red_lines())
}

/// Returns a case in numbers with these red lines.
///
/// # Errors
/// When it is larger than the engine takes.
pub fn model_of<'a>(view: &View<'a>, lines: Vec<RedLine<'a>>) -> Result<Model<'a>, Unaskable> {
    let case = view.case;
    let sizes: Vec<usize> = case.points.iter().map(|point| point.choices.len()).collect();
    let space = Space::new(sizes).map_err(|error| Unaskable::new(format!("the case is too large: {error}")))?;
    let mut lower = Lower::new(case);
    let links = view.links();
    let mut hard = Vec::with_capacity(links.len());
    for link in &links {
        hard.push(lower.condition(&link.holds.condition)?);
    }
    let cost_unit = cost_unit(&lines);
    let mut soft = Vec::with_capacity(lines.len());
    for line in &lines {
        let cost = line.stance.cost.unwrap_or(Decimal::ONE).max(Decimal::ZERO).checked_mul(cost_unit);
        let cost = cost.and_then(|cost| cost.to_u64()).filter(|&cost| cost <= u64::MAX / 100_000);
        let Some(cost) = cost else {
            let name = &case.lines[line.line.0].name;
            return Err(Unaskable::new(format!("the cost of `{name}` is too large to add up")));
        };
        soft.push(Soft { formula: lower.red_line(line)?, cost });
    }
    let problem =
        Problem::new(space, hard, soft).map_err(|error| Unaskable::new(format!("the case is too large: {error}")))?;
    Ok(Model { problem, links, lines, cost_unit })
}

fn cost_unit(lines: &[RedLine<'_>]) -> Decimal {
    let digits = lines.iter().filter_map(|line| line.stance.cost).map(|cost| cost.normalize().scale()).max();
    Decimal::from(10_u64.pow(digits.unwrap_or(0).min(SCALE_MAX)))
}

impl<'a> Lower<'a> {
    /// Returns a writer for a case.
    pub fn new(case: &'a Case) -> Lower<'a> {
        Lower { case, facts: vec![None; case.facts.len()], parts: 0 }
    }

    /// Returns the formula for what a red line demands, with the ways in which offers relax it. A party that is not a
    /// principal has a say only over packages with an instrument that it signs.
    pub fn red_line(&mut self, line: &RedLine<'_>) -> Result<Formula, Unaskable> {
        let Some(holds) = &line.stance.holds else { return Ok(Formula::True) };
        let mut ways = vec![self.condition(&holds.condition)?];
        for offer in &line.relaxed_by {
            let mut way = Vec::new();
            for stated in offer.holds.iter().chain(&offer.condition) {
                way.push(self.condition(&stated.condition)?);
            }
            ways.push(Formula::And(way));
        }
        let demand = if ways.len() == 1 { ways.remove(0) } else { Formula::Or(ways) };
        match self.free(line.stance.party) {
            Some(free) => Ok(Formula::Or(vec![free, demand])),
            None => Ok(demand),
        }
    }

    /// Returns the formula for the packages over which a party has no say, since it signs nothing in them; nothing for
    /// a principal, which has a say over all.
    pub(crate) fn free(&self, party: PartyId) -> Option<Formula> {
        let principal = self.case.party(party).is(Role::Principal);
        (!principal).then(|| Formula::Not(Box::new(self.enacted(|_, via| self.signed(via, party)))))
    }

    /// Returns the formula for a condition.
    ///
    /// # Errors
    /// When it is larger than the engine takes.
    pub fn condition(&mut self, condition: &Condition) -> Result<Formula, Unaskable> {
        self.parts += 1;
        if self.parts > PARTS_MAX {
            return Err(Unaskable::new("facts that are defined by facts make the expressions too large"));
        }
        Ok(match condition {
            Condition::Constant(true) => Formula::True,
            Condition::Constant(false) => Formula::False,
            Condition::Fact(fact) => self.fact(*fact)?,
            Condition::Signs(party, fact) => self.signs(*party, *fact)?,
            Condition::At(point, choices) => within(*point, choices.iter().copied()),
            Condition::Linear { terms, comparison, bound } => self.linear(terms, *comparison, *bound)?,
            Condition::Not(inner) => Formula::Not(Box::new(self.condition(inner)?)),
            Condition::And(parts) => Formula::And(self.conditions(parts)?),
            Condition::Or(parts) => Formula::Or(self.conditions(parts)?),
            Condition::Implies(left, right) => {
                Formula::Or(vec![Formula::Not(Box::new(self.condition(left)?)), self.condition(right)?])
            }
            Condition::Iff(left, right) => {
                Formula::Iff(Box::new(self.condition(left)?), Box::new(self.condition(right)?))
            }
            Condition::Count { low, high, of } => {
                Formula::Count { low: *low as usize, high: *high as usize, of: self.conditions(of)? }
            }
        })
    }

    fn conditions(&mut self, parts: &[Condition]) -> Result<Vec<Formula>, Unaskable> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    fn fact(&mut self, fact: FactId) -> Result<Formula, Unaskable> {
        if let Some(known) = &self.facts[fact.0] {
            let known = known.clone();
            self.parts += size(&known);
            return Ok(known);
        }
        let declared = &self.case.facts[fact.0];
        let mut ways = given(&declared.given_by);
        if let Some(when) = &declared.when {
            ways.push(self.condition(when)?);
        }
        let formula = Formula::Or(ways);
        self.facts[fact.0] = Some(formula.clone());
        Ok(formula)
    }

    /// A party signs a fact when a chosen option gives it by way of an instrument that the party signs. A fact that is
    /// defined by others is signed when it is true and one of them is signed.
    fn signs(&mut self, party: PartyId, fact: FactId) -> Result<Formula, Unaskable> {
        self.parts += 1;
        if self.parts > PARTS_MAX {
            return Err(Unaskable::new("facts that are defined by facts make the expressions too large"));
        }
        let declared = &self.case.facts[fact.0];
        let signed: Vec<(PointId, usize)> = declared
            .given_by
            .iter()
            .copied()
            .filter(|&(point, choice)| self.signed(&self.case.point(point).choices[choice].via, party))
            .collect();
        let mut ways = given(&signed);
        if let Some(when) = &declared.when {
            let mut by_way_of = Vec::new();
            for part in when.facts() {
                by_way_of.push(self.signs(party, part)?);
            }
            ways.push(Formula::And(vec![self.condition(when)?, Formula::Or(by_way_of)]));
        }
        Ok(Formula::Or(ways))
    }

    fn signed(&self, via: &[zopa_case::id::InstrumentId], party: PartyId) -> bool {
        via.iter().any(|instrument| self.case.instruments[instrument.0].signed_by.contains(&party))
    }

    /// Returns the formula for: some option is chosen whose instruments pass the test.
    fn enacted(&self, passes: impl Fn(PointId, &[zopa_case::id::InstrumentId]) -> bool) -> Formula {
        let mut found = Vec::new();
        for (at, point) in self.case.points.iter().enumerate() {
            let choices = point.choices.iter().enumerate();
            let fitting = choices.filter(|(_, choice)| passes(PointId(at), &choice.via)).map(|(index, _)| index);
            found.extend(fitting.map(|choice| (PointId(at), choice)));
        }
        Formula::Or(given(&found))
    }

    fn linear(
        &self,
        terms: &[(Decimal, PointId)],
        comparison: Comparison,
        bound: Decimal,
    ) -> Result<Formula, Unaskable> {
        let too_large = || Unaskable::new("the numbers of a comparison are too large or too fine to add up exactly");
        let mut rows: Vec<(PointId, Vec<Option<Decimal>>)> = Vec::new();
        for &(factor, point) in terms {
            let mut values = Vec::new();
            for choice in &self.case.point(point).choices {
                let value = match &choice.at {
                    At::Option { .. } => None,
                    At::Number(value) => Some(factor.checked_mul(*value).ok_or_else(too_large)?),
                    At::Date(_, day) => Some(factor.checked_mul(day_number(*day)).ok_or_else(too_large)?),
                };
                values.push(value);
            }
            rows.push((point, values));
        }
        let numbers = rows.iter().flat_map(|(_, values)| values.iter().flatten().copied()).chain([bound]);
        let digits = numbers.map(|number| number.normalize().scale()).max().unwrap_or(0);
        if digits > SCALE_MAX {
            return Err(too_large());
        }
        let unit = Decimal::from(10_u64.pow(digits));
        let whole = |number: Decimal| -> Result<i64, Unaskable> {
            let scaled = number.checked_mul(unit).and_then(|scaled| scaled.to_i64());
            // Small enough that no sum over all points of a case leaves the range of 64 bits.
            scaled.filter(|number| number.unsigned_abs() <= u64::from(u32::MAX) << 16).ok_or_else(too_large)
        };
        let mut lowered = Vec::with_capacity(rows.len());
        for (point, values) in rows {
            let values: Result<Vec<Option<i64>>, Unaskable> =
                values.into_iter().map(|value| value.map(whole).transpose()).collect();
            lowered.push(LinearTerm { point: point.0, values: values? });
        }
        let bound = whole(bound)?;
        let between = |low, high| Formula::Linear { terms: lowered.clone(), low, high };
        Ok(match comparison {
            Comparison::Eq => between(bound, bound),
            Comparison::Ne => Formula::Not(Box::new(between(bound, bound))),
            Comparison::Le => between(i64::MIN, bound),
            Comparison::Ge => between(bound, i64::MAX),
            Comparison::Lt => bound.checked_sub(1).map_or(Formula::False, |bound| between(i64::MIN, bound)),
            Comparison::Gt => bound.checked_add(1).map_or(Formula::False, |bound| between(bound, i64::MAX)),
        })
    }
}

/// Returns the formula for: the point is settled at one of these choices.
pub fn within(point: PointId, choices: impl IntoIterator<Item = usize>) -> Formula {
    Formula::In { point: point.0, options: OptionSet::from_iter(choices) }
}

fn given(by: &[(PointId, usize)]) -> Vec<Formula> {
    by.iter().map(|&(point, choice)| within(point, [choice])).collect()
}

fn day_number(day: jiff::civil::Date) -> Decimal {
    let epoch = jiff::civil::Date::constant(1970, 1, 1);
    Decimal::from(epoch.until(day).map_or(0, |span| span.get_days()))
}

fn size(formula: &Formula) -> usize {
    match formula {
        Formula::True | Formula::False | Formula::In { .. } | Formula::Linear { .. } => 1,
        Formula::Not(inner) => 1 + size(inner),
        Formula::And(parts) | Formula::Or(parts) | Formula::Count { of: parts, .. } => {
            1 + parts.iter().map(size).sum::<usize>()
        }
        Formula::Iff(left, right) => 1 + size(left) + size(right),
    }
}
