#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write as _};
use std::sync::LazyLock;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};
use zopa::question::grid;
use zopa::edited::{Options, appended, open, resolve};
use zopa::session;
use zopa::workbook::workbook;
use zopa_case::case::Case;
use zopa_case::view::View;
use zopa_exchange::xlsx::{read, write};

const RECORD: &str = r#"case "Toll talks"
party north "Norrland" principal
party south "Sudmark" principal
fact watched "The strait is watched"
point toll "Toll" number 0..500 step 50 unit EUR
point start "Start" date 2026-01..2028-01 step 6 months
point patrols "Patrols" scale
  option none "None"
  option joint "Joint patrols" gives watched
2025-03-02 stance north red-line ceiling "No toll above 200" : toll <= 200
2025-03-03 stance south demand floor : toll >= 400 and not watched
2025-03-03 stance south reserves : start
2025-03-06 agrees north : patrols = joint ad-referendum
2025-03-09 report last
"#;

static CASE: LazyLock<Case> =
    LazyLock::new(|| Case::read(vec![("case.zopa".to_string(), RECORD.to_string())]));

/// The parts of a workbook of the case, but for its first sheet and its table of texts.
static PARTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let view = View::new(&CASE, None, &[]);
    let sheets = grid::ask(&view, &grid::Options::default()).expect("a grid").sheets(&CASE);
    let bytes = write(&workbook(&CASE, sheets)).expect("a workbook");
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).expect("bytes");
        parts.push((name, bytes));
    }
    parts
});

/// Puts the two parts of the input, cut at a line of four equals signs, in the place of a sheet and the table of texts.
fn packed(data: &[u8]) -> Vec<u8> {
    let at = data.windows(6).position(|window| window == b"\n====\n");
    let (sheet, texts) = at.map_or((data, None), |at| (&data[..at], Some(&data[at + 6..])));
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in PARTS.iter() {
        let bytes = match (name.as_str(), texts) {
            ("xl/worksheets/sheet1.xml", _) => sheet,
            ("xl/sharedStrings.xml", Some(texts)) => texts,
            _ => bytes,
        };
        out.start_file(name.as_str(), stored).expect("a part");
        out.write_all(bytes).expect("bytes");
    }
    out.finish().expect("an archive").into_inner()
}

fuzz_target!(|data: &[u8]| {
    // A file as it comes.
    let _ = read(data);
    // A workbook with a sheet as it comes.
    let Ok(book) = read(&packed(data)) else { return };
    let Ok(opened) = open(&book.sheets) else { return };
    let Ok(view) = session::view(&CASE, &opened.asked()) else { return };
    let mut answer = opened.compare(&view, &Options::default());
    let source = CASE.sources.iter().next().expect("a file");
    resolve(&CASE, &mut answer, Some(&source.path));
    if answer.is_sound() && !answer.proposals.is_empty() {
        let after = appended(&source.text, &answer).expect("what was found sound can be added");
        assert!(after.starts_with(&source.text));
        let read = Case::read(vec![(source.path.clone(), after.clone())]);
        assert!(read.is_sound(), "{after}\n{:?}", read.errors);
    }
});
