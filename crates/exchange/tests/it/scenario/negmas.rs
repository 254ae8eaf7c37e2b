//! NegMAS YAML and JSON.

use super::{lenient, places, sound, strict, utility};
use zopa_exchange::scenario::{Mode, Values, format, write};

const DOMAIN: &str = "name: Lease
type: DiscreteCartesianOutcomeSpace
issues:
- name: Floor
  type: negmas.outcomes.CategoricalIssue
  values:
  - $3.47
  - 10% off
- name: Years
  type: ContiguousIssue
  values: [1, 3]
- name: Rent
  type: DiscreteCardinalIssue
  values: [100, 110, 150]
";

const PROFILE: &str = "name: tenant
reserved_value: -0.024880504246082583
type: LinearAdditiveUtilityFunction
values:
- mapping:
    $3.47: 1.0
    10% off: 0.25
  type: TableFun
- {type: AffineFun, slope: -0.5, bias: 1.5}
- {type: TableFun, mapping: {100: 1.0, 110.0: 0.8, 150: 0}}
weights:
- 0.5
- 3.0e-1
- 0.2
";

#[test]
fn spaces_and_linear_functions_are_read() {
    let scenario = sound(&[("p.yml", PROFILE), ("d.yml", DOMAIN)]);
    assert_eq!(scenario.issues[1].values, Values::Whole { low: 1, high: 3 });
    let names = ["100", "110", "150"].map(str::to_string).to_vec();
    assert_eq!(scenario.issues[2].values, Values::Named { names, ordered: true });
    let tenant = &scenario.profiles[0];
    assert_eq!(tenant.reservation.expect("a value").to_string(), "-0.024880504246082583");
    assert_eq!(tenant.cap, None);
    assert_eq!(utility(&scenario, 0, &[1, 1, 1]), "87/200");
}

#[test]
fn other_value_functions_weights_by_name_and_json_are_read() {
    let profile = r#"{"type": "LinearAdditiveUtilityFunction", "bias": 0.5, "reserved_value": -Infinity,
"weights": {"Years": 1, "Floor": 2, "Rent": 0.01}, "values": {"Floor": {"type": "ConstFun", "bias": 3},
"Years": {"type": "LinearFun", "slope": 2}, "Rent": {"type": "IdentityFun"}}}"#;
    let reading = lenient(&[("tenant.json", profile), ("d.yml", DOMAIN)]);
    let scenario = reading.scenario.expect("a scenario");
    assert_eq!(scenario.profiles[0].party, "tenant");
    assert_eq!(scenario.profiles[0].reservation, None);
    // 0.5 + 2 × 3 + 2 × 2 + 1.1
    assert_eq!(utility(&scenario, 0, &[0, 1, 1]), "58/5");
    let affine = "type: AffineUtilityFunction\nweights: [0, 2, 1]\nbias: -1\nvalues: null\n";
    let numbers = DOMAIN.replace("$3.47", "1").replace("10% off", "2");
    assert_eq!(utility(&sound(&[("d.yml", &numbers), ("p.yml", affine)]), 0, &[0, 2, 1]), "115");
}

#[test]
fn real_issues_are_refused_or_give_21_values() {
    let domain = DOMAIN.replace("ContiguousIssue", "ContinuousIssue");
    let reading = lenient(&[("d.yml", &domain), ("p.yml", PROFILE)]);
    assert_eq!(places(&reading.findings), ["d.yml:11:11: warning [real-values]"]);
    assert_eq!(reading.scenario.expect("a scenario").issues[1].values.text(1).as_deref(), Some("1.1"));
    assert!(strict(&[("d.yml", &domain), ("p.yml", PROFILE)]).scenario.is_none());
}

#[test]
fn a_second_document_in_a_file_is_not_read_in_silence() {
    let reading = lenient(&[("d.yml", &format!("{DOMAIN}---\nissues: []\n")), ("p.yml", PROFILE)]);
    assert_eq!(places(&reading.findings), ["d.yml:16:1: warning [second-document]"]);
    assert!(reading.scenario.is_some());
}

#[test]
fn what_cannot_be_taken_over_exactly_is_refused() {
    for (from, to, found) in [
        (
            "LinearAdditiveUtilityFunction",
            "NonlinearHyperRectangleUtilityFunction",
            "p.yml:1:1: error [unknown-profile]",
        ),
        ("LinearAdditiveUtilityFunction", "MappingUtilityFunction", "p.yml:1:1: error [unknown-profile]"),
        ("LinearAdditiveUtilityFunction", "ExpDiscountedUFun", "p.yml:1:1: error [unknown-profile]"),
        ("AffineFun", "QuadraticFun", "p.yml:9:3: error [bad-evaluator]"),
        ("- 0.2", "- .nan", "p.yml:14:3: error [bad-number]"),
        ("- 0.2\n", "", "p.yml:12:3: error [bad-count]"),
        ("weights:", "weights: &w", ""),
        ("name: tenant", "name: *x", "p.yml:1:7: error [not-yaml]"),
        ("name: tenant", "name: !!python/name:os.system x", "p.yml:1:31: error [foreign-tag]"),
        ("name: tenant", "reserved_outcome: [1]", "p.yml:1:1: error [bad-reservation]"),
        ("name: tenant", "name: a\nname: b", "p.yml:2:1: error [bad-key]"),
    ] {
        let reading = lenient(&[("d.yml", DOMAIN), ("p.yml", &PROFILE.replace(from, to))]);
        let errors: Vec<String> =
            places(&reading.findings).into_iter().filter(|place| place.contains(": error")).collect();
        let wanted: Vec<&str> = [found].into_iter().filter(|found| !found.is_empty()).collect();
        assert_eq!(errors, wanted, "{to}: {:?}", reading.findings);
    }
}

const PLANE: &str = "issues:
- {name: a, type: ContiguousIssue, values: [0, 5]}
- {name: b, type: ContiguousIssue, values: [0, 4]}
- {name: colour, type: CategoricalIssue, values: [red, blue]}
";

const BOXES: &str = r#"{"type": "HyperRectangleUtilityFunction", "reserved_value": 0.25, "bias": 1.0,
"outcome_ranges": [{"0": [1, 3], "1": [2, 4]}, {"0": 2}, null, {"1": [0, 3, 4]}, {"b": [[0, 2], 4], "a": []}],
"utilities": [2.0, 9.0, 0.5, 1.0, 7], "weights": [1.0, 1.0, 1.0, 1.0, 1], "stability": 2047,
"ignore_issues_not_in_input": false, "ignore_failing_range_utilities": false}"#;

/// The utilities are those that NegMAS 0.16 gives; the ends of a range are not part of it.
#[test]
fn boxes_of_outcomes_are_read() {
    let scenario = sound(&[("d.yml", PLANE), ("p.json", BOXES)]);
    let all = |scenario: &zopa_exchange::scenario::Scenario, profile: usize| -> Vec<Vec<String>> {
        (0..6).map(|a| (0..5).map(|b| utility(scenario, profile, &[a, b, 0])).collect()).collect()
    };
    let others = ["5/2", "3/2", "3/2", "5/2", "5/2"];
    let expected: Vec<[&str; 5]> =
        (0..6).map(|a| if a == 2 { ["23/2", "21/2", "21/2", "27/2", "23/2"] } else { others }).collect();
    assert_eq!(all(&scenario, 0), expected);

    let sum = format!(
        r#"{{"type": "WeightedUtilityFunction", "weights": [2, -0.5, 1], "ufuns": [{BOXES},
{{"type": "LinearAdditiveUtilityFunction", "bias": 1, "weights": [2, 1, 4],
"values": [{{"type": "IdentityFun"}}, {{"type": "IdentityFun"}}, {{"red": 0.25, "blue": 1}}]}},
{{"type": "ConstUtilityFunction", "value": 0.5}}]}}"#
    );
    let scenario = sound(&[("d.yml", PLANE), ("p.json", &sum)]);
    // Twice 27/2 for the boxes, less half of 1 + 4 + 3 + 4/4, and 1/2.
    assert_eq!(utility(&scenario, 0, &[2, 3, 0]), "23");
}

#[test]
fn functions_that_are_no_sums_are_refused_with_their_place() {
    let refused = |profile: &str| {
        let reading = lenient(&[("d.yml", PLANE), ("p.json", profile)]);
        assert!(reading.scenario.is_none(), "{profile}");
        places(&reading.findings)
    };
    let changed = |from: &str, to: &str| BOXES.replace(from, to);
    let cases = [
        (r#"{"type": "MappingUtilityFunction", "mapping": {}}"#.to_string(), "unknown-profile"),
        (changed(r#""utilities": [2.0"#, r#""utilities": [{"slope": 1}"#), "bad-evaluator"),
        (changed(r#"{"0": 2}"#, r#"{"colour": "red"}"#), "bad-bound"),
        (changed(r#"{"0": 2}"#, r#"{"9": 2}"#), "unknown-issue"),
        (changed(r#", 7], "weights""#, r#"], "weights""#), "bad-count"),
        (changed(r#"1.0, 1], "stab"#, r#"1.0], "stab"#), "bad-count"),
    ];
    for (profile, rule) in cases {
        let found = refused(&profile);
        assert!(found.iter().any(|place| place.contains(rule)), "{rule}: {found:?}");
    }
}

/// Weights that are not quite 1 together let a cap be exceeded by noise, which a lenient export leaves out and tells.
#[test]
fn a_cap_that_only_noise_exceeds_is_left_out_and_told() {
    let exported = |rent: &str, mode: Mode| {
        let mut scenario = sound(&[("d.yml", DOMAIN), ("p.yml", &PROFILE.replace("- 0.2\n", &format!("- {rent}\n")))]);
        scenario.profiles[0].cap = Some(1.into());
        write(&scenario, format("negmas-yaml").expect("a format"), mode)
    };
    let (_, findings) = exported("0.20000000000000004", Mode::Lenient).expect("files");
    assert!(findings[0].message.contains("may exceed it by 0.00000000000000004"), "{}", findings[0].message);
    assert!(exported("0.20000000000000004", Mode::Strict).is_err());
    assert!(exported("0.21", Mode::Lenient).is_err());
    assert!(exported("0.2", Mode::Strict).is_ok());
}

/// What is read of boxes goes through a case and back unchanged, and no number is too large to be read.
#[test]
fn boxes_go_through_a_case() {
    let sum = format!(
        r#"{{"type": "WeightedUtilityFunction", "ufuns": [{BOXES}, {{"type": "ConstUtilityFunction", "value": 2}}]}}"#
    );
    for profile in [BOXES, sum.as_str()] {
        let scenario = sound(&[("d.yml", PLANE), ("p.json", profile)]);
        let text = zopa_exchange::scenario::to_case(&scenario);
        let case = zopa_case::case::Case::read(vec![("case.zopa".to_string(), text.clone())]);
        assert!(case.is_sound(), "{text}");
        let back = zopa_exchange::scenario::from_case(&zopa_case::view::View::new(&case, None, &[]), Mode::Strict);
        assert_eq!(back.expect("a scenario").0, scenario, "{text}");
    }
    let far = PLANE.replace("[0, 5]", "[9223372036854775806, 9223372036854775807]");
    let boxes = r#"{"type": "HyperRectangleUtilityFunction", "utilities": [1, 1, 1],
"outcome_ranges": [{"0": [[9223372036854775806, 1e28], 9223372036854775807]}, {"0": [-1e27, 1e27]}, {"0": 0.5}]}"#;
    assert_eq!(utility(&sound(&[("d.yml", &far), ("p.json", boxes)]), 0, &[1, 0, 0]), "2");
    let twice = BOXES.replace(r#"{"0": 2}"#, r#"{"0": 2, "a": 3}"#);
    assert!(lenient(&[("d.yml", PLANE), ("p.json", &twice)]).scenario.is_none());
}
