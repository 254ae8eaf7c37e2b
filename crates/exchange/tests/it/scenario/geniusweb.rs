//! GeniusWeb JSON.

use super::{lenient, places, sound, strict, utility};
use zopa_exchange::scenario::Values;

const DOMAIN: &str = r#"{"name": "Lease", "issuesValues": {
  "Floor": {"values": ["ground", "first"]},
  "Years": {"range": {"low": 1, "high": 4, "step": 1}},
  "Rent": {"range": {"low": "0.5", "high": "1.2", "step": "0.25"}}}}"#;

fn profile(floor: &str, years: &str, tail: &str) -> String {
    format!(
        r#"{{"LinearAdditiveUtilitySpace": {{"name": "tenant", "domain": {DOMAIN},
"issueUtilities": {{"Floor": {floor}, "Years": {years},
"Rent": {{"numberutils": {{"lowValue": 0.5, "lowUtility": 1, "highValue": 1.2, "highUtility": 0}}}}}},
"issueWeights": {{"Floor": 0.25, "Years": 0.5, "Rent": 0.25}}{tail}}}}}"#
    )
}

const YEARS: &str =
    r#"{"NumberValueSetUtilities": {"lowValue": 1, "lowUtility": 0.1, "highValue": 4, "highUtility": 0.5}}"#;

#[test]
fn both_spellings_and_number_value_sets_are_read() {
    for key in ["discreteutils", "DiscreteValueSetUtilities"] {
        let floor = format!(r#"{{"{key}": {{"valueUtilities": {{"first": 0.75, "ground": 5e-1}}}}}}"#);
        let scenario = sound(&[("p.json", &profile(&floor, YEARS, "")), ("d.json", DOMAIN)]);
        assert_eq!(scenario.name, "Lease");
        assert_eq!(scenario.profiles[0].party, "tenant");
        assert_eq!(scenario.issues[1].values, Values::Whole { low: 1, high: 4 });
        assert_eq!(scenario.issues[2].values.count(), 3);
        assert_eq!(utility(&scenario, 0, &[0, 0, 0]), "17/40");
        // Between two utilities GeniusWeb keeps eight digits: 0.1 + 0.13333333.
        assert_eq!(utility(&scenario, 0, &[1, 1, 0]), "110833333/200000000");
        // 0.5 / 0.7 is rounded to 0.71428571, so 0.28571429 is left.
        assert_eq!(utility(&scenario, 0, &[0, 0, 2]), "98571429/400000000");
    }
}

#[test]
fn a_reservation_bid_is_worth_what_its_values_are() {
    let floor = r#"{"discreteutils": {"valueUtilities": {"first": 0.75, "ground": 0.5}}}"#;
    let tail = r#", "reservationBid": {"issuevalues": {"Floor": "first", "Years": 4, "Rent": 0.50}}"#;
    let scenario = sound(&[("p.json", &profile(floor, YEARS, tail))]);
    // 0.25 × 0.75 + 0.5 × 0.5 + 0.25 × 1
    assert_eq!(scenario.profiles[0].reservation.expect("a value").to_string(), "0.6875");
    let odd = tail.replace("first", "cellar");
    let reading = lenient(&[("p.json", &profile(floor, YEARS, &odd))]);
    assert_eq!(places(&reading.findings), ["p.json:7:106: error [bad-bid]"]);
}

#[test]
fn what_is_not_in_order_is_told_with_its_place() {
    let floor = r#"{"discreteutils": {"valueUtilities": {"first": 1.5, "cellar": 0.5}}}"#;
    let text = profile(floor, YEARS, r#", "colour": 3"#).replace(r#""Rent": 0.25}"#, r#""Rent": 0.5}"#);
    let reading = lenient(&[("p.json", &text)]);
    assert_eq!(
        places(&reading.findings),
        [
            "p.json:5:66: warning [unrated-value]",
            "p.json:5:66: warning [bad-utility]",
            "p.json:5:91: warning [unknown-value]",
            "p.json:7:17: warning [bad-weight]",
            "p.json:7:61: warning [unknown-key]",
        ]
    );
    assert!(reading.scenario.is_some());
    assert!(strict(&[("p.json", &text)]).scenario.is_none());
}

#[test]
fn other_kinds_of_profiles_and_broken_json_are_refused() {
    let sum = r#"{"SumOfGroupsUtilitySpace": {}}"#;
    assert_eq!(
        places(&lenient(&[("d.json", DOMAIN), ("p.json", sum)]).findings),
        ["p.json:1:1: error [unknown-profile]"]
    );
    let open = r#"{"name": "x", "issuesValues": {"#;
    let reading = lenient(&[("d.json", open)]);
    assert!(reading.scenario.is_none());
    assert_eq!(reading.findings.last().expect("a finding").rule, "not-yaml");
    let comma = DOMAIN.replace("]}", "],}");
    let reading = lenient(&[("d.json", &comma)]);
    assert_eq!(places(&reading.findings)[0], "d.json:2:43: warning [not-json]");
    assert!(strict(&[("d.json", &comma)]).scenario.is_none());
}
