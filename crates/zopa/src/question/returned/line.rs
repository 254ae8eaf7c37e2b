//! A paper as lines that can be compared.

use std::collections::BTreeSet;
use zopa_text::document::{Block, Document, Face, Paragraph, Style};

/// A paragraph as it is compared.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Where it stands, in words.
    pub(super) place: String,
    /// The number of its clause.
    pub(super) clause: Option<String>,
    /// Its number, as printed.
    pub(super) number: String,
    /// Whether the number may have come about by itself, from what stands before it.
    pub(super) counted: bool,
    /// Its words, with what footnotes say where they hang.
    pub(super) text: String,
    /// Its words without the footnotes.
    pub(super) bare: String,
    /// How its words are set: for each run where it ends in the text, in bytes.
    pub(super) faces: Vec<(usize, Face)>,
}

impl Line {
    /// Returns the words by which the line is found again.
    pub(super) fn key(&self) -> String {
        format!("{}\t{}", self.number, self.text)
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.number.is_empty()
    }
}

/// Returns the lines of a paper that say anything, in order.
pub(super) fn lines(document: &Document, exact: bool) -> Vec<Line> {
    all(document, exact).into_iter().filter(|line| !line.is_blank()).collect()
}

/// Returns a line for every paragraph.
pub(super) fn all(document: &Document, exact: bool) -> Vec<Line> {
    let mut walk =
        Walk { document, exact, found: Vec::new(), clause: None, heading: None, tables: 0, told: BTreeSet::new() };
    walk.blocks(&document.blocks, None);
    walk.found
}

struct Walk<'d> {
    document: &'d Document,
    exact: bool,
    found: Vec<Line>,
    clause: Option<String>,
    heading: Option<String>,
    tables: usize,
    told: BTreeSet<usize>,
}

impl Walk<'_> {
    fn blocks(&mut self, blocks: &[Block], cell: Option<&str>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph, cell),
                Block::Table(table) => {
                    self.tables += 1;
                    let number = self.tables;
                    for (at, row) in table.rows.iter().enumerate() {
                        for (column, inner) in row.cells.iter().enumerate() {
                            let place = format!("table {number}, row {}, column {}", at + 1, column + 1);
                            self.blocks(&inner.blocks, Some(&place));
                        }
                    }
                }
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, cell: Option<&str>) {
        let mut line = Line {
            number: paragraph.number.clone().unwrap_or_default(),
            counted: paragraph.renumbered.as_ref().is_some_and(|renumbered| renumbered.author.is_none()),
            ..Line::default()
        };
        for run in &paragraph.runs {
            line.text.push_str(&run.text);
            line.bare.push_str(&run.text);
            if let Some(note) = run.note.and_then(|note| self.document.notes.get(note)) {
                // A note that hangs on many places is told at the first one.
                let first = run.note.is_some_and(|note| self.told.insert(note));
                let says: Vec<String> = note.iter().filter(|_| first).map(Paragraph::text).collect();
                line.text.push_str(&format!(" [footnote: {}]", says.join(" ")));
            }
            line.faces.push((line.text.len(), run.face));
        }
        if !self.exact {
            line.text = single_spaced(&line.text);
            line.bare = single_spaced(&line.bare);
        }
        self.settle(paragraph, &mut line, cell);
        self.found.push(line);
    }

    /// Says where a paragraph stands.
    fn settle(&mut self, paragraph: &Paragraph, line: &mut Line, cell: Option<&str>) {
        let label = line.number.trim_end_matches(['.', ':']).to_string();
        let mut own = None;
        if cell.is_none() {
            match paragraph.style {
                Style::Item(_) if !label.is_empty() => own = Some(label),
                Style::Body | Style::Heading(_) if !label.is_empty() => {
                    let nested = label.starts_with('(');
                    if nested { own = Some(label) } else { self.clause = Some(label) }
                }
                Style::Heading(_) | Style::Title if !line.text.trim().is_empty() => {
                    self.clause = None;
                    self.heading = Some(line.text.trim().chars().take(60).collect());
                }
                _ => {}
            }
        }
        line.clause = self.clause.as_ref().map(|clause| match &own {
            Some(own) => format!("{clause} {own}"),
            None => clause.clone(),
        });
        line.place = match (cell, &line.clause, &self.heading) {
            (Some(cell), ..) => cell.to_string(),
            (None, Some(clause), _) => format!("clause {clause}"),
            (None, None, Some(heading)) => format!("under “{heading}”"),
            (None, None, None) => "at the start".to_string(),
        };
    }
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
