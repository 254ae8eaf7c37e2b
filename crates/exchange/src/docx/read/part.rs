//! Comments, notes and properties, which lie in parts of their own.

use super::super::finding::{Oddity, Refusal};
use super::super::relation::Parts;
use super::super::xml::{At, Tree};
use super::{NAME_MAX, Reader};
use std::collections::BTreeMap;
use zopa_text::document::{Block, Comment, Document, Paragraph};

/// The positions of comments and notes by their ids in the file.
#[derive(Debug, Default)]
pub(super) struct Ids {
    comments: BTreeMap<String, usize>,
    footnotes: BTreeMap<String, usize>,
    endnotes: BTreeMap<String, usize>,
}

impl Ids {
    pub(super) fn of(parts: &Parts) -> Ids {
        let ids = |tree: Option<&Tree>, name: &str, first: usize| -> BTreeMap<String, usize> {
            let mut found = BTreeMap::new();
            for at in entries(tree, name) {
                let position = first + found.len();
                found.entry(at.get("id").unwrap_or_default().to_string()).or_insert(position);
            }
            found
        };
        let footnotes = ids(parts.footnotes.as_ref(), "footnote", 0);
        let endnotes = ids(parts.endnotes.as_ref(), "endnote", footnotes.len());
        Ids { comments: ids(parts.comments.as_ref(), "comment", 0), footnotes, endnotes }
    }

    /// Returns how many comments there are.
    pub(super) fn comments(&self) -> usize {
        self.comments.len()
    }

    pub(super) fn comment(&self, id: &str) -> Option<usize> {
        self.comments.get(id).copied()
    }

    pub(super) fn note(&self, end: bool, id: &str) -> Option<usize> {
        if end { self.endnotes.get(id).copied() } else { self.footnotes.get(id).copied() }
    }
}

/// Returns the entries of a part, without the lines that part notes from the text.
fn entries<'t>(tree: Option<&'t Tree>, name: &'t str) -> impl Iterator<Item = At<'t>> {
    let root = tree.map(Tree::root);
    let all = root.into_iter().flat_map(At::children);
    all.filter(move |at| at.word() == name && matches!(at.get("type"), None | Some("normal")))
}

impl Reader<'_> {
    /// Reads what does not stand in the text itself.
    pub(super) fn finish(&mut self, parts: &Parts, document: &mut Document) -> Result<(), Refusal> {
        self.open.clear();
        let anchored = self.used.clone();
        let mut seen = std::collections::BTreeSet::new();
        for at in entries(parts.comments.as_ref(), "comment") {
            if !seen.insert(at.get("id").unwrap_or_default().to_string()) {
                continue;
            }
            let text = self.paragraphs(at)?;
            let cut = |value: Option<&str>| value.map(|value| value.chars().take(NAME_MAX).collect::<String>());
            if !anchored.get(document.comments.len()).copied().unwrap_or(false) {
                self.report.note(Oddity::LoneComments);
            }
            document.comments.push(Comment {
                author: cut(at.get("author")).unwrap_or_default(),
                date: cut(at.get("date")).filter(|date| !date.is_empty()),
                text,
            });
        }
        for (tree, name) in [(&parts.footnotes, "footnote"), (&parts.endnotes, "endnote")] {
            let mut seen = std::collections::BTreeSet::new();
            for at in entries(tree.as_ref(), name) {
                if !seen.insert(at.get("id").unwrap_or_default().to_string()) {
                    continue;
                }
                let note = self.paragraphs(at)?;
                document.notes.push(note);
                if name == "endnote" {
                    self.report.note(Oddity::Endnotes);
                }
            }
        }
        let page = sizes(parts).into_iter().next_back();
        document.landscape = page.is_some_and(|(width, height)| width > height);
        if let Some(properties) = &parts.properties {
            for child in properties.root().children() {
                match child.name().1 {
                    "title" => document.title = Some(child.text()).filter(|title| !title.trim().is_empty()),
                    "created" => {
                        let text = child.text();
                        let day = text.get(..10).filter(|day| day.is_ascii());
                        document.date = day.map(str::to_string);
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Reads the paragraphs of a comment or note; tables in it become paragraphs.
    fn paragraphs(&mut self, at: At<'_>) -> Result<Vec<Paragraph>, Refusal> {
        let mut blocks = Vec::new();
        self.blocks(at, &mut blocks)?;
        self.fields.clear();
        self.open.clear();
        let mut found = Vec::new();
        flatten(blocks, &mut found);
        // The sign of the note is followed by a space or a tab, which is no part of its words.
        if let Some(run) = found.first_mut().and_then(|first| first.runs.first_mut()) {
            let trimmed = run.text.trim_start_matches([' ', '\t']).len();
            run.text.drain(..run.text.len() - trimmed);
        }
        if let Some(first) = found.first_mut() {
            first.runs.retain(|run| !run.text.is_empty() || run.note.is_some());
        }
        Ok(found)
    }
}

fn flatten(blocks: Vec<Block>, out: &mut Vec<Paragraph>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => out.push(paragraph),
            Block::Table(table) => {
                let cells = table.rows.into_iter().flat_map(|row| row.cells);
                cells.for_each(|cell| flatten(cell.blocks, out));
            }
        }
    }
}

/// Returns the widths and heights of the pages of each section.
fn sizes(parts: &Parts) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    parts.body.root().each(&mut |at| {
        if at.word() == "pgSz" {
            let side = |name: &str| at.get(name).and_then(|side| side.trim().parse().ok());
            found.extend(side("w").zip(side("h")));
        }
    });
    found
}
