//! A document as tracked changes against an earlier one.

use crate::align::{Pair, align};
use crate::document::{Block, Change, ChangeKind, Document, Paragraph, Renumbered, Row, Run, Table};
use crate::words::{Fate, changes, words};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// Returns the later document with everything that differs from the earlier one as tracked changes of one author. With
/// all of them accepted it is the later one, with all rejected the earlier one, but for its form.
pub fn tracked(before: &Document, after: &Document, author: &str, date: Option<&str>) -> Document {
    let by = Author { author, date, notes: after.notes.len(), before: said(before), after: said(after) };
    let mut notes = after.notes.clone();
    notes.extend(before.notes.iter().cloned());
    let mut done = Document { blocks: by.blocks(&before.blocks, &after.blocks), notes, ..after.clone() };
    drop_unused_notes(&mut done);
    done
}

struct Author<'d> {
    author: &'d str,
    date: Option<&'d str>,
    /// The notes of the earlier document stand behind so many of the later one.
    notes: usize,
    /// What the notes of either document say, as numbers.
    before: Vec<u64>,
    after: Vec<u64>,
}

impl Author<'_> {
    fn change(&self, kind: ChangeKind) -> Change {
        Change { date: self.date.map(str::to_string), ..Change::new(kind, self.author) }
    }

    fn blocks(&self, before: &[Block], after: &[Block]) -> Vec<Block> {
        let texts = |blocks: &[Block]| blocks.iter().map(key).collect::<Vec<String>>();
        let mut done = Vec::new();
        for pair in align(&texts(before), &texts(after)) {
            match pair {
                Pair::Same(b, a) | Pair::Changed(b, a) => match (&before[b], &after[a]) {
                    (Block::Paragraph(old), Block::Paragraph(new)) => done.push(Block::Paragraph(self.both(old, new))),
                    (Block::Table(old), Block::Table(new)) => done.push(Block::Table(self.table(old, new))),
                    (old, new) => {
                        done.push(self.whole(old, ChangeKind::Deleted));
                        done.push(self.whole(new, ChangeKind::Inserted));
                    }
                },
                Pair::Removed(b) => done.push(self.whole(&before[b], ChangeKind::Deleted)),
                Pair::Added(a) => done.push(self.whole(&after[a], ChangeKind::Inserted)),
            }
        }
        done
    }

    fn whole(&self, block: &Block, kind: ChangeKind) -> Block {
        match block {
            Block::Paragraph(paragraph) => {
                let mut paragraph = paragraph.clone();
                paragraph.changes.push(self.change(kind));
                for run in &mut paragraph.runs {
                    *run = self.run(run, kind);
                }
                Block::Paragraph(paragraph)
            }
            Block::Table(table) => {
                let rows = table.rows.iter().map(|row| self.row(row, kind)).collect();
                Block::Table(Table { rows, ..table.clone() })
            }
        }
    }

    fn row(&self, row: &Row, kind: ChangeKind) -> Row {
        let mut row = row.clone();
        for cell in &mut row.cells {
            for block in &mut cell.blocks {
                if let Block::Paragraph(paragraph) = block {
                    for run in &mut paragraph.runs {
                        *run = self.run(run, kind);
                    }
                }
            }
        }
        row.changes.push(self.change(kind));
        row
    }

    fn run(&self, run: &Run, kind: ChangeKind) -> Run {
        let mut run = run.clone().changed(self.change(kind));
        if kind == ChangeKind::Deleted {
            run.note = run.note.map(|note| note + self.notes);
            run.comments.clear();
        }
        run
    }

    fn table(&self, old: &Table, new: &Table) -> Table {
        let texts = |table: &Table| table.rows.iter().map(row_key).collect::<Vec<String>>();
        let mut rows = Vec::new();
        for pair in align(&texts(old), &texts(new)) {
            match pair {
                Pair::Same(_, a) => rows.push(new.rows[a].clone()),
                Pair::Changed(b, a) => {
                    let (old, new) = (&old.rows[b], &new.rows[a]);
                    if old.cells.len() == new.cells.len() {
                        let mut row = new.clone();
                        for (cell, old) in row.cells.iter_mut().zip(&old.cells) {
                            cell.blocks = self.blocks(&old.blocks, &cell.blocks);
                        }
                        rows.push(row);
                    } else {
                        rows.push(self.row(old, ChangeKind::Deleted));
                        rows.push(self.row(new, ChangeKind::Inserted));
                    }
                }
                Pair::Removed(b) => rows.push(self.row(&old.rows[b], ChangeKind::Deleted)),
                Pair::Added(a) => rows.push(self.row(&new.rows[a], ChangeKind::Inserted)),
            }
        }
        Table { rows, ..new.clone() }
    }

    fn both(&self, old: &Paragraph, new: &Paragraph) -> Paragraph {
        let (from, to) = (tokens(old, &self.before), tokens(new, &self.after));
        let from_keys: Vec<&str> = from.iter().map(|token| token.key.as_str()).collect();
        let to_keys: Vec<&str> = to.iter().map(|token| token.key.as_str()).collect();
        let mut runs: Vec<Run> = Vec::new();
        for (fate, b, a) in changes(&from_keys, &to_keys) {
            let pieces: Vec<Run> = match fate {
                Fate::Kept => to[a].iter().map(|token| token.run.clone()).collect(),
                Fate::Added => to[a].iter().map(|token| self.run(&token.run, ChangeKind::Inserted)).collect(),
                Fate::Removed => from[b].iter().map(|token| self.run(&token.run, ChangeKind::Deleted)).collect(),
            };
            pieces.into_iter().for_each(|piece| join(&mut runs, piece));
        }
        let renumbered = (old.number != new.number).then(|| Renumbered {
            from: old.number.clone().unwrap_or_default(),
            author: Some(self.author.to_string()),
            date: self.date.map(str::to_string),
        });
        Paragraph { runs, renumbered, ..new.clone() }
    }
}

struct Token {
    key: String,
    run: Run,
}

/// Cuts the runs of a paragraph into words; a footnote is a word of its own, known by what it says.
fn tokens(paragraph: &Paragraph, notes: &[u64]) -> Vec<Token> {
    let mut found = Vec::new();
    for run in &paragraph.runs {
        for word in words(&run.text) {
            let run = Run { text: word.to_string(), note: None, ..run.clone() };
            found.push(Token { key: word.to_string(), run });
        }
        if let Some(note) = run.note {
            let key = format!("\u{fffc}{}", notes.get(note).copied().unwrap_or_default());
            found.push(Token { key, run: Run { text: String::new(), ..run.clone() } });
        }
    }
    found
}

/// Returns what the notes of a document say, as numbers: a note may hang on many places.
fn said(document: &Document) -> Vec<u64> {
    let says = |note: &Vec<Paragraph>| {
        let mut hasher = DefaultHasher::new();
        note.iter().for_each(|paragraph| paragraph.text().hash(&mut hasher));
        hasher.finish()
    };
    document.notes.iter().map(says).collect()
}

fn join(runs: &mut Vec<Run>, piece: Run) {
    match runs.last_mut() {
        Some(last)
            if last.note.is_none()
                && last.face == piece.face
                && last.changes == piece.changes
                && last.comments == piece.comments =>
        {
            last.text.push_str(&piece.text);
            last.note = piece.note;
        }
        _ => runs.push(piece),
    }
}

/// Returns the words of a block, by which it is found again.
fn key(block: &Block) -> String {
    match block {
        Block::Paragraph(paragraph) => {
            format!("{}\t{}", paragraph.number.as_deref().unwrap_or_default(), paragraph.text())
        }
        Block::Table(table) => table.rows.iter().map(row_key).collect::<Vec<_>>().join("\n"),
    }
}

fn row_key(row: &Row) -> String {
    let cells = row.cells.iter().map(|cell| cell.blocks.iter().map(key).collect::<Vec<_>>().join("\n"));
    cells.collect::<Vec<_>>().join("\t")
}

/// Takes out notes on which nothing hangs, so that none is printed without its place.
fn drop_unused_notes(document: &mut Document) {
    let mut used = vec![false; document.notes.len()];
    for run in document.paragraphs().into_iter().flat_map(|paragraph| &paragraph.runs) {
        if let Some(used) = run.note.and_then(|note| used.get_mut(note)) {
            *used = true;
        }
    }
    let mut places = Vec::with_capacity(used.len());
    let mut next = 0;
    for used in &used {
        places.push(next);
        next += usize::from(*used);
    }
    let mut at = 0;
    document.notes.retain(|_| {
        at += 1;
        used[at - 1]
    });
    renote(&mut document.blocks, &places);
}

fn renote(blocks: &mut [Block], places: &[usize]) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                for run in &mut paragraph.runs {
                    run.note = run.note.and_then(|note| places.get(note).copied());
                }
            }
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| renote(&mut cell.blocks, places));
            }
        }
    }
}
