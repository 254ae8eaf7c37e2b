//! What is held, as a cell says it.

use super::{Holding, Titles};
use std::fmt::Write as _;
use zopa_case::draft::{Alternative, Settled};
use zopa_case::id::PointId;
use zopa_case::names::Meaning;
use zopa_case::point::Point;
use zopa_case::stance::Stance;
use zopa_syntax::expr::{Comparison, Expr, Sum};
use zopa_syntax::form::Space;
use zopa_syntax::print;
use zopa_syntax::value::{Choice, Name};

/// Returns a stance as the row of a point says it; nothing for one that gives another up.
pub(crate) fn stance(titles: &Titles<'_>, row: PointId, stance: &Stance) -> Option<String> {
    let mut out = Holding::of(stance.verb)?.words().to_string();
    let lines = &titles.case.lines;
    if let Some(line) = stance.line.map(|line| &lines[line.0]).filter(|line| !line.derived) {
        let _ = write!(out, " {}", line.name);
    }
    let writing = Writing { titles, row };
    if let Some(stated) = &stance.holds {
        let _ = write!(out, ": {}", writing.expr(&stated.expr, Binding::Loosest));
    }
    if let Some(stated) = &stance.condition {
        let _ = write!(out, " if {}", writing.expr(&stated.expr, Binding::Loosest));
    }
    if !stance.relaxes.is_empty() {
        let names: Vec<&str> = stance.relaxes.iter().map(|line| lines[line.0].name.as_str()).collect();
        let _ = write!(out, " relaxes {}", names.join(", "));
    }
    Some(out)
}

/// Returns a confirmation as the row of its point says it.
pub(crate) fn agreement(titles: &Titles<'_>, row: PointId, at: &Settled, ad_referendum: bool) -> String {
    let reserve = if ad_referendum { ", ad referendum" } else { "" };
    format!("{}: {}{reserve}", Holding::Agrees.words(), settled(titles, row, at))
}

/// Returns how a point is settled: a title, or alternatives in brackets with who stands behind each.
pub(crate) fn settled(titles: &Titles<'_>, point: PointId, at: &Settled) -> String {
    match at {
        Settled::Clean(choice) => titles.shown_choice(point, *choice),
        Settled::Bracket(alternatives) => {
            let each: Vec<String> = alternatives.iter().map(|each| alternative(titles, point, each)).collect();
            format!("[{}]", each.join(" | "))
        }
    }
}

fn alternative(titles: &Titles<'_>, point: PointId, alternative: &Alternative) -> String {
    let mut out = settled(titles, point, &alternative.at);
    if !alternative.attributions.is_empty() {
        let each: Vec<String> = alternative
            .attributions
            .iter()
            .map(|(party, verb)| {
                let name = &titles.case.party(*party).name;
                if verb == "propose" { name.clone() } else { format!("{name} {verb}") }
            })
            .collect();
        let _ = write!(out, " ({})", each.join("; "));
    }
    out
}

/// How tightly an expression binds; an operand that binds no tighter than its owner gets parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Loosest,
    Iff,
    Implies,
    Or,
    And,
    Not,
}

struct Writing<'w, 'a> {
    titles: &'w Titles<'a>,
    row: PointId,
}

impl Writing<'_, '_> {
    fn expr(&self, expr: &Expr, owner: Binding) -> String {
        let (own, words) = self.bound(expr);
        if own.is_some_and(|own| own <= owner) { format!("({words})") } else { words }
    }

    /// Returns an expression and how tightly it binds, where it has operands beside each other.
    fn bound(&self, expr: &Expr) -> (Option<Binding>, String) {
        match expr {
            Expr::Constant(value, _) => (None, value.to_string()),
            Expr::Name(name) => (None, self.matter(name)),
            Expr::Compare(left, comparison, right) => self.compare(left, *comparison, right),
            Expr::In(name, choices, _) => self.one_of(name, choices),
            Expr::Within(name, low, high, _) => {
                (None, format!("{}in {}..{}", self.left(name), print::scalar(*low), print::scalar(*high)))
            }
            Expr::Signs(party, fact) => (None, format!("{} signs {}", self.party(party), self.fact(fact))),
            Expr::Not(inner, _) => (None, format!("not {}", self.denied(inner))),
            Expr::And(parts) => (Some(Binding::And), self.chain(parts, " and ", Binding::And)),
            Expr::Or(parts) => (Some(Binding::Or), self.chain(parts, " or ", Binding::Or)),
            Expr::Implies(left, right) => {
                // It leans to the right, so only what is looser needs parentheses there.
                let (left, right) = (self.expr(left, Binding::Implies), self.expr(right, Binding::Iff));
                (Some(Binding::Implies), format!("{left} implies {right}"))
            }
            Expr::Iff(left, right) => {
                let (left, right) = (self.expr(left, Binding::Loosest), self.expr(right, Binding::Iff));
                (Some(Binding::Iff), format!("{left} iff {right}"))
            }
            Expr::Count(bound, number, parts, _) => {
                let parts: Vec<String> = parts.iter().map(|part| self.expr(part, Binding::Loosest)).collect();
                (None, format!("{} {number} of {{{}}}", bound.word(), parts.join(", ")))
            }
        }
    }

    /// Returns what a `not` is about: in parentheses unless it is a single title or name.
    fn denied(&self, inner: &Expr) -> String {
        let words = self.expr(inner, Binding::Not);
        let is_whole = words.starts_with('(') || matches!(inner, Expr::Name(_) | Expr::Constant(..) | Expr::Not(..));
        let is_title = words.starts_with('“') && words.find('”') == Some(words.len() - '”'.len_utf8());
        if is_whole || is_title { words } else { format!("({words})") }
    }

    fn chain(&self, parts: &[Expr], between: &str, own: Binding) -> String {
        parts.iter().map(|part| self.expr(part, own)).collect::<Vec<_>>().join(between)
    }

    fn compare(&self, left: &Sum, comparison: Comparison, right: &Sum) -> (Option<Binding>, String) {
        let named = match left.single() {
            Some(Choice::Option(name)) => self.point_of(name).map(|id| (name, id)),
            _ => None,
        };
        let Some((name, id)) = named else {
            return (None, format!("{} {} {}", self.sum(left), mark(comparison), self.sum(right)));
        };
        let Some(only) = right.single() else {
            return (None, format!("{}{} {}", self.left(name), mark(comparison), self.sum(right)));
        };
        let value = self.value(id, only);
        let bare = id == self.row && self.is_bare(only);
        let words = match comparison {
            Comparison::Eq if bare => value,
            Comparison::Ne if bare => format!("not {value}"),
            _ => format!("{}{} {value}", self.left(name), mark(comparison)),
        };
        (None, words)
    }

    fn one_of(&self, name: &Name, choices: &[Choice]) -> (Option<Binding>, String) {
        if let Some(id) = self.point_of(name) {
            let values: Vec<String> = choices.iter().map(|choice| self.value(id, choice)).collect();
            if id == self.row && choices.iter().all(|choice| self.is_bare(choice)) {
                let binding = (values.len() > 1).then_some(Binding::Or);
                return (binding, values.join(" or "));
            }
            let values: Vec<String> = choices.iter().map(|choice| self.unmeasured(id, choice)).collect();
            return (None, format!("{}in {{{}}}", self.left(name), values.join(", ")));
        }
        (None, print::expr(&Expr::In(name.clone(), choices.to_vec(), name.span)))
    }

    /// Returns whether a value of the point of the row can stand alone: an option whose name or title no fact has.
    fn is_bare(&self, value: &Choice) -> bool {
        let Choice::Option(name) = value else { return false };
        let point = self.titles.case.point(self.row);
        let Some(at) = point.option(&name.text) else { return false };
        let shown = self.titles.shown_choice(self.row, at);
        shown.starts_with('“') || self.titles.case.names.get(Space::Matter, &name.text).is_none()
    }

    /// Returns the left side of a comparison: nothing where it is the point of the row.
    fn left(&self, name: &Name) -> String {
        match self.point_of(name) {
            Some(id) if id == self.row => String::new(),
            Some(id) => format!("{} ", self.titles.shown_point(id)),
            None => format!("{} ", name.text),
        }
    }

    /// Returns one side of a comparison with a point: an option, or a number with its unit.
    fn value(&self, id: PointId, value: &Choice) -> String {
        let words = self.unmeasured(id, value);
        match (value, &self.titles.case.point(id).unit) {
            (Choice::Scalar(..), Some(unit)) => format!("{words} {unit}"),
            _ => words,
        }
    }

    fn unmeasured(&self, id: PointId, value: &Choice) -> String {
        let point: &Point = self.titles.case.point(id);
        match value {
            Choice::Option(name) => match (point.option(&name.text), self.point_of(name)) {
                (Some(at), _) => self.titles.shown_choice(id, at),
                (None, Some(other)) => self.titles.shown_point(other),
                (None, None) => name.text.clone(),
            },
            Choice::Scalar(scalar, _) => print::scalar(*scalar),
        }
    }

    fn sum(&self, sum: &Sum) -> String {
        let mut out = String::new();
        for (index, term) in sum.terms.iter().enumerate() {
            if index > 0 {
                out.push_str(if term.negative { " - " } else { " + " });
            }
            if let Some(factor) = term.factor {
                let _ = write!(out, "{factor} * ");
            }
            match &term.atom {
                Choice::Option(name) => {
                    let shown = self.point_of(name).map(|id| self.titles.shown_point(id));
                    out.push_str(shown.as_deref().unwrap_or(&name.text));
                }
                Choice::Scalar(scalar, _) => out.push_str(&print::scalar(*scalar)),
            }
        }
        out
    }

    fn point_of(&self, name: &Name) -> Option<PointId> {
        match self.titles.case.names.get(Space::Matter, &name.text)?.meaning {
            Meaning::Point(point) => Some(point),
            _ => None,
        }
    }

    /// Returns a fact where it stands alone; its title only where no option of the row could be meant by it.
    fn matter(&self, name: &Name) -> String {
        match self.titles.case.names.get(Space::Matter, &name.text).map(|declared| declared.meaning) {
            Some(Meaning::Fact(fact)) if !self.titles.is_titled(self.row, &self.titles.case.facts[fact.0].title) => {
                self.titles.shown_fact(fact)
            }
            _ => name.text.clone(),
        }
    }

    fn fact(&self, name: &Name) -> String {
        match self.titles.case.names.get(Space::Matter, &name.text).map(|declared| declared.meaning) {
            Some(Meaning::Fact(fact)) => self.titles.shown_fact(fact),
            _ => name.text.clone(),
        }
    }

    fn party(&self, name: &Name) -> String {
        match self.titles.case.names.get(Space::Actor, &name.text).map(|declared| declared.meaning) {
            Some(Meaning::Party(party)) => self.titles.shown_party(party),
            _ => name.text.clone(),
        }
    }
}

fn mark(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Ne => "≠",
        Comparison::Le => "≤",
        Comparison::Ge => "≥",
        Comparison::Eq | Comparison::Lt | Comparison::Gt => comparison.mark(),
    }
}
