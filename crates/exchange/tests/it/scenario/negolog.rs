//! NegoLog JSON.

use super::{lenient, places, sound, utility};

const FIRST: &str = r#"{"reservationValue": 0.25, "issueWeights": {"Floor": 0.4, "Years": 0.6},
 "issues": {"Floor": {"ground": 0.2, "first": 0.9}, "Years": {"1": 1, "2": 5E-2}}}"#;
const SECOND: &str = r#"{"reservationValue": 0, "issueWeights": {"Floor": 0.5, "Years": 0.5},
 "issues": {"Years": {"2": 1, "1": 0}, "Floor": {"ground": 1, "first": 0.2}}}"#;

#[test]
fn profiles_without_a_domain_make_a_scenario() {
    let files = [("domain1/profileA.json", FIRST), ("domain1/profileB.json", SECOND), ("domain1/specs.json", "[")];
    let scenario = sound(&files);
    assert_eq!(scenario.name, "domain1");
    let parties: Vec<&str> = scenario.profiles.iter().map(|profile| profile.party.as_str()).collect();
    assert_eq!(parties, ["profileA", "profileB"]);
    assert_eq!(scenario.issues[1].values.text(0).as_deref(), Some("1"));
    assert_eq!(utility(&scenario, 0, &[0, 1]), "11/100");
    assert_eq!(utility(&scenario, 1, &[0, 1]), "1");
    assert_eq!(scenario.profiles[0].reservation.expect("a value").to_string(), "0.25");
}

#[test]
fn profiles_that_do_not_fit_are_told() {
    let other = SECOND.replace("\"2\"", "\"3\"").replace("\"reservationValue\": 0, ", "");
    let reading = lenient(&[("a.json", FIRST), ("b.json", &other)]);
    assert_eq!(
        places(&reading.findings),
        [
            "b.json:1:1: warning [missing-key]",
            "b.json:2:22: warning [unrated-value]",
            "b.json:2:28: warning [unknown-value]",
        ]
    );
    assert_eq!(utility(&reading.scenario.expect("a scenario"), 1, &[0, 1]), "unknown");
    let foreign = SECOND.replace("Floor", "Storey");
    assert!(lenient(&[("a.json", FIRST), ("b.json", &foreign)]).scenario.is_none());
}
