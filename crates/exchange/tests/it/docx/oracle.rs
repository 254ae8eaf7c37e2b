//! An independent reader, from another library, agrees on who changed what.

use super::build::{Docx, by, docx, gone, p, r};
use super::reading;
use super::sample::everything;
use docx_rs::read_docx;
use serde_json::Value;
use zopa_exchange::docx::write;
use zopa_text::document::{ChangeKind, Document};
use zopa_text::revision::{Changed, revisions};

type Told = Vec<(String, String, String)>;

/// Returns the changed words as the other library reads them: what was done, by whom, the words.
fn theirs(bytes: &[u8]) -> Told {
    let document = read_docx(bytes).expect("a document that the other library reads");
    let json: Value = serde_json::from_str(&document.json()).expect("JSON");
    let mut found = Told::new();
    walk(&json["document"]["children"], &[], &mut found);
    joined(found)
}

fn walk(value: &Value, around: &[(String, String)], found: &mut Told) {
    match value {
        Value::Array(all) => all.iter().for_each(|each| walk(each, around, found)),
        Value::Object(fields) => {
            let data = &value["data"];
            let kind = value["type"].as_str().unwrap_or_default();
            let mut around = around.to_vec();
            match kind {
                "insert" | "delete" | "moveFrom" | "moveTo" => {
                    // The other library leaves the references of XML in names.
                    let author = data["author"].as_str().unwrap_or_default();
                    let author = author.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
                    around.push((kind.to_string(), author));
                }
                "text" | "deleteText" => {
                    let text = data["text"].as_str().unwrap_or_default();
                    for (kind, author) in &around {
                        found.push((kind.clone(), author.clone(), text.to_string()));
                    }
                }
                _ => {}
            }
            fields.values().for_each(|each| walk(each, &around, found));
        }
        _ => {}
    }
}

/// Joins the words of one author that were changed in one way, however many records they make.
fn joined(told: Told) -> Told {
    let mut out = Told::new();
    for (kind, author, text) in told {
        match out.iter_mut().find(|(known, by, _)| (&**known, &**by) == (kind.as_str(), author.as_str())) {
            Some((_, _, words)) => words.push_str(&text),
            None => out.push((kind, author, text)),
        }
    }
    out.sort();
    out
}

/// Returns the same as this program reads it. Tabs and breaks are no text for the other library.
fn ours(document: &Document) -> Told {
    let all = revisions(document).into_iter().filter(|each| each.of == Changed::Words);
    let told = all.filter_map(|each| {
        let kind = match each.kind {
            ChangeKind::Inserted => "insert",
            ChangeKind::Deleted => "delete",
            ChangeKind::MovedFrom => "moveFrom",
            ChangeKind::MovedTo => "moveTo",
            ChangeKind::Formatted => return None,
        };
        Some((kind.to_string(), each.author, each.text.replace(['\t', '\n'], "")))
    });
    joined(told.collect())
}

fn agree(file: &Docx) {
    let bytes = file.bytes();
    assert_eq!(ours(&reading(&bytes).document), theirs(&bytes));
}

#[test]
fn both_read_the_same_authors_and_words() {
    agree(&docx(&format!("<w:p>{}{}{}</w:p>", r("a"), by("ins", "Ann", &r("b")), by("del", "Ben", &gone("c")))));
    let nested = by("ins", "Ann", &format!("{}{}", r("bc"), by("del", "Ben", &gone("d"))));
    agree(&docx(&format!("<w:p>{nested}</w:p>{}", p("x"))));
    let moved = format!("<w:p>{}</w:p><w:p>{}</w:p>", by("moveFrom", "Cy", &r("m")), by("moveTo", "Cy", &r("m")));
    agree(&docx(&moved));
    let cell = format!("<w:tc><w:tcPr/><w:p>{}</w:p></w:tc>", by("ins", "Ann", &r("in a cell")));
    agree(&docx(&format!(
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"100\"/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>"
    )));
    let split = format!("<w:ins w:id=\"1\" w:author=\"Ann\">{}</w:ins>", r("one "));
    agree(&docx(&format!("<w:p>{split}{split}{}</w:p>", by("ins", "Ben", &r("two")))));
}

#[test]
fn what_is_written_is_read_alike() {
    let bytes = write(&everything());
    let numbers = ["2 bis.", "3.", "4."];
    let strip = |told: Told| -> Told {
        let cut = |text: &str| numbers.iter().fold(text.to_string(), |text, number| text.replace(number, ""));
        told.into_iter().map(|(kind, author, text)| (kind, author, cut(&text))).collect()
    };
    // The other library keeps numbers among the words, and those that moved along as inserted and deleted.
    let mut theirs = strip(theirs(&bytes));
    for (_, author, text) in &mut theirs {
        if author == "Ben" {
            *text = text.replace("5.", "").replace("6.", "");
        }
    }
    theirs.retain(|(_, _, text)| !text.is_empty());
    let ours: Told = ours(&everything());
    assert_eq!(ours, theirs);
}
