//! Files that are damaged, too large, something else, or made to harm.

use super::build::{docx, p, r, zipped};
use super::{lines, names, reading};
use proptest::prelude::*;
use zopa_exchange::docx::{Limits, Refusal, read};

fn refusal(bytes: &[u8]) -> Refusal {
    match read(bytes, &Limits::default()) {
        Err(refusal) => refusal,
        Ok(reading) => panic!("read: {:?}", reading.warnings),
    }
}

#[test]
fn what_is_no_word_document_is_named() {
    let wide = |word: &str| word.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let ole = |word: &str| [vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0], wide(word)].concat();
    let archive = |name: &str| zipped(&[(name.to_string(), b"<x/>".to_vec())]);
    for (bytes, name, word) in [
        (Vec::new(), "other-format", "empty"),
        (b"Dear all,".to_vec(), "other-format", "not a Word document"),
        (b"{\\rtf1 x}".to_vec(), "other-format", ".rtf"),
        (b"%PDF-1.7".to_vec(), "other-format", "PDF"),
        (b"\xef\xbb\xbf<html>".to_vec(), "other-format", "HTML"),
        (ole("WordDocument"), "other-format", ".doc"),
        (ole("EncryptedPackage"), "password", "password"),
        (archive("xl/workbook.xml"), "other-format", "workbook"),
        (archive("ppt/presentation.xml"), "other-format", "slides"),
        (archive("content.xml"), "other-format", "OpenDocument"),
        (archive("readme.txt"), "other-format", "no Word document"),
    ] {
        let refusal = refusal(&bytes);
        assert_eq!(refusal.name, name, "{refusal:?}");
        assert!(refusal.message.contains(word) && refusal.hint.is_some(), "{refusal:?}");
    }
}

#[test]
fn a_file_that_is_too_large_is_refused_with_its_size() {
    let mut bytes = docx(&p("x")).bytes();
    bytes.resize(200 << 20, 0);
    let found = refusal(&bytes);
    assert_eq!(found.name, "too-large");
    assert!(found.message.contains("200 MiB"), "{found:?}");
}

#[test]
fn bombs_are_not_unpacked() {
    let padding = " ".repeat(40 << 20);
    let bomb = docx(&format!("{}{padding}", p("x")));
    let found = refusal(&bomb.bytes());
    assert_eq!(found.name, "too-large");
    assert!(found.message.contains("250-fold"), "{found:?}");
    let many: Vec<(String, Vec<u8>)> = (0..10_001).map(|at| (format!("f{at}"), Vec::new())).collect();
    assert_eq!(refusal(&zipped(&many)).name, "too-large");
    let limits = Limits { part_bytes_max: 1_000, ..Limits::default() };
    let found = read(&docx(&p(&"word ".repeat(1_000))).bytes(), &limits).expect_err("a part too large");
    assert_eq!(found.name, "too-large");
    let nested = format!("{}{}{}", "<w:sdt><w:sdtContent>".repeat(200), p("x"), "</w:sdtContent></w:sdt>".repeat(200));
    let found = refusal(&docx(&nested).bytes());
    assert!(found.message.contains("200 deep"), "{found:?}");
}

#[test]
fn what_is_nested_as_deep_as_allowed_is_read_and_written() {
    let open = "<w:tbl><w:tr><w:tc>".repeat(64);
    let close = "<w:p/></w:tc></w:tr></w:tbl>".repeat(64);
    let found = reading(&docx(&format!("{open}{}{close}", p("deep"))).bytes()).document;
    assert!(lines(&found).contains(&"deep".to_string()));
    let back = reading(&zopa_exchange::docx::write(&found)).document;
    assert!(lines(&back).contains(&"deep".to_string()));
}

#[test]
fn a_small_file_cannot_fill_the_memory() {
    // Every word carries every comment and a long name: the document grows by multiplication.
    let author = "a".repeat(250);
    let starts: String = (0..500).map(|at| format!("<w:commentRangeStart w:id=\"{at}\"/>")).collect();
    let words = format!("{}<w:r><w:rPr><w:b/></w:rPr><w:t>b</w:t></w:r>", r("a")).repeat(2_000);
    let body = format!("<w:p>{starts}<w:ins w:author=\"{author}\">{words}</w:ins></w:p>");
    let comments: String = (0..500).map(|at| format!("<w:comment w:id=\"{at}\">{}</w:comment>", p("x"))).collect();
    let limits = Limits { document_bytes_max: 4 << 20, ..Limits::default() };
    let found = read(&docx(&body).comments(&comments).bytes(), &limits).expect_err("too much");
    assert_eq!(found.name, "too-large");
}

#[test]
fn entities_are_refused() {
    let tricks = [
        "<!DOCTYPE w:document [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>",
        "<!DOCTYPE w:document SYSTEM \"file:///etc/passwd\">",
    ];
    for trick in tricks {
        let file = docx(&p("&b;"));
        let text = file.document_xml().replace("<w:document", &format!("{trick}<w:document"));
        let mut entries = file.entries();
        entries[2].1 = text.into_bytes();
        assert_eq!(refusal(&zipped(&entries)).name, "entities");
    }
    assert_eq!(refusal(&docx(&p("&unknown;")).bytes()).name, "entities");
    assert_eq!(lines(&reading(&docx(&p("&lt;&#65;&#x42;&amp;")).bytes()).document), ["<AB&"]);
}

#[test]
fn truncated_and_doubled_files_are_refused() {
    let bytes = docx(&p("Some words that are long enough.")).bytes();
    for keep in [4, 30, bytes.len() / 2, bytes.len() - 1] {
        assert_eq!(refusal(&bytes[..keep]).name, "damaged", "{keep}");
    }
    let file = docx(&p("one"));
    let mut entries = file.entries();
    entries.push(("WORD/Document.xml".to_string(), file.document_xml().replace("one", "two").into_bytes()));
    let found = refusal(&zipped(&entries));
    assert!(found.message.contains("twice"), "{found:?}");
    let mut entries = file.entries();
    entries.push(("word/../../evil.xml".to_string(), b"<x/>".to_vec()));
    assert!(refusal(&zipped(&entries)).message.contains("outside"));
    let cut = file.document_xml();
    let mut entries = file.entries();
    entries[2].1 = cut.as_bytes()[..cut.len() - 30].to_vec();
    assert_eq!(refusal(&zipped(&entries)).name, "damaged");
    let mut entries = file.entries();
    entries[2].1 = b"\xff\xff\xff<".to_vec();
    assert!(refusal(&zipped(&entries)).message.contains("encoding"));
}

#[test]
fn one_part_under_the_same_name_twice_is_refused() {
    // The writer of archives refuses such a file, so the second name is put in afterwards.
    let file = docx(&p("one")).part("word/documenu.xml", docx(&p("two")).document_xml());
    let mut bytes = file.bytes();
    let name = b"word/documenu.xml";
    let places: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at..].starts_with(name)).collect();
    assert_eq!(places.len(), 2);
    for at in places {
        bytes[at..at + name.len()].copy_from_slice(b"word/document.xml");
    }
    let found = refusal(&bytes);
    assert!(found.message.contains("twice"), "{found:?}");
}

#[test]
fn macros_templates_and_what_lies_elsewhere_are_ignored_aloud() {
    let file = docx(&p("Text."))
        .part("word/vbaProject.bin", b"macro".to_vec())
        .relation("t", "attachedTemplate", "https://example.org/t.dotm", true)
        .relation("i", "image", "file://server/x.png", true)
        .relation("l", "hyperlink", "https://example.org", true);
    let found = reading(&file.bytes());
    assert_eq!(names(&found), ["macros", "template", "links", "outside"]);
    assert_eq!(lines(&found.document), ["Text."]);
}

#[test]
fn pictures_objects_and_embedded_files_are_left_out_aloud() {
    let body =
        format!("<w:p><w:r><w:drawing/></w:r><w:r><w:object/></w:r></w:p><w:altChunk r:id=\"x\"/>{}", p("Text."));
    let found = reading(&docx(&body).bytes());
    assert_eq!(names(&found), ["embedded-files", "pictures", "objects"]);
}

#[test]
fn a_damaged_side_part_is_left_out_aloud() {
    let file = docx(&p("Text.")).part("word/comments.xml", b"<w:comments".to_vec()).relation(
        "c",
        "comments",
        "comments.xml",
        false,
    );
    let found = reading(&file.bytes());
    assert_eq!(names(&found), ["damaged-parts"]);
    assert!(found.warnings[0].message.contains("word/comments.xml"));
    let file = docx(&p("Text.")).relation("c", "comments", "comments.xml", false);
    assert_eq!(names(&reading(&file.bytes())), ["damaged-parts"]);
}

#[test]
fn references_to_nothing_are_told() {
    let body = "<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id=\"8\"/><w:commentReference w:id=\"8\"/></w:r></w:p>";
    let found = reading(&docx(body).bytes());
    assert_eq!(names(&found), ["lost-notes", "lost-comments"]);
    let lone = docx(&p("a")).comments(&format!("<w:comment w:id=\"1\">{}</w:comment>", p("x")));
    assert_eq!(names(&reading(&lone.bytes())), ["lone-comments"]);
}

#[test]
fn circles_of_styles_and_lists_end() {
    let styles = "<w:style w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style><w:style w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style>";
    let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:numStyleLink w:val=\"S\"/><w:styleLink w:val=\"S\"/></w:abstractNum>\
                     <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let body =
        format!("<w:p><w:pPr><w:pStyle w:val=\"A\"/><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>{}</w:p>", r("x"));
    assert_eq!(lines(&reading(&docx(&body).styles(styles).numbering(numbering).bytes()).document), ["x"]);
}

proptest! {
    #![proptest_config(crate::tries(300))]

    #[test]
    fn damage_never_panics(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let body = format!("<w:p>{}</w:p><w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", r("a"), p("b"));
        let file = docx(&body).comments("<w:comment w:id=\"1\"/>").footnotes("<w:footnote w:id=\"1\"/>");
        let mut bytes = file.bytes();
        let place = at.index(bytes.len());
        bytes[place] = byte;
        drop(read(&bytes, &Limits::default()));
        drop(read(&bytes[..cut.index(bytes.len())], &Limits::default()));
        // The same in the text itself, where the archive does not catch it.
        let mut entries = file.entries();
        let text = &mut entries[2].1;
        let place = at.index(text.len());
        text[place] = byte;
        drop(read(&zipped(&entries), &Limits::default()));
    }
}
