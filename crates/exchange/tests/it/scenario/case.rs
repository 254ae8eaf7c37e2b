//! Scenarios as cases and back.

use super::published::{Published, published};
use super::{places, utility};
use zopa_case::case::Case;
use zopa_case::view::View;
use zopa_exchange::scenario::{FORMATS, Finding, Mode, Scenario, from_case, read, to_case, write};
use zopa_syntax::format::format;
use zopa_syntax::parse::parse;
use zopa_syntax::span::FileId;

pub(crate) fn case_of(text: &str) -> Case {
    Case::read(vec![("case.zopa".to_string(), text.to_string())])
}

/// Returns the scenario after its way through a case; the text of the case is sound and laid out.
pub(crate) fn through_case(scenario: &Scenario) -> Scenario {
    let text = to_case(scenario);
    let case = case_of(&text);
    assert!(case.errors.is_empty(), "{text}\n{:#?}", case.errors);
    assert_eq!(format(&text, &parse(FileId(0), &text)), text);
    let (back, findings) = from_case(&View::new(&case, None, &[]), Mode::Strict).expect("a scenario");
    assert_eq!(findings, Vec::<Finding>::new());
    back
}

#[test]
fn published_scenarios_go_through_cases_without_loss() {
    for Published { name, files, .. } in published() {
        let scenario = read(&files, Mode::Lenient).scenario.expect("a scenario");
        assert!(through_case(&scenario) == scenario, "{name}");
    }
}

const SMALL: &str = r#"case "Lease"

party landlord "Landlord" principal
party tenant   "Tenant"   principal

point floor "Floor"
  option ground "Ground"
  option first  "First"

point years "Years" number 1..4 step 1

"#;

/// Returns the scenario of a case with these values, and the findings in one mode.
fn scenario_of(values: &str, mode: Mode) -> (Option<Scenario>, Vec<String>) {
    let case = case_of(&format!("{SMALL}{values}"));
    assert!(case.errors.is_empty(), "{:#?}", case.errors);
    match from_case(&View::new(&case, None, &[]), mode) {
        Ok((scenario, findings)) => (Some(scenario), places(&findings)),
        Err(findings) => (None, places(&findings)),
    }
}

#[test]
fn a_case_is_laid_out_as_the_formatter_would() {
    let values = "2000-01-01 value landlord : floor 0.4 [ground 3, first 4],\n  years 0.6 [1 0, 2 0.3, 3 0.6, 4 0.9]
  of-best\n  plus -2.5 if years in 2..3 and not (years in 3..3)\n  out-of 3\n  capped 1\n  discount 0.9
2000-01-01 walk-away landlord : 0.25\n\n2000-01-01 value tenant : floor 1 [ground 0, first 1]\n  full 1\n";
    let text = format!("{SMALL}{values}");
    let (scenario, findings) = scenario_of(values, Mode::Strict);
    assert_eq!(findings, Vec::<String>::new());
    // The second box only takes 3 away from the first, and is said so again.
    assert_eq!(to_case(&scenario.expect("a scenario")), text);
}

#[test]
fn directions_become_ratings() {
    let values = "2000-01-01 value landlord : floor 40 [ground 0, first 100], years 60 low
2000-01-01 value tenant : floor 1 [ground 3, first 4], years 1 high of-best\n";
    let (scenario, findings) = scenario_of(values, Mode::Strict);
    assert_eq!(findings, Vec::<String>::new());
    let scenario = scenario.expect("a scenario");
    // 40 × 1 + 60 × 2/3, and 1 × 1 + 1 × 1/3.
    assert_eq!(utility(&scenario, 0, &[1, 1]), "80");
    assert_eq!(utility(&scenario, 1, &[1, 1]), "4/3");
}

#[test]
fn what_a_scenario_cannot_say_is_refused_or_left_out() {
    let values = "2000-01-01 value landlord : years 1 low\n2000-01-01 value tenant : years 1 high\n";
    for (entry, rule) in [
        ("link cap : years <= 2\n", "case.zopa:14:12: error [cannot-express]"),
        ("2000-01-01 stance tenant red-line short : years <= 2\n", "case.zopa:14:1: error [cannot-express]"),
        ("2000-01-01 prefers tenant : years low\n", "case.zopa:14:1: error [cannot-express]"),
        (
            "party guild \"Guild\" stakeholder\n2000-01-01 value guild : years 1 low\n",
            "case.zopa:15:1: error [cannot-express]",
        ),
    ] {
        let (refused, findings) = scenario_of(&format!("{values}{entry}"), Mode::Strict);
        assert!(refused.is_none());
        assert_eq!(findings, [rule]);
        let (taken, findings) = scenario_of(&format!("{values}{entry}"), Mode::Lenient);
        assert_eq!(taken, scenario_of(values, Mode::Strict).0);
        assert_eq!(findings, [rule.replace("error", "warning")]);
    }
    for values in [
        "2000-01-01 value tenant : years 20..40 low\n",
        "2000-01-01 value tenant : floor 2 [ground 1..2, first 3]\n",
        "2000-01-01 value tenant : years 1 low\n  plus 3 if floor = ground\n",
        "2000-01-01 value tenant : years 1 low\n  plus 3 if years <= 1 or years >= 4\n",
        "2000-01-01 value tenant : years 1 low\n  discount 0\n",
    ] {
        let (refused, findings) = scenario_of(values, Mode::Lenient);
        assert!(refused.is_none(), "{values}");
        assert!(findings.iter().any(|finding| finding.ends_with("error [cannot-express]")), "{findings:?}");
    }
}

#[test]
fn the_record_of_the_talks_is_left_out_in_either_mode() {
    let values = "2000-01-01 value tenant : years 1 low\n2000-01-01 value landlord : years 1 high
2000-01-02 report wire \"A wire\"\n2000-01-03 event \"Rain\"\n";
    let (scenario, findings) = scenario_of(values, Mode::Strict);
    assert!(scenario.is_some());
    assert_eq!(findings, [": warning [record-left-out]"]);
}

#[test]
fn formats_refuse_what_they_cannot_say_or_leave_it_out() {
    let by_best = "2000-01-01 value landlord : floor 1 [ground 1, first 3] of-best\n  discount 0.5
2000-01-01 walk-away landlord : 0.25\n2000-01-01 value tenant : floor 1 [ground 3, first 1] of-best
2000-01-01 walk-away tenant : 0\n";
    let (scenario, _) = scenario_of(by_best, Mode::Strict);
    let scenario = scenario.expect("a scenario");
    for (name, strict, lenient) in [
        ("genius-xml", true, true),
        // No discount and thirds: refused, or left out and rounded.
        ("negmas-yaml", false, true),
        ("geniusweb-json", false, true),
        // Numbers have no names there.
        ("negolog-json", false, false),
    ] {
        let format = zopa_exchange::scenario::format(name).expect("a format");
        assert_eq!(write(&scenario, format, Mode::Strict).is_ok(), strict, "{name}");
        let written = write(&scenario, format, Mode::Lenient);
        assert_eq!(written.is_ok(), lenient, "{name}: {written:?}");
        if let Ok((_, findings)) = written {
            assert_eq!(findings.is_empty(), strict, "{name}: {findings:?}");
        }
    }
    let (boxes, _) =
        scenario_of("2000-01-01 value tenant : years 0 low\n  plus 3 if years in 2..3\n  capped 1\n", Mode::Lenient);
    let boxes = boxes.expect("a scenario");
    for format in FORMATS {
        let errors = write(&boxes, format, Mode::Lenient).expect_err("named values and boxes do not go together");
        assert!(errors.iter().any(|finding| finding.rule == "cannot-express"), "{}", format.name);
    }
}
