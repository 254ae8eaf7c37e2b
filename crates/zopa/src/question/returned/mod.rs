//! What did they change, and did they say so? A paper that came back, against the one that was sent.

mod line;
mod marked;
mod nature;
mod page;
mod unmarked;

pub use marked::{Author, Marked, MarkedKind};
pub use nature::Nature;
pub use unmarked::{Piece, PieceKind, Unmarked};

use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;
use zopa_text::document::{Change, ChangeKind, Document};
use zopa_text::revision::{Verdict, accept_all, resolve, revisions};

/// What to ask.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the paper that was sent is called.
    pub sent: String,
    /// What the paper that came back is called.
    pub returned: String,
    /// Whether the paper that was sent is at hand as the file that was sent, and not only as its text: then space, the
    /// way in which words are set, and comments are compared too.
    pub exact: bool,
    /// Which authors speak for which party: the name in the file, and the title of the party.
    pub parties: Vec<(String, String)>,
    /// What the readers of the files had to say.
    pub warnings: Vec<String>,
    /// The handling mark of the answer.
    pub mark: Option<String>,
}

/// What changed on the way.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Returned {
    /// The paper that was sent.
    pub sent: String,
    /// The paper that came back.
    pub returned: String,
    /// The changes that nobody marked, the gravest first.
    pub unmarked: Vec<Unmarked>,
    /// The tracked changes and the new comments, by author.
    pub authors: Vec<Author>,
    /// How many paragraphs were compared.
    pub paragraphs: usize,
    /// Whether space, the way in which words are set, and comments were compared too.
    pub exact: bool,
    /// What the readers of the files had to say.
    pub warnings: Vec<String>,
    #[serde(skip)]
    #[schemars(skip)]
    mark: Option<String>,
}

/// Answers the question.
///
/// # Cost
/// Close to linear in the two papers.
pub fn ask(sent: &Document, returned: &Document, options: &Options) -> Returned {
    let ours = Ours::of(sent);
    // What came back, without what they marked: it must be what was sent.
    let base = resolve(returned, &|change| if ours.made(change) { Verdict::Accept } else { Verdict::Reject });
    let was = accept_all(sent);
    let (old, new) = (line::lines(&was, options.exact), line::lines(&base, options.exact));
    let mut unmarked = unmarked::between(&old, &new, options.exact, !ours.is_empty());
    unmarked.extend(unmarked::in_moves(returned));
    if options.exact {
        unmarked.extend(marked::lost_comments(sent, returned));
        unmarked.extend(unmarked::of_mark(sent, returned));
    }
    unmarked.sort_by_key(|each| each.nature);
    Returned {
        sent: options.sent.clone(),
        returned: options.returned.clone(),
        unmarked,
        authors: marked::by_author(sent, returned, &ours, &options.parties),
        paragraphs: old.len().max(new.len()),
        exact: options.exact,
        warnings: options.warnings.clone(),
        mark: options.mark.clone().or_else(|| returned.mark.clone()),
    }
}

/// The tracked changes that were in the paper already when it was sent.
pub(super) struct Ours {
    known: BTreeSet<(ChangeKind, String, Option<String>)>,
    authors: BTreeSet<String>,
}

impl Ours {
    fn of(sent: &Document) -> Ours {
        let all = revisions(sent);
        let known = all.iter().map(|each| (each.kind, each.author.clone(), each.date.clone())).collect();
        Ours { known, authors: all.into_iter().map(|each| each.author).collect() }
    }

    fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Returns whether a change was in the paper when it was sent.
    fn made(&self, change: &Change) -> bool {
        let renumbers = change.kind == ChangeKind::Formatted && change.date.is_none();
        (renumbers && self.authors.contains(&change.author)) || self.has(change.kind, &change.author, &change.date)
    }

    pub(super) fn has(&self, kind: ChangeKind, author: &str, date: &Option<String>) -> bool {
        self.known.contains(&(kind, author.to_string(), date.clone()))
    }
}
