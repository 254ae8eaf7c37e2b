//! The shipped examples: sound, formatted, and saying what they are there to say.

use serde_json::Value;
use std::path::PathBuf;
use zopa::findings::of_drafts;
use zopa::page;
use zopa::question::{brackets, brief, clash, diff, draft, evidence, lean, moves};
use zopa::session::{Asked, view};
use zopa::texts::Texts;
use zopa_case::case::Case;
use zopa_case::check::check;
use zopa_case::view::View;
use zopa_case::world::World as _;
use zopa_store::Folder;

fn folder(name: &str) -> Folder {
    Folder::open(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name)).expect("a shipped example")
}

fn example(name: &str) -> Case {
    let case = Case::read(folder(name).files().expect("a shipped example"));
    let shown = zopa::findings::text(&case.sources, &case.errors, 100, false);
    assert!(case.is_sound(), "{shown}");
    case
}

fn as_of(case: &Case, day: &str) -> clash::Clash {
    let asked = Asked { as_of: Some(day.parse().expect("a day")), ..Asked::default() };
    let view = view(case, &asked).expect("no assumption asked for");
    clash::ask(&view, &clash::Options { dead: true, ..clash::Options::default() }).expect("a small case")
}

fn latest(case: &Case) -> View<'_> {
    View::new(case, None, &[])
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|name| (*name).to_string()).collect()
}

#[test]
fn invented_examples_are_clean() {
    for name in ["strait-of-kell", "dockworkers-2026"] {
        let case = example(name);
        let findings = check(&latest(&case));
        assert!(findings.is_empty(), "{name}:\n{}", zopa::findings::text(&case.sources, &findings, 100, false));
        let mut sources = case.sources.clone();
        let findings = of_drafts(&latest(&case), &Texts::read(&case, &folder(name)), &mut sources);
        assert!(findings.is_empty(), "{name}:\n{}", zopa::findings::text(&sources, &findings, 100, false));
    }
}

#[test]
fn brackets_that_went_are_told_from_brackets_that_were_agreed() {
    let case = example("strait-of-kell");
    let texts = Texts::read(&case, &folder("strait-of-kell"));
    let options = brackets::Options { draft: Some("norrland-1".to_string()), since: None };
    let answer = brackets::ask(&latest(&case), &texts, &options).expect("a draft with a text");
    assert_eq!((answer.all.brackets, answer.all.reservations, answer.clean_clauses), (1, 1, 4));
    assert_eq!(
        (answer.reservations[0].parties.concat().as_str(), answer.reservations[0].clause.as_deref()),
        ("Sudmark", Some("2"))
    );
    let since = answer.since.expect("it revises a draft with a text");
    assert_eq!((since.brackets, since.in_kept_clauses), (-6, -6));
    assert_eq!(since.gone.iter().map(|gone| gone.title.as_str()).collect::<Vec<_>>(), ["Fishing"]);
}

#[test]
fn clean_texts_of_drafts_name_no_party_but_in_their_words() {
    let case = example("strait-of-kell");
    let texts = Texts::read(&case, &folder("strait-of-kell"));
    let options = draft::Options { clean: true, ..draft::Options::default() };
    let names = |draft: &str| {
        let answer = draft::ask(&latest(&case), &texts, draft, options).expect("a draft with a text");
        assert!(
            !answer.text.contains("propose") && !answer.text.contains("oppose") && answer.document.comments.is_empty()
        );
        answer.names_left.into_iter().map(|left| (left.name, left.line)).collect::<Vec<_>>()
    };
    assert_eq!(names("aldia-1"), []);
    assert_eq!(names("aldia-2"), [("Vestria".to_string(), 11)]);
    assert_eq!(names("norrland-1"), [("Norrland".to_string(), 1)]);
}

#[test]
fn examples_are_in_standard_form() {
    for name in ["ukraine-2025", "strait-of-kell", "dockworkers-2026"] {
        for source in example(name).sources.iter() {
            let formatted = zopa_syntax::format::format(&source.text, &source.parse);
            assert!(formatted == source.text, "{name}/{}: run `zopa fmt`", source.path);
        }
    }
}

#[test]
fn renunciation_crosses_the_constitution_and_the_side_instrument_does_not() {
    let case = example("ukraine-2025");
    let answer = as_of(&case, "2025-12-15");
    let dead = |option: &str| {
        answer
            .dead_options
            .iter()
            .find(|dead| dead.point == "alliance" && dead.options.iter().any(|name| name == option))
    };
    let renounced = dead("renounced").expect("formal renunciation is ruled out");
    assert!(renounced.red_lines.contains(&"no-signed-bar".to_string()), "{renounced:?}");
    assert!(dead("us-russia").is_none() && dead("nato-assured").is_none());
    let brief = brief::ask(&latest(&case), &brief::Options::default()).expect("a small case");
    let form =
        brief.other_forms.iter().find(|form| form.point == "alliance").expect("the brief tells of the other form");
    assert!(form.without_crossing.iter().any(|other| other.contains("The United States and Russia")), "{form:?}");
    let wanted = Asked { assume: names(&["moscow-wants-the-form"]), ..Asked::default() };
    let assumed = view(&case, &wanted).expect("a shipped assumption");
    let stuck = clash::ask(&assumed, &clash::Options::default()).expect("a small case");
    assert!(stuck.clashes.iter().any(|clash| clash.contains(&"no-signed-bar".to_string())), "{:?}", stuck.clashes);
}

#[test]
fn the_territorial_demand_clashes() {
    let case = example("ukraine-2025");
    let november = as_of(&case, "2025-11-30");
    assert_eq!(november.clashes, [names(&["defence", "donbas-handover"]), names(&["donbas-handover", "no-cession"])]);
    let december = as_of(&case, "2025-12-15");
    assert_eq!(december.clashes.len(), 4);
    assert_eq!(december.moves.len(), 3);
}

#[test]
fn membership_moved_from_refusal_to_a_conditional_offer() {
    let case = example("ukraine-2025");
    let view = latest(&case);
    let moved = moves::ask(&view, &moves::Options::default()).expect("a small case");
    let refusal = moved.movements.iter().find(|movement| movement.name.as_deref() == Some("membership-goal"));
    assert_eq!(refusal.map(|movement| movement.date.as_str()), Some("2025-11-25"));
    let offer =
        moved.movements.iter().find(|movement| movement.relaxes == ["membership-goal"]).expect("the Berlin offer");
    assert_eq!((offer.date.as_str(), offer.kind), ("2025-12-14", moves::Movements::Relaxed));
    assert_eq!(offer.towards, ["russia"]);
}

#[test]
fn rival_read_outs_and_retellings_are_told() {
    let case = example("ukraine-2025");
    let view = latest(&case);
    let answer = evidence::ask(&view).expect("a small case");
    let rivals = answer.rivals.iter().find(|rivals| rivals.about == "The 28 points").expect("the rival read-outs");
    assert!(rivals.yes.iter().all(|said| said.date == "2025-11-25" && said.side.as_deref() != Some("ukraine")));
    assert!(rivals.no.iter().any(|said| said.side.as_deref() == Some("ukraine")));
    assert_eq!((answer.reports_seen, answer.origins), (5, 4));
    let brief = brief::ask(&view, &brief::Options::default()).expect("a small case");
    assert!(brief.retellings.iter().any(|retelling| retelling.reports.len() == 2 && retelling.unseen));
    assert!(brief.next.ratification.iter().any(|step| step.what.contains("first “A comprehensive ceasefire holds”")));
}

#[test]
fn the_counter_draft_keeps_the_territorial_framework_silently() {
    let case = example("ukraine-2025");
    let answer = diff::ask(&latest(&case), &Texts::default(), "usa-28", "ukraine-20").expect("two shipped drafts");
    let kept = answer.clauses.iter().filter(|pair| pair.change == diff::Change::SilentlyKept).count();
    assert_eq!(kept, 4);
}

/// The union's proposal breaks a link on money; its own red lines it keeps, and crosses those of the employers.
#[test]
fn a_draft_against_a_link_is_judged_by_its_words() {
    let case = example("dockworkers-2026");
    let options = lean::Options { drafts: vec!["offer-2".to_string()], ..lean::Options::default() };
    let answer = lean::ask(&latest(&case), &options).expect("a shipped draft");
    let draft = &answer.drafts[0];
    assert!(draft.against_links);
    let of = |name: &str| draft.parties.iter().find(|party| party.party == name).expect("a party");
    assert!(of("union").red_lines.failed.is_empty() && !of("union").red_lines.met.is_empty());
    assert!(!of("federation").red_lines.failed.is_empty());
    assert_eq!(of("union").value.as_ref().map(|value| value.beats_walk_away), Some(Some(true)));
}

/// Sudmark's values are known in part: its share is one of samples, and no number stands for it.
#[test]
fn values_known_in_part_give_shares() {
    let case = example("strait-of-kell");
    let options = lean::Options { drafts: vec!["aldia-3".to_string()], ..lean::Options::default() };
    let answer = lean::ask(&latest(&case), &options).expect("a shipped draft");
    let sudmark = answer.drafts[0].parties.iter().find(|party| party.party == "sudmark").expect("a party");
    let known = sudmark.consistent.as_ref().expect("what is consistent with the record");
    assert!(sudmark.value.is_none() && known.possibly && !known.necessarily);
    assert!(known.share.is_some_and(|share| (0.8..0.95).contains(&share)));
}

#[test]
fn the_brief_fits_two_pages() {
    for name in ["ukraine-2025", "strait-of-kell", "dockworkers-2026"] {
        let case = example(name);
        let brief = brief::ask(&latest(&case), &brief::Options::default()).expect("a small case");
        let text = page::text(&brief.page(&case), 100);
        let plain: Vec<String> = text.lines().map(without_colour).collect();
        assert!(plain.len() <= 130, "{name}: {} lines", plain.len());
        assert!(plain.iter().all(|line| line.chars().count() <= 100), "{name}: a line is too wide");
    }
}

fn without_colour(line: &str) -> String {
    let mut pieces = line.split('\u{1b}');
    let first = pieces.next().unwrap_or_default().to_string();
    pieces.fold(first, |all, piece| all + piece.split_once('m').map_or("", |(_, rest)| rest))
}

#[test]
fn a_deal_opens_in_the_teaching_case() {
    let case = example("strait-of-kell");
    assert_eq!(as_of(&case, "2025-03-10").clashes.len(), 2);
    assert_eq!(as_of(&case, "2025-03-25").clashes.len(), 1);
    assert_eq!(as_of(&case, "2025-04-02").zone, clash::Zone::Open);
}

#[test]
fn answers_are_documents_with_snake_case_keys() {
    let case = example("ukraine-2025");
    let view = latest(&case);
    let stuck = clash::ask(&view, &clash::Options { dead: true, ..clash::Options::default() }).expect("a small case");
    let brief = brief::ask(&view, &brief::Options::default()).expect("a small case");
    let documents =
        [serde_json::to_value(stuck).expect("plain values"), serde_json::to_value(brief).expect("plain values")];
    for document in &documents {
        keys(document, &mut |key| {
            // What an answer calls by the record's own names keeps those.
            let plain = key
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-');
            assert!(plain, "{key}");
        });
    }
    assert!(documents[0]["clashes"][0].is_array() && documents[0]["moves"][0]["red_lines"].is_array());
}

fn keys(value: &Value, visit: &mut impl FnMut(&str)) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            visit(key);
            keys(value, visit);
        }),
        Value::Array(list) => list.iter().for_each(|value| keys(value, visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
