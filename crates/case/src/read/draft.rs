//! Drafts, agreements, and who saw what.

use super::record::date_of;
use super::refer::{name_of, text_of, title_of};
use super::{Entries, Reader};
use crate::draft::{Agreement, Alternative, Clause, Draft, Reopening, Settled, Settlement, Showing};
use crate::id::{DraftId, PointId};
use crate::rule;
use zopa_syntax::diagnostic::Diagnostic;
use zopa_syntax::node::Node;
use zopa_syntax::value::{self, Name};

impl Reader {
    pub(super) fn read_drafts(&mut self, entries: &Entries<'_>) {
        for node in entries.of("draft") {
            let draft = self.draft_entry(node);
            self.case.drafts.push(draft);
        }
        for (at, node) in entries.of("draft").iter().enumerate() {
            self.check_was(at, node);
        }
        for node in entries.of("agrees") {
            let agreement = self.agreement_entry(node);
            self.case.agreements.extend(agreement);
        }
        for node in entries.of("reopens") {
            let points = node.names("points").filter_map(|name| self.point(name)).collect();
            if let Some(party) = self.party_in(node, "party") {
                let reopening = Reopening {
                    site: node.span,
                    date: date_of(node),
                    party,
                    points,
                    because: text_of(node, "because"),
                    evidence: self.evidence(node),
                    share: self.share(node),
                };
                self.case.reopenings.push(reopening);
            }
        }
        for node in entries.of("shown") {
            let draft = node.name("draft").and_then(|name| self.draft_named(name));
            let to = self.sides_in(node, "to", "actors");
            let by = self.speaker_in(node, "by", "actor");
            let (channel, evidence, share) = (self.channel_in(node), self.evidence(node), self.share(node));
            if let Some(draft) = draft {
                self.case.showings.push(Showing {
                    site: node.span,
                    date: date_of(node),
                    draft,
                    to,
                    by,
                    channel,
                    evidence,
                    share,
                });
            }
        }
    }

    fn draft_entry(&mut self, node: &Node) -> Draft {
        let authors = node.all("by").flat_map(|clause| self.speakers(clause, "authors")).collect();
        let revised: Vec<&Name> = node.all("revises").flat_map(|clause| clause.names("drafts")).collect();
        let revises: Vec<DraftId> = revised.into_iter().filter_map(|name| self.draft_named(name)).collect();
        let mut clauses: Vec<Clause> = Vec::new();
        for line in node.all("clause") {
            let clause = self.clause(line);
            if let Some(earlier) = clauses.iter().find(|known| known.label == clause.label) {
                let finding = Diagnostic::new(
                    &rule::DUPLICATE_NAME,
                    line.span,
                    format!("the draft already has a clause {}", clause.label),
                )
                .also(earlier.site, "first here")
                .hint("number it `bis`, or as the paper does");
                self.report(finding);
            }
            clauses.push(clause);
        }
        let dropped = node.all("dropped").flat_map(|clause| clause.values("labels")).filter_map(|value| match value {
            value::Value::Label(label) => Some(label.text.clone()),
            _ => None,
        });
        Draft {
            site: node.span,
            name: name_of(node),
            title: title_of(node),
            date: date_of(node),
            authors,
            revises,
            status: node.flag("status").map(str::to_string),
            publicity: node.flag("publicity").map(str::to_string),
            text: text_of(node, "text"),
            channel: self.channel_in(node),
            clauses,
            dropped: dropped.collect(),
            handling: text_of(node, "handling"),
            evidence: self.evidence(node),
            share: self.share(node),
        }
    }

    fn clause(&mut self, node: &Node) -> Clause {
        let settles = self.settlements(node, "settles");
        let was = node.all("was").filter_map(|clause| clause.text("label")).map(|label| label.text.clone()).collect();
        let moved_to =
            node.clause("moved-to").and_then(|clause| clause.name("instrument")).and_then(|name| self.instrument(name));
        Clause {
            site: node.span,
            label: node.text("label").map(|label| label.text.clone()).unwrap_or_default(),
            title: node.text("title").map(|title| title.text.clone()),
            settles,
            on: self.points_in(node, "on"),
            was,
            is_new: node.flag("novelty").is_some(),
            silent: node.flag("silence").is_some(),
            moved_to,
            text: text_of(node, "text"),
            evidence: self.evidence(node),
        }
    }

    /// Reports clauses that are said to have been others, or gone, where no revised draft has such a clause.
    fn check_was(&mut self, at: usize, node: &Node) {
        let revises = self.case.drafts[at].revises.clone();
        if revises.is_empty() {
            let told = |line: &'_ Node| line.clause("was").or_else(|| line.clause("novelty")).map(|clause| clause.span);
            let dropped = node.clause("dropped").map(|clause| clause.span);
            if let Some(span) = node.all("clause").find_map(told).or(dropped) {
                let finding = Diagnostic::new(&rule::NO_SUCH_CLAUSE, span, "this draft revises no other")
                    .hint("say which: `revises DRAFT`");
                self.report(finding);
            }
            return;
        }
        for line in node.all("clause") {
            if let (Some(new), Some(was)) = (line.clause("novelty"), line.clause("was")) {
                let finding =
                    Diagnostic::new(&rule::MISPLACED_CLAUSE, new.span, "a clause that `was` another is not `new`")
                        .also(was.span, "was another")
                        .hint("keep one of the two");
                self.report(finding);
            }
        }
        // Where the record lists no clause of a draft, its numbers are in its text.
        let told_by_text = |draft: &Draft| draft.clauses.is_empty() && draft.text.is_some();
        if revises.iter().filter_map(|draft| self.case.drafts.get(draft.0)).any(told_by_text) {
            return;
        }
        let known: Vec<String> = revises
            .iter()
            .filter_map(|draft| self.case.drafts.get(draft.0))
            .flat_map(|draft| draft.clauses.iter().map(|clause| clause.label.clone()))
            .collect();
        let was = node.all("clause").flat_map(|line| line.all("was")).filter_map(|clause| clause.text("label"));
        let dropped = node.all("dropped").flat_map(|clause| clause.values("labels")).filter_map(|value| match value {
            value::Value::Label(label) => Some(label),
            _ => None,
        });
        let missing: Vec<_> = was.chain(dropped).filter(|label| !known.contains(&label.text)).collect();
        for label in missing {
            let finding = Diagnostic::new(
                &rule::NO_SUCH_CLAUSE,
                label.span,
                format!("no draft that this one revises has a clause {}", label.text),
            )
            .hint(format!("their clauses are {}", known.join(", ")));
            self.report(finding);
        }
    }

    pub(super) fn settlements(&mut self, node: &Node, slot: &str) -> Vec<Settlement> {
        let mut found: Vec<Settlement> = Vec::new();
        for settlement in node.settlements(slot) {
            let Some(point) = self.point(&settlement.point) else { continue };
            let Some(at) = self.settled(point, &settlement.at) else { continue };
            if found.iter().any(|known| known.point == point) {
                let finding = Diagnostic::new(
                    &rule::REPEATED_SETTLEMENT,
                    settlement.point.span,
                    format!("`{}` is settled twice", settlement.point.text),
                )
                .hint(format!("put the alternatives in brackets: `{} = [… | …]`", settlement.point.text));
                self.report(finding);
            }
            found.push(Settlement { point, site: settlement.point.span, at });
        }
        found
    }

    fn settled(&mut self, point: PointId, at: &value::Settled) -> Option<Settled> {
        match at {
            value::Settled::Clean(choice) => self.choice(point, choice).map(Settled::Clean),
            value::Settled::Bracket(alternatives) => {
                let mut found = Vec::new();
                for alternative in alternatives {
                    let at = self.settled(point, &alternative.at);
                    let mut attributions = Vec::new();
                    for attribution in &alternative.attributions {
                        let verb = attribution.verb.as_ref().map_or("propose", |verb| verb.text.as_str()).to_string();
                        let parties = self.parties(&attribution.parties);
                        attributions.extend(parties.into_iter().map(|party| (party, verb.clone())));
                    }
                    found.extend(at.map(|at| Alternative { at, attributions }));
                }
                (!found.is_empty()).then_some(Settled::Bracket(found))
            }
        }
    }

    fn agreement_entry(&mut self, node: &Node) -> Option<Agreement> {
        let party = self.party_in(node, "party");
        let settles = self.settlements(node, "settles");
        let speaker = self.speaker_in(node, "by", "person");
        let (round, evidence, share) = (self.round_in(node), self.evidence(node), self.share(node));
        Some(Agreement {
            site: node.span,
            date: date_of(node),
            party: party?,
            settles,
            ad_referendum: node.flag("reference").is_some(),
            speaker,
            round,
            evidence,
            share,
        })
    }
}
