//! What is written is read as it was, and written again byte for byte.

use super::sample::everything;
use super::{names, reading};
use proptest::prelude::*;
use zopa_exchange::docx::write;
use zopa_text::document::{
    Block, Cell, Change, ChangeKind, Comment, Document, Face, Paragraph, Renumbered, Row, Run, Style, Table,
};
use zopa_text::revision::{accept_all, reject_all};

/// Writes, reads and writes again; the bytes must not change. Returns what was read.
fn through(document: &Document) -> Document {
    let first = write(document);
    assert!(first == write(document), "the same bytes for the same document");
    let back = reading(&first).document;
    let second = write(&back);
    assert!(first == second, "{}", difference(&first, &second));
    back
}

fn difference(first: &[u8], second: &[u8]) -> String {
    let body = |bytes: &[u8]| {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
        let mut text = String::new();
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).expect("a part");
            std::io::Read::read_to_string(&mut part, &mut text).expect("text");
        }
        text.chars().collect::<Vec<char>>()
    };
    let (first, second) = (body(first), body(second));
    let at = first.iter().zip(&second).position(|(a, b)| a != b).unwrap_or(first.len().min(second.len()));
    let around = |text: &[char]| text[at.saturating_sub(400)..(at + 200).min(text.len())].iter().collect::<String>();
    format!("{}\n\n{}", around(&first), around(&second))
}

#[test]
fn everything_goes_through() {
    let document = everything();
    let back = through(&document);
    let mut wanted = document.clone();
    // What the format adds: widths in its own measure, and a paragraph after a table at the end.
    if let (Some(Block::Table(wanted)), Some(Block::Table(found))) =
        (wanted.blocks.last_mut(), back.blocks.get(document.blocks.len() - 1))
    {
        wanted.widths.clone_from(&found.widths);
    }
    wanted.blocks.push(Block::Paragraph(Paragraph::default()));
    for (back, wanted) in back.blocks.iter().zip(&wanted.blocks) {
        assert_eq!(back, wanted);
    }
    assert_eq!(back, wanted);
    assert!(names(&reading(&write(&document))).is_empty());
}

#[test]
fn an_empty_document_and_a_landscape_one_go_through() {
    assert_eq!(through(&Document::default()).blocks, [Block::Paragraph(Paragraph::default())]);
    let back =
        through(&Document { landscape: true, blocks: vec![Block::Table(Table::default())], ..Document::default() });
    assert!(back.landscape);
    let touching = vec![Block::Table(Table::default()), Block::Table(Table::default())];
    assert_eq!(through(&Document { blocks: touching, ..Document::default() }).blocks.len(), 4);
}

#[test]
fn nothing_of_the_machine_is_in_the_file() {
    let bytes = write(&everything());
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("an archive");
    for at in 0..archive.len() {
        let entry = archive.by_index(at).expect("a part");
        let time = entry.last_modified().expect("a time");
        assert_eq!((time.year(), time.month(), time.day()), (1980, 1, 1));
    }
    let mut properties = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("docProps/core.xml").expect("properties"), &mut properties)
        .expect("text");
    assert!(!properties.contains("creator") && !properties.contains("lastModifiedBy"), "{properties}");
}

fn change() -> impl Strategy<Value = Change> {
    let kinds =
        [ChangeKind::Inserted, ChangeKind::Deleted, ChangeKind::MovedFrom, ChangeKind::MovedTo, ChangeKind::Formatted];
    let face = any::<bool>().prop_map(|bold| Face { bold, ..Face::default() });
    (prop::sample::select(kinds.to_vec()), "[AB]", prop::option::of("2025-03-2[0-9]T00:00:00Z"), face).prop_map(
        |(kind, author, date, face)| Change {
            date,
            face: (kind == ChangeKind::Formatted).then_some(face),
            ..Change::new(kind, author)
        },
    )
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-c \\[\\]\\t\\n]{0,6}",
        1 => "\\PC{0,4}",
        1 => Just("\u{0}\u{fffe}&<>\"'\u{ad}\u{2011}\r".to_string()),
        1 => Just("عربي 12".to_string()),
    ]
}

fn run() -> impl Strategy<Value = Run> {
    let face = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>())
        .prop_map(|(bold, rtl, faint, hidden)| Face { bold, rtl, faint, hidden, ..Face::default() });
    let comments = prop::collection::vec(0..3usize, 0..3);
    let note = prop::option::weighted(0.1, 0..2usize);
    (words(), face, prop::collection::vec(change(), 0..3), comments, note)
        .prop_map(|(text, face, changes, comments, note)| Run { text, face, changes, comments, note })
}

fn paragraph() -> impl Strategy<Value = Paragraph> {
    let style = prop_oneof![
        Just(Style::Body),
        Just(Style::Title),
        (0..12u8).prop_map(Style::Heading),
        (0..12u8).prop_map(Style::Item)
    ];
    let renumbered = prop::option::weighted(0.2, ("[0-9]{0,2}", prop::option::of("[AB]")));
    let runs = prop::collection::vec(run(), 0..5);
    (
        style,
        prop::option::of("[0-9a-z.() ]{0,4}"),
        renumbered,
        any::<bool>(),
        prop::collection::vec(change(), 0..3),
        runs,
    )
        .prop_map(|(style, number, renumbered, rtl, changes, runs)| Paragraph {
            style,
            number,
            renumbered: renumbered.map(|(from, author)| Renumbered { from, author, date: None }),
            rtl,
            changes,
            runs,
        })
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = paragraph().prop_map(Block::Paragraph);
    leaf.prop_recursive(2, 12, 3, |inner| {
        let cell = (prop::collection::vec(inner, 0..3), 0..3u32, any::<bool>(), prop::collection::vec(change(), 0..2))
            .prop_map(|(blocks, span, continued, changes)| Cell { blocks, span, continued, changes, tone: None });
        let row = (prop::collection::vec(cell, 0..3), prop::collection::vec(change(), 0..2))
            .prop_map(|(cells, changes)| Row { cells, changes });
        (prop::collection::vec(row, 0..3), 0..3usize)
            .prop_map(|(rows, head)| Block::Table(Table { head, widths: Vec::new(), rows }))
    })
}

proptest! {
    #![proptest_config(crate::tries(200))]

    /// What has been through the format once is a document that the format can say, and goes through it unchanged.
    #[test]
    fn any_document_settles(blocks in prop::collection::vec(block(), 0..6)) {
        let comment = Comment { author: "C".to_string(), date: None, text: vec![Paragraph::plain("c")] };
        let document = Document {
            blocks,
            comments: vec![comment.clone(), Comment { text: Vec::new(), ..comment.clone() }, comment],
            notes: vec![vec![Paragraph::plain("n")], Vec::new()],
            ..Document::default()
        };
        let once = reading(&write(&document)).document;
        let bytes = write(&once);
        let twice = reading(&bytes).document;
        prop_assert!(bytes == write(&twice), "{}", difference(&bytes, &write(&twice)));
        prop_assert_eq!(accept_all(&twice).blocks, accept_all(&once).blocks);
        prop_assert_eq!(reject_all(&twice).blocks, reject_all(&once).blocks);
    }
}
