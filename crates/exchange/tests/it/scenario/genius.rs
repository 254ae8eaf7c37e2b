//! GENIUS XML: weighted issues.

use super::{lenient, places, sound, strict, utility};
use zopa_exchange::scenario::{Full, Mode, Values, format, write};

const DOMAIN: &str = r#"<negotiation_template>
<utility_space number_of_issues="3">
<objective index="0" name="Lease" type="objective" etype="objective">
<issue index="1" name="Floor" vtype="discrete" type="discrete" etype="discrete">
<item index="1" value="Ground"/><item index="2" value="First"/>
</issue>
<issue index="2" name="Years" vtype="integer" type="integer" etype="integer" lowerbound="-1" upperbound="3"/>
<issue index="7" name="Colour" vtype="discrete" type="discrete" etype="discrete">
<item index="1" value="Red"/><item index="2" value="Blue"/><item index="3" value="Green"/>
</issue>
</objective>
</utility_space>
</negotiation_template>
"#;

/// A profile over [`DOMAIN`] with parts to be changed.
fn profile(floor: &str, years: &str, tail: &str) -> String {
    format!(
        r#"<utility_space number_of_issues="3">
<objective index="0" name="Lease" type="objective" etype="objective">
<issue index="1" name="Floor" type="discrete" etype="discrete">
{floor}
</issue>
<issue index="2" name="Years" type="integer" etype="integer" lowerbound="-1" upperbound="3">
{years}
</issue>
<issue index="7" name="Colour" type="discrete" etype="discrete">
<item value="Red" evaluation="3"/><item value="Blue" evaluation="4"/><item value="Green" evaluation="0"/>
</issue>
<weight index="1" value="0.5"/><weight index="2" value="3.0E-1"/><weight index="7" value="0.4"/>
</objective>
{tail}
</utility_space>
"#
    )
}

const FLOOR: &str = r#"<item value="Ground" evaluation="2"/><item value="First" evaluation="8"/>"#;
const YEARS: &str = r#"<evaluator ftype="linear" slope="0.25" offset="0.0"/>"#;

#[test]
fn evaluations_count_as_shares_of_the_best_and_lines_from_the_lower_bound() {
    let tail = r#"<discount_factor value="0.9"/><reservation value="0.35"/>"#;
    let scenario = sound(&[("x/tenant.xml", &profile(FLOOR, YEARS, tail)), ("x/lease.xml", DOMAIN)]);
    assert_eq!(scenario.name, "Lease");
    assert_eq!(scenario.issues[1].values, Values::Whole { low: -1, high: 3 });
    let tenant = &scenario.profiles[0];
    assert_eq!(tenant.party, "tenant");
    assert_eq!(tenant.full, Full::Best);
    assert_eq!(tenant.reservation.expect("a value").to_string(), "0.35");
    assert_eq!(tenant.discount.to_string(), "0.9");
    // 0.5 × 2/8 + 0.3 × 0.25 × (0 − −1) + 0.4 × 3/4
    assert_eq!(utility(&scenario, 0, &[0, 1, 0]), "1/2");
    // 0.5 + 0.3 + 0.4 is more than 1.
    assert_eq!(utility(&scenario, 0, &[1, 4, 1]), "1");
}

#[test]
fn lines_are_kept_between_nought_and_one() {
    let years = r#"<evaluator ftype="linear" slope="0.6" offset="-0.5"/>"#;
    let scenario = sound(&[("lease.xml", DOMAIN), ("tenant.xml", &profile(FLOOR, years, ""))]);
    let ratings = &scenario.profiles[0].worths[1].as_ref().expect("a worth").ratings;
    let ratings: Vec<String> = ratings.iter().map(|rating| rating.expect("a rating").normalize().to_string()).collect();
    assert_eq!(ratings, ["0", "0.1", "0.7", "1", "1"]);
}

#[test]
fn a_line_that_does_not_reach_one_is_not_stretched() {
    let years = r#"<evaluator ftype="linear" slope="0.1" offset="0"/>"#;
    let scenario = sound(&[("lease.xml", DOMAIN), ("tenant.xml", &profile(FLOOR, years, ""))]);
    // The best of the years is 0.4 of the whole; ratings of the others are brought to the same measure.
    assert_eq!(scenario.profiles[0].full, Full::Rating(8.into()));
    // 0.5 × 2/8 + 0.3 × 0.4 + 0
    assert_eq!(utility(&scenario, 0, &[0, 4, 2]), "49/200");
    let (files, _) = write(&scenario, format("genius-xml").expect("a format"), Mode::Strict).expect("files");
    let texts: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    assert_eq!(sound(&texts), scenario);
}

#[test]
fn reservation_and_discount_have_the_defaults_of_genius() {
    for (tail, reservation, discount, findings) in [
        ("", "0", "1", &[][..]),
        (r#"<discount_factor value="0.0"/>"#, "0", "1", &["p.xml:14:25: warning [bad-discount]"]),
        (r#"<discount_factor value="2"/>"#, "0", "1", &["p.xml:14:25: warning [bad-discount]"]),
        (r#"<discount_factor value="s"/>"#, "0", "1", &["p.xml:14:25: warning [bad-number]"]),
        (
            r#"<discount_factor/><reservation value=""/>"#,
            "0",
            "1",
            &["p.xml:14:1: warning [bad-number]", "p.xml:14:39: warning [bad-number]"],
        ),
        (r#"<reservation value="1E-5"/>"#, "0.00001", "1", &[]),
    ] {
        let reading = lenient(&[("d.xml", DOMAIN), ("p.xml", &profile(FLOOR, YEARS, tail))]);
        assert_eq!(places(&reading.findings), findings, "{tail}");
        let profile_read = &reading.scenario.expect("a scenario").profiles[0];
        assert_eq!(profile_read.reservation.expect("a value").to_string(), reservation);
        assert_eq!(profile_read.discount.to_string(), discount);
        let refused = strict(&[("d.xml", DOMAIN), ("p.xml", &profile(FLOOR, YEARS, tail))]);
        assert_eq!(refused.scenario.is_none(), !findings.is_empty(), "{tail}");
    }
}

#[test]
fn numbers_that_cannot_be_kept_are_refused_with_their_place() {
    for (evaluation, rule, words) in [
        ("NaN", "bad-number", "`NaN`, which is no finite number"),
        ("-inf", "bad-number", "`-inf`, which is no finite number"),
        ("1e308", "too-many-digits", "`1e308`, which needs more than 28 digits"),
        ("1.2345678901234567E-20", "too-many-digits", "which needs more than 28 digits"),
        ("0,5", "bad-number", "`0,5`, which is no number"),
        ("", "bad-number", "``, which is no number"),
    ] {
        let floor = format!(r#"<item value="Ground" evaluation="{evaluation}"/><item value="First" evaluation="8"/>"#);
        let reading = lenient(&[("d.xml", DOMAIN), ("p.xml", &profile(&floor, YEARS, ""))]);
        assert!(reading.scenario.is_none());
        let finding = &reading.findings[0];
        assert_eq!(places(std::slice::from_ref(finding)), [format!("p.xml:4:34: error [{rule}]")], "{evaluation}");
        assert!(finding.message.contains(words), "{}", finding.message);
    }
}

#[test]
fn dirt_is_read_with_a_warning_and_refused_when_strict() {
    let clean = profile(FLOOR, YEARS, "");
    for (dirty, rule) in [
        (clean.replace("Ground", "Ground & attic"), "bare-ampersand"),
        (format!("\n\n<?xml version=\"1.0\"?>\n{clean}"), "late-declaration"),
        (clean.replace("</utility_space>", ""), "unclosed-element"),
        (clean.replace("</objective>", "</objective></issue>"), "unclosed-element"),
        (clean.replacen("type=\"discrete\"", "type=\"price\"", 1), "bad-type"),
        (clean.replace("name=\"Floor\"", "name=\"Storey\""), "other-name"),
        (clean.replace("evaluation=\"8\"", "evaluation=\"8\" evaluation=\"9\""), "bad-attribute"),
        (
            clean.replace("<weight index=\"1\"", "<weight index=\"1\" value=\"0.1\"/><weight index=\"1\""),
            "second-weight",
        ),
        (clean.replace("value=\"Green\"", "value=\"Mauve\""), "unknown-value"),
        (clean.replace("evaluation=\"0\"", ""), "unrated-value"),
        (clean.replace("evaluation=\"0\"", "evaluation=\"-1\""), "negative-evaluation"),
        (clean.replace(YEARS, ""), "no-evaluator"),
        (clean.replace("<weight index=\"7\" value=\"0.4\"/>", ""), "no-weight"),
        (
            clean.replace("<weight index=\"7\" value=\"0.4\"/>", "<weight index=\"7\" value=\"-0.4\"/>"),
            "negative-weight",
        ),
    ] {
        let domain =
            if rule == "bare-ampersand" { DOMAIN.replace("Ground", "Ground &amp; attic") } else { DOMAIN.into() };
        let reading = lenient(&[("d.xml", &domain), ("p.xml", &dirty)]);
        let rules: Vec<&str> = reading.findings.iter().map(|finding| finding.rule).collect();
        assert!(rules.contains(&rule), "{rule}: {rules:?}");
        assert!(reading.findings.iter().all(|finding| finding.at.is_some()), "{rule}: a place for each");
        assert!(reading.scenario.is_some(), "{rule}: {:?}", reading.findings);
        assert!(strict(&[("d.xml", &domain), ("p.xml", &dirty)]).scenario.is_none(), "{rule}");
    }
}

#[test]
fn bytes_become_text_in_the_encodings_of_real_files() {
    let latin = DOMAIN.replace("Ground", "£10").chars().map(|c| c as u8).collect::<Vec<u8>>();
    let marked = [b"\xef\xbb\xbf", DOMAIN.replace("Ground", "£10").as_bytes()].concat();
    let declared = [b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n", latin.as_slice()].concat();
    let units = DOMAIN.replace("Ground", "£10");
    let sixteen: Vec<u8> = std::iter::once(0xfeff_u16).chain(units.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (bytes, findings) in
        [(latin, &["d.xml:5:24: warning [undeclared-encoding]"][..]), (marked, &[]), (declared, &[]), (sixteen, &[])]
    {
        let reading = zopa_exchange::scenario::read(&[("d.xml".to_string(), bytes)], Mode::Lenient);
        let mut found = places(&reading.findings);
        found.retain(|finding| !finding.ends_with("[no-profile]"));
        assert_eq!(found, findings);
        assert_eq!(reading.scenario.expect("a scenario").issues[0].values.text(0).as_deref(), Some("£10"));
    }
}

#[test]
fn real_issues_give_21_values_where_that_is_allowed() {
    let domain = r#"<negotiation_template><utility_space><objective index="0" name="Car">
<issue index="6" name="Price" vtype="real" type="real"><range lowerbound="13000" upperbound="22666"/></issue>
</objective></utility_space></negotiation_template>"#;
    let profile = |evaluator: &str| {
        format!(
            r#"<utility_space><objective index="0" name="Car"><weight index="6" value="1"/>
<issue index="6" name="Price" type="real" etype="real"><range lowerbound="16000" upperbound="22666"/>{evaluator}
</issue></objective></utility_space>"#
        )
    };
    let linear = profile(r#"<evaluator ftype="linear" parameter1="-0.00015" parameter0="3.4"/>"#);
    let reading = lenient(&[("car.xml", domain), ("buyer.xml", &linear)]);
    assert_eq!(places(&reading.findings), ["car.xml:2:56: warning [real-values]"]);
    assert!(reading.findings[0].message.contains("`Price`"));
    let scenario = reading.scenario.expect("a scenario");
    assert_eq!(scenario.issues[0].values.count(), 21);
    assert_eq!(scenario.issues[0].values.text(1).as_deref(), Some("13483.3"));
    // 3.4 − 0.00015 × 17833 = 0.72505
    assert_eq!(utility(&scenario, 0, &[10]), "14501/20000");
    assert_eq!(utility(&scenario, 0, &[0]), "1");
    assert_eq!(utility(&scenario, 0, &[20]), "1/10000");
    let refused = strict(&[("car.xml", domain), ("buyer.xml", &linear)]);
    assert_eq!(places(&refused.findings), ["car.xml:2:56: error [real-values]"]);
    assert!(refused.scenario.is_none());

    let constant =
        lenient(&[("car.xml", domain), ("b.xml", &profile(r#"<evaluator ftype="constant" parameter0="0.3"/>"#))]);
    assert_eq!(utility(&constant.scenario.expect("a scenario"), 0, &[7]), "3/10");
    let top = r#"<evaluator ftype="triangular" parameter0="12500" parameter1="22500" parameter2="17500"/>"#;
    let triangle = lenient(&[("car.xml", domain), ("b.xml", &profile(top))]);
    assert_eq!(utility(&triangle.scenario.expect("a scenario"), 0, &[0]), "1/10");
    let odd = r#"<evaluator ftype="triangular" parameter0="12000" parameter1="22000" parameter2="17990"/>"#;
    let refused = lenient(&[("car.xml", domain), ("b.xml", &profile(odd))]);
    assert!(places(&refused.findings).contains(&"b.xml:2:102: error [too-many-digits]".to_string()), "{refused:?}");
    let unknown = lenient(&[("car.xml", domain), ("b.xml", &profile(""))]);
    assert_eq!(utility(&unknown.scenario.expect("a scenario"), 0, &[0]), "unknown");
}

#[test]
fn values_of_a_profile_that_the_domain_lacks_count_for_the_best() {
    let floor = r#"<item value="Ground" evaluation="2"/><item value="First" evaluation="8"/>
<item value="Tower" evaluation="16"/>"#;
    let reading = lenient(&[("d.xml", DOMAIN), ("p.xml", &profile(floor, YEARS, ""))]);
    assert_eq!(places(&reading.findings), ["p.xml:5:14: warning [unknown-value]"]);
    // 0.5 × 8/16 + 0 + 0
    assert_eq!(utility(&reading.scenario.expect("a scenario"), 0, &[1, 0, 2]), "1/4");
}

#[test]
fn evaluations_without_a_best_count_for_nothing() {
    let floor = r#"<item value="Ground" evaluation="0.000001"/><item value="First" evaluation="-3"/>"#;
    let reading = lenient(&[("d.xml", DOMAIN), ("p.xml", &profile(floor, YEARS, ""))]);
    assert!(reading.findings.iter().any(|finding| finding.rule == "tiny-evaluations"));
    let scenario = reading.scenario.expect("a scenario");
    assert_eq!(utility(&scenario, 0, &[0, 0, 2]), "0");
    assert_eq!(utility(&scenario, 0, &[1, 0, 2]), "0");
}

#[test]
fn inner_objectives_are_read_and_their_issues_come_first() {
    let domain = r#"<negotiation_template><utility_space><objective index="0" name="All">
<issue index="3" name="Late" type="discrete"><item value="a"/></issue>
<objective index="1" name="Inner"><issue index="2" name="Early" type="discrete"><item value="b"/></issue></objective>
</objective></utility_space></negotiation_template>"#;
    let profile = r#"<utility_space><objective index="0" name="All"><weight index="3" value="0.5"/>
<issue index="3" name="Late" type="discrete"><item value="a" evaluation="1"/></issue>
<objective index="1" name="Inner"><weight index="2" value="0.25"/>
<issue index="2" name="Early" type="discrete"><item value="b" evaluation="1"/></issue></objective>
</objective></utility_space>"#;
    let scenario = sound(&[("d.xml", domain), ("p.xml", profile)]);
    let names: Vec<&str> = scenario.issues.iter().map(|issue| issue.name.as_str()).collect();
    assert_eq!(names, ["Early", "Late"]);
    assert_eq!(utility(&scenario, 0, &[0, 0]), "3/4");
}

#[test]
fn files_beside_a_scenario_are_passed_over_and_a_missing_domain_is_told() {
    let texts = [
        ("s/README.md", "# About"),
        ("s/expected.json", "{"),
        ("s/pareto.xml", "0.1, 1.0"),
        ("s/p.xml", &profile(FLOOR, YEARS, "")),
    ];
    let reading = lenient(&texts);
    assert_eq!(reading.format, Some("genius-xml"));
    let rules: Vec<&str> = reading.findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["no-domain"]);
    assert_eq!(reading.scenario.expect("a scenario").issues.len(), 3);
    assert!(strict(&texts).scenario.is_none());
    let two = lenient(&[("a.xml", DOMAIN), ("b.xml", DOMAIN)]);
    assert_eq!(places(&two.findings), ["b.xml:1:1: error [two-domains]"]);
}
