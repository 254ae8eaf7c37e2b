//! Neighbouring words that are set alike, with the same history, are one run.

use zopa_text::document::{Block, Change, Document, Paragraph, Run};

/// Returns a document with the runs of every paragraph joined.
pub(super) fn whole(document: &Document) -> Document {
    let mut joined = document.clone();
    blocks(&mut joined.blocks);
    joined.notes.iter_mut().flatten().for_each(paragraph);
    joined.comments.iter_mut().flat_map(|comment| &mut comment.text).for_each(paragraph);
    joined
}

fn blocks(all: &mut [Block]) {
    for block in all {
        match block {
            Block::Paragraph(one) => paragraph(one),
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| blocks(&mut cell.blocks));
            }
        }
    }
}

fn paragraph(of: &mut Paragraph) {
    let runs = std::mem::take(&mut of.runs).into_iter();
    of.runs = merged(runs.filter(|run| !run.text.is_empty() || run.note.is_some() || !run.comments.is_empty()));
}

/// Returns runs with neighbours joined where only their dates differ; a joined run keeps the first date.
pub(super) fn merged(runs: impl Iterator<Item = Run>) -> Vec<Run> {
    let mut done: Vec<Run> = Vec::new();
    for run in runs {
        match done.last_mut() {
            Some(last) if joins(last, &run) => {
                last.text.push_str(&run.text);
                last.note = run.note;
            }
            _ => done.push(run),
        }
    }
    done
}

fn joins(last: &Run, next: &Run) -> bool {
    let alike =
        |a: &Change, b: &Change| a.kind == b.kind && a.author == b.author && a.pair == b.pair && a.face == b.face;
    last.note.is_none()
        && last.face == next.face
        && last.comments == next.comments
        && last.changes.len() == next.changes.len()
        && last.changes.iter().zip(&next.changes).all(|(a, b)| alike(a, b))
        // A comment on a place keeps its place.
        && !(last.text.is_empty() && next.text.is_empty() && next.note.is_none())
}
