//! Every shape that real documents have, each in a document of our own.

use super::build::{by, docx, gone, p, r};
use super::{first_table, lines, names, reading, runs};
use zopa_text::document::{Block, ChangeKind, Face, Style};
use zopa_text::revision::{Changed, accept_all, accept_by, reject_all, reject_by, revisions};

#[test]
fn insertions_and_deletions_have_their_authors_and_dates() {
    let body = format!(
        "<w:p>{}{}{}{}</w:p>",
        r("The fee is "),
        by("del", "Ann", &gone("40")),
        by("ins", "Ben", &r("60")),
        r(" euros.")
    );
    let found = reading(&docx(&body).bytes());
    assert_eq!(runs(&found.document), ["The fee is ", "-Ann:40", "+Ben:60", " euros."]);
    let change = &found.document.paragraphs()[0].runs[1].changes[0];
    assert_eq!(change.date.as_deref(), Some("2025-03-20T10:00:00Z"));
    assert_eq!(lines(&accept_all(&found.document)), ["The fee is 60 euros."]);
    assert_eq!(lines(&reject_all(&found.document)), ["The fee is 40 euros."]);
    assert_eq!(lines(&accept_by(&found.document, "Ben")), ["The fee is 4060 euros."]);
    assert_eq!(runs(&accept_by(&found.document, "Ben"))[1], "-Ann:40");
    assert_eq!(lines(&reject_by(&found.document, "Ben")), ["The fee is 40 euros."]);
}

#[test]
fn a_deletion_inside_the_insertion_of_another_is_both() {
    let body =
        format!("<w:p>{}{}</w:p>", r("a"), by("ins", "Ann", &format!("{}{}", r("bc"), by("del", "Ben", &gone("d")))));
    let found = reading(&docx(&body).bytes()).document;
    assert_eq!(runs(&found), ["a", "+Ann:bc", "+Ann:-Ben:d"]);
    assert_eq!(lines(&accept_all(&found)), ["abc"]);
    assert_eq!(lines(&reject_all(&found)), ["a"]);
    assert_eq!(lines(&reject_by(&found, "Ben")), ["abcd"]);
    assert_eq!(lines(&accept_by(&found, "Ben")), ["abc"]);
    let told: Vec<(ChangeKind, String, String)> =
        revisions(&found).into_iter().map(|each| (each.kind, each.author, each.text)).collect();
    assert_eq!(
        told,
        [
            (ChangeKind::Inserted, "Ann".to_string(), "bcd".to_string()),
            (ChangeKind::Deleted, "Ben".to_string(), "d".to_string())
        ]
    );
}

#[test]
fn one_record_per_run_is_one_revision() {
    let twice = format!(
        "<w:ins w:id=\"1\" w:author=\"Ann\" w:date=\"2025-03-20T10:00:00Z\">{}</w:ins>\
         <w:ins w:id=\"2\" w:author=\"Ann\" w:date=\"2025-03-20T10:04:00Z\">{}</w:ins>\
         <w:ins w:id=\"3\" w:author=\"Ann\"><w:r><w:rPr><w:b/></w:rPr><w:t>three</w:t></w:r></w:ins>\
         <w:ins w:id=\"4\" w:author=\"Ben\">{}</w:ins>",
        r("one "),
        r("two "),
        r(" four")
    );
    let found = reading(&docx(&format!("<w:p>{twice}</w:p>")).bytes()).document;
    assert_eq!(runs(&found), ["+Ann:one two ", "+Ann:three", "+Ben: four"]);
    let texts: Vec<String> = revisions(&found).into_iter().map(|each| each.text).collect();
    assert_eq!(texts, ["one two three", " four"]);
}

#[test]
fn moves_keep_both_halves_and_their_name() {
    let from = format!(
        "<w:p><w:pPr><w:rPr>{}</w:rPr></w:pPr><w:moveFromRangeStart w:id=\"1\" w:author=\"Ann\" w:name=\"m1\"/>{}\
         <w:moveFromRangeEnd w:id=\"1\"/></w:p>",
        "<w:moveFrom w:id=\"2\" w:author=\"Ann\"/>",
        by("moveFrom", "Ann", &r("Moved words."))
    );
    let to = format!(
        "<w:p><w:pPr><w:rPr><w:moveTo w:id=\"5\" w:author=\"Ann\"/></w:rPr></w:pPr>\
         <w:moveToRangeStart w:id=\"4\" w:author=\"Ann\" w:name=\"m1\"/>{}<w:moveToRangeEnd w:id=\"4\"/></w:p>",
        by("moveTo", "Ann", &r("Moved words."))
    );
    let found = reading(&docx(&format!("{from}{}{to}{}", p("Middle."), p("End."))).bytes()).document;
    assert_eq!(runs(&found), ["<Ann:Moved words.", "Middle.", ">Ann:Moved words.", "End."]);
    let paragraphs = found.paragraphs();
    assert_eq!(paragraphs[0].runs[0].changes[0].pair.as_deref(), Some("m1"));
    assert_eq!(paragraphs[2].runs[0].changes[0].pair.as_deref(), Some("m1"));
    assert_eq!(lines(&accept_all(&found)), ["Middle.", "Moved words.", "End."]);
    assert_eq!(lines(&reject_all(&found)), ["Moved words.", "Middle.", "End."]);
}

#[test]
fn an_edit_hidden_inside_a_move_is_kept() {
    let from = format!(
        "<w:p><w:moveFromRangeStart w:id=\"1\" w:name=\"m1\"/>{}<w:moveFromRangeEnd w:id=\"1\"/></w:p>",
        by("moveFrom", "Ann", &r("shall pay"))
    );
    let to = format!(
        "<w:p><w:moveToRangeStart w:id=\"4\" w:name=\"m1\"/>{}<w:moveToRangeEnd w:id=\"4\"/></w:p>",
        by(
            "moveTo",
            "Ann",
            &format!("{}{}{}", by("del", "Ann", &gone("shall")), by("ins", "Ann", &r("may")), r(" pay"))
        )
    );
    let found = reading(&docx(&format!("{from}{to}")).bytes()).document;
    assert_eq!(runs(&found), ["<Ann:shall pay", ">Ann:-Ann:shall", ">Ann:+Ann:may", ">Ann: pay"]);
    assert_eq!(lines(&accept_all(&found)), ["", "may pay"]);
}

#[test]
fn split_and_joined_paragraphs_are_tracked_at_their_ends() {
    let end = |kind: &str| format!("<w:pPr><w:rPr><w:{kind} w:id=\"1\" w:author=\"Ann\"/></w:rPr></w:pPr>");
    let split = format!("<w:p>{}{}</w:p>{}", end("ins"), r("One. "), p("Two."));
    let found = reading(&docx(&split).bytes()).document;
    assert_eq!(lines(&accept_all(&found)), ["One. ", "Two."]);
    assert_eq!(lines(&reject_all(&found)), ["One. Two."]);
    assert_eq!(revisions(&found)[0].of, Changed::End);
    let joined = format!("<w:p>{}{}</w:p>{}", end("del"), r("One. "), p("Two."));
    let found = reading(&docx(&joined).bytes()).document;
    assert_eq!(lines(&accept_all(&found)), ["One. Two."]);
    assert_eq!(lines(&reject_all(&found)), ["One. ", "Two."]);
}

#[test]
fn rows_and_cells_come_and_go() {
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", p(text));
    let row =
        |properties: &str, text: &str| format!("<w:tr><w:trPr>{properties}</w:trPr>{}{}</w:tr>", cell(text), cell("x"));
    let table = format!(
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"100\"/><w:gridCol w:w=\"300\"/></w:tblGrid>{}{}{}</w:tbl>",
        row("<w:tblHeader/>", "Head"),
        row("<w:ins w:id=\"1\" w:author=\"Ann\"/>", "New"),
        row("<w:del w:id=\"2\" w:author=\"Ben\"/>", "Old")
    );
    let found = reading(&docx(&table).bytes()).document;
    assert_eq!(first_table(&found).head, 1);
    assert_eq!(first_table(&found).widths, [100, 300]);
    assert_eq!(lines(&accept_all(&found)), ["Head", "x", "New", "x"]);
    assert_eq!(lines(&reject_all(&found)), ["Head", "x", "Old", "x"]);
    let told: Vec<Changed> = revisions(&found).into_iter().map(|each| each.of).collect();
    assert_eq!(told, [Changed::Row, Changed::Row]);
}

#[test]
fn merged_and_nested_tables_are_read() {
    let table = format!(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc></w:tr>\
         <w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>{}</w:tc><w:tc>{}<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr>\
         <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
        p("Wide"),
        p("Tall"),
        p("Outer"),
        p("Inner"),
        p("Last")
    );
    let found = reading(&docx(&table).bytes()).document;
    let table = first_table(&found);
    assert_eq!(table.rows[0].cells[0].span, 2);
    assert!(!table.rows[1].cells[0].continued && table.rows[2].cells[0].continued);
    assert!(matches!(table.rows[1].cells[1].blocks[1], Block::Table(_)));
    assert_eq!(lines(&found), ["Wide", "Tall", "Outer", "Inner", "", "", "Last"]);
}

#[test]
fn content_controls_are_seen_through_at_every_level() {
    let control = |inside: &str| {
        format!("<w:sdt><w:sdtPr><w:alias w:val=\"Field\"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
    };
    let inline = format!("<w:p>{}{}{}</w:p>", r("a "), control(&r("b")), r(" c"));
    let row = format!(
        "<w:tbl>{}</w:tbl>",
        control(&format!("<w:tr>{}</w:tr>", control(&format!("<w:tc>{}</w:tc>", p("cell")))))
    );
    let body = format!("{}{inline}{row}", control(&p("block")));
    assert_eq!(lines(&reading(&docx(&body).bytes()).document), ["block", "a b c", "cell"]);
}

#[test]
fn fields_show_their_results_and_not_their_instructions() {
    let field = |instruction: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
            r(result)
        )
    };
    let simple = format!("<w:fldSimple w:instr=\" DATE \">{}</w:fldSimple>", r("1 May"));
    let body = format!("<w:p>{}{}{}{simple}</w:p>", r("See "), field(" REF x ", "clause 3"), r(" of "));
    assert_eq!(lines(&reading(&docx(&body).bytes()).document), ["See clause 3 of 1 May"]);
    let nested = format!(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}\
         <w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
        field("IF", "inner"),
        r("outer")
    );
    assert_eq!(lines(&reading(&docx(&nested).bytes()).document), ["outer"]);
}

#[test]
fn a_field_without_an_end_hides_nothing() {
    let body = format!("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>{}</w:p>{}", r("hidden?"), p("after"));
    let found = reading(&docx(&body).bytes());
    assert_eq!(lines(&found.document), ["hidden?", "after"]);
    assert_eq!(names(&found), ["open-field"]);
}

#[test]
fn text_boxes_are_read_once() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("in the box"));
    let drawing = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>",
        r("before "),
        r("after")
    );
    let found = reading(&docx(&drawing).bytes());
    assert_eq!(lines(&found.document), ["before after", "in the box"]);
    assert_eq!(names(&found), ["text-boxes"]);
    let old = format!("<w:p><w:r><w:pict><v:textbox>{content}</v:textbox></w:pict></w:r></w:p>");
    assert_eq!(lines(&reading(&docx(&old).bytes()).document), ["", "in the box"]);
}

#[test]
fn signs_that_are_elements_become_letters() {
    let body = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/>\
                <w:t>e</w:t><w:br w:type=\"page\"/><w:cr/><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/>\
                <w:sym w:font=\"Webdings\" w:char=\"F041\"/></w:r></w:p>";
    let found = reading(&docx(body).bytes());
    assert_eq!(lines(&found.document), ["a\tb\nc\u{2011}d\u{ad}e\n✓\u{f041}"]);
    assert_eq!(names(&found), ["symbols"]);
}

#[test]
fn space_counts_only_where_the_file_says_so() {
    let body = "<w:p><w:r><w:t> a </w:t></w:r><w:r><w:t xml:space=\"preserve\"> b </w:t></w:r></w:p>";
    assert_eq!(lines(&reading(&docx(body).bytes()).document), ["a b "]);
}

#[test]
fn comments_are_anchored_also_on_inserted_words() {
    let body = format!(
        "<w:p>{}<w:commentRangeStart w:id=\"4\"/>{}<w:commentRangeEnd w:id=\"4\"/><w:r><w:commentReference w:id=\"4\"/></w:r>{}\
         <w:r><w:commentReference w:id=\"9\"/></w:r></w:p>",
        r("a "),
        by("ins", "Ann", &r("new")),
        r(" z")
    );
    let comments = format!(
        "<w:comment w:id=\"9\" w:author=\"Ben\" w:date=\"2025-03-21T00:00:00Z\">{}</w:comment>\
         <w:comment w:id=\"4\" w:author=\"Cy\"><w:p><w:r><w:annotationRef/></w:r>{}</w:p>{}</w:comment>",
        p("At a place."),
        r("Why?"),
        p("Second.")
    );
    let found = reading(&docx(&body).comments(&comments).bytes()).document;
    assert_eq!(found.comments.len(), 2);
    assert_eq!((found.comments[0].author.as_str(), found.comments[1].text[1].text().as_str()), ("Ben", "Second."));
    let runs = &found.paragraphs()[0].runs;
    assert_eq!(runs[1].comments, [1]);
    assert_eq!((runs[3].text.as_str(), runs[3].comments.as_slice()), ("", &[0][..]));
}

#[test]
fn notes_hang_on_their_words() {
    let body = format!("<w:p>{}<w:r><w:footnoteReference w:id=\"5\"/></w:r>{}</w:p>", r("Fee"), r("."));
    let notes = format!(
        "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote><w:footnote w:id=\"5\"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>",
        r(" Ann reserves.")
    );
    let found = reading(&docx(&body).footnotes(&notes).bytes()).document;
    assert_eq!(found.notes.len(), 1);
    assert_eq!(found.notes[0][0].text(), "Ann reserves.");
    assert_eq!(found.paragraphs()[0].runs[0].note, Some(0));
    let end = docx(&format!("<w:p>{}<w:r><w:endnoteReference w:id=\"2\"/></w:r></w:p>", r("Fee"))).with(
        "endnotes",
        "endnotes",
        &format!("<w:endnote w:id=\"2\">{}</w:endnote>", p("At the end.")),
    );
    let found = reading(&end.bytes());
    assert_eq!((found.document.notes.len(), names(&found)), (1, vec!["endnotes"]));
}

#[test]
fn changes_of_form_remember_what_was() {
    let body = format!(
        "<w:p><w:r><w:rPr><w:b/><w:rPrChange w:id=\"1\" w:author=\"Ann\"><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>word</w:t></w:r></w:p>\
         <w:p><w:pPr><w:jc w:val=\"center\"/><w:pPrChange w:id=\"2\" w:author=\"Ben\"><w:pPr/></w:pPrChange></w:pPr>{}</w:p>",
        r("centred")
    );
    let found = reading(&docx(&body).bytes()).document;
    let run = &found.paragraphs()[0].runs[0];
    assert!(run.face.bold && run.changes[0].kind == ChangeKind::Formatted);
    let undone = reject_all(&found);
    let face = undone.paragraphs()[0].runs[0].face;
    assert_eq!(face, Face { italic: true, ..Face::default() });
    let told: Vec<(String, Changed)> = revisions(&found).into_iter().map(|each| (each.author, each.of)).collect();
    assert_eq!(told, [("Ann".to_string(), Changed::Words), ("Ben".to_string(), Changed::Form)]);
}

#[test]
fn right_to_left_is_kept_with_latin_names_and_numerals() {
    let body = "<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space=\"preserve\">[تلتزم الأطراف بدفع </w:t></w:r>\
                <w:r><w:t>300 EUR</w:t></w:r><w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space=\"preserve\"> إلى Norrland]</w:t></w:r></w:p>";
    let found = reading(&docx(body).bytes()).document;
    let paragraph = found.paragraphs()[0];
    assert!(paragraph.rtl);
    assert_eq!(paragraph.runs.iter().map(|run| run.face.rtl).collect::<Vec<_>>(), [true, false, true]);
    assert_eq!(paragraph.text(), "[تلتزم الأطراف بدفع 300 EUR إلى Norrland]");
}

#[test]
fn hidden_and_unseen_text_is_read_and_told() {
    let body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr><w:t>white</w:t></w:r>\
                <w:r><w:rPr><w:sz w:val=\"2\"/></w:rPr><w:t>tiny</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"Ghost\"/></w:pPr><w:r><w:t>by style</w:t></w:r></w:p>";
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"Ghost\"><w:name w:val=\"Ghost\"/><w:rPr><w:vanish/></w:rPr></w:style>";
    let found = reading(&docx(body).styles(styles).bytes());
    assert_eq!(lines(&found.document), ["secretwhitetiny", "by style"]);
    assert!(found.document.paragraphs()[1].runs[0].face.hidden);
    assert_eq!(names(&found), ["hidden-text", "unseen-text"]);
}

#[test]
fn marks_in_headers_and_footers_are_collected() {
    let file = docx(&p("Text."))
        .margin("header", &p("RESTRICTED"))
        .margin("footer", &format!("{}{}", p("Page 1"), p("RESTRICTED")));
    let found = reading(&file.bytes());
    assert_eq!(found.margins, ["RESTRICTED", "Page 1"]);
    assert_eq!(found.document.mark.as_deref(), Some("RESTRICTED"));
}

#[test]
fn strict_files_and_styles_in_other_languages_are_read() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"berschrift2\"><w:name w:val=\"heading 2\"/></w:style>\
                  <w:style w:type=\"paragraph\" w:styleId=\"Kind\"><w:name w:val=\"Eigene\"/><w:basedOn w:val=\"berschrift2\"/></w:style>";
    let styled =
        |style: &str, text: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", r(text));
    let body = format!("{}{}{}", styled("berschrift2", "A"), styled("Kind", "B"), p("C"));
    let found = reading(&docx(&body).strict().styles(styles).bytes()).document;
    let styles: Vec<Style> = found.paragraphs().iter().map(|paragraph| paragraph.style).collect();
    assert_eq!(styles, [Style::Heading(2), Style::Heading(2), Style::Body]);
}

#[test]
fn wrappers_of_words_are_seen_through() {
    let body = format!(
        "<w:p><w:smartTag w:element=\"place\">{}</w:smartTag><w:customXml>{}</w:customXml><w:hyperlink r:id=\"l\">{}</w:hyperlink>\
         <w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r><m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath></w:p>",
        r("a"),
        r("b"),
        r("c"),
        r("above"),
        r("d")
    );
    let found = reading(&docx(&body).relation("l", "hyperlink", "https://example.org", true).bytes());
    assert_eq!(lines(&found.document), ["abcdx+y"]);
    assert_eq!(names(&found), ["formulas", "links"]);
}

#[test]
fn changes_of_whole_blocks_reach_their_words() {
    let found = reading(&docx(&by("ins", "Ann", &p("block"))).bytes()).document;
    assert_eq!(runs(&found), ["+Ann:block"]);
    assert!(lines(&reject_all(&found)).is_empty());
}
