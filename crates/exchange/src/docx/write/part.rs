//! The small parts: properties, settings, headers and footers, and what refers to what.

use super::xml::{HEAD, SPACES, escaped};
use super::{MARK_STYLE, STATUS_STYLE};
use std::fmt::Write as _;
use zopa_text::document::{Document, Paragraph};
use zopa_text::revision::revisions;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

pub(super) fn content_types(comments: bool) -> String {
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut out = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/docProps/app.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{main}.document.main+xml\"/>"
    );
    let names = ["styles", "numbering", "settings", "footnotes", "header1", "footer1", "comments"];
    for name in names.into_iter().filter(|name| comments || *name != "comments") {
        let kind = name.trim_end_matches('1');
        let _ = write!(out, "<Override PartName=\"/word/{name}.xml\" ContentType=\"{main}.{kind}+xml\"/>");
    }
    out.push_str("</Types>");
    out
}

pub(super) fn root_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{OFFICE}/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>"
    )
}

pub(super) fn relations(comments: bool) -> String {
    let mut out = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    let kinds = ["styles", "numbering", "settings", "footnotes", "header", "footer", "comments"];
    for (at, kind) in kinds.into_iter().enumerate().filter(|(_, kind)| comments || *kind != "comments") {
        let file = if matches!(kind, "header" | "footer") { format!("{kind}1") } else { kind.to_string() };
        let id = at + 1;
        let _ = write!(out, "<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{file}.xml\"/>");
    }
    out.push_str("</Relationships>");
    out
}

pub(super) fn application() -> String {
    format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>zopa</Application></Properties>"
    )
}

/// Returns the properties of the document: its title and the day of the record, and nothing of who made it.
pub(super) fn properties(document: &Document) -> String {
    let mut out = format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
    );
    if let Some(title) = &document.title {
        let _ = write!(out, "<dc:title>{}</dc:title>", escaped(title));
    }
    if let Some(date) = &document.date {
        for name in ["created", "modified"] {
            let date = escaped(date);
            let _ = write!(out, "<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{date}T00:00:00Z</dcterms:{name}>");
        }
    }
    out.push_str("</cp:coreProperties>");
    out
}

/// Returns the settings. A document with tracked changes asks for the next ones to be tracked too.
pub(super) fn settings(document: &Document) -> String {
    let tracking = if revisions(document).is_empty() { "" } else { "<w:trackRevisions/>" };
    format!(
        "{HEAD}<w:settings {SPACES}>{tracking}<w:defaultTabStop w:val=\"567\"/>\
         <w:characterSpacingControl w:val=\"doNotCompress\"/>\
         <w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" \
         w:val=\"15\"/></w:compat></w:settings>"
    )
}

pub(super) fn header(document: &Document) -> String {
    let mut out = format!("{HEAD}<w:hdr {SPACES}>");
    let before = out.len();
    line(&mut out, MARK_STYLE, document.mark.as_deref());
    line(&mut out, STATUS_STYLE, document.status.as_deref());
    if out.len() == before {
        out.push_str("<w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr></w:p>");
    }
    out.push_str("</w:hdr>");
    out
}

pub(super) fn footer(document: &Document) -> String {
    let mut out = format!("{HEAD}<w:ftr {SPACES}>");
    let field = |name: &str| format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    let word = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let _ = write!(
        out,
        "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}{}{}{}</w:p>",
        word("Page "),
        field("PAGE"),
        word(" of "),
        field("NUMPAGES")
    );
    line(&mut out, MARK_STYLE, document.mark.as_deref());
    out.push_str("</w:ftr>");
    out
}

fn line(out: &mut String, style: &str, text: Option<&str>) {
    if let Some(text) = text {
        let paragraph = Paragraph::plain(text);
        let _ = write!(out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r>");
        super::xml::words(out, &paragraph.text(), "t");
        out.push_str("</w:r></w:p>");
    }
}
