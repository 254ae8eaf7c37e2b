//! Editions: nothing that an audience may not see is in anything that it gets.

mod made;
mod spec;

use made::{MEDIATORS, Made, Maker, PARTIES};
use spec::Spec;
use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::PathBuf;
use zopa::documents::{self, Rendering};
use zopa::edition::{self, Asked, Edition};
use zopa::page::{self, Page};
use zopa::question::{
    brackets, brief, clash, deals, diff, draft, evidence, gap, grid, lean, moves, obligations, rests, robust,
};
use zopa::texts::Texts;
use zopa::workbook::workbook;
use zopa_case::case::Case;
use zopa_case::check::check;
use zopa_case::id::DraftId;
use zopa_case::view::View;
use zopa_case::world::World;
use zopa_exchange::{docx, xlsx};
use zopa_store::Folder;
use zopa_syntax::edit::{Change, apply};
use zopa_syntax::parse::Parse;

/// Whoever reads an edition has no folder but the edition.
struct Nowhere;

impl World for Nowhere {
    fn files(&self) -> io::Result<Vec<(String, String)>> {
        Err(io::Error::other("no folder"))
    }

    fn attachment(&self, _: &str) -> io::Result<Vec<u8>> {
        Err(io::Error::other("no folder"))
    }
}

/// A record in memory.
struct Kept {
    files: Vec<(String, String)>,
    texts: BTreeMap<String, String>,
}

impl World for Kept {
    fn files(&self) -> io::Result<Vec<(String, String)>> {
        Ok(self.files.clone())
    }

    fn attachment(&self, path: &str) -> io::Result<Vec<u8>> {
        self.texts.get(path).map(|text| text.clone().into_bytes()).ok_or_else(|| io::Error::other("no such text"))
    }
}

fn kept(made: &Made, other: &dyn Fn(usize) -> bool) -> Kept {
    let (files, texts) = made.files(other);
    Kept { files, texts }
}

fn read(kept: &Kept) -> Case {
    let case = Case::read(kept.files.clone());
    assert!(case.is_sound(), "{}\n{:?}", zopa::findings::text(&case.sources, &case.errors, 100, false), kept.files);
    case
}

fn make(kept: &Kept, audience: &str, day: Option<u32>) -> Edition {
    let as_of = day.map(|day| format!("2025-{:02}-{:02}", 1 + day / 28, 1 + day % 28).parse().expect("a day"));
    let asked = Asked { audience: audience.to_string(), as_of, mark: None };
    edition::make(&read(kept), kept, &asked).expect("an edition")
}

/// Returns all that an edition holds, paths and texts.
fn told(edition: &Edition) -> String {
    edition.files().into_iter().map(|(path, text)| path + "\n" + &text).collect()
}

/// Returns the first line in which two texts differ.
fn difference(one: &str, other: &str) -> String {
    let lines = one.lines().chain([""]).zip(other.lines().chain([""]));
    lines
        .into_iter()
        .find(|(one, other)| one != other)
        .map(|(one, other)| format!("{one}\n{other}"))
        .unwrap_or_default()
}

/// Audiences by name, with the parties in them; nobody in particular is the public.
fn audiences() -> Vec<(&'static str, Option<Vec<usize>>)> {
    let parties = PARTIES.iter().enumerate().map(|(at, name)| (*name, Some(vec![at])));
    let more = [("g0", Some(vec![0, 1])), ("table", Some((0..PARTIES.len()).collect())), ("public", None)];
    parties.chain(more).collect()
}

fn spec<'a>(made: &'a Made, viewers: Option<Vec<usize>>, day: Option<u32>) -> Spec<'a> {
    Spec::new(&made.entries, MEDIATORS, &made.places, viewers, day)
}

/// Everything that comes out for an audience, in every format, by what it is. A writer of another kind of document adds
/// its documents here: unpacked, where they are packed.
fn outputs(edition: &Edition) -> Vec<(String, Vec<u8>)> {
    let case = &edition.case;
    let mut all: Vec<(String, Vec<u8>)> = edition
        .files()
        .into_iter()
        .map(|(path, text)| (format!("file {path}"), [path, text].join("\n").into()))
        .collect();
    let files: Vec<(&str, &Parse)> = case.sources.iter().map(|source| (source.path.as_str(), &source.parse)).collect();
    let document = zopa_exchange::json::to_json(&files).expect("a sound case");
    all.push(("export json".to_string(), document.to_string().into()));
    let view = View::new(case, None, &[]);
    let findings = check(&view);
    all.push(("check".to_string(), zopa::findings::text(&case.sources, &findings, 100, false).into()));
    let mut give = |name: &str, answer: Result<(serde_json::Value, Page), String>| match answer {
        Ok((document, page)) => {
            all.push((format!("{name} json"), document.to_string().into()));
            all.push((format!("{name} text"), page::text(&page, 100).into()));
            all.push((format!("{name} markdown"), page::markdown(&page).into()));
            all.push((format!("{name} html"), page::html(&page).into()));
        }
        Err(message) => all.push((format!("{name} error"), message.into())),
    };
    macro_rules! answer {
        ($name:literal, $answer:expr $(, $case:ident)?) => {
            let answer = $answer.map_err(|error| format!("{error} {:?}", error.hint));
            give($name, answer.map(|answer| (serde_json::to_value(&answer).expect("plain"), answer.page($($case)?))));
        };
    }
    answer!("brief", brief::ask(&view, &brief::Options::default()), case);
    answer!("clash", clash::ask(&view, &clash::Options { dead: true, ..clash::Options::default() }), case);
    answer!("evidence", evidence::ask(&view), case);
    answer!("moves", moves::ask(&view, &moves::Options::default()), case);
    answer!("lean", lean::ask(&view, &lean::Options::default()), case);
    answer!("deals", deals::ask(&view, &deals::Options { steps_max: 20_000, ..deals::Options::default() }), case);
    let few = robust::Options { samples: 20, steps_max: 20_000, ..robust::Options::default() };
    answer!("robust", robust::ask(&view, &few), case);
    let texts = Texts::read(case, &Nowhere);
    answer!("gap", gap::ask(&view, &grid::Options::default()), case);
    answer!("grid", grid::ask(&view, &grid::Options::default()), case);
    answer!("obligations", obligations::ask(&view, &obligations::Options::default()), case);
    answer!("brackets", brackets::ask(&view, &texts, &brackets::Options::default()));
    answer!("rests", rests::ask(&view, &rests::Conclusion::NoDeal, Some(2_000)), case);
    for draft in &case.drafts {
        if let Ok(text) = draft::ask(&view, &texts, &draft.name, draft::Options::default()) {
            give("draft", Ok((serde_json::to_value(&text).expect("plain"), Page::default())));
        }
    }
    let names: Vec<&str> = case.drafts.iter().map(|draft| draft.name.as_str()).collect();
    if let [first, .., last] = names[..] {
        answer!("diff", diff::ask(&view, &texts, first, last));
    }
    all.extend(papers(edition));
    all
}

/// Returns the Word documents and the workbook for an audience, unpacked.
fn papers(edition: &Edition) -> Vec<(String, Vec<u8>)> {
    let case = &edition.case;
    let view = View::new(case, None, &[]);
    let texts = Texts::read(case, &Nowhere);
    let mut papers = Vec::new();
    for (at, draft) in case.drafts.iter().enumerate() {
        let from = at.checked_sub(1).map(|before| case.drafts[before].name.as_str());
        for rendering in [Rendering::Clean, Rendering::Written, Rendering::Attributed] {
            papers.extend(documents::draft(case, &texts, &draft.name, None, rendering));
        }
        papers.extend(documents::draft(case, &texts, &draft.name, from, Rendering::Written));
    }
    let parties: Vec<&str> = case.parties.iter().map(|party| party.name.as_str()).collect();
    papers.extend(parties.iter().filter_map(|party| documents::brief(&view, party).ok()));
    if let [first, second, ..] = parties[..] {
        papers.extend(documents::columns(&view, first, second, None));
    }
    let mut packed: Vec<Vec<u8>> = papers.iter().map(docx::write).collect();
    let mut sheets = Vec::new();
    sheets.extend(grid::ask(&view, &grid::Options::default()).map(|grid| grid.sheets(case)).unwrap_or_default());
    sheets.extend(gap::ask(&view, &grid::Options::default()).map(|gap| gap.sheet(case)));
    let bytes = xlsx::write(&workbook(case, sheets));
    packed.push(bytes.expect("a workbook"));
    packed.iter().flat_map(|bytes| unpacked(bytes)).collect()
}

fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(io::Cursor::new(bytes)).expect("an archive");
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("a readable part");
        parts.push((part.name().expect("a name").to_string(), content));
    }
    parts
}

fn random_day(seed: u64) -> Option<u32> {
    match seed % 3 {
        0 => None,
        1 => Some(130),
        _ => Some((seed % 120) as u32),
    }
}

/// The strongest form of it: what may not be seen could be anything else, and not a byte would differ.
#[test]
fn what_is_withheld_makes_no_difference() {
    for seed in 0..400 {
        let made = Maker::make(seed);
        let all = audiences();
        for round in 0..2 {
            let (audience, viewers) = &all[(seed as usize * 2 + round) % all.len()];
            let day = random_day(seed + round as u64);
            let spec = spec(&made, viewers.clone(), day);
            let forbidden: Vec<bool> = (0..made.places.len()).map(|secret| !spec.seen(secret)).collect();
            let one = make(&kept(&made, &|_| false), audience, day);
            let other = make(&kept(&made, &|secret| forbidden[secret]), audience, day);
            let (one, other) = (told(&one), told(&other));
            let at = format!("seed {seed}, for {audience} as of {day:?}");
            assert!(one == other, "{at}: {}", difference(&one, &other));
        }
    }
}

/// Returns a record without the entry that stands on a line; nothing where what is left would not be sound.
fn without(kept: &Kept, file: &str, line: u32) -> Option<Kept> {
    let case = Case::read(kept.files.clone());
    let source = case.sources.iter().find(|source| source.path == file)?;
    let at = source.parse.entries.iter().position(|entry| case.sources.line(entry.span) == line)?;
    let text = apply(&source.text, Change::Remove { at }).ok()?;
    let others = kept.files.iter().filter(|(path, _)| path != file).cloned();
    let files: Vec<(String, String)> = others.chain([(file.to_string(), text)]).collect();
    Case::read(files.clone()).is_sound().then(|| Kept { files, texts: kept.texts.clone() })
}

/// That an entry is withheld is the same as that it was never written: no count, date or order tells of it.
#[test]
fn what_is_withheld_might_never_have_been_written() {
    let mut removed = 0;
    for seed in 7_000..7_040 {
        let made = Maker::make(seed);
        let all = audiences();
        let (audience, _) = &all[seed as usize % all.len()];
        let day = random_day(seed);
        let mut record = kept(&made, &|_| false);
        let edition = make(&record, audience, day);
        let whole = |each: &&edition::Withheld| {
            let others = matches!(each.rule, edition::Rule::Comment | edition::Rule::Nameless);
            // A party less is another table; a step or fact that is not declared is a milestone, and told as such.
            let kept = ["party", "ratify", "fact"].iter().any(|keyword| each.entry.starts_with(keyword));
            each.clause.is_none() && !others && !kept
        };
        // From the end, so that what is above keeps its place.
        for each in edition.list.withheld.iter().filter(whole).rev() {
            let Some(less) = without(&record, &each.cite.file, each.cite.line) else { continue };
            record = less;
            removed += 1;
        }
        let (one, other) = (told(&edition), told(&make(&record, audience, day)));
        assert!(one == other, "seed {seed}, for {audience} as of {day:?}: {}", difference(&one, &other));
    }
    assert!(removed > 200, "only {removed} entries could be left out");
}

/// And no secret is lost that may be seen: the filter withholds what it must, and no more.
#[test]
fn what_may_be_seen_is_there_and_the_rest_is_not() {
    for seed in 1_000..1_400 {
        let made = Maker::make(seed);
        let all = audiences();
        let (audience, viewers) = &all[seed as usize % all.len()];
        let day = random_day(seed / 7);
        let spec = spec(&made, viewers.clone(), day);
        let kept = kept(&made, &|_| false);
        let edition = make(&kept, audience, day);
        let text: String = edition.files().into_iter().map(|(path, text)| path + "\n" + &text).collect();
        for secret in 0..made.places.len() {
            let token = made.token(secret, false);
            let (seen, found) = (spec.seen(secret), text.contains(&token));
            assert!(
                seen == found,
                "seed {seed}, for {audience} as of {day:?}: {token} may be seen: {seen}, is there: {found}"
            );
        }
    }
}

#[test]
fn no_answer_in_any_format_has_a_secret_in_it() {
    let mut withheld = 0;
    for seed in 5_000..5_024 {
        let made = Maker::make(seed);
        let all = audiences();
        let (audience, viewers) = &all[seed as usize % all.len()];
        let day = random_day(seed);
        let spec = spec(&made, viewers.clone(), day);
        let edition = make(&kept(&made, &|_| false), audience, day);
        let secrets = (0..made.places.len()).filter(|secret| !spec.seen(*secret));
        let secrets: Vec<String> = secrets.map(|secret| made.token(secret, false)).collect();
        withheld += secrets.len();
        for (name, bytes) in outputs(&edition) {
            let text = String::from_utf8_lossy(&bytes);
            for token in &secrets {
                assert!(!text.contains(token), "seed {seed}, for {audience}: {token} is in {name}");
            }
        }
    }
    assert!(withheld > 1_000, "the records keep few secrets");
}

#[test]
fn an_edition_of_an_edition_is_the_same() {
    for seed in 2_000..2_300 {
        let made = Maker::make(seed);
        let all = audiences();
        let (audience, _) = &all[seed as usize % all.len()];
        let day = random_day(seed / 3);
        let once = make(&kept(&made, &|_| false), audience, day);
        let files = once.files();
        let again = Kept {
            files: files.iter().filter(|(path, _)| path == edition::FILE).cloned().collect(),
            texts: files.iter().filter(|(path, _)| path != edition::FILE).cloned().collect(),
        };
        let twice = make(&again, audience, day);
        let (once, twice) = (told(&once), told(&twice));
        assert!(once == twice, "seed {seed}, for {audience} as of {day:?}: {}", difference(&once, &twice));
    }
}

/// Whatever goes to the public, everybody else may see too; whatever the table may see, each party may.
#[test]
fn a_wider_audience_sees_no_more() {
    for seed in 3_000..3_060 {
        let made = Maker::make(seed);
        let record = kept(&made, &|_| false);
        let day = random_day(seed);
        let tokens = |audience: &str| -> Vec<String> {
            let text: String = make(&record, audience, day).files().into_iter().map(|(_, text)| text).collect();
            (0..made.places.len()).map(|at| made.token(at, false)).filter(|token| text.contains(token)).collect()
        };
        for (wide, narrow) in [("public", "table"), ("table", "g0"), ("g0", "p0"), ("public", "p3"), ("table", "p2")] {
            let narrow_tokens = tokens(narrow);
            for token in tokens(wide) {
                assert!(narrow_tokens.contains(&token), "seed {seed}: {token} for {wide} and not for {narrow}");
            }
        }
    }
}

fn example(name: &str) -> Folder {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name);
    Folder::open(path).expect("a shipped example")
}

#[test]
fn every_example_has_an_edition_for_everybody() {
    for name in ["ukraine-2025", "strait-of-kell", "dockworkers-2026"] {
        let folder = example(name);
        let case = Case::read(folder.files().expect("readable files"));
        let parties = case.parties.iter().map(|party| party.name.clone());
        let groups = case.groups.iter().map(|group| group.name.clone());
        let all = parties.chain(groups).chain(["table".to_string(), "public".to_string()]);
        for audience in all {
            for as_of in [None, Some("2025-04-05"), Some("2025-12-15")] {
                let as_of = as_of.map(|day| day.parse().expect("a day"));
                let asked = Asked { audience: audience.clone(), as_of, mark: None };
                let edition = edition::make(&case, &folder, &asked).expect("a sound edition");
                let again = Kept {
                    files: vec![edition.files()[0].clone()],
                    texts: edition.files().into_iter().skip(1).collect(),
                };
                let twice = edition::make(&read(&again), &again, &asked).expect("a sound edition");
                assert!(edition.files() == twice.files(), "{name} for {audience}");
                let view = View::new(&edition.case, as_of, &[]);
                brief::ask(&view, &brief::Options::default()).expect("a brief");
            }
        }
    }
}

#[test]
fn texts_of_an_edition_are_its_own() {
    let folder = example("strait-of-kell");
    let case = Case::read(folder.files().expect("readable files"));
    let asked = Asked { audience: "norrland".to_string(), as_of: None, mark: None };
    let edition = edition::make(&case, &folder, &asked).expect("an edition").case;
    // Read beside the folder of the record, which has them all.
    let texts = Texts::read(&edition, &folder);
    let of = |name: &str| {
        let at = edition.drafts.iter().position(|draft| draft.name == name).expect("a draft that is told");
        texts.of(DraftId(at)).expect("a text or none").map(str::to_string)
    };
    assert!(of("norrland-1").is_some_and(|text| text.contains("Sudmark reserves its position")), "its own paper");
    assert!(of("aldia-3").is_some_and(|text| text.contains("joint commission")), "without brackets");
    let clean = of("aldia-1").expect("the mediator's text, shown to both sides");
    assert!(clean.contains("[No foreign warship shall pass"), "{clean}");
    assert!(!clean.contains("Sudmark propose") && !clean.contains("oppose"), "{clean}");
}

#[test]
fn the_offer_that_only_the_mediator_may_know() {
    let folder = example("strait-of-kell");
    let case = Case::read(folder.files().expect("readable files"));
    let text = |audience: &str, day: Option<&str>| {
        let as_of = day.map(|day| day.parse().expect("a day"));
        let asked = Asked { audience: audience.to_string(), as_of, mark: None };
        edition::make(&case, &folder, &asked).expect("an edition").files()[0].1.clone()
    };
    assert!(text("aldia", Some("2025-05-12")).contains("guarded-strait"));
    assert!(text("sudmark", Some("2025-05-12")).find("guarded-strait").is_none(), "its source may not be known");
    for (audience, day) in
        [("aldia", None), ("aldia", Some("2025-07-01")), ("norrland", Some("2025-05-12")), ("public", None)]
    {
        assert!(!text(audience, day).contains("guarded-strait"), "{audience} as of {day:?}");
    }
    let towns = text("towns", Some("2025-05-12"));
    for secret in ["lakeside", "Lake Orr", "side-note", "Exchange of notes", "2025-03-19"] {
        assert!(!towns.contains(secret), "{secret}");
    }
}
