//! Reads what points are worth, what is liked better, and what no deal is worth.

use super::Reader;
use super::refer::text_of;
use crate::id::{PartyId, PointId};
use crate::point::{At, Kind};
use crate::rule;
use crate::stance::{Bonus, ChoiceRating, Full, PointOrder, PointWorth, Preference, Valuation, WalkAway};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use zopa_syntax::diagnostic::Diagnostic;
use zopa_syntax::node::Node;
use zopa_syntax::span::Span;
use zopa_syntax::value::{Amount, Choice, Date, Name, Order, Rating, Worth};

impl Reader {
    pub(super) fn value_entry(&mut self, node: &Node, date: Option<Date>) -> Option<Valuation> {
        let party = self.party_in(node, "party");
        let mut worths: Vec<PointWorth> = Vec::new();
        for worth in node.worths("values") {
            let Some(point) = self.point(&worth.point) else { continue };
            let rating = match &worth.rating {
                Rating::Unknown => ChoiceRating::Unknown,
                Rating::Direction(word) => self.direction(point, word),
                Rating::Table(rows) => self.listed(point, &worth.point, rows),
            };
            if worths.iter().any(|known| known.point == point) {
                self.repeated(&worth.point, "is valued twice");
            }
            self.check_worth(worth);
            worths.push(PointWorth { point, weight: worth.weight, rating });
        }
        let number = |clause: &str, slot: &str| node.clause(clause)?.number(slot).map(|number| number.value);
        let (given, out_of, discount) =
            (number("full", "rating"), number("out-of", "divisor"), number("discount", "factor"));
        if [given, out_of].iter().flatten().any(|value| *value <= Decimal::ZERO) {
            self.impossible(node.span, "a full rating and a divisor are above zero", "write a number above zero");
        }
        if discount.is_some_and(|factor| !(Decimal::ZERO..=Decimal::ONE).contains(&factor)) {
            self.impossible(node.span, "a discount is a share from 0 to 1", "1 means that nothing is lost");
        }
        let full = match (given, node.clause("measure")) {
            (None, Some(_)) => Full::Best,
            (Some(_), Some(clause)) => {
                self.impossible(clause.span, "`full` and `of-best` say different things", "keep one of them");
                Full::Best
            }
            (given, None) => Full::At(given.filter(|value| *value > Decimal::ZERO).unwrap_or(Decimal::ONE_HUNDRED)),
        };
        let bonuses = node.all("plus").filter_map(|clause| self.bonus(clause)).collect();
        let capped = number("capped", "most");
        let (evidence, share) = (self.evidence(node), self.share(node));
        Some(Valuation {
            site: node.span,
            date,
            party: party?,
            worths,
            full,
            bonuses,
            out_of: out_of.filter(|value| *value > Decimal::ZERO),
            capped,
            discount,
            evidence,
            share,
        })
    }

    fn bonus(&mut self, clause: &Node) -> Option<Bonus> {
        let amount = clause.number("amount")?.value;
        let Some(condition) = clause.clause("if") else {
            self.impossible(
                clause.span,
                "`plus` is gained under a condition",
                "say when, as in `plus 10 if toll <= 100`",
            );
            return None;
        };
        let condition = condition.expr("condition").and_then(|expr| self.stated(expr))?;
        Some(Bonus { amount, condition })
    }

    fn check_worth(&mut self, worth: &Worth) {
        let span = worth.point.span;
        let backwards = |amount: &Amount| matches!(amount, Amount::Between(low, high) if low.value > high.value);
        if let Some(weight) = &worth.weight {
            let (Amount::Exact(least) | Amount::Between(least, _)) = weight;
            if least.value < Decimal::ZERO {
                self.impossible(span, "a weight is not below zero", "turn the ratings round instead");
            }
            if backwards(weight) {
                self.impossible(span, "the range of the weight ends before it begins", "write the lower number first");
            }
        }
        if let Rating::Table(rows) = &worth.rating
            && rows.iter().any(|(_, rating)| backwards(rating))
        {
            self.impossible(span, "the range of a rating ends before it begins", "write the lower number first");
        }
    }

    fn impossible(&mut self, span: Span, message: &str, hint: &str) {
        self.report(Diagnostic::new(&rule::IMPOSSIBLE_VALUE, span, message).hint(hint));
    }

    fn listed(&mut self, point: PointId, name: &Name, rows: &[(Choice, Amount)]) -> ChoiceRating {
        let mut listed: BTreeMap<usize, Amount> = BTreeMap::new();
        for (at, amount) in rows {
            if let Some(choice) = self.choice(point, at)
                && listed.insert(choice, *amount).is_some()
            {
                let choice = self.case.points[point.0].choice_name(choice);
                self.repeated(name, &format!("has two ratings of `{choice}`"));
            }
        }
        ChoiceRating::Listed(listed.into_iter().collect())
    }

    fn direction(&mut self, point: PointId, word: &Name) -> ChoiceRating {
        let kind = self.case.points[point.0].kind;
        match (word.text.as_str(), kind) {
            ("low", Kind::Number | Kind::Scale) | ("early", Kind::Date) => ChoiceRating::Falling,
            ("high", Kind::Number | Kind::Scale) | ("late", Kind::Date) => ChoiceRating::Rising,
            _ => {
                let message = format!("`{}` says nothing about a {}", word.text, kind.word());
                let finding = Diagnostic::new(&rule::MIXED_TYPES, word.span, message)
                    .hint("`low` and `high` go with numbers and scales, `early` and `late` with dates");
                self.report(finding);
                ChoiceRating::Unknown
            }
        }
    }

    fn repeated(&mut self, name: &Name, what: &str) {
        let finding = Diagnostic::new(&rule::REPEATED_SETTLEMENT, name.span, format!("`{}` {what}", name.text))
            .hint("keep one of them");
        self.report(finding);
    }

    pub(super) fn prefers_entry(&mut self, node: &Node, date: Option<Date>) -> Option<Preference> {
        let party = self.party_in(node, "party");
        let orders = node.orders("orders").iter().filter_map(|order| self.order(order)).collect();
        let (evidence, share) = (self.evidence(node), self.share(node));
        Some(Preference { site: node.span, date, party: party?, orders, evidence, share })
    }

    fn order(&mut self, order: &Order) -> Option<PointOrder> {
        match order {
            Order::Within(name, groups) => {
                let point = self.point(name)?;
                let groups = groups.iter().map(|group| self.choices(point, group)).collect();
                Some(PointOrder::Within(point, groups))
            }
            Order::Toward(name, word) => {
                let point = self.point(name)?;
                let mut ranked: Vec<Vec<usize>> = self.case.points[point.0]
                    .choices
                    .iter()
                    .enumerate()
                    .filter(|(_, choice)| {
                        self.case.points[point.0].kind == Kind::Scale || !matches!(choice.at, At::Option { .. })
                    })
                    .map(|(at, _)| vec![at])
                    .collect();
                match self.direction(point, word) {
                    ChoiceRating::Rising => ranked.reverse(),
                    ChoiceRating::Falling => {}
                    ChoiceRating::Unknown | ChoiceRating::Listed(_) => return None,
                }
                Some(PointOrder::Within(point, ranked))
            }
            Order::Among(groups) => {
                let groups =
                    groups.iter().map(|group| group.iter().filter_map(|name| self.point(name)).collect()).collect();
                Some(PointOrder::Among(groups))
            }
        }
    }

    fn choices(&mut self, point: PointId, group: &[Choice]) -> Vec<usize> {
        group.iter().filter_map(|choice| self.choice(point, choice)).collect()
    }

    pub(super) fn walk_away_entry(&mut self, node: &Node, date: Option<Date>) -> Option<WalkAway> {
        let party: Option<PartyId> = self.party_in(node, "party");
        Some(WalkAway {
            site: node.span,
            date,
            party: party?,
            value: node.number("value")?.value,
            because: text_of(node, "because"),
            evidence: self.evidence(node),
            share: self.share(node),
        })
    }
}
