//! The names that may be told, and which of them an expression, a settlement or a list needs.

use super::level::Level;
use super::record::{Record, Told};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use zopa_case::case::Case;
use zopa_syntax::expr::{Expr, Sum};
use zopa_syntax::form::Space;
use zopa_syntax::node::Node;
use zopa_syntax::span::Span;
use zopa_syntax::value::{Choice, Name, Order, Rating, Settled, Settlement, Worth};

/// The names that may be told, as far as is known by now.
pub(super) struct Names<'a> {
    case: &'a Case,
    record: &'a Record<'a>,
    told: HashSet<(Space, &'a str)>,
    options: HashSet<(&'a str, &'a str)>,
    /// The names of red lines.
    red: HashSet<&'a str>,
    /// When each named stance was first held.
    held: HashMap<&'a str, (Date, Span)>,
}

/// What cannot be told because it mentions a name that is withheld.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hidden(pub(super) String);

impl<'a> Names<'a> {
    /// Returns the names of what is told.
    pub(super) fn of(record: &'a Record<'a>, levels: &[Level]) -> Names<'a> {
        let mut names = Names {
            case: record.case,
            record,
            told: HashSet::new(),
            options: HashSet::new(),
            red: HashSet::new(),
            held: HashMap::new(),
        };
        for (node, level) in record.nodes.iter().zip(levels) {
            if level.told != Told::Named {
                continue;
            }
            let space = match node.form.keyword {
                "channel" => Space::Channel,
                "fact" | "point" => Space::Matter,
                "report" => Space::Report,
                "round" => Space::Round,
                "draft" => Space::Draft,
                "assume" => Space::Assumption,
                "ratify" => Space::Step,
                "stance" | "link" => Space::Line,
                _ => continue,
            };
            let name = match space {
                Space::Step => node.clause("as").and_then(|clause| clause.name("name")),
                _ => node.name("name"),
            };
            let Some(name) = name.filter(|_| node.word("verb") != Some("drops")) else { continue };
            names.told.insert((space, &name.text));
            if let (Space::Line, Some((date, _))) = (space, node.date) {
                let since = (date.last(), node.span);
                let held = names.held.entry(&name.text).or_insert(since);
                *held = since.min(*held);
            }
            names.add_inside(node, &name.text);
        }
        names
    }

    /// Adds the options of a point, and that a stance is a red line.
    fn add_inside(&mut self, node: &'a Node, name: &'a str) {
        if node.word("verb") == Some("red-line") {
            self.red.insert(name);
        }
        for option in node.all("option").filter(|option| self.record.tells_option(option)) {
            if let Some(option) = option.name("name") {
                self.options.insert((name, &option.text));
            }
        }
        for stance in node.all("stance").filter(|stance| stance.word("verb") != Some("drops")) {
            let Some(name) = stance.name("name") else { continue };
            self.told.insert((Space::Line, &name.text));
            if stance.word("verb") == Some("red-line") {
                self.red.insert(&name.text);
            }
        }
    }

    /// Returns whether a name may be told. Parties, persons, groups and instruments have no permission of their own:
    /// whatever is told of them is told.
    pub(super) fn tells(&self, space: Space, name: &str) -> bool {
        match space {
            Space::Actor | Space::Instrument => true,
            // What a step waits for is another step, a fact, or a milestone, which is declared nowhere.
            Space::Step => {
                let known = |space| self.case.names.get(space, name).is_some();
                match (known(Space::Step), known(Space::Matter)) {
                    (true, _) => self.told.contains(&(Space::Step, name)),
                    (false, true) => self.told.contains(&(Space::Matter, name)),
                    (false, false) => true,
                }
            }
            _ => self.told.contains(&(space, name)),
        }
    }

    /// Returns whether a red line may be told.
    pub(super) fn tells_red_line(&self, name: &str) -> bool {
        self.red.contains(name)
    }

    /// Returns whether a stance of this name may be told that was held when an entry drops it. One that was taken up
    /// later would tell that there was another before.
    pub(super) fn tells_held(&self, name: &str, drops: &Node) -> bool {
        match drops.date {
            Some((date, _)) => self.held.get(name).is_some_and(|since| *since < (date.last(), drops.span)),
            None => self.told.contains(&(Space::Line, name)),
        }
    }

    fn matter(&self, name: &Name) -> Result<(), Hidden> {
        if self.tells(Space::Matter, &name.text) { Ok(()) } else { Err(Hidden(name.text.clone())) }
    }

    fn choice(&self, point: &Name, choice: &Choice) -> Result<(), Hidden> {
        self.matter(point)?;
        match choice {
            Choice::Option(name) if !self.options.contains(&(point.text.as_str(), name.text.as_str())) => {
                Err(Hidden(name.text.clone()))
            }
            _ => Ok(()),
        }
    }

    /// Returns whether an expression may be told.
    pub(super) fn expr(&self, expr: &Expr) -> Result<(), Hidden> {
        match expr {
            Expr::Constant(..) => Ok(()),
            // In a claim, a bare name that is no point or fact is a draft.
            Expr::Name(name) if self.case.names.get(Space::Matter, &name.text).is_none() => {
                if self.tells(Space::Draft, &name.text) { Ok(()) } else { Err(Hidden(name.text.clone())) }
            }
            Expr::Name(name) | Expr::Within(name, ..) | Expr::Signs(_, name) => self.matter(name),
            Expr::Compare(left, _, right) => self.compare(left, right),
            Expr::In(point, choices, _) => {
                self.matter(point)?;
                choices.iter().try_for_each(|choice| self.choice(point, choice))
            }
            Expr::Not(inner, _) => self.expr(inner),
            Expr::And(parts) | Expr::Or(parts) | Expr::Count(_, _, parts, _) => {
                parts.iter().try_for_each(|part| self.expr(part))
            }
            Expr::Implies(left, right) | Expr::Iff(left, right) => self.expr(left).and_then(|()| self.expr(right)),
        }
    }

    /// A name beside a point is one of its options where it has one of that name, and else another point.
    fn compare(&self, left: &Sum, right: &Sum) -> Result<(), Hidden> {
        if let (Some(one), Some(other)) = (left.single(), right.single()) {
            for (point, choice) in [(one, other), (other, one)] {
                let (Choice::Option(point), Choice::Option(name)) = (point, choice) else { continue };
                let declared = self.record.point(&point.text);
                if declared.is_some_and(|declared| declared.option(&name.text).is_some()) {
                    return self.choice(point, choice);
                }
            }
        }
        let terms = left.terms.iter().chain(&right.terms);
        terms
            .filter_map(|term| match &term.atom {
                Choice::Option(name) => Some(name),
                Choice::Scalar(..) => None,
            })
            .try_for_each(|name| self.matter(name))
    }

    /// Returns whether a settlement may be told.
    pub(super) fn settlement(&self, settlement: &Settlement) -> Result<(), Hidden> {
        self.matter(&settlement.point)?;
        self.settled(&settlement.point, &settlement.at)
    }

    fn settled(&self, point: &Name, at: &Settled) -> Result<(), Hidden> {
        match at {
            Settled::Clean(choice) => self.choice(point, choice),
            Settled::Bracket(alternatives) => alternatives.iter().try_for_each(|each| self.settled(point, &each.at)),
        }
    }

    /// Returns whether values may be told.
    pub(super) fn worth(&self, worth: &Worth) -> Result<(), Hidden> {
        self.matter(&worth.point)?;
        match &worth.rating {
            Rating::Table(rows) => rows.iter().try_for_each(|(choice, _)| self.choice(&worth.point, choice)),
            Rating::Unknown | Rating::Direction(_) => Ok(()),
        }
    }

    /// Returns whether an order may be told.
    pub(super) fn order(&self, order: &Order) -> Result<(), Hidden> {
        match order {
            Order::Within(point, groups) => {
                self.matter(point)?;
                groups.iter().flatten().try_for_each(|choice| self.choice(point, choice))
            }
            Order::Toward(point, _) => self.matter(point),
            Order::Among(groups) => groups.iter().flatten().try_for_each(|name| self.matter(name)),
        }
    }
}

impl Record<'_> {
    /// Returns whether an option may be told, where its point is.
    pub(super) fn tells_option(&self, option: &Node) -> bool {
        self.share(option).is_none_or(|share| {
            self.audience.viewers.iter().all(|&viewer| self.grant(&share, viewer) >= Told::Nameless)
        })
    }
}
