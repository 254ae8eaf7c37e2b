//! Expressions, resolved.

use super::Reader;
use super::point::as_date;
use crate::condition::{Condition, Stated};
use crate::id::{FactId, PointId};
use crate::names::Meaning;
use crate::point::{At, Kind, Point};
use crate::rule;
use rust_decimal::Decimal;
use zopa_syntax::diagnostic::Diagnostic;
use zopa_syntax::expr::{Bound, Comparison, Expr, Sum};
use zopa_syntax::form::Space;
use zopa_syntax::span::Span;
use zopa_syntax::value::{Choice, Date, Name, Scalar};

impl Reader {
    /// Returns an expression with what it means; nothing, and at least one finding, when it means nothing.
    pub(super) fn stated(&mut self, expr: &Expr) -> Option<Stated> {
        let condition = self.condition(expr)?;
        Some(Stated { expr: expr.clone(), condition })
    }

    pub(super) fn condition(&mut self, expr: &Expr) -> Option<Condition> {
        match expr {
            Expr::Constant(value, _) => Some(Condition::Constant(*value)),
            Expr::Name(name) => self.fact_in(name).map(Condition::Fact),
            Expr::Signs(party, fact) => {
                let (party, fact) = (self.party(party), self.fact_in(fact));
                Some(Condition::Signs(party?, fact?))
            }
            Expr::Compare(left, comparison, right) => self.compare(left, *comparison, right),
            Expr::In(point, choices, _) => {
                let point = self.point(point)?;
                let found: Vec<Option<usize>> = choices.iter().map(|choice| self.choice(point, choice)).collect();
                let found: Option<Vec<usize>> = found.into_iter().collect();
                Some(at(point, found?))
            }
            Expr::Within(point, low, high, span) => {
                let point = self.point(point)?;
                let low = self.compared(point, Comparison::Ge, *low, *span)?;
                let high = self.compared(point, Comparison::Le, *high, *span)?;
                Some(at(point, low.into_iter().filter(|choice| high.contains(choice)).collect()))
            }
            Expr::Not(inner, _) => Some(Condition::Not(Box::new(self.condition(inner)?))),
            Expr::And(parts) => self.conditions(parts).map(Condition::And),
            Expr::Or(parts) => self.conditions(parts).map(Condition::Or),
            Expr::Implies(left, right) => {
                let (left, right) = (self.condition(left), self.condition(right));
                Some(Condition::Implies(Box::new(left?), Box::new(right?)))
            }
            Expr::Iff(left, right) => {
                let (left, right) = (self.condition(left), self.condition(right));
                Some(Condition::Iff(Box::new(left?), Box::new(right?)))
            }
            Expr::Count(bound, number, parts, _) => {
                let of = self.conditions(parts)?;
                let (low, high) = match bound {
                    Bound::AtLeast => (*number, u32::MAX),
                    Bound::AtMost => (0, *number),
                    Bound::Exactly => (*number, *number),
                };
                Some(Condition::Count { low, high, of })
            }
        }
    }

    // All parts are resolved, also after one that means nothing, so that all findings come out at once.
    fn conditions(&mut self, parts: &[Expr]) -> Option<Vec<Condition>> {
        let found: Vec<Option<Condition>> = parts.iter().map(|part| self.condition(part)).collect();
        found.into_iter().collect()
    }

    fn fact_in(&mut self, name: &Name) -> Option<FactId> {
        match self.meaning(Space::Matter, name)? {
            Meaning::Fact(fact) => Some(fact),
            other => {
                let finding = Diagnostic::new(
                    &rule::WRONG_KIND,
                    name.span,
                    format!("`{}` is {}, which is neither true nor false", name.text, other.noun()),
                )
                .hint(format!("compare it: `{} = …`", name.text));
                self.report(finding);
                None
            }
        }
    }

    fn compare(&mut self, left: &Sum, comparison: Comparison, right: &Sum) -> Option<Condition> {
        if let (Some(a), Some(b)) = (left.single(), right.single()) {
            if let Some(point) = self.point_called(a) {
                if let Some(condition) = self.compare_single(point, comparison, b) {
                    return condition;
                }
            } else if let Some(point) = self.point_called(b)
                && let Some(condition) = self.compare_single(point, mirrored(comparison), a)
            {
                return condition;
            }
        }
        self.linear(left, comparison, right)
    }

    fn point_called(&self, choice: &Choice) -> Option<PointId> {
        let Choice::Option(name) = choice else { return None };
        match self.names.get(Space::Matter, &name.text)?.meaning {
            Meaning::Point(point) => Some(point),
            _ => None,
        }
    }

    /// Compares a point with an option, a number or a date. `None` when the other side is another point.
    #[expect(clippy::option_option, reason = "outside: not this case; inside: this case, with a finding")]
    fn compare_single(&mut self, point: PointId, comparison: Comparison, other: &Choice) -> Option<Option<Condition>> {
        match other {
            Choice::Scalar(scalar, span) => {
                Some(self.compared(point, comparison, *scalar, *span).map(|found| at(point, found)))
            }
            Choice::Option(name) => {
                if self.case.points[point.0].option(&name.text).is_none() && self.point_called(other).is_some() {
                    return None;
                }
                let index = self.choice(point, other);
                Some(
                    index
                        .and_then(|index| self.ranked(point, comparison, index, name.span))
                        .map(|found| at(point, found)),
                )
            }
        }
    }

    /// Returns the choices of a point that compare so with one of its options.
    fn ranked(&mut self, point: PointId, comparison: Comparison, index: usize, span: Span) -> Option<Vec<usize>> {
        let declared = &self.case.points[point.0];
        let ordered = !matches!(comparison, Comparison::Eq | Comparison::Ne);
        if ordered && declared.kind != Kind::Scale {
            let message = format!("the options of `{}` have no order", declared.name);
            let finding = Diagnostic::new(&rule::NOT_COMPARABLE, span, message)
                .also(declared.site, "declared here")
                .hint(format!(
                    "write `scale` after its title if they go from least to most, or `{} in {{…}}`",
                    declared.name
                ));
            self.report(finding);
            return None;
        }
        let all = 0..declared.choices.len();
        Some(all.filter(|choice| holds(choice.cmp(&index), comparison)).collect())
    }

    /// Returns the choices of a point that compare so with a number or date.
    fn compared(&mut self, point: PointId, comparison: Comparison, scalar: Scalar, span: Span) -> Option<Vec<usize>> {
        let declared = &self.case.points[point.0];
        let kind = declared.kind;
        let year = (kind == Kind::Date).then(|| as_date(scalar)).flatten().map(Scalar::Date);
        match (kind, year.unwrap_or(scalar)) {
            (Kind::Number, Scalar::Number(number)) if !number.percent => {
                if matches!(comparison, Comparison::Eq | Comparison::Ne) && declared.number(number.value).is_none() {
                    self.no_such_value(point, &number.to_string(), span);
                    return None;
                }
                Some(matching(declared, comparison, |choice| match choice {
                    At::Number(value) => Some(value.cmp(&number.value)),
                    At::Option { .. } | At::Date(..) => None,
                }))
            }
            (Kind::Date, Scalar::Date(date)) => {
                if matches!(comparison, Comparison::Eq | Comparison::Ne) && declared.date(date).is_none() {
                    self.no_such_value(point, &date.to_string(), span);
                    return None;
                }
                Some(matching(declared, comparison, |choice| match choice {
                    At::Date(_, day) => Some(against(*day, date)),
                    At::Option { .. } | At::Number(_) => None,
                }))
            }
            (Kind::Number, Scalar::Number(_)) => {
                let finding = Diagnostic::new(&rule::MIXED_TYPES, span, "a value carries no percent sign here")
                    .hint("write the number alone; the unit of the point says what it counts");
                self.report(finding);
                None
            }
            _ => {
                let found = match scalar {
                    Scalar::Number(_) => "a number",
                    Scalar::Date(_) => "a date",
                };
                let message = format!("`{}` is settled by {}, not by {found}", declared.name, settled_by(kind));
                let finding = Diagnostic::new(&rule::MIXED_TYPES, span, message).also(declared.site, "declared here");
                self.report(finding);
                None
            }
        }
    }

    fn no_such_value(&mut self, point: PointId, wanted: &str, span: Span) {
        let declared = &self.case.points[point.0];
        let message = format!("`{}` has no value {wanted}", declared.name);
        let hint = match (declared.choices.first(), declared.choices.get(1)) {
            (Some(_), Some(_)) => format!("its values are {}, {}, …", declared.choice_name(0), declared.choice_name(1)),
            _ => format!("its only value is {}", declared.choice_name(0)),
        };
        let finding =
            Diagnostic::new(&rule::NO_SUCH_VALUE, span, message).also(declared.site, "declared here").hint(hint);
        self.report(finding);
    }

    /// Returns the choice of a point that an option, a number or a date names.
    pub(super) fn choice(&mut self, point: PointId, choice: &Choice) -> Option<usize> {
        match choice {
            Choice::Scalar(scalar, span) => {
                let found = self.compared(point, Comparison::Eq, *scalar, *span)?;
                found.first().copied()
            }
            Choice::Option(name) => {
                let declared = &self.case.points[point.0];
                let found = declared.option(&name.text);
                if found.is_none() {
                    let message = format!("`{}` is no option of `{}`", name.text, declared.name);
                    let options: Vec<String> = declared
                        .choices
                        .iter()
                        .filter_map(|choice| match &choice.at {
                            At::Option { name, .. } => Some(name.clone()),
                            At::Number(_) | At::Date(..) => None,
                        })
                        .collect();
                    let finding = Diagnostic::new(&rule::NO_SUCH_OPTION, name.span, message)
                        .also(declared.site, "the point is declared here")
                        .did_you_mean(&name.text, options.iter().map(String::as_str));
                    let finding = if finding.hint.is_none() && !options.is_empty() && options.len() <= 12 {
                        finding.hint(format!("its options are {}", options.join(", ")))
                    } else {
                        finding
                    };
                    self.report(finding);
                }
                found
            }
        }
    }

    fn linear(&mut self, left: &Sum, comparison: Comparison, right: &Sum) -> Option<Condition> {
        let span = left.span().to(right.span());
        let mut total = Total::default();
        for (sum, sign) in [(left, Decimal::ONE), (right, Decimal::NEGATIVE_ONE)] {
            for term in &sum.terms {
                let factor = term.factor.map_or(Decimal::ONE, |factor| factor.value);
                let signed = if term.negative { -factor } else { factor } * sign;
                self.add_term(&mut total, signed, &term.atom)?;
            }
        }
        if !total.days.is_zero() {
            let finding = Diagnostic::new(&rule::MIXED_TYPES, span, "dates and numbers do not add up here")
                .hint("take one date from another and compare the days between them: `end - start >= 90`");
            self.report(finding);
            return None;
        }
        let Some(bound) = total.constant.map(|constant| -constant) else {
            let finding = Diagnostic::new(&rule::MIXED_TYPES, span, "the numbers are too large to add");
            self.report(finding);
            return None;
        };
        Some(Condition::Linear { terms: total.terms, comparison, bound })
    }

    fn add_term(&mut self, total: &mut Total, factor: Decimal, atom: &Choice) -> Option<()> {
        match atom {
            Choice::Scalar(Scalar::Number(number), _) => {
                total.add(factor.checked_mul(number.value));
                Some(())
            }
            Choice::Scalar(Scalar::Date(date), _) => {
                total.days += factor;
                total.add(factor.checked_mul(day_number(*date)));
                Some(())
            }
            Choice::Option(name) => {
                let point = self.point(name)?;
                match self.case.points[point.0].kind {
                    Kind::Number => {}
                    Kind::Date => total.days += factor,
                    Kind::Choice | Kind::Scale => {
                        let finding = Diagnostic::new(
                            &rule::NOT_COMPARABLE,
                            name.span,
                            format!("`{}` has no numbers to add", name.text),
                        )
                        .hint("only points with a `number` or a `date` can stand in a sum");
                        self.report(finding);
                        return None;
                    }
                }
                total.terms.push((factor, point));
                Some(())
            }
        }
    }
}

struct Total {
    terms: Vec<(Decimal, PointId)>,
    /// What the numbers add up to; nothing once they are too large.
    constant: Option<Decimal>,
    /// How many more dates are added than taken away.
    days: Decimal,
}

impl Default for Total {
    fn default() -> Total {
        Total { terms: Vec::new(), constant: Some(Decimal::ZERO), days: Decimal::ZERO }
    }
}

impl Total {
    fn add(&mut self, amount: Option<Decimal>) {
        self.constant = self.constant.and_then(|sum| sum.checked_add(amount?));
    }
}

/// Returns the days since 1970 of the first day that a date can be.
pub(crate) fn day_number(date: Date) -> Decimal {
    let epoch = jiff::civil::Date::constant(1970, 1, 1);
    let days = epoch.until(date.first()).map_or(0, |span| span.get_days());
    Decimal::from(days)
}

fn at(point: PointId, mut choices: Vec<usize>) -> Condition {
    choices.sort_unstable();
    choices.dedup();
    Condition::At(point, choices)
}

fn matching(point: &Point, comparison: Comparison, order: impl Fn(&At) -> Option<std::cmp::Ordering>) -> Vec<usize> {
    let fits = |at: &At| match order(at) {
        Some(order) => holds(order, comparison),
        // An option has no number: every comparison with one is false, and `!=` is the negation of `=`.
        None => comparison == Comparison::Ne,
    };
    point.choices.iter().enumerate().filter(|(_, choice)| fits(&choice.at)).map(|(index, _)| index).collect()
}

/// Compares a day with a date that may be known to the month or year only; a day within it counts as equal.
fn against(day: jiff::civil::Date, date: Date) -> std::cmp::Ordering {
    if day < date.first() {
        std::cmp::Ordering::Less
    } else if day > date.last() {
        std::cmp::Ordering::Greater
    } else {
        std::cmp::Ordering::Equal
    }
}

fn holds(order: std::cmp::Ordering, comparison: Comparison) -> bool {
    match comparison {
        Comparison::Eq => order.is_eq(),
        Comparison::Ne => order.is_ne(),
        Comparison::Lt => order.is_lt(),
        Comparison::Le => order.is_le(),
        Comparison::Gt => order.is_gt(),
        Comparison::Ge => order.is_ge(),
    }
}

fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Eq => Comparison::Eq,
        Comparison::Ne => Comparison::Ne,
        Comparison::Lt => Comparison::Gt,
        Comparison::Le => Comparison::Ge,
        Comparison::Gt => Comparison::Lt,
        Comparison::Ge => Comparison::Le,
    }
}

fn settled_by(kind: Kind) -> &'static str {
    match kind {
        Kind::Choice | Kind::Scale => "an option",
        Kind::Number => "a number",
        Kind::Date => "a date",
    }
}
