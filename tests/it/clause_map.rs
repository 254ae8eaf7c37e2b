//! Comparing drafts: the proposed map, the confirmed map, the words, and the map entered into the record.

use std::io;
use zopa::question::diff::{self, Change, Diff, WarningKind, WordsKind};
use zopa::texts::Texts;
use zopa_case::case::Case;
use zopa_case::view::View;
use zopa_case::world::World;

/// A case in memory: one file, and texts by path.
struct Memory<'a>(&'a [(&'a str, &'a str)]);

impl World for Memory<'_> {
    fn files(&self) -> io::Result<Vec<(String, String)>> {
        Ok(Vec::new())
    }

    fn attachment(&self, path: &str) -> io::Result<Vec<u8>> {
        let found = self.0.iter().find(|(name, _)| *name == path);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| io::Error::other("no such file"))
    }
}

fn case(text: &str) -> Case {
    let case = Case::read(vec![("case.zopa".to_string(), text.to_string())]);
    assert!(case.is_sound(), "{:?}", case.errors);
    case
}

fn ask(case: &Case, texts: &[(&str, &str)], from: &str, to: &str) -> Diff {
    let view = View::new(case, None, &[]);
    diff::ask(&view, &Texts::read(case, &Memory(texts)), from, to).expect("two drafts")
}

/// Each clause of the later draft with the numbers that it had, then what is gone.
fn fates(diff: &Diff) -> Vec<(String, Option<String>)> {
    let fate = |pair: &diff::Pair| (pair.from.join(","), pair.to.clone());
    diff.clauses.iter().filter(|pair| pair.to.as_deref() != Some("")).map(fate).collect()
}

const FRAME: &str = r#"case "Toll talks"
party norrland "Norrland" principal
party sudmark "Sudmark" principal
instrument notes "Exchange of notes" signed-by norrland
point toll "Toll" number 0..500 step 100 unit EUR
point start "Start" date 2026-01..2028-01 step 12 months
"#;

const BEFORE: &str = "# First\n\nThe waters of Kell (the \"Strait\").\n\n1. Each ship shall pay a toll of 300 euros.\n\n\
    2. Pilots shall board under clause 1.\n\n3. Fish quotas are shared in the Strait.\n\n4. Disputes go to a court.\n";
const AFTER: &str = "# Second\n\n1. Fish quotas should be shared in the Strait.\n\n2. Each ship shall pay a toll of 200 euros.\n\n\
    3. Pilots shall board under clause 1, see clause 9.\n\n4. Cables may be laid.\n";

const DRAFTS: &str = r#"2025-03-05 draft first by sudmark  text "first.md"
  1 "Toll"  toll = 300   # the old sum
    note "as before"
  2 "Pilots"
  3 "Fish"
  4 "Court"
2025-03-20 draft second by norrland revises first  text "second.md"
  1 "Fishing"
    note "theirs"
  2 toll = 200,
    start = 2026-01
  3 "Pilotage"   # ours
  4 "Cables"     # new
# The end.
"#;

fn texts() -> [(&'static str, &'static str); 2] {
    [("first.md", BEFORE), ("second.md", AFTER)]
}

/// The shipped drafts without what the record says of their map: nine of ten right by the program alone.
#[test]
fn the_shipped_drafts_are_mapped_without_help() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/ukraine-2025");
    let files = zopa_store::Folder::open(folder).expect("the example").files().expect("its files");
    let bare: Vec<(String, String)> = files
        .iter()
        .map(|(path, text)| {
            let without = |line: &str| match line.rsplit_once(" was ") {
                Some((before, after)) if after.chars().all(|c| c.is_ascii_digit()) => before.to_string(),
                _ => line.to_string(),
            };
            (path.clone(), text.lines().map(without).collect::<Vec<_>>().join("\n"))
        })
        .collect();
    let (told, bare) = (Case::read(files), Case::read(bare));
    assert!(bare.is_sound());
    let (gold, found) = (ask(&told, &[], "usa-28", "ukraine-20"), ask(&bare, &[], "usa-28", "ukraine-20"));
    assert_eq!(gold.clauses.iter().filter(|pair| !pair.inferred).count(), 7);
    assert!(found.clauses.iter().all(|pair| pair.inferred));
    let (gold, found) = (fates(&gold), fates(&found));
    let right = found.iter().filter(|fate| gold.contains(fate)).count();
    assert!(right * 10 >= gold.len() * 9 && found.len() == gold.len(), "{gold:?} {found:?}");
}

#[test]
fn texts_of_a_case_are_compared_by_words() {
    let case = case(&format!("{FRAME}{DRAFTS}"));
    let diff = ask(&case, &texts(), "first", "second");
    let expected = [("3", Some("1")), ("1", Some("2")), ("2", Some("3")), ("", Some("4")), ("4", None)];
    let expected: Vec<(String, Option<String>)> =
        expected.iter().map(|(from, to)| (from.to_string(), to.map(str::to_string))).collect();
    assert_eq!(fates(&diff), expected);
    let pair = |to: &str| diff.clauses.iter().find(|pair| pair.to.as_deref() == Some(to)).expect("a clause");
    assert_eq!(pair("1").findings[0].about, "verb");
    assert!(pair("2").findings[0].message.contains("300 euros"));
    assert_eq!(pair("2").change, Change::Altered);
    assert!(pair("2").reasons[0].contains("same point `toll`"));
    let side = |pair: &diff::Pair, own: WordsKind| -> String {
        pair.words
            .iter()
            .filter(|words| words.kind == WordsKind::Equal || words.kind == own)
            .map(|words| words.text.as_str())
            .collect()
    };
    assert_eq!(side(pair("2"), WordsKind::Deleted), "Each ship shall pay a toll of 300 euros.");
    assert_eq!(side(pair("2"), WordsKind::Inserted), "Each ship shall pay a toll of 200 euros.");
    let kinds: Vec<WarningKind> = diff.warnings.iter().map(|warning| warning.kind).collect();
    // Clause 9 is nowhere; clause 1 was the toll, which is 2 now; the Strait is no longer defined.
    assert_eq!(kinds, [WarningKind::BrokenReference, WarningKind::StaleReference, WarningKind::UndefinedTerm]);
}

#[test]
fn a_text_that_cannot_be_read_is_told() {
    let case = case(&format!("{FRAME}{DRAFTS}"));
    let diff = ask(&case, &texts()[..1], "first", "second");
    assert_eq!(diff.warnings.iter().filter(|warning| warning.kind == WarningKind::Unread).count(), 1);
}

/// The map is entered beside what the person wrote; the rest stays as it was, byte for byte, and reading it again finds
/// the same map, all of it confirmed.
#[test]
fn the_proposed_map_is_entered_and_read_back() {
    for ending in ["\n", "\r\n"] {
        let text = format!("{FRAME}{DRAFTS}").replace('\n', ending);
        let first = case(&text);
        let view = View::new(&first, None, &[]);
        let kept = Texts::read(&first, &Memory(&texts()));
        let found = diff::confirm(&view, &kept, "first", "second").expect("a map");
        assert_eq!(found.seen, text);
        assert_eq!(found.left_out, Vec::<String>::new());
        let expected = text
            .replace("1 \"Fishing\"", "1 \"Fishing\" was 3")
            .replace(
                &format!("2 toll = 200,{ending}    start = 2026-01"),
                &format!("2 toll = 200,{ending}    start = 2026-01{ending}    was 1"),
            )
            .replace("3 \"Pilotage\" ", "3 \"Pilotage\" was 2 ")
            .replace("4 \"Cables\" ", "4 \"Cables\" new ");
        let at = expected.find("  1 \"Fishing\"").expect("the first clause");
        let expected = format!("{}  dropped 4{ending}{}", &expected[..at], &expected[at..]);
        assert_eq!(found.text, expected);
        let again = case(&found.text);
        let before = fates(&ask(&first, &texts(), "first", "second"));
        let after = ask(&again, &texts(), "first", "second");
        assert_eq!(fates(&after), before);
        assert!(after.clauses.iter().all(|pair| !pair.inferred));
        let nothing = diff::confirm(&View::new(&again, None, &[]), &kept, "first", "second").expect("a map");
        assert_eq!((nothing.text, nothing.lines), (found.text, Vec::<String>::new()));
    }
}

/// A pair that the person overrules stays overruled: by another number, by `new`, by `dropped`.
#[test]
fn what_is_overruled_stays_so() {
    let overruled =
        DRAFTS.replace("1 \"Fishing\"", "1 \"Fishing\" new").replace("3 \"Pilotage\"", "3 \"Pilotage\" was 4");
    let overruled = overruled.replace("# The end.\n", "").replace("revises first", "revises first  dropped 1");
    let diff = ask(&case(&format!("{FRAME}{overruled}")), &texts(), "first", "second");
    let of = |to: &str| diff.clauses.iter().find(|pair| pair.to.as_deref() == Some(to)).expect("a clause");
    assert_eq!((of("1").change, of("1").inferred), (Change::Added, false));
    assert_eq!((of("3").from.as_slice(), of("3").inferred), (&["4".to_string()][..], false));
    let gone = diff.clauses.iter().find(|pair| pair.to.is_none() && pair.from == ["1"]).expect("the dropped clause");
    assert!(!gone.inferred);
    assert_eq!(of("2").change, Change::Added);
}

#[test]
fn drafts_known_by_their_texts_alone_are_mapped_and_entered() {
    let drafts = "2025-03-05 draft first by sudmark text \"first.md\"\n\
        2025-03-20 draft second by norrland revises first text \"second.md\"\n";
    let first = case(&format!("{FRAME}{drafts}"));
    let kept = Texts::read(&first, &Memory(&texts()));
    let found = diff::confirm(&View::new(&first, None, &[]), &kept, "first", "second").expect("a map");
    let expected = "text \"second.md\"\n  1 was 3\n  2 was 1\n  3 was 2\n  4 new\n  dropped 4\n";
    assert!(found.text.ends_with(expected), "{}", found.text);
    let again = ask(&case(&found.text), &texts(), "first", "second");
    assert!(again.clauses.iter().all(|pair| !pair.inferred || pair.to.as_deref() == Some("")));
}

#[test]
fn a_map_is_entered_only_where_it_belongs() {
    let first = case(&format!("{FRAME}{DRAFTS}"));
    let view = View::new(&first, None, &[]);
    let refused = diff::confirm(&view, &Texts::default(), "second", "first").expect_err("it revises nothing");
    assert!(refused.hint.expect("a hint").contains("revises second"));
}

/// Words that were agreed and have changed are told, with where they were agreed.
#[test]
fn agreed_text_that_changed_is_told() {
    let agrees = "2025-03-10 agrees norrland : toll = 300\n2025-03-11 agrees sudmark : toll = 300\n";
    let of = |agrees: &str, drafts: &str| {
        let diff = ask(&case(&format!("{FRAME}{agrees}{drafts}")), &texts(), "first", "second");
        diff.warnings.into_iter().filter(|warning| warning.kind == WarningKind::AgreedChanged).collect::<Vec<_>>()
    };
    let found = of(agrees, DRAFTS);
    assert_eq!(found.len(), 1);
    assert!(found[0].message.contains("every principal"), "{}", found[0].message);
    assert_eq!((found[0].clause.as_str(), found[0].cites.len()), ("2", 2));
    // One side's word binds that side: the author of the later draft, and nobody else.
    assert_eq!(of("2025-03-10 agrees norrland : toll = 300\n", DRAFTS).len(), 1);
    assert_eq!(of("2025-03-10 agrees sudmark : toll = 300\n", DRAFTS).len(), 0);
    // Whoever agreed to another sum, or later, did not agree to this clause.
    assert_eq!(of("2025-03-10 agrees norrland : toll = 200\n", DRAFTS).len(), 0);
    assert_eq!(of("2025-03-25 agrees norrland : toll = 300\n", DRAFTS).len(), 0);
}

#[test]
fn two_texts_are_compared_without_a_case() {
    let diff = diff::texts(("a.md", BEFORE), ("b.md", AFTER)).expect("two texts");
    assert_eq!(diff.clauses.iter().filter(|pair| pair.change == Change::Added).count(), 1);
    let same = diff::texts(("a.md", BEFORE), ("b.md", BEFORE)).expect("two texts");
    assert!(same.clauses.iter().all(|pair| pair.change == Change::Kept));
    // Texts without numbers are compared by paragraphs.
    let plain =
        diff::texts(("a", "Ships pay a toll.\n\nFish are free."), ("b", "Fish are free.\n\nShips pay no toll."))
            .expect("two texts");
    assert_eq!(fates(&plain), [("¶2".to_string(), Some("¶1".to_string())), ("¶1".to_string(), Some("¶2".to_string()))]);
    for (before, after) in [("", ""), ("", "1. A."), ("1. A.", ""), ("1.", "1.\n2.\n1.")] {
        let diff = diff::texts(("a", before), ("b", after)).expect("two texts");
        let pages = [diff.page(), diff.side_by_side()];
        assert!(pages.iter().all(|page| !zopa::page::text(page, 80).is_empty()));
    }
}

#[test]
fn merged_and_split_clauses_show_their_own_words() {
    let before = "1. Ships pay a toll of 300 euros.\n\n2. Harbours charge dues of 100 euros a year.\n\n\
        3. Guards patrol the narrows every night. Divers search the cables each spring.\n";
    let after = "1. Harbours charge dues of 100 euros a year, and ships pay a toll of 300 euros.\n\n\
        2. Guards patrol the narrows every night.\n\n3. Divers search the cables each spring.\n";
    let diff = diff::texts(("a", before), ("b", after)).expect("two texts");
    let changes: Vec<Change> = diff.clauses.iter().map(|pair| pair.change).collect();
    assert_eq!(changes, [Change::Merged, Change::Split, Change::Split]);
    assert!(diff.clauses[1].words.iter().chain(&diff.clauses[2].words).all(|words| words.kind == WordsKind::Equal));
    let document = diff.document();
    assert!(document.landscape);
    let zopa_text::document::Block::Table(table) = document.blocks.last().expect("a table") else { panic!("a table") };
    assert!((table.head, table.rows.len()) == (1, 4) && table.rows.iter().all(|row| row.cells.len() == 3));
}

#[test]
fn a_clause_that_says_where_it_went_is_moved() {
    let after = BEFORE.replace("3. Fish quotas are", "3. *Moved to the Fishery Charter:* Fish quotas are");
    let diff = diff::texts(("a", BEFORE), ("b", &after)).expect("two texts");
    let moved = diff.clauses.iter().find(|pair| pair.change == Change::Moved).expect("a moved clause");
    assert_eq!(moved.details, ["now in the Fishery Charter"]);
}
