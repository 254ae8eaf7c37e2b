//! Deals as a user asks for them: of cases, of scenarios, under conditions, as pictures and lists.
#![allow(missing_docs, reason = "a test binary has no readers of its documentation")]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

fn zopa(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_zopa")).args(args).env("NO_COLOR", "1").output().expect("the command runs")
}

fn json(args: &[&str]) -> Value {
    let output = zopa(&[args, &["--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("a JSON document")
}

/// Returns the exit code and what was said to the user.
fn refused(args: &[&str]) -> (i32, String) {
    let output = zopa(args);
    let code = output.status.code().expect("an exit code");
    (code, String::from_utf8(output.stderr).expect("UTF-8"))
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    files.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).expect("a file"));
    folder
}

fn at(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_string_lossy().into_owned()
}

/// Ann is worth 0 to 10 by `pay` and 5 by an early start; Ben wants little pay and a late start.
const CASE: &str = r#"case "Pay"
party ann "Ann" principal
party ben "Ben" principal
point pay "Pay" number 0..10
point start "Start"
  option early "Early"
  option late "Late"
link : pay <= 9 or start = late
2026-01-01 value ann : pay 10 high, start 5 [early 100, late 0]
2026-01-01 value ben : pay 10 low, start 3 [early 0, late 100]
2026-01-01 walk-away ann : 4
2026-01-01 walk-away ben : 4
2026-01-02 draft first "First paper" by ann
  1 pay = 10, start = early
"#;

#[test]
fn deals_are_counted_and_listed() {
    let folder = folder(&[("case.zopa", CASE)]);
    let deals = json(&["deals", &at(&folder, "")]);
    assert_eq!(deals["packages"], "22");
    assert_eq!(deals["possible"], "21");
    // Early: Ann gets pay + 5 and Ben 10 - pay, so pay is 0 to 6; late: pay and 13 - pay, so 4 to 9.
    assert_eq!(deals["deals"], "13");
    // Early sums to 15 and late to 13: every late deal is beaten by an early one.
    assert_eq!(deals["frontier"]["size"], 7);
    let values = |deal: &Value| (deal["values"][0].as_f64(), deal["values"][1].as_f64());
    let points = deals["frontier"]["points"].as_array().expect("points");
    assert_eq!(points.iter().map(values).next(), Some((Some(11.0), Some(4.0))));
    // Gains of early deals are pay + 1 and 6 - pay: their products are largest at 2 and 3.
    let nash: Vec<&Value> = deals["solutions"]["nash"].as_array().expect("ties").iter().collect();
    let pays: Vec<&Value> = nash.iter().map(|deal| &deal["package"]["pay"]).collect();
    assert_eq!(pays, ["3", "2"]);
    assert_eq!(deals["solutions"]["utilitarian"].as_array().map(Vec::len), Some(7));
    assert_eq!(deals["complete"], true);
}

#[test]
fn conditions_narrow_the_deals() {
    let folder = folder(&[("case.zopa", CASE)]);
    let path = at(&folder, "");
    assert_eq!(json(&["deals", &path, "--fix", "start = late"])["deals"], "6");
    assert_eq!(json(&["deals", &path, "--forbid", "Start = Late"])["deals"], "7");
    assert_eq!(json(&["deals", &path, "--at-least", "ann=9"])["deals"], "4");
    assert_eq!(json(&["deals", &path, "--all-outcomes"])["deals"], "21");
    let none = json(&["deals", &path, "--at-least", "ann=10", "--at-least", "ben=6"]);
    assert_eq!(none["deals"], "0");
    assert_eq!(none["proofs"]["nash"]["verdict"], "impossible");
    assert_eq!(none["walk_aways_at_odds"], serde_json::json!([["ann", "ben"]]));
}

#[test]
fn lists_are_given_on_request() {
    let folder = folder(&[("case.zopa", CASE)]);
    let deals = json(&["deals", &at(&folder, ""), "--best", "3", "--different", "2", "--near", "first", "--list", "1"]);
    assert_eq!(deals["best_by_product"].as_array().map(Vec::len), Some(3));
    assert_eq!(deals["best_by_sum"].as_array().map(Vec::len), Some(3));
    assert_eq!(deals["frontier"]["points"].as_array().map(Vec::len), Some(1));
    assert_eq!(deals["frontier"]["listed_all"], false);
    let different = deals["most_different"].as_array().expect("deals");
    assert_ne!(different[0]["package"]["pay"], different[1]["package"]["pay"]);
    assert_ne!(different[0]["package"]["start"], different[1]["package"]["start"]);
    // The paper gives Ann all; one point has to change, and early with less pay is as near as any.
    assert_eq!(deals["nearest"]["changes"], 1);
}

#[test]
fn any_alternative_in_a_bracket_is_near() {
    let drafts = r#"2026-01-03 draft second "Second paper" by ben
  1 pay = [1 | 8 | 10], start = late
2026-01-03 draft third "Third paper" by ben
  1 pay = [0 | 10], start = [early]
2026-01-03 draft fourth "Fourth paper" by ben
  1 start = late
"#;
    let folder = folder(&[("case.zopa", &format!("{CASE}{drafts}"))]);
    let nearest = |draft: &str| json(&["deals", &at(&folder, ""), "--near", draft])["nearest"].clone();
    let second = nearest("second");
    assert_eq!((&second["changes"], &second["deals"][0]["package"]["pay"]), (&0.into(), &"8".into()));
    assert_eq!(second["deals"].as_array().map(Vec::len), Some(1));
    assert_eq!(nearest("third")["changes"], 0);
    // Pay is open: every late deal will do.
    assert_eq!(nearest("fourth")["deals"].as_array().map(Vec::len), Some(6));
    let far = json(&["deals", &at(&folder, ""), "--near", "second", "--fix", "pay = 5"])["nearest"].clone();
    assert_eq!(far["deals"][0]["changes"]["pay"], serde_json::json!(["1 | 8 | 10", "5"]));
    let page = zopa(&["deals", &at(&folder, ""), "--near", "second", "--fix", "pay = 5"]);
    assert!(String::from_utf8_lossy(&page.stdout).contains("Pay: 5 instead of 1 or 8 or 10"));
}

#[test]
fn packages_with_the_same_values_are_counted_and_listed() {
    let rated = |full: fn(u32) -> bool| {
        let ratings = (0..=10).map(|pay| format!("{pay} {}", if full(pay) { 100 } else { 0 }));
        format!("pay 10 [{}],", ratings.collect::<Vec<_>>().join(", "))
    };
    let text = CASE.replace("ann : pay 10 high,", &format!("ann : {}", rated(|pay| pay >= 5)));
    let text = text.replace("ben : pay 10 low,", &format!("ben : {}", rated(|pay| pay <= 7)));
    let folder = folder(&[("case.zopa", &text)]);
    let deals = json(&["deals", &at(&folder, ""), "--ties", "2"]);
    // Pay of 5, 6 or 7 is all that both want of it.
    let nash = &deals["solutions"]["nash"][0];
    assert_eq!((&nash["packages"], nash["others"].as_array().map(Vec::len)), (&"3".into(), Some(1)));
    assert_eq!(deals["frontier"]["points"][0]["packages"], "3");
    let page = String::from_utf8(zopa(&["deals", &at(&folder, ""), "--ties", "9"]).stdout).expect("UTF-8");
    assert!(page.contains("3 packages have these values; one of them:"), "{page}");
    assert_eq!(page.matches("or: Pay: ").count(), 2, "{page}");
}

#[test]
fn files_are_written_whole() {
    let folder = folder(&[("case.zopa", CASE)]);
    let (picture, list) = (at(&folder, "deals.svg"), at(&folder, "frontier.jsonl"));
    let deals = json(&["deals", &at(&folder, "case.zopa"), "--plot", &picture, "--frontier", &list]);
    let svg = fs::read_to_string(picture).expect("a picture");
    assert!(svg.starts_with("<svg") && svg.contains("Nash") && svg.contains("Ann"));
    let lines: Vec<Value> = fs::read_to_string(list)
        .expect("a list")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a document"))
        .collect();
    assert_eq!(lines.as_slice(), deals["frontier"]["points"].as_array().expect("points"));
    let (code, said) = refused(&["deals", &at(&folder, "case.zopa"), "--plot", &at(&folder, "no/such/folder.svg")]);
    assert_eq!(code, 3, "{said}");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let folder = folder(&[("case.zopa", CASE)]);
    let path = at(&folder, "");
    let cases = [
        (vec!["--fix", "pays = 3"], "did you mean `pay`?"),
        (vec!["--fix", "pay = 11"], "no choice of `pay` is called `11`"),
        (vec!["--at-least", "ann"], "expected `party = value`"),
        (vec!["--at-least", "cal=3"], "no party with values is called `cal`"),
        (vec!["--near", "second"], "no draft is called `second`"),
    ];
    for (args, expected) in cases {
        let (code, said) = refused(&[vec!["deals", &path], args].concat());
        assert_eq!(code, 2, "{said}");
        assert!(said.contains(expected), "{said}");
    }
}

const DOMAIN: &str = r#"<negotiation_template><utility_space number_of_issues="2">
<objective index="0" etype="objective" type="objective" description="" name="Trade">
<issue index="1" name="Price &amp; terms" vtype="discrete" type="discrete" etype="discrete">
<item index="1" value="low"/><item index="2" value="high"/></issue>
<issue index="2" name="Days" vtype="integer" type="integer" etype="integer" lowerbound="1" upperbound="3"/>
</objective></utility_space></negotiation_template>"#;

fn profile(low: u32, high: u32, slope: &str, offset: &str, reservation: &str) -> String {
    format!(
        r#"<utility_space number_of_issues="2"><objective index="0" etype="objective" type="objective" description="" name="Trade">
<issue index="1" name="Price &amp; terms" vtype="discrete" type="discrete" etype="discrete">
<item index="1" value="low" evaluation="{low}"/><item index="2" value="high" evaluation="{high}"/></issue>
<issue index="2" name="Days" vtype="integer" type="integer" etype="integer" lowerbound="1" upperbound="3">
<evaluator ftype="linear" slope="{slope}" offset="{offset}"/></issue>
<weight index="1" value="0.6"/><weight index="2" value="0.4"/></objective>
<discount_factor value="0.9"/><reservation value="{reservation}"/></utility_space>"#
    )
}

/// The seller is worth 0.6 at the high price and 0.2 at the low, and 0, 0.2 or 0.4 by the days; the buyer 0.6 at the low
/// price and 0.15 at the high, and 0.4, 0.2 or 0 by the days.
fn scenario() -> TempDir {
    let (seller, buyer) = (profile(1, 3, "0.5", "0", "0.5"), profile(4, 1, "-0.5", "1", "0.5"));
    folder(&[("trade.xml", DOMAIN), ("seller.xml", &seller), ("buyer.xml", &buyer)])
}

#[test]
fn a_scenario_stands_where_a_case_does() {
    let folder = scenario();
    let deals = json(&["deals", &at(&folder, "")]);
    assert_eq!(deals["packages"], "6");
    let parties: Vec<&str> =
        deals["parties"].as_array().into_iter().flatten().filter_map(|p| p["title"].as_str()).collect();
    assert_eq!(parties, ["buyer", "seller"]);
    // High price after one day: 0.55 and 0.6; low price after three: 0.6 and 0.6.
    assert_eq!(deals["deals"], "2");
    assert_eq!(deals["frontier"]["size"], 1);
    let exact = &deals["solutions"]["nash"][0]["exact"];
    assert_eq!(*exact, serde_json::json!(["0.6", "0.6"]));
    for question in ["brief", "clash", "check", "moves", "lean"] {
        let output = zopa(&[question, &at(&folder, "seller.xml")]);
        assert!(output.status.code().is_some_and(|code| code <= 1), "{question}");
    }
}

#[test]
fn a_scenario_goes_through_a_case_into_every_format() {
    let source = scenario();
    let expected = json(&["deals", &at(&source, "")]);
    let made = folder(&[]);
    let case = at(&made, "case");
    assert_eq!(zopa(&["import", "scenario", &at(&source, ""), &case]).status.code(), Some(0));
    assert_eq!(zopa(&["check", &case, "--strict"]).status.code(), Some(0));
    for format in ["genius-xml", "negmas-yaml", "geniusweb-json"] {
        let out = at(&made, format);
        let args = ["export", "scenario", case.as_str(), out.as_str(), "--to", format, "--lenient"];
        let output = zopa(&args);
        assert_eq!(output.status.code(), Some(0), "{format}: {}", String::from_utf8_lossy(&output.stderr));
        let inner = fs::read_dir(&out).expect("files").flatten().map(|entry| entry.path()).find(|path| path.is_dir());
        let place = inner.unwrap_or_else(|| Path::new(&out).to_path_buf());
        let again = json(&["deals", &place.to_string_lossy(), "--all-outcomes"]);
        let before = json(&["deals", &case, "--all-outcomes"]);
        assert_eq!(again["packages"], expected["packages"], "{format}");
        // GeniusWeb knows shares of weights only, and a third has no decimals.
        let is_exact = format != "geniusweb-json";
        assert!(!is_exact || again["frontier"]["size"] == before["frontier"]["size"], "{format}");
    }
}

#[test]
fn what_cannot_be_a_scenario_is_told() {
    let broken = folder(&[("trade.xml", DOMAIN), ("seller.xml", &profile(1, 3, "NaN", "0", "0.5"))]);
    let (code, said) = refused(&["deals", &at(&broken, "")]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("seller.xml:") && said.contains("NaN"), "{said}");
    let strict = zopa(&["import", "scenario", &at(&broken, ""), &at(&broken, "case"), "--strict"]);
    assert_eq!(strict.status.code(), Some(1));
    assert!(!Path::new(&at(&broken, "case")).exists());
    let vast = DOMAIN.replace(r#"lowerbound="1" upperbound="3""#, r#"lowerbound="1" upperbound="10000000""#);
    let vast = folder(&[("trade.xml", &vast), ("seller.xml", &profile(1, 3, "0.5", "0", "0.5"))]);
    let (code, said) = refused(&["deals", &at(&vast, "")]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("10,000,000") || said.contains("10 000 000") || said.contains("10000000"), "{said}");
}

#[test]
fn robust_answers_are_the_same_on_any_number_of_threads() {
    let text = CASE.replace(
        "value ben : pay 10 low, start 3 [early 0, late 100]",
        "prefers ben : pay low; start [late > early]; pay > start",
    );
    let folder = folder(&[("case.zopa", &text)]);
    let ask = |threads: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zopa"));
        let args = ["robust", &at(&folder, ""), "--samples", "500", "--format", "json"];
        command.args(args).env("RAYON_NUM_THREADS", threads).output().expect("the command runs").stdout
    };
    let (one, many) = (ask("1"), ask("3"));
    assert_eq!(one, many);
    let robust: Value = serde_json::from_slice(&one).expect("a JSON document");
    assert_eq!(robust["samples"], 500);
    // Where pay is 0 and the start late, Ben has all he may want; Ann then has nothing.
    assert!(robust["zone"]["share"].as_f64().is_some_and(|share| share > 0.5));
}

#[test]
fn robust_answers_count_what_points_are_worth_together() {
    // Pay is worth nothing to 10 to Ann, a start 0 or 5, and 10 more come with high pay and an early start.
    let text = CASE.replace(
        "pay 10 high, start 5 [early 100, late 0]",
        "pay 5..10 high, start 5 [early 100, late 0]\n  plus 10 if pay = 9 and start = early",
    );
    let folder = folder(&[("case.zopa", &text)]);
    let ask = |extra: &str| {
        let path = at(&folder, "case.zopa");
        fs::write(&path, text.replace("9 and start = early", &format!("9 and start = early{extra}"))).expect("a file");
        json(&[
            "robust",
            &path,
            "--samples",
            "200",
            "--package",
            "pay = 9, start = early",
            "--package",
            "pay = 8, start = early",
        ])
    };
    let robust = ask("");
    let judged = |title: &str| -> Value {
        let packages = robust["packages"].as_array().expect("packages");
        packages.iter().find(|judged| judged["title"] == title).expect("the package").clone()
    };
    // 9/10 of 5 to 10, 5, and 10.
    assert_eq!(judged("pay = 9, start = early")["parties"][0]["range"], serde_json::json!(["19.5", "24"]));
    assert_eq!(judged("pay = 8, start = early")["parties"][0]["range"], serde_json::json!(["9", "13"]));
    // Nothing can be better for both: a step of pay is what one gains and the other loses.
    assert_eq!(judged("pay = 8, start = early")["necessarily_unbeaten"], true);
    let robust = ask("\n  capped 20");
    assert_eq!(robust["parties"].as_array().map(Vec::len), Some(1));
    assert!(robust["not_valued"][0]["because"].as_str().is_some_and(|why| why.contains("capped")), "{robust}");
    assert_eq!(ask("\n  capped 25")["parties"].as_array().map(Vec::len), Some(2));
}
