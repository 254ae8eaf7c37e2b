//! A word processor opens what is written, keeps what was tracked, and saves it so that it can be read.
//!
//! Without LibreOffice on the path these tests have nothing to ask. Where it must be there, as in continuous
//! integration, `ZOPA_REQUIRE_SOFFICE=1` says so.

use super::lines;
use super::reading;
use super::sample::everything;
use std::path::Path;
use std::process::Command;
use zopa_exchange::docx::write;
use zopa_text::revision::{accept_all, reject_all, revisions};

/// Converts a file, or returns nothing where there is no LibreOffice and none is required.
fn converted(folder: &Path, file: &str, to: &str) -> Option<Vec<u8>> {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let out = folder.join("out");
    let run = Command::new("soffice")
        .args(["--headless", &profile, "--convert-to", to, "--outdir"])
        .arg(&out)
        .arg(folder.join(file))
        .output();
    let output = match run {
        Ok(output) => output,
        Err(error) => {
            assert!(std::env::var_os("ZOPA_REQUIRE_SOFFICE").is_none(), "soffice: {error}");
            return None;
        }
    };
    let ending = to.split(':').next().unwrap_or(to);
    let made = out.join(Path::new(file).with_extension(ending));
    let bytes = std::fs::read(&made);
    Some(bytes.unwrap_or_else(|error| panic!("{}: {error}: {output:?}", made.display())))
}

/// Returns the lines of a document that say anything.
fn said(document: &zopa_text::document::Document) -> Vec<String> {
    lines(document).into_iter().filter(|line| !line.is_empty()).collect()
}

#[test]
fn libreoffice_keeps_revisions_and_comments() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = everything();
    std::fs::write(folder.path().join("all.docx"), write(&document)).expect("a file");
    let Some(pdf) = converted(folder.path(), "all.docx", "pdf") else { return };
    assert!(pdf.starts_with(b"%PDF"));
    let saved = converted(folder.path(), "all.docx", "docx:MS Word 2007 XML").expect("it was there a moment ago");
    let back = reading(&saved).document;
    assert_eq!(said(&accept_all(&back)), said(&accept_all(&document)));
    assert_eq!(said(&reject_all(&back)), said(&reject_all(&document)));
    let told = |of: &zopa_text::document::Document| {
        let mut found: Vec<(String, String)> = revisions(of)
            .into_iter()
            .filter(|each| !each.text.is_empty())
            .map(|each| (each.author, each.text))
            .collect();
        found.sort();
        found
    };
    assert_eq!(told(&back), told(&document));
    let comments = |of: &zopa_text::document::Document| {
        let all: Vec<(String, String)> =
            of.comments.iter().map(|comment| (comment.author.clone(), comment.text[0].text())).collect();
        all
    };
    assert_eq!(comments(&back), comments(&document));
    assert_eq!(back.notes.len(), document.notes.len());
    assert_eq!(back.mark, document.mark);
}
