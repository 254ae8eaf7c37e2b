//! The record as the filter sees it: entries as they stand, found by name, with their permissions.

use super::audience::{Audience, Viewer};
use jiff::civil;
use std::collections::HashMap;
use zopa_case::actor::Role;
use zopa_case::case::Case;
use zopa_case::id::PartyId;
use zopa_case::names::Meaning;
use zopa_case::point::Point;
use zopa_case::share::{Permission, Share};
use zopa_syntax::form::Space;
use zopa_syntax::node::Node;
use zopa_syntax::value::{Name, Value};

/// How much of an entry may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Told {
    /// Nothing.
    No,
    /// What it says, not whose it is.
    Nameless,
    /// All of it.
    Named,
}

/// How many points may lie above each other by `part-of` for a permission to be handed down.
const PARTS_MAX: usize = 64;

/// A record and who asks for it.
pub(super) struct Record<'a> {
    pub(super) case: &'a Case,
    pub(super) audience: &'a Audience,
    /// The day of the edition, where one was given.
    pub(super) day: Option<civil::Date>,
    /// All entries, in order of path and place.
    pub(super) nodes: Vec<&'a Node>,
    named: HashMap<(Space, &'a str), usize>,
    showings: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Record<'a> {
    pub(super) fn new(case: &'a Case, audience: &'a Audience, day: Option<civil::Date>) -> Record<'a> {
        let nodes: Vec<&Node> = case.sources.iter().flat_map(|source| source.parse.nodes()).collect();
        let mut named = HashMap::new();
        let mut showings: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, node) in nodes.iter().enumerate() {
            let (space, name) = match node.form.keyword {
                "party" | "group" | "person" => (Space::Actor, node.name("name")),
                "channel" => (Space::Channel, node.name("name")),
                "instrument" => (Space::Instrument, node.name("name")),
                "fact" | "point" => (Space::Matter, node.name("name")),
                "report" => (Space::Report, node.name("name")),
                "round" => (Space::Round, node.name("name")),
                "draft" => (Space::Draft, node.name("name")),
                "assume" => (Space::Assumption, node.name("name")),
                "shown" => {
                    let draft = node.name("draft").map_or("", |name| name.text.as_str());
                    showings.entry(draft).or_default().push(at);
                    continue;
                }
                "ratify" => (Space::Step, node.clause("as").and_then(|clause| clause.name("name"))),
                _ => continue,
            };
            if let Some(name) = name {
                named.insert((space, name.text.as_str()), at);
            }
        }
        Record { case, audience, day, nodes, named, showings }
    }

    /// Returns the entries that say who saw a draft.
    pub(super) fn showings(&self, draft: &str) -> &[usize] {
        self.showings.get(draft).map_or(&[], Vec::as_slice)
    }

    /// Returns the entry that declares a name.
    pub(super) fn at(&self, space: Space, name: &str) -> Option<usize> {
        self.named.get(&(space, name)).copied()
    }

    /// Returns the entry that a clause such as `channel` names.
    pub(super) fn named_in(&self, node: &Node, clause: &str, space: Space) -> Option<usize> {
        node.clause(clause)?.names(clause).next().and_then(|name| self.at(space, &name.text))
    }

    /// Returns a point of the case by its name.
    pub(super) fn point(&self, name: &str) -> Option<&'a Point> {
        match self.case.names.get(Space::Matter, name)?.meaning {
            Meaning::Point(point) => Some(self.case.point(point)),
            _ => None,
        }
    }

    /// Returns the parties that names stand for: of a group its members, of a person the party.
    pub(super) fn sides<'n>(&self, names: impl IntoIterator<Item = &'n Name>) -> Vec<PartyId> {
        let mut found = Vec::new();
        for name in names {
            match self.case.names.get(Space::Actor, &name.text).map(|declared| declared.meaning) {
                Some(Meaning::Party(party)) => found.push(party),
                Some(Meaning::Group(group)) => found.extend(self.case.groups[group.0].members.iter().copied()),
                Some(Meaning::Person(person)) => found.extend(self.case.persons[person.0].party),
                _ => {}
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Returns the sides of those who stand in all clauses of a keyword.
    pub(super) fn sides_in(&self, node: &Node, clause: &str) -> Vec<PartyId> {
        self.sides(node.all(clause).flat_map(|clause| clause.args.iter()).filter_map(|(_, value)| match value {
            Value::Name(name) => Some(name),
            _ => None,
        }))
    }

    /// Returns the permission of an entry or option.
    pub(super) fn share(&self, node: &Node) -> Option<Share> {
        let clause = node.clause("share")?;
        let permission = clause.word("permission").and_then(Permission::parse)?;
        let until = clause.clause("until").and_then(|until| until.date_in("date"));
        Some(Share { site: clause.span, permission, until, with: self.sides_in(clause, "with") })
    }

    /// Returns the permission of a point: its own, or that of the nearest point of which it is a part.
    pub(super) fn point_share(&self, node: &'a Node) -> Option<Share> {
        let mut node = node;
        for _ in 0..PARTS_MAX {
            if let Some(share) = self.share(node) {
                return Some(share);
            }
            let name = node.clause("part-of")?.name("point")?;
            node = self.nodes[self.at(Space::Matter, &name.text)?];
        }
        // In a circle, or too far up: nobody's to tell.
        Some(Share { site: node.span, permission: Permission::Nobody, until: None, with: Vec::new() })
    }

    /// Returns whether a permission holds on the day of the edition. One that ends does not where no day is given: the
    /// latest day on record would depend on entries that are withheld.
    pub(super) fn in_force(&self, share: &Share) -> bool {
        share.until.is_none_or(|until| self.day.is_some_and(|day| day <= until.last()))
    }

    /// Returns how much a permission lets somebody see, as long as it holds.
    pub(super) fn reach(&self, share: &Share, viewer: Viewer) -> Told {
        let Viewer::Party(party) = viewer else {
            return if share.permission == Permission::Public { Told::Named } else { Told::No };
        };
        match share.permission {
            _ if share.with.contains(&party) => Told::Named,
            Permission::Nobody => Told::No,
            Permission::Mediator if self.case.party(party).is(Role::Mediator) => Told::Named,
            Permission::Mediator => Told::No,
            Permission::Unattributed => Told::Nameless,
            Permission::Attributed | Permission::Public => Told::Named,
        }
    }

    /// Returns how much a permission lets somebody see on the day of the edition.
    pub(super) fn grant(&self, share: &Share, viewer: Viewer) -> Told {
        if self.in_force(share) { self.reach(share, viewer) } else { Told::No }
    }

    /// Returns whether a permission lets the whole audience in, by name.
    pub(super) fn lets_in(&self, share: &Share) -> bool {
        self.audience.viewers.iter().all(|&viewer| self.grant(share, viewer) == Told::Named)
    }

    /// Returns whether an entry is dated after the day of the edition. Meetings that are planned lie ahead by nature.
    pub(super) fn is_later(&self, node: &Node) -> bool {
        let planned = node.form.keyword == "round" && node.flag("state").is_some();
        match (self.day, node.date) {
            (Some(day), Some((date, _))) => !planned && date.last() > day,
            _ => false,
        }
    }
}
