//! What was reported and what happened: reports, claims, rounds, events, deadlines, notes.

use super::refer::{name_of, text_of, title_of};
use super::{Entries, Reader};
use crate::actor::Actor;
use crate::evidence::{Attribution, Claim, Report, Saying, Subject};
use crate::id::{ChannelId, DraftId, RoundId};
use crate::names::Meaning;
use crate::talks::{Deadline, Event, Note, Round};
use zopa_syntax::expr::Expr;
use zopa_syntax::form::Space;
use zopa_syntax::node::Node;
use zopa_syntax::value::{Date, Name};

/// The date of an entry that must have one. One that is missing was reported when the text was read.
pub(super) fn date_of(node: &Node) -> Date {
    node.date.map_or(Date { year: 9999, month: None, day: None }, |(date, _)| date)
}

impl Reader {
    pub(super) fn read_record(&mut self, entries: &Entries<'_>) {
        for node in entries.of("report") {
            let report = self.report_entry(node);
            self.case.reports.push(report);
        }
        for node in entries.of("round") {
            let round = self.round_entry(node);
            self.case.rounds.push(round);
        }
        for node in entries.of("event") {
            let event = Event {
                site: node.span,
                title: title_of(node),
                date: date_of(node),
                by: node.all("by").flat_map(|clause| self.speakers(clause, "actors")).collect(),
                until: node.clause("until").and_then(|clause| clause.date_in("date")),
                on: self.points_in(node, "on"),
                evidence: self.evidence(node),
                share: self.share(node),
            };
            self.case.events.push(event);
        }
        for node in entries.of("deadline") {
            let Some(date) = node.date_in("date") else { continue };
            let deadline = Deadline {
                site: node.span,
                date,
                about: node.flag("dating").is_some(),
                party: self.party_in(node, "party"),
                title: title_of(node),
                because: text_of(node, "because"),
                evidence: self.evidence(node),
                share: self.share(node),
            };
            self.case.deadlines.push(deadline);
        }
        for node in entries.of("note") {
            let note = Note {
                site: node.span,
                date: node.date.map(|(date, _)| date),
                text: text_of_note(node),
                on: self.points_in(node, "on"),
                author: self.speaker_in(node, "by", "author"),
                evidence: self.evidence(node),
                handling: text_of(node, "handling"),
                share: self.share(node),
            };
            self.case.notes.push(note);
        }
        for node in entries.of("claim") {
            if let Some(claim) = self.claim_entry(node) {
                self.case.claims.push(claim);
            }
        }
    }

    fn report_entry(&mut self, node: &Node) -> Report {
        let retold: Vec<&Name> = node.all("retells").flat_map(|clause| clause.names("reports")).collect();
        Report {
            site: node.span,
            name: name_of(node),
            title: title_of(node),
            date: date_of(node),
            publisher: text_of(node, "publisher"),
            author: text_of(node, "author"),
            retells: retold.into_iter().filter_map(|name| self.report_named(name)).collect(),
            file: text_of(node, "file"),
            unseen: node.flag("seen").is_some(),
            kind: node.flag("kind").map(str::to_string),
            attribution: node.flag("attribution").and_then(Attribution::parse),
            grade: self.grade(node),
            handling: text_of(node, "handling"),
            share: self.share(node),
        }
    }

    fn round_entry(&mut self, node: &Node) -> Round {
        let (mut parties, mut persons) = (Vec::new(), self.persons_in(node, "with"));
        for name in node.names("actors") {
            match self.actor(name) {
                Some(Actor::Party(party)) => parties.push(party),
                Some(Actor::Group(group)) => parties.extend(self.case.groups[group.0].members.iter().copied()),
                Some(Actor::Person(person)) => {
                    persons.push(person);
                    parties.extend(self.case.persons[person.0].party);
                }
                None => {}
            }
        }
        parties.sort_unstable();
        parties.dedup();
        Round {
            site: node.span,
            name: node.name("name").map(|name| name.text.clone()),
            place: node.text("place").map(|place| place.text.clone()).unwrap_or_default(),
            date: date_of(node),
            until: node.clause("until").and_then(|clause| clause.date_in("date")),
            parties,
            persons,
            format: node.flag("format").map(str::to_string),
            channel: self.channel_in(node),
            host: self.speaker_in(node, "host", "host"),
            outcome: text_of(node, "outcome"),
            planned: node.flag("state") == Some("planned"),
            cancelled: node.flag("state") == Some("cancelled"),
            about: node.flag("dating").is_some(),
            evidence: self.evidence(node),
            share: self.share(node),
        }
    }

    pub(super) fn channel_in(&mut self, node: &Node) -> Option<ChannelId> {
        let name = node.clause("channel")?.name("channel")?;
        match self.meaning(Space::Channel, name)? {
            Meaning::Channel(channel) => Some(channel),
            _ => None,
        }
    }

    pub(super) fn round_in(&mut self, node: &Node) -> Option<RoundId> {
        let name = node.clause("round")?.name("round")?;
        match self.meaning(Space::Round, name)? {
            Meaning::Round(round) => Some(round),
            _ => None,
        }
    }

    pub(super) fn draft_named(&mut self, name: &Name) -> Option<DraftId> {
        match self.meaning(Space::Draft, name)? {
            Meaning::Draft(draft) => Some(draft),
            _ => None,
        }
    }

    fn claim_entry(&mut self, node: &Node) -> Option<Claim> {
        let report = node.name("report").and_then(|name| self.report_named(name));
        let subject = node.expr("about").map(|expr| self.subject(expr));
        let speaker = self.speaker_in(node, "by", "speaker");
        let side = node.clause("from").and_then(|from| self.party_in(from, "party"));
        let of = self.parties_in(node, "of", "parties");
        let on = self.points_in(node, "on");
        let via = self.outlets(node);
        let grade = self.grade(node);
        let (round, share) = (self.round_in(node), self.share(node));
        Some(Claim {
            site: node.span,
            date: date_of(node),
            report: report?,
            denied: node.word("denial").is_some(),
            saying: Saying::parse(node.word("what")?)?,
            subject: match subject {
                Some(subject) => Some(subject?),
                None => None,
            },
            text: node.text("text").map(|text| text.text.clone()),
            quote: text_of(node, "quote"),
            speaker,
            side,
            of,
            on,
            via,
            anonymous: node.flag("anonymous").is_some(),
            hedged: node.clause("hedged").is_some(),
            grade,
            round,
            share,
        })
    }

    /// Returns what a claim is about: a bare name may be a draft or a point, anything else must hold or not.
    fn subject(&mut self, expr: &Expr) -> Option<Subject> {
        if let Expr::Name(name) = expr {
            if let Some(declared) = self.names.get(Space::Matter, &name.text) {
                if let Meaning::Point(point) = declared.meaning {
                    return Some(Subject::Point(point));
                }
            } else if self.names.get(Space::Draft, &name.text).is_some() {
                return self.draft_named(name).map(Subject::Draft);
            }
        }
        self.stated(expr).map(Subject::Stated)
    }
}

fn text_of_note(node: &Node) -> String {
    node.text("text").map(|text| text.text.clone()).unwrap_or_default()
}
