//! Headers and footers, and the handling mark in them.

use super::super::finding::Refusal;
use super::super::relation::{Margin, Parts};
use super::super::write::{MARK_STYLE, STATUS_STYLE};
use super::super::xml::At;
use super::Reader;
use std::collections::BTreeSet;
use zopa_text::document::{Block, Document, Paragraph};

/// A longer text is no handling mark.
const MARK_MAX: usize = 80;

impl Reader<'_> {
    /// Reads headers and footers. Returns each text once; the handling mark is what this program has set as one, or
    /// else a short text that stands at the top and at the bottom.
    pub(super) fn margins(&mut self, parts: &Parts, document: &mut Document) -> Result<Vec<String>, Refusal> {
        let mut all: Vec<String> = Vec::new();
        let mut seen = BTreeSet::new();
        let (mut top, mut bottom) = (Vec::new(), BTreeSet::new());
        for (margin, tree) in &parts.margins {
            let mut blocks = Vec::new();
            self.blocks(tree.root(), &mut blocks)?;
            self.fields.clear();
            let mut found = Vec::new();
            paragraphs(&blocks, &mut found);
            let styles = styles(tree.root());
            for (at, paragraph) in found.iter().enumerate() {
                let text = paragraph.text().trim().to_string();
                match styles.get(at).copied() {
                    Some(MARK_STYLE) => document.mark = Some(text.clone()),
                    Some(STATUS_STYLE) => document.status = Some(text.clone()),
                    _ => {}
                }
                if text.is_empty() {
                    continue;
                }
                match margin {
                    Margin::Top => top.push(text.clone()),
                    Margin::Bottom => {
                        bottom.insert(text.clone());
                    }
                }
                if seen.insert(text.clone()) {
                    all.push(text);
                }
            }
        }
        if document.mark.is_none() {
            document.mark = top.into_iter().find(|text| bottom.contains(text) && text.chars().count() <= MARK_MAX);
        }
        Ok(all)
    }
}

fn paragraphs<'b>(blocks: &'b [Block], found: &mut Vec<&'b Paragraph>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => found.push(paragraph),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| paragraphs(&cell.blocks, found));
            }
        }
    }
}

/// Returns the styles that the paragraphs of this program's own headers and footers name, in order.
fn styles(root: At<'_>) -> Vec<&str> {
    let paragraphs = root.children().filter(|child| child.word() == "p");
    paragraphs.map(|at| at.first("pPr").and_then(|properties| properties.value("pStyle")).unwrap_or_default()).collect()
}
