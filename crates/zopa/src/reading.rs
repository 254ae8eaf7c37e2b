//! The texts of drafts, read with what the case knows.

use zopa_case::case::Case;
use zopa_case::draft::Draft;
use zopa_text::bracket::Parties;

/// Returns the parties, groups and persons of a case with all their names, as a text may call them.
pub fn parties(case: &Case) -> Parties {
    let parties = case.parties.iter().map(|party| {
        let names = std::iter::once(party.name.clone()).chain(party.aliases.iter().cloned());
        (party.title.clone(), names.collect())
    });
    let groups = case.groups.iter().map(|group| (group.title.clone(), vec![group.name.clone()]));
    let persons = case.persons.iter().map(|person| (person.title.clone(), vec![person.name.clone()]));
    Parties::new(parties.chain(groups).chain(persons))
}

/// Returns the handling mark of a draft: its own, or else that of the case. That of an edition says for whom it is, and
/// stands beside whatever the draft says of itself.
pub fn mark(case: &Case, draft: &Draft) -> Option<String> {
    match (&draft.handling, &case.handling) {
        (Some(own), Some(edition)) if case.edition.is_some() && own != edition => Some(format!("{own} · {edition}")),
        (own, case) => own.clone().or_else(|| case.clone()),
    }
}

/// Returns a number of a clause as it is compared: without regard to spacing and to large or small letters.
pub fn number(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
