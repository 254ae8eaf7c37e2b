//! Points with their options and values, and facts.

use super::refer::{name_of, text_of, title_of};
use super::{Entries, Reader};
use crate::id::{FactId, InstrumentId, PointId};
use crate::names::Meaning;
use crate::point::{At, Choice, Fact, Kind, Point, Reversibility};
use crate::rule;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::HashMap;
use zopa_syntax::diagnostic::Diagnostic;
use zopa_syntax::form::Space;
use zopa_syntax::node::Node;
use zopa_syntax::span::Span;
use zopa_syntax::value::{Date, Duration, Name, Range, Scalar, TimeUnit, Value};

/// The most ways to settle one point.
pub(super) const CHOICES_PER_POINT_MAX: usize = 10_000;

/// The longest chain in which facts may define each other.
const FACT_DEPTH_MAX: u32 = 32;

/// How far the search for circles has come with a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Visit {
    Ahead,
    Open,
    Done(u32),
}

impl Visit {
    fn depth(self) -> u32 {
        match self {
            Visit::Ahead | Visit::Open => 0,
            Visit::Done(depth) => depth,
        }
    }
}

impl Reader {
    pub(super) fn read_points(&mut self, entries: &Entries<'_>) {
        for (at, node) in entries.of("point").iter().enumerate() {
            let chapter = entries.chapters.get(at).cloned().flatten();
            let point = self.read_point(node, chapter);
            self.case.points.push(point);
        }
    }

    fn read_point(&mut self, node: &Node, chapter: Option<String>) -> Point {
        let (kind, mut choices) = self.values(node);
        let mut names: HashMap<&str, Span> = HashMap::new();
        for option in node.all("option") {
            if choices.len() >= CHOICES_PER_POINT_MAX {
                let finding = Diagnostic::new(
                    &rule::TOO_MANY_VALUES,
                    option.span,
                    format!("the point has more than {CHOICES_PER_POINT_MAX} ways to settle it"),
                )
                .hint("split the point, or use a number with a larger step");
                self.report(finding);
                break;
            }
            if let Some(name) = option.name("name") {
                if let Some(earlier) = names.get(name.text.as_str()) {
                    let finding = Diagnostic::new(
                        &rule::DUPLICATE_NAME,
                        name.span,
                        format!("the point already has an option `{}`", name.text),
                    )
                    .also(*earlier, "first declared here")
                    .hint("options of one point need different names");
                    self.report(finding);
                    continue;
                }
                names.insert(&name.text, name.span);
                let choice = self.option(option);
                choices.push(choice);
            }
        }
        if choices.is_empty() {
            // A number or date without values has been reported.
            let has_range = node.clause("number").or_else(|| node.clause("date")).is_some();
            if let Some(name) = node.name("name").filter(|_| !has_range) {
                let finding = Diagnostic::new(
                    &rule::EMPTY_POINT,
                    name.span,
                    format!("there is no way to settle `{}`", name.text),
                )
                .hint("indent `option NAME \"…\"` lines under it, or give it a `number` or `date` range");
                self.report(finding);
            }
            // An empty point would make every package impossible; one nameless settlement keeps the rest readable.
            choices.push(Choice {
                at: At::Option { name: String::new(), title: String::new(), no_provision: false, site: node.span },
                gives: Vec::new(),
                via: Vec::new(),
                form: None,
                reversibility: None,
                share: None,
            });
        }
        let codes = |keyword: &str| -> Vec<String> {
            node.all(keyword).flat_map(|clause| clause.names("codes")).map(|name| name.text.clone()).collect()
        };
        Point {
            site: node.span,
            name: name_of(node),
            title: title_of(node),
            chapter,
            kind,
            choices,
            unit: text_of(node, "unit"),
            regions: codes("region"),
            topics: codes("topic"),
            part_of: node.clause("part-of").and_then(|clause| clause.name("point")).and_then(|name| self.point(name)),
            share: self.share(node),
        }
    }

    fn option(&mut self, node: &Node) -> Choice {
        let facts: Vec<&Name> = node.all("gives").flat_map(|clause| clause.names("facts")).collect();
        let gives = facts.into_iter().filter_map(|name| self.fact(name)).collect();
        let instruments: Vec<&Name> = node.all("via").flat_map(|clause| clause.names("instruments")).collect();
        let via: Vec<InstrumentId> = instruments.into_iter().filter_map(|name| self.instrument(name)).collect();
        let reversibility = node.flag("reversibility").map(|word| match word {
            "reversible" => Reversibility::Reversible,
            "irreversible" => Reversibility::Irreversible,
            _ => Reversibility::Costly,
        });
        Choice {
            at: At::Option {
                name: name_of(node),
                title: title_of(node),
                no_provision: node.flag("provision").is_some(),
                site: node.span,
            },
            gives,
            via,
            form: text_of(node, "form"),
            reversibility,
            share: self.share(node),
        }
    }

    fn fact(&mut self, name: &Name) -> Option<FactId> {
        match self.meaning(Space::Matter, name)? {
            Meaning::Fact(fact) => Some(fact),
            other => {
                self.wrong_kind(name, other, "a fact");
                None
            }
        }
    }

    /// Returns the kind of a point and the values of its number or date.
    fn values(&mut self, node: &Node) -> (Kind, Vec<Choice>) {
        let number = node.clause("number").and_then(|clause| clause.range("range"));
        let date = node.clause("date").and_then(|clause| clause.range("range"));
        let step = node.clause("step");
        let several = [node.clause("number"), node.clause("date"), node.clause("kind")];
        let mut given = several.iter().flatten();
        if let (Some(first), Some(second)) = (given.next(), given.next()) {
            let finding = Diagnostic::new(&rule::MISPLACED_CLAUSE, second.span, "a point is of one kind only")
                .also(first.span, "the other kind is given here")
                .hint("keep one of `choice`, `scale`, `number` and `date`");
            self.report(finding);
        }
        if let Some((range, span)) = number {
            return (Kind::Number, self.number_values(range, span, step));
        }
        if let Some((range, span)) = date {
            return (Kind::Date, self.date_values(range, span, step));
        }
        if let Some(step) = step {
            let finding = Diagnostic::new(&rule::MISPLACED_CLAUSE, step.span, "a point with options has no step")
                .hint("a step belongs to a `number` or a `date`");
            self.report(finding);
        }
        let kind = if node.flag("kind") == Some("scale") { Kind::Scale } else { Kind::Choice };
        (kind, Vec::new())
    }

    fn number_values(&mut self, range: Range, span: Span, step: Option<&Node>) -> Vec<Choice> {
        let (Scalar::Number(low), Scalar::Number(high)) = (range.low, range.high) else {
            self.mixed(span, "a `number` goes from one number to another");
            return Vec::new();
        };
        let step = match step.and_then(|clause| clause.value("step")) {
            None => Decimal::ONE,
            Some(Value::Number(number, _)) if number.value > Decimal::ZERO => number.value,
            Some(_) => {
                let place = step.map_or(span, |clause| clause.span);
                self.mixed(place, "the step of a `number` is a number above 0");
                return Vec::new();
            }
        };
        let (low, high) = (low.value, high.value);
        if low > high {
            self.empty_range(span);
            return Vec::new();
        }
        let count =
            high.checked_sub(low).and_then(|width| width.checked_div(step)).and_then(|steps| steps.floor().to_usize());
        let Some(count) = count.filter(|&count| count < CHOICES_PER_POINT_MAX) else {
            self.too_many(span);
            return Vec::new();
        };
        (0..=count)
            .filter_map(|index| low.checked_add(step.checked_mul(Decimal::from(index))?))
            .map(|value| plain(At::Number(value.normalize())))
            .collect()
    }

    fn date_values(&mut self, range: Range, span: Span, step: Option<&Node>) -> Vec<Choice> {
        let (Some(low), Some(high)) = (as_date(range.low), as_date(range.high)) else {
            self.mixed(span, "a `date` goes from one date to another");
            return Vec::new();
        };
        let unit = match low {
            Date { day: Some(_), .. } => TimeUnit::Day,
            Date { month: Some(_), .. } => TimeUnit::Month,
            Date { .. } => TimeUnit::Year,
        };
        let step = match step.and_then(|clause| clause.value("step")) {
            None => Duration { count: 1, unit },
            Some(Value::Duration(time, _)) if time.count > 0 => *time,
            Some(_) => {
                let place = step.map_or(span, |clause| clause.span);
                self.mixed(place, "the step of a `date` is a length of time, such as `6 months`");
                return Vec::new();
            }
        };
        if low.first() > high.last() {
            self.empty_range(span);
            return Vec::new();
        }
        let precision = finer(low, step.unit);
        let mut values = Vec::new();
        for index in 0.. {
            // Each value is counted from the first, so that a short month does not shift those after it.
            let Some(count) = step.count.checked_mul(index) else { break };
            let Some(day) = (Duration { count, ..step }).after(low.first()).filter(|&day| day <= high.last()) else {
                break;
            };
            if values.len() == CHOICES_PER_POINT_MAX || count > 9_999 {
                self.too_many(span);
                return Vec::new();
            }
            values.push(plain(At::Date(as_precise_as(precision, Date::of(day)), day)));
        }
        values
    }

    fn mixed(&mut self, span: Span, message: &str) {
        self.report(Diagnostic::new(&rule::MIXED_TYPES, span, message));
    }

    fn empty_range(&mut self, span: Span) {
        let finding = Diagnostic::new(&rule::EMPTY_RANGE, span, "the range ends before it begins")
            .hint("write the lower value first");
        self.report(finding);
    }

    fn too_many(&mut self, span: Span) {
        let finding = Diagnostic::new(
            &rule::TOO_MANY_VALUES,
            span,
            format!("the range has more than {CHOICES_PER_POINT_MAX} values"),
        )
        .hint("choose a larger step");
        self.report(finding);
    }

    pub(super) fn read_facts(&mut self, entries: &Entries<'_>) {
        for node in entries.of("fact") {
            self.case.facts.push(Fact {
                site: node.span,
                name: name_of(node),
                title: title_of(node),
                when: None,
                given_by: Vec::new(),
            });
        }
        for (point, choice, fact) in gifts(&self.case.points) {
            self.case.facts[fact.0].given_by.push((point, choice));
        }
        for (at, node) in entries.of("fact").iter().enumerate() {
            let when = node.expr("when").and_then(|expr| self.condition(expr));
            self.case.facts[at].when = when;
        }
        self.break_circles(entries.of("fact"));
    }

    /// Reports facts that define each other in a circle, or in too long a chain, and takes those definitions away.
    fn break_circles(&mut self, nodes: &[&Node]) {
        let mut state = vec![Visit::Ahead; self.case.facts.len()];
        for start in 0..state.len() {
            let mut path: Vec<(usize, Vec<FactId>)> = Vec::new();
            self.enter(start, &mut state, &mut path);
            while let Some((fact, open)) = path.last_mut() {
                let fact = *fact;
                match open.pop() {
                    Some(next) if state[next.0] == Visit::Open => {
                        self.undefine(next.0, nodes, "is defined by way of itself")
                    }
                    Some(next) => self.enter(next.0, &mut state, &mut path),
                    None => {
                        let depth = self
                            .defining(fact)
                            .iter()
                            .map(|fact| state[fact.0].depth())
                            .max()
                            .map_or(0, |most| most + 1);
                        state[fact] = Visit::Done(depth);
                        if depth > FACT_DEPTH_MAX {
                            self.undefine(fact, nodes, "is at the end of a chain of more than 32 definitions");
                            state[fact] = Visit::Done(0);
                        }
                        path.pop();
                    }
                }
            }
        }
    }

    fn enter(&self, fact: usize, state: &mut [Visit], path: &mut Vec<(usize, Vec<FactId>)>) {
        if state[fact] == Visit::Ahead {
            state[fact] = Visit::Open;
            path.push((fact, self.defining(fact)));
        }
    }

    fn undefine(&mut self, fact: usize, nodes: &[&Node], what: &str) {
        if self.case.facts[fact].when.take().is_some() {
            let message = format!("`{}` {what}", self.case.facts[fact].name);
            let finding = Diagnostic::new(&rule::CIRCULAR_FACTS, nodes[fact].span, message)
                .hint("define it by points and options, or by fewer facts in between");
            self.report(finding);
        }
    }

    fn defining(&self, fact: usize) -> Vec<FactId> {
        self.case.facts[fact].when.as_ref().map(crate::condition::Condition::facts).unwrap_or_default()
    }
}

/// Returns a date, also where only its year is given, which reads like a number.
pub(super) fn as_date(scalar: Scalar) -> Option<Date> {
    match scalar {
        Scalar::Date(date) => Some(date),
        Scalar::Number(number) => Date::parse(&number.to_string()),
    }
}

fn gifts(points: &[Point]) -> Vec<(PointId, usize, FactId)> {
    let mut found = Vec::new();
    for (point, declared) in points.iter().enumerate() {
        for (choice, option) in declared.choices.iter().enumerate() {
            found.extend(option.gives.iter().map(|&fact| (PointId(point), choice, fact)));
        }
    }
    found
}

fn plain(at: At) -> Choice {
    Choice { at, gives: Vec::new(), via: Vec::new(), form: None, reversibility: None, share: None }
}

/// Returns a date that is precise enough for values so far apart.
fn finer(low: Date, unit: TimeUnit) -> Date {
    match unit {
        TimeUnit::Year => low,
        TimeUnit::Month => Date { month: low.month.or(Some(1)), ..low },
        TimeUnit::Day | TimeUnit::Week => Date::of(low.first()),
    }
}

fn as_precise_as(model: Date, date: Date) -> Date {
    Date { year: date.year, month: model.month.and(date.month), day: model.day.and(date.day) }
}
