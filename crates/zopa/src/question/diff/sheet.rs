//! The clauses of a draft: those of the record, and those of its text.

use super::at;
use crate::texts::Texts;
use zopa_case::case::Case;
use zopa_case::draft::{self, Draft};
use zopa_case::id::DraftId;
use zopa_text::clause::clauses;
use zopa_text::compare::lint::Part;
use zopa_text::compare::reference::normal;
use zopa_text::map::Item;

/// What stands before the first clause is called so.
pub(super) const HEAD: &str = "Before the first clause";

/// A draft as a row of clauses.
pub(super) struct Sheet<'a> {
    pub(super) clauses: Vec<SheetClause<'a>>,
    /// Why its text could not be read.
    pub(super) unread: Option<String>,
    /// Whether it comes from a text rather than from the record alone.
    pub(super) has_text: bool,
}

/// A clause by its record, its words, or both.
pub(super) struct SheetClause<'a> {
    /// Its number; empty for what stands before the first clause.
    pub(super) label: String,
    pub(super) title: Option<String>,
    pub(super) text: String,
    pub(super) record: Option<&'a draft::Clause>,
    item: Item,
}

impl<'a> Sheet<'a> {
    /// Returns the clauses of a draft of a case: in the order of its text, those that only the record has behind the one
    /// that goes before them there.
    pub(super) fn of_draft(case: &Case, draft: &'a Draft, texts: &Texts, id: DraftId) -> Sheet<'a> {
        let (mut sheet, unread) = match texts.of(id) {
            Ok(Some(text)) => (Sheet::of_text(text), None),
            Ok(None) => (Sheet { clauses: Vec::new(), unread: None, has_text: false }, None),
            Err(message) => (Sheet { clauses: Vec::new(), unread: None, has_text: false }, Some(message.to_string())),
        };
        sheet.unread = unread;
        let mut behind = usize::from(sheet.head().is_some());
        for record in &draft.clauses {
            let at = sheet.at(&record.label).unwrap_or_else(|| {
                sheet.clauses.insert(behind, SheetClause::empty(&record.label));
                behind
            });
            sheet.clauses[at].add(case, record);
            behind = at + 1;
        }
        sheet
    }

    /// Returns the clauses of a text; where it has none, its paragraphs.
    pub(super) fn of_text(text: &str) -> Sheet<'a> {
        let numbered = clauses(text);
        let Some(first) = numbered.first() else {
            let paragraphs = paragraphs(text).into_iter().enumerate();
            let clauses = paragraphs.map(|(at, words)| SheetClause::new(&format!("¶{}", at + 1), words)).collect();
            return Sheet { clauses, unread: None, has_text: true };
        };
        let mut found = Vec::new();
        let head = text[..first.span.start].trim();
        if !head.is_empty() {
            found.push(SheetClause { title: Some(HEAD.to_string()), ..SheetClause::new("", head) });
        }
        found.extend(numbered.iter().map(|clause| SheetClause::new(&clause.label, &text[clause.body.clone()])));
        Sheet { clauses: found, unread: None, has_text: true }
    }

    /// Returns the position of a clause by its number.
    pub(super) fn at(&self, label: &str) -> Option<usize> {
        let exact = self.clauses.iter().position(|clause| clause.label == label);
        let label = normal(label);
        exact.or_else(|| self.clauses.iter().position(|clause| !label.is_empty() && normal(&clause.label) == label))
    }

    /// Returns the position of what stands before the first clause.
    pub(super) fn head(&self) -> Option<usize> {
        self.clauses.first().filter(|clause| clause.label.is_empty()).map(|_| 0)
    }

    pub(super) fn items(&self) -> Vec<Item> {
        self.clauses.iter().map(|clause| clause.item.clone()).collect()
    }

    pub(super) fn parts(&self) -> Vec<Part<'_>> {
        self.clauses.iter().map(|clause| Part { label: &clause.label, text: &clause.text }).collect()
    }
}

impl<'a> SheetClause<'a> {
    fn new(label: &str, text: &str) -> SheetClause<'a> {
        let item = Item { label: label.to_string(), text: text.to_string(), ..Item::default() };
        SheetClause { label: label.to_string(), title: None, text: text.to_string(), record: None, item }
    }

    fn empty(label: &str) -> SheetClause<'a> {
        SheetClause::new(label, "")
    }

    /// Adds what the record says of the clause. The words of the text go before those of the record.
    fn add(&mut self, case: &Case, record: &'a draft::Clause) {
        self.record = Some(record);
        self.title.clone_from(&record.title);
        if self.text.is_empty()
            && let Some(words) = &record.text
        {
            self.text.clone_from(words);
            self.item.text.clone_from(words);
        }
        self.item.title = record.title.clone().unwrap_or_default();
        let settled = record
            .settles
            .iter()
            .map(|settlement| (case.point(settlement.point).name.clone(), at(case, settlement.point, &settlement.at)));
        let touched = record.on.iter().map(|point| (case.point(*point).name.clone(), String::new()));
        self.item.points = settled.chain(touched).collect();
    }
}

fn paragraphs(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            found.push(text[start..at].trim());
            start = at + line.len();
        }
        at += line.len();
    }
    found.push(text[start..].trim());
    found.retain(|paragraph| !paragraph.is_empty());
    found
}
