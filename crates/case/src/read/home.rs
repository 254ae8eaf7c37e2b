//! The way home: ratification steps.

use super::refer::text_of;
use super::{Entries, Reader};
use crate::id::{InstrumentId, PartyId};
use crate::names::Meaning;
use crate::ratification::{Need, Needed, Step};
use zopa_syntax::form::Space;
use zopa_syntax::node::Node;

impl Reader {
    pub(super) fn read_home(&mut self, entries: &Entries<'_>) {
        for node in entries.of("ratify") {
            let instrument = node.name("instrument").and_then(|name| self.instrument(name));
            let party = self.party_in(node, "party");
            // A step keeps its place in the list even where it could not be read whole: its name points there.
            let step = self.step(node, instrument, party);
            self.case.steps.push(step);
        }
    }

    fn step(&mut self, node: &Node, instrument: Option<InstrumentId>, party: Option<PartyId>) -> Option<Step> {
        let body = node.clause("by");
        let needs = node.all("needs").filter_map(|clause| self.need(clause)).collect();
        let (evidence, share) = (self.evidence(node), self.share(node));
        Some(Step {
            site: node.span,
            date: node.date.map(|(date, _)| date),
            name: node.clause("as").and_then(|clause| clause.name("name")).map(|name| name.text.clone()),
            instrument: instrument?,
            party: party?,
            body: body.and_then(|clause| clause.words("body")).map(str::to_string),
            title: body.and_then(|clause| clause.text("title")).map(|title| title.text.clone()),
            threshold: node.clause("threshold").and_then(|clause| clause.number("share")),
            quorum: node.clause("quorum").and_then(|clause| clause.number("share")),
            electorate: text_of(node, "electorate"),
            lead: node.clause("lead").and_then(|clause| clause.duration("time")),
            needs,
            not_before: node.clause("not-before").and_then(|clause| clause.date_in("date")),
            expires: node.clause("expires").and_then(|clause| clause.date_in("date")),
            on_failure: text_of(node, "on-failure"),
            evidence,
            share,
        })
    }

    fn need(&mut self, clause: &Node) -> Option<Need> {
        let name = clause.name("what")?;
        let step = self.names.get(Space::Step, &name.text).map(|declared| declared.meaning);
        let matter = self.names.get(Space::Matter, &name.text).map(|declared| declared.meaning);
        let what = match (step, matter) {
            (Some(Meaning::Step(step)), _) => Needed::Step(step),
            (_, Some(Meaning::Fact(fact))) => Needed::Fact(fact),
            (_, Some(other)) => {
                self.wrong_kind(name, other, "a step, a fact or a milestone");
                return None;
            }
            _ => Needed::Milestone(name.text.clone()),
        };
        let time = clause.clause("for").and_then(|time| time.duration("time"));
        Some(Need { site: name.span, what, time })
    }
}
