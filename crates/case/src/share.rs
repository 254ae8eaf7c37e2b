//! Who may be told.

use crate::id::PartyId;
use zopa_syntax::span::Span;
use zopa_syntax::value::Date;

/// How far an entry may travel, from the narrowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// Nobody.
    Nobody,
    /// The mediator.
    Mediator,
    /// Anybody at the table, without the name.
    Unattributed,
    /// Anybody at the table, with the name.
    Attributed,
    /// The public.
    Public,
}

impl Permission {
    /// Returns the permission that a word gives.
    pub fn parse(word: &str) -> Option<Permission> {
        match word {
            "none" => Some(Permission::Nobody),
            "mediator" => Some(Permission::Mediator),
            "unattributed" => Some(Permission::Unattributed),
            "attributed" => Some(Permission::Attributed),
            "public" => Some(Permission::Public),
            _ => None,
        }
    }

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Permission::Nobody => "none",
            Permission::Mediator => "mediator",
            Permission::Unattributed => "unattributed",
            Permission::Attributed => "attributed",
            Permission::Public => "public",
        }
    }
}

/// A permission to tell others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Where it says so.
    pub site: Span,
    /// How far.
    pub permission: Permission,
    /// The last day on which the permission holds.
    pub until: Option<Date>,
    /// Who may see it besides.
    pub with: Vec<PartyId>,
}
