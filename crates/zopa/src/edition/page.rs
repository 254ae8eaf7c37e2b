//! The list of what was withheld, to read.

use super::{List, Withheld};
use crate::page::{Line, Page};
use std::collections::BTreeMap;

/// The mark on the list itself.
const MARK: &str = "FOR THE RECORD-KEEPER ONLY";

impl List {
    /// Returns the list as a page.
    pub fn page(&self) -> Page {
        let of = if self.title.is_empty() { String::new() } else { format!(": {}", self.title) };
        let mut page = Page::new(format!("Edition for {}{of}", self.audience_title));
        page.mark = Some(MARK.to_string());
        let day = match &self.as_of {
            Some(day) => format!("As of {day}. "),
            None => "No day was given, so permissions that end count as ended. ".to_string(),
        };
        let texts = match self.texts.as_slice() {
            [] => String::new(),
            texts => format!(" Texts that go along: {}.", texts.join(", ")),
        };
        page.paragraph(Line::plain(format!(
            "{day}The record has {} entries, the edition {}. It is marked “{}”.{texts}",
            self.entries, self.told, self.mark
        )));
        let mut by_rule: BTreeMap<super::Rule, Vec<&Withheld>> = BTreeMap::new();
        for withheld in &self.withheld {
            by_rule.entry(withheld.rule).or_default().push(withheld);
        }
        for (rule, list) in by_rule {
            page.heading(format!("{} ({})", rule.title(), list.len()));
            page.list(lines(&list));
        }
        if self.withheld.is_empty() {
            page.paragraph(Line::plain("Nothing was withheld."));
        }
        page
    }
}

/// Returns a line for each entry, and one for all clauses of a kind that were left out for the same reason.
fn lines(list: &[&Withheld]) -> Vec<Line> {
    let mut clauses: BTreeMap<(&str, &str), Vec<&Withheld>> = BTreeMap::new();
    let mut lines = Vec::new();
    for withheld in list {
        match &withheld.clause {
            Some(clause) => clauses.entry((clause, &withheld.because)).or_default().push(withheld),
            None => lines.push(
                Line::plain(withheld.entry.clone()).faint(format!(" – {}", withheld.because)).cite(&withheld.cite),
            ),
        }
    }
    lines.extend(clauses.into_iter().map(|((clause, because), list)| {
        let of = match list.as_slice() {
            [one] => format!(" of {}", one.entry),
            more => format!(" in {} places", more.len()),
        };
        let line = Line::strong(clause).then(of).faint(format!(" – {because}"));
        list.iter().fold(line, |line, withheld| line.cite(&withheld.cite))
    }));
    lines
}
