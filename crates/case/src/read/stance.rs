//! Reads what parties hold: links, stances, assumptions.

use super::refer::{text_of, title_of};
use super::{Entries, Reader};
use crate::assumption::Assumption;
use crate::condition::Stated;
use crate::id::{LineId, PointId};
use crate::names::Meaning;
use crate::rule;
use crate::stance::{Fallback, Line, Link, Stance, Verb};
use std::collections::BTreeSet;
use zopa_syntax::diagnostic::Diagnostic;
use zopa_syntax::expr::Expr;
use zopa_syntax::form::Space;
use zopa_syntax::node::Node;
use zopa_syntax::value::{Date, Name};

impl Reader {
    pub(super) fn read_stances(&mut self, entries: &Entries<'_>) {
        for node in entries.of("link") {
            let link = self.link_entry(node);
            self.case.links.extend(link);
        }
        for node in entries.of("stance") {
            let stance = self.stance_entry(node, date(node));
            self.case.stances.extend(stance);
        }
        for node in entries.of("value") {
            let valuation = self.value_entry(node, date(node));
            self.case.valuations.extend(valuation);
        }
        for node in entries.of("prefers") {
            let preference = self.prefers_entry(node, date(node));
            self.case.preferences.extend(preference);
        }
        for node in entries.of("walk-away") {
            let walk_away = self.walk_away_entry(node, date(node));
            self.case.walk_aways.extend(walk_away);
        }
        for node in entries.of("assume") {
            let assumption = self.assume_entry(node);
            self.case.assumptions.push(assumption);
        }
        self.name_red_lines();
    }

    fn assume_entry(&mut self, node: &Node) -> Assumption {
        let stances = node.all("stance").filter_map(|node| self.stance_entry(node, None)).collect();
        Assumption {
            site: node.span,
            name: super::refer::name_of(node),
            title: title_of(node),
            stances,
            links: node.all("link").filter_map(|node| self.link_entry(node)).collect(),
            valuations: node.all("value").filter_map(|node| self.value_entry(node, None)).collect(),
            preferences: node.all("prefers").filter_map(|node| self.prefers_entry(node, None)).collect(),
            walk_aways: node.all("walk-away").filter_map(|node| self.walk_away_entry(node, None)).collect(),
            by: self.speaker_in(node, "by", "speaker"),
            because: text_of(node, "because"),
            evidence: self.evidence(node),
            share: self.share(node),
        }
    }

    fn link_entry(&mut self, node: &Node) -> Option<Link> {
        let holds = node.expr("holds").and_then(|expr| self.stated(expr))?;
        let title = node.text("title").map(|title| title.text.clone());
        let name =
            node.name("name").map(|name| name.text.clone()).or_else(|| title.clone()).unwrap_or_else(|| holds.text());
        Some(Link {
            site: node.span,
            name,
            title,
            holds,
            because: text_of(node, "because"),
            evidence: self.evidence(node),
        })
    }

    fn stance_entry(&mut self, node: &Node, date: Option<Date>) -> Option<Stance> {
        let party = self.party_in(node, "party");
        let verb = Verb::parse(node.word("verb")?)?;
        let line = node.name("name").and_then(|name| self.line(name));
        let (holds, mut on) = self.stated_or_point(node, verb);
        on.extend(self.points_in(node, "on"));
        let mut seen = BTreeSet::new();
        on.retain(|point| seen.insert(*point));
        let condition =
            node.clause("if").and_then(|clause| clause.expr("condition")).and_then(|expr| self.stated(expr));
        let relaxes = self.relaxed(node, verb);
        let fallbacks = node.all("fallback").filter_map(|clause| self.fallback(clause)).collect();
        let stance = Stance {
            site: node.span,
            date,
            party: party?,
            verb,
            line,
            title: node.text("title").map(|title| title.text.clone()),
            holds,
            on,
            condition,
            relaxes,
            to: self.sides_in(node, "to", "actors"),
            basis: text_of(node, "basis"),
            mandator: self.speaker_in(node, "mandator", "mandator"),
            cost: node.clause("cost").and_then(|clause| clause.number("cost")).map(|number| number.value),
            fallbacks,
            until: node.clause("until").and_then(|clause| clause.date_in("date")),
            round: self.round_in(node),
            channel: self.channel_in(node),
            because: text_of(node, "because"),
            evidence: self.evidence(node),
            share: self.share(node),
        };
        self.check_stance(node, &stance);
        Some(stance)
    }

    /// Returns what a stance states. Stances that bind nothing may be on a point as a whole.
    fn stated_or_point(&mut self, node: &Node, verb: Verb) -> (Option<Stated>, Vec<PointId>) {
        let Some(expr) = node.expr("holds") else { return (None, Vec::new()) };
        if let (Expr::Name(name), Verb::Reserves | Verb::Considers | Verb::Opposes) = (expr, verb)
            && let Some(Meaning::Point(point)) =
                self.names.get(Space::Matter, &name.text).map(|declared| declared.meaning)
        {
            return (None, vec![point]);
        }
        (self.stated(expr), Vec::new())
    }

    fn line(&mut self, name: &Name) -> Option<LineId> {
        match self.meaning(Space::Line, name)? {
            Meaning::Line(line) => Some(line),
            other => {
                self.wrong_kind(name, other, "a stance");
                None
            }
        }
    }

    fn relaxed(&mut self, node: &Node, verb: Verb) -> Vec<LineId> {
        let Some(clause) = node.clause("relaxes") else { return Vec::new() };
        if !matches!(verb, Verb::Accepts | Verb::Offers) {
            let finding = Diagnostic::new(
                &rule::MISPLACED_CLAUSE,
                clause.span,
                format!("`{}` does not relax a red line", verb.word()),
            )
            .hint("only `accepts` and `offers` do; to end a red line use `drops`");
            self.report(finding);
            return Vec::new();
        }
        let names: Vec<&Name> = clause.names("lines").collect();
        names.into_iter().filter_map(|name| self.line(name)).collect()
    }

    fn fallback(&mut self, clause: &Node) -> Option<Fallback> {
        let holds = clause.expr("holds").and_then(|expr| self.stated(expr))?;
        let approver = self.speaker_in(clause, "approver", "approver");
        Some(Fallback { holds, approver })
    }

    fn check_stance(&mut self, node: &Node, stance: &Stance) {
        let party = &self.case.parties[stance.party.0].name;
        if stance.verb == Verb::Drops {
            if stance.line.is_none() && node.name("name").is_none() {
                let finding = Diagnostic::new(&rule::EMPTY_STANCE, node.span, "`drops` needs the name of a stance")
                    .hint(format!("write `stance {party} drops NAME`"));
                self.report(finding);
            }
            return;
        }
        let says_nothing = node.expr("holds").is_none() && stance.on.is_empty();
        let needs_expression = matches!(stance.verb, Verb::RedLine) && node.expr("holds").is_none();
        if says_nothing || needs_expression {
            let finding = Diagnostic::new(
                &rule::EMPTY_STANCE,
                node.span,
                format!("`{}` says nothing about any point", stance.verb.word()),
            )
            .hint("add `: EXPRESSION`, such as `: toll <= 200`, or `on POINT`");
            self.report(finding);
        }
    }

    /// Gives every red line without a name one, so that findings can speak of it, and checks what `relaxes` and
    /// `drops` point at.
    fn name_red_lines(&mut self) {
        let mut given = std::collections::BTreeMap::new();
        for at in 0..self.case.stances.len() {
            let stance = &self.case.stances[at];
            if stance.verb == Verb::RedLine && stance.line.is_none() {
                let party = self.case.parties[stance.party.0].name.clone();
                let number = given.entry(stance.party).or_insert(0_usize);
                let name = loop {
                    *number += 1;
                    let name = format!("{party}-red-line-{number}");
                    if self.names.get(Space::Line, &name).is_none() {
                        break name;
                    }
                };
                let line = Line { name, party: stance.party, site: stance.site, derived: true };
                self.case.stances[at].line = Some(LineId(self.case.lines.len()));
                self.case.lines.push(line);
            }
        }
        let assumed = self.case.assumptions.iter().flat_map(|assumption| &assumption.stances);
        let all: Vec<&Stance> = self.case.stances.iter().chain(assumed).collect();
        let red: BTreeSet<LineId> =
            all.iter().filter(|stance| stance.verb == Verb::RedLine).filter_map(|stance| stance.line).collect();
        let giving: Vec<Stance> = all
            .into_iter()
            .filter(|stance| !stance.relaxes.is_empty() || stance.verb == Verb::Drops)
            .cloned()
            .collect();
        for stance in &giving {
            for &line in &stance.relaxes {
                if !red.contains(&line) {
                    let name = &self.case.lines[line.0].name;
                    let finding =
                        Diagnostic::new(&rule::NOT_A_RED_LINE, stance.site, format!("`{name}` is not a red line"))
                            .also(self.case.lines[line.0].site, "named here")
                            .hint("only a red line can be relaxed");
                    self.report(finding);
                }
            }
            self.check_owner(stance);
        }
    }

    /// Reports a party that relaxes or drops what another party holds.
    fn check_owner(&mut self, stance: &Stance) {
        let dropped = stance.line.filter(|_| stance.verb == Verb::Drops);
        for line in stance.relaxes.iter().copied().chain(dropped) {
            let owner = self.case.lines[line.0].party;
            if owner != stance.party {
                let (holder, other) = (&self.case.parties[owner.0].name, &self.case.parties[stance.party.0].name);
                let message = format!("`{}` is {holder}'s; {other} cannot give it up", self.case.lines[line.0].name);
                let finding = Diagnostic::new(&rule::WRONG_KIND, stance.site, message)
                    .also(self.case.lines[line.0].site, "named here");
                self.report(finding);
            }
        }
    }
}

fn date(node: &Node) -> Option<Date> {
    node.date.map(|(date, _)| date)
}
