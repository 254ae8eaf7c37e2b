//! Changes that somebody marked, and comments.

use super::line::all;
use super::nature::Nature;
use super::{Ours, Unmarked};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use zopa_text::document::{ChangeKind, Comment, Document, Paragraph};
use zopa_text::revision::{Changed, revisions};

/// What one author marked.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Author {
    /// The name in the file; empty where the file names nobody.
    pub author: String,
    /// The party for which the author speaks, where it is known.
    pub party: Option<String>,
    /// The changes, in the order of the paper; then the comments.
    pub changes: Vec<Marked>,
}

/// A marked change.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Marked {
    /// What was done.
    pub kind: MarkedKind,
    /// Where, in words.
    pub place: String,
    /// The number of the clause, where there is one.
    pub clause: Option<String>,
    /// The words; empty where none changed.
    pub text: String,
    /// When, as the file says.
    pub date: Option<String>,
    /// Whether it stands inside words that were moved.
    pub in_move: bool,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MarkedKind {
    /// Words were inserted.
    Inserted,
    /// Words were deleted.
    Deleted,
    /// Words were moved away.
    MovedFrom,
    /// Words were moved here.
    MovedTo,
    /// Words were set otherwise.
    Formatted,
    /// A paragraph was split, or its end inserted with it.
    EndInserted,
    /// A paragraph was joined to the next, or its end deleted with it.
    EndDeleted,
    /// A row or a cell of a table was inserted.
    CellInserted,
    /// A row or a cell of a table was deleted.
    CellDeleted,
    /// The form or the number of a paragraph was changed.
    ParagraphFormatted,
    /// A remark was made.
    Commented,
}

impl MarkedKind {
    /// Returns the words for it.
    pub fn words(self) -> &'static str {
        match self {
            MarkedKind::Inserted => "inserted",
            MarkedKind::Deleted => "deleted",
            MarkedKind::MovedFrom => "moved away",
            MarkedKind::MovedTo => "moved here",
            MarkedKind::Formatted => "set otherwise",
            MarkedKind::EndInserted => "paragraph split",
            MarkedKind::EndDeleted => "paragraphs joined",
            MarkedKind::CellInserted => "row or cell inserted",
            MarkedKind::CellDeleted => "row or cell deleted",
            MarkedKind::ParagraphFormatted => "form of the paragraph",
            MarkedKind::Commented => "comment",
        }
    }

    fn of(kind: ChangeKind, of: Changed) -> MarkedKind {
        let adds = kind.adds();
        match of {
            Changed::Form => MarkedKind::ParagraphFormatted,
            Changed::End => {
                if adds {
                    MarkedKind::EndInserted
                } else {
                    MarkedKind::EndDeleted
                }
            }
            Changed::Row | Changed::Cell => {
                if adds {
                    MarkedKind::CellInserted
                } else {
                    MarkedKind::CellDeleted
                }
            }
            Changed::Words | Changed::Note => match kind {
                ChangeKind::Inserted => MarkedKind::Inserted,
                ChangeKind::Deleted => MarkedKind::Deleted,
                ChangeKind::MovedFrom => MarkedKind::MovedFrom,
                ChangeKind::MovedTo => MarkedKind::MovedTo,
                ChangeKind::Formatted => MarkedKind::Formatted,
            },
        }
    }
}

/// Returns what was marked since the paper was sent, by author in the order of their names.
pub(super) fn by_author(
    sent: &Document,
    returned: &Document,
    ours: &Ours,
    parties: &[(String, String)],
) -> Vec<Author> {
    let lines = all(returned, true);
    let mut found: BTreeMap<String, Vec<Marked>> = BTreeMap::new();
    let place = |at: usize| lines.get(at).map(|line| (line.place.clone(), line.clause.clone())).unwrap_or_default();
    let moved = moved_words(returned);
    let paragraphs = returned.paragraphs();
    let new = revisions(returned).into_iter().filter(|each| !ours.has(each.kind, &each.author, &each.date));
    for each in new {
        // The end of a paragraph that came or went with all its words says nothing of its own.
        if each.of == Changed::End
            && paragraphs.get(each.paragraph).is_some_and(|paragraph| goes_along(paragraph, each.kind))
        {
            continue;
        }
        let (place, clause) = place(each.paragraph);
        let place = if each.of == Changed::Note { format!("{place}, footnote") } else { place };
        let is_edit = matches!(each.kind, ChangeKind::Inserted | ChangeKind::Deleted);
        let in_move = is_edit && moved.contains(&each.paragraph);
        found.entry(each.author).or_default().push(Marked {
            kind: MarkedKind::of(each.kind, each.of),
            place,
            clause,
            text: each.text,
            date: each.date,
            in_move,
        });
    }
    let known: BTreeSet<(String, String)> = sent.comments.iter().map(said).collect();
    let anchors = anchors(returned);
    for (at, comment) in returned.comments.iter().enumerate() {
        if known.contains(&said(comment)) {
            continue;
        }
        let (place, clause) = anchors.get(&at).map(|&at| place(at)).unwrap_or_default();
        found.entry(comment.author.clone()).or_default().push(Marked {
            kind: MarkedKind::Commented,
            place,
            clause,
            text: said(comment).1,
            date: comment.date.clone(),
            in_move: false,
        });
    }
    let party = |author: &str| {
        let known = parties.iter().find(|(name, _)| name.eq_ignore_ascii_case(author));
        known.map(|(_, party)| party.clone())
    };
    found.into_iter().map(|(author, changes)| Author { party: party(&author), author, changes }).collect()
}

/// Returns whether all words of a paragraph share the fate of its end.
fn goes_along(paragraph: &Paragraph, kind: ChangeKind) -> bool {
    let same = |kinds: ChangeKind| kinds.adds() == kind.adds() && kinds.removes() == kind.removes();
    !paragraph.runs.is_empty() && paragraph.runs.iter().all(|run| run.changes.iter().any(|change| same(change.kind)))
}

/// Returns the paragraphs in which words were moved.
fn moved_words(document: &Document) -> BTreeSet<usize> {
    let moved = |paragraph: &Paragraph| {
        let mut changes = paragraph.runs.iter().flat_map(|run| &run.changes);
        changes.any(|change| change.kind == ChangeKind::MovedTo)
    };
    document.paragraphs().into_iter().enumerate().filter(|(_, each)| moved(each)).map(|(at, _)| at).collect()
}

/// Returns for each comment the paragraph on which it hangs.
fn anchors(document: &Document) -> BTreeMap<usize, usize> {
    let mut found = BTreeMap::new();
    for (at, paragraph) in document.paragraphs().into_iter().enumerate() {
        for &comment in paragraph.runs.iter().flat_map(|run| &run.comments) {
            found.entry(comment).or_insert(at);
        }
    }
    found
}

fn said(comment: &Comment) -> (String, String) {
    let text: Vec<String> = comment.text.iter().map(Paragraph::text).collect();
    (comment.author.clone(), text.join(" ").trim().to_string())
}

/// Returns the comments that were sent and did not come back.
pub(super) fn lost_comments(sent: &Document, returned: &Document) -> Vec<Unmarked> {
    let known: BTreeSet<(String, String)> = returned.comments.iter().map(said).collect();
    let lines = all(sent, true);
    let anchors = anchors(sent);
    let lost = sent.comments.iter().enumerate().filter(|(_, comment)| !known.contains(&said(comment)));
    lost.map(|(at, comment)| {
        let (author, text) = said(comment);
        let line = anchors.get(&at).and_then(|&at| lines.get(at));
        Unmarked {
            nature: Nature::CommentLost,
            place: line.map(|line| line.place.clone()).unwrap_or_default(),
            clause: line.and_then(|line| line.clause.clone()),
            before: text,
            after: String::new(),
            pieces: Vec::new(),
            details: vec![format!("comment of {author}")],
        }
    })
    .collect()
}
