//! Word documents in and out, as a user runs the command.
#![allow(missing_docs, reason = "a test binary has no readers of its documentation")]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use zopa_exchange::docx::{Limits, read, write};
use zopa_text::document::{Block, ChangeKind, Document, Paragraph, Run};
use zopa_text::revision::revisions;
use zopa_text::tracked::tracked;

fn zopa(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_zopa"))
        .args(args)
        .env_remove("COLUMNS")
        .env("NO_COLOR", "1")
        .output()
        .expect("the command runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A folder with a copy of the example in it, and a place for papers beside it.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let case = folder.path().join("case");
        let made = zopa(&["new", "--example", "strait-of-kell", &case.to_string_lossy()]);
        assert_eq!(code(&made), 0, "{}", err(&made));
        Desk { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn name(&self, name: &str) -> String {
        self.path(name).to_string_lossy().into_owned()
    }

    fn read(&self, name: &str) -> Document {
        read(&fs::read(self.path(name)).expect("a file"), &Limits::default()).expect("a Word document").document
    }

    /// Returns all files below a folder with what is in them.
    fn files(&self, name: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        let mut open = vec![self.path(name)];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    open.push(path)
                } else {
                    found.push((path.clone(), fs::read(path).expect("a file")))
                }
            }
        }
        found.sort();
        found
    }
}

/// Makes every kind of paper; returns their names.
fn papers(desk: &Desk) -> Vec<String> {
    let case = desk.name("case");
    let kinds: [(&str, &[&str], &[&str]); 6] = [
        ("written.docx", &["draft", &case, "aldia-1"], &["--written"]),
        ("clean.docx", &["draft", &case, "aldia-1"], &[]),
        ("attributed.docx", &["draft", &case, "aldia-1"], &["--attributed"]),
        ("tracked.docx", &["draft", &case, "norrland-1"], &["--tracked-from", "aldia-1"]),
        ("columns.docx", &["columns", &case, "norrland", "sudmark"], &[]),
        ("brief.docx", &["brief", &case, "norrland"], &[]),
    ];
    let mut names = Vec::new();
    for (name, before, after) in kinds {
        let file = desk.name(name);
        let args: Vec<&str> =
            ["export", "docx"].iter().chain(before).chain(&[file.as_str()]).chain(after).copied().collect();
        let made = zopa(&args);
        assert_eq!(code(&made), 0, "{name}: {}", err(&made));
        names.push(name.to_string());
    }
    names
}

fn text(document: &Document) -> String {
    document
        .paragraphs()
        .iter()
        .map(|paragraph| format!("{} {}\n", paragraph.number.as_deref().unwrap_or_default(), paragraph.text()))
        .collect()
}

#[test]
fn papers_say_what_they_should() {
    let desk = Desk::new();
    papers(&desk);
    let written = desk.read("written.docx");
    assert!(text(&written).contains("2. [[Sudmark propose: No foreign warship"));
    assert_eq!(
        (written.mark.as_deref(), written.status.as_deref()),
        (Some("EXERCISE – TALKS ONLY"), Some("Non-paper"))
    );
    let clean = text(&desk.read("clean.docx"));
    assert!(clean.contains("[[No foreign warship") && !clean.contains("propose"), "{clean}");
    assert!(text(&desk.read("attributed.docx")).contains("Sudmark propose"));
    let tracked = desk.read("tracked.docx");
    let all = revisions(&tracked);
    assert!(all.iter().all(|each| each.author == "Norrland" && each.date.as_deref() == Some("2025-03-20T00:00:00Z")));
    assert!(all.iter().any(|each| each.kind == ChangeKind::Inserted && each.text.contains("1 January 2026")));
    let columns = desk.read("columns.docx");
    assert!(columns.landscape);
    let columns = text(&columns);
    for part in [
        "Compromise and status",
        "✓ agreed",
        "○ open",
        "red line “No foreign warship off our coast”",
        "stances.zopa:18",
    ] {
        assert!(columns.contains(part), "{part}: {columns}");
    }
    let brief = text(&desk.read("brief.docx"));
    for part in [
        "Our objectives",
        "Arguments to use",
        "Their objectives",
        "Our response",
        "Press line",
        "Background",
        "[To fill in: the line to take]",
    ] {
        assert!(brief.contains(part), "{part}: {brief}");
    }
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    let (one, other) = (Desk::new(), Desk::new());
    for name in papers(&one) {
        papers(&other);
        let bytes = |desk: &Desk| fs::read(desk.path(&name)).expect("a file");
        assert!(bytes(&one) == bytes(&other), "{name}");
        papers_gone(&other);
        // What is opened and written again does not change.
        let again = write(&one.read(&name));
        assert!(again == bytes(&one), "{name}");
    }
}

fn papers_gone(desk: &Desk) {
    for entry in fs::read_dir(desk.folder.path()).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            fs::remove_file(path).expect("a file");
        }
    }
}

#[test]
fn nothing_is_overwritten_without_a_word() {
    let desk = Desk::new();
    fs::write(desk.path("there.docx"), "mine").expect("a file");
    let (case, file) = (desk.name("case"), desk.name("there.docx"));
    let refused = zopa(&["export", "docx", "draft", &case, "aldia-1", &file]);
    assert_eq!(code(&refused), 2);
    assert!(err(&refused).contains("exists already") && err(&refused).contains("--force"));
    assert_eq!(fs::read(desk.path("there.docx")).expect("a file"), b"mine");
    let forced = zopa(&["export", "docx", "draft", &case, "aldia-1", &file, "--force"]);
    assert_eq!(code(&forced), 0, "{}", err(&forced));
    let unknown = zopa(&["export", "docx", "draft", &case, "aldia-11", &desk.name("x.docx")]);
    assert_eq!(code(&unknown), 2);
    assert!(err(&unknown).contains("did you mean `aldia-1`?"), "{}", err(&unknown));
    assert!(!desk.path("x.docx").exists());
}

/// Makes a counter-draft as the other side would send it: tracked, with a comment-free change that is not marked.
fn counter(desk: &Desk, planted: bool) -> String {
    let sent = desk.read("written.docx");
    let mut later = sent.clone();
    let altered = |document: &mut Document, from: &str, to: &str| {
        for block in &mut document.blocks {
            if let Block::Paragraph(Paragraph { runs, .. }) = block {
                runs.iter_mut().for_each(|run: &mut Run| run.text = run.text.replace(from, to));
            }
        }
    };
    altered(&mut later, "300 euros", "150 euros");
    let mut back = tracked(&sent, &later, "J. Smith", Some("2025-04-02"));
    if planted {
        altered(&mut back, "narrows shall be shared", "narrows may be shared");
    }
    fs::write(desk.path("back.docx"), write(&back)).expect("a file");
    desk.name("back.docx")
}

#[test]
fn a_counter_draft_comes_in_whole_or_not_at_all() {
    let desk = Desk::new();
    papers(&desk);
    let file = counter(&desk, false);
    let case = desk.name("case");
    let before = desk.files("case");
    let args = [
        "import",
        "docx",
        &file,
        "--as",
        "norrland-2",
        "--by",
        "norrland",
        "--revises",
        "aldia-1",
        "--alias",
        "J. Smith=norrland",
        "--case",
        &case,
    ];
    let shown = zopa(&args);
    assert_eq!(code(&shown), 0, "{}", err(&shown));
    for part in [
        "marked by J. Smith (Norrland) 1 deleted, 1 inserted",
        "6 clauses: 1, 2, 3, 4, 5, 6",
        "2025-04-02 draft norrland-2 \"Kell Treaty – first text\"",
        "would be written; say --write",
    ] {
        assert!(out(&shown).contains(part), "{part}: {}", out(&shown));
    }
    assert_eq!(desk.files("case"), before, "nothing was written");
    let done = zopa(&[&args[..], &["--write"]].concat());
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert_eq!(fs::read(desk.path("case/originals/norrland-2.docx")).expect("kept"), fs::read(&file).expect("a file"));
    let text = fs::read_to_string(desk.path("case/drafts/norrland-2.md")).expect("a text");
    assert!(text.contains("3. Each ship shall pay a toll of 150 euros"), "{text}");
    assert!(text.contains("4. [Norrland propose: *no text*]"), "{text}");
    let marked = fs::read_to_string(desk.path("case/drafts/norrland-2.marked.md")).expect("a text");
    assert!(marked.contains("{--300--}") && marked.contains("J. Smith (Norrland)"), "{marked}");
    let checked = zopa(&["check", &case]);
    assert_eq!(code(&checked), 0, "{}", out(&checked));
    // Only the file with the drafts has changed, and only at its end.
    let old = before.iter().find(|(path, _)| path.ends_with("drafts.zopa")).expect("the drafts");
    let new = fs::read(&old.0).expect("a file");
    assert!(new.starts_with(&old.1) && new.len() > old.1.len());
    let again = zopa(&[&args[..], &["--write"]].concat());
    assert_eq!(code(&again), 2);
    assert!(err(&again).contains("the case has a draft `norrland-2` already"), "{}", err(&again));
    // A file that is in the way stops everything.
    fs::write(desk.path("case/drafts/norrland-3.md"), "mine").expect("a file");
    let before = desk.files("case");
    let args = ["import", "docx", &file, "--as", "norrland-3", "--by", "norrland", "--case", &case, "--write"];
    let refused = zopa(&args);
    assert_eq!(code(&refused), 2);
    assert!(err(&refused).contains("nothing is overwritten"), "{}", err(&refused));
    assert_eq!(desk.files("case"), before);
}

#[test]
fn import_says_what_is_wrong() {
    let desk = Desk::new();
    let case = desk.name("case");
    fs::write(desk.path("old.doc"), [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600]].concat()).expect("a file");
    fs::write(desk.path("cut.docx"), b"PK\x03\x04nothing").expect("a file");
    let run = |file: &str, more: &[&str]| {
        let file = desk.name(file);
        zopa(&[&["import", "docx", &file, "--as", "x", "--by", "norrland", "--case", &case], more].concat())
    };
    for (file, part) in
        [("old.doc", "old format of Word"), ("cut.docx", "damaged or cut off"), ("none.docx", "none.docx")]
    {
        let found = run(file, &[]);
        assert_eq!(code(&found), 3, "{file}");
        assert!(err(&found).contains(part), "{}", err(&found));
    }
    fs::write(
        desk.path("a.docx"),
        write(&Document { blocks: vec![Block::Paragraph(Paragraph::plain("x"))], ..Document::default() }),
    )
    .expect("a file");
    let undated = run("a.docx", &[]);
    assert!(err(&undated).contains("say it with --date"), "{}", err(&undated));
    let unknown = run("a.docx", &["--date", "2025-04-01", "--revises", "aldia-9"]);
    assert!(err(&unknown).contains("no draft is called `aldia-9`"), "{}", err(&unknown));
    let alias = run("a.docx", &["--date", "2025-04-01", "--alias", "J=nobody"]);
    assert!(err(&alias).contains("no party is called `nobody`"), "{}", err(&alias));
    assert_eq!(code(&run("a.docx", &["--date", "2025-04-01"])), 0);
}

#[test]
fn what_came_back_is_compared_with_what_was_sent() {
    let desk = Desk::new();
    papers(&desk);
    let (sent, case) = (desk.name("written.docx"), desk.name("case"));
    let file = counter(&desk, false);
    let marked = zopa(&["returned", &file, "--sent", &sent]);
    assert_eq!(code(&marked), 0, "{}", err(&marked));
    assert!(out(&marked).contains("Nothing was changed without a mark"), "{}", out(&marked));
    let file = counter(&desk, true);
    for sent in [sent.as_str(), "aldia-1", &desk.name("case/drafts/aldia-1.md")] {
        let found = zopa(&[
            "returned",
            &file,
            "--sent",
            sent,
            "--case",
            &case,
            "--alias",
            "J. Smith=norrland",
            "--format",
            "json",
        ]);
        assert_eq!(code(&found), 1, "{sent}: {}", err(&found));
        let answer: Value = serde_json::from_str(&out(&found)).expect("JSON");
        assert_eq!(answer["unmarked"].as_array().map(Vec::len), Some(1), "{sent}: {answer:#}");
        assert_eq!(
            (&answer["unmarked"][0]["clause"], &answer["unmarked"][0]["nature"]),
            (&"5".into(), &"words".into())
        );
        assert_eq!(answer["authors"][0]["party"], "Norrland");
    }
    for format in ["text", "md", "html"] {
        let found = zopa(&["returned", &file, "--sent", "aldia-1", "--case", &case, "--format", format]);
        assert!(out(&found).contains("Changed without a mark"), "{}", out(&found));
    }
    let unknown = zopa(&["returned", &file, "--sent", "aldia-11", "--case", &case]);
    assert_eq!(code(&unknown), 2);
    assert!(err(&unknown).contains("did you mean `aldia-1`?"));
}

/// Without LibreOffice on the path there is nothing to ask; `ZOPA_REQUIRE_SOFFICE=1` says that it must be there.
#[test]
fn libreoffice_opens_every_kind_of_paper() {
    let desk = Desk::new();
    let names = papers(&desk);
    let profile = format!("-env:UserInstallation=file://{}", desk.name("profile"));
    let mut command = Command::new("soffice");
    command.args(["--headless", &profile, "--convert-to", "pdf", "--outdir"]).arg(desk.path("pdf"));
    match command.args(names.iter().map(|name| desk.path(name))).output() {
        Ok(output) => {
            for name in &names {
                let made = desk.path("pdf").join(Path::new(name).with_extension("pdf"));
                let bytes = fs::read(&made).unwrap_or_else(|error| panic!("{name}: {error}: {output:?}"));
                assert!(bytes.starts_with(b"%PDF"), "{name}");
            }
        }
        Err(error) => assert!(std::env::var_os("ZOPA_REQUIRE_SOFFICE").is_none(), "soffice: {error}"),
    }
}
