//! Files that mean harm, or nothing: refused in bounded time, with a reason.

use super::{lenient, places};
use zopa_exchange::scenario::{Mode, read};
use zopa_syntax::diagnostic::Severity;

fn refusal(texts: &[(&str, &str)]) -> String {
    let reading = lenient(texts);
    assert!(reading.scenario.is_none());
    let errors = reading.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let messages: Vec<&str> = errors.map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(messages[0].len() < 500, "{messages:?}");
    messages[0].to_string()
}

#[test]
fn too_many_values_are_refused_with_their_number() {
    let domain = |issue: &str| {
        format!(
            "<negotiation_template><utility_space><objective index=\"0\">{issue}</objective></utility_space></negotiation_template>"
        )
    };
    let wide = domain(r#"<issue index="1" name="x" type="integer" lowerbound="0" upperbound="9999999"/>"#);
    assert_eq!(refusal(&[("d.xml", &wide)]), "issue `x` has 10,000,000 values; an issue may have at most 10,000");
    let all = domain(
        r#"<issue index="1" name="x" type="integer" lowerbound="-9223372036854775808" upperbound="9223372036854775807"/>"#,
    );
    assert!(refusal(&[("d.xml", &all)]).contains("18,446,744,073,709,551,615 values"));
    let items: String = (0..10_001).map(|at| format!("<item value=\"v{at}\"/>")).collect();
    let many = domain(&format!("<issue index=\"1\" name=\"x\" type=\"discrete\">{items}</issue>"));
    assert!(refusal(&[("d.xml", &many)]).contains("10,001 values"));
    let issues: String = (1..=21)
        .map(|at| {
            format!("<issue index=\"{at}\" name=\"x{at}\" type=\"integer\" lowerbound=\"1\" upperbound=\"10000\"/>")
        })
        .collect();
    assert!(refusal(&[("d.xml", &domain(&issues))]).contains("210,000 values; a scenario may have at most 200,000"));
    let json = r#"{"name": "x", "issuesValues": {"a": {"range": {"low": 0, "high": 1e9, "step": 0.001}}}}"#;
    assert!(refusal(&[("d.json", json)]).contains("1,000,000,000,001 values"));
    let tiny = r#"{"name": "x", "issuesValues": {"a": {"range": {"low": 0, "high": 1e20, "step": 1e-20}}}}"#;
    assert!(refusal(&[("d.json", tiny)]).contains("values; an issue may have at most 10,000"));
    let yaml = "issues:\n- {name: x, type: ContiguousIssue, values: 20000}\n";
    assert!(refusal(&[("d.yml", yaml)]).contains("20,000 values"));
}

#[test]
fn very_many_elements_are_counted_and_not_kept() {
    let xml = format!("<negotiation_template>{}", "<i a=\"\"/>".repeat(600_000));
    assert!(refusal(&[("d.xml", &xml)]).contains("1200001 elements and attributes"));
    let json = format!("[{}1]", "1,".repeat(1_100_000));
    assert!(refusal(&[("d.json", &json)]).contains("values; a file may have at most 1000000"));
}

#[test]
fn deep_nesting_is_refused() {
    assert!(refusal(&[("d.xml", &"<a>".repeat(100_000))]).contains("more than 64 deep"));
    let list = refusal(&[("d.json", &"[".repeat(100_000))]);
    assert!(list.contains("deep") || list.contains("limit"), "{list}");
    assert!(refusal(&[("d.yml", &"- ".repeat(100_000))]).contains("deep"));
}

#[test]
fn what_is_no_scenario_is_refused_with_a_reason() {
    for (path, text, rule) in [
        ("a.xml", "<svg/>", "unknown-format"),
        ("a.xml", "<", "not-xml"),
        ("a.xml", "<!-- -->", "not-xml"),
        ("a.json", "{}", "unknown-format"),
        ("a.json", "", "empty-file"),
        ("a.yml", "a: [", "not-yaml"),
        ("a.yml", "just words", "unknown-format"),
        ("a.yml", "\u{0}", "unknown-format"),
        ("readme.txt", "words", "no-files"),
    ] {
        let reading = lenient(&[(path, text)]);
        assert!(reading.scenario.is_none());
        let rules: Vec<&str> = reading.findings.iter().map(|finding| finding.rule).collect();
        assert!(rules.contains(&rule) || rule == "unknown-format" && !rules.is_empty(), "{text}: {rules:?}");
    }
    let mixed = lenient(&[("a.xml", "<negotiation_template/>"), ("b.json", "{}")]);
    assert_eq!(places(&mixed.findings), ["b.json: error [mixed-formats]"]);
    let binary = read(&[("a.bin".to_string(), (0..=255).collect())], Mode::Lenient);
    assert!(binary.scenario.is_none() && !binary.findings.is_empty());
    assert!(read(&[], Mode::Lenient).scenario.is_none());
}

#[test]
fn many_findings_are_cut_but_an_error_among_them_is_kept() {
    let weights = "<weight index=\"1\" value=\"1\"/>".repeat(5_000);
    let text = format!(
        "<utility_space><objective index=\"0\" name=\"o\">{weights}<issue index=\"1\" name=\"x\" type=\"discrete\">\
         <item value=\"a\" evaluation=\"x\"/></issue></objective></utility_space>"
    );
    let reading = lenient(&[("p.xml", &text)]);
    assert!(reading.scenario.is_none());
    assert!(reading.findings.len() <= 1_001, "{}", reading.findings.len());
    assert!(reading.findings.iter().any(|finding| finding.rule == "bad-number"));
}
