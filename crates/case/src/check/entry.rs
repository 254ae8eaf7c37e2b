//! All entries of a case, whatever their kind, with what they rest on and who may be told.

use crate::assumption::Assumption;
use crate::case::Case;
use crate::cited::Cited;
use crate::draft::Draft;
use crate::evidence::Evidence;
use crate::point::{At, Point};
use crate::share::{Permission, Share};
use zopa_syntax::span::Span;

/// An entry, or a clause that rests on reports or carries a permission of its own.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) site: Span,
    pub(super) cites: Vec<Cited<'a>>,
    /// Its own permission.
    pub(super) share: Option<&'a Share>,
    /// The permission of the entry of which it is a part.
    owner: Option<&'a Share>,
}

impl<'a> Entry<'a> {
    fn new(site: Span, evidence: &'a [Evidence], share: Option<&'a Share>) -> Entry<'a> {
        Entry { site, cites: evidence.iter().map(Cited::in_evidence).collect(), share, owner: None }
    }

    fn part_of(self, owner: Option<&'a Share>) -> Entry<'a> {
        Entry { owner, ..self }
    }

    /// Returns the permission that holds for it, where one is given.
    pub(super) fn shared(&self) -> Option<&'a Share> {
        self.share.or(self.owner)
    }

    /// Returns how far it may travel; with the name, where nothing is said.
    pub(super) fn permission(&self) -> Permission {
        self.shared().map_or(Permission::Attributed, |share| share.permission)
    }
}

/// Returns all entries, by kind, and within a kind as they stand.
pub(super) fn entries(case: &Case) -> Vec<Entry<'_>> {
    let mut found: Vec<Entry<'_>> = Vec::new();
    found.extend(case.channels.iter().map(|each| Entry::new(each.site, &[], each.share.as_ref())));
    found.extend(case.points.iter().flat_map(of_point));
    found.extend(case.links.iter().map(|each| Entry::new(each.site, &each.evidence, None)));
    found.extend(case.reports.iter().map(|each| Entry::new(each.site, &[], each.share.as_ref())));
    found.extend(
        case.claims.iter().map(|each| Entry {
            cites: vec![Cited::in_claim(each)],
            ..Entry::new(each.site, &[], each.share.as_ref())
        }),
    );
    found.extend(case.rounds.iter().map(|each| Entry::new(each.site, &each.evidence, each.share.as_ref())));
    found.extend(case.showings.iter().map(|each| Entry::new(each.site, &each.evidence, each.share.as_ref())));
    found.extend(case.stances.iter().map(|each| Entry::new(each.site, &each.evidence, each.share.as_ref())));
    found.extend(case.valuations.iter().map(|each| Entry::new(each.site, &each.evidence, each.share.as_ref())));
    found.extend(case.preferences.iter().map(|each| Entry::new(each.site, &each.evidence, each.share.as_ref())));
    found.extend(case.walk_aways.iter().map(|each| Entry::new(each.site, &each.evidence, each.share.as_ref())));
    found.extend(case.drafts.iter().flat_map(of_draft));
    found.extend(case.agreements.iter().map(|each| Entry::new(each.site, &each.evidence, each.share.as_ref())));
    found.extend(case.reopenings.iter().map(|each| Entry::new(each.site, &each.evidence, each.share.as_ref())));
    found.extend(case.events.iter().map(|each| Entry::new(each.site, &each.evidence, each.share.as_ref())));
    found.extend(case.steps.iter().flatten().map(|each| Entry::new(each.site, &each.evidence, each.share.as_ref())));
    found.extend(case.deadlines.iter().map(|each| Entry::new(each.site, &each.evidence, each.share.as_ref())));
    found.extend(case.assumptions.iter().flat_map(of_assumption));
    found.extend(case.notes.iter().map(|each| Entry::new(each.site, &each.evidence, each.share.as_ref())));
    found
}

fn of_point(point: &Point) -> Vec<Entry<'_>> {
    let options = point.choices.iter().filter_map(|choice| match &choice.at {
        At::Option { site, .. } => Some(Entry::new(*site, &[], choice.share.as_ref())),
        At::Number(_) | At::Date(..) => None,
    });
    std::iter::once(Entry::new(point.site, &[], point.share.as_ref())).chain(options).collect()
}

fn of_draft(draft: &Draft) -> Vec<Entry<'_>> {
    let share = draft.share.as_ref();
    let clauses = draft.clauses.iter().map(|clause| Entry::new(clause.site, &clause.evidence, None).part_of(share));
    std::iter::once(Entry::new(draft.site, &draft.evidence, share)).chain(clauses).collect()
}

fn of_assumption(assumption: &Assumption) -> Vec<Entry<'_>> {
    let mut found = vec![Entry::new(assumption.site, &assumption.evidence, assumption.share.as_ref())];
    let mut add = |site: Span, evidence, share| {
        found.push(Entry::new(site, evidence, share).part_of(assumption.share.as_ref()));
    };
    assumption.stances.iter().for_each(|each| add(each.site, &each.evidence, each.share.as_ref()));
    assumption.links.iter().for_each(|each| add(each.site, &each.evidence, None));
    assumption.valuations.iter().for_each(|each| add(each.site, &each.evidence, each.share.as_ref()));
    assumption.preferences.iter().for_each(|each| add(each.site, &each.evidence, each.share.as_ref()));
    assumption.walk_aways.iter().for_each(|each| add(each.site, &each.evidence, each.share.as_ref()));
    found
}
