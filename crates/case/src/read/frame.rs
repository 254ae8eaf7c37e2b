//! The frame: the case itself, parties, groups, persons, channels, instruments.

use super::refer::{name_of, text_of, title_of};
use super::{Entries, Reader};
use crate::actor::{Authority, Group, Party, Person, Role};
use crate::point::Instrument;
use crate::rule;
use crate::talks::Channel;
use zopa_syntax::diagnostic::Diagnostic;
use zopa_syntax::node::Node;
use zopa_syntax::value::Value;

impl Reader {
    pub(super) fn read_frame(&mut self, entries: &Entries<'_>) {
        self.read_case(entries.of("case"));
        self.case.parties = entries.of("party").iter().map(|node| party(node)).collect();
        for node in entries.of("group") {
            // Groups are read one after the other, so that one group cannot stand in another.
            let members = node.names("members").filter_map(|name| self.party(name)).collect();
            self.case.groups.push(Group { site: node.span, name: name_of(node), title: title_of(node), members });
        }
        for node in entries.of("person") {
            let person = self.person_entry(node);
            self.case.persons.push(person);
        }
        for node in entries.of("channel") {
            let actors = node.names("actors").filter_map(|name| self.actor(name)).collect();
            let back = node.word("kind") == Some("back");
            let (name, title, share) = (name_of(node), title_of(node), self.share(node));
            self.case.channels.push(Channel { site: node.span, name, title, back, actors, share });
        }
        for node in entries.of("instrument") {
            let instrument = Instrument {
                site: node.span,
                name: name_of(node),
                title: title_of(node),
                signed_by: self.parties_in(node, "signed-by", "actors"),
                witnessed_by: self.parties_in(node, "witnessed-by", "actors"),
                guaranteed_by: self.parties_in(node, "guaranteed-by", "actors"),
                form: text_of(node, "form"),
            };
            self.case.instruments.push(instrument);
        }
    }

    fn read_case(&mut self, nodes: &[&Node]) {
        if let [first, second, ..] = nodes {
            let finding = Diagnostic::new(&rule::DUPLICATE_NAME, second.span, "the case has two titles")
                .also(first.span, "first here")
                .hint("keep one `case` entry; files of one folder are one case");
            self.report(finding);
        }
        let Some(node) = nodes.first() else { return };
        self.case.site = Some(node.span);
        self.case.title = node.text("title").map(|title| title.text.clone()).unwrap_or_default();
        self.case.about = text_of(node, "about");
        self.case.stage = text_of(node, "stage");
        self.case.language = text_of(node, "language");
        self.case.handling = text_of(node, "handling");
        self.case.all_or_nothing = node.flag("rule").is_some();
    }

    fn person_entry(&mut self, node: &Node) -> Person {
        let party = node.clause("of").and_then(|of| self.party_in(of, "party"));
        let authority = node.clause("authority").and_then(|clause| match clause.word("authority")? {
            "full" => Some(Authority::Full),
            "ad-referendum" => Some(Authority::AdReferendum),
            "explore" => Some(Authority::Explore),
            _ => Some(Authority::Nobody),
        });
        Person { site: node.span, name: name_of(node), title: title_of(node), party, authority }
    }
}

fn party(node: &Node) -> Party {
    let roles = node.names("roles").filter_map(|name| Role::parse(&name.text)).collect();
    let aliases = node
        .all("alias")
        .flat_map(|clause| clause.values("names"))
        .filter_map(|value| if let Value::Text(text) = value { Some(text.text.clone()) } else { None })
        .collect();
    Party { site: node.span, name: name_of(node), title: title_of(node), roles, aliases }
}
