#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};
use zopa_exchange::docx::{Limits, read, write};
use zopa_text::revision::{accept_all, accept_by, reject_all, revisions};

const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

/// The parts that an input is cut into, at lines of four equals signs, and the root of each.
const PARTS: [(&str, &str); 6] = [
    ("document", "document"),
    ("styles", "styles"),
    ("numbering", "numbering"),
    ("comments", "comments"),
    ("footnotes", "footnotes"),
    ("header", "hdr"),
];

/// Puts XML into a Word file, so that the search need not find out how archives are made.
fn wrapped(data: &[u8]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Stored);
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut put = |name: &str, bytes: &[u8]| {
        archive.start_file(name, options).expect("a part");
        archive.write_all(bytes).expect("memory");
    };
    let root = format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"r\" Type=\"{office}/officeDocument\" \
         Target=\"word/document.xml\"/></Relationships>"
    );
    put("_rels/.rels", root.as_bytes());
    let mut relations = String::new();
    let mut rest = data;
    for (name, root) in PARTS {
        let at = rest.windows(6).position(|window| window == b"\n====\n");
        let (own, next) = at.map_or((rest, &[][..]), |at| (&rest[..at], &rest[at + 6..]));
        let (open, close) = if name == "document" { ("<w:body>", "</w:body>") } else { ("", "") };
        let mut text = format!("<w:{root} {SPACES}>{open}").into_bytes();
        text.extend_from_slice(own);
        text.extend_from_slice(format!("{close}</w:{root}>").as_bytes());
        put(&format!("word/{name}.xml"), &text);
        relations
            .push_str(&format!("<Relationship Id=\"{name}\" Type=\"{office}/{name}\" Target=\"{name}.xml\"/>"));
        rest = next;
    }
    let relations = format!("<Relationships xmlns=\"{package}\">{relations}</Relationships>");
    put("word/_rels/document.xml.rels", relations.as_bytes());
    archive.finish().expect("an archive").into_inner()
}

fn check(bytes: &[u8], limits: &Limits) {
    let Ok(reading) = read(bytes, limits) else { return };
    let document = reading.document;
    for revision in revisions(&document) {
        drop(accept_by(&document, &revision.author));
    }
    assert!(revisions(&accept_all(&document)).is_empty(), "everything was accepted");
    assert!(revisions(&reject_all(&document)).is_empty(), "everything was rejected");
    // What has been through the format once goes through it unchanged.
    let once = read(&write(&document), limits).expect("what is written can be read").document;
    let written = write(&once);
    let twice = read(&written, limits).expect("what is written can be read").document;
    assert!(write(&twice) == written, "{once:#?}\n{twice:#?}");
}

fuzz_target!(|data: &[u8]| {
    let limits = Limits { document_bytes_max: 16 << 20, ..Limits::default() };
    if data.starts_with(b"PK") {
        check(data, &limits);
    } else {
        check(&wrapped(data), &limits);
    }
});
