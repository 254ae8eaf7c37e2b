//! Writing a Word document.
//!
//! Numbers are written as words, so that no program counts anew. What is written depends on the document alone: no
//! clock, no name of a user or a machine, no order but that of the document.

mod body;
mod part;
mod run;
mod styles;
mod table;
mod xml;

use super::merge;
use body::Writer;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};
use zopa_text::document::{Document, Tone};

/// The style of the numbers of paragraphs.
pub(super) const NUMBER_STYLE: &str = "ParagraphNumber";
/// The style of words set back in colour.
pub(super) const FAINT_STYLE: &str = "Faint";
/// The style of the handling mark.
pub(super) const MARK_STYLE: &str = "HandlingMark";
/// The style of the status of the paper.
pub(super) const STATUS_STYLE: &str = "PaperStatus";

/// The grounds of cells. Words in black can be read on each.
const TONES: [(Tone, &str); 5] = [
    (Tone::Head, "E7E6E6"),
    (Tone::Agreed, "D9EAD3"),
    (Tone::Close, "D0E3F0"),
    (Tone::Open, "FFF2CC"),
    (Tone::Blocked, "F4CCCC"),
];

/// Returns the tone that a colour stands for.
pub(super) fn tone(fill: &str) -> Option<Tone> {
    TONES.iter().find(|(_, colour)| colour.eq_ignore_ascii_case(fill)).map(|(tone, _)| *tone)
}

fn fill(tone: Tone) -> &'static str {
    TONES.iter().find(|(known, _)| *known == tone).map_or("auto", |(_, colour)| colour)
}

/// Returns a document as the bytes of a Word file. The same document gives the same bytes.
///
/// # Panics
/// Never: writing to memory does not fail.
pub fn write(document: &Document) -> Vec<u8> {
    // Runs are joined as they are when they are read, so that what is read and written again is the same.
    let document = &merge::whole(document);
    let mut writer = Writer::new(document);
    let body = writer.document();
    let comments = (!document.comments.is_empty()).then(|| writer.comments());
    let footnotes = writer.footnotes();
    let mut parts: Vec<(&str, String)> = vec![
        ("[Content_Types].xml", part::content_types(comments.is_some())),
        ("_rels/.rels", part::root_relations()),
        ("docProps/app.xml", part::application()),
        ("docProps/core.xml", part::properties(document)),
        ("word/document.xml", body),
        ("word/_rels/document.xml.rels", part::relations(comments.is_some())),
        ("word/styles.xml", styles::styles()),
        ("word/numbering.xml", styles::numbering()),
        ("word/settings.xml", part::settings(document)),
        ("word/footnotes.xml", footnotes),
        ("word/header1.xml", part::header(document)),
        ("word/footer1.xml", part::footer(document)),
    ];
    parts.extend(comments.map(|comments| ("word/comments.xml", comments)));
    packed(&parts).expect("memory takes what is written to it")
}

fn packed(parts: &[(&str, String)]) -> zip::result::ZipResult<Vec<u8>> {
    // The day with which the calendar of the format begins stands for no day.
    let options = SimpleFileOptions::DEFAULT
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
