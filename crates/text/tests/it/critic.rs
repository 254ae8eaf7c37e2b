//! CriticMarkup in and out.

use zopa_text::critic::{Remark, accept, document, reject, write};
use zopa_text::document::{Block, Change, ChangeKind, Comment, Document, Face, Paragraph, Run};

#[test]
fn changes_are_accepted_and_rejected() {
    let text = "The {~~fee~>toll~~}{>>author=A<<} is {--not --}{++now ++}{==due==}{>>really?<<}.";
    assert_eq!(accept(text), "The toll is now due.");
    assert_eq!(reject(text), "The fee is not due.");
    assert_eq!(accept("a {++ b"), "a {++ b");
    assert_eq!(accept("a \\{++ b ++}"), "a \\{++ b ++}");
    assert_eq!(accept("{++a {--b--}{>>x<<} c++}"), "a  c");
    assert_eq!(reject("{--{++a++}{>>author=A<<}b--}"), "b");
}

#[test]
fn remarks_say_who_and_when() {
    let remark = Remark::read("author=\"Ilse Brandt\" date=2025-03-20T10:00:00Z: too early");
    assert_eq!(remark.author.as_deref(), Some("Ilse Brandt"));
    assert_eq!((remark.date.as_deref(), remark.text.as_str()), (Some("2025-03-20T10:00:00Z"), "too early"));
    assert_eq!(Remark::read("author of this: who?").text, "author of this: who?");
    assert_eq!(Remark::read("author=A date=2025").date.as_deref(), Some("2025"));
}

fn words(document: &Document) -> &[Run] {
    match &document.blocks[0] {
        Block::Paragraph(paragraph) => &paragraph.runs,
        Block::Table(_) => &[],
    }
}

#[test]
fn marks_become_changes_and_comments() {
    let found =
        document("A {++new++}{>>author=Tarn date=2025-03-20<<} {==word==}{>>author=Veld: why?<<}{>>and how?<<}");
    let runs = words(&found);
    assert_eq!(runs[1].changes, [Change::new(ChangeKind::Inserted, "Tarn").on("2025-03-20")]);
    assert_eq!((runs[3].text.as_str(), runs[3].comments.as_slice()), ("word", [0, 1].as_slice()));
    assert_eq!(found.comments[0].author, "Veld");
    assert_eq!(found.comments[1].text, [Paragraph::plain("and how?")]);
}

#[test]
fn a_change_of_a_change_is_kept() {
    let run =
        Run::plain("x").changed(Change::new(ChangeKind::Inserted, "A")).changed(Change::new(ChangeKind::Deleted, "B"));
    let paragraph = Paragraph { runs: vec![run], ..Paragraph::default() };
    let made = Document { blocks: vec![Block::Paragraph(paragraph)], ..Document::default() };
    assert_eq!(write(&made), "{--{++x++}{>>author=A<<}--}{>>author=B<<}\n");
    assert_eq!(document(&write(&made)), made);
}

#[test]
fn moves_and_settings_are_kept() {
    let bold = Face { bold: true, ..Face::default() };
    let runs = vec![
        Run::plain("a").changed(Change::new(ChangeKind::MovedFrom, "A B").on("2025")),
        Run::plain(" b "),
        Run::faced("c", bold).changed(Change::new(ChangeKind::Formatted, "")),
    ];
    let paragraph = Paragraph { runs, ..Paragraph::default() };
    let comments = vec![Comment { author: String::new(), date: None, text: vec![Paragraph::plain("author=x")] }];
    let mut made = Document { blocks: vec![Block::Paragraph(paragraph)], comments, ..Document::default() };
    if let Block::Paragraph(paragraph) = &mut made.blocks[0] {
        paragraph.runs[0].comments = vec![0];
    }
    assert_eq!(document(&write(&made)).blocks, made.blocks, "{}", write(&made));
}
