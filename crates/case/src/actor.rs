//! Parties, persons and groups.

use crate::id::{GroupId, PartyId, PersonId};
use zopa_syntax::span::Span;

/// What a party does in the talks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// It negotiates for itself; there is no deal without it.
    Principal,
    /// It mediates.
    Mediator,
    /// It guarantees.
    Guarantor,
    /// It must be asked, or has an interest.
    Stakeholder,
}

impl Role {
    pub(crate) fn parse(word: &str) -> Option<Role> {
        match word {
            "principal" => Some(Role::Principal),
            "mediator" => Some(Role::Mediator),
            "guarantor" => Some(Role::Guarantor),
            "stakeholder" => Some(Role::Stakeholder),
            _ => None,
        }
    }
}

/// Who negotiates, mediates, guarantees or must be asked.
#[derive(Debug, Clone)]
pub struct Party {
    /// Where it is declared.
    pub site: Span,
    /// Its name in the record.
    pub name: String,
    /// Its title, or its name.
    pub title: String,
    /// What it does.
    pub roles: Vec<Role>,
    /// Other spellings.
    pub aliases: Vec<String>,
}

impl Party {
    /// Returns whether it has a role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// Several parties under one name.
#[derive(Debug, Clone)]
pub struct Group {
    /// Where it is declared.
    pub site: Span,
    /// Its name in the record.
    pub name: String,
    /// Its title, or its name.
    pub title: String,
    /// Its members.
    pub members: Vec<PartyId>,
}

/// How far a person can bind the party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Authority {
    /// May bind it.
    Full,
    /// May agree subject to confirmation.
    AdReferendum,
    /// May explore, not agree.
    Explore,
    /// None.
    Nobody,
}

/// Who speaks or decides.
#[derive(Debug, Clone)]
pub struct Person {
    /// Where it is declared.
    pub site: Span,
    /// Its name in the record.
    pub name: String,
    /// Its title, or its name.
    pub title: String,
    /// The party to which it belongs.
    pub party: Option<PartyId>,
    /// How far it can bind the party.
    pub authority: Option<Authority>,
}

/// Any of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// A party.
    Party(PartyId),
    /// A person.
    Person(PersonId),
    /// A group.
    Group(GroupId),
}

/// Who said or did something: somebody of the case, or somebody the record only describes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Speaker {
    /// Somebody of the case.
    Actor(Actor),
    /// Somebody described in words.
    Described(String),
}
