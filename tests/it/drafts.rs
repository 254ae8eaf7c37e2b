//! The texts of drafts beside the record: findings with their pages, and what became of brackets.

use std::collections::BTreeSet;
use std::io;
use zopa::findings::of_drafts;
use zopa::question::brackets;
use zopa::texts::Texts;
use zopa_case::case::Case;
use zopa_case::check::check;
use zopa_case::view::View;
use zopa_case::world::World;
use zopa_syntax::diagnostic::Rule;
use zopa_text::bracket::{FINDINGS_MAX, Parties, read_with};

/// A case whose files stand in the test.
struct Paper<'a> {
    record: &'a str,
    texts: &'a [(&'a str, &'a [u8])],
}

impl World for Paper<'_> {
    fn files(&self) -> io::Result<Vec<(String, String)>> {
        Ok(vec![("case.zopa".to_string(), self.record.to_string())])
    }

    fn attachment(&self, path: &str) -> io::Result<Vec<u8>> {
        let found = self.texts.iter().find(|(name, _)| *name == path);
        found.map(|(_, text)| text.to_vec()).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

impl Paper<'_> {
    fn case(&self) -> Case {
        let case = Case::read(self.files().expect("it stands here"));
        assert!(case.is_sound(), "{}", zopa::findings::text(&case.sources, &case.errors, 100, false));
        case
    }

    /// Returns the names of all findings, and the files in which they are.
    fn findings(&self) -> Vec<(&'static str, String)> {
        let case = self.case();
        let view = View::new(&case, None, &[]);
        let mut sources = case.sources.clone();
        let mut found = check(&view);
        found.extend(of_drafts(&view, &Texts::read(&case, self), &mut sources));
        let shown = zopa::findings::text(&sources, &found, 100, false);
        assert!(found.iter().all(|finding| shown.contains(&finding.message)), "{shown}");
        found.iter().map(|finding| (finding.rule.name, sources.file(finding.primary.span.file).path.clone())).collect()
    }
}

/// Returns the examples of a page, those of texts or those of records.
fn blocks<'a>(rule: &'a Rule, sort: &str) -> Vec<&'a str> {
    let start = format!("```{sort}\n");
    rule.page.split(start.as_str()).skip(1).filter_map(|rest| rest.split_once("```")).map(|(block, _)| block).collect()
}

#[test]
fn pages_of_texts_show_their_finding_and_the_way_out() {
    let parties = Parties::new(["Norrland", "Sudmark"].map(|name| (name.to_string(), vec![])));
    for rule in zopa_text::bracket::rules() {
        assert!(rule.page.starts_with(&format!("# {}\n\n", rule.name)), "{}", rule.name);
        let found = |text: &str| -> BTreeSet<&str> {
            read_with(text, &parties).findings.iter().map(|finding| finding.rule.name).collect()
        };
        match blocks(rule, "text").as_slice() {
            [wrong, right] => {
                assert_eq!(found(wrong), BTreeSet::from([rule.name]), "{wrong}");
                assert_eq!(found(right), BTreeSet::new(), "{right}");
            }
            other => assert!(other.is_empty() && rule.name == "too-many-brackets", "{}", rule.name),
        }
    }
}

#[test]
fn pages_of_records_show_their_finding_and_the_way_out() {
    for rule in zopa::rule::RULES {
        assert!(rule.page.starts_with(&format!("# {}\n\n", rule.name)), "{}", rule.name);
        let text = blocks(rule, "text").concat();
        let texts: &[(&str, &[u8])] = &[("first.md", text.as_bytes())];
        let records = blocks(rule, "zopa");
        assert_eq!(Paper { record: records[0], texts }.findings(), [(rule.name, "case.zopa".to_string())]);
        if let Some(right) = records.get(1) {
            assert_eq!(Paper { record: right, texts }.findings(), []);
        }
    }
}

const RECORD: &str = "case \"Toll talks\"\nparty norrland \"Norrland\" principal alias \"NL\"\nparty sudmark \"Sudmark\" principal\n\
    point toll \"Toll\" number 0..500 step 100 unit EUR\npoint fish \"Fish\"\n  option a\n  option b\n\
    2025-03-01 draft first by sudmark text \"first.md\"\n  1 toll = [300 (sudmark) | 0 (norrland)]\n  2 \"Fish\" fish = [a | b]\n\
    2025-03-02 draft second by sudmark text \"second.md\" revises first\n  1 toll = 300 was 1\n  dropped 2\n";

const FIRST: &str = "1. [Sudmark propose: 300 euros][NL propose: nothing].\n\n2. Fish are [shared][kept].\n";

#[test]
fn texts_that_are_not_there_or_not_text_are_found() {
    let all: &[(&str, &[u8])] = &[("first.md", FIRST.as_bytes()), ("second.md", b"1. 300 euros.\n")];
    assert_eq!(Paper { record: RECORD, texts: all }.findings(), []);
    let latin: &[(&str, &[u8])] = &[("first.md", b"1. [a\xff]\n")];
    let found = Paper { record: RECORD, texts: latin }.findings();
    assert_eq!(found.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["unreadable-text", "unreadable-text"]);
}

#[test]
fn findings_of_texts_have_their_place_in_them() {
    let texts: &[(&str, &[u8])] =
        &[("first.md", b"1. [XL propose: a][b.\n\n2. [c][d].\n"), ("second.md", b"1. 300 euros.\n")];
    let found = Paper { record: RECORD, texts }.findings();
    let expected = [("unknown-party-code", "first.md"), ("unbalanced-bracket", "first.md")];
    assert_eq!(found, expected.map(|(name, file)| (name, file.to_string())));
    let many = "]".repeat(FINDINGS_MAX + 5);
    let texts: &[(&str, &[u8])] = &[("first.md", many.as_bytes()), ("second.md", b"1. 300 euros.\n")];
    assert_eq!(Paper { record: RECORD, texts }.findings().len(), FINDINGS_MAX);
}

#[test]
fn a_count_that_fell_by_deletion_is_told() {
    let texts: &[(&str, &[u8])] = &[("first.md", FIRST.as_bytes()), ("second.md", b"1. 300 euros.\n")];
    let paper = Paper { record: RECORD, texts };
    let case = paper.case();
    let view = View::new(&case, None, &[]);
    let answer = brackets::ask(&view, &Texts::read(&case, &paper), &brackets::Options::default()).expect("a text");
    let since = answer.since.expect("it revises a draft with a text");
    assert_eq!((since.brackets, since.in_kept_clauses, since.with_gone_clauses), (-4, -2, -2));
    let expected = [
        "clause 2 (Fish) is gone, and with it 2 brackets: deleted, not agreed",
        "Fish was in brackets, is no longer settled, and is not agreed",
    ];
    assert_eq!(since.warnings, expected);
    // An empty clause of the same number is as good as gone.
    let emptied: &[(&str, &[u8])] = &[("first.md", FIRST.as_bytes()), ("second.md", b"1. 300 euros.\n\n2. {Fish}\n")];
    let paper = Paper { record: RECORD, texts: emptied };
    let case = paper.case();
    let view = View::new(&case, None, &[]);
    let answer = brackets::ask(&view, &Texts::read(&case, &paper), &brackets::Options::default()).expect("a text");
    let since = answer.since.expect("it revises a draft with a text");
    assert!(since.gone[0].emptied && since.warnings[0].contains("has lost its words"), "{since:?}");
}

#[test]
fn texts_alone_are_compared_by_number() {
    let answer = brackets::of_text(("b.md", "1. a [b]\n\n3. c\n"), Some(("a.md", "1. a [b][c]\n\n2. [d]\n\n3. [c]\n")));
    let since = answer.since.expect("an earlier text");
    assert_eq!((since.brackets, since.in_kept_clauses, since.with_gone_clauses), (-3, -2, -1));
    let clean: Vec<bool> = since.clauses.iter().map(|clause| clause.became_clean).collect();
    assert_eq!((clean, since.warnings.len()), (vec![false, true], 1));
}
