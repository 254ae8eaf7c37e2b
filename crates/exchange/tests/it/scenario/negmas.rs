//! NegMAS YAML and JSON.

use super::{lenient, places, sound, strict, utility};
use zopa_exchange::scenario::Values;

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
        ("LinearAdditiveUtilityFunction", "HyperRectangleUtilityFunction", "p.yml:1:1: error [unknown-profile]"),
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
