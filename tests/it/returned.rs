//! What came back against what was sent: nothing that was changed goes unseen, and nothing is seen that was not.

use zopa::question::returned::{MarkedKind, Nature, Options, Returned, ask};
use zopa_exchange::docx::{Limits, read, write};
use zopa_text::critic;
use zopa_text::document::{
    Block, Cell, Change, ChangeKind, Comment, Document, Face, Paragraph, Row, Run, Style, Table,
};
use zopa_text::revision::accept_all;
use zopa_text::tracked::tracked;

/// Returns a paper of so many clauses.
fn paper(clauses: usize) -> Document {
    let mut blocks = vec![Block::Paragraph(Paragraph::plain("Kell Treaty").styled(Style::Title))];
    for at in 1..=clauses {
        let text = format!(
            "The Parties shall, for article {at}, pay a toll of {} euros for each ship of class {at} that passes the \
             strait between the first and the last day of the month, and shall keep a book of all passages.",
            300 + at
        );
        let number = Some(format!("{at}."));
        blocks.push(Block::Paragraph(Paragraph { number, ..Paragraph::plain(text) }));
    }
    Document { blocks, ..Document::default() }
}

/// Returns a document as it comes back from disk.
fn through(document: &Document) -> Document {
    read(&write(document), &Limits::default()).expect("a document of our own").document
}

fn asked(sent: &Document, returned: &Document) -> Returned {
    let options = Options { sent: "sent".to_string(), returned: "back".to_string(), exact: true, ..Options::default() };
    ask(&through(sent), &through(returned), &options)
}

fn paragraph(document: &mut Document, at: usize) -> &mut Paragraph {
    match &mut document.blocks[at] {
        Block::Paragraph(paragraph) => paragraph,
        Block::Table(_) => panic!("a paragraph"),
    }
}

fn alter(document: &Document, at: usize, from: &str, to: &str) -> Document {
    let mut altered = document.clone();
    let run = &mut paragraph(&mut altered, at).runs[0];
    assert!(run.text.contains(from));
    run.text = run.text.replacen(from, to, 1);
    altered
}

fn natures(found: &Returned) -> Vec<Nature> {
    found.unmarked.iter().map(|each| each.nature).collect()
}

#[test]
fn what_came_back_as_it_was_sent_is_clean() {
    let sent = paper(20);
    let found = asked(&sent, &sent);
    assert!(found.unmarked.is_empty() && found.authors.is_empty());
    assert_eq!(found.paragraphs, 21);
}

#[test]
fn a_planted_change_in_sixty_pages_is_found() {
    // Ten clauses of three lines make a page.
    let sent = paper(600);
    let back = alter(&sent, 417, "shall keep", "may keep");
    let found = asked(&sent, &back);
    assert_eq!(natures(&found), [Nature::Words]);
    assert_eq!(found.unmarked[0].clause.as_deref(), Some("417"));
    let words: Vec<&str> = found.unmarked[0]
        .pieces
        .iter()
        .filter(|piece| piece.kind != zopa::question::returned::PieceKind::Kept)
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!(words, ["shall", "may"]);
}

#[test]
fn a_planted_change_among_marked_ones_is_found() {
    let sent = paper(60);
    let mut later = alter(&sent, 10, "a toll", "a fee");
    later.blocks.remove(30);
    let marked = tracked(&sent, &later, "Ben", Some("2025-03-20"));
    let found = asked(&sent, &marked);
    assert!(found.unmarked.is_empty(), "{:?}", found.unmarked);
    assert_eq!(found.authors.len(), 1);
    let kinds: Vec<MarkedKind> = found.authors[0].changes.iter().map(|each| each.kind).collect();
    assert_eq!(kinds, [MarkedKind::Deleted, MarkedKind::Inserted, MarkedKind::Deleted]);
    assert_eq!(found.authors[0].changes[2].clause.as_deref(), Some("30"));
    let planted = alter(&marked, 50, "last day", "first day");
    assert_eq!(natures(&asked(&sent, &planted)), [Nature::Words]);
}

#[test]
fn what_only_looks_alike_is_told_apart() {
    let sent = alter(&paper(5), 2, "for article", "for “every-day” café article");
    for (from, to, nature, detail) in [
        ("pay", "p\u{430}y", Nature::LookAlikes, "U+0061 Latin → U+0430 Cyrillic"),
        ("pay", "pa\u{200b}y", Nature::Invisible, "none → U+200B zero-width space"),
        ("café", "cafe\u{301}", Nature::Encoding, "U+0301 combining mark"),
        ("“every-day”", "\"every\u{2013}day\"", Nature::Typography, ""),
        ("a toll", "a\u{a0}toll", Nature::Space, "U+00A0 no-break space"),
        ("a toll of", "a  toll of", Nature::Space, ""),
        ("a toll", "a fe\u{435}", Nature::Words, "mixes letters"),
    ] {
        let found = asked(&sent, &alter(&sent, 2, from, to));
        assert_eq!(natures(&found), [nature], "{from} {to}");
        let details = found.unmarked[0].details.join(" ");
        assert!(details.contains(detail), "{details}");
    }
}

#[test]
fn moves_numbers_and_paragraphs_are_told_apart() {
    let sent = paper(12);
    let mut moved = sent.clone();
    let block = moved.blocks.remove(3);
    moved.blocks.insert(8, block);
    assert_eq!(natures(&asked(&sent, &moved)), [Nature::Moved]);
    let changed = alter(&moved, 8, "a toll", "no toll");
    let found = asked(&sent, &changed);
    assert_eq!(natures(&found), [Nature::MovedAndChanged]);
    assert_eq!(found.unmarked[0].place, "clause 3 → clause 3");
    let mut renumbered = sent.clone();
    paragraph(&mut renumbered, 4).number = Some("4 bis.".to_string());
    let found = asked(&sent, &renumbered);
    assert_eq!((natures(&found), found.unmarked[0].after.as_str()), (vec![Nature::Number], "4 bis."));
    let mut longer = sent.clone();
    longer.blocks.insert(5, Block::Paragraph(Paragraph::plain("Something nobody asked for.")));
    longer.blocks.remove(9);
    assert_eq!(natures(&asked(&sent, &longer)), [Nature::Added, Nature::Removed]);
}

#[test]
fn an_edit_inside_a_move_does_not_hide() {
    let sent = paper(6);
    let change = |kind| Change { pair: Some("m".to_string()), ..Change::new(kind, "Ben").on("2025-03-20T00:00:00Z") };
    let half = |document: &Document, kind: ChangeKind, altered: bool| {
        let Block::Paragraph(paragraph) = &document.blocks[2] else { panic!("a paragraph") };
        let mut paragraph = paragraph.clone();
        paragraph.changes = vec![Change { pair: None, ..change(kind) }];
        paragraph.runs[0].changes = vec![change(kind)];
        if altered {
            paragraph.runs[0].text = paragraph.runs[0].text.replace("302", "203");
        }
        Block::Paragraph(paragraph)
    };
    for altered in [false, true] {
        let mut back = sent.clone();
        back.blocks[2] = half(&sent, ChangeKind::MovedFrom, false);
        back.blocks.insert(5, half(&sent, ChangeKind::MovedTo, altered));
        let found = asked(&sent, &back);
        assert_eq!(natures(&found), if altered { vec![Nature::InsideMove] } else { Vec::new() });
        let kinds: Vec<MarkedKind> = found.authors[0].changes.iter().map(|each| each.kind).collect();
        assert_eq!(kinds, [MarkedKind::MovedFrom, MarkedKind::MovedTo]);
    }
}

#[test]
fn form_hidden_text_comments_and_notes_are_compared() {
    let mut sent = paper(4);
    paragraph(&mut sent, 1).runs[0].comments = vec![0];
    paragraph(&mut sent, 2).runs[0].note = Some(0);
    sent.notes = vec![vec![Paragraph::plain("Ann reserves.")]];
    let comment = |author: &str, text: &str| Comment {
        author: author.to_string(),
        date: None,
        text: vec![Paragraph::plain(text)],
    };
    sent.comments = vec![comment("Ann", "Is this so?")];
    let mut back = sent.clone();
    back.comments = vec![comment("Ben", "Yes.")];
    back.notes = vec![vec![Paragraph::plain("Ann agrees.")]];
    paragraph(&mut back, 3).runs[0].face = Face { bold: true, ..Face::default() };
    paragraph(&mut back, 4).runs.push(Run::faced(" Or not.", Face { hidden: true, ..Face::default() }));
    let found = asked(&sent, &back);
    assert_eq!(natures(&found), [Nature::Hidden, Nature::Footnote, Nature::CommentLost, Nature::Form]);
    assert_eq!(found.authors[0].changes[0].kind, MarkedKind::Commented);
    let mut hidden = sent.clone();
    paragraph(&mut hidden, 4).runs[0].face = Face { hidden: true, ..Face::default() };
    let found = asked(&sent, &hidden);
    assert_eq!(
        (natures(&found), found.unmarked[0].details.clone()),
        (vec![Nature::Hidden], vec!["plain → hidden".to_string()])
    );
}

#[test]
fn a_cell_of_a_table_is_named() {
    let table = |toll: &str| {
        let cell = |text: &str| Cell::of(Paragraph::plain(text));
        let row = |a: &str, b: &str| Row { cells: vec![cell(a), cell(b)], changes: Vec::new() };
        Block::Table(Table { head: 1, widths: Vec::new(), rows: vec![row("Point", "Norrland"), row("Toll", toll)] })
    };
    let (mut sent, mut back) = (paper(3), paper(3));
    sent.blocks.push(table("two hundred euros a ship"));
    back.blocks.push(table("two thousand euros a ship"));
    let found = asked(&sent, &back);
    assert_eq!(found.unmarked[0].place, "table 1, row 2, column 2");
}

#[test]
fn our_own_marks_are_not_theirs() {
    let ours = tracked(&paper(8), &alter(&paper(8), 2, "a toll", "a fee"), "Ann", Some("2025-03-01"));
    assert!(asked(&ours, &ours).authors.is_empty());
    let theirs =
        tracked(&accept_all(&ours), &alter(&accept_all(&ours), 5, "a toll", "no toll"), "Ben", Some("2025-03-09"));
    // They accepted ours, which is what was sent, and marked their own.
    let found = asked(&ours, &theirs);
    assert!(found.unmarked.is_empty(), "{:?}", found.unmarked);
    assert_eq!(found.authors.len(), 1);
    // Taking ours back without a word is a change that nobody marked.
    let found = asked(&ours, &paper(8));
    assert_eq!(natures(&found), [Nature::Words]);
}

#[test]
fn a_text_alone_can_be_compared_too() {
    let text = "# Kell Treaty\n\n1. Each ship shall pay *a toll* of 300 euros.\n\n2. Disputes: [court][commission].\n";
    let sent = critic::document(text);
    let options = Options { sent: "draft".to_string(), returned: "back".to_string(), ..Options::default() };
    let found = ask(&sent, &through(&sent), &options);
    assert!(found.unmarked.is_empty(), "{:?}", found.unmarked);
    let back = critic::document(&text.replace("[court]", "[Court]"));
    assert_eq!(natures(&ask(&sent, &through(&back), &options)), [Nature::Words]);
    let page = zopa::page::text(&ask(&sent, &through(&back), &options).page(), 100);
    assert!(page.contains("One change of the text is not marked"), "{page}");
}
