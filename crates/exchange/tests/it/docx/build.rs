//! Word files made of snippets of XML.

use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A Word file in the making.
#[derive(Debug, Clone)]
pub(super) struct Docx {
    parts: Vec<(String, Vec<u8>)>,
    relations: Vec<(String, String, String, bool)>,
    word: &'static str,
    body: String,
    section: String,
}

/// Returns a file whose text is the body.
pub(super) fn docx(body: &str) -> Docx {
    Docx { parts: Vec::new(), relations: Vec::new(), word: W, body: body.to_string(), section: String::new() }
}

/// Returns a paragraph of plain words.
pub(super) fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

/// Returns a run of plain words.
pub(super) fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// Returns a tracked change around something.
pub(super) fn by(kind: &str, author: &str, inside: &str) -> String {
    format!("<w:{kind} w:id=\"7\" w:author=\"{author}\" w:date=\"2025-03-20T10:00:00Z\">{inside}</w:{kind}>")
}

/// Returns a deleted run.
pub(super) fn gone(text: &str) -> String {
    format!("<w:r><w:delText xml:space=\"preserve\">{text}</w:delText></w:r>")
}

impl Docx {
    pub(super) fn strict(mut self) -> Docx {
        self.word = "http://purl.oclc.org/ooxml/wordprocessingml/main";
        self
    }

    pub(super) fn part(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Docx {
        self.parts.push((name.to_string(), bytes.into()));
        self
    }

    pub(super) fn relation(mut self, id: &str, kind: &str, target: &str, outside: bool) -> Docx {
        self.relations.push((id.to_string(), kind.to_string(), target.to_string(), outside));
        self
    }

    /// Adds a part of Word's own with its reference.
    pub(super) fn with(self, kind: &str, root: &str, inside: &str) -> Docx {
        let name = format!("{kind}.xml");
        let text = format!("<w:{root} xmlns:w=\"{}\" xmlns:r=\"{R}\">{inside}</w:{root}>", self.word);
        let id = format!("id-{kind}");
        self.part(&format!("word/{name}"), text).relation(&id, kind, &name, false)
    }

    pub(super) fn styles(self, inside: &str) -> Docx {
        self.with("styles", "styles", inside)
    }

    pub(super) fn numbering(self, inside: &str) -> Docx {
        self.with("numbering", "numbering", inside)
    }

    pub(super) fn comments(self, inside: &str) -> Docx {
        self.with("comments", "comments", inside)
    }

    pub(super) fn footnotes(self, inside: &str) -> Docx {
        self.with("footnotes", "footnotes", inside)
    }

    /// Adds a header or a footer.
    pub(super) fn margin(mut self, kind: &str, inside: &str) -> Docx {
        let root = if kind == "header" { "hdr" } else { "ftr" };
        self.section.push_str(&format!("<w:{kind}Reference w:type=\"default\" r:id=\"id-{kind}\"/>"));
        self.with(kind, root, inside)
    }

    pub(super) fn document_xml(&self) -> String {
        format!(
            "<?xml version=\"1.0\"?><w:document xmlns:w=\"{}\" xmlns:r=\"{R}\" \
             xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
             xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
             xmlns:v=\"urn:schemas-microsoft-com:vml\" \
             xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><w:body>{}<w:sectPr>{}</w:sectPr>\
             </w:body></w:document>",
            self.word, self.body, self.section
        )
    }

    pub(super) fn entries(&self) -> Vec<(String, Vec<u8>)> {
        let office = if self.word == W { R } else { "http://purl.oclc.org/ooxml/officeDocument/relationships" };
        let package = "http://schemas.openxmlformats.org/package/2006";
        let mut relations = String::new();
        for (id, kind, target, outside) in &self.relations {
            let mode = if *outside { " TargetMode=\"External\"" } else { "" };
            relations
                .push_str(&format!("<Relationship Id=\"{id}\" Type=\"{office}/{kind}\" Target=\"{target}\"{mode}/>"));
        }
        let wrapped = |inside: &str| {
            format!("<Relationships xmlns=\"{package}/relationships\">{inside}</Relationships>").into_bytes()
        };
        let root = format!("<Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"word/document.xml\"/>");
        let types = format!(
            "<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
        );
        let mut all = vec![
            ("[Content_Types].xml".to_string(), types.into_bytes()),
            ("_rels/.rels".to_string(), wrapped(&root)),
            ("word/document.xml".to_string(), self.document_xml().into_bytes()),
            ("word/_rels/document.xml.rels".to_string(), wrapped(&relations)),
        ];
        all.extend(self.parts.iter().cloned());
        all
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        zipped(&self.entries())
    }
}

/// Returns an archive of these parts.
pub(super) fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        archive.start_file(name.as_str(), options).expect("a part");
        archive.write_all(bytes).expect("memory");
    }
    archive.finish().expect("an archive").into_inner()
}
