//! GENIUS XML: hyper-rectangles, against the plain reading of what they pay.

use super::case::through_case;
use super::exact::each_outcome;
use super::{lenient, places, sound, utility};
use zopa_exchange::scenario::{Mode, format, write};

const DOMAIN: &str = r#"<negotiation_template><utility_space><objective index="0" name="Grid" type="objective">
<issue index="1" name="x" vtype="integer" type="integer" lowerbound="0" upperbound="4"/>
<issue index="2" name="y" vtype="integer" type="integer" lowerbound="0" upperbound="4"/>
</objective></utility_space></negotiation_template>"#;

fn profile(function: &str) -> String {
    format!(
        r#"<utility_space type="nonlinear"><objective index="0" name="Grid" type="objective">
<utility maxutility="10">{function}</utility></objective></utility_space>"#
    )
}

/// A side of a rectangle: index, first, last.
type Side = (usize, i64, i64);

/// A rectangle: utility, whether it pays inside, and its sides.
type Rectangle = (i64, bool, &'static [Side]);

fn rectangle((utility, inside, sides): &Rectangle) -> String {
    let tag = if *inside { "INCLUDES" } else { "EXCLUDES" };
    let side = |(index, min, max): &Side| format!(r#"<{tag} index="{index}" min="{min}" max="{max}"/>"#);
    let sides: String = sides.iter().map(side).collect();
    format!(r#"<hyperRectangle utility="{utility}">{sides}</hyperRectangle>"#)
}

fn pays((utility, inside, sides): &Rectangle, outcome: &[usize]) -> i64 {
    let within = sides.iter().all(|(index, min, max)| (*min..=*max).contains(&(outcome[index - 1] as i64)));
    if within == *inside || sides.is_empty() { *utility } else { 0 }
}

const SETS: &[&[Rectangle]] = &[
    &[(9, true, &[(1, 1, 3)]), (4, true, &[(1, 2, 4), (2, 0, 2)]), (6, true, &[(2, 2, 2)])],
    &[(9, true, &[(1, 1, 3)]), (-4, true, &[(1, 2, 4)]), (6, false, &[(2, 2, 2), (1, 0, 1)])],
    &[(-9, true, &[(1, 1, 3)]), (-4, true, &[(2, 2, 4)]), (-6, false, &[(2, 2, 2)])],
    &[(3, true, &[(1, 1, 3)]), (4, true, &[(2, 2, 4)]), (6, false, &[(2, 2, 2)])],
    &[(5, true, &[]), (7, true, &[(1, 0, 0)]), (2, true, &[(1, 1, 1)])],
    &[(0, true, &[(1, 0, 2)]), (-3, false, &[(1, 0, 2)])],
    &[(5, true, &[(1, 0, 9)]), (7, true, &[(1, 5, 9)]), (8, false, &[(2, 7, 9)])],
    &[(5, true, &[(1, 3, 1)]), (2, false, &[(1, 3, 1)])],
    &[(5, true, &[(1, 0, 3), (1, 2, 4)]), (5, true, &[(1, 2, 3)])],
];

#[test]
fn sums_minima_and_maxima_pay_what_genius_pays() {
    for (at, rectangles) in SETS.iter().enumerate() {
        for aggregation in ["sum", "min", "max"] {
            let inner: String = rectangles.iter().map(rectangle).collect();
            let text = profile(&format!(r#"<ufun aggregation="{aggregation}">{inner}</ufun>"#));
            let reading = lenient(&[("d.xml", DOMAIN), ("p.xml", &text)]);
            let Some(scenario) = reading.scenario else { panic!("{:?}", reading.findings) };
            each_outcome(&scenario, |outcome| {
                let all = rectangles.iter().map(|rectangle| pays(rectangle, outcome));
                let paid = match aggregation {
                    "sum" => all.sum(),
                    "min" => all.min().unwrap_or(0),
                    _ => all.max().unwrap_or(0),
                };
                let wanted = num_rational::BigRational::new(paid.min(10).into(), 10.into());
                assert_eq!(utility(&scenario, 0, outcome), wanted.to_string(), "{aggregation} of {at}: {outcome:?}");
            });
            assert_eq!(through_case(&scenario), scenario, "{aggregation} of {at}");
            let (files, _) = write(&scenario, format("genius-xml").expect("a format"), Mode::Strict).expect("files");
            let texts: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            assert_eq!(sound(&texts), scenario, "{aggregation} of {at}");
        }
    }
}

#[test]
fn functions_nest_with_weights_and_the_outermost_weight_does_not_count() {
    let text = profile(
        r#"<ufun weight="3" aggregation="sum">
<hyperRectangle utility="1.5" weight="2"><INCLUDES index="1" min="0" max="0"/></hyperRectangle>
<ufun weight="0.5" aggregation="sum"><hyperRectangle utility="4"><INCLUDES index="2" min="1" max="4"/></hyperRectangle>
<ufun weight="3" aggregation="max"><hyperRectangle utility="1"/><ufun weight="2" aggregation="sum">
<hyperRectangle utility="1"><EXCLUDES index="2" min="1" max="4"/></hyperRectangle></ufun></ufun></ufun></ufun>"#,
    );
    let reading = lenient(&[("d.xml", DOMAIN), ("p.xml", &text)]);
    assert_eq!(places(&reading.findings), ["p.xml:2:40: warning [outer-weight]"]);
    let scenario = reading.scenario.expect("a scenario");
    // 3, then half of three times the larger of 1 and 2.
    assert_eq!(utility(&scenario, 0, &[0, 0]), "3/5");
    // 3, then half of 4, then half of three times 1.
    assert_eq!(utility(&scenario, 0, &[0, 2]), "13/20");
    assert_eq!(utility(&scenario, 0, &[1, 0]), "3/10");
}

#[test]
fn what_has_no_meaning_is_refused_with_its_place() {
    for (function, found) in [
        ("", "p.xml:2:1: error [no-function]"),
        (r#"<ufun aggregation="max"/>"#, "p.xml:2:26: error [no-function]"),
        (r#"<ufun aggregation="sum"><hyperRectangle/></ufun>"#, "p.xml:2:50: error [bad-number]"),
        (
            r#"<ufun aggregation="sum"><hyperRectangle utility="1"><INCLUDES index="9" min="0" max="1"/></hyperRectangle></ufun>"#,
            "p.xml:2:95: error [unknown-issue]",
        ),
        (
            r#"<ufun aggregation="sum"><hyperRectangle utility="1"><INCLUDES index="1" min="a" max="1"/></hyperRectangle></ufun>"#,
            "p.xml:2:103: error [bad-bound]",
        ),
        (
            r#"<ufun aggregation="min"><ufun aggregation="sum"><hyperRectangle utility="1"/><hyperRectangle utility="2"/></ufun></ufun>"#,
            "p.xml:2:50: error [bad-aggregation]",
        ),
    ] {
        let reading = lenient(&[("d.xml", DOMAIN), ("p.xml", &profile(function))]);
        assert_eq!(places(&reading.findings), [found], "{function}");
    }
    let nought = profile("<ufun/>").replace("maxutility=\"10\"", "maxutility=\"0\"");
    assert_eq!(places(&lenient(&[("d.xml", DOMAIN), ("p.xml", &nought)]).findings), ["p.xml:2:22: error [bad-number]"]);
}
