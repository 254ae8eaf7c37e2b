//! The styles in which everything is set.

use super::xml::{HEAD, SPACES};
use super::{FAINT_STYLE, MARK_STYLE, NUMBER_STYLE, STATUS_STYLE};
use std::fmt::Write as _;

/// The levels of headings and lists.
const LEVELS: usize = 9;
/// How far each level of a list stands in.
const STEP: usize = 425;
/// How far the words of a clause stand in, behind its number.
const CLAUSE: usize = 709;
/// The grey of words set back: dark enough to be read.
const GREY: &str = "595959";

pub(super) fn styles() -> String {
    let mut out = format!(
        "{HEAD}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Times New Roman\" w:eastAsia=\"Times New Roman\" w:hAnsi=\"Times New Roman\" \
         w:cs=\"Times New Roman\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>\
         </w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>\
         </w:style>\
         <w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">\
         <w:name w:val=\"Default Paragraph Font\"/></w:style>"
    );
    headings(&mut out);
    lists(&mut out);
    margins(&mut out);
    words(&mut out);
    tables(&mut out);
    out.push_str("</w:styles>");
    out
}

/// Adds a style of paragraphs.
fn paragraph(out: &mut String, id: &str, name: &str, form: &str, words: &str) {
    let words = if words.is_empty() { String::new() } else { format!("<w:rPr>{words}</w:rPr>") };
    let _ = write!(
        out,
        "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
         <w:qFormat/><w:pPr>{form}</w:pPr>{words}</w:style>"
    );
}

fn size(half_points: u32) -> String {
    format!("<w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>")
}

fn headings(out: &mut String) {
    let form = "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"200\"/>";
    paragraph(out, "Title", "Title", form, &format!("<w:b/><w:bCs/>{}", size(32)));
    for level in 1..=LEVELS {
        let high = [28, 25, 23].get(level - 1).copied().unwrap_or(22);
        let italic = if level > 3 { "<w:i/><w:iCs/>" } else { "" };
        let outline = level - 1;
        let form =
            format!("<w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/><w:outlineLvl w:val=\"{outline}\"/>");
        let set = format!("<w:b/><w:bCs/>{italic}{}", size(high));
        paragraph(out, &format!("Heading{level}"), &format!("heading {level}"), &form, &set);
    }
}

/// Adds numbered clauses and lists. The numbers of both are words; only bullets are counted by the word processor.
fn lists(out: &mut String) {
    let tab = |at: usize| format!("<w:tabs><w:tab w:val=\"left\" w:pos=\"{at}\"/></w:tabs>");
    let form = format!("{}<w:ind w:left=\"{CLAUSE}\" w:hanging=\"{CLAUSE}\"/>", tab(CLAUSE));
    paragraph(out, "Clause", "Clause", &form, "");
    for level in 1..=LEVELS {
        let left = level * STEP;
        let form = format!(
            "<w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"1\"/></w:numPr><w:spacing w:after=\"60\"/>\
             <w:ind w:left=\"{left}\" w:hanging=\"{STEP}\"/>",
            level - 1
        );
        paragraph(out, &format!("ListBullet{level}"), &format!("List Bullet {level}"), &form, "");
        let left = CLAUSE + level * STEP;
        let form = format!("{}<w:spacing w:after=\"60\"/><w:ind w:left=\"{left}\" w:hanging=\"{STEP}\"/>", tab(left));
        paragraph(out, &format!("ListNumber{level}"), &format!("List Number {level}"), &form, "");
    }
}

fn margins(out: &mut String) {
    let centred = "<w:spacing w:after=\"0\"/><w:jc w:val=\"center\"/>";
    let tight = "<w:spacing w:after=\"40\"/>";
    paragraph(out, MARK_STYLE, "Handling mark", centred, "<w:b/><w:bCs/>");
    paragraph(out, STATUS_STYLE, "Paper status", centred, "<w:i/><w:iCs/>");
    paragraph(out, "Header", "header", centred, "");
    paragraph(out, "Footer", "footer", centred, &format!("<w:color w:val=\"{GREY}\"/>{}", size(18)));
    paragraph(out, "FootnoteText", "footnote text", tight, &size(18));
    paragraph(out, "CommentText", "annotation text", tight, &size(20));
}

fn words(out: &mut String) {
    let mut add = |id: &str, name: &str, set: &str| {
        let _ = write!(
            out,
            "<w:style w:type=\"character\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:rPr>{set}</w:rPr></w:style>"
        );
    };
    add(NUMBER_STYLE, "Paragraph number", "");
    add(FAINT_STYLE, "Faint", &format!("<w:color w:val=\"{GREY}\"/>"));
    add("FootnoteReference", "footnote reference", "<w:vertAlign w:val=\"superscript\"/>");
    add("CommentReference", "annotation reference", &size(16));
}

fn tables(out: &mut String) {
    let mut borders = String::new();
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(borders, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"7F7F7F\"/>");
    }
    let _ = write!(
        out,
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>\
         <w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/>\
         <w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/>\
         </w:tblCellMar></w:tblPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/>\
         <w:basedOn w:val=\"TableNormal\"/><w:pPr><w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" \
         w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr>\
         <w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style>"
    );
}

/// Returns the one list that word processors count themselves: that of bullets.
pub(super) fn numbering() -> String {
    let mut out = format!(
        "{HEAD}<w:numbering {SPACES}><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"multilevel\"/>"
    );
    for level in 0..LEVELS {
        let sign = ["•", "–", "▪"][level % 3];
        let left = (level + 1) * STEP;
        let _ = write!(
            out,
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/>\
             <w:pStyle w:val=\"ListBullet{}\"/><w:lvlText w:val=\"{sign}\"/><w:lvlJc w:val=\"left\"/>\
             <w:pPr><w:ind w:left=\"{left}\" w:hanging=\"{STEP}\"/></w:pPr></w:lvl>",
            level + 1
        );
    }
    out.push_str("</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>");
    out
}
