//! Which title stands for which name.

use std::collections::HashMap;
use zopa_case::case::Case;
use zopa_case::id::{FactId, PartyId, PointId};
use zopa_case::names::Meaning;
use zopa_case::point::At;
use zopa_syntax::diagnostic::closest;
use zopa_syntax::form::Space;

/// The titles of a case. Capitals and spaces do not tell titles apart; a title that stands for several things stands for
/// none.
#[derive(Debug)]
pub(crate) struct Titles<'a> {
    pub(crate) case: &'a Case,
    points: Index<PointId>,
    facts: Index<FactId>,
    parties: Index<PartyId>,
    options: Vec<Index<usize>>,
}

/// Titles and what each stands for; nothing for one that stands for several.
type Index<T> = HashMap<String, Option<T>>;

fn add<T>(index: &mut Index<T>, title: &str, of: T) {
    index.entry(key(title)).and_modify(|found| *found = None).or_insert(Some(of));
}

/// Returns a title without what does not tell titles apart.
fn key(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl<'a> Titles<'a> {
    /// Returns the titles of a case.
    pub(crate) fn of(case: &'a Case) -> Titles<'a> {
        let mut titles = Titles {
            case,
            points: Index::new(),
            facts: Index::new(),
            parties: Index::new(),
            options: Vec::with_capacity(case.points.len()),
        };
        for (at, point) in case.points.iter().enumerate() {
            add(&mut titles.points, &point.title, PointId(at));
            let mut options = Index::new();
            for (choice, declared) in point.choices.iter().enumerate() {
                if let At::Option { title, .. } = &declared.at {
                    add(&mut options, title, choice);
                }
            }
            titles.options.push(options);
        }
        for (at, fact) in case.facts.iter().enumerate() {
            add(&mut titles.facts, &fact.title, FactId(at));
        }
        for (at, party) in case.parties.iter().enumerate() {
            add(&mut titles.parties, &party.title, PartyId(at));
        }
        titles
    }

    /// Returns a point as a cell names it.
    pub(crate) fn shown_point(&self, id: PointId) -> String {
        let point = self.case.point(id);
        shown(&point.title, &point.name, &self.points)
    }

    /// Returns a fact as a cell names it.
    pub(crate) fn shown_fact(&self, id: FactId) -> String {
        let fact = &self.case.facts[id.0];
        shown(&fact.title, &fact.name, &self.facts)
    }

    /// Returns a party as a cell names it.
    pub(crate) fn shown_party(&self, id: PartyId) -> String {
        let party = self.case.party(id);
        shown(&party.title, &party.name, &self.parties)
    }

    /// Returns an option or value of a point as a cell names it.
    pub(crate) fn shown_choice(&self, id: PointId, choice: usize) -> String {
        let point = self.case.point(id);
        match &point.choices[choice].at {
            At::Option { name, title, .. } => shown(title, name, &self.options[id.0]),
            At::Number(_) | At::Date(..) => point.choice_title(choice),
        }
    }

    /// Returns the point of this name or title.
    pub(crate) fn point(&self, words: &str) -> Option<PointId> {
        match self.case.names.get(Space::Matter, words).map(|declared| declared.meaning) {
            Some(Meaning::Point(point)) => Some(point),
            _ => self.points.get(&key(words)).copied().flatten(),
        }
    }

    /// Returns the fact of this name or title.
    pub(crate) fn fact(&self, words: &str) -> Option<FactId> {
        match self.case.names.get(Space::Matter, words).map(|declared| declared.meaning) {
            Some(Meaning::Fact(fact)) => Some(fact),
            _ => self.facts.get(&key(words)).copied().flatten(),
        }
    }

    /// Returns the party of this name or title.
    pub(crate) fn party(&self, words: &str) -> Option<PartyId> {
        match self.case.names.get(Space::Actor, words).map(|declared| declared.meaning) {
            Some(Meaning::Party(party)) => Some(party),
            _ => self.parties.get(&key(words)).copied().flatten(),
        }
    }

    /// Returns the option of a point with this name or title.
    pub(crate) fn option(&self, id: PointId, words: &str) -> Option<usize> {
        let titled = || self.options[id.0].get(&key(words)).copied().flatten();
        self.case.point(id).option(words).or_else(titled)
    }

    /// Returns the option of a point with this title, whatever its options are called.
    pub(crate) fn is_titled(&self, id: PointId, words: &str) -> bool {
        self.options[id.0].contains_key(&key(words)) || self.case.point(id).option(words).is_some()
    }

    /// Returns what somebody who wrote an option of a point most likely meant.
    pub(crate) fn near_option(&self, id: PointId, words: &str) -> Option<String> {
        let point = self.case.point(id);
        let known = point.choices.iter().filter_map(|choice| match &choice.at {
            At::Option { name, title, .. } => Some([name.as_str(), title.as_str()]),
            At::Number(_) | At::Date(..) => None,
        });
        near(words, known.flatten())
    }

    /// Returns what somebody who wrote a point most likely meant.
    pub(crate) fn near_point(&self, words: &str) -> Option<String> {
        near(words, self.case.points.iter().flat_map(|point| [point.name.as_str(), point.title.as_str()]))
    }

    /// Returns what somebody who wrote a fact most likely meant.
    pub(crate) fn near_fact(&self, words: &str) -> Option<String> {
        near(words, self.case.facts.iter().flat_map(|fact| [fact.name.as_str(), fact.title.as_str()]))
    }

    /// Returns what somebody who wrote a party most likely meant.
    pub(crate) fn near_party(&self, words: &str) -> Option<String> {
        near(words, self.case.parties.iter().flat_map(|party| [party.name.as_str(), party.title.as_str()]))
    }
}

fn near<'k>(words: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
    closest(words, known).map(|word| format!("did you mean “{word}”?"))
}

/// Returns a title in quotes, or the name where the title cannot stand for it.
fn shown<T>(title: &str, name: &str, index: &Index<T>) -> String {
    let odd = |c: char| c.is_control() || matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
    let clear = index.get(&key(title)).is_some_and(Option::is_some);
    let plain = title.split_whitespace().collect::<Vec<_>>().join(" ") == title;
    if title == name || !clear || !plain || title.contains(odd) { name.to_string() } else { format!("“{title}”") }
}
