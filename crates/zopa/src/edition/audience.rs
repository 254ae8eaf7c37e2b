//! Who an edition is for.

use crate::session::Unaskable;
use zopa_case::case::Case;
use zopa_case::id::PartyId;
use zopa_case::names::Meaning;
use zopa_syntax::form::Space;

/// The word for all parties of the case together.
pub const TABLE: &str = "table";

/// The word for everybody.
pub const PUBLIC: &str = "public";

/// One who will see the edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Viewer {
    /// A party.
    Party(PartyId),
    /// Anybody.
    Public,
}

/// Who an edition is for. All of them see the same, so each must be allowed to see all of it.
#[derive(Debug, Clone)]
pub(super) struct Audience {
    /// As asked for.
    pub(super) name: String,
    /// For a reader.
    pub(super) title: String,
    /// Everybody in it.
    pub(super) viewers: Vec<Viewer>,
}

impl Audience {
    /// Returns the audience that a name stands for: a party, a group, `table` or `public`.
    pub(super) fn of(case: &Case, name: &str) -> Result<Audience, Unaskable> {
        let party = |id: PartyId| Viewer::Party(id);
        let (title, viewers): (&str, Vec<Viewer>) = match name {
            PUBLIC => ("the public", vec![Viewer::Public]),
            TABLE => ("the table", (0..case.parties.len()).map(|at| party(PartyId(at))).collect()),
            _ => match case.names.get(Space::Actor, name).map(|declared| declared.meaning) {
                Some(Meaning::Party(id)) => (&case.party(id).title, vec![party(id)]),
                Some(Meaning::Group(id)) => {
                    let group = &case.groups[id.0];
                    (&group.title, group.members.iter().map(|&id| party(id)).collect())
                }
                Some(Meaning::Person(id)) => {
                    let side = case.persons[id.0].party.map(|side| case.party(side).name.clone());
                    let message = format!("`{name}` is a person; an edition is for a party or a group");
                    let hint = side.map(|side| format!("ask for the party of the person: --for {side}"));
                    return Err(Unaskable { message, hint });
                }
                _ => return Err(unknown(case, name)),
            },
        };
        if viewers.is_empty() {
            return Err(Unaskable { message: format!("there is nobody in `{name}`"), hint: None });
        }
        Ok(Audience { name: name.to_string(), title: title.to_string(), viewers })
    }

    /// Returns whether it is everybody.
    pub(super) fn is_public(&self) -> bool {
        self.viewers.contains(&Viewer::Public)
    }
}

fn unknown(case: &Case, name: &str) -> Unaskable {
    let parties = case.parties.iter().map(|party| party.name.as_str());
    let groups = case.groups.iter().map(|group| group.name.as_str());
    Unaskable::unknown("audience", name, parties.chain(groups).chain([TABLE, PUBLIC]))
}
