//! Word documents, in and out.

mod build;
mod hostile;
mod numbers;
mod office;
mod oracle;
mod round_trip;
mod sample;
mod shapes;

use zopa_exchange::docx::{Limits, Reading, read};
use zopa_text::document::{Block, Document, Paragraph, Run};

/// Reads a document that must be readable.
fn reading(bytes: &[u8]) -> Reading {
    read(bytes, &Limits::default()).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

/// Returns the paragraphs of the text as lines, numbers in front; tables as their cells.
fn lines(document: &Document) -> Vec<String> {
    document.paragraphs().into_iter().map(line).collect()
}

fn line(paragraph: &Paragraph) -> String {
    match &paragraph.number {
        Some(number) => format!("{number} {}", paragraph.text()),
        None => paragraph.text(),
    }
}

fn names(reading: &Reading) -> Vec<&'static str> {
    reading.warnings.iter().map(|warning| warning.name).collect()
}

/// Returns a run as a word: `+ann:text` inserted, `-ben:text` deleted, and so on, the earliest change first.
fn told(run: &Run) -> String {
    use zopa_text::document::ChangeKind as Kind;
    let mut out = String::new();
    for change in &run.changes {
        out.push(match change.kind {
            Kind::Inserted => '+',
            Kind::Deleted => '-',
            Kind::MovedFrom => '<',
            Kind::MovedTo => '>',
            Kind::Formatted => '~',
        });
        out.push_str(&change.author);
        out.push(':');
    }
    out.push_str(&run.text);
    out
}

fn runs(document: &Document) -> Vec<String> {
    document.paragraphs().into_iter().flat_map(|paragraph| &paragraph.runs).map(told).collect()
}

fn first_table(document: &Document) -> &zopa_text::document::Table {
    document
        .blocks
        .iter()
        .find_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        })
        .expect("a table")
}
