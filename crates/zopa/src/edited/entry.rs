//! Changes as entries of the case language.

use crate::cell::Holding;
use crate::question::grid::Entered;
use std::collections::HashMap;
use zopa_case::id::{PartyId, PointId};
use zopa_case::stance::Verb;
use zopa_case::view::View;
use zopa_syntax::node::Node;
use zopa_syntax::parse::parse;
use zopa_syntax::print;
use zopa_syntax::span::{FileId, Span};
use zopa_syntax::value::Date;

/// What an entry keeps of the one whose place it takes. Its evidence is not among it: that was for other words.
const KEPT: &[&str] = &["on", "to", "basis", "mandator", "cost", "fallback", "until", "share"];

/// What a party states.
pub(super) struct Stated<'s> {
    pub(super) holding: Holding,
    pub(super) name: &'s str,
    pub(super) holds: Option<&'s str>,
    pub(super) condition: Option<&'s str>,
    pub(super) relaxes: &'s [String],
}

/// Writes entries.
pub(super) struct Writing<'c, 'a> {
    view: &'c View<'a>,
    date: Date,
    by: Option<&'c str>,
    nodes: HashMap<Span, &'a Node>,
}

impl<'c, 'a> Writing<'c, 'a> {
    pub(super) fn new(view: &'c View<'a>, date: Date, by: Option<&'c str>) -> Writing<'c, 'a> {
        let nodes = view.case.sources.iter().flat_map(|source| source.parse.nodes()).map(|node| (node.span, node));
        Writing { view, date, by, nodes: nodes.collect() }
    }

    /// Returns a stance; it keeps what the one before it stands on.
    pub(super) fn stance(
        &self,
        (point, party): (PointId, PartyId),
        stated: &Stated<'_>,
        before: Option<&Entered>,
        place: &str,
    ) -> Result<String, String> {
        let case = self.view.case;
        let before = before.map(|before| self.node(before)).transpose()?;
        let verb = stated.holding.verb().map_or("", Verb::word);
        let mut text = format!("{} stance {} {verb} {}", self.date, case.party(party).name, stated.name);
        match stated.holds {
            Some(holds) => text.push_str(&format!(" : {holds}")),
            None if before.is_some_and(|node| node.clause("on").is_some()) => {}
            None => text.push_str(&format!(" : {}", case.point(point).name)),
        }
        if let Some(condition) = stated.condition {
            text.push_str(&format!("\n  if {condition}"));
        }
        if !stated.relaxes.is_empty() {
            text.push_str(&format!("\n  relaxes {}", stated.relaxes.join(" ")));
        }
        self.entry(&text, before, KEPT, place)
    }

    /// Returns that a stance is given up.
    pub(super) fn drops(&self, party: PartyId, before: &Entered, place: &str) -> Result<String, String> {
        let node = self.node(before)?;
        let name = before.held.name.as_deref().unwrap_or_default();
        let text = format!("{} stance {} drops {name}", self.date, self.view.case.party(party).name);
        self.entry(&text, Some(node), &["share"], place)
    }

    /// Returns a confirmation.
    pub(super) fn agrees(
        &self,
        (point, party): (PointId, PartyId),
        (settlement, ad_referendum): (&str, bool),
        before: Option<&Entered>,
        place: &str,
    ) -> Result<String, String> {
        let case = self.view.case;
        let before = before.map(|before| self.node(before)).transpose()?;
        let (party, point) = (&case.party(party).name, &case.point(point).name);
        let reserve = if ad_referendum { "\n  ad-referendum" } else { "" };
        let text = format!("{} agrees {party} : {point} = {settlement}{reserve}", self.date);
        self.entry(&text, before, &["share"], place)
    }

    /// Returns that a confirmation is taken back.
    pub(super) fn reopens(&self, (point, party): (PointId, PartyId), place: &str) -> Result<String, String> {
        let case = self.view.case;
        let text = format!("{} reopens {} : {}", self.date, case.party(party).name, case.point(point).name);
        self.entry(&text, None, &[], place)
    }

    fn node(&self, entered: &Entered) -> Result<&'a Node, String> {
        let assumed = || format!("what is only assumed cannot be changed here; it stands at {}", entered.held.cite);
        self.nodes.get(&entered.site).copied().ok_or_else(assumed)
    }

    /// Reads an entry, adds what it keeps and a remark, and writes it as the program writes entries.
    fn entry(&self, text: &str, before: Option<&Node>, kept: &[&str], place: &str) -> Result<String, String> {
        let by = self.by.map(|by| format!("; by {by}")).unwrap_or_default();
        let note = print::quoted(&format!("{NOTE}{}, cell {place}{by}", self.view.as_of));
        let text = format!("{text}\n  note {note}");
        let read = parse(FileId(0), &text);
        if let Some(finding) = read.findings.first() {
            return Err(finding.message.clone());
        }
        let [entry] = read.entries.as_slice() else { return Err("more than one entry".to_string()) };
        let Some(mut node) = entry.node.clone() else { return Err("no entry".to_string()) };
        if let Some(before) = before {
            let keep = before.clauses.iter().filter(|clause| kept.contains(&clause.form.keyword));
            let at = node.clauses.len().saturating_sub(1);
            node.clauses.splice(at..at, keep.cloned());
        }
        Ok(print::entry(&node))
    }
}

const NOTE: &str = "Position grid as of ";

/// Returns an entry without the remark on where it comes from, to see whether two say the same.
pub(super) fn without_note(entry: &str) -> String {
    let marker = format!("note \"{NOTE}");
    entry.rfind(&marker).map_or(entry, |at| &entry[..at]).trim_end().to_string()
}
