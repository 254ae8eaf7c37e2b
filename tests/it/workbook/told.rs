//! What the grid tells, beside what the record says.

use super::{case, whole};
use zopa::page::State;
use zopa::question::{gap, grid, obligations};
use zopa_case::view::View;

const RECORD: &str = r#"case "Toll talks"  all-or-nothing
party north "Norrland" principal
party south "Sudmark" principal
party isle "Isle" guarantor stakeholder
instrument treaty "Treaty" signed-by north south guaranteed-by isle form treaty
instrument letter "Letter" signed-by isle
fact watched "The strait is watched"
chapter "Money"
point toll "Toll" number 0..500 step 100 unit EUR
point start "Start" date 2026-01..2028-01 step 6 months
chapter "Security"
point patrols "Patrols" scale
  option none "None"
  option joint "Joint" gives watched via treaty irreversible
  option isle-ships "By Isle" gives watched via letter
point flag "Flag"
  option red "Red"
  option blue "Blue"
2025-03-01 report gazette "Gazette of the day" grade B2
2025-03-02 stance north red-line ceiling "No toll above 200" : toll <= 200
  evidence gazette "not above two hundred" by "a minister" from north anonymous
2025-03-03 stance south demand floor : toll >= 400
2025-03-03 stance south offers less : toll >= 300 if watched
2025-03-03 stance isle red-line not-us : patrols != isle-ships
2025-03-04 stance north red-line red-flag : flag = red
2025-03-04 stance south red-line blue-flag : flag = blue
2025-03-05 stance north demand early : start <= 2026-01
2025-03-05 stance south demand late : start >= 2027-07
2025-03-06 agrees north : patrols = joint ad-referendum
2025-03-06 agrees south : patrols = joint
2025-03-07 draft text "The text" by isle
  1 toll = [200 (north) | 400 (south)], patrols = joint
  2 flag = red
ratify treaty north as north-vote by referendum "Vote" lead 90 days needs watched for 60 days
ratify treaty south by parliament lead 30 days needs north-vote
deadline 2026-06 south "Elections" about
"#;

#[test]
fn the_grid_tells_who_holds_what_since_when_and_from_where() {
    let case = case(RECORD);
    let view = View::new(&case, None, &[]);
    let answer = grid::ask(&view, &grid::Options::default()).unwrap();
    let toll = &answer.rows[0];
    assert_eq!((toll.standing.point.as_str(), toll.standing.state), ("toll", State::Open));
    assert_eq!(toll.settlements, "0, 100 … 500 EUR");
    let held = &toll.cells[0].held[0];
    assert_eq!(held.text, "red line ceiling: ≤ 200 EUR");
    assert_eq!((held.since.as_deref(), held.name.as_deref()), (Some("2025-03-02"), Some("ceiling")));
    let source = &held.sources[0];
    assert_eq!((source.report.as_str(), source.grade.as_deref()), ("gazette", Some("B2")));
    assert_eq!((source.speaker.as_deref(), source.anonymous), (Some("a minister"), true));
    assert_eq!(held.cite.to_string(), "case.zopa:20");
    assert_eq!(toll.cells[1].held[1].text, "offers less: ≥ 300 EUR if “The strait is watched”");
    assert_eq!(toll.drafts[0].settlement, "[200 EUR (north) | 400 EUR (south)]");
    let patrols = &answer.rows[2];
    assert_eq!(patrols.standing.state, State::Agreed);
    assert_eq!(patrols.cells[0].held[0].text, "agrees: “Joint”, ad referendum");
    // Of a fact that options give, the points with those options are told too.
    assert!(patrols.cells.iter().any(|cell| cell.held.iter().any(|held| held.text.starts_with("offers less"))));
    assert_eq!(answer.rows[3].standing.state, State::Blocked);
}

#[test]
fn a_part_of_the_grid_is_what_was_asked_for_under_the_same_fingerprint() {
    let case = case(RECORD);
    let view = View::new(&case, None, &[]);
    let whole = grid::ask(&view, &grid::Options::default()).unwrap();
    let options = grid::Options {
        chapters: vec!["Security".to_string()],
        parties: vec!["south".to_string()],
        states: vec![State::Blocked],
        steps_max: None,
    };
    let part = grid::ask(&view, &options).unwrap();
    assert_eq!(part.fingerprint, whole.fingerprint);
    assert_eq!(part.rows.len(), 1);
    assert_eq!(part.rows[0].cells.len(), 1);
    assert_eq!(part.parties.len(), 1);
    let wrong = grid::Options { parties: vec!["suoth".to_string()], ..grid::Options::default() };
    assert_eq!(grid::ask(&view, &wrong).unwrap_err().hint.as_deref(), Some("did you mean `south`?"));
    let wrong = grid::Options { chapters: vec!["Security ".to_string()], ..grid::Options::default() };
    assert!(grid::ask(&view, &wrong).is_err());
    let early = View::new(&case, Some(jiff_day(2025, 3, 2)), &[]);
    assert_ne!(grid::ask(&early, &grid::Options::default()).unwrap().fingerprint, whole.fingerprint);
}

fn jiff_day(year: i16, month: i8, day: i8) -> jiff::civil::Date {
    jiff::civil::date(year, month, day)
}

#[test]
fn the_gaps_say_how_far_and_who_must_move() {
    let case = case(RECORD);
    let answer = gap::ask(&View::new(&case, None, &[]), &grid::Options::default()).unwrap();
    assert_eq!(answer.agreed, 1);
    let of = |name: &str| answer.points.iter().find(|point| point.standing.point == name).expect("a point");
    let toll = of("toll");
    assert_eq!((toll.distance.reach, toll.distance.steps), (gap::Reach::Apart, Some(1)));
    assert_eq!(
        toll.distance.words,
        "100 EUR between Norrland and Sudmark; their red lines leave 0 EUR, 100 EUR, 200 EUR"
    );
    assert_eq!(toll.ways[0].how, "Norrland and Sudmark, one or both");
    assert_eq!(toll.offers.len(), 1);
    let start = of("start");
    assert_eq!((start.distance.steps, &start.distance.words[..9]), (Some(3), "18 months"));
    let flag = of("flag");
    assert_eq!(
        flag.distance.words,
        "nothing lies within what Norrland and Sudmark ask for; their red lines leave nothing"
    );
    let hows: Vec<&str> = flag.ways.iter().map(|way| way.how.as_str()).collect();
    assert_eq!(hows, ["Sudmark on “Flag: Blue”", "Norrland on “Flag: Red”"]);
    assert!(answer.points.iter().all(|point| point.standing.point != "patrols"));
}

#[test]
fn the_obligations_name_what_the_record_says_and_leave_the_rest_blank() {
    let case = case(RECORD);
    let view = View::new(&case, None, &[]);
    let answer = obligations::ask(&view, &obligations::Options::default()).unwrap();
    let patrols = answer.rows.iter().find(|row| row.point == "patrols").unwrap();
    assert!(patrols.agreed);
    assert_eq!(patrols.settlement.as_deref(), Some("“Joint”"));
    assert_eq!(patrols.instruments, ["Treaty"]);
    assert_eq!(patrols.responsible, ["Norrland", "Sudmark"]);
    assert_eq!(patrols.guarantors, ["Isle"]);
    assert!(patrols.witnesses.is_empty());
    assert_eq!(patrols.triggers, ["Norrland: Vote", "“The strait is watched” for 60 days", "Sudmark: parliament"]);
    assert_eq!(patrols.timing, ["Treaty: not before 2025-09-03"]);
    assert_eq!(
        patrols.remarks,
        ["irreversible", "Treaty: treaty", "ad referendum for Norrland", "provisional until everything is agreed"]
    );
    let toll = answer.rows.iter().find(|row| row.point == "toll").unwrap();
    assert!(toll.settlement.is_none() && toll.instruments.is_empty() && toll.remarks.is_empty());
    assert_eq!((answer.steps.len(), answer.deadlines.len()), (2, 1));
    let draft = obligations::Options { draft: Some("text".to_string()) };
    let answer = obligations::ask(&view, &draft).unwrap();
    let rows: Vec<(&str, &str, bool)> = answer
        .rows
        .iter()
        .map(|row| (row.clause.as_deref().unwrap(), row.settlement.as_deref().unwrap(), row.agreed))
        .collect();
    assert_eq!(
        rows,
        [("1", "[200 EUR (north) | 400 EUR (south)]", false), ("1", "“Joint”", true), ("2", "“Red”", false)]
    );
    let wrong = obligations::Options { draft: Some("texts".to_string()) };
    assert_eq!(obligations::ask(&view, &wrong).unwrap_err().hint.as_deref(), Some("did you mean `text`?"));
}

#[test]
fn the_state_is_in_words_and_every_position_has_its_date_and_source() {
    let case = case(RECORD);
    let book = whole(&case);
    let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["Positions", "Sources", "How to edit", "Gaps", "Implementation", "Timetable"]);
    let cells: Vec<_> = book.sheets[0].rows.iter().flatten().collect();
    for word in ["✓ agreed", "✗ blocked", "○ open"] {
        assert!(cells.iter().any(|cell| cell.plain().starts_with(word)), "{word}");
    }
    let ceiling = cells.iter().find(|cell| cell.plain().starts_with("red line ceiling")).unwrap();
    assert_eq!(ceiling.plain(), "red line ceiling: ≤ 200 EUR\n2025-03-02 · gazette B2");
    let note = ceiling.note.as_deref().unwrap();
    assert!(note.contains("a minister (not named)") && note.contains("“not above two hundred”"), "{note}");
    assert!(note.ends_with("on record: case.zopa:20"), "{note}");
    assert!(cells.iter().any(|cell| cell.plain() == "no position recorded" && !cell.offered.is_empty()));
}
