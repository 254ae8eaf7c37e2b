//! The tracked changes of a document: what they are, and the document with them accepted or rejected.

use crate::document::{Block, Cell, Change, ChangeKind, Document, Paragraph, Row, Run};

/// What becomes of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is carried out.
    Accept,
    /// It is undone.
    Reject,
    /// It stays as it is.
    Keep,
}

/// A stretch of text that one author changed in one way. Neighbouring records of one author are one revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// What was done.
    pub kind: ChangeKind,
    /// By whom, as the file says.
    pub author: String,
    /// When its first record was made, as the file says.
    pub date: Option<String>,
    /// Where: the number of the paragraph among all those of the document, from 0; in notes, of the paragraph on which
    /// the note hangs.
    pub paragraph: usize,
    /// The words; empty where only the end of a paragraph, its form, a row or a cell changed.
    pub text: String,
    /// What was changed.
    pub of: Changed,
}

/// What a revision changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    /// Words.
    Words,
    /// The end of a paragraph.
    End,
    /// The form of a paragraph.
    Form,
    /// A row of a table.
    Row,
    /// A cell of a table.
    Cell,
    /// Words of a footnote.
    Note,
}

/// Returns the document with every tracked change accepted.
pub fn accept_all(document: &Document) -> Document {
    resolve(document, &|_| Verdict::Accept)
}

/// Returns the document with every tracked change rejected.
pub fn reject_all(document: &Document) -> Document {
    resolve(document, &|_| Verdict::Reject)
}

/// Returns the document with the changes of one author accepted and all others kept.
pub fn accept_by(document: &Document, author: &str) -> Document {
    resolve(document, &|change| if change.author == author { Verdict::Accept } else { Verdict::Keep })
}

/// Returns the document with the changes of one author rejected and all others kept.
pub fn reject_by(document: &Document, author: &str) -> Document {
    resolve(document, &|change| if change.author == author { Verdict::Reject } else { Verdict::Keep })
}

/// Returns the document with each change accepted, rejected or kept. Comments and notes stay where they are, also those
/// on words that are gone.
pub fn resolve(document: &Document, decide: &dyn Fn(&Change) -> Verdict) -> Document {
    let notes = document.notes.iter().map(|note| note_resolved(note, decide)).collect();
    Document { blocks: blocks(&document.blocks, decide), notes, ..document.clone() }
}

fn note_resolved(note: &[Paragraph], decide: &dyn Fn(&Change) -> Verdict) -> Vec<Paragraph> {
    let inside: Vec<Block> = note.iter().cloned().map(Block::Paragraph).collect();
    let left = blocks(&inside, decide);
    left.into_iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
        .collect()
}

/// Returns what is left of changes, or nothing where what they are about is gone.
fn left(changes: &[Change], decide: &dyn Fn(&Change) -> Verdict) -> Option<Vec<Change>> {
    let mut kept = Vec::new();
    for change in changes {
        match decide(change) {
            Verdict::Accept if change.kind.removes() => return None,
            Verdict::Reject if change.kind.adds() => return None,
            Verdict::Accept | Verdict::Reject => {}
            Verdict::Keep => kept.push(change.clone()),
        }
    }
    Some(kept)
}

fn blocks(from: &[Block], decide: &dyn Fn(&Change) -> Verdict) -> Vec<Block> {
    let mut done: Vec<Block> = Vec::new();
    // The words of paragraphs whose end is gone run on into the next one, which gives the whole its form.
    let mut carried: Option<Paragraph> = None;
    for block in from {
        match block {
            Block::Paragraph(paragraph) => {
                let (mut resolved, ends) = one(paragraph, decide);
                if let Some(before) = carried.take() {
                    resolved.runs.splice(0..0, before.runs);
                }
                if ends {
                    done.push(Block::Paragraph(resolved));
                } else {
                    carried = Some(resolved);
                }
            }
            Block::Table(table) => {
                // A table cannot take words in; they stay a paragraph of their own.
                done.extend(carried.take().filter(has_words).map(Block::Paragraph));
                let mut table = table.clone();
                let head = table.rows.iter().take(table.head).filter(|row| left(&row.changes, decide).is_some());
                table.head = head.count();
                table.rows = table.rows.iter().filter_map(|each| row(each, decide)).collect();
                if !table.rows.is_empty() {
                    done.push(Block::Table(table));
                }
            }
        }
    }
    done.extend(carried.filter(has_words).map(Block::Paragraph));
    done
}

fn has_words(paragraph: &Paragraph) -> bool {
    paragraph.runs.iter().any(|run| !run.text.is_empty() || run.note.is_some())
}

fn row(from: &Row, decide: &dyn Fn(&Change) -> Verdict) -> Option<Row> {
    let changes = left(&from.changes, decide)?;
    let cells: Vec<Cell> = from.cells.iter().filter_map(|each| cell(each, decide)).collect();
    (!cells.is_empty() || from.cells.is_empty()).then_some(Row { cells, changes })
}

fn cell(from: &Cell, decide: &dyn Fn(&Change) -> Verdict) -> Option<Cell> {
    let changes = left(&from.changes, decide)?;
    Some(Cell { blocks: blocks(&from.blocks, decide), changes, ..from.clone() })
}

/// Returns a paragraph and whether it still has an end of its own.
fn one(from: &Paragraph, decide: &dyn Fn(&Change) -> Verdict) -> (Paragraph, bool) {
    let runs = from.runs.iter().filter_map(|each| run(each, decide)).collect();
    let end = left(&from.changes, decide);
    let mut paragraph = Paragraph { runs, changes: Vec::new(), ..from.clone() };
    if let Some(renumbered) = &from.renumbered {
        let author = renumbered.author.clone().unwrap_or_default();
        match decide(&Change::new(ChangeKind::Formatted, author)) {
            Verdict::Accept => paragraph.renumbered = None,
            Verdict::Reject => {
                paragraph.number = (!renumbered.from.is_empty()).then(|| renumbered.from.clone());
                paragraph.renumbered = None;
            }
            Verdict::Keep => {}
        }
    }
    let ends = end.is_some();
    paragraph.changes = end.unwrap_or_default();
    (paragraph, ends)
}

fn run(from: &Run, decide: &dyn Fn(&Change) -> Verdict) -> Option<Run> {
    let changes = left(&from.changes, decide)?;
    // The earliest change of form that is undone says how the words were set.
    let undone = from.changes.iter().find(|change| change.face.is_some() && decide(change) == Verdict::Reject);
    let face = undone.and_then(|change| change.face).unwrap_or(from.face);
    Some(Run { changes, face, ..from.clone() })
}

/// Returns the revisions of a document in the order in which they stand.
pub fn revisions(document: &Document) -> Vec<Revision> {
    let mut walk = Walk { document, found: Vec::new(), paragraph: 0, seen: vec![false; document.notes.len()] };
    walk.blocks(&document.blocks);
    walk.found
}

struct Walk<'a> {
    document: &'a Document,
    found: Vec<Revision>,
    paragraph: usize,
    seen: Vec<bool>,
}

impl Walk<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    self.paragraph(paragraph, Changed::Words);
                    self.paragraph += 1;
                }
                Block::Table(table) => {
                    for row in &table.rows {
                        self.whole(&row.changes, Changed::Row);
                        for cell in &row.cells {
                            self.whole(&cell.changes, Changed::Cell);
                            self.blocks(&cell.blocks);
                        }
                    }
                }
            }
        }
    }

    fn whole(&mut self, changes: &[Change], of: Changed) {
        for change in changes {
            self.push(change, "", of);
        }
    }

    fn push(&mut self, change: &Change, text: &str, of: Changed) {
        self.found.push(Revision {
            kind: change.kind,
            author: change.author.clone(),
            date: change.date.clone(),
            paragraph: self.paragraph,
            text: text.to_string(),
            of,
        });
    }

    fn paragraph(&mut self, paragraph: &Paragraph, of: Changed) {
        // For each change of the run before, the revision that it went into; runs that touch extend it.
        let mut open: Vec<(ChangeKind, String, usize)> = Vec::new();
        for run in &paragraph.runs {
            let mut next = Vec::new();
            for change in &run.changes {
                let known = open.iter().find(|(kind, author, _)| *kind == change.kind && *author == change.author);
                let at = match known {
                    Some(&(_, _, at)) => {
                        self.found[at].text.push_str(&run.text);
                        at
                    }
                    None => {
                        self.push(change, &run.text, of);
                        self.found.len() - 1
                    }
                };
                next.push((change.kind, change.author.clone(), at));
            }
            open = next;
            if let Some(note) = run.note
                && self.seen.get(note) == Some(&false)
            {
                self.seen[note] = true;
                let document = self.document;
                document.notes[note].iter().for_each(|paragraph| self.paragraph(paragraph, Changed::Note));
            }
        }
        for change in &paragraph.changes {
            self.push(change, "", if change.kind == ChangeKind::Formatted { Changed::Form } else { Changed::End });
        }
        if let Some(renumbered) = &paragraph.renumbered
            && let Some(author) = &renumbered.author
        {
            let change = Change { date: renumbered.date.clone(), ..Change::new(ChangeKind::Formatted, author.clone()) };
            self.push(&change, "", Changed::Form);
        }
    }
}

/// Returns the document without its comments.
pub fn without_comments(document: &Document) -> Document {
    let mut bare = Document { comments: Vec::new(), ..document.clone() };
    uncomment(&mut bare.blocks);
    let notes = bare.notes.iter_mut().flatten().flat_map(|paragraph| &mut paragraph.runs);
    notes.for_each(|run| run.comments.clear());
    bare
}

fn uncomment(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                paragraph.runs.iter_mut().for_each(|run| run.comments.clear());
                paragraph.runs.retain(|run| !run.text.is_empty() || run.note.is_some());
            }
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| uncomment(&mut cell.blocks));
            }
        }
    }
}

/// Returns the document with every author of changes and comments called as a function says.
pub fn renamed(document: &Document, name: &dyn Fn(&str) -> String) -> Document {
    let mut named = document.clone();
    for comment in &mut named.comments {
        comment.author = name(&comment.author);
    }
    rename(&mut named.blocks, name);
    for paragraph in named.notes.iter_mut().flatten() {
        rename_paragraph(paragraph, name);
    }
    named
}

fn rename(blocks: &mut [Block], name: &dyn Fn(&str) -> String) {
    let all = |changes: &mut Vec<Change>| changes.iter_mut().for_each(|change| change.author = name(&change.author));
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => rename_paragraph(paragraph, name),
            Block::Table(table) => {
                for row in &mut table.rows {
                    all(&mut row.changes);
                    for cell in &mut row.cells {
                        all(&mut cell.changes);
                        rename(&mut cell.blocks, name);
                    }
                }
            }
        }
    }
}

fn rename_paragraph(paragraph: &mut Paragraph, name: &dyn Fn(&str) -> String) {
    let own = paragraph.changes.iter_mut();
    let words = paragraph.runs.iter_mut().flat_map(|run| &mut run.changes);
    own.chain(words).for_each(|change| change.author = name(&change.author));
    if let Some(author) = paragraph.renumbered.as_mut().and_then(|renumbered| renumbered.author.as_mut()) {
        *author = name(author);
    }
}
